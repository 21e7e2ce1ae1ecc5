/* Where places join the roads. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/join.h"

#include <math.h>

#include "core/parallel.h"
#include "planner/travel/boxes.h"
#include "planner/travel/graph.h"

enum { CHUNK = 256 };

static const double NEVER = 4294967294.0; /* the most that is not BUJU_FAR */
/* Times round up, but the noise of a division must not push "exactly 15 minutes" over the limit. */
static const double NOISE_MS = 1e-6;

uint32_t buju_walk_ms(double metres, double mps) {
  double ms = ceil(metres / mps * 1000 - NOISE_MS);
  return ms <= NEVER ? (uint32_t)fmax(ms, 0) : BUJU_FAR; /* also false for NaN */
}

uint32_t buju_decimetres(double metres) {
  double dm = round(metres * 10);
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
  const buju_network *network;
  const buju_usage *usage; /* [modes] */
  int modes;
  double x_m, y_m;
  foot best[BUJU_MODES][BUJU_JOINS]; /* the nearest; the nearest of the longest piece */
} looking;

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
  return f->edge != BUJU_NONE && (s->usage[mode].bits[f->edge] & BUJU_EDGE_MAIN) != 0;
}

/* How far is still worth looking: a mode that joined the longest piece looks no farther. A little more than the root,
 * so that edges equally far are all seen. */
static double worth(const looking *s) {
  double far2 = 0;
  for (int m = 0; m < s->modes; m++) {
    const foot *f = &s->best[m][on_main(s, m, &s->best[m][0]) ? 0 : 1];
    far2 = f->apart2 > far2 ? f->apart2 : far2;
  }
  return sqrt(far2) * (1 + 1e-15);
}

static double look(void *user, buju_ix segment, double reach) {
  looking *s = user;
  foot f = foot_on(s->network, segment, s->x_m, s->y_m);
  bool better = false;
  for (int m = 0; m < s->modes; m++) {
    uint8_t bits = s->usage[m].bits[f.edge];
    if ((bits & BUJU_EDGE_JOINED) == 0) continue;
    if (nearer(&f, &s->best[m][0])) s->best[m][0] = f, better = true;
    if ((bits & BUJU_EDGE_MAIN) != 0 && nearer(&f, &s->best[m][1])) s->best[m][1] = f, better = true;
  }
  return better ? worth(s) : reach;
}

/* No farther than best says already, edge or none. */
static void look_around(looking *s) {
  if (isfinite(s->x_m) && isfinite(s->y_m)) buju_boxes_near(s->network->boxes, s->x_m, s->y_m, worth(s), look, s);
}

static void look_within(looking *s, double reach_m) {
  for (int m = 0; m < s->modes; m++)
    for (int j = 0; j < BUJU_JOINS; j++) s->best[m][j] = (foot){reach_m * reach_m, BUJU_NONE, 0, 0};
  look_around(s);
}

/* Places come in some order of the map: what the one before joined is no farther from here than from there and the step
 * between, so most places look about only as far as their own road. A hundredth of a metre covers the rounding. */
static void look_from(looking *s, const looking *before, double reach_m) {
  double step_m = hypot(s->x_m - before->x_m, s->y_m - before->y_m);
  for (int m = 0; m < s->modes; m++)
    for (int j = 0; j < BUJU_JOINS; j++) {
      const foot *f = &before->best[m][j];
      double far_m = f->edge != BUJU_NONE ? sqrt(f->apart2) + step_m + 0.01 : reach_m;
      if (!(far_m < reach_m)) far_m = reach_m;
      s->best[m][j] = (foot){far_m * far_m, BUJU_NONE, 0, 0};
    }
  look_around(s);
}

double buju_join_distance(const buju_network *network, const buju_usage *usage, double x_m, double y_m) {
  looking s = {.network = network, .usage = usage, .modes = 1, .x_m = x_m, .y_m = y_m};
  look_within(&s, INFINITY);
  return sqrt(s.best[0][0].apart2);
}

static buju_join join_at(const buju_network *w, const buju_usage *usage, const foot *f, double off_road_mps) {
  if (f->edge == BUJU_NONE) return (buju_join){.edge = BUJU_NONE};
  double apart_m = sqrt(f->apart2), before_m = w->along_m[f->point], after_m = w->along_m[f->point + 1];
  double length_m = w->length_m[f->edge], along_m = before_m + f->part * (after_m - before_m);
  double part = length_m > 0 ? fmin(along_m / length_m, 1) : 0;
  return (buju_join){f->edge, (uint32_t)round(part * usage->ms[f->edge]), (uint32_t)round(part * usage->dm[f->edge]),
                     buju_walk_ms(apart_m, off_road_mps), buju_decimetres(apart_m)};
}

typedef struct joining {
  const buju_network *network;
  const buju_usage *usage;
  int modes;
  const buju_travel_spec *spec;
  const double *x_m, *y_m;
  buju_place_join *out;
} joining;

static buju_status join_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)ctx, (void)worker;
  const joining *j = user;
  looking s = {.network = j->network, .usage = j->usage, .modes = j->modes, .x_m = NAN, .y_m = NAN};
  look_within(&s, j->spec->join_m);
  for (uint64_t i = first; i < end; i++) {
    looking before = s;
    s.x_m = j->x_m[i];
    s.y_m = j->y_m[i];
    look_from(&s, &before, j->spec->join_m);
    for (int m = 0; m < j->modes; m++) {
      const foot *near = &s.best[m][0], *main = &s.best[m][1];
      bool one = near->edge == BUJU_NONE || on_main(&s, m, near);
      buju_place_join *out = &j->out[i * (uint64_t)j->modes + (uint64_t)m];
      out->join[0] = join_at(j->network, &j->usage[m], near, j->spec->off_road_mps);
      out->join[1] =
          one ? (buju_join){.edge = BUJU_NONE} : join_at(j->network, &j->usage[m], main, j->spec->off_road_mps);
    }
  }
  return BUJU_OK;
}

buju_status buju_join_places(buju_ctx *ctx, const buju_network *network, const buju_usage *usage, int modes,
                             const buju_travel_spec *spec, buju_ix n, const double *x_m, const double *y_m,
                             buju_place_join *out) {
  joining j = {network, usage, modes, spec, x_m, y_m, out};
  return buju_parallel_for(ctx, n, CHUNK, join_some, &j);
}
