/* What is swept: assignments taken apart into axes and values. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_VARIANTS_AXES_H
#define BUJU_LIBBUJU_VARIANTS_AXES_H

#include "core/arena.h"
#include "core/say.h"

/** One assignment: key=value,value,… */
typedef struct buju_axis {
  const char *key;
  size_t n;
  const char **value; /* [n] as written, without the blanks around */
} buju_axis;

/** Takes "key=a,b" apart. Text without = is one value of an empty key, which the scenario refuses with its own words.
 *  BUJU_E_USAGE for an empty value in a list. O(length). */
buju_status buju_axis_read(buju_ctx *ctx, const char *assignment, buju_arena *arena, buju_axis *out);

/** "key=value", as --set takes it; NULL when memory is out. */
const char *buju_axis_assign(const buju_axis *axis, size_t value, buju_arena *arena);

#endif
