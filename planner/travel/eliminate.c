/* Minimum degree elimination (Tinney and Walker 1967), on explicit lists of neighbours: those of roads stay short.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/eliminate.h"

#include <string.h>

enum { STEPS_EACH = 4096 };

typedef struct table {
  buju_arena *arena;
  buju_neighbours *list;
  uint32_t *mark, stamp;         /* mark[v] == stamp: v has been seen in this round */
  buju_ix *head, *next, *before; /* nodes by degree: head[degree], doubly linked */
} table;

static void unlink_node(table *b, buju_ix v) {
  if (b->before[v] != BUJU_NONE)
    b->next[b->before[v]] = b->next[v];
  else
    b->head[b->list[v].n] = b->next[v];
  if (b->next[v] != BUJU_NONE) b->before[b->next[v]] = b->before[v];
}

static void link_node(table *b, buju_ix v) {
  buju_ix degree = b->list[v].n, old = b->head[degree];
  b->before[v] = BUJU_NONE;
  b->next[v] = old;
  b->head[degree] = v;
  if (old != BUJU_NONE) b->before[old] = v;
}

static bool table_new(table *b, const buju_graph *g, buju_arena *arena, buju_arena *scratch) {
  size_t n = g->nodes;
  *b = (table){.arena = arena,
               .list = BUJU_NEW(arena, buju_neighbours, n),
               .mark = BUJU_NEW(scratch, uint32_t, n),
               .head = BUJU_NEW(scratch, buju_ix, n + 1),
               .next = BUJU_NEW(scratch, buju_ix, n),
               .before = BUJU_NEW(scratch, buju_ix, n)};
  buju_ix *pool = BUJU_NEW(arena, buju_ix, 2 * (size_t)g->arcs);
  if (b->list == NULL || b->mark == NULL || b->head == NULL || b->next == NULL || b->before == NULL || pool == NULL)
    return false;
  for (buju_ix v = 0; v < n; v++) b->list[v].cap = g->first[v + 1] - g->first[v];
  for (buju_ix a = 0; a < g->arcs; a++) b->list[g->arc[a].head].cap++;
  for (buju_ix v = 0; v < n; v++) {
    b->list[v].at = pool;
    pool += b->list[v].cap;
  }
  return true;
}

/* Every arc seen from both ends, then each neighbour once. */
static void take_neighbours(table *b, const buju_graph *g) {
  for (buju_ix v = 0; v < g->nodes; v++)
    for (uint32_t a = g->first[v]; a < g->first[v + 1]; a++) {
      buju_ix u = g->arc[a].head;
      if (u == v) continue;
      b->list[v].at[b->list[v].n++] = u;
      b->list[u].at[b->list[u].n++] = v;
    }
  memset(b->head, 0xff, ((size_t)g->nodes + 1) * sizeof *b->head); /* BUJU_NONE */
  for (buju_ix v = g->nodes; v-- > 0;) {
    buju_neighbours *l = &b->list[v];
    uint32_t kept = 0;
    b->stamp++;
    for (uint32_t i = 0; i < l->n; i++) {
      buju_ix u = l->at[i];
      if (b->mark[u] == b->stamp) continue;
      b->mark[u] = b->stamp;
      l->at[kept++] = u;
    }
    l->n = kept;
    link_node(b, v);
  }
}

/* A new round of marks. There may be more rounds than stamps. */
static uint32_t next_stamp(table *b, buju_ix nodes) {
  if (++b->stamp == 0) {
    memset(b->mark, 0, nodes * sizeof *b->mark);
    b->stamp = 1;
  }
  return b->stamp;
}

static bool append(table *b, buju_neighbours *l, buju_ix v) {
  if (l->n == l->cap) {
    uint32_t cap = l->cap < 4 ? 8 : 2 * l->cap;
    buju_ix *at = BUJU_NEW(b->arena, buju_ix, cap);
    if (at == NULL) return false;
    if (l->n > 0) memcpy(at, l->at, l->n * sizeof *at);
    l->at = at;
    l->cap = cap;
  }
  l->at[l->n++] = v;
  return true;
}

/* Takes `gone` out of the list of u and joins u to the other neighbours of gone. */
static bool join(table *b, buju_ix nodes, buju_ix u, buju_ix gone) {
  buju_neighbours *l = &b->list[u];
  const buju_neighbours *others = &b->list[gone];
  uint32_t stamp = next_stamp(b, nodes), kept = 0;
  unlink_node(b, u);
  b->mark[u] = stamp;
  for (uint32_t i = 0; i < l->n; i++) {
    buju_ix w = l->at[i];
    if (w == gone) continue;
    b->mark[w] = stamp;
    l->at[kept++] = w;
  }
  l->n = kept;
  for (uint32_t i = 0; i < others->n; i++)
    if (b->mark[others->at[i]] != stamp && !append(b, l, others->at[i])) return false;
  link_node(b, u);
  return true;
}

static buju_status eliminate_all(buju_ctx *ctx, table *b, const buju_graph *g, buju_elimination *out) {
  BUJU_MSG(no_roads, "路网结构过密，不像道路网络（消去{0}个结点后已超出限度）；请检查路网数据，或只作限时计算",
           "the network is too dense for roads (given up after {0} nodes); check the road data, or ask only for trips "
           "within a limit");
  uint64_t steps_left = STEPS_EACH * ((uint64_t)g->nodes + g->arcs);
  buju_ix degree = 0;
  for (buju_ix k = 0; k < g->nodes; k++) {
    while (b->head[degree] == BUJU_NONE) degree++;
    buju_ix v = b->head[degree];
    const buju_neighbours *l = &b->list[v];
    uint64_t steps = (uint64_t)l->n * l->n;
    if (steps > steps_left) return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(no_roads, buju_int(k)));
    steps_left -= steps;
    unlink_node(b, v);
    out->order[k] = v;
    out->fill += l->n;
    for (uint32_t i = 0; i < l->n; i++)
      if (!join(b, g->nodes, l->at[i], v)) return buju_fail_memory(ctx);
    if (degree > 0) degree--; /* no neighbour loses more than the node that went */
  }
  if (out->fill > BUJU_GRAPH_MOST) return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(no_roads, buju_int(g->nodes)));
  return BUJU_OK;
}

buju_status buju_eliminate(buju_ctx *ctx, const buju_graph *graph, buju_arena *arena, buju_elimination *out) {
  table b;
  buju_elimination e = {.order = BUJU_NEW(arena, buju_ix, graph->nodes)};
  buju_arena *scratch = buju_arena_new();
  buju_status status;
  if (e.order == NULL || scratch == NULL || !table_new(&b, graph, arena, scratch)) {
    status = buju_fail_memory(ctx);
  } else {
    take_neighbours(&b, graph);
    e.list = b.list;
    status = eliminate_all(ctx, &b, graph, &e);
  }
  buju_arena_free(scratch);
  if (status == BUJU_OK) *out = e;
  return status;
}
