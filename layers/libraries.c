/* The libraries layers stand on, as they run here. SPDX-License-Identifier: Apache-2.0 */
#include "layers/libraries.h"

#include <gdal.h>
#include <geos_c.h>
#include <libfyaml.h>
#include <proj.h>
#include <sqlite3.h>

#include <spatialite.h>

static const char *gdal_release(void) { return GDALVersionInfo("RELEASE_NAME"); }
static const char *proj_release(void) { return proj_info().version; }

static const struct {
  const char *name;
  const char *(*version)(void);
} libraries[BUJU_LAYER_LIBRARIES] = {
    {"GDAL", gdal_release},
    {"PROJ", proj_release},
    {"GEOS", GEOSversion},
    {"SQLite", sqlite3_libversion},
    {"SpatiaLite", spatialite_version},
    {"libfyaml", fy_library_version},
};

buju_library buju_layer_library(size_t i) { return (buju_library){libraries[i].name, libraries[i].version()}; }
