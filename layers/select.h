/* Selectors: read-only SQLite expressions over the columns of a table, evaluated once into bitsets.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SELECT_H
#define BUJU_LAYERS_SELECT_H

#include "core/region.h"
#include "core/scenario.h"
#include "layers/source.h"

/** Evaluates the scenario's selectors on the region: model columns by their model names (code, name, area_type,
 *  township, category, people, people_resident, …; flags as 1/0/NULL; geometry), then the source's other columns by
 *  the file's names. Spatial functions see the geometry with SRID 0, in metres. An expression that is not SQL, is not
 *  read-only, uses a function that is not on the allow-list or takes too many steps is refused with its place.
 *  @param arena  owns the bitsets. O(rows × selectors). */
buju_status buju_select_region(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                               const buju_selector *selectors, buju_ix n, buju_arena *arena, buju_selection *out);

/** Evaluates `where:` of an input on its rows as read: columns by the file's names. bits has (rows + 63) / 64 words. */
buju_status buju_select_layer(buju_ctx *ctx, const buju_input *input, const buju_layer *layer, buju_arena *arena,
                              uint64_t **bits);

#endif
