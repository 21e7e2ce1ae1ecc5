/* Marching triangles: rings around what is reached. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/contour.h"

#include <math.h>

/* A ring as it was walked. */
typedef struct ring {
  uint64_t first, n; /* points in xy */
  double area_m2;    /* signed: a shell is positive, a hole negative */
  buju_ix inside;    /* a corner it passes on its inner side */
  size_t hole, next; /* of a shell: its first hole; of a hole: the next one; NO_RING: none */
} ring;

static const size_t NO_RING = SIZE_MAX;

struct buju_contour {
  const buju_mesh *mesh;
  uint32_t *ms;       /* by vertex; BUJU_FAR not told */
  uint32_t *latest;   /* by vertex told: of the corners around it */
  uint32_t *crossed;  /* by half-edge: the drawing that crossed it last */
  uint32_t *labelled; /* by vertex: the drawing that labelled it last */
  size_t *label;      /* by vertex: the shell of its piece, a ring */
  buju_ix *open;      /* corners whose neighbours are to be labelled */
  uint32_t drawing;
  buju_ix n;
  const buju_ix *vertex; /* those told, borrowed until the next set */
  buju_vec xy, rings;    /* of the drawing: pairs of double; ring */
};

static const buju_ix RIM = BUJU_NONE - 1; /* an owner nobody is */
static const double CLEAR = 1.0 / 64; /* of an edge: rings stay that far from corners, so that none touches another */

buju_contour *buju_contour_new(buju_arena *arena, const buju_mesh *mesh) {
  buju_contour *c = BUJU_NEW(arena, buju_contour, 1);
  if (c == NULL) return NULL;
  c->mesh = mesh;
  c->ms = BUJU_NEW(arena, uint32_t, mesh->vertices);
  c->latest = BUJU_NEW(arena, uint32_t, mesh->vertices);
  c->crossed = BUJU_NEW(arena, uint32_t, 3 * (size_t)mesh->triangles);
  c->labelled = BUJU_NEW(arena, uint32_t, mesh->vertices);
  c->label = BUJU_NEW(arena, size_t, mesh->vertices);
  c->open = BUJU_NEW(arena, buju_ix, mesh->vertices);
  if (c->ms == NULL || c->latest == NULL || c->crossed == NULL || c->labelled == NULL || c->label == NULL ||
      c->open == NULL)
    return NULL;
  for (buju_ix v = 0; v < mesh->vertices; v++) c->ms[v] = BUJU_FAR;
  return c;
}

void buju_contour_free(buju_contour *c) {
  if (c == NULL) return;
  buju_vec_free(&c->xy);
  buju_vec_free(&c->rings);
}

/* Only where this is beyond a limit need the corner's edges be looked at for that limit. */
static uint32_t latest_around(const buju_contour *c, buju_ix v) {
  const buju_mesh *m = c->mesh;
  buju_ix start = m->leaving[v], half = start;
  uint32_t latest = 0;
  do {
    buju_ix prev = buju_mesh_prev(half);
    uint32_t ms = c->ms[m->corner[prev]];
    if (ms > latest) latest = ms;
    half = m->twin[prev];
  } while (half != start);
  return latest;
}

void buju_contour_set(buju_contour *c, buju_ix n, const buju_ix *vertex, const uint32_t *ms) {
  for (buju_ix i = 0; i < c->n; i++) c->ms[c->vertex[i]] = BUJU_FAR;
  for (buju_ix i = 0; i < n; i++)
    if (!c->mesh->rim[vertex[i]]) c->ms[vertex[i]] = ms[i];
  for (buju_ix i = 0; i < n; i++)
    if (!c->mesh->rim[vertex[i]]) c->latest[vertex[i]] = latest_around(c, vertex[i]);
  c->n = n;
  c->vertex = vertex;
}

/* What one drawing asks again and again. */
typedef struct drawing {
  buju_contour *c;
  const buju_mesh *m;
  uint32_t limit_ms;
  buju_beyond beyond;
  const buju_border *border; /* NULL: a circle */
} drawing;

static bool within(const drawing *d, buju_ix v) { return d->c->ms[v] <= d->limit_ms; }

static double apart_m(const buju_mesh *m, buju_ix a, buju_ix b) {
  return hypot((double)m->grid_x[b] - m->grid_x[a], (double)m->grid_y[b] - m->grid_y[a]) * m->step_m;
}

/* How far along an edge the limit runs out, from its reached corner a towards b. */
static double limit_share(const drawing *d, buju_ix a, buju_ix b) {
  double from_ms = d->c->ms[a], to_ms = d->c->ms[b];
  if (d->c->ms[b] == BUJU_FAR && d->beyond.closed != NULL && d->beyond.closed[b]) return 0.5;
  if (d->c->ms[b] == BUJU_FAR)
    to_ms = fmax(d->beyond.asked_ms + 1.0, from_ms + apart_m(d->m, a, b) * d->beyond.ms_per_m);
  return (d->limit_ms - from_ms) / (to_ms - from_ms);
}

/* How far along an edge two owners are reached at the same time. */
static double border_share(const drawing *d, buju_ix a, buju_ix b) {
  const buju_border *border = d->border;
  if (border->ms[a] == BUJU_FAR || border->ms[b] == BUJU_FAR) return 0.5;
  double later_ms = (double)border->ms[b] - border->ms[a];
  return 0.5 + later_ms / (2 * apart_m(d->m, a, b) * border->ms_per_m);
}

static bool put_point(const drawing *d, double grid_x, double grid_y) {
  double *at = buju_vec_push(&d->c->xy, 2 * sizeof *at);
  if (at == NULL) return false;
  at[0] = d->m->x0_m + grid_x * d->m->step_m;
  at[1] = d->m->y0_m + grid_y * d->m->step_m;
  return true;
}

/* The point where the ring crosses an edge. A border's is reckoned from the lower corner, so that it is the same from
 * both sides. */
static bool cross(const drawing *d, buju_ix half) {
  const buju_mesh *m = d->m;
  buju_ix a = m->corner[half], b = buju_mesh_head(m, half);
  if (d->border != NULL && b < a) {
    a = b;
    b = m->corner[half];
  }
  double share = d->border != NULL ? border_share(d, a, b) : limit_share(d, a, b);
  share = fmin(fmax(share, CLEAR), 1 - CLEAR);
  return put_point(d, m->grid_x[a] + share * ((double)m->grid_x[b] - m->grid_x[a]),
                   m->grid_y[a] + share * ((double)m->grid_y[b] - m->grid_y[a]));
}

/* Where three owners meet in the triangle a half-edge belongs to, its middle; nothing where two do. */
static bool meet(const drawing *d, buju_ix half) {
  const buju_mesh *m = d->m;
  const buju_ix *v = &m->corner[half / 3 * 3];
  buju_ix owner[3];
  for (int k = 0; k < 3; k++) owner[k] = m->rim[v[k]] ? RIM : d->border->owner[v[k]];
  if (owner[0] == owner[1] || owner[1] == owner[2] || owner[2] == owner[0]) return true;
  return put_point(d, ((double)m->grid_x[v[0]] + m->grid_x[v[1]] + m->grid_x[v[2]]) / 3,
                   ((double)m->grid_y[v[0]] + m->grid_y[v[1]] + m->grid_y[v[2]]) / 3);
}

/* Signed: counter-clockwise is positive. */
static double ring_area_m2(const double *xy, uint64_t n) {
  double twice = 0;
  for (uint64_t i = 1; i + 1 < n; i++)
    twice += (xy[2 * i] - xy[0]) * (xy[2 * i + 3] - xy[1]) - (xy[2 * i + 2] - xy[0]) * (xy[2 * i + 1] - xy[1]);
  return twice / 2;
}

/* Around what is reached, which stays on the left: from the edge a–b out of triangle a b c the line goes on through b–c
 * when c is reached, else through c–a. */
static bool walk(const drawing *d, buju_ix start) {
  const buju_mesh *m = d->m;
  ring *r = buju_vec_push(&d->c->rings, sizeof *r);
  if (r == NULL) return false;
  r->first = d->c->xy.n;
  r->inside = m->corner[start];
  r->hole = r->next = NO_RING;
  buju_ix half = start;
  do {
    d->c->crossed[half] = d->c->drawing;
    if (!cross(d, half) || (d->border != NULL && !meet(d, half))) return false;
    buju_ix next = buju_mesh_next(half), prev = buju_mesh_prev(half);
    half = m->twin[within(d, m->corner[prev]) ? next : prev];
  } while (half != start);
  r->n = d->c->xy.n - r->first;
  r->area_m2 = ring_area_m2((const double *)d->c->xy.data + 2 * r->first, r->n);
  return true;
}

/* Every ring, from the corners in the order they were told. A corner of the rim is never reached, so triangles go all
 * around a reached one. */
static bool walk_all(const drawing *d) {
  const buju_mesh *m = d->m;
  for (buju_ix i = 0; i < d->c->n; i++) {
    buju_ix v = d->c->vertex[i];
    if (!within(d, v) || d->c->latest[v] <= d->limit_ms) continue;
    buju_ix start = m->leaving[v], half = start;
    do {
      if (d->c->crossed[half] != d->c->drawing && !within(d, buju_mesh_head(m, half)) && !walk(d, half)) return false;
      half = m->twin[buju_mesh_prev(half)];
    } while (half != start);
  }
  return true;
}

/* Labels every corner of the piece a shell is around: those that edges between reached corners join. */
static void label_piece(const drawing *d, size_t shell) {
  buju_contour *c = d->c;
  buju_ix open = 0, first = ((const ring *)c->rings.data)[shell].inside;
  c->open[open++] = first;
  c->label[first] = shell;
  c->labelled[first] = c->drawing;
  while (open > 0) {
    buju_ix start = d->m->leaving[c->open[--open]], half = start;
    do {
      buju_ix to = buju_mesh_head(d->m, half);
      if (within(d, to) && c->labelled[to] != c->drawing) {
        c->label[to] = shell;
        c->labelled[to] = c->drawing;
        c->open[open++] = to;
      }
      half = d->m->twin[buju_mesh_prev(half)];
    } while (half != start);
  }
}

/* Each piece has one shell, and its holes are the other rings that pass its corners. */
static void hang_holes(const drawing *d) {
  ring *r = d->c->rings.data;
  size_t n = d->c->rings.n, shells = 0;
  for (size_t i = 0; i < n; i++) shells += r[i].area_m2 > 0;
  for (size_t i = 0; shells < n && i < n; i++)
    if (r[i].area_m2 > 0) label_piece(d, i);
  for (size_t i = n; shells < n && i-- > 0;) {
    if (r[i].area_m2 > 0) continue;
    ring *shell = &r[d->c->label[r[i].inside]];
    r[i].next = shell->hole;
    shell->hole = i;
  }
}

static bool end_at(buju_vec *ends, uint64_t value) {
  uint64_t *end = buju_vec_push(ends, sizeof *end);
  if (end == NULL) return false;
  *end = value;
  return true;
}

static bool put_ring(const buju_contour *c, const ring *r, buju_contour_lands *lands) {
  const double *xy = (const double *)c->xy.data + 2 * r->first;
  for (uint64_t i = 0; i < r->n; i++) {
    double *at = buju_vec_push(&lands->xy, 2 * sizeof *at);
    if (at == NULL) return false;
    at[0] = xy[2 * i];
    at[1] = xy[2 * i + 1];
  }
  return end_at(&lands->points, lands->xy.n);
}

static bool put_parts(const drawing *d, buju_contour_lands *lands) {
  const ring *r = d->c->rings.data;
  double area_m2 = 0;
  for (size_t i = 0; i < d->c->rings.n; i++) {
    area_m2 += r[i].area_m2;
    if (r[i].area_m2 <= 0) continue;
    if (!put_ring(d->c, &r[i], lands)) return false;
    for (size_t hole = r[i].hole; hole != NO_RING; hole = r[hole].next)
      if (!put_ring(d->c, &r[hole], lands)) return false;
    if (!end_at(&lands->rings, lands->points.n)) return false;
  }
  double *area = buju_vec_push(&lands->areas, sizeof *area);
  if (area == NULL) return false;
  *area = area_m2;
  return end_at(&lands->parts, lands->rings.n);
}

bool buju_contour_add_nothing(buju_contour_lands *lands) {
  double *area = buju_vec_push(&lands->areas, sizeof *area);
  if (area == NULL) return false;
  *area = 0;
  return end_at(&lands->parts, lands->rings.n);
}

static bool draw(const drawing *d, buju_contour_lands *lands) {
  d->c->drawing++;
  d->c->xy.n = d->c->rings.n = 0;
  if (!walk_all(d)) return false;
  hang_holes(d);
  return put_parts(d, lands);
}

bool buju_contour_add(buju_contour *c, uint32_t limit_ms, buju_beyond beyond, buju_contour_lands *lands) {
  const drawing d = {.c = c, .m = c->mesh, .limit_ms = limit_ms, .beyond = beyond};
  return draw(&d, lands);
}

bool buju_contour_add_owned(buju_contour *c, const buju_border *border, buju_contour_lands *lands) {
  const drawing d = {.c = c, .m = c->mesh, .limit_ms = BUJU_FAR - 1, .border = border};
  return draw(&d, lands);
}
