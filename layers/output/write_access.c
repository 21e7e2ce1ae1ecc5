/* From accessibility to its file: a GeoPackage, or the table of zones as CSV. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "layers/output/access_csv.h"
#include "layers/output/output.h"

/* Whether path ends in .csv, in any case. */
static bool is_csv(const char *path) {
  static const char end[] = ".csv";
  size_t n = strlen(path);
  if (n < sizeof end) return false;
  for (size_t i = 0; i < sizeof end - 1; i++) {
    char c = path[n - (sizeof end - 1) + i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (c != end[i]) return false;
  }
  return true;
}

buju_status buju_access_write(buju_ctx *ctx, const buju_access *access, int villages, const char *path) {
  buju_output out = {.ctx = ctx,
                     .file = BUJU_ACCESS_FILE,
                     .shown = path,
                     .scenario = access->scenario,
                     .region = access->region,
                     .access = access,
                     .access_villages = villages != 0};
  buju_draft draft = {0};
  bool csv = is_csv(path);
  buju_status status = buju_draft_open(ctx, csv ? BUJU_DRAFT_ACCESS_CSV : BUJU_DRAFT_ACCESS, path, &draft);
  if (status != BUJU_OK) goto done;
  if (csv) {
    status = buju_access_csv(&out, draft.file);
    if (status == BUJU_OK) status = buju_draft_publish(ctx, &draft, path);
    goto done;
  }
  out.arena = buju_arena_new();
  status = out.arena != NULL ? buju_output_clauses(&out) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_output_settlement_ids(&out);
  if (status == BUJU_OK) status = buju_output_site_ids(&out);
  if (status == BUJU_OK) status = buju_output_site_names(&out);
  if (status == BUJU_OK) status = buju_output_store(&out, &draft, path);
done:
  buju_draft_close(&draft);
  buju_cells_free(out.cells);
  buju_arena_free(out.arena);
  return status;
}
