/* Writing a plan, or accessibility: shapers say what each layer's rows hold, the GeoPackage writer stores them, the
 * publisher checks the file and puts it in its place. One layer is one file out_NAME.c and one line in
 * core/columns/layers.def.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OUTPUT_H
#define BUJU_LAYERS_OUTPUT_H

#include "core/access.h"
#include "core/columns.h"
#include "core/compare.h"
#include "core/plan.h"
#include "core/scenario.h"

typedef struct buju_cells buju_cells;

/** A row of catchments: the villages of one site. */
typedef struct buju_catchment {
  buju_ix site;     /* BUJU_NONE: served by nobody */
  buju_ix first, n; /* into buju_output.catchment_village */
} buju_catchment;

/** What is in a county or township, counted for its row of areas. */
typedef struct buju_area_told {
  buju_ix villages, sites, proposed, gaps[2]; /* gaps as things stand, after the plan */
  buju_people_n people;
  bool people_known;
} buju_area_told;

/** A row of access_catchments: area `k` of a service at a stage. */
typedef struct buju_access_area {
  buju_ix service, stage, k;
} buju_access_area;

/** A row of run_info; texts live in the output's arena or longer. */
typedef struct buju_run_item {
  const char *key, *value, *unit, *clause, *note_zh, *note_en;
  const buju_msg *item;
  int origin; /* buju_value_source */
  buju_tri our_default;
} buju_run_item;

/** What every shaper works on; lives while one file is written. */
typedef struct buju_output {
  buju_ctx *ctx;
  buju_file_kind file;
  const char *shown; /* the target, as the user named it */
  const buju_scenario *scenario;
  const buju_region *region;
  const buju_plan *plan;             /* NULL in a file of accessibility */
  const buju_access *access;         /* NULL in a plan's file */
  const buju_comparison *comparison; /* of two plans, in their own file only */
  buju_ix access_areas;
  const buju_access_area *access_area;
  bool access_villages; /* villages are among the zones of access_zones and access_limits */
  buju_arena *arena;
  const char **clause;    /* by use: "xixian-2021 §3(1)1 (X2)" */
  const char **site_id;   /* by site of the plan, or of access */
  const char **site_name; /* by site of the plan, or of access; given or made, the made ones all different */
  const char **action_id, **gap_id, **round_id;
  const char **doctor_id;     /* by region staff row */
  const char **settlement_id; /* by region demand row */
  buju_cells *cells;          /* the land of each village */
  buju_ix catchments;
  buju_catchment *catchment;
  buju_ix *catchment_village;
  buju_ix areas;             /* rows of layer areas: the first of region.area */
  buju_area_told *area_told; /* [region.area.n] */
  buju_ix *area_village;     /* [region.village.n], for one area at a time */
  buju_ix assigned;
  buju_ix *assignment; /* served rows that have a site */
  buju_ix run_items;
  const buju_run_item *run_item;
} buju_output;

/** A row being filled. Setters leave a cell NULL when the value is missing. A failure is remembered in `bad`. */
typedef struct buju_row {
  buju_output *out;
  const buju_layer_spec *layer;
  void *feature;   /* OGRFeatureH */
  buju_status bad; /* the first thing that went wrong */
  char *text;      /* reused for every rendered sentence */
  size_t n, size;
} buju_row;

/** How a layer's rows come about. */
typedef struct buju_shaper {
  bool always; /* written even when it has no rows */
  /** Builds what the rows need; NULL when nothing is needed. */
  buju_status (*prepare)(buju_output *out);
  buju_ix (*rows)(const buju_output *out);
  void (*shape)(buju_row *row, buju_ix i);
} buju_shaper;

#define BUJU_LAYER(NAME, name, ...) extern const buju_shaper buju_shape_##name;
#include "core/columns/layers.def"
#undef BUJU_LAYER
/** By buju_layer_id. */
extern const buju_shaper *const buju_shapers[BUJU_LAYERS];

/* Setters. `column` is the index in the layer's table. */
void buju_row_text(buju_row *row, int column, const char *text); /* NULL and "": missing */
void buju_row_int(buju_row *row, int column, int64_t value);
void buju_row_count(buju_row *row, int column, int64_t value); /* negative: missing */
void buju_row_year(buju_row *row, int column, int value);      /* 0: missing */
void buju_row_real(buju_row *row, int column, double value);   /* not finite: missing */
void buju_row_tri(buju_row *row, int column, buju_tri value);
void buju_row_people(buju_row *row, int column, buju_people_n people); /* whole in INTEGER columns, exact in REAL */
void buju_row_minutes(buju_row *row, int column, uint32_t ms);         /* BUJU_FAR: missing */
void buju_row_metres(buju_row *row, int column, uint32_t metres);      /* UINT32_MAX: missing */
void buju_row_money(buju_row *row, int column, int64_t fen);
void buju_row_word(buju_row *row, int column, int index); /* into the column's domain; negative: missing */
void buju_row_provider(buju_row *row, int column, buju_provider provider); /* as the basis of times */
void buju_row_date(buju_row *row, int column, buju_date date);
/** One sentence in both languages: into column, and into english, a column of its own. */
void buju_row_said(buju_row *row, int column, int english, const buju_said *said);
void buju_row_point(buju_row *row, double x_m, double y_m); /* NaN: no geometry */
void buju_row_line(buju_row *row, double x0_m, double y0_m, double x1_m, double y1_m);
/** Line i of paths; no geometry when it has fewer than two points. */
void buju_row_path(buju_row *row, const buju_paths *paths, buju_ix i);
/** Area i of land as a MultiPolygon; no geometry when it has no parts. */
void buju_row_land(buju_row *row, const buju_land *land, buju_ix i);
/** Made a MultiPolygon; wkb NULL: no geometry. Returns its area in m², NaN without one. */
double buju_row_polygon(buju_row *row, const buju_shape *shape);
/** The geometry as it is; wkb NULL: none. The caller knows that the layer takes its type. */
void buju_row_shape(buju_row *row, const buju_shape *shape);
void buju_row_inside(buju_row *row, const buju_shape *shape); /* a point inside the polygon */

/** The rule columns of a decided row, `rule` being the first of the four. use may be BUJU_NONE: then the rule of the
 *  row's deciding reason. */
void buju_row_reasons(buju_row *row, int rule, buju_ix use, buju_traced table, buju_ix traced);
/** Rule and clause only, for rows that sum over many decisions. */
void buju_row_rule(buju_row *row, int rule, buju_ix use);
/** The human decision, or nothing. */
void buju_row_decision(buju_row *row, int column, buju_ix decision);

/** Appends to the row's sentence; a new one begins with row->n = 0. */
void buju_row_add(buju_row *row, const char *text);
void buju_row_add_said(buju_row *row, buju_lang lang, const buju_said *said);

/** Stable, unique ids of sites, actions, gaps, doctors and settlements, and names of sites. O(rows log rows). */
buju_status buju_output_ids(buju_output *out);
/** What joins annual targets to actions: the code of the area; with townless the part of it, a county or BUJU_NONE,
 * that lies in no township: its code and "/"; else for BUJU_NONE "all". */
void buju_row_area_key(buju_row *row, int column, buju_ix area, bool townless);
/** "J" and the host's code. */
void buju_row_group_id(buju_row *row, int column, buju_ix group);

/* Names of things, each NULL when the row is BUJU_NONE or has none. */
const char *buju_village_code(const buju_output *out, buju_ix village);
const char *buju_village_name(const buju_output *out, buju_ix village);
buju_ix buju_village_township(const buju_output *out, buju_ix village); /* area row, or BUJU_NONE */
const char *buju_area_name(const buju_output *out, buju_ix area);
const char *buju_area_code(const buju_output *out, buju_ix area);
const char *buju_site_id(const buju_output *out, buju_ix site);
/** What a site of the plan, or of access, is called; NULL for BUJU_NONE. */
void buju_row_site_name(buju_row *row, int column, buju_ix site);
/** The need of a village's clinic, or NULL. */
const buju_need *buju_village_need(const buju_output *out, buju_ix village);

/** The land of each village: its polygon, or its part of a Voronoi partition of the county. O(n log n). */
buju_status buju_cells_make(buju_output *out, buju_cells **cells);
void buju_cells_free(buju_cells *cells);
/** The union of the villages' cells; wkb NULL when none has a cell. The bytes are valid until the next call. */
buju_status buju_cells_union(buju_ctx *ctx, buju_cells *cells, const buju_ix *village, buju_ix n, buju_shape *shape);

/** Area i of land cut to the union of all cells; wkb NULL when nothing of it is inside. The bytes are valid until the
 * next call. */
buju_status buju_cells_cut(buju_output *out, buju_cells *cells, const buju_land *land, buju_ix i, buju_shape *shape);

/** What was meant to be in the file. */
typedef struct buju_tally {
  buju_ix rows[BUJU_LAYERS];
  bool written[BUJU_LAYERS];
} buju_tally;

/** A layer gets a spatial index from so many rows on: below, it costs more to make than every reader together saves. */
enum { BUJU_INDEXED_FROM_ROWS = 1000 };

/** Writes every layer into a new file at path. GDAL's errors become one line of ctx. */
buju_status buju_gpkg_write(buju_output *out, const char *path, buju_tally *tally);
/** Adds aliases, descriptions and value lists to the finished file, touching no rows. */
buju_status buju_gpkg_describe(const buju_output *out, const char *path, const buju_tally *tally);
/** Reopens the file and counts what is in it. */
buju_status buju_gpkg_verify(const buju_output *out, const char *path, const buju_tally *tally);

/** "{0}: cannot be written: {1}; …" */
extern const buju_msg buju_cannot_write;
/** Likewise, of a certificate, whose place is no -o. */
extern const buju_msg buju_cannot_write_proof;

/** "xixian-2021 §3(1)1 (X2)" by use, into out->clause. */
buju_status buju_output_clauses(buju_output *out);
/** Ids of settlements alone, for files without a plan. */
buju_status buju_output_settlement_ids(buju_output *out);
/** What a site's id and name are made of; its facility is BUJU_NONE where it is new. */
typedef struct buju_site_parts {
  buju_ix facility, village, township;
  uint8_t kind; /* buju_facility_kind, once the plan is carried out */
} buju_site_parts;
/** The sites of the plan, or those of accessibility; what site i of them is made of. O(1). */
buju_ix buju_output_sites(const buju_output *out);
buju_site_parts buju_output_site_parts(const buju_output *out, buju_ix i);
/** Gives every site its id: the facility's code, else N and its place (and kind, unless a clinic), those that would be
 *  the same numbered in the order of rows. O(n log n). */
buju_status buju_output_site_ids(buju_output *out);
/** Names every site: as the data call it, else after its place and kind, numbered where several would be called the
 *  same. By order of rows, which is that of every run. O(n log n). */
buju_status buju_output_site_names(buju_output *out);

/** What a target may hold already. */
typedef enum buju_draft_kind {
  BUJU_DRAFT_PLAN,
  BUJU_DRAFT_ACCESS,
  BUJU_DRAFT_ACCESS_CSV,
  BUJU_DRAFT_COMPARE,
  BUJU_DRAFT_CERTIFICATE,
  BUJU_DRAFT_REPORT,  /* a page of buju report */
  BUJU_DRAFT_PICTURE, /* any PNG */
  BUJU_DRAFT_BOOK     /* any workbook */
} buju_draft_kind;
/** A place for the new file beside the target, in a folder of its own. */
typedef struct buju_draft {
  char *folder, *file; /* heap */
  char *project;       /* of QGIS, goes beside a plan; NULL for other kinds */
  buju_draft_kind kind;
} buju_draft;
/** Refuses a target that is a folder, in use, or not of that kind; makes the folder. */
buju_status buju_draft_open(buju_ctx *ctx, buju_draft_kind kind, const char *target, buju_draft *draft);
/** Flushes file and folder to disk and renames over the target; a plan's project after it, unless somebody saved a
 *  project of their own there. */
buju_status buju_draft_publish(buju_ctx *ctx, const buju_draft *draft, const char *target);
/** Writes the layers into the draft, describes and verifies them, and publishes it over path. */
buju_status buju_output_store(buju_output *out, const buju_draft *draft, const char *path);
/** Removes whatever is left of the draft. */
void buju_draft_close(buju_draft *draft);

#endif
