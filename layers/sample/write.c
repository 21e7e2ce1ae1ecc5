/* Writing a sample into a folder. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "buju/sample.h"
#include "core/say.h"
#include "layers/gdal_start.h"
#include "layers/sample/layers.h"
#include "layers/sample/scenario.h"

static const buju_sample_layer *const layers[] = {&buju_sample_villages, &buju_sample_townships,
                                                  &buju_sample_settlements, &buju_sample_facilities};

static buju_status make_folder(buju_ctx *ctx, const char *path) {
  BUJU_MSG(no_folder, "{0}：无法建立文件夹（{1}）", "{0}: the folder cannot be made ({1})");
  if (mkdir(path, 0777) == 0 || errno == EEXIST) return BUJU_OK;
  return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(no_folder, buju_text(path), buju_text(strerror(errno))));
}

enum { LAYERS = sizeof layers / sizeof *layers };

/* The scenario comes last: a folder with one is whole. */
static buju_status write_layers(buju_ctx *ctx, const buju_county *county, const char *folder, const char *scenario) {
  buju_sheet_target target;
  buju_status status = buju_sheet_target_open(ctx, county, folder, &target);
  for (size_t i = 0; i < LAYERS && status == BUJU_OK; i++) status = layers[i]->write(ctx, county, &target);
  if (status == BUJU_OK) status = buju_sample_write_scenario(ctx, county, &target, layers, LAYERS, scenario);
  buju_sheet_target_free(&target);
  return status;
}

buju_status buju_sample_write(buju_ctx *ctx, const buju_sample_spec *spec, const char *dir) {
  buju_county county = {0};
  char folder[4000], scenario[4000];
  buju_gdal_start();
  CPLPushErrorHandler(CPLQuietErrorHandler);
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2026-06-30T00:00:00.000Z");
  buju_status status = buju_county_plan(ctx, spec, &county);
  if (status != BUJU_OK) goto done;
  if ((status = make_folder(ctx, dir)) != BUJU_OK) goto done;
  snprintf(folder, sizeof folder, "%s/data", dir);
  if ((status = make_folder(ctx, folder)) != BUJU_OK) goto done;
  snprintf(scenario, sizeof scenario, "%s/scenario.yaml", dir);
  status = write_layers(ctx, &county, folder, scenario);
done:
  buju_county_free(&county);
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
  CPLPopErrorHandler();
  return status;
}
