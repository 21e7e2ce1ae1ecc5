/* The formats: one file each, one line each here, in the order in which a file is held against them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INSTANCES_FORMATS_H
#define BUJU_LAYERS_INSTANCES_FORMATS_H

#include "layers/instances.h"
#include "layers/instances/scan.h"

#define BUJU_INSTANCE_FORMAT_LIST(X) X(tsplib) X(bds) X(csv) X(rail) X(pmed) X(scp)

typedef struct buju_instance_format_entry {
  const char *id;
  buju_msg about;
  buju_instance_model model;
  /** Whether the text looks like one. Cheap, or one pass; never fails. */
  bool (*is)(buju_scan scan);
  /** Fills everything but format, model and digest. BUJU_E_DATA with the place. */
  buju_status (*read)(buju_ctx *ctx, buju_scan *scan, const buju_instance_spec *spec, buju_instance *instance);
  bool threaded; /* reading takes all threads itself */
} buju_instance_format_entry;

/** The tier of a name; BUJU_NONE. */
buju_ix buju_instance_find_tier(const buju_instance_tiers *tiers, const char *text, size_t n);

/** Adds what a table of candidates says to an instance whose candidates have names: columns candidate, and any of
 *  state, open_cost, close_cost, capacity, least; with tiers tier, and any of state, open_cost, close_cost: a row for
 * each tier of a candidate. Candidates it does not name stay free at a cost of 1, and take any weight. BUJU_E_DATA with
 * the place. */
buju_status buju_instance_candidates(buju_ctx *ctx, buju_scan *scan, buju_instance *instance);

#endif
