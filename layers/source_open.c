/* Locating and hashing sources. SPDX-License-Identifier: Apache-2.0 */
#include "layers/source_open.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/file_hash.h"
#include "layers/source_format.h"
#include "layers/text_decode.h"
#include "layers/vsi_file.h"

BUJU_MSG(missing, "{0}：打不开；请检查文件是否存在、是否有读取权限",
         "{0}: cannot be opened; check that it exists and may be read");

bool buju_source_sibling(const char *path, const char *extension, char out[BUJU_PATH_BYTES]) {
  size_t n = strlen(path);
  uint64_t size = 0;
  if (n < 4 || n >= BUJU_PATH_BYTES) return false;
  memcpy(out, path, n + 1);
  memcpy(out + n - 3, extension, 3);
  if (buju_vsi_size(out, &size)) return true;
  for (size_t i = 0; i < 3; i++) out[n - 3 + i] = (char)(extension[i] - 'a' + 'A');
  return buju_vsi_size(out, &size);
}

static const char *base_name(buju_arena *arena, const char *path) {
  const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path, *dot = strrchr(name, '.');
  return buju_arena_text_n(arena, name, dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name));
}

static buju_status settle(buju_reading *reading, const char *path, const char *shown, buju_source_place *out) {
  char shp[BUJU_PATH_BYTES];
  if (buju_path_ends(path, "shx") && buju_source_sibling(path, "shp", shp)) path = shp;
  out->path = buju_arena_text(reading->arena, path);
  out->format = buju_source_format_of(path);
  reading->layer = base_name(reading->arena, shown);
  return out->path != NULL && reading->layer != NULL ? BUJU_OK : buju_fail_memory(reading->ctx);
}

/* GDAL takes names without the UTF-8 mark for CP437. Undone, they are the bytes of the archive: UTF-8 after all, or
 * what Chinese Windows writes. */
static buju_status member_name(buju_reading *reading, const char *name, const char **shown) {
  char back[BUJU_PATH_BYTES];
  char *in = (char *)name, *to = back; /* iconv does not write through its input */
  size_t left = strlen(name), room = sizeof back;
  *shown = name;
  iconv_t undo = iconv_open("CP437", "UTF-8");
  if (undo == (iconv_t)-1) return BUJU_OK; /* NOLINT(performance-no-int-to-ptr): POSIX defines it so */
  bool undone = iconv(undo, &in, &left, &to, &room) != (size_t)-1;
  iconv_close(undo);
  if (!undone) return BUJU_OK; /* marked as UTF-8, and not a name CP437 has */
  const buju_encoding *order[] = {&buju_utf8, &buju_gb18030};
  for (size_t i = 0; i < 2; i++) {
    buju_decoder decoder = {0};
    buju_decoded decoded = {0};
    buju_status status = buju_decoder_open(reading->ctx, &decoder, order[i]);
    if (status == BUJU_OK) status = buju_decode(reading->ctx, &decoder, back, (size_t)(to - back), &decoded);
    bool fits = status == BUJU_OK && decoded.bad == 0 && !decoded.cut;
    if (fits) *shown = buju_arena_text_n(reading->arena, decoded.text, decoded.n);
    buju_decoder_close(&decoder);
    if (status != BUJU_OK) return status;
    if (*shown == NULL) return buju_fail_memory(reading->ctx);
    if (fits) return BUJU_OK;
  }
  return BUJU_OK;
}

/* Files in a folder or archive: as VSI names them and as people do. */
typedef struct listing {
  const char *root; /* "/vsizip/a.zip", "folder" */
  size_t n;
  const char **name, **shown;
  bool *counts; /* is a source by itself */
} listing;

static bool same_base(const char *dbf, const char *shp) {
  size_t n = strlen(dbf);
  return strlen(shp) == n && strncmp(dbf, shp, n - 3) == 0;
}

/* A .dbf beside a .shp is part of it. */
static void leave_out_parts(listing *l) {
  for (size_t i = 0; i < l->n; i++)
    for (size_t k = 0; buju_path_ends(l->shown[i], "dbf") && k < l->n; k++)
      if (buju_path_ends(l->shown[k], "shp") && same_base(l->shown[i], l->shown[k])) l->counts[i] = false;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static buju_status list(buju_reading *reading, const char *root, bool archive, listing *out) {
  enum { NAMES_MAX = 10000 };
  BUJU_MSG(unreadable, "{0}：不是完好的 zip 压缩包；请重新压缩或先解压",
           "{0}: not a sound zip archive; zip it again or unpack it");
  BUJU_MSG(too_many, "{0}：文件超过{1}个；请写明其中一个", "{0}: more than {1} files; name one of them");
  char **names = archive ? VSIReadDirRecursive(root) : VSIReadDir(root);
  size_t n = (size_t)CSLCount(names);
  *out = (listing){.root = buju_arena_text(reading->arena, root), .n = n};
  buju_status status = BUJU_OK;
  if (names == NULL && archive)
    status = buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(unreadable, buju_text(reading->file)));
  else if (n > NAMES_MAX)
    status = buju_fail(reading->ctx, BUJU_E_LIMIT, BUJU_SAY(too_many, buju_text(reading->file), buju_int(NAMES_MAX)));
  out->name = BUJU_NEW(reading->arena, const char *, n);
  out->shown = BUJU_NEW(reading->arena, const char *, n);
  out->counts = BUJU_NEW(reading->arena, bool, n);
  if (status == BUJU_OK && (out->root == NULL || out->name == NULL || out->shown == NULL || out->counts == NULL))
    status = buju_fail_memory(reading->ctx);
  if (names != NULL) qsort(names, n, sizeof *names, by_name);
  for (size_t i = 0; status == BUJU_OK && names != NULL && i < n; i++) {
    out->name[i] = out->shown[i] = buju_arena_text(reading->arena, names[i]);
    if (out->name[i] == NULL) status = buju_fail_memory(reading->ctx);
    if (status == BUJU_OK && archive) status = member_name(reading, out->name[i], &out->shown[i]);
    if (status == BUJU_OK) out->counts[i] = buju_source_name_counts(out->shown[i]);
  }
  CSLDestroy(names);
  if (status == BUJU_OK) leave_out_parts(out);
  return status;
}

static buju_status take(buju_reading *reading, const listing *l, size_t i, buju_source_place *out) {
  char path[BUJU_PATH_BYTES];
  if ((size_t)snprintf(path, sizeof path, "%s/%s", l->root, l->name[i]) >= sizeof path)
    return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(missing, buju_text(reading->file)));
  return settle(reading, path, l->shown[i], out);
}

static void describe(const listing *l, char *out, size_t bytes) {
  size_t at = 0;
  out[0] = '\0';
  for (size_t i = 0; i < l->n && at < bytes - 1; i++) {
    if (!l->counts[i]) continue;
    int n = snprintf(out + at, bytes - at, "%s%s", at > 0 ? ", " : "", l->shown[i]);
    at += n > 0 ? (size_t)n : 0;
  }
}

/* The only source, or the one whose base name layer: gives. */
static buju_status take_only(buju_reading *reading, const listing *l, buju_source_place *out) {
  BUJU_MSG(nothing, "{0}：里面没有可读的图层或表格", "{0}: holds no layer or table that can be read");
  BUJU_MSG(several, "{0}：里面有多个图层（{1}）；请用 layer: 指定一个，或把文件名写进 path:",
           "{0}: holds several layers ({1}); choose one with layer:, or name the file in path:");
  char names[400];
  const char *wanted = reading->wanted;
  size_t found = 0, named = 0, which = 0;
  for (size_t i = 0; i < l->n; i++) {
    if (!l->counts[i]) continue;
    const char *base = base_name(reading->arena, l->shown[i]);
    if (base == NULL) return buju_fail_memory(reading->ctx);
    bool same = wanted != NULL && strcmp(base, wanted) == 0;
    if (same || (named == 0 && found == 0)) which = i;
    named += same;
    found++;
  }
  if (found == 0) return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(nothing, buju_text(reading->file)));
  if (named == 1) reading->wanted = NULL; /* answered */
  if (named == 1 || found == 1) return take(reading, l, which, out);
  describe(l, names, sizeof names);
  return buju_fail(reading->ctx, BUJU_E_SCENARIO, BUJU_SAY(several, buju_text(reading->file), buju_text(names)));
}

/* The member of that name: in full, else the only one with that name in some folder. */
static buju_status take_member(buju_reading *reading, const listing *l, const char *member, buju_source_place *out) {
  BUJU_MSG(no_member, "{0}：压缩包里没有“{1}”；现有 {2}", "{0}: the archive holds no \"{1}\"; there are {2}");
  size_t n = strlen(member), found = 0, which = 0;
  for (size_t i = 0; i < l->n; i++) {
    size_t length = strlen(l->shown[i]);
    if (strcmp(l->shown[i], member) == 0) return take(reading, l, i, out);
    if (length > n && l->shown[i][length - n - 1] == '/' && strcmp(l->shown[i] + length - n, member) == 0) {
      found++;
      which = i;
    }
  }
  if (found == 1) return take(reading, l, which, out);
  char names[400];
  describe(l, names, sizeof names);
  return buju_fail(reading->ctx, BUJU_E_OPEN,
                   BUJU_SAY(no_member, buju_text(reading->file), buju_text(member), buju_text(names)));
}

/* "a.zip/b.shp" → "a.zip" and "b.shp"; false when no part of the path is an archive. */
static bool split_archive(const char *path, char archive[BUJU_PATH_BYTES], const char **member) {
  uint64_t size = 0;
  for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    size_t n = (size_t)(slash - path);
    if (n == 0 || n >= BUJU_PATH_BYTES) continue;
    memcpy(archive, path, n);
    archive[n] = '\0';
    if (!buju_path_ends(archive, "zip") || !buju_vsi_size(archive, &size)) continue;
    *member = slash + 1;
    return **member != '\0';
  }
  return false;
}

static buju_status in_archive(buju_reading *reading, const char *archive, const char *member, buju_source_place *out) {
  char root[BUJU_PATH_BYTES + 16];
  listing l;
  snprintf(root, sizeof root, "/vsizip/%s", archive);
  buju_status status = list(reading, root, true, &l);
  if (status != BUJU_OK) return status;
  return member != NULL ? take_member(reading, &l, member, out) : take_only(reading, &l, out);
}

buju_status buju_source_locate(buju_reading *reading, buju_source_place *out) {
  static const char prefix[] = "/vsizip/";
  char archive[BUJU_PATH_BYTES];
  const char *path = reading->input->path, *member = NULL;
  uint64_t size = 0;
  if (strncmp(path, prefix, sizeof prefix - 1) == 0) path += sizeof prefix - 1;
  if (strncmp(path, "/vsi", 4) != 0) { /* archives on disk, nothing on the network */
    if (buju_vsi_size(path, &size)) {
      if (buju_path_ends(path, "zip")) return in_archive(reading, path, NULL, out);
      return settle(reading, path, path, out);
    }
    if (split_archive(path, archive, &member)) return in_archive(reading, archive, member, out);
    if (buju_vsi_is_folder(path)) {
      listing l;
      if (buju_path_ends(path, "gdb")) return settle(reading, path, path, out);
      buju_status status = list(reading, path, false, &l);
      return status == BUJU_OK ? take_only(reading, &l, out) : status;
    }
  }
  return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(missing, buju_text(reading->file)));
}

static void hash_shapefile(buju_sha256 *hash, const char *path) {
  static const char *const parts[] = {"shp", "shx", "dbf", "prj", "cpg"};
  char part[BUJU_PATH_BYTES];
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) /* .prj and .cpg may be missing */
    if (buju_source_sibling(path, parts[i], part)) buju_file_hash_add(hash, part);
}

static bool hash_folder(buju_sha256 *hash, const char *path) {
  char **names = VSIReadDir(path);
  size_t n = (size_t)CSLCount(names);
  char file[BUJU_PATH_BYTES];
  bool whole = n > 0;
  if (names != NULL) qsort(names, n, sizeof *names, by_name);
  for (size_t i = 0; names != NULL && i < n; i++) {
    if (names[i][0] == '.') continue;
    snprintf(file, sizeof file, "%s/%s", path, names[i]);
    whole = buju_file_hash_add(hash, file) && whole;
  }
  CSLDestroy(names);
  return whole;
}

buju_status buju_source_hash(buju_reading *reading, const buju_source_place *place, const char **hex) {
  BUJU_MSG(unread, "{0}：读取中断；请检查磁盘", "{0}: cannot be read to its end; check the disk");
  char digits[BUJU_SHA256_HEX];
  buju_sha256 hash;
  bool whole = true;
  buju_sha256_begin(&hash);
  if (place->format == BUJU_FORMAT_SHAPEFILE)
    hash_shapefile(&hash, place->path);
  else if (buju_vsi_is_folder(place->path))
    whole = hash_folder(&hash, place->path);
  else
    whole = buju_file_hash_add(&hash, place->path);
  if (!whole) return buju_fail(reading->ctx, BUJU_E_IO, BUJU_SAY(unread, buju_text(reading->file)));
  buju_sha256_end(&hash, digits);
  *hex = buju_arena_text(reading->arena, digits);
  return *hex != NULL ? BUJU_OK : buju_fail_memory(reading->ctx);
}
