/* Loops on several threads. SPDX-License-Identifier: Apache-2.0 */
#include "core/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

/* What the workers share. Chunks are taken in ascending order and none after a failure, so every chunk below a failed
 * one has been taken and runs to its end: the lowest failure does not depend on who was faster. */
typedef struct loop {
  uint64_t n, chunk;
  buju_work work;
  void *user;
  atomic_uint_fast64_t next; /* the chunk to take */
  atomic_bool failed;
} loop;

typedef struct worker {
  loop *loop;
  buju_ctx *ctx;
  unsigned index;
  pthread_t thread;
  bool started;
  buju_status status;
  uint64_t failed_chunk;
} worker;

static uint64_t chunks_of(uint64_t n, uint64_t chunk) { return n / chunk + (n % chunk != 0); }

unsigned buju_parallel_workers(const buju_ctx *ctx, uint64_t n, uint64_t chunk) {
  uint64_t chunks = chunks_of(n, chunk);
  unsigned threads = buju_ctx_threads(ctx);
  return chunks >= threads ? threads : chunks > 1 ? (unsigned)chunks : 1;
}

static void *run(void *argument) {
  worker *w = argument;
  loop *l = w->loop;
  uint64_t chunks = chunks_of(l->n, l->chunk);
  while (!atomic_load(&l->failed)) {
    uint64_t c = atomic_fetch_add(&l->next, 1);
    if (c >= chunks) break;
    uint64_t first = c * l->chunk, end = l->n - first > l->chunk ? first + l->chunk : l->n;
    w->status = l->work(w->ctx, l->user, w->index, first, end);
    if (w->status != BUJU_OK) {
      w->failed_chunk = c;
      atomic_store(&l->failed, true);
    }
  }
  return NULL;
}

/* Workers with contexts of their own; as many as memory allows, and the caller's context for the only one. */
static unsigned hire(buju_ctx *ctx, loop *l, worker *w, unsigned wanted) {
  unsigned workers = 0;
  while (workers < wanted) {
    buju_ctx *own = buju_ctx_new();
    if (own == NULL) break;
    buju_ctx_set_lang(own, buju_ctx_lang(ctx));
    buju_ctx_set_threads(own, 1);
    w[workers] = (worker){.loop = l, .ctx = own, .index = workers};
    workers++;
  }
  return workers;
}

static buju_status run_many(buju_ctx *ctx, worker *w, unsigned workers) {
  for (unsigned i = 1; i < workers; i++) w[i].started = pthread_create(&w[i].thread, NULL, run, &w[i]) == 0;
  run(&w[0]);
  const worker *lowest = NULL;
  for (unsigned i = 0; i < workers; i++) {
    if (w[i].started) pthread_join(w[i].thread, NULL);
    if (w[i].status != BUJU_OK && (lowest == NULL || w[i].failed_chunk < lowest->failed_chunk)) lowest = &w[i];
  }
  if (lowest == NULL) return BUJU_OK;
  buju_note_same(ctx, lowest->ctx);
  return lowest->status;
}

buju_status buju_parallel_for(buju_ctx *ctx, uint64_t n, uint64_t chunk, buju_work work, void *user) {
  unsigned wanted = buju_parallel_workers(ctx, n, chunk), workers = 0;
  loop l = {.n = n, .chunk = chunk, .work = work, .user = user};
  worker *w = wanted > 1 ? calloc(wanted, sizeof *w) : NULL;
  if (w != NULL) workers = hire(ctx, &l, w, wanted);
  buju_status status;
  if (workers > 1) {
    status = run_many(ctx, w, workers);
  } else {
    worker alone = {.loop = &l, .ctx = ctx};
    run(&alone);
    status = alone.status;
  }
  for (unsigned i = 0; i < workers; i++) buju_ctx_free(w[i].ctx);
  free(w);
  return status;
}
