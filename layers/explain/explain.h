/* Asking a written plan. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_EXPLAIN_H
#define BUJU_LAYERS_EXPLAIN_H

#include <sqlite3.h>

#include "buju/explain.h"
#include "core/arena.h"
#include "core/columns.h"

enum { BUJU_EXPLAIN_SECTIONS = 16 };

struct buju_explanation {
  buju_arena *arena;
  const char *code;
  bool is_site;
  size_t n;
  buju_section section[BUJU_EXPLAIN_SECTIONS];
};

/** A plan opened for questions. */
typedef struct buju_asked {
  buju_ctx *ctx;
  const char *path;
  sqlite3 *db;
  buju_explanation *answer;
} buju_asked;

/** Opens the file at asked->path, which may come from anyone, read-only and without rights for its views and triggers.
 *  asked->db is closed by the caller whatever happens. BUJU_E_OPEN when it is no plan. */
buju_status buju_asked_open(buju_asked *asked);
/** Prepares a statement with ?1 bound to text. BUJU_E_OPEN with SQLite's message when the plan cannot be asked. */
buju_status buju_asked_prepare(const buju_asked *asked, const char *sql, const char *text, sqlite3_stmt **statement);
/** What sqlite3_step said when it was neither a row nor the end. */
buju_status buju_asked_fail(const buju_asked *asked);

/** Whether the plan holds a layer; one that no rule filled is not in it. */
buju_status buju_asked_has_layer(const buju_asked *asked, const char *name, bool *has);

/** Finds what is meant by a code or a name: sets answer->code and answer->is_site. */
buju_status buju_explain_find(buju_asked *asked, const char *code);
/** Collects the sections. */
buju_status buju_explain_collect(buju_asked *asked);

#endif
