/* Roads as one mode uses them. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "core/road_class.h"
#include "planner/travel/join.h"
#include "planner/travel/road_speed.h"
#include "planner/travel/sets.h"

static bool is_joined(const buju_road_lines *l, buju_ix line) {
  return l->class[line] != BUJU_CLASS_EXPRESSWAY && l->class[line] != BUJU_CLASS_FERRY &&
         (l->flags[line] & (BUJU_ROAD_BRIDGE | BUJU_ROAD_TUNNEL)) == 0;
}

static void use_edges(const buju_network *w, const buju_road_lines *l, buju_mode mode, buju_usage *out) {
  for (buju_ix e = 0; e < w->edges; e++) {
    buju_ix line = w->line[e];
    double from_m = w->along_m[w->first[e]], to_m = w->along_m[w->first[e + 1] - 1];
    out->dm[e] = buju_along_dm(from_m, to_m);
    out->ms[e] = buju_along_ms(from_m, to_m, out->mps[line]);
    if (out->ms[e] == BUJU_FAR) continue;
    out->bits[e] = (uint8_t)((buju_road_goes(l, line, mode, true) ? BUJU_EDGE_FORWARD : 0) |
                             (buju_road_goes(l, line, mode, false) ? BUJU_EDGE_BACKWARD : 0) |
                             (is_joined(l, line) ? BUJU_EDGE_JOINED : 0));
  }
}

/* Pieces by their lowest node; the longest, then the one with the lowest node, is the main one. Whole millimetres add
 * up to the same in any order. */
static void find_main(const buju_network *w, double *length_mm, buju_usage *out) {
  for (buju_ix v = 0; v < w->nodes; v++) out->piece[v] = v;
  for (buju_ix e = 0; e < w->edges; e++)
    if (out->bits[e] != 0) buju_set_join(out->piece, w->from[e], w->to[e]);
  for (buju_ix v = 0; v < w->nodes; v++) out->piece[v] = out->piece[out->piece[v]];
  for (buju_ix e = 0; e < w->edges; e++)
    if (out->bits[e] != 0) length_mm[out->piece[w->from[e]]] += round(w->length_m[e] * 1000);
  buju_ix main = 0;
  for (buju_ix v = 1; v < w->nodes; v++)
    if (length_mm[v] > length_mm[main]) main = v;
  for (buju_ix e = 0; e < w->edges; e++)
    if (out->bits[e] != 0 && out->piece[w->from[e]] == main) out->bits[e] |= BUJU_EDGE_MAIN;
}

buju_status buju_usage_make(buju_ctx *ctx, const buju_network *network, const buju_road_lines *lines,
                            const buju_travel_spec *spec, buju_mode mode, buju_arena *arena, buju_usage *out) {
  size_t edges = network->edges, nodes = network->nodes;
  double *length_mm = calloc(nodes + 1, sizeof *length_mm);
  out->ms = BUJU_NEW(arena, uint32_t, edges);
  out->dm = BUJU_NEW(arena, uint32_t, edges);
  out->mps = BUJU_NEW(arena, float, lines->n);
  out->bits = BUJU_NEW(arena, uint8_t, edges);
  out->piece = BUJU_NEW(arena, buju_ix, nodes);
  buju_status status = length_mm != NULL && out->ms != NULL && out->dm != NULL && out->mps != NULL &&
                               out->bits != NULL && out->piece != NULL
                           ? buju_road_speeds(ctx, spec, lines, mode, out->mps)
                           : buju_fail_memory(ctx);
  if (status == BUJU_OK) {
    use_edges(network, lines, mode, out);
    find_main(network, length_mm, out);
  }
  free(length_mm);
  return status;
}
