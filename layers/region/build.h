/* A region being built: what its parts share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_BUILD_H
#define BUJU_LAYERS_REGION_BUILD_H

#include <geos_c.h>

#include "core/region.h"
#include "core/scenario.h"
#include "layers/region/fields.h"
#include "layers/region/locate.h"
#include "layers/region/names.h"
#include "layers/region/shapes.h"
#include "layers/source.h"

/** An input as read, with its fields found. layer is NULL where the scenario has no such input. */
typedef struct buju_part {
  const buju_input *input;
  const buju_layer *layer;
  buju_fields fields;
} buju_part;

/** Where people are said to be, before the shares of a village are worked out. */
typedef struct buju_draft_demand {
  buju_ix village;
  const char *name; /* may be NULL */
  double x_m, y_m;
  buju_people_n people[BUJU_POPULATIONS]; /* as the source says; BUJU_PEOPLE_MISSING */
  int16_t from_year, to_year;
  double radius_m; /* nobody of it lives farther from the point; NaN: no input says */
  bool own;        /* the village itself, for want of settlements */
  bool estate;     /* still to come: its people are none of the village's */
} buju_draft_demand;

/** A region being built. Filled in the order of buju_region_load. */
typedef struct buju_build {
  buju_ctx *ctx;
  const buju_scenario *scenario;
  buju_region *region;
  buju_arena *scratch; /* freed when the region is done */
  GEOSContextHandle_t geos;
  buju_part part[BUJU_INPUT_ROLES];
  const buju_input *raster; /* of people; NULL */

  const char **village_code, **village_name; /* per village row, until the areas are built */
  uint8_t *village_kind;
  const char **village_township;      /* per village row: the township's name as its row says, or NULL */
  const char **village_township_code; /* its code: from the row, else the first nine digits; or NULL */
  buju_shape *village_shape;          /* per village row; wkb NULL without a polygon */
  buju_rings *village_rings;          /* the same, decoded; NULL when no village has a polygon */
  double *inside_x, *inside_y;        /* per village row: a point in its polygon, or its point */
  buju_locator *locator;              /* of the polygons, or of the points */
  buju_names *names;                  /* villages by name */
  const char **township_key;          /* per area row above the villages: its name for comparing */
  buju_locator *town_locator;         /* of township polygons by area row; NULL without any */
  buju_vec demand;                    /* of buju_draft_demand */
} buju_build;

/** Opens and closes what a build owns (GEOS, scratch, locator, drafts); the region stays. */
buju_status buju_build_open(buju_ctx *ctx, const buju_scenario *scenario, buju_region *region, buju_build *out);
void buju_build_close(buju_build *build);

/** Takes an input as read into the build: finds its fields and notes file, hash and mapping for run_info. */
buju_status buju_build_take(buju_build *build, const buju_input *input, const buju_layer *layer);

/** A row of region.input; a phrase of region.crs.source. */
buju_status buju_build_note_input(buju_build *build, buju_input_role role, const char *path, const char *hash,
                                  const char *mapping);
buju_status buju_build_note_crs(buju_build *build, const char *file, const char *crs);

/** The steps, each on what the ones before it made. A step without its input does what can be done without. */
buju_status buju_villages_build(buju_build *build);
buju_status buju_people_join(buju_build *build); /* people of a table onto villages */
buju_status buju_areas_build(buju_build *build); /* counties, townships, villages */
buju_status buju_settlements_build(buju_build *build);
buju_status buju_estates_build(buju_build *build); /* behind settlements and rasters of people */
/** Whether GDAL opens the file as a raster of people. */
bool buju_raster_is(const char *path);
/** Demand from a raster of people. */
buju_status buju_raster_build(buju_build *build, const buju_input *input);
buju_status buju_demand_build(buju_build *build);     /* shares, points, conservation */
buju_status buju_people_check(buju_build *build);     /* no people at all is an error; odd numbers are findings */
buju_status buju_county_check(buju_build *build);     /* villages outside their county */
buju_status buju_facilities_build(buju_build *build); /* facilities and staff */
buju_status buju_progress_build(buju_build *build);   /* what an earlier plan or a ledger says of projects */
buju_status buju_rounds_build(buju_build *build);     /* the rounds of today */
buju_status buju_seats_build(buju_build *build);
buju_status buju_premises_build(buju_build *build);
buju_status buju_adjacency_build(buju_build *build);
/** Elevation, land cover and barriers around the places of the finished region; nothing unless the scenario
 *  measures times on terrain. */
buju_status buju_ground_read(buju_build *build, buju_crs_target *target);

/** Reads the road inputs, near the places of a region that is otherwise complete. */
buju_status buju_roads_read(buju_build *build, buju_crs_target *target);

/** All the steps on the parts taken: for buju_region_load, and for tests that make layers by hand. */
buju_status buju_region_assemble(buju_build *build);

/* ---- findings and cells ---- */

/** A finding on row `row` of a part (BUJU_NONE: the whole file) about `field` (BUJU_FIELDS: none). */
buju_status buju_build_find(buju_build *build, const buju_part *part, const buju_finding_kind *kind, buju_ix row,
                            buju_field field, const char *code, buju_said said);

static inline bool buju_part_has(const buju_part *part, buju_field field) {
  return part->layer != NULL && field < BUJU_FIELDS && part->fields.column[field] != BUJU_NONE;
}

/** Cells by model field. A field the part has not is blank everywhere. Blank is NULL, NaN, BUJU_UNKNOWN, 0. */
buju_status buju_part_text(buju_build *build, const buju_part *part, buju_field field, buju_ix row, const char **out);
/** The same without a copy, untrimmed: valid while the layer and scratch are, which holds what the column has as a
 *  number. */
const char *buju_part_cell(const buju_part *part, buju_field field, buju_ix row, char scratch[32]);
/** A code that cannot be read is blank here; only villages insist on theirs. */
buju_status buju_part_code(buju_build *build, const buju_part *part, buju_field field, buju_ix row, const char **out);
/** @return BUJU_E_DATA naming file, row, column and value when the text is no number. */
buju_status buju_part_number(buju_build *build, const buju_part *part, buju_field field, buju_ix row, double *out);
/** Thousandths of a person, in the unit of the input. BUJU_E_DATA also for negative and impossible numbers. */
buju_status buju_part_people(buju_build *build, const buju_part *part, buju_field field, buju_ix row,
                             buju_people_n *out);
/** A word that is neither yes nor no is a finding and unknown. */
buju_status buju_part_tri(buju_build *build, const buju_part *part, buju_field field, buju_ix row, const char *code,
                          buju_tri *out);
/** A year (1900–2200) out of a number or of text such as "2026年", "2026-05-01", "2026.5"; 0 when blank or 0. */
buju_status buju_part_year(buju_build *build, const buju_part *part, buju_field field, buju_ix row, const char *code,
                           int16_t *out);

/** Row number as the user finds it. */
static inline int64_t buju_part_row(const buju_part *part, buju_ix row) {
  return part->layer->table.source_row != NULL ? part->layer->table.source_row[row] : (int64_t)row + 1;
}

#endif
