/* Arenas: what lives together is freed together. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_ARENA_H
#define BUJU_CORE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct buju_arena buju_arena;

/** NULL when memory is out. Freed, with everything allocated from it, by buju_arena_free (NULL is fine). */
buju_arena *buju_arena_new(void);
void buju_arena_free(buju_arena *arena);

/** count × size zeroed bytes aligned for any type; NULL when memory is out or the product overflows. count or size 0
 *  gives a valid pointer that must not be dereferenced. Under AddressSanitizer each call is a block of its own. */
void *buju_arena_alloc(buju_arena *arena, size_t count, size_t size);

/** Copies of text (n bytes, then a terminator) and of bytes; NULL when memory is out. */
char *buju_arena_text(buju_arena *arena, const char *text);
char *buju_arena_text_n(buju_arena *arena, const char *text, size_t n);
void *buju_arena_copy(buju_arena *arena, const void *bytes, size_t count, size_t size);

/** Typed allocation: buju_ix *a = BUJU_NEW(arena, buju_ix, n). */
#define BUJU_NEW(arena, type, count) ((type *)buju_arena_alloc((arena), (count), sizeof(type)))

/** A growable array that lives on the heap until it is frozen into an arena. Zero-initialise; element size is given at
 *  every call and must not change. */
typedef struct buju_vec {
  void *data;
  size_t n, cap;
} buju_vec;

/** Room for one more zeroed element at the end, or NULL when memory is out. Valid until the next push. */
void *buju_vec_push(buju_vec *vec, size_t size);
/** Copies the elements into the arena and frees the heap block. False when memory is out (vec is then unchanged). */
bool buju_vec_freeze(buju_vec *vec, size_t size, buju_arena *arena, void **out);
void buju_vec_free(buju_vec *vec);

#endif
