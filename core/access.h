/* Accessibility: who reaches which service in what time, as things stand and with the plan, and how many doctors that
 * comes to. Filled by planner/access/, written by layers/, shown by cli/. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_ACCESS_H
#define BUJU_CORE_ACCESS_H

#include "buju/access.h"
#include "core/arena.h"
#include "core/land.h"
#include "core/mode.h"
#include "core/plan.h"
#include "core/region.h"

/** A service is a kind of facility, or any place one is treated at without an appointment at a hospital. */
typedef uint8_t buju_service;
enum { BUJU_ANY_PRIMARY = BUJU_FACILITY_KINDS, BUJU_SERVICES };

/** Whether a facility of that kind gives that service. */
static inline bool buju_gives_service(buju_facility_kind kind, buju_service service) {
  bool primary = kind == BUJU_VILLAGE_CLINIC || kind == BUJU_THC || kind == BUJU_CHC || kind == BUJU_CHS ||
                 kind == BUJU_CHC_BRANCH;
  return service == BUJU_ANY_PRIMARY ? primary : kind == service;
}

typedef enum buju_zone_level {
  BUJU_ZONE_ALL, /* everything the region holds: one zone */
  BUJU_ZONE_COUNTY,
  BUJU_ZONE_TOWNSHIP,
  BUJU_ZONE_VILLAGE,
  BUJU_ZONE_LEVELS
} buju_zone_level;

/** As things stand, with the plan. */
enum { BUJU_NOW, BUJU_PLANNED, BUJU_STAGES_OF_ACCESS };

/** Zones form a tree: every zone but the first lies in a zone before it. */
typedef struct buju_zones {
  buju_ix n;
  buju_ix *parent;       /* zone, or BUJU_NONE of the first */
  buju_ix *area;         /* area row, or BUJU_NONE of the first */
  uint8_t *level;        /* buju_zone_level; rows stand by level, then by area row */
  buju_people_n *people; /* of its places */
  buju_ix *places;
  buju_ix villages; /* the zone of village v is villages + v */
} buju_zones;

/** What a set of trips comes to, by zone. Minutes are of those who reach the service; BUJU_FAR where nobody does. */
typedef struct buju_spread {
  buju_people_n *within; /* [zones × limits] people whose trip takes at most limit l: zone z is row z */
  buju_people_n *beyond; /* reach it, after the last limit */
  buju_people_n *unreachable;
  buju_ix *places_unreachable;
  uint32_t *mean_ms;          /* over places, each once */
  uint32_t *person_mean_ms;   /* over people */
  uint32_t *person_median_ms; /* half of the people are there by then */
} buju_spread;

/** Doctors in reach per 1,000 people; NaN where a place or zone has no people to count with. */
typedef struct buju_supply {
  double *place, *zone; /* zone: the mean over its people */
  double *gini;         /* by zone, 0 everyone has the same … 1; NaN where nobody reaches a doctor */
  double lorenz[9]; /* of the first zone: the share of all access that the worst-off 10, 20 … 90 % of people have */
} buju_supply;

/** One service at one stage. */
typedef struct buju_service_reach {
  buju_ix sites, sites_unlocated;
  buju_ix doctors_unknown;          /* sites whose number of doctors nobody gave; they count as none */
  int64_t doctors, doctors_reached; /* reached: at sites that some people have within the last limit */
  buju_ix *nearest;                 /* by place: a row of buju_access.site, or BUJU_NONE */
  uint32_t *ms;                     /* to it, or BUJU_FAR */
  buju_ix by_basis[BUJU_BASES];     /* how many places were measured so */
  uint8_t *basis;                   /* buju_basis */
  buju_ix *open;                    /* [sites] rows of buju_access.site */
  buju_people_n *nearest_people;    /* [sites + 1] people whose nearest is open[k]; last: those without a way */
  buju_land land;                   /* n 0: not asked; area k is nearest to open[k], the last has no way */
  buju_spread spread;
  bool supplied; /* doctors are known at some site: supply holds */
  buju_supply supply;
} buju_service_reach;

typedef struct buju_access_site {
  buju_ix facility;                    /* BUJU_NONE: new */
  buju_ix village, township;           /* village row, area row, or BUJU_NONE */
  uint8_t kind[BUJU_STAGES_OF_ACCESS]; /* buju_facility_kind; a clinic may become a station */
  bool open[BUJU_STAGES_OF_ACCESS];
  int32_t doctors[BUJU_STAGES_OF_ACCESS]; /* -1 unknown */
  double x_m, y_m;                        /* NaN when unlocated */
} buju_access_site;

/** Who decided a setting. */
typedef enum buju_access_origin { BUJU_ACCESS_DEFAULT, BUJU_ACCESS_RULE, BUJU_ACCESS_ASKED } buju_access_origin;

struct buju_access {
  buju_arena *arena;
  const buju_scenario *scenario; /* borrowed, as the region */
  const buju_region *region;
  bool planned;    /* there is a plan to compare with */
  bool catchments; /* buju_service_reach.land is asked for */

  buju_mode mode;
  buju_provider provider;
  buju_direction direction;
  buju_access_origin mode_origin, limit_origin, weight_origin;
  buju_ix limits;
  uint32_t limit_ms[BUJU_ACCESS_LIMITS]; /* ascending, each once */
  uint16_t weight[BUJU_ACCESS_LIMITS];   /* thousandths, of the zone that ends at limit l; descending */

  /* Where people are as of the scenario's date: demand rows in their order, then villages without any. */
  struct {
    buju_ix n;
    buju_ix *demand; /* BUJU_NONE: a village that has no point */
    buju_ix *village, *zone;
    buju_people_n *people; /* 0 where the number is missing */
    bool *missing;         /* the number is missing */
    double *x_m, *y_m;     /* NaN when unlocated */
  } place;
  buju_ix places_missing;              /* without a number of people */
  uint64_t trips_by_basis[BUJU_BASES]; /* trips to the nearest, over all services and stages */

  buju_ix sites;
  buju_access_site *site; /* existing ones by facility, then new ones */
  buju_zones zones;
  buju_ix services;
  buju_service service[BUJU_SERVICES]; /* those that are given somewhere, "any primary" last */
  buju_service_reach reached[BUJU_SERVICES][BUJU_STAGES_OF_ACCESS]; /* by row of service; PLANNED only when planned */
};

/** NULL where the region gives none; the name of all is the county's where there is one county. */
const char *buju_access_zone_code(const buju_access *access, buju_ix zone);
const char *buju_access_zone_name(const buju_access *access, buju_ix zone);

/** Percent of people, or NaN when there are none. */
double buju_access_percent(buju_people_n people, buju_people_n of);

#endif
