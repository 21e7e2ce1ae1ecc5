/* Inside a surface: what the search reads. Only planner/travel/terrain*.c. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_TERRAIN_SURFACE_H
#define BUJU_PLANNER_TERRAIN_SURFACE_H

#include "planner/travel/terrain.h"

/** Moves 0–7: east, west, south, north, then south-east, north-east, south-west, north-west; 8–15 the knight's. */
enum { MOVES = 16, SIDE_MOVES = 4, KING_MOVES = 8 };

extern const int8_t buju_move_dx[MOVES], buju_move_dy[MOVES];

/** The five lengths of moves: cells need not be square. */
typedef enum buju_stride { ALONG_X, ALONG_Y, DIAGONAL, KNIGHT_X, KNIGHT_Y, STRIDES } buju_stride;

/** The stride of a move. */
static inline buju_stride buju_move_stride(unsigned move) {
  return move < 2            ? ALONG_X
         : move < SIDE_MOVES ? ALONG_Y
         : move < KING_MOVES ? DIAGONAL
         : move < 12         ? KNIGHT_Y
                             : KNIGHT_X;
}

/** A knight's move runs through the cell beside (a side move) and the one after it (a king's move). */
extern const uint8_t buju_knight_beside[MOVES], buju_knight_past[MOVES], buju_knight_turn[MOVES];

/** One cell, as small as it goes: searches are bound by memory. */
typedef struct buju_terrain_cell {
  uint16_t height; /* in units of the surface above its lowest */
  uint8_t kind;    /* 0: blocked */
  uint8_t moves;   /* bit k allows king's move k */
} buju_terrain_cell;

/** An entry of a law's table for one stride and one step in height: the cell's share of a move takes
 *  (flat × factor + added × 2^ADDED_SHIFT) >> FACTOR_SHIFT ticks. */
typedef struct buju_terrain_weight {
  uint32_t factor, added;
} buju_terrain_weight;

enum { FACTOR_SHIFT = 22, ADDED_SHIFT = 14, SPEED_FACTOR_SHIFT = 20, SPEED_SHIFT = 36 };

/** How weights are looked up: one law for all cells that adds nothing (factors alone), or in general. */
typedef enum buju_weighing { WEIGH_ONE, WEIGH_MANY, WEIGH_SPEEDS } buju_weighing;

struct buju_terrain {
  buju_raster raster;
  buju_terrain_cell *cell;
  double unit_m; /* of heights */
  uint8_t laws;
  uint8_t law[BUJU_GROUND_KINDS_MAX + 1]; /* of each kind */
  uint32_t
      flat[BUJU_GROUND_KINDS_MAX + 1]; /* time on the flat in 2^-10 ms a metre; BUJU_BLEND_SPEEDS: speed in 2^-16 m/s */
  bool choice;                         /* whether a kind has a second way: */
  uint8_t other_law[BUJU_GROUND_KINDS_MAX + 1]; /* the same as the first where it has none */
  uint32_t other_flat[BUJU_GROUND_KINDS_MAX + 1];
  uint8_t neighbours;
  uint8_t tick_bits;   /* a millisecond is 2^tick_bits ticks */
  uint8_t bucket_bits; /* no move takes less than 2^bucket_bits ticks */
  uint32_t most_ticks; /* no move takes more, except those that saturate */
  buju_weighing weighing;
  buju_blend blend;
  int32_t steepest;        /* the greatest step in height of a move */
  uint32_t table;          /* entries of a table: 2 × steepest + 1 */
  ptrdiff_t offset[MOVES]; /* to the cell a move leads to */
  double stride_m[STRIDES];
  uint64_t stride_time[STRIDES]; /* BUJU_BLEND_SPEEDS: ticks × 2^SPEED_SHIFT at 2^-16 m/s summed over the cells */
  uint32_t *factor;              /* WEIGH_ONE: [STRIDES][table] */
  buju_terrain_weight *weight;   /* the others: [laws][STRIDES][table] */
};

/** The time of king's or knight's move `move` out of a cell, in ticks, whether or not it is allowed; for the search
 * that is heading by `sign` (+1: travel goes along the move, -1: against it). Saturates at UINT32_MAX. */
uint32_t buju_terrain_move_ticks(const buju_terrain *terrain, buju_ix from, unsigned move, int sign);

/** Whether the move is allowed. */
bool buju_terrain_may_move(const buju_terrain *terrain, buju_ix from, unsigned move);

/** Ticks as milliseconds, rounded up; and the last tick within a limit. */
static inline uint32_t buju_terrain_ms(const buju_terrain *t, uint32_t ticks) {
  return (uint32_t)(((uint64_t)ticks + (((uint64_t)1 << t->tick_bits) - 1)) >> t->tick_bits);
}
static inline uint32_t buju_terrain_limit_ticks(const buju_terrain *t, uint32_t limit_ms) {
  uint64_t ticks = (uint64_t)limit_ms << t->tick_bits;
  return ticks < UINT32_MAX - 1 ? (uint32_t)ticks : UINT32_MAX - 1;
}

#endif
