/* Joint clinics: split, solve block by block, put together. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <string.h>

/* The free nodes of each block: node[first[k] .. first[k + 1]). */
static buju_ix *list_blocks(const buju_joint_field *field, buju_arena *arena, buju_ix **node) {
  buju_ix n = field->problem->n;
  buju_ix *first = BUJU_NEW(arena, buju_ix, (size_t)field->blocks + 2);
  *node = BUJU_NEW(arena, buju_ix, n);
  if (first == NULL || *node == NULL) return NULL;
  buju_ix *next = first + 1;
  for (buju_ix i = 0; i < n; i++)
    if (field->block_of[i] != BUJU_NONE) next[field->block_of[i] + 1]++;
  for (buju_ix k = 0; k < field->blocks; k++) next[k + 1] += next[k];
  for (buju_ix i = 0; i < n; i++)
    if (field->block_of[i] != BUJU_NONE) (*node)[next[field->block_of[i]]++] = i;
  return first;
}

static buju_status answer_new(buju_ctx *ctx, const buju_joint_field *field, buju_arena *arena,
                              buju_joint_answer **out) {
  buju_ix n = field->problem->n;
  buju_joint_answer *a = BUJU_NEW(arena, buju_joint_answer, 1);
  if (a == NULL) return buju_fail_memory(ctx);
  a->host_of = BUJU_NEW(arena, buju_ix, n);
  a->chain = BUJU_NEW(arena, uint8_t, n);
  a->component_of = buju_arena_copy(arena, field->component_of, n, sizeof *field->component_of);
  a->components = field->components;
  a->component = BUJU_NEW(arena, buju_joint_component, a->components);
  a->proved = BUJU_JOINT_STAGES;
  if (a->host_of == NULL || a->chain == NULL || a->component_of == NULL || a->component == NULL)
    return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) {
    buju_ix component = a->component_of[i];
    if (component == BUJU_NONE) continue;
    if (a->component[component].n++ > 0) continue;
    a->component[component].first = i;
    a->component[component].proved = BUJU_JOINT_STAGES;
    a->component[component].method = BUJU_BY_SEARCH;
  }
  *out = a;
  return BUJU_OK;
}

static void add_value(buju_joint_answer *a, buju_ix node, buju_joint_stage stage, int64_t value) {
  a->value[stage] += value;
  a->lower[stage] += value;
  if (a->component_of[node] == BUJU_NONE) return;
  buju_joint_component *c = &a->component[a->component_of[node]];
  c->upper[stage] += value;
  c->lower[stage] += value;
}

/* Nodes whose standing says it all. */
static void settle_fixed(const buju_joint_field *field, buju_joint_answer *a) {
  const buju_joint_problem *p = field->problem;
  for (buju_ix i = 0; i < p->n; i++) {
    switch ((buju_joint_standing)field->standing[i]) {
    case BUJU_JOINT_FREE: break;
    case BUJU_JOINT_FIXED:
      a->host_of[i] = i;
      add_value(a, i, BUJU_JOINT_CLINICS, 1);
      add_value(a, i, BUJU_JOINT_NEW, (p->flags[i] & BUJU_JOINT_HAS_CLINIC) == 0);
      break;
    case BUJU_JOINT_FORCED:
      a->host_of[i] = p->forced_host[i];
      add_value(a, i, BUJU_JOINT_TIME, p->people[i] * field->ms[field->row[i]]);
      break;
    case BUJU_JOINT_ALONE:
      a->host_of[i] = BUJU_NONE;
      add_value(a, i, BUJU_JOINT_STUCK, 1);
      break;
    }
  }
}

/* A free node alone in its block has only fixed hosts with room: it joins the nearest, the lower of two as near. */
static void settle_single(const buju_joint_field *field, buju_ix node, buju_joint_answer *a) {
  int64_t people = field->problem->people[node];
  uint64_t best = field->row[node];
  for (uint64_t k = best + 1; k < field->row[node + 1]; k++)
    if (people * field->ms[k] < people * field->ms[best]) best = k;
  a->host_of[node] = field->col[best];
  add_value(a, node, BUJU_JOINT_TIME, people * field->ms[best]);
  a->component[a->component_of[node]].work += (int64_t)(field->row[node + 1] - field->row[node]);
}

static void take_block(const buju_joint_block *b, const buju_joint_found *found, buju_joint_answer *a,
                       buju_joint_component *c) {
  for (buju_ix i = 0; i < b->n; i++) {
    buju_ix host = b->pair[found->pair[i]].host;
    if (!b->fixed[i]) a->host_of[b->node[i]] = host < b->n ? b->node[host] : BUJU_NONE;
  }
  for (int k = 0; k < BUJU_JOINT_VALUES; k++) {
    c->upper[k] += found->upper[k];
    c->lower[k] += found->lower[k];
    a->value[k] += found->upper[k];
    a->lower[k] += found->lower[k];
  }
  if (found->proved < c->proved) c->proved = found->proved;
  if (found->proved < a->proved) a->proved = found->proved;
  c->work += found->work;
}

/* AUTO is the own search: measured (tests/bench/joint.c) it is 10 to 100 times as fast as the integer programs on every
 * kind and size of township, so that these serve to check it. */
static buju_status solve_block(buju_ctx *ctx, const buju_joint_problem *p, const buju_joint_block *b, buju_arena *arena,
                               buju_joint_component *c, buju_joint_found *found) {
  int64_t limit = p->work_limit == 0 ? 0 : p->work_limit > c->work ? p->work_limit - c->work : 1;
  buju_joint_found start = {0};
  buju_status status = BUJU_OK;
  if (p->method == BUJU_JOINT_MIP) {
    c->method = BUJU_BY_MIP_SEARCH;
    status = buju_joint_program(ctx, b, limit, arena, &start);
  }
  if (status == BUJU_OK)
    status = buju_joint_search(ctx, b, p->method == BUJU_JOINT_MIP ? &start : NULL, limit, arena, found);
  if (status == BUJU_OK) found->work += start.work;
  return status;
}

static buju_status solve_blocks(buju_ctx *ctx, const buju_joint_field *field, buju_arena *scratch,
                                buju_joint_answer *a) {
  const buju_joint_problem *p = field->problem;
  buju_ix *node = NULL, *first = list_blocks(field, scratch, &node), *local = BUJU_NEW(scratch, buju_ix, p->n);
  if (first == NULL || local == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < p->n; i++) local[i] = BUJU_NONE;
  buju_status status = BUJU_OK;
  for (buju_ix k = 0; status == BUJU_OK && k < field->blocks; k++) {
    buju_ix nodes = first[k + 1] - first[k], start = node[first[k]];
    if (nodes == 1) {
      settle_single(field, start, a);
      continue;
    }
    buju_joint_block b;
    buju_joint_found found;
    buju_arena *arena = buju_arena_new();
    if (arena == NULL) return buju_fail_memory(ctx);
    status = buju_joint_block_make(ctx, field, node + first[k], nodes, local, arena, &b);
    buju_joint_component *component = &a->component[a->component_of[start]];
    if (status == BUJU_OK) status = solve_block(ctx, p, &b, arena, component, &found);
    if (status == BUJU_OK) take_block(&b, &found, a, component);
    buju_arena_free(arena);
  }
  return status;
}

/* Bounds that presume an earlier stage not proved say nothing about the whole. */
static void drop_presumed(int64_t lower[BUJU_JOINT_VALUES], buju_joint_stage proved) {
  for (int k = (int)proved + 1; k < BUJU_JOINT_VALUES; k++) lower[k] = 0;
}

static void mark_chains(const buju_joint_field *field, buju_joint_answer *a) {
  const buju_csr *adjacent = &field->adjacent;
  for (buju_ix i = 0; i < field->problem->n; i++) {
    if (a->host_of[i] == i || a->host_of[i] == BUJU_NONE) continue;
    a->chain[i] = 1;
    for (uint64_t k = adjacent->row[i]; k < adjacent->row[i + 1]; k++)
      if (adjacent->col[k] == a->host_of[i]) a->chain[i] = 0;
  }
}

buju_status buju_joint_solve(buju_ctx *ctx, const buju_joint_problem *problem, buju_arena *arena,
                             buju_joint_answer **out) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_joint_field field;
  buju_joint_answer *a = NULL;
  buju_status status = buju_joint_split(ctx, problem, scratch, &field);
  if (status == BUJU_OK) status = answer_new(ctx, &field, arena, &a);
  if (status != BUJU_OK) goto done;
  settle_fixed(&field, a);
  status = solve_blocks(ctx, &field, scratch, a);
  if (status != BUJU_OK) goto done;
  mark_chains(&field, a);
  drop_presumed(a->lower, a->proved);
  for (buju_ix k = 0; k < a->components; k++) drop_presumed(a->component[k].lower, a->component[k].proved);
  *out = a;
done:
  buju_arena_free(scratch);
  return status;
}
