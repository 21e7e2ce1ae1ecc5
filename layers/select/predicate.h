/* Spatial predicates that know a missing geometry. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SELECT_PREDICATE_H
#define BUJU_LAYERS_SELECT_PREDICATE_H

#include <sqlite3.h>

/** SpatiaLite's predicates answer -1, which SQL takes for true, when a geometry is missing. These, put in their place
 *  (with and without ST_), answer NULL. cache is SpatiaLite's state of the connection. Returns SQLite's status. */
int buju_predicate_attach(sqlite3 *db, void *cache);

#endif
