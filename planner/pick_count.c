/* How many people the chosen bring where. SPDX-License-Identifier: Apache-2.0 */
#include "planner/pick_parts.h"

static bool counts(const buju_picking *p, const bool *in, buju_ix place) { return place >= p->n || in[place]; }

buju_people_n buju_pick_newly(const buju_picking *p, const bool *in) {
  buju_people_n sum = 0;
  for (buju_ix i = 0; i < p->demands; i++) {
    uint64_t first = p->times.row[i], last = p->times.row[i + 1];
    bool already = last > first && p->times.col[last - 1] >= p->n, newly = false;
    for (uint64_t k = first; k < last && !already; k++) newly |= in[p->times.col[k]];
    if (newly) sum += p->people[i];
  }
  return sum;
}

/* Whom only one of the chosen brings within the limit, and whom one more would. */
static void count_alone(buju_picking *p, buju_ix i, const bool *in) {
  buju_ix chosen = 0, only = BUJU_NONE;
  uint64_t first = p->times.row[i], last = p->times.row[i + 1];
  if (!buju_pick_limited(p) || (last > first && p->times.col[last - 1] >= p->n)) return;
  for (uint64_t k = first; k < last; k++) {
    if (!in[p->times.col[k]]) continue;
    chosen++;
    only = p->times.col[k];
  }
  if (chosen == 1) p->row[only].alone += p->people[i];
  for (uint64_t k = first; k < last && chosen == 0; k++) p->row[p->times.col[k]].alone += p->people[i];
}

/* The nearest of those that count; of equals the lower. */
static uint64_t nearest(const buju_picking *p, buju_ix i, const bool *in) {
  uint64_t best = p->times.row[i + 1];
  for (uint64_t k = p->times.row[i]; k < p->times.row[i + 1]; k++) {
    if (!counts(p, in, p->times.col[k])) continue;
    if (best == p->times.row[i + 1] || p->times.val[k] < p->times.val[best]) best = k;
  }
  return best;
}

/* People with a way to what counts, and their time. */
typedef struct total {
  buju_people_n people;
  double person_ms;
  uint32_t longest_ms;
} total;

static void add(total *t, buju_people_n people, uint32_t ms) {
  t->people += people;
  t->person_ms += (double)people * ms;
  if (ms > t->longest_ms) t->longest_ms = ms;
}

static uint32_t mean_ms(const total *t) {
  return t->people > 0 ? (uint32_t)(t->person_ms / (double)t->people) : BUJU_FAR;
}

buju_status buju_pick_count(buju_picking *p) {
  bool *in = BUJU_NEW(p->job->scratch, bool, p->n), *none = BUJU_NEW(p->job->scratch, bool, p->n);
  total was = {0}, will = {0};
  if (in == NULL || none == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix j = 0; j < p->n; j++) in[j] = p->row[j].chosen;
  for (buju_ix i = 0; i < p->demands; i++) {
    uint64_t end = p->times.row[i + 1], before = nearest(p, i, none), after = nearest(p, i, in);
    p->sum.people += p->people[i];
    count_alone(p, i, in);
    if (before < end) add(&was, p->people[i], p->times.val[before]);
    if (after == end) continue;
    add(&will, p->people[i], p->times.val[after]);
    if (p->times.col[after] < p->n) p->row[p->times.col[after]].nearest += p->people[i];
  }
  p->sum.before = buju_pick_limited(p) ? was.people : BUJU_PEOPLE_MISSING;
  p->sum.after = buju_pick_limited(p) ? will.people : BUJU_PEOPLE_MISSING;
  p->sum.unreachable = p->sum.people - will.people;
  bool everybody = !buju_pick_limited(p); /* of some the mean would say nothing */
  p->sum.before_ms = everybody ? mean_ms(&was) : BUJU_FAR;
  p->sum.after_ms = everybody ? mean_ms(&will) : BUJU_FAR;
  p->sum.longest_ms = everybody && will.people > 0 ? will.longest_ms : BUJU_FAR;
  return BUJU_OK;
}
