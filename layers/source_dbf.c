/* Decoding and typing dBase columns. SPDX-License-Identifier: Apache-2.0 */
#include "layers/source_dbf.h"

#include <cpl_vsi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/source_open.h"
#include "layers/source_table.h"
#include "layers/source_text.h"

static const buju_finding_kind not_a_number = {
    "text_in_number_field",
    BUJU_WARNING,
    {"数值字段里有不是数的内容“{0}”", "a number field holds \"{0}\", which is not a number"},
    {"整列按文本读取", "the whole column is read as text"}};
static const buju_finding_kind odd_type = {"unread_field_type",
                                           BUJU_WARNING,
                                           {"字段类型“{0}”不支持", "the field type \"{0}\" is not supported"},
                                           {"未读取该列", "the column is not read"}};

enum { CPG_BYTES = 64 };

/* The first line of the .cpg beside the DBF, or "". */
static void read_cpg(const char *dbf_path, char out[CPG_BYTES]) {
  char path[BUJU_PATH_BYTES];
  out[0] = '\0';
  VSILFILE *file = buju_source_sibling(dbf_path, "cpg", path) ? VSIFOpenL(path, "rb") : NULL;
  if (file == NULL) return;
  size_t got = VSIFReadL(out, 1, CPG_BYTES - 1, file);
  VSIFCloseL(file);
  out[got] = '\0';
  out[strcspn(out, "\r\n")] = '\0';
}

/* What a field becomes. DATE cells are rewritten, so they are texts of their own. */
typedef enum plan { SKIP, TEXT, DATE, LOGICAL, INTEGER, REAL } plan;

static buju_cell_type type_of(plan p) {
  return p == INTEGER || p == LOGICAL ? BUJU_CELL_INTEGER : p == REAL ? BUJU_CELL_REAL : BUJU_CELL_TEXT;
}

/* Integers stay exact up to 18 digits; longer ones, and columns with something else in them, stay text. */
static buju_status plan_number(buju_reading *reading, const buju_dbf *dbf, uint32_t field, const char *name,
                               plan *out) {
  bool real = dbf->field[field].decimals > 0, longer = false;
  for (uint32_t r = 0; r < dbf->rows; r++) {
    if (buju_dbf_deleted(dbf, r)) continue;
    int64_t integer = 0;
    double value = 0;
    buju_text_span cell = buju_dbf_cell(dbf, r, field);
    buju_dbf_number number = buju_dbf_parse(cell, &integer, &value);
    if (number == BUJU_DBF_NOT_A_NUMBER) {
      char shown[64];
      int n = (int)(cell.n < sizeof shown - 1 ? cell.n : sizeof shown - 1);
      snprintf(shown, sizeof shown, "%.*s", n, cell.bytes);
      for (char *p = shown; *p != '\0'; p++)
        if ((unsigned char)*p >= 0x80) *p = '?';
      *out = TEXT;
      return buju_reading_find(reading, &not_a_number, r, name, buju_text(shown), (buju_arg){0});
    }
    if (number != BUJU_DBF_REAL) continue;
    bool digits = true;
    for (size_t i = 0; i < cell.n; i++) digits = digits && cell.bytes[i] >= '0' && cell.bytes[i] <= '9';
    longer |= digits;
    real |= !digits;
  }
  *out = longer ? TEXT : real ? REAL : INTEGER;
  return BUJU_OK;
}

static buju_status plan_field(buju_reading *reading, const buju_dbf *dbf, uint32_t field, const char *name, plan *out) {
  char type[2] = {dbf->field[field].type, '\0'};
  switch (type[0]) {
  case 'C': *out = TEXT; return BUJU_OK;
  case 'D': *out = DATE; return BUJU_OK;
  case 'L': *out = LOGICAL; return BUJU_OK;
  case 'N':
  case 'F': return plan_number(reading, dbf, field, name, out);
  default: *out = SKIP; return buju_reading_find(reading, &odd_type, -1, name, buju_text(type), (buju_arg){0});
  }
}

/* 20211231 → 2021-12-31; blanks and zeros are blank; anything else stays as it stands. */
static buju_text_span iso_date(buju_text_span cell, char scratch[16]) {
  size_t digits = 0;
  while (digits < cell.n && cell.bytes[digits] >= '0' && cell.bytes[digits] <= '9') digits++;
  if (cell.n != 8 || digits != 8) return cell;
  if (memcmp(cell.bytes, "00000000", 8) == 0) return (buju_text_span){cell.bytes, 0};
  snprintf(scratch, 16, "%.4s-%.2s-%.2s", cell.bytes, cell.bytes + 4, cell.bytes + 6);
  return (buju_text_span){scratch, 10};
}

static buju_status take_number(buju_reading *reading, buju_table_build *build, buju_ix column, plan p,
                               buju_text_span cell) {
  int64_t integer = 0;
  double real = 0;
  bool blank = buju_dbf_parse(cell, &integer, &real) == BUJU_DBF_BLANK;
  if (p == REAL) return buju_build_real(reading, build, column, blank, real);
  return buju_build_integer(reading, build, column, blank, integer);
}

static buju_status take_logical(buju_reading *reading, buju_table_build *build, buju_ix column, buju_text_span cell) {
  char c = cell.n == 1 ? cell.bytes[0] : '\0';
  bool yes = c != '\0' && strchr("TtYy1", c) != NULL, no = c != '\0' && strchr("FfNn0", c) != NULL;
  return buju_build_integer(reading, build, column, !yes && !no, yes);
}

static buju_status take_column(buju_reading *reading, const buju_dbf *dbf, uint32_t field, plan p,
                               buju_text_column *texts, buju_table_build *build, buju_ix column) {
  buju_status status = BUJU_OK;
  buju_text_begin(texts, build->column[column].name);
  for (uint32_t r = 0; status == BUJU_OK && r < dbf->rows; r++) {
    if (buju_dbf_deleted(dbf, r)) continue;
    buju_text_span cell = buju_dbf_cell(dbf, r, field);
    char scratch[16];
    const char *text = NULL;
    switch (p) {
    case SKIP: break;
    case DATE: cell = iso_date(cell, scratch); /* fall through */
    case TEXT:
      status = buju_text_take(reading, texts, r, cell, &text);
      if (status == BUJU_OK) status = buju_build_text(reading, build, column, text);
      break;
    case LOGICAL: status = take_logical(reading, build, column, cell); break;
    case INTEGER:
    case REAL: status = take_number(reading, build, column, p, cell); break;
    }
  }
  return status == BUJU_OK ? buju_text_end(reading, texts) : status;
}

/* Names, plans and types of the columns that are read; field[c] is where column c comes from. */
typedef struct columns {
  buju_ix n;
  const char **name;
  plan *plan;
  buju_cell_type *type;
  uint32_t *field;
} columns;

static void columns_free(columns *c) {
  free(c->name);
  free(c->plan);
  free(c->type);
  free(c->field);
}

static buju_status columns_plan(buju_reading *reading, const buju_dbf *dbf, buju_text_column *texts, columns *out) {
  size_t n = dbf->fields;
  out->name = calloc(n, sizeof *out->name);
  out->plan = calloc(n, sizeof *out->plan);
  out->type = calloc(n, sizeof *out->type);
  out->field = calloc(n, sizeof *out->field);
  if (out->name == NULL || out->plan == NULL || out->type == NULL || out->field == NULL)
    return buju_fail_memory(reading->ctx);
  for (uint32_t f = 0; f < dbf->fields; f++) {
    const char *name = NULL;
    plan p = SKIP;
    buju_text_begin(texts, NULL);
    buju_status status =
        buju_text_take(reading, texts, -1, (buju_text_span){dbf->field[f].name, strlen(dbf->field[f].name)}, &name);
    if (status == BUJU_OK) status = plan_field(reading, dbf, f, name, &p);
    if (status != BUJU_OK) return status;
    if (p == SKIP) continue;
    out->name[out->n] = name != NULL ? name : "";
    out->plan[out->n] = p;
    out->type[out->n] = type_of(p);
    out->field[out->n++] = f;
  }
  return BUJU_OK;
}

buju_status buju_dbf_take(buju_reading *reading, const char *path, const buju_dbf *dbf, buju_table *out) {
  char cpg[CPG_BYTES];
  buju_text_column texts = {0};
  columns plan = {0};
  buju_table_build build = {0};
  buju_texts all = buju_dbf_texts(dbf);
  read_cpg(path, cpg);
  buju_status status = buju_text_choose(reading, &all, cpg, dbf->ldid, &texts.decoder);
  if (status == BUJU_OK) status = columns_plan(reading, dbf, &texts, &plan);
  if (status == BUJU_OK) status = buju_build_begin(reading, &build, plan.n, plan.name, plan.type);
  for (uint32_t r = 0; status == BUJU_OK && r < dbf->rows; r++)
    if (!buju_dbf_deleted(dbf, r)) status = buju_build_row(reading, &build, r);
  for (buju_ix c = 0; status == BUJU_OK && c < plan.n; c++)
    status = take_column(reading, dbf, plan.field[c], plan.plan[c], &texts, &build, c);
  if (status == BUJU_OK) status = buju_build_end(reading, &build, out);
  buju_build_free(&build);
  columns_free(&plan);
  buju_decoder_close(&texts.decoder);
  return status;
}
