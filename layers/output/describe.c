/* The GeoPackage schema extension: what columns are called and mean, and which values they may hold. GDAL 3.6 writes
 * none of it, so it goes in through SQLite, which here touches no row of a layer. SPDX-License-Identifier: Apache-2.0 */
#include <sqlite3.h>
#include <string.h>

#include "layers/output/output.h"
#include "layers/sqlite_says.h"

static const char create_tables[] =
    "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,"
    " definition TEXT NOT NULL, scope TEXT NOT NULL,"
    " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));"
    "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,"
    " description TEXT, mime_type TEXT, constraint_name TEXT,"
    " CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT gdc_tn UNIQUE (table_name, name));"
    "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL,"
    " value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,"
    " CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));"
    "INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema',"
    " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),"
    " ('gpkg_data_column_constraints', NULL, 'gpkg_schema',"
    " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');";

/* Binds texts in order, runs and resets; NULL stays NULL. */
static int insert(sqlite3_stmt *statement, const char *const *text, int n) {
  sqlite3_reset(statement);
  for (int i = 0; i < n; i++) {
    int code = text[i] != NULL ? sqlite3_bind_text(statement, i + 1, text[i], -1, SQLITE_STATIC)
                               : sqlite3_bind_null(statement, i + 1);
    if (code != SQLITE_OK) return code;
  }
  int code = sqlite3_step(statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static const char *say(buju_lang lang, const buju_msg *msg) { return lang == BUJU_ZH ? msg->zh : msg->en; }

/* In the reader's language: GDAL 3.7 and newer take the names for aliases, and the descriptions for value lists. */
static int add_domains(sqlite3 *db, buju_lang lang) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db,
                                "INSERT INTO gpkg_data_column_constraints(constraint_name, constraint_type, value,"
                                " description) VALUES (?1, 'enum', ?2, ?3)",
                                -1, &statement, NULL);
  for (int d = 1; d < BUJU_DOMAINS && code == SQLITE_OK; d++)
    for (buju_ix i = 0; i < buju_domain_specs[d].n && code == SQLITE_OK; i++) {
      const buju_word_entry *entry = &buju_domain_specs[d].words[i];
      const char *const text[] = {buju_domain_specs[d].name, entry->id, say(lang, &entry->word)};
      code = insert(statement, text, 3);
    }
  sqlite3_finalize(statement);
  return code;
}

static int add_columns(sqlite3 *db, const buju_tally *tally, buju_lang lang) {
  buju_lang other = lang == BUJU_ZH ? BUJU_EN : BUJU_ZH;
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db,
                                "INSERT INTO gpkg_data_columns(table_name, column_name, name, title, description,"
                                " constraint_name) VALUES (?1, ?2, ?3, ?4, ?5 || ' ' || ?6, ?7)",
                                -1, &statement, NULL);
  for (int l = 0; l < BUJU_LAYERS && code == SQLITE_OK; l++) {
    const buju_layer_spec *layer = &buju_layer_specs[l];
    for (buju_ix c = 0; tally->written[l] && c < layer->n && code == SQLITE_OK; c++) {
      const buju_column_spec *column = &layer->column[c];
      const char *domain = column->domain != BUJU_DOMAIN_NONE ? buju_domain_specs[column->domain].name : NULL;
      const char *const text[] = {layer->name,
                                  column->name,
                                  say(lang, &column->alias),
                                  say(other, &column->alias),
                                  say(lang, &column->text),
                                  say(other, &column->text),
                                  domain};
      code = insert(statement, text, 7);
    }
  }
  sqlite3_finalize(statement);
  return code;
}

buju_status buju_gpkg_describe(const buju_output *out, const char *path, const buju_tally *tally) {
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec(db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL);
  if (code == SQLITE_OK) code = sqlite3_exec(db, create_tables, NULL, NULL, NULL);
  if (code == SQLITE_OK) code = add_domains(db, buju_ctx_lang(out->ctx));
  if (code == SQLITE_OK) code = add_columns(db, tally, buju_ctx_lang(out->ctx));
  if (code == SQLITE_OK) code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  buju_status status = BUJU_OK;
  if (code != SQLITE_OK)
    status = buju_fail(out->ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(out->shown), buju_sqlite_says(db)));
  if (sqlite3_close(db) != SQLITE_OK && status == BUJU_OK)
    status = buju_fail(out->ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(out->shown), buju_text("sqlite3")));
  return status;
}
