/* Samples made for one test program, in folders of their own. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_SAMPLE_FOLDER_H
#define BUJU_TESTS_SAMPLE_FOLDER_H

#include <dirent.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buju/sample.h"

typedef struct sample_folder {
  char path[64];
} sample_folder;

/** Makes a sample in a new folder; fails the test when that fails. */
static inline sample_folder sample_make(const buju_sample_spec *spec) {
  sample_folder folder = {"/tmp/buju-sample-XXXXXX"};
  buju_ctx *ctx = buju_ctx_new();
  assert_non_null(mkdtemp(folder.path));
  buju_status status = buju_sample_write(ctx, spec, folder.path);
  if (status != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return folder;
}

static inline void sample_remove_files(const char *folder) {
  DIR *dir = opendir(folder);
  if (dir == NULL) return;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) remove(path);
  }
  closedir(dir);
  rmdir(folder);
}

static inline void sample_remove(const sample_folder *folder) {
  char data[128];
  snprintf(data, sizeof data, "%s/data", folder->path);
  sample_remove_files(data);
  sample_remove_files(folder->path);
}

/** A file of the sample, whole; the caller frees it. */
static inline unsigned char *sample_bytes(const sample_folder *folder, const char *file, size_t *n) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder->path, file);
  FILE *in = fopen(path, "rb");
  if (in == NULL) fail_msg("%s is missing", path);
  fseek(in, 0, SEEK_END);
  *n = (size_t)ftell(in);
  rewind(in);
  unsigned char *bytes = malloc(*n + 1);
  assert_non_null(bytes);
  assert_int_equal(fread(bytes, 1, *n, in), *n);
  bytes[*n] = 0;
  fclose(in);
  return bytes;
}

/** Opens data/file; the layer belongs to the dataset, which the caller closes. */
static inline GDALDatasetH sample_open(const sample_folder *folder, const char *file, OGRLayerH *layer) {
  char path[512];
  snprintf(path, sizeof path, "%s/data/%s", folder->path, file);
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  if (dataset == NULL) fail_msg("%s does not open", path);
  *layer = GDALDatasetGetLayer(dataset, 0);
  assert_non_null(*layer);
  return dataset;
}

/** The text and number of a field by name; fails the test when there is no such field. */
static inline const char *sample_text(OGRFeatureH feature, const char *field) {
  int i = OGR_F_GetFieldIndex(feature, field);
  if (i < 0) fail_msg("no field %s", field);
  return OGR_F_GetFieldAsString(feature, i);
}

static inline int sample_number(OGRFeatureH feature, const char *field) {
  int i = OGR_F_GetFieldIndex(feature, field);
  if (i < 0) fail_msg("no field %s", field);
  return OGR_F_GetFieldAsInteger(feature, i);
}

#endif
