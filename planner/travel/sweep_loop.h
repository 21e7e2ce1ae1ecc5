/* The inner loop of the sweep: one text, compiled for one lane, for sixteen on any processor, and for sixteen in two
 * registers of AVX2. The file that includes it has defined SWEEP_TARGET, attributes of functions or nothing, and
 *   static inline bool pull(uint32_t *ms, buju_ix r, const buju_field *field, const uint32_t *seed, uint32_t limit_ms)
 * which works out row r, with what was climbed to when seed is not NULL, and says whether some lane is within the
 * limit. It gets sweep_loop, which does what buju_sweep_rows says. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_SWEEP_LOOP_H
#define BUJU_PLANNER_SWEEP_LOOP_H

/* Whether nothing within the limit comes into the subtree of row r. The parent, last of the border, is most often what
 * does. */
SWEEP_TARGET static inline bool cut_off(const buju_field *f, const uint8_t *alive, buju_ix r) {
  for (uint32_t k = f->border_first[r + 1]; k-- > f->border_first[r];)
    if (alive[f->border[k]]) return false;
  return true;
}

/* With a limit: a subtree is passed over when nothing within the limit comes in. It holds no seed, because whoever
 * starts in it has climbed to its root, which is then a seed and not here. */
SWEEP_TARGET static inline void sweep_within(buju_sweep *s, buju_ix first, buju_ix end) {
  const buju_field field = s->field;
  uint32_t *const ms = s->ms, limit_ms = s->limit_ms;
  uint8_t *const alive = s->alive;
  buju_ix open = s->open, passed = 0;
  for (buju_ix r = first; r < end;) {
    buju_ix stop = field.end[r];
    if (stop - r >= BUJU_PASS_OVER_FROM && cut_off(&field, alive, r)) {
      if (r > open) s->span[s->spans++] = (buju_span){open, r};
      open = stop;
      passed += stop - r;
      r = stop;
    } else {
      alive[r] = pull(ms, r, &field, NULL, limit_ms);
      r++;
    }
  }
  s->open = open;
  s->work.rows += end - first - passed;
}

SWEEP_TARGET static void sweep_loop(buju_sweep *s, buju_ix first, buju_ix end, const uint32_t *seed) {
  if (seed != NULL) {
    s->alive[first] = pull(s->ms, first, &s->field, seed, s->limit_ms);
    s->work.rows++;
  } else if (s->limit_ms != BUJU_FAR) {
    sweep_within(s, first, end);
  } else {
    const buju_field field = s->field;
    uint32_t *const ms = s->ms;
    for (buju_ix r = first; r < end; r++) pull(ms, r, &field, NULL, BUJU_FAR);
    s->work.rows += end - first;
  }
}

#endif
