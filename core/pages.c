/* Asking for large pages, and how many there are. SPDX-License-Identifier: Apache-2.0 */
#if defined(__linux__)
#define _DEFAULT_SOURCE 1 /* NOLINT(bugprone-reserved-identifier): how the C library is asked for madvise */
#include <sys/mman.h>
#include <unistd.h>
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

#if defined(__linux__) && defined(_SC_PHYS_PAGES)
uint64_t buju_pages_memory(void) {
  long pages = sysconf(_SC_PHYS_PAGES), bytes = sysconf(_SC_PAGESIZE);
  return pages > 0 && bytes > 0 ? (uint64_t)pages * (uint64_t)bytes : 0;
}
#else
uint64_t buju_pages_memory(void) { return 0; }
#endif
