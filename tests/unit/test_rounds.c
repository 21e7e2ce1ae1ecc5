/* Rounds: against every plan there is on thousands of small cases, and held to their bounds on larger ones.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "planner/rounds/rounds_parts.h"
#include "planner/siting/mip.h"
#include "tests/support/siting_by_hand.h"

enum { MOST = 220, MINUTE = 60000, HOUR = 60 * MINUTE, TINY = 5 };

typedef struct sample {
  buju_rounds_problem p;
  uint32_t drive[(MOST + 1) * (MOST + 1)], serve[MOST], every[MOST];
} sample;

static sample the;

static void set_up(buju_ix n, uint32_t weeks) {
  memset(&the, 0, sizeof the);
  the.p = (buju_rounds_problem){.n = n,
                                .drive_ms = the.drive,
                                .serve_ms = the.serve,
                                .every = the.every,
                                .weeks = weeks,
                                .day_ms = 8 * HOUR,
                                .most_days = 1,
                                .days_a_week = 5};
  for (buju_ix i = 0; i < n; i++) the.every[i] = 1;
}

static void set_drive(buju_ix a, buju_ix b, uint32_t ms) { the.drive[a * (the.p.n + 1) + b] = ms; }

/* All stops so many minutes from the start and from each other. */
static void set_all_drives(uint32_t ms) {
  for (buju_ix a = 0; a <= the.p.n; a++)
    for (buju_ix b = 0; b <= the.p.n; b++) set_drive(a, b, a == b ? 0 : ms);
}

/* ---- what a plan must be, whatever its quality ---- */

static void check_tour(const buju_rounds_answer *out, const buju_rounds_tour *tour) {
  const buju_rounds_problem *p = &the.p;
  uint64_t drive = 0, serve = 0;
  buju_ix at = 0;
  assert_true(tour->n > 0);
  for (buju_ix k = 0; k <= tour->n; k++) {
    buju_ix to = k < tour->n ? out->stop[tour->first + k] + 1 : 0;
    assert_true(buju_rounds_drive(p, at, to) != BUJU_FAR);
    drive += buju_rounds_drive(p, at, to);
    if (to > 0) serve += p->serve_ms[to - 1];
    at = to;
  }
  assert_int_equal(drive, tour->drive_ms);
  assert_int_equal(serve, tour->serve_ms);
  assert_true(drive + serve <= buju_rounds_limit(p));
  assert_int_equal(tour->days, buju_rounds_days(p, drive + serve));
  assert_true(tour->weekday + tour->days <= p->days_a_week && tour->week < p->weeks);
  assert_true(tour->vehicle < out->vehicles);
}

/* Every stop at its interval on one day of the week by one vehicle; no vehicle twice on a day. */
static void check_plan(const buju_rounds_answer *out) {
  const buju_rounds_problem *p = &the.p;
  static uint8_t seen[MOST][BUJU_ROUNDS_MOST_WEEKS];
  static buju_ix day[MOST];
  memset(seen, 0, sizeof seen);
  int64_t days = 0, drive = 0;
  for (buju_ix k = 0; k < out->tours; k++) {
    const buju_rounds_tour *tour = &out->tour[k];
    check_tour(out, tour);
    days += tour->days;
    drive += tour->drive_ms;
    for (buju_ix i = 0; i < tour->n; i++) {
      buju_ix stop = out->stop[tour->first + i], slot = tour->vehicle * p->days_a_week + tour->weekday;
      bool first = true;
      for (uint32_t t = 0; t < p->weeks; t++) first = first && seen[stop][t] == 0;
      assert_true(first || day[stop] == slot);
      day[stop] = slot;
      seen[stop][tour->week]++;
    }
    for (buju_ix j = 0; j < k; j++) {
      const buju_rounds_tour *o = &out->tour[j];
      bool apart = o->vehicle != tour->vehicle || o->week != tour->week || o->weekday + o->days <= tour->weekday ||
                   tour->weekday + tour->days <= o->weekday;
      assert_true(apart);
    }
  }
  for (buju_ix i = 0; i < p->n; i++) {
    uint32_t offset = 0;
    while (offset < p->weeks && seen[i][offset] == 0) offset++;
    assert_true(offset < p->every[i]);
    for (uint32_t t = 0; t < p->weeks; t++) assert_int_equal(seen[i][t], t % p->every[i] == offset);
  }
  assert_int_equal(days, out->vehicle_days);
  assert_int_equal(drive, out->drive_ms);
  assert_true(out->least_vehicle_days <= out->vehicle_days);
  assert_true(out->least_drive_ms <= out->drive_ms);
}

/* ---- the oracle: all offsets, all partitions into lanes, all orders ---- */

static uint64_t best_order(const buju_ix *stop, buju_ix n, buju_ix at, unsigned left) {
  if (left == 0) {
    uint32_t home = buju_rounds_drive(&the.p, at, 0);
    return home != BUJU_FAR ? home : UINT64_MAX;
  }
  uint64_t best = UINT64_MAX;
  for (buju_ix k = 0; k < n; k++) {
    uint32_t leg = buju_rounds_drive(&the.p, at, stop[k] + 1);
    if ((left >> k & 1) == 0 || leg == BUJU_FAR) continue;
    uint64_t rest = best_order(stop, n, stop[k] + 1, left & ~(1u << k));
    if (rest != UINT64_MAX && rest + leg < best) best = rest + leg;
  }
  return best;
}

static uint64_t tour_drive[1 << TINY], tour_serve[1 << TINY];

static void measure_tours(void) {
  for (unsigned set = 1; set < 1u << the.p.n; set++) {
    buju_ix stop[TINY], n = 0;
    tour_serve[set] = 0;
    for (buju_ix i = 0; i < the.p.n; i++)
      if (set >> i & 1) {
        stop[n++] = i;
        tour_serve[set] += the.serve[i];
      }
    tour_drive[set] = best_order(stop, n, 0, (1u << n) - 1);
  }
}

static void judge(const uint32_t *offset, const buju_ix *lane, buju_ix lanes, buju_rounds_score *best) {
  const buju_rounds_problem *p = &the.p;
  buju_rounds_score now = {0, 0, 0};
  for (buju_ix l = 0; l < lanes; l++)
    for (uint32_t t = 0; t < p->weeks; t++) {
      unsigned set = 0;
      for (buju_ix i = 0; i < p->n; i++)
        if (lane[i] == l && t % p->every[i] == offset[i]) set |= 1u << i;
      if (set == 0) continue;
      if (tour_drive[set] == UINT64_MAX || tour_drive[set] + tour_serve[set] > buju_rounds_limit(p)) return;
      now.days += buju_rounds_days(p, tour_drive[set] + tour_serve[set]);
      now.drive_ms += (int64_t)tour_drive[set];
    }
  if (buju_rounds_better(now, *best)) *best = now;
}

static void try_all(buju_ix i, uint32_t *offset, buju_ix *lane, buju_ix lanes, buju_rounds_score *best) {
  if (i == the.p.n) {
    judge(offset, lane, lanes, best);
    return;
  }
  for (lane[i] = 0; lane[i] <= lanes; lane[i]++)
    for (offset[i] = 0; offset[i] < the.every[i]; offset[i]++)
      try_all(i + 1, offset, lane, lane[i] == lanes ? lanes + 1 : lanes, best);
}

static buju_rounds_score oracle(void) {
  uint32_t offset[TINY];
  buju_ix lane[TINY];
  buju_rounds_score best = {INT64_MAX, INT64_MAX, 0};
  measure_tours();
  try_all(0, offset, lane, 0, &best);
  return best;
}

/* ---- cases ---- */

/* Points in a square of so many minutes; one way may be slower than the other. */
static void scatter(uint64_t *chance, uint32_t minutes, bool slopes) {
  double x[MOST + 1], y[MOST + 1];
  for (buju_ix a = 0; a <= the.p.n; a++) {
    x[a] = (double)siting_pick(chance, minutes * MINUTE);
    y[a] = (double)siting_pick(chance, minutes * MINUTE);
  }
  for (buju_ix a = 0; a <= the.p.n; a++)
    for (buju_ix b = 0; b <= the.p.n; b++) {
      double climb = slopes && y[b] > y[a] ? (y[b] - y[a]) / 2 : 0;
      set_drive(a, b, (uint32_t)ceil(hypot(x[a] - x[b], y[a] - y[b]) + climb));
    }
}

static void draw(uint64_t *chance, buju_ix n) {
  static const uint32_t cycles[] = {1, 2, 4, 4, 6};
  set_up(n, cycles[siting_pick(chance, 5)]);
  the.p.most_days = siting_pick(chance, 4) == 0 ? 2 + siting_pick(chance, 2) : 1;
  scatter(chance, 30 + siting_pick(chance, 120), siting_pick(chance, 2) == 0);
  for (buju_ix i = 0; i < n; i++) {
    the.serve[i] = siting_pick(chance, 8) == 0 ? 0 : (10 + siting_pick(chance, 140)) * MINUTE;
    do the.every[i] = 1 + siting_pick(chance, the.p.weeks);
    while (the.p.weeks % the.every[i] != 0);
  }
  uint64_t longest = 1;
  for (buju_ix i = 0; i < n; i++) {
    uint64_t alone = (uint64_t)buju_rounds_drive(&the.p, 0, i + 1) + buju_rounds_drive(&the.p, i + 1, 0) + the.serve[i];
    if (alone > longest) longest = alone;
  }
  /* sometimes to the millisecond what the farthest takes */
  the.p.day_ms = (uint32_t)((longest + the.p.most_days - 1) / the.p.most_days);
  if (siting_pick(chance, 3) > 0) the.p.day_ms += siting_pick(chance, 3 * HOUR);
}

static buju_ctx *ctx;

static void solved(buju_rounds_answer *out, buju_arena **arena) {
  *arena = buju_arena_new();
  assert_non_null(*arena);
  assert_int_equal(buju_rounds_solve(ctx, &the.p, *arena, out), BUJU_OK);
  check_plan(out);
}

/* Every plan is compared, so the solver must find the best; the search must not beat it, the bounds not pass it. */
static void small_cases_are_best(void **state) {
  (void)state;
  uint64_t chance = siting_chance(20230401);
  buju_ix same = 0, cases = 3000, tight = 0;
  for (buju_ix c = 0; c < cases; c++) {
    draw(&chance, 1 + siting_pick(&chance, c % 8 == 0 ? TINY : TINY - 1));
    buju_rounds_score best = oracle(), found;
    buju_rounds_answer out;
    buju_arena *arena;
    solved(&out, &arena);
    assert_int_equal(out.method, BUJU_BY_SUBSETS);
    assert_int_equal(out.vehicle_days, best.days);
    assert_int_equal(out.drive_ms, best.drive_ms);
    assert_int_equal(out.least_vehicle_days, best.days);
    assert_int_equal(out.least_drive_ms, best.drive_ms);
    buju_ix lane[TINY];
    uint32_t offset[TINY];
    buju_rounds_places places = {0, lane, offset};
    int64_t work = 0, least[2];
    assert_int_equal(buju_rounds_search(ctx, &the.p, 0, &places, &found, &work), BUJU_OK);
    assert_false(buju_rounds_better(found, best) && found.days == best.days && found.drive_ms < best.drive_ms);
    assert_true(found.days >= best.days);
    same += found.days == best.days && found.drive_ms == best.drive_ms;
    if (c % 4 == 0) {
      buju_rounds_tours none = {0, NULL, NULL};
      assert_int_equal(buju_rounds_bound(ctx, &the.p, &none, best, 0, least, &work), BUJU_OK);
      assert_true(least[0] <= best.days && least[1] <= best.drive_ms);
      tight += least[0] == best.days;
    }
    buju_arena_free(arena);
  }
  print_message("search best in %u of %u, days bound tight in %u of %u\n", same, cases, tight, cases / 4);
  assert_true(same * 100 >= cases * 95);
  assert_true(tight * 100 >= cases / 4 * 85);
}

/* ---- edges ---- */

static void a_day_is_inclusive(void **state) {
  (void)state;
  buju_rounds_answer out;
  buju_arena *arena;
  set_up(2, 1);
  set_all_drives(HOUR);
  the.serve[0] = the.serve[1] = 2 * HOUR + 30 * MINUTE; /* 3 h of driving and 5 h of serving: 8 h exactly */
  assert_true(buju_rounds_reachable(&the.p, 0));
  solved(&out, &arena);
  assert_int_equal(out.vehicle_days, 1);
  assert_int_equal(out.tour[0].drive_ms + out.tour[0].serve_ms, 8 * HOUR);
  buju_arena_free(arena);
  the.serve[1]++;
  solved(&out, &arena);
  assert_int_equal(out.vehicle_days, 2);
  buju_arena_free(arena);
}

static void beyond_a_day_is_not_reachable(void **state) {
  (void)state;
  buju_rounds_answer out;
  buju_arena *arena = buju_arena_new();
  set_up(1, 1);
  set_all_drives(4 * HOUR);
  assert_true(buju_rounds_reachable(&the.p, 0));
  the.serve[0] = 1;
  assert_false(buju_rounds_reachable(&the.p, 0));
  assert_int_equal(buju_rounds_solve(ctx, &the.p, arena, &out), BUJU_E_INTERNAL);
  the.p.most_days = 2; /* a night out */
  assert_true(buju_rounds_reachable(&the.p, 0));
  buju_arena_free(arena);
  solved(&out, &arena);
  assert_int_equal(out.vehicle_days, 2);
  buju_arena_free(arena);
  set_drive(1, 0, BUJU_FAR);
  assert_false(buju_rounds_reachable(&the.p, 0));
}

/* Two that fill a day each, every other week: one day of the week does for both. */
static void lanes_share_a_weekday(void **state) {
  (void)state;
  buju_rounds_answer out;
  buju_arena *arena;
  set_up(2, 2);
  set_all_drives(HOUR);
  the.serve[0] = the.serve[1] = 5 * HOUR;
  the.every[0] = the.every[1] = 2;
  solved(&out, &arena);
  assert_int_equal(out.vehicle_days, 2);
  assert_int_equal(out.tours, 2);
  assert_int_equal(out.vehicles, 1);
  assert_int_equal(out.tour[0].weekday, out.tour[1].weekday);
  assert_int_equal(out.tour[0].week, 0);
  assert_int_equal(out.tour[1].week, 1);
  buju_arena_free(arena);
}

/* Seven full days a week in five working days: two vehicles, and no weekday has more than one tour above another. */
static void weekdays_are_balanced(void **state) {
  (void)state;
  buju_rounds_answer out;
  buju_arena *arena;
  set_up(7, 1);
  set_all_drives(HOUR);
  for (buju_ix i = 0; i < 7; i++) the.serve[i] = 5 * HOUR;
  solved(&out, &arena);
  assert_int_equal(out.tours, 7);
  assert_int_equal(out.vehicles, 2);
  buju_ix on[7] = {0};
  for (buju_ix k = 0; k < out.tours; k++) on[out.tour[k].weekday]++;
  for (buju_ix d = 0; d < 5; d++) assert_true(on[d] == 1 || on[d] == 2);
  buju_arena_free(arena);
}

static void nobody_and_nonsense(void **state) {
  (void)state;
  buju_rounds_answer out;
  buju_arena *arena;
  set_up(0, 4);
  solved(&out, &arena);
  assert_int_equal(out.tours, 0);
  set_up(1, 4);
  the.every[0] = 3; /* not a part of the cycle */
  assert_int_equal(buju_rounds_solve(ctx, &the.p, arena, &out), BUJU_E_INTERNAL);
  the.every[0] = 4;
  the.p.most_days = 6; /* more than a week has */
  assert_int_equal(buju_rounds_solve(ctx, &the.p, arena, &out), BUJU_E_INTERNAL);
  buju_arena_free(arena);
}

/* ---- middle ones, against another solver ---- */

enum { MIDDLE = 9, SETS = 1 << MIDDLE };

/* Every subset is a column, every stop a row: the fewest vehicle-days of tours that share out the stops, by Cbc. */
static int64_t share_out(buju_arena *arena) {
  static int64_t cost[SETS], zero[SETS], one[SETS], value[MIDDLE * SETS], side[MIDDLE];
  static buju_ix column[MIDDLE * SETS];
  uint64_t row[MIDDLE + 1] = {0}, at = 0;
  buju_ix columns = 0, of[SETS];
  for (unsigned set = 1; set < SETS; set++) {
    buju_ix stop[MIDDLE], n = 0;
    uint64_t serve = 0;
    int64_t work = 0;
    for (buju_ix i = 0; i < MIDDLE; i++)
      if (set >> i & 1) serve += the.serve[stop[n++] = i];
    uint64_t drive = buju_rounds_order(&the.p, stop, n, &work);
    if (drive == UINT64_MAX || drive + serve > buju_rounds_limit(&the.p)) continue;
    of[columns] = set;
    one[columns] = 1;
    cost[columns++] = buju_rounds_days(&the.p, drive + serve);
  }
  for (buju_ix i = 0; i < MIDDLE; i++) {
    for (buju_ix c = 0; c < columns; c++)
      if (of[c] >> i & 1) {
        column[at] = c;
        value[at++] = 1;
      }
    row[i + 1] = at;
    side[i] = 1;
  }
  buju_mip mip = {columns, MIDDLE, cost, zero, one, row, column, value, side, side, 0};
  buju_mip_result found;
  assert_int_equal(buju_mip_solve(ctx, &mip, arena, &found), BUJU_OK);
  assert_int_equal(found.state, BUJU_MIP_OPTIMAL);
  return found.objective;
}

static void middle_ones_agree_with_cbc(void **state) {
  (void)state;
  uint64_t chance = siting_chance(99);
  for (buju_ix c = 0; c < 25; c++) {
    draw(&chance, MIDDLE);
    the.p.weeks = 1; /* with one interval all weeks are alike */
    for (buju_ix i = 0; i < MIDDLE; i++) the.every[i] = 1;
    buju_rounds_answer out;
    buju_arena *arena;
    solved(&out, &arena);
    assert_int_equal(out.method, BUJU_BY_SUBSETS);
    assert_int_equal(out.vehicle_days, share_out(arena));
    buju_arena_free(arena);
  }
}

/* Search and bounds on both sides of what comparing every plan gives. */
static void middle_ones_lie_between(void **state) {
  (void)state;
  uint64_t chance = siting_chance(100);
  buju_ix found_best = 0, cases = 40;
  for (buju_ix c = 0; c < cases; c++) {
    do draw(&chance, MIDDLE);
    while (!buju_rounds_few(&the.p));
    buju_rounds_answer out;
    buju_arena *arena;
    solved(&out, &arena);
    buju_ix lane[MIDDLE];
    uint32_t offset[MIDDLE];
    buju_rounds_places places = {0, lane, offset};
    buju_rounds_score found, best = {out.vehicle_days, out.drive_ms, 0};
    buju_rounds_tours none = {0, NULL, NULL};
    int64_t work = 0, least[2];
    assert_int_equal(buju_rounds_search(ctx, &the.p, 0, &places, &found, &work), BUJU_OK);
    assert_int_equal(buju_rounds_bound(ctx, &the.p, &none, best, 0, least, &work), BUJU_OK);
    assert_true(found.days > best.days || (found.days == best.days && found.drive_ms >= best.drive_ms));
    assert_true(least[0] <= best.days && least[1] <= best.drive_ms);
    found_best += found.days == best.days;
    buju_arena_free(arena);
  }
  print_message("search has the fewest vehicle-days in %u of %u\n", found_best, cases);
  assert_true(found_best * 10 >= cases * 9);
}

/* ---- larger ones ---- */

static void draw_town(uint64_t *chance, buju_ix n, uint32_t minutes, uint32_t serve) {
  static const uint32_t every[] = {1, 2, 2, 4};
  set_up(n, 4);
  scatter(chance, minutes, false);
  for (buju_ix i = 0; i < n; i++) {
    the.serve[i] = (serve / 2 + siting_pick(chance, serve)) * MINUTE;
    the.every[i] = every[siting_pick(chance, 4)];
  }
}

static void larger_ones_keep_to_their_bounds(void **state) {
  (void)state;
  static const struct {
    buju_ix n;
    uint32_t minutes, serve, gap; /* gap: the widest in vehicle-days, per cent */
  } cases[] = {{25, 60, 60, 1}, {25, 150, 90, 5}, {60, 90, 60, 11}};
  uint64_t chance = siting_chance(7);
  for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
    buju_rounds_answer out, again;
    buju_arena *arena, *other;
    draw_town(&chance, cases[c].n, cases[c].minutes, cases[c].serve);
    the.p.work_limit = 20000000;
    solved(&out, &arena);
    assert_int_equal(out.method, BUJU_BY_PRICES);
    print_message("%u stops: %lld days, no fewer than %lld; %lld min, no less than %lld; %lld steps\n", cases[c].n,
                  (long long)out.vehicle_days, (long long)out.least_vehicle_days, (long long)out.drive_ms / MINUTE,
                  (long long)out.least_drive_ms / MINUTE, (long long)out.work);
    assert_true((out.vehicle_days - out.least_vehicle_days) * 100 <= out.vehicle_days * cases[c].gap);
    assert_true(out.least_drive_ms > 0);
    solved(&again, &other); /* the same again */
    assert_int_equal(again.tours, out.tours);
    assert_int_equal(again.work, out.work);
    assert_memory_equal(again.tour, out.tour, out.tours * sizeof *out.tour);
    buju_arena_free(arena);
    buju_arena_free(other);
  }
}

static int open_ctx(void **state) {
  (void)state;
  ctx = buju_ctx_new();
  return ctx == NULL;
}

static int close_ctx(void **state) {
  (void)state;
  buju_ctx_free(ctx);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_day_is_inclusive),
      cmocka_unit_test(beyond_a_day_is_not_reachable),
      cmocka_unit_test(lanes_share_a_weekday),
      cmocka_unit_test(weekdays_are_balanced),
      cmocka_unit_test(nobody_and_nonsense),
      cmocka_unit_test(small_cases_are_best),
      cmocka_unit_test(middle_ones_agree_with_cbc),
      cmocka_unit_test(middle_ones_lie_between),
      cmocka_unit_test(larger_ones_keep_to_their_bounds),
  };
  return cmocka_run_group_tests(tests, open_ctx, close_ctx);
}
