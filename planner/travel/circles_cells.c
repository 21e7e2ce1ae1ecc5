/* Service circles over terrain, right to the cell: the search tells the time of every cell, so they are what is drawn.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/travel/circles_parts.h"
#include "planner/travel/mesh_cells.h"
#include "planner/travel/terrain_travel.h"

static const size_t MOST_CELLS = 1 << 21; /* of a site; about 300 MB a thread */

/* What the threads share. */
typedef struct ground {
  const buju_circles_ask *ask;
  const buju_terrain *terrain;
  const bool *apart;
  buju_beyond beyond;
  buju_csr told; /* by site: the settlements from where it is reached, and when */
  buju_contour_lands *lands;
} ground;

/* ---- one site ---- */

/* What becomes of one site: its samples are the site, the settlements told, then others near. */
typedef struct site {
  const ground *g;
  buju_arena *arena;
  buju_ix row, samples, told;
  double *x_m, *y_m;
  buju_ix n, *vertex; /* the corners told */
  uint32_t *ms;
} site;

/* Where the cells lie. */
static void extent_of(const buju_raster *r, size_t n, const buju_ix *cell, double box[4]) {
  uint32_t west = r->columns, east = 0, north = r->rows, south = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t column = cell[i] % r->columns, row = cell[i] / r->columns;
    west = column < west ? column : west;
    east = column > east ? column : east;
    north = row < north ? row : north;
    south = row > south ? row : south;
  }
  box[0] = r->west_m + (west - 1.0) * r->dx_m;
  box[1] = r->north_m - (south + 2.0) * r->dy_m;
  box[2] = r->west_m + (east + 2.0) * r->dx_m;
  box[3] = r->north_m - (north - 1.0) * r->dy_m;
}

static void add_sample(site *s, double x_m, double y_m) {
  s->x_m[s->samples] = x_m;
  s->y_m[s->samples++] = y_m;
}

static bool gather(site *s, size_t n, const buju_ix *cell) {
  const buju_circles_ask *ask = s->g->ask;
  const buju_csr *told = &s->g->told;
  const double *x_m = ask->region->demand.x_m, *y_m = ask->region->demand.y_m;
  uint64_t first = told->row[s->row], end = told->row[s->row + 1];
  double box[4];
  s->told = (buju_ix)(end - first);
  s->x_m = BUJU_NEW(s->arena, double, (size_t)ask->region->demand.n + 1);
  s->y_m = BUJU_NEW(s->arena, double, (size_t)ask->region->demand.n + 1);
  if (s->x_m == NULL || s->y_m == NULL) return false;
  add_sample(s, ask->x_m[s->row], ask->y_m[s->row]);
  for (uint64_t k = first; k < end; k++) add_sample(s, x_m[told->col[k]], y_m[told->col[k]]);
  extent_of(buju_terrain_raster(s->g->terrain), n, cell, box);
  for (buju_ix d = 0; d < ask->region->demand.n; d++) {
    while (first < end && told->col[first] < d) first++;
    if (first < end && told->col[first] == d) continue;
    if (x_m[d] >= box[0] && y_m[d] >= box[1] && x_m[d] <= box[2] && y_m[d] <= box[3]) add_sample(s, x_m[d], y_m[d]);
  }
  return true;
}

static void tell(site *s, buju_ix vertex, uint32_t ms) {
  if (vertex == BUJU_NONE) return;
  s->vertex[s->n] = vertex;
  s->ms[s->n++] = ms;
}

/* The cells, the settlements, the site itself; of one place the last holds. */
static bool tell_all(site *s, const buju_mesh *mesh, size_t n, const buju_ix *corner, const uint32_t *ms) {
  const buju_csr *told = &s->g->told;
  s->vertex = BUJU_NEW(s->arena, buju_ix, n + s->told + 1);
  s->ms = BUJU_NEW(s->arena, uint32_t, n + s->told + 1);
  if (s->vertex == NULL || s->ms == NULL) return false;
  for (size_t i = 0; i < n; i++) tell(s, corner[i], ms[i]);
  for (buju_ix k = 0; k < s->told; k++) tell(s, mesh->vertex_of[1 + k], told->val[told->row[s->row] + k]);
  tell(s, mesh->vertex_of[0], 0);
  return true;
}

/* Ground on which nobody stands. */
static bool *find_closed(const site *s, const buju_mesh *mesh) {
  const buju_raster *r = buju_terrain_raster(s->g->terrain);
  bool *closed = BUJU_NEW(s->arena, bool, mesh->vertices);
  for (buju_ix v = 0; closed != NULL && v < mesh->vertices; v++) {
    buju_ix cell = buju_raster_at(r, mesh->x_m[v], mesh->y_m[v]);
    closed[v] = cell == BUJU_NONE || !buju_terrain_open(s->g->terrain, cell);
  }
  return closed;
}

static bool draw(site *s, size_t n, const buju_ix *cell, const uint32_t *ms) {
  const buju_circles_ask *ask = s->g->ask;
  buju_beyond beyond = s->g->beyond;
  buju_mesh mesh;
  buju_ix *corner = BUJU_NEW(s->arena, buju_ix, n);
  if (corner == NULL || !gather(s, n, cell)) return false;
  buju_mesh_cells cells = {buju_terrain_raster(s->g->terrain), 1, n, cell, s->samples, s->x_m, s->y_m, 1 + s->told};
  while (n / ((size_t)cells.every * cells.every) > MOST_CELLS) cells.every *= 2;
  if (!buju_mesh_of_cells(s->arena, &cells, corner, &mesh) || !tell_all(s, &mesh, n, corner, ms)) return false;
  beyond.closed = find_closed(s, &mesh);
  buju_contour *contour = buju_contour_new(s->arena, &mesh);
  bool good = beyond.closed != NULL && contour != NULL;
  if (good) buju_contour_set(contour, s->n, s->vertex, s->ms);
  for (buju_ix l = 0; good && l < ask->limits; l++)
    good = buju_contour_add(contour, ask->limit_ms[l], beyond, &s->g->lands[s->row]);
  buju_contour_free(contour);
  return good;
}

static buju_status draw_site(buju_ctx *ctx, void *user, buju_ix row, size_t n, const buju_ix *cell,
                             const uint32_t *ms) {
  const ground *g = user;
  if (g->apart[row]) return BUJU_OK;
  site s = {.g = g, .arena = buju_arena_new(), .row = row};
  bool good = s.arena != NULL;
  if (good && n > 0) good = draw(&s, n, cell, ms);
  for (buju_ix l = 0; good && n == 0 && l < g->ask->limits; l++) good = buju_contour_add_nothing(&g->lands[row]);
  buju_arena_free(s.arena);
  return good ? BUJU_OK : buju_fail_memory(ctx);
}

/* ---- all of them ---- */

/* From settlement → sites to site → settlements, ascending. */
static bool turn_round(const buju_csr *times, buju_ix sites, buju_arena *arena, buju_csr *out) {
  uint64_t pairs = times->row[times->n];
  uint64_t *fill = BUJU_NEW(arena, uint64_t, (size_t)sites + 1);
  *out = (buju_csr){sites, BUJU_NEW(arena, uint64_t, (size_t)sites + 1), BUJU_NEW(arena, buju_ix, pairs),
                    BUJU_NEW(arena, uint32_t, pairs)};
  if (fill == NULL || out->row == NULL || out->col == NULL || out->val == NULL) return false;
  for (uint64_t k = 0; k < pairs; k++) out->row[times->col[k] + 1]++;
  for (buju_ix i = 0; i < sites; i++) fill[i + 1] = out->row[i + 1] += out->row[i];
  for (buju_ix d = 0; d < times->n; d++)
    for (uint64_t k = times->row[d]; k < times->row[d + 1]; k++) {
      out->col[fill[times->col[k]]] = d;
      out->val[fill[times->col[k]]++] = times->val[k];
    }
  return true;
}

static buju_status tell_settlements(buju_ctx *ctx, ground *g, const buju_places *sites, buju_arena *arena) {
  const buju_circles_ask *ask = g->ask;
  const buju_travel *travel = ask->travel;
  buju_places demand;
  buju_csr times;
  buju_status status = travel->ops->locate(ctx, travel, ask->region->demand.n, ask->region->demand.x_m,
                                           ask->region->demand.y_m, arena, &demand);
  if (status == BUJU_OK)
    status = travel->ops->within(ctx, travel, ask->mode, &demand, sites, g->beyond.asked_ms, arena, &times);
  if (status == BUJU_OK && !turn_round(&times, ask->n, arena, &g->told)) status = buju_fail_memory(ctx);
  return status;
}

buju_status buju_circles_on_cells(buju_ctx *ctx, const buju_circles_ask *ask, const bool *apart,
                                  buju_contour_lands *lands) {
  ground g = {.ask = ask, .apart = apart, .lands = lands};
  buju_places sites;
  buju_arena *arena = buju_arena_new();
  buju_status status = arena != NULL ? BUJU_OK : buju_fail_memory(ctx);
  g.beyond = buju_circles_beyond(ask, buju_circles_grain_of(ask, NULL).spacing_m, buju_circles_ms_per_m(ask));
  if (status == BUJU_OK) status = buju_terrain_under(ctx, ask->travel, ask->mode, &g.terrain);
  if (status == BUJU_OK) status = buju_circles_sites(ctx, ask, apart, false, arena, &sites);
  if (status == BUJU_OK) status = tell_settlements(ctx, &g, &sites, arena);
  if (status == BUJU_OK)
    status = buju_terrain_each(ctx, g.terrain, ask->n, buju_terrain_cells(&sites), buju_terrain_heading(ask->travel),
                               g.beyond.asked_ms, draw_site, &g, NULL);
  buju_arena_free(arena);
  return status;
}
