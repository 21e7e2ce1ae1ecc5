/* An open hash table from texts to numbers. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/numbering.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_of(const char *text, size_t n) {
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < n; i++) hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
  return hash ^ hash >> 29;
}

static const char *name_of(const buju_numbering *names, buju_ix number) {
  return ((const char *const *)names->name.data)[number];
}

/* The slot of the text, or the empty one where it belongs. */
static size_t slot_of(const buju_numbering *names, const char *text, size_t n) {
  size_t at = (size_t)hash_of(text, n) & (names->slots - 1);
  for (; names->slot[at] != 0; at = (at + 1) & (names->slots - 1)) {
    const char *other = name_of(names, names->slot[at] - 1);
    if (strncmp(other, text, n) == 0 && other[n] == '\0') break;
  }
  return at;
}

static bool grow(buju_numbering *names) {
  size_t slots = names->slots > 0 ? 2 * names->slots : 64;
  buju_ix *slot = calloc(slots, sizeof *slot);
  if (slot == NULL) return false;
  free(names->slot);
  names->slot = slot;
  names->slots = slots;
  for (buju_ix i = 0; i < names->n; i++) {
    const char *text = name_of(names, i);
    slot[slot_of(names, text, strlen(text))] = i + 1;
  }
  return true;
}

buju_ix buju_number_text(buju_numbering *names, const char *text, size_t n) {
  if (2 * ((size_t)names->n + 1) > names->slots && !grow(names)) return BUJU_NONE;
  size_t at = slot_of(names, text, n);
  if (names->slot[at] != 0) return names->slot[at] - 1;
  char *copy = buju_arena_text_n(names->arena, text, n);
  const char **to = copy != NULL ? buju_vec_push(&names->name, sizeof *to) : NULL;
  if (to == NULL) return BUJU_NONE;
  *to = copy;
  names->slot[at] = ++names->n;
  return names->n - 1;
}

typedef struct numbered {
  const char *name;
  buju_ix number;
} numbered;

static int by_bytes(const void *a, const void *b) {
  return strcmp(((const numbered *)a)->name, ((const numbered *)b)->name);
}

bool buju_numbering_sort(buju_numbering *names, const char ***name, buju_ix **place) {
  numbered *all = malloc(((size_t)names->n + 1) * sizeof *all);
  *name = BUJU_NEW(names->arena, const char *, names->n);
  *place = BUJU_NEW(names->arena, buju_ix, names->n);
  bool well = all != NULL && *name != NULL && *place != NULL;
  if (well) {
    for (buju_ix i = 0; i < names->n; i++) all[i] = (numbered){name_of(names, i), i};
    qsort(all, names->n, sizeof *all, by_bytes);
    for (buju_ix i = 0; i < names->n; i++) {
      (*name)[i] = all[i].name;
      (*place)[all[i].number] = i;
    }
  }
  free(all);
  return well;
}

void buju_numbering_free(buju_numbering *names) {
  buju_vec_free(&names->name);
  free(names->slot);
}
