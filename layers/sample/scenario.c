/* scenario.yaml for a sample, so that it can be planned at once. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/scenario.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/reason.h"
#include "core/say.h"
#include "core/sha256.h"
#include "layers/sample/ledger.h"

/* A text in double quotes; control characters, which no name has, become spaces. */
static void put_quoted(FILE *file, const char *text) {
  fputc('"', file);
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') fputc('\\', file);
    fputc((unsigned char)*text < 0x20 ? ' ' : *text, file);
  }
  fputc('"', file);
}

static void put_fields(FILE *file, const buju_sheet_target *target, const buju_sheet_column *columns) {
  const char *comma = "";
  fputs("    fields: {", file);
  for (const buju_sheet_column *c = columns; c->full != NULL; c++) {
    if (c->field == BUJU_FIELDS) continue;
    const char *name = target != NULL ? buju_sheet_column_name(target, c) : c->full;
    fprintf(file, "%s%s: %s", comma, buju_field_entries[c->field].model, name);
    comma = ", ";
  }
  fputs("}\n", file);
}

/* A file that says its CRS needs no crs:. Grid metres without .prj and GCJ-02 do. */
static void put_crs(FILE *file, const buju_sheet_target *target) {
  if (target->gcj02)
    fputs("    crs: GCJ-02\n", file);
  else if (target->srs == NULL)
    fprintf(file, "    crs: EPSG:%d\n", target->epsg);
}

static void put_head(FILE *file, const buju_county *county) {
  const buju_sample_spec *spec = county->spec;
  fprintf(file, "# 种子 %llu，%u 个村（社区、林农场）；人口、机构、人员均为虚构。\n", (unsigned long long)spec->seed,
          (unsigned)spec->villages);
  fputs("profile: ", file);
  put_quoted(file, spec->profile != NULL ? spec->profile : "xixian-2021");
  fputs("\ntitle: ", file);
  put_quoted(file, spec->title != NULL ? spec->title : county->county[0].name);
  fprintf(file, "\nas_of: %d-06-30\npopulation: resident   # 常住人口；改用户籍人口写 registered\n", BUJU_SAMPLE_YEAR);
}

static void put_all(FILE *file, const buju_county *county, const buju_sheet_target *target,
                    const buju_sample_layer *const *layers, size_t n) {
  put_head(file, county);
  fputs("inputs:\n", file);
  for (size_t i = 0; i < n; i++) {
    char name[256];
    if (layers[i]->input == NULL) continue;
    buju_sheet_file(target, layers[i]->name, name, sizeof name);
    fprintf(file, "  %s:\n    path: data/%s\n", layers[i]->input, name);
    put_crs(file, target);
    put_fields(file, target, layers[i]->columns);
  }
  fprintf(file, "  doctors:\n    path: data/%s\n", buju_sample_ledger_file(county->spec));
  put_fields(file, NULL, buju_sample_ledger_columns);
  fputs("  dem:   # 只在按地形测算时读取：travel.provider: terrain\n    path: data/" BUJU_SAMPLE_DEM "\n", file);
}

static void hash_of(const char *bytes, size_t n, char hex[BUJU_SHA256_HEX]) {
  buju_sha256 hash;
  buju_sha256_begin(&hash);
  buju_sha256_add(&hash, bytes, n);
  buju_sha256_end(&hash, hex);
}

bool buju_sample_is_as_made(const char *bytes, size_t n) {
  const size_t mark = sizeof BUJU_SAMPLE_MARK - 1, digits = BUJU_SHA256_HEX - 1, line = mark + digits + 1;
  char hex[BUJU_SHA256_HEX];
  if (n < line || memcmp(bytes, BUJU_SAMPLE_MARK, mark) != 0 || bytes[line - 1] != '\n') return false;
  hash_of(bytes + line, n - line, hex);
  return memcmp(bytes + mark, hex, digits) == 0;
}

static bool write_marked(const char *text, size_t n, const char *path) {
  char hex[BUJU_SHA256_HEX];
  FILE *file = fopen(path, "wb");
  if (file == NULL) return false;
  hash_of(text, n, hex);
  fprintf(file, BUJU_SAMPLE_MARK "%s\n", hex);
  bool well = fwrite(text, 1, n, file) == n;
  return fclose(file) == 0 && well;
}

buju_status buju_sample_write_scenario(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target,
                                       const buju_sample_layer *const *layers, size_t n, const char *path) {
  BUJU_MSG(failed, "{0}：无法写入（{1}）", "{0}: cannot be written ({1})");
  char *text = NULL;
  size_t length = 0;
  FILE *memory = open_memstream(&text, &length);
  if (memory == NULL) return buju_fail_memory(ctx);
  put_all(memory, county, target, layers, n);
  bool held = ferror(memory) == 0;
  held = fclose(memory) == 0 && held;
  buju_status status = held ? BUJU_OK : buju_fail_memory(ctx);
  if (held && !write_marked(text, length, path))
    status = buju_fail(ctx, BUJU_E_IO, BUJU_SAY(failed, buju_text(path), buju_reason(errno)));
  free(text);
  return status;
}
