/* The ledger of village doctors: a table with a title, a header and a total, as it comes by mail.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_LEDGER_H
#define BUJU_LAYERS_SAMPLE_LEDGER_H

#include "layers/sample/layers.h"

/** Its columns; the fields are those of inputs.doctors. */
extern const buju_sheet_column buju_sample_ledger_columns[];

/** 乡村医生台账.xlsx; .csv (in the sample's encoding) for counties of more villages than a worksheet should hold. */
const char *buju_sample_ledger_file(const buju_sample_spec *spec);

buju_status buju_sample_write_ledger(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target);

#endif
