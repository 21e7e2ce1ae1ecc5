/* Strict UTF-8. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_UTF8_H
#define BUJU_CORE_UTF8_H

#include <stddef.h>

/** The bytes of the character at text[0..n): 1–4, or 0 when there is none in strict UTF-8 (no overlong forms, no
 *  surrogates, nothing beyond U+10FFFF). O(1). */
size_t buju_utf8_char(const char *text, size_t n);

/** The offset of the first byte that is not strict UTF-8, or n. O(n). */
size_t buju_utf8_bad(const char *text, size_t n);

/** Copies text into buf for a message: at most size - 1 bytes, cut between characters and then ended by "…". Returns
 *  buf. size is at least 4. */
const char *buju_utf8_short(const char *text, char *buf, size_t size);

#endif
