/* Contains, Disjoint, Intersects, Touches, Within. SPDX-License-Identifier: Apache-2.0 */
#include "layers/select/predicate.h"

#include <stddef.h>

#include <sqlite3.h> /* gaiageo.h needs it and does not say so */

#include <spatialite/gaiageo.h>

typedef int (*compare)(const void *cache, gaiaGeomCollPtr a, gaiaGeomCollPtr b);

static const struct predicate {
  const char *name, *st_name;
  compare compare;
} predicates[] = {{"Contains", "ST_Contains", gaiaGeomCollContains_r},
                  {"Disjoint", "ST_Disjoint", gaiaGeomCollDisjoint_r},
                  {"Intersects", "ST_Intersects", gaiaGeomCollIntersects_r},
                  {"Touches", "ST_Touches", gaiaGeomCollTouches_r},
                  {"Within", "ST_Within", gaiaGeomCollWithin_r}};

enum { PREDICATES = sizeof predicates / sizeof *predicates };

/* Which function is called, and on which connection's state. */
typedef struct bound {
  const struct predicate *predicate;
  void *cache;
} bound;

static gaiaGeomCollPtr geometry_of(sqlite3_value *value) {
  if (sqlite3_value_type(value) != SQLITE_BLOB) return NULL;
  return gaiaFromSpatiaLiteBlobWkb(sqlite3_value_blob(value), (unsigned int)sqlite3_value_bytes(value));
}

static void call(sqlite3_context *sqlite, int argc, sqlite3_value **argv) {
  const bound *b = sqlite3_user_data(sqlite);
  (void)argc;
  gaiaGeomCollPtr first = geometry_of(argv[0]), second = geometry_of(argv[1]);
  int answer = first != NULL && second != NULL ? b->predicate->compare(b->cache, first, second) : -1;
  if (answer >= 0) sqlite3_result_int(sqlite, answer);
  gaiaFreeGeomColl(first);
  gaiaFreeGeomColl(second);
}

int buju_predicate_attach(sqlite3 *db, void *cache) {
  for (size_t i = 0; i < 2 * PREDICATES; i++) {
    const struct predicate *predicate = &predicates[i / 2];
    bound *b = sqlite3_malloc(sizeof *b);
    if (b == NULL) return SQLITE_NOMEM;
    *b = (bound){predicate, cache};
    int rc = sqlite3_create_function_v2(db, i % 2 == 0 ? predicate->name : predicate->st_name, 2,
                                        SQLITE_UTF8 | SQLITE_DETERMINISTIC, b, call, NULL, NULL, sqlite3_free);
    if (rc != SQLITE_OK) return rc; /* SQLite has freed b */
  }
  return SQLITE_OK;
}
