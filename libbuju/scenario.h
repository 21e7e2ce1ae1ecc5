/* Inside reading a scenario: from the merged document to typed, checked values.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_SCENARIO_H
#define BUJU_LIBBUJU_SCENARIO_H

#include "core/scenario.h"

/** buju_scenario_read on a text; path is where its file would be. The text may go afterwards. */
buju_status buju_scenario_parse(buju_ctx *ctx, const char *path, const char *text, size_t bytes, const char *const *set,
                                size_t sets, buju_scenario **out);

/** "key.key=value" laid over *doc, in place of what the file says. BUJU_E_SCENARIO when the form is wrong. */
buju_status buju_scenario_set(buju_ctx *ctx, const char *assignment, buju_arena *arena, buju_doc **doc);

/** Reads the profile that name (of `profile:`) means: one of the program's own by id, or a YAML file, relative to the
 *  scenario's folder. Fills scenario->profile.
 *  @param named  where messages point.
 *  @param out    the profile's document, its nodes marked. */
buju_status buju_profile_read(buju_ctx *ctx, const char *name, const buju_doc *named, buju_scenario *scenario,
                              buju_doc **out);

/** `travel:` (NULL: none) into scenario->travel, every default filled in. */
buju_status buju_bind_travel(buju_ctx *ctx, const buju_doc *travel, buju_scenario *scenario);
/** Complains about a provider whose inputs are missing; both must be bound. */
buju_status buju_check_travel(buju_ctx *ctx, const buju_scenario *scenario);

/** `inputs:` into scenario->input, in the order of roles. */
buju_status buju_bind_inputs(buju_ctx *ctx, const buju_doc *inputs, buju_scenario *scenario);

/** One input from its node, a path or a map; role is the caller's. */
buju_status buju_bind_input(buju_ctx *ctx, const buju_doc *node, const buju_scenario *scenario, buju_input *input);

/** A table of decisions (columns code, decision, with, reason, person, or their Chinese names) as the list `decisions:`
 *  would be; a row's line is its place. */
buju_status buju_decisions_table(buju_ctx *ctx, const buju_doc *node, buju_scenario *scenario, buju_doc **list);

/** `decisions:` (a list, or {path: a table}) into scenario->decision, by code.
 *  @return BUJU_E_CONTRADICTION when two of them cannot both be honoured. */
buju_status buju_bind_decisions(buju_ctx *ctx, const buju_doc *decisions, buju_scenario *scenario);

/** `circles:` (off, or a map) into scenario->circles. */
buju_status buju_bind_circles(buju_ctx *ctx, const buju_doc *circles, buju_scenario *scenario);

/** path as the scenario means it: absolute paths and GDAL's /vsi… stay, others start in the scenario's folder. NULL
 *  when memory is out. */
const char *buju_scenario_resolve(const buju_scenario *scenario, const char *path);

/** A scenario with nothing but the profile's own rules: what `buju profiles` shows. */
buju_status buju_scenario_of_profile(buju_ctx *ctx, const char *name, buju_scenario **out);

#endif
