/* Real road networks from the data folder beside the project. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/roadnet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "planner/siting/costs_graph.h"
#include "tests/support/roads.h"

static void *grab(size_t count, size_t size) {
  void *p = calloc(count + 1, size);
  if (p == NULL) abort();
  return p;
}

uint32_t *roadnet_numbers(const char *folder, const char *name, size_t *n) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  *n = (size_t)ftell(file) / 4;
  rewind(file);
  unsigned char *bytes = grab(*n, 4);
  uint32_t *numbers = grab(*n, sizeof *numbers);
  size_t got = fread(bytes, 4, *n, file);
  fclose(file);
  for (size_t i = 0; i < got; i++) {
    const unsigned char *b = bytes + 4 * i;
    numbers[i] = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
  }
  free(bytes);
  return numbers;
}

static double *degrees(const char *folder, const char *name) {
  size_t n;
  uint32_t *bits = roadnet_numbers(folder, name, &n);
  double *numbers = grab(n, sizeof *numbers);
  for (size_t i = 0; i < n; i++) {
    float degree;
    memcpy(&degree, &bits[i], sizeof degree);
    numbers[i] = (double)degree;
  }
  free(bits);
  return numbers;
}

static void make_list(roadnet *net, size_t nodes, size_t arcs) {
  net->list = (buju_arc_list){.nodes = nodes,
                              .arcs = arcs,
                              .tail = net->tail,
                              .head = net->head,
                              .ms = net->ms,
                              .dm = net->dm,
                              .x_m = net->x_m,
                              .y_m = net->y_m};
}

bool roadnet_luxembourg(const char *folder, roadnet *out) {
  size_t firsts, arcs, n;
  uint32_t *first_out = roadnet_numbers(folder, "first_out", &firsts);
  if (first_out == NULL) return false;
  *out = (roadnet){.head = roadnet_numbers(folder, "head", &arcs),
                   .ms = roadnet_numbers(folder, "travel_time", &n),
                   .dm = roadnet_numbers(folder, "geo_distance", &n),
                   .x_m = degrees(folder, "longitude"),
                   .y_m = degrees(folder, "latitude")};
  out->tail = grab(arcs, sizeof *out->tail);
  for (buju_ix v = 0; v + 1 < firsts; v++)
    for (uint32_t a = first_out[v]; a < first_out[v + 1]; a++) out->tail[a] = v;
  free(first_out);
  make_list(out, firsts - 1, arcs);
  return true;
}

bool roadnet_dimacs(const char *path, roadnet *out) {
  char command[1100], line[128];
  unsigned long nodes = 0, roads = 0, from, to, k = 0;
  if (access(path, R_OK) != 0) return false;
  snprintf(command, sizeof command, "xz -dc '%s'", path);
  FILE *file = popen(command, "r");
  if (file == NULL) return false;
  while (fgets(line, sizeof line, file) != NULL && sscanf(line, "p tw %lu %lu", &nodes, &roads) != 2) continue;
  *out = (roadnet){.tail = grab(2 * roads, sizeof(buju_ix)),
                   .head = grab(2 * roads, sizeof(buju_ix)),
                   .ms = grab(2 * roads, sizeof(uint32_t))};
  while (k < roads && fgets(line, sizeof line, file) != NULL) {
    char *rest;
    from = strtoul(line, &rest, 10);
    to = strtoul(rest, NULL, 10);
    if (from == 0 || to == 0 || from > nodes || to > nodes) continue;
    uint64_t number = k;
    out->tail[2 * k] = out->head[2 * k + 1] = (buju_ix)from - 1;
    out->head[2 * k] = out->tail[2 * k + 1] = (buju_ix)to - 1;
    out->ms[2 * k] = out->ms[2 * k + 1] = (uint32_t)(5000 + roads_random(&number) % 20000);
    k++;
  }
  pclose(file);
  make_list(out, nodes, 2 * k);
  return k > 0;
}

void roadnet_free(roadnet *net) {
  free(net->tail);
  free(net->head);
  free(net->ms);
  free(net->dm);
  free(net->x_m);
  free(net->y_m);
}

/* Places at nodes, in their order. */
static bool at_nodes(buju_ix nodes, const bool *is, buju_arena *arena, buju_starts *out) {
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)nodes + 1);
  buju_start *start = BUJU_NEW(arena, buju_start, nodes);
  buju_ix n = 0;
  if (row == NULL || start == NULL) return false;
  for (buju_ix v = 0; v < nodes; v++) {
    if (is != NULL && !is[v]) continue;
    start[n].node = v;
    n++;
    row[n] = n;
  }
  *out = (buju_starts){n, row, start};
  return true;
}

static bool pick_nodes(buju_ix nodes, buju_ix n, buju_arena *arena, bool **out) {
  uint64_t rng = 99;
  buju_ix *order = BUJU_NEW(arena, buju_ix, nodes);
  bool *is = BUJU_NEW(arena, bool, nodes);
  if (order == NULL || is == NULL) return false;
  for (buju_ix v = 0; v < nodes; v++) order[v] = v;
  for (buju_ix k = 0; k < n; k++) {
    buju_ix other = k + (buju_ix)(roads_random(&rng) % (nodes - k)), swap = order[k];
    order[k] = order[other];
    order[other] = swap;
    is[order[k]] = true;
  }
  *out = is;
  return true;
}

buju_status roadnet_costs(buju_ctx *ctx, const roadnet *net, buju_ix candidates, buju_arena *arena, buju_costs **out) {
  buju_graph *graph = BUJU_NEW(arena, buju_graph, 1);
  buju_status status = graph != NULL ? buju_graph_make(ctx, &net->list, arena, graph) : buju_fail_memory(ctx);
  buju_costs_roads roads = {.graph = graph, .limit = BUJU_COST_NONE};
  bool *is = NULL;
  if (status != BUJU_OK) return status;
  if (candidates > graph->nodes) candidates = graph->nodes;
  if (!pick_nodes(graph->nodes, candidates, arena, &is) || !at_nodes(graph->nodes, NULL, arena, &roads.demands) ||
      !at_nodes(graph->nodes, is, arena, &roads.candidates))
    return buju_fail_memory(ctx);
  return buju_costs_graph(ctx, &roads, out);
}
