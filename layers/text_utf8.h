/* What a cell looks like once it is clean, and characters a field's width has cut. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_TEXT_UTF8_H
#define BUJU_LAYERS_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/** Whether the n > 0 bytes begin a UTF-8 character that ends beyond them. O(1). */
bool buju_utf8_is_cut(const char *text, size_t n);

/** Cleans strict UTF-8 in place: line breaks and tabs become spaces; other control characters, byte order marks and
 *  zero-width spaces go; spaces (also U+00A0 and U+3000) at both ends go. Returns the new length; writes no terminator.
 *  O(n). */
size_t buju_text_clean(char *text, size_t n);

#endif
