/* Text as people type it, brought to one form so that it can be compared. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_TEXT_H
#define BUJU_LAYERS_REGION_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

/** The code point at *p, advancing *p; a byte that is not UTF-8 counts as a character of its own. 0 at the end. */
uint32_t buju_text_next(const char **p);

/** A copy for comparing: full-width forms made half-width, ASCII in lower case, spaces and punctuation dropped.
 *  "XZQ_DM" → "xzqdm", "（天城）镇　" → "天城镇". NULL when memory is out. O(length). */
char *buju_text_fold(buju_arena *arena, const char *text);

/** The same into out, at most size bytes with the terminator; false when it does not fit. O(size). */
bool buju_text_fold_into(const char *text, char *out, size_t size);

/** A copy without surrounding or inner spaces (also U+3000, U+00A0), full-width letters and digits made half-width:
 *  "４２１２２３ 100 201" → "421223100201". NULL when memory is out. */
char *buju_text_squeeze(buju_arena *arena, const char *text);

/** buju_text_fold with the ending that says what kind of unit it is taken off, as long as a name is left:
 *  "白泉社区居委会" → "白泉", "河田村民委员会" → "河田", "河田村" → "河田". */
char *buju_text_village_key(buju_arena *arena, const char *name);

/** The same for townships: "天城镇人民政府" → "天城", "路口街道办事处" → "路口". */
char *buju_text_township_key(buju_arena *arena, const char *name);

bool buju_text_ends(const char *text, const char *ending);

/** FNV-1a, for hash tables of texts. */
uint64_t buju_text_hash(const char *text);

#endif
