/* Paths of files as one folder sees another. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_PATH_H
#define BUJU_CORE_PATH_H

#include "core/arena.h"

/** The path from the root, links followed; NULL when there is nothing there or memory is out. */
const char *buju_path_absolute(buju_arena *arena, const char *path);

/** path as seen from a folder, both absolute; path itself when that takes more than four steps up or path is one of
 *  GDAL's (/vsi…). NULL when memory is out. */
const char *buju_path_relative(buju_arena *arena, const char *folder, const char *path);

#endif
