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
  double apart_m;
  buju_ix edge;
  uint32_t point; /* it lies between this one and the next */
  double part;    /* of the way between them */
} foot;

typedef struct looking {
  const buju_network *network;
  const buju_usage *usage; /* [modes] */
  int modes;
  double x_m, y_m, reach_m;
  foot best[BUJU_MODES][BUJU_JOINS]; /* the nearest; the nearest of the longest piece */
} looking;

static foot foot_on(const buju_network *w, buju_ix segment, double x_m, double y_m) {
  uint32_t p = w->segment_point[segment];
  double ax = w->x_m[p], ay = w->y_m[p], dx = w->x_m[p + 1] - ax, dy = w->y_m[p + 1] - ay;
  double whole = dx * dx + dy * dy;
  double part = whole > 0 ? ((x_m - ax) * dx + (y_m - ay) * dy) / whole : 0;
  part = fmin(fmax(part, 0), 1);
  return (foot){hypot(ax + part * dx - x_m, ay + part * dy - y_m), w->segment_edge[segment], p, part};
}

static bool nearer(const foot *a, const foot *b) {
  if (a->apart_m < b->apart_m || a->apart_m > b->apart_m) return a->apart_m < b->apart_m;
  return a->edge != b->edge ? a->edge < b->edge : a->point < b->point;
}

/* How far is still worth looking: a mode that joined the longest piece looks no farther. */
static double worth(const looking *s) {
  double far = 0;
  for (int m = 0; m < s->modes; m++) {
    const foot *near = &s->best[m][0], *main = &s->best[m][1];
    bool on_main = near->edge != BUJU_NONE && (s->usage[m].bits[near->edge] & BUJU_EDGE_MAIN) != 0;
    far = fmax(far, on_main ? near->apart_m : main->apart_m);
  }
  return far;
}

static double look(void *user, buju_ix segment, double reach) {
  looking *s = user;
  foot f = foot_on(s->network, segment, s->x_m, s->y_m);
  if (f.apart_m > reach) return reach;
  for (int m = 0; m < s->modes; m++) {
    uint8_t bits = s->usage[m].bits[f.edge];
    if ((bits & BUJU_EDGE_JOINED) == 0) continue;
    if (nearer(&f, &s->best[m][0])) s->best[m][0] = f;
    if ((bits & BUJU_EDGE_MAIN) != 0 && nearer(&f, &s->best[m][1])) s->best[m][1] = f;
  }
  return fmin(reach, worth(s));
}

static void look_around(looking *s) {
  for (int m = 0; m < s->modes; m++)
    for (int j = 0; j < BUJU_JOINS; j++) s->best[m][j] = (foot){s->reach_m, BUJU_NONE, 0, 0};
  if (isfinite(s->x_m) && isfinite(s->y_m)) buju_boxes_near(s->network->boxes, s->x_m, s->y_m, s->reach_m, look, s);
}

double buju_join_distance(const buju_network *network, const buju_usage *usage, double x_m, double y_m) {
  looking s = {.network = network, .usage = usage, .modes = 1, .x_m = x_m, .y_m = y_m, .reach_m = INFINITY};
  look_around(&s);
  return s.best[0][0].apart_m;
}

static buju_join join_at(const buju_network *w, const buju_usage *usage, const foot *f, double off_road_mps) {
  if (f->edge == BUJU_NONE) return (buju_join){.edge = BUJU_NONE};
  double along_m = 0;
  for (uint64_t p = w->first[f->edge]; p < f->point; p++)
    along_m += hypot(w->x_m[p + 1] - w->x_m[p], w->y_m[p + 1] - w->y_m[p]);
  uint32_t p = f->point;
  along_m += f->part * hypot(w->x_m[p + 1] - w->x_m[p], w->y_m[p + 1] - w->y_m[p]);
  double part = w->length_m[f->edge] > 0 ? fmin(along_m / w->length_m[f->edge], 1) : 0;
  return (buju_join){f->edge, (uint32_t)round(part * usage->ms[f->edge]), (uint32_t)round(part * usage->dm[f->edge]),
                     buju_walk_ms(f->apart_m, off_road_mps), buju_decimetres(f->apart_m)};
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
  looking s = {.network = j->network, .usage = j->usage, .modes = j->modes, .reach_m = j->spec->join_m};
  for (uint64_t i = first; i < end; i++) {
    s.x_m = j->x_m[i];
    s.y_m = j->y_m[i];
    look_around(&s);
    for (int m = 0; m < j->modes; m++) {
      const foot *near = &s.best[m][0], *main = &s.best[m][1];
      bool one = near->edge == BUJU_NONE || (j->usage[m].bits[near->edge] & BUJU_EDGE_MAIN) != 0;
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
