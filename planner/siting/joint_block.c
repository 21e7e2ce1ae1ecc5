/* A block: the part of the problem one search decides, in local numbers. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <stdlib.h>
#include <string.h>

static int by_number(const void *a, const void *b) {
  buju_ix x = *(const buju_ix *)a, y = *(const buju_ix *)b;
  return (x > y) - (x < y);
}

/* The free nodes and every fixed host they may join, ascending; numbers them in local. */
static buju_ix *gather(const buju_joint_field *field, const buju_ix *node, buju_ix nodes, buju_ix *local,
                       buju_arena *arena, buju_ix *n) {
  size_t most = nodes;
  for (buju_ix i = 0; i < nodes; i++) most += (size_t)(field->row[node[i] + 1] - field->row[node[i]]);
  buju_ix *all = BUJU_NEW(arena, buju_ix, most);
  if (all == NULL) return NULL;
  *n = 0;
  for (buju_ix i = 0; i < nodes; i++) local[all[(*n)++] = node[i]] = 0;
  for (buju_ix i = 0; i < nodes; i++) {
    for (uint64_t k = field->row[node[i]]; k < field->row[node[i] + 1]; k++) {
      if (local[field->col[k]] != BUJU_NONE) continue;
      local[field->col[k]] = 0;
      all[(*n)++] = field->col[k];
    }
  }
  qsort(all, *n, sizeof *all, by_number);
  for (buju_ix i = 0; i < *n; i++) local[all[i]] = i;
  return all;
}

/* The pairs of one node, its own opening or being stuck in its place among the hosts. */
static buju_ix list_pairs_of(const buju_joint_field *field, const buju_joint_block *b, buju_ix i, const buju_ix *local,
                             buju_joint_pair *pair, buju_ix at, buju_ix *self) {
  const buju_joint_problem *p = field->problem;
  buju_ix node = b->node[i];
  bool opens = b->fixed[i] || (p->flags[node] & BUJU_JOINT_MAY_HOST) != 0;
  for (uint64_t k = field->row[node]; !b->fixed[i] && k < field->row[node + 1]; k++) {
    buju_ix host = local[field->col[k]];
    if (opens && self[i] == BUJU_NONE && host > i) {
      self[i] = at;
      pair[at++] = (buju_joint_pair){i, i, 0, true};
    }
    pair[at++] = (buju_joint_pair){i, host, p->people[node] * field->ms[k], field->anchored[k] != 0};
  }
  if (opens && self[i] == BUJU_NONE) {
    self[i] = at;
    pair[at++] = (buju_joint_pair){i, i, 0, true};
  }
  if (!opens) pair[at++] = (buju_joint_pair){i, b->n, 0, true};
  return at;
}

static bool list_pairs(const buju_joint_field *field, const buju_ix *local, buju_arena *arena, buju_joint_block *b) {
  size_t most = 0;
  for (buju_ix i = 0; i < b->n; i++)
    most += 1 + (b->fixed[i] ? 0 : (size_t)(field->row[b->node[i] + 1] - field->row[b->node[i]]));
  buju_joint_pair *pair = BUJU_NEW(arena, buju_joint_pair, most);
  buju_ix *row = BUJU_NEW(arena, buju_ix, (size_t)b->n + 1), *self = BUJU_NEW(arena, buju_ix, b->n);
  if (pair == NULL || row == NULL || self == NULL) return false;
  for (buju_ix i = 0; i < b->n; i++) {
    self[i] = BUJU_NONE;
    row[i + 1] = list_pairs_of(field, b, i, local, pair, row[i], self);
  }
  b->pair = pair, b->row = row, b->self = self, b->pairs = row[b->n];
  return true;
}

static int quickest_first(const void *a, const void *b) {
  const buju_joint_pair *const *x = a, *const *y = b;
  if ((*x)->time != (*y)->time) return (*x)->time < (*y)->time ? -1 : 1;
  return (*x > *y) - (*x < *y);
}

static bool list_by_time(buju_arena *arena, buju_joint_block *b) {
  const buju_joint_pair **sorted = BUJU_NEW(arena, const buju_joint_pair *, b->pairs);
  buju_ix *by_time = BUJU_NEW(arena, buju_ix, b->pairs);
  if (sorted == NULL || by_time == NULL) return false;
  b->joins = 0;
  for (buju_ix p = 0; p < b->pairs; p++)
    if (b->pair[p].host != b->pair[p].node && b->pair[p].host < b->n) sorted[b->joins++] = &b->pair[p];
  qsort(sorted, b->joins, sizeof *sorted, quickest_first);
  for (buju_ix j = 0; j < b->joins; j++) by_time[j] = (buju_ix)(sorted[j] - b->pair);
  b->by_time = by_time;
  return true;
}

static bool list_members(buju_arena *arena, buju_joint_block *b) {
  buju_ix *row = BUJU_NEW(arena, buju_ix, (size_t)b->n + 3), *by_host = BUJU_NEW(arena, buju_ix, b->pairs);
  uint8_t *loose = BUJU_NEW(arena, uint8_t, (size_t)b->n + 1);
  if (row == NULL || by_host == NULL || loose == NULL) return false;
  buju_ix *next = row + 1;
  for (buju_ix p = 0; p < b->pairs; p++)
    if (b->pair[p].host != b->pair[p].node) next[b->pair[p].host + 1]++;
  for (buju_ix h = 0; h <= b->n; h++) next[h + 1] += next[h];
  for (buju_ix p = 0; p < b->pairs; p++) {
    buju_ix host = b->pair[p].host;
    if (host == b->pair[p].node) continue;
    by_host[next[host]++] = p;
    if (!b->pair[p].anchored) loose[host] = 1;
  }
  b->host_row = row, b->host_pair = by_host, b->loose = loose;
  return true;
}

static bool list_touches(const buju_joint_field *field, const buju_ix *local, buju_arena *arena, buju_joint_block *b) {
  const buju_csr *adjacent = &field->adjacent;
  size_t most = 0;
  for (buju_ix i = 0; i < b->n; i++) most += (size_t)(adjacent->row[b->node[i] + 1] - adjacent->row[b->node[i]]);
  buju_ix *row = BUJU_NEW(arena, buju_ix, (size_t)b->n + 1), *touch = BUJU_NEW(arena, buju_ix, most);
  if (row == NULL || touch == NULL) return false;
  for (buju_ix i = 0; i < b->n; i++) {
    buju_ix at = row[i];
    for (uint64_t k = adjacent->row[b->node[i]]; k < adjacent->row[b->node[i] + 1]; k++)
      if (local[adjacent->col[k]] != BUJU_NONE) touch[at++] = local[adjacent->col[k]];
    row[i + 1] = at;
  }
  b->touch_row = row, b->touch = touch;
  return true;
}

static bool list_nodes(const buju_joint_field *field, buju_arena *arena, buju_joint_block *b) {
  const buju_joint_problem *p = field->problem;
  buju_people_n *people = BUJU_NEW(arena, buju_people_n, b->n), *load = BUJU_NEW(arena, buju_people_n, b->n);
  uint8_t *fixed = BUJU_NEW(arena, uint8_t, b->n), *fresh = BUJU_NEW(arena, uint8_t, b->n);
  if (people == NULL || load == NULL || fixed == NULL || fresh == NULL) return false;
  for (buju_ix i = 0; i < b->n; i++) {
    buju_ix node = b->node[i];
    people[i] = p->people[node];
    load[i] = field->load[node];
    fixed[i] = field->standing[node] == BUJU_JOINT_FIXED;
    fresh[i] = (p->flags[node] & BUJU_JOINT_HAS_CLINIC) == 0;
  }
  b->people = people, b->load = load, b->fixed = fixed, b->fresh = fresh;
  b->cap = p->cap_people > 0 ? p->cap_people : INT64_MAX;
  return true;
}

buju_status buju_joint_block_make(buju_ctx *ctx, const buju_joint_field *field, const buju_ix *node, buju_ix nodes,
                                  buju_ix *local, buju_arena *arena, buju_joint_block *out) {
  buju_joint_block b = {0};
  b.node = gather(field, node, nodes, local, arena, &b.n);
  if (b.node == NULL) return buju_fail_memory(ctx);
  bool ok = list_nodes(field, arena, &b) && list_pairs(field, local, arena, &b) && list_members(arena, &b) &&
            list_by_time(arena, &b) && list_touches(field, local, arena, &b);
  for (buju_ix i = 0; i < b.n; i++) local[b.node[i]] = BUJU_NONE;
  if (!ok) return buju_fail_memory(ctx);
  *out = b;
  return BUJU_OK;
}

buju_ix buju_joint_reach(const buju_joint_block *b, const buju_ix *pair, buju_ix *queue, uint8_t *reached) {
  buju_ix tail = 0;
  memset(reached, 0, b->n);
  for (buju_ix i = 0; i < b->n; i++)
    if (b->pair[pair[i]].anchored) reached[queue[tail++] = i] = 1;
  for (buju_ix head = 0; head < tail; head++) {
    buju_ix i = queue[head];
    for (buju_ix k = b->touch_row[i]; k < b->touch_row[i + 1]; k++) {
      buju_ix other = b->touch[k];
      if (reached[other] || b->pair[pair[other]].host != b->pair[pair[i]].host) continue;
      reached[queue[tail++] = other] = 1;
    }
  }
  return tail;
}

bool buju_joint_plan_value(const buju_joint_block *b, const buju_ix *pair, buju_people_n *load, buju_ix *queue,
                           int64_t value[BUJU_JOINT_VALUES]) {
  int64_t sum[BUJU_JOINT_VALUES] = {0};
  memcpy(load, b->load, b->n * sizeof *load);
  for (buju_ix i = 0; i < b->n; i++) {
    buju_joint_pair p = b->pair[pair[i]];
    if (p.host == b->n) {
      sum[BUJU_JOINT_STUCK]++;
    } else if (p.host != i) {
      if (pair[p.host] != b->self[p.host] || b->self[p.host] == BUJU_NONE) return false;
      if ((load[p.host] += b->people[i]) > b->cap) return false;
      sum[BUJU_JOINT_TIME] += p.time;
    } else if (!b->fixed[i]) {
      sum[BUJU_JOINT_CLINICS]++;
      sum[BUJU_JOINT_NEW] += b->fresh[i];
    }
  }
  if (buju_joint_reach(b, pair, queue, (uint8_t *)(queue + b->n)) < b->n) return false;
  memcpy(value, sum, sizeof sum);
  return true;
}
