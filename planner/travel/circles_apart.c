/* Sites that stand off what their times are measured on. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/travel/circles_parts.h"

buju_status buju_circles_apart(buju_ctx *ctx, const buju_circles_ask *ask, buju_arena *arena, bool **apart) {
  const buju_travel *travel = ask->travel;
  buju_places sites;
  bool *off = BUJU_NEW(arena, bool, ask->n);
  if (off == NULL) return buju_fail_memory(ctx);
  buju_status status = travel->ops->locate(ctx, travel, ask->n, ask->x_m, ask->y_m, arena, &sites);
  for (buju_ix i = 0; status == BUJU_OK && travel->ops->stands != NULL && i < ask->n; i++)
    off[i] = isfinite(ask->x_m[i]) && isfinite(ask->y_m[i]) && !travel->ops->stands(&sites, i, ask->mode);
  if (status == BUJU_OK) *apart = off;
  return status;
}

buju_status buju_circles_sites(buju_ctx *ctx, const buju_circles_ask *ask, const bool *apart, bool want,
                               buju_arena *arena, buju_places *places) {
  double *x_m = BUJU_NEW(arena, double, ask->n);
  if (x_m == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < ask->n; i++) x_m[i] = apart[i] == want ? ask->x_m[i] : NAN;
  return ask->travel->ops->locate(ctx, ask->travel, ask->n, x_m, ask->y_m, arena, places);
}
