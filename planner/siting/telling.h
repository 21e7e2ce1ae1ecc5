/* A search tells the caller's progress how far it has come. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SITING_TELLING_H
#define BUJU_PLANNER_SITING_TELLING_H

#include "core/say.h"
#include "planner/siting/siting.h"

/** The best known so far; belongs to the caller, who keeps it where it is while `watch` is in use. */
typedef struct buju_siting_telling {
  buju_ctx *ctx;
  int64_t upper, lower; /* INT64_MAX, INT64_MIN: none yet */
  buju_siting_watch watch;
} buju_siting_telling;

/** Starts, and returns what a problem's `watch` is set to. */
const buju_siting_watch *buju_siting_telling_begin(buju_siting_telling *telling, buju_ctx *ctx);

#endif
