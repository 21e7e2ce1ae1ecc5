/* Reading dBase files. SPDX-License-Identifier: Apache-2.0 */
#include "layers/dbf.h"

#include <cpl_conv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/vsi_file.h"

enum { HEADER_BYTES = 32, FIELD_BYTES = 32, NAME_BYTES = 11, FIELDS_END = 0x0d };

static uint32_t u16(const unsigned char *p) { return (uint32_t)p[0] | (uint32_t)p[1] << 8; }
static uint32_t u32(const unsigned char *p) { return u16(p) | u16(p + 2) << 16; }

/* Field descriptors up to 0x0d or the end of the header; offsets add up from the deletion mark. */
static bool take_fields(buju_dbf *dbf) {
  uint32_t room = (dbf->header_bytes - HEADER_BYTES) / FIELD_BYTES, offset = 1;
  dbf->field = calloc(room > 0 ? room : 1, sizeof *dbf->field);
  if (dbf->field == NULL) return false;
  for (uint32_t i = 0; i < room; i++) {
    const unsigned char *p = dbf->bytes + HEADER_BYTES + (size_t)i * FIELD_BYTES;
    if (*p == FIELDS_END) break;
    buju_dbf_field *field = &dbf->field[dbf->fields++];
    memcpy(field->name, p, NAME_BYTES);
    field->type = (char)p[11];
    field->width = p[16];
    field->decimals = p[17];
    field->offset = offset;
    offset += field->width;
  }
  return true;
}

static bool header_makes_sense(const buju_dbf *dbf, size_t size) {
  return dbf->header_bytes >= HEADER_BYTES && dbf->header_bytes <= size && dbf->record_bytes >= 1;
}

static bool fields_fit(const buju_dbf *dbf) {
  if (dbf->fields == 0) return false;
  const buju_dbf_field *last = &dbf->field[dbf->fields - 1];
  return last->offset + last->width <= dbf->record_bytes;
}

buju_status buju_dbf_open(buju_ctx *ctx, const char *path, const char *shown, buju_dbf *out) {
  BUJU_MSG(not_dbf, "{0}：不是 dBase 文件（文件头不成立）；请重新导出",
           "{0}: not a dBase file (its header makes no sense); export it again");
  BUJU_MSG(truncated, "{0}：文件不完整，文件头写明{1}行，实际只够{2}行；请重新拷贝或导出",
           "{0}: truncated: the header says {1} row{1?|s}, the bytes hold {2}; copy or export it again");
  buju_dbf dbf = {0};
  size_t size = 0;
  buju_status status = buju_vsi_load(ctx, path, shown, &dbf.bytes, &size);
  if (status != BUJU_OK) return status;
  if (size >= HEADER_BYTES) {
    dbf.rows = u32(dbf.bytes + 4);
    dbf.header_bytes = u16(dbf.bytes + 8);
    dbf.record_bytes = u16(dbf.bytes + 10);
    dbf.ldid = dbf.bytes[29];
  }
  if (!header_makes_sense(&dbf, size)) {
    status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(not_dbf, buju_text(shown)));
    goto failed;
  }
  if (!take_fields(&dbf)) {
    status = buju_fail_memory(ctx);
    goto failed;
  }
  size_t held = (size - dbf.header_bytes) / dbf.record_bytes;
  if (!fields_fit(&dbf))
    status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(not_dbf, buju_text(shown)));
  else if (held < dbf.rows)
    status =
        buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(truncated, buju_text(shown), buju_int(dbf.rows), buju_int((int64_t)held)));
  if (status == BUJU_OK) {
    *out = dbf;
    return BUJU_OK;
  }
failed:
  buju_dbf_close(&dbf);
  return status;
}

void buju_dbf_close(buju_dbf *dbf) {
  free(dbf->bytes);
  free(dbf->field);
  *dbf = (buju_dbf){0};
}

static const unsigned char *record(const buju_dbf *dbf, uint32_t row) {
  return dbf->bytes + dbf->header_bytes + (size_t)row * dbf->record_bytes;
}

bool buju_dbf_deleted(const buju_dbf *dbf, uint32_t row) { return *record(dbf, row) == '*'; }

buju_text_span buju_dbf_cell(const buju_dbf *dbf, uint32_t row, uint32_t field) {
  const char *at = (const char *)record(dbf, row) + dbf->field[field].offset;
  size_t n = strnlen(at, dbf->field[field].width);
  while (n > 0 && at[n - 1] == ' ') n--;
  while (n > 0 && *at == ' ') {
    at++;
    n--;
  }
  return (buju_text_span){at, n};
}

/* Text number i: the names first, then field after field. */
static buju_text_span text_at(const void *of, uint64_t i) {
  const buju_dbf *dbf = of;
  if (i < dbf->fields) return (buju_text_span){dbf->field[i].name, strlen(dbf->field[i].name)};
  i -= dbf->fields;
  uint32_t field = (uint32_t)(i / dbf->rows), row = (uint32_t)(i % dbf->rows);
  if (dbf->field[field].type != 'C' || buju_dbf_deleted(dbf, row)) return (buju_text_span){"", 0};
  return buju_dbf_cell(dbf, row, field);
}

buju_texts buju_dbf_texts(const buju_dbf *dbf) {
  return (buju_texts){dbf, dbf->fields + (uint64_t)dbf->fields * dbf->rows, text_at};
}

static bool all_asterisks(buju_text_span cell) {
  for (size_t i = 0; i < cell.n; i++)
    if (cell.bytes[i] != '*') return false;
  return true;
}

/* Sign and up to 18 digits, nothing else. */
static bool parse_integer(buju_text_span cell, int64_t *value) {
  size_t i = cell.bytes[0] == '-' || cell.bytes[0] == '+';
  if (cell.n == i || cell.n - i > 18) return false;
  int64_t sum = 0;
  for (size_t k = i; k < cell.n; k++) {
    if (cell.bytes[k] < '0' || cell.bytes[k] > '9') return false;
    sum = sum * 10 + (cell.bytes[k] - '0');
  }
  *value = cell.bytes[0] == '-' ? -sum : sum;
  return true;
}

buju_dbf_number buju_dbf_parse(buju_text_span cell, int64_t *integer, double *real) {
  char text[256], *end = NULL; /* a field is at most 255 bytes wide */
  if (cell.n == 0 || cell.n >= sizeof text || all_asterisks(cell)) return BUJU_DBF_BLANK;
  if (parse_integer(cell, integer)) {
    *real = (double)*integer;
    return BUJU_DBF_INTEGER;
  }
  memcpy(text, cell.bytes, cell.n);
  text[cell.n] = '\0';
  if (strspn(text, "0123456789+-.eE") != cell.n) return BUJU_DBF_NOT_A_NUMBER; /* strtod would take "nan" and "0x1" */
  *real = CPLStrtod(text, &end);
  return *end == '\0' && end != text && isfinite(*real) ? BUJU_DBF_REAL : BUJU_DBF_NOT_A_NUMBER;
}
