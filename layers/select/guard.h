/* What an expression may do, decided before it runs. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SELECT_GUARD_H
#define BUJU_LAYERS_SELECT_GUARD_H

#include <stdbool.h>

#include <sqlite3.h>

#include "core/say.h"

/** What the guard saw while SQLite compiled an expression. */
typedef struct buju_guard {
  const char *table;       /* the only one that may be read */
  int selects;             /* one is ours; more are subqueries */
  char denied[64];         /* the function that was refused, or "" */
  const buju_msg *refused; /* why, or NULL; {2} is denied */
} buju_guard;

/** Looks at the text alone: one expression, its brackets paired, no statement after it.
 *  @param spatial  whether it calls a function of SpatiaLite.
 *  @return NULL, or what is wrong. */
const buju_msg *buju_guard_text(const char *sql, bool *spatial);

/** Limits the connection and puts guard (which must outlive the compilation) over what is compiled from now on. */
void buju_guard_attach(sqlite3 *db, buju_guard *guard);

/** The functions an expression may call, NULL-terminated; and those of them that need SpatiaLite. */
extern const char *const buju_guard_functions[], *const buju_guard_spatial[];

#endif
