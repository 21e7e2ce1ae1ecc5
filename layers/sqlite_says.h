/* Why SQLite refused, in both languages. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SQLITE_SAYS_H
#define BUJU_LAYERS_SQLITE_SAYS_H

#include <sqlite3.h>

#include "core/say.h"

/** The last failure of db as an argument of a message. What is rare is as SQLite words it, and borrowed until the next
 *  call with db. O(1). */
buju_arg buju_sqlite_says(sqlite3 *db);

#endif
