/* A table of candidates beside a table of costs: what each costs and what may become of it.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "layers/instances/csv_rows.h"
#include "layers/instances/formats.h"
#include "layers/instances/total.h"

enum { CANDIDATE, STATE, OPEN_COST, CLOSE_COST, CAPACITY, LEAST, TIER, COLUMNS };
static const buju_csv_column columns[COLUMNS] = {{"candidate", "候选点", true},
                                                 {"state", "状态", false},
                                                 {"open_cost", "开设费用", false},
                                                 {"close_cost", "撤并费用", false},
                                                 {"capacity", "容量", false},
                                                 {"least", "最小规模", false},
                                                 {"tier", "级", false}};

static const char *const states[BUJU_INSTANCE_STATES][2] = {
    {"free", "可选"}, {"existing", "现有"}, {"closable", "可撤"}, {"required", "必选"}, {"forbidden", "禁选"}};

typedef struct reading {
  buju_ctx *ctx;
  buju_csv csv;
  int place[COLUMNS];
  buju_instance *to;
  uint8_t *met;  /* [tiers × candidates] */
  int64_t costs; /* all together, closing too */
} reading;

static const buju_csv_cell *cell_of(const reading *r, int column) {
  const buju_csv_cell *cell = r->place[column] >= 0 ? &r->csv.cell[r->place[column]] : NULL;
  return cell != NULL && cell->n > 0 ? cell : NULL;
}

static buju_status bad_cell(reading *r, int column, const buju_msg *wanted) {
  return buju_csv_bad_cell(r->ctx, &r->csv, &columns[column], r->place[column], wanted);
}

/* Names are in order. */
static buju_ix find(const buju_instance *instance, const buju_csv_cell *cell) {
  buju_ix low = 0, high = instance->candidates;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    const char *name = instance->candidate_name[middle];
    int order = strncmp(name, cell->text, cell->n);
    if (order == 0 && name[cell->n] != '\0') order = 1;
    if (order == 0) return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return BUJU_NONE;
}

static buju_status take_state(reading *r, buju_ix j) {
  BUJU_MSG(known, "free、existing、closable、required 或 forbidden", "free, existing, closable, required or forbidden");
  const buju_csv_cell *cell = cell_of(r, STATE);
  if (cell == NULL) return BUJU_OK;
  for (int s = 0; s < BUJU_INSTANCE_STATES; s++)
    for (int w = 0; w < 2; w++)
      if (cell->n == strlen(states[s][w]) && memcmp(cell->text, states[s][w], cell->n) == 0) {
        r->to->state[j] = (uint8_t)s;
        return BUJU_OK;
      }
  return bad_cell(r, STATE, &known);
}

static buju_status take_whole(reading *r, int column, int64_t *to) {
  BUJU_MSG(whole, "不小于 0 的整数", "a whole number, 0 or more");
  const buju_csv_cell *cell = cell_of(r, column);
  if (cell == NULL) return BUJU_OK;
  int64_t value;
  if (!buju_scan_parse_whole(cell->text, cell->n, &value) || value < 0) return bad_cell(r, column, &whole);
  *to = value;
  return BUJU_OK;
}

static buju_status take_cost(reading *r, int column, int64_t *to) {
  int64_t before = *to;
  buju_status status = take_whole(r, column, to);
  if (status != BUJU_OK) return status;
  r->costs -= before;
  return buju_total_add(r->ctx, r->csv.scan.file, r->csv.line, buju_text(columns[column].name), *to, &r->costs);
}

/* Where in the arrays a row belongs: with tiers, further on. */
static buju_status take_tier(reading *r, buju_ix *j) {
  BUJU_MSG(known, "级表中有的一级", "a tier of the table of tiers");
  if (r->to->tiers == NULL) return BUJU_OK;
  const buju_csv_cell *cell = cell_of(r, TIER);
  buju_ix t = cell != NULL ? buju_instance_find_tier(r->to->tiers, cell->text, cell->n) : BUJU_NONE;
  if (t == BUJU_NONE) return bad_cell(r, TIER, &known);
  *j += t * r->to->candidates;
  return BUJU_OK;
}

static buju_status take_row(reading *r) {
  BUJU_MSG(known, "成本表中有的候选点", "a candidate of the table of costs");
  BUJU_MSG(once, "每个候选点（每级）一行", "in one row only (of a tier)");
  const buju_csv_cell *name = cell_of(r, CANDIDATE);
  buju_ix j = name != NULL ? find(r->to, name) : BUJU_NONE;
  if (j == BUJU_NONE) return bad_cell(r, CANDIDATE, &known);
  buju_status status = take_tier(r, &j);
  if (status != BUJU_OK) return status;
  if (r->met[j]) return bad_cell(r, CANDIDATE, &once);
  r->met[j] = 1;
  status = take_state(r, j);
  if (status == BUJU_OK) status = take_cost(r, OPEN_COST, &r->to->open_cost[j]);
  if (status == BUJU_OK) status = take_cost(r, CLOSE_COST, &r->to->close_cost[j]);
  if (status == BUJU_OK && r->to->capacity != NULL) status = take_whole(r, CAPACITY, &r->to->capacity[j]);
  if (status == BUJU_OK && r->to->least != NULL) status = take_whole(r, LEAST, &r->to->least[j]);
  return status;
}

/* Sizes are there when their columns are. */
static buju_status new_sizes(reading *r) {
  buju_instance *to = r->to;
  bool capacity = r->place[CAPACITY] >= 0, least = r->place[LEAST] >= 0;
  if (capacity) to->capacity = BUJU_NEW(to->arena, int64_t, to->candidates);
  if (least) to->least = BUJU_NEW(to->arena, int64_t, to->candidates);
  if ((capacity && to->capacity == NULL) || (least && to->least == NULL)) return buju_fail_memory(r->ctx);
  for (buju_ix j = 0; capacity && j < to->candidates; j++) to->capacity[j] = INT64_MAX;
  return BUJU_OK;
}

/* Tiers have no sizes; only they have names. */
static buju_status check_tiers(reading *r) {
  BUJU_MSG(no_tiers, "{0}：有“级”列，请用 --tiers 给出级表",
           "{0}: has a column tier: name the table of tiers with --tiers");
  BUJU_MSG(needed, "{0}：分级时应有“级”列", "{0}: with tiers, a column tier is needed");
  BUJU_MSG(not_taken, "{0}：分级时不能有“容量”“最小规模”列", "{0}: tiers go with neither capacity nor least");
  const char *file = r->csv.scan.file;
  bool named = r->place[TIER] >= 0, tiers = r->to->tiers != NULL;
  if (named && !tiers) return buju_fail(r->ctx, BUJU_E_USAGE, BUJU_SAY(no_tiers, buju_text(file)));
  if (!named && tiers) return buju_fail(r->ctx, BUJU_E_DATA, BUJU_SAY(needed, buju_text(file)));
  if (tiers && (r->place[CAPACITY] >= 0 || r->place[LEAST] >= 0))
    return buju_fail(r->ctx, BUJU_E_USAGE, BUJU_SAY(not_taken, buju_text(file)));
  return BUJU_OK;
}

static buju_status count_rooms(buju_ctx *ctx, const buju_instance *instance, buju_ix *out) {
  BUJU_MSG(many, "候选点 × 级数过多：{0}", "candidates × tiers are too many: {0}");
  uint64_t all = (uint64_t)instance->candidates * (instance->tiers != NULL ? instance->tiers->n : 1);
  if (all >= BUJU_NONE) return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(many, buju_int((int64_t)all)));
  *out = (buju_ix)all;
  return BUJU_OK;
}

buju_status buju_instance_candidates(buju_ctx *ctx, buju_scan *scan, buju_instance *instance) {
  reading r = {.ctx = ctx, .csv = {.scan = *scan, .arena = buju_arena_new()}, .to = instance};
  buju_ix n = 0;
  bool more = true;
  buju_status status = count_rooms(ctx, instance, &n);
  if (status != BUJU_OK) {
    buju_arena_free(r.csv.arena);
    return status;
  }
  if (r.csv.arena == NULL) return buju_fail_memory(ctx);
  r.met = BUJU_NEW(r.csv.arena, uint8_t, n);
  instance->state = BUJU_NEW(instance->arena, uint8_t, n);
  instance->open_cost = BUJU_NEW(instance->arena, int64_t, n);
  instance->close_cost = BUJU_NEW(instance->arena, int64_t, n);
  bool made = r.met != NULL && instance->state != NULL && instance->open_cost != NULL && instance->close_cost != NULL;
  status = made ? buju_csv_head(ctx, &r.csv, columns, COLUMNS, r.place) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = check_tiers(&r);
  if (status == BUJU_OK) status = new_sizes(&r);
  for (buju_ix j = 0; status == BUJU_OK && j < n; j++) instance->open_cost[j] = 1;
  r.costs = n;
  while (status == BUJU_OK) {
    status = buju_csv_next(ctx, &r.csv, &more);
    if (status != BUJU_OK || !more) break;
    status = take_row(&r);
  }
  buju_arena_free(r.csv.arena);
  return status;
}
