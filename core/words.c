/* Words for the ids that a plan's cells hold. SPDX-License-Identifier: Apache-2.0 */
#include "core/words.h"

#include <stdio.h>
#include <string.h>

#include "core/scenario.h"

static const char *in(buju_lang lang, const buju_msg *msg) { return lang == BUJU_ZH ? msg->zh : msg->en; }

const char *buju_word_of(buju_lang lang, buju_domain domain, const char *id) {
  const buju_msg *word = id != NULL && domain != BUJU_DOMAIN_NONE ? buju_domain_word(domain, id) : NULL;
  return word != NULL ? in(lang, word) : id;
}

const char *buju_words_joined(buju_lang lang, buju_domain domain, const char *ids, char *buf, size_t size) {
  size_t n = 0;
  buf[0] = '\0';
  while (*ids != '\0' && n + 1 < size) {
    char id[64];
    size_t length = strcspn(ids, "+,");
    snprintf(id, sizeof id, "%.*s", (int)(length < 63 ? length : 63), ids);
    n += (size_t)snprintf(buf + n, size - n, "%s%s", n > 0 ? (lang == BUJU_ZH ? "、" : ", ") : "",
                          buju_word_of(lang, domain, id));
    ids += length + (ids[length] != '\0');
  }
  return buf;
}

static const buju_msg *listed(const buju_word_entry *words, int n, const char *id) {
  for (int i = 0; i < n; i++)
    if (strcmp(words[i].id, id) == 0) return &words[i].word;
  return NULL;
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
               {"in_force", {"现行", "in force"}},
               {"trial", {"试行", "trial"}},
               {"draft", {"征求意见稿", "draft for comment"}},
               {"plan", {"本方案全部", "all of the plan"}},
               {"wider", {"更大范围", "a wider area"}},
               {"year", {"每年", "each year"}},
               {"month", {"每月", "each month"}},
               {"once", {"一次性", "once"}},
               {"clinic", {"每所", "each clinic"}},
               {"doctor", {"每名医生", "each doctor"}},
               {"floor_m2", {"每新增平方米", "each new square metre"}},
               {"running", {"日常运行", "running costs"}},
               {"doctor_subsidy", {"乡村医生补助", "subsidy of doctors"}},
               {"building", {"房屋", "building"}},
               {"primary", {"基层医疗卫生机构", "primary care services"}},
               {"urban", {"社区卫生服务机构", "community health services"}},
               {"centres", {"乡镇卫生院、社区卫生服务中心", "township and community health centres"}},
               {"counties", {"各县", "counties"}},
               {"townships", {"各乡镇", "townships"}},
               {"villages", {"各村", "villages"}},
               {"sub_district", {"街道", "sub-district"}},
               {"village_or_community", {"村（社区）", "village or community"}},
               {"township_or_sub_district", {"乡镇（街道）", "township or sub-district"}},
               {"planned", {"规划设置的", "all that are planned"}},
               {"short", {"未达标的", "those that fall short"}},
               {"everybody", {"全部", "all"}},
               {"pairs", {"对数", "pairs"}},
               {"to_service", {"居民到机构", "people to the service"}},
               {"from_service", {"机构到居民", "the service to people"}},
               {"newly_within", {"新进入时限的人最多", "most people newly within the limit"}},
               {"least_time", {"时间总量最少", "least time of everybody"}},
               {"longest_time", {"最远的时间最短", "least longest time"}},
               {"sub_centre", {"县域医疗次中心", "county medical sub-centre"}},
               {"central_clinic", {"中心村卫生室", "central village clinic"}},
               {"higher_level", {"提升等级", "raised in level"}},
               {"strengthened", {"服务能力提升", "strengthened"}}};
  static const buju_domain domains[] = {
      BUJU_DOMAIN_VERDICTS, BUJU_DOMAIN_ACTIONS, BUJU_DOMAIN_SERVICES,   BUJU_DOMAIN_MODES,       BUJU_DOMAIN_GAPS,
      BUJU_DOMAIN_WAYS,     BUJU_DOMAIN_LEVELS,  BUJU_DOMAIN_AREA_KINDS, BUJU_DOMAIN_BUILD_MODES, BUJU_DOMAIN_STATUSES};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i].id, id) == 0) return in(lang, &words[i].word);
  for (size_t d = 0; d < sizeof domains / sizeof *domains; d++) {
    const buju_msg *word = buju_domain_word(domains[d], id);
    if (word != NULL) return in(lang, word);
  }
  const buju_msg *word = listed(buju_item_words, BUJU_ITEMS, id);
  if (word == NULL) word = listed(buju_premises_words, BUJU_PREMISES, id);
  for (int d = 0; d < BUJU_DECISIONS && word == NULL; d++)
    if (strcmp(buju_decision_words[d], id) == 0) word = &buju_decision_texts[d];
  return word != NULL ? in(lang, word) : NULL;
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

static const char *words_of_actions(buju_lang lang, const char *text, char *buf, size_t size) {
  return buju_words_joined(lang, BUJU_DOMAIN_ACTIONS, text, buf, size);
}

static const char *words_of_services(buju_lang lang, const char *text, char *buf, size_t size) {
  return buju_words_joined(lang, BUJU_DOMAIN_SERVICES, text, buf, size);
}

/* "join CODE · why · who": what was decided is an id, the rest somebody's words. */
static const char *words_of_decision(buju_lang lang, const char *text, char *buf, size_t size) {
  size_t n = strcspn(text, " ");
  for (int d = 0; d < BUJU_DECISIONS; d++) {
    if (strlen(buju_decision_words[d]) != n || strncmp(buju_decision_words[d], text, n) != 0) continue;
    snprintf(buf, size, "%s%s", in(lang, &buju_decision_texts[d]), text + n);
    return buf;
  }
  return text;
}

const char *buju_words_of_place(buju_lang lang, const char *name, char *buf, size_t size) {
  BUJU_MSG(code, "行政区划代码 {0}", "division code {0}");
  enum { COUNTY = 6, TOWNSHIP = 9, VILLAGE = 12 };
  size_t n = name != NULL ? strspn(name, "0123456789") : 0;
  if ((n != COUNTY && n != TOWNSHIP && n != VILLAGE) || name[n] != '\0') return name;
  buju_said said = BUJU_SAY(code, buju_text(name));
  buju_say(lang, &said, buf, size);
  return buf;
}

/* Columns that name a place wherever they stand. */
static bool names_place(const buju_column_spec *column) {
  static const char *const names[] = {"area", "receiver", "township", "county"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(column->name, names[i]) == 0) return true;
  return false;
}

/** A column of ids that no domain can list, and how its cells are read. */
typedef struct worded {
  buju_layer_id layer;
  const char *column;
  const char *(*words)(buju_lang lang, const char *text, char *buf, size_t size);
} worded;

static const worded columns[] = {{BUJU_LAYER_ANNUAL_TARGETS, "action", words_of_actions},
                                 {BUJU_LAYER_COMPLIANCE, "services", words_of_services},
                                 {BUJU_LAYER_VILLAGES, "decision", words_of_decision},
                                 {BUJU_LAYER_SITES, "decision", words_of_decision},
                                 {BUJU_LAYER_CHANGED_VILLAGES, "decision_from", words_of_decision},
                                 {BUJU_LAYER_CHANGED_VILLAGES, "decision_to", words_of_decision},
                                 {BUJU_LAYER_RUN_INFO, "value", buju_words_of_value},
                                 {BUJU_LAYER_COMPARED_SETTINGS, "value_from", buju_words_of_value},
                                 {BUJU_LAYER_COMPARED_SETTINGS, "value_to", buju_words_of_value}};

static const worded *find(buju_layer_id layer, unsigned column) {
  const char *name = buju_layer_specs[layer].column[column].name;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    if (columns[i].layer == layer && strcmp(columns[i].column, name) == 0) return &columns[i];
  return NULL;
}

bool buju_is_worded(buju_layer_id layer, unsigned column) { return find(layer, column) != NULL; }

const char *buju_words_of_cell(buju_lang lang, buju_layer_id layer, unsigned column, const char *text, char *buf,
                               size_t size) {
  const worded *found = find(layer, column);
  if (found != NULL && text != NULL) return found->words(lang, text, buf, size);
  const buju_column_spec *spec = &buju_layer_specs[layer].column[column];
  return names_place(spec) ? buju_words_of_place(lang, text, buf, size) : buju_word_of(lang, spec->domain, text);
}
