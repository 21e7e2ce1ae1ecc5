/* Words for what a plan holds, the same in page and workbook. SPDX-License-Identifier: Apache-2.0 */
#include "report/words.h"

#include <stdio.h>
#include <string.h>

const char *buju_word_of(buju_lang lang, buju_domain domain, const char *id) {
  const buju_msg *word = id != NULL && domain != BUJU_DOMAIN_NONE ? buju_domain_word(domain, id) : NULL;
  if (word == NULL) return id;
  return lang == BUJU_ZH ? word->zh : word->en;
}

const char *buju_words_of_actions(buju_lang lang, const char *ids, char *buf, size_t size) {
  size_t n = 0;
  buf[0] = '\0';
  while (*ids != '\0' && n + 1 < size) {
    char id[64];
    size_t length = strcspn(ids, "+");
    snprintf(id, sizeof id, "%.*s", (int)(length < 63 ? length : 63), ids);
    n += (size_t)snprintf(buf + n, size - n, "%s%s", n > 0 ? (lang == BUJU_ZH ? "、" : ", ") : "",
                          buju_word_of(lang, BUJU_DOMAIN_ACTIONS, id));
    ids += length + (ids[length] == '+');
  }
  return buf;
}

const char *buju_sentence_of(const buju_report *report, buju_lang lang, const char *rule) {
  char key[160];
  snprintf(key, sizeof key, "rules.%.140s", rule);
  buju_ix row = buju_report_find(report, BUJU_LAYER_RUN_INFO, RUN_INFO_key, key);
  return buju_report_text(report, BUJU_LAYER_RUN_INFO, lang == BUJU_ZH ? RUN_INFO_item : RUN_INFO_item_en, row);
}

bool buju_is_project(const buju_report *report, buju_ix row) {
  return !buju_report_is(report, BUJU_LAYER_ACTIONS, ACTIONS_action, row, "keep") &&
         !buju_report_is(report, BUJU_LAYER_ACTIONS, ACTIONS_action, row, "review");
}
