/* One parameter of one use. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_BIND_VALUE_H
#define BUJU_PLANNER_BIND_VALUE_H

#include "core/rule.h"

/** Reads a parameter's value by its type, or its default when given is NULL.
 *  @param use        the use's node: where a missing value is reported.
 *  @param selectors  of buju_selector; a selector is added and numbered.
 *  @param out        texts borrow the document or live in arena. */
buju_status buju_bind_value(buju_ctx *ctx, const buju_param *param, const buju_doc *use, const buju_doc *given,
                            buju_arena *arena, buju_vec *selectors, buju_value *out);

/** The two types that hold several things. value->s shows them as YAML: "[build, upgrade]", "{2023: 110, 2024: rest}".
 */
buju_status buju_bind_words(buju_ctx *ctx, const buju_param *param, const buju_doc *node, buju_arena *arena,
                            buju_value *value);
buju_status buju_bind_years(buju_ctx *ctx, const buju_param *param, const buju_doc *node, buju_arena *arena,
                            buju_value *value);

#endif
