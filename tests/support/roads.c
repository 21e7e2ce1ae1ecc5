/* Random road graphs, and plain Dijkstra to compare with. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/roads.h"

#include <stdlib.h>
#include <string.h>

uint64_t roads_random(uint64_t *state) {
  *state += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t z = *state;
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

static void *grab(size_t count, size_t size) {
  void *p = calloc(count + 1, size);
  if (p == NULL) abort();
  return p;
}

static void add(roads *r, uint64_t tail, uint64_t head, uint32_t ms, uint32_t dm) {
  r->tail[r->list.arcs] = (buju_ix)tail;
  r->head[r->list.arcs] = (buju_ix)head;
  r->ms[r->list.arcs] = ms;
  r->dm[r->list.arcs++] = dm;
}

roads roads_make(const roads_kind *kind, uint64_t seed) {
  uint64_t rng = seed, n = kind->nodes;
  size_t most = 4 * (size_t)kind->roads;
  roads r = {.tail = grab(most, sizeof(buju_ix)),
             .head = grab(most, sizeof(buju_ix)),
             .ms = grab(most, sizeof(uint32_t)),
             .dm = grab(most, sizeof(uint32_t)),
             .x_m = grab(n, sizeof(double)),
             .y_m = grab(n, sizeof(double))};
  for (buju_ix k = 0; k < kind->roads; k++) {
    uint64_t u = roads_random(&rng) % n;
    uint64_t v = roads_random(&rng);
    v = kind->near ? (u + 1 + v % 7) % n : kind->grid ? (u + (v % 2 == 0 ? 1 : 64)) % n : v % n;
    if (roads_random(&rng) % 100 < kind->loops) v = u;
    uint32_t ms = (uint32_t)(roads_random(&rng) % (kind->most_ms + UINT64_C(1)));
    uint32_t dm = (uint32_t)(roads_random(&rng) % 4);
    if (roads_random(&rng) % 100 < kind->zero) ms = 0;
    add(&r, u, v, ms, dm);
    if (roads_random(&rng) % 100 < kind->parallel) add(&r, u, v, ms / 2 + 1, dm);
    if (roads_random(&rng) % 100 >= kind->one_way) add(&r, v, u, ms, dm);
  }
  for (uint64_t v = 0; v < n; v++) {
    r.x_m[v] = 500000 + (double)(v % 64) * 10 + (double)(roads_random(&rng) % 10);
    r.y_m[v] = 3000000 + (double)(v / 64) * 10;
  }
  r.list.nodes = n;
  r.list.tail = r.tail;
  r.list.head = r.head;
  r.list.ms = r.ms;
  r.list.dm = r.dm;
  r.list.x_m = kind->places ? r.x_m : NULL;
  r.list.y_m = kind->places ? r.y_m : NULL;
  return r;
}

void roads_free(roads *r) {
  free(r->tail);
  free(r->head);
  free(r->ms);
  free(r->dm);
  free(r->x_m);
  free(r->y_m);
}

typedef struct item {
  uint64_t key; /* ms, dm */
  buju_ix node;
} item;

typedef struct heap {
  item *at;
  size_t n;
} heap;

static void push(heap *h, item x) {
  size_t i = h->n++;
  for (; i > 0 && h->at[(i - 1) / 2].key > x.key; i = (i - 1) / 2) h->at[i] = h->at[(i - 1) / 2];
  h->at[i] = x;
}

static item pop(heap *h) {
  item least = h->at[0], x = h->at[--h->n];
  size_t i = 0, c;
  while ((c = 2 * i + 1) < h->n) {
    if (c + 1 < h->n && h->at[c + 1].key < h->at[c].key) c++;
    if (h->at[c].key >= x.key) break;
    h->at[i] = h->at[c];
    i = c;
  }
  h->at[i] = x;
  return least;
}

void roads_dijkstra(const buju_graph *graph, const uint32_t *from_ms, uint32_t *ms, uint32_t *dm) {
  heap h = {grab((size_t)graph->arcs + graph->nodes, sizeof(item)), 0};
  uint64_t *key = grab(graph->nodes, sizeof *key);
  memset(key, 0xff, graph->nodes * sizeof *key);
  for (buju_ix v = 0; v < graph->nodes; v++)
    if (from_ms[v] != BUJU_FAR) push(&h, (item){key[v] = (uint64_t)from_ms[v] << 32, v});
  while (h.n > 0) {
    item x = pop(&h);
    if (x.key != key[x.node]) continue;
    for (uint32_t a = graph->first[x.node]; a < graph->first[x.node + 1]; a++) {
      uint64_t t = (x.key >> 32) + graph->arc[a].ms, d = (x.key & UINT32_MAX) + (graph->dm ? graph->dm[a] : 0);
      uint64_t k = t << 32 | (d < UINT32_MAX ? d : UINT32_MAX);
      if (t < BUJU_FAR && k < key[graph->arc[a].head])
        push(&h, (item){key[graph->arc[a].head] = k, graph->arc[a].head});
    }
  }
  for (buju_ix v = 0; v < graph->nodes; v++) {
    ms[v] = (uint32_t)(key[v] >> 32);
    if (dm != NULL) dm[v] = (uint32_t)key[v];
  }
  free(key);
  free(h.at);
}

void roads_dijkstra_from(const buju_graph *graph, buju_ix source, uint32_t *ms, uint32_t *dm) {
  uint32_t *from_ms = grab(graph->nodes, sizeof *from_ms);
  memset(from_ms, 0xff, graph->nodes * sizeof *from_ms);
  from_ms[source] = 0;
  roads_dijkstra(graph, from_ms, ms, dm);
  free(from_ms);
}
