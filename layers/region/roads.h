/* Roads being read: what the files that read them share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_ROADS_H
#define BUJU_LAYERS_REGION_ROADS_H

#include "layers/region/road_row.h"
#include "layers/text_intern.h"

/** So far beyond the places of the region roads are kept: a way to the neighbouring village may lead outside. */
#define BUJU_ROADS_AROUND_M 20000.0

typedef struct buju_road_box {
  double x0_m, y0_m, x1_m, y1_m;
} buju_road_box;

/** How often something was met, and how much road it concerned. */
typedef struct buju_road_count {
  int64_t lines, first_row; /* first_row: as the user finds it */
  double metres;
} buju_road_count;

/** A class as files write it; its row is its number in region.road. */
typedef struct buju_road_word {
  const char *text;        /* interned */
  bool named;              /* travel.speeds says what it means */
  buju_road_count unknown; /* lines of the input being read whose class no table of ours has */
} buju_road_word;

/** One line of region.road while their number is not known. */
typedef struct buju_draft_road {
  uint64_t first; /* point */
  const char *name;
  buju_ix word; /* row of words, or BUJU_NONE */
  int64_t source_row;
  float drive_kmh;
  uint32_t ferry_s;
  uint8_t class, way, flags;
  int8_t level;
} buju_draft_road;

/** Roads of all road inputs, and of the one being read what is to be told at its end. */
typedef struct buju_roads {
  buju_build *build;
  buju_intern intern; /* words and names, in the region's arena */
  buju_vec line;      /* of buju_draft_road */
  buju_vec x_m, y_m;  /* of double */
  buju_vec words;     /* of buju_road_word */
  buju_ix *slot;      /* hash table of words: their rows + 1; heap */
  size_t slots;       /* a power of two, at most half full */
  buju_road_box area; /* of the region's places; x0 > x1 when it has none */

  const buju_part *part; /* the input being read */
  buju_road_box extent;  /* of its lines */
  buju_road_count blank, left_out, no_line, far, inside;
  buju_road_count refused; /* speeds */
  const char *first_refused;
  buju_road_count untimed; /* ferries whose time is refused */
  const char *first_untimed;
  const char *first_left_out;
  bool osm; /* buju_roads_of_osm */
} buju_roads;

/** The row of a class word, added where it is new. O(length) expected. */
buju_status buju_roads_word(buju_roads *roads, const char *text, buju_ix *row);

/** What was odd about the input just read, as findings. */
buju_status buju_roads_tell(buju_roads *roads);
/** Words travel.speeds names that no line has. */
buju_status buju_roads_tell_speeds(buju_roads *roads);

#endif
