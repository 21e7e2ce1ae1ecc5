/* What a path's ending says about the file. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_FORMAT_H
#define BUJU_LAYERS_SOURCE_FORMAT_H

#include "layers/source_open.h"

/** Whether path ends in .extension (lower-case letters), whatever the case. */
bool buju_path_ends(const char *path, const char *extension);

buju_source_format buju_source_format_of(const char *path);

/** Whether a file of that name, found in a folder or archive, is a source by itself (.shp, .gpkg, .csv …; .dbf is a
 *  table only where no .shp stands beside it, which the caller checks). */
bool buju_source_name_counts(const char *path);

#endif
