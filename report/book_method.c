/* Sheets of method and basis, and of what was odd in the data. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "report/book.h"
#include "report/words.h"

#define BOTH(column) .zh = column, .en = column
#define COUNT(columns) (uint16_t)(sizeof(columns) / sizeof *(columns))
#define INFO(name) BUJU_LAYER_RUN_INFO, RUN_INFO_##name

/* What the rows are about, by how their keys begin; the first that fits counts, the last fits all. */
static const struct {
  const char *starts[12];
  buju_msg name;
} parts[] = {
    {{"input."}, {"数据来源", "Sources"}},
    {{"certificate."}, {"优化结果的上下界", "Bounds of the optimisation"}},
    {{"sensitivity."}, {"换一种口径会怎样", "Other assumptions"}},
    {{"rules."}, {"规则和参数", "Rules and parameters"}},
    {{"format", "program", "title", "as_of", "population", "county", "crs", "people_", "travel.", "coverage.",
      "profile"},
     {"依据与口径", "Basis"}},
    {{""}, {"其他", "Other"}},
};
enum { PARTS = sizeof parts / sizeof *parts };

static size_t part_of(const buju_book *book, buju_ix row) {
  const char *key = buju_report_text(book->report, INFO(key), row);
  for (size_t p = 0; p < PARTS; p++)
    for (const char *const *start = parts[p].starts; *start != NULL; start++)
      if (key != NULL && strncmp(key, *start, strlen(*start)) == 0) return p;
  return PARTS - 1;
}

static const char *part_text(const buju_book *book, buju_ix row, char *buf, size_t size) {
  (void)buf;
  (void)size;
  return buju_book_in(book, &parts[part_of(book, row)].name);
}

static const char *value_text(const buju_book *book, buju_ix row, char *buf, size_t size) {
  return buju_words_of_info(book->report, book->lang, row, buf, size);
}

static const buju_book_column info_columns[] = {
    {.make = part_text, .head = {"部分", "Part"}, .width = 16},
    {.zh = RUN_INFO_item, .en = RUN_INFO_item_en, .width = 40},
    {.make = value_text, .head = {"值", "Value"}, .width = 30},
    {BOTH(RUN_INFO_unit)},
    {BOTH(RUN_INFO_source), .width = 12},
    {BOTH(RUN_INFO_our_default)},
    {BOTH(RUN_INFO_clause), .look = BUJU_LOOK_SENTENCE, .width = 26},
    {.zh = RUN_INFO_note, .en = RUN_INFO_note_en, .look = BUJU_LOOK_SENTENCE, .width = 44},
    {BOTH(RUN_INFO_key), .look = BUJU_LOOK_SENTENCE, .width = 24},
};
static const buju_book_table info_table = {BUJU_LAYER_RUN_INFO, info_columns, COUNT(info_columns)};

static bool is_of_part(const buju_book *book, buju_ix row, const void *user) {
  const size_t *part = user;
  return part_of(book, row) == *part;
}

static bool has_info(const buju_book *book) { return book->report->table[BUJU_LAYER_RUN_INFO].n > 0; }

static void write_method(buju_book *book, const buju_book_part *self) {
  static const size_t order[] = {4, 0, 1, 2, 3, 5};
  buju_ix all, n, at = 0, *rows = buju_book_rows(book, BUJU_LAYER_RUN_INFO, NULL, NULL, &all);
  for (size_t i = 0; i < sizeof order / sizeof *order && rows != NULL; i++) {
    const buju_ix *part = buju_book_rows(book, BUJU_LAYER_RUN_INFO, is_of_part, &order[i], &n);
    for (buju_ix k = 0; part != NULL && k < n; k++) rows[at++] = part[k];
  }
  if (rows != NULL && !book->failed) buju_book_sheet_put(book, self, rows, all);
}

const buju_book_part buju_book_method = {
    .name = {"方法与依据", "Method and basis"},
    .what = {"每个村（社区）按政策规则逐条判定；时间按所列出行方式和测算方法计算，时限含端点，显示时进位；合建、选点等"
             "优化都给出"
             "上下界。人口只计一次，到不了机构的居民单独列出。“本软件默认”为“是”的，是政策没有规定、由本软件取的值。",
             "The policy's rules decide on each village in turn. Times are measured as listed, limits are inclusive, "
             "times shown round up; joint clinics and choices of sites carry lower and upper bounds. Everybody counts "
             "once; people who can reach no site are named. Our default: where the policy is silent and the value is "
             "ours."},
    .table = &info_table,
    .there = has_info,
    .write = write_method};

static const buju_book_column finding_columns[] = {
    {BOTH(FINDINGS_severity)},
    {BOTH(FINDINGS_file), .width = 22},
    {BOTH(FINDINGS_layer)},
    {BOTH(FINDINGS_row)},
    {BOTH(FINDINGS_field)},
    {BOTH(FINDINGS_code)},
    {.zh = FINDINGS_what, .en = FINDINGS_what_en, .look = BUJU_LOOK_SENTENCE, .width = 50},
    {.zh = FINDINGS_done, .en = FINDINGS_done_en, .look = BUJU_LOOK_SENTENCE, .width = 50},
};
static const buju_book_table finding_table = {BUJU_LAYER_FINDINGS, finding_columns, COUNT(finding_columns)};
const buju_book_part buju_book_findings = {
    .name = {"数据问题", "Findings"},
    .what = {"读取数据时发现的问题，以及如何处理。", "What was odd in the data, and what was done about it."},
    .table = &finding_table};
