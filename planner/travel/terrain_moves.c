/* Which moves a cell allows. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_moves.h"

const int8_t buju_move_dx[MOVES] = {1, -1, 0, 0, 1, 1, -1, -1, 1, -1, 1, -1, 2, 2, -2, -2};
const int8_t buju_move_dy[MOVES] = {0, 0, 1, -1, 1, -1, 1, -1, 2, 2, -2, -2, 1, -1, 1, -1};

/* a knight's move to (1, 2): south, then the cell past it (south-east) is east of that one, then south again */
const uint8_t buju_knight_beside[MOVES] = {[8] = 2, 2, 3, 3, 0, 0, 1, 1};
const uint8_t buju_knight_turn[MOVES] = {[8] = 0, 1, 0, 1, 2, 3, 2, 3};
const uint8_t buju_knight_past[MOVES] = {[8] = 4, 6, 5, 7, 4, 5, 6, 7};

/* The two side moves that make up a diagonal one: along x and along y. */
static const uint8_t side_x[KING_MOVES] = {[4] = 0, 0, 1, 1}, side_y[KING_MOVES] = {[4] = 2, 3, 2, 3};

static bool is_bridge(buju_ground_cell g) {
  return (g & (BUJU_GROUND_BARRIER | BUJU_GROUND_ROAD)) == (BUJU_GROUND_BARRIER | BUJU_GROUND_ROAD);
}

/* Whether a bridge keeps the two apart: it is entered from roads only. */
static bool bridge_between(buju_ground_cell a, buju_ground_cell b) {
  return (is_bridge(a) && !(b & BUJU_GROUND_ROAD)) || (is_bridge(b) && !(a & BUJU_GROUND_ROAD));
}

typedef struct place {
  const buju_terrain *t;
  const buju_ground_cell *ground;
  bool corners_open;
} place;

/* Whether the two neighbouring cells take each other's people, corners aside. */
static bool joined(const place *p, size_t a, size_t b) {
  return p->t->cell[a].kind != 0 && p->t->cell[b].kind != 0 && !bridge_between(p->ground[a], p->ground[b]);
}

static uint8_t moves_of(const place *p, uint32_t row, uint32_t column) {
  const buju_raster *r = &p->t->raster;
  size_t from = (size_t)row * r->columns + column;
  uint8_t moves = 0;
  for (unsigned k = 0; k < KING_MOVES; k++) {
    int64_t to_row = (int64_t)row + buju_move_dy[k], to_column = (int64_t)column + buju_move_dx[k];
    if (to_row < 0 || to_row >= r->rows || to_column < 0 || to_column >= r->columns) continue;
    size_t to = (size_t)to_row * r->columns + (size_t)to_column;
    if (!joined(p, from, to)) continue;
    if (k >= SIDE_MOVES && !p->corners_open) {
      size_t by_x = from + (size_t)p->t->offset[side_x[k]], by_y = from + (size_t)p->t->offset[side_y[k]];
      if (!(joined(p, from, by_x) && joined(p, by_x, to)) && !(joined(p, from, by_y) && joined(p, by_y, to))) continue;
    }
    moves |= (uint8_t)(1u << k);
  }
  return moves;
}

/* Whether three cells of a column, around the row, are open and no bridge. Most land is: where three such columns lie
 * side by side every move is allowed. */
static bool is_plain(const place *p, uint32_t row, uint32_t column) {
  const buju_raster *r = &p->t->raster;
  if (row == 0 || row + 1 >= r->rows || column >= r->columns) return false;
  for (uint32_t i = row - 1; i <= row + 1; i++) {
    size_t cell = (size_t)i * r->columns + column;
    if (p->t->cell[cell].kind == 0 || is_bridge(p->ground[cell])) return false;
  }
  return true;
}

void buju_terrain_find_moves(buju_terrain *t, const buju_ground_cell *ground, bool corners_open) {
  for (unsigned k = 0; k < MOVES; k++) t->offset[k] = buju_move_dy[k] * (ptrdiff_t)t->raster.columns + buju_move_dx[k];
  const place p = {t, ground, corners_open};
  uint32_t steepest = 0;
  for (uint32_t row = 0; row < t->raster.rows; row++) {
    bool west = false, middle = false, east = is_plain(&p, row, 0);
    for (uint32_t column = 0; column < t->raster.columns; column++) {
      west = middle;
      middle = east;
      east = is_plain(&p, row, column + 1);
      size_t at = (size_t)row * t->raster.columns + column;
      buju_terrain_cell *cell = &t->cell[at];
      if (cell->kind == 0) continue;
      cell->moves = west && middle && east ? UINT8_MAX : moves_of(&p, row, column);
      for (unsigned k = 0; k < KING_MOVES; k += 2) { /* the other four are met from the other side */
        if (!(cell->moves >> k & 1)) continue;
        int32_t step = t->cell[at + (size_t)t->offset[k]].height - cell->height;
        uint32_t size = (uint32_t)(step < 0 ? -step : step);
        if (size > steepest) steepest = size;
      }
    }
  }
  t->steepest = (int32_t)(t->neighbours == 16 ? 2 * steepest : steepest); /* a knight's move is two of a king's */
  t->table = 2 * (uint32_t)t->steepest + 1;
}
