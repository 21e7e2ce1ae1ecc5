/* Standards: who meets them, who is to. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "report/html.h"
#include "report/words.h"

static bool has_standards(const buju_html *html) { return html->report->table[BUJU_LAYER_COMPLIANCE].n > 0; }

#define COMPLY(name) BUJU_LAYER_COMPLIANCE, COMPLIANCE_##name

/* Whether it must be said which area a row is of: standards of one county are all of it. */
static bool has_areas(const buju_html *html) {
  const char *first = buju_report_text(html->report, COMPLY(area), 0);
  for (buju_ix i = 1; i < html->report->table[BUJU_LAYER_COMPLIANCE].n; i++) {
    const char *area = buju_report_text(html->report, COMPLY(area), i);
    if (area != first && (area == NULL || first == NULL || strcmp(area, first) != 0)) return true;
  }
  return false;
}

static void put_heads(buju_html *html, bool areas) {
  static const buju_msg heads[] = {
      {"要求", "What is asked"}, {"地区", "Area"},    {"机构数", "Sites"},   {"达标", "Met"},    {"未达标", "Lacking"},
      {"不详", "Unknown"},       {"达标率", "Share"}, {"要求比例", "Asked"}, {"还需", "Needed"}, {"安排", "Planned"}};
  static const bool number[] = {false, false, true, true, true, true, true, true, true, true};
  enum { HEADS = sizeof heads / sizeof *heads, AREA = 1 };
  buju_msg head[HEADS];
  bool right[HEADS];
  size_t n = 0;
  for (size_t i = 0; i < HEADS; i++) {
    if (i == AREA && !areas) continue;
    head[n] = heads[i];
    right[n++] = number[i];
  }
  buju_html_heads(html, head, right, n);
}

static void put_numbers(buju_html *html, buju_ix row) {
  static const unsigned columns[] = {COMPLIANCE_base,  COMPLIANCE_met,         COMPLIANCE_lacking, COMPLIANCE_unknown,
                                     COMPLIANCE_share, COMPLIANCE_share_asked, COMPLIANCE_needed,  COMPLIANCE_planned};
  for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
    double value = buju_report_number(html->report, BUJU_LAYER_COMPLIANCE, columns[c], row);
    bool share = columns[c] == COMPLIANCE_share || columns[c] == COMPLIANCE_share_asked;
    char percent[32];
    if (!share) {
      buju_html_number(html, value, 0);
      continue;
    }
    buju_page_put(html->page, "<td class=\"n\">");
    buju_page_put(html->page, buju_html_percent(value, 100, percent));
    buju_page_put(html->page, "</td>");
  }
}

/* A row a standard and area, in the policy's words. */
static void write_standards(buju_html *html) {
  BUJU_MSG(how, "所列为规划后保留的现有机构；“不详”是没有已知缺项、但资料有空白的，先核实。",
           "Existing sites that stay. Unknown: nothing known is lacking, but data are blank; check them first.");
  bool areas = has_areas(html);
  buju_html_small(html, BUJU_SAY(how));
  buju_html_open(html, NULL);
  put_heads(html, areas);
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_COMPLIANCE].n; i++) {
    const char *rule = buju_report_text(html->report, COMPLY(rule), i);
    const char *sentence = rule != NULL ? buju_sentence_of(html->report, html->page->lang, rule) : NULL;
    char area[256];
    buju_page_put(html->page, "<tr>");
    buju_html_cell(html, sentence != NULL ? sentence : rule);
    if (areas) buju_html_cell(html, buju_words_of_area(html->report, html->page->lang, i, area, sizeof area));
    put_numbers(html, i);
    buju_page_put(html->page, "</tr>\n");
  }
  buju_html_close(html);
}

const buju_html_section buju_html_standards = {"standards", {"达标情况", "Compliance"}, has_standards, write_standards};
