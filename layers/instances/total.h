/* Sums of what a file says that must fit in 64 bits. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INSTANCES_TOTAL_H
#define BUJU_LAYERS_INSTANCES_TOTAL_H

#include "core/say.h"

/** The most that the weights of a file, or the costs of its candidates, may be in all: of two such sums the solvers can
 *  take the sum and the difference. */
#define BUJU_INSTANCE_SUM_MOST (INT64_MAX / 4)

/** Adds a value of 0 or more, that stands in that line.
 *  @param field  what it is, as the file calls it.
 *  @return BUJU_E_DATA with file, line, field and value when the sum becomes too large. O(1). */
buju_status buju_total_add(buju_ctx *ctx, const char *file, int64_t line, buju_arg field, int64_t value, int64_t *sum);

#endif
