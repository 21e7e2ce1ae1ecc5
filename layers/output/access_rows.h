/* What the layers of accessibility have in common. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OUTPUT_ACCESS_ROWS_H
#define BUJU_LAYERS_OUTPUT_ACCESS_ROWS_H

#include "layers/output/output.h"

/** How many zones the tables show: without villages unless they are asked for. */
buju_ix buju_access_zones_shown(const buju_output *out);

/** The facility's code, or N and the code of the village, else of the township (and the kind, unless a clinic), as
 *  plans write it. */
void buju_row_access_site_id(buju_row *row, int column, buju_ix site);

/** The columns of access_stage.def, `first` being the first of them, for both stages. */
void buju_row_access_stages(buju_row *row, int first, buju_ix service, buju_ix zone);

#endif
