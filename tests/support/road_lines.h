/* Road lines from text. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_ROAD_LINES_H
#define BUJU_TESTS_ROAD_LINES_H

#include "core/region.h"
#include "core/road_class.h"

/** Lines end with ';'. A line is points "x,y" with blanks between, and what else is known: "@1" its level, ">" one way
 *  forward, "<" backward, "#county" its class (village when not said), "~30" the file's own speed in km/h, "!bridge"
 *  "!walk" "!drive" (a bridge; closed on foot; closed to vehicles), "=name". Asserts on what it cannot read. */
buju_road_lines road_lines_read(buju_arena *arena, const char *text);

/** n lines, both ways, on the ground: line i has points first[i] … first[i + 1] − 1. Borrows the points. */
buju_road_lines road_lines_plain(buju_arena *arena, buju_ix n, uint64_t *first, double *x_m, double *y_m);

/** The same lines in another order: line i of the result is line order[i]. */
buju_road_lines road_lines_reordered(buju_arena *arena, const buju_road_lines *lines, const buju_ix *order);

/** The lines and one more: a bridge over everything from point a to point b of theirs. */
buju_road_lines road_lines_bridged(buju_arena *arena, const buju_road_lines *lines, uint64_t a, uint64_t b);

/** The lines and `lanes` more, each a metre or two across one of their segments somewhere, at any angle: expressways,
 * which nobody walks or joins, so that they only cut. None lies outside the extent of the lines. */
buju_road_lines road_lines_crossed(buju_arena *arena, const buju_road_lines *lines, buju_ix lanes, uint64_t *seed);

#endif
