/* Looking villages up by name. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/names.h"

#include <stdlib.h>
#include <string.h>

#include "layers/region/text.h"

typedef struct entry {
  const char *key, *town; /* without endings; town "" when unknown */
  const char *exact;      /* folded only */
  buju_ix village;
} entry;

struct buju_names {
  buju_ix n;
  entry *entry; /* by key, town, village */
};

static int by_key(const void *a, const void *b) {
  const entry *e = a, *f = b;
  int order = strcmp(e->key, f->key);
  if (order == 0) order = strcmp(e->town, f->town);
  return order != 0 ? order : (e->village > f->village) - (e->village < f->village);
}

buju_status buju_names_new(buju_ctx *ctx, buju_ix n, const char *const *name, const char *const *township,
                           buju_arena *arena, buju_names **out) {
  buju_names *names = BUJU_NEW(arena, buju_names, 1);
  if (names == NULL) return buju_fail_memory(ctx);
  *names = (buju_names){n, BUJU_NEW(arena, entry, n)};
  if (names->entry == NULL) return buju_fail_memory(ctx);
  for (buju_ix v = 0; v < n; v++) {
    entry *e = &names->entry[v];
    *e = (entry){buju_text_village_key(arena, name[v]), "", buju_text_fold(arena, name[v]), v};
    if (township[v] != NULL) e->town = buju_text_township_key(arena, township[v]);
    if (e->key == NULL || e->town == NULL || e->exact == NULL) return buju_fail_memory(ctx);
  }
  if (n > 1) qsort(names->entry, n, sizeof(entry), by_key);
  *out = names;
  return BUJU_OK;
}

static buju_ix first_of(const buju_names *names, const char *key) {
  buju_ix low = 0, high = names->n;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    if (strcmp(names->entry[middle].key, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

buju_status buju_names_find(buju_ctx *ctx, const buju_names *names, const char *name, const char *township,
                            buju_arena *scratch, buju_ix *village, buju_ix *matches) {
  char *key = buju_text_village_key(scratch, name), *exact = buju_text_fold(scratch, name), *town = NULL;
  if (township != NULL) town = buju_text_township_key(scratch, township);
  if (key == NULL || exact == NULL || (township != NULL && town == NULL)) return buju_fail_memory(ctx);
  buju_ix like = BUJU_NONE, same = BUJU_NONE, likes = 0, sames = 0;
  for (buju_ix i = first_of(names, key); i < names->n && strcmp(names->entry[i].key, key) == 0; i++) {
    const entry *e = &names->entry[i];
    if (town != NULL && *e->town != '\0' && strcmp(e->town, town) != 0) continue;
    likes++;
    like = e->village;
    if (strcmp(e->exact, exact) != 0) continue;
    sames++;
    same = e->village;
  }
  *matches = sames > 0 ? sames : likes;
  *village = sames == 1 ? same : sames == 0 && likes == 1 ? like : BUJU_NONE;
  return BUJU_OK;
}
