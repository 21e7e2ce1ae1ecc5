/* Styles and projects into the finished GeoPackage, and the project beside it. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "layers/qgis/qgis.h"
#include "layers/sqlite_says.h"

/* What QGIS itself makes when a user saves a style or a project into the file. */
static const char create_tables[] =
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),"
    " f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30),"
    " styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
    " update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));"
    "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB);"
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)"
    " SELECT 'layer_styles', 'attributes', 'layer_styles', 'QGIS', max(last_change), 0 FROM gpkg_contents;";

static void write_day(const buju_output *out, char to[40]) {
  buju_date day = out->scenario->as_of;
  snprintf(to, 40, "%04d-%02u-%02uT00:00:00.000Z", day.year, day.month, day.day);
}

/* Binds texts in order and runs once. */
static int insert(sqlite3 *db, const char *sql, const char *const *text, int n) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  for (int i = 0; i < n && code == SQLITE_OK; i++)
    code = sqlite3_bind_text(statement, i + 1, text[i], -1, SQLITE_STATIC);
  if (code == SQLITE_OK) code = sqlite3_step(statement) == SQLITE_DONE ? SQLITE_OK : sqlite3_errcode(db);
  sqlite3_finalize(statement);
  return code;
}

/* The style in the reader's language is the default; a column per thing QGIS asks for. */
static int add_style(const buju_qgis *q, buju_layer_id layer) {
  const buju_layer_spec *spec = &buju_layer_specs[layer];
  char day[40], *qml = buju_qgis_qml(q, layer);
  write_day(q->out, day);
  const char *const text[] = {
      spec->name, spec->geometry != BUJU_GEOMETRY_NONE ? "geom" : "", q->lang == BUJU_ZH ? "中文" : "English",
      qml,        q->lang == buju_ctx_lang(q->out->ctx) ? "1" : "0",  buju_qgis_say(q, &spec->text),
      day};
  int code = insert(q->db,
                    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
                    " styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)"
                    " VALUES ('', '', ?1, ?2, ?3, ?4, '', CAST(?5 AS INTEGER), ?6, '', ?7)",
                    text, 7);
  CPLFree(qml);
  return code;
}

/* A .qgz in memory: one compressed member, no time stamps; *bytes is CPLMalloc'd. */
static bool zip_project(const buju_qgis *q, GByte **bytes, vsi_l_offset *n) {
  char path[64], *project = buju_qgis_project(q);
  snprintf(path, sizeof path, "/vsimem/buju-%p.qgz", (const void *)q);
  char **options = CSLSetNameValue(NULL, "TIMESTAMP", "315532800"); /* 1980-01-01, where zip begins; GDAL 3.7 on */
  void *zip = CPLCreateZip(path, NULL);
  bool good = zip != NULL && CPLCreateFileInZip(zip, BUJU_QGIS_MEMBER, options) == CE_None &&
              CPLWriteFileInZip(zip, project, (int)strlen(project)) == CE_None && CPLCloseFileInZip(zip) == CE_None;
  if (zip != NULL && CPLCloseZip(zip) != CE_None) good = false;
  *bytes = VSIGetMemFileBuffer(path, n, TRUE);
  CSLDestroy(options);
  CPLFree(project);
  return good && *bytes != NULL;
}

static int add_project(const buju_qgis *q, const GByte *zip, vsi_l_offset n) {
  char day[40], metadata[160], *hex = CPLBinaryToHex((int)n, zip);
  write_day(q->out, day);
  snprintf(metadata, sizeof metadata, "{\"last_modified_time\": \"%.19s\", \"last_modified_user\": \"buju\"}", day);
  for (char *c = hex; *c != '\0'; c++)
    if (*c >= 'A' && *c <= 'F') *c = (char)(*c - 'A' + 'a');
  const char *const text[] = {q->lang == BUJU_ZH ? "规划方案" : "Plan", metadata, hex};
  int code = insert(q->db, "INSERT INTO qgis_projects VALUES (?1, CAST(?2 AS BLOB), CAST(?3 AS BLOB))", text, 3);
  CPLFree(hex);
  return code;
}

static bool write_file(const char *path, const GByte *bytes, size_t n) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) return false;
  bool good = fwrite(bytes, 1, n, file) == n;
  return fclose(file) == 0 && good;
}

/* Where the layers lie, and how far villages are apart: the side of the square each has of the box around them. */
static int look_around(buju_qgis *q) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(q->db,
                                "SELECT min(min_x), min(min_y), max(max_x), max(max_y) FROM gpkg_contents"
                                " WHERE table_name IN ('areas', 'villages', 'access_villages', 'changed_villages',"
                                " 'changed_sites') AND min_x IS NOT NULL",
                                -1, &statement, NULL);
  if (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL) {
    q->west_m = sqlite3_column_double(statement, 0);
    q->south_m = sqlite3_column_double(statement, 1);
    q->east_m = sqlite3_column_double(statement, 2);
    q->north_m = sqlite3_column_double(statement, 3);
  }
  sqlite3_finalize(statement);
  double area = (q->east_m - q->west_m) * (q->north_m - q->south_m);
  buju_ix n = q->out->region->village.n > 0 ? q->out->region->village.n : q->tally->rows[BUJU_LAYER_CHANGED_VILLAGES];
  q->village_m = n > 0 && area > 0 ? sqrt(area / n) : 1000;
  return code;
}

static int add_language(buju_qgis *q, buju_lang lang, const char *project_path, bool *written) {
  int code = SQLITE_OK;
  GByte *zip = NULL;
  vsi_l_offset n = 0;
  q->lang = lang;
  for (int l = 0; l < BUJU_LAYERS && code == SQLITE_OK; l++)
    if (q->tally->written[l]) code = add_style(q, (buju_layer_id)l);
  /* A name that is not UTF-8 cannot stand in a project. */
  if (code != SQLITE_OK || !CPLIsUTF8(q->file, -1)) return code;
  *written = zip_project(q, &zip, &n);
  if (*written) code = add_project(q, zip, n);
  if (*written && lang == buju_ctx_lang(q->out->ctx) && project_path != NULL)
    *written = write_file(project_path, zip, (size_t)n);
  CPLFree(zip);
  return code;
}

buju_status buju_qgis_store(const buju_output *out, const char *path, const char *name, const char *project_path,
                            const buju_tally *tally) {
  buju_qgis q = {.out = out, .tally = tally, .file = name};
  bool written = true;
  int code = sqlite3_open_v2(path, &q.db, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec(q.db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL);
  if (code == SQLITE_OK) code = sqlite3_exec(q.db, create_tables, NULL, NULL, NULL);
  if (code == SQLITE_OK) code = look_around(&q);
  if (code == SQLITE_OK) code = add_language(&q, BUJU_ZH, project_path, &written);
  if (code == SQLITE_OK && written) code = add_language(&q, BUJU_EN, project_path, &written);
  if (code == SQLITE_OK) code = sqlite3_exec(q.db, "COMMIT", NULL, NULL, NULL);
  buju_status status = BUJU_OK;
  if (code != SQLITE_OK || !written)
    status = buju_fail(out->ctx, BUJU_E_IO,
                       BUJU_SAY(buju_cannot_write, buju_text(out->shown),
                                code != SQLITE_OK ? buju_sqlite_says(q.db) : buju_text("qgz")));
  if (sqlite3_close(q.db) != SQLITE_OK && status == BUJU_OK)
    status = buju_fail(out->ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(out->shown), buju_text("sqlite3")));
  return status;
}

bool buju_qgis_is_ours(const char *path) {
  char head[512] = "", *member = CPLStrdup(CPLSPrintf("/vsizip/{%s}/" BUJU_QGIS_MEMBER, path));
  CPLPushErrorHandler(CPLQuietErrorHandler);
  VSILFILE *file = VSIFOpenL(member, "rb");
  CPLPopErrorHandler();
  CPLFree(member);
  if (file == NULL) return false;
  VSIFReadL(head, 1, sizeof head - 1, file);
  VSIFCloseL(file);
  return strstr(head, buju_qgis_mark) != NULL;
}
