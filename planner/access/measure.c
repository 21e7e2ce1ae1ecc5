/* Every service at every stage, measured on one provider. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "core/scenario.h"
#include "planner/access/access.h"
#include "planner/travel/nearest_land.h"

/* The sites that give one service at one stage: place k is site row[k]. */
typedef struct open_sites {
  buju_ix n;
  buju_ix *row;
  double *x_m, *y_m;
  int32_t *doctors;
} open_sites;

static buju_status collect(buju_ctx *ctx, const buju_access *access, buju_service service, int stage, buju_arena *arena,
                           open_sites *out) {
  *out = (open_sites){.row = BUJU_NEW(arena, buju_ix, access->sites),
                      .x_m = BUJU_NEW(arena, double, access->sites),
                      .y_m = BUJU_NEW(arena, double, access->sites),
                      .doctors = BUJU_NEW(arena, int32_t, access->sites)};
  if (out->row == NULL || out->x_m == NULL || out->y_m == NULL || out->doctors == NULL) return buju_fail_memory(ctx);
  for (buju_ix s = 0; s < access->sites; s++) {
    const buju_access_site *site = &access->site[s];
    if (!site->open[stage] || !buju_gives_service(site->kind[stage], service)) continue;
    out->row[out->n] = s;
    out->x_m[out->n] = site->x_m;
    out->y_m[out->n] = site->y_m;
    out->doctors[out->n++] = site->doctors[stage];
  }
  return BUJU_OK;
}

static bool same(const open_sites *a, const open_sites *b) {
  return a->n == b->n && memcmp(a->row, b->row, a->n * sizeof *a->row) == 0 &&
         memcmp(a->doctors, b->doctors, a->n * sizeof *a->doctors) == 0;
}

static void count_sites(const open_sites *open, buju_service_reach *out) {
  out->sites = open->n;
  for (buju_ix k = 0; k < open->n; k++) {
    out->sites_unlocated += !isfinite(open->x_m[k]) || !isfinite(open->y_m[k]);
    if (open->doctors[k] < 0)
      out->doctors_unknown++;
    else
      out->doctors += open->doctors[k];
  }
  out->supplied = out->doctors_unknown < out->sites && out->doctors > 0;
}

/* Whose nearest each site is; and where, when the land is asked for. */
static buju_status share_out(buju_ctx *ctx, const buju_travel *travel, const buju_access *access,
                             const open_sites *open, const buju_near *near, buju_service_reach *out) {
  out->open = buju_arena_copy(access->arena, open->row, open->n, sizeof *open->row);
  out->nearest_people = BUJU_NEW(access->arena, buju_people_n, (size_t)open->n + 1);
  if (out->open == NULL || out->nearest_people == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < access->place.n; i++)
    out->nearest_people[near[i].to != BUJU_NONE ? near[i].to : open->n] += access->place.people[i];
  if (!access->catchments || out->sites == out->sites_unlocated) return BUJU_OK;
  const buju_circles_ask ask = {.region = access->region,
                                .travel = travel,
                                .spec = &access->scenario->travel,
                                .mode = access->mode,
                                .n = open->n,
                                .x_m = open->x_m,
                                .y_m = open->y_m,
                                .limits = access->limits,
                                .limit_ms = access->limit_ms};
  return buju_nearest_land(ctx, &ask, access->arena, &out->land);
}

static buju_status find_nearest(buju_ctx *ctx, const buju_travel *travel, const buju_access *access,
                                const buju_places *from, const buju_places *to, const open_sites *open,
                                buju_arena *scratch, buju_service_reach *out) {
  buju_near *near = BUJU_NEW(scratch, buju_near, from->n);
  out->nearest = BUJU_NEW(access->arena, buju_ix, from->n);
  out->ms = BUJU_NEW(access->arena, uint32_t, from->n);
  out->basis = BUJU_NEW(access->arena, uint8_t, from->n);
  if (near == NULL || out->nearest == NULL || out->ms == NULL || out->basis == NULL) return buju_fail_memory(ctx);
  buju_status status = travel->ops->nearest(ctx, travel, access->mode, from, to, near);
  for (buju_ix i = 0; status == BUJU_OK && i < from->n; i++) {
    out->nearest[i] = near[i].to != BUJU_NONE ? open->row[near[i].to] : BUJU_NONE;
    out->ms[i] = near[i].to != BUJU_NONE ? near[i].ms : BUJU_FAR;
    out->basis[i] = near[i].basis;
    out->by_basis[near[i].basis]++;
  }
  return status == BUJU_OK ? share_out(ctx, travel, access, open, near, out) : status;
}

/* Pairs of places and sites that may be there at once: a province by car has billions of them. */
#define PAIRS_MOST (UINT64_C(1) << 23)
enum { SITES_LEAST = 64 };

/* Doctors in reach, as many sites at a time as keep within PAIRS_MOST whatever their reach. */
static buju_status find_supply(buju_ctx *ctx, const buju_travel *travel, const buju_access *access,
                               const buju_places *from, const open_sites *open, buju_service_reach *out) {
  const buju_peopled people = {access->place.n, access->place.zone, access->place.people};
  const buju_decay decay = {access->limits, access->limit_ms, access->weight};
  uint64_t most = PAIRS_MOST / (from->n + UINT64_C(1));
  buju_ix step = most > SITES_LEAST ? (buju_ix)most : SITES_LEAST;
  buju_status status = buju_supply_begin(ctx, &access->zones, &people, access->arena, &out->supply);
  for (buju_ix first = 0; status == BUJU_OK && first < open->n; first += step) {
    buju_ix n = open->n - first < step ? open->n - first : step;
    buju_places to;
    buju_csr times;
    buju_arena *scratch = buju_arena_new();
    if (scratch == NULL) return buju_fail_memory(ctx);
    status = travel->ops->locate(ctx, travel, n, open->x_m + first, open->y_m + first, scratch, &to);
    if (status == BUJU_OK)
      status = travel->ops->within(ctx, travel, access->mode, from, &to, access->limit_ms[access->limits - 1], scratch,
                                   &times);
    if (status == BUJU_OK)
      status =
          buju_supply_add(ctx, &people, &times, n, open->doctors + first, &decay, &out->supply, &out->doctors_reached);
    buju_arena_free(scratch);
  }
  return status == BUJU_OK ? buju_supply_finish(ctx, &access->zones, &people, &out->supply) : status;
}

static buju_status measure(buju_ctx *ctx, const buju_travel *travel, const buju_access *access, const buju_places *from,
                           const open_sites *open, buju_arena *scratch, buju_service_reach *out) {
  const buju_peopled people = {access->place.n, access->place.zone, access->place.people};
  buju_places to;
  *out = (buju_service_reach){0};
  count_sites(open, out);
  buju_status status = travel->ops->locate(ctx, travel, open->n, open->x_m, open->y_m, scratch, &to);
  if (status == BUJU_OK) status = find_nearest(ctx, travel, access, from, &to, open, scratch, out);
  if (status == BUJU_OK)
    status = buju_spread_make(ctx, &access->zones, &people, out->ms, access->limits, access->limit_ms, access->arena,
                              &out->spread);
  return status == BUJU_OK && out->supplied ? find_supply(ctx, travel, access, from, open, out) : status;
}

/* One service as things stand and, where something changes, with the plan. */
static buju_status measure_service(buju_ctx *ctx, const buju_travel *travel, buju_access *access,
                                   const buju_places *from, buju_ix s, buju_arena *scratch) {
  buju_service_reach *reached = access->reached[s];
  open_sites now, planned;
  buju_status status = collect(ctx, access, access->service[s], BUJU_NOW, scratch, &now);
  if (status == BUJU_OK) status = measure(ctx, travel, access, from, &now, scratch, &reached[BUJU_NOW]);
  if (status != BUJU_OK || !access->planned) return status;
  status = collect(ctx, access, access->service[s], BUJU_PLANNED, scratch, &planned);
  if (status != BUJU_OK) return status;
  if (same(&now, &planned)) {
    reached[BUJU_PLANNED] = reached[BUJU_NOW];
    return BUJU_OK;
  }
  return measure(ctx, travel, access, from, &planned, scratch, &reached[BUJU_PLANNED]);
}

buju_status buju_access_measure(buju_ctx *ctx, const buju_travel *travel, buju_access *access) {
  BUJU_MSG(measuring, "可及性：{0}", "access: {0}");
  buju_places from;
  buju_status status =
      travel->ops->locate(ctx, travel, access->place.n, access->place.x_m, access->place.y_m, access->arena, &from);
  for (buju_ix s = 0; s < access->services && status == BUJU_OK; s++) {
    buju_ctx_step(ctx, BUJU_SAY(measuring, buju_word(&buju_access_service_words[access->service[s]].word)),
                  (double)s / access->services);
    buju_arena *scratch = buju_arena_new();
    status = scratch != NULL ? measure_service(ctx, travel, access, &from, s, scratch) : buju_fail_memory(ctx);
    buju_arena_free(scratch);
    for (int stage = 0; status == BUJU_OK && stage <= (int)access->planned; stage++)
      for (int b = 0; b < BUJU_BASES; b++) access->trips_by_basis[b] += access->reached[s][stage].by_basis[b];
  }
  return status;
}
