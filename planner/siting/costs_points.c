/* Costs between points in the plane, reckoned when they are asked for. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/siting/costs_parts.h"
#include "planner/travel/grid.h"

typedef struct side {
  buju_ix n;
  const double *x, *y;
} side;

/* Grids are made when somebody first asks: of millions of points that takes a while, and few ask for both. */
typedef struct grids {
  pthread_mutex_t lock;
  buju_arena *arena;
  buju_grid *of[2];
} grids;

typedef struct plane {
  buju_costs base;
  grids *grids;
  side by[2]; /* by buju_costs_side: who asks */
  double scale;
  buju_rounding rounding;
} plane;

static const double COST_MOST = 4294967294.0;

/* The same bits on every machine: sqrt is rounded correctly where hypot may not be. */
static double distance(double x0, double y0, double x1, double y1) {
  double dx = x1 - x0, dy = y1 - y0;
  return sqrt(dx * dx + dy * dy);
}

static uint32_t cost_of(const plane *p, double metres) {
  double cost = metres * p->scale;
  if (p->rounding == BUJU_ROUND_DOWN) cost = floor(cost);
  if (p->rounding == BUJU_ROUND_NEAREST) cost = floor(cost + 0.5);
  if (p->rounding == BUJU_ROUND_UP) cost = ceil(cost);
  return cost <= COST_MOST ? (uint32_t)cost : BUJU_COST_NONE; /* false for NaN, too */
}

/* Everybody at `most` or less is within; whoever else is found is left out by cost. */
static double radius_of(const plane *p, uint32_t most) {
  return most != BUJU_COST_NONE ? ((double)most + 1) / p->scale : COST_MOST / p->scale;
}

/* NULL when memory is out. */
static buju_grid *grid_of(const plane *p, buju_costs_side which) {
  grids *g = p->grids;
  const side *points = &p->by[which];
  if (pthread_mutex_lock(&g->lock) != 0) return NULL;
  if (g->of[which] == NULL) g->of[which] = buju_grid_new(g->arena, points->n, points->x, points->y, 0);
  buju_grid *grid = g->of[which];
  pthread_mutex_unlock(&g->lock);
  return grid;
}

/* ---- lists ---- */

enum { FEWEST = 16, MOST = 1024, PARTS = 64 }; /* lists in a chunk, and chunks where that allows */

typedef struct asking {
  const plane *plane;
  const side *from, *to;
  const buju_grid *grid; /* of those asked */
  uint64_t chunk;
  const buju_ix *which;
  const uint32_t *most;
  uint64_t *count; /* [n] */
  uint64_t **key;  /* [chunks] cost in the upper half, index in the lower */
} asking;

/* Appends the list of one that asks to the chunk's keys. */
static bool ask_one(const asking *a, uint64_t i, buju_ix *found, uint64_t *spare, uint64_t **key, size_t *n,
                    size_t *room) {
  double x = a->from->x[a->which[i]], y = a->from->y[a->which[i]];
  buju_ix near = buju_grid_gather(a->grid, x, y, radius_of(a->plane, a->most[i]), found);
  if (*room - *n < near) {
    size_t wanted = *n + near + *n / 2;
    uint64_t *larger = realloc(*key, wanted * sizeof *larger);
    if (larger == NULL) return false;
    *key = larger;
    *room = wanted;
  }
  size_t first = *n;
  for (buju_ix k = 0; k < near; k++) {
    uint32_t cost = cost_of(a->plane, distance(x, y, a->to->x[found[k]], a->to->y[found[k]]));
    if (cost <= a->most[i] && cost != BUJU_COST_NONE) (*key)[(*n)++] = (uint64_t)cost << 32 | found[k];
  }
  a->count[i] = *n - first;
  if (*n > first) buju_costs_sort_keys(*key + first, spare, *n - first);
  return true;
}

static buju_status ask_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  asking *a = user;
  uint64_t *spare = malloc(((size_t)a->to->n + 1) * sizeof *spare), *key = NULL;
  buju_ix *found = malloc(((size_t)a->to->n + 1) * sizeof *found);
  size_t n = 0, room = 0;
  (void)worker;
  bool well = found != NULL && spare != NULL;
  for (uint64_t i = first; well && i < end; i++) well = ask_one(a, i, found, spare, &key, &n, &room);
  free(spare);
  free(found);
  a->key[first / a->chunk] = key; /* freed by whoever asked */
  return well ? BUJU_OK : buju_fail_memory(ctx);
}

static buju_status gather(buju_ctx *ctx, const asking *a, buju_ix n, buju_arena *arena, buju_csr *out) {
  uint64_t *row = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  if (row == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) row[i + 1] = row[i] + a->count[i];
  *out = (buju_csr){n, row, BUJU_NEW(arena, buju_ix, row[n]), BUJU_NEW(arena, uint32_t, row[n])};
  if (out->col == NULL || out->val == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < n; i++) {
    const uint64_t *key = a->key[i / a->chunk];
    uint64_t at = row[i / a->chunk * a->chunk];
    for (uint64_t k = row[i]; k < row[i + 1]; k++) {
      out->col[k] = (buju_ix)key[k - at];
      out->val[k] = (uint32_t)(key[k - at] >> 32);
    }
  }
  return BUJU_OK;
}

static buju_status lists(buju_ctx *ctx, const buju_costs *costs, buju_costs_side who, buju_ix n, const buju_ix *which,
                         const uint32_t *most, buju_arena *arena, buju_csr *out) {
  const plane *p = (const plane *)costs;
  buju_costs_side other = who == BUJU_COSTS_BY_DEMAND ? BUJU_COSTS_BY_CANDIDATE : BUJU_COSTS_BY_DEMAND;
  uint64_t chunk = n / PARTS < FEWEST ? FEWEST : n / PARTS > MOST ? MOST : n / PARTS, chunks = n / chunk + 1;
  asking a = {p, &p->by[who], &p->by[other], grid_of(p, other), chunk, which, most, NULL, NULL};
  a.count = malloc(((size_t)n + 1) * sizeof *a.count);
  a.key = calloc((size_t)chunks, sizeof *a.key);
  bool well = a.grid != NULL && a.count != NULL && a.key != NULL;
  buju_status status = well ? buju_parallel_for(ctx, n, chunk, ask_some, &a) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = gather(ctx, &a, n, arena, out);
  for (uint64_t c = 0; a.key != NULL && c < chunks; c++) free(a.key[c]);
  free(a.key);
  free(a.count);
  return status;
}

/* ---- nearest ---- */

enum { FEW = 128, LANES = 4 };

typedef struct sites {
  const plane *plane;
  buju_ix n;
  const buju_ix *site;
  double *x, *y;
  buju_grid *grid; /* NULL: they are few */
  buju_ix *to;
  uint32_t *cost;
} sites;

static double lesser(double a, double b) { return a < b ? a : b; }

/* The squared distances of few sites, and the least of them: four at a time, so that none waits for another. */
static double square_all(const sites *s, double x, double y, double squared[FEW]) {
  double least[LANES] = {INFINITY, INFINITY, INFINITY, INFINITY};
  for (buju_ix k = 0; k < s->n; k++) {
    double dx = s->x[k] - x, dy = s->y[k] - y;
    squared[k] = dx * dx + dy * dy;
  }
  buju_ix k = 0;
  for (; k + LANES <= s->n; k += LANES)
    for (int lane = 0; lane < LANES; lane++) least[lane] = lesser(squared[k + (buju_ix)lane], least[lane]);
  for (; k < s->n; k++) least[0] = lesser(squared[k], least[0]);
  return lesser(lesser(least[0], least[1]), lesser(least[2], least[3]));
}

/* Of few sites all are looked at: that is quicker than a grid. */
static void find_among_few(sites *s, uint64_t i, double x, double y) {
  double squared[FEW], least = square_all(s, x, y, squared);
  uint32_t cost = cost_of(s->plane, sqrt(least));
  if (cost == BUJU_COST_NONE) return;
  double radius = radius_of(s->plane, cost), within = radius * radius * (1 + 1e-9);
  s->cost[i] = cost;
  for (buju_ix k = 0; k < s->n; k++)
    if (squared[k] <= within && s->site[k] < s->to[i] && cost_of(s->plane, sqrt(squared[k])) <= cost)
      s->to[i] = s->site[k];
}

/* The nearest, and among those whose cost rounds to the same the lowest. */
static void find_in_grid(sites *s, uint64_t i, double x, double y, buju_ix *found) {
  double metres;
  buju_ix one = buju_grid_nearest(s->grid, x, y, &metres);
  uint32_t cost = one != BUJU_NONE ? cost_of(s->plane, distance(x, y, s->x[one], s->y[one])) : BUJU_COST_NONE;
  if (cost == BUJU_COST_NONE) return;
  buju_ix near = buju_grid_gather(s->grid, x, y, radius_of(s->plane, cost), found);
  s->cost[i] = cost;
  for (buju_ix k = 0; k < near; k++)
    if (s->site[found[k]] < s->to[i] && cost_of(s->plane, distance(x, y, s->x[found[k]], s->y[found[k]])) <= cost)
      s->to[i] = s->site[found[k]];
}

static buju_status nearest_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  sites *s = user;
  const side *demand = &s->plane->by[BUJU_COSTS_BY_DEMAND];
  buju_ix *found = malloc(((size_t)s->n + 1) * sizeof *found);
  (void)worker;
  if (found == NULL) return buju_fail_memory(ctx);
  for (uint64_t i = first; i < end; i++) {
    s->to[i] = BUJU_NONE;
    s->cost[i] = BUJU_COST_NONE;
    if (s->grid == NULL)
      find_among_few(s, i, demand->x[i], demand->y[i]);
    else
      find_in_grid(s, i, demand->x[i], demand->y[i], found);
  }
  free(found);
  return BUJU_OK;
}

static buju_status nearest(buju_ctx *ctx, const buju_costs *costs, buju_ix n, const buju_ix *site, buju_ix *to,
                           uint32_t *cost) {
  const plane *p = (const plane *)costs;
  const side *all = &p->by[BUJU_COSTS_BY_CANDIDATE];
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  sites s = {p, n, site, BUJU_NEW(scratch, double, n), BUJU_NEW(scratch, double, n), NULL, to, cost};
  bool well = s.x != NULL && s.y != NULL;
  for (buju_ix k = 0; well && k < n; k++) {
    s.x[k] = all->x[site[k]];
    s.y[k] = all->y[site[k]];
  }
  if (well && n > FEW) {
    s.grid = buju_grid_new(scratch, n, s.x, s.y, 0);
    well = s.grid != NULL;
  }
  buju_status status = well ? buju_parallel_for(ctx, costs->demands, 1024, nearest_some, &s) : buju_fail_memory(ctx);
  buju_arena_free(scratch);
  return status;
}

/* ---- the source ---- */

static void plane_free(buju_costs *costs) {
  plane *p = (plane *)costs;
  pthread_mutex_destroy(&p->grids->lock);
  buju_arena_free(p->grids->arena);
  free(p->grids);
  free(p);
}

static const buju_costs_ops ops = {.lists = lists, .nearest = nearest, .free = plane_free};

/* The widest distance there is must fit in a cost, or far places would look as if nobody served them. */
static buju_status check(buju_ctx *ctx, const buju_costs_plane *given, double *widest) {
  BUJU_MSG(scale, "距离换算系数应大于 0，实为 {0}", "the scale of distances must be above 0, not {0}");
  BUJU_MSG(wide, "点位相距过远：距离乘以系数 {0} 后超出 32 位整数；请减小系数或检查坐标",
           "points lie too far apart: their distance times {0} does not fit in 32 bits; lower the scale or check the "
           "coordinates");
  if (!(given->scale > 0) || !isfinite(given->scale))
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(scale, buju_real(given->scale)));
  const double *x[2] = {given->demand_x, given->candidate_x}, *y[2] = {given->demand_y, given->candidate_y};
  buju_ix n[2] = {given->demands, given->candidates};
  double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
  for (int s = 0; s < 2; s++)
    for (buju_ix i = 0; i < n[s]; i++) {
      low_x = fmin(low_x, x[s][i]);
      low_y = fmin(low_y, y[s][i]);
      high_x = fmax(high_x, x[s][i]);
      high_y = fmax(high_y, y[s][i]);
    }
  *widest = high_x >= low_x && high_y >= low_y ? distance(low_x, low_y, high_x, high_y) : 0;
  if (!(*widest * given->scale < COST_MOST))
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(wide, buju_real(given->scale)));
  return BUJU_OK;
}

buju_status buju_costs_points(buju_ctx *ctx, const buju_costs_plane *given, buju_costs **out) {
  double widest;
  buju_status status = check(ctx, given, &widest);
  if (status != BUJU_OK) return status;
  plane *p = calloc(1, sizeof *p);
  grids *g = calloc(1, sizeof *g);
  buju_arena *arena = buju_arena_new();
  if (p == NULL || g == NULL || arena == NULL || pthread_mutex_init(&g->lock, NULL) != 0) {
    buju_arena_free(arena);
    free(g);
    free(p);
    return buju_fail_memory(ctx);
  }
  g->arena = arena;
  *p = (plane){.base = {&ops, given->demands, given->candidates, (uint32_t)ceil(widest * given->scale)},
               .grids = g,
               .scale = given->scale,
               .rounding = given->rounding,
               .by = {{given->demands, given->demand_x, given->demand_y},
                      {given->candidates, given->candidate_x, given->candidate_y}}};
  *out = &p->base;
  return BUJU_OK;
}
