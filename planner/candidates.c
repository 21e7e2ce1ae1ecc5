/* Where a new service would bring people within a limit who are beyond it after the plan.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/reach.h"
#include "planner/stages.h"
#include "planner/travel/grid.h"
#include "planner/travel/network.h"

typedef buju_reach_measuring measuring;

/* Settlements beyond the limit, as places, and how far anybody gets within it along the straightest and fastest way. */
typedef struct beyond {
  buju_ix *demand;
  buju_places places;
  double radius_m;
  buju_csr times; /* settlement → candidates within the limit */
} beyond;

/* The farthest a trip within the limit leads, as the crow flies; infinite where cars go as fast as their roads say, or
 * ferries as fast as they sail. */
static double farthest_m(const measuring *m) {
  const buju_travel_spec *t = &m->job->scenario->travel;
  const buju_road_lines *road = &m->job->region->road;
  const double straight[BUJU_MODES] = {t->walk_mps, t->ebike_mps, t->drive_mps};
  double most = fmax(straight[m->ask->mode], t->off_road_mps);
  if (m->ask->mode == BUJU_DRIVE) return HUGE_VAL;
  for (buju_ix i = 0; i < road->n; i++)
    if (road->ferry_s[i] > 0) return HUGE_VAL;
  for (int c = 0; c < BUJU_CLASSES; c++) most = fmax(most, t->road_mps[c][m->ask->mode]);
  for (buju_ix w = 0; w < t->words; w++) most = fmax(most, t->word[w].mps[m->ask->mode]); /* NaN is never more */
  return m->ask->limit_ms / 1000.0 * most;
}

static buju_status gather_beyond(const measuring *m, beyond *out) {
  buju_arena *scratch = m->job->scratch;
  double *x_m = BUJU_NEW(scratch, double, m->n), *y_m = BUJU_NEW(scratch, double, m->n);
  buju_ix n = 0;
  out->demand = BUJU_NEW(scratch, buju_ix, m->n);
  if (x_m == NULL || y_m == NULL || out->demand == NULL) return buju_fail_memory(m->job->ctx);
  for (buju_ix i = 0; i < m->n; i++) {
    if (buju_reach_within(m, &m->will[i])) continue;
    x_m[n] = m->from.x_m[i];
    y_m[n] = m->from.y_m[i];
    out->demand[n++] = m->demand[i];
  }
  out->radius_m = farthest_m(m);
  return m->travel->ops->locate(m->job->ctx, m->travel, n, x_m, y_m, scratch, &out->places);
}

static buju_status push(const measuring *m, buju_vec *all, buju_candidate_source source, buju_ix village,
                        buju_ix demand, double x_m, double y_m) {
  buju_candidate *row = buju_vec_push(all, sizeof *row);
  if (row == NULL) return buju_fail_memory(m->job->ctx);
  *row = (buju_candidate){.use = m->ask->use,
                          .source = (uint8_t)source,
                          .village = village,
                          .demand = demand,
                          .x_m = x_m,
                          .y_m = y_m,
                          .site = BUJU_NONE};
  return BUJU_OK;
}

/* Points of communities, settlements, and estates that are still to come; a settlement at its village's own point is
 * that point. */
static buju_status list_places(const measuring *m, buju_vec *all) {
  const buju_region *r = m->job->region;
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++)
    if (buju_reach_speaks_of(m, v) && isfinite(r->village.x_m[v]))
      status = push(m, all, BUJU_CANDIDATE_COMMUNITY, v, BUJU_NONE, r->village.x_m[v], r->village.y_m[v]);
  for (buju_ix d = 0; d < r->demand.n && status == BUJU_OK; d++) {
    buju_ix v = r->demand.village[d];
    bool same = r->demand.x_m[d] == r->village.x_m[v] && r->demand.y_m[d] == r->village.y_m[v];
    if (!buju_reach_speaks_of(m, v) || same || !isfinite(r->demand.x_m[d])) continue;
    bool estate = r->demand.from_year[d] > buju_job_year(m->job);
    status = push(m, all, estate ? BUJU_CANDIDATE_ESTATE : BUJU_CANDIDATE_SETTLEMENT, v, d, r->demand.x_m[d],
                  r->demand.y_m[d]);
  }
  return status;
}

/* ---- road nodes ---- */

typedef struct node {
  double column, row, off_m; /* its cell, and how far it is from the cell's middle */
  buju_ix node;
} node;

static int by_cell(const void *a, const void *b) {
  const node *x = a, *y = b;
  if (x->column != y->column) return x->column < y->column ? -1 : 1;
  if (x->row != y->row) return x->row < y->row ? -1 : 1;
  if (x->off_m != y->off_m) return x->off_m < y->off_m ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

typedef struct box {
  double x0_m, y0_m, x1_m, y1_m;
} box;

static box box_of(const beyond *b) {
  box out = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
  for (buju_ix i = 0; i < b->places.n; i++) {
    out = (box){fmin(out.x0_m, b->places.x_m[i] - b->radius_m), fmin(out.y0_m, b->places.y_m[i] - b->radius_m),
                fmax(out.x1_m, b->places.x_m[i] + b->radius_m), fmax(out.y1_m, b->places.y_m[i] + b->radius_m)};
  }
  return out;
}

/* Nodes from which somebody beyond the limit might be reached. */
static buju_status nodes_near(const measuring *m, const beyond *b, node *list, size_t *n) {
  const buju_network *w = m->job->region->network;
  double side_m = m->ask->road_grid_m, line_m;
  bool anywhere = !isfinite(b->radius_m);
  box around = box_of(b);
  buju_grid *grid =
      buju_grid_new(m->job->scratch, b->places.n, b->places.x_m, b->places.y_m, anywhere ? 0 : b->radius_m);
  if (grid == NULL) return buju_fail_memory(m->job->ctx);
  *n = 0;
  for (buju_ix i = 0; i < w->nodes; i++) {
    double x_m = w->node_x_m[i], y_m = w->node_y_m[i];
    if (!anywhere) {
      if (x_m < around.x0_m || x_m > around.x1_m || y_m < around.y0_m || y_m > around.y1_m) continue;
      if (buju_grid_nearest(grid, x_m, y_m, &line_m) == BUJU_NONE || line_m > b->radius_m) continue;
    }
    double column = floor(x_m / side_m), row = floor(y_m / side_m);
    list[(*n)++] = (node){column, row, hypot(x_m - (column + 0.5) * side_m, y_m - (row + 0.5) * side_m), i};
  }
  return BUJU_OK;
}

/* One node a cell, the one nearest to its middle; it counts to the village whose point is nearest. */
static buju_status list_nodes(const measuring *m, const beyond *b, buju_vec *all) {
  const buju_region *r = m->job->region;
  const buju_network *w = r->network;
  if (w == NULL || m->ask->provider != BUJU_BY_ROADS || !(m->ask->road_grid_m > 0) || b->places.n == 0) return BUJU_OK;
  buju_grid *villages = buju_grid_new(m->job->scratch, r->village.n, r->village.x_m, r->village.y_m, 0);
  node *list = malloc(((size_t)w->nodes + 1) * sizeof *list);
  size_t n = 0;
  buju_status status = villages != NULL && list != NULL ? nodes_near(m, b, list, &n) : buju_fail_memory(m->job->ctx);
  if (status == BUJU_OK && n > 1) qsort(list, n, sizeof *list, by_cell);
  for (size_t i = 0; i < n && status == BUJU_OK; i++) {
    if (i > 0 && list[i].column == list[i - 1].column && list[i].row == list[i - 1].row) continue;
    double x_m = w->node_x_m[list[i].node], y_m = w->node_y_m[list[i].node], line_m;
    buju_ix village = buju_grid_nearest(villages, x_m, y_m, &line_m);
    if (village != BUJU_NONE && buju_reach_speaks_of(m, village))
      status = push(m, all, BUJU_CANDIDATE_ROAD, village, BUJU_NONE, x_m, y_m);
  }
  free(list);
  return status;
}

/* ---- what each would gain ---- */

static buju_status weigh(const measuring *m, beyond *b, buju_candidate *row, buju_ix rows) {
  buju_job *job = m->job;
  double *x_m = BUJU_NEW(job->scratch, double, rows), *y_m = BUJU_NEW(job->scratch, double, rows);
  buju_places to;
  if (x_m == NULL || y_m == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix c = 0; c < rows; c++) x_m[c] = row[c].x_m, y_m[c] = row[c].y_m;
  buju_status status = m->travel->ops->locate(job->ctx, m->travel, rows, x_m, y_m, job->scratch, &to);
  if (status == BUJU_OK)
    status = m->travel->ops->within(job->ctx, m->travel, m->ask->mode, &b->places, &to, m->ask->limit_ms, job->scratch,
                                    &b->times);
  for (buju_ix i = 0; status == BUJU_OK && i < b->places.n; i++)
    for (uint64_t k = b->times.row[i]; k < b->times.row[i + 1]; k++) {
      row[b->times.col[k]].places++;
      row[b->times.col[k]].people_gained += buju_demand_people_in(job, b->demand[i], m->ask->year);
    }
  return status;
}

/* Most people first; then by source, code, place. */
static int by_gain(const void *a, const void *b) {
  const buju_candidate *x = a, *y = b;
  if (x->people_gained != y->people_gained) return x->people_gained > y->people_gained ? -1 : 1;
  if (x->source != y->source) return x->source < y->source ? -1 : 1;
  if (x->village != y->village) return x->village < y->village ? -1 : 1;
  if (x->demand != y->demand) return x->demand < y->demand ? -1 : 1;
  if (x->x_m != y->x_m) return x->x_m < y->x_m ? -1 : 1;
  return (x->y_m > y->y_m) - (x->y_m < y->y_m);
}

static buju_status keep_gainful(const measuring *m, const buju_vec *all) {
  for (size_t c = 0; c < all->n; c++) {
    const buju_candidate *row = (const buju_candidate *)all->data + c;
    if (row->people_gained == 0) break;
    buju_candidate *kept = buju_vec_push(&m->job->candidates, sizeof *kept);
    if (kept == NULL) return buju_fail_memory(m->job->ctx);
    *kept = *row;
    kept->rank = (buju_ix)c + 1;
  }
  return BUJU_OK;
}

static buju_status find_sites(const measuring *m, const beyond *b, const buju_vec *all, buju_people_n within) {
  buju_reach_beyond beyond = {b->places.n, b->demand, (buju_ix)all->n, all->data, b->times};
  return m->ask->frontier > 0 || m->ask->build > 0 ? buju_reach_sites(m, &beyond, within) : BUJU_OK;
}

buju_status buju_reach_candidates(const buju_reach_measuring *m, buju_people_n within) {
  buju_vec all = {0};
  beyond b;
  buju_status status = gather_beyond(m, &b);
  if (status == BUJU_OK) status = list_places(m, &all);
  if (status == BUJU_OK) status = list_nodes(m, &b, &all);
  if (status == BUJU_OK && all.n >= BUJU_NONE) status = buju_fail_memory(m->job->ctx);
  if (status == BUJU_OK) status = weigh(m, &b, all.data, (buju_ix)all.n);
  if (status == BUJU_OK) status = find_sites(m, &b, &all, within);
  if (status == BUJU_OK && all.n > 1) qsort(all.data, all.n, sizeof(buju_candidate), by_gain);
  if (status == BUJU_OK) status = keep_gainful(m, &all);
  buju_vec_free(&all);
  return status;
}
