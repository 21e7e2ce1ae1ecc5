/* The report as one HTML page. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_HTML_H
#define BUJU_REPORT_HTML_H

#include "report/chart.h"
#include "report/map.h"
#include "report/report.h"

/** Rows a table shows at most; what is left out is counted below it, with where it stands. */
enum { BUJU_HTML_ROWS_MOST = 200 };

typedef struct buju_html {
  buju_ctx *ctx;
  buju_page *page;
  const buju_report *report;
  const buju_facts *facts;
  buju_times times[2];
} buju_html;

/** A column of a table of rows of one layer. */
typedef struct buju_html_column {
  unsigned zh, en; /* columns of the layer; the same where there is one for both languages */
  buju_msg head;   /* instead of the alias, where zh is not NULL */
} buju_html_column;

typedef struct buju_html_table {
  buju_layer_id layer;
  const buju_html_column *column;
  size_t columns;
  buju_msg caption; /* or NULL */
} buju_html_table;

/** Rows of a layer that keep says yes to, in the file's order; in the report's arena. NULL when memory is out (then the
 * page has failed). */
typedef bool (*buju_html_keep)(const buju_html *html, buju_ix row, const void *user);
buju_ix *buju_html_rows(buju_html *html, buju_layer_id layer, buju_html_keep keep, const void *user, buju_ix *n);

/** A table of these rows; columns of which no row has a value are left out, words that are the
 *  same in every row are said once below, rows beyond the bound are counted. Nothing
 *  without rows. */
void buju_html_table_put(buju_html *html, const buju_html_table *table, const buju_ix *row, buju_ix n);

/** Puts rows in the order of a number, missing ones last, else in the file's order. */
void buju_html_sort(buju_html *html, buju_layer_id layer, unsigned column, buju_ix *row, buju_ix n);

/** Tables made by hand: open, cells, close. A class "n" is a number. */
void buju_html_open(buju_html *html, const buju_msg *caption);
void buju_html_heads(buju_html *html, const buju_msg *head, const bool *number, size_t n);
void buju_html_close(buju_html *html);
void buju_html_cell(buju_html *html, const char *text);
void buju_html_number(buju_html *html, double value, int decimals); /* NaN: a dash */

/** A cell as people read it, into buf where it has to be made; "" when missing. Times are rounded up, money is in
 *  10,000 yuan. */
const char *buju_html_shown(const buju_html *html, buju_layer_id layer, unsigned column, buju_ix row, char *buf,
                            size_t size);

void buju_html_heading(buju_html *html, const char *id, const buju_msg *title);
void buju_html_say(buju_html *html, buju_said said); /* a paragraph */
void buju_html_small(buju_html *html, buju_said said);
void buju_html_map(buju_html *html, const buju_map_spec *spec, buju_said named);
/** A figure of a chart: svg begun and ended around draw. */
void buju_html_chart(buju_html *html, const buju_msg *title, double height,
                     void (*draw)(buju_html *html, buju_canvas *canvas, const void *user), const void *user);
/** "85.0%" */
const char *buju_html_percent(double part, double whole, char buf[32]);
/** The word of an id in a domain, else the id; NULL is "". */
const char *buju_html_word(const buju_html *html, buju_domain domain, const char *id);

/** A section of the report: there says whether the plan has anything for it. */
typedef struct buju_html_section {
  const char *id;
  buju_msg title;
  bool (*there)(const buju_html *html);
  void (*write)(buju_html *html);
} buju_html_section;

extern const buju_html_section buju_html_summary, buju_html_before_after, buju_html_layout, buju_html_coverage,
    buju_html_targets, buju_html_standards, buju_html_projects, buju_html_joint, buju_html_staff, buju_html_costs,
    buju_html_choice, buju_html_rounds, buju_html_pairs, buju_html_gaps, buju_html_sheets, buju_html_method;

#endif
