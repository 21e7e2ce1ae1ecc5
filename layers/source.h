/* Sources: any layer or table GDAL reads, as decoded, reprojected, repaired rows in memory.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_H
#define BUJU_LAYERS_SOURCE_H

#include "core/finding.h"
#include "core/region.h"
#include "core/scenario.h"
#include "core/table.h"

typedef enum buju_geometry { BUJU_NO_GEOMETRY, BUJU_POINTS, BUJU_LINES, BUJU_POLYGONS } buju_geometry;

/** The CRS everything is brought into. Decided by the first layer with geometry (the villages), or by output_crs:
 *  the layer's own projected CRS, else the CGCS2000 3° zone of its middle (EPSG:4534–4554). Zero-initialise. */
typedef struct buju_crs_target {
  const char *name, *wkt; /* NULL until decided; in the arena given to buju_source_read */
  bool bounded;           /* of roads nothing beyond x0_m … y1_m is wanted: files with an index are read only there */
  double x0_m, y0_m, x1_m, y1_m;
  unsigned char *prj; /* the .prj last understood, on the heap, and the OGRSpatialReferenceH it means */
  size_t prj_bytes;
  void *prj_srs;
} buju_crs_target;

/** Frees what reading has left in it and makes it undecided. Fine on a zeroed one. */
void buju_crs_target_free(buju_crs_target *target);

/** One source, read whole. Row r of the table has the geometry r. */
typedef struct buju_layer {
  buju_table table;
  buju_geometry geometry;
  double *x_m, *y_m; /* points, in the target CRS; NaN where the row has none (a finding says why) */
  /* lines, and polygons as valid MultiPolygons, in the target CRS; wkb NULL where the row has none */
  buju_shape *shape;
  const char *crs;  /* how the CRS was decided: "GCJ-02 (crs:)", "EPSG:4547 (.prj)", "EPSG:4490 (?)" guessed */
  const char *hash; /* of the bytes of the file (of all parts of a shapefile), hex */
} buju_layer;

/** Reads an input: opens it (vector format, archive under /vsizip/, CSV, XLSX), decodes text, finds the header row of
 *  tables, applies nothing of the model: columns keep the file's names and meaning. Oddities become findings.
 *  @param target  brought up to date by the first layer with geometry.
 *  @param arena   owns everything returned.
 * @return BUJU_E_OPEN, BUJU_E_CRS, BUJU_E_DATA: one line naming file, layer, row, field; BUJU_E_SCENARIO when layer:,
 *  sheet:, encoding: or header_row: fit nothing in the file, or layer: is needed; BUJU_E_LIMIT for files over 2 GiB,
 *  sheets over 50 million cells, workbooks that unpack to over 1 GiB. O(bytes). */
buju_status buju_source_read(buju_ctx *ctx, const buju_scenario *scenario, const buju_input *input,
                             buju_crs_target *target, buju_findings *findings, buju_arena *arena, buju_layer **out);

#endif
