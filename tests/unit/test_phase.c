/* Phasing on arrays: the order, and the best plan against trying every plan of thousands of tiny cases.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "planner/phase/program.h"

enum { ITEMS = 40, YEARS = 4, CREWS = 3 };

/* A case with its arrays. */
typedef struct phase_case {
  buju_phase phase;
  uint8_t class[ITEMS];
  int64_t people[ITEMS], density[ITEMS], cost[ITEMS], quota[YEARS], budget[YEARS];
  buju_ix crew[ITEMS], from[ITEMS], fixed[ITEMS];
} phase_case;

static uint64_t seed;

static uint64_t draw(uint64_t below) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (seed >> 11) % below;
}

/* with: 1 money, 2 crews, 4 first years, 8 settled years; bits. */
static void draw_case(phase_case *c, buju_ix most, unsigned with) {
  buju_ix n = (buju_ix)draw(most + 1), years = 1 + (buju_ix)draw(most > 7 ? YEARS : 3);
  c->phase = (buju_phase){.n = n,
                          .years = years,
                          .class = c->class,
                          .people = c->people,
                          .density = c->density,
                          .quota = c->quota,
                          .crew_most = BUJU_PHASE_FREE};
  for (buju_ix i = 0; i < n; i++) {
    c->class[i] = (uint8_t)(1 + draw(3));
    c->people[i] = (int64_t)draw(6) * (draw(2) == 0 ? 500 : 1337);
    c->density[i] = (int64_t)draw(3);
    c->cost[i] = (int64_t)draw(5) * 700;
    c->crew[i] = (buju_ix)draw(CREWS);
    c->from[i] = (buju_ix)draw(years);
    c->fixed[i] = draw(4) == 0 ? (buju_ix)draw(years) : BUJU_NONE;
    if ((with & 8) != 0 && c->fixed[i] != BUJU_NONE) c->class[i] = BUJU_PHASE_UNDER_WAY;
  }
  for (buju_ix t = 0; t < years; t++) {
    c->quota[t] = draw(5) == 0 ? BUJU_PHASE_FREE : (int64_t)draw(4 + most / 8);
    c->budget[t] = draw(5) == 0 ? BUJU_PHASE_FREE : (int64_t)draw(8) * 650;
  }
  if ((with & 1) != 0) c->phase.cost = c->cost, c->phase.budget = c->budget;
  if ((with & 2) != 0) c->phase.crew = c->crew, c->phase.crews = CREWS, c->phase.crew_most = (int64_t)draw(3);
  if ((with & 4) != 0) c->phase.from = c->from;
  if ((with & 8) != 0) c->phase.fixed = c->fixed;
}

/* ---- trying every plan ---- */

typedef struct trying {
  const buju_phase *phase;
  buju_phase_room room;
  buju_ix year[ITEMS];
  buju_phase_worth best;
} trying;

static void give_back(const buju_phase *p, buju_phase_room *room, buju_ix i, buju_ix t) {
  if (room->places[t] != BUJU_PHASE_FREE) room->places[t]++;
  if (room->money[t] != BUJU_PHASE_FREE) room->money[t] += buju_phase_cost(p, i);
  if (room->hands != NULL) room->hands[p->crew[i] * p->years + t]++;
}

static void try_from(trying *b, buju_ix i) {
  const buju_phase *p = b->phase;
  if (i == p->n) {
    buju_phase_worth worth = buju_phase_value(p, b->year);
    bool better = worth.urgent > b->best.urgent || (worth.urgent == b->best.urgent && worth.all > b->best.all);
    if (better) b->best = worth;
    return;
  }
  b->year[i] = buju_phase_settled(p, i);
  try_from(b, i + 1);
  for (buju_ix t = 0; t < p->years && buju_phase_settled(p, i) == BUJU_NONE; t++) {
    if (!buju_phase_fits(p, &b->room, i, t)) continue;
    buju_phase_take(p, &b->room, i, t);
    b->year[i] = t;
    try_from(b, i + 1);
    give_back(p, &b->room, i, t);
  }
}

/* A plan that keeps what is settled and fits under the ceilings. */
static void assert_feasible(const buju_phase *p, const buju_ix *year) {
  buju_arena *arena = buju_arena_new();
  buju_phase_room room;
  assert_int_equal(buju_phase_room_new(NULL, p, arena, &room), BUJU_OK);
  for (buju_ix i = 0; i < p->n; i++) {
    if (buju_phase_settled(p, i) != BUJU_NONE) {
      assert_int_equal(year[i], p->fixed[i]);
    } else if (year[i] != BUJU_NONE) {
      assert_true(year[i] < p->years);
      assert_true(buju_phase_fits(p, &room, i, year[i]));
      buju_phase_take(p, &room, i, year[i]);
    }
  }
  buju_arena_free(arena);
}

static buju_phase_worth best_by_trying(const buju_phase *p, buju_arena *arena) {
  trying b = {.phase = p, .best = {-1, -1}};
  assert_int_equal(buju_phase_room_new(NULL, p, arena, &b.room), BUJU_OK);
  try_from(&b, 0);
  return b.best;
}

static void the_best_plan_is_the_best_of_all(void **state) {
  (void)state;
  phase_case c;
  seed = 20231;
  for (int round = 0; round < 3000; round++) {
    draw_case(&c, 6, (unsigned)round % 16);
    buju_arena *arena = buju_arena_new();
    buju_phase_best best;
    buju_phase_worth oracle = best_by_trying(&c.phase, arena);
    assert_int_equal(buju_phase_solve(NULL, &c.phase, arena, &best), BUJU_OK);
    assert_feasible(&c.phase, best.year);
    if (best.worth.urgent != oracle.urgent || best.worth.all != oracle.all)
      fail_msg("round %d (%s): %d/%d, not %d/%d", round, buju_method_words[best.method].id, (int)best.worth.urgent,
               (int)best.worth.all, (int)oracle.urgent, (int)oracle.all);
    assert_int_equal(best.urgent_most, oracle.urgent);
    assert_int_equal(best.all_most, oracle.all);
    buju_arena_free(arena);
  }
}

/* What the prices say of every plan, of those with a column and of those without a project. */
typedef struct claim {
  const buju_phase_question *ask;
  const buju_phase_program *program;
  const buju_phase_prices *prices;
} claim;

static void assert_claims(const claim *k, const buju_ix *year) {
  const buju_phase *p = k->ask->phase;
  const buju_phase_program *m = k->program;
  int64_t worth = 0, urgent = 0;
  for (buju_ix i = 0; i < p->n; i++) {
    if (year[i] == BUJU_NONE) continue;
    if (buju_phase_urgent(p, i)) urgent += buju_phase_gain(p, i, year[i]);
    if (!k->ask->urgent_only || buju_phase_urgent(p, i)) worth += buju_phase_gain(p, i, year[i]);
  }
  if (urgent < k->ask->urgent_least) return; /* no plan of the question */
  worth /= m->unit;
  assert_true(worth <= k->prices->most);
  for (buju_ix c = 0; c < m->columns; c++) {
    bool first = c == 0 || m->item[c] != m->item[c - 1];
    if (year[m->item[c]] == m->year[c]) assert_true(worth <= k->prices->with[c]);
    if (first && year[m->item[c]] == BUJU_NONE) assert_true(worth <= k->prices->never[c]);
  }
}

static void claim_from(const claim *k, trying *b, buju_ix i) {
  const buju_phase *p = b->phase;
  if (i == p->n) {
    assert_claims(k, b->year);
    return;
  }
  b->year[i] = BUJU_NONE;
  claim_from(k, b, i + 1);
  for (buju_ix t = 0; t < p->years; t++) {
    if (!buju_phase_fits(p, &b->room, i, t)) continue;
    buju_phase_take(p, &b->room, i, t);
    b->year[i] = t;
    claim_from(k, b, i + 1);
    give_back(p, &b->room, i, t);
  }
}

static void prices_bound_every_plan(void **state) {
  (void)state;
  phase_case c;
  int64_t bounds = 0, plans = 0;
  seed = 977;
  for (int round = 0; round < 1500; round++) {
    draw_case(&c, 5, (unsigned)round % 8);
    buju_arena *arena = buju_arena_new();
    buju_phase_room room;
    buju_phase_worth oracle = best_by_trying(&c.phase, arena);
    assert_int_equal(buju_phase_room_new(NULL, &c.phase, arena, &room), BUJU_OK);
    for (int urgent = 0; urgent < 2; urgent++) {
      buju_phase_question ask = {&c.phase, &room, urgent != 0, urgent != 0 ? INT64_MIN : oracle.urgent};
      buju_phase_program program;
      buju_phase_prices prices;
      assert_int_equal(buju_phase_program_new(NULL, &ask, arena, &program), BUJU_OK);
      if (program.columns == 0) continue;
      assert_int_equal(buju_phase_price(NULL, &ask, &program, arena, &prices), BUJU_OK);
      assert_feasible(&c.phase, prices.year);
      trying b = {.phase = &c.phase, .room = room};
      claim_from(&(claim){&ask, &program, &prices}, &b, 0);
      bounds += prices.most * program.unit;
      plans += urgent != 0 ? oracle.urgent : oracle.all;
    }
    buju_arena_free(arena);
  }
  assert_true(bounds * 10 <= plans * 11); /* and not by far */
}

/* ---- the order ---- */

static void the_order_is_the_one_said(void **state) {
  (void)state;
  static const uint8_t class[] = {BUJU_PHASE_OTHER, BUJU_PHASE_WEAK, BUJU_PHASE_WEAK,     BUJU_PHASE_UNSERVED,
                                  BUJU_PHASE_WEAK,  BUJU_PHASE_WEAK, BUJU_PHASE_UNDER_WAY};
  static const int64_t people[] = {9000, 500, 800, 10, 800, 800, 0}, density[] = {9, 1, 5, 0, 7, 5, 0};
  static const int64_t quota[] = {3, 0, BUJU_PHASE_FREE};
  static const buju_ix fixed[] = {BUJU_NONE, BUJU_NONE, BUJU_NONE, BUJU_NONE, BUJU_NONE, BUJU_NONE, 0};
  static const buju_ix want[] = {6, 3, 4, 2, 5, 1, 0};
  buju_phase p = {.n = 7, .years = 3, .class = class, .people = people, .density = density, .quota = quota};
  p.fixed = fixed;
  p.crew_most = BUJU_PHASE_FREE;
  buju_ix order[7], year[7];
  int64_t cut[7];
  assert_int_equal(buju_phase_order(NULL, &p, order), BUJU_OK);
  for (int k = 0; k < 7; k++) assert_int_equal(order[k], want[k]);
  assert_int_equal(buju_phase_by_order(NULL, &p, order, year), BUJU_OK);
  static const buju_ix years[] = {2, 2, 2, 0, 0, 2, 0};
  for (int i = 0; i < 7; i++) assert_int_equal(year[i], years[i]);
  buju_phase_cuts(&p, order, year, cut);
  static const int64_t cuts[] = {0, 0, 0, 2, 1, 0, 0}; /* of three places one is settled, and no cut moves that */
  for (int i = 0; i < 7; i++) assert_int_equal(cut[i], cuts[i]);
}

static int64_t people_by(const buju_phase *p, const buju_ix *year, buju_ix t) {
  int64_t sum = 0;
  for (buju_ix i = 0; i < p->n; i++)
    if (year[i] != BUJU_NONE && year[i] <= t) sum += p->people[i];
  return sum;
}

/* Exactly the count while there are candidates; a larger one never serves fewer people by any year. */
static void counts_are_met_exactly_and_more_never_serves_fewer(void **state) {
  (void)state;
  phase_case c;
  buju_ix order[ITEMS], year[ITEMS], more[ITEMS];
  seed = 5;
  for (int round = 0; round < 4000; round++) {
    draw_case(&c, 30, round % 2 == 0 ? 0 : 8);
    const buju_phase *p = &c.phase;
    assert_int_equal(buju_phase_order(NULL, p, order), BUJU_OK);
    assert_int_equal(buju_phase_by_order(NULL, p, order, year), BUJU_OK);
    int64_t settled[YEARS] = {0}, done[YEARS] = {0}, open = 0;
    for (buju_ix i = 0; i < p->n; i++) {
      if (buju_phase_settled(p, i) != BUJU_NONE)
        settled[p->fixed[i]]++;
      else
        open++;
      if (year[i] != BUJU_NONE) done[year[i]]++;
    }
    for (buju_ix t = 0; t < p->years; t++) {
      int64_t asked = p->quota[t] > settled[t] ? p->quota[t] - settled[t] : 0, take = open < asked ? open : asked;
      assert_int_equal(done[t], settled[t] + take);
      open -= take;
    }
    buju_ix t = (buju_ix)draw(p->years);
    if (c.quota[t] != BUJU_PHASE_FREE) c.quota[t] += 1 + (int64_t)draw(3);
    assert_int_equal(buju_phase_by_order(NULL, p, order, more), BUJU_OK);
    for (t = 0; t < p->years; t++) assert_true(people_by(p, more, t) >= people_by(p, year, t));
  }
}

/* Whoever is told that a cut would move it does move at that cut, and stays at the next smaller one. */
static void cuts_say_when_a_project_moves(void **state) {
  (void)state;
  phase_case c;
  buju_ix order[ITEMS], year[ITEMS], then[ITEMS];
  int64_t cut[ITEMS];
  seed = 71;
  for (int round = 0; round < 1500; round++) {
    draw_case(&c, 20, (unsigned)(round % 2) * 8);
    const buju_phase *p = &c.phase;
    assert_int_equal(buju_phase_order(NULL, p, order), BUJU_OK);
    assert_int_equal(buju_phase_by_order(NULL, p, order, year), BUJU_OK);
    buju_phase_cuts(p, order, year, cut);
    for (buju_ix i = 0; i < p->n; i++) {
      if (cut[i] == 0) continue;
      int64_t kept = c.quota[year[i]];
      assert_true(cut[i] <= kept);
      for (int more = 1; more >= 0; more--) {
        c.quota[year[i]] = kept - cut[i] + more;
        assert_int_equal(buju_phase_by_order(NULL, p, order, then), BUJU_OK);
        assert_int_equal(then[i] == year[i], more == 1);
      }
      c.quota[year[i]] = kept;
    }
  }
}

/* Under counts the best plan differs from the order only where urgency does, never in how many are done. */
static void the_best_plan_fills_as_many_places(void **state) {
  (void)state;
  phase_case c;
  buju_ix order[ITEMS], year[ITEMS];
  seed = 1234;
  for (int round = 0; round < 500; round++) {
    draw_case(&c, 30, 8);
    buju_arena *arena = buju_arena_new();
    buju_phase_best best;
    assert_int_equal(buju_phase_order(NULL, &c.phase, order), BUJU_OK);
    assert_int_equal(buju_phase_by_order(NULL, &c.phase, order, year), BUJU_OK);
    assert_int_equal(buju_phase_solve(NULL, &c.phase, arena, &best), BUJU_OK);
    assert_int_equal(best.method, BUJU_BY_ORDER);
    buju_phase_worth worth = buju_phase_value(&c.phase, year);
    assert_true(best.worth.urgent >= worth.urgent);
    int64_t by_order[YEARS] = {0}, by_best[YEARS] = {0};
    for (buju_ix i = 0; i < c.phase.n; i++) {
      if (year[i] != BUJU_NONE) by_order[year[i]]++;
      if (best.year[i] != BUJU_NONE) by_best[best.year[i]]++;
    }
    for (buju_ix t = 0; t < c.phase.years; t++) assert_int_equal(by_order[t], by_best[t]);
    buju_arena_free(arena);
  }
}

static void numbers_too_large_are_refused(void **state) {
  (void)state;
  static const uint8_t class[] = {1, 1};
  static const int64_t people[] = {INT64_MAX / 41, INT64_MAX / 41}, density[] = {0, 0}, quota[] = {1};
  buju_phase p = {.n = 2, .years = 1, .class = class, .people = people, .density = density, .quota = quota};
  p.crew_most = BUJU_PHASE_FREE;
  buju_arena *arena = buju_arena_new();
  buju_phase_best best;
  assert_int_equal(buju_phase_solve(NULL, &p, arena, &best), BUJU_E_INTERNAL);
  p.n = 1;
  assert_int_equal(buju_phase_solve(NULL, &p, arena, &best), BUJU_OK);
  p.years = 0;
  assert_int_equal(buju_phase_solve(NULL, &p, arena, &best), BUJU_E_INTERNAL);
  buju_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_order_is_the_one_said),
      cmocka_unit_test(counts_are_met_exactly_and_more_never_serves_fewer),
      cmocka_unit_test(cuts_say_when_a_project_moves),
      cmocka_unit_test(the_best_plan_is_the_best_of_all),
      cmocka_unit_test(prices_bound_every_plan),
      cmocka_unit_test(the_best_plan_fills_as_many_places),
      cmocka_unit_test(numbers_too_large_are_refused),
  };
  return cmocka_run_group_tests_name("phase", tests, NULL, NULL);
}
