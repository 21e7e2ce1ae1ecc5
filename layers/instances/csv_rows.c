/* Cells and rows. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/csv_rows.h"

#include <string.h>

#include "core/utf8.h"

static buju_status fail_at(buju_ctx *ctx, const buju_csv *csv, const buju_msg *what) {
  BUJU_MSG(wrong, "{0} 第 {1} 行：{2}", "{0}, line {1}: {2}");
  return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(wrong, buju_text(csv->scan.file), buju_year(csv->line), buju_word(what)));
}

/* The scan stands on the opening quote. */
static buju_status quoted(buju_ctx *ctx, buju_csv *csv, buju_csv_cell *cell) {
  BUJU_MSG(open, "引号没有结束", "the quotes do not end");
  BUJU_MSG(after, "引号之后应为逗号或行末", "after quotes there must be a comma or the end of the line");
  buju_scan *scan = &csv->scan;
  size_t doubled = 0;
  const char *from = ++scan->at;
  for (; scan->at < scan->end && (*scan->at != '"' || scan->at[1] == '"'); scan->at++) {
    if (*scan->at == '"') {
      doubled++;
      scan->at++;
    }
    scan->line += *scan->at == '\n';
  }
  if (scan->at >= scan->end) return fail_at(ctx, csv, &open);
  *cell = (buju_csv_cell){from, (size_t)(scan->at++ - from)};
  if (!buju_scan_line_ends(scan) && *scan->at != ',') return fail_at(ctx, csv, &after);
  if (doubled == 0) return BUJU_OK;
  char *copy = buju_arena_text_n(csv->arena, from, cell->n);
  if (copy == NULL) return buju_fail_memory(ctx);
  size_t n = 0;
  for (size_t i = 0; i < cell->n; i++) {
    copy[n++] = from[i];
    i += from[i] == '"';
  }
  *cell = (buju_csv_cell){copy, n};
  return BUJU_OK;
}

static buju_status next_cell(buju_ctx *ctx, buju_csv *csv, buju_csv_cell *cell) {
  BUJU_MSG(text, "文字不是 UTF-8；请另存为 UTF-8", "the text is not UTF-8; save it as UTF-8");
  buju_scan *scan = &csv->scan;
  buju_status status = BUJU_OK;
  bool empty = buju_scan_line_ends(scan);
  if (!empty && *scan->at == '"') {
    status = quoted(ctx, csv, cell);
  } else {
    const char *from = scan->at;
    while (scan->at < scan->end && *scan->at != ',' && *scan->at != '\n') scan->at++;
    const char *to = scan->at;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r')) to--;
    *cell = (buju_csv_cell){from, (size_t)(to - from)};
  }
  if (status == BUJU_OK && (buju_utf8_bad(cell->text, cell->n) < cell->n || memchr(cell->text, 0, cell->n) != NULL))
    status = fail_at(ctx, csv, &text);
  return status;
}

buju_status buju_csv_row(buju_ctx *ctx, buju_csv *csv, bool *more) {
  BUJU_MSG(wide, "列数过多", "there are too many columns");
  buju_scan *scan = &csv->scan;
  buju_status status = BUJU_OK;
  *more = !buju_scan_text_ends(scan);
  csv->line = scan->line;
  for (csv->cells = 0; *more;) {
    if (csv->cells == BUJU_CSV_CELLS) return fail_at(ctx, csv, &wide);
    status = next_cell(ctx, csv, &csv->cell[csv->cells++]);
    if (status != BUJU_OK) return status;
    bool comma = scan->at < scan->end && *scan->at == ',';
    if (scan->at < scan->end) {
      scan->line += *scan->at == '\n';
      scan->at++;
    }
    if (!comma) break;
  }
  return status;
}

static buju_status list_of(buju_ctx *ctx, buju_csv *csv, const buju_csv_column *column, size_t n, const char **out) {
  size_t bytes = 1;
  for (size_t i = 0; i < n; i++) bytes += strlen(column[i].name) + 2;
  char *list = BUJU_NEW(csv->arena, char, bytes);
  if (list == NULL) return buju_fail_memory(ctx);
  for (size_t i = 0; i < n; i++) strcat(strcat(list, i > 0 ? ", " : ""), column[i].name);
  *out = list;
  return BUJU_OK;
}

static bool is(const buju_csv_cell *cell, const char *text) {
  return cell->n == strlen(text) && memcmp(cell->text, text, cell->n) == 0;
}

buju_status buju_csv_head(buju_ctx *ctx, buju_csv *csv, const buju_csv_column *column, size_t n, int *place) {
  BUJU_MSG(unknown, "{0} 第 1 行：不认识列“{1}”；可有的列：{2}",
           "{0}, line 1: the column \"{1}\" is not known; there may be {2}");
  BUJU_MSG(missing, "{0} 第 1 行：缺少列“{1}”；可有的列：{2}",
           "{0}, line 1: the column \"{1}\" is missing; there may be {2}");
  BUJU_MSG(twice, "{0} 第 1 行：列“{1}”出现两次", "{0}, line 1: the column \"{1}\" is there twice");
  bool more;
  const char *list = NULL, *file = csv->scan.file;
  buju_status status = buju_csv_row(ctx, csv, &more);
  if (status == BUJU_OK) status = list_of(ctx, csv, column, n, &list);
  for (size_t i = 0; i < n; i++) place[i] = -1;
  for (size_t c = 0; status == BUJU_OK && c < csv->cells; c++) {
    size_t i = 0;
    while (i < n && !is(&csv->cell[c], column[i].name) && !is(&csv->cell[c], column[i].name_zh)) i++;
    const char *name = buju_arena_text_n(csv->arena, csv->cell[c].text, csv->cell[c].n);
    if (name == NULL) return buju_fail_memory(ctx);
    if (i == n)
      return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(unknown, buju_text(file), buju_text(name), buju_text(list)));
    if (place[i] >= 0) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(twice, buju_text(file), buju_text(name)));
    place[i] = (int)c;
  }
  for (size_t i = 0; status == BUJU_OK && i < n; i++)
    if (column[i].needed && place[i] < 0)
      return buju_fail(ctx, BUJU_E_DATA,
                       BUJU_SAY(missing, buju_text(file), buju_text(column[i].name), buju_text(list)));
  return status;
}

buju_status buju_csv_bad_cell(buju_ctx *ctx, buju_csv *csv, const buju_csv_column *column, int place,
                              const buju_msg *wanted) {
  BUJU_MSG(bad, "{0} 第 {1} 行：{2} 应为{3}，实为“{4}”", "{0}, line {1}: {2} must be {3}, not \"{4}\"");
  const buju_csv_cell *cell = &csv->cell[place];
  const char *text = buju_arena_text_n(csv->arena, cell->text, cell->n);
  if (text == NULL) return buju_fail_memory(ctx);
  return buju_fail(ctx, BUJU_E_DATA,
                   BUJU_SAY(bad, buju_text(csv->scan.file), buju_year(csv->line), buju_text(column->name),
                            buju_word(wanted), buju_text(text)));
}

buju_status buju_csv_next(buju_ctx *ctx, buju_csv *csv, bool *more) {
  BUJU_MSG(ragged, "{0} 第 {1} 行：应有 {2} 列，实有 {3} 列", "{0}, line {1}: {2} cell{2?|s} expected, {3} found");
  size_t wanted = csv->cells;
  buju_status status = buju_csv_row(ctx, csv, more);
  if (status == BUJU_OK && *more && csv->cells != wanted)
    return buju_fail(ctx, BUJU_E_DATA,
                     BUJU_SAY(ragged, buju_text(csv->scan.file), buju_year(csv->line), buju_int((int64_t)wanted),
                              buju_int((int64_t)csv->cells)));
  csv->cells = wanted;
  return status;
}
