/* A Lagrangian bound: every node pays lambda to be served, every host takes the members worth most to it. Whatever the
 * lambdas, the sum is a true bound, computed in whole numbers; doubles only say where to climb.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <string.h>

bool buju_joint_bound_new(const buju_joint_block *b, buju_arena *arena, buju_joint_bound *out) {
  buju_joint_bound v = {0};
  v.lambda = BUJU_NEW(arena, int64_t, b->n);
  v.best_lambda = BUJU_NEW(arena, int64_t, b->n);
  v.gain = BUJU_NEW(arena, int64_t, b->n);
  v.opened = BUJU_NEW(arena, uint8_t, b->n);
  v.cover = BUJU_NEW(arena, double, b->n);
  v.way = BUJU_NEW(arena, double, (size_t)b->n + BUJU_JOINT_VALUES);
  v.item = BUJU_NEW(arena, buju_joint_item, b->n);
  *out = v;
  return v.lambda != NULL && v.best_lambda != NULL && v.gain != NULL && v.opened != NULL && v.cover != NULL &&
         v.way != NULL && v.item != NULL;
}

static int64_t open_cost(const buju_joint_bound *v, const buju_joint_block *b, buju_ix h) {
  if (b->fixed[h]) return 0;
  return v->price[BUJU_JOINT_CLINICS] + (b->fresh[h] ? v->price[BUJU_JOINT_NEW] : 0);
}

static int64_t join_cost(const buju_joint_bound *v, const buju_joint_pair *p) {
  return v->price[BUJU_JOINT_TIME] * p->time;
}

/* What the members a host could still take are worth to it, at most: gathers them as items. O(candidates) unless they
 * do not all fit. */
static int64_t weigh_members(buju_joint_bound *v, buju_joint_domain *d, buju_ix h) {
  const buju_joint_block *b = d->block;
  int64_t sum = 0;
  buju_people_n people = 0, room = b->cap - d->load[h];
  v->items = 0;
  for (buju_ix j = b->host_row[h]; j < b->host_row[h + 1]; j++) {
    buju_ix p = b->host_pair[j], m = b->pair[p].node;
    if (!d->alive[p] || d->chosen[m] != BUJU_NONE) continue;
    int64_t worth = v->lambda[m] - join_cost(v, &b->pair[p]);
    if (worth <= 0) continue;
    v->item[v->items++] = (buju_joint_item){p, b->people[m], worth, 1, false};
    sum += worth;
    people += b->people[m];
  }
  if (v->items == 0 || people <= room) return sum;
  d->work += (int64_t)v->items * 4;
  return buju_joint_pack(v->item, v->items, room);
}

static void cover_members(buju_joint_bound *v, const buju_joint_block *b) {
  for (buju_ix i = 0; i < v->items; i++) v->cover[b->pair[v->item[i].pair].node] += v->item[i].share;
}

/* The pair that leaves a node stuck, if it still has one. */
static buju_ix stuck_pair(const buju_joint_domain *d, buju_ix node) {
  buju_ix last = d->block->row[node + 1] - 1;
  return d->block->pair[last].host == d->block->n && d->alive[last] ? last : BUJU_NONE;
}

/* What is chosen, priced, plus what the nodes not chosen pay. */
static int64_t evaluate_nodes(buju_joint_bound *v, const buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  int64_t sum = 0;
  for (int s = 0; s < BUJU_JOINT_VALUES; s++) {
    v->used[s] = d->value[s];
    sum += v->price[s] * (d->value[s] - (s < (int)v->stage ? v->known[s] : 0));
  }
  for (buju_ix m = 0; m < b->n; m++) {
    v->cover[m] = 0;
    if (d->chosen[m] != BUJU_NONE) continue;
    sum += v->lambda[m];
    if (stuck_pair(d, m) == BUJU_NONE || v->lambda[m] <= v->price[BUJU_JOINT_STUCK]) continue;
    sum -= v->lambda[m] - v->price[BUJU_JOINT_STUCK];
    v->cover[m] += 1;
    v->used[BUJU_JOINT_STUCK]++;
  }
  return sum;
}

/* The bound at the present lambdas and prices, in units of the scale. O(pairs). */
static int64_t evaluate(buju_joint_bound *v, buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  int64_t sum = evaluate_nodes(v, d);
  for (buju_ix h = 0; h < b->n; h++) {
    v->opened[h] = 0;
    v->gain[h] = 0;
    if (b->self[h] == BUJU_NONE || !d->alive[b->self[h]]) continue;
    int64_t worth = weigh_members(v, d, h);
    bool open = d->chosen[h] != BUJU_NONE;
    v->gain[h] = open ? worth : v->lambda[h] - open_cost(v, b, h) + worth;
    if (!open && v->gain[h] <= 0) continue;
    sum -= v->gain[h];
    v->opened[h] = 1;
    cover_members(v, b);
    if (open) continue;
    v->cover[h] += 1;
    v->used[BUJU_JOINT_CLINICS]++;
    v->used[BUJU_JOINT_NEW] += b->fresh[h];
  }
  d->work += b->pairs + b->n;
  return sum;
}

/* What a node pays of opening a host when all who could join share it: by people where the cap is what keeps them out.
 */
static int64_t share(const buju_joint_bound *v, const buju_joint_domain *d, buju_ix h, buju_ix node) {
  const buju_joint_block *b = d->block;
  buju_ix members = 1;
  buju_people_n people = b->load[h];
  for (buju_ix j = b->host_row[h]; j < b->host_row[h + 1]; j++) {
    if (!d->alive[b->host_pair[j]]) continue;
    members++;
    people += b->people[b->pair[b->host_pair[j]].node];
  }
  if (people <= b->cap) return open_cost(v, b, h) / members;
  return (int64_t)((double)open_cost(v, b, h) * (double)b->people[node] / (double)b->cap);
}

void buju_joint_bound_start(buju_joint_bound *v, const buju_joint_domain *d, buju_joint_stage stage,
                            const int64_t known[BUJU_JOINT_VALUES]) {
  const buju_joint_block *b = d->block;
  const int64_t fine = (int64_t)1 << 40, room = INT64_MAX / 64 / ((int64_t)b->n + 1);
  const int64_t scale = stage == BUJU_JOINT_TIME ? 1 : fine < room ? fine : room;
  v->stage = stage;
  v->scale = scale;
  memcpy(v->known, known, sizeof v->known);
  int64_t dearest = scale;
  for (buju_ix p = 0; stage == BUJU_JOINT_TIME && p < b->pairs; p++)
    if (d->alive[p] && b->pair[p].time > dearest) dearest = b->pair[p].time;
  for (int s = 0; s < BUJU_JOINT_VALUES; s++) v->price[s] = s < (int)stage ? dearest : s == (int)stage ? scale : 0;
  if (stage == BUJU_JOINT_TIME) v->price[BUJU_JOINT_NEW] = 0;
  for (buju_ix m = 0; m < b->n; m++) { /* everyone pays an equal share of the cheapest host there is */
    int64_t least = INT64_MAX;
    for (buju_ix p = b->row[m]; p < b->row[m + 1]; p++) {
      buju_ix h = b->pair[p].host;
      int64_t cost = v->price[BUJU_JOINT_STUCK];
      if (h < b->n) cost = join_cost(v, &b->pair[p]) + share(v, d, h, m);
      if (d->alive[p] && cost < least) least = cost;
    }
    v->lambda[m] = least;
  }
}

static double direction(buju_joint_bound *v, const buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  double norm = 0;
  for (buju_ix m = 0; m < b->n; m++) {
    if (d->chosen[m] != BUJU_NONE) continue;
    double way = 1 - v->cover[m];
    if (way < 0 && v->lambda[m] == 0) way = 0;
    v->way[m] = way + 0.3 * v->way[m];
    norm += v->way[m] * v->way[m];
  }
  for (int s = 0; s < (int)v->stage; s++) {
    double way = (double)(v->used[s] - v->known[s]);
    if (way < 0 && v->price[s] == 0) way = 0;
    v->way[b->n + (buju_ix)s] = way + 0.3 * v->way[b->n + (buju_ix)s];
    norm += v->way[b->n + (buju_ix)s] * v->way[b->n + (buju_ix)s];
  }
  return norm;
}

/* Never negative, and so small that no sum of them overflows. */
static int64_t moved(int64_t from, double by, int64_t most) {
  double to = (double)from + by;
  if (to <= 0) return 0;
  return to >= (double)most ? most : (int64_t)to;
}

static void step_along(buju_joint_bound *v, const buju_joint_domain *d, double step) {
  const buju_joint_block *b = d->block;
  const int64_t most = INT64_MAX / 8 / ((int64_t)b->n + BUJU_JOINT_VALUES);
  for (buju_ix m = 0; m < b->n; m++)
    if (d->chosen[m] == BUJU_NONE) v->lambda[m] = moved(v->lambda[m], step * v->way[m], most);
  for (int s = 0; s < (int)v->stage; s++)
    v->price[s] = moved(v->price[s], step * v->way[b->n + (buju_ix)s], most / ((int64_t)b->n + 1));
}

int64_t buju_joint_climb(buju_joint_bound *v, buju_joint_domain *d, int64_t target, int rounds) {
  size_t n = d->block->n;
  int64_t best = INT64_MIN, now = 0;
  double reach = 1;
  memset(v->way, 0, (n + BUJU_JOINT_VALUES) * sizeof *v->way);
  for (int round = 0, stall = 0; round < rounds; round++) {
    now = evaluate(v, d);
    if (now > best) {
      best = now;
      stall = 0;
      memcpy(v->best_lambda, v->lambda, n * sizeof *v->lambda);
      memcpy(v->best_price, v->price, sizeof v->price);
    } else if (++stall == 5) {
      reach /= 2;
      stall = 0;
    }
    if (best > target || d->undecided == 0) break;
    double norm = direction(v, d);
    double step = norm > 0 ? reach * (1.05 * ((double)target - (double)now) + 1) / norm : 0;
    if (step < 0.01) break;
    step_along(v, d, step);
  }
  memcpy(v->lambda, v->best_lambda, n * sizeof *v->lambda);
  memcpy(v->price, v->best_price, sizeof v->price);
  return now == best ? best : evaluate(v, d);
}

/* How much the bound rises, at least, when the pair is chosen. */
static int64_t rise(const buju_joint_bound *v, const buju_joint_domain *d, buju_ix p) {
  const buju_joint_block *b = d->block;
  const buju_joint_pair *pair = &b->pair[p];
  if (pair->host == b->n) return v->price[BUJU_JOINT_STUCK] - v->lambda[pair->node];
  int64_t opening = d->chosen[pair->host] == BUJU_NONE && v->gain[pair->host] < 0 ? -v->gain[pair->host] : 0;
  if (pair->host == pair->node) return opening;
  int64_t short_of = join_cost(v, pair) - v->lambda[pair->node];
  return opening + (short_of > 0 ? short_of : 0);
}

bool buju_joint_reduce(buju_joint_bound *v, buju_joint_domain *d, int64_t bound, int64_t target) {
  const buju_joint_block *b = d->block;
  int64_t slack = target - bound;
  for (buju_ix m = 0; m < b->n; m++) {
    if (d->chosen[m] != BUJU_NONE) continue;
    if (b->self[m] != BUJU_NONE && d->alive[b->self[m]] && v->gain[m] > slack && !buju_joint_keep(d, b->self[m]))
      return false;
    for (buju_ix p = b->row[m]; p < b->row[m + 1] && d->chosen[m] == BUJU_NONE; p++)
      if (d->alive[p] && rise(v, d, p) > slack && !buju_joint_kill(d, p)) return false;
  }
  return true;
}
