/* The scenario: what is asked, validated, every default filled in. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_SCENARIO_H
#define BUJU_CORE_SCENARIO_H

#include "core/arena.h"
#include "core/doc.h"
#include "core/mode.h"
#include "core/region.h"
#include "core/road_class.h"
#include "core/rule.h"

/** What an input is for; the order is the order they are read in. One table gives names and what each is. */
#define BUJU_INPUT_TABLE(X)                                                                                            \
  X(VILLAGES, "villages", "行政村（面或点）", "administrative villages (polygons or points)")                          \
  X(TOWNSHIPS, "townships", "乡镇（街道）", "townships and sub-districts")                                             \
  X(COUNTY, "county", "县界", "the county outline")                                                                    \
  X(SETTLEMENTS, "settlements", "居民点（点、面）", "settlements (points or polygons)")                                \
  X(ESTATES, "estates", "新建小区（点、面或表）", "housing estates to come (points, polygons or a table)")             \
  X(POPULATION, "population", "人口（表或栅格）", "people (a table or a raster)")                                      \
  X(FACILITIES, "facilities", "医疗卫生机构（点或表）", "facilities (points or a table)")                              \
  X(DOCTORS, "doctors", "乡村医生台账（表）", "the ledger of doctors (a table)")                                       \
  X(PROGRESS, "progress", "项目进展（上年计划、在建、已完成；表或方案的 actions 图层）",                               \
    "progress of projects: last year's plan, what is under way or done (a table, or the layer actions of a plan)")     \
  X(ROUNDS, "rounds", "巡诊现状（表：村、卫生院、间隔）",                                                              \
    "the rounds of today (a table: village, health centre, interval)")                                                 \
  X(PREMISES, "premises", "可利用用房（点、面或表）", "premises that may be used (points, polygons or a table)")       \
  X(ROADS, "roads", "道路（线）", "roads (lines)")                                                                     \
  X(DEM, "dem", "数字高程（栅格）", "elevation (raster)")                                                              \
  X(LAND_COVER, "land_cover", "土地覆盖（栅格）", "land cover (raster)")                                               \
  X(BARRIERS, "barriers", "障碍（线、面：河流、湖泊等）", "barriers (lines or polygons: rivers, lakes …)")

#define BUJU_INPUT_ENUM(name, id, zh, en) BUJU_INPUT_##name,
typedef enum buju_input_role { BUJU_INPUT_TABLE(BUJU_INPUT_ENUM) BUJU_INPUT_ROLES } buju_input_role;

typedef struct buju_field_map {
  const char *model;  /* the model's name: "people_resident" */
  const char *source; /* the file's name: "常住人口" */
  const buju_doc *node;
} buju_field_map;

enum { BUJU_NO_HEADER = -1 };

/** One input as the scenario gives it; blanks are NULL or 0. */
typedef struct buju_input {
  buju_input_role role;
  const char *path;  /* resolved against the scenario's folder */
  const char *shown; /* as the user wrote it */
  const char *layer, *encoding, *crs, *where, *sheet;
  int header_row;     /* 1-based; 0: look for it; BUJU_NO_HEADER: there is none, columns are called 1, 2, 3 … */
  const char *join;   /* "code" or "name"; NULL: code where there is one, else township + name */
  double people_unit; /* 1, or 10000 for 万人 */
  bool people_unit_given;
  buju_ix fields;
  const buju_field_map *field;
  const buju_doc *node;
} buju_input;

/** What people decided and the plan must honour. */
typedef enum buju_decision_kind {
  BUJU_DECIDE_OWN,      /* own: a clinic stands in this village, which joins no other and may host */
  BUJU_DECIDE_JOIN,     /* join: this village joins the clinic of `with` */
  BUJU_DECIDE_SEPARATE, /* separate: alone, or only never joined with `with` */
  BUJU_DECIDE_NO_SITE,  /* no_site: no clinic is sited in this village */
  BUJU_DECIDE_KEEP,     /* keep: this facility stays as it is */
  BUJU_DECISIONS
} buju_decision_kind;

typedef struct buju_decision {
  buju_decision_kind kind;
  const char *code; /* village code, or facility code for keep */
  const char *with; /* village code or NULL */
  const char *reason, *person;
  const buju_doc *node;
} buju_decision;

/** The speeds of one word of the road files, in m/s by mode: 0 closed, NaN as its class. */
typedef struct buju_word_speed {
  const char *word; /* as the files write it */
  double mps[BUJU_MODES];
  const buju_doc *node;
} buju_word_speed;

/** The speeds on one value of the land cover, in m/s by mode: 0 nobody goes there in that mode. */
typedef struct buju_cover_speed {
  int32_t value;
  double mps[BUJU_MODES];
} buju_cover_speed;

/** What slope does to people on foot. */
typedef enum buju_slope { BUJU_SLOPE_TOBLER, BUJU_SLOPE_LANGMUIR, BUJU_SLOPE_NONE } buju_slope;

/** Whether road lines meet where they cross; AUTO: unless the source keeps its own topology. */
typedef enum buju_crossings { BUJU_CROSSINGS_AUTO, BUJU_CROSSINGS_YES, BUJU_CROSSINGS_NO } buju_crossings;

/** What the scenario's `travel:` says. */
typedef struct buju_travel_spec {
  buju_provider provider;                    /* BUJU_BY_AUTO is resolved by buju_scenario_provider */
  double walk_mps, ebike_mps, drive_mps;     /* along the straight line; on foot and by e-bike also on roads */
  double detour_factor;                      /* how much longer ways are than the straight line */
  double road_mps[BUJU_CLASSES][BUJU_MODES]; /* on roads; 0 closed */
  buju_ix words;
  buju_word_speed *word;
  double off_road_mps; /* on foot between a place and its road */
  double join_m;       /* farther than this from any road a place is off the network; inclusive */
  double snap_m;       /* ends of lines no farther apart meet; inclusive */
  buju_crossings crossings;
  bool paths; /* the lines of assignments run along the ways that were measured */

  /* over terrain; off roads and where no cover is given one goes on foot at off_road_mps */
  buju_slope slope;
  bool knight_moves; /* ways in 16 directions, not in 8 */
  double cell_m;     /* side of the cells; 0: the raster's own */
  buju_ix covers;
  buju_cover_speed *cover; /* by value */
} buju_travel_spec;

enum { BUJU_CIRCLE_LIMITS = 12 };

/** What the scenario's `circles:` says; all zero: the limit and the mode of the rule in force, after the plan. */
typedef struct buju_circles_spec {
  bool off;
  buju_ix limits;                        /* 0: the rule's */
  uint32_t limit_ms[BUJU_CIRCLE_LIMITS]; /* ascending, each once */
  bool mode_given, provider_given;
  buju_mode mode;
  buju_provider provider;
  uint32_t services; /* bits by buju_facility_kind; 0: primary care */
  bool before;       /* also as things stand */
  bool nearest;      /* the land nearest to each site as well */
  double spacing_m;  /* between the places asked; 0: by the shortest limit */
} buju_circles_spec;

/** "in_force", "trial", "draft"; NULL-terminated. */
extern const char *const buju_profile_statuses[];
/** "resident", "registered"; NULL-terminated. */
extern const char *const buju_population_words[];
/** "auto", "yes", "no" by buju_crossings; NULL-terminated. */
extern const char *const buju_crossings_words[];
/** "tobler", "langmuir", "none" by buju_slope; NULL-terminated. */
extern const char *const buju_slope_words[];
/** "own", "join", … by buju_decision_kind; NULL-terminated. */
extern const char *const buju_decision_words[];
/** What they mean, in short. */
extern const buju_msg buju_decision_texts[BUJU_DECISIONS];

typedef struct buju_input_name {
  const char *id;
  buju_msg text;
} buju_input_name;

/** By buju_input_role. */
extern const buju_input_name buju_input_names[BUJU_INPUT_ROLES];

struct buju_scenario {
  buju_arena *arena;
  const char *path, *folder, *title;
  buju_doc *doc; /* the merged document: profile, scenario, --set */
  buju_date as_of;
  buju_population population;
  const char *output_crs; /* NULL: the villages' own projected CRS, else the CGCS2000 3° zone */
  const char *county;     /* the county's code, 6 digits, or NULL: taken from the villages */
  buju_travel_spec travel;
  buju_circles_spec circles;
  int64_t work_limit; /* counted steps for every optimisation; 0 never stops early */

  struct {
    const char *id, *status;  /* "xixian-2021"; one of buju_profile_statuses */
    buju_msg title, document; /* its name; the policy document's */
    const char *hash;         /* SHA-256 of its text, hex */
  } profile;

  buju_ix inputs;
  buju_input *input;
  buju_ix uses;
  buju_use *use; /* the rules in force, in the profile's order */
  buju_ix offs;
  const char **off; /* ids of rules that are switched off */
  buju_ix selectors;
  buju_selector *selector; /* of the rules in force; value.selector numbers them */
  buju_ix decisions;
  buju_decision *decision;
};

/** Whether the scenario has an input of that role. */
bool buju_scenario_has(const buju_scenario *scenario, buju_input_role role);

/** travel.provider; of auto, what the inputs allow: roads, else terrain, else the straight line. */
buju_provider buju_scenario_provider(const buju_scenario *scenario);

/** Whether anything in the scenario measures times on that: travel.provider, a rule, or the circles. O(uses). */
bool buju_scenario_measures_on(const buju_scenario *scenario, buju_provider provider);

/** Whether times of that mode are part of the plan: of a rule, also beside its own mode to tell how much hangs on it,
 * or of the circles; and on foot always. O(uses). */
bool buju_scenario_goes_by(const buju_scenario *scenario, buju_mode mode);

#endif
