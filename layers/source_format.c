/* Formats by extension. SPDX-License-Identifier: Apache-2.0 */
#include "layers/source_format.h"

#include <string.h>

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

bool buju_path_ends(const char *path, const char *extension) {
  size_t n = strlen(path), e = strlen(extension);
  if (n < e + 1 || path[n - e - 1] != '.') return false;
  for (size_t i = 0; i < e; i++)
    if (lower(path[n - e + i]) != extension[i]) return false;
  return true;
}

static bool ends_in_any(const char *path, const char *const *extensions) {
  for (; *extensions != NULL; extensions++)
    if (buju_path_ends(path, *extensions)) return true;
  return false;
}

buju_source_format buju_source_format_of(const char *path) {
  static const char *const csv[] = {"csv", "txt", "tsv", NULL}, *const books[] = {"xlsx", "xlsm", "ods", "xls", NULL};
  static const char *const osm[] = {"pbf", "osm", NULL};
  if (buju_path_ends(path, "shp")) return BUJU_FORMAT_SHAPEFILE;
  if (buju_path_ends(path, "dbf")) return BUJU_FORMAT_DBF;
  if (ends_in_any(path, csv)) return BUJU_FORMAT_CSV;
  if (ends_in_any(path, osm)) return BUJU_FORMAT_OSM;
  return ends_in_any(path, books) ? BUJU_FORMAT_WORKBOOK : BUJU_FORMAT_OTHER;
}

bool buju_source_name_counts(const char *path) {
  static const char *const extensions[] = {"shp", "gpkg", "geojson", "json",   "kml",  "gml",  "gpx", "tab",
                                           "mif", "fgb",  "dxf",     "csv",    "xlsx", "xlsm", "ods", "xls",
                                           "dbf", "pbf",  "osm",     "sqlite", "gdb",  NULL};
  const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
  return name[0] != '.' && name[0] != '~' && strncmp(path, "__MACOSX/", 9) != 0 && ends_in_any(name, extensions);
}
