/* Each contender by itself: the parts of its score, its rank, and whether that hangs on the weights.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/pick_parts.h"

/* Weights may be a fifth less or more: in fifths, from 4 to 6. */
enum { LEAST = 4, MOST = 6 };

static int64_t value_of(const buju_picking *p, buju_ix j, buju_score_part part) {
  const buju_contender *c = &p->row[j];
  switch (part) {
  case BUJU_SCORE_NEWLY: return c->newly != BUJU_PEOPLE_MISSING ? c->newly : 0;
  case BUJU_SCORE_SERVED: return c->served;
  case BUJU_SCORE_APART: return c->next_ms != BUJU_FAR ? c->next_ms : 0;
  case BUJU_SCORE_FLOOR: return isfinite(c->floor_m2) ? llround(c->floor_m2 * 100) : 0;
  case BUJU_SCORE_DOCTORS: return c->doctors > 0 ? c->doctors : 0;
  case BUJU_SCORE_PARTS: break;
  }
  return 0;
}

/* As a part of the best contender's; a way that leads to no other one is the longest of all. */
static void set_part(buju_picking *p, buju_score_part part) {
  int64_t most = 0;
  for (buju_ix j = 0; j < p->n; j++)
    if (value_of(p, j, part) > most) most = value_of(p, j, part);
  for (buju_ix j = 0; j < p->n; j++) {
    bool lonely = part == BUJU_SCORE_APART && p->row[j].next_ms == BUJU_FAR && isfinite(p->places.x_m[j]);
    int64_t share = most > 0 ? value_of(p, j, part) * BUJU_SCORE_FULL / most : 0;
    p->row[j].part[part] = lonely ? BUJU_SCORE_FULL : (int32_t)share;
  }
}

static int64_t sum_of(const buju_picking *p, buju_ix j) {
  int64_t sum = 0;
  for (int k = 0; k < BUJU_SCORE_PARTS; k++) sum += p->ask->weight[k] * p->row[j].part[k];
  return sum;
}

/* By how much j is ahead of i at least, or at most, while each weight stays between its bounds. */
static int64_t lead(const buju_picking *p, buju_ix j, buju_ix i, bool at_least) {
  int64_t sum = 0;
  for (int k = 0; k < BUJU_SCORE_PARTS; k++) {
    int64_t more = p->row[j].part[k] - p->row[i].part[k];
    sum += p->ask->weight[k] * more * ((more > 0) == at_least ? LEAST : MOST);
  }
  return sum;
}

static bool ahead(int64_t by, buju_ix j, buju_ix i) { return by > 0 || (by == 0 && j < i); }

static void set_ranks(buju_picking *p, buju_ix i) {
  buju_contender *c = &p->row[i];
  c->rank = c->rank_from = c->rank_to = 1;
  for (buju_ix j = 0; j < p->n; j++) {
    if (j == i) continue;
    c->rank += ahead(sum_of(p, j) - sum_of(p, i), j, i);
    c->rank_from += ahead(lead(p, j, i, true), j, i);
    c->rank_to += ahead(lead(p, j, i, false), j, i);
  }
  buju_ix first = p->ask->asked < p->n ? p->ask->asked : p->n;
  c->holds = c->rank <= first ? c->rank_to <= first : c->rank_from > first;
}

void buju_pick_score(buju_picking *p) {
  int64_t weights = 0;
  for (int k = 0; k < BUJU_SCORE_PARTS; k++) {
    set_part(p, (buju_score_part)k);
    weights += p->ask->weight[k];
  }
  for (buju_ix i = 0; i < p->n; i++) {
    p->row[i].score = (int32_t)(sum_of(p, i) / weights);
    set_ranks(p, i);
  }
}
