/* A hash table of texts that live in an arena. SPDX-License-Identifier: Apache-2.0 */
#include "layers/text_intern.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_BYTES = 8192, FIRST_SLOTS = 1024 };

struct buju_interned {
  const char *text;
  size_t n;
  uint64_t hash;
};

static uint64_t hash_of(const char *text, size_t n) { /* FNV-1a, then mixed: the table uses the low bits */
  uint64_t h = 1469598103934665603u;
  for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)text[i]) * 1099511628211u;
  h ^= h >> 32;
  return h * 0x9e3779b97f4a7c15u >> 7;
}

static struct buju_interned *find(struct buju_interned *slot, size_t slots, const char *text, size_t n, uint64_t hash) {
  size_t i = (size_t)hash & (slots - 1);
  while (slot[i].text != NULL && !(slot[i].hash == hash && slot[i].n == n && memcmp(slot[i].text, text, n) == 0))
    i = (i + 1) & (slots - 1);
  return &slot[i];
}

static bool grow(buju_intern *intern) {
  size_t slots = intern->slots == 0 ? FIRST_SLOTS : intern->slots * 2;
  struct buju_interned *fresh = calloc(slots, sizeof *fresh);
  if (fresh == NULL) return false;
  for (size_t i = 0; i < intern->slots; i++) {
    const struct buju_interned *old = &intern->slot[i];
    if (old->text != NULL) *find(fresh, slots, old->text, old->n, old->hash) = *old;
  }
  free(intern->slot);
  intern->slot = fresh;
  intern->slots = slots;
  return true;
}

static const char *keep(buju_intern *intern, const char *text, size_t n) {
  if (n >= PAGE_BYTES / 8) return buju_arena_text_n(intern->arena, text, n);
  if (intern->left < n + 1) {
    intern->page = buju_arena_alloc(intern->arena, PAGE_BYTES, 1);
    intern->left = intern->page != NULL ? PAGE_BYTES : 0;
    if (intern->page == NULL) return NULL;
  }
  char *copy = intern->page;
  memcpy(copy, text, n);
  copy[n] = '\0';
  intern->page += n + 1;
  intern->left -= n + 1;
  return copy;
}

const char *buju_intern_text(buju_intern *intern, const char *text, size_t n) {
  if (intern->used >= intern->slots / 2 && !grow(intern)) return NULL;
  uint64_t hash = hash_of(text, n);
  struct buju_interned *slot = find(intern->slot, intern->slots, text, n, hash);
  if (slot->text == NULL) {
    const char *copy = keep(intern, text, n);
    if (copy == NULL) return NULL;
    *slot = (struct buju_interned){copy, n, hash};
    intern->used++;
  }
  return slot->text;
}

void buju_intern_free(buju_intern *intern) {
  free(intern->slot);
  *intern = (buju_intern){.arena = intern->arena};
}
