/* From a plan to its GeoPackage: shape, write, describe, verify, publish. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "buju/plan.h"
#include "layers/output/output.h"
#include "layers/qgis/qgis.h"

/* "xixian-2021 §3(1)1 (X2)" */
static const char *clause_text(buju_output *out, const buju_use *use) {
  const char *profile = out->scenario->profile.id != NULL ? out->scenario->profile.id : "";
  const char *clause = use->clause != NULL ? use->clause : "", *ref = use->ref != NULL ? use->ref : "";
  size_t size = strlen(profile) + strlen(clause) + strlen(ref) + 8;
  char *text = buju_arena_alloc(out->arena, size, 1);
  if (text == NULL) return NULL;
  snprintf(text, size, "%s%s%s%s%s%s", profile, *clause != '\0' ? " " : "", clause, *ref != '\0' ? " (" : "", ref,
           *ref != '\0' ? ")" : "");
  return text;
}

buju_status buju_output_clauses(buju_output *out) {
  out->clause = BUJU_NEW(out->arena, const char *, out->scenario->uses);
  if (out->clause == NULL) return buju_fail_memory(out->ctx);
  for (buju_ix u = 0; u < out->scenario->uses; u++) {
    out->clause[u] = clause_text(out, &out->scenario->use[u]);
    if (out->clause[u] == NULL) return buju_fail_memory(out->ctx);
  }
  return BUJU_OK;
}

static buju_status prepare(buju_output *out) {
  buju_status status = buju_output_clauses(out);
  if (status == BUJU_OK) status = buju_output_ids(out);
  return status == BUJU_OK ? buju_cells_make(out, &out->cells) : status;
}

buju_status buju_output_store(buju_output *out, const buju_draft *draft, const char *path) {
  BUJU_MSG(checking, "检查写出的文件", "checking the file");
  buju_tally tally = {{0}, {false}};
  buju_status status = buju_gpkg_write(out, draft->file, &tally);
  if (status == BUJU_OK) buju_ctx_step(out->ctx, BUJU_SAY(checking), 0);
  if (status == BUJU_OK) status = buju_gpkg_describe(out, draft->file, &tally);
  const char *slash = strrchr(path, '/');
  if (status == BUJU_OK)
    status = buju_qgis_store(out, draft->file, slash != NULL ? slash + 1 : path, draft->project, &tally);
  if (status == BUJU_OK) status = buju_gpkg_verify(out, draft->file, &tally);
  if (status == BUJU_OK) status = buju_draft_publish(out->ctx, draft, path);
  return status;
}

buju_status buju_plan_write(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                            const buju_plan *plan, const char *path) {
  buju_output out = {
      .ctx = ctx, .file = BUJU_PLAN_FILE, .shown = path, .scenario = scenario, .region = region, .plan = plan};
  buju_draft draft = {0};
  buju_status status = buju_draft_open(ctx, BUJU_DRAFT_PLAN, path, &draft);
  if (status != BUJU_OK) goto done;
  out.arena = buju_arena_new();
  status = out.arena != NULL ? prepare(&out) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_output_store(&out, &draft, path);
done:
  buju_draft_close(&draft);
  buju_cells_free(out.cells);
  buju_arena_free(out.arena);
  return status;
}
