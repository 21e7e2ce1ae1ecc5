/* Set cover by columns, as the railway instances are: a line "cost k row…" a column, with "rows columns" before them or
 * without. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/cover_rows.h"
#include "layers/instances/formats.h"
#include "layers/instances/total.h"

/* Whether the line is "cost k" and k more whole numbers; *words is how many words it has. Moves past it. */
static bool is_column(buju_scan *scan, int64_t *words) {
  int64_t number, k = -1;
  for (*words = 0; !buju_scan_line_ends(scan); ++*words) {
    size_t n = buju_scan_word(scan);
    if (!buju_scan_parse_whole(scan->at, n, &number)) return false;
    if (*words == 1) k = number;
    scan->at += n;
  }
  return *words >= 2 && k == *words - 2;
}

static bool is_rail(buju_scan scan) {
  int64_t words, columns = 0;
  for (bool first = true; !buju_scan_text_ends(&scan); first = false) {
    bool column = is_column(&scan, &words);
    if (!column && !(first && words == 2)) return false;
    columns += column;
  }
  return columns > 0;
}

/* The first line is "rows columns" when it has two words and is no column without rows. */
static bool has_head(buju_scan scan) {
  int64_t words;
  return !buju_scan_text_ends(&scan) && !is_column(&scan, &words) && words == 2;
}

typedef struct columns {
  buju_vec cost, pair; /* int64_t, buju_cover_pair */
  buju_ix rows;        /* the largest met */
  int64_t costs;       /* all together */
} columns;

static buju_status read_column(buju_ctx *ctx, buju_scan *scan, int64_t rows, columns *c) {
  BUJU_MSG(cost, "费用", "a cost");
  BUJU_MSG(count, "行数", "how many rows the column has");
  BUJU_MSG(row, "行号", "a row");
  int64_t value = 0, n = 0, r = 0;
  buju_status status = buju_scan_whole(ctx, scan, &cost, 0, INT64_MAX, &value);
  if (status == BUJU_OK) status = buju_total_add(ctx, scan->file, scan->line, buju_word(&cost), value, &c->costs);
  if (status == BUJU_OK) status = buju_scan_whole(ctx, scan, &count, 0, rows, &n);
  int64_t *to = status == BUJU_OK ? buju_vec_push(&c->cost, sizeof *to) : NULL;
  if (status == BUJU_OK && to == NULL) status = buju_fail_memory(ctx);
  if (status == BUJU_OK) *to = value;
  for (int64_t k = 0; status == BUJU_OK && k < n; k++) {
    status = buju_scan_whole(ctx, scan, &row, 1, rows, &r);
    buju_cover_pair *pair = status == BUJU_OK ? buju_vec_push(&c->pair, sizeof *pair) : NULL;
    if (status == BUJU_OK && pair == NULL) status = buju_fail_memory(ctx);
    if (status != BUJU_OK) break;
    *pair = (buju_cover_pair){(buju_ix)(r - 1), (buju_ix)(c->cost.n - 1)};
    if (r > c->rows) c->rows = (buju_ix)r;
  }
  return status;
}

static buju_status read_rail(buju_ctx *ctx, buju_scan *scan, const buju_instance_spec *spec, buju_instance *instance) {
  BUJU_MSG(rows, "行数", "the number of rows");
  BUJU_MSG(wanted, "列数", "the number of columns");
  BUJU_MSG(few, "{0}：说有 {1} 列，实有 {2} 列；文件可能不完整",
           "{0}: says it has {1} column{1?|s} and has {2}; it may be incomplete");
  /* No row is in the file unless it is written there. */
  int64_t most = (int64_t)(buju_scan_left(scan) < BUJU_NONE - 1 ? buju_scan_left(scan) : BUJU_NONE - 1), n = -1;
  bool head = has_head(*scan);
  columns c = {0};
  void *cost;
  (void)spec;
  buju_status status = head ? buju_scan_whole(ctx, scan, &rows, 0, most, &most) : BUJU_OK;
  if (status == BUJU_OK && head) status = buju_scan_whole(ctx, scan, &wanted, 0, BUJU_NONE - 1, &n);
  while (status == BUJU_OK && !buju_scan_text_ends(scan)) status = read_column(ctx, scan, most, &c);
  if (status == BUJU_OK && head && (int64_t)c.cost.n != n)
    status =
        buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(few, buju_text(scan->file), buju_int(n), buju_int((int64_t)c.cost.n)));
  if (status == BUJU_OK)
    status = buju_cover_table(ctx, c.pair.n, c.pair.data, head ? (buju_ix)most : c.rows, (buju_ix)c.cost.n, instance);
  if (status == BUJU_OK && !buju_vec_freeze(&c.cost, sizeof(int64_t), instance->arena, &cost))
    status = buju_fail_memory(ctx);
  if (status == BUJU_OK) instance->open_cost = cost;
  buju_vec_free(&c.cost);
  buju_vec_free(&c.pair);
  return status;
}

const buju_instance_format_entry buju_instance_rail = {
    "rail", {"集合覆盖，按列（rail）", "set cover by columns (rail)"}, BUJU_INSTANCE_COVER, is_rail, read_rail, false};
