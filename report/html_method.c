/* Method, what was asked, sources, bounds, findings. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text_width.h"
#include "report/book.h"
#include "report/html.h"
#include "report/words.h"

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

static const char *info(const buju_html *html, unsigned zh, unsigned en, buju_ix row) {
  const char *text = buju_report_text(html->report, BUJU_LAYER_RUN_INFO, html->page->lang == BUJU_ZH ? zh : en, row);
  return text != NULL ? text : buju_report_text(html->report, BUJU_LAYER_RUN_INFO, zh, row);
}

/* What is counted gets its thousands apart; years, days and codes do not. */
static bool is_count(const char *value, const char *unit) {
  return strlen(value) > 3 && strlen(value) < 16 && strspn(value, "0123456789") == strlen(value) &&
         strncmp(unit, "year", strlen("year")) != 0;
}

/* The value in words, with its unit: one of several in English. */
static void put_value(buju_html *html, buju_ix row, bool counted) {
  const char *unit = unit_word(html, row), *id = buju_report_text(html->report, INFO(unit), row);
  char buf[512], number[48];
  const char *value = buju_words_of_info(html->report, html->page->lang, row, buf, sizeof buf);
  if (value == NULL) return;
  bool one = html->page->lang == BUJU_EN && strcmp(value, "1") == 0;
  size_t n = strlen(unit), cut = one && n > 3 && unit[n - 1] == 's' ? 1 : 0;
  if ((counted || n > 0) && is_count(value, id != NULL ? id : ""))
    value = buju_page_number(strtod(value, NULL), 0, number);
  buju_page_text(html->page, value);
  if (n == 0) return;
  char word[64];
  snprintf(word, sizeof word, " %.*s", (int)(n - cut), unit);
  buju_page_text(html->page, word);
}

/* Item, value, where it is from, what is to be said of it. */
static void put_info(buju_html *html, const buju_msg *caption, buju_html_keep keep) {
  static const buju_msg heads[] = {{"项目", "Item"}, {"值", "Value"}, {"来源", "From"}, {"说明", "Note"}};
  static const bool number[] = {false, false, false, false};
  buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_RUN_INFO, keep, NULL, &n);
  if (rows == NULL || n == 0) return;
  buju_page_put(html->page, "<table class=\"info\"><caption>");
  buju_page_msg(html->page, caption);
  buju_page_put(html->page, "</caption>");
  buju_html_heads(html, heads, number, sizeof heads / sizeof *heads);
  for (buju_ix i = 0; i < n; i++) {
    const char *value = buju_report_text(html->report, INFO(value), rows[i]);
    const char *note = info(html, RUN_INFO_note, RUN_INFO_note_en, rows[i]);
    buju_page_put(html->page, "<tr>");
    buju_html_cell(html, info(html, RUN_INFO_item, RUN_INFO_item_en, rows[i]));
    buju_page_put(html->page, "<td>");
    put_value(html, rows[i], false);
    buju_page_put(html->page, "</td>");
    buju_html_cell(html,
                   buju_html_word(html, BUJU_DOMAIN_ORIGINS, buju_report_text(html->report, INFO(source), rows[i])));
    buju_html_cell(html, note != NULL && value != NULL && strcmp(note, value) == 0 ? "" : note);
    buju_page_put(html->page, "</tr>\n");
  }
  buju_html_close(html);
}

/* A rule's sentence and clause, then what was set. */
static void put_rule(buju_html *html, buju_ix row) {
  buju_page_put(html->page, "<p><b>");
  buju_page_text(html->page, info(html, RUN_INFO_item, RUN_INFO_item_en, row));
  buju_page_put(html->page, "</b> <span class=\"small\">");
  buju_page_text(html->page, buju_report_text(html->report, INFO(clause), row));
  buju_page_put(html->page, "</span></p>\n");
}

static void put_parameter(buju_html *html, buju_ix row) {
  buju_page_put(html->page, "<tr><td>");
  buju_page_text(html->page, info(html, RUN_INFO_item, RUN_INFO_item_en, row));
  buju_page_put(html->page, "</td><td>");
  put_value(html, row, false);
  if (buju_report_number(html->report, INFO(our_default), row) == 1) buju_page_put(html->page, " *");
  buju_page_put(html->page, "</td></tr>\n");
}

static void put_parameters(buju_html *html) {
  BUJU_MSG(caption, "规则和参数", "Rules and parameters");
  BUJU_MSG(
      rest,
      "没有列出的参数用各规则形式的默认值，见工作簿 report.xlsx 的“{0}”表。带 * 的是政策没有规定、由本软件取的默认值。",
      "Parameters that are not listed have the default of their rule's shape: sheet {0} of report.xlsx. Those with "
      "* the policy leaves open; the value is our default.");
  bool open = false, any = false;
  for (buju_ix i = 0; i < html->report->table[BUJU_LAYER_RUN_INFO].n; i++) {
    bool rule = is_rule(html, i);
    if (!rule && !is_parameter(html, i)) continue;
    if (!any) {
      buju_page_put(html->page, "<h3>");
      buju_page_msg(html->page, &caption);
      buju_page_put(html->page, "</h3>\n<div class=\"params\">\n");
      any = true;
    }
    if (open && rule) buju_page_put(html->page, "</tbody></table>\n");
    if (rule)
      put_rule(html, i);
    else if (!open)
      buju_page_put(html->page, "<table><tbody>\n");
    open = !rule;
    if (!rule) put_parameter(html, i);
  }
  if (open) buju_page_put(html->page, "</tbody></table>\n");
  if (!any) return;
  buju_page_put(html->page, "</div>\n");
  buju_html_small(html, BUJU_SAY(rest, buju_word(&buju_book_method.name)));
}

static bool is_bound(const buju_html *html, buju_ix row, const void *user) {
  (void)user;
  return begins(html, row, "certificate");
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

/* The parts of a key such as certificate.joint_clinic/371521103208/1: the rule, and where it was asked. */
typedef struct key_parts {
  char rule[96], place[64];
} key_parts;

static key_parts parts_of(const buju_html *html, buju_ix row) {
  key_parts parts = {"", ""};
  const char *key = buju_report_text(html->report, INFO(key), row), *at = key != NULL ? strchr(key, '.') : NULL;
  if (at == NULL) return parts;
  size_t n = strcspn(++at, "./");
  snprintf(parts.rule, sizeof parts.rule, "%.*s", (int)(n < sizeof parts.rule ? n : sizeof parts.rule - 1), at);
  if (at[n] == '\0') return parts;
  at += n + 1;
  n = strcspn(at, "./");
  snprintf(parts.place, sizeof parts.place, "%.*s", (int)(n < sizeof parts.place ? n : sizeof parts.place - 1), at);
  return parts;
}

/* The name of a village or township by its code; NULL when it is neither. */
static const char *place_name(const buju_html *html, const char *code) {
  buju_ix village = buju_facts_village(html->facts, code);
  if (village != BUJU_NONE) return buju_report_text(html->report, BUJU_LAYER_VILLAGES, VILLAGES_name, village);
  buju_ix township = *code != '\0' ? buju_report_township_find(html->report, code) : BUJU_NONE;
  return township != BUJU_NONE ? buju_facts_township(html->facts, township) : NULL;
}

/* A number, or a word: it stands right, on one line. A list of words is longer than its column. */
static bool is_short(const buju_html *html, buju_ix row) {
  enum { SHORT = 14 };
  char buf[512];
  const char *value = buju_words_of_info(html->report, html->page->lang, row, buf, sizeof buf);
  return value == NULL || buju_text_width(value) <= SHORT;
}

static void put_result(buju_html *html, buju_ix row, const char *place, bool only_note) {
  BUJU_MSG(at, "（{0}）", " ({0})");
  if (only_note) {
    buju_page_put(html->page, "<tr><td class=\"in\" colspan=\"3\">");
  } else {
    buju_page_put(html->page, "<tr><td class=\"in\">");
    buju_page_text(html->page, info(html, RUN_INFO_item, RUN_INFO_item_en, row));
    if (place != NULL) buju_page_say(html->page, BUJU_SAY(at, buju_text(place)));
    buju_page_put(html->page, is_short(html, row) ? "</td><td class=\"n\">" : "</td><td>");
    put_value(html, row, true);
    buju_page_put(html->page, "</td><td>");
  }
  buju_page_text(html->page, info(html, RUN_INFO_note, RUN_INFO_note_en, row));
  buju_page_put(html->page, "</td></tr>\n");
}

/* Results rule by rule, in the policy's words. */
static void put_results(buju_html *html, const buju_msg *caption, buju_html_keep keep, bool only_notes) {
  static const buju_msg heads[] = {{"项目", "Item"}, {"值", "Value"}, {"说明", "Note"}};
  static const bool number[] = {false, true, false};
  char last[96] = "";
  buju_ix n, *rows = buju_html_rows(html, BUJU_LAYER_RUN_INFO, keep, NULL, &n);
  if (rows == NULL || n == 0) return;
  buju_page_put(html->page, "<table class=\"info results\"><caption>");
  buju_page_msg(html->page, caption);
  buju_page_put(html->page, "</caption>");
  if (only_notes)
    buju_page_put(html->page, "<tbody>\n");
  else
    buju_html_heads(html, heads, number, sizeof heads / sizeof *heads);
  /* What is of no rule comes first, so that it stands under none. */
  for (buju_ix i = 0; i < 2 * n; i++) {
    buju_ix row = rows[i % n];
    key_parts parts = parts_of(html, row);
    const char *sentence = buju_sentence_of(html->report, html->page->lang, parts.rule);
    if ((sentence != NULL) != (i >= n)) continue;
    if (sentence != NULL && strcmp(parts.rule, last) != 0) {
      buju_page_put(html->page, "<tr class=\"group\"><td colspan=\"3\">");
      buju_page_text(html->page, sentence);
      buju_page_put(html->page, "</td></tr>\n");
      snprintf(last, sizeof last, "%s", parts.rule);
    }
    put_result(html, row, place_name(html, parts.place), only_notes);
  }
  buju_html_close(html);
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
  BUJU_MSG(from, "成果文件：{0}。每一行的规则、条款和理由都在其中。",
           "The plan: {0}. It holds the rule, clause and reason of every row.");
  BUJU_MSG(head, "依据与口径", "Basis");
  BUJU_MSG(inputs, "数据来源", "Sources");
  BUJU_MSG(certificates, "优化结果的上下界", "Bounds of the optimisation");
  BUJU_MSG(sensitivity, "换一种口径会怎样", "What other assumptions would change");
  BUJU_MSG(others, "其他", "Other");
  const char *name = strrchr(html->report->path, '/');
  buju_html_say(html, BUJU_SAY(how));
  buju_html_say(html, BUJU_SAY(from, buju_text(name != NULL ? name + 1 : html->report->path)));
  put_info(html, &head, is_head);
  put_info(html, &inputs, is_input);
  put_results(html, &sensitivity, is_sensitivity, true);
  put_results(html, &certificates, is_bound, false);
  put_parameters(html);
  put_results(html, &others, is_other, false);
  put_findings(html);
}

const buju_html_section buju_html_method = {"method", {"方法与依据", "Method and basis"}, always, write_method};
