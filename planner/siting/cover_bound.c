/* Lagrangian bounds of a cover: every row pays for being met, every column that earns more than it costs is taken.
 * Whatever the multipliers, the sum is a true bound, computed in whole numbers; doubles only say where to climb.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/cover_parts.h"

/* No multiplier is worth more than all costs together, so sums stay below 2^61. */
int64_t buju_cover_scale(int64_t costs, double needs) {
  double room = 0x1p60 / (((double)costs + 1) * (needs + 2));
  return room >= 1e6 ? 1000000 : (int64_t)room;
}

static void set_scale(const buju_cover *c, buju_cover_bound *b) {
  int64_t all = 0;
  double needs = 0;
  for (buju_ix j = 0; j < c->columns; j++) all += c->cost[j];
  for (buju_ix i = 0; i < c->rows; i++) needs += (double)c->need[i];
  b->most = (double)all + 1;
  b->scale = buju_cover_scale(all, needs);
}

bool buju_cover_bound_new(const buju_cover *cover, buju_arena *arena, buju_cover_bound *out) {
  size_t n = cover->columns, m = cover->rows;
  *out = (buju_cover_bound){.free = BUJU_NEW(arena, buju_ix, n),
                            .u = BUJU_NEW(arena, double, m),
                            .at = BUJU_NEW(arena, double, m),
                            .way = BUJU_NEW(arena, double, m),
                            .share = BUJU_NEW(arena, double, n),
                            .lack = BUJU_NEW(arena, int32_t, m),
                            .whole = BUJU_NEW(arena, int64_t, m),
                            .rest = BUJU_NEW(arena, int64_t, n)};
  set_scale(cover, out);
  return out->free != NULL && out->u != NULL && out->at != NULL && out->way != NULL && out->share != NULL &&
         out->lack != NULL && out->whole != NULL && out->rest != NULL;
}

void buju_cover_bound_start(buju_cover_bound *b, const buju_cover *c) {
  for (buju_ix i = 0; i < c->rows; i++) {
    b->u[i] = b->most;
    for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) {
      buju_ix j = c->column[at];
      double each = (double)c->cost[j] / (double)(c->col[j + 1] - c->col[j]);
      if (each < b->u[i]) b->u[i] = each;
    }
  }
}

/* ---- whole numbers ---- */

void buju_cover_bound_value(buju_cover_bound *b, const buju_cover_state *s) {
  const buju_cover *c = s->cover;
  b->value = s->cost * b->scale;
  for (buju_ix i = 0; i < c->rows; i++) {
    double u = b->u[i] < b->most ? b->u[i] : b->most;
    b->whole[i] = s->left[i] > 0 && u > 0 ? (int64_t)(u * (double)b->scale) : 0;
    if (s->left[i] > 0) b->value += b->whole[i] * s->left[i];
  }
  for (buju_ix j = 0; j < c->columns; j++) {
    if (s->role[j] != BUJU_COVER_MAY) continue;
    int64_t rest = c->cost[j] * b->scale;
    for (uint64_t at = c->col[j]; at < c->col[j + 1]; at++) rest -= b->whole[c->member[at]];
    b->rest[j] = rest;
    if (rest < 0) b->value += rest;
    b->work += (int64_t)(c->col[j + 1] - c->col[j]) + 1;
  }
  b->work += c->rows;
}

/* ---- climbing ---- */

/* The bound at `at`; lack says what each row would still need of it. */
static double evaluate(buju_cover_bound *b, const buju_cover_state *s) {
  const buju_cover *c = s->cover;
  double sum = (double)s->cost;
  for (buju_ix i = 0; i < c->rows; i++) {
    b->lack[i] = s->left[i] > 0 ? s->left[i] : 0;
    sum += b->at[i] * b->lack[i];
  }
  for (buju_ix k = 0; k < b->free_n; k++) {
    buju_ix j = b->free[k];
    double rest = (double)c->cost[j];
    uint64_t end = c->col[j + 1];
    for (uint64_t at = c->col[j]; at < end; at++) rest -= b->at[c->member[at]];
    b->share[j] *= 0.9;
    b->work += (int64_t)(end - c->col[j]) + 1;
    if (rest >= 0) continue;
    sum += rest;
    b->share[j] += 0.1;
    for (uint64_t at = c->col[j]; at < end; at++) b->lack[c->member[at]]--;
  }
  b->work += c->rows;
  return sum;
}

/* One step along the smoothed subgradient; false when there is nowhere to go. */
static bool step(buju_cover_bound *b, const buju_cover_state *s, double far) {
  double length = 0;
  for (buju_ix i = 0; i < s->cover->rows; i++) {
    if (s->left[i] <= 0) continue;
    double lack = b->at[i] <= 0 && b->lack[i] < 0 ? 0 : (double)b->lack[i];
    b->way[i] = lack + 0.3 * b->way[i];
    length += b->way[i] * b->way[i];
  }
  if (length < 1e-12) return false;
  far /= length;
  for (buju_ix i = 0; i < s->cover->rows; i++) {
    if (s->left[i] <= 0) continue;
    b->at[i] += far * b->way[i];
    if (b->at[i] < 0) b->at[i] = 0;
    if (b->at[i] > b->most) b->at[i] = b->most;
  }
  return true;
}

static void begin(buju_cover_bound *b, const buju_cover_state *s) {
  const buju_cover *c = s->cover;
  b->free_n = 0;
  for (buju_ix j = 0; j < c->columns; j++) {
    b->share[j] = 0;
    if (s->role[j] == BUJU_COVER_MAY) b->free[b->free_n++] = j;
  }
  for (buju_ix i = 0; i < c->rows; i++) {
    b->at[i] = s->left[i] > 0 ? b->u[i] : 0;
    b->way[i] = 0;
  }
}

void buju_cover_bound_climb(buju_cover_bound *b, const buju_cover_state *s, int64_t target, buju_cover_pace pace) {
  double best = -1e300, stride = pace.stride, wanted = (double)target;
  int stale = 0;
  begin(b, s);
  for (int k = 0; k < pace.rounds && stride > 1e-3; k++) {
    double value = evaluate(b, s);
    if (value > best + 1e-9) {
      if (value > best + 1e-4) stale = 0;
      best = value;
      memcpy(b->u, b->at, s->cover->rows * sizeof *b->u);
      if (best > wanted - 1 + 1e-3) break;
    } else if (++stale >= pace.patience) {
      stale = 0;
      stride *= 0.75;
      memcpy(b->at, b->u, s->cover->rows * sizeof *b->at);
      memset(b->way, 0, s->cover->rows * sizeof *b->way);
    }
    if (!step(b, s, stride * (wanted - value + 0.5))) break;
  }
  buju_cover_bound_value(b, s);
}
