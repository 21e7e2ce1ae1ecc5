/* The region: one clean, typed, frozen, metric model of what is there. Built by layers/, read by planner/.
 * Structure of arrays; rows sorted by code; indices, not pointers. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_REGION_H
#define BUJU_CORE_REGION_H

#include "buju/plan.h"
#include "core/arena.h"
#include "core/finding.h"
#include "core/ground_map.h"
#include "core/table.h"
#include "core/units.h"
#include "core/vocab.h"

typedef enum buju_level { BUJU_COUNTY, BUJU_TOWNSHIP, BUJU_VILLAGE, BUJU_LEVELS } buju_level;

/** Kinds of areas, from the statistical code or a mapped field. */
typedef enum buju_area_kind {
  BUJU_AREA_COUNTY,
  BUJU_AREA_STREET,        /* 街道 (sub-district), township part 001–099 */
  BUJU_AREA_TOWN,          /* 镇, 100–199 */
  BUJU_AREA_TOWNSHIP,      /* 乡, 苏木, 200–399 */
  BUJU_AREA_QUASI_TOWN,    /* 林场, 农场, 开发区 …, 400–599 */
  BUJU_AREA_VILLAGE,       /* 村委会, village part 200–399 */
  BUJU_AREA_COMMUNITY,     /* 居委会, 001–199 */
  BUJU_AREA_QUASI_VILLAGE, /* 类似村级单位, 400–599 */
  BUJU_AREA_KINDS
} buju_area_kind;

/** Which population: both are kept, the scenario says which is in force. */
typedef enum buju_population { BUJU_RESIDENT, BUJU_REGISTERED, BUJU_POPULATIONS } buju_population;

typedef enum buju_grade {
  BUJU_LICENSED,
  BUJU_ASSISTANT,
  BUJU_VILLAGE_DOCTOR,
  BUJU_OTHER_STAFF,
  BUJU_GRADES
} buju_grade;

/** How a point came about; shown as location_source. */
typedef enum buju_location {
  BUJU_UNLOCATED,
  BUJU_LOCATED,             /* the source's own point */
  BUJU_LOCATED_POLYGON,     /* a point inside the polygon */
  BUJU_LOCATED_SETTLEMENTS, /* the population-weighted mean of its settlements */
  BUJU_LOCATED_VILLAGE,     /* a facility placed at its village */
  BUJU_LOCATED_CANDIDATE    /* a new site placed at a candidate: a settlement, an estate, a road node */
} buju_location;

/** Geometry for writing only: little-endian WKB in the region's CRS, or NULL. */
typedef struct buju_shape {
  const unsigned char *wkb;
  size_t bytes;
} buju_shape;

/** Which way a road line may be driven; people on foot go both ways. */
typedef enum buju_road_way { BUJU_ROAD_BOTH_WAYS, BUJU_ROAD_FORWARD, BUJU_ROAD_BACKWARD } buju_road_way;

/** What else is known of a road line: bits. */
typedef enum buju_road_flag {
  BUJU_ROAD_BRIDGE = 1,
  BUJU_ROAD_TUNNEL = 2,
  BUJU_ROAD_BARRED_WALK = 4, /* closed to everyone but residents, or to that mode: private, gated, motorway … */
  BUJU_ROAD_BARRED_EBIKE = 8,
  BUJU_ROAD_BARRED_DRIVE = 16
} buju_road_flag;

/** Road lines as they are drawn, in the region's CRS, in the source's order. Not noded: lines may cross without a
 *  shared point, and ends that should meet may miss each other. */
typedef struct buju_road_lines {
  buju_ix n;
  uint64_t *first;   /* [n + 1] points of line i are first[i] … first[i + 1] − 1, at least two */
  double *x_m, *y_m; /* [first[n]] */
  uint8_t *class;    /* [n] buju_road_class, core/road_class.h */
  buju_ix *word;     /* [n] the class as the file writes it, a row of words; BUJU_NONE blank */
  buju_ix words;
  const char **word_text;
  float *drive_kmh;    /* [n] the file's own speed for vehicles, four fifths of a limit; NaN blank */
  uint32_t *ferry_s;   /* [n] the stated duration of a ferry line; 0 unknown */
  uint8_t *way;        /* [n] buju_road_way */
  int8_t *level;       /* [n] lines of different level cross without meeting; 0 the ground */
  uint8_t *flags;      /* [n] buju_road_flag bits */
  const char **name;   /* [n] may be NULL */
  int64_t *source_row; /* [n] as the user finds it in the file */
  const char *file;    /* as the user wrote it; for findings */
  bool noded;          /* the source keeps its own topology (OpenStreetMap): lines meet only where they share a point */
} buju_road_lines;

/** The road lines joined where they meet: made and read by planner/travel/ alone. */
typedef struct buju_network buju_network;

struct buju_region {
  buju_arena *arena;

  /* county rows first, then townships, then villages; each by code. */
  struct {
    buju_ix n;
    const char **code; /* unique; 12 digits where the source follows the statistical code */
    const char **name;
    buju_ix *parent; /* area row, or BUJU_NONE */
    uint8_t *level;  /* buju_level */
    uint8_t *kind;   /* buju_area_kind */
    buju_shape *shape;
  } area;

  /* by code. Everything the village table says; blanks stay blank. */
  struct {
    buju_ix n;
    buju_ix *area;
    /* BUJU_PEOPLE_MISSING where blank; an array is NULL when no source has it */
    buju_people_n *people[BUJU_POPULATIONS];
    int32_t *households;   /* -1 blank */
    double *area_m2;       /* NaN without a polygon and a column */
    const char **category; /* as written, trimmed, or NULL; selectors compare it */
    buju_tri *thc_seat, *converted;
    int16_t *demolition_year; /* 0: none */
    double *x_m, *y_m;        /* population-weighted point; NaN when unlocated */
    uint8_t *location;        /* buju_location */
    /* symmetric; val = shared boundary in metres, 0 where villages are points (Voronoi neighbours) */
    buju_csr adjacent;
    bool polygons;            /* at least one village has a polygon */
    const buju_table *source; /* the other columns, for selectors; row i of the village is source_row[i] of it */
    buju_ix *source_row;
  } village;

  /* Where people are: every located village has at least one row. By village, then name and place, so that the order of
   * the input does not matter. People of one village add up to the village's own number exactly (largest remainder);
   * BUJU_PEOPLE_MISSING in every row of a village whose number is missing. */
  struct {
    buju_ix n;
    const char **name; /* may be NULL */
    buju_ix *village;  /* village row */
    double *x_m, *y_m;
    double *radius_m; /* nobody of the row lives farther from its point than this; NaN: no input says. Or NULL */
    buju_people_n *people[BUJU_POPULATIONS];
    int16_t *from_year, *to_year; /* 0: always */
  } demand;

  /* by code. */
  struct {
    buju_ix n;
    const char **code; /* unique; made from the village and kind where the source has none */
    const char **name;
    buju_ix *village;  /* village row, or BUJU_NONE */
    buju_ix *township; /* area row, or BUJU_NONE */
    uint8_t *kind;     /* buju_facility_kind */
    buju_tri *flag[BUJU_FLAGS];
    double *floor_m2;                       /* NaN blank */
    const char **level;                     /* as written; NULL blank */
    int8_t *capability;                     /* buju_capability, what the level says; -1 blank or not understood */
    int8_t *stars;                          /* -1 blank */
    int32_t *specialists[BUJU_SPECIALTIES]; /* doctors of a special field; -1 unknown; UNKNOWN and OTHER: NULL */
    double *x_m, *y_m;                      /* NaN when unlocated */
    uint8_t *location;
    const buju_table *source;
    buju_ix *source_row;
  } facility;

  /* Premises a service could move into, by village, kind, floor from large to small. */
  struct {
    buju_ix n;
    const char **name; /* NULL blank */
    buju_ix *village;  /* village row */
    uint8_t *kind;     /* buju_premises_kind */
    buju_tri *idle, *public_owned;
    double *floor_m2;  /* NaN blank */
    double *x_m, *y_m; /* NaN where only the village is known */
  } premises;

  /* one row a doctor, by facility, grade, birth year, name, specialty. From a ledger, or made from counts (name NULL,
   * year 0). */
  struct {
    buju_ix n;
    buju_ix *facility;
    uint8_t *grade;      /* buju_grade */
    bool *grade_known;   /* false: the ledger leaves it blank, or says what is not understood; grade is a guess */
    uint8_t *specialty;  /* buju_specialty */
    int16_t *birth_year; /* 0 unknown */
    const char **name;   /* NULL unknown */
  } staff;

  /* what an earlier plan or a bureau's ledger says of projects: by facility, then village, kind, action, year. */
  struct {
    buju_ix n;
    bool given;        /* there is such an input, though it may have no rows */
    buju_ix *facility; /* facility row, or BUJU_NONE: then */
    buju_ix *village;  /* village row: the site of that kind there, or to be built there */
    uint8_t *kind;     /* buju_facility_kind */
    uint8_t *action;   /* buju_action */
    uint8_t *state;    /* buju_project_state */
    int16_t *year;     /* 0: blank */
    buju_ix *stop;     /* 1 + the village row staff are posted to or rounds stop in; 0: none */
    const char **rule; /* the id of the rule it belongs to, as written; NULL blank */
    int64_t *source_row;
    const char *file, *rule_column; /* where the rules stand; borrowed, NULL without such a column */
  } progress;

  /* villages that a health centre visits on its rounds today: by village, each once. */
  struct {
    buju_ix n;
    bool given;             /* there is such an input, though it may have no rows */
    buju_ix *village;       /* village row */
    buju_ix *base;          /* facility row; BUJU_NONE: blank */
    int16_t *interval_days; /* 1 to 364; 0: blank */
    uint8_t *weekday;       /* 1 Monday to 7 Sunday; 0: blank */
  } rounds;

  struct {
    bool any;
    double west_m, south_m, east_m, north_m; /* what area.shape covers, when there is any */
  } shapes;

  buju_road_lines road;        /* n 0: no roads given */
  buju_ground_map ground;      /* columns 0: no raster given */
  const buju_network *network; /* of the roads; NULL without any */

  struct {
    const char *name;   /* "EPSG:4547", for people */
    const char *wkt;    /* what the writer uses */
    const char *source; /* how it was decided, one phrase per input, English/Chinese neutral: "行政村.shp: GCJ-02" */
  } crs;

  /* Conservation: what the inputs said and what the region holds, per population. */
  buju_people_n people_read[BUJU_POPULATIONS], people_held[BUJU_POPULATIONS];

  buju_findings findings;

  /* One row a file read: its path and a hash of its bytes, for run_info. */
  struct {
    buju_ix n;
    uint8_t *role; /* buju_input_role */
    const char **path;
    const char **hash;
    const char **mapping; /* "code←行政村代; name←行政村名 …": the guessed or given fields, shown */
  } input;
};

/** The only county there is; BUJU_NONE where there are several or none. O(1). */
buju_ix buju_region_one_county(const buju_region *region);
/** The area of a level that an area is or lies in; what lies in no county is in the only one there is. BUJU_NONE is in
 *  no area. */
buju_ix buju_region_area_at(const buju_region *region, buju_ix area, buju_level level);

#endif
