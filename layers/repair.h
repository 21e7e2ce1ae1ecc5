/* Polygons made valid by GEOS. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REPAIR_H
#define BUJU_LAYERS_REPAIR_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/say.h"

typedef struct buju_repairer buju_repairer;

/** NULL when memory is out. One a thread and a layer. */
buju_repairer *buju_repairer_new(void);
void buju_repairer_free(buju_repairer *repairer);

typedef struct buju_repaired {
  const unsigned char *wkb; /* a valid MultiPolygon; NULL: nothing with an area is left */
  size_t bytes;
  bool changed;
  char reason[64];            /* what was wrong, as GEOS says it: "Self-intersection"; "" when nothing was */
  double before_m2, after_m2; /* set when changed */
} buju_repaired;

/** Checks a MultiPolygon (little-endian 2D WKB) and repairs it by GEOS's structure method: shells are united, holes
 *  within them cut out, holes outside them become parts, what has no area goes. A valid one is returned as it is,
 *  uncopied; of an invalid one the bytes may change. */
buju_status buju_repair(buju_ctx *ctx, buju_repairer *repairer, unsigned char *wkb, size_t bytes, buju_arena *arena,
                        buju_repaired *out);

/** A reason as GEOS says it, in the words of a planner. */
const buju_msg *buju_repair_reason(const char *reason);

#endif
