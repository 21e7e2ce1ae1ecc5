/* Which columns a selector sees. SPDX-License-Identifier: Apache-2.0 */
#include "layers/select/region.h"

#include <string.h>

static const char text_type[] = "TEXT", integer_type[] = "INTEGER", real_type[] = "REAL", blob_type[] = "BLOB";

static bool add_all(buju_view *view, const buju_view_column *columns, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!buju_view_add(view, columns[i])) return false;
  return true;
}

/* The area row of a level above each village, or BUJU_NONE. */
static buju_ix *areas_of_level(const buju_region *region, buju_level level, buju_arena *arena) {
  buju_ix *out = BUJU_NEW(arena, buju_ix, region->village.n);
  for (buju_ix v = 0; out != NULL && v < region->village.n; v++) {
    buju_ix area = region->village.area[v];
    while (area != BUJU_NONE && region->area.level[area] != level) area = region->area.parent[area];
    out[v] = area;
  }
  return out;
}

/* Each village's polygon, or its point where it has none. */
static void put_village_geometry(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const buju_region *region = column->data;
  buju_ix area = region->village.area[row];
  buju_view_column shape = {.data = region->area.shape},
                   point = {.data = region->village.x_m, .more = region->village.y_m};
  if (region->area.shape != NULL && region->area.shape[area].wkb != NULL)
    buju_view_shape(sqlite, &shape, area);
  else
    buju_view_point(sqlite, &point, row);
}

static void put_is_polygon(sqlite3_context *sqlite, const buju_view_column *column, buju_ix row) {
  const buju_region *region = column->data;
  sqlite3_result_int(sqlite, region->area.shape != NULL && region->area.shape[region->village.area[row]].wkb != NULL);
}

buju_status buju_select_villages(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                 const int64_t *as_of_year, buju_arena *arena, buju_view *view) {
  const buju_ix *self = region->village.area;
  const buju_ix *town = areas_of_level(region, BUJU_TOWNSHIP, arena),
                *county = areas_of_level(region, BUJU_COUNTY, arena);
  if (town == NULL || county == NULL) return buju_fail_memory(ctx);
  buju_people_n *const *people = region->village.people;
  const buju_view_column columns[] = {
      {"code", text_type, buju_view_text, region->area.code, self, NULL, NULL},
      {"name", text_type, buju_view_text, region->area.name, self, NULL, NULL},
      {"area_type", text_type, buju_view_word, region->area.kind, self, buju_area_kind_words, NULL},
      {"township", text_type, buju_view_text, region->area.name, town, NULL, NULL},
      {"township_code", text_type, buju_view_text, region->area.code, town, NULL, NULL},
      {"township_kind", text_type, buju_view_word, region->area.kind, town, buju_area_kind_words, NULL},
      {"county", text_type, buju_view_text, region->area.name, county, NULL, NULL},
      {"county_code", text_type, buju_view_text, region->area.code, county, NULL, NULL},
      {"people", integer_type, buju_view_people, people[scenario->population], NULL, NULL, NULL},
      {"people_resident", integer_type, buju_view_people, people[BUJU_RESIDENT], NULL, NULL, NULL},
      {"people_registered", integer_type, buju_view_people, people[BUJU_REGISTERED], NULL, NULL, NULL},
      {"households", integer_type, buju_view_int32, region->village.households, NULL, NULL, NULL},
      {"area_km2", real_type, buju_view_km2, region->village.area_m2, NULL, NULL, NULL},
      {"category", text_type, buju_view_text, region->village.category, NULL, NULL, NULL},
      {"thc_seat", integer_type, buju_view_tri, region->village.thc_seat, NULL, NULL, NULL},
      {"converted", integer_type, buju_view_tri, region->village.converted, NULL, NULL, NULL},
      {"demolition_year", integer_type, buju_view_year, region->village.demolition_year, NULL, NULL, NULL},
      {"is_polygon", integer_type, put_is_polygon, region, NULL, NULL, NULL},
      {"x_m", real_type, buju_view_real, region->village.x_m, NULL, NULL, NULL},
      {"y_m", real_type, buju_view_real, region->village.y_m, NULL, NULL, NULL},
      {"geometry", blob_type, put_village_geometry, region, NULL, NULL, NULL},
      {"as_of_year", integer_type, buju_view_constant, as_of_year, NULL, NULL, NULL},
  };
  view->n = region->village.n;
  bool added = add_all(view, columns, sizeof columns / sizeof *columns);
  if (added && region->village.source != NULL)
    added = buju_view_add_table(view, region->village.source, region->village.source_row);
  return added ? BUJU_OK : buju_fail_memory(ctx);
}

static int32_t *count_doctors(const buju_region *region, buju_arena *arena) {
  int32_t *doctors = BUJU_NEW(arena, int32_t, region->facility.n);
  for (buju_ix i = 0; doctors != NULL && i < region->staff.n; i++)
    if (region->staff.facility[i] != BUJU_NONE) doctors[region->staff.facility[i]]++;
  return doctors;
}

/* The area row of each facility's village, or BUJU_NONE. */
static buju_ix *village_areas(const buju_region *region, buju_arena *arena) {
  buju_ix *out = BUJU_NEW(arena, buju_ix, region->facility.n);
  for (buju_ix f = 0; out != NULL && f < region->facility.n; f++) {
    buju_ix village = region->facility.village[f];
    out[f] = village != BUJU_NONE ? region->village.area[village] : BUJU_NONE;
  }
  return out;
}

static bool add_flags(buju_view *view, const buju_region *region) {
  for (int flag = 0; flag < BUJU_FLAGS; flag++) {
    buju_view_column column = {
        buju_flag_words[flag].id, integer_type, buju_view_tri, region->facility.flag[flag], NULL, NULL, NULL};
    if (!buju_view_add(view, column)) return false;
  }
  return true;
}

buju_status buju_select_facilities(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                   const int64_t *as_of_year, buju_arena *arena, buju_view *view) {
  const buju_ix *in = region->facility.village, *area = village_areas(region, arena), *town = region->facility.township;
  const int32_t *doctors = count_doctors(region, arena);
  if (area == NULL || doctors == NULL) return buju_fail_memory(ctx);
  const buju_view_column columns[] = {
      {"code", text_type, buju_view_text, region->facility.code, NULL, NULL, NULL},
      {"name", text_type, buju_view_text, region->facility.name, NULL, NULL, NULL},
      {"kind", text_type, buju_view_word, region->facility.kind, NULL, buju_service_words, NULL},
      {"village", text_type, buju_view_text, region->area.code, area, NULL, NULL},
      {"village_name", text_type, buju_view_text, region->area.name, area, NULL, NULL},
      {"township", text_type, buju_view_text, region->area.name, town, NULL, NULL},
      {"township_code", text_type, buju_view_text, region->area.code, town, NULL, NULL},
      {"floor_m2", real_type, buju_view_real, region->facility.floor_m2, NULL, NULL, NULL},
      {"level", text_type, buju_view_text, region->facility.level, NULL, NULL, NULL},
      {"level_rank", integer_type, buju_view_int8, region->facility.capability, NULL, NULL, NULL},
      {"stars", integer_type, buju_view_int8, region->facility.stars, NULL, NULL, NULL},
      {"doctors", integer_type, buju_view_int32, doctors, NULL, NULL, NULL},
      {"gps", integer_type, buju_view_int32, region->facility.specialists[BUJU_SPECIALTY_GENERAL_PRACTICE], NULL, NULL,
       NULL},
      {"public_health_doctors", integer_type, buju_view_int32,
       region->facility.specialists[BUJU_SPECIALTY_PUBLIC_HEALTH], NULL, NULL, NULL},
      {"tcm_doctors", integer_type, buju_view_int32, region->facility.specialists[BUJU_SPECIALTY_TCM], NULL, NULL,
       NULL},
      {"village_area_type", text_type, buju_view_word, region->area.kind, area, buju_area_kind_words, NULL},
      {"village_people", integer_type, buju_view_people, region->village.people[scenario->population], in, NULL, NULL},
      {"village_category", text_type, buju_view_text, region->village.category, in, NULL, NULL},
      {"village_converted", integer_type, buju_view_tri, region->village.converted, in, NULL, NULL},
      {"village_thc_seat", integer_type, buju_view_tri, region->village.thc_seat, in, NULL, NULL},
      {"village_demolition_year", integer_type, buju_view_year, region->village.demolition_year, in, NULL, NULL},
      {"x_m", real_type, buju_view_real, region->facility.x_m, NULL, NULL, NULL},
      {"y_m", real_type, buju_view_real, region->facility.y_m, NULL, NULL, NULL},
      {"geometry", blob_type, buju_view_point, region->facility.x_m, NULL, NULL, region->facility.y_m},
      {"as_of_year", integer_type, buju_view_constant, as_of_year, NULL, NULL, NULL},
  };
  view->n = region->facility.n;
  bool added = add_all(view, columns, sizeof columns / sizeof *columns) && add_flags(view, region);
  if (added && region->facility.source != NULL)
    added = buju_view_add_table(view, region->facility.source, region->facility.source_row);
  return added ? BUJU_OK : buju_fail_memory(ctx);
}
