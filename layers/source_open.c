/* Locating and hashing sources. SPDX-License-Identifier: Apache-2.0 */
#include "layers/source_open.h"

#include <stdlib.h>
#include <string.h>

#include "layers/file_hash.h"
#include "layers/vsi_file.h"

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Whether path ends in .extension, whatever the case. */
static bool ends_in(const char *path, const char *extension) {
  size_t n = strlen(path), e = strlen(extension);
  if (n < e + 1 || path[n - e - 1] != '.') return false;
  for (size_t i = 0; i < e; i++)
    if (lower(path[n - e + i]) != extension[i]) return false;
  return true;
}

static buju_source_format format_of(const char *path) {
  if (ends_in(path, "shp") || ends_in(path, "shx")) return BUJU_FORMAT_SHAPEFILE;
  return ends_in(path, "dbf") ? BUJU_FORMAT_DBF : BUJU_FORMAT_OTHER;
}

static const char *base_name(buju_arena *arena, const char *path) {
  const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path, *dot = strrchr(name, '.');
  return buju_arena_text_n(arena, name, dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name));
}

buju_status buju_source_locate(buju_reading *reading, buju_source_place *out) {
  BUJU_MSG(missing, "{0}：打不开；请检查文件是否存在、是否有读取权限",
           "{0}: cannot be opened; check that it exists and may be read");
  uint64_t size = 0;
  const char *path = reading->input->path;
  if (!buju_vsi_size(path, &size))
    return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(missing, buju_text(reading->file)));
  out->path = path;
  out->format = format_of(path);
  reading->layer = base_name(reading->arena, path);
  return reading->layer != NULL ? BUJU_OK : buju_fail_memory(reading->ctx);
}

buju_status buju_source_hash(buju_reading *reading, const buju_source_place *place, const char **hex) {
  static const char *const parts[] = {"shp", "shx", "dbf", "prj", "cpg"};
  BUJU_MSG(unread, "{0}：读取中断；请检查磁盘", "{0}: cannot be read to its end; check the disk");
  char digits[65];
  buju_sha256 sha;
  buju_sha256_begin(&sha);
  if (place->format == BUJU_FORMAT_SHAPEFILE) {
    char *path = buju_arena_text(reading->arena, place->path);
    if (path == NULL) return buju_fail_memory(reading->ctx);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
      memcpy(path + strlen(path) - 3, parts[i], 3);
      buju_file_hash_add(&sha, path); /* .prj and .cpg may be missing */
    }
  } else if (!buju_file_hash_add(&sha, place->path)) {
    return buju_fail(reading->ctx, BUJU_E_IO, BUJU_SAY(unread, buju_text(reading->file)));
  }
  buju_sha256_end(&sha, digits);
  *hex = buju_arena_text(reading->arena, digits);
  return *hex != NULL ? BUJU_OK : buju_fail_memory(reading->ctx);
}
