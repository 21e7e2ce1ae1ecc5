/* Writing one layer through OGR, in the encoding, CRS and format asked for. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_SHEET_H
#define BUJU_LAYERS_SAMPLE_SHEET_H

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "layers/region/fields.h"
#include "layers/sample/county.h"
#include "layers/sample/rings.h"

typedef enum buju_sheet_type { BUJU_SHEET_TEXT, BUJU_SHEET_WHOLE } buju_sheet_type;

/** A column as bureaus name it: in full, and as a DBF cuts it at ten bytes of GBK (five characters) or UTF-8 (three).
 */
typedef struct buju_sheet_column {
  buju_field field; /* of the model; BUJU_FIELDS: not for the planner */
  const char *full, *gbk, *utf8;
  buju_sheet_type type;
  int width;
} buju_sheet_column;

/** Where and how everything of one sample is written. */
typedef struct buju_sheet_target {
  const buju_sample_spec *spec;
  const char *folder;              /* the data folder */
  OGRSpatialReferenceH grid;       /* of the metres the county is planned in */
  OGRSpatialReferenceH srs;        /* NULL: written without one */
  OGRCoordinateTransformationH to; /* NULL: grid metres as they are */
  bool gcj02;                      /* after `to` degrees are shifted */
  int epsg;                        /* of the written coordinates; 0 for GCJ-02 */
} buju_sheet_target;

/** Sets the CRS up. BUJU_E_USAGE or BUJU_E_CRS when spec->crs is none that can be written. Free it always. */
buju_status buju_sheet_target_open(buju_ctx *ctx, const buju_county *county, const char *folder,
                                   buju_sheet_target *target);
void buju_sheet_target_free(buju_sheet_target *target);

/** Grid metres to written coordinates, in place. BUJU_E_CRS when PROJ cannot. */
buju_status buju_sheet_project(buju_ctx *ctx, const buju_sheet_target *target, buju_xy *point, size_t n);

typedef struct buju_sheet {
  const buju_sheet_target *target;
  char path[4096];
  GDALDatasetH dataset;
  OGRLayerH layer;
  OGRFeatureH feature; /* the row being filled */
  GIntBig rows;
} buju_sheet;

/** The file name of a layer in the format asked for: 行政村.shp. */
void buju_sheet_file(const buju_sheet_target *target, const char *name, char *file, size_t size);
/** The column's name in that file. */
const char *buju_sheet_column_name(const buju_sheet_target *target, const buju_sheet_column *column);

/** Opens name for rows of the columns (ended by one without a full name). Close it always. BUJU_E_IO. */
buju_status buju_sheet_open(buju_ctx *ctx, const buju_sheet_target *target, const char *name,
                            const buju_sheet_column *columns, OGRwkbGeometryType type, buju_sheet *sheet);

/** Fills columns of the row; blank text is left out. */
void buju_sheet_text(buju_sheet *sheet, int column, const char *text);
void buju_sheet_whole(buju_sheet *sheet, int column, int64_t number);
/** 是 or 否; unknown is left out. */
void buju_sheet_answer(buju_sheet *sheet, int column, buju_tri answer);

/** Ends the row with its geometry. The points are projected in place. */
buju_status buju_sheet_put_point(buju_ctx *ctx, buju_sheet *sheet, buju_xy at);
buju_status buju_sheet_put_line(buju_ctx *ctx, buju_sheet *sheet, buju_xy *point, size_t n);
buju_status buju_sheet_put_polygon(buju_ctx *ctx, buju_sheet *sheet, buju_rings *rings);
/** Ends a row of a table. */
buju_status buju_sheet_put(buju_ctx *ctx, buju_sheet *sheet);

/** Closes and checks that everything arrived. */
buju_status buju_sheet_close(buju_ctx *ctx, buju_sheet *sheet, buju_status status);

#endif
