/* An allow-list: what is not named here is not done. A progress handler cannot stop a function once it runs, so that
 * functions that can be made to run long, to fill memory, or to answer differently tomorrow are left out: ST_Buffer,
 * printf, zeroblob, randomblob, random, date('now'), load_extension. SPDX-License-Identifier: Apache-2.0 */
#include "layers/select/guard.h"

#include <string.h>

const char *const buju_guard_functions[] = {"abs",       "cast",   "coalesce", "glob",    "ifnull", "iif",
                                            "instr",     "length", "like",     "lower",   "ltrim",  "max",
                                            "min",       "nullif", "round",    "rtrim",   "sign",   "substr",
                                            "substring", "trim",   "typeof",   "unicode", "upper",  NULL};

/* Cheap ones, linear in the geometries' sizes or nearly, that answer NULL where a geometry is missing. */
const char *const buju_guard_spatial[] = {"Area",
                                          "ST_Area",
                                          "BuildMbr",
                                          "Centroid",
                                          "ST_Centroid",
                                          "Contains",
                                          "ST_Contains",
                                          "Disjoint",
                                          "ST_Disjoint",
                                          "Distance",
                                          "ST_Distance",
                                          "GeomFromText",
                                          "ST_GeomFromText",
                                          "Intersects",
                                          "ST_Intersects",
                                          "GLength",
                                          "ST_Length",
                                          "MakePoint",
                                          "ST_Point",
                                          "MbrMaxX",
                                          "MbrMaxY",
                                          "MbrMinX",
                                          "MbrMinY",
                                          "ST_MaxX",
                                          "ST_MaxY",
                                          "ST_MinX",
                                          "ST_MinY",
                                          "Perimeter",
                                          "ST_Perimeter",
                                          "Touches",
                                          "ST_Touches",
                                          "Within",
                                          "ST_Within",
                                          "X",
                                          "ST_X",
                                          "Y",
                                          "ST_Y",
                                          NULL};

enum {
  VALUE_BYTES = 64 * 1024 * 1024, /* a village's polygon fits */
  SQL_BYTES = 8 * 1024,
  EXPRESSION_DEPTH = 100,
  PATTERN_BYTES = 200,
};

static bool in_list(const char *const *list, const char *name, size_t n) {
  for (size_t i = 0; list[i] != NULL; i++)
    if (strlen(list[i]) == n && sqlite3_strnicmp(list[i], name, (int)n) == 0) return true;
  return false;
}

static bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

/* The end of what starts at p and hides its contents: a quoted text or name, a comment. p itself when nothing does;
 * NULL when it is never closed. */
static const char *skip_hidden(const char *p) {
  if (p[0] == '-' && p[1] == '-') return p + strcspn(p, "\n");
  if (p[0] == '/' && p[1] == '*') {
    const char *end = strstr(p + 2, "*/");
    return end != NULL ? end + 2 : NULL;
  }
  if (strchr("'\"`[", *p) == NULL) return p;
  const char *end = strchr(p + 1, *p == '[' ? ']' : *p);
  return end != NULL ? end + 1 : NULL; /* a doubled quote ends one text and starts the next */
}

const buju_msg *buju_guard_text(const char *sql, bool *spatial) {
  BUJU_MSG(unpaired, "{0}：筛选条件的引号或括号不成对", "{0}: quotes or brackets of the selector do not pair");
  BUJU_MSG(statement, "{0}：筛选条件只能是一个表达式，不能含“;”", "{0}: a selector is one expression, without \";\"");
  int open = 0;
  *spatial = false;
  for (const char *p = sql; *p != '\0';) {
    const char *end = skip_hidden(p);
    if (end == NULL) return &unpaired;
    if (end > p) {
      p = end;
      continue;
    }
    if (*p == ';') return &statement;
    if (*p == '(') open++;
    if (*p == ')' && --open < 0) return &unpaired;
    if (!is_name(*p)) {
      p++;
      continue;
    }
    while (is_name(*end)) end++;
    size_t n = (size_t)(end - p);
    end += strspn(end, " \t\r\n");
    if (*end == '(' && in_list(buju_guard_spatial, p, n)) *spatial = true;
    p = end;
  }
  return open == 0 ? NULL : &unpaired;
}

static int deny(buju_guard *guard, const buju_msg *why, const char *what) {
  guard->refused = why;
  sqlite3_snprintf((int)sizeof guard->denied, guard->denied, "%s", what != NULL ? what : "");
  return SQLITE_DENY;
}

static int authorize(void *user, int action, const char *a, const char *b, const char *database, const char *trigger) {
  BUJU_MSG(subquery, "{0}：筛选条件里不能再写 SELECT", "{0}: a selector holds no SELECT of its own");
  BUJU_MSG(function, "{0}：筛选条件不能用函数“{2}”", "{0}: a selector must not use the function \"{2}\"");
  BUJU_MSG(other, "{0}：筛选条件只能读取本表各列", "{0}: a selector only reads the columns of its table");
  buju_guard *guard = user;
  (void)database;
  (void)trigger;
  if (action == SQLITE_READ && sqlite3_stricmp(a, guard->table) == 0) return SQLITE_OK;
  if (action == SQLITE_SELECT) return ++guard->selects == 1 ? SQLITE_OK : deny(guard, &subquery, NULL);
  if (action != SQLITE_FUNCTION) return deny(guard, &other, a);
  size_t n = b != NULL ? strlen(b) : 0;
  if (b != NULL && (in_list(buju_guard_functions, b, n) || in_list(buju_guard_spatial, b, n))) return SQLITE_OK;
  return deny(guard, &function, b);
}

void buju_guard_attach(sqlite3 *db, buju_guard *guard) {
  static const struct {
    int id, value;
  } limits[] = {{SQLITE_LIMIT_LENGTH, VALUE_BYTES},
                {SQLITE_LIMIT_SQL_LENGTH, SQL_BYTES},
                {SQLITE_LIMIT_EXPR_DEPTH, EXPRESSION_DEPTH},
                {SQLITE_LIMIT_COMPOUND_SELECT, 1},
                {SQLITE_LIMIT_ATTACHED, 0},
                {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN_BYTES},
                {SQLITE_LIMIT_VARIABLE_NUMBER, 0},
                {SQLITE_LIMIT_TRIGGER_DEPTH, 0},
                {SQLITE_LIMIT_WORKER_THREADS, 0}};
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) sqlite3_limit(db, limits[i].id, limits[i].value);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* "name" is a column, never quietly a text */
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_set_authorizer(db, authorize, guard);
}
