/* Many stops: lanes filled stop by stop, then parts of them emptied and filled again where that makes the plan better.
 * Which part comes next is counted, not drawn. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/rounds/rounds_parts.h"

/* A plan under construction. The tour of a lane in a week is a chain of its stops; slot = lane × weeks + week. All in
 * one block, so that a plan is kept and brought back by one copy. */
typedef struct draft {
  buju_ix lanes;        /* lanes 0 … lanes − 1 may hold stops */
  buju_ix *lane;        /* [n] BUJU_NONE: out of the plan */
  uint32_t *offset;     /* [n] */
  buju_ix *next, *prev; /* [weeks × n] of a stop in that week */
  buju_ix *head;        /* [most_lanes × weeks] */
  uint64_t *drive_ms, *serve_ms;
  buju_rounds_score score; /* its lanes are those that hold stops */
  buju_ix *held;           /* [most_lanes] stops of the lane */
} draft;

typedef struct search {
  const buju_rounds_problem *p;
  buju_ix most_lanes;
  size_t bytes;
  void *block[2]; /* of the draft at hand, and of the best one */
  draft at, best;
  buju_ix *out, outs; /* stops taken out, to be put back */
  buju_ix *near;      /* [n] stops by their way from the seed */
  int64_t work, limit;
} search;

/* Where a stop would go, and what that costs. */
typedef struct spot {
  buju_ix lane;
  uint32_t offset;
  int64_t days, drive_ms;
  bool fits, opens; /* opens: a lane that is empty */
} spot;

static bool cheaper(const spot *a, const spot *b) {
  if (a->fits != b->fits) return a->fits;
  if (a->days != b->days) return a->days < b->days;
  if (a->opens != b->opens) return b->opens;
  if (a->drive_ms != b->drive_ms) return a->drive_ms < b->drive_ms;
  return a->lane != b->lane ? a->lane < b->lane : a->offset < b->offset;
}

static buju_ix place_of(buju_ix stop) { return stop == BUJU_NONE ? 0 : stop + 1; }

/* The least detour of a stop into the tour of a slot; after: behind which stop. UINT64_MAX: there is no way. */
static uint64_t detour(search *s, buju_ix slot, uint32_t week, buju_ix i, buju_ix *after) {
  const buju_rounds_problem *p = s->p;
  uint64_t best = UINT64_MAX;
  for (buju_ix a = BUJU_NONE, b = s->at.head[slot];; a = b, b = s->at.next[(size_t)week * p->n + b]) {
    uint64_t in = buju_rounds_drive(p, place_of(a), i + 1), on = buju_rounds_drive(p, i + 1, place_of(b));
    uint64_t was = a == BUJU_NONE && b == BUJU_NONE ? 0 : buju_rounds_drive(p, place_of(a), place_of(b));
    s->work++;
    if (in != BUJU_FAR && on != BUJU_FAR) {
      uint64_t more = in + on > was ? in + on - was : 0; /* a detour that is shorter than the way counts as none */
      if (more < best) {
        best = more;
        *after = a;
      }
    }
    if (b == BUJU_NONE) return best;
  }
}

static spot try_spot(search *s, buju_ix i, buju_ix lane, uint32_t offset) {
  const buju_rounds_problem *p = s->p;
  spot found = {.lane = lane, .offset = offset, .fits = true, .opens = s->at.held[lane] == 0};
  for (uint32_t t = offset; t < p->weeks; t += p->every[i]) {
    buju_ix slot = lane * p->weeks + t, after;
    uint64_t more = detour(s, slot, t, i, &after);
    uint64_t was = s->at.drive_ms[slot] + s->at.serve_ms[slot], now = was + more + p->serve_ms[i];
    if (more == UINT64_MAX || now > buju_rounds_limit(p)) return (spot){.fits = false};
    found.days += buju_rounds_days(p, now) - (s->at.head[slot] != BUJU_NONE ? buju_rounds_days(p, was) : 0);
    found.drive_ms += (int64_t)more;
  }
  return found;
}

/* The best spot and the next best in another lane, for regret. All empty lanes are alike: the first is tried. */
static void find_spots(search *s, buju_ix i, spot best[2]) {
  best[0] = best[1] = (spot){.fits = false};
  bool tried_empty = false;
  for (buju_ix lane = 0; lane < s->most_lanes && !tried_empty; lane++) {
    bool empty = s->at.held[lane] == 0;
    spot own = {.fits = false};
    for (uint32_t o = 0; o < (empty ? 1 : s->p->every[i]); o++) {
      spot now = try_spot(s, i, lane, o);
      if (cheaper(&now, &own)) own = now;
    }
    if (empty && lane >= s->at.lanes) tried_empty = true;
    if (cheaper(&own, &best[0])) {
      best[1] = best[0];
      best[0] = own;
    } else if (cheaper(&own, &best[1]))
      best[1] = own;
  }
}

/* Adds what a slot costs to the score, or takes it away. A tour that is too long, as only a table with detours shorter
 * than the way makes it, costs more than any plan. */
static void count_slot(search *s, buju_ix slot, int sign) {
  static const int64_t TOO_LONG = (int64_t)1 << 40;
  draft *d = &s->at;
  if (d->head[slot] == BUJU_NONE) return;
  uint64_t ms = d->drive_ms[slot] + d->serve_ms[slot];
  d->score.days += sign * (ms <= buju_rounds_limit(s->p) ? buju_rounds_days(s->p, ms) : TOO_LONG);
  d->score.drive_ms += sign * (int64_t)d->drive_ms[slot];
}

static void drive_again(search *s, buju_ix slot, uint32_t week) {
  const buju_rounds_problem *p = s->p;
  uint64_t drive = 0, serve = 0;
  buju_ix a = BUJU_NONE;
  for (buju_ix b = s->at.head[slot]; b != BUJU_NONE; a = b, b = s->at.next[(size_t)week * p->n + b]) {
    drive += buju_rounds_drive(p, place_of(a), b + 1);
    serve += p->serve_ms[b];
  }
  if (a != BUJU_NONE) drive += buju_rounds_drive(p, a + 1, 0);
  s->at.drive_ms[slot] = drive;
  s->at.serve_ms[slot] = serve;
}

static void link_stop(search *s, buju_ix slot, uint32_t week, buju_ix i, buju_ix after) {
  buju_ix *next = s->at.next + (size_t)week * s->p->n, *prev = s->at.prev + (size_t)week * s->p->n;
  count_slot(s, slot, -1);
  prev[i] = after;
  next[i] = after == BUJU_NONE ? s->at.head[slot] : next[after];
  if (next[i] != BUJU_NONE) prev[next[i]] = i;
  if (after == BUJU_NONE)
    s->at.head[slot] = i;
  else
    next[after] = i;
  drive_again(s, slot, week);
  count_slot(s, slot, 1);
}

static void unlink_stop(search *s, buju_ix slot, uint32_t week, buju_ix i) {
  buju_ix *next = s->at.next + (size_t)week * s->p->n, *prev = s->at.prev + (size_t)week * s->p->n;
  count_slot(s, slot, -1);
  if (next[i] != BUJU_NONE) prev[next[i]] = prev[i];
  if (prev[i] == BUJU_NONE)
    s->at.head[slot] = next[i];
  else
    next[prev[i]] = next[i];
  drive_again(s, slot, week);
  count_slot(s, slot, 1);
}

static void put(search *s, buju_ix i, const spot *where) {
  draft *d = &s->at;
  for (uint32_t t = where->offset; t < s->p->weeks; t += s->p->every[i]) {
    buju_ix slot = where->lane * s->p->weeks + t, after = BUJU_NONE;
    detour(s, slot, t, i, &after);
    link_stop(s, slot, t, i, after);
  }
  d->lane[i] = where->lane;
  d->offset[i] = where->offset;
  if (d->held[where->lane]++ == 0) d->score.lanes++;
  if (where->lane >= d->lanes) d->lanes = where->lane + 1;
}

static void take(search *s, buju_ix i) {
  draft *d = &s->at;
  buju_ix lane = d->lane[i];
  if (lane == BUJU_NONE) return;
  for (uint32_t t = d->offset[i]; t < s->p->weeks; t += s->p->every[i]) unlink_stop(s, lane * s->p->weeks + t, t, i);
  if (--d->held[lane] == 0) d->score.lanes--;
  d->lane[i] = BUJU_NONE;
  s->out[s->outs++] = i;
}

/* Puts back what is out: each time the stop that would lose most by waiting. Ties go to the earlier stop taken out. */
static bool put_back(search *s) {
  while (s->outs > 0) {
    buju_ix pick = 0;
    spot where = {.fits = false};
    int64_t most_days = -1, most_drive = -1;
    for (buju_ix k = 0; k < s->outs; k++) {
      spot best[2];
      find_spots(s, s->out[k], best);
      if (!best[0].fits) return false;
      int64_t days = best[1].fits ? best[1].days - best[0].days : (int64_t)1 << 20;
      int64_t drive = best[1].fits ? best[1].drive_ms - best[0].drive_ms : 0;
      if (days < most_days || (days == most_days && drive <= most_drive)) continue;
      most_days = days;
      most_drive = drive;
      pick = k;
      where = best[0];
    }
    put(s, s->out[pick], &where);
    s->out[pick] = s->out[--s->outs];
  }
  return true;
}

/* ---- the plan at hand and the best ---- */

static size_t lay_out(const search *s, char *base, draft *d) {
  size_t n = s->p->n, visits = n * s->p->weeks, slots = (size_t)s->most_lanes * s->p->weeks, at = 0;
#define PART(field, type, count)                                                                                       \
  do {                                                                                                                 \
    if (base != NULL) d->field = (type *)(void *)(base + at);                                                          \
    at += (count) * sizeof(type);                                                                                      \
  } while (0)
  PART(drive_ms, uint64_t, slots);
  PART(serve_ms, uint64_t, slots);
  PART(lane, buju_ix, n);
  PART(offset, uint32_t, n);
  PART(next, buju_ix, visits);
  PART(prev, buju_ix, visits);
  PART(head, buju_ix, slots);
  PART(held, buju_ix, s->most_lanes);
#undef PART
  return at;
}

static void keep(const search *s, const draft *from, draft *to) {
  memcpy(to->drive_ms, from->drive_ms, s->bytes); /* the first of the block */
  to->lanes = from->lanes;
  to->score = from->score;
}

static bool open_search(search *s, buju_arena *scratch) {
  s->bytes = lay_out(s, NULL, NULL);
  s->block[0] = BUJU_NEW(scratch, uint64_t, s->bytes / sizeof(uint64_t) + 1);
  s->block[1] = BUJU_NEW(scratch, uint64_t, s->bytes / sizeof(uint64_t) + 1);
  s->out = BUJU_NEW(scratch, buju_ix, s->p->n);
  s->near = BUJU_NEW(scratch, buju_ix, s->p->n);
  if (s->block[0] == NULL || s->block[1] == NULL || s->out == NULL || s->near == NULL) return false;
  lay_out(s, s->block[0], &s->at);
  lay_out(s, s->block[1], &s->best);
  for (size_t k = 0; k < (size_t)s->most_lanes * s->p->weeks; k++) s->at.head[k] = BUJU_NONE;
  for (buju_ix i = 0; i < s->p->n; i++) s->at.lane[i] = BUJU_NONE;
  return true;
}

/* ---- taking apart ---- */

/* The q stops nearest to the seed, itself first, by the way there and back; ties by row. */
static void gather_near(search *s, buju_ix seed, buju_ix q) {
  const buju_rounds_problem *p = s->p;
  buju_ix have = 0;
  uint64_t far[32];
  for (buju_ix i = 0; i < p->n; i++) {
    uint64_t way = (uint64_t)buju_rounds_drive(p, seed + 1, i + 1) + buju_rounds_drive(p, i + 1, seed + 1);
    if (i == seed) way = 0;
    if (have == q && way >= far[have - 1]) continue;
    buju_ix k = have < q ? have++ : have - 1;
    for (; k > 0 && far[k - 1] > way; k--) {
      far[k] = far[k - 1];
      s->near[k] = s->near[k - 1];
    }
    far[k] = way;
    s->near[k] = i;
  }
  s->work += p->n;
}

/* Empties the neighbourhood of a seed: the stops about it, or, every other time, whole lanes about it. */
static void take_apart(search *s, buju_ix seed, buju_ix q, bool whole_lanes) {
  gather_near(s, seed, q);
  buju_ix lanes[32];
  for (buju_ix k = 0; k < q; k++) lanes[k] = s->at.lane[s->near[k]];
  if (!whole_lanes) {
    for (buju_ix k = 0; k < q; k++) take(s, s->near[k]);
    return;
  }
  for (buju_ix k = 0; k < q && s->outs < q; k++)
    for (buju_ix i = 0; i < s->p->n && s->outs < 2 * q; i++)
      if (s->at.lane[i] == lanes[k] && lanes[k] != BUJU_NONE) take(s, i);
}

/* Goes on from a plan that is no worse than the best by more than a hundredth of its driving. */
static bool good_enough(buju_rounds_score now, buju_rounds_score best) {
  return now.days == best.days && now.drive_ms / 101 <= best.drive_ms / 100;
}

static void improve(search *s) {
  static const buju_ix sizes[] = {4, 8, 12, 6, 16, 10, 3, 24};
  enum { SIZES = sizeof sizes / sizeof *sizes };
  buju_ix n = s->p->n, idle = 0, step = n / 3 | 1;
  while (n % step == 0 && step > 1) step -= 2; /* so that the seeds go through all stops */
  for (buju_ix turn = 0, seed = 0; idle < 20 * n + 200 && (s->limit == 0 || s->work < s->limit); turn++) {
    buju_ix q = sizes[turn % SIZES] < n ? sizes[turn % SIZES] : n;
    if (q > 16) q = 16;
    take_apart(s, seed, q, turn % 3 == 2);
    bool whole = put_back(s);
    idle++;
    if (whole && buju_rounds_better(s->at.score, s->best.score)) {
      keep(s, &s->at, &s->best);
      idle = 0;
    } else if (!whole || !good_enough(s->at.score, s->best.score)) {
      keep(s, &s->best, &s->at);
      s->outs = 0;
    }
    seed = (seed + step) % n;
  }
}

buju_status buju_rounds_search(buju_ctx *ctx, const buju_rounds_problem *p, int64_t work_limit,
                               buju_rounds_places *places, buju_rounds_score *score, int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  search s = {.p = p, .most_lanes = p->n, .limit = work_limit};
  if (!open_search(&s, scratch)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  for (buju_ix i = 0; i < p->n; i++) {
    s.out[0] = i;
    s.outs = 1;
    put_back(&s); /* a lane of its own is always there */
  }
  keep(&s, &s.at, &s.best);
  improve(&s);
  buju_ix *name = s.near; /* lanes in use, counted in the order of their first stops */
  for (buju_ix k = 0; k < p->n; k++) name[k] = BUJU_NONE;
  places->lanes = 0;
  for (buju_ix i = 0; i < p->n; i++) {
    buju_ix lane = s.best.lane[i];
    if (name[lane] == BUJU_NONE) name[lane] = places->lanes++;
    places->lane[i] = name[lane];
    places->offset[i] = s.best.offset[i];
  }
  *score = s.best.score;
  *work += s.work;
  buju_arena_free(scratch);
  return BUJU_OK;
}
