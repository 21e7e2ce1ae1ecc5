/* Walking little-endian 2D WKB in place. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_WKB_H
#define BUJU_LAYERS_WKB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Calls visit with each run of n consecutive coordinates (x y x y …, 16 n unaligned bytes): a point, a line, a ring.
 *  Stops with false when visit does, or when the bytes are not a well-formed geometry of types 1–7. */
bool buju_wkb_each(unsigned char *wkb, size_t bytes, bool (*visit)(void *user, unsigned char *xy, uint32_t n),
                   void *user);

typedef struct buju_wkb_box {
  double west, south, east, north;
} buju_wkb_box;

/** Stretches the box to hold every coordinate of a geometry, as far as it is well-formed. O(points). */
void buju_wkb_stretch(const unsigned char *wkb, size_t bytes, buju_wkb_box *box);

/** Metres from (x, y) to the farthest coordinate, and so to the farthest place of lines and polygons: distances are
 *  convex. NaN when there is none, or the bytes are not well-formed. O(points). */
double buju_wkb_farthest_m(const unsigned char *wkb, size_t bytes, double x_m, double y_m);

/** Takes rings of fewer than four points out of a MultiPolygon in place, and polygons whose shell is one. Returns the
 *  new length, 0 when the bytes are not a well-formed MultiPolygon. */
size_t buju_wkb_prune(unsigned char *wkb, size_t bytes);

static inline double buju_wkb_double(const unsigned char *at) {
  double value;
  unsigned char *to = (unsigned char *)&value;
  for (size_t i = 0; i < sizeof value; i++) to[i] = at[i];
  return value;
}

static inline void buju_wkb_put(unsigned char *at, double value) {
  const unsigned char *from = (const unsigned char *)&value;
  for (size_t i = 0; i < sizeof value; i++) at[i] = from[i];
}

#endif
