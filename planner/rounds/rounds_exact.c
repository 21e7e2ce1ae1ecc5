/* Few stops: every plan is compared. First the least tour of each subset, then the best lane of each subset over all
 * ways to lay its visits into the weeks, then the best partition into lanes. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/rounds/rounds_parts.h"

/* 4 bits of an offset, 14 stops: a lane's offsets fit a word. */
enum { MOST_STOPS = 14, MOST_EVERY = 16, OFFSET_BITS = 4 };
static const int64_t MOST_STEPS = 20000000;

/* Vehicle-days, driving and lanes in one number, in that order: a cycle has at most 14 × 16 tours of 7 days. */
enum { LANE_BITS = 4, DRIVE_BITS = 44 };
static const int64_t NEVER = INT64_MAX / 2;

bool buju_rounds_few(const buju_rounds_problem *p) {
  int64_t lanes = p->weeks, parts = 1;
  if (p->n > MOST_STOPS || p->weeks > MOST_EVERY) return false;
  for (buju_ix i = 0; i < p->n; i++) {
    lanes *= 1 + (int64_t)p->every[i];
    parts *= 3;
    if (lanes > MOST_STEPS || parts > MOST_STEPS) return false;
  }
  return true;
}

typedef struct subsets {
  const buju_rounds_problem *p;
  uint32_t sets;     /* 2ⁿ */
  uint64_t *end;     /* [sets × n] the least driving that visits a set and ends at one of it */
  int64_t *tour;     /* [sets] a tour's cost */
  int64_t *lane;     /* [sets] the best lane's */
  uint64_t *offsets; /* [sets] its offsets, 4 bits a stop */
  int64_t *best;     /* [sets] the best lanes of a set */
  uint32_t *part;    /* [sets] one of them */
  int64_t work;
} subsets;

static int64_t cost_of(const buju_rounds_problem *p, uint64_t drive, uint64_t serve) {
  if (drive == UINT64_MAX || drive + serve > buju_rounds_limit(p)) return NEVER;
  return (buju_rounds_days(p, drive + serve) << DRIVE_BITS | (int64_t)drive) << LANE_BITS;
}

static uint64_t reach(const subsets *s, uint32_t set, buju_ix last) {
  uint32_t rest = set & ~(1u << last);
  if (rest == 0) {
    uint32_t leg = buju_rounds_drive(s->p, 0, last + 1);
    return leg != BUJU_FAR ? leg : UINT64_MAX;
  }
  uint64_t best = UINT64_MAX;
  for (buju_ix k = 0; k < s->p->n; k++) {
    uint32_t leg = buju_rounds_drive(s->p, k + 1, last + 1);
    uint64_t so_far = s->end[(size_t)rest * s->p->n + k];
    if ((rest >> k & 1) == 0 || leg == BUJU_FAR || so_far == UINT64_MAX) continue;
    if (so_far + leg < best) best = so_far + leg;
  }
  return best;
}

static void find_tours(subsets *s) {
  const buju_rounds_problem *p = s->p;
  for (uint32_t set = 1; set < s->sets; set++) {
    uint64_t drive = UINT64_MAX, serve = 0;
    for (buju_ix k = 0; k < p->n; k++) {
      if ((set >> k & 1) == 0) continue;
      uint64_t there = s->end[(size_t)set * p->n + k] = reach(s, set, k);
      uint32_t home = buju_rounds_drive(p, k + 1, 0);
      if (there != UINT64_MAX && home != BUJU_FAR && there + home < drive) drive = there + home;
      serve += p->serve_ms[k];
    }
    s->tour[set] = cost_of(p, drive, serve);
  }
  s->work += (int64_t)s->sets * p->n;
}

/* The stops of a lane, and the weeks laid so far. */
typedef struct laying {
  uint32_t set, week[MOST_EVERY];
  uint64_t offsets;
} laying;

static void count_weeks(subsets *s, const laying *l) {
  int64_t sum = 1;
  for (uint32_t t = 0; t < s->p->weeks; t++) {
    int64_t tour = l->week[t] != 0 ? s->tour[l->week[t]] : 0;
    if (tour == NEVER) return;
    sum += tour;
  }
  s->work += s->p->weeks;
  if (sum >= s->lane[l->set]) return;
  s->lane[l->set] = sum;
  s->offsets[l->set] = l->offsets;
}

/* The first stop of a lane need only start in week 0: weeks are turned round later. */
static void lay(subsets *s, laying *l, buju_ix i, bool first) {
  const buju_rounds_problem *p = s->p;
  while (i < p->n && (l->set >> i & 1) == 0) i++;
  if (i == p->n) {
    count_weeks(s, l);
    return;
  }
  uint32_t offsets = first ? 1 : p->every[i];
  for (uint32_t o = 0; o < offsets; o++) {
    for (uint32_t t = o; t < p->weeks; t += p->every[i]) l->week[t] |= 1u << i;
    l->offsets |= (uint64_t)o << (OFFSET_BITS * i);
    lay(s, l, i + 1, false);
    l->offsets &= ~((uint64_t)(MOST_EVERY - 1) << (OFFSET_BITS * i));
    for (uint32_t t = o; t < p->weeks; t += p->every[i]) l->week[t] &= ~(1u << i);
  }
}

/* The lane of the lowest stop, and the best of what is left. */
static void partition(subsets *s) {
  for (uint32_t set = 1; set < s->sets; set++) {
    uint32_t low = set & (~set + 1), rest = set ^ low;
    s->best[set] = NEVER;
    for (uint32_t with = rest;; with = (with - 1) & rest) {
      int64_t lane = s->lane[with | low], others = s->best[rest ^ with];
      s->work++;
      if (lane < NEVER && others < NEVER && lane + others < s->best[set]) {
        s->best[set] = lane + others;
        s->part[set] = with | low;
      }
      if (with == 0) break;
    }
  }
}

static void tell(const subsets *s, buju_rounds_places *places, buju_rounds_score *score) {
  int64_t drive_mask = ((int64_t)1 << DRIVE_BITS) - 1;
  uint32_t set = s->sets - 1;
  score->days = s->best[set] >> (DRIVE_BITS + LANE_BITS);
  score->drive_ms = s->best[set] >> LANE_BITS & drive_mask;
  for (places->lanes = 0; set != 0; places->lanes++) {
    uint32_t part = s->part[set];
    for (buju_ix i = 0; i < s->p->n; i++) {
      if ((part >> i & 1) == 0) continue;
      places->lane[i] = places->lanes;
      places->offset[i] = (uint32_t)(s->offsets[part] >> (OFFSET_BITS * i)) & (MOST_EVERY - 1);
    }
    set ^= part;
  }
  score->lanes = places->lanes;
}

buju_status buju_rounds_exact(buju_ctx *ctx, const buju_rounds_problem *p, buju_rounds_places *places,
                              buju_rounds_score *score, int64_t *work) {
  BUJU_MSG(no_plan, "内部检查未通过：巡诊路线无可行解；请报告此问题",
           "internal check failed: rounds without a plan; please report this");
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  uint32_t sets = 1u << p->n;
  subsets s = {.p = p,
               .sets = sets,
               .end = BUJU_NEW(scratch, uint64_t, (size_t)sets * p->n),
               .tour = BUJU_NEW(scratch, int64_t, sets),
               .lane = BUJU_NEW(scratch, int64_t, sets),
               .offsets = BUJU_NEW(scratch, uint64_t, sets),
               .best = BUJU_NEW(scratch, int64_t, sets),
               .part = BUJU_NEW(scratch, uint32_t, sets)};
  buju_status status = BUJU_OK;
  if (s.end == NULL || s.tour == NULL || s.lane == NULL || s.offsets == NULL || s.best == NULL || s.part == NULL) {
    status = buju_fail_memory(ctx);
    goto done;
  }
  find_tours(&s);
  for (uint32_t set = 1; set < sets; set++) {
    laying l = {.set = set};
    s.lane[set] = NEVER;
    lay(&s, &l, 0, true);
  }
  partition(&s);
  *work += s.work;
  if (s.best[sets - 1] >= NEVER)
    status = buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(no_plan));
  else
    tell(&s, places, score);
done:
  buju_arena_free(scratch);
  return status;
}
