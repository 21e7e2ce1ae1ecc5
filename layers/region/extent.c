/* How far a region's shapes reach. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "layers/region/shapes.h"
#include "layers/wkb.h"

void buju_shapes_measure(buju_region *region) {
  buju_wkb_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (buju_ix a = 0; a < region->area.n; a++)
    if (region->area.shape[a].wkb != NULL)
      buju_wkb_stretch(region->area.shape[a].wkb, region->area.shape[a].bytes, &box);
  region->shapes.any = box.west <= box.east;
  if (!region->shapes.any) return;
  region->shapes.west_m = box.west;
  region->shapes.south_m = box.south;
  region->shapes.east_m = box.east;
  region->shapes.north_m = box.north;
}
