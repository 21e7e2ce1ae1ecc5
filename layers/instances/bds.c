/* Maximal cover of the BDS collection: "facilities customers", then "F id x y cost" and "C id x y demand" lines, in any
 * order, ids from 0. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "layers/instances/formats.h"
#include "layers/instances/total.h"

static bool is_bds(buju_scan scan) {
  int64_t number;
  for (int i = 0; i < 2; i++) {
    size_t n = buju_scan_word(&scan);
    if (n == 0 || !buju_scan_parse_whole(scan.at, n, &number)) return false;
    scan.at += n;
  }
  return buju_scan_word(&scan) == 1 && (*scan.at == 'F' || *scan.at == 'C');
}

/* One of the two lists while it is read. */
typedef struct points {
  buju_ix n;
  double *x, *y;
  int64_t *value;
  uint8_t *met;
  int64_t sum; /* of the values */
} points;

static bool points_new(buju_arena *arena, int64_t n, points *out) {
  *out = (points){(buju_ix)n,
                  BUJU_NEW(arena, double, (size_t)n),
                  BUJU_NEW(arena, double, (size_t)n),
                  BUJU_NEW(arena, int64_t, (size_t)n),
                  BUJU_NEW(arena, uint8_t, (size_t)n),
                  0};
  return out->x != NULL && out->y != NULL && out->value != NULL && out->met != NULL;
}

static buju_status read_point(buju_ctx *ctx, buju_scan *scan, points *to) {
  BUJU_MSG(id, "编号", "an id");
  BUJU_MSG(coordinate, "坐标", "a coordinate");
  BUJU_MSG(amount, "费用或需求量", "a cost or a demand");
  BUJU_MSG(twice, "{0} 第 {1} 行：编号 {2} 已经出现过", "{0}, line {1}: the id {2} has been there before");
  int64_t i = 0;
  buju_status status = buju_scan_whole(ctx, scan, &id, 0, (int64_t)to->n - 1, &i);
  if (status == BUJU_OK && to->met[i])
    status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(twice, buju_text(scan->file), buju_year(scan->line), buju_year(i)));
  if (status != BUJU_OK) return status;
  to->met[i] = 1;
  status = buju_scan_real(ctx, scan, &coordinate, &to->x[i]);
  if (status == BUJU_OK) status = buju_scan_real(ctx, scan, &coordinate, &to->y[i]);
  if (status == BUJU_OK) status = buju_scan_whole(ctx, scan, &amount, 0, INT64_MAX, &to->value[i]);
  if (status != BUJU_OK) return status;
  return buju_total_add(ctx, scan->file, scan->line, buju_word(&amount), to->value[i], &to->sum);
}

/* As many lines as there are points, each id once: then nobody is missing. */
static buju_status read_lines(buju_ctx *ctx, buju_scan *scan, points *facility, points *customer) {
  BUJU_MSG(letter, "F 或 C", "F or C");
  BUJU_MSG(nothing_more, "文件结束", "the end of the file");
  buju_status status = BUJU_OK;
  for (uint64_t left = (uint64_t)facility->n + customer->n; status == BUJU_OK && left > 0; left--) {
    size_t n = buju_scan_word(scan);
    bool first = n == 1 && *scan->at == 'F';
    if (!first && (n != 1 || *scan->at != 'C')) return buju_scan_unexpected(ctx, scan, &letter);
    scan->at++;
    status = read_point(ctx, scan, first ? facility : customer);
  }
  if (status == BUJU_OK && !buju_scan_text_ends(scan)) return buju_scan_unexpected(ctx, scan, &nothing_more);
  return status;
}

static buju_status read_bds(buju_ctx *ctx, buju_scan *scan, const buju_instance_spec *spec, buju_instance *instance) {
  BUJU_MSG(facilities, "设施数", "the number of facilities");
  BUJU_MSG(customers, "需求点数", "the number of customers");
  points facility, customer;
  int64_t n = 0, m = 0, most = (int64_t)(buju_scan_left(scan) / 10 + 1); /* a line takes ten bytes */
  (void)spec;
  if (most > (int64_t)BUJU_NONE - 1) most = (int64_t)BUJU_NONE - 1;
  buju_status status = buju_scan_whole(ctx, scan, &facilities, 0, most, &n);
  if (status == BUJU_OK) status = buju_scan_whole(ctx, scan, &customers, 0, most, &m);
  if (status != BUJU_OK) return status;
  if (!points_new(instance->arena, n, &facility) || !points_new(instance->arena, m, &customer))
    return buju_fail_memory(ctx);
  instance->candidates = facility.n;
  instance->candidate_x = facility.x;
  instance->candidate_y = facility.y;
  instance->open_cost = facility.value;
  instance->demands = customer.n;
  instance->demand_x = customer.x;
  instance->demand_y = customer.y;
  instance->weight = customer.value;
  return read_lines(ctx, scan, &facility, &customer);
}

const buju_instance_format_entry buju_instance_bds = {
    "bds", {"BDS 最大覆盖（F、C 行）", "BDS maximal cover (F and C lines)"}, BUJU_INSTANCE_MAX_COVER, is_bds, read_bds,
    false};
