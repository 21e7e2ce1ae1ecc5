/* The layers of a sample. Each writes one file and describes itself for scenario.yaml.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_LAYERS_H
#define BUJU_LAYERS_SAMPLE_LAYERS_H

#include "layers/sample/sheet.h"

typedef struct buju_sample_layer {
  const char *input; /* its key under inputs: in scenario.yaml; NULL: the planner does not read it yet */
  const char *name;  /* of the file, without ending */
  const buju_sheet_column *columns;
  buju_status (*write)(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target);
} buju_sample_layer;

extern const buju_sample_layer buju_sample_villages, buju_sample_townships, buju_sample_settlements,
    buju_sample_facilities, buju_sample_roads;

#define BUJU_SAMPLE_DEM "高程.tif"
#define BUJU_SAMPLE_LEDGER_XLSX "乡村医生台账.xlsx"
#define BUJU_SAMPLE_LEDGER_CSV "乡村医生台账.csv"

/** Elevation in whole metres, always in the grid of the province's zone. */
buju_status buju_sample_write_dem(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target);

#endif
