/* Where a source's bytes are: file, folder, archive member. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_OPEN_H
#define BUJU_LAYERS_SOURCE_OPEN_H

#include "layers/source_read.h"

typedef enum buju_source_format {
  BUJU_FORMAT_SHAPEFILE,
  BUJU_FORMAT_DBF,
  BUJU_FORMAT_CSV,
  BUJU_FORMAT_WORKBOOK,
  BUJU_FORMAT_OSM,
  BUJU_FORMAT_OTHER
} buju_source_format;

typedef struct buju_source_place {
  const char *path; /* as VSI opens it; in the arena */
  buju_source_format format;
} buju_source_place;

/** Finds the file an input names and says how to read it: a file, a folder or .zip with one source in it (or the one
 *  layer: names), "a.zip/villages.shp". Member names in an archive may be GBK without saying so. Sets the reading's
 *  layer to the file's base name. */
buju_status buju_source_locate(buju_reading *reading, buju_source_place *out);

/** Reads all rows with the reader of the file's format, coordinates as the file has them. */
buju_status buju_source_raw(buju_reading *reading, const buju_source_place *place, buju_raw *raw);

/** SHA-256 of the file's bytes; of a shapefile's .shp, .shx, .dbf, .prj and .cpg in this order; of a folder's files in
 *  the order of their names. In the arena. */
buju_status buju_source_hash(buju_reading *reading, const buju_source_place *place, const char **hex);

enum { BUJU_PATH_BYTES = 4096 };

/** The path of the file beside path with another extension (three lower-case letters), in the case the file system has
 *  it; false when there is none. */
bool buju_source_sibling(const char *path, const char *extension, char out[BUJU_PATH_BYTES]);

#endif
