/* The bucket queue's memory. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_queue.h"

bool buju_queue_open(buju_queue *queue, uint32_t span) {
  enum { FIRST_BLOCKS = 256 };
  uint32_t slots = 64;
  while (slots <= span && slots < UINT32_MAX / 2) slots *= 2;
  *queue = (buju_queue){.mask = slots - 1, .blocks = 1, .capacity = FIRST_BLOCKS};
  queue->head = calloc(slots, sizeof *queue->head);
  queue->occupied = calloc(slots / 64, sizeof *queue->occupied);
  queue->pool = malloc(FIRST_BLOCKS * sizeof *queue->pool);
  if (queue->head == NULL || queue->occupied == NULL || queue->pool == NULL) {
    buju_queue_close(queue);
    return false;
  }
  queue->pool[0].n = QUEUE_BLOCK; /* an empty bucket looks full, so one test serves both */
  return true;
}

void buju_queue_close(buju_queue *queue) {
  free(queue->head);
  free(queue->occupied);
  free(queue->pool);
  *queue = (buju_queue){0};
}

/* A block out of those handed back, else a new one; 0 when memory is out. */
static uint32_t take_block(buju_queue *queue) {
  uint32_t block = queue->free;
  if (block != 0) {
    queue->free = queue->pool[block].next;
    return block;
  }
  if (queue->blocks == queue->capacity) {
    size_t capacity = (size_t)queue->capacity + queue->capacity / 2;
    buju_queue_block *grown = capacity <= UINT32_MAX && capacity <= SIZE_MAX / sizeof *grown
                                  ? realloc(queue->pool, capacity * sizeof *grown)
                                  : NULL;
    if (grown == NULL) return 0;
    queue->pool = grown;
    queue->capacity = (uint32_t)capacity;
  }
  return queue->blocks++;
}

buju_queue_block *buju_queue_grow(buju_queue *queue, uint32_t slot) {
  uint32_t index = take_block(queue);
  if (index == 0) {
    queue->full = true;
    return NULL;
  }
  buju_queue_block *block = &queue->pool[index];
  block->next = queue->head[slot];
  block->n = 0;
  queue->head[slot] = index;
  queue->occupied[slot / 64] |= (uint64_t)1 << slot % 64;
  queue->waiting++;
  return block;
}

uint64_t buju_queue_next(const buju_queue *queue, uint64_t bucket) {
  uint32_t slot = (uint32_t)bucket & queue->mask, word = slot / 64, words = (queue->mask + 1) / 64;
  uint64_t bits = queue->occupied[word] >> slot % 64;
  if (bits == 0) {
    bucket += 64 - slot % 64;
    do {
      word = word + 1 < words ? word + 1 : 0;
      bits = queue->occupied[word];
      bucket += bits == 0 ? 64 : 0;
    } while (bits == 0);
  }
  for (; (bits & 1) == 0; bits >>= 1) bucket++;
  return bucket;
}
