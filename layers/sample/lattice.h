/* The honeycomb on which a county is grown. A village is a union of cells, so neighbours share their border by
 * construction; a vertex's place is a pure function of the vertex and the owners around it, so both sides of a border
 * get the same coordinates without storing one. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_LATTICE_H
#define BUJU_LAYERS_SAMPLE_LATTICE_H

#include "buju/ctx.h"
#include "core/arena.h"
#include "core/units.h"

/** Pointy-top hexagons in rows from south to north, odd rows shifted half a cell to the east; the outermost cells are
 *  never inside the county, so that a cell inside has all its neighbours. */
typedef struct buju_lattice {
  uint64_t seed;
  uint32_t w, h;     /* cells a row, rows */
  double side_m;     /* of a hexagon */
  double x0_m, y0_m; /* the centre of cell 0 */
  buju_ix *owner;    /* [w·h]: village of each cell, BUJU_NONE outside */
  buju_ix inside;    /* cells inside */
} buju_lattice;

enum { BUJU_LATTICE_CELLS = 20 }; /* cells a village has on average */

typedef struct buju_xy {
  double x, y;
} buju_xy;

/** The neighbour of an inner cell; directions count from east against the clock: E NE NW W SW SE. */
buju_ix buju_lattice_neighbour(const buju_lattice *lattice, buju_ix cell, unsigned direction);

/** The centre of a cell in the even honeycomb: cheap, for growing and weighing. Places that are shown come from the two
 *  functions below, which bend the honeycomb: at most 5 sides off. */
buju_xy buju_lattice_centre(const buju_lattice *lattice, buju_ix cell);

/** A point of the cell, u and v in 0 … 1, both 0.5 the middle: inside the cell's final border. */
buju_xy buju_lattice_point(const buju_lattice *lattice, buju_ix cell, double u, double v);

/** Vertex k of an inner cell, counted like directions: edge k runs from vertex k to vertex k+1. In millimetres' steps.
 */
buju_xy buju_lattice_vertex(const buju_lattice *lattice, buju_ix cell, unsigned k);

/** A county outline of about villages × BUJU_LATTICE_CELLS cells around (x_m, y_m): owner 0 inside, BUJU_NONE outside;
 *  connected and without holes. The caller frees owner. O(cells). */
buju_status buju_lattice_outline(buju_ctx *ctx, uint64_t seed, uint32_t villages, double village_m2, buju_xy middle,
                                 buju_lattice *out);

/** How closely settled the land is, 4 (far from any focus) to 16 (at it): parts are smaller where it is higher. */
uint32_t buju_lattice_density(buju_xy at, buju_xy focus, double focus_m);

/** Splits every region (owner 0 … regions−1) into parts[region] connected parts; owner then holds 0 … Σparts−1, the
 *  parts of region 0 first. A region must have at least as many cells as parts. Three rounds of growing from seeds and
 *  moving each seed to the middle of what grew. O(cells).
 *  @param focus  for each region the point around which parts are smaller, focus_m being the distance at which half the
 *                effect is left. */
buju_status buju_lattice_split(buju_ctx *ctx, buju_lattice *lattice, buju_ix regions, const buju_ix *parts,
                               const buju_xy *focus, double focus_m, uint64_t level);

/** Cells grouped by owner: row[owners+1] and the cells in lattice order. The arrays are the caller's to free. */
buju_status buju_lattice_group(buju_ctx *ctx, const buju_lattice *lattice, buju_ix owners, buju_ix **row,
                               buju_ix **cell);

#endif
