/* Maximal cover: which item to branch on. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/siting/max_cover.h"

enum { PROBES = 8, PROBES_NEAR_ROOT = 12, NEAR_ROOT = 3, ITERATIONS = 100 };

/* The items of which the program opens a part, nearest to a half first. */
static buju_ix find_parts(const buju_max_search *s, buju_ix most, buju_ix *list) {
  buju_ix n = 0;
  for (buju_ix j = 0; j < s->core->items; j++) {
    double off = fabs(s->master.x[j] - 0.5);
    if (s->domain.state[j] != BUJU_MAX_FREE || off > 0.5 - 1e-6) continue;
    if (n == most && off >= fabs(s->master.x[list[n - 1]] - 0.5)) continue;
    buju_ix at = n < most ? n++ : n - 1;
    for (; at > 0 && fabs(s->master.x[list[at - 1]] - 0.5) > off; at--) list[at] = list[at - 1];
    list[at] = j;
  }
  return n;
}

/* What the program loses by deciding an item: known from before, or tried. */
static buju_status reckon_loss(buju_ctx *ctx, buju_max_search *s, buju_ix item, bool open, double *loss) {
  double x = s->master.x[item], step = open ? 1 - x : x, value;
  if (s->tries[open][item] > 0) {
    *loss = s->lost[open][item] / s->tries[open][item] * step;
    return BUJU_OK;
  }
  buju_status status = buju_max_master_probe(ctx, &s->master, item, open, ITERATIONS, &value);
  if (status != BUJU_OK) return status;
  *loss = fmax(0, s->master.value - value);
  s->lost[open][item] += *loss / step;
  s->tries[open][item]++;
  return BUJU_OK;
}

/* Without parts: an item that is open in the program, or the one worth most. */
static buju_ix pick_whole(const buju_max_search *s) {
  buju_ix best = BUJU_NONE;
  for (buju_ix j = 0; j < s->core->items; j++) {
    if (s->domain.state[j] != BUJU_MAX_FREE) continue;
    if (s->master.guided && s->master.x[j] > 0.5) return j;
    if (best == BUJU_NONE || s->master.worth[j] > s->master.worth[best]) best = j;
  }
  return best;
}

buju_status buju_max_branch_pick(buju_ctx *ctx, buju_max_search *s, buju_ix *item, bool *open_first) {
  buju_ix list[PROBES_NEAR_ROOT], n = 0;
  if (s->master.guided) n = find_parts(s, s->depth < NEAR_ROOT ? PROBES_NEAR_ROOT : PROBES, list);
  double most = -1;
  *item = n > 0 ? list[0] : pick_whole(s);
  for (buju_ix k = 0; n > 1 && k < n && !buju_max_search_spent(s); k++) {
    double closed, open;
    buju_status status = reckon_loss(ctx, s, list[k], false, &closed);
    if (status == BUJU_OK) status = reckon_loss(ctx, s, list[k], true, &open);
    if (status != BUJU_OK) return status;
    double score = fmax(closed, 0.01) * fmax(open, 0.01);
    if (score <= most) continue;
    most = score;
    *item = list[k];
  }
  *open_first = n == 0 || s->master.x[*item] >= 0.5;
  return BUJU_OK;
}
