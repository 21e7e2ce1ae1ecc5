/* TSPLIB points in the plane: every point is a demand point and a candidate. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "layers/instances/formats.h"

static bool word_is(const buju_scan *scan, size_t n, const char *word) {
  return n == strlen(word) && memcmp(scan->at, word, n) == 0;
}

/* "DIMENSION : 1400" or "DIMENSION: 1400": the scan stands on the word; returns the bytes of the keyword. */
static size_t keyword(const buju_scan *scan) {
  size_t n = 0;
  while (scan->at + n < scan->end && ((scan->at[n] >= 'A' && scan->at[n] <= 'Z') || scan->at[n] == '_')) n++;
  return n;
}

static bool is_tsplib(buju_scan scan) {
  if (buju_scan_text_ends(&scan)) return false;
  size_t n = keyword(&scan);
  return word_is(&scan, n, "NAME") || word_is(&scan, n, "TYPE") || word_is(&scan, n, "COMMENT") ||
         word_is(&scan, n, "DIMENSION");
}

static void skip_colon(buju_scan *scan, size_t n) {
  scan->at += n;
  if (!buju_scan_line_ends(scan) && *scan->at == ':') scan->at++;
}

/* Everything up to the coordinates; n is 0 when the file does not say how many. */
static buju_status read_head(buju_ctx *ctx, buju_scan *scan, int64_t *n) {
  BUJU_MSG(dimension, "点数 DIMENSION", "DIMENSION");
  BUJU_MSG(coordinates, "NODE_COORD_SECTION", "NODE_COORD_SECTION");
  BUJU_MSG(plane, "EUC_2D 或 CEIL_2D（平面坐标）", "EUC_2D or CEIL_2D (points in the plane)");
  for (*n = 0; !buju_scan_text_ends(scan);) {
    size_t key = keyword(scan);
    if (word_is(scan, key, "NODE_COORD_SECTION")) {
      buju_scan_skip_line(scan);
      return BUJU_OK;
    }
    if (word_is(scan, key, "DIMENSION")) {
      skip_colon(scan, key);
      /* a point takes six bytes */
      buju_status status = buju_scan_whole(ctx, scan, &dimension, 1, (int64_t)(buju_scan_left(scan) / 6 + 1), n);
      if (status != BUJU_OK) return status;
    } else if (word_is(scan, key, "EDGE_WEIGHT_TYPE")) {
      skip_colon(scan, key);
      size_t word = buju_scan_word(scan);
      if (!word_is(scan, word, "EUC_2D") && !word_is(scan, word, "CEIL_2D"))
        return buju_scan_unexpected(ctx, scan, &plane);
    }
    buju_scan_skip_line(scan);
  }
  return buju_scan_unexpected(ctx, scan, &coordinates);
}

static buju_status read_points(buju_ctx *ctx, buju_scan *scan, buju_ix n, double *x, double *y) {
  BUJU_MSG(number, "点号", "the number of a point");
  BUJU_MSG(coordinate, "坐标", "a coordinate");
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; status == BUJU_OK && i < n; i++) {
    int64_t place;
    status = buju_scan_whole(ctx, scan, &number, (int64_t)i + 1, (int64_t)i + 1, &place);
    if (status == BUJU_OK) status = buju_scan_real(ctx, scan, &coordinate, &x[i]);
    if (status == BUJU_OK) status = buju_scan_real(ctx, scan, &coordinate, &y[i]);
  }
  return status;
}

static buju_status read_tsplib(buju_ctx *ctx, buju_scan *scan, const buju_instance_spec *spec,
                               buju_instance *instance) {
  BUJU_MSG(no_points, "前面有 DIMENSION", "DIMENSION before the coordinates");
  BUJU_MSG(end, "EOF", "EOF");
  int64_t n = 0;
  (void)spec;
  buju_status status = read_head(ctx, scan, &n);
  if (status == BUJU_OK && n == 0) status = buju_scan_unexpected(ctx, scan, &no_points);
  if (status != BUJU_OK) return status;
  double *x = BUJU_NEW(instance->arena, double, (size_t)n), *y = BUJU_NEW(instance->arena, double, (size_t)n);
  if (x == NULL || y == NULL) return buju_fail_memory(ctx);
  status = read_points(ctx, scan, (buju_ix)n, x, y);
  if (status == BUJU_OK && !buju_scan_text_ends(scan) && !word_is(scan, buju_scan_word(scan), "EOF"))
    status = buju_scan_unexpected(ctx, scan, &end);
  instance->demands = instance->candidates = (buju_ix)n;
  instance->demand_x = instance->candidate_x = x;
  instance->demand_y = instance->candidate_y = y;
  instance->first = 1;
  return status;
}

const buju_instance_format_entry buju_instance_tsplib = {
    "tsplib", {"TSPLIB 平面点", "TSPLIB points"}, BUJU_INSTANCE_MEDIAN, is_tsplib, read_tsplib, false};
