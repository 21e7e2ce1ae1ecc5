/* What an earlier plan or a bureau's ledger says of projects: planned, under way, done.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/vocab.h"
#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/region/kinds.h"
#include "layers/region/link.h"
#include "layers/region/text.h"

BUJU_KIND(progress_unlinked, BUJU_SERIOUS, "项目进展中的“{0}”对应不上任何机构或村",
          "the progress of \"{0}\" belongs to no facility and no village", "未采用这一行", "left the row out");
BUJU_KIND(progress_action, BUJU_WARNING, "建设内容“{0}”不认识", "the action \"{0}\" is not known", "未采用这一行",
          "left the row out");
BUJU_KIND(progress_action_missing, BUJU_WARNING, "没有建设内容", "no action is given", "未采用这一行",
          "left the row out");
BUJU_KIND(progress_state, BUJU_WARNING, "进展“{0}”不认识", "the progress \"{0}\" is not known", "按计划处理",
          "taken as planned");
BUJU_KIND(progress_twice, BUJU_NOTE, "同一机构的同一建设内容有多行", "the same action of the same site stands twice",
          "取进展最快的一行", "took the row that is farthest on");

typedef struct project {
  buju_ix facility, village;
  uint8_t kind, action, state;
  int16_t year;
  buju_ix stop; /* 1 + a village row; 0: done where the site stands */
  const char *rule;
  buju_ix row;
} project;

/* ---- words ---- */

typedef struct word {
  const char *said; /* folded; a part of what is written */
  int means;
} word;

/* Earlier lines go first: 改造 stands in many words. */
static const word actions[] = {
    {"合建", BUJU_ACTION_MERGE},
    {"并入", BUJU_ACTION_MERGE},
    {"撤销", BUJU_ACTION_DEREGISTER},
    {"注销", BUJU_ACTION_DEREGISTER},
    {"重建", BUJU_ACTION_REBUILD},
    {"迁建", BUJU_ACTION_REBUILD},
    {"公有", BUJU_ACTION_ACQUIRE},
    {"产权", BUJU_ACTION_ACQUIRE},
    {"一体化", BUJU_ACTION_INTEGRATE},
    {"设备", BUJU_ACTION_EQUIP},
    {"次中心", BUJU_ACTION_RAISE_SUBCENTRE},
    {"中心村", BUJU_ACTION_RAISE_CENTRAL},
    {"等级", BUJU_ACTION_RAISE_LEVEL},
    {"创建", BUJU_ACTION_RAISE_LEVEL},
    {"整改", BUJU_ACTION_RECTIFY},
    {"派驻", BUJU_ACTION_POST},
    {"巡诊", BUJU_ACTION_ROUNDS_STOP},
    {"改扩建", BUJU_ACTION_UPGRADE},
    {"扩建", BUJU_ACTION_UPGRADE},
    {"改造", BUJU_ACTION_UPGRADE},
    {"提升", BUJU_ACTION_UPGRADE},
    {"达标", BUJU_ACTION_UPGRADE},
    {"标准化", BUJU_ACTION_UPGRADE},
    {"新建", BUJU_ACTION_BUILD},
    {"新设", BUJU_ACTION_BUILD},
};

/* What denies goes before what it denies: 未完成 before 完成. */
static const word states[] = {
    {"未开工", BUJU_PROJECT_PLANNED},     {"未启动", BUJU_PROJECT_PLANNED},
    {"未实施", BUJU_PROJECT_PLANNED},     {"未完", BUJU_PROJECT_UNDER_WAY},
    {"未竣工", BUJU_PROJECT_UNDER_WAY},   {"未验收", BUJU_PROJECT_UNDER_WAY},
    {"在建", BUJU_PROJECT_UNDER_WAY},     {"建设中", BUJU_PROJECT_UNDER_WAY},
    {"实施中", BUJU_PROJECT_UNDER_WAY},   {"进行中", BUJU_PROJECT_UNDER_WAY},
    {"施工", BUJU_PROJECT_UNDER_WAY},     {"开工", BUJU_PROJECT_UNDER_WAY},
    {"underway", BUJU_PROJECT_UNDER_WAY}, {"underconstruction", BUJU_PROJECT_UNDER_WAY},
    {"计划", BUJU_PROJECT_PLANNED},       {"拟", BUJU_PROJECT_PLANNED},
    {"待", BUJU_PROJECT_PLANNED},         {"planned", BUJU_PROJECT_PLANNED},
    {"proposed", BUJU_PROJECT_PLANNED},   {"existing", BUJU_PROJECT_PLANNED},
    {"closing", BUJU_PROJECT_PLANNED},    {"done", BUJU_PROJECT_DONE},
    {"complete", BUJU_PROJECT_DONE},      {"完成", BUJU_PROJECT_DONE},
    {"竣工", BUJU_PROJECT_DONE},          {"验收", BUJU_PROJECT_DONE},
    {"建成", BUJU_PROJECT_DONE},          {"投用", BUJU_PROJECT_DONE},
    {"投入使用", BUJU_PROJECT_DONE},
};

static int look_up(const word *words, size_t n, const char *folded) {
  for (size_t i = 0; i < n; i++)
    if (strstr(folded, words[i].said) != NULL) return words[i].means;
  return -1;
}

/* An id or a word of the vocabulary as it stands, else a word that bureaus use. */
static int action_of(buju_arena *arena, const char *folded) {
  for (int a = 0; a < BUJU_ACTIONS; a++) {
    char *id = buju_text_fold(arena, buju_action_words[a].id),
         *zh = buju_text_fold(arena, buju_action_words[a].word.zh);
    if (id == NULL || zh == NULL) return -1;
    if (strcmp(folded, id) == 0 || strcmp(folded, zh) == 0) return a;
  }
  return look_up(actions, sizeof actions / sizeof *actions, folded);
}

static buju_status read_action(buju_build *b, buju_ix row, bool *known, uint8_t *action) {
  const buju_part *part = &b->part[BUJU_INPUT_PROGRESS];
  const char *text;
  *known = false;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_ACTION, row, &text);
  if (status != BUJU_OK) return status;
  if (text == NULL)
    return buju_build_find(b, part, &progress_action_missing, row, BUJU_FIELD_ACTION, NULL, BUJU_NO_ARGS);
  char *folded = buju_text_fold(b->scratch, text);
  if (folded == NULL) return buju_fail_memory(b->ctx);
  int found = action_of(b->scratch, folded);
  if (found < 0)
    return buju_build_find(b, part, &progress_action, row, BUJU_FIELD_ACTION, NULL, BUJU_ARGS(buju_text(text)));
  *known = true;
  *action = (uint8_t)found;
  return BUJU_OK;
}

static buju_status read_state(buju_build *b, buju_ix row, uint8_t *state) {
  const buju_part *part = &b->part[BUJU_INPUT_PROGRESS];
  const char *text;
  *state = BUJU_PROJECT_PLANNED;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_PROGRESS, row, &text);
  if (status != BUJU_OK || text == NULL) return status;
  char *folded = buju_text_fold(b->scratch, text);
  if (folded == NULL) return buju_fail_memory(b->ctx);
  int found = look_up(states, sizeof states / sizeof *states, folded);
  if (found < 0)
    return buju_build_find(b, part, &progress_state, row, BUJU_FIELD_PROGRESS, NULL, BUJU_ARGS(buju_text(text)));
  *state = (uint8_t)found;
  return BUJU_OK;
}

/* ---- whose it is ---- */

/* "N421223100201/chs" is the id a plan gives a site to be built: its village and its kind. */
static void site_of_plan(const buju_build *b, const char *code, project *p) {
  char village[32];
  size_t n = strcspn(code + 1, "/");
  if (code[0] != 'N' || n >= sizeof village) return;
  memcpy(village, code + 1, n);
  village[n] = '\0';
  p->village = buju_link_code(b, village);
  for (int k = 0; code[1 + n] == '/' && k < BUJU_FACILITY_KINDS; k++)
    if (strcmp(code + 2 + n, buju_service_words[k].id) == 0) p->kind = (uint8_t)k;
}

/* The facility of that name in the village; without one the only facility of that kind there. */
static buju_status facility_in(buju_build *b, const char *name, project *p) {
  const buju_region *r = b->region;
  char *key = name != NULL ? buju_text_fold(b->scratch, name) : NULL;
  buju_ix only = BUJU_NONE, n = 0;
  if (name != NULL && key == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix f = 0; f < r->facility.n; f++) {
    if (r->facility.village[f] != p->village) continue;
    char *own = buju_text_fold(b->scratch, r->facility.name[f]);
    if (own == NULL) return buju_fail_memory(b->ctx);
    if (key != NULL && strcmp(own, key) == 0) {
      p->facility = f;
      return BUJU_OK;
    }
    if (r->facility.kind[f] != p->kind) continue;
    only = f;
    n++;
  }
  if (n == 1 && p->action != BUJU_ACTION_BUILD) p->facility = only;
  return BUJU_OK;
}

static buju_status find_site(buju_build *b, buju_ix row, project *p) {
  const buju_part *part = &b->part[BUJU_INPUT_PROGRESS];
  const char *code, *name, *kind;
  buju_link link;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_CODE, row, &code);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_FACILITY, row, &name);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_KIND, row, &kind);
  if (status != BUJU_OK) return status;
  if (kind != NULL) {
    bool known;
    char *folded = buju_text_fold(b->scratch, kind);
    if (folded == NULL) return buju_fail_memory(b->ctx);
    buju_facility_kind of = buju_kind_of_facility(folded, &known);
    if (known) p->kind = (uint8_t)of;
  }
  if (code != NULL) p->facility = buju_link_facility(b->region, code);
  if (code != NULL && p->facility == BUJU_NONE) site_of_plan(b, code, p);
  if (code != NULL && p->facility == BUJU_NONE && p->village == BUJU_NONE) p->village = buju_link_code(b, code);
  if (p->facility != BUJU_NONE) return BUJU_OK;
  if (p->village == BUJU_NONE) {
    status = buju_link_row(b, part, row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE, NAN, NAN, 0, &link);
    if (status != BUJU_OK) return status;
    p->village = link.village;
  }
  return p->village != BUJU_NONE && (code == NULL || code[0] != 'N') ? facility_in(b, name, p) : BUJU_OK;
}

/* What is done by staff who come to another village names that village. */
static buju_status find_stop(buju_build *b, buju_ix row, project *p) {
  buju_link link;
  if (p->action != BUJU_ACTION_POST && p->action != BUJU_ACTION_ROUNDS_STOP) return BUJU_OK;
  buju_status status = buju_link_row(b, &b->part[BUJU_INPUT_PROGRESS], row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE,
                                     NAN, NAN, 0, &link);
  if (status == BUJU_OK && link.village != BUJU_NONE) p->stop = link.village + 1;
  return status;
}

static buju_status unlinked(buju_build *b, buju_ix row) {
  static const buju_field shown[] = {BUJU_FIELD_CODE, BUJU_FIELD_FACILITY, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE};
  const buju_part *part = &b->part[BUJU_INPUT_PROGRESS];
  const char *text = NULL;
  for (size_t i = 0; i < sizeof shown / sizeof *shown && text == NULL; i++) {
    buju_status status = buju_part_text(b, part, shown[i], row, &text);
    if (status != BUJU_OK) return status;
  }
  return buju_build_find(b, part, &progress_unlinked, row, BUJU_FIELDS, NULL,
                         BUJU_ARGS(buju_text(text != NULL ? text : "")));
}

static buju_status read_project(buju_build *b, buju_ix row, buju_vec *projects) {
  const buju_part *part = &b->part[BUJU_INPUT_PROGRESS];
  project p = {.facility = BUJU_NONE, .village = BUJU_NONE, .kind = BUJU_VILLAGE_CLINIC, .row = row};
  bool known;
  buju_status status = read_action(b, row, &known, &p.action);
  if (status != BUJU_OK || !known) return status;
  status = read_state(b, row, &p.state);
  if (status == BUJU_OK) status = buju_part_year(b, part, BUJU_FIELD_YEAR, row, NULL, &p.year);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_RULE, row, &p.rule);
  if (status == BUJU_OK) status = find_site(b, row, &p);
  if (status == BUJU_OK && p.facility != BUJU_NONE) status = find_stop(b, row, &p);
  if (status != BUJU_OK) return status;
  if (p.facility == BUJU_NONE && p.village == BUJU_NONE) return unlinked(b, row);
  if (p.facility != BUJU_NONE) p.kind = b->region->facility.kind[p.facility];
  if (p.facility != BUJU_NONE) p.village = b->region->facility.village[p.facility];
  project *to = buju_vec_push(projects, sizeof p);
  if (to == NULL) return buju_fail_memory(b->ctx);
  *to = p;
  return BUJU_OK;
}

/* ---- laying out ---- */

static int by_site(const project *x, const project *y) {
  if (x->facility != y->facility) return x->facility < y->facility ? -1 : 1;
  if (x->facility == BUJU_NONE && x->village != y->village) return x->village < y->village ? -1 : 1;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  if (x->action != y->action) return x->action < y->action ? -1 : 1;
  if (x->stop != y->stop) return x->stop < y->stop ? -1 : 1;
  return strcmp(x->rule != NULL ? x->rule : "", y->rule != NULL ? y->rule : "");
}

/* Of one project the row that is farthest on first, then the earliest year, then the file's order. */
static int by_project(const void *a, const void *b) {
  const project *x = a, *y = b;
  int order = by_site(x, y);
  if (order == 0) order = (x->state < y->state) - (x->state > y->state);
  if (order == 0) order = (x->year > y->year) - (x->year < y->year);
  return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static bool arrays_new(buju_region *r, size_t n) {
  r->progress.facility = BUJU_NEW(r->arena, buju_ix, n);
  r->progress.village = BUJU_NEW(r->arena, buju_ix, n);
  r->progress.kind = BUJU_NEW(r->arena, uint8_t, n);
  r->progress.action = BUJU_NEW(r->arena, uint8_t, n);
  r->progress.state = BUJU_NEW(r->arena, uint8_t, n);
  r->progress.year = BUJU_NEW(r->arena, int16_t, n);
  r->progress.stop = BUJU_NEW(r->arena, buju_ix, n);
  r->progress.rule = BUJU_NEW(r->arena, const char *, n);
  r->progress.source_row = BUJU_NEW(r->arena, int64_t, n);
  if (r->progress.facility == NULL || r->progress.village == NULL || r->progress.kind == NULL ||
      r->progress.action == NULL || r->progress.state == NULL || r->progress.year == NULL)
    return false;
  return r->progress.stop != NULL && r->progress.rule != NULL && r->progress.source_row != NULL;
}

static void lay_row(buju_region *r, const buju_part *part, const project *p) {
  buju_ix k = r->progress.n++;
  r->progress.facility[k] = p->facility;
  r->progress.village[k] = p->village;
  r->progress.kind[k] = p->kind;
  r->progress.action[k] = p->action;
  r->progress.state[k] = p->state;
  r->progress.year[k] = p->year;
  r->progress.stop[k] = p->stop;
  r->progress.rule[k] = p->rule;
  r->progress.source_row[k] = buju_part_row(part, p->row);
}

static buju_status lay(buju_build *b, buju_vec *projects) {
  const project *p = projects->data;
  const buju_part *part = &b->part[BUJU_INPUT_PROGRESS];
  size_t n = projects->n;
  if (n > 1) qsort(projects->data, n, sizeof *p, by_project);
  if (!arrays_new(b->region, n)) return buju_fail_memory(b->ctx);
  for (size_t i = 0; i < n; i++) {
    if (i > 0 && by_site(&p[i], &p[i - 1]) == 0) {
      buju_status status = buju_build_find(b, part, &progress_twice, p[i].row, BUJU_FIELDS, NULL, BUJU_NO_ARGS);
      if (status != BUJU_OK) return status;
    } else
      lay_row(b->region, part, &p[i]);
  }
  return BUJU_OK;
}

buju_status buju_progress_build(buju_build *b) {
  const buju_part *part = &b->part[BUJU_INPUT_PROGRESS];
  buju_vec projects = {0};
  buju_status status = BUJU_OK;
  if (part->layer == NULL) return BUJU_OK;
  b->region->progress.given = true;
  b->region->progress.file = part->layer->table.file;
  if (buju_part_has(part, BUJU_FIELD_RULE))
    b->region->progress.rule_column = part->layer->table.column[part->fields.column[BUJU_FIELD_RULE]].name;
  for (buju_ix row = 0; row < part->layer->table.n && status == BUJU_OK; row++)
    status = read_project(b, row, &projects);
  if (status == BUJU_OK) status = lay(b, &projects);
  buju_vec_free(&projects);
  return status;
}
