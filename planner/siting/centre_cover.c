/* p-centre: the question at a radius as a set cover. With both a number of sites and a budget a cover must keep to two
 * limits: each is asked for alone, and where they disagree about a site it is tried open and shut.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/centre_parts.h"

/* A question on its way through open and shut choices. */
typedef struct question {
  buju_centre *c;
  const buju_csr *rows; /* of choices */
  const buju_ix *whose;
  uint8_t *role;           /* [choices] buju_cover_role */
  int64_t *one, *money;    /* [choices] what each takes of p and of the budget */
  int64_t end;             /* of the work allowed */
  buju_cover_trace *trace; /* why the answer is NO; or NULL */
} question;

/* One limit's answer. */
typedef struct said {
  buju_centre_reply reply;
  buju_cover_found found;
} said;

static buju_status build(buju_ctx *ctx, const question *q, const int64_t *cost, buju_arena *scratch, buju_cover *out,
                         bool *short_of) {
  buju_cover_rows *rows = NULL;
  buju_ix lowest;
  buju_status status = buju_cover_rows_new(ctx, q->c->choices, q->role, &rows);
  if (status == BUJU_OK) status = buju_cover_rows_add(ctx, rows, q->whose, NULL, q->rows);
  if (status == BUJU_OK) {
    *short_of = buju_cover_rows_short(rows, &lowest) > 0;
    status = buju_cover_rows_take(ctx, rows, cost, scratch, out);
  }
  buju_cover_rows_free(rows);
  return status;
}

/* Writes down that no cover of the rows costs as little as `most`. */
static buju_status write_down(buju_ctx *ctx, const question *q, buju_cover *cover, int64_t most) {
  for (buju_ix k = 0; k < cover->columns; k++) cover->column_id[k] = q->c->choice[cover->column_id[k]];
  return buju_cover_trace_search(ctx, cover, most + 1, q->trace);
}

/* Whether `most` is enough for a cover of whatever the open choices leave. */
static buju_status ask(buju_ctx *ctx, question *q, const int64_t *cost, int64_t most, buju_arena *scratch, said *out) {
  buju_cover cover;
  bool short_of = most < 0; /* whatever the rows are */
  *out = (said){BUJU_CENTRE_NO, {0}};
  buju_status status = short_of ? BUJU_OK : build(ctx, q, cost, scratch, &cover, &short_of);
  if (status == BUJU_OK && short_of && q->trace != NULL)
    buju_cover_trace_step(q->trace, BUJU_STEP_LEAF, BUJU_NONE, false);
  if (status != BUJU_OK || short_of) return status;
  buju_ix *start = BUJU_NEW(scratch, buju_ix, q->c->sites);
  if (start == NULL) return buju_fail_memory(ctx);
  for (buju_ix s = 0; s < q->c->sites; s++) start[s] = q->c->choice_of[q->c->site[s]];
  int64_t left = q->end > q->c->work ? q->end - q->c->work : 1;
  buju_cover_wish wish = {.enough = most, .work_limit = left, .start = start, .start_n = q->c->sites};
  status = buju_cover_solve(ctx, &cover, &wish, scratch, &out->found);
  if (status != BUJU_OK) return status;
  q->c->work += out->found.work + (int64_t)q->rows->row[q->rows->n];
  out->reply = out->found.cost <= most   ? BUJU_CENTRE_YES
               : out->found.lower > most ? BUJU_CENTRE_NO
                                         : BUJU_CENTRE_UNKNOWN;
  bool write = q->trace != NULL && out->reply == BUJU_CENTRE_NO;
  return write ? write_down(ctx, q, &cover, most) : BUJU_OK;
}

/* What the open choices leave of p and the budget. */
static void left_over(const question *q, int64_t *p, int64_t *budget) {
  const buju_centre *c = q->c;
  *p = c->p;
  *budget = c->budget;
  for (buju_ix k = 0; k < c->choices; k++) {
    if (q->role[k] != BUJU_COVER_OPEN) continue;
    if (*p != INT64_MAX) *p -= c->field->counted[c->choice[k]];
    if (*budget != INT64_MAX) *budget -= c->field->net[c->choice[k]];
  }
}

static int64_t cost_of(const buju_cover_found *found, const int64_t *cost) {
  int64_t sum = 0;
  for (buju_ix s = 0; s < found->n; s++) sum += cost[found->column[s]];
  return sum;
}

/* Takes a cover as the reply: its columns and whatever was opened before. */
static void answer(const question *q, const buju_cover_found *found, buju_centre_reply *reply, buju_ix *n,
                   buju_ix *site) {
  uint8_t *role = q->role;
  *n = 0;
  *reply = BUJU_CENTRE_YES;
  for (buju_ix k = 0, s = 0; k < q->c->choices; k++) {
    bool taken = s < found->n && found->column[s] == k;
    s += taken;
    if (taken || role[k] == BUJU_COVER_OPEN) site[(*n)++] = q->c->choice[k];
  }
}

/* The first choice that one cover takes and the other does not; there is one where each breaks the other's limit. */
static buju_ix differ(const buju_cover_found *a, const buju_cover_found *b) {
  for (buju_ix s = 0;; s++) {
    buju_ix x = s < a->n ? a->column[s] : BUJU_NONE, y = s < b->n ? b->column[s] : BUJU_NONE;
    if (x != y || x == BUJU_NONE) return x < y ? x : y;
  }
}

static buju_status ask_both(buju_ctx *ctx, question *q, buju_arena *scratch, buju_centre_reply *reply, buju_ix *n,
                            buju_ix *site);

/* Tries a choice open, then shut. */
static buju_status branch(buju_ctx *ctx, question *q, buju_ix k, buju_arena *scratch, buju_centre_reply *reply,
                          buju_ix *n, buju_ix *site) {
  static const uint8_t roles[] = {BUJU_COVER_OPEN, BUJU_COVER_SHUT};
  buju_status status = BUJU_OK;
  bool unknown = false;
  *reply = BUJU_CENTRE_NO;
  if (q->trace != NULL) buju_cover_trace_step(q->trace, BUJU_STEP_BRANCH, q->c->choice[k], false);
  for (int r = 0; status == BUJU_OK && r < 2 && *reply != BUJU_CENTRE_YES; r++) {
    q->role[k] = roles[r];
    status = ask_both(ctx, q, scratch, reply, n, site);
    unknown = unknown || *reply == BUJU_CENTRE_UNKNOWN;
  }
  q->role[k] = BUJU_COVER_MAY;
  if (*reply != BUJU_CENTRE_YES && unknown) *reply = BUJU_CENTRE_UNKNOWN;
  return status;
}

static buju_status ask_both(buju_ctx *ctx, question *q, buju_arena *scratch, buju_centre_reply *reply, buju_ix *n,
                            buju_ix *site) {
  int64_t p, budget;
  said by_p, by_money;
  *reply = BUJU_CENTRE_UNKNOWN;
  if (q->c->work >= q->end) return BUJU_OK;
  left_over(q, &p, &budget);
  buju_status status = ask(ctx, q, q->one, p, scratch, &by_p);
  if (status == BUJU_OK && by_p.reply == BUJU_CENTRE_YES && cost_of(&by_p.found, q->money) <= budget) {
    answer(q, &by_p.found, reply, n, site);
    return BUJU_OK;
  }
  *reply = by_p.reply;
  if (status != BUJU_OK || by_p.reply == BUJU_CENTRE_NO) return status;
  status = ask(ctx, q, q->money, budget, scratch, &by_money);
  if (status == BUJU_OK && by_money.reply == BUJU_CENTRE_YES && cost_of(&by_money.found, q->one) <= p) {
    answer(q, &by_money.found, reply, n, site);
    return BUJU_OK;
  }
  *reply = by_money.reply;
  if (status != BUJU_OK || by_money.reply == BUJU_CENTRE_NO) return status;
  *reply = BUJU_CENTRE_UNKNOWN;
  if (by_p.reply == BUJU_CENTRE_UNKNOWN || by_money.reply == BUJU_CENTRE_UNKNOWN) return BUJU_OK;
  return branch(ctx, q, differ(&by_p.found, &by_money.found), scratch, reply, n, site);
}

static bool new_question(question *q, buju_arena *scratch) {
  const buju_centre *c = q->c;
  q->role = BUJU_NEW(scratch, uint8_t, c->choices);
  q->one = BUJU_NEW(scratch, int64_t, c->choices);
  q->money = BUJU_NEW(scratch, int64_t, c->choices);
  if (q->role == NULL || q->one == NULL || q->money == NULL) return false;
  for (buju_ix k = 0; k < c->choices; k++) {
    q->one[k] = c->field->counted[c->choice[k]];
    q->money[k] = c->field->net[c->choice[k]];
  }
  return true;
}

/* By whichever limit binds. */
static buju_status ask_any(buju_ctx *ctx, question *q, buju_arena *scratch, buju_centre_reply *reply, buju_ix *n,
                           buju_ix *site) {
  const buju_centre *c = q->c;
  if (c->p != INT64_MAX && c->budget != INT64_MAX) return ask_both(ctx, q, scratch, reply, n, site);
  said by_one;
  bool by_p = c->p != INT64_MAX;
  buju_status status = ask(ctx, q, by_p ? q->one : q->money, by_p ? c->p : c->budget, scratch, &by_one);
  *reply = by_one.reply;
  if (status == BUJU_OK && by_one.reply == BUJU_CENTRE_YES) answer(q, &by_one.found, reply, n, site);
  return status;
}

static int64_t end_of(const buju_centre *c, int64_t most) {
  return most < INT64_MAX - c->work ? c->work + most : INT64_MAX;
}

buju_status buju_centre_cover(buju_ctx *ctx, buju_centre *c, const buju_csr *rows, const buju_ix *whose, int64_t most,
                              buju_arena *scratch, buju_centre_reply *reply, buju_ix *n, buju_ix *site) {
  question q = {.c = c, .rows = rows, .whose = whose, .end = end_of(c, most)};
  if (!new_question(&q, scratch)) return buju_fail_memory(ctx);
  return ask_any(ctx, &q, scratch, reply, n, site);
}

/* Both limits' multipliers share a scale: one that is fine for either, whatever rows and choices are left. */
static int64_t scale_of_both(const question *q) {
  int64_t ones = 0, money = 0;
  for (buju_ix k = 0; k < q->c->choices; k++) {
    ones += q->one[k];
    money += q->money[k]; /* 0 or more: what saves money is no choice */
  }
  return buju_cover_scale(money > ones ? money : ones, q->rows->n);
}

enum { PROOF_STEPS = 2000000000 }; /* for asking once more; writing it down counts its own */

buju_status buju_centre_cover_prove(buju_ctx *ctx, buju_centre *c, const buju_csr *rows, const buju_ix *whose,
                                    buju_arena *scratch, buju_cover_trace *trace) {
  question q = {.c = c, .rows = rows, .whose = whose, .end = end_of(c, PROOF_STEPS), .trace = trace};
  buju_centre_reply reply = BUJU_CENTRE_UNKNOWN;
  buju_ix n, *site = BUJU_NEW(scratch, buju_ix, c->choices);
  if (site == NULL || !new_question(&q, scratch)) return buju_fail_memory(ctx);
  if (c->p != INT64_MAX && c->budget != INT64_MAX) trace->scale = scale_of_both(&q);
  buju_status status = ask_any(ctx, &q, scratch, &reply, &n, site);
  trace->given_up |= reply != BUJU_CENTRE_NO; /* too much work */
  return status;
}

/* The least that a limit would have to be, less what it is; 0 when it is enough. */
static buju_status missing(buju_ctx *ctx, question *q, const int64_t *cost, int64_t limit, buju_arena *scratch,
                           int64_t *out) {
  buju_cover cover;
  bool short_of;
  *out = 0;
  if (limit == INT64_MAX) return BUJU_OK;
  buju_status status = build(ctx, q, cost, scratch, &cover, &short_of);
  if (status != BUJU_OK) return status;
  buju_cover_wish wish = {.enough = BUJU_COVER_LEAST, .work_limit = q->end};
  buju_cover_found found;
  status = buju_cover_solve(ctx, &cover, &wish, scratch, &found);
  if (status != BUJU_OK) return status;
  q->c->work += found.work;
  if (found.lower > limit) *out = found.lower - limit;
  return BUJU_OK;
}

enum { SHORT_STEPS = 100000000 }; /* for saying how much is missing: a bound will do */

buju_status buju_centre_short(buju_ctx *ctx, buju_centre *c, const buju_csr *rows, const buju_ix *whose,
                              buju_arena *scratch, int64_t *shortfall) {
  question q = {.c = c, .rows = rows, .whose = whose, .end = SHORT_STEPS};
  if (!new_question(&q, scratch)) return buju_fail_memory(ctx);
  buju_status status = missing(ctx, &q, q.one, c->p, scratch, shortfall);
  if (status == BUJU_OK && *shortfall == 0) status = missing(ctx, &q, q.money, c->budget, scratch, shortfall);
  if (*shortfall == 0) *shortfall = 1; /* each limit alone would do, both together do not */
  return status;
}
