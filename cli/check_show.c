/* Findings grouped, counted, the first few named. SPDX-License-Identifier: Apache-2.0 */
#include "cli/check_show.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "core/json.h"
#include "core/vocab.h"

enum { NAMED_ROWS = 3, LINE_BYTES = 1024 };

/* ---- grouping ---- */

typedef struct key {
  const buju_finding_kind *kind;
  size_t row;
} key;

static int by_kind(const void *a, const void *b) {
  const key *x = a, *y = b;
  if (x->kind->severity != y->kind->severity) return x->kind->severity < y->kind->severity ? 1 : -1;
  int order = strcmp(x->kind->id, y->kind->id);
  if (order != 0) return order;
  return (x->row > y->row) - (x->row < y->row);
}

bool check_groups_make(const buju_findings *findings, check_groups *out) {
  size_t n = findings->rows.n;
  key *keys = calloc(n + 1, sizeof *keys);
  *out = (check_groups){.group = calloc(n + 1, sizeof *out->group), .order = calloc(n + 1, sizeof *out->order)};
  if (keys == NULL || out->group == NULL || out->order == NULL) {
    free(keys);
    check_groups_free(out);
    return false;
  }
  for (size_t i = 0; i < n; i++) keys[i] = (key){buju_finding_at(findings, i)->kind, i};
  qsort(keys, n, sizeof *keys, by_kind);
  for (size_t i = 0; i < n; i++) {
    out->order[i] = keys[i].row;
    bool begins = i == 0 || strcmp(keys[i].kind->id, keys[i - 1].kind->id) != 0;
    if (begins) out->group[out->n++] = (check_group){keys[i].kind, i, 0};
    out->group[out->n - 1].n++;
  }
  free(keys);
  return true;
}

void check_groups_free(check_groups *groups) {
  free(groups->group);
  free(groups->order);
  *groups = (check_groups){0};
}

static void say_finding(buju_lang lang, const buju_msg *msg, const buju_finding *finding, char line[LINE_BYTES]) {
  buju_said said = {.msg = msg};
  memcpy(said.arg, finding->arg, sizeof said.arg);
  buju_say(lang, &said, line, LINE_BYTES);
}

/* ---- for people ---- */

static void show_head(const buju_ctx *ctx, const buju_scenario *s, const buju_region *r) {
  BUJU_MSG(counts, "行政村 {0} 个，居民点 {1} 个，机构 {2} 个，医生 {3} 名",
           "{0} village{0?|s}, {1} settlement{1?|s}, {2} facilit{2?y|ies}, {3} doctor{3?|s}");
  BUJU_MSG(crs, "坐标系 {0}（{1}）", "CRS {0} ({1})");
  say_line(ctx, BUJU_SAY(counts, buju_int(r->village.n), buju_int(r->demand.n), buju_int(r->facility.n),
                         buju_int(r->staff.n)));
  BUJU_MSG(rounds, "现状巡诊 {0} 个村", "{0} village{0?|s} with rounds today");
  if (r->rounds.given) say_line(ctx, BUJU_SAY(rounds, buju_int(r->rounds.n)));
  say_line(ctx, BUJU_SAY(crs, buju_text(r->crs.name), buju_text(r->crs.source)));
  for (int p = 0; p < BUJU_POPULATIONS; p++) {
    BUJU_MSG(people, "{0}：输入 {1} 人，计入 {2} 人{3}", "{0}: {1} {1?person|people} in the inputs, {2} held{3}");
    BUJU_MSG(resident, "常住人口", "resident");
    BUJU_MSG(registered, "户籍人口", "registered");
    BUJU_MSG(in_force, "（采用）", " (in force)");
    BUJU_MSG(beside, "", "");
    if (r->village.people[p] == NULL) continue;
    say_line(ctx,
             BUJU_SAY(people, buju_word(p == BUJU_RESIDENT ? &resident : &registered), buju_people(r->people_read[p]),
                      buju_people(r->people_held[p]), buju_word((int)s->population == p ? &in_force : &beside)));
  }
}

static void show_inputs(const buju_ctx *ctx, const buju_region *r) {
  BUJU_MSG(head, "\n文件和字段", "\nFiles and fields");
  BUJU_MSG(line, "  {0}：{1}", "  {0}: {1}");
  say_line(ctx, BUJU_SAY(head));
  for (buju_ix i = 0; i < r->input.n; i++) {
    const char *mapping = r->input.mapping[i] != NULL ? r->input.mapping[i] : "";
    say_line(ctx, BUJU_SAY(line, buju_text(r->input.path[i]), buju_text(mapping)));
  }
}

static void show_row(const buju_ctx *ctx, const buju_finding *finding) {
  BUJU_MSG(row, "第 {0} 行：", "row {0}: ");
  char line[LINE_BYTES], where[64] = "";
  buju_said at = BUJU_SAY(row, buju_year(finding->row));
  if (finding->row >= 0) buju_say(buju_ctx_lang(ctx), &at, where, sizeof where);
  say_finding(buju_ctx_lang(ctx), &finding->kind->what, finding, line);
  printf("      %s%s%s%s\n", finding->file != NULL ? finding->file : "", finding->file != NULL ? " " : "", where, line);
}

static void show_group(const buju_ctx *ctx, const buju_region *r, const check_groups *groups,
                       const check_group *group) {
  BUJU_MSG(head, "  [{0}] {1} × {2}：{3}", "  [{0}] {1} × {2}: {3}");
  BUJU_MSG(more, "      …… 另有 {0} 处", "      … {0} more");
  char done[LINE_BYTES];
  const buju_finding *first = buju_finding_at(&r->findings, groups->order[group->first]);
  say_finding(buju_ctx_lang(ctx), &group->kind->done, first, done);
  say_line(ctx, BUJU_SAY(head, buju_word(&buju_severity_words[group->kind->severity].word), buju_text(group->kind->id),
                         buju_int((int64_t)group->n), buju_text(done)));
  for (size_t i = 0; i < group->n && i < NAMED_ROWS; i++)
    show_row(ctx, buju_finding_at(&r->findings, groups->order[group->first + i]));
  if (group->n > NAMED_ROWS) say_line(ctx, BUJU_SAY(more, buju_int((int64_t)group->n - NAMED_ROWS)));
}

/* A rule that chooses nobody does nothing: a word of the where: may be none of the column's. */
static void show_chosen(const buju_ctx *ctx, const buju_scenario *scenario, const size_t *chosen) {
  BUJU_MSG(head, "\n筛选条件选中多少", "\nHow many the selectors choose");
  BUJU_MSG(villages, "  {0}.{1}：{2} 个村（社区）", "  {0}.{1}: villages {2}");
  BUJU_MSG(facilities, "  {0}.{1}：{2} 个机构", "  {0}.{1}: facilities {2}");
  if (scenario->selectors > 0) say_line(ctx, BUJU_SAY(head));
  for (buju_ix u = 0; u < scenario->uses; u++)
    for (buju_ix p = 0; p < scenario->use[u].params; p++) {
      const buju_use *use = &scenario->use[u];
      buju_ix selector = use->value[p].selector;
      if (use->param[p].type != BUJU_PARAM_SELECTOR || !use->value[p].given || selector == BUJU_NONE) continue;
      buju_said said =
          BUJU_SAY(villages, buju_text(use->id), buju_text(use->param[p].name), buju_int((int64_t)chosen[selector]));
      if (scenario->selector[selector].from == BUJU_FROM_FACILITIES) said.msg = &facilities;
      say_line(ctx, said);
    }
}

void check_show_text(const buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                     const size_t *chosen, const check_groups *groups) {
  BUJU_MSG(none, "\n没有发现数据问题", "\nNothing odd in the data");
  BUJU_MSG(some, "\n数据问题 {0} 处", "\n{0} finding{0?|s}");
  show_head(ctx, scenario, region);
  show_inputs(ctx, region);
  show_chosen(ctx, scenario, chosen);
  if (groups->n == 0)
    say_line(ctx, BUJU_SAY(none));
  else
    say_line(ctx, BUJU_SAY(some, buju_int((int64_t)region->findings.rows.n)));
  for (size_t g = 0; g < groups->n; g++) show_group(ctx, region, groups, &groups->group[g]);
}

/* ---- for machines ---- */

static void put_stdout(void *user, const char *bytes, size_t n) { fwrite(bytes, 1, n, user); }

static void both(buju_json *json, const char *key_name, const buju_msg *msg, const buju_finding *finding) {
  char line[LINE_BYTES];
  buju_json_open(json, key_name, '{');
  say_finding(BUJU_ZH, msg, finding, line);
  buju_json_text(json, "zh", line);
  say_finding(BUJU_EN, msg, finding, line);
  buju_json_text(json, "en", line);
  buju_json_close(json, '}');
}

static void json_row(buju_json *json, const buju_finding *finding) {
  buju_json_open(json, NULL, '{');
  buju_json_text(json, "file", finding->file);
  buju_json_text(json, "layer", finding->layer);
  if (finding->row >= 0)
    buju_json_int(json, "row", finding->row);
  else
    buju_json_null(json, "row");
  buju_json_text(json, "field", finding->field);
  buju_json_text(json, "code", finding->code);
  both(json, "what", &finding->kind->what, finding);
  both(json, "done", &finding->kind->done, finding);
  buju_json_close(json, '}');
}

static void json_people(buju_json *json, const char *key_name, const buju_region *r, buju_population p) {
  if (r->village.people[p] == NULL) {
    buju_json_null(json, key_name);
    return;
  }
  buju_json_open(json, key_name, '{');
  buju_json_real(json, "read", (double)r->people_read[p] / (double)BUJU_PERSON);
  buju_json_real(json, "held", (double)r->people_held[p] / (double)BUJU_PERSON);
  buju_json_close(json, '}');
}

static void json_inputs(buju_json *json, const buju_region *r) {
  buju_json_open(json, "inputs", '[');
  for (buju_ix i = 0; i < r->input.n; i++) {
    buju_json_open(json, NULL, '{');
    buju_json_text(json, "path", r->input.path[i]);
    buju_json_text(json, "sha256", r->input.hash[i]);
    buju_json_text(json, "fields", r->input.mapping[i]);
    buju_json_close(json, '}');
  }
  buju_json_close(json, ']');
}

void check_show_json(const buju_scenario *scenario, const buju_region *region, const check_groups *groups) {
  buju_json json = {.put = put_stdout, .user = stdout};
  buju_json_open(&json, NULL, '{');
  buju_json_text(&json, "profile", scenario->profile.id);
  buju_json_text(&json, "population", buju_population_words[scenario->population]);
  buju_json_text(&json, "crs", region->crs.name);
  buju_json_text(&json, "crs_source", region->crs.source);
  buju_json_int(&json, "villages", region->village.n);
  buju_json_int(&json, "settlements", region->demand.n);
  buju_json_int(&json, "facilities", region->facility.n);
  buju_json_int(&json, "doctors", region->staff.n);
  if (region->rounds.given) buju_json_int(&json, "rounds", region->rounds.n);
  json_people(&json, "people_resident", region, BUJU_RESIDENT);
  json_people(&json, "people_registered", region, BUJU_REGISTERED);
  json_inputs(&json, region);
  buju_json_open(&json, "findings", '[');
  for (size_t g = 0; g < groups->n; g++) {
    const check_group *group = &groups->group[g];
    buju_json_open(&json, NULL, '{');
    buju_json_text(&json, "kind", group->kind->id);
    buju_json_text(&json, "severity", buju_severity_words[group->kind->severity].id);
    buju_json_int(&json, "count", (int64_t)group->n);
    buju_json_open(&json, "rows", '[');
    for (size_t i = 0; i < group->n; i++)
      json_row(&json, buju_finding_at(&region->findings, groups->order[group->first + i]));
    buju_json_close(&json, ']');
    buju_json_close(&json, '}');
  }
  buju_json_close(&json, ']');
  buju_json_close(&json, '}');
  puts("");
}
