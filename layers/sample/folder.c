/* Taking a folder without taking anybody's files. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/reason.h"
#include "core/say.h"
#include "layers/sample/scenario.h"

static buju_status make_folder(buju_ctx *ctx, const char *path) {
  BUJU_MSG(no_folder, "{0}：无法建立文件夹（{1}）", "{0}: the folder cannot be made ({1})");
  if (mkdir(path, 0777) == 0) return BUJU_OK;
  int why = errno;
  struct stat info;
  if (why == EEXIST && stat(path, &info) == 0) {
    if (S_ISDIR(info.st_mode)) return BUJU_OK;
    why = ENOTDIR;
  }
  return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(no_folder, buju_text(path), buju_reason(why)));
}

static bool is_empty(const char *path) {
  DIR *dir = opendir(path);
  if (dir == NULL) return false;
  size_t entries = 0;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
    entries += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  closedir(dir);
  return entries == 0;
}

/* 1: made here and left as it was; 0: somebody's; -1: none. */
static int whose_scenario(const char *path) {
  enum { LONGEST = 1 << 16 }; /* what is made here is shorter */
  FILE *file = fopen(path, "rb");
  if (file == NULL) return errno == ENOENT ? -1 : 0;
  char *bytes = malloc(LONGEST);
  size_t n = bytes != NULL ? fread(bytes, 1, LONGEST, file) : 0;
  fclose(file);
  bool ours = bytes != NULL && n < LONGEST && buju_sample_is_as_made(bytes, n);
  free(bytes);
  return ours;
}

static void remove_data(const char *data, const buju_sample_layer *const *layers, size_t n) {
  static const char *const endings[] = {"shp", "shx", "dbf", "prj", "cpg", "gpkg", "geojson"};
  static const char *const others[] = {BUJU_SAMPLE_DEM, BUJU_SAMPLE_LEDGER_XLSX, BUJU_SAMPLE_LEDGER_CSV};
  char path[4400];
  for (size_t i = 0; i < n; i++)
    for (size_t e = 0; e < sizeof endings / sizeof *endings; e++) {
      snprintf(path, sizeof path, "%s/%s.%s", data, layers[i]->name, endings[e]);
      remove(path);
    }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    snprintf(path, sizeof path, "%s/%s", data, others[i]);
    remove(path);
  }
}

buju_status buju_sample_take_folder(buju_ctx *ctx, const char *dir, bool force, const buju_sample_layer *const *layers,
                                    size_t n, buju_sample_folder *out) {
  BUJU_MSG(long_path, "文件夹路径过长", "the path of the folder is too long");
  BUJU_MSG(
      not_empty, "{0}：文件夹中已有其他文件；请换一个文件夹，或加 --force（同名文件会被覆盖）",
      "{0}: the folder holds other files; choose another one, or add --force (files of the same name are replaced)");
  int length = snprintf(out->data, sizeof out->data, "%s/data", dir);
  if (length < 0 || (size_t)length >= sizeof out->data) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(long_path));
  snprintf(out->scenario, sizeof out->scenario, "%s/scenario.yaml", dir);
  buju_status status = make_folder(ctx, dir);
  if (status != BUJU_OK) return status;
  int whose = whose_scenario(out->scenario);
  if (!force && whose != 1 && !is_empty(dir)) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(not_empty, buju_text(dir)));
  if ((status = make_folder(ctx, out->data)) != BUJU_OK) return status;
  out->keeps_scenario = whose == 0;
  if (whose == 1) remove(out->scenario);
  remove_data(out->data, layers, n);
  return BUJU_OK;
}
