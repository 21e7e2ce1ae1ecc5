/* Texts that may be missing. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_TEXT_SAME_H
#define BUJU_CORE_TEXT_SAME_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/** Whether two texts are the same byte for byte; NULL, a missing text, is the same as NULL only. O(bytes). */
static inline bool buju_text_same(const char *a, const char *b) {
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

#endif
