/* Method, what was asked, sources, bounds, findings. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "report/html.h"

#define BOTH(column)                                                                                                   \
  { .zh = column, .en = column }
#define INFO(name) BUJU_LAYER_RUN_INFO, RUN_INFO_##name

static bool always(const buju_html *html) { return html->report->table[BUJU_LAYER_RUN_INFO].n > 0; }

static bool begins(const buju_html *html, buju_ix row, const char *start) {
  const char *key = buju_report_text(html->report, INFO(key), row);
  return key != NULL && strncmp(key, start, strlen(start)) == 0;
}

/* Who made it, for which place, by which policy. */
static bool is_head(const buju_html *html, buju_ix row, const void *user) {
  static const char *const keys[] = {"format", "program", "title",   "as_of",   "population",
                                     "county", "crs",     "people_", "travel.", "coverage."};
  (void)user;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (begins(html, row, keys[i])) return true;
  return begins(html, row, "profile");
}

static bool is_input(const buju_html *html, buju_ix row, const void *user) {
  (void)user;
  return begins(html, row, "input.");
}

/* Parameters that have a value and were set, or that the policy leaves open. The rules themselves have no source but
 * the profile and no value. */
static bool is_parameter(const buju_html *html, buju_ix row) {
  const char *value = buju_report_text(html->report, INFO(value), row);
  bool ours = buju_report_number(html->report, INFO(our_default), row) == 1;
  return begins(html, row, "rules.") && value != NULL && *value != '\0' &&
         (ours || !buju_report_is(html->report, INFO(source), row, "default"));
}

static bool is_rule(const buju_html *html, buju_ix row) {
  const char *key = buju_report_text(html->report, INFO(key), row);
  return begins(html, row, "rules.") && strchr(key + strlen("rules."), '.') == NULL;
}

/* Units are ids of the vocabulary, or of parameters. */
static const char *unit_word(const buju_html *html, buju_ix row) {
  static const struct {
    const char *unit;
    buju_msg word;
  } words[] = {{"sites", {"处", "sites"}}, {"year", {"年", "year"}},     {"years", {"年", "years"}},
               {"days", {"天", "days"}},   {"yuan", {"元", "yuan"}},     {"m", {"米", "m"}},
               {"steps", {"步", "steps"}}, {"km2", {"平方公里", "km²"}}, {"km/h", {"公里/小时", "km/h"}}};
  const char *unit = buju_report_text(html->report, INFO(unit), row);
  for (size_t i = 0; unit != NULL && i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i].unit, unit) == 0) return html->page->lang == BUJU_ZH ? words[i].word.zh : words[i].word.en;
  return buju_html_word(html, BUJU_DOMAIN_UNITS, unit);
}

/* Rule by rule: its sentence and clause, then what was set. */
static void put_parameters(buju_html *html) {
  BUJU_MSG(caption, "规则和参数", "Rules and parameters");
  BUJU_MSG(
      rest,
      "没有列出的参数用各规则形式的默认值，见方案文件的 run_info 图层。带 * 的是政策没有规定、由本工具取的默认值。",
      "Parameters that are not listed have the default of their rule's shape: layer run_info. Those with * the policy "
      "leaves "
      "open; the value is our default.");
  static const buju_msg heads[] = {{"规则、参数", "Rule, parameter"}, {"值", "Value"}, {"单位", "Unit"}};
  static const bool number[] = {false, false, false};
  bool zh = html->page->lang == BUJU_ZH;
  buju_page_put(html->page, "<table><caption>");
  buju_page_msg(html->page, &caption);
  buju_page_put(html->page, "</caption>");
  buju_html_heads(html, heads, number, 3);
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_RUN_INFO].n; i++) {
    const char *item = buju_report_text(html->report, BUJU_LAYER_RUN_INFO, zh ? RUN_INFO_item : RUN_INFO_item_en, i);
    if (is_rule(html, i)) {
      buju_page_put(html->page, "<tr class=\"group\"><td colspan=\"3\">");
      buju_page_text(html->page, item);
      buju_page_put(html->page, " <span class=\"small\">");
      buju_page_text(html->page, buju_report_text(html->report, INFO(clause), i));
      buju_page_put(html->page, "</span></td></tr>\n");
    } else if (is_parameter(html, i)) {
      buju_page_put(html->page, "<tr><td class=\"in\">");
      buju_page_text(html->page, item);
      if (buju_report_number(html->report, INFO(our_default), i) == 1) buju_page_put(html->page, " *");
      buju_page_put(html->page, "</td>");
      buju_html_cell(html, buju_report_text(html->report, INFO(value), i));
      buju_html_cell(html, unit_word(html, i));
      buju_page_put(html->page, "</tr>\n");
    }
  }
  buju_html_close(html);
  buju_html_small(html, BUJU_SAY(rest));
}

static bool is_bound(const buju_html *html, buju_ix row, const void *user) {
  (void)user;
  return begins(html, row, "certificate.");
}

static bool is_sensitivity(const buju_html *html, buju_ix row, const void *user) {
  (void)user;
  return begins(html, row, "sensitivity.");
}

/* What stands under none of the others, so that nothing is lost. */
static bool is_other(const buju_html *html, buju_ix row, const void *user) {
  const char *value = buju_report_text(html->report, INFO(value), row);
  return value != NULL && *value != '\0' && !begins(html, row, "rules.") && !is_head(html, row, user) &&
         !is_input(html, row, user) && !is_bound(html, row, user) && !is_sensitivity(html, row, user);
}

static const buju_html_column full[] = {{.zh = RUN_INFO_item, .en = RUN_INFO_item_en},
                                        BOTH(RUN_INFO_value),
                                        BOTH(RUN_INFO_unit),
                                        BOTH(RUN_INFO_source),
                                        BOTH(RUN_INFO_clause),
                                        {.zh = RUN_INFO_note, .en = RUN_INFO_note_en}};
static const buju_html_column noted[] = {{.zh = RUN_INFO_item, .en = RUN_INFO_item_en},
                                         {.zh = RUN_INFO_note, .en = RUN_INFO_note_en}};
static const buju_html_column bounds[] = {
    BOTH(RUN_INFO_key), BOTH(RUN_INFO_value), {.zh = RUN_INFO_note, .en = RUN_INFO_note_en}};

static void put_part(buju_html *html, const buju_html_column *columns, size_t n_columns, const buju_msg *caption,
                     buju_html_keep keep) {
  const buju_html_table table = {BUJU_LAYER_RUN_INFO, columns, n_columns, *caption};
  buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_RUN_INFO, keep, NULL, &n);
  buju_html_table_put(html, &table, rows, n);
}

static void put_findings(buju_html *html) {
  BUJU_MSG(none, "读取数据时没有发现问题。", "Nothing odd was found in the data.");
  static const buju_html_column columns[] = {BOTH(FINDINGS_severity),
                                             BOTH(FINDINGS_file),
                                             BOTH(FINDINGS_layer),
                                             BOTH(FINDINGS_row),
                                             BOTH(FINDINGS_field),
                                             BOTH(FINDINGS_code),
                                             {.zh = FINDINGS_what, .en = FINDINGS_what_en},
                                             {.zh = FINDINGS_done, .en = FINDINGS_done_en}};
  static const buju_html_table table = {BUJU_LAYER_FINDINGS,
                                        columns,
                                        sizeof columns / sizeof *columns,
                                        {"数据问题及处理", "Oddities of the data and what was done about them"}};
  buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_FINDINGS, NULL, NULL, &n);
  if (n == 0) buju_html_say(html, BUJU_SAY(none));
  buju_html_table_put(html, &table, rows, n);
}

static void write_method(buju_html *html) {
  BUJU_MSG(how,
           "每个村（社区）按政策规则逐条判定；时间按所列出行方式和测算方法计算，时限含端点，毫秒进位；合建、选点等优化"
           "都给出上下界，"
           "已证明最优的写明“已证明”。人口只计一次，到不了机构的居民单独列出。",
           "The policy's rules decide on each village in turn. Times are measured as listed, limits are inclusive, "
           "milliseconds round "
           "up. Joint clinics and choices of sites carry lower and upper bounds; where they meet, the optimum is "
           "proved. Everybody "
           "counts once; people who can reach no site are named.");
  BUJU_MSG(from, "方案文件：{0}。每一行的规则、条款和理由都在其中。",
           "The plan: {0}. It holds the rule, clause and reason of every row.");
  BUJU_MSG(head, "依据与口径", "Basis");
  BUJU_MSG(inputs, "数据来源", "Sources");
  BUJU_MSG(certificates, "优化结果的上下界", "Bounds of the optimisation");
  BUJU_MSG(sensitivity, "换一种口径会怎样", "What other assumptions would change");
  BUJU_MSG(others, "其他", "Other");
#define COUNT(columns) sizeof columns / sizeof *columns
  const char *name = strrchr(html->report->path, '/');
  buju_html_say(html, BUJU_SAY(how));
  buju_html_say(html, BUJU_SAY(from, buju_text(name != NULL ? name + 1 : html->report->path)));
  put_part(html, full, COUNT(full), &head, is_head);
  put_part(html, full, COUNT(full), &inputs, is_input);
  put_part(html, noted, COUNT(noted), &sensitivity, is_sensitivity);
  put_part(html, bounds, COUNT(bounds), &certificates, is_bound);
  put_parameters(html);
  put_part(html, full, COUNT(full), &others, is_other);
  put_findings(html);
}

const buju_html_section buju_html_method = {"method", {"方法与依据", "Method and basis"}, always, write_method};
