/* Flipping edges until a triangulation is Delaunay. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "planner/travel/mesh_parts.h"

void buju_mesh_push(buju_mesh_work *work, buju_ix half) {
  if (work->queued[half]) return;
  work->queued[half] = true;
  work->edge[work->n++] = half;
}

/* A corner seen from another, lifted onto the paraboloid. */
typedef struct lifted {
  double x, y, z;
} lifted;

static lifted seen(const buju_mesh *m, buju_ix v, buju_ix from) {
  double x = (double)m->grid_x[v] - m->grid_x[from], y = (double)m->grid_y[v] - m->grid_y[from];
  return (lifted){x, y, x * x + y * y};
}

/* Whether d is inside the circle through a, b and c by more than rounding could make it seem (Shewchuk 1997, the bound
 * of the plain determinant, widened). */
static bool inside_circle(const buju_mesh *m, buju_ix a, buju_ix b, buju_ix c, buju_ix d) {
  static const double noise = 4e-15;
  lifted p = seen(m, a, d), q = seen(m, b, d), r = seen(m, c, d);
  double qr = q.x * r.y, rq = r.x * q.y, rp = r.x * p.y, pr = p.x * r.y, pq = p.x * q.y, qp = q.x * p.y;
  double det = p.z * (qr - rq) + q.z * (rp - pr) + r.z * (pq - qp);
  double size = p.z * (fabs(qr) + fabs(rq)) + q.z * (fabs(rp) + fabs(pr)) + r.z * (fabs(pq) + fabs(qp));
  return det > noise * size;
}

static void tie(buju_mesh *m, buju_ix a, buju_ix b) {
  m->twin[a] = b;
  if (b != BUJU_NONE) m->twin[b] = a;
}

/* The edge p–q of triangles p q a and q p b becomes a–b. */
static void flip(buju_mesh *m, buju_ix half) {
  buju_ix other = m->twin[half];
  buju_ix next = buju_mesh_next(half), prev = buju_mesh_prev(half);
  buju_ix other_next = buju_mesh_next(other), other_prev = buju_mesh_prev(other);
  buju_ix a = m->corner[prev], b = m->corner[other_prev];
  m->leaving[m->corner[half]] = other_next;
  m->leaving[m->corner[other]] = next;
  m->leaving[a] = prev;
  m->leaving[b] = other_prev;
  buju_ix beyond_prev = m->twin[prev], beyond_other = m->twin[other_prev];
  m->corner[half] = b;
  m->corner[other] = a;
  tie(m, half, beyond_other);
  tie(m, other, beyond_prev);
  tie(m, prev, other_prev);
}

/* A triangle without area is what a sample on an edge leaves until that edge is flipped. */
static bool should_flip(const buju_mesh *m, buju_ix half) {
  buju_ix other = m->twin[half];
  if (other == BUJU_NONE) return false;
  buju_ix p = m->corner[half], q = m->corner[other];
  buju_ix a = m->corner[buju_mesh_prev(half)], b = m->corner[buju_mesh_prev(other)];
  if (buju_mesh_turn(m, b, q, a) <= 0 || buju_mesh_turn(m, a, p, b) <= 0) return false;
  return buju_mesh_turn(m, p, q, a) == 0 || buju_mesh_turn(m, q, p, b) == 0 || inside_circle(m, p, q, a, b);
}

void buju_mesh_settle(buju_mesh *m, buju_mesh_work *work) {
  while (work->n > 0) {
    buju_ix half = work->edge[--work->n], other = m->twin[half];
    work->queued[half] = false;
    if (!should_flip(m, half)) continue;
    flip(m, half);
    buju_mesh_push(work, half);
    buju_mesh_push(work, buju_mesh_next(half));
    buju_mesh_push(work, other);
    buju_mesh_push(work, buju_mesh_next(other));
  }
}
