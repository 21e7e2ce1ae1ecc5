/* What the pages say of a plan, counted once from its rows. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_FACTS_H
#define BUJU_REPORT_FACTS_H

#include "core/report.h"

enum { BUJU_BEFORE = 0, BUJU_AFTER = 1 };

/** A township, or the whole: people in whole persons. */
typedef struct buju_area_facts {
  buju_ix villages;
  double people;                      /* in the population in force */
  double served[2];                   /* people some way of service reaches, before and after */
  double unserved[2];                 /* villages nobody serves, by the plan's own count; NaN where it has none */
  double within[2];                   /* people within the time limit of a site; NaN where no limit is in force */
  buju_ix clinics[2];                 /* village clinics and community health stations */
  buju_ix build, projects, phased;    /* sites to be built; rows of actions other than keep and review, and
                                       * those of them that have a year */
  double doctors, required, short_of; /* of those that stay: in post, required, missing; NaN where nothing is known */
  double capital_yuan;                /* of actions; NaN where no price is known */
  buju_ix gaps[2];
} buju_area_facts;

/** Where a row's paths lie, in metres of the plan's CRS; east < west: nowhere. */
typedef struct buju_ground_box {
  double west, south, east, north;
} buju_ground_box;

typedef struct buju_facts {
  const buju_report *report;
  buju_lang lang;
  bool registered;           /* the population in force is the registered one */
  double limit_min;          /* of the service circle of clinics; NaN when none */
  const char *mode;          /* how people travel: an id of BUJU_DOMAIN_MODES, or NULL */
  buju_ix *by_code;          /* [villages]: rows of villages by code */
  buju_ix *site_village;     /* [sites]: rows of villages, BUJU_NONE */
  buju_ix *site_township;    /* [sites]: BUJU_NONE where none is known */
  buju_ix *place_township;   /* [settlements] */
  buju_ix *action_township;  /* [actions] */
  buju_ix *gap_township;     /* [coverage_gaps] */
  buju_ix *server;           /* [villages]: rows of sites, BUJU_NONE */
  buju_ground_box *ground;   /* [villages]: maps of townships ask it of every village */
  buju_area_facts *area;     /* [townships + 1]: the last is the whole */
  const char *title;         /* the scenario's own, or NULL */
  const char **called;       /* [townships]: what each is called */
  const char *county;        /* its name where the plan says it, else that it has this code, or NULL */
  int year_first, year_last; /* of actions; 0 when none is phased */
} buju_facts;

/** What a report is, and is called where the scenario has no title. */
extern const buju_msg buju_report_kind;
const char *buju_facts_title(const buju_facts *facts);

/** Counts. The facts live in the report's arena. BUJU_E_MEMORY. O(rows log rows). */
buju_status buju_facts_make(buju_ctx *ctx, const buju_report *report, buju_facts *facts);

/** Of one row of a layer that has paths. O(points). */
buju_ground_box buju_facts_ground(const buju_report_table *table, buju_ix row);

/** The whole. */
static inline const buju_area_facts *buju_facts_all(const buju_facts *facts) {
  return &facts->area[facts->report->townships];
}

/** What no township holds, so that townships and it add up to the whole: villages, people, clinics, projects, capital.
 */
buju_area_facts buju_facts_rest(const buju_facts *facts);
/** Whether there is anybody or a clinic in it. */
bool buju_facts_is_some(const buju_area_facts *area);

/** The row of villages with a code, BUJU_NONE. O(log villages). */
buju_ix buju_facts_village(const buju_facts *facts, const char *code);

/** People of a row of settlements in the population in force; 0 when missing. */
double buju_facts_people(const buju_facts *facts, buju_ix settlement);

/** The name of a township for people. */
const char *buju_facts_township(const buju_facts *facts, buju_ix township);

#endif
