/* Reading one source, between the files of layers/source_*.c. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_READ_H
#define BUJU_LAYERS_SOURCE_READ_H

#include <ogr_srs_api.h>

#include "layers/source.h"
#include "layers/text_intern.h"

/** One reading in progress. */
typedef struct buju_reading {
  buju_ctx *ctx;
  const buju_scenario *scenario;
  const buju_input *input;
  buju_findings *findings;
  buju_arena *arena; /* owns what is returned */
  buju_intern intern;
  const char *file;   /* as the user named it */
  const char *layer;  /* NULL until known */
  const char *wanted; /* the layer to choose in the file; NULL: it has one, or it was chosen already */
  buju_crs_target *target;
} buju_reading;

/** What a row's geometry is, once curves are lines and single parts are multi parts. */
typedef enum buju_row_kind {
  BUJU_ROW_EMPTY,
  BUJU_ROW_POINT,
  BUJU_ROW_LINE,
  BUJU_ROW_POLYGON,
  BUJU_ROW_OTHER
} buju_row_kind;

/** A row's geometry as the source has it: little-endian 2D WKB in the source's own coordinates, in the arena. */
typedef struct buju_row_shape {
  unsigned char *wkb;
  size_t bytes;
  uint8_t kind; /* buju_row_kind */
} buju_row_shape;

/** A source as read, before its coordinates are understood. */
typedef struct buju_raw {
  buju_table table;
  buju_row_shape *shape;    /* one a row; NULL: a table without geometry */
  bool from_columns;        /* the shapes are points made of two columns */
  OGRSpatialReferenceH srs; /* owned; NULL: the source names none */
  const char *srs_from;     /* ".prj"; NULL: the layer itself */
} buju_raw;

/** Finds a row's oddity; field and code may be NULL. */
buju_status buju_reading_find(buju_reading *reading, const buju_finding_kind *kind, int64_t row, const char *field,
                              buju_arg first, buju_arg second);

/** A finding that may come with every row of a big file: the first 200 are named, the rest counted. */
typedef struct buju_tally {
  const buju_finding_kind *kind;
  const char *field;
  int64_t count;
} buju_tally;
buju_status buju_tally_add(buju_reading *reading, buju_tally *tally, int64_t row, buju_arg first, buju_arg second);
buju_status buju_tally_end(buju_reading *reading, const buju_tally *tally);

/** Readers: each fills raw from the file GDAL knows as path. A failure leaves raw to be freed by buju_raw_free. */
buju_status buju_read_shapefile(buju_reading *reading, const char *path, buju_raw *raw);
/** The CRS of a shapefile whose only layer (an OGRLayerH) is open; the caller destroys it. NULL: it names none. known:
 *  the layer has not been asked, a .prj of the same bytes was before. */
OGRSpatialReferenceH buju_prj_srs(const buju_reading *reading, const char *path, void *layer, bool *known);
buju_status buju_read_dbf(buju_reading *reading, const char *path, buju_raw *raw);
buju_status buju_read_ogr(buju_reading *reading, const char *path, buju_raw *raw);
/** The ways of an OpenStreetMap file (.osm, .pbf) that people travel on, with the tags a road network needs, near the
 *  target's bounds: the file streams through, only what is kept takes memory (layers/source_osm.c). May find none. */
buju_status buju_read_osm_roads(buju_reading *reading, const char *path, buju_raw *raw);
buju_status buju_read_csv(buju_reading *reading, const char *path, buju_raw *raw);
buju_status buju_read_workbook(buju_reading *reading, const char *path, buju_raw *raw);
/** Features one by one, for buju_read_features: an OGRFeatureH that the caller destroys, NULL at the end. */
typedef struct buju_features {
  void *(*next)(void *user);
  void *user;
} buju_features;

/** The rows of one OGR layer (an OGRLayerH) out of its features, for those two; sets the reading's layer. */
buju_status buju_read_features(buju_reading *reading, void *layer, buju_features features, buju_raw *raw);
void buju_raw_free(buju_raw *raw);

/** Makes points of a table that has columns of longitude and latitude (fields: longitude, latitude, or their usual
 *  names), in the inputs that have places. */
buju_status buju_points_of_columns(buju_reading *reading, buju_raw *raw);

/** Whether a where: expression mentions the geometry and must wait until rows are in place. */
bool buju_where_needs_places(const char *where);
/** Leaves out of the layer, and of raw where it is not NULL, the rows that do not meet the input's where:. */
buju_status buju_keep_where(buju_reading *reading, buju_layer *layer, buju_row_shape *raw);

/** Understands the coordinates of raw: decides the CRS, transforms, repairs, fills the geometry of out. */
buju_status buju_place(buju_reading *reading, buju_raw *raw, buju_crs_target *target, buju_layer *out);

#endif
