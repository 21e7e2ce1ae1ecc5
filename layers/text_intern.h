/* One copy of each distinct text: columns of names and categories repeat themselves. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_TEXT_INTERN_H
#define BUJU_LAYERS_TEXT_INTERN_H

#include <stdint.h>

#include "core/arena.h"

/** Zero-initialise with the arena set; free with buju_intern_free (the texts stay in the arena). */
typedef struct buju_intern {
  buju_arena *arena;
  struct buju_interned *slot;
  size_t slots, used; /* slots: a power of two */
  char *page;         /* short texts share blocks of the arena, which aligns every allocation */
  size_t left;
} buju_intern;

/** The one terminated copy of the n bytes, or NULL when memory is out. O(n). */
const char *buju_intern_text(buju_intern *intern, const char *text, size_t n);
void buju_intern_free(buju_intern *intern);

#endif
