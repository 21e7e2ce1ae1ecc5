/* Writing a sample into a folder. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>

#include "buju/sample.h"
#include "core/say.h"
#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/sample/folder.h"
#include "layers/sample/ledger.h"
#include "layers/sample/scenario.h"

static const buju_sample_layer *const layers[] = {&buju_sample_villages, &buju_sample_townships,
                                                  &buju_sample_settlements, &buju_sample_facilities,
                                                  &buju_sample_roads};
enum { LAYERS = sizeof layers / sizeof *layers };

/* The scenario comes last: a folder with one is whole. */
static buju_status write_all(buju_ctx *ctx, const buju_county *county, const buju_sample_folder *folder,
                             const buju_sheet_target *target) {
  BUJU_MSG(writing, "写出{0}", "writing {0}");
  for (size_t i = 0; i < LAYERS; i++) {
    buju_ctx_step(ctx, BUJU_SAY(writing, buju_text(layers[i]->name)), 0.3 + 0.1 * (double)i);
    buju_status status = layers[i]->write(ctx, county, target);
    if (status != BUJU_OK) return status;
  }
  buju_status status = buju_sample_write_dem(ctx, county, target);
  if (status == BUJU_OK) status = buju_sample_write_ledger(ctx, county, target);
  if (status != BUJU_OK || folder->keeps_scenario) return status;
  return buju_sample_write_scenario(ctx, county, target, layers, LAYERS, folder->scenario);
}

/* The request is checked and the county planned before the folder is touched. */
static buju_status plan_and_write(buju_ctx *ctx, const buju_sample_spec *spec, const char *dir) {
  buju_county county = {0};
  buju_sheet_target target = {0};
  buju_sample_folder folder = {0};
  buju_status status = buju_county_plan(ctx, spec, &county);
  if (status == BUJU_OK) status = buju_sheet_target_open(ctx, &county, folder.data, &target);
  if (status == BUJU_OK) status = buju_sample_take_folder(ctx, dir, spec->force, layers, LAYERS, &folder);
  if (status == BUJU_OK) status = write_all(ctx, &county, &folder, &target);
  buju_sheet_target_free(&target);
  buju_county_free(&county);
  return status;
}

buju_status buju_sample_write(buju_ctx *ctx, const buju_sample_spec *spec, const char *dir) {
  buju_gdal_start();
  /* Errors of GDAL come back as failures of ours; a GeoPackage must not hold today's date. */
  buju_gdal_trap trap;
  buju_gdal_trap_open(&trap);
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2026-06-30T00:00:00.000Z");
  buju_status status = plan_and_write(ctx, spec, dir);
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
  buju_gdal_trap_close();
  return status;
}
