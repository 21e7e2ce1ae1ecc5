/* From a scenario's inputs to a region: read in the order of the roles, then built step by step.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/region/load.h"

BUJU_MSG(reading, "读取{0}", "reading {0}");
BUJU_KIND(raster_unused, BUJU_NOTE, "已有居民点，人口栅格未使用",
          "settlements are given, the raster of people is not used", "未读入", "not read");
BUJU_MSG(building, "整理行政村、人口与机构", "linking villages, people and facilities");
BUJU_MSG(reading_ground, "读取地形", "reading the terrain");
BUJU_MSG(reading_roads, "读取道路", "reading roads");

/* ---- what the steps share ---- */

/* Villages can be found by place and by name. */
static buju_status index_villages(buju_build *b) {
  buju_region *r = b->region;
  if (r->village.polygons) {
    b->village_rings = BUJU_NEW(b->scratch, buju_rings, r->village.n);
    if (b->village_rings == NULL) return buju_fail_memory(b->ctx);
    for (buju_ix v = 0; v < r->village.n; v++) {
      buju_status status = buju_rings_read(b->ctx, b->village_shape[v], b->scratch, &b->village_rings[v]);
      if (status != BUJU_OK) return status;
    }
  }
  buju_status status =
      buju_locator_new(b->ctx, b->geos, r->village.n, b->village_rings, b->inside_x, b->inside_y, &b->locator);
  if (status != BUJU_OK) return status;
  return buju_names_new(b->ctx, r->village.n, b->village_name, b->village_township, b->scratch, &b->names);
}

/* A raster of people stands in for settlements. */
static buju_status read_raster(buju_build *b) {
  if (b->raster == NULL) return BUJU_OK;
  if (b->part[BUJU_INPUT_SETTLEMENTS].layer == NULL) return buju_raster_build(b, b->raster);
  return buju_build_find(b, NULL, &raster_unused, BUJU_NONE, BUJU_FIELDS, NULL, BUJU_NO_ARGS);
}

buju_status buju_region_assemble(buju_build *b) {
  buju_status status = buju_villages_build(b);
  if (status == BUJU_OK) status = index_villages(b);
  if (status == BUJU_OK) status = buju_areas_build(b);
  if (status == BUJU_OK) status = buju_people_join(b);
  if (status == BUJU_OK) status = buju_county_check(b);
  if (status == BUJU_OK) status = buju_settlements_build(b);
  if (status == BUJU_OK) status = read_raster(b);
  if (status == BUJU_OK) status = buju_estates_build(b);
  if (status == BUJU_OK) status = buju_demand_build(b);
  if (status == BUJU_OK) status = buju_people_check(b);
  if (status == BUJU_OK) status = buju_facilities_build(b);
  if (status == BUJU_OK) status = buju_progress_build(b);
  if (status == BUJU_OK) status = buju_rounds_build(b);
  if (status == BUJU_OK) status = buju_seats_build(b);
  if (status == BUJU_OK) status = buju_premises_build(b);
  if (status == BUJU_OK) status = buju_adjacency_build(b);
  if (status == BUJU_OK) buju_shapes_measure(b->region);
  return status;
}

/* ---- from files ---- */

static buju_status read_input(buju_build *b, const buju_input *input, buju_crs_target *target) {
  buju_layer *layer = NULL;
  buju_region *r = b->region;
  if (input->role == BUJU_INPUT_POPULATION && buju_raster_is(input->path)) {
    b->raster = input;
    return BUJU_OK;
  }
  buju_status status = buju_source_read(b->ctx, b->scenario, input, target, &r->findings, r->arena, &layer);
  return status == BUJU_OK ? buju_build_take(b, input, layer) : status;
}

static buju_status read_all(buju_build *b, buju_crs_target *target) {
  static const buju_msg words[] = {
#define ROLE_WORD(name, id, zh, en) {zh, en},
      BUJU_INPUT_TABLE(ROLE_WORD)};
  buju_status status = BUJU_OK;
  for (int role = 0; role < BUJU_INPUT_ROADS; role++)
    for (buju_ix i = 0; i < b->scenario->inputs && status == BUJU_OK; i++) {
      if (b->scenario->input[i].role != (buju_input_role)role) continue;
      buju_ctx_step(b->ctx, BUJU_SAY(reading, buju_word(&words[role])), (double)role / BUJU_INPUT_ROLES);
      status = read_input(b, &b->scenario->input[i], target);
    }
  b->region->crs.name = target->name;
  b->region->crs.wkt = target->wkt;
  return status;
}

buju_status buju_region_load(buju_ctx *ctx, const buju_scenario *scenario, buju_region **out) {
  buju_arena *arena = buju_arena_new();
  buju_region *region = arena != NULL ? BUJU_NEW(arena, buju_region, 1) : NULL;
  if (region == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  region->arena = region->findings.arena = arena;
  buju_build build;
  buju_crs_target target = {0};
  buju_status status = buju_build_open(ctx, scenario, region, &build);
  if (status == BUJU_OK) {
    status = read_all(&build, &target);
    if (status == BUJU_OK) {
      buju_ctx_step(ctx, BUJU_SAY(building), 0.6);
      status = buju_region_assemble(&build);
    }
    if (status == BUJU_OK) {
      buju_ctx_step(ctx, BUJU_SAY(reading_roads), 0.8);
      status = buju_roads_read(&build, &target);
    }
    if (status == BUJU_OK) {
      buju_ctx_step(ctx, BUJU_SAY(reading_ground), 0.9);
      status = buju_ground_read(&build, &target);
    }
    buju_build_close(&build);
  }
  buju_crs_target_free(&target);
  if (status == BUJU_OK)
    *out = region;
  else
    buju_region_free(region);
  return status;
}
