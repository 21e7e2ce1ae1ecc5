/* Where places join the roads. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/join.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "core/parallel.h"
#include "planner/travel/boxes.h"
#include "planner/travel/graph.h"

enum { CHUNK = 256 };

static const double NEVER = 4294967294.0; /* the most that is not BUJU_FAR */
/* Times round up, but the noise of a division must not push "exactly 15 minutes" over the limit. A place on a line is
 * found again after the line was cut to a few billionths of a metre, which must not matter either. */
static const double NOISE_MS = 1e-6, NOISE_ALONG_MS = 1e-4;

uint32_t buju_walk_ms(double metres, double mps) {
  double ms = ceil(metres / mps * 1000 - NOISE_MS);
  return ms <= NEVER ? (uint32_t)fmax(ms, 0) : BUJU_FAR; /* also false for NaN */
}

uint32_t buju_decimetres(double metres) {
  double dm = round(metres * 10);
  return dm <= NEVER ? (uint32_t)dm : UINT32_MAX;
}

/* A speed is a float, a ten-millionth off what was meant; that must not make 15 minutes 15 minutes and a millisecond.
 */
static double line_ms(double along_m, float mps) {
  return ceil(along_m / ((double)mps * (1 + FLT_EPSILON)) * 1000 - NOISE_ALONG_MS);
}

uint32_t buju_along_ms(double from_m, double to_m, float mps) {
  double ms = mps > 0 ? line_ms(to_m, mps) - line_ms(from_m, mps) : INFINITY;
  return ms <= NEVER ? (uint32_t)ms : BUJU_FAR; /* also false for NaN */
}

uint32_t buju_along_dm(double from_m, double to_m) {
  double dm = round(to_m * 10) - round(from_m * 10);
  return dm <= NEVER ? (uint32_t)dm : UINT32_MAX;
}

/* The nearest point of an edge. */
typedef struct foot {
  double apart2; /* square metres */
  buju_ix edge;
  uint32_t point; /* it lies between this one and the next */
  double part;    /* of the way between them */
} foot;

typedef struct looking {
  const buju_joiner *to;
  double x_m, y_m;
  foot best[BUJU_MODES][BUJU_JOINS]; /* the nearest; the nearest of the longest piece */
  double reach2[BUJU_MARKS];         /* how far better ones may be, by mark */
} looking;

_Static_assert(2 * BUJU_MODES <= BUJU_MARKS, "a mark for each mode, and one for its main piece");

static foot foot_on(const buju_network *w, buju_ix segment, double x_m, double y_m) {
  uint32_t p = w->segment_point[segment];
  double ax = w->x_m[p] - x_m, ay = w->y_m[p] - y_m, dx = w->x_m[p + 1] - w->x_m[p], dy = w->y_m[p + 1] - w->y_m[p];
  double whole = dx * dx + dy * dy, along = -(ax * dx + ay * dy);
  double part = along <= 0 ? 0 : along >= whole ? 1 : along / whole;
  ax += part * dx;
  ay += part * dy;
  return (foot){ax * ax + ay * ay, w->segment_edge[segment], p, part};
}

static bool nearer(const foot *a, const foot *b) {
  if (a->apart2 < b->apart2 || a->apart2 > b->apart2) return a->apart2 < b->apart2;
  return a->edge != b->edge ? a->edge < b->edge : a->point < b->point;
}

static bool on_main(const looking *s, int mode, const foot *f) {
  return f->edge != BUJU_NONE && (s->to->usage[mode].bits[f->edge] & BUJU_EDGE_MAIN) != 0;
}

/* A little more than the best, so that edges equally far are all seen. */
static void reach_for(looking *s, int mode) {
  s->reach2[mode] = s->best[mode][0].apart2 * (1 + 1e-12);
  s->reach2[BUJU_MODES + mode] = s->best[mode][1].apart2 * (1 + 1e-12);
}

static void look(void *user, buju_ix segment) {
  looking *s = user;
  foot f = foot_on(s->to->network, segment, s->x_m, s->y_m);
  for (int m = 0; m < s->to->modes; m++) {
    uint8_t bits = s->to->usage[m].bits[f.edge];
    if ((bits & BUJU_EDGE_JOINED) == 0) continue;
    if (nearer(&f, &s->best[m][0])) s->best[m][0] = f;
    if ((bits & BUJU_EDGE_MAIN) != 0 && nearer(&f, &s->best[m][1])) s->best[m][1] = f;
    reach_for(s, m);
  }
}

/* No farther than best says already, edge or none. */
static void look_around(looking *s) {
  if (!isfinite(s->x_m) || !isfinite(s->y_m)) return;
  for (int k = 0; k < BUJU_MARKS; k++) s->reach2[k] = -1;
  for (int m = 0; m < s->to->modes; m++) reach_for(s, m);
  buju_boxes_nearest(s->to->network->boxes, s->to->marks, s->x_m, s->y_m, s->reach2, look, s);
}

static void look_within(looking *s, double reach_m) {
  for (int m = 0; m < s->to->modes; m++)
    for (int j = 0; j < BUJU_JOINS; j++) s->best[m][j] = (foot){reach_m * reach_m, BUJU_NONE, 0, 0};
  look_around(s);
}

/* Places come in some order of the map: what the one before joined is no farther from here than from there and the step
 * between, so most places look about only as far as their own road. A hundredth of a metre covers the rounding. */
static void look_from(looking *s, const looking *before, double reach_m) {
  double step_m = hypot(s->x_m - before->x_m, s->y_m - before->y_m);
  for (int m = 0; m < s->to->modes; m++)
    for (int j = 0; j < BUJU_JOINS; j++) {
      const foot *f = &before->best[m][j];
      double far_m = f->edge != BUJU_NONE ? sqrt(f->apart2) + step_m + 0.01 : reach_m;
      if (!(far_m < reach_m)) far_m = reach_m;
      s->best[m][j] = (foot){far_m * far_m, BUJU_NONE, 0, 0};
    }
  look_around(s);
}

buju_status buju_joiner_make(buju_ctx *ctx, const buju_network *network, const buju_usage *usage, int modes,
                             buju_arena *arena, buju_joiner *out) {
  uint64_t segments = network->first[network->edges] - network->edges;
  uint8_t *kinds = calloc(segments + 1, 1);
  for (uint64_t s = 0; kinds != NULL && s < segments; s++)
    for (int m = 0; m < modes; m++) {
      uint8_t bits = usage[m].bits[network->segment_edge[s]];
      if ((bits & BUJU_EDGE_JOINED) == 0) continue;
      kinds[s] |= (uint8_t)(1 << m | ((bits & BUJU_EDGE_MAIN) != 0 ? 1 << (BUJU_MODES + m) : 0));
    }
  buju_marks *marks = kinds != NULL ? buju_boxes_mark(arena, network->boxes, kinds) : NULL;
  free(kinds);
  *out = (buju_joiner){network, usage, modes, marks};
  return marks != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

double buju_join_distance(const buju_joiner *joiner, double x_m, double y_m) {
  looking s = {.to = joiner, .x_m = x_m, .y_m = y_m};
  look_within(&s, INFINITY);
  return sqrt(s.best[0][0].apart2);
}

static buju_join join_at(const buju_network *w, const buju_usage *usage, const foot *f, double off_road_mps) {
  if (f->edge == BUJU_NONE) return (buju_join){.edge = BUJU_NONE};
  double apart_m = sqrt(f->apart2), before_m = w->along_m[f->point], after_m = w->along_m[f->point + 1];
  double from_m = w->along_m[w->first[f->edge]], along_m = fmin(before_m + f->part * (after_m - before_m), after_m);
  return (buju_join){f->edge, buju_along_ms(from_m, along_m, usage->mps[w->line[f->edge]]),
                     buju_along_dm(from_m, along_m), buju_walk_ms(apart_m, off_road_mps), buju_decimetres(apart_m)};
}

typedef struct joining {
  const buju_joiner *to;
  const buju_travel_spec *spec;
  const double *x_m, *y_m;
  buju_place_join *out;
} joining;

static buju_status join_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)ctx, (void)worker;
  const joining *j = user;
  uint64_t modes = (uint64_t)j->to->modes;
  looking s = {.to = j->to, .x_m = NAN, .y_m = NAN};
  look_within(&s, j->spec->join_m);
  for (uint64_t i = first; i < end; i++) {
    looking before = s;
    s.x_m = j->x_m[i];
    s.y_m = j->y_m[i];
    look_from(&s, &before, j->spec->join_m);
    for (uint64_t m = 0; m < modes; m++) {
      const foot *near = &s.best[m][0], *main = &s.best[m][1];
      const buju_usage *usage = &j->to->usage[m];
      bool one = near->edge == BUJU_NONE || on_main(&s, (int)m, near);
      buju_place_join *out = &j->out[i * modes + m];
      out->join[0] = join_at(j->to->network, usage, near, j->spec->off_road_mps);
      out->join[1] = one ? (buju_join){.edge = BUJU_NONE} : join_at(j->to->network, usage, main, j->spec->off_road_mps);
    }
  }
  return BUJU_OK;
}

buju_status buju_join_places(buju_ctx *ctx, const buju_joiner *joiner, const buju_travel_spec *spec, buju_ix n,
                             const double *x_m, const double *y_m, buju_place_join *out) {
  joining j = {joiner, spec, x_m, y_m, out};
  return buju_parallel_for(ctx, n, CHUNK, join_some, &j);
}
