/* Reading back what was written: GDALClose reports nothing, so the file itself is asked.
 * SPDX-License-Identifier: Apache-2.0 */
#include <sqlite3.h>
#include <stdio.h>

#include "layers/output/output.h"
#include "layers/sqlite_says.h"

/* The one number a query gives; negative when it fails. */
static int64_t ask(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  int64_t answer = -1;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    answer = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return answer;
}

/* Layer names come from our own table, so they may stand in the SQL. */
static bool counts_agree(sqlite3 *db, const buju_layer_spec *layer, buju_ix rows, int64_t *found) {
  char sql[256];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\"", layer->name);
  *found = ask(db, sql);
  if (*found != rows) return false;
  if (layer->geometry == BUJU_GEOMETRY_NONE || rows < BUJU_INDEXED_FROM_ROWS) return true;
  snprintf(sql, sizeof sql,
           "SELECT (SELECT count(*) FROM \"%s\" WHERE geom IS NOT NULL) - (SELECT count(*) FROM \"rtree_%s_geom\")",
           layer->name, layer->name);
  return ask(db, sql) == 0;
}

buju_status buju_gpkg_verify(const buju_output *out, const char *path, const buju_tally *tally) {
  BUJU_MSG(reread, "重新读取时图层 {0} 应有 {1} 行，实有 {2} 行",
           "on reading back, layer {0} has {2} row{2?|s} instead of {1}");
  sqlite3 *db = NULL;
  buju_status status = BUJU_OK;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    status = buju_fail(out->ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(out->shown), buju_sqlite_says(db)));
  for (int l = 0; l < BUJU_LAYERS && status == BUJU_OK; l++) {
    int64_t found = 0;
    if (!tally->written[l] || counts_agree(db, &buju_layer_specs[l], tally->rows[l], &found)) continue;
    char detail[256];
    buju_said said = BUJU_SAY(reread, buju_text(buju_layer_specs[l].name), buju_int(tally->rows[l]), buju_int(found));
    buju_say(buju_ctx_lang(out->ctx), &said, detail, sizeof detail);
    status = buju_fail(out->ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(out->shown), buju_text(detail)));
  }
  sqlite3_close(db);
  return status;
}
