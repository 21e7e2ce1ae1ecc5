/* Freeing regions. SPDX-License-Identifier: Apache-2.0 */
#include "core/region.h"

void buju_region_free(buju_region *region) {
  if (region == NULL) return;
  buju_vec_free(&region->findings.rows);
  buju_arena_free(region->arena); /* the region itself lives in it */
}
