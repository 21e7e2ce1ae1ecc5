/* The sheet for comment: every village by township. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "report/book.h"
#include "report/words.h"

#define BOTH(column) .zh = column, .en = column
#define COUNT(columns) (uint16_t)(sizeof(columns) / sizeof *(columns))
#define ACTION(name) BUJU_LAYER_ACTIONS, ACTIONS_##name

static const char *township_text(const buju_book *book, buju_ix row, char *buf, size_t size) {
  (void)buf;
  (void)size;
  return buju_facts_township(book->facts, book->report->township_of[row]);
}

static const char *site_of(const buju_book *book, buju_ix project) {
  const char *site = buju_report_text(book->report, ACTION(site), project);
  return site != NULL ? site : "";
}

/* The first project of the village in the same place. */
static buju_ix first_there(const buju_book *book, buju_ix village, buju_ix project) {
  buju_ix a = book->first_project[village];
  while (strcmp(site_of(book, a), site_of(book, project)) != 0) a = book->next_project[a];
  return a;
}

typedef struct text {
  char *buf;
  size_t n, size;
  buju_lang lang;
} text;

/* Nothing is put behind what is cut already. */
static void put(text *t, buju_said said) {
  if (t->n < t->size) t->n += buju_say(t->lang, &said, t->buf + t->n, t->size - t->n);
}

/* "2027 年新建" */
static void put_project(const buju_book *book, text *t, buju_ix project) {
  BUJU_MSG(dated, "{0} 年{1}", "{1} in {0}");
  BUJU_MSG(undated, "{0}", "{0}");
  double year = buju_report_number(book->report, ACTION(year), project);
  const char *action = buju_report_text(book->report, ACTION(action), project);
  const char *word = buju_word_of(t->lang, BUJU_DOMAIN_ACTIONS, action);
  if (year > 0 && year < 10000)
    put(t, BUJU_SAY(dated, buju_year((int64_t)year), buju_text(word)));
  else
    put(t, BUJU_SAY(undated, buju_text(word)));
}

/* "东村卫生室：2027 年新建，补齐设备；…", site by site. */
static const char *projects_text(const buju_book *book, buju_ix village, char *buf, size_t size) {
  BUJU_MSG(at, "{0}：", "{0}: ");
  BUJU_MSG(comma, "，", ", ");
  BUJU_MSG(semicolon, "；", "; ");
  text t = {buf, 0, size, book->lang};
  buf[0] = '\0';
  for (buju_ix a = book->first_project[village]; a != BUJU_NONE; a = book->next_project[a]) {
    if (first_there(book, village, a) != a) continue; /* told with the first */
    if (t.n > 0) put(&t, BUJU_SAY(semicolon));
    put(&t, BUJU_SAY(at, buju_text(site_of(book, a))));
    put_project(book, &t, a);
    for (buju_ix b = book->next_project[a]; b != BUJU_NONE; b = book->next_project[b]) {
      if (first_there(book, village, b) != a) continue;
      put(&t, BUJU_SAY(comma));
      put_project(book, &t, b);
    }
  }
  if (t.n < size) return t.n > 0 ? buf : NULL;
  char whole[2048]; /* cut; the sheet of projects has them all */
  snprintf(whole, sizeof whole, "%s…", buf);
  return buju_utf8_short(whole, buf, size);
}

static const buju_book_column columns[] = {
    {.make = township_text, .head = {"乡镇（街道）", "Township"}},
    {BOTH(VILLAGES_name), .head = {"村、社区", "Village"}},
    {BOTH(VILLAGES_people_used), .sum = true},
    {BOTH(VILLAGES_verdict_before), .width = 10},
    {BOTH(VILLAGES_verdict), .width = 10},
    {BOTH(VILLAGES_served_by_name), .width = 16},
    {BOTH(VILLAGES_travel_min), .head = {"到达时间（分钟）", "Minutes"}},
    {BOTH(VILLAGES_people_over_limit), .sum = true},
    {.make = projects_text, .head = {"建设项目", "Projects"}, .look = BUJU_LOOK_SENTENCE, .width = 22},
    {.zh = VILLAGES_reason_zh, .en = VILLAGES_reason_en, .look = BUJU_LOOK_SENTENCE, .width = 36},
    {BOTH(VILLAGES_decision), .look = BUJU_LOOK_SENTENCE, .width = 14},
    {.make = buju_book_nothing, .head = {"意见", "Comment"}, .always = true, .width = 24},
};
static const buju_book_table table = {BUJU_LAYER_VILLAGES, columns, COUNT(columns)};

static bool has_villages(const buju_book *book) { return book->report->table[BUJU_LAYER_VILLAGES].n > 0; }

static void write_comment(buju_book *book, const buju_book_part *self) {
  BUJU_MSG(sign, "乡镇（街道）签字（盖章）：____________　日期：________",
           "Signed (seal): ____________  Date: ________");
  const buju_report *report = book->report;
  buju_ix n = report->table[BUJU_LAYER_VILLAGES].n;
  uint32_t *breaks = calloc(report->townships > 0 ? report->townships : 1, sizeof *breaks);
  if (breaks == NULL) {
    book->failed = true;
    return;
  }
  buju_book_placed placed = buju_book_sheet_put(book, self, report->village, n);
  size_t kept = 0;
  for (buju_ix t = 1; t < report->townships; t++)
    if (placed.first + report->township[t].first <= placed.last)
      breaks[kept++] = placed.first + report->township[t].first;
  buju_xlsx_breaks(book->file, breaks, kept);
  buju_xlsx_sign(book->file, buju_book_in(book, &sign));
  free(breaks);
}

const buju_book_part buju_book_comment = {
    .name = {"征求意见表", "For comment"},
    .what =
        {"按乡镇（街道）排列，打印时每个乡镇另起一页；按“乡镇（街道）”筛选即得一个乡镇的表。请在“意见”栏填写，签字盖章"
         "后交回。",
         "By township, each on pages of its own; filter by township for one alone. Please write into the column "
         "Comment, sign and return."},
    .table = &table,
    .there = has_villages,
    .write = write_comment};
