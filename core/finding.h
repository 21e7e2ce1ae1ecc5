/* Findings: every oddity of the inputs, counted and named. Nothing is dropped silently.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_FINDING_H
#define BUJU_CORE_FINDING_H

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

typedef enum buju_severity { BUJU_NOTE, BUJU_WARNING, BUJU_SERIOUS } buju_severity;

/** A kind of finding: a static constant beside the code that detects it. */
typedef struct buju_finding_kind {
  const char *id; /* stable, snake_case: "duplicate_code" */
  buju_severity severity;
  buju_msg what; /* the sentence; its arguments are the row's */
  buju_msg done; /* what buju did about it: "kept the first", "placed by its village" */
} buju_finding_kind;

/** One finding. file, layer, field, code may be NULL; row is the source's own row number or -1. */
typedef struct buju_finding {
  const buju_finding_kind *kind;
  const char *file, *layer, *field, *code;
  int64_t row;
  buju_arg arg[BUJU_SAID_ARGS];
} buju_finding;

typedef struct buju_findings {
  buju_arena *arena; /* the region's; texts are copied here */
  buju_vec rows;     /* of buju_finding */
} buju_findings;

/** Adds a finding, copying its code and text arguments; file, layer and field are borrowed and must live as long as the
 *  region. BUJU_E_MEMORY is the only failure. */
buju_status buju_find(buju_ctx *ctx, buju_findings *findings, buju_finding finding);

static inline const buju_finding *buju_finding_at(const buju_findings *findings, size_t i) {
  return (const buju_finding *)findings->rows.data + i;
}

#endif
