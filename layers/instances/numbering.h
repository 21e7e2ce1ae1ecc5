/* Texts that become row numbers. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INSTANCES_NUMBERING_H
#define BUJU_LAYERS_INSTANCES_NUMBERING_H

#include "core/arena.h"
#include "core/units.h"

/** Zero-initialise with the arena that keeps the texts; free with buju_numbering_free. */
typedef struct buju_numbering {
  buju_arena *arena;
  buju_ix n;
  buju_vec name; /* const char *, by number */
  buju_ix *slot; /* [slots] number + 1, or 0; slots is a power of two */
  size_t slots;
} buju_numbering;

/** The number of a text, in order of first appearance; BUJU_NONE when memory is out. O(n). */
buju_ix buju_number_text(buju_numbering *names, const char *text, size_t n);

/** Sorts by bytes: *name[i] in order, and *place[number] = where that text went. Both live in the arena. False when
 *  memory is out. O(n log n). */
bool buju_numbering_sort(buju_numbering *names, const char ***name, buju_ix **place);
void buju_numbering_free(buju_numbering *names);

#endif
