/* What the parts of the GeoPackage writer share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OUTPUT_GPKG_H
#define BUJU_LAYERS_OUTPUT_GPKG_H

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>

#include "layers/output/output.h"

/** GDAL's errors between trap and release, on this thread. */
typedef struct buju_gpkg_errors {
  int n;
  char first[512];
} buju_gpkg_errors;
void buju_gpkg_trap(buju_gpkg_errors *errors);
void buju_gpkg_release(void);

#endif
