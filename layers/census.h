/* What a layer's bare numbers say about its coordinate reference system. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_CENSUS_H
#define BUJU_LAYERS_CENSUS_H

#include "layers/crs.h"
#include "layers/source_read.h"

typedef struct buju_extent {
  double x0, y0, x1, y1; /* NaN: no coordinates */
} buju_extent;

/** Counts over the rows that have coordinates other than (0, 0). A row counts by the middle of its extent. */
typedef struct buju_census {
  buju_extent *extent; /* one a row, as the source writes it, after swap; heap */
  buju_ix rows, located;
  buju_ix degrees;   /* within ±180, ±90 */
  buju_ix in_china;  /* longitude and latitude within China */
  buju_ix swapped;   /* would be, the other way round */
  buju_extent whole; /* of the located rows; of those in China where there are any */
} buju_census;

buju_status buju_census_take(buju_reading *reading, const buju_raw *raw, buju_census *out);
void buju_census_free(buju_census *census);

/** Decides the layer's CRS: crs: of the input, else the file's, else a guess from the numbers (a finding). Swaps x and
 * y of the census where the source has them the other way round.
 *  @param how  one phrase for people: "EPSG:4547 (.prj)". */
buju_status buju_census_crs(buju_reading *reading, const buju_raw *raw, buju_census *census, buju_crs *out, char *how,
                            size_t how_bytes);

/** Whether the numbers alone are enough for buju_census_crs. */
bool buju_census_tells(const buju_census *census, const buju_raw *raw);

/** The longitude and latitude of the middle of the layer. */
buju_status buju_census_middle(buju_ctx *ctx, const buju_census *census, const buju_crs *crs, const char *where,
                               double *lon, double *lat);

typedef enum buju_place_kind {
  BUJU_PLACE_FINE,
  BUJU_PLACE_NONE,
  BUJU_PLACE_ZERO,
  BUJU_PLACE_FAR,
  BUJU_PLACE_SWAPPED
} buju_place_kind;

/** Whether a row's coordinates are to be believed. Far and swapped only in layers most of which lie in China. */
buju_place_kind buju_census_row(const buju_census *census, const buju_crs *crs, buju_ix row);

#endif
