/* A circular bucket queue of cells (Dial 1969): time in buckets no wider than the shortest move, so that whatever is in
 * the first bucket is final and may be settled in any order. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_QUEUE_H
#define BUJU_PLANNER_TERRAIN_QUEUE_H

#include <stdbool.h>
#include <stdlib.h>

#include "core/units.h"

enum { QUEUE_BLOCK = 62 }; /* entries; a block is 256 bytes */

/** Entries of one bucket hang together in blocks out of a pool, which is never given back before the end: memory
 * follows the widest front, and nothing moves but the pool itself. Block 0 is nobody's. */
typedef struct buju_queue_block {
  uint32_t next, n;
  uint32_t cell[QUEUE_BLOCK];
} buju_queue_block;

typedef struct buju_queue {
  uint32_t *head;     /* [mask + 1] the first block of each bucket, 0: empty */
  uint64_t *occupied; /* a bit for each bucket */
  uint32_t mask;
  buju_queue_block *pool;
  uint32_t blocks, capacity, free;
  uint64_t waiting; /* blocks in buckets */
  bool full;        /* memory ran out: entries were lost, the search has failed */
} buju_queue;

/** span: how many buckets beyond the first an entry may lie. False when memory is out. */
bool buju_queue_open(buju_queue *queue, uint32_t span);
void buju_queue_close(buju_queue *queue);

/** A fresh block at the head of a bucket, for buju_queue_push. Sets full when there is none. */
buju_queue_block *buju_queue_grow(buju_queue *queue, uint32_t slot);

/** The first bucket at or after `bucket` that holds something, given that one does. O(buckets between / 64). */
uint64_t buju_queue_next(const buju_queue *queue, uint64_t bucket);

static inline void buju_queue_push(buju_queue *queue, uint64_t bucket, uint32_t cell) {
  uint32_t slot = (uint32_t)bucket & queue->mask;
  buju_queue_block *block = &queue->pool[queue->head[slot]];
  if (block->n == QUEUE_BLOCK) {
    block = buju_queue_grow(queue, slot);
    if (block == NULL) return;
  }
  block->cell[block->n++] = cell;
}

/** Takes a bucket's blocks out; each is handed back when read. */
static inline uint32_t buju_queue_take(buju_queue *queue, uint64_t bucket) {
  uint32_t slot = (uint32_t)bucket & queue->mask, first = queue->head[slot];
  queue->head[slot] = 0;
  queue->occupied[slot / 64] &= ~((uint64_t)1 << slot % 64);
  return first;
}

static inline uint32_t buju_queue_give_back(buju_queue *queue, uint32_t block) {
  uint32_t next = queue->pool[block].next;
  queue->pool[block].next = queue->free;
  queue->free = block;
  queue->waiting--;
  return next;
}

#endif
