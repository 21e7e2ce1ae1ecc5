/* A Lagrangian bound where sites fill up: every demand point pays so much a unit for being served, and every site takes
 * whoever is worth most to it, a fractional knapsack. Whatever is paid, the sum is a true bound, in whole numbers;
 * doubles only say where to climb. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/capacity_parts.h"

/* Somebody who could be taken. */
typedef struct item {
  int64_t worth; /* of a unit, in 1/scale */
  uint64_t pair;
} item;

typedef struct climb {
  const buju_rooms *rooms;
  int64_t scale, most, near; /* near: what a unit served nearby is paid besides */
  int64_t *price;            /* [n] what a unit pays */
  int64_t *gain;             /* [m] */
  int64_t *taken;            /* [n] weight taken by the sites chosen */
  int64_t taken_near;
  double *way;              /* [n + 1] the last one is near's */
  item *item;               /* [most pairs of a site] */
  struct buju_ranked *rank; /* [m] */
  int64_t *left_of;         /* [kinds] */
  uint8_t *chosen;          /* [m] */
  int64_t work;
} climb;

static bool before(const item *x, const item *y) {
  return x->worth != y->worth ? x->worth > y->worth : x->pair < y->pair;
}

static void swap(item *x, item *y) {
  item other = *x;
  *x = *y;
  *y = other;
}

/* Puts whoever is in the middle of three to the end. */
static void choose_pivot(item *it, uint64_t n) {
  item *low = it, *middle = it + n / 2, *high = it + n - 1;
  if (before(middle, low)) swap(middle, low);
  if (before(high, low)) swap(high, low);
  if (before(middle, high)) swap(middle, high);
}

static int64_t worth_of(const climb *c, uint64_t k) {
  const buju_rooms *r = c->rooms;
  return c->price[r->whose[k]] - r->cost[k] * c->scale + (r->near[k] != 0 ? c->near : 0);
}

/* Puts those in front, the most worth first, who together weigh so much; only the last of them has to be in place
 * (quickselect). O(n) mostly. */
static void select_most_worth(const climb *c, item *it, uint64_t n, int64_t target) {
  const buju_rooms *r = c->rooms;
  while (n > 1 && target > 0) {
    uint64_t front = 0;
    int64_t weight = 0;
    choose_pivot(it, n);
    for (uint64_t k = 0; k + 1 < n; k++) {
      if (!before(it + k, it + n - 1)) continue;
      weight += r->weight[r->whose[it[k].pair]];
      swap(it + k, it + front++);
    }
    swap(it + front, it + n - 1);
    if (weight >= target) {
      n = front;
      continue;
    }
    target -= weight + r->weight[r->whose[it[front].pair]];
    it += front + 1;
    n -= front + 1;
  }
}

/* Lists whom a site could take: those worth something, or everybody. Returns their weight. */
static int64_t list_items(climb *c, buju_ix j, bool everybody, uint64_t *n) {
  const buju_rooms *r = c->rooms;
  int64_t within = 0;
  *n = 0;
  for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++) {
    int64_t worth = worth_of(c, r->site_pair[s]);
    if (worth <= 0 && !everybody) continue;
    c->item[(*n)++] = (item){worth, r->site_pair[s]};
    within += r->weight[r->whose[r->site_pair[s]]];
  }
  c->work += (int64_t)(r->site_row[j + 1] - r->site_row[j]);
  return within;
}

/* What a site can gain at most: takes whole or fractional people, most worth first, while it has room and they are
 * worth anything, or until it has the least weight it needs. Marks whom in taken. INT64_MIN: it can never be open. */
static int64_t fill(climb *c, buju_ix j, bool mark) {
  const buju_rooms *r = c->rooms;
  uint64_t n;
  int64_t within = list_items(c, j, false, &n), sum = 0, load = 0;
  if (within < r->least[j] && list_items(c, j, true, &n) < r->least[j]) return INT64_MIN;
  if (r->capacity[j] < r->least[j]) return INT64_MIN;
  if (within > r->capacity[j] || within < r->least[j]) {
    select_most_worth(c, c->item, n, within < r->least[j] ? r->least[j] : r->capacity[j]);
    c->work += 4 * (int64_t)n;
  }
  for (uint64_t k = 0; k < n; k++) {
    buju_ix i = r->whose[c->item[k].pair];
    int64_t most = c->item[k].worth > 0 ? r->capacity[j] - load : r->least[j] - load;
    int64_t part = r->weight[i] < most ? r->weight[i] : most;
    if (part <= 0) break;
    load += part;
    sum += part * c->item[k].worth;
    if (mark) c->taken[i] += part;
    if (mark && r->near[c->item[k].pair] != 0) c->taken_near += part;
  }
  return sum - r->fee[j] * c->scale;
}

/* ---- which sites ---- */

int buju_ranked_highest_first(const void *a, const void *b) {
  const buju_ranked *x = a, *y = b;
  if (x->key != y->key) return x->key > y->key ? -1 : 1;
  return (x->j > y->j) - (x->j < y->j);
}

/* Gains add up to no more than this: whatever is above is as good as no bound. */
static const int64_t MOST = INT64_MAX / 2;

static int64_t plus(int64_t sum, int64_t gain) { return gain < MOST - sum ? sum + gain : MOST; }

static void count_down(int64_t *left) {
  if (*left != INT64_MAX) --*left;
}

/* What the sites gain at most with no more than p of them and of each kind, and which those are: the highest gains
 * first, which is best where limits are nested. */
static int64_t choose_by_p(climb *c) {
  const buju_rooms *r = c->rooms;
  buju_ix n = 0;
  int64_t sum = 0, p = r->p;
  bool limited = p != INT64_MAX;
  memcpy(c->left_of, r->p_of, r->kinds * sizeof *c->left_of);
  for (buju_ix k = 0; k < r->kinds; k++) limited = limited || r->p_of[k] != INT64_MAX;
  for (buju_ix j = 0; j < r->m; j++) {
    bool free = r->fixed[j] == 0 && r->counted[j] != 0;
    c->chosen[j] = r->fixed[j] != 0 || (r->counted[j] == 0 && c->gain[j] > 0);
    if (c->chosen[j] != 0) sum = plus(sum, c->gain[j]);
    if (r->fixed[j] != 0 && r->counted[j] != 0) {
      count_down(&p);
      count_down(&c->left_of[r->kind[j]]);
    }
    if (free && c->gain[j] > 0) c->rank[n++] = (buju_ranked){c->gain[j], j};
  }
  if (limited) qsort(c->rank, n, sizeof *c->rank, buju_ranked_highest_first);
  for (buju_ix k = 0; k < n && p > 0; k++) {
    int64_t *left = &c->left_of[r->kind[c->rank[k].j]];
    if (*left <= 0) continue;
    count_down(left);
    count_down(&p);
    c->chosen[c->rank[k].j] = 1;
    sum = plus(sum, c->rank[k].key);
  }
  return sum;
}

/* What they gain at most within the budget when money is worth `money` a unit: a true bound for any such price. */
static int64_t gain_at(const climb *c, int64_t left, int64_t money) {
  const buju_rooms *r = c->rooms;
  if (money > 0 && left > MOST / 2 / money) return MOST;
  int64_t sum = money * left;
  for (buju_ix j = 0; j < r->m; j++) {
    if (r->fixed[j] != 0) sum = plus(sum, c->gain[j]);
    if (r->fixed[j] != 0 || c->gain[j] == INT64_MIN) continue;
    int64_t net = r->net[j] < 0 ? -r->net[j] : r->net[j];
    bool dear = money > 0 && net > MOST / 2 / money;
    if (dear && r->net[j] < 0) return MOST;
    int64_t gain = dear ? 0 : c->gain[j] - money * r->net[j];
    if (gain > 0) sum = plus(sum, gain);
  }
  return sum;
}

static int64_t choose_by_budget(climb *c) {
  const buju_rooms *r = c->rooms;
  buju_ix n = 0;
  int64_t left = r->budget, money = 0;
  for (buju_ix j = 0; j < r->m; j++) {
    c->chosen[j] = r->fixed[j] != 0 || (r->net[j] <= 0 && c->gain[j] > 0);
    if (c->chosen[j] != 0) left -= r->net[j];
    if (c->chosen[j] == 0 && c->gain[j] > 0) c->rank[n++] = (buju_ranked){c->gain[j] / r->net[j], j};
  }
  qsort(c->rank, n, sizeof *c->rank, buju_ranked_highest_first);
  for (buju_ix k = 0; k < n; k++) {
    buju_ix j = c->rank[k].j;
    c->chosen[j] = r->net[j] <= left;
    if (c->chosen[j] != 0)
      left -= r->net[j];
    else if (money == 0)
      money = c->gain[j] / r->net[j];
  }
  int64_t fixed = r->budget;
  for (buju_ix j = 0; j < r->m; j++)
    if (r->fixed[j] != 0) fixed -= r->net[j];
  int64_t free = gain_at(c, fixed, 0), priced = fixed >= 0 ? gain_at(c, fixed, money) : MOST;
  return free < priced ? free : priced;
}

static bool counts(const buju_rooms *r) {
  bool counting = r->p != INT64_MAX;
  for (buju_ix k = 0; k < r->kinds; k++) counting = counting || r->p_of[k] != INT64_MAX;
  return counting;
}

static int64_t choose(climb *c) {
  int64_t by_budget = INT64_MAX;
  if (c->rooms->budget != INT64_MAX) by_budget = choose_by_budget(c);
  if (c->rooms->budget != INT64_MAX && !counts(c->rooms)) return by_budget;
  int64_t by_p = choose_by_p(c);
  if (by_budget < by_p) choose_by_budget(c);
  return by_budget < by_p ? by_budget : by_p;
}

/* ---- climbing ---- */

static int64_t evaluate(climb *c) {
  const buju_rooms *r = c->rooms;
  int64_t sum = c->near * r->problem->near_weight + r->base * c->scale;
  for (buju_ix i = 0; i < r->n; i++) sum += c->price[i] * r->weight[i];
  for (buju_ix j = 0; j < r->m; j++) c->gain[j] = fill(c, j, false);
  sum -= choose(c);
  memset(c->taken, 0, r->n * sizeof *c->taken);
  c->taken_near = 0;
  for (buju_ix j = 0; j < r->m; j++)
    if (c->chosen[j] != 0 && c->gain[j] != INT64_MIN) fill(c, j, true);
  c->work += (int64_t)r->n + r->m;
  return sum;
}

static double turn(double by, double *way) {
  *way = by + 0.4 * *way;
  return *way;
}

/* The way up, in shares of everybody's weight, and how steep it is. */
static double direction(climb *c) {
  const buju_rooms *r = c->rooms;
  double steep = 0;
  for (buju_ix i = 0; i < r->n; i++) {
    double by = (double)(r->weight[i] - c->taken[i]) / (double)r->weight[i];
    if (by > 0 && c->price[i] == c->most) by = 0;
    if (by < 0 && c->price[i] == 0) by = 0;
    double way = turn(by, &c->way[i]);
    steep += way * way * (double)r->weight[i];
  }
  int64_t near = r->problem->near_weight;
  if (near == 0) return steep;
  double by = (double)(near - c->taken_near) / (double)near;
  if (by < 0 && c->near == 0) by = 0;
  double way = turn(by, &c->way[r->n]);
  return steep + way * way * (double)near;
}

static int64_t moved(int64_t from, double by, int64_t most) {
  double to = (double)from + by;
  return to <= 0 ? 0 : to >= (double)most ? most : (int64_t)to;
}

static void step_along(climb *c, double step) {
  const buju_rooms *r = c->rooms;
  for (buju_ix i = 0; i < r->n; i++) c->price[i] = moved(c->price[i], step * c->way[i], c->most);
  if (r->problem->near_weight > 0) c->near = moved(c->near, step * c->way[r->n], c->most);
}

static bool climb_new(climb *c, buju_arena *scratch) {
  const buju_rooms *r = c->rooms;
  uint64_t most = 0;
  for (buju_ix j = 0; j < r->m; j++)
    if (r->site_row[j + 1] - r->site_row[j] > most) most = r->site_row[j + 1] - r->site_row[j];
  c->price = BUJU_NEW(scratch, int64_t, r->n);
  c->gain = BUJU_NEW(scratch, int64_t, r->m);
  c->taken = BUJU_NEW(scratch, int64_t, r->n);
  c->way = BUJU_NEW(scratch, double, (size_t)r->n + 1);
  c->item = BUJU_NEW(scratch, item, most);
  c->rank = BUJU_NEW(scratch, buju_ranked, r->m);
  c->chosen = BUJU_NEW(scratch, uint8_t, r->m);
  c->left_of = BUJU_NEW(scratch, int64_t, r->kinds);
  return c->left_of != NULL && c->price != NULL && c->gain != NULL && c->taken != NULL && c->way != NULL &&
         c->item != NULL && c->rank != NULL && c->chosen != NULL;
}

/* The least there can be at a bound in 1/scale. */
static int64_t whole(const buju_rooms *r, int64_t value, int64_t scale) {
  int64_t lower = value > 0 ? (value - 1) / scale + 1 : 0, above = lower - r->base;
  int64_t grains = above / r->grain + (above % r->grain > 0);
  int64_t risen = r->base + grains * r->grain;
  return risen > 0 ? risen : 0;
}

static void keep(buju_room_bound *out, const climb *c, int64_t value, int64_t lower) {
  const buju_rooms *r = c->rooms;
  out->value = value;
  out->lower = lower;
  out->near = c->near;
  memcpy(out->multiplier, c->price, r->n * sizeof *c->price);
  memcpy(out->gain, c->gain, r->m * sizeof *c->gain);
}

enum { STALLS = 12 };

buju_status buju_rooms_bound(buju_ctx *ctx, const buju_rooms *r, int64_t upper, int rounds, buju_room_bound *out,
                             int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  climb c = {.rooms = r, .scale = out->scale, .most = out->most, .near = out->near};
  if (scratch == NULL || !climb_new(&c, scratch)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  memcpy(c.price, out->multiplier, r->n * sizeof *c.price);
  int64_t best = INT64_MIN;
  double reach = 1;
  for (int round = 0, stalls = 0; round < rounds && out->lower < upper; round++) {
    int64_t now = evaluate(&c);
    if (now > best) {
      best = now;
      stalls = 0;
      if (now >= out->value) keep(out, &c, now, whole(r, now, c.scale));
    } else if (++stalls == STALLS) {
      reach /= 2;
      stalls = 0;
    }
    double target = upper != INT64_MAX ? (double)upper * (double)c.scale : (double)best * 1.05 + (double)c.scale;
    double steep = direction(&c);
    double step = steep > 0 ? reach * (target * 1.02 - (double)now) / steep : 0;
    if (!(step > 0) || reach < 1e-4) break;
    step_along(&c, step);
  }
  *work += c.work;
  buju_arena_free(scratch);
  return BUJU_OK;
}

/* ---- what no better plan uses ---- */

/* What the bound rises by at least when site j is open and gains no more than `gain`. least[kinds]: the lowest gain of
 * those that would make way where a kind's p or p is filled; 0 where neither is. */
static int64_t rise(const climb *c, buju_ix j, int64_t gain, const int64_t *least) {
  const buju_rooms *r = c->rooms;
  if (c->chosen[j] != 0) return c->gain[j] - gain;
  int64_t instead = r->counted[j] != 0 ? least[r->kind[j]] : 0;
  return instead > gain ? instead - gain : 0;
}

static void find_least(const climb *c, int64_t *least, int64_t *left) {
  const buju_rooms *r = c->rooms;
  int64_t any = INT64_MAX, p = r->p;
  for (buju_ix k = 0; k < r->kinds; k++) {
    least[k] = INT64_MAX;
    left[k] = r->p_of[k];
  }
  for (buju_ix j = 0; j < r->m; j++) {
    if (c->chosen[j] == 0 || r->counted[j] == 0) continue;
    count_down(&p);
    count_down(&left[r->kind[j]]);
    if (r->fixed[j] != 0) continue;
    if (c->gain[j] < least[r->kind[j]]) least[r->kind[j]] = c->gain[j];
    if (c->gain[j] < any) any = c->gain[j];
  }
  for (buju_ix k = 0; k < r->kinds; k++) {
    if (left[k] > 0) least[k] = p > 0 ? 0 : any;
    if (least[k] == INT64_MAX) least[k] = INT64_MAX / 4;
  }
}

static void drop_pairs(climb *c, const buju_room_bound *bound, int64_t upper, int64_t *least, uint8_t *drop) {
  const buju_rooms *r = c->rooms;
  int64_t room = (upper - r->grain) * bound->scale - bound->value;
  find_least(c, least, c->left_of);
  for (buju_ix j = 0; j < r->m; j++) {
    bool never = c->gain[j] == INT64_MIN || rise(c, j, c->gain[j], least) > room;
    for (uint64_t s = r->site_row[j]; s < r->site_row[j + 1]; s++) {
      uint64_t k = r->site_pair[s];
      int64_t worth = worth_of(c, k), weight = r->weight[r->whose[k]];
      bool whole = r->problem->rule != BUJU_CAPACITY_SHARED && worth < 0;
      drop[k] = never || (whole && rise(c, j, c->gain[j] + weight * worth, least) > room);
    }
  }
}

buju_status buju_rooms_drop(buju_ctx *ctx, const buju_rooms *r, const buju_room_bound *bound, int64_t upper,
                            uint8_t *drop, int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  climb c = {.rooms = r, .scale = bound->scale, .most = bound->most, .near = bound->near};
  int64_t *least = scratch != NULL ? BUJU_NEW(scratch, int64_t, r->kinds) : NULL;
  if (least == NULL || !climb_new(&c, scratch)) {
    buju_arena_free(scratch);
    return buju_fail_memory(ctx);
  }
  memcpy(c.price, bound->multiplier, r->n * sizeof *c.price);
  if (r->budget == INT64_MAX && evaluate(&c) == bound->value) drop_pairs(&c, bound, upper, least, drop);
  *work += c.work;
  buju_arena_free(scratch);
  return BUJU_OK;
}
