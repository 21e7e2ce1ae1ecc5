/* What a row of a road layer says of its line. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_ROAD_ROW_H
#define BUJU_LAYERS_REGION_ROAD_ROW_H

#include "core/road_class.h"
#include "layers/region/build.h"
#include "layers/region/osm_tags.h"

/** A row's attributes as the model wants them. Texts live as long as the layer and this row. */
typedef struct buju_road_row {
  buju_road_kind kind;
  const char *word, *name; /* the class as written; NULL blank */
  float drive_kmh;         /* NaN blank or refused */
  uint32_t ferry_s;
  uint8_t way;        /* buju_road_way */
  int8_t east, north; /* one-way towards there, whichever way the line is drawn; 0, 0: as way says */
  int8_t level;
  uint8_t flags;                /* buju_road_flag bits */
  const char *speed_refused;    /* a speed that cannot be, as written; else NULL */
  const char *duration_refused; /* the same of a ferry's time */
  char duration_digits[32];
  char word_digits[32], speed_digits[32], name_digits[32]; /* what the file has as numbers */
  buju_osm_tags tags;                                      /* of other_tags, for fields without a column */
} buju_road_row;

/** Whether the lines are OpenStreetMap's, exported with their tags in one column: classes in `highway`, `osm_id` and
 * `other_tags`. */
bool buju_roads_of_osm(const buju_part *part);

/** Reads row `row`. *out must stay where it is. O(bytes of the row). */
void buju_road_row_read(const buju_part *part, buju_ix row, buju_road_row *out);

/** Single words, for tests: folded texts (buju_text_fold). */
buju_road_way buju_road_way_of(const char *folded);
/** A one-way direction given by the compass: "单行^东向西^机动车^7:00-19:00" goes east −1, north 0. False when the text
 * names none, or means lorries and coaches only. */
bool buju_road_compass_of(const char *text, int8_t *east, int8_t *north);
/** Kilometres per hour out of "80", "60 km/h", "30 mph", "限速60", "-5"; false when the text names none ("none"),
 * infinite where it has a power of ten. */
bool buju_road_kmh_of(const char *text, double *kmh);
/** Seconds out of "00:20", "1:05:30", "20" (minutes), "20分钟", "1 h 20 min", "PT1H20M", "P1D"; 0 for all else, and
 * outside 1 s to 48 h. O(length). */
uint32_t buju_road_seconds_of(const char *text);

#endif
