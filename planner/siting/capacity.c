/* Sites that fill up: of covers what the sites alone tell; bounds and plans in turn; then the integer program where it
 * is small enough. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/capacity_parts.h"

enum { FIRST_ROUNDS = 200, ROUNDS = 600, TURNS = 3, COOLING_TURNS = 8, INTERCHANGE_TURNS = 5, NODES = 20000 };

/* Nodes times pairs that the integer programming solver is given: it counts nodes only, and those of large models are
 * slow. */
static const int64_t NODE_PAIRS = 2000000;

/* Steps of exchanges in one turn where no limit is given: about a second. */
static const int64_t TURN_STEPS = 100000000;

typedef struct solving {
  buju_rooms rooms;
  buju_room_plan best;
  buju_room_bound bound;
  int64_t lower, work;
  buju_proof_method method;
  bool none;
} solving;

static bool near_enough(const solving *s) {
  double gap = s->rooms.problem->siting.gap;
  if (s->best.broken > 0) return false;
  if (s->lower >= s->best.value) return true;
  return gap > 0 && (double)(s->best.value - s->lower) <= gap * (double)s->best.value;
}

static int64_t steps_left(const solving *s) {
  int64_t limit = s->rooms.problem->siting.work_limit;
  if (limit <= 0) return INT64_MAX;
  return s->work < limit ? limit - s->work : 0;
}

static void tell(const solving *s) {
  buju_siting_tell(&s->rooms.field, s->best.broken == 0 ? s->best.value : INT64_MAX, s->lower);
}

static buju_status climb(buju_ctx *ctx, solving *s, int rounds) {
  int64_t upper = s->best.broken == 0 ? s->best.value : INT64_MAX;
  buju_status status = buju_rooms_bound(ctx, &s->rooms, upper, rounds, &s->bound, &s->work);
  if (s->bound.lower > s->lower) s->lower = s->bound.lower;
  tell(s);
  return status;
}

static bool anneals(const solving *s) { return s->rooms.must && s->rooms.problem->rule == BUJU_CAPACITY_NEAREST; }

static buju_status search(buju_ctx *ctx, solving *s) {
  int64_t left = steps_left(s), turn = TURN_STEPS;
  if (anneals(s)) turn *= COOLING_TURNS;
  if (buju_rooms_can_interchange(&s->rooms)) turn *= INTERCHANGE_TURNS;
  return buju_rooms_search(ctx, &s->rooms, &s->bound, left < turn ? left : turn, &s->best, &s->work);
}

static buju_status ask_model(buju_ctx *ctx, solving *s, buju_arena *scratch) {
  const buju_rooms *r = &s->rooms;
  buju_room_model model;
  uint64_t pairs = 0;
  uint8_t *drop = BUJU_NEW(scratch, uint8_t, r->row[r->n]);
  buju_status status = drop != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK && s->best.broken == 0)
    status = buju_rooms_drop(ctx, r, &s->bound, s->best.value, drop, &s->work);
  for (uint64_t k = 0; status == BUJU_OK && k < r->row[r->n]; k++) pairs += drop[k] == 0;
  if (status != BUJU_OK || pairs > BUJU_CAPACITY_EXACT) return status;
  int64_t nodes = NODE_PAIRS / (int64_t)(pairs + 1) + 1;
  status = buju_rooms_model(ctx, r, drop, nodes < NODES ? nodes : NODES, &s->best, &model, &s->work);
  if (status != BUJU_OK || !model.asked) return status;
  s->none = model.none;
  if (model.lower <= s->lower) return BUJU_OK;
  s->lower = model.lower;
  s->method = BUJU_BY_MIP;
  return BUJU_OK;
}

/* COVER: what the sites alone tell. */
static buju_status ask_crowds(buju_ctx *ctx, solving *s) {
  buju_room_model model;
  buju_status status = buju_rooms_crowds(ctx, &s->rooms, steps_left(s), &s->best, &model, &s->work);
  if (status != BUJU_OK || !model.asked || model.lower <= s->lower) return status;
  s->lower = model.lower;
  s->method = BUJU_BY_MIP;
  return BUJU_OK;
}

static buju_status solve(buju_ctx *ctx, solving *s, buju_arena *scratch) {
  buju_status status = s->rooms.must ? ask_crowds(ctx, s) : BUJU_OK;
  if (status != BUJU_OK || near_enough(s)) return status;
  status = climb(ctx, s, FIRST_ROUNDS);
  /* One slow cooling is worth more than three fast ones; of a cover the sites alone tell more than climbing. */
  const int turns = s->rooms.must ? 1 : TURNS;
  for (int turn = 0; status == BUJU_OK && turn < turns && !near_enough(s); turn++) {
    int64_t before = s->best.value;
    if (turn > 0 && steps_left(s) == 0) break; /* there is a plan, whatever the limit */
    status = search(ctx, s);
    if (status == BUJU_OK && turns > 1 && !near_enough(s) && steps_left(s) > 0) status = climb(ctx, s, ROUNDS);
    if (turn > 0 && s->best.value == before) break;
  }
  if (status == BUJU_OK && !near_enough(s) && steps_left(s) > 0) status = ask_model(ctx, s, scratch);
  return status;
}

/* ---- the answer ---- */

static buju_status write_sites(buju_ctx *ctx, const solving *s, buju_arena *arena, buju_capacity_answer *answer) {
  const buju_rooms *r = &s->rooms;
  answer->site = BUJU_NEW(arena, buju_ix, r->m);
  answer->load = BUJU_NEW(arena, int64_t, r->m);
  if (answer->site == NULL || answer->load == NULL) return buju_fail_memory(ctx);
  for (buju_ix j = 0; j < r->m; j++) {
    if (s->best.open[j] == 0) continue;
    answer->site[answer->sites] = r->site[j];
    answer->load[answer->sites++] = s->best.load[j];
  }
  return BUJU_OK;
}

/* The parts of one demand point, by site: few, so they are sorted as they come. */
static void write_parts(const solving *s, buju_ix i, buju_capacity_answer *answer, uint64_t *at) {
  const buju_rooms *r = &s->rooms;
  uint64_t first = *at;
  for (uint64_t k = r->row[i]; k < r->row[i + 1]; k++) {
    if (s->best.amount[k] == 0) continue;
    uint64_t q = (*at)++;
    for (; q > first && answer->to[q - 1] > r->site[r->to[k]]; q--) {
      answer->to[q] = answer->to[q - 1];
      answer->part[q] = answer->part[q - 1];
    }
    answer->to[q] = r->site[r->to[k]];
    answer->part[q] = s->best.amount[k];
    answer->weight_served += s->best.amount[k];
  }
}

static buju_status write_demand(buju_ctx *ctx, const solving *s, buju_arena *arena, buju_capacity_answer *answer) {
  const buju_rooms *r = &s->rooms;
  uint64_t parts = 0, at = 0;
  for (uint64_t k = 0; k < r->row[r->n]; k++) parts += s->best.amount[k] > 0;
  answer->row = BUJU_NEW(arena, uint64_t, (size_t)r->field.demands + 1);
  answer->to = BUJU_NEW(arena, buju_ix, parts);
  answer->part = BUJU_NEW(arena, int64_t, parts);
  if (answer->row == NULL || answer->to == NULL || answer->part == NULL) return buju_fail_memory(ctx);
  for (buju_ix d = 0, i = 0; d < r->field.demands; d++) {
    if (i < r->n && r->demand[i] == d) {
      write_parts(s, i, answer, &at);
      answer->shortfall_of[r->problem->group != NULL ? r->problem->group[d] : 0] += s->best.left[i];
      i++;
    }
    answer->row[d + 1] = at;
  }
  return BUJU_OK;
}

static buju_status write_answer(buju_ctx *ctx, const solving *s, buju_arena *arena, buju_capacity_answer *answer) {
  answer->method = s->method;
  answer->work = s->work;
  if (s->none) {
    answer->state = BUJU_SITING_NOTHING;
    return BUJU_OK;
  }
  answer->upper = s->best.value;
  answer->lower = s->lower;
  answer->broken = s->best.broken;
  answer->weight_near = s->best.near;
  bool proved = answer->broken == 0 && answer->lower == answer->upper;
  answer->state = proved ? BUJU_SITING_PROVED : BUJU_SITING_WITHIN;
  buju_status status = write_sites(ctx, s, arena, answer);
  return status == BUJU_OK ? write_demand(ctx, s, arena, answer) : status;
}

static bool new_solving(solving *s, buju_arena *scratch) {
  return buju_room_plan_new(&s->rooms, scratch, &s->best) && buju_room_bound_new(&s->rooms, scratch, &s->bound);
}

/* COVER: capacities that cannot add up are told of before any site is chosen. */
static buju_status check_room(buju_ctx *ctx, solving *s, buju_capacity_answer *answer) {
  if (!s->rooms.must || answer->state == BUJU_SITING_NOTHING) return BUJU_OK;
  buju_status status = buju_rooms_shortfall(ctx, &s->rooms, answer->shortfall_of, &answer->shortfall, &s->work);
  answer->short_of_room = status == BUJU_OK && answer->shortfall > 0;
  if (answer->short_of_room) answer->state = BUJU_SITING_NOTHING;
  return status;
}

buju_status buju_capacity_solve(buju_ctx *ctx, const buju_capacity_problem *problem, buju_arena *arena,
                                buju_capacity_answer **out) {
  buju_arena *scratch = buju_arena_new();
  buju_capacity_answer *answer = BUJU_NEW(arena, buju_capacity_answer, 1);
  size_t groups = problem->group != NULL ? problem->groups : 1;
  solving s = {.method = BUJU_BY_LAGRANGIAN};
  buju_siting_answer checked = {0};
  buju_status status = scratch != NULL && answer != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) answer->shortfall_of = BUJU_NEW(arena, int64_t, groups);
  if (status == BUJU_OK && answer->shortfall_of == NULL) status = buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_rooms_new(ctx, problem, arena, &s.rooms, &checked);
  if (status == BUJU_OK) {
    answer->state = checked.state;
    answer->shortfall = checked.shortfall;
    answer->unreachable = checked.unreachable;
    answer->unreachable_demand = checked.unreachable_demand;
    answer->unserved = s.rooms.field.unserved;
  }
  if (status == BUJU_OK) status = check_room(ctx, &s, answer);
  if (status == BUJU_OK && answer->state != BUJU_SITING_NOTHING) {
    status = new_solving(&s, scratch) ? solve(ctx, &s, scratch) : buju_fail_memory(ctx);
    bool sends = s.rooms.must && s.best.broken == 0 && problem->rule != BUJU_CAPACITY_NEAREST && steps_left(&s) > 0;
    if (status == BUJU_OK && sends) status = buju_rooms_send_near(ctx, &s.rooms, scratch, &s.best, &s.work);
    if (status == BUJU_OK) status = write_answer(ctx, &s, arena, answer);
  }
  buju_arena_free(scratch);
  if (status == BUJU_OK) *out = answer;
  return status;
}
