/* Asking for large pages. SPDX-License-Identifier: Apache-2.0 */
#if defined(__linux__)
#define _DEFAULT_SOURCE 1 /* NOLINT(bugprone-reserved-identifier): how the C library is asked for madvise */
#include <stdint.h>
#include <sys/mman.h>
#endif

#include "core/pages.h"

#if defined(__linux__) && defined(MADV_HUGEPAGE)
void buju_pages_large(void *memory, size_t bytes) {
  enum { SMALL = 4096, WORTH = 4 << 20 };
  if (bytes < WORTH) return;
  uintptr_t first = ((uintptr_t)memory + SMALL - 1) & ~(uintptr_t)(SMALL - 1);
  uintptr_t end = ((uintptr_t)memory + bytes) & ~(uintptr_t)(SMALL - 1);
  (void)madvise((void *)first, end - first, MADV_HUGEPAGE); /* a wish: that it is not granted changes nothing */
}
#else
void buju_pages_large(void *memory, size_t bytes) {
  (void)memory;
  (void)bytes;
}
#endif
