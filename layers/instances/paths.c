/* Dijkstra from every node, with a heap that knows where its nodes are. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/paths.h"

#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"

/* ---- the graph ---- */

/* Both ends list an edge, in the order of the file; then only the last to each neighbour is kept. */
static bool both_ways(buju_ix nodes, size_t edges, const buju_paths_edge *edge, buju_arena *arena, buju_csr *out) {
  *out = (buju_csr){nodes, BUJU_NEW(arena, uint64_t, (size_t)nodes + 1), BUJU_NEW(arena, buju_ix, 2 * edges),
                    BUJU_NEW(arena, uint32_t, 2 * edges)};
  uint64_t *fill = BUJU_NEW(arena, uint64_t, nodes);
  if (out->row == NULL || out->col == NULL || out->val == NULL || fill == NULL) return false;
  for (size_t e = 0; e < edges; e++) {
    out->row[edge[e].from + 1]++;
    out->row[edge[e].to + 1]++;
  }
  for (buju_ix i = 0; i < nodes; i++) {
    out->row[i + 1] += out->row[i];
    fill[i] = out->row[i];
  }
  for (size_t e = 0; e < edges; e++)
    for (int end = 0; end < 2; end++) {
      uint64_t at = fill[end == 0 ? edge[e].from : edge[e].to]++;
      out->col[at] = end == 0 ? edge[e].to : edge[e].from;
      out->val[at] = edge[e].length;
    }
  return true;
}

static bool keep_last(buju_csr *graph, buju_arena *arena) {
  uint64_t *seen = BUJU_NEW(arena, uint64_t, graph->n), n = 0, first = 0; /* where the neighbour stands, plus 1 */
  if (seen == NULL) return false;
  for (buju_ix i = 0; i < graph->n; i++) {
    uint64_t begin = n, end = graph->row[i + 1];
    for (uint64_t k = first; k < end; k++) {
      buju_ix to = graph->col[k];
      if (to == i) continue;
      if (seen[to] <= begin) {
        graph->col[n] = to;
        seen[to] = ++n;
      }
      graph->val[seen[to] - 1] = graph->val[k];
    }
    first = end;
    graph->row[i + 1] = n;
  }
  return true;
}

/* ---- the search ---- */

typedef struct search {
  uint64_t *far;  /* [n] length so far */
  buju_ix *heap;  /* [n] nodes, the nearest first */
  buju_ix *where; /* [n] place in the heap; BUJU_NONE: never met; n: done */
  buju_ix n;
} search;

static void put(search *s, buju_ix at, buju_ix node) {
  s->heap[at] = node;
  s->where[node] = at;
}

static void rise(search *s, buju_ix at) {
  buju_ix node = s->heap[at];
  for (; at > 0 && s->far[s->heap[(at - 1) / 2]] > s->far[node]; at = (at - 1) / 2) put(s, at, s->heap[(at - 1) / 2]);
  put(s, at, node);
}

static void sink(search *s) {
  buju_ix node = s->heap[0], at = 0;
  for (buju_ix below; (below = 2 * at + 1) < s->n; at = below) {
    if (below + 1 < s->n && s->far[s->heap[below + 1]] < s->far[s->heap[below]]) below++;
    if (s->far[s->heap[below]] >= s->far[node]) break;
    put(s, at, s->heap[below]);
  }
  put(s, at, node);
}

static void search_from(search *s, const buju_csr *graph, buju_ix source) {
  memset(s->where, 0xff, graph->n * sizeof *s->where);
  s->n = 1;
  s->far[source] = 0;
  put(s, 0, source);
  while (s->n > 0) {
    buju_ix node = s->heap[0];
    s->heap[0] = s->heap[--s->n];
    if (s->n > 0) sink(s);
    s->where[node] = graph->n;
    for (uint64_t k = graph->row[node]; k < graph->row[node + 1]; k++) {
      buju_ix to = graph->col[k];
      uint64_t far = s->far[node] + graph->val[k];
      bool met = s->where[to] != BUJU_NONE;
      if (met && (s->where[to] == graph->n || far >= s->far[to])) continue;
      s->far[to] = far;
      if (!met) put(s, s->n++, to);
      rise(s, s->where[to]);
    }
  }
}

/* ---- all of them ---- */

typedef struct job {
  const buju_csr *graph;
  const char *file;
  uint32_t *table; /* [n × n] UINT32_MAX: no way */
} job;

static buju_status search_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  BUJU_MSG(far, "{0}：节点 {1} 与 {2} 之间的最短路超出 32 位整数；请缩小边长",
           "{0}: the shortest way between nodes {1} and {2} does not fit in 32 bits; use smaller lengths");
  const job *j = user;
  buju_ix n = j->graph->n;
  search s = {malloc(n * sizeof *s.far), malloc(n * sizeof *s.heap), malloc(n * sizeof *s.where), 0};
  buju_status status = s.far != NULL && s.heap != NULL && s.where != NULL ? BUJU_OK : buju_fail_memory(ctx);
  (void)worker;
  for (uint64_t i = first; status == BUJU_OK && i < end; i++) {
    search_from(&s, j->graph, (buju_ix)i);
    for (buju_ix k = 0; k < n; k++) {
      bool met = s.where[k] != BUJU_NONE;
      if (met && s.far[k] >= UINT32_MAX && status == BUJU_OK)
        status = buju_fail(ctx, BUJU_E_DATA,
                           BUJU_SAY(far, buju_text(j->file), buju_year((int64_t)i + 1), buju_year((int64_t)k + 1)));
      j->table[i * n + k] = met ? (uint32_t)s.far[k] : UINT32_MAX;
    }
  }
  free(s.far);
  free(s.heap);
  free(s.where);
  return status;
}

/* The table is packed where it stands: what is reached moves to the front. */
static bool pack(uint32_t *table, buju_ix n, buju_arena *arena, buju_csr *out) {
  *out = (buju_csr){n, BUJU_NEW(arena, uint64_t, (size_t)n + 1), BUJU_NEW(arena, buju_ix, (size_t)n * n), table};
  if (out->row == NULL || out->col == NULL) return false;
  uint64_t kept = 0;
  for (buju_ix i = 0; i < n; i++) {
    for (buju_ix k = 0; k < n; k++) {
      uint32_t far = table[(size_t)i * n + k];
      if (far == UINT32_MAX) continue;
      out->col[kept] = k;
      table[kept++] = far;
    }
    out->row[i + 1] = kept;
  }
  return true;
}

buju_status buju_paths_between_all(buju_ctx *ctx, const char *file, buju_ix nodes, size_t edges,
                                   const buju_paths_edge *edge, buju_arena *arena, buju_csr *out) {
  buju_csr graph = {0};
  buju_arena *scratch = buju_arena_new();
  bool made = scratch != NULL && both_ways(nodes, edges, edge, scratch, &graph) && keep_last(&graph, scratch);
  job j = {&graph, file, made ? BUJU_NEW(arena, uint32_t, (size_t)nodes * nodes) : NULL};
  buju_status status =
      made && j.table != NULL ? buju_parallel_for(ctx, nodes, 16, search_some, &j) : buju_fail_memory(ctx);
  if (status == BUJU_OK && !pack(j.table, nodes, arena, out)) status = buju_fail_memory(ctx);
  buju_arena_free(scratch);
  return status;
}
