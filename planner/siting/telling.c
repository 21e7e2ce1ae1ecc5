/* A search tells the caller's progress how far it has come. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/telling.h"

#include <math.h>

static void tell(void *user, int64_t upper, int64_t lower) {
  BUJU_MSG(searching, "选址：还没有方案", "siting: no plan yet");
  BUJU_MSG(gap, "选址：方案与下界相差 {0} %", "siting: the plan and its bound are {0} % apart");
  buju_siting_telling *t = user;
  if (upper < t->upper) t->upper = upper;
  if (lower > t->lower) t->lower = lower;
  if (t->upper == INT64_MAX || t->lower == INT64_MIN) {
    buju_ctx_step(t->ctx, BUJU_SAY(searching), BUJU_PROGRESS_UNKNOWN);
    return;
  }
  double apart = t->upper > t->lower ? ((double)t->upper - (double)t->lower) / (double)t->upper : 0;
  buju_ctx_step(t->ctx, BUJU_SAY(gap, buju_real(ceil(apart * 1e4) / 1e2)), BUJU_PROGRESS_UNKNOWN);
}

const buju_siting_watch *buju_siting_telling_begin(buju_siting_telling *telling, buju_ctx *ctx) {
  *telling = (buju_siting_telling){ctx, INT64_MAX, INT64_MIN, {tell, telling}};
  return &telling->watch;
}
