/* What is meant by a code or a name. SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/doc.h"
#include "core/utf8.h"
#include "layers/explain/explain.h"

enum { SHOWN = 5, LIST_BYTES = 700 };

/* Every village and every site: code, name, whether it is a site, township. */
#define PLACES                                                                                                         \
  "(SELECT code AS code, name AS name, 0 AS is_site, township AS township, NULL AS other FROM villages UNION ALL "     \
  "SELECT site_id, name, 1, township, facility_code FROM sites)"

/* "河田村 421223100201（天城镇）、…" as far as it fits. */
static void list_place(const buju_asked *asked, char list[LIST_BYTES], const char *code, const char *name,
                       const char *township) {
  BUJU_MSG(place, "{0} {1}（{2}）", "{0} {1} ({2})");
  BUJU_MSG(no_township, "{0} {1}", "{0} {1}");
  char text[256];
  buju_said said = BUJU_SAY(place, buju_text(name), buju_text(code), buju_text(township));
  if (township == NULL) said.msg = &no_township;
  buju_say(buju_ctx_lang(asked->ctx), &said, text, sizeof text);
  const char *comma = buju_ctx_lang(asked->ctx) == BUJU_ZH ? "、" : ", ";
  size_t n = strlen(list);
  if (n + strlen(comma) + strlen(text) < LIST_BYTES)
    snprintf(list + n, LIST_BYTES - n, "%s%s", n > 0 ? comma : "", text);
}

static const char *column(sqlite3_stmt *statement, int i) { return (const char *)sqlite3_column_text(statement, i); }

/* Takes the one row a query gives for text; lists them when there are more. *found is how many. */
static buju_status take_one(buju_asked *asked, const char *sql, const char *text, size_t *found,
                            char list[LIST_BYTES]) {
  sqlite3_stmt *statement = NULL;
  buju_status status = buju_asked_prepare(asked, sql, text, &statement);
  if (status != BUJU_OK) return status;
  int step;
  *found = 0;
  list[0] = '\0';
  while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
    const char *code = column(statement, 0);
    if (code == NULL) continue;
    if ((*found)++ == 0) {
      asked->answer->code = buju_arena_text(asked->answer->arena, code);
      asked->answer->is_site = sqlite3_column_int(statement, 2) != 0;
    }
    list_place(asked, list, code, column(statement, 1), column(statement, 3));
  }
  if (step != SQLITE_DONE) status = buju_asked_fail(asked);
  sqlite3_finalize(statement);
  return status == BUJU_OK && *found > 0 && asked->answer->code == NULL ? buju_fail_memory(asked->ctx) : status;
}

/* The nearest codes and names by edit distance, longer ones cut: they are for a message. */
typedef struct near {
  size_t distance;
  char code[64], name[128], township[64];
} near;

static void keep_near(near best[SHOWN], size_t distance, sqlite3_stmt *statement) {
  size_t at = SHOWN;
  while (at > 0 && best[at - 1].distance > distance) at--;
  if (at == SHOWN) return;
  memmove(&best[at + 1], &best[at], (SHOWN - at - 1) * sizeof *best);
  best[at].distance = distance;
  char *const to[] = {best[at].code, best[at].name, best[at].township};
  const size_t size[] = {sizeof best[at].code, sizeof best[at].name, sizeof best[at].township};
  for (int i = 0; i < 3; i++) {
    const char *text = column(statement, i < 2 ? i : 3);
    buju_utf8_short(text != NULL ? text : "", to[i], size[i]);
  }
}

/* Distance of what was typed to a code or a name; a name that contains it is nearer than any typing error. */
static size_t distance_to(const char *typed, const char *text) {
  if (text == NULL) return SIZE_MAX;
  size_t distance = strstr(text, typed) != NULL && typed[0] != '\0' ? 0 : buju_word_distance(typed, text);
  size_t longer = strlen(typed) > strlen(text) ? strlen(typed) : strlen(text);
  return distance <= longer / 2 ? distance : SIZE_MAX;
}

static buju_status find_near(const buju_asked *asked, const char *typed, char list[LIST_BYTES]) {
  sqlite3_stmt *statement = NULL;
  near best[SHOWN];
  for (int i = 0; i < SHOWN; i++) best[i] = (near){.distance = SIZE_MAX};
  buju_status status = buju_asked_prepare(asked, "SELECT code, name, is_site, township FROM " PLACES, NULL, &statement);
  if (status != BUJU_OK) return status;
  int step;
  while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
    size_t by_code = distance_to(typed, column(statement, 0)), by_name = distance_to(typed, column(statement, 1));
    keep_near(best, by_code < by_name ? by_code : by_name, statement);
  }
  if (step != SQLITE_DONE) status = buju_asked_fail(asked);
  sqlite3_finalize(statement);
  list[0] = '\0';
  for (int i = 0; i < SHOWN && best[i].distance != SIZE_MAX; i++)
    list_place(asked, list, best[i].code, best[i].name, best[i].township[0] != '\0' ? best[i].township : NULL);
  return status;
}

buju_status buju_explain_find(buju_asked *asked, const char *code) {
  BUJU_MSG(several, "{0}：名称“{1}”对应 {2} 处：{3}；请改用代码",
           "{0}: {2} places are called \"{1}\": {3}; use a code");
  BUJU_MSG(none_near, "{0}：没有代码或名称“{1}”；最接近的有：{2}",
           "{0}: no code or name \"{1}\"; the nearest are: {2}");
  BUJU_MSG(none, "{0}：没有代码或名称“{1}”；请核对 villages 和 sites 图层",
           "{0}: no code or name \"{1}\"; look in the layers villages and sites");
  char list[LIST_BYTES];
  size_t found = 0;
  /* A code wins over a name, a village over its site. */
  buju_status status = take_one(asked,
                                "SELECT code, name, is_site, township FROM " PLACES
                                " WHERE code = ?1 OR other = ?1 ORDER BY is_site LIMIT 1",
                                code, &found, list);
  if (status != BUJU_OK || found == 1) return status;
  status = take_one(asked, "SELECT code, name, is_site, township FROM " PLACES " WHERE name = ?1", code, &found, list);
  if (status != BUJU_OK || found == 1) return status;
  if (found > 1)
    return buju_fail(
        asked->ctx, BUJU_E_DATA,
        BUJU_SAY(several, buju_text(asked->path), buju_text(code), buju_int((int64_t)found), buju_text(list)));
  status = find_near(asked, code, list);
  if (status != BUJU_OK) return status;
  buju_said said = BUJU_SAY(none_near, buju_text(asked->path), buju_text(code), buju_text(list));
  if (list[0] == '\0') said.msg = &none;
  return buju_fail(asked->ctx, BUJU_E_DATA, said);
}
