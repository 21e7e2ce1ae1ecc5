/* Maximal cover: a walk through plans that may become worse on the way: the site missed least is closed, the one that
 * adds most is opened, and neither is moved again for a while (tabu search: Glover 1989).
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/max_cover.h"

enum { REST = 10 /* steps at most for which a site moved stays as it is */ };

static uint32_t pick(uint64_t *chance, uint32_t below) {
  *chance ^= *chance << 13;
  *chance ^= *chance >> 7;
  *chance ^= *chance << 17;
  return (uint32_t)((*chance >> 20) % below);
}

/* The open site that is missed least, or the closed one that adds most, of those that may move at step `now`; of equals
 * the one that may longest. BUJU_NONE where none may. */
static buju_ix find(const buju_max_search *s, bool open, buju_ix now) {
  const buju_max_plan *plan = &s->plan;
  const buju_ix *from = s->walk_from;
  buju_ix best = BUJU_NONE;
  for (buju_ix j = 0; j < s->core->items; j++) {
    if (!s->core->counted[j] || (plan->open[j] != 0) != open || from[j] > now) continue;
    int64_t more = best == BUJU_NONE ? 1 : open ? plan->gain[best] - plan->gain[j] : plan->gain[j] - plan->gain[best];
    if (more > 0 || (more == 0 && from[j] < from[best])) best = j;
  }
  return best;
}

/* The best plan, in hand. */
static void return_to_best(buju_max_search *s) {
  buju_max_plan_clear(&s->plan);
  for (buju_ix j = 0; j < s->core->items; j++)
    if (s->best[j]) buju_max_plan_open(&s->plan, j);
}

void buju_max_walk(buju_max_search *s, int64_t work) {
  const buju_ix items = s->core->items;
  const int64_t end = s->plan.work + work;
  const buju_ix patience = 200 + 10 * (buju_ix)(s->p < 1000 ? s->p : 1000);
  uint64_t chance = 88172645463325252u;
  memset(s->walk_from, 0, items * sizeof *s->walk_from);
  return_to_best(s);
  uint32_t rest = s->plan.sites / 2 < REST ? (uint32_t)(s->plan.sites / 2) + 1 : REST;
  for (buju_ix now = 1, found = 1; s->plan.work < end && now - found < patience; now++) {
    buju_ix out = find(s, true, now);
    if (out == BUJU_NONE) continue;
    buju_max_plan_close(&s->plan, out);
    s->walk_from[out] = now + 1 + pick(&chance, REST);
    buju_ix in = find(s, false, now);
    if (in != BUJU_NONE) {
      buju_max_plan_open(&s->plan, in);
      s->walk_from[in] = now + 1 + pick(&chance, rest);
    }
    s->plan.work += 2 * (int64_t)items / 4; /* steps here are short */
    if (s->plan.value <= s->value) continue;
    buju_max_plan_improve(&s->plan, false);
    buju_max_search_offer(s);
    found = now;
  }
}
