/* Which of a region's places stand nowhere on the terrain. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/travel/terrain_travel.h"

static const buju_finding_kind village_off = {
    "village_off_terrain",
    BUJU_WARNING,
    {"{0}{1}，{2} 米内没有可通行的栅格", "{0} {1}, with no open cell within {2} m"},
    {"与之往返的时间按直线测算", "trips to and from it are measured by the straight line"}};
static const buju_finding_kind settlements_off = {
    "settlements_off_terrain",
    BUJU_NOTE,
    {"{0}：{2} 处居民点中 {1} 处在 {3} 米内没有可通行的栅格",
     "{0}: {1} of {2} settlement{2?|s} {1?has|have} no open cell within {3} m"},
    {"与之往返的时间按直线测算", "trips to and from them are measured by the straight line"}};
static const buju_finding_kind facility_off = {
    "facility_off_terrain",
    BUJU_WARNING,
    {"{0}{1}，{2} 米内没有可通行的栅格", "{0} {1}, with no open cell within {2} m"},
    {"与之往返的时间按直线测算", "trips to and from it are measured by the straight line"}};

typedef struct telling {
  buju_ctx *ctx;
  buju_region *region;
  const char *file; /* the raster the cells are of */
  const buju_travel *travel;
  buju_arena *scratch;
  bool *village_told;
} telling;

static buju_status tell(const telling *t, const buju_finding_kind *kind, const char *code, buju_said args) {
  buju_finding finding = {.kind = kind, .file = t->file, .code = code, .row = -1};
  for (int i = 0; i < BUJU_SAID_ARGS; i++) finding.arg[i] = args.arg[i];
  return buju_find(t->ctx, &t->region->findings, finding);
}

static buju_arg reach(const telling *t) { return buju_metres(buju_terrain_stand_reach_m(&t->region->ground.raster)); }

static buju_arg who(const char *name, const char *code) { return buju_text(name != NULL ? name : code); }

/* One place by name, and where it lies. */
static buju_status tell_place(const telling *t, const buju_finding_kind *kind, const char *code, const char *name,
                              double x_m, double y_m) {
  BUJU_MSG(closed, "落在不可通行的地面上", "lies on closed ground");
  BUJU_MSG(outside, "在地形栅格范围之外", "lies beyond the terrain's raster");
  bool inside = buju_raster_at(&t->region->ground.raster, x_m, y_m) != BUJU_NONE;
  return tell(t, kind, code, (buju_said){NULL, {who(name, code), buju_word(inside ? &closed : &outside), reach(t)}});
}

static buju_status locate(const telling *t, buju_ix n, const double *x_m, const double *y_m, buju_places *places) {
  return t->travel->ops->locate(t->ctx, t->travel, n, x_m, y_m, t->scratch, places);
}

/* A place without coordinates has been told of. */
static bool is_off(const telling *t, const buju_places *places, buju_ix i) {
  return isfinite(places->x_m[i]) && isfinite(places->y_m[i]) && !t->travel->ops->stands(places, i, BUJU_WALK);
}

static buju_status tell_villages(const telling *t) {
  const buju_region *r = t->region;
  buju_places places;
  buju_status status = locate(t, r->village.n, r->village.x_m, r->village.y_m, &places);
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++) {
    buju_ix area = r->village.area[v];
    t->village_told[v] = is_off(t, &places, v);
    if (t->village_told[v])
      status =
          tell_place(t, &village_off, r->area.code[area], r->area.name[area], r->village.x_m[v], r->village.y_m[v]);
  }
  return status;
}

static buju_status tell_facilities(const telling *t) {
  const buju_region *r = t->region;
  buju_places places;
  buju_status status = locate(t, r->facility.n, r->facility.x_m, r->facility.y_m, &places);
  for (buju_ix f = 0; f < r->facility.n && status == BUJU_OK; f++)
    if (is_off(t, &places, f))
      status = tell_place(t, &facility_off, r->facility.code[f], r->facility.name[f], r->facility.x_m[f],
                          r->facility.y_m[f]);
  return status;
}

/* Settlements are in the order of their villages: one row for each village that has some off the terrain. */
static buju_status tell_settlements(const telling *t) {
  const buju_region *r = t->region;
  buju_places places;
  buju_status status = locate(t, r->demand.n, r->demand.x_m, r->demand.y_m, &places);
  for (buju_ix d = 0, next; d < r->demand.n && status == BUJU_OK; d = next) {
    buju_ix v = r->demand.village[d], off = 0, area = r->village.area[v];
    for (next = d; next < r->demand.n && r->demand.village[next] == v; next++) off += is_off(t, &places, next);
    if (off > 0 && !t->village_told[v])
      status =
          tell(t, &settlements_off, r->area.code[area],
               (buju_said){NULL,
                           {who(r->area.name[area], r->area.code[area]), buju_int(off), buju_int(next - d), reach(t)}});
  }
  return status;
}

/* The input whose cells the terrain has: the elevation, else the land cover. */
static const char *file_of(const buju_scenario *scenario) {
  const char *file = NULL;
  for (buju_ix i = 0; i < scenario->inputs; i++) {
    const buju_input *input = &scenario->input[i];
    if (input->role == BUJU_INPUT_DEM || (input->role == BUJU_INPUT_LAND_COVER && file == NULL)) file = input->shown;
  }
  return file;
}

buju_status buju_terrain_tell(buju_ctx *ctx, const buju_scenario *scenario, buju_region *region) {
  buju_travel *travel = NULL;
  if (region->ground.raster.columns == 0) return BUJU_OK;
  telling t = {.ctx = ctx, .region = region, .file = file_of(scenario), .scratch = buju_arena_new()};
  if (t.scratch == NULL) return buju_fail_memory(ctx);
  t.village_told = BUJU_NEW(t.scratch, bool, region->village.n);
  buju_status status = t.village_told != NULL ? BUJU_OK : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_travel_terrain(ctx, &region->ground, &region->road, &scenario->travel, &travel);
  t.travel = travel;
  if (status == BUJU_OK) status = tell_villages(&t);
  if (status == BUJU_OK) status = tell_settlements(&t);
  if (status == BUJU_OK) status = tell_facilities(&t);
  buju_travel_free(travel);
  buju_arena_free(t.scratch);
  return status;
}
