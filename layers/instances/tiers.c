/* A table of tiers of care beside a table of costs: how far each may be, how many of it, how often it is asked for. The
 * lowest comes first.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/instances/csv_rows.h"
#include "layers/instances/formats.h"
#include "layers/vsi_file.h"

enum { TIER, LIMIT, P, VISITS, COLUMNS };
static const buju_csv_column columns[COLUMNS] = {
    {"tier", "级", true}, {"limit", "上限", false}, {"p", "数量", false}, {"visits", "次数", false}};

typedef struct reading {
  buju_ctx *ctx;
  buju_csv csv;
  int place[COLUMNS];
  buju_vec tier; /* buju_instance_tier */
  buju_arena *arena;
} reading;

static const buju_csv_cell *cell_of(const reading *r, int column) {
  const buju_csv_cell *cell = r->place[column] >= 0 ? &r->csv.cell[r->place[column]] : NULL;
  return cell != NULL && cell->n > 0 ? cell : NULL;
}

static buju_status bad_cell(reading *r, int column, const buju_msg *wanted) {
  return buju_csv_bad_cell(r->ctx, &r->csv, &columns[column], r->place[column], wanted);
}

buju_ix buju_instance_find_tier(const buju_instance_tiers *tiers, const char *text, size_t n) {
  for (buju_ix t = 0; t < tiers->n; t++)
    if (strlen(tiers->tier[t].name) == n && memcmp(tiers->tier[t].name, text, n) == 0) return t;
  return BUJU_NONE;
}

static buju_status take_row(reading *r) {
  BUJU_MSG(name, "级的名称", "the name of a tier");
  BUJU_MSG(once, "每级一行", "in one row only");
  BUJU_MSG(few, "不超过 255 级", "one of 255 tiers at most");
  BUJU_MSG(number, "不小于 0 的数", "a number, 0 or more");
  BUJU_MSG(whole, "不小于 0 的整数", "a whole number, 0 or more");
  BUJU_MSG(often, "从 0 到 1,000,000 的整数", "a whole number from 0 to 1,000,000");
  const buju_csv_cell *cell = cell_of(r, TIER), *limit = cell_of(r, LIMIT), *p = cell_of(r, P),
                      *visits = cell_of(r, VISITS);
  const buju_instance_tiers before = {(buju_ix)r->tier.n, r->tier.data};
  buju_instance_tier tier = {NULL, -1, -1, 1};
  if (cell == NULL) return bad_cell(r, TIER, &name);
  if (buju_instance_find_tier(&before, cell->text, cell->n) != BUJU_NONE) return bad_cell(r, TIER, &once);
  if (before.n == BUJU_INSTANCE_TIERS_MOST) return bad_cell(r, TIER, &few);
  if (limit != NULL && (!buju_scan_parse_real(limit->text, limit->n, &tier.limit) || !(tier.limit >= 0)))
    return bad_cell(r, LIMIT, &number);
  if (p != NULL && (!buju_scan_parse_whole(p->text, p->n, &tier.p) || tier.p < 0)) return bad_cell(r, P, &whole);
  if (visits != NULL && (!buju_scan_parse_whole(visits->text, visits->n, &tier.visits) || tier.visits < 0 ||
                         tier.visits > BUJU_INSTANCE_VISITS_MOST))
    return bad_cell(r, VISITS, &often);
  tier.name = buju_arena_text_n(r->arena, cell->text, cell->n);
  buju_instance_tier *to = tier.name != NULL ? buju_vec_push(&r->tier, sizeof tier) : NULL;
  if (to == NULL) return buju_fail_memory(r->ctx);
  *to = tier;
  return BUJU_OK;
}

static buju_status read_rows(reading *r) {
  bool more = true;
  buju_status status = buju_csv_head(r->ctx, &r->csv, columns, COLUMNS, r->place);
  while (status == BUJU_OK) {
    status = buju_csv_next(r->ctx, &r->csv, &more);
    if (status != BUJU_OK || !more) break;
    status = take_row(r);
  }
  return status;
}

buju_status buju_instance_read_tiers(buju_ctx *ctx, const char *path, buju_arena *arena, buju_instance_tiers *out) {
  BUJU_MSG(none, "{0}：没有一级", "{0}: there is no tier");
  unsigned char *bytes = NULL;
  size_t n = 0;
  reading r = {.ctx = ctx, .arena = arena};
  buju_status status = buju_vsi_load(ctx, path, path, &bytes, &n);
  if (status != BUJU_OK) return status;
  r.csv = (buju_csv){.scan = buju_scan_begin(path, bytes, n), .arena = buju_arena_new()};
  status = r.csv.arena != NULL ? read_rows(&r) : buju_fail_memory(ctx);
  if (status == BUJU_OK && r.tier.n == 0) status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(none, buju_text(path)));
  if (status == BUJU_OK) {
    *out = (buju_instance_tiers){(buju_ix)r.tier.n, buju_arena_copy(arena, r.tier.data, r.tier.n, sizeof *out->tier)};
    if (out->tier == NULL) status = buju_fail_memory(ctx);
  }
  buju_vec_free(&r.tier);
  buju_arena_free(r.csv.arena);
  free(bytes);
  return status;
}
