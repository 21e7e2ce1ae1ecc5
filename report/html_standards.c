/* Standards: who meets them, who is to. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "report/html.h"
#include "report/words.h"

static bool has_standards(const buju_html *html) { return html->report->table[BUJU_LAYER_COMPLIANCE].n > 0; }

#define COMPLY(name) BUJU_LAYER_COMPLIANCE, COMPLIANCE_##name

/* A row a standard and area, in the policy's words. */
static void write_standards(buju_html *html) {
  static const buju_msg heads[] = {
      {"要求", "What is asked"}, {"地区", "Area"},    {"机构数", "Sites"},   {"达标", "Met"},    {"未达标", "Lacking"},
      {"不详", "Unknown"},       {"达标率", "Share"}, {"要求比例", "Asked"}, {"还需", "Needed"}, {"安排", "Planned"}};
  static const bool number[] = {false, false, true, true, true, true, true, true, true, true};
  static const unsigned columns[] = {COMPLIANCE_base,  COMPLIANCE_met,         COMPLIANCE_lacking, COMPLIANCE_unknown,
                                     COMPLIANCE_share, COMPLIANCE_share_asked, COMPLIANCE_needed,  COMPLIANCE_planned};
  BUJU_MSG(how, "所列为规划后保留的现有机构；“不详”是没有已知缺项、但资料有空白的，先核实。",
           "Existing sites that stay. Unknown: nothing known is lacking, but data are blank; check them first.");
  buju_html_small(html, BUJU_SAY(how));
  buju_html_open(html, NULL);
  buju_html_heads(html, heads, number, sizeof heads / sizeof *heads);
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_COMPLIANCE].n; i++) {
    const char *rule = buju_report_text(html->report, COMPLY(rule), i);
    const char *sentence = rule != NULL ? buju_sentence_of(html->report, html->page->lang, rule) : NULL;
    buju_page_put(html->page, "<tr>");
    buju_html_cell(html, sentence != NULL ? sentence : rule);
    /* A county the data have no name for goes by its code: its level says more. */
    const char *area = buju_report_text(html->report, COMPLY(area), i);
    bool code = area != NULL && strspn(area, "0123456789") == strlen(area);
    buju_html_cell(
        html,
        code ? buju_html_word(html, BUJU_DOMAIN_LEVELS, buju_report_text(html->report, COMPLY(area_level), i)) : area);
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
      double value = buju_report_number(html->report, BUJU_LAYER_COMPLIANCE, columns[c], i);
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
    buju_page_put(html->page, "</tr>\n");
  }
  buju_html_close(html);
}

const buju_html_section buju_html_standards = {"standards", {"达标情况", "Standards"}, has_standards, write_standards};
