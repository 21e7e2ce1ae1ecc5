/* The p-median where the lists of all candidates cannot be kept: candidates are priced in, a few at a time.
 *
 * Multipliers found with some of the candidates are tried on all of them: every candidate's worth is added up along the
 * way, without keeping a list, and makes a true bound. Candidates worth more than those selected are what the bound
 * lacks: they come in for the next round. Those worth so little that opening one would meet the best plan's value are
 * ruled out for good; once what is left fits, it is solved with its lists. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/median_parts.h"

/* Pairs of 16 bytes beyond which the lists of all candidates are not kept. */
static const double MOST_STORED = 64e6;
enum { ROUNDS = 40, FIRST_SITES = 24, AT_LEAST = 400, CLIMB = 300, CLIMB_ON = 250 };

typedef struct priced {
  buju_ctx *ctx;
  const buju_siting_field *field;
  buju_arena *arena;
  uint8_t *in;         /* [candidates] among those at hand */
  uint8_t *closed;     /* [candidates] no better plan opens it */
  buju_ix n, *at_hand; /* [candidates] ascending */
  double most_pairs;   /* that may be kept at once */
  double sampled;      /* the share of candidates that is at hand at first */
  buju_ix most;        /* that may be at hand */
  uint32_t *reach;     /* [demands] how far lists go */
  bool warm;           /* u holds multipliers */
  int64_t scale;
  int64_t *u;      /* [demands] in 1/scale */
  int64_t *proved; /* [demands] what u was when it gave the bound `lower`, in 1/proved_scale */
  int64_t proved_scale;
  int64_t *worth;  /* [candidates] at u */
  int64_t *sorted; /* [candidates] scratch */
  int64_t least;   /* worth of the last one selected */
  int64_t quota;   /* that may be opened beside what stands */
  int64_t upper, lower, work;
  buju_ix best_n, *best;
} priced;

bool buju_median_is_for_prices(const buju_siting_field *field) {
  return field->budget == INT64_MAX && field->p != INT64_MAX && buju_median_pairs(field) > MOST_STORED;
}

static bool is_free(const priced *p, buju_ix j) { return p->field->state[j] == BUJU_CANDIDATE_FREE && !p->closed[j]; }

/* Scatters numbers, the same on every machine. */
static uint64_t scatter(uint64_t x) {
  x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

/* Taken by chance with this share, another sample each round? */
static bool drawn(buju_ix j, int round, double share) {
  return (double)scatter(j + UINT64_C(0x9e3779b97f4a7c15) * (uint64_t)(round + 1)) / 18446744073709551616.0 < share;
}

static bool priced_new(priced *p) {
  const buju_siting_field *field = p->field;
  p->in = BUJU_NEW(p->arena, uint8_t, field->candidates);
  p->closed = BUJU_NEW(p->arena, uint8_t, field->candidates);
  p->at_hand = BUJU_NEW(p->arena, buju_ix, field->candidates);
  p->reach = BUJU_NEW(p->arena, uint32_t, field->demands);
  p->u = BUJU_NEW(p->arena, int64_t, field->demands);
  p->proved = BUJU_NEW(p->arena, int64_t, field->demands);
  p->proved_scale = 1;
  p->worth = BUJU_NEW(p->arena, int64_t, field->candidates);
  p->sorted = BUJU_NEW(p->arena, int64_t, field->candidates);
  p->best = BUJU_NEW(p->arena, buju_ix, field->candidates);
  return p->in != NULL && p->closed != NULL && p->at_hand != NULL && p->reach != NULL && p->u != NULL &&
         p->proved != NULL && p->worth != NULL && p->sorted != NULL && p->best != NULL;
}

/* What stands, the plan known, and some of the others by chance. */
static void begin(priced *p, const buju_siting_found *found) {
  const buju_siting_field *field = p->field;
  double some = (double)FIRST_SITES * (double)(field->p < field->candidates ? field->p : field->candidates) + AT_LEAST;
  p->sampled = some / (double)field->candidates;
  p->quota = field->p;
  p->upper = INT64_MAX;
  for (buju_ix j = 0; j < field->candidates; j++) {
    if (field->state[j] == BUJU_CANDIDATE_REQUIRED) p->quota--;
    if (field->state[j] == BUJU_CANDIDATE_FORBIDDEN) continue;
    p->in[j] = field->state[j] != BUJU_CANDIDATE_FREE || drawn(j, 0, p->sampled);
  }
  for (buju_ix k = 0; k < found->sites; k++)
    if (field->state[found->site[k]] != BUJU_CANDIDATE_FORBIDDEN) p->in[found->site[k]] = 1;
  if (found->sites > 0) memcpy(p->best, found->site, found->sites * sizeof *p->best);
  p->best_n = found->sites;
}

/* ---- with the candidates at hand ---- */

/* The problem of the candidates at hand. */
typedef struct part {
  buju_siting_problem problem;
  buju_siting_field field;
  buju_costs *costs;
} part;

static buju_status take_part(priced *p, buju_arena *arena, part *out) {
  const buju_siting_field *all = p->field;
  buju_ix n = 0;
  for (buju_ix j = 0; j < all->candidates; j++)
    if (p->in[j]) p->at_hand[n++] = j;
  p->n = n;
  uint8_t *state = BUJU_NEW(arena, uint8_t, n), *counted = BUJU_NEW(arena, uint8_t, n);
  int64_t *net = BUJU_NEW(arena, int64_t, n);
  buju_ix *start = BUJU_NEW(arena, buju_ix, n), starts = 0;
  if (state == NULL || counted == NULL || net == NULL || start == NULL) return buju_fail_memory(p->ctx);
  for (buju_ix k = 0, b = 0; k < n; k++) {
    buju_ix j = p->at_hand[k];
    state[k] = all->state[j];
    counted[k] = all->counted[j];
    net[k] = all->net[j];
    while (b < p->best_n && p->best[b] < j) b++;
    if (b < p->best_n && p->best[b] == j) start[starts++] = k;
  }
  buju_status status = buju_costs_among(p->ctx, all->problem->costs, n, p->at_hand, &out->costs);
  if (status != BUJU_OK) return status;
  out->problem = *all->problem;
  out->problem.costs = out->costs;
  out->problem.watch = NULL; /* bounds of a part are none of the whole */
  out->problem.prove = false;
  out->problem.start = start;
  out->problem.start_n = starts;
  out->field = *all;
  out->field.problem = &out->problem;
  out->field.candidates = n;
  out->field.state = state;
  out->field.counted = counted;
  out->field.net = net;
  return BUJU_OK;
}

/* Lists become no shorter from round to round. */
static buju_status lengthen(priced *p, const part *at, buju_arena *scratch, bool *cut) {
  uint32_t *reach;
  buju_status status = buju_median_reach(p->ctx, &at->field, scratch, &reach);
  *cut = status == BUJU_OK && reach != NULL;
  for (buju_ix i = 0; *cut && i < p->field->demands; i++)
    if (reach[i] > p->reach[i]) p->reach[i] = reach[i];
  return status;
}

/* A plan in the numbers of the part becomes the best. */
static void take_plan(priced *p, int64_t value, buju_ix n, const buju_ix *site) {
  if (value >= p->upper) return;
  p->upper = value;
  p->best_n = n;
  for (buju_ix k = 0; k < n; k++) p->best[k] = p->at_hand[site[k]];
  buju_siting_tell(p->field, p->upper, p->lower);
}

static void put_multipliers(const priced *p, buju_median_search *s) {
  const buju_median *m = s->m;
  for (buju_ix k = 0; k < m->clients; k++) {
    int64_t most = m->weight[k] * m->scale * (int64_t)m->cap[k], u = p->u[m->demand[k]];
    s->u[k] = u < most ? u : most;
  }
}

static void take_multipliers(priced *p, const buju_median_search *s) {
  const buju_median *m = s->m;
  memcpy(p->u, m->base, p->field->demands * sizeof *p->u);
  for (buju_ix k = 0; k < m->clients; k++) p->u[m->demand[k]] = s->u[k];
  p->scale = m->scale;
  p->warm = true;
}

/* Better multipliers and a better plan with the candidates at hand. */
static buju_status search(priced *p, buju_median_search *s) {
  int64_t before = s->work;
  buju_status status = buju_median_first_plan(s);
  s->starting = s->beyond = false; /* lists that are too short are lengthened for the next round */
  if (status != BUJU_OK) return status;
  if (p->warm) put_multipliers(p, s);
  buju_median_climb how = {.rounds = p->warm ? CLIMB_ON : CLIMB,
                           .patience = 12,
                           .step = p->warm ? 0.5 : 1.5,
                           .least_step = 0.01,
                           .shrink = 0.6,
                           .offer_every = 40};
  status = buju_median_climb_up(s, &how, NULL);
  if (status == BUJU_OK) status = buju_median_shake(s, (s->work - before) / 2);
  return status;
}

static buju_status search_part(priced *p, part *at, buju_arena *scratch) {
  buju_median *m = NULL;
  buju_median_search s = {.arena = scratch,
                          .start = at->problem.start,
                          .start_n = at->problem.start_n,
                          .work = p->work,
                          .reach = p->reach,
                          .partial = true,
                          .starting = true};
  bool cut;
  buju_status status = lengthen(p, at, scratch, &cut);
  if (status == BUJU_OK) status = buju_median_new(p->ctx, &at->field, cut ? p->reach : NULL, &m);
  if (status == BUJU_OK) status = buju_median_search_new(p->ctx, m, &s);
  if (status == BUJU_OK) status = search(p, &s);
  if (status == BUJU_OK) {
    take_plan(p, s.upper, s.best_n, s.best);
    take_multipliers(p, &s);
    p->work = s.work + (int64_t)(m->near.row[m->clients]);
    double each = (double)m->near.row[m->clients] / (p->n > 0 ? (double)p->n : 1), most = p->most_pairs / (each + 1);
    p->most = most < (double)p->field->candidates ? (buju_ix)most : p->field->candidates;
  }
  buju_median_proof_free(&s.proof);
  buju_median_free(m);
  return status;
}

/* ---- with all candidates ---- */

static buju_status price_all(priced *p, buju_arena *scratch, int64_t *sum) {
  const buju_siting_field *field = p->field;
  buju_ix *which = BUJU_NEW(scratch, buju_ix, field->demands), n = 0;
  int64_t *give = BUJU_NEW(scratch, int64_t, field->demands), *unit = BUJU_NEW(scratch, int64_t, field->demands);
  uint32_t *most = BUJU_NEW(scratch, uint32_t, field->demands);
  uint64_t pairs;
  if (which == NULL || give == NULL || unit == NULL || most == NULL) return buju_fail_memory(p->ctx);
  *sum = 0;
  for (buju_ix i = 0; i < field->demands; i++) {
    *sum += p->u[i];
    if (p->u[i] <= 0) continue;
    which[n] = i;
    give[n] = p->u[i];
    unit[n] = field->weight[i] * p->scale;
    int64_t far = (p->u[i] - 1) / unit[n];
    most[n++] = far < field->limit ? (uint32_t)far : field->limit;
  }
  buju_costs_bids bids = {n, which, give, unit, most};
  buju_status status = buju_costs_price(p->ctx, field->problem->costs, &bids, p->worth, &pairs);
  if (status == BUJU_OK) p->work += (int64_t)(pairs / 4) + field->demands;
  return status;
}

static int descending(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x < y) - (x > y);
}

/* Rules out who is worth so little that with it open the best plan's value is met. A proof has one bound for all. */
static void rule_out(priced *p, int64_t value) {
  if (p->field->problem->prove) return;
  for (buju_ix j = 0; j < p->field->candidates; j++) {
    if (!is_free(p, j) || p->worth[j] >= p->least) continue;
    if (value + p->least - p->worth[j] > (p->upper - 1) * p->scale) p->closed[j] = 1;
  }
}

/* The bound: what all pay, less what the most valuable candidates are worth. */
static void bound(priced *p, int64_t sum) {
  const buju_siting_field *field = p->field;
  buju_ix n = 0;
  for (buju_ix j = 0; j < field->candidates; j++)
    if (is_free(p, j) && p->worth[j] > 0) p->sorted[n++] = p->worth[j];
  qsort(p->sorted, n, sizeof *p->sorted, descending);
  buju_ix taken = (int64_t)n < p->quota ? n : (buju_ix)p->quota;
  int64_t value = sum;
  for (buju_ix k = 0; k < taken; k++) value -= p->sorted[k];
  p->least = taken > 0 && (int64_t)taken == p->quota ? p->sorted[taken - 1] : 0;
  int64_t whole = value / p->scale + (value % p->scale > 0);
  if (whole > p->upper) whole = p->upper;
  if (whole > p->lower) {
    p->lower = whole;
    p->proved_scale = p->scale;
    memcpy(p->proved, p->u, field->demands * sizeof *p->proved);
  }
  buju_siting_tell(field, p->upper, p->lower);
  rule_out(p, value);
}

/* Sorts the worths of the free ones at hand: returns how many there are. */
static buju_ix rank_at_hand(priced *p) {
  buju_ix n = 0;
  for (buju_ix k = 0; k < p->n; k++)
    if (is_free(p, p->at_hand[k])) p->sorted[n++] = p->worth[p->at_hand[k]];
  qsort(p->sorted, n, sizeof *p->sorted, descending);
  return n;
}

/* All that are not ruled out, if so many fit. */
static bool take_all(priced *p) {
  buju_ix left = 0;
  for (buju_ix j = 0; j < p->field->candidates; j++) left += is_free(p, j);
  for (buju_ix j = 0; left <= p->most && j < p->field->candidates; j++)
    if (p->field->state[j] == BUJU_CANDIDATE_FREE) p->in[j] = is_free(p, j);
  return left <= p->most;
}

/* Who is at hand next, beside the better half of what was and a few others: a sample of those the bound is short of,
 * more of them where it is more so. */
static void renew(priced *p, int round) {
  const buju_siting_field *field = p->field;
  const buju_ix n = rank_at_hand(p), half = p->most / 2;
  const int64_t least =
      p->quota > 0 && (int64_t)n >= p->quota && p->sorted[p->quota - 1] > 0 ? p->sorted[p->quota - 1] : 0;
  const int64_t weak = half < n ? p->sorted[half] : INT64_MIN; /* half of the room is for others */
  buju_ix kept = 0;
  double excess = 0;
  for (buju_ix j = 0; j < field->candidates; j++) {
    if (field->state[j] != BUJU_CANDIDATE_FREE) continue;
    if (!is_free(p, j) || (p->worth[j] < weak && !drawn(j, 0, p->sampled / 4))) p->in[j] = 0;
    kept += p->in[j];
    if (is_free(p, j) && p->worth[j] > least) excess += (double)(p->worth[j] - least);
  }
  double room = p->most > kept ? (double)(p->most - kept) : 0;
  for (buju_ix j = 0; j < field->candidates; j++)
    if (is_free(p, j) && p->worth[j] > least && drawn(j, round + 1, room * (double)(p->worth[j] - least) / excess))
      p->in[j] = 1;
  for (buju_ix k = 0; k < p->best_n; k++) p->in[p->best[k]] = 1;
}

static bool is_done(const priced *p) {
  const buju_siting_problem *problem = p->field->problem;
  if (p->lower >= p->upper) return true;
  if (problem->work_limit > 0 && p->work >= problem->work_limit) return true;
  return problem->gap > 0 && (double)(p->upper - p->lower) <= problem->gap * (double)p->upper;
}

/* ---- what is left, with its lists ---- */

static buju_status finish(priced *p, part *at) {
  buju_siting_found found = {.sites = at->problem.start_n, .work = p->work};
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(p->ctx);
  found.site = buju_arena_copy(scratch, at->problem.start, found.sites, sizeof *found.site);
  buju_status status =
      found.site != NULL ? buju_median_with_lists(p->ctx, &at->field, scratch, &found) : buju_fail_memory(p->ctx);
  if (status == BUJU_OK) {
    buju_siting_answer answer = {0};
    status = buju_siting_value(p->ctx, &at->field, found.sites, found.site, scratch, &answer);
    take_plan(p, answer.upper, found.sites, found.site);
    /* whoever is ruled out opens in no plan below the best one's value */
    int64_t lower = found.lower < p->upper ? found.lower : p->upper;
    if (lower > p->lower) p->lower = lower;
    p->work = found.work;
  }
  buju_arena_free(scratch);
  return status;
}

static buju_status one_round(priced *p, int round, bool *ended) {
  buju_arena *scratch = buju_arena_new();
  part at = {.costs = NULL};
  int64_t sum;
  if (scratch == NULL) return buju_fail_memory(p->ctx);
  buju_status status = take_part(p, scratch, &at);
  if (status == BUJU_OK) status = search_part(p, &at, scratch);
  buju_costs_free(at.costs);
  if (status == BUJU_OK) status = price_all(p, scratch, &sum);
  buju_arena_free(scratch);
  if (status != BUJU_OK) return status;
  bound(p, sum);
  *ended = is_done(p) || (!p->field->problem->prove && take_all(p));
  if (!*ended) renew(p, round);
  return BUJU_OK;
}

static buju_status solve_left(priced *p) {
  buju_arena *scratch = buju_arena_new();
  part at = {.costs = NULL};
  buju_status status = scratch != NULL ? take_part(p, scratch, &at) : buju_fail_memory(p->ctx);
  if (status == BUJU_OK) status = finish(p, &at);
  buju_costs_free(at.costs);
  buju_arena_free(scratch);
  return status;
}

/* One bound is all there is to the proof. */
static bool write_proof(const priced *p, buju_arena *arena, buju_siting_proof **out) {
  buju_siting_proof *proof = BUJU_NEW(arena, buju_siting_proof, 1);
  if (proof == NULL) return false;
  *proof = (buju_siting_proof){.scale = p->proved_scale, .vectors = 1, .steps = 1};
  proof->multiplier = buju_arena_copy(arena, p->proved, p->field->demands, sizeof *p->proved);
  proof->step = BUJU_NEW(arena, buju_step, 1);
  if (proof->multiplier == NULL || proof->step == NULL) return false;
  proof->step[0] = (buju_step){BUJU_STEP_LEAF, BUJU_NONE, BUJU_NONE, 0};
  *out = proof;
  return true;
}

static buju_status answer(const priced *p, buju_arena *arena, buju_siting_found *found) {
  *found = (buju_siting_found){.sites = p->best_n,
                               .site = buju_arena_copy(arena, p->best, p->best_n, sizeof *p->best),
                               .lower = p->lower < p->upper ? p->lower : p->upper,
                               .method = BUJU_BY_PRICING,
                               .work = p->work};
  bool well = found->site != NULL && (!p->field->problem->prove || write_proof(p, arena, &found->proof));
  return well ? BUJU_OK : buju_fail_memory(p->ctx);
}

buju_status buju_median_priced(buju_ctx *ctx, const buju_siting_field *field, double most_pairs, buju_arena *arena,
                               buju_siting_found *found) {
  priced p = {.ctx = ctx, .field = field, .arena = buju_arena_new(), .work = found->work, .most_pairs = most_pairs};
  buju_status status = p.arena != NULL && priced_new(&p) ? BUJU_OK : buju_fail_memory(ctx);
  bool ended = false;
  if (status == BUJU_OK) begin(&p, found);
  for (int round = 0; status == BUJU_OK && !ended && round < ROUNDS; round++) status = one_round(&p, round, &ended);
  if (status == BUJU_OK && ended && !is_done(&p)) status = solve_left(&p);
  if (status == BUJU_OK) status = answer(&p, arena, found);
  buju_arena_free(p.arena);
  return status;
}
