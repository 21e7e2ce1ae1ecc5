/* Settings and totals of two plans, key by key. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text_same.h"
#include "layers/compare/compare_parts.h"

/* A group of totals: the query gives key, label (Chinese or a word of the domain), English label, value. */
typedef struct total_spec {
  const char *group;
  buju_msg label;
  buju_domain domain; /* of the keys; NONE: the words below, else the keys themselves */
  const char *layer;  /* that must be there */
  const char *sql;    /* a key and a number a row */
} total_spec;

static const total_spec specs[] = {
    {"verdicts",
     {"各村配置结论（村）", "Villages by verdict"},
     BUJU_DOMAIN_VERDICTS,
     "villages",
     "SELECT verdict, count(*) FROM villages WHERE verdict IS NOT NULL GROUP BY 1 ORDER BY min(fid)"},
    {"people",
     {"人口（人）", "People"},
     BUJU_DOMAIN_NONE,
     "villages",
     "SELECT 'all', sum(people_used) FROM villages UNION ALL "
     "SELECT 'served', sum(people_used) FROM villages WHERE served_by IS NOT NULL UNION ALL "
     "SELECT 'over_limit', sum(people_over_limit) FROM villages"},
    {"sites",
     {"规划机构（所）", "Sites after the plan"},
     BUJU_DOMAIN_SERVICES,
     "sites",
     "SELECT kind, count(*) FROM sites WHERE status <> 'closing' GROUP BY 1 ORDER BY min(fid)"},
    {"actions",
     {"建设项目（项，一处可有几项）", "Projects (a site may have several)"},
     BUJU_DOMAIN_ACTIONS,
     "actions",
     "SELECT action, count(*) FROM actions GROUP BY 1 ORDER BY min(fid)"},
    {"years",
     {"分年建设项目（项）", "Projects by year"},
     BUJU_DOMAIN_NONE,
     "actions",
     "SELECT year, count(*) FROM actions WHERE year IS NOT NULL GROUP BY 1 ORDER BY 1"},
    {"gaps",
     {"规划后缺口（处）", "Gaps after the plan"},
     BUJU_DOMAIN_GAPS,
     "coverage_gaps",
     "SELECT kind, count(*) FROM coverage_gaps WHERE stage = 'after' GROUP BY 1 ORDER BY min(fid)"},
    {"capital",
     {"建设投资（元）", "Capital (yuan)"},
     BUJU_DOMAIN_NONE,
     "costs",
     "SELECT payer, sum(cost_yuan) FROM costs WHERE capital GROUP BY 1 ORDER BY min(fid)"},
    {"yearly",
     {"规划后每年经费（元）", "Yearly cost after the plan (yuan)"},
     BUJU_DOMAIN_NONE,
     "costs",
     "SELECT payer, sum(cost_yuan) FROM costs WHERE NOT capital AND year IS NULL GROUP BY 1 ORDER BY "
     "min(fid)"},
};

static const struct {
  const char *key;
  buju_msg word;
} people_words[] = {
    {"all", {"总人口", "all people"}},
    {"served", {"规划后有服务", "served after the plan"}},
    {"over_limit", {"规划后超时", "beyond the limit after the plan"}},
};

static const char *in(const buju_comparing *c, const buju_msg *msg) {
  return buju_ctx_lang(c->ctx) == BUJU_ZH ? msg->zh : msg->en;
}

/* The row of a key in a group, made when it first appears. Settings are a few hundred: a walk from the last place on
 * meets the next at once, as both plans keep one order. NULL when memory is out. */
static buju_paired *row_of(const buju_comparing *c, buju_vec *rows, size_t *at, const char *group, const char *key) {
  buju_paired *row = rows->data;
  for (size_t k = 0; k < rows->n; k++) {
    size_t i = (*at + k) % rows->n;
    if (!buju_text_same(row[i].group, group) || strcmp(row[i].key, key) != 0) continue;
    *at = i + 1;
    return &row[i];
  }
  const char *kept = buju_arena_text(c->result->arena, key);
  row = kept != NULL ? buju_vec_push(rows, sizeof *row) : NULL;
  if (row == NULL) return NULL;
  *row = (buju_paired){.group = group, .key = kept, .from_number = NAN, .to_number = NAN};
  *at = rows->n;
  return row;
}

/* One side's value into a row. */
static bool put(const buju_comparing *c, sqlite3_stmt *statement, int column, bool later, buju_paired *row) {
  const char *text;
  int type = sqlite3_column_type(statement, column);
  double number = type == SQLITE_NULL || type == SQLITE_TEXT ? NAN : sqlite3_column_double(statement, column);
  if (!buju_compare_text(c, statement, column, &text)) return false;
  *(later ? &row->to : &row->from) = text;
  *(later ? &row->to_number : &row->from_number) = number;
  return true;
}

/* The label of a total: a word of the domain, one of its own, a year, else the key. NULL when memory is out. */
static const char *label_of(const buju_comparing *c, const total_spec *spec, const char *key) {
  BUJU_MSG(year, "{0}年", "in {0}");
  const buju_msg *word = spec->domain != BUJU_DOMAIN_NONE ? buju_domain_word(spec->domain, key) : NULL;
  for (size_t i = 0; i < sizeof people_words / sizeof *people_words && strcmp(spec->group, "people") == 0; i++)
    if (strcmp(people_words[i].key, key) == 0) word = &people_words[i].word;
  if (word != NULL) return in(c, word);
  if (strcmp(spec->group, "years") != 0) return key;
  char text[64];
  const buju_said said = BUJU_SAY(year, buju_text(key));
  buju_say(buju_ctx_lang(c->ctx), &said, text, sizeof text);
  return buju_arena_text(c->result->arena, text);
}

static buju_status add_totals(const buju_comparing *c, const total_spec *spec, bool later, buju_vec *rows, size_t *at) {
  const buju_asked *asked = later ? &c->to : &c->from;
  sqlite3_stmt *statement = NULL;
  bool has = false;
  buju_status status = buju_asked_has_layer(asked, spec->layer, &has);
  if (status != BUJU_OK || !has) return status;
  status = buju_asked_prepare(asked, spec->sql, NULL, &statement);
  for (int step = SQLITE_ROW; status == BUJU_OK && (step = sqlite3_step(statement)) != SQLITE_DONE;) {
    if (step != SQLITE_ROW) {
      status = buju_asked_fail(asked);
      break;
    }
    const char *key = (const char *)sqlite3_column_text(statement, 0);
    buju_paired *row = row_of(c, rows, at, spec->group, key != NULL ? key : "");
    if (row != NULL && row->label == NULL) row->label = label_of(c, spec, row->key);
    if (row == NULL || row->label == NULL || !put(c, statement, 1, later, row))
      status = buju_fail_memory(c->ctx);
    else
      row->group_label = in(c, &spec->label);
  }
  sqlite3_finalize(statement);
  return status;
}

/* What is not there counts as none, so that a difference can be told. */
static void close_totals(buju_vec *rows) {
  buju_paired *row = rows->data;
  for (size_t i = 0; i < rows->n; i++) {
    if (isnan(row[i].from_number)) row[i].from_number = 0;
    if (isnan(row[i].to_number)) row[i].to_number = 0;
    if (row[i].from == NULL) row[i].from = "0";
    if (row[i].to == NULL) row[i].to = "0";
    row[i].differs = row[i].from_number != row[i].to_number;
  }
}

static buju_status freeze(const buju_comparing *c, buju_vec *rows, buju_paired_rows *out) {
  void *kept = NULL;
  size_t n = rows->n;
  if (!buju_vec_freeze(rows, sizeof(buju_paired), c->result->arena, &kept)) return buju_fail_memory(c->ctx);
  *out = (buju_paired_rows){n, kept};
  return BUJU_OK;
}

buju_status buju_compare_totals(buju_comparing *c) {
  buju_vec rows = {0};
  buju_status status = BUJU_OK;
  for (size_t s = 0; s < sizeof specs / sizeof *specs && status == BUJU_OK; s++) {
    size_t at = rows.n;
    status = add_totals(c, &specs[s], false, &rows, &at);
    if (status == BUJU_OK) status = add_totals(c, &specs[s], true, &rows, &at);
  }
  close_totals(&rows);
  if (status == BUJU_OK) status = freeze(c, &rows, &c->result->totals);
  buju_vec_free(&rows);
  return status;
}

static buju_status add_settings(const buju_comparing *c, bool later, buju_vec *rows) {
  static const char sql[] =
      "SELECT key, item, item_en, value FROM run_info WHERE source <> 'result' AND key <> 'format' "
      "ORDER BY fid";
  const buju_asked *asked = later ? &c->to : &c->from;
  sqlite3_stmt *statement = NULL;
  size_t at = 0;
  buju_status status = buju_asked_prepare(asked, sql, NULL, &statement);
  for (int step = SQLITE_ROW; status == BUJU_OK && (step = sqlite3_step(statement)) != SQLITE_DONE;) {
    if (step != SQLITE_ROW) {
      status = buju_asked_fail(asked);
      break;
    }
    const char *key = (const char *)sqlite3_column_text(statement, 0);
    buju_paired *row = row_of(c, rows, &at, NULL, key != NULL ? key : "");
    if (row == NULL || !put(c, statement, 3, later, row) ||
        !buju_compare_text(c, statement, buju_ctx_lang(c->ctx) == BUJU_ZH ? 1 : 2, &row->label))
      status = buju_fail_memory(c->ctx);
    else if (row->label == NULL)
      row->label = row->key;
  }
  sqlite3_finalize(statement);
  return status;
}

buju_status buju_compare_settings(buju_comparing *c) {
  BUJU_MSG(label, "要求", "What was asked");
  buju_vec rows = {0};
  buju_status status = add_settings(c, false, &rows);
  if (status == BUJU_OK) status = add_settings(c, true, &rows);
  buju_paired *row = rows.data;
  size_t n = 0;
  for (size_t i = 0; i < rows.n; i++) {
    if (buju_text_same(row[i].from, row[i].to)) continue;
    row[n] = row[i];
    row[n].group = "settings";
    row[n].group_label = in(c, &label);
    row[n++].differs = 1;
  }
  rows.n = n;
  if (status == BUJU_OK) status = freeze(c, &rows, &c->result->settings);
  buju_vec_free(&rows);
  return status;
}
