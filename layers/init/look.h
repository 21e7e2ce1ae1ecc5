/* What lies in a folder: every layer and table that could be an input, read as it is.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INIT_LOOK_H
#define BUJU_LAYERS_INIT_LOOK_H

#include "layers/source.h"

/** One thing found. */
typedef struct buju_found {
  const char *path;  /* as GDAL opens it: in the folder, or /vsizip/… */
  const char *shown; /* from the folder on */
  const char *layer; /* of a file with several, else NULL */
  bool raster;       /* not read: taken by its name */
  bool sheet;        /* layer is a sheet of a workbook */
  bool osm;          /* an OpenStreetMap file: not read, its roads are what a plan wants of it */
  buju_geometry geometry;
  buju_table table;
  const char *crs;     /* how its CRS would be decided; NULL for tables and where that fails */
  bool crs_from_file;  /* the file names its CRS, and PROJ can use it */
  const char *crs_why; /* why it fails, one line, or NULL */
  const char *why_not; /* why it cannot be read, one line, or NULL */
} buju_found;

/** Whether `crs:` as the user would write it can be used: the failure is the one reading would give. */
buju_status buju_crs_usable(buju_ctx *ctx, const char *crs);

/** Looks into dir, its folders one level deep, and zip archives. By path.
 *  @param arena  owns everything returned.
 *  @return BUJU_E_OPEN when dir cannot be read, BUJU_E_LIMIT when it holds thousands of files. O(bytes read). */
buju_status buju_look(buju_ctx *ctx, const char *dir, buju_arena *arena, buju_found **out, buju_ix *n);

#endif
