/* Who is reached without passing a node: along one edge, or straight across. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/travel/roads_parts.h"

/* The walks to the road and back would cross as much open country as the straight way does: then nothing speaks against
 * the straight way, and it is the shorter one. A longer straight way is not taken: a river may run there. */
uint64_t buju_roads_across(const buju_roads *roads, buju_mode mode, const buju_places *from, buju_ix a,
                           const buju_places *to, buju_ix b) {
  const buju_join *j = &buju_roads_join(from, a, mode)->join[0], *k = &buju_roads_join(to, b, mode)->join[0];
  if (j->edge == BUJU_NONE || k->edge == BUJU_NONE) return UINT64_MAX;
  double metres = hypot(to->x_m[b] - from->x_m[a], to->y_m[b] - from->y_m[a]);
  if (metres * 10 > (double)j->off_dm + k->off_dm) return UINT64_MAX;
  return buju_label(buju_walk_ms(metres, roads->spec->off_road_mps), buju_decimetres(metres));
}

uint64_t buju_roads_along(const buju_roads *roads, buju_mode mode, const buju_join *a, const buju_join *b) {
  if (a->edge != b->edge || a->edge == BUJU_NONE) return UINT64_MAX;
  uint8_t bits = roads->usage[mode].bits[a->edge];
  bool onward = a->at_ms <= b->at_ms && (bits & BUJU_EDGE_FORWARD) != 0;
  bool back = a->at_ms >= b->at_ms && (bits & BUJU_EDGE_BACKWARD) != 0;
  if (!onward && !back) return UINT64_MAX;
  uint32_t ms = a->at_ms > b->at_ms ? a->at_ms - b->at_ms : b->at_ms - a->at_ms;
  uint32_t dm = a->at_dm > b->at_dm ? a->at_dm - b->at_dm : b->at_dm - a->at_dm;
  return buju_label_add(buju_label_add(buju_label(ms, dm), a->off_ms, a->off_dm), b->off_ms, b->off_dm);
}

typedef struct buju_spot_on_edge spot;

static int along_edge(const void *a, const void *b) {
  const spot *x = a, *y = b;
  if (x->edge != y->edge) return x->edge < y->edge ? -1 : 1;
  if (x->at_ms != y->at_ms) return x->at_ms < y->at_ms ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static void list_spots(buju_mode mode, buju_roads_near *out) {
  for (buju_ix i = 0; i < out->places->n; i++) {
    const buju_place_join *join = buju_roads_join(out->places, i, mode);
    for (uint8_t j = 0; j < BUJU_JOINS && join->join[j].edge != BUJU_NONE; j++)
      out->spot[out->spots++] = (spot){join->join[j].edge, join->join[j].at_ms, i, j};
  }
  qsort(out->spot, out->spots, sizeof *out->spot, along_edge);
}

/* Half a decimetre covers the rounding of off_dm. */
static buju_ix list_boxes(buju_mode mode, const buju_roads_near *out, buju_box *box) {
  const buju_places *places = out->places;
  buju_ix n = 0;
  for (buju_ix i = 0; i < places->n; i++) {
    if (!buju_roads_on(places, i, mode)) continue;
    double x = places->x_m[i], y = places->y_m[i];
    double off_m = (double)buju_roads_join(places, i, mode)->join[0].off_dm / 10 + 0.05;
    box[n] = (buju_box){x - off_m, y - off_m, x + off_m, y + off_m};
    out->boxed[n++] = i;
  }
  return n;
}

buju_status buju_roads_near_new(buju_ctx *ctx, buju_mode mode, const buju_places *places, buju_arena *arena,
                                buju_roads_near *out) {
  buju_box *box = malloc((size_t)places->n * sizeof *box + 1);
  *out = (buju_roads_near){.places = places};
  out->spot = BUJU_NEW(arena, spot, (size_t)places->n * BUJU_JOINS);
  out->boxed = BUJU_NEW(arena, buju_ix, places->n);
  if (box != NULL && out->spot != NULL && out->boxed != NULL) {
    list_spots(mode, out);
    out->boxes = buju_boxes_new(arena, list_boxes(mode, out, box), box);
  }
  free(box);
  return out->boxes != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

typedef struct asking {
  const buju_roads *roads;
  buju_mode mode;
  const buju_roads_near *near;
  const buju_places *from;
  buju_ix a;
  bool back; /* trips go to a */
  uint32_t limit_ms;
  uint32_t (*visit)(void *user, buju_ix place, uint64_t label);
  void *user;
} asking;

static void offer(asking *q, buju_ix place, uint64_t label) {
  if (label != UINT64_MAX && buju_label_ms(label) <= q->limit_ms) q->limit_ms = q->visit(q->user, place, label);
}

static double look_across(void *user, buju_ix item, double reach) {
  asking *q = user;
  buju_ix place = q->near->boxed[item];
  offer(q, place, buju_roads_across(q->roads, q->mode, q->from, q->a, q->near->places, place));
  return reach;
}

static void offer_along(asking *q, const buju_join *j, const spot *s) {
  const buju_join *k = &buju_roads_join(q->near->places, s->place, q->mode)->join[s->join];
  offer(q, s->place, buju_roads_along(q->roads, q->mode, q->back ? k : j, q->back ? j : k));
}

/* From where the place stands on its edge, both ways, until the limit is spent. */
static void look_along(asking *q, const buju_join *j) {
  const buju_roads_near *near = q->near;
  size_t low = 0, high = near->spots;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const spot *s = &near->spot[middle];
    if (s->edge < j->edge || (s->edge == j->edge && s->at_ms < j->at_ms))
      low = middle + 1;
    else
      high = middle;
  }
  for (size_t i = low; i < near->spots && near->spot[i].edge == j->edge; i++) {
    const spot *s = &near->spot[i];
    if (buju_ms_add(s->at_ms - j->at_ms, j->off_ms) > q->limit_ms) break;
    offer_along(q, j, s);
  }
  for (size_t i = low; i-- > 0 && near->spot[i].edge == j->edge;) {
    const spot *s = &near->spot[i];
    if (buju_ms_add(j->at_ms - s->at_ms, j->off_ms) > q->limit_ms) break;
    offer_along(q, j, s);
  }
}

void buju_roads_near_visit(const buju_roads *roads, buju_mode mode, const buju_roads_near *near,
                           const buju_places *from, buju_ix a, bool back, uint32_t limit_ms,
                           uint32_t (*visit)(void *user, buju_ix place, uint64_t label), void *user) {
  const buju_place_join *join = buju_roads_join(from, a, mode);
  asking q = {roads, mode, near, from, a, back, limit_ms, visit, user};
  if (join->join[0].edge == BUJU_NONE) return;
  double off_m = (double)join->join[0].off_dm / 10 + 0.05;
  buju_boxes_near(near->boxes, from->x_m[a], from->y_m[a], off_m, look_across, &q);
  for (int j = 0; j < BUJU_JOINS && join->join[j].edge != BUJU_NONE; j++) look_along(&q, &join->join[j]);
}
