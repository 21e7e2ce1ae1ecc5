/* Splitting regions of the honeycomb into compact connected parts: seeds, growth in random haste, seeds moved to the
 * middle, again. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "core/say.h"
#include "layers/sample/lattice.h"
#include "layers/sample/rng.h"

enum { ROUNDS = 3, BUCKETS = 32 }; /* more buckets than the longest wait */

typedef struct split {
  buju_lattice *lattice;
  buju_ix regions, parts;
  const buju_xy *focus;
  double focus_m;
  uint64_t level;
  buju_ix *row, *cell; /* the cells of each region */
  buju_ix *part;       /* of each cell */
  buju_ix *next;       /* of each cell: the next in its bucket */
  buju_ix *seed;       /* of each part */
  buju_ix *region;     /* of each part */
  buju_xy *sum;        /* of each part: of its cells' centres, then their mean */
  buju_ix *count;
  double *nearest;
} split;

uint32_t buju_lattice_density(buju_xy at, buju_xy focus, double focus_m) {
  double dx = at.x - focus.x, dy = at.y - focus.y, r2 = focus_m * focus_m;
  return 4 + (uint32_t)(12 * r2 / (r2 + dx * dx + dy * dy));
}

static uint32_t density(const split *s, buju_ix cell, buju_ix region) {
  return buju_lattice_density(buju_lattice_centre(s->lattice, cell), s->focus[region], s->focus_m);
}

/* A free cell of the region, denser ones more likely; after many misses simply the next free one. */
static buju_ix pick_seed(const split *s, buju_ix region, buju_rng *rng) {
  buju_ix first = s->row[region], n = s->row[region + 1] - first;
  for (int attempt = 0; attempt < 256; attempt++) {
    buju_ix cell = s->cell[first + buju_rng_below(rng, n)];
    if (s->part[cell] == BUJU_NONE && buju_rng_below(rng, 16) < density(s, cell, region)) return cell;
  }
  buju_ix i = buju_rng_below(rng, n);
  while (s->part[s->cell[first + i]] != BUJU_NONE) i = i + 1 < n ? i + 1 : 0;
  return s->cell[first + i];
}

static void sow(split *s, const buju_ix *parts) {
  buju_ix p = 0;
  for (buju_ix r = 0; r < s->regions; r++) {
    buju_rng rng = buju_rng_at(s->lattice->seed, BUJU_RNG_SEEDS, s->level << 40 | r);
    for (buju_ix i = 0; i < parts[r]; i++, p++) {
      s->region[p] = r;
      s->seed[p] = pick_seed(s, r, &rng);
      s->part[s->seed[p]] = p;
    }
  }
}

/* How long a cell waits before it spreads: longer on dense land, with some chance, so that borders wander. */
static uint32_t haste(const split *s, buju_ix cell, buju_ix region) {
  uint64_t draw = buju_rng_mix(s->lattice->seed ^ buju_rng_mix(BUJU_RNG_GROWTH + (s->level << 8)) ^ cell);
  return (uint32_t)(5 + (draw >> 40) % 3) * density(s, cell, region) / 4; /* 5 … 28 */
}

/* Every seed spreads at once; a cell belongs to whoever touches it first. Buckets by time, in a ring, linked through
 * next: every cell waits exactly once, so the whole is linear. */
static void grow(split *s) {
  buju_ix bucket[BUCKETS], waiting = s->parts;
  for (int b = 0; b < BUCKETS; b++) bucket[b] = BUJU_NONE;
  memset(s->part, 0xff, (size_t)s->lattice->w * s->lattice->h * sizeof *s->part);
  for (buju_ix p = s->parts; p-- > 0;) {
    s->part[s->seed[p]] = p;
    s->next[s->seed[p]] = bucket[0];
    bucket[0] = s->seed[p];
  }
  for (uint32_t now = 0; waiting > 0; now++) {
    buju_ix cell;
    while ((cell = bucket[now % BUCKETS]) != BUJU_NONE) {
      bucket[now % BUCKETS] = s->next[cell];
      waiting--;
      for (unsigned k = 0; k < 6; k++) {
        buju_ix to = buju_lattice_neighbour(s->lattice, cell, k);
        if (s->part[to] != BUJU_NONE || s->lattice->owner[to] != s->lattice->owner[cell]) continue;
        uint32_t then = (now + haste(s, to, s->lattice->owner[cell])) % BUCKETS;
        s->part[to] = s->part[cell];
        s->next[to] = bucket[then];
        bucket[then] = to;
        waiting++;
      }
    }
  }
}

static void move_seeds_to_middle(split *s) {
  memset(s->sum, 0, s->parts * sizeof *s->sum);
  memset(s->count, 0, s->parts * sizeof *s->count);
  for (buju_ix i = 0; i < s->lattice->inside; i++) {
    buju_ix p = s->part[s->cell[i]];
    buju_xy at = buju_lattice_centre(s->lattice, s->cell[i]);
    s->sum[p].x += at.x;
    s->sum[p].y += at.y;
    s->count[p]++;
  }
  for (buju_ix p = 0; p < s->parts; p++) {
    s->sum[p] = (buju_xy){s->sum[p].x / s->count[p], s->sum[p].y / s->count[p]};
    s->nearest[p] = 1e300;
  }
  for (buju_ix i = 0; i < s->lattice->inside; i++) {
    buju_ix p = s->part[s->cell[i]];
    buju_xy at = buju_lattice_centre(s->lattice, s->cell[i]);
    double dx = at.x - s->sum[p].x, dy = at.y - s->sum[p].y, d = dx * dx + dy * dy;
    if (d < s->nearest[p]) s->nearest[p] = d, s->seed[p] = s->cell[i];
  }
}

static buju_status allocate(buju_ctx *ctx, split *s) {
  size_t cells = (size_t)s->lattice->w * s->lattice->h, parts = s->parts + 1; /* never 0 */
  s->part = malloc(cells * sizeof *s->part);
  s->next = malloc(cells * sizeof *s->next);
  s->seed = malloc(parts * sizeof *s->seed);
  s->region = malloc(parts * sizeof *s->region);
  s->sum = malloc(parts * sizeof *s->sum);
  s->count = malloc(parts * sizeof *s->count);
  s->nearest = malloc(parts * sizeof *s->nearest);
  bool enough = s->part != NULL && s->next != NULL && s->seed != NULL && s->region != NULL && s->sum != NULL &&
                s->count != NULL && s->nearest != NULL;
  if (!enough) return buju_fail_memory(ctx);
  memset(s->part, 0xff, cells * sizeof *s->part);
  return buju_lattice_group(ctx, s->lattice, s->regions, &s->row, &s->cell);
}

buju_status buju_lattice_split(buju_ctx *ctx, buju_lattice *lattice, buju_ix regions, const buju_ix *parts,
                               const buju_xy *focus, double focus_m, uint64_t level) {
  split s = {.lattice = lattice, .regions = regions, .focus = focus, .focus_m = focus_m, .level = level};
  for (buju_ix r = 0; r < regions; r++) s.parts += parts[r];
  buju_status status = allocate(ctx, &s);
  if (status != BUJU_OK) goto done;
  sow(&s, parts);
  grow(&s);
  for (int round = 1; round < ROUNDS; round++) {
    move_seeds_to_middle(&s);
    grow(&s);
  }
  free(lattice->owner);
  lattice->owner = s.part;
  s.part = NULL;
done:
  free(s.part);
  free(s.next);
  free(s.seed);
  free(s.region);
  free(s.sum);
  free(s.count);
  free(s.nearest);
  free(s.row);
  free(s.cell);
  return status;
}
