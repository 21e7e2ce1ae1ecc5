/* What moves cost: tables by law, stride and step in height. SPDX-License-Identifier: Apache-2.0 */
#include "planner/travel/terrain_weight.h"

#include <stdlib.h>

static unsigned cells_of(buju_stride stride) { return stride >= KNIGHT_X ? 4 : 2; }

static double factor_of(const buju_slope_law *law, double slope) {
  return law->factor != NULL ? law->factor(law->user, slope) : 1;
}

static double added_of(const buju_slope_law *law, double slope) {
  return law->added_s_per_m != NULL ? law->added_s_per_m(law->user, slope) : 0;
}

/* Rounded to nearest and held within 32 bits. */
static uint32_t fixed(double value) { return value < 4294967295.0 ? (uint32_t)(value + 0.5) : UINT32_MAX; }

static double slope_of(const buju_terrain *t, unsigned stride, size_t i) {
  return ((double)i - (double)t->steepest) * t->unit_m / t->stride_m[stride];
}

/* Laws must give usable numbers wherever they are asked, and are asked nowhere else. */
static buju_status check_law(buju_ctx *ctx, const buju_terrain *t, const buju_slope_law *law, unsigned index) {
  BUJU_MSG(odd_law, "坡度规则{0}：坡度{1}处得不到可用的时间", "slope law {0}: gives no usable time at slope {1}");
  for (unsigned stride = 0; stride < STRIDES; stride++)
    for (size_t i = 0; i < t->table; i++) {
      double slope = slope_of(t, stride, i), factor = factor_of(law, slope), added = added_of(law, slope);
      if (!(factor > 0 && isfinite(factor) && added >= 0 && isfinite(added)))
        return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(odd_law, buju_int(index), buju_real(slope)));
    }
  return BUJU_OK;
}

/* The least time of any move, in ms, by the fastest cell of each law. */
static double least_ms(const buju_terrain *t, const buju_slope_law *law, const buju_law_use *use) {
  double least = INFINITY;
  unsigned strides = t->neighbours == 16 ? STRIDES : KNIGHT_X;
  for (unsigned l = 0; l < t->laws; l++) {
    double flat_ms = t->blend == BUJU_BLEND_SPEEDS ? 65536000.0 / use[l].fastest : use[l].fastest / 1024.0;
    for (unsigned stride = 0; use[l].used && stride < strides; stride++)
      for (size_t i = 0; i < t->table; i++) {
        double slope = slope_of(t, stride, i);
        double per_m = flat_ms * factor_of(&law[l], slope) + 1000 * added_of(&law[l], slope);
        least = fmin(least, per_m * t->stride_m[stride]);
      }
  }
  return least;
}

/* Ticks fine enough that rounding a move at 100 km/h errs by less than a 16,384th, but that 74 hours fit. The speeds of
 * the surface have no say: a new road must not change how all other ways are rounded. */
static void choose_ticks(buju_terrain *t) {
  enum { FINE = 13, MOST_BITS = 4 };
  static const double FAST_MS_PER_M = 36;
  int whole = ilogb(FAST_MS_PER_M * fmin(t->stride_m[ALONG_X], t->stride_m[ALONG_Y]));
  t->tick_bits = (uint8_t)(whole >= FINE ? 0 : FINE - whole < MOST_BITS ? FINE - whole : MOST_BITS);
}

static void fill(buju_terrain *t, const buju_slope_law *law) {
  double ms = 1.0 / 1024, ticks = (double)(1u << t->tick_bits), one = (double)(1u << FACTOR_SHIFT);
  size_t n = t->table;
  for (unsigned l = 0; l < t->laws; l++)
    for (unsigned stride = 0; stride < STRIDES; stride++) {
      double share_m = t->stride_m[stride] / cells_of(stride);
      t->stride_time[stride] = (uint64_t)(t->stride_m[stride] * cells_of(stride) * 1000 * ticks + 0.5) << SPEED_SHIFT;
      for (size_t i = 0; i < n; i++) {
        double slope = slope_of(t, stride, i), factor = factor_of(&law[l], slope);
        uint32_t times = fixed(share_m * factor * ms * ticks * one);
        if (t->weighing == WEIGH_ONE) {
          t->factor[stride * n + i] = times;
          continue;
        }
        buju_terrain_weight *w = &t->weight[(l * STRIDES + stride) * n + i];
        w->factor = t->weighing == WEIGH_SPEEDS ? fixed((double)(1u << SPEED_FACTOR_SHIFT) / factor) : times;
        w->added =
            fixed(share_m * added_of(&law[l], slope) * 1000 * ticks * (double)(1u << (FACTOR_SHIFT - ADDED_SHIFT)));
      }
    }
}

/* True bounds of what a move can take: no cell is better than the fastest of its law, and shares add up. */
static void bound(buju_terrain *t, const buju_law_use *use) {
  size_t n = t->table;
  uint64_t least = UINT64_MAX, most = 0;
  unsigned strides = t->neighbours == 16 ? STRIDES : KNIGHT_X;
  for (unsigned stride = 0; stride < strides; stride++)
    for (unsigned l = 0; l < t->laws; l++)
      for (size_t i = 0; use[l].used && i < n; i++) {
        buju_terrain_weight w = t->weighing == WEIGH_ONE ? (buju_terrain_weight){t->factor[stride * n + i], 0}
                                                         : t->weight[(l * STRIDES + stride) * n + i];
        uint64_t lo = buju_terrain_share(use[l].fastest, w), hi = buju_terrain_share(use[l].slowest, w);
        uint32_t fast = buju_terrain_ticks(t, stride, cells_of(stride) * lo);
        uint32_t slow = buju_terrain_ticks(t, stride, cells_of(stride) * hi);
        if (fast < least) least = fast;
        if (slow > most) most = slow;
      }
  t->most_ticks = (uint32_t)most;
  t->bucket_bits = 0;
  while (t->bucket_bits < 31 && (uint64_t)2 << t->bucket_bits <= least) t->bucket_bits++;
}

/* Where slope has no say heights are left out: tables shrink to one entry. */
static void level(buju_terrain *t) {
  size_t cells = buju_raster_cells(&t->raster);
  for (size_t c = 0; c < cells; c++) t->cell[c].height = 0;
  t->steepest = 0;
  t->table = 1;
}

buju_status buju_terrain_weigh(buju_ctx *ctx, buju_terrain *t, const buju_slope_law *law, const buju_law_use *use) {
  BUJU_MSG(too_fast, "地形：一步不到1毫秒；请检查速度与栅格边长的单位",
           "terrain: a move takes less than a millisecond; check the units of speeds and of cell sides");
  BUJU_MSG(no_blend, "地形：按平均速度计算时坡度规则不能另加时间",
           "terrain: the mean of speeds goes with laws that add no time");
  unsigned used = 0, only = 0;
  bool adds = false, steep = false;
  for (unsigned l = 0; l < t->laws; l++) {
    if (!use[l].used) continue;
    buju_status status = check_law(ctx, t, &law[l], l);
    if (status != BUJU_OK) return status;
    used++;
    only = l;
    adds |= law[l].added_s_per_m != NULL;
    steep |= law[l].factor != NULL;
  }
  bool speeds = t->blend == BUJU_BLEND_SPEEDS;
  if (speeds && adds) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(no_blend));
  t->weighing = speeds ? WEIGH_SPEEDS : used > 1 || adds ? WEIGH_MANY : WEIGH_ONE;
  if (!steep && !adds) level(t);
  if (least_ms(t, law, use) < 1) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(too_fast));
  choose_ticks(t);
  bool one = t->weighing == WEIGH_ONE;
  size_t n = (size_t)t->table * STRIDES;
  if (one) {
    t->factor = calloc(n, sizeof *t->factor);
    law += only;
    use += only;
    t->laws = 1;
  } else {
    t->weight = calloc(n * t->laws + 1, sizeof *t->weight);
  }
  if (one ? t->factor == NULL : t->weight == NULL) return buju_fail_memory(ctx);
  fill(t, law);
  bound(t, use);
  return BUJU_OK;
}

/* One cell's share of a move. */
static uint64_t share(const buju_terrain *t, buju_ix cell, buju_stride stride, int32_t step) {
  uint8_t kind = t->cell[cell].kind;
  size_t at = (size_t)stride * t->table + (size_t)(t->steepest + step);
  if (t->weighing == WEIGH_ONE) return (uint64_t)t->flat[kind] * t->factor[at];
  return buju_terrain_kind_share(t, kind, at);
}

uint32_t buju_terrain_move_ticks(const buju_terrain *t, buju_ix from, unsigned move, int sign) {
  buju_ix to = from + (buju_ix)t->offset[move];
  buju_stride stride = buju_move_stride(move);
  int32_t step = sign * (t->cell[to].height - t->cell[from].height);
  uint64_t sum = share(t, from, stride, step) + share(t, to, stride, step);
  if (move >= KING_MOVES)
    sum += share(t, from + (buju_ix)t->offset[buju_knight_beside[move]], stride, step) +
           share(t, from + (buju_ix)t->offset[buju_knight_past[move]], stride, step);
  return buju_terrain_ticks(t, stride, sum);
}

bool buju_terrain_may_move(const buju_terrain *t, buju_ix from, unsigned move) {
  if (move < KING_MOVES) return t->cell[from].moves >> move & 1;
  unsigned beside = buju_knight_beside[move];
  if (t->neighbours != 16 || !(t->cell[from].moves >> beside & 1)) return false;
  return (t->cell[from + (buju_ix)t->offset[beside]].moves >> buju_knight_turn[move] & 1) &&
         (t->cell[from + (buju_ix)t->offset[buju_knight_past[move]]].moves >> beside & 1);
}
