/* From a comparison to its GeoPackage. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

buju_status buju_comparison_write(buju_ctx *ctx, const buju_comparison *comparison, const char *path) {
  /* the writer asks a scenario for its day and a region for its CRS and what its villages are: those of the later plan
   */
  buju_scenario scenario = {.as_of = comparison->as_of};
  buju_region region = {.crs = {.name = comparison->to, .wkt = comparison->crs_wkt}};
  region.village.polygons = comparison->polygons;
  buju_output out = {.ctx = ctx,
                     .file = BUJU_COMPARE_FILE,
                     .shown = path,
                     .scenario = &scenario,
                     .region = &region,
                     .comparison = comparison};
  buju_draft draft = {0};
  buju_status status = buju_draft_open(ctx, BUJU_DRAFT_COMPARE, path, &draft);
  if (status != BUJU_OK) goto done;
  out.arena = buju_arena_new();
  status = out.arena != NULL ? buju_output_store(&out, &draft, path) : buju_fail_memory(ctx);
done:
  buju_draft_close(&draft);
  buju_arena_free(out.arena);
  return status;
}
