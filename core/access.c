/* Reading accessibility. SPDX-License-Identifier: Apache-2.0 */
#include "core/access.h"

#include <math.h>

/* The only county, or BUJU_NONE. */
static buju_ix only_county(const buju_region *region) {
  buju_ix n = 0;
  while (n < region->area.n && region->area.level[n] == BUJU_COUNTY) n++;
  return n == 1 ? 0 : BUJU_NONE;
}

static buju_ix area_of(const buju_access *access, buju_ix zone) {
  return zone == 0 ? only_county(access->region) : access->zones.area[zone];
}

const char *buju_access_zone_code(const buju_access *access, buju_ix zone) {
  buju_ix area = area_of(access, zone);
  return area != BUJU_NONE ? access->region->area.code[area] : NULL;
}

const char *buju_access_zone_name(const buju_access *access, buju_ix zone) {
  buju_ix area = area_of(access, zone);
  return area != BUJU_NONE ? access->region->area.name[area] : NULL;
}

double buju_access_percent(buju_people_n people, buju_people_n of) {
  return of > 0 ? 100.0 * (double)people / (double)of : NAN;
}
