/* Where a source's bytes are: file, folder, archive member. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_OPEN_H
#define BUJU_LAYERS_SOURCE_OPEN_H

#include "layers/source_read.h"

typedef enum buju_source_format { BUJU_FORMAT_SHAPEFILE, BUJU_FORMAT_DBF, BUJU_FORMAT_OTHER } buju_source_format;

typedef struct buju_source_place {
  const char *path; /* as VSI opens it; in the arena */
  buju_source_format format;
} buju_source_place;

/** Finds the file an input names and says how to read it. Sets the reading's layer to the file's base name. */
buju_status buju_source_locate(buju_reading *reading, buju_source_place *out);

/** Reads all rows with the reader of the file's format, coordinates as the file has them. */
buju_status buju_source_raw(buju_reading *reading, const buju_source_place *place, buju_raw *raw);

/** SHA-256 of the file's bytes; of a shapefile's .shp, .shx, .dbf, .prj and .cpg in this order. In the arena. */
buju_status buju_source_hash(buju_reading *reading, const buju_source_place *place, const char **hex);

#endif
