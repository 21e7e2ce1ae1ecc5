/* What the layers of accessibility have in common. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OUTPUT_ACCESS_ROWS_H
#define BUJU_LAYERS_OUTPUT_ACCESS_ROWS_H

#include "layers/output/output.h"

/** How many zones the tables show: without villages unless they are asked for. */
buju_ix buju_access_zones_shown(const buju_output *out);

/** The columns of access_stage.def, `first` being the first of them, for both stages. */
void buju_row_access_stages(buju_row *row, int first, buju_ix service, buju_ix zone);

#endif
