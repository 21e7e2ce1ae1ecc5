/* The ledger of village doctors. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/ledger.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/reason.h"
#include "core/say.h"
#include "layers/sample/names.h"

enum { COLUMNS = 8, XLSX_VILLAGES_MOST = 20000, CELL = 4 * BUJU_SAMPLE_NAME };

const buju_sheet_column buju_sample_ledger_columns[] = {
    {BUJU_FIELDS, "序号", "序号", "序号", BUJU_SHEET_TEXT, 0},
    {BUJU_FIELD_NAME, "姓名", "姓名", "姓名", BUJU_SHEET_TEXT, 0},
    {BUJU_FIELDS, "性别", "性别", "性别", BUJU_SHEET_TEXT, 0},
    {BUJU_FIELD_BIRTH, "出生年份", "出生年份", "出生年份", BUJU_SHEET_TEXT, 0},
    {BUJU_FIELD_GRADE, "执业类别", "执业类别", "执业类别", BUJU_SHEET_TEXT, 0},
    {BUJU_FIELD_FACILITY_CODE, "机构代码", "机构代码", "机构代码", BUJU_SHEET_TEXT, 0},
    {BUJU_FIELDS, "所在机构", "所在机构", "所在机构", BUJU_SHEET_TEXT, 0},
    {BUJU_FIELDS, "备注", "备注", "备注", BUJU_SHEET_TEXT, 0},
    {0},
};

const char *buju_sample_ledger_file(const buju_sample_spec *spec) {
  return spec->villages > XLSX_VILLAGES_MOST ? BUJU_SAMPLE_LEDGER_CSV : BUJU_SAMPLE_LEDGER_XLSX;
}

/* Rows go to a worksheet or to a text file. */
typedef struct ledger {
  buju_ctx *ctx;
  char path[4096];
  GDALDatasetH dataset;
  OGRLayerH layer;
  FILE *csv;
  bool gbk;
  uint32_t rows;
} ledger;

static buju_status failed(const ledger *l, buju_arg why) {
  BUJU_MSG(failed, "{0}：无法写入（{1}），请检查磁盘空间和权限",
           "{0}: cannot be written ({1}); check space and permissions");
  return buju_fail(l->ctx, BUJU_E_IO, BUJU_SAY(failed, buju_text(l->path), why));
}

/* A worksheet of OGR begins with the names of its fields, so these are the title row: the title and nothing. */
static buju_status open_xlsx(ledger *l, const char *title) {
  CPLErrorReset();
  GDALDriverH driver = GDALGetDriverByName("XLSX");
  if (driver != NULL) l->dataset = GDALCreate(driver, l->path, 0, 0, 0, GDT_Unknown, NULL);
  if (l->dataset != NULL) l->layer = GDALDatasetCreateLayer(l->dataset, "台账", NULL, wkbNone, NULL);
  if (l->layer == NULL) return failed(l, buju_text(CPLGetLastErrorMsg()));
  for (int c = 0; c < COLUMNS; c++) {
    OGRFieldDefnH field = OGR_Fld_Create(c == 0 ? title : "", OFTString);
    OGRErr error = OGR_L_CreateField(l->layer, field, FALSE);
    OGR_Fld_Destroy(field);
    if (error != OGRERR_NONE) return failed(l, buju_text(CPLGetLastErrorMsg()));
  }
  return BUJU_OK;
}

static buju_status put_xlsx(ledger *l, char cell[COLUMNS][CELL]) {
  OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(l->layer));
  if (feature == NULL) return buju_fail_memory(l->ctx);
  for (int c = 0; c < COLUMNS; c++)
    if (cell[c][0] != '\0') OGR_F_SetFieldString(feature, c, cell[c]);
  OGRErr error = OGR_L_CreateFeature(l->layer, feature);
  OGR_F_Destroy(feature);
  return error == OGRERR_NONE ? BUJU_OK : failed(l, buju_text(CPLGetLastErrorMsg()));
}

/* No name holds a comma or a quote. Lines end as Excel ends them. */
static buju_status put_csv(ledger *l, char cell[COLUMNS][CELL]) {
  char line[COLUMNS * (CELL + 1) + 2];
  size_t n = 0;
  for (int c = 0; c < COLUMNS; c++) n += (size_t)snprintf(line + n, sizeof line - n, "%s%s", c > 0 ? "," : "", cell[c]);
  char *recoded = l->gbk ? CPLRecode(line, CPL_ENC_UTF8, "GBK") : NULL;
  int printed = fprintf(l->csv, "%s\r\n", recoded != NULL ? recoded : line);
  CPLFree(recoded);
  return printed >= 0 ? BUJU_OK : failed(l, buju_reason(errno));
}

static buju_status put(ledger *l, char cell[COLUMNS][CELL]) {
  return l->csv != NULL ? put_csv(l, cell) : put_xlsx(l, cell);
}

static buju_status put_heads(ledger *l, const char *title) {
  char cell[COLUMNS][CELL] = {{0}};
  buju_status status = BUJU_OK;
  if (l->csv != NULL) {
    snprintf(cell[0], CELL, "%s", title);
    status = put(l, cell);
  }
  for (int c = 0; c < COLUMNS; c++) snprintf(cell[c], CELL, "%s", buju_sample_ledger_columns[c].full);
  return status == BUJU_OK ? put(l, cell) : status;
}

static buju_status open_ledger(ledger *l, const buju_county *county, const buju_sheet_target *target) {
  char title[4 * BUJU_SAMPLE_NAME];
  snprintf(l->path, sizeof l->path, "%s/%s", target->folder, buju_sample_ledger_file(county->spec));
  snprintf(title, sizeof title, "%s乡村医生台账（截至%d年6月30日）", county->county[0].name, BUJU_SAMPLE_YEAR);
  l->gbk = county->spec->encoding == BUJU_SAMPLE_GBK;
  buju_status status = BUJU_OK;
  if (county->spec->villages <= XLSX_VILLAGES_MOST)
    status = open_xlsx(l, title);
  else if ((l->csv = fopen(l->path, "wb")) == NULL)
    status = failed(l, buju_reason(errno));
  return status == BUJU_OK ? put_heads(l, title) : status;
}

/* Every fifth is past sixty, a few past sixty-five: the ages at which xixian-2021 and others draw lines. */
static int birth_year(buju_rng *rng) {
  uint32_t draw = buju_rng_below(rng, 100);
  uint32_t age = draw < 4    ? buju_rng_between(rng, 66, 70)
                 : draw < 21 ? buju_rng_between(rng, 61, 65)
                 : draw < 40 ? buju_rng_between(rng, 55, 60)
                 : draw < 82 ? buju_rng_between(rng, 42, 54)
                             : buju_rng_between(rng, 24, 41);
  return BUJU_SAMPLE_YEAR - (int)age;
}

static const char *grade_name(int grade, buju_rng *rng) {
  if (grade == BUJU_LICENSED) return "执业医师";
  if (grade == BUJU_VILLAGE_DOCTOR) return "乡村医生";
  return buju_rng_chance(rng, 300) ? "乡村全科执业助理医师" : "执业助理医师";
}

static buju_status put_doctor(ledger *l, const buju_county *county, const buju_sample_facility *f, int grade,
                              buju_rng *rng) {
  char cell[COLUMNS][CELL] = {{0}};
  snprintf(cell[0], CELL, "%u", (unsigned)++l->rows);
  bool woman = buju_rng_chance(rng, 380);
  buju_name_person(rng, woman, cell[1]);
  snprintf(cell[2], CELL, "%s", woman ? "女" : "男");
  int year = birth_year(rng);
  if (!buju_rng_chance(rng, 12)) snprintf(cell[3], CELL, "%d", year);
  snprintf(cell[4], CELL, "%s", grade_name(grade, rng));
  buju_county_facility_code(county, f, cell[5]);
  buju_name_facility(county, f, cell[6]);
  if (BUJU_SAMPLE_YEAR - year > 60) snprintf(cell[7], CELL, "%s", buju_rng_chance(rng, 600) ? "返聘" : "");
  return put(l, cell);
}

static buju_status put_total(ledger *l) {
  char cell[COLUMNS][CELL] = {{0}};
  snprintf(cell[0], CELL, "合计");
  snprintf(cell[1], CELL, "%u人", (unsigned)l->rows);
  return put(l, cell);
}

static buju_status close_ledger(ledger *l, buju_status status) {
  CPLErrorReset();
  if (l->dataset != NULL) GDALClose(l->dataset);
  if (status == BUJU_OK && CPLGetLastErrorType() >= CE_Failure) status = failed(l, buju_text(CPLGetLastErrorMsg()));
  bool bad = l->csv != NULL && ferror(l->csv) != 0;
  if (l->csv != NULL && fclose(l->csv) != 0) bad = true;
  return status == BUJU_OK && bad ? failed(l, buju_reason(errno)) : status;
}

buju_status buju_sample_write_ledger(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target) {
  ledger l = {.ctx = ctx};
  const buju_sample_facility *facility = county->facility.data;
  buju_status status = open_ledger(&l, county, target);
  for (size_t i = 0; i < county->facility.n && status == BUJU_OK; i++) {
    if (facility[i].kind != BUJU_VILLAGE_CLINIC) continue;
    buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_DOCTOR, i);
    for (int grade = 0; grade < BUJU_OTHER_STAFF; grade++)
      for (uint16_t n = 0; n < facility[i].staff[grade] && status == BUJU_OK; n++)
        status = put_doctor(&l, county, &facility[i], grade, &rng);
  }
  if (status == BUJU_OK) status = put_total(&l);
  return close_ledger(&l, status);
}
