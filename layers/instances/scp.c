/* Set cover by rows, as in OR-Library: "rows columns", the costs of the columns, then "k column…" a row. The
 * combinatorial instances (clr, cyc) have all costs 1; some copies hold 2 × rows coordinates in their place. What
 * stands
 * after a line of dashes is a remark. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/cover_rows.h"
#include "layers/instances/formats.h"
#include "layers/instances/total.h"

static bool is_scp(buju_scan scan) {
  int64_t number;
  for (int i = 0; i < 2; i++) {
    size_t n = buju_scan_word(&scan);
    if (n == 0 || !buju_scan_parse_whole(scan.at, n, &number) || number < 1) return false;
    scan.at += n;
    if (buju_scan_line_ends(&scan) != (i == 1)) return false;
  }
  return !buju_scan_text_ends(&scan);
}

static bool ends(buju_scan *scan) {
  return buju_scan_text_ends(scan) ||
         (scan->end - scan->at >= 3 && scan->at[0] == '-' && scan->at[1] == '-' && scan->at[2] == '-');
}

static bool skip_numbers(buju_scan *scan, int64_t n) {
  for (int64_t value; n > 0; n--) {
    size_t word = buju_scan_word(scan);
    if (word == 0 || !buju_scan_parse_whole(scan->at, word, &value)) return false;
    scan->at += word;
  }
  return true;
}

/* Whether rows begin `before` numbers from here and end with the file. */
static bool rows_follow(buju_scan scan, int64_t before, int64_t rows, int64_t columns) {
  if (!skip_numbers(&scan, before)) return false;
  for (int64_t k; rows > 0; rows--) {
    size_t word = buju_scan_word(&scan);
    if (word == 0 || !buju_scan_parse_whole(scan.at, word, &k) || k < 0 || k > columns) return false;
    scan.at += word;
    if (!skip_numbers(&scan, k)) return false;
  }
  return ends(&scan);
}

static buju_status read_costs(buju_ctx *ctx, buju_scan *scan, int64_t n, buju_instance *instance) {
  BUJU_MSG(cost, "费用", "a cost");
  buju_status status = BUJU_OK;
  int64_t sum = 0;
  instance->open_cost = BUJU_NEW(instance->arena, int64_t, (size_t)n);
  if (instance->open_cost == NULL) return buju_fail_memory(ctx);
  for (int64_t j = 0; status == BUJU_OK && j < n; j++) {
    status = buju_scan_whole(ctx, scan, &cost, 0, INT64_MAX, &instance->open_cost[j]);
    if (status == BUJU_OK)
      status = buju_total_add(ctx, scan->file, scan->line, buju_word(&cost), instance->open_cost[j], &sum);
  }
  return status;
}

static buju_status read_rows(buju_ctx *ctx, buju_scan *scan, int64_t rows, int64_t columns, buju_vec *pairs) {
  BUJU_MSG(count, "列数", "how many columns cover the row");
  BUJU_MSG(column, "列号", "a column");
  BUJU_MSG(nothing_more, "文件结束", "the end of the file");
  buju_status status = BUJU_OK;
  for (int64_t r = 0; status == BUJU_OK && r < rows; r++) {
    int64_t n = 0, j = 0;
    status = buju_scan_whole(ctx, scan, &count, 0, columns, &n);
    for (int64_t k = 0; status == BUJU_OK && k < n; k++) {
      status = buju_scan_whole(ctx, scan, &column, 1, columns, &j);
      buju_cover_pair *pair = status == BUJU_OK ? buju_vec_push(pairs, sizeof *pair) : NULL;
      if (status == BUJU_OK && pair == NULL) status = buju_fail_memory(ctx);
      if (status == BUJU_OK) *pair = (buju_cover_pair){(buju_ix)r, (buju_ix)(j - 1)};
    }
  }
  if (status == BUJU_OK && !ends(scan)) return buju_scan_unexpected(ctx, scan, &nothing_more);
  return status;
}

static buju_status read_scp(buju_ctx *ctx, buju_scan *scan, const buju_instance_spec *spec, buju_instance *instance) {
  BUJU_MSG(rows, "行数", "the number of rows");
  BUJU_MSG(columns, "列数", "the number of columns");
  /* A row takes two bytes, and so does a column that covers anything. */
  int64_t m = 0, n = 0, most = (int64_t)(buju_scan_left(scan) / 2 + 1);
  buju_vec pairs = {0};
  (void)spec;
  buju_status status = buju_scan_whole(ctx, scan, &rows, 1, most, &m);
  if (status == BUJU_OK) status = buju_scan_whole(ctx, scan, &columns, 1, most, &n);
  if (status != BUJU_OK) return status;
  bool priced = rows_follow(*scan, n, m, n) || !rows_follow(*scan, 2 * m, m, n);
  if (priced)
    status = read_costs(ctx, scan, n, instance);
  else
    skip_numbers(scan, 2 * m);
  if (status == BUJU_OK) status = read_rows(ctx, scan, m, n, &pairs);
  if (status == BUJU_OK) status = buju_cover_table(ctx, pairs.n, pairs.data, (buju_ix)m, (buju_ix)n, instance);
  buju_vec_free(&pairs);
  return status;
}

const buju_instance_format_entry buju_instance_scp = {
    "scp", {"集合覆盖，按行（OR-Library）", "set cover by rows (OR-Library)"}, BUJU_INSTANCE_COVER, is_scp, read_scp,
    false};
