/* Binding what a profile and a scenario say about rules to the parameter tables of the shapes.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_BIND_H
#define BUJU_PLANNER_BIND_H

#include "planner/rule_shape.h"

/** The shapes in the order of rule_list.h; NULL-terminated. */
extern const buju_rule *const buju_rules[];

/** Binds `rules:` into scenario->use and scenario->selector and runs every rule's check. Every complaint names its
 *  place; all of them are collected.
 *  @param shapes   the shapes that can be used, NULL-terminated: buju_rules.
 *  @param rules    the merged map of rule uses by id; NULL: none.
 *  @param profile  the profile's own map, whose citations a scenario must leave alone; NULL: none.
 *  O(uses × parameters). */
buju_status buju_bind_rules(buju_ctx *ctx, const buju_rule *const *shapes, const buju_doc *rules,
                            const buju_doc *profile, buju_scenario *scenario);

/** Whether a text may be the id of a rule or a profile: small letters, digits, _ and -, at most 48. Ids stand in --set
 *  paths and in outputs. */
bool buju_bind_is_id(const char *id);

/** A sentence in both languages: a map of zh and en, or one text for both. */
buju_status buju_bind_msg(buju_ctx *ctx, const buju_doc *node, buju_msg *out);

#endif
