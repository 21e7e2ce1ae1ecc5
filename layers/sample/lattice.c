/* The honeycomb: topology, vertices, the outline of a county. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/lattice.h"

#include <math.h>
#include <stdlib.h>

#include "core/say.h"
#include "layers/sample/noise.h"
#include "layers/sample/rng.h"

static const double root3 = 1.7320508075688772;

/* Vertices move at most this far (in sides) from the honeycomb before smoothing; smoothing adds at most a quarter side.
 * Borders that do not meet are at least one side apart in the honeycomb, so with 2 × 0.40 they can never cross. */
static const double jitter_sides = 0.15;

buju_ix buju_lattice_neighbour(const buju_lattice *lattice, buju_ix cell, unsigned direction) {
  buju_ix w = lattice->w, odd = (cell / w) & 1;
  switch (direction) {
  case 0: return cell + 1;
  case 1: return cell + w + odd;
  case 2: return cell + w + odd - 1;
  case 3: return cell - 1;
  case 4: return cell - w + odd - 1;
  default: return cell - w + odd;
  }
}

buju_xy buju_lattice_centre(const buju_lattice *lattice, buju_ix cell) {
  buju_ix row = cell / lattice->w, column = cell % lattice->w;
  double half = (row & 1) != 0 ? 0.5 : 0.0;
  return (buju_xy){lattice->x0_m + lattice->side_m * root3 * ((double)column + half),
                   lattice->y0_m + lattice->side_m * 1.5 * (double)row};
}

/* Bends the plane at two scales, so that no border runs along the rows of the honeycomb for long. The derivative of
 * one scale is at most 6 × height ÷ wave; together they stay below one, so nothing folds over. */
static buju_xy bent(const buju_lattice *lattice, buju_xy p) {
  static const struct { double height, wave; /* in sides */ } scale[2] = {{0.7, 8}, {4, 60}};
  double x = (p.x - lattice->x0_m) / lattice->side_m, y = (p.y - lattice->y0_m) / lattice->side_m;
  for (unsigned i = 0; i < 2; i++) {
    double u = x / scale[i].wave, v = y / scale[i].wave, reach = 2 * scale[i].height * lattice->side_m;
    p.x += reach * (buju_noise(lattice->seed + 2 * i, BUJU_RNG_WARP, u, v) - 0.5);
    p.y += reach * (buju_noise(lattice->seed + 2 * i + 1, BUJU_RNG_WARP, u, v) - 0.5);
  }
  return p;
}

/* At most 0.3 sides from the centre, where borders are 0.46 sides away before bending. */
buju_xy buju_lattice_point(const buju_lattice *lattice, buju_ix cell, double u, double v) {
  buju_xy p = buju_lattice_centre(lattice, cell);
  double reach = lattice->side_m * 0.42; /* the side of a square whose corners are 0.3 sides away */
  return bent(lattice, (buju_xy){p.x + (u - 0.5) * reach, p.y + (v - 0.5) * reach});
}

/* Every vertex is the top or the bottom of exactly one cell: that names it. */
typedef struct vertex {
  buju_ix cell;
  bool top;
} vertex;

static vertex vertex_of(const buju_lattice *lattice, buju_ix cell, unsigned k) {
  switch (k) {
  case 0: return (vertex){buju_lattice_neighbour(lattice, cell, 5), true};
  case 1: return (vertex){buju_lattice_neighbour(lattice, cell, 1), false};
  case 2: return (vertex){cell, true};
  case 3: return (vertex){buju_lattice_neighbour(lattice, cell, 2), false};
  case 4: return (vertex){buju_lattice_neighbour(lattice, cell, 4), true};
  default: return (vertex){cell, false};
  }
}

static buju_xy jittered(const buju_lattice *lattice, vertex v) {
  buju_xy p = buju_lattice_centre(lattice, v.cell);
  p.y += v.top ? lattice->side_m : -lattice->side_m;
  buju_rng rng = buju_rng_at(lattice->seed, BUJU_RNG_VERTEX, (uint64_t)v.cell * 2 + v.top);
  double reach = lattice->side_m * jitter_sides * 1.4142; /* the diagonal of the square is twice the jitter */
  p.x += (buju_rng_unit(&rng) - 0.5) * reach;
  p.y += (buju_rng_unit(&rng) - 0.5) * reach;
  return p;
}

static double to_mm(double m) { return floor(m * 1000.0 + 0.5) / 1000.0; }

/* Where exactly two of a vertex's three edges are borders, the vertex moves towards the middle of their other ends:
 * that takes the zigzag out of the honeycomb. Where three villages meet it stays. */
buju_xy buju_lattice_vertex(const buju_lattice *lattice, buju_ix cell, unsigned k) {
  vertex v = vertex_of(lattice, cell, k);
  unsigned left = v.top ? 2 : 4, right = v.top ? 1 : 5;
  buju_ix a = v.cell, b = buju_lattice_neighbour(lattice, a, left), c = buju_lattice_neighbour(lattice, a, right);
  buju_ix far = buju_lattice_neighbour(lattice, b, right);
  vertex ab = {b, !v.top}, ac = {c, !v.top}, bc = {far, !v.top}; /* the other end of the border between each two */
  buju_ix oa = lattice->owner[a], ob = lattice->owner[b], oc = lattice->owner[c];
  buju_xy p = jittered(lattice, v), q = p, r = p;
  if (oa == ob && oc != oa)
    q = jittered(lattice, ac), r = jittered(lattice, bc);
  else if (oa == oc && ob != oa)
    q = jittered(lattice, ab), r = jittered(lattice, bc);
  else if (ob == oc && oa != ob)
    q = jittered(lattice, ab), r = jittered(lattice, ac);
  p = bent(lattice, (buju_xy){0.5 * p.x + 0.25 * (q.x + r.x), 0.5 * p.y + 0.25 * (q.y + r.y)});
  return (buju_xy){to_mm(p.x), to_mm(p.y)};
}

/* An ellipse whose rim is pushed in and out by noise at two scales. radius_m is of the circle of the same area. */
static bool in_outline(uint64_t seed, double dx, double dy, double radius_m) {
  double fx = dx / (radius_m * 1.12), fy = dy / (radius_m * 0.893);
  double r = sqrt(fx * fx + fy * fy);
  if (r > 1.45) return false;
  double wave = buju_noise_fractal(seed, BUJU_RNG_OUTLINE, dx / (radius_m * 0.6), dy / (radius_m * 0.6), 6);
  return r + 0.95 * (wave - 0.5) < 1.0;
}

/* Marks what is reached from start over cells whose owner is `from`, making it `to`. Returns how many, or BUJU_NONE
 * when memory is out. */
static buju_ix flood(buju_lattice *lattice, buju_ix start, buju_ix from, buju_ix to) {
  buju_ix n = 0, cells = lattice->w * lattice->h;
  buju_ix *stack = malloc((size_t)cells * sizeof *stack);
  if (stack == NULL) return BUJU_NONE;
  buju_ix depth = 0;
  if (lattice->owner[start] == from) lattice->owner[start] = to, stack[depth++] = start;
  while (depth > 0) {
    buju_ix cell = stack[--depth], row = cell / lattice->w, column = cell % lattice->w;
    n++;
    if (row == 0 || row + 1 == lattice->h || column == 0 || column + 1 == lattice->w) continue;
    for (unsigned k = 0; k < 6; k++) {
      buju_ix next = buju_lattice_neighbour(lattice, cell, k);
      if (lattice->owner[next] == from) lattice->owner[next] = to, stack[depth++] = next;
    }
  }
  free(stack);
  return n;
}

/* Cells on the rim of the lattice are outside and never expanded, so the flood from outside starts on the second ring.
 */
static buju_status keep_one_piece(buju_ctx *ctx, buju_lattice *lattice) {
  enum { raw_in = 0, raw_out = 1, inside = 2, outside = 3 };
  buju_ix cells = lattice->w * lattice->h, middle = lattice->h / 2 * lattice->w + lattice->w / 2;
  if (flood(lattice, middle, raw_in, inside) == BUJU_NONE) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < cells; i++)
    if (lattice->owner[i] == raw_in) lattice->owner[i] = raw_out; /* islands */
  if (flood(lattice, lattice->w + 1, raw_out, outside) == BUJU_NONE) return buju_fail_memory(ctx);
  lattice->inside = 0;
  for (buju_ix i = 0; i < cells; i++) {
    buju_ix row = i / lattice->w, column = i % lattice->w;
    bool rim = row == 0 || row + 1 == lattice->h || column == 0 || column + 1 == lattice->w;
    bool out = lattice->owner[i] == outside || rim; /* what is raw_out still is a hole, and filled */
    lattice->owner[i] = out ? BUJU_NONE : 0;
    lattice->inside += !out;
  }
  return BUJU_OK;
}

buju_status buju_lattice_outline(buju_ctx *ctx, uint64_t seed, uint32_t villages, double village_m2, buju_xy middle,
                                 buju_lattice *out) {
  double cell_m2 = village_m2 / BUJU_LATTICE_CELLS, area_m2 = village_m2 * villages;
  buju_lattice lattice = {.seed = seed, .side_m = sqrt(cell_m2 / (1.5 * root3))};
  double radius_m = sqrt(area_m2 / 3.141592653589793);
  double half_x = radius_m * 1.65, half_y = radius_m * 1.32;
  lattice.w = (uint32_t)(2 * half_x / (lattice.side_m * root3)) + 8;
  lattice.h = (uint32_t)(2 * half_y / (lattice.side_m * 1.5)) + 8;
  lattice.x0_m = middle.x - half_x - 4 * lattice.side_m * root3;
  lattice.y0_m = middle.y - half_y - 4 * lattice.side_m * 1.5;
  buju_ix cells = lattice.w * lattice.h;
  lattice.owner = malloc((size_t)cells * sizeof *lattice.owner);
  if (lattice.owner == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < cells; i++) {
    buju_xy p = buju_lattice_centre(&lattice, i);
    buju_ix row = i / lattice.w, column = i % lattice.w;
    bool rim = row < 3 || row + 3 >= lattice.h || column < 3 || column + 3 >= lattice.w;
    lattice.owner[i] = !rim && in_outline(seed, p.x - middle.x, p.y - middle.y, radius_m) ? 0 : 1;
  }
  buju_status status = keep_one_piece(ctx, &lattice);
  if (status != BUJU_OK) {
    free(lattice.owner);
    return status;
  }
  *out = lattice;
  return BUJU_OK;
}

buju_status buju_lattice_group(buju_ctx *ctx, const buju_lattice *lattice, buju_ix owners, buju_ix **row,
                               buju_ix **cell) {
  buju_ix cells = lattice->w * lattice->h;
  buju_ix *first = calloc((size_t)owners + 2, sizeof *first);
  buju_ix *list = malloc(((size_t)lattice->inside + 1) * sizeof *list);
  if (first == NULL || list == NULL) {
    free(first);
    free(list);
    return buju_fail_memory(ctx);
  }
  /* Counted two places ahead, so that filling moves each start to where the next one begins. */
  for (buju_ix i = 0; i < cells; i++)
    if (lattice->owner[i] != BUJU_NONE) first[lattice->owner[i] + 2]++;
  for (buju_ix o = 2; o < owners + 2; o++) first[o] += first[o - 1];
  for (buju_ix i = 0; i < cells; i++)
    if (lattice->owner[i] != BUJU_NONE) list[first[lattice->owner[i] + 1]++] = i;
  *row = first;
  *cell = list;
  return BUJU_OK;
}
