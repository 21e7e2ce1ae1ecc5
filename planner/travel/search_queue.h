/* The bucket queue of the searches (Dial 1969, with coarse buckets and a window that moves on).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SEARCH_QUEUE_H
#define BUJU_PLANNER_SEARCH_QUEUE_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/units.h"

enum { BUJU_QUEUE_WINDOW = 1024 };

/* The bucket says which nodes come next, so their memory can be asked for while others are settled: a third off a
 * search. A hint, which compilers without it do without. */
enum { BUJU_SOON = 6, BUJU_LATER = 12 };
#if defined(__GNUC__)
#define BUJU_FETCH(address) __builtin_prefetch(address)
#else
#define BUJU_FETCH(address) ((void)(address))
#endif

typedef struct buju_entry {
  uint32_t ms;
  buju_ix node;
} buju_entry;

typedef struct buju_bucket {
  buju_entry *at;
  size_t n, cap;
} buju_bucket;

/* Entries of window_ms … window_ms + WINDOW × width lie in buckets one width wide, unsorted: within a bucket a node may
 * come too early and be settled again. Entries beyond the window wait in `later`, so that neither a long arc nor a far
 * limit costs buckets. Zero-initialised, then `shift` set: the width is 2^shift ms. */
typedef struct buju_queue {
  unsigned shift;
  uint32_t window_ms;
  size_t used; /* buckets of the window that may hold something */
  buju_bucket later;
  buju_bucket bucket[BUJU_QUEUE_WINDOW];
} buju_queue;

static inline bool buju_bucket_grow(buju_bucket *b) {
  size_t cap = b->cap == 0 ? 64 : 2 * b->cap;
  if (cap > SIZE_MAX / sizeof *b->at) return false;
  buju_entry *at = realloc(b->at, cap * sizeof *at);
  if (at == NULL) return false;
  b->at = at;
  b->cap = cap;
  return true;
}

/* ms is not below the window's start. False when memory is out. */
static inline bool buju_queue_push(buju_queue *q, uint32_t ms, buju_ix node) {
  size_t k = (ms - q->window_ms) >> q->shift;
  buju_bucket *b = &q->later;
  if (k < BUJU_QUEUE_WINDOW) {
    b = &q->bucket[k];
    if (k >= q->used) q->used = k + 1;
  }
  if (b->n == b->cap && !buju_bucket_grow(b)) return false;
  b->at[b->n++] = (buju_entry){ms, node};
  return true;
}

/* Moves the window, whose buckets are empty, to the earliest entry that waits. False when none does; *failed when
 * memory is out. */
static inline bool buju_queue_move_on(buju_queue *q, bool *failed) {
  size_t waiting = q->later.n;
  uint32_t least = UINT32_MAX;
  q->used = 0;
  if (waiting == 0) return false;
  for (size_t i = 0; i < waiting; i++)
    if (q->later.at[i].ms < least) least = q->later.at[i].ms;
  q->window_ms = least;
  q->later.n = 0; /* what stays is written over what has been read */
  for (size_t i = 0; i < waiting && !*failed; i++) {
    buju_entry e = q->later.at[i];
    *failed = !buju_queue_push(q, e.ms, e.node);
  }
  return !*failed;
}

/* Empties the queue, also after a failure, and lets it begin at window_ms or later. */
static inline void buju_queue_clear(buju_queue *q, uint32_t window_ms) {
  for (size_t k = 0; k < q->used; k++) q->bucket[k].n = 0;
  q->used = 0;
  q->later.n = 0;
  q->window_ms = window_ms;
}

static inline void buju_queue_free(buju_queue *q) {
  for (size_t k = 0; k < BUJU_QUEUE_WINDOW; k++) free(q->bucket[k].at);
  free(q->later.at);
}

#endif
