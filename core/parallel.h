/* Loops over independent items on several threads, with the same result on any number of them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_PARALLEL_H
#define BUJU_CORE_PARALLEL_H

#include <stdint.h>

#include "core/say.h"

/** Does the items first … end-1 of a loop. ctx belongs to the worker: failures are reported to it as to any context,
 *  and nested loops run inline. worker (0 … buju_parallel_workers - 1) picks scratch of its own; which worker gets
 * which items is not fixed, so nothing that is kept may depend on it. */
typedef buju_status (*buju_work)(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end);

/** How many workers a loop of n items in chunks of `chunk` has: at least 1, at most the threads of ctx. O(1). */
unsigned buju_parallel_workers(const buju_ctx *ctx, uint64_t n, uint64_t chunk);

/** Calls work for every chunk of `chunk` (≥ 1) items of 0 … n-1, the last one perhaps shorter; workers take chunks in
 *  ascending order. With one worker it runs on the caller's thread, chunk by chunk. Writes to different items must not
 *  overlap; sums over workers must be of integers, so that their order does not matter.
 *  @return the status of the lowest chunk that failed, with its error line in ctx; later chunks may or may not have
 * run. That a thread cannot be started is no failure: the others do its share. */
buju_status buju_parallel_for(buju_ctx *ctx, uint64_t n, uint64_t chunk, buju_work work, void *user);

#endif
