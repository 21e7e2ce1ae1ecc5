/* Which rows of a plan bear on a village or a site, and their cells as facts. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/words.h"
#include "layers/explain/explain.h"

typedef enum subject { OF_VILLAGE = 1, OF_SITE = 2, OF_BOTH = 3 } subject;

/* One section: whose, its layer, which rows, and the columns people read, in their order. The sites of a village are
 * those in it and the one that serves it. */
typedef struct section_spec {
  const char *key;
  subject of;
  buju_layer_id layer;
  const char *where, *brief;
  buju_msg label;
} section_spec;

#define HERE "(SELECT site_id FROM sites WHERE village_code = ?1)"
#define SERVING "(SELECT served_by FROM villages WHERE code = ?1)"

#define VILLAGE                                                                                                        \
  "name code township area_type category people_used people_resident people_registered verdict_before verdict "        \
  "service_way "                                                                                                       \
  "reason_zh reason_en clause alternative alternative_en decision year served_by_name served_by travel_min travel_m "  \
  "travel_basis people_over_limit joint_group best_partner_name best_partner best_partner_min clinics_existing "       \
  "clinics_counted area_km2 thc_seat converted demolition_year location_source"
#define SITE                                                                                                           \
  "name site_id kind status village township managing_thc managing_thc_id action build_mode premises reason_zh "       \
  "reason_en clause "                                                                                                  \
  "alternative "                                                                                                       \
  "alternative_en decision year people_served villages_served max_travel_min doctors doctors_required doctors_short "  \
  "floor_area_m2 floor_area_required_m2 items_missing items_missing_en items_unknown items_unknown_en policy_group "   \
  "policy_group_en marks marks_en public_owned integrated public_health "                                              \
  "essential_medicines insurance level stars cost_yuan rank location_source"
#define ACTION                                                                                                         \
  "action site village year people_gained cost_yuan funding funding_en responsible responsible_en due_date reason_zh " \
  "reason_en clause"
#define GROUP "host members people longest_min chain reason_zh reason_en problem"
#define GAP                                                                                                            \
  "stage kind area site_id people limit_value actual_value shortfall unit nearest_site nearest_min remedy "            \
  "year_closed severity reason_zh reason_en clause"
#define ENTITLEMENT "service verdict required existing planned people from_people site reason_zh reason_en clause"
#define CONTENDER                                                                                                      \
  "becomes chosen locked qualifies needed people_newly people_alone people_served next_min score rank rank_from "      \
  "rank_to holds reason_zh reason_en clause"
#define STOP "round_id stop_order tour_day arrive_min drive_min travel_m serve_min interval_days visits_a_year people"
#define ROUND "round_id vehicle weekday cycle_days tour_days stops people drive_min serve_min travel_m rule clause"
#define REFERRAL "tier site travel_min mode limit_min step_min over_before over_after clause"
#define DOCTOR                                                                                                         \
  "name site grade birth_year age engagement engaged_until reengaged_until subsidy_yuan_month reason_zh reason_en"

static const section_spec specs[] = {
    {"village", OF_VILLAGE, BUJU_LAYER_VILLAGES, "code = ?1", VILLAGE, {"本村", "The village"}},
    {"site", OF_SITE, BUJU_LAYER_SITES, "site_id = ?1", SITE, {"本机构", "The site"}},
    {"served_by", OF_VILLAGE, BUJU_LAYER_SITES, "site_id = " SERVING, SITE, {"服务机构", "Served by"}},
    {"clinics",
     OF_VILLAGE,
     BUJU_LAYER_SITES,
     "village_code = ?1 AND site_id IS NOT " SERVING,
     SITE,
     {"村内其他机构", "Other sites in the village"}},
    {"entitlements", OF_VILLAGE, BUJU_LAYER_ENTITLEMENTS, "area_code = ?1", ENTITLEMENT, {"配置要求", "Entitled to"}},
    {"actions",
     OF_VILLAGE,
     BUJU_LAYER_ACTIONS,
     "village_code = ?1 OR (village_code IS NULL AND (site_id IN " HERE " OR site_id = " SERVING "))",
     ACTION,
     {"处置", "Actions"}},
    {"actions", OF_SITE, BUJU_LAYER_ACTIONS, "site_id = ?1", ACTION, {"处置", "Actions"}},
    {"joint_group",
     OF_VILLAGE,
     BUJU_LAYER_JOINT_GROUPS,
     "group_id = (SELECT joint_group FROM villages WHERE code = ?1)",
     GROUP,
     {"合建组", "Joint group"}},
    {"joint_group", OF_SITE, BUJU_LAYER_JOINT_GROUPS, "site_id = ?1", GROUP, {"合建组", "Joint group"}},
    {"rounds", OF_VILLAGE, BUJU_LAYER_ROUND_STOPS, "village_code = ?1", STOP, {"巡诊", "Rounds"}},
    {"rounds", OF_SITE, BUJU_LAYER_ROUNDS, "site_id = ?1", ROUND, {"巡诊路线", "Rounds"}},
    {"referrals", OF_VILLAGE, BUJU_LAYER_REFERRALS, "village_code = ?1", REFERRAL, {"逐级转诊", "Referrals"}},
    {"gaps", OF_VILLAGE, BUJU_LAYER_COVERAGE_GAPS, "area_code = ?1 OR site_id = " SERVING, GAP, {"服务缺口", "Gaps"}},
    {"gaps", OF_SITE, BUJU_LAYER_COVERAGE_GAPS, "site_id = ?1", GAP, {"服务缺口", "Gaps"}},
    {"compared", OF_SITE, BUJU_LAYER_SUB_CENTRE_CANDIDATES, "site_id = ?1", CONTENDER, {"比选", "Compared"}},
    {"doctors",
     OF_VILLAGE,
     BUJU_LAYER_DOCTORS,
     "site_id IN " HERE " OR site_id = " SERVING,
     DOCTOR,
     {"乡村医生", "Doctors"}},
    {"doctors", OF_SITE, BUJU_LAYER_DOCTORS, "site_id = ?1", DOCTOR, {"乡村医生", "Doctors"}},
    {"villages_served",
     OF_SITE,
     BUJU_LAYER_VILLAGES,
     "served_by = ?1",
     "name code verdict people_used travel_min",
     {"服务的村", "Villages served"}},
    {"findings",
     OF_BOTH,
     BUJU_LAYER_FINDINGS,
     "code = ?1",
     "severity what what_en done done_en",
     {"数据问题", "Findings"}},
};

static const char *in(const buju_asked *asked, const buju_msg *msg) {
  return buju_ctx_lang(asked->ctx) == BUJU_ZH ? msg->zh : msg->en;
}

/* Of a sentence in two columns only the one in the reader's language is told. */
static bool other_language(const buju_asked *asked, const buju_layer_spec *layer, const char *name) {
  char twin[128];
  size_t n = strlen(name);
  bool english = n > 3 && strcmp(name + n - 3, "_en") == 0, chinese = n > 3 && strcmp(name + n - 3, "_zh") == 0;
  snprintf(twin, sizeof twin, "%.100s_en", name);
  if (buju_ctx_lang(asked->ctx) == BUJU_ZH) return english;
  return chinese || buju_column_spec_find(layer, twin) != BUJU_NONE;
}

/* "Reason (English)" is "Reason" where nothing else is shown. */
static const char *label_of(const buju_asked *asked, const buju_column_spec *column) {
  static const char suffix[] = " (English)";
  const char *label = in(asked, &column->alias);
  size_t n = strlen(label), m = sizeof suffix - 1;
  if (n <= m || strcmp(label + n - m, suffix) != 0) return label;
  return buju_arena_text_n(asked->answer->arena, label, n - m);
}

/* What people read for a cell: words for ids, whole people and metres in groups of three digits. */
static const char *show(const buju_asked *asked, const buju_layer_spec *layer, buju_ix c, const buju_fact *fact) {
  BUJU_MSG(yes, "是", "yes");
  BUJU_MSG(no, "否", "no");
  BUJU_MSG(number, "{0}", "{0}");
  enum { WORDS = 2048 };
  const buju_column_spec *column = &layer->column[c];
  char text[64], words[WORDS];
  buju_said said = BUJU_SAY(number, buju_real(fact->real));
  const buju_msg *word = buju_domain_word(column->domain, fact->id);
  if (word != NULL) return in(asked, word);
  if (fact->kind == BUJU_FACT_BOOLEAN) return in(asked, fact->integer != 0 ? &yes : &no);
  if (fact->kind == BUJU_FACT_INTEGER && *column->unit == '\0') return fact->id;
  if (fact->kind == BUJU_FACT_TEXT) {
    const buju_layer_id id = (buju_layer_id)(layer - buju_layer_specs);
    const char *said_in_words = buju_words_of_cell(buju_ctx_lang(asked->ctx), id, c, fact->id, words, sizeof words);
    return said_in_words == fact->id ? fact->id : buju_arena_text(asked->answer->arena, said_in_words);
  }
  if (fact->kind == BUJU_FACT_INTEGER) said.arg[0] = buju_int(fact->integer);
  if (strcmp(column->unit, "yuan") == 0) said.arg[0] = buju_yuan(llround(fact->real * BUJU_YUAN));
  buju_say(buju_ctx_lang(asked->ctx), &said, text, sizeof text);
  return buju_arena_text(asked->answer->arena, text);
}

static buju_status read_fact(const buju_asked *asked, const buju_layer_spec *layer, buju_ix c, sqlite3_value *value,
                             buju_fact *fact) {
  static const buju_fact_kind kinds[BUJU_TYPES] = {BUJU_FACT_TEXT, BUJU_FACT_INTEGER, BUJU_FACT_REAL, BUJU_FACT_BOOLEAN,
                                                   BUJU_FACT_TEXT};
  const buju_column_spec *column = &layer->column[c];
  fact->name = column->name;
  fact->label = label_of(asked, column);
  fact->kind = kinds[column->type];
  fact->integer = sqlite3_value_int64(value);
  fact->real = sqlite3_value_double(value);
  const char *text = (const char *)sqlite3_value_text(value);
  fact->id = text != NULL ? buju_arena_text(asked->answer->arena, text) : NULL;
  fact->text = fact->id != NULL ? show(asked, layer, c, fact) : NULL;
  return fact->text != NULL && fact->label != NULL ? BUJU_OK : buju_fail_memory(asked->ctx);
}

enum { COLUMNS = 64 };

/* The columns of a layer, those people read first; returns how many these are. */
static size_t reading_order(const buju_asked *asked, const section_spec *spec, buju_ix order[COLUMNS]) {
  const buju_layer_spec *layer = &buju_layer_specs[spec->layer];
  bool taken[COLUMNS] = {false};
  size_t n = 0, brief;
  for (const char *p = spec->brief; *p != '\0'; p += strspn(p, " ")) {
    char name[64];
    size_t length = strcspn(p, " ");
    snprintf(name, sizeof name, "%.*s", (int)(length < 63 ? length : 63), p);
    buju_ix c = buju_column_spec_find(layer, name);
    if (c < COLUMNS && !taken[c] && !other_language(asked, layer, name)) taken[order[n++] = c] = true;
    p += length;
  }
  brief = n;
  for (buju_ix c = 0; c < layer->n && c < COLUMNS; c++)
    if (!taken[c]) order[n++] = c;
  return brief;
}

/* Where the statement has each column of the layer, by name; -1: the file lacks it. */
static void find_columns(const buju_layer_spec *layer, sqlite3_stmt *statement, int at[COLUMNS]) {
  for (int c = 0; c < COLUMNS; c++) at[c] = -1;
  for (int i = 0; i < sqlite3_column_count(statement); i++) {
    buju_ix c = buju_column_spec_find(layer, sqlite3_column_name(statement, i));
    if (c < COLUMNS) at[c] = i;
  }
}

/* The cells of the current row that are not NULL. */
static buju_status read_row(const buju_asked *asked, const section_spec *spec, sqlite3_stmt *statement,
                            buju_explained *row) {
  const buju_layer_spec *layer = &buju_layer_specs[spec->layer];
  buju_ix order[COLUMNS] = {0};
  int at[COLUMNS];
  size_t brief = reading_order(asked, spec, order);
  buju_fact *facts = BUJU_NEW(asked->answer->arena, buju_fact, layer->n);
  if (facts == NULL) return buju_fail_memory(asked->ctx);
  row->fact = facts;
  find_columns(layer, statement, at);
  for (size_t i = 0; i < layer->n && i < COLUMNS; i++) {
    int from = at[order[i]];
    if (from < 0 || sqlite3_column_type(statement, from) == SQLITE_NULL) continue;
    buju_fact *fact = &facts[row->n++];
    buju_status status = read_fact(asked, layer, order[i], sqlite3_column_value(statement, from), fact);
    if (status != BUJU_OK) return status;
    fact->brief = i < brief;
  }
  return BUJU_OK;
}

static buju_status read_rows(buju_asked *asked, const section_spec *spec, sqlite3_stmt *statement) {
  buju_vec rows = {0};
  void *kept = NULL;
  buju_status status = BUJU_OK;
  int step;
  while (status == BUJU_OK && (step = sqlite3_step(statement)) != SQLITE_DONE) {
    buju_explained *row = step == SQLITE_ROW ? buju_vec_push(&rows, sizeof *row) : NULL;
    if (step != SQLITE_ROW)
      status = buju_asked_fail(asked);
    else
      status = row != NULL ? read_row(asked, spec, statement, row) : buju_fail_memory(asked->ctx);
  }
  size_t n = rows.n;
  if (status == BUJU_OK && !buju_vec_freeze(&rows, sizeof(buju_explained), asked->answer->arena, &kept))
    status = buju_fail_memory(asked->ctx);
  buju_vec_free(&rows);
  if (status == BUJU_OK && n > 0)
    asked->answer->section[asked->answer->n++] = (buju_section){spec->key, in(asked, &spec->label), n, kept};
  return status;
}

static buju_status collect(buju_asked *asked, const section_spec *spec) {
  const char *layer = buju_layer_specs[spec->layer].name;
  sqlite3_stmt *statement = NULL;
  char sql[512];
  bool has = false;
  buju_status status = buju_asked_has_layer(asked, layer, &has);
  if (status != BUJU_OK || !has) return status;
  snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE %s ORDER BY fid", layer, spec->where);
  status = buju_asked_prepare(asked, sql, asked->answer->code, &statement);
  if (status == BUJU_OK) status = read_rows(asked, spec, statement);
  sqlite3_finalize(statement);
  return status;
}

buju_status buju_explain_collect(buju_asked *asked) {
  subject of = asked->answer->is_site ? OF_SITE : OF_VILLAGE;
  buju_status status = BUJU_OK;
  for (size_t i = 0; i < sizeof specs / sizeof *specs && status == BUJU_OK; i++)
    if ((specs[i].of & of) != 0) status = collect(asked, &specs[i]);
  return status;
}
