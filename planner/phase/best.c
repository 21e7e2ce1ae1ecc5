/* The best plan there can be. Under counts alone it is a sort: the years a project is worth fall, so of two that can be
 * done in a year the one that is worth more goes first (by exchange, as with unit jobs and release dates); the urgent
 * are worth more than any others. Money and crews make it an integer program. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/phase/program.h"

typedef struct solving {
  buju_ctx *ctx;
  const buju_phase *phase;
  buju_arena *arena; /* the caller's */
  buju_arena *scratch;
  buju_ix *order;       /* the one that can be defended */
  buju_ix *worthy;      /* most worth first */
  buju_phase_room room; /* what settled projects leave */
  bool counts_alone;    /* nothing but counts and first years can keep a project out of a year */
  buju_phase_best *out;
} solving;

static buju_status check(buju_ctx *ctx, const buju_phase *phase) {
  BUJU_MSG(bad, "分年：年数、人口或金额超出可计算范围",
           "phasing: years, people or money are beyond what can be reckoned");
  int64_t people = 0, money = 0;
  if (phase->years == 0 || phase->years > BUJU_PHASE_YEARS) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad));
  for (buju_ix i = 0; i < phase->n; i++) {
    int64_t cost = buju_phase_cost(phase, i);
    if (phase->people[i] < 0 || cost < 0 || phase->people[i] > INT64_MAX / BUJU_PHASE_YEARS - people ||
        cost > INT64_MAX / 2 - money)
      return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad));
    people += phase->people[i];
    money += cost;
  }
  return BUJU_OK;
}

/* ---- counts alone ---- */

typedef struct worth_key {
  int64_t people;
  bool urgent;
  buju_ix place; /* in the order */
  buju_ix row;
} worth_key;

/* An urgent project that nobody gains by is worth nothing: it waits behind those that are worth something. */
static int by_worth(const void *a, const void *b) {
  const worth_key *x = a, *y = b;
  bool x_first = x->urgent && x->people > 0, y_first = y->urgent && y->people > 0;
  if (x_first != y_first) return x_first ? -1 : 1;
  if (x->people != y->people) return x->people > y->people ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static buju_status sort_by_worth(solving *s) {
  const buju_phase *p = s->phase;
  worth_key *keys = BUJU_NEW(s->scratch, worth_key, p->n);
  if (keys == NULL) return buju_fail_memory(s->ctx);
  for (buju_ix k = 0; k < p->n; k++) {
    buju_ix i = s->order[k];
    keys[k] = (worth_key){p->people[i], buju_phase_urgent(p, i), k, i};
  }
  if (p->n > 1) qsort(keys, p->n, sizeof *keys, by_worth);
  for (buju_ix k = 0; k < p->n; k++) s->worthy[k] = keys[k].row;
  return BUJU_OK;
}

/* Whether nothing but counts and first years can keep a project out of a year. */
static bool find_counts_alone(const solving *s) {
  const buju_phase *p = s->phase;
  int64_t money = 0;
  for (buju_ix i = 0; i < p->n; i++) {
    if (buju_phase_settled(p, i) == BUJU_NONE) money += buju_phase_cost(p, i);
  }
  for (buju_ix t = 0; t < p->years; t++)
    if (s->room.money[t] < money) return false;
  return s->room.hands == NULL;
}

/* ---- money and crews ---- */

static bool better(buju_phase_worth a, buju_phase_worth b) {
  return a.urgent != b.urgent ? a.urgent > b.urgent : a.all > b.all;
}

/* A plan of open projects, completed: settled ones in their years, room left filled. Kept if it is better. */
static buju_status offer(solving *s, const buju_ix *open_year, const buju_ix *order) {
  const buju_phase *p = s->phase;
  buju_phase_room room;
  buju_ix *year = BUJU_NEW(s->scratch, buju_ix, p->n);
  if (year == NULL) return buju_fail_memory(s->ctx);
  buju_status status = buju_phase_room_new(s->ctx, p, s->scratch, &room);
  if (status != BUJU_OK) return status;
  for (buju_ix i = 0; i < p->n; i++) {
    year[i] = buju_phase_settled(p, i);
    if (year[i] != BUJU_NONE || open_year == NULL || open_year[i] == BUJU_NONE) continue;
    year[i] = open_year[i];
    buju_phase_take(p, &room, i, year[i]);
  }
  buju_phase_fill(p, order, &room, year);
  if (!s->counts_alone) buju_phase_swap(p, s->worthy, &room, year);
  buju_phase_worth worth = buju_phase_value(p, year);
  if (s->out->year != NULL && !better(worth, s->out->worth)) return BUJU_OK;
  s->out->worth = worth;
  if (s->out->year == NULL) s->out->year = BUJU_NEW(s->arena, buju_ix, p->n);
  if (s->out->year == NULL) return buju_fail_memory(s->ctx);
  for (buju_ix i = 0; i < p->n; i++) s->out->year[i] = year[i];
  return BUJU_OK;
}

/* What the open projects of the best plan so far are worth to a question, in the program's units. */
static int64_t known_worth(const solving *s, const buju_phase_question *question, int64_t settled, int64_t unit) {
  return ((question->urgent_only ? s->out->worth.urgent : s->out->worth.all) - settled) / unit;
}

/* What the prices leave open, exactly. */
static buju_status ask_core(solving *s, const buju_phase_question *question, const buju_phase_program *program,
                            const buju_phase_prices *prices, int64_t settled, int64_t *most) {
  buju_phase_core core;
  bool fits = false;
  int64_t found, work, known = known_worth(s, question, settled, program->unit);
  buju_ix *year;
  buju_status status = buju_phase_core_new(s->ctx, question, program, prices, known, s->scratch, &core);
  if (status == BUJU_OK) status = buju_phase_by_mip(s->ctx, question, &core, s->scratch, &fits, &found, &year, &work);
  if (status != BUJU_OK || !fits) return status;
  s->out->method = BUJU_BY_MIP;
  s->out->work += work;
  if (found < known) found = known; /* no better plan: the one at hand is best */
  if (found < *most) *most = found;
  return year != NULL ? offer(s, year, s->worthy) : BUJU_OK;
}

static buju_status ask(solving *s, const buju_phase_question *question, int64_t settled, int64_t *most) {
  buju_phase_program program;
  buju_phase_prices prices;
  buju_status status = buju_phase_program_new(s->ctx, question, s->scratch, &program);
  if (status != BUJU_OK) return status;
  *most = settled;
  if (program.columns == 0) return BUJU_OK;
  status = buju_phase_price(s->ctx, question, &program, s->scratch, &prices);
  if (status == BUJU_OK) status = offer(s, prices.year, s->worthy);
  if (status != BUJU_OK) return status;
  int64_t bound = prices.most;
  s->out->work += prices.work;
  if (bound > known_worth(s, question, settled, program.unit))
    status = ask_core(s, question, &program, &prices, settled, &bound);
  *most = settled + bound * program.unit;
  return status;
}

/* What settled projects are worth: the same in every plan. */
static buju_phase_worth worth_of_settled(const buju_phase *p) {
  buju_phase_worth worth = {0, 0};
  for (buju_ix i = 0; i < p->n; i++) {
    buju_ix t = buju_phase_settled(p, i);
    if (t == BUJU_NONE) continue;
    worth.all += buju_phase_gain(p, i, t);
    if (buju_phase_urgent(p, i)) worth.urgent += buju_phase_gain(p, i, t);
  }
  return worth;
}

/* A start for the second question that meets its floor: urgent projects as the first question has them, the others by
 * the prices of what that leaves. */
static buju_status fill_beside_urgent(solving *s) {
  const buju_phase *p = s->phase;
  buju_phase beside = *p;
  buju_phase_room room;
  buju_phase_program program;
  buju_phase_prices prices;
  buju_ix *fixed = BUJU_NEW(s->scratch, buju_ix, p->n);
  if (fixed == NULL) return buju_fail_memory(s->ctx);
  for (buju_ix i = 0; i < p->n; i++) fixed[i] = buju_phase_urgent(p, i) ? s->out->year[i] : buju_phase_settled(p, i);
  beside.fixed = fixed;
  buju_phase_question question = {&beside, &room, false, INT64_MIN};
  buju_status status = buju_phase_room_new(s->ctx, &beside, s->scratch, &room);
  if (status == BUJU_OK) status = buju_phase_program_new(s->ctx, &question, s->scratch, &program);
  if (status != BUJU_OK || program.columns == 0) return status;
  status = buju_phase_price(s->ctx, &question, &program, s->scratch, &prices);
  if (status != BUJU_OK) return status;
  s->out->work += prices.work;
  for (buju_ix i = 0; i < p->n; i++)
    if (fixed[i] != BUJU_NONE) prices.year[i] = fixed[i];
  return offer(s, prices.year, s->worthy);
}

static buju_status optimise(solving *s) {
  buju_phase_worth settled = worth_of_settled(s->phase);
  buju_phase_question question = {s->phase, &s->room, true, INT64_MIN};
  s->out->method = BUJU_BY_PRICES;
  buju_status status = offer(s, NULL, s->order);
  if (status == BUJU_OK) status = offer(s, NULL, s->worthy);
  if (status == BUJU_OK) status = ask(s, &question, settled.urgent, &s->out->urgent_most);
  if (status == BUJU_OK) status = fill_beside_urgent(s);
  if (status != BUJU_OK) return status;
  question.urgent_only = false;
  question.urgent_least = s->out->worth.urgent - settled.urgent;
  status = ask(s, &question, settled.all, &s->out->all_most);
  if (s->out->urgent_most < s->out->worth.urgent) s->out->urgent_most = s->out->worth.urgent;
  if (s->out->all_most < s->out->worth.all) s->out->all_most = s->out->worth.all;
  return status;
}

static buju_status solve(solving *s) {
  s->order = BUJU_NEW(s->scratch, buju_ix, s->phase->n);
  s->worthy = BUJU_NEW(s->scratch, buju_ix, s->phase->n);
  if (s->order == NULL || s->worthy == NULL) return buju_fail_memory(s->ctx);
  buju_status status = buju_phase_order(s->ctx, s->phase, s->order);
  if (status == BUJU_OK) status = sort_by_worth(s);
  if (status == BUJU_OK) status = buju_phase_room_new(s->ctx, s->phase, s->scratch, &s->room);
  if (status != BUJU_OK) return status;
  s->counts_alone = find_counts_alone(s);
  if (!s->counts_alone) return optimise(s);
  status = offer(s, NULL, s->worthy);
  s->out->method = BUJU_BY_ORDER;
  s->out->urgent_most = s->out->worth.urgent;
  s->out->all_most = s->out->worth.all;
  return status;
}

buju_status buju_phase_solve(buju_ctx *ctx, const buju_phase *phase, buju_arena *arena, buju_phase_best *out) {
  buju_phase_best best = {0};
  solving s = {.ctx = ctx, .phase = phase, .arena = arena, .out = &best};
  buju_status status = check(ctx, phase);
  if (status != BUJU_OK) return status;
  s.scratch = buju_arena_new();
  status = s.scratch != NULL ? solve(&s) : buju_fail_memory(ctx);
  buju_arena_free(s.scratch);
  if (status == BUJU_OK) *out = best;
  return status;
}
