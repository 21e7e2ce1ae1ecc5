/* Villages by name, with or without the township's. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_NAMES_H
#define BUJU_LAYERS_REGION_NAMES_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

typedef struct buju_names buju_names;

/** Over n villages; township may hold NULL. Lives in the arena, borrows nothing. O(n log n). */
buju_status buju_names_new(buju_ctx *ctx, buju_ix n, const char *const *name, const char *const *township,
                           buju_arena *arena, buju_names **out);

/** The village of that name: endings (村, 村委会, 居委会, 社区), width and punctuation do not matter, but an exact name
 *  goes before one that only agrees without its ending.
 *  @param township  may be NULL: any.
 *  @param matches   how many villages the name fits; only one is an answer.
 *  @return the village, or BUJU_NONE when none or several fit. O(log n + matches). */
buju_status buju_names_find(buju_ctx *ctx, const buju_names *names, const char *name, const char *township,
                            buju_arena *scratch, buju_ix *village, buju_ix *matches);

#endif
