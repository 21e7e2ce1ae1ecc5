/* Freeing regions, and what lies where in them. SPDX-License-Identifier: Apache-2.0 */
#include "core/region.h"

void buju_region_free(buju_region *region) {
  if (region == NULL) return;
  buju_vec_free(&region->findings.rows);
  buju_arena_free(region->arena); /* the region itself lives in it */
}

buju_ix buju_region_one_county(const buju_region *r) {
  if (r->area.n == 0 || r->area.level[0] != BUJU_COUNTY) return BUJU_NONE;
  return r->area.n == 1 || r->area.level[1] != BUJU_COUNTY ? 0 : BUJU_NONE;
}

buju_ix buju_region_area_at(const buju_region *r, buju_ix area, buju_level level) {
  while (area != BUJU_NONE && r->area.level[area] != level) area = r->area.parent[area];
  return area == BUJU_NONE && level == BUJU_COUNTY ? buju_region_one_county(r) : area;
}
