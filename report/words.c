/* Words for what a plan holds, the same in page and workbook. SPDX-License-Identifier: Apache-2.0 */
#include "report/words.h"

#include <stdio.h>
#include <string.h>

const buju_msg buju_coverage_heads[BUJU_COVERAGE_COLUMNS] = {{"乡镇（街道）", "Township"},
                                                             {"村、社区", "Villages"},
                                                             {"人口", "People"},
                                                             {"现状有服务", "Served now"},
                                                             {"占比", "Share"},
                                                             {"规划后有服务", "Served after"},
                                                             {"占比", "Share"},
                                                             {"现状时限内", "In time now"},
                                                             {"规划后时限内", "In time after"},
                                                             {"现有卫生室、站", "Clinics now"},
                                                             {"规划卫生室、站", "Clinics after"},
                                                             {"建设项目", "Projects"},
                                                             {"投资（万元）", "Capital (yuan)"}};

const char *buju_sentence_of(const buju_report *report, buju_lang lang, const char *rule) {
  char key[160];
  snprintf(key, sizeof key, "rules.%.140s", rule);
  buju_ix row = buju_report_find(report, BUJU_LAYER_RUN_INFO, RUN_INFO_key, key);
  return buju_report_text(report, BUJU_LAYER_RUN_INFO, lang == BUJU_ZH ? RUN_INFO_item : RUN_INFO_item_en, row);
}

const char *buju_words_of_head(buju_lang lang, buju_layer_id layer, unsigned column, char *buf, size_t size) {
  static const char suffix[] = " (Chinese)";
  const buju_msg *alias = &buju_layer_specs[layer].column[column].alias;
  const char *text = lang == BUJU_ZH ? alias->zh : alias->en;
  size_t n = strlen(text), cut = sizeof suffix - 1;
  if (n > cut && strcmp(text + n - cut, suffix) == 0) n -= cut;
  snprintf(buf, size, "%.*s", (int)n, text);
  return buf;
}

const char *buju_words_of_info(const buju_report *report, buju_lang lang, buju_ix row, char *buf, size_t size) {
  static const char *const texts[] = {"title", "input.", "format", "program", "county", "crs", "sensitivity."};
  const char *key = buju_report_text(report, BUJU_LAYER_RUN_INFO, RUN_INFO_key, row);
  const char *value = buju_report_text(report, BUJU_LAYER_RUN_INFO, RUN_INFO_value, row);
  for (size_t i = 0; i < sizeof texts / sizeof *texts && key != NULL; i++)
    if (strncmp(key, texts[i], strlen(texts[i])) == 0) return buju_words_of_place(lang, value, buf, size);
  return buju_words_of_value(lang, value, buf, size);
}

const char *buju_words_of_area(const buju_report *report, buju_lang lang, buju_ix row, char *buf, size_t size) {
  BUJU_MSG(none, "未归县（区）", "of no county");
  const char *area = buju_report_text(report, BUJU_LAYER_COMPLIANCE, COMPLIANCE_area, row);
  return area != NULL ? buju_words_of_place(lang, area, buf, size) : lang == BUJU_ZH ? none.zh : none.en;
}

bool buju_is_review(const buju_report *report, buju_ix row) {
  return buju_report_is(report, BUJU_LAYER_ACTIONS, ACTIONS_action, row, "review");
}

bool buju_is_project(const buju_report *report, buju_ix row) {
  return !buju_report_is(report, BUJU_LAYER_ACTIONS, ACTIONS_action, row, "keep") && !buju_is_review(report, row);
}
