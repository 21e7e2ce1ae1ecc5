/* Settlements: points belong to one village, polygons may lie in several. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/shares.h"
#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/region/link.h"
#include "layers/region/overlay.h"
#include "layers/wkb.h"

/* A settlement outside every polygon belongs to a village this near; where villages are points, to one this near. */
#define BESIDE_M 500.0
#define AROUND_M 5000.0

BUJU_MSG(settlements_as_lines, "{0}：居民点图层是线；需要点或面",
         "{0}: the settlement layer holds lines; points or polygons are needed");

BUJU_KIND(settlement_beside, BUJU_NOTE, "不在任何村的范围内，最近的是{0}（{1}米）",
          "in no village; the nearest is {0} ({1} m)", "归入最近的村", "given to the nearest");
BUJU_KIND(settlement_unplaced, BUJU_SERIOUS, "对应不上任何村（{0}人）", "belongs to no village ({0} {0?person|people})",
          "未计入任何村", "counted for no village");
BUJU_KIND(settlement_moved, BUJU_WARNING, "代码写的是{0}，位置却在{1}", "its code says {0}, it lies in {1}",
          "按代码归入{0}", "given to {0} by its code");
BUJU_KIND(settlement_named_elsewhere, BUJU_WARNING, "所属村写的是{0}，位置却在{1}", "its row says {0}, it lies in {1}",
          "按位置归入{1}", "given to {1} by its place");
BUJU_KIND(settlement_at_village, BUJU_NOTE, "居民点没有位置", "the settlement has no place", "放在所在村{0}",
          "placed at its village {0}");
BUJU_KIND(settlement_half_outside, BUJU_WARNING, "面的{0}%在所有村之外", "{0} % of the polygon lies in no village",
          "人口全部计入所涉及的村", "all its people counted in the villages it meets");

static buju_status read_people(buju_build *b, const buju_part *part, buju_ix row, buju_draft_demand *d) {
  buju_status status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &d->name);
  if (status == BUJU_OK) status = buju_part_people(b, part, BUJU_FIELD_PEOPLE_RESIDENT, row, &d->people[BUJU_RESIDENT]);
  if (status == BUJU_OK)
    status = buju_part_people(b, part, BUJU_FIELD_PEOPLE_REGISTERED, row, &d->people[BUJU_REGISTERED]);
  if (status == BUJU_OK) status = buju_part_year(b, part, BUJU_FIELD_FROM_YEAR, row, NULL, &d->from_year);
  if (status == BUJU_OK) status = buju_part_year(b, part, BUJU_FIELD_TO_YEAR, row, NULL, &d->to_year);
  return status;
}

static buju_status add(buju_build *b, const buju_draft_demand *d) {
  buju_draft_demand *to = buju_vec_push(&b->demand, sizeof *to);
  if (to == NULL) return buju_fail_memory(b->ctx);
  *to = *d;
  return BUJU_OK;
}

static buju_people_n any_people(const buju_build *b, const buju_draft_demand *d) {
  buju_people_n people = d->people[b->scenario->population];
  if (people == BUJU_PEOPLE_MISSING) people = d->people[b->scenario->population == BUJU_RESIDENT];
  return people == BUJU_PEOPLE_MISSING ? 0 : people;
}

static buju_status refuse_place(buju_build *b, const buju_part *part, buju_ix row, const buju_draft_demand *d) {
  for (int p = 0; p < BUJU_POPULATIONS; p++) /* read, held by nobody */
    if (d->people[p] != BUJU_PEOPLE_MISSING && b->region->village.people[p] == NULL)
      b->region->people_read[p] += d->people[p];
  return buju_build_find(b, part, &settlement_unplaced, row, BUJU_FIELDS, NULL,
                         BUJU_ARGS(buju_people(any_people(b, d))));
}

/* ---- one whole settlement into one village ---- */

static buju_status tell_link(buju_build *b, const buju_part *part, buju_ix row, const buju_link *link,
                             const buju_draft_demand *d) {
  const char *village = b->village_name[link->village], *code = b->village_code[link->village];
  if (link->named != BUJU_NONE)
    return buju_build_find(b, part, &settlement_named_elsewhere, row, BUJU_FIELD_VILLAGE, code,
                           BUJU_ARGS(buju_text(b->village_name[link->named]), buju_text(village)));
  if (link->how == BUJU_LINKED_NEAREST && b->village_rings != NULL)
    return buju_build_find(b, part, &settlement_beside, row, BUJU_FIELDS, code,
                           BUJU_ARGS(buju_text(village), buju_metres(link->distance_m)));
  if (link->how != BUJU_LINKED_CODE || b->village_rings == NULL || !isfinite(d->x_m)) return BUJU_OK;
  if (b->village_rings[link->village].n == 0 || buju_rings_contain(&b->village_rings[link->village], d->x_m, d->y_m))
    return BUJU_OK;
  buju_ix there = buju_locator_containing(b->locator, d->x_m, d->y_m);
  if (there == BUJU_NONE) return BUJU_OK;
  return buju_build_find(b, part, &settlement_moved, row, BUJU_FIELD_VILLAGE_CODE, code,
                         BUJU_ARGS(buju_text(village), buju_text(b->village_name[there])));
}

static buju_status place_whole(buju_build *b, const buju_part *part, buju_ix row, buju_draft_demand *d) {
  buju_link link;
  double limit_m = b->village_rings != NULL ? BESIDE_M : AROUND_M;
  buju_status status =
      buju_link_row(b, part, row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE, d->x_m, d->y_m, limit_m, &link);
  if (status != BUJU_OK) return status;
  d->village = link.village;
  if (link.village == BUJU_NONE) return refuse_place(b, part, row, d);
  status = tell_link(b, part, row, &link, d);
  if (status != BUJU_OK || isfinite(d->x_m)) return status == BUJU_OK ? add(b, d) : status;
  d->x_m = b->inside_x[link.village];
  d->y_m = b->inside_y[link.village];
  buju_shape around = b->village_shape[link.village];
  d->radius_m = buju_wkb_farthest_m(around.wkb, around.bytes, d->x_m, d->y_m);
  if (!isfinite(d->x_m)) return refuse_place(b, part, row, d);
  status = buju_build_find(b, part, &settlement_at_village, row, BUJU_FIELDS, b->village_code[link.village],
                           BUJU_ARGS(buju_text(b->village_name[link.village])));
  return status == BUJU_OK ? add(b, d) : status;
}

/* ---- a polygon over several villages ---- */

/* Shares of the people by area, nobody lost. Who lives in which piece nobody knows: whoever is given to one may live
 * anywhere in the polygon. */
static buju_status share_pieces(buju_build *b, const buju_draft_demand *whole, buju_shape shape,
                                const buju_piece *piece, buju_ix n) {
  int64_t *weight = calloc(n, sizeof *weight), *share = calloc((size_t)n * BUJU_POPULATIONS, sizeof *share);
  buju_status status = weight != NULL && share != NULL ? BUJU_OK : buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++) weight[i] = llround(piece[i].area_m2 * 1e4);
  for (int p = 0; p < BUJU_POPULATIONS && status == BUJU_OK; p++)
    if (whole->people[p] != BUJU_PEOPLE_MISSING)
      status = buju_share_out(b->ctx, whole->people[p], weight, n, share + (size_t)p * n);
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++) {
    buju_draft_demand d = *whole;
    d.village = piece[i].village;
    d.x_m = piece[i].x_m;
    d.y_m = piece[i].y_m;
    d.radius_m = buju_wkb_farthest_m(shape.wkb, shape.bytes, d.x_m, d.y_m);
    for (int p = 0; p < BUJU_POPULATIONS; p++)
      if (d.people[p] != BUJU_PEOPLE_MISSING) d.people[p] = share[(size_t)p * n + i];
    status = add(b, &d);
  }
  free(weight);
  free(share);
  return status;
}

static buju_status place_polygon(buju_build *b, buju_overlay *overlay, const buju_part *part, buju_ix row,
                                 buju_draft_demand *d) {
  buju_shape shape = part->layer->shape[row];
  double area_m2 = NAN;
  d->x_m = d->y_m = NAN;
  buju_status status = BUJU_OK;
  if (shape.wkb != NULL) status = buju_shape_inside(b->ctx, b->geos, shape, &d->x_m, &d->y_m, &area_m2);
  if (status != BUJU_OK) return status;
  d->radius_m = buju_wkb_farthest_m(shape.wkb, shape.bytes, d->x_m, d->y_m);
  buju_link link = {.village = BUJU_NONE};
  if (buju_part_has(part, BUJU_FIELD_VILLAGE_CODE))
    status = buju_link_row(b, part, row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELDS, NAN, NAN, 0, &link);
  if (status != BUJU_OK) return status;
  if (link.village != BUJU_NONE || shape.wkb == NULL || b->village_rings == NULL) return place_whole(b, part, row, d);
  const buju_piece *piece;
  buju_ix n;
  status = buju_overlay_cut(overlay, shape, &piece, &n);
  if (status != BUJU_OK) return status;
  if (n == 0) return place_whole(b, part, row, d);
  double inside_m2 = 0;
  for (buju_ix i = 0; i < n; i++) inside_m2 += piece[i].area_m2;
  if (inside_m2 < 0.9 * area_m2)
    status = buju_build_find(b, part, &settlement_half_outside, row, BUJU_FIELDS, NULL,
                             BUJU_ARGS(buju_int(llround(100 * (1 - inside_m2 / area_m2)))));
  return status == BUJU_OK ? share_pieces(b, d, shape, piece, n) : status;
}

buju_status buju_settlements_build(buju_build *b) {
  const buju_part *part = &b->part[BUJU_INPUT_SETTLEMENTS];
  if (part->layer == NULL || b->region->village.n == 0) return BUJU_OK;
  const buju_layer *layer = part->layer;
  if (layer->geometry == BUJU_LINES)
    return buju_fail(b->ctx, BUJU_E_DATA, BUJU_SAY(settlements_as_lines, buju_text(layer->table.file)));
  buju_overlay *overlay = NULL;
  buju_status status = buju_overlay_new(b->ctx, b->geos, b->region->village.n, b->village_shape, b->locator, &overlay);
  for (buju_ix row = 0; row < layer->table.n && status == BUJU_OK; row++) {
    buju_draft_demand d = {.x_m = NAN, .y_m = NAN, .radius_m = NAN};
    status = read_people(b, part, row, &d);
    if (status != BUJU_OK) break;
    if (layer->geometry == BUJU_POLYGONS) {
      status = place_polygon(b, overlay, part, row, &d);
      continue;
    }
    if (layer->geometry == BUJU_POINTS) d.x_m = layer->x_m[row], d.y_m = layer->y_m[row];
    status = place_whole(b, part, row, &d);
  }
  buju_overlay_free(overlay);
  return status;
}
