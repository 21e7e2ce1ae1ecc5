/* The villages of a region that touch. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/adjacency.h"

#include "layers/region/build.h"
#include "layers/region/finding_kind.h"

BUJU_KIND(villages_overlap, BUJU_WARNING, "与{0}的范围重叠{1}平方米", "overlaps {0} by {1} m²", "视为相邻",
          "taken as touching");
BUJU_KIND(village_without_neighbour, BUJU_NOTE, "没有相邻的村", "no village touches it", "不影响其他判定",
          "nothing else depends on it");

static buju_status tell_overlaps(buju_build *b, const buju_vec *overlaps) {
  const buju_overlap *o = overlaps->data;
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  buju_status status = BUJU_OK;
  for (size_t i = 0; i < overlaps->n && status == BUJU_OK; i++)
    status = buju_build_find(b, part, &villages_overlap, b->region->village.source_row[o[i].a], BUJU_FIELDS,
                             b->village_code[o[i].a],
                             BUJU_ARGS(buju_text(b->village_name[o[i].b]), buju_metres(o[i].area_m2)));
  return status;
}

static buju_status tell_islands(buju_build *b) {
  const buju_region *r = b->region;
  const buju_csr *adjacent = &r->village.adjacent;
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; r->village.n > 1 && v < r->village.n && status == BUJU_OK; v++)
    if (adjacent->row[v] == adjacent->row[v + 1] && r->village.location[v] != BUJU_UNLOCATED)
      status = buju_build_find(b, &b->part[BUJU_INPUT_VILLAGES], &village_without_neighbour, r->village.source_row[v],
                               BUJU_FIELDS, b->village_code[v], BUJU_NO_ARGS);
  return status;
}

buju_status buju_adjacency_build(buju_build *b) {
  buju_region *r = b->region;
  if (!r->village.polygons) {
    buju_status status = buju_adjacency_points(b->ctx, b->geos, r->village.n, r->village.x_m, r->village.y_m, r->arena,
                                               &r->village.adjacent);
    return status == BUJU_OK ? tell_islands(b) : status;
  }
  buju_vec overlaps = {0};
  buju_status status =
      buju_adjacency_polygons(b->ctx, b->geos, r->village.n, b->village_rings, b->village_shape, b->inside_x,
                              b->inside_y, BUJU_TOUCH_M, r->arena, &r->village.adjacent, &overlaps);
  if (status == BUJU_OK) status = tell_overlaps(b, &overlaps);
  if (status == BUJU_OK) status = tell_islands(b);
  buju_vec_free(&overlaps);
  return status;
}
