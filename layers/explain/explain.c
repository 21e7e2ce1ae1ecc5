/* Opening a written plan and answering. SPDX-License-Identifier: Apache-2.0 */
#include "layers/explain/explain.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/reason.h"
#include "layers/sqlite_says.h"

BUJU_MSG(unreadable, "{0}：无法读取（{1}）；请确认这是 buju plan 写出的文件",
         "{0}: cannot be read ({1}); is it a file written by buju plan?");
BUJU_MSG(not_plan, "{0}：不是 buju 写出的方案；请给出 buju plan 写出的 .gpkg 文件",
         "{0}: is no plan written by buju; give the .gpkg file that buju plan wrote");

buju_status buju_asked_fail(const buju_asked *asked) {
  return buju_fail(asked->ctx, BUJU_E_OPEN, BUJU_SAY(unreadable, buju_text(asked->path), buju_sqlite_says(asked->db)));
}

buju_status buju_asked_prepare(const buju_asked *asked, const char *sql, const char *text, sqlite3_stmt **statement) {
  if (sqlite3_prepare_v2(asked->db, sql, -1, statement, NULL) != SQLITE_OK) return buju_asked_fail(asked);
  if (text != NULL && sqlite3_bind_text(*statement, 1, text, -1, SQLITE_STATIC) != SQLITE_OK) {
    sqlite3_finalize(*statement);
    return buju_asked_fail(asked);
  }
  return BUJU_OK;
}

buju_status buju_asked_has_layer(const buju_asked *asked, const char *name, bool *has) {
  sqlite3_stmt *statement = NULL;
  buju_status status =
      buju_asked_prepare(asked, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1", name, &statement);
  if (status != BUJU_OK) return status;
  *has = sqlite3_step(statement) == SQLITE_ROW;
  sqlite3_finalize(statement);
  return BUJU_OK;
}

static buju_status check_format(const buju_asked *asked) {
  BUJU_MSG(other, "{0}：由另一版本的 buju 写出（格式 {1}）；请用本版本的 buju plan 重新规划",
           "{0}: written by another version of buju (format {1}); plan again with this one");
  static const char sql[] =
      "SELECT value = 'buju-plan/1', value LIKE 'buju-plan/%', substr(value, 1, 32) FROM run_info "
      "WHERE key = 'format'";
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(asked->db, sql, -1, &statement, NULL);
  bool said = code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW;
  buju_status status = BUJU_OK;
  if (said && sqlite3_column_int(statement, 0) == 0 && sqlite3_column_int(statement, 1) != 0)
    status =
        buju_fail(asked->ctx, BUJU_E_OPEN,
                  BUJU_SAY(other, buju_text(asked->path), buju_text((const char *)sqlite3_column_text(statement, 2))));
  else if (code != SQLITE_OK && code != SQLITE_ERROR) /* SQLITE_ERROR: no such table */
    status = buju_asked_fail(asked);
  else if (!said || sqlite3_column_int(statement, 0) == 0)
    status = buju_fail(asked->ctx, BUJU_E_OPEN, BUJU_SAY(not_plan, buju_text(asked->path)));
  sqlite3_finalize(statement);
  return status;
}

buju_status buju_asked_open(buju_asked *asked) {
  BUJU_MSG(not_there, "{0}：无法打开（{1}）；请检查路径", "{0}: cannot be opened ({1}); look at the path");
  BUJU_MSG(no_file, "{0}：不是文件；请给出 buju plan 写出的 .gpkg 文件",
           "{0}: no file; give the .gpkg that buju plan wrote");
  struct stat info;
  if (access(asked->path, R_OK) != 0)
    return buju_fail(asked->ctx, BUJU_E_OPEN, BUJU_SAY(not_there, buju_text(asked->path), buju_reason(errno)));
  if (stat(asked->path, &info) == 0 && !S_ISREG(info.st_mode)) /* SQLite would wait for a pipe */
    return buju_fail(asked->ctx, BUJU_E_OPEN, BUJU_SAY(no_file, buju_text(asked->path)));
  if (sqlite3_open_v2(asked->path, &asked->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) return buju_asked_fail(asked);
  sqlite3_db_config(asked->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(asked->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return check_format(asked);
}

buju_status buju_explain(buju_ctx *ctx, const char *path, const char *code, buju_explanation **out) {
  buju_arena *arena = buju_arena_new();
  buju_explanation *answer = arena != NULL ? BUJU_NEW(arena, buju_explanation, 1) : NULL;
  if (answer == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  answer->arena = arena;
  buju_asked asked = {ctx, path, NULL, answer};
  buju_status status = buju_asked_open(&asked);
  if (status == BUJU_OK) status = buju_explain_find(&asked, code);
  if (status == BUJU_OK) status = buju_explain_collect(&asked);
  sqlite3_close(asked.db);
  if (status == BUJU_OK)
    *out = answer;
  else
    buju_explanation_free(answer);
  return status;
}

void buju_explanation_free(buju_explanation *explanation) {
  if (explanation != NULL) buju_arena_free(explanation->arena); /* the explanation itself lives in it */
}

const char *buju_explanation_code(const buju_explanation *explanation) { return explanation->code; }

const buju_section *buju_explanation_section(const buju_explanation *explanation, size_t i) {
  return i < explanation->n ? &explanation->section[i] : NULL;
}
