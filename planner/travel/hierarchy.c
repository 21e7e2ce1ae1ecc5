/* From an order of elimination to positions and rows. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/hierarchy.h"

#include <string.h>

#include "planner/travel/eliminate.h"

static bool hierarchy_new(buju_arena *arena, buju_ix nodes, uint32_t fill, buju_hierarchy *h) {
  *h = (buju_hierarchy){.nodes = nodes,
                        .position = BUJU_NEW(arena, buju_ix, nodes),
                        .node = BUJU_NEW(arena, buju_ix, nodes),
                        .parent = BUJU_NEW(arena, buju_ix, nodes),
                        .end = BUJU_NEW(arena, buju_ix, nodes),
                        .first = BUJU_NEW(arena, uint32_t, (size_t)nodes + 1),
                        .high = BUJU_NEW(arena, buju_ix, fill)};
  return h->position != NULL && h->node != NULL && h->parent != NULL && h->end != NULL && h->first != NULL &&
         h->high != NULL;
}

/* The forest, by node: parents, first children, next siblings, how many there are in the subtree. */
typedef struct forest {
  buju_ix *parent, *child, *sibling, *rank, *size;
  buju_ix root; /* the first of the roots, which are siblings */
} forest;

static bool grow_forest(const buju_elimination *e, buju_ix nodes, buju_arena *scratch, forest *f) {
  *f = (forest){.parent = BUJU_NEW(scratch, buju_ix, nodes),
                .child = BUJU_NEW(scratch, buju_ix, nodes),
                .sibling = BUJU_NEW(scratch, buju_ix, nodes),
                .rank = BUJU_NEW(scratch, buju_ix, nodes),
                .size = BUJU_NEW(scratch, buju_ix, nodes),
                .root = BUJU_NONE};
  if (f->parent == NULL || f->child == NULL || f->sibling == NULL || f->rank == NULL || f->size == NULL) return false;
  memset(f->child, 0xff, nodes * sizeof *f->child); /* BUJU_NONE */
  for (buju_ix k = 0; k < nodes; k++) f->rank[e->order[k]] = k;
  for (buju_ix k = 0; k < nodes; k++) { /* the last to be eliminated becomes the first child */
    buju_ix v = e->order[k], parent = BUJU_NONE;
    const buju_neighbours *l = &e->list[v];
    for (uint32_t i = 0; i < l->n; i++)
      if (parent == BUJU_NONE || f->rank[l->at[i]] < f->rank[parent]) parent = l->at[i];
    buju_ix *slot = parent == BUJU_NONE ? &f->root : &f->child[parent];
    f->parent[v] = parent;
    f->sibling[v] = *slot;
    *slot = v;
    f->size[v]++;
    if (parent != BUJU_NONE) f->size[parent] += f->size[v];
  }
  return true;
}

/* Gives v the next position. Parents come before their children, so theirs are positions already. */
static void number_node(const forest *f, buju_hierarchy *h, buju_ix v, buju_ix *at) {
  h->position[v] = *at;
  h->node[*at] = v;
  h->parent[*at] = f->parent[v] == BUJU_NONE ? BUJU_NONE : h->position[f->parent[v]];
  h->end[*at] = *at + 1;
  ++*at;
}

/* A small subtree, level by level: the nodes numbered so far are the queue of those whose children are to come. */
static void number_block(const forest *f, buju_hierarchy *h, buju_ix root, buju_ix *at) {
  buju_ix first = *at;
  number_node(f, h, root, at);
  for (buju_ix p = first; p < *at; p++)
    for (buju_ix v = f->child[h->node[p]]; v != BUJU_NONE; v = f->sibling[v]) number_node(f, h, v, at);
  h->end[first] = *at;
}

/* Depth first from the roots down to blocks. */
static void number_positions(const forest *f, buju_hierarchy *h) {
  buju_ix at = 0;
  for (buju_ix v = f->root; v != BUJU_NONE;) {
    if (f->size[v] > BUJU_BLOCK) {
      number_node(f, h, v, &at);
      h->end[at - 1] = at - 1 + f->size[v];
      v = f->child[v];
      continue;
    }
    number_block(f, h, v, &at);
    while (v != BUJU_NONE && f->sibling[v] == BUJU_NONE) v = f->parent[v];
    if (v != BUJU_NONE) v = f->sibling[v];
  }
}

/* Rows of higher neighbours in ascending order: sorted by turning the relation round twice. */
static bool lay_rows(const buju_elimination *e, buju_arena *scratch, buju_hierarchy *h) {
  buju_ix n = h->nodes;
  uint32_t *low_first = BUJU_NEW(scratch, uint32_t, (size_t)n + 2), *fill = BUJU_NEW(scratch, uint32_t, (size_t)n + 1);
  buju_ix *low = BUJU_NEW(scratch, buju_ix, e->fill);
  if (low_first == NULL || fill == NULL || low == NULL) return false;
  for (buju_ix p = 0; p < n; p++) {
    const buju_neighbours *l = &e->list[h->node[p]];
    h->first[p + 1] = fill[p + 1] = h->first[p] + l->n;
    for (uint32_t i = 0; i < l->n; i++) low_first[h->position[l->at[i]] + 2]++;
  }
  for (buju_ix p = 0; p < n; p++) low_first[p + 2] += low_first[p + 1];
  for (buju_ix p = 0; p < n; p++) {
    const buju_neighbours *l = &e->list[h->node[p]];
    for (uint32_t i = 0; i < l->n; i++) low[low_first[h->position[l->at[i]] + 1]++] = p;
  }
  for (buju_ix p = 0; p < n; p++)
    for (uint32_t k = low_first[p]; k < low_first[p + 1]; k++) h->high[fill[low[k]]++] = p;
  return true;
}

buju_status buju_hierarchy_make(buju_ctx *ctx, const buju_graph *graph, buju_arena *arena, buju_hierarchy *out) {
  buju_elimination e;
  forest f;
  buju_hierarchy h;
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? buju_eliminate(ctx, graph, scratch, &e) : buju_fail_memory(ctx);
  if (status == BUJU_OK &&
      (!hierarchy_new(arena, graph->nodes, (uint32_t)e.fill, &h) || !grow_forest(&e, graph->nodes, scratch, &f)))
    status = buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    number_positions(&f, &h);
    if (lay_rows(&e, scratch, &h))
      *out = h;
    else
      status = buju_fail_memory(ctx);
  }
  buju_arena_free(scratch);
  return status;
}
