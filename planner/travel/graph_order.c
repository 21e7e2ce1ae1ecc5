/* Orders of nodes that keep neighbours near each other in memory. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "planner/travel/graph.h"

enum { CURVE_BITS = 16, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, PASSES = 3 };

/* Where (x, y) lies along the curve: quadrant by quadrant from the coarsest, turning as the curve does. */
static uint32_t along_curve(uint32_t x, uint32_t y) {
  const uint32_t last = (UINT32_C(1) << CURVE_BITS) - 1;
  uint32_t at = 0;
  for (int bit = CURVE_BITS - 1; bit >= 0; bit--) {
    uint32_t right = x >> bit & 1, upper = y >> bit & 1;
    at = at << 2 | ((3 * right) ^ upper);
    if (upper == 0) {
      if (right == 1) {
        x = last - x;
        y = last - y;
      }
      uint32_t swap = x;
      x = y;
      y = swap;
    }
  }
  return at;
}

typedef struct frame {
  double x0_m, y0_m, step_m;
} frame;

static frame frame_of(buju_ix nodes, const double *x_m, const double *y_m) {
  double x1 = -INFINITY, y1 = -INFINITY;
  frame f = {INFINITY, INFINITY, 1};
  for (buju_ix v = 0; v < nodes; v++) {
    if (!isfinite(x_m[v]) || !isfinite(y_m[v])) continue;
    f.x0_m = fmin(f.x0_m, x_m[v]);
    f.y0_m = fmin(f.y0_m, y_m[v]);
    x1 = fmax(x1, x_m[v]);
    y1 = fmax(y1, y_m[v]);
  }
  double side_m = fmax(x1 - f.x0_m, y1 - f.y0_m);
  if (side_m > 0 && isfinite(side_m)) f.step_m = side_m / ((1 << CURVE_BITS) - 1);
  return f;
}

static uint32_t cell_of(double at_m, double step_m) {
  double cell = at_m / step_m, last = (1 << CURVE_BITS) - 1;
  return cell > 0 ? (uint32_t)fmin(cell, last) : 0;
}

/* One stable pass of a radix sort of order by key. */
static void sort_digit(buju_ix nodes, const uint32_t *key, int shift, const buju_ix *from, buju_ix *to) {
  uint32_t at[DIGITS + 1] = {0};
  for (buju_ix v = 0; v < nodes; v++) at[(key[v] >> shift & (DIGITS - 1)) + 1]++;
  for (int d = 0; d < DIGITS; d++) at[d + 1] += at[d];
  for (buju_ix k = 0; k < nodes; k++) to[at[key[from[k]] >> shift & (DIGITS - 1)]++] = from[k];
}

bool buju_order_hilbert(buju_ix nodes, const double *x_m, const double *y_m, buju_ix *order) {
  uint32_t *key = malloc((size_t)nodes * sizeof *key + 1);
  buju_ix *spare = malloc((size_t)nodes * sizeof *spare + 1);
  bool done = key != NULL && spare != NULL;
  frame f = frame_of(nodes, x_m, y_m);
  for (buju_ix v = 0; done && v < nodes; v++) {
    bool placed = isfinite(x_m[v]) && isfinite(y_m[v]);
    key[v] = placed ? along_curve(cell_of(x_m[v] - f.x0_m, f.step_m), cell_of(y_m[v] - f.y0_m, f.step_m)) : UINT32_MAX;
    spare[v] = v;
  }
  if (done) { /* an odd number of passes ends in order */
    sort_digit(nodes, key, 0, spare, order);
    sort_digit(nodes, key, DIGIT_BITS, order, spare);
    sort_digit(nodes, key, 2 * DIGIT_BITS, spare, order);
  }
  free(key);
  free(spare);
  return done;
}

bool buju_order_depth_first(buju_ix nodes, const uint32_t *first, const buju_ix *head, buju_ix *order) {
  uint32_t *next = malloc((size_t)nodes * sizeof *next + 1); /* the arc to look at; of met nodes only */
  buju_ix *stack = malloc((size_t)nodes * sizeof *stack + 1);
  bool *met = calloc((size_t)nodes + 1, sizeof *met);
  bool done = next != NULL && stack != NULL && met != NULL;
  buju_ix placed = 0;
  for (buju_ix start = 0; done && start < nodes; start++) {
    if (met[start]) continue;
    buju_ix depth = 0, v = start;
    for (;;) {
      if (!met[v]) {
        met[v] = true;
        next[v] = first[v];
        order[placed++] = v;
        stack[depth++] = v;
      }
      while (next[v] < first[v + 1] && met[head[next[v]]]) next[v]++;
      if (next[v] < first[v + 1]) {
        v = head[next[v]];
      } else {
        if (--depth == 0) break;
        v = stack[depth - 1];
      }
    }
  }
  free(next);
  free(stack);
  free(met);
  return done;
}
