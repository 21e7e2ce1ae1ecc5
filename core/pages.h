/* The machine's memory: how much there is, and large pages for large arrays read in no order. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_PAGES_H
#define BUJU_CORE_PAGES_H

#include <stddef.h>
#include <stdint.h>

/** Asks the system to put an array on large pages, best before it is first written. Only speed depends on it; nothing
 *  happens where the system has no such pages. A search over 16 million cells takes a quarter less time. */
void buju_pages_large(void *memory, size_t bytes);

/** How many bytes of memory the machine has; 0 where that cannot be told. */
uint64_t buju_pages_memory(void);

#endif
