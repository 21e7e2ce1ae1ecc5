/* Arenas and growable arrays. SPDX-License-Identifier: Apache-2.0 */
#include "core/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ONE_BLOCK_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BLOCK_EACH 1
#endif
#endif
#ifndef ONE_BLOCK_EACH
#define ONE_BLOCK_EACH 0 /* with the sanitizer on, neighbours in a block would hide overruns */
#endif

enum { BLOCK_BYTES = 64 * 1024 };

typedef struct block {
  struct block *next;
  size_t size, used;
  alignas(max_align_t) unsigned char bytes[];
} block;

struct buju_arena {
  block *first;
};

buju_arena *buju_arena_new(void) { return calloc(1, sizeof(buju_arena)); }

void buju_arena_free(buju_arena *arena) {
  if (arena == NULL) return;
  for (block *b = arena->first, *next; b != NULL; b = next) {
    next = b->next;
    free(b);
  }
  free(arena);
}

static block *block_new(size_t size) {
  if (size > SIZE_MAX - sizeof(block)) return NULL;
  block *b = calloc(1, sizeof(block) + size);
  if (b != NULL) b->size = size;
  return b;
}

void *buju_arena_alloc(buju_arena *arena, size_t count, size_t size) {
  const size_t align = alignof(max_align_t);
  if (size != 0 && count > (SIZE_MAX - align) / size) return NULL;
  size_t need = count * size;
  if (need == 0) need = 1;
  if (!ONE_BLOCK_EACH) {
    need = (need + align - 1) / align * align;
    block *b = arena->first;
    if (b != NULL && b->size - b->used >= need) {
      void *at = b->bytes + b->used;
      b->used += need;
      return at;
    }
  }
  bool large = ONE_BLOCK_EACH || need > BLOCK_BYTES / 4;
  block *b = block_new(large ? need : BLOCK_BYTES);
  if (b == NULL) return NULL;
  b->used = need;
  if (large && arena->first != NULL) { /* keep filling the block in use */
    b->next = arena->first->next;
    arena->first->next = b;
  } else {
    b->next = arena->first;
    arena->first = b;
  }
  return b->bytes;
}

void *buju_arena_copy(buju_arena *arena, const void *bytes, size_t count, size_t size) {
  void *copy = buju_arena_alloc(arena, count, size);
  if (copy != NULL && count * size > 0) memcpy(copy, bytes, count * size);
  return copy;
}

char *buju_arena_text_n(buju_arena *arena, const char *text, size_t n) {
  if (n == SIZE_MAX) return NULL;
  char *copy = buju_arena_alloc(arena, n + 1, 1);
  if (copy != NULL && n > 0) memcpy(copy, text, n);
  return copy;
}

char *buju_arena_text(buju_arena *arena, const char *text) { return buju_arena_text_n(arena, text, strlen(text)); }

void *buju_vec_push(buju_vec *vec, size_t size) {
  if (vec->n == vec->cap) {
    size_t cap = vec->cap == 0 ? 16 : vec->cap * 2;
    if (cap < vec->cap || cap > SIZE_MAX / size) return NULL;
    void *grown = realloc(vec->data, cap * size);
    if (grown == NULL) return NULL;
    vec->data = grown;
    vec->cap = cap;
  }
  void *at = (unsigned char *)vec->data + vec->n++ * size;
  return memset(at, 0, size);
}

bool buju_vec_freeze(buju_vec *vec, size_t size, buju_arena *arena, void **out) {
  void *copy = buju_arena_copy(arena, vec->data, vec->n, size);
  if (copy == NULL) return false;
  *out = copy;
  buju_vec_free(vec);
  return true;
}

void buju_vec_free(buju_vec *vec) {
  free(vec->data);
  *vec = (buju_vec){0};
}
