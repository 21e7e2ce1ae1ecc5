/* Which found thing plays which part in a scenario. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INIT_ROLES_H
#define BUJU_LAYERS_INIT_ROLES_H

#include "layers/init/look.h"
#include "layers/region/fields.h"

/** What plays a part: a row of found, and its fields; found == BUJU_NONE when nothing does. */
typedef struct buju_cast {
  buju_ix found;
  buju_fields fields;
} buju_cast;

/** Casts every role by geometry, column names and file name; each found thing plays one part at most.
 *  O(found × roles × columns). BUJU_E_MEMORY is the only failure. */
buju_status buju_cast_roles(buju_ctx *ctx, const buju_found *found, buju_ix n, buju_cast cast[BUJU_INPUT_ROLES]);

#endif
