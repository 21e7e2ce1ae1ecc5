/* One scenario under several values: the same question asked again and again, side by side.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_VARIANTS_H
#define BUJU_VARIANTS_H

#include <stddef.h>

#include "buju/ctx.h"
#include "buju/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How many variants a sweep has at most. */
enum { BUJU_VARIANTS_MOST = 1000 };

/** One figure of the summaries (buju/summary.h), a value for each variant. */
typedef struct buju_variants_row {
  const char *group, *group_label; /* "people", "人口（人）" */
  const char *unit;                /* "people" */
  const char *key, *label;         /* "served", "有服务" */
  const char *column;              /* "after"; NULL where the group has one column */
  const char *column_label;
  const double *value;   /* [variants]; NaN: that variant has no such figure, or was not planned */
  const double *percent; /* [variants]; NaN: not a share */
  int varies;            /* 1: not the same in all the variants that were planned */
} buju_variants_row;

typedef struct buju_variants buju_variants;

/** Plans a scenario once for each combination of values. An assignment "key.key=600,700,800" is an axis; one with a
 *  single value holds for all. Commas inside brackets, braces, parentheses and quotes do not separate. The first axis
 *  turns slowest. What variants have in common is done once: the inputs are read again only where a value changes
 *  them.
 *
 *  Scenarios are checked before anything is planned. A variant whose plan is refused (decisions that exclude each
 *  other, targets that cannot be) says so and the others go on.
 *
 *  @param set  as buju_scenario_read takes them, sets of them.
 *  @param out  freed with buju_variants_free; set only on success. It borrows nothing.
 *  @return BUJU_E_USAGE for more than BUJU_VARIANTS_MOST variants, a key given twice or an assignment that is none,
 *          and what buju_scenario_read and buju_region_read return. O(variants × a plan). */
buju_status buju_variants_run(buju_ctx *ctx, const char *path, const char *const *set, size_t sets,
                              buju_variants **out);
void buju_variants_free(buju_variants *sweep);

/** How many axes there are, and how many variants; axis and variant below are less than these. */
size_t buju_variants_axes(const buju_variants *sweep);
size_t buju_variants_count(const buju_variants *sweep);
/** The key of an axis: "rules.joint_clinic.max_population". Borrowed. */
const char *buju_variants_axis(const buju_variants *sweep, size_t axis);

/** The value a variant has on an axis, as it was written. Borrowed. */
const char *buju_variants_value(const buju_variants *sweep, size_t variant, size_t axis);
/** NULL, or the line that says why that variant has no plan. Borrowed. */
const char *buju_variants_refused(const buju_variants *sweep, size_t variant);
/** How many times the inputs were read. */
size_t buju_variants_readings(const buju_variants *sweep);

/** The rows in the order of the summaries; NULL beyond the last. Borrowed. */
const buju_variants_row *buju_variants_row_at(const buju_variants *sweep, size_t i);

#ifdef __cplusplus
}
#endif
#endif
