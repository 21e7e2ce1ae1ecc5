/* Strict UTF-8, and what a cell looks like once it is clean. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_TEXT_UTF8_H
#define BUJU_LAYERS_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/** The length (1–4) of the well-formed UTF-8 character at text; 0 when the bytes are wrong; -1 when the n > 0 bytes
 *  start a character that ends beyond them. Overlong forms, surrogates and values over U+10FFFF are wrong. */
int buju_utf8_step(const char *text, size_t n);

/** Whether all n bytes are well-formed; a character cut off by the end counts as well-formed when cut_allowed. */
bool buju_utf8_valid(const char *text, size_t n, bool cut_allowed);

/** Cleans well-formed UTF-8 in place: line breaks and tabs become spaces, other control characters, byte order marks
 * and zero-width spaces go, spaces (also U+00A0 and U+3000) at both ends go. Returns the new length; writes no
 * terminator. */
size_t buju_text_clean(char *text, size_t n);

#endif
