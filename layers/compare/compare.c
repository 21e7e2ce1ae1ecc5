/* Opening two plans and telling them apart. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "layers/compare/compare_parts.h"

bool buju_compare_text(const buju_comparing *c, sqlite3_stmt *statement, int column, const char **out) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  *out = text != NULL ? buju_arena_text(c->result->arena, text) : NULL;
  return text == NULL || *out != NULL;
}

/* The first cell of a query's first row as text; NULL where there is none. */
static buju_status one_text(const buju_comparing *c, const char *sql, const char **out) {
  sqlite3_stmt *statement = NULL;
  *out = NULL;
  buju_status status = buju_asked_prepare(&c->to, sql, NULL, &statement);
  if (status == BUJU_OK && sqlite3_step(statement) == SQLITE_ROW && !buju_compare_text(c, statement, 0, out))
    status = buju_fail_memory(c->ctx);
  sqlite3_finalize(statement);
  return status;
}

static buju_status read_head(buju_comparing *c) {
  BUJU_MSG(no_crs, "{0}：方案的坐标系读不出来；请用 buju plan 重新生成",
           "{0}: the plan's CRS cannot be read; plan it again");
  const char *geometry, *day;
  buju_date as_of = {0, 0, 0};
  buju_status status = one_text(c,
                                "SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = (SELECT srs_id FROM "
                                "gpkg_geometry_columns WHERE table_name = 'villages')",
                                &c->result->crs_wkt);
  if (status == BUJU_OK)
    status =
        one_text(c, "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = 'villages'", &geometry);
  if (status == BUJU_OK) status = one_text(c, "SELECT value FROM run_info WHERE key = 'as_of'", &day);
  if (status != BUJU_OK) return status;
  if (c->result->crs_wkt == NULL || geometry == NULL)
    return buju_fail(c->ctx, BUJU_E_OPEN, BUJU_SAY(no_crs, buju_text(c->to.path)));
  c->result->polygons = sqlite3_stricmp(geometry, "POINT") != 0;
  int year, month, dom;
  if (day != NULL && sscanf(day, "%4d-%2d-%2d", &year, &month, &dom) == 3)
    as_of = (buju_date){(int16_t)year, (uint8_t)month, (uint8_t)dom};
  c->result->as_of = as_of;
  return BUJU_OK;
}

static buju_status compare(buju_comparing *c) {
  buju_status status = buju_asked_open(&c->from);
  if (status == BUJU_OK) status = buju_asked_open(&c->to);
  if (status == BUJU_OK) status = read_head(c);
  if (status == BUJU_OK) status = buju_compare_settings(c);
  if (status == BUJU_OK) status = buju_compare_totals(c);
  return status == BUJU_OK ? buju_compare_things(c) : status;
}

buju_status buju_compare(buju_ctx *ctx, const char *from, const char *to, buju_comparison **out) {
  buju_arena *arena = buju_arena_new();
  buju_comparison *result = arena != NULL ? BUJU_NEW(arena, buju_comparison, 1) : NULL;
  if (result == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *result = (buju_comparison){.arena = arena, .from = buju_arena_text(arena, from), .to = buju_arena_text(arena, to)};
  buju_comparing c = {ctx, {ctx, from, NULL, NULL}, {ctx, to, NULL, NULL}, result};
  buju_status status = result->from != NULL && result->to != NULL ? compare(&c) : buju_fail_memory(ctx);
  sqlite3_close(c.from.db);
  sqlite3_close(c.to.db);
  if (status == BUJU_OK)
    *out = result;
  else
    buju_comparison_free(result);
  return status;
}

void buju_comparison_free(buju_comparison *comparison) {
  if (comparison != NULL) buju_arena_free(comparison->arena); /* the comparison itself lives in it */
}

const buju_paired *buju_comparison_setting(const buju_comparison *comparison, size_t i) {
  return i < comparison->settings.n ? &comparison->settings.row[i] : NULL;
}

const buju_paired *buju_comparison_total(const buju_comparison *comparison, size_t i) {
  return i < comparison->totals.n ? &comparison->totals.row[i] : NULL;
}

const buju_changed *buju_comparison_village(const buju_comparison *comparison, size_t i) {
  return i < comparison->villages.n ? &comparison->villages.row[i].shown : NULL;
}

const buju_changed *buju_comparison_site(const buju_comparison *comparison, size_t i) {
  return i < comparison->sites.n ? &comparison->sites.row[i].shown : NULL;
}
