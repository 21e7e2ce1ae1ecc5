/* Where the times of service circles are asked. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/travel/circles.h"
#include "planner/travel/circles_parts.h"

static const double SPACINGS_IN_REACH = 8; /* a circle of 50 corners; twice as many look the same and cost four times */
static const double ROAD_SPACINGS = 0.5;   /* between points along roads, in spacings of the lattice */
static const buju_ix MOST_POINTS = 1 << 17;
static const double LEAST_SPACING_M = 5;

static double speed_mps(const buju_circles_ask *ask) {
  const buju_travel_spec *spec = ask->spec;
  return ask->mode == BUJU_WALK ? spec->walk_mps : ask->mode == BUJU_EBIKE ? spec->ebike_mps : spec->drive_mps;
}

double buju_circles_straight_ms_per_m(const buju_circles_ask *ask) {
  return 1000 * ask->spec->detour_factor / speed_mps(ask);
}

double buju_circles_ms_per_m(const buju_circles_ask *ask) {
  switch (ask->travel->provider) {
  case BUJU_BY_STRAIGHT: return buju_circles_straight_ms_per_m(ask);
  case BUJU_BY_TERRAIN: return 1000 / speed_mps(ask);
  case BUJU_BY_ROADS:
  case BUJU_BY_AUTO: break;
  }
  return 1000 / ask->spec->off_road_mps; /* beside roads people walk */
}

double buju_circles_farthest_m(const buju_circles_ask *ask, double ms) {
  const buju_travel_spec *spec = ask->spec;
  double straight_mps = 1000 / buju_circles_straight_ms_per_m(ask);
  double mps = fmax(1000 / buju_circles_ms_per_m(ask), straight_mps); /* who stands off the roads is measured by it */
  if (ask->travel->provider == BUJU_BY_STRAIGHT) return ms / 1000 * mps;
  /* roads have speeds of their own, and so have slopes and land cover */
  if (ask->mode == BUJU_DRIVE || ask->travel->provider == BUJU_BY_TERRAIN) return INFINITY;
  for (buju_ix line = 0; line < ask->region->road.n; line++) {
    if (ask->region->road.class[line] == BUJU_CLASS_FERRY) return INFINITY; /* with a time of its own */
    mps = fmax(mps, spec->road_mps[ask->region->road.class[line]][ask->mode]);
  }
  for (buju_ix w = 0; w < spec->words; w++) mps = fmax(mps, spec->word[w].mps[ask->mode]); /* not when NaN */
  return ms / 1000 * mps;
}

/* How far one gets in the shortest limit, about. */
static double reach_m(const buju_circles_ask *ask) {
  double detour = ask->travel->provider == BUJU_BY_STRAIGHT ? ask->spec->detour_factor : 1;
  return ask->limit_ms[0] / 1000.0 * speed_mps(ask) / detour;
}

/* Samples while they are collected. */
typedef struct samples {
  buju_vec x_m, y_m;
  buju_mesh_ask ask; /* its box holds every sample so far */
  bool full;
} samples;

static void add(samples *s, double x_m, double y_m) {
  double *x = buju_vec_push(&s->x_m, sizeof *x), *y = buju_vec_push(&s->y_m, sizeof *y);
  if (x == NULL || y == NULL) {
    s->full = true;
    return;
  }
  *x = x_m;
  *y = y_m;
}

/* False for NaN as well. */
static bool stretch(buju_mesh_ask *box, double x_m, double y_m) {
  if (!isfinite(x_m) || !isfinite(y_m)) return false;
  box->west_m = fmin(box->west_m, x_m);
  box->east_m = fmax(box->east_m, x_m);
  box->south_m = fmin(box->south_m, y_m);
  box->north_m = fmax(box->north_m, y_m);
  return true;
}

/* The squares of a raster in which a point along a road stands already: towns have more roads than circles need. */
typedef struct thinning {
  double side_m;
  uint64_t cols, rows;
  uint64_t *taken;
} thinning;

static bool free_square(thinning *t, const buju_mesh_ask *box, double x_m, double y_m) {
  double c = floor((x_m - box->west_m) / t->side_m), r = floor((y_m - box->south_m) / t->side_m);
  if (!(c >= 0 && r >= 0 && c < (double)t->cols && r < (double)t->rows)) return false;
  uint64_t square = (uint64_t)r * t->cols + (uint64_t)c;
  if (t->taken[square / 64] >> (square % 64) & 1) return false;
  t->taken[square / 64] |= UINT64_C(1) << (square % 64);
  return true;
}

/* Points along a line at most `every` apart, its ends among them. */
static void add_line(samples *s, thinning *t, const buju_road_lines *road, buju_ix line, double every_m) {
  uint64_t first = road->first[line], end = road->first[line + 1];
  double length_m = 0, done_m = 0;
  for (uint64_t k = first; k + 1 < end; k++)
    length_m += hypot(road->x_m[k + 1] - road->x_m[k], road->y_m[k + 1] - road->y_m[k]);
  double pieces = fmax(1, ceil(length_m / every_m)), piece = 0;
  if (!isfinite(length_m)) return;
  for (uint64_t k = first; k + 1 < end; k++) {
    double dx = road->x_m[k + 1] - road->x_m[k], dy = road->y_m[k + 1] - road->y_m[k], side_m = hypot(dx, dy);
    for (; piece < pieces && piece * length_m / pieces <= done_m + side_m; piece++) {
      double share = side_m > 0 ? fmin((piece * length_m / pieces - done_m) / side_m, 1) : 0;
      double x_m = road->x_m[k] + share * dx, y_m = road->y_m[k] + share * dy;
      if (free_square(t, &s->ask, x_m, y_m)) add(s, x_m, y_m);
    }
    done_m += side_m;
  }
  double x_m = road->x_m[end - 1], y_m = road->y_m[end - 1];
  if (free_square(t, &s->ask, x_m, y_m)) add(s, x_m, y_m);
}

static bool add_roads(samples *s, const buju_road_lines *road) {
  double wide_m = s->ask.east_m - s->ask.west_m, high_m = s->ask.north_m - s->ask.south_m;
  double every_m = fmax(s->ask.spacing_m, sqrt(wide_m * high_m / MOST_POINTS)) * ROAD_SPACINGS;
  thinning t = {every_m / 2, (uint64_t)(wide_m / (every_m / 2)) + 1, (uint64_t)(high_m / (every_m / 2)) + 1, NULL};
  t.taken = calloc(t.cols * t.rows / 64 + 1, sizeof *t.taken);
  if (t.taken == NULL) return false;
  for (buju_ix line = 0; line < road->n && !s->full; line++) add_line(s, &t, road, line, every_m);
  free(t.taken);
  return true;
}

static void widen(buju_mesh_ask *box, double by_m) {
  box->west_m -= by_m;
  box->south_m -= by_m;
  box->east_m += by_m;
  box->north_m += by_m;
}

static const buju_mesh_ask nowhere = {
    .west_m = INFINITY, .south_m = INFINITY, .east_m = -INFINITY, .north_m = -INFINITY};

/* Everything somebody may be at: where roads lead, and as far beside them as one walks; around sites that stand apart
 * whatever the straight line tells. */
static void frame_places(const buju_circles_ask *ask, const bool *apart, double longest_ms, buju_mesh_ask *box) {
  const buju_region *region = ask->region;
  double straight_m = longest_ms / buju_circles_straight_ms_per_m(ask);
  buju_mesh_ask roads = nowhere;
  for (buju_ix i = 0; i < ask->n; i++) stretch(&roads, ask->x_m[i], ask->y_m[i]);
  for (buju_ix d = 0; d < region->demand.n; d++) stretch(&roads, region->demand.x_m[d], region->demand.y_m[d]);
  for (uint64_t k = 0; region->road.n > 0 && k < region->road.first[region->road.n]; k++)
    stretch(&roads, region->road.x_m[k], region->road.y_m[k]);
  widen(&roads, longest_ms / buju_circles_ms_per_m(ask));
  for (buju_ix i = 0; i < ask->n; i++)
    if (apart[i] && stretch(&roads, ask->x_m[i] - straight_m, ask->y_m[i] - straight_m))
      stretch(&roads, ask->x_m[i] + straight_m, ask->y_m[i] + straight_m);
  box->west_m = fmax(box->west_m, roads.west_m);
  box->south_m = fmax(box->south_m, roads.south_m);
  box->east_m = fmin(box->east_m, roads.east_m);
  box->north_m = fmin(box->north_m, roads.north_m);
}

/* As far around the sites as anybody gets, and nowhere far from all the region's places. Over terrain only sites that
 * stand apart need it. */
static void frame(const buju_circles_ask *ask, const bool *apart, buju_mesh_ask *box) {
  double longest_ms = ask->limit_ms[ask->limits - 1];
  bool terrain = ask->travel->provider == BUJU_BY_TERRAIN;
  *box = nowhere;
  for (buju_ix i = 0; i < ask->n; i++)
    if (!terrain || apart[i]) stretch(box, ask->x_m[i], ask->y_m[i]);
  bool any = box->west_m <= box->east_m;
  if (!any) *box = (buju_mesh_ask){0};
  if (terrain)
    widen(box, any ? longest_ms / buju_circles_straight_ms_per_m(ask) : 0);
  else
    widen(box, buju_circles_farthest_m(ask, longest_ms));
  if (ask->travel->provider == BUJU_BY_ROADS) frame_places(ask, apart, longest_ms, box);
  bool given = ask->spacing_m > 0;
  box->spacing_m = fmax(given ? ask->spacing_m : reach_m(ask) / SPACINGS_IN_REACH, LEAST_SPACING_M);
  box->most_points = given ? 16 * MOST_POINTS : MOST_POINTS;
}

buju_status buju_circles_sample(buju_ctx *ctx, const buju_circles_ask *ask, const buju_mesh_ask *box, buju_arena *arena,
                                buju_mesh *mesh) {
  const buju_region *region = ask->region;
  samples s = {.ask = *box};
  for (buju_ix i = 0; i < ask->n; i++) add(&s, ask->x_m[i], ask->y_m[i]);
  for (buju_ix d = 0; d < region->demand.n; d++) add(&s, region->demand.x_m[d], region->demand.y_m[d]);
  bool good = ask->travel->provider != BUJU_BY_ROADS || add_roads(&s, &region->road);
  if (good && !s.full && s.x_m.n < BUJU_NONE / 8) {
    s.ask.n = (buju_ix)s.x_m.n;
    s.ask.x_m = s.x_m.data;
    s.ask.y_m = s.y_m.data;
    good = buju_mesh_make(arena, &s.ask, mesh);
  } else {
    good = false;
  }
  buju_vec_free(&s.x_m);
  buju_vec_free(&s.y_m);
  return good ? BUJU_OK : buju_fail_memory(ctx);
}

buju_status buju_circles_mesh(buju_ctx *ctx, const buju_circles_ask *ask, buju_arena *arena, buju_mesh *mesh) {
  buju_mesh_ask box;
  bool *apart;
  buju_status status = buju_circles_apart(ctx, ask, arena, &apart);
  if (status != BUJU_OK) return status;
  frame(ask, apart, &box);
  return buju_circles_sample(ctx, ask, &box, arena, mesh);
}
