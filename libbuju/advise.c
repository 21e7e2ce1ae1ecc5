/* What is asked once a plan is there: which sites good plans need, what locks cost. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "libbuju/posed.h"
#include "planner/siting/advice.h"

_Static_assert((int)BUJU_SOLUTION_NEED_UNKNOWN == BUJU_SITING_NEED_UNKNOWN &&
                   (int)BUJU_SOLUTION_SPARED == BUJU_SITING_SPARED && (int)BUJU_SOLUTION_NEEDED == BUJU_SITING_NEEDED,
               "needs");

/* How much worse than the best is good, in the objective's units. The best lies between two bounds, and so does this.
 */
typedef struct tolerance {
  int64_t least, most;
} tolerance;

enum { MILLION = 1000000 };

static int64_t share_of(int64_t value, int64_t millionths) {
  return value / MILLION * millionths + value % MILLION * millionths / MILLION;
}

static tolerance tolerate(const buju_solution *s, double slack) {
  int64_t millionths = llround(slack * MILLION), best = s->answer->lower, worst = s->answer->upper;
  if (s->problem.model == BUJU_SITING_MAX_COVER) { /* of what is covered */
    best = s->view.weight - s->answer->upper;
    worst = s->view.weight - s->answer->lower;
  }
  return (tolerance){share_of(best, millionths), share_of(worst, millionths)};
}

static buju_solution_need judge(const buju_siting_answer *answer, buju_siting_worth without, tolerance good) {
  if (buju_siting_judge(answer, without, good.most) == BUJU_SITING_NEEDED) return BUJU_SOLUTION_NEEDED;
  if (buju_siting_judge(answer, without, good.least) == BUJU_SITING_SPARED) return BUJU_SOLUTION_SPARED;
  return BUJU_SOLUTION_NEED_UNKNOWN;
}

/* From the best of one problem to that of another with fewer plans: never below 0. */
static void set_price(buju_solution_price *price, buju_siting_worth more, buju_siting_worth fewer) {
  bool none = fewer.lower == INT64_MAX;
  price->least = none ? INT64_MAX : fewer.lower > more.upper ? fewer.lower - more.upper : 0;
  price->most = none ? INT64_MAX : fewer.upper - more.lower;
}

static uint8_t state_of(const buju_solution *s, buju_ix j) {
  return s->problem.state != NULL ? s->problem.state[j] : BUJU_CANDIDATE_FREE;
}

static buju_status ask_without(buju_ctx *ctx, buju_solution *s, tolerance good, buju_solution_price *price) {
  const buju_siting_answer *a = s->answer;
  for (buju_ix k = 0; k < a->sites; k++) {
    if (state_of(s, a->site[k]) != BUJU_CANDIDATE_FREE) continue;
    buju_siting_worth without;
    buju_status status = buju_siting_without(ctx, &s->problem, a, a->site[k], &without);
    if (status != BUJU_OK) return status;
    buju_solution_price *p = &price[s->view.needs++];
    p->site = s->view.site[k];
    p->need = judge(a, without, good);
    set_price(p, (buju_siting_worth){a->lower, a->upper}, without);
  }
  return BUJU_OK;
}

static buju_status price_lock(buju_ctx *ctx, buju_solution *s, buju_ix j, const char *name,
                              buju_solution_price *price) {
  buju_siting_worth free;
  buju_status status = buju_siting_unlocked(ctx, &s->problem, s->answer, j, &free);
  if (status != BUJU_OK) return status;
  *price = (buju_solution_price){.site = name};
  set_price(price, free, (buju_siting_worth){s->answer->lower, s->answer->upper});
  s->view.locks++;
  return BUJU_OK;
}

static buju_status price_locks(buju_ctx *ctx, buju_solution *s, buju_solution_price *price) {
  const buju_siting_answer *a = s->answer;
  buju_status status = BUJU_OK;
  for (buju_ix k = 0; k < a->sites && status == BUJU_OK; k++)
    if (state_of(s, a->site[k]) == BUJU_CANDIDATE_REQUIRED)
      status = price_lock(ctx, s, a->site[k], s->view.site[k], &price[s->view.locks]);
  if (status == BUJU_OK && s->view.locks > 1) status = price_lock(ctx, s, BUJU_NONE, NULL, &price[s->view.locks]);
  return status;
}

buju_status buju_posed_advise(buju_ctx *ctx, buju_solution *s, double slack) {
  buju_solution_price *without = BUJU_NEW(s->arena, buju_solution_price, s->answer->sites);
  buju_solution_price *lock = BUJU_NEW(s->arena, buju_solution_price, (size_t)s->answer->sites + 1);
  if (without == NULL || lock == NULL) return buju_fail_memory(ctx);
  s->view.advised = 1;
  s->view.slack = slack;
  s->view.need = without;
  s->view.lock = lock;
  buju_status status = ask_without(ctx, s, tolerate(s, slack), without);
  return status == BUJU_OK ? price_locks(ctx, s, lock) : status;
}
