/* Asking for memory before it is needed. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_PREFETCH_H
#define BUJU_CORE_PREFETCH_H

/** Fetches what lies at an address into the cache, where the compiler has a word for it. Only speed depends on it; the
 *  address need not be valid. */
static inline void buju_prefetch(const void *address) {
#if defined(__GNUC__)
  __builtin_prefetch(address);
  __asm__ volatile(""); /* GCC 12 takes functions that only fetch for pure, and leaves out calls of them */
#else
  (void)address;
#endif
}

#endif
