/* Local search for covers: row weighting (Gao, Weise, Li 2015), for needs and costs of any size. What leaves and what
 * comes is decided by weight per cost, then by who has rested longest. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/cover_parts.h"

static uint64_t next_random(buju_cover_walk *w) {
  w->random ^= w->random << 13;
  w->random ^= w->random >> 7;
  w->random ^= w->random << 17;
  return w->random >> 16;
}

static bool room(const buju_cover *c, buju_arena *arena, buju_cover_walk *w) {
  size_t n = c->columns, m = c->rows;
  w->in = BUJU_NEW(arena, uint8_t, n);
  w->may = BUJU_NEW(arena, uint8_t, n);
  w->best = BUJU_NEW(arena, uint8_t, n);
  w->score = BUJU_NEW(arena, int64_t, n);
  w->stamp = BUJU_NEW(arena, int64_t, n);
  w->plan = BUJU_NEW(arena, buju_ix, n);
  w->place = BUJU_NEW(arena, buju_ix, n);
  w->heap = BUJU_NEW(arena, buju_ix, n);
  w->key = BUJU_NEW(arena, int64_t, n);
  w->times = BUJU_NEW(arena, buju_ix, m);
  w->owner = BUJU_NEW(arena, buju_ix, m);
  w->weight = BUJU_NEW(arena, int64_t, m);
  w->bare = BUJU_NEW(arena, buju_ix, m);
  w->bare_place = BUJU_NEW(arena, buju_ix, m);
  return w->in != NULL && w->may != NULL && w->best != NULL && w->score != NULL && w->stamp != NULL &&
         w->plan != NULL && w->place != NULL && w->heap != NULL && w->key != NULL && w->times != NULL &&
         w->owner != NULL && w->weight != NULL && w->bare != NULL && w->bare_place != NULL;
}

static void bare_add(buju_cover_walk *w, buju_ix i) {
  w->bare_place[i] = w->bare_n;
  w->bare[w->bare_n++] = i;
}

static void bare_remove(buju_cover_walk *w, buju_ix i) {
  buju_ix last = w->bare[--w->bare_n];
  w->bare[w->bare_place[i]] = last;
  w->bare_place[last] = w->bare_place[i];
}

buju_status buju_cover_walk_new(buju_ctx *ctx, const buju_cover *cover, uint64_t seed, buju_arena *arena,
                                buju_cover_walk *out) {
  buju_cover_walk w = {.cover = cover, .unicost = true, .random = seed * 2 + 1, .last = BUJU_NONE};
  if (!room(cover, arena, &w)) return buju_fail_memory(ctx);
  w.best_cost = INT64_MAX;
  for (buju_ix j = 0; j < cover->columns; j++) {
    w.may[j] = 1;
    w.score[j] = (int64_t)(cover->col[j + 1] - cover->col[j]);
    w.unicost &= cover->cost[j] == cover->cost[0];
  }
  for (buju_ix i = 0; i < cover->rows; i++) {
    w.weight[i] = 1;
    bare_add(&w, i);
  }
  *out = w;
  return BUJU_OK;
}

/* ---- the plan: a heap, whose top loses least by leaving for what it costs ---- */

/* Whether a, whose score is `of_a`, is worth more per cost than b; of equals the one that has rested longer, then the
 * lower. */
static bool beats(const buju_cover_walk *w, buju_ix a, int64_t of_a, buju_ix b, int64_t of_b) {
  if (w->unicost) {
    if (of_a != of_b) return of_a > of_b;
  } else {
    double x = (double)of_a * (double)w->cover->cost[b], y = (double)of_b * (double)w->cover->cost[a];
    if (x != y) return x > y;
  }
  return w->stamp[a] != w->stamp[b] ? w->stamp[a] < w->stamp[b] : a < b;
}

static bool better(const buju_cover_walk *w, buju_ix a, buju_ix b) {
  return b == BUJU_NONE || beats(w, a, w->score[a], b, w->score[b]);
}

static void settle_at(buju_cover_walk *w, buju_ix at, buju_ix j) {
  w->plan[at] = j;
  w->place[j] = at;
}

/* Puts j where it belongs, from a place where only j may be wrong. */
static void sift_plan(buju_cover_walk *w, buju_ix at, buju_ix j) {
  for (; at > 0 && better(w, j, w->plan[(at - 1) / 2]); at = (at - 1) / 2) {
    settle_at(w, at, w->plan[(at - 1) / 2]);
    w->work++;
  }
  for (buju_ix child; (child = 2 * at + 1) < w->plan_n; at = child) {
    if (child + 1 < w->plan_n && better(w, w->plan[child + 1], w->plan[child])) child++;
    if (!better(w, w->plan[child], j)) break;
    settle_at(w, at, w->plan[child]);
    w->work++;
  }
  settle_at(w, at, j);
  w->work++;
}

/* What it would lose by leaving has changed. */
static void weigh_taken(buju_cover_walk *w, buju_ix j, int64_t change) {
  w->score[j] += change;
  sift_plan(w, w->place[j], j);
}

/* ---- moves ---- */

/* The weight of row i changes for those not taken when it becomes bare or met, for those taken when they become the
 * ones it depends on, or cease to be. */
static void tell_others(buju_cover_walk *w, buju_ix i, buju_ix except, int64_t change) {
  const buju_cover *c = w->cover;
  w->work += (int64_t)(c->row[i + 1] - c->row[i]);
  for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) {
    buju_ix h = c->column[at];
    if (h == except) continue;
    if (!w->in[h]) w->score[h] += change;
    w->may[h] = 1;
  }
}

static void tell_owners(buju_cover_walk *w, buju_ix i, buju_ix except, int64_t change) {
  const buju_cover *c = w->cover;
  if (c->need[i] == 1) { /* a single one, `except` left out */
    weigh_taken(w, w->owner[i], change);
    return;
  }
  w->work += (int64_t)(c->row[i + 1] - c->row[i]);
  for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++)
    if (w->in[c->column[at]] && c->column[at] != except) weigh_taken(w, c->column[at], change);
}

static void put_in(buju_cover_walk *w, buju_ix j) {
  const buju_cover *c = w->cover;
  w->in[j] = 1;
  w->score[j] = -w->score[j];
  w->stamp[j] = w->step;
  w->plan_n++;
  sift_plan(w, w->plan_n - 1, j);
  w->cost += c->cost[j];
  w->work += (int64_t)(c->col[j + 1] - c->col[j]);
  for (uint64_t at = c->col[j]; at < c->col[j + 1]; at++) {
    buju_ix i = c->member[at], times = w->times[i]++;
    if (times == c->need[i]) tell_owners(w, i, j, w->weight[i]);
    w->owner[i] ^= j;
    if (times + 1 != c->need[i]) continue;
    bare_remove(w, i);
    tell_others(w, i, j, -w->weight[i]);
  }
}

static void take_out(buju_cover_walk *w, buju_ix j) {
  const buju_cover *c = w->cover;
  w->in[j] = 0;
  w->score[j] = -w->score[j];
  w->may[j] = 0;
  buju_ix last = w->plan[--w->plan_n];
  if (last != j) sift_plan(w, w->place[j], last);
  w->cost -= c->cost[j];
  w->stamp[j] = w->step;
  w->work += (int64_t)(c->col[j + 1] - c->col[j]);
  for (uint64_t at = c->col[j]; at < c->col[j + 1]; at++) {
    buju_ix i = c->member[at], times = w->times[i]--;
    w->owner[i] ^= j;
    if (times == c->need[i] + 1u) tell_owners(w, i, j, -w->weight[i]);
    if (times != c->need[i]) continue;
    bare_add(w, i);
    tell_others(w, i, j, w->weight[i]);
  }
}

/* ---- choices ---- */

/* Of those taken, the one whose leaving loses least for what it costs. */
static buju_ix least_needed(const buju_cover_walk *w, buju_ix except) {
  if (w->plan_n == 0 || w->plan[0] != except) return w->plan_n > 0 ? w->plan[0] : BUJU_NONE;
  buju_ix left = w->plan_n > 1 ? w->plan[1] : BUJU_NONE;
  return w->plan_n > 2 && better(w, w->plan[2], left) ? w->plan[2] : left;
}

static buju_ix best_for_row(buju_cover_walk *w, buju_ix i) {
  const buju_cover *c = w->cover;
  buju_ix best = BUJU_NONE;
  w->work += (int64_t)(c->row[i + 1] - c->row[i]);
  for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) {
    buju_ix j = c->column[at];
    if (!w->in[j] && w->may[j] && better(w, j, best)) best = j;
  }
  return best;
}

static void note_best(buju_cover_walk *w) {
  if (w->cost >= w->best_cost) return;
  w->best_cost = w->cost;
  memcpy(w->best, w->in, w->cover->columns * sizeof *w->best);
}

/* ---- a plan to start from ---- */

static bool above(const buju_cover_walk *w, buju_ix a, buju_ix b) { return beats(w, a, w->key[a], b, w->key[b]); }

static void sift(buju_cover_walk *w, buju_ix n, buju_ix at) {
  buju_ix j = w->heap[at];
  for (buju_ix child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && above(w, w->heap[child + 1], w->heap[child])) child++;
    if (!above(w, w->heap[child], j)) break;
    w->heap[at] = w->heap[child];
  }
  w->heap[at] = j;
}

/* What meets most weight per cost, again and again. Scores only fall, so a top whose key still holds is the best. */
static void complete(buju_cover_walk *w) {
  const buju_cover *c = w->cover;
  buju_ix n = 0;
  for (buju_ix j = 0; j < c->columns; j++) {
    w->key[j] = w->score[j];
    if (!w->in[j]) w->heap[n++] = j;
  }
  for (buju_ix at = n / 2; at-- > 0;) sift(w, n, at);
  while (w->bare_n > 0 && n > 0) {
    buju_ix top = w->heap[0];
    w->work += 16;
    if (w->key[top] == w->score[top]) {
      w->heap[0] = w->heap[--n];
      put_in(w, top);
    }
    w->key[top] = w->score[top];
    if (n > 0) sift(w, n, 0);
  }
}

/* Leaves out what no row depends on, dearest first. */
static void prune(buju_cover_walk *w) {
  for (;;) {
    buju_ix drop = BUJU_NONE;
    for (buju_ix k = 0; k < w->plan_n; k++) {
      buju_ix j = w->plan[k];
      if (w->score[j] != 0) continue;
      int64_t more = drop != BUJU_NONE ? w->cover->cost[j] - w->cover->cost[drop] : 1;
      if (more > 0 || (more == 0 && j > drop)) drop = j;
    }
    w->work += w->plan_n;
    if (drop == BUJU_NONE) return;
    take_out(w, drop);
  }
}

void buju_cover_walk_start(buju_cover_walk *walk, const uint8_t *in) {
  while (walk->plan_n > 0) take_out(walk, walk->plan[walk->plan_n - 1]);
  for (buju_ix j = 0; in != NULL && j < walk->cover->columns; j++)
    if (in[j]) put_in(walk, j);
  complete(walk);
  prune(walk);
  note_best(walk);
}

/* ---- walking ---- */

static void weigh_bare(buju_cover_walk *w) {
  const buju_cover *c = w->cover;
  for (buju_ix k = 0; k < w->bare_n; k++) {
    buju_ix i = w->bare[k];
    w->weight[i]++;
    w->work += (int64_t)(c->row[i + 1] - c->row[i]);
    for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) {
      buju_ix j = c->column[at];
      if (w->in[j])
        weigh_taken(w, j, -1);
      else
        w->score[j]++;
    }
  }
}

static void one_step(buju_cover_walk *w) {
  w->step++;
  while (w->bare_n == 0) {
    note_best(w);
    if (w->plan_n == 0) return;
    take_out(w, least_needed(w, BUJU_NONE));
  }
  buju_ix leaves = least_needed(w, w->last);
  if (leaves != BUJU_NONE) take_out(w, leaves);
  buju_ix comes = best_for_row(w, w->bare[next_random(w) % w->bare_n]);
  while (comes != BUJU_NONE && w->plan_n > 0 && w->cost + w->cover->cost[comes] >= w->best_cost)
    take_out(w, least_needed(w, BUJU_NONE));
  if (comes != BUJU_NONE && w->cost + w->cover->cost[comes] < w->best_cost) {
    put_in(w, comes);
    w->last = comes;
  }
  weigh_bare(w);
}

void buju_cover_walk_on(buju_cover_walk *walk, int64_t work, int64_t enough) {
  int64_t until = walk->work + work;
  while (walk->work < until && walk->best_cost > enough) {
    one_step(walk);
    walk->work += 16;
    if (walk->bare_n == 0) note_best(walk);
  }
}
