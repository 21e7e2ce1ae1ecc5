/* Workbooks (XLSX, ODS, XLS) through GDAL, every cell as text. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>

#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/sheet.h"
#include "layers/source_text.h"

static const buju_finding_kind other_sheets = {
    "other_sheets",
    BUJU_NOTE,
    {"工作簿有多张工作表，未写 sheet:", "the workbook has several sheets and sheet: is not given"},
    {"读取第一张有内容的工作表“{0}”", "the first sheet with anything in it is read: \"{0}\""}};

enum { NAMES_BYTES = 400, UNPACKED_MAX_MIB = 1024 };

/* GDAL would guess headers and types; options are per thread and put back as they were. */
static const char *const options[] = {"OGR_XLSX_HEADERS",    "OGR_XLSX_FIELD_TYPES", "OGR_ODS_HEADERS",
                                      "OGR_ODS_FIELD_TYPES", "OGR_XLS_HEADERS",      "OGR_XLS_FIELD_TYPES"};
enum { OPTIONS = 6 };

/* A small archive may unpack to any size; what it says of itself is checked before it is unpacked. */
static buju_status check_size(buju_reading *reading, const char *path) {
  BUJU_MSG(too_big, "{0}：工作簿解压后超过{1} MiB；请删去多余的工作表和空行，或另存为 CSV",
           "{0}: unpacks to more than {1} MiB; remove surplus sheets and blank rows, or save it as CSV");
  char *inside = CPLStrdup(CPLSPrintf("/vsizip/{%s}", path));
  VSIDIR *dir = VSIOpenDir(inside, -1, NULL);
  uint64_t sum = 0;
  if (dir != NULL) {
    for (const VSIDIREntry *entry; (entry = VSIGetNextDirEntry(dir)) != NULL;) sum += entry->nSize;
    VSICloseDir(dir);
  }
  CPLFree(inside);
  if (sum <= (uint64_t)UNPACKED_MAX_MIB * 1024 * 1024) return BUJU_OK;
  return buju_fail(reading->ctx, BUJU_E_LIMIT, BUJU_SAY(too_big, buju_text(reading->file), buju_int(UNPACKED_MAX_MIB)));
}

static buju_status open_book(buju_reading *reading, const char *path, GDALDatasetH *out) {
  BUJU_MSG(refused, "{0}：打不开这个工作簿（{1}）；请用表格软件另存为 XLSX",
           "{0}: the workbook cannot be opened ({1}); save it as XLSX with a spreadsheet program");
  static const char *const drivers[] = {"XLSX", "ODS", "XLS", NULL};
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
  buju_gdal_trap_close();
  if (dataset == NULL)
    return buju_fail(reading->ctx, BUJU_E_OPEN, BUJU_SAY(refused, buju_text(reading->file), buju_text(trap.first)));
  *out = dataset;
  return BUJU_OK;
}

static void list_sheets(GDALDatasetH dataset, char out[NAMES_BYTES]) {
  size_t at = 0;
  out[0] = '\0';
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset) && at < NAMES_BYTES - 1; i++) {
    int n =
        snprintf(out + at, NAMES_BYTES - at, "%s%s", i > 0 ? ", " : "", OGR_L_GetName(GDALDatasetGetLayer(dataset, i)));
    at += n > 0 ? (size_t)n : 0;
  }
}

static buju_status choose_sheet(buju_reading *reading, GDALDatasetH dataset, OGRLayerH *out) {
  BUJU_MSG(unknown, "{0}：没有工作表“{1}”；现有 {2}", "{0}: no sheet \"{1}\"; there are {2}");
  BUJU_MSG(blank, "{0}：没有一张有内容的工作表", "{0}: no sheet holds anything");
  char names[NAMES_BYTES];
  const char *wanted = reading->input->sheet != NULL ? reading->input->sheet : reading->wanted;
  *out = wanted != NULL ? GDALDatasetGetLayerByName(dataset, wanted) : NULL;
  if (*out != NULL) return BUJU_OK;
  if (wanted != NULL) {
    list_sheets(dataset, names);
    return buju_fail(reading->ctx, BUJU_E_SCENARIO,
                     BUJU_SAY(unknown, buju_text(reading->file), buju_text(wanted), buju_text(names)));
  }
  int used = 0;
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset); i++) {
    OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
    if (OGR_L_GetFeatureCount(layer, 1) <= 0) continue;
    if (used++ == 0) *out = layer;
  }
  if (used == 0) return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(blank, buju_text(reading->file)));
  if (used == 1) return BUJU_OK;
  return buju_reading_find(reading, &other_sheets, -1, NULL, buju_text(OGR_L_GetName(*out)), (buju_arg){0});
}

/* GDAL writes a cell formatted as a date 2020/01/31. */
static buju_text_span iso_date(const char *text, char scratch[32]) {
  size_t n = strlen(text);
  bool date = n >= 10 && n < 32 && text[4] == '/' && text[7] == '/' && strspn(text, "0123456789") == 4 &&
              strspn(text + 5, "0123456789") == 2 && strspn(text + 8, "0123456789") == 2 &&
              (text[10] == '\0' || text[10] == ' ');
  if (!date) return (buju_text_span){text, n};
  memcpy(scratch, text, n);
  scratch[4] = scratch[7] = '-';
  return (buju_text_span){scratch, n};
}

static buju_status take_row(buju_reading *reading, OGRFeatureH feature, buju_text_column *texts, buju_sheet *sheet) {
  int64_t line = OGR_F_GetFID(feature);
  buju_status status = BUJU_OK;
  for (int c = 0; status == BUJU_OK && c < OGR_F_GetFieldCount(feature); c++) {
    char scratch[32];
    const char *text = NULL;
    if (OGR_F_IsFieldSetAndNotNull(feature, c))
      status = buju_text_take(reading, texts, line, iso_date(OGR_F_GetFieldAsString(feature, c), scratch), &text);
    if (status == BUJU_OK) status = buju_sheet_cell(reading, sheet, text);
  }
  return status == BUJU_OK ? buju_sheet_row_end(reading, sheet, line) : status;
}

static buju_status take_sheet(buju_reading *reading, OGRLayerH layer, buju_sheet *sheet) {
  BUJU_MSG(broken, "{0}：读取工作表出错（{1}）；请用表格软件另存一份",
           "{0}: a sheet cannot be read ({1}); save it anew");
  buju_text_column texts = {.decoder = {.encoding = &buju_utf8}};
  buju_gdal_trap trap;
  buju_status status = BUJU_OK;
  buju_text_begin(&texts, NULL);
  buju_gdal_trap_open(&trap);
  OGR_L_ResetReading(layer);
  for (OGRFeatureH f; status == BUJU_OK && (f = OGR_L_GetNextFeature(layer)) != NULL;) {
    status = take_row(reading, f, &texts, sheet);
    OGR_F_Destroy(f);
  }
  buju_gdal_trap_close();
  buju_decoder_close(&texts.decoder);
  if (status == BUJU_OK) status = buju_text_end(reading, &texts);
  if (status != BUJU_OK || trap.failures == 0) return status;
  return buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(broken, buju_text(reading->file), buju_text(trap.first)));
}

static buju_status read_book(buju_reading *reading, const char *path, buju_raw *raw) {
  GDALDatasetH dataset = NULL;
  OGRLayerH layer = NULL;
  buju_sheet sheet = {0};
  buju_status status = check_size(reading, path);
  if (status == BUJU_OK) status = open_book(reading, path, &dataset);
  if (status == BUJU_OK) status = choose_sheet(reading, dataset, &layer);
  if (status == BUJU_OK) {
    reading->layer = buju_arena_text(reading->arena, OGR_L_GetName(layer));
    status = reading->layer != NULL ? take_sheet(reading, layer, &sheet) : buju_fail_memory(reading->ctx);
  }
  if (status == BUJU_OK && sheet.rows.n > 0) status = buju_sheet_take(reading, &sheet, &raw->table);
  buju_sheet_free(&sheet);
  if (dataset != NULL) GDALClose(dataset);
  return status;
}

buju_status buju_read_workbook(buju_reading *reading, const char *path, buju_raw *raw) {
  char *before[OPTIONS];
  buju_gdal_start();
  for (int i = 0; i < OPTIONS; i++) {
    const char *old = CPLGetThreadLocalConfigOption(options[i], NULL);
    before[i] = old != NULL ? CPLStrdup(old) : NULL;
    CPLSetThreadLocalConfigOption(options[i], i % 2 == 0 ? "DISABLE" : "STRING");
  }
  buju_status status = read_book(reading, path, raw);
  for (int i = 0; i < OPTIONS; i++) {
    CPLSetThreadLocalConfigOption(options[i], before[i]);
    CPLFree(before[i]);
  }
  return status;
}
