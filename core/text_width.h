/* How wide a text stands on a terminal. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_TEXT_WIDTH_H
#define BUJU_CORE_TEXT_WIDTH_H

#include <stddef.h>

/** Columns of a terminal the UTF-8 text takes: two for East Asian wide and fullwidth characters, none for combining
 *  marks, one for the rest and for each byte that is not UTF-8. wcwidth would need a locale. O(bytes). */
size_t buju_text_width(const char *text);

/** The bytes of the longest beginning of the text that takes at most width columns; a mark stays with its letter.
 *  O(bytes). */
size_t buju_text_fit(const char *text, size_t width);

#endif
