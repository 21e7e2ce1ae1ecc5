/* Adding findings. SPDX-License-Identifier: Apache-2.0 */
#include "core/finding.h"

/* file and layer recur on every row and belong to the region already; the row's own texts are copied. */
buju_status buju_find(buju_ctx *ctx, buju_findings *findings, buju_finding finding) {
  if (finding.code != NULL) {
    finding.code = buju_arena_text(findings->arena, finding.code);
    if (finding.code == NULL) return buju_fail_memory(ctx);
  }
  for (int i = 0; i < BUJU_SAID_ARGS; i++) {
    if (finding.arg[i].kind != BUJU_ARG_TEXT || finding.arg[i].u.s == NULL) continue;
    finding.arg[i].u.s = buju_arena_text(findings->arena, finding.arg[i].u.s);
    if (finding.arg[i].u.s == NULL) return buju_fail_memory(ctx);
  }
  buju_finding *row = buju_vec_push(&findings->rows, sizeof *row);
  if (row == NULL) return buju_fail_memory(ctx);
  *row = finding;
  return BUJU_OK;
}
