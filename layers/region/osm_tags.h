/* Tags of OpenStreetMap kept in one column, as ogr2ogr and QGIS export them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_OSM_TAGS_H
#define BUJU_LAYERS_REGION_OSM_TAGS_H

#include "layers/region/fields.h"

/** Longer values are no words of ours. */
enum { BUJU_OSM_TAG_BYTES = 64, BUJU_OSM_TAGS = 15 };

/** The tags a road is read by; empty where the text has none. */
typedef struct buju_osm_tags {
  char value[BUJU_OSM_TAGS][BUJU_OSM_TAG_BYTES];
} buju_osm_tags;

/** Reads the tags out of hstore text ("oneway"=>"yes","layer"=>"1") or the same in JSON ({"oneway":"yes"}). A pair that
 * is not whole ends it, as where a shapefile has cut the text; NULL has no tags; of a tag given twice the first counts.
 * O(length). */
void buju_osm_tags_read(const char *text, buju_osm_tags *out);

/** What the tags say of a field of roads, or NULL: `ref` stands in for a route that is not said. */
const char *buju_osm_tags_field(const buju_osm_tags *tags, buju_field field);

#endif
