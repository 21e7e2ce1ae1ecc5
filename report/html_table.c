/* Tables and cells. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text_width.h"
#include "report/book.h"
#include "report/html.h"
#include "report/words.h"

static const char *in(const buju_html *html, const buju_msg *msg) {
  return html->page->lang == BUJU_ZH ? msg->zh : msg->en;
}

buju_ix *buju_html_rows(buju_html *html, buju_layer_id layer, buju_html_keep keep, const void *user, buju_ix *n) {
  buju_ix rows = html->report->table[layer].n, *row = BUJU_NEW(html->report->arena, buju_ix, rows);
  *n = 0;
  if (row == NULL) html->page->failed = true;
  for (buju_ix i = 0; row != NULL && i < rows; i++)
    if (keep == NULL || keep(html, i, user)) row[(*n)++] = i;
  return row;
}

const char *buju_html_word(const buju_html *html, buju_domain domain, const char *id) {
  const char *word = buju_word_of(html->page->lang, domain, id);
  return word != NULL ? word : "";
}

static const char *shown_number(const buju_html *html, const buju_column_spec *column, double value, char *buf,
                                size_t size) {
  BUJU_MSG(yes, "是", "yes");
  BUJU_MSG(no, "否", "no");
  static const double TEN_THOUSAND = 10000, UP = 10;
  char number[48];
  if (isnan(value)) return "";
  if (column->type == BUJU_TYPE_BOOLEAN) return in(html, value != 0 ? &yes : &no);
  bool grouped = *column->unit != '\0';
  int decimals = 0;
  if (strcmp(column->unit, "yuan") == 0) {
    value /= TEN_THOUSAND;
    decimals = 2;
  } else if (strcmp(column->unit, "min") == 0) {
    value = ceil(value * UP - 1e-9) / UP;
    decimals = 1;
  } else if (column->type == BUJU_TYPE_REAL && strcmp(column->unit, "people") != 0) {
    decimals = value == floor(value) && strcmp(column->unit, "%") != 0 ? 0 : 1;
  }
  if (grouped || column->type == BUJU_TYPE_REAL || fabs(value) >= 10000)
    snprintf(buf, size, "%s", buju_page_number(value, decimals, number));
  else
    snprintf(buf, size, "%.0f", value);
  return buf;
}

const char *buju_html_shown(const buju_html *html, buju_layer_id layer, unsigned column, buju_ix row, char *buf,
                            size_t size) {
  const buju_column_spec *spec = &buju_layer_specs[layer].column[column];
  if (spec->type != BUJU_TYPE_TEXT && spec->type != BUJU_TYPE_DATE)
    return shown_number(html, spec, buju_report_number(html->report, layer, column, row), buf, size);
  const char *text = buju_report_text(html->report, layer, column, row);
  const char *words = buju_words_of_cell(html->page->lang, layer, column, text, buf, size);
  return words != NULL ? words : "";
}

static unsigned column_of(const buju_html *html, const buju_html_column *column) {
  return html->page->lang == BUJU_ZH ? column->zh : column->en;
}

static bool is_number(buju_layer_id layer, unsigned column) {
  buju_spec_type type = buju_layer_specs[layer].column[column].type;
  return type == BUJU_TYPE_INTEGER || type == BUJU_TYPE_REAL;
}

/* Chinese, where there is no English to show. */
static const char *cell(const buju_html *html, const buju_html_table *table, size_t c, buju_ix row, char *buf,
                        size_t size) {
  const char *text = buju_html_shown(html, table->layer, column_of(html, &table->column[c]), row, buf, size);
  return *text != '\0' ? text : buju_html_shown(html, table->layer, table->column[c].zh, row, buf, size);
}

/* What is done with a column. */
typedef enum use { LEFT_OUT, SHOWN, SAID_ONCE } use;
enum { COLUMNS_MOST = 24, SAID_ONCE_FROM_ROWS = 4 };

/* A column without a value is left out; words that are the same in every row are said once, above. */
static use use_of(const buju_html *html, const buju_html_table *table, size_t c, const buju_ix *row, buju_ix n) {
  char buf[256], first_buf[256];
  const char *first = cell(html, table, c, row[0], first_buf, sizeof first_buf);
  bool any = *first != '\0', same = true;
  for (buju_ix i = 1; i < n && (!any || same); i++) {
    const char *text = cell(html, table, c, row[i], buf, sizeof buf);
    any = any || *text != '\0';
    same = same && strcmp(text, first) == 0;
  }
  if (!any) return LEFT_OUT;
  return same && n >= SAID_ONCE_FROM_ROWS && c > 0 && !is_number(table->layer, table->column[c].zh) ? SAID_ONCE : SHOWN;
}

static const char *head_of(const buju_html *html, const buju_html_table *table, size_t c, char *buf, size_t size) {
  const buju_html_column *column = &table->column[c];
  if (column->head.zh != NULL) return in(html, &column->head);
  return buju_words_of_head(html->page->lang, table->layer, column->zh, buf, size);
}

static void say_once(buju_html *html, const buju_html_table *table, const use *uses, buju_ix row) {
  BUJU_MSG(all, "各行相同：", "The same in every row: ");
  BUJU_MSG(same, "{0}为“{1}”", "{0} is \"{1}\"");
  bool any = false;
  for (size_t c = 0; c < table->columns; c++) {
    char buf[256], head[96];
    if (uses[c] != SAID_ONCE) continue;
    buju_page_put(html->page, any ? (html->page->lang == BUJU_ZH ? "；" : "; ") : "<p class=\"small\">");
    if (!any) buju_page_msg(html->page, &all);
    buju_page_say(html->page, BUJU_SAY(same, buju_text(head_of(html, table, c, head, sizeof head)),
                                       buju_text(cell(html, table, c, row, buf, sizeof buf))));
    any = true;
  }
  if (any) buju_page_put(html->page, "</p>\n");
}

/* A head of a word or two stays on one line: between any two Chinese characters a line may break. */
static void put_head_cell(buju_html *html, bool number, const char *text) {
  enum { SHORT = 6 };
  static const char *const tags[2][2] = {{"<th>", "<th class=\"w\">"}, {"<th class=\"n\">", "<th class=\"n w\">"}};
  buju_page_put(html->page, tags[number][buju_text_width(text) <= SHORT]);
  buju_page_text(html->page, text);
  buju_page_put(html->page, "</th>");
}

static void put_head(buju_html *html, const buju_html_table *table, const use *uses) {
  buju_page_put(html->page, "<thead><tr>");
  for (size_t c = 0; c < table->columns; c++) {
    char head[96];
    if (uses[c] != SHOWN) continue;
    put_head_cell(html, is_number(table->layer, table->column[c].zh), head_of(html, table, c, head, sizeof head));
  }
  buju_page_put(html->page, "</tr></thead>\n<tbody>\n");
}

/* Short words stay on one line, sentences get room. */
static const char *class_of(bool number, const char *text) {
  enum { WORD = 10, SENTENCE = 36 };
  size_t width = buju_text_width(text);
  if (number) return "<td class=\"n\">";
  return width <= WORD ? "<td class=\"w\">" : width >= SENTENCE ? "<td class=\"s\">" : "<td class=\"m\">";
}

static void put_row(buju_html *html, const buju_html_table *table, const use *uses, buju_ix row) {
  buju_page_put(html->page, "<tr>");
  for (size_t c = 0; c < table->columns; c++) {
    char buf[256];
    if (uses[c] != SHOWN) continue;
    const char *text = cell(html, table, c, row, buf, sizeof buf);
    buju_page_put(html->page, class_of(is_number(table->layer, table->column[c].zh), text));
    buju_page_text(html->page, text);
    buju_page_put(html->page, "</td>");
  }
  buju_page_put(html->page, "</tr>\n");
}

/* The sheet of the workbook that has every row of a layer; what has none of its own stands in the plan's words. */
static const buju_msg *sheet_of(buju_layer_id layer) {
  static const struct {
    buju_layer_id layer;
    const buju_book_part *part;
  } own[] = {{BUJU_LAYER_ACTIONS, &buju_book_projects},
             {BUJU_LAYER_ANNUAL_TARGETS, &buju_book_targets},
             {BUJU_LAYER_RUN_INFO, &buju_book_method},
             {BUJU_LAYER_VILLAGES, &buju_book_comment}};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (own[i].layer == layer) return &own[i].part->name;
  for (const buju_book_part *const *part = buju_book_parts; *part != NULL; part++)
    if ((*part)->table != NULL && (*part)->table->layer == layer) return &(*part)->name;
  return &buju_layer_specs[layer].alias;
}

void buju_html_table_put(buju_html *html, const buju_html_table *table, const buju_ix *row, buju_ix n) {
  BUJU_MSG(more, "以上为前 {0} 行，共 {1} 行；全部见工作簿 report.xlsx 的“{2}”表。",
           "These are the first {0} of {1} rows; the workbook report.xlsx has all, in the sheet {2}.");
  enum { SHORT_ROWS = 10, WIDE = 8 };
  use uses[COLUMNS_MOST] = {LEFT_OUT};
  if (n == 0 || row == NULL || table->columns > COLUMNS_MOST) return;
  buju_ix shown = n < BUJU_HTML_ROWS_MOST ? n : BUJU_HTML_ROWS_MOST;
  for (size_t c = 0; c < table->columns; c++) uses[c] = use_of(html, table, c, row, n);
  size_t wide = 0;
  for (size_t c = 0; c < table->columns; c++) wide += uses[c] == SHOWN;
  buju_page_putf(html->page, "<table class=\"%s%s\">", n <= SHORT_ROWS ? "keep" : "", wide >= WIDE ? " wide" : "");
  if (table->caption.zh != NULL) {
    buju_page_put(html->page, "<caption>");
    buju_page_msg(html->page, &table->caption);
    buju_page_put(html->page, "</caption>");
  }
  put_head(html, table, uses);
  for (buju_ix i = 0; i < shown; i++) put_row(html, table, uses, row[i]);
  buju_page_put(html->page, "</tbody></table>\n");
  say_once(html, table, uses, row[0]);
  if (shown < n) buju_html_small(html, BUJU_SAY(more, buju_int(shown), buju_int(n), buju_word(sheet_of(table->layer))));
}

/* Rows by a number, missing ones last. */
typedef struct ranked {
  double number;
  buju_ix row;
} ranked;

static int by_number(const void *p, const void *q) {
  const ranked *a = p, *b = q;
  if (isnan(a->number) != isnan(b->number)) return isnan(a->number) ? 1 : -1;
  if (a->number < b->number || a->number > b->number) return a->number < b->number ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

void buju_html_sort(buju_html *html, buju_layer_id layer, unsigned column, buju_ix *row, buju_ix n) {
  ranked *rows = row != NULL ? calloc(n > 0 ? n : 1, sizeof *rows) : NULL;
  if (rows == NULL) {
    html->page->failed = true;
    return;
  }
  for (buju_ix i = 0; i < n; i++) rows[i] = (ranked){buju_report_number(html->report, layer, column, row[i]), row[i]};
  qsort(rows, n, sizeof *rows, by_number);
  for (buju_ix i = 0; i < n; i++) row[i] = rows[i].row;
  free(rows);
}

void buju_html_open(buju_html *html, const buju_msg *caption) {
  buju_page_put(html->page, "<table class=\"keep\">");
  if (caption == NULL) return;
  buju_page_put(html->page, "<caption>");
  buju_page_msg(html->page, caption);
  buju_page_put(html->page, "</caption>");
}

void buju_html_heads(buju_html *html, const buju_msg *head, const bool *number, size_t n) {
  buju_page_put(html->page, "<thead><tr>");
  for (size_t i = 0; i < n; i++) put_head_cell(html, number[i], in(html, &head[i]));
  buju_page_put(html->page, "</tr></thead>\n<tbody>\n");
}

void buju_html_close(buju_html *html) { buju_page_put(html->page, "</tbody></table>\n"); }

void buju_html_cell(buju_html *html, const char *text) {
  enum { WORD = 14 };
  bool word = text != NULL && buju_text_width(text) <= WORD;
  buju_page_put(html->page, word ? "<td class=\"w\">" : "<td>");
  buju_page_text(html->page, text);
  buju_page_put(html->page, "</td>");
}

void buju_html_number(buju_html *html, double value, int decimals) {
  char number[48];
  buju_page_put(html->page, "<td class=\"n\">");
  buju_page_put(html->page, isnan(value) ? "—" : buju_page_number(value, decimals, number));
  buju_page_put(html->page, "</td>");
}

const char *buju_html_percent(double part, double whole, char buf[32]) {
  char number[48];
  if (!(whole > 0) || isnan(part)) return "—";
  snprintf(buf, 32, "%.30s%%", buju_page_number(100 * part / whole, 1, number));
  return buf;
}
