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

const char *buju_words_of_head(buju_lang lang, buju_layer_id layer, unsigned column, char *buf, size_t size) {
  static const char suffix[] = " (Chinese)";
  const buju_msg *alias = &buju_layer_specs[layer].column[column].alias;
  const char *text = lang == BUJU_ZH ? alias->zh : alias->en;
  size_t n = strlen(text), cut = sizeof suffix - 1;
  if (n > cut && strcmp(text + n - cut, suffix) == 0) n -= cut;
  snprintf(buf, size, "%.*s", (int)n, text);
  return buf;
}

/* Ids of settings that stand in no closed list, then the lists rules take their words from. */
static const char *word_of_setting(buju_lang lang, const char *id) {
  static const struct {
    const char *id;
    buju_msg word;
  } words[] = {{"true", {"是", "yes"}},
               {"false", {"否", "no"}},
               {"yes", {"是", "yes"}},
               {"no", {"否", "no"}},
               {"auto", {"自动", "automatic"}},
               {"rest", {"其余", "the rest"}},
               {"roads", {"路网", "roads"}},
               {"straight", {"直线距离", "the straight line"}},
               {"terrain", {"地形", "terrain"}},
               {"resident", {"常住人口", "residents"}},
               {"registered", {"户籍人口", "registered population"}},
               {"in_force", {"施行", "in force"}},
               {"trial", {"试行", "on trial"}},
               {"draft", {"征求意见稿", "draft for comment"}}};
  static const buju_domain domains[] = {BUJU_DOMAIN_VERDICTS, BUJU_DOMAIN_ACTIONS,    BUJU_DOMAIN_SERVICES,
                                        BUJU_DOMAIN_MODES,    BUJU_DOMAIN_GAPS,       BUJU_DOMAIN_WAYS,
                                        BUJU_DOMAIN_LEVELS,   BUJU_DOMAIN_AREA_KINDS, BUJU_DOMAIN_BUILD_MODES};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i].id, id) == 0) return lang == BUJU_ZH ? words[i].word.zh : words[i].word.en;
  for (size_t d = 0; d < sizeof domains / sizeof *domains; d++) {
    const buju_msg *word = buju_domain_word(domains[d], id);
    if (word != NULL) return lang == BUJU_ZH ? word->zh : word->en;
  }
  for (size_t i = 0; i < BUJU_ITEMS; i++)
    if (strcmp(buju_item_words[i].id, id) == 0)
      return lang == BUJU_ZH ? buju_item_words[i].word.zh : buju_item_words[i].word.en;
  return NULL;
}

/* What stands between ids: brackets of lists and maps fall away. NULL: none of these. */
static const char *mark_of(buju_lang lang, const char *at, size_t *taken) {
  bool zh = lang == BUJU_ZH;
  *taken = 2;
  if (strncmp(at, ", ", 2) == 0) return zh ? "、" : ", ";
  if (strncmp(at, ": ", 2) == 0) return zh ? "：" : ": ";
  *taken = 1;
  if (strchr("[]{}", *at) != NULL) return "";
  return *at == ' ' ? " " : NULL;
}

const char *buju_words_of_value(buju_lang lang, const char *value, char *buf, size_t size) {
  size_t n = 0;
  bool any = false;
  for (const char *at = value; value != NULL && *at != '\0';) {
    size_t taken = strspn(at, "abcdefghijklmnopqrstuvwxyz_0123456789.");
    char id[64];
    const char *text = id;
    if (taken == 0) {
      text = mark_of(lang, at, &taken);
    } else {
      snprintf(id, sizeof id, "%.*s", (int)(taken < sizeof id ? taken : sizeof id - 1), at);
      bool number = strspn(id, "0123456789.") == taken;
      any = any || !number;
      if (!number) text = word_of_setting(lang, id);
    }
    if (text == NULL || n + strlen(text) >= size) return value;
    memcpy(buf + n, text, strlen(text));
    n += strlen(text);
    at += taken;
  }
  if (!any) return value;
  buf[n] = '\0';
  return buf;
}

const char *buju_words_of_info(const buju_report *report, buju_lang lang, buju_ix row, char *buf, size_t size) {
  static const char *const texts[] = {"title",  "input.", "format",    "program",
                                      "county", "crs",    "decision.", "sensitivity."};
  const char *key = buju_report_text(report, BUJU_LAYER_RUN_INFO, RUN_INFO_key, row);
  const char *value = buju_report_text(report, BUJU_LAYER_RUN_INFO, RUN_INFO_value, row);
  for (size_t i = 0; i < sizeof texts / sizeof *texts && key != NULL; i++)
    if (strncmp(key, texts[i], strlen(texts[i])) == 0) return value;
  return buju_words_of_value(lang, value, buf, size);
}

bool buju_is_review(const buju_report *report, buju_ix row) {
  return buju_report_is(report, BUJU_LAYER_ACTIONS, ACTIONS_action, row, "review");
}

bool buju_is_project(const buju_report *report, buju_ix row) {
  return !buju_report_is(report, BUJU_LAYER_ACTIONS, ACTIONS_action, row, "keep") && !buju_is_review(report, row);
}
