/* What is decided at a point of the search for a cover, and the way back. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/cover_parts.h"

static void ask(buju_cover_state *s, buju_ix i) {
  if (s->left[i] <= 0 || s->may[i] > s->left[i] || s->queued[i]) return;
  s->queued[i] = true;
  s->queue[s->queue_n++] = i;
}

bool buju_cover_state_new(const buju_cover *c, buju_arena *arena, buju_cover_state *out) {
  *out = (buju_cover_state){.cover = c,
                            .role = BUJU_NEW(arena, uint8_t, c->columns),
                            .left = BUJU_NEW(arena, int32_t, c->rows),
                            .may = BUJU_NEW(arena, int32_t, c->rows),
                            .trail = BUJU_NEW(arena, buju_ix, c->columns),
                            .queue = BUJU_NEW(arena, buju_ix, c->rows),
                            .queued = BUJU_NEW(arena, bool, c->rows),
                            .bare = c->rows};
  if (out->role == NULL || out->left == NULL || out->may == NULL || out->trail == NULL || out->queue == NULL ||
      out->queued == NULL)
    return false;
  for (buju_ix i = 0; i < c->rows; i++) {
    out->left[i] = c->need[i];
    out->may[i] = (int32_t)(c->row[i + 1] - c->row[i]);
    ask(out, i);
  }
  return true;
}

void buju_cover_state_set(buju_cover_state *s, buju_ix j, buju_cover_role role) {
  const buju_cover *c = s->cover;
  bool open = role == BUJU_COVER_OPEN;
  s->role[j] = (uint8_t)role;
  s->trail[s->trail_n++] = j;
  if (open) s->cost += c->cost[j];
  s->work += (int64_t)(c->col[j + 1] - c->col[j]);
  for (uint64_t at = c->col[j]; at < c->col[j + 1]; at++) {
    buju_ix i = c->member[at];
    s->may[i]--;
    if (open && --s->left[i] == 0) s->bare--;
    if (!open) ask(s, i);
  }
}

void buju_cover_state_undo(buju_cover_state *s, buju_ix to) {
  const buju_cover *c = s->cover;
  while (s->trail_n > to) {
    buju_ix j = s->trail[--s->trail_n];
    bool open = s->role[j] == BUJU_COVER_OPEN;
    s->role[j] = BUJU_COVER_MAY;
    if (open) s->cost -= c->cost[j];
    s->work += (int64_t)(c->col[j + 1] - c->col[j]);
    for (uint64_t at = c->col[j]; at < c->col[j + 1]; at++) {
      buju_ix i = c->member[at];
      s->may[i]++;
      if (open && s->left[i]++ == 0) s->bare++;
    }
  }
}

static void open_all(buju_cover_state *s, buju_ix i) {
  const buju_cover *c = s->cover;
  s->work += (int64_t)(c->row[i + 1] - c->row[i]);
  for (uint64_t at = c->row[i]; at < c->row[i + 1]; at++) {
    if (s->role[c->column[at]] != BUJU_COVER_MAY) continue;
    buju_cover_state_set(s, c->column[at], BUJU_COVER_OPEN);
    if (s->trace != NULL) buju_cover_trace_step(s->trace, BUJU_STEP_OPEN, c->column_id[c->column[at]], false);
  }
}

bool buju_cover_state_settle(buju_cover_state *s) {
  bool possible = true;
  for (buju_ix q = 0; q < s->queue_n; q++) {
    buju_ix i = s->queue[q];
    s->queued[i] = false;
    if (!possible || s->left[i] <= 0) continue;
    if (s->may[i] < s->left[i]) possible = false;
    if (s->may[i] == s->left[i]) open_all(s, i);
  }
  s->queue_n = 0;
  return possible;
}
