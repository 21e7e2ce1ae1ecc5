/* From road lines to a network: the steps of noding. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/network.h"

#include <math.h>
#include <stdlib.h>

#include "planner/travel/network_parts.h"

enum { GRID_BITS = 30 };

static const double UNIT_M = 0.001;  /* of the grid, where the extent allows: finer than anyone surveys a road */
static const double TOUCH_M = 0.010; /* nobody draws two roads a centimetre apart */
#define SEGMENTS_MOST (UINT32_C(1) << 31)

int buju_spot_key_compare(const void *a, const void *b) {
  buju_spot_key x = *(const buju_spot_key *)a, y = *(const buju_spot_key *)b;
  return (x > y) - (x < y);
}

/* The grid starts at the whole metre below the lowest coordinates, whatever the order of the lines, so that one line
 * more rounds no other anew, and takes the finest unit that 30 bits can hold: a millimetre up to 1,073 km, a centimetre
 * up to 10,737 km. */
static void lay_grid(buju_noding *n) {
  const buju_road_lines *l = n->lines;
  double x1 = -INFINITY, y1 = -INFINITY;
  n->x0_m = n->y0_m = INFINITY;
  for (uint64_t p = 0; p < n->points; p++) {
    n->x0_m = fmin(n->x0_m, l->x_m[p]);
    n->y0_m = fmin(n->y0_m, l->y_m[p]);
    x1 = fmax(x1, l->x_m[p]);
    y1 = fmax(y1, l->y_m[p]);
  }
  n->x0_m = floor(n->x0_m);
  n->y0_m = floor(n->y0_m);
  double side_m = fmax(x1 - n->x0_m, y1 - n->y0_m);
  n->unit_m = UNIT_M;
  while (side_m / n->unit_m >= (1 << GRID_BITS) - 1) n->unit_m *= 10;
  n->touch = fmax(TOUCH_M / n->unit_m, 2);
}

static buju_spot spot(const buju_noding *n, uint64_t point) {
  const buju_road_lines *l = n->lines;
  return (buju_spot){(int32_t)lround((l->x_m[point] - n->x0_m) / n->unit_m),
                     (int32_t)lround((l->y_m[point] - n->y0_m) / n->unit_m)};
}

static buju_status too_many_points(buju_ctx *ctx) {
  BUJU_MSG(too_many, "道路折点超过 {0} 个，请按县分别规划", "roads have more than {0} points: plan county by county");
  return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(too_many, buju_int(SEGMENTS_MOST)));
}

/* Segments between different spots; a line that is one spot has none. In a drawing, points within touch of the one
 * before are one with it, but the last: what meets them touches the segment that is left. */
static buju_status lay_segments(buju_noding *n, buju_network *out) {
  const buju_road_lines *l = n->lines;
  if (n->points > SEGMENTS_MOST) return too_many_points(n->ctx);
  n->first = BUJU_NEW(n->scratch, buju_ix, (size_t)l->n + 1);
  n->segment = BUJU_NEW(n->scratch, buju_segment, n->points);
  if (n->first == NULL || n->segment == NULL) return buju_fail_memory(n->ctx);
  double least = n->cut_crossings ? n->touch * n->touch : 0;
  for (buju_ix i = 0; i < l->n; i++) {
    n->first[i] = n->segments;
    buju_spot a = spot(n, l->first[i]), b = a;
    for (uint64_t p = l->first[i] + 1; p < l->first[i + 1]; p++) {
      b = spot(n, p);
      if ((double)buju_spot_apart(a, b) <= least) continue;
      n->segment[n->segments++] = (buju_segment){a, b, i};
      a = b;
    }
    if (n->segments > n->first[i]) n->segment[n->segments - 1].b = b;
    out->count.without_length += n->segments == n->first[i];
  }
  n->first[l->n] = n->segments;
  return BUJU_OK;
}

static buju_status index_segments(buju_noding *n) {
  buju_box *box = malloc((size_t)n->segments * sizeof *box + 1);
  for (buju_ix s = 0; box != NULL && s < n->segments; s++) {
    const buju_segment *g = &n->segment[s];
    box[s] = (buju_box){fmin(g->a.x, g->b.x), fmin(g->a.y, g->b.y), fmax(g->a.x, g->b.x), fmax(g->a.y, g->b.y)};
  }
  n->boxes = box != NULL ? buju_boxes_new(n->scratch, n->segments, box) : NULL;
  free(box);
  return n->boxes != NULL ? BUJU_OK : buju_fail_memory(n->ctx);
}

static int along_segment(const void *a, const void *b) {
  const buju_cut *x = a, *y = b;
  if (x->along != y->along) return x->along < y->along ? -1 : 1;
  buju_spot_key p = buju_spot_key_of(x->at, 0), q = buju_spot_key_of(y->at, 0);
  return (p > q) - (p < q);
}

/* By segment in one counting pass, then along each; every spot once. */
buju_status buju_noding_order(buju_noding *n) {
  const buju_cut *cut = n->cuts.data;
  n->cut_first = BUJU_NEW(n->scratch, buju_ix, (size_t)n->segments + 2);
  n->cut = BUJU_NEW(n->scratch, buju_cut, n->cuts.n);
  if (n->cut_first == NULL || n->cut == NULL) return buju_fail_memory(n->ctx);
  for (size_t c = 0; c < n->cuts.n; c++) n->cut_first[cut[c].segment + 2]++;
  for (buju_ix s = 0; s < n->segments; s++) n->cut_first[s + 2] += n->cut_first[s + 1];
  for (size_t c = 0; c < n->cuts.n; c++) n->cut[n->cut_first[cut[c].segment + 1]++] = cut[c];
  buju_ix kept = 0;
  for (buju_ix s = 0, first = 0, end; s < n->segments; s++, first = end) {
    end = n->cut_first[s + 1];
    if (end - first > 1) qsort(n->cut + first, end - first, sizeof *n->cut, along_segment);
    n->cut_first[s] = kept;
    for (buju_ix c = first; c < end; c++)
      if (c == first || !buju_spot_is(n->cut[c].at, n->cut[c - 1].at)) n->cut[kept++] = n->cut[c];
  }
  n->cut_first[n->segments] = kept;
  return BUJU_OK;
}

buju_status buju_network_index(buju_ctx *ctx, buju_arena *arena, buju_network *network) {
  uint64_t segments = network->first[network->edges] - network->edges;
  if (segments > SEGMENTS_MOST) return too_many_points(ctx);
  buju_box *box = malloc(segments * sizeof *box + 1);
  network->segment_edge = BUJU_NEW(arena, buju_ix, segments);
  network->segment_point = BUJU_NEW(arena, buju_ix, segments);
  bool room = box != NULL && network->segment_edge != NULL && network->segment_point != NULL;
  const double *x = network->x_m, *y = network->y_m;
  buju_ix s = 0;
  for (buju_ix e = 0; room && e < network->edges; e++)
    for (uint64_t p = network->first[e]; p + 1 < network->first[e + 1]; p++, s++) {
      box[s] = (buju_box){fmin(x[p], x[p + 1]), fmin(y[p], y[p + 1]), fmax(x[p], x[p + 1]), fmax(y[p], y[p + 1])};
      network->segment_edge[s] = e;
      network->segment_point[s] = (buju_ix)p;
    }
  if (room) network->boxes = buju_boxes_new(arena, s, box);
  free(box);
  return room && network->boxes != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

static buju_status node_lines(buju_noding *n, double snap_m, buju_arena *arena, buju_network *out) {
  lay_grid(n);
  n->snap = fmin(snap_m, BUJU_SNAP_MOST_M) / n->unit_m;
  buju_status status = lay_segments(n, out);
  if (status == BUJU_OK) status = index_segments(n);
  if (status == BUJU_OK) status = n->cut_crossings ? buju_noding_cross(n) : buju_noding_shared(n);
  if (status == BUJU_OK) status = buju_noding_order(n);
  if (status == BUJU_OK && n->snap > 0) {
    status = buju_noding_ends(n, out);
    if (status == BUJU_OK) status = buju_noding_order(n);
  }
  return status == BUJU_OK ? buju_noding_edges(n, arena, out) : status;
}

buju_status buju_network_build(buju_ctx *ctx, const buju_road_lines *lines, const buju_network_spec *spec,
                               buju_arena *arena, buju_findings *findings, buju_network *out) {
  buju_network network = {0};
  buju_noding n = {.ctx = ctx, .lines = lines, .scratch = buju_arena_new(), .cut_crossings = spec->cut_crossings};
  n.points = lines->n > 0 ? lines->first[lines->n] : 0;
  buju_status status = n.scratch != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = node_lines(&n, spec->snap_m, arena, &network);
  if (status == BUJU_OK) status = buju_network_index(ctx, arena, &network);
  if (status == BUJU_OK) status = buju_network_pieces(ctx, arena, &network);
  if (status == BUJU_OK && findings != NULL) status = buju_network_report(ctx, lines, spec, &network, findings);
  if (status == BUJU_OK) *out = network;
  buju_vec_free(&n.cuts);
  buju_vec_free(&n.same);
  buju_vec_free(&n.links);
  buju_arena_free(n.scratch);
  return status;
}
