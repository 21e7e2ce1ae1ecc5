/* Lands drawn by several threads as one table. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/travel/contour.h"

void buju_contour_lands_free(buju_contour_lands *lands) {
  buju_vec_free(&lands->parts);
  buju_vec_free(&lands->rings);
  buju_vec_free(&lands->points);
  buju_vec_free(&lands->xy);
  buju_vec_free(&lands->areas);
}

/* Appends one lot's ends, each `before` later than the lot counts them; the table begins with a 0. */
static void put_ends(uint64_t *ends, uint64_t *n, const buju_vec *lot, uint64_t before) {
  const uint64_t *end = lot->data;
  for (size_t i = 0; i < lot->n; i++) ends[++*n] = before + end[i];
}

static bool make_room(buju_arena *arena, const buju_contour_lands *lands, buju_ix n, buju_land *land) {
  size_t areas = 0, parts = 0, rings = 0, points = 0;
  for (buju_ix i = 0; i < n; i++) {
    areas += lands[i].areas.n;
    parts += lands[i].rings.n;
    rings += lands[i].points.n;
    points += lands[i].xy.n;
  }
  *land = (buju_land){.n = (buju_ix)areas,
                      .part = BUJU_NEW(arena, uint64_t, areas + 1),
                      .ring = BUJU_NEW(arena, uint64_t, parts + 1),
                      .point = BUJU_NEW(arena, uint64_t, rings + 1),
                      .x_m = BUJU_NEW(arena, double, points),
                      .y_m = BUJU_NEW(arena, double, points),
                      .area_m2 = BUJU_NEW(arena, double, areas)};
  return areas < BUJU_NONE && land->part != NULL && land->ring != NULL && land->point != NULL && land->x_m != NULL &&
         land->y_m != NULL && land->area_m2 != NULL;
}

bool buju_contour_join(buju_arena *arena, buju_contour_lands *lands, buju_ix n, buju_land *out) {
  buju_land land;
  uint64_t areas = 0, parts = 0, rings = 0, points = 0;
  if (!make_room(arena, lands, n, &land)) return false;
  for (buju_ix i = 0; i < n; i++) {
    const double *xy = lands[i].xy.data, *area = lands[i].areas.data;
    uint64_t before_parts = parts, before_rings = rings;
    if (lands[i].areas.n > 0) memcpy(land.area_m2 + areas, area, lands[i].areas.n * sizeof *area);
    put_ends(land.part, &areas, &lands[i].parts, before_parts);
    put_ends(land.ring, &parts, &lands[i].rings, before_rings);
    put_ends(land.point, &rings, &lands[i].points, points);
    for (size_t p = 0; p < lands[i].xy.n; p++) {
      land.x_m[points] = xy[2 * p];
      land.y_m[points++] = xy[2 * p + 1];
    }
    buju_contour_lands_free(&lands[i]);
  }
  *out = land;
  return true;
}
