/* Seats of township health centres: the flag, else the village of the main campus. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "layers/region/build.h"
#include "layers/region/finding_kind.h"

BUJU_KIND(two_seats, BUJU_WARNING, "{0}有{1}个村标为卫生院驻地",
          "{1} villages of {0} are marked as the seat of its health centre", "均按驻地处理", "all taken as seats");
BUJU_KIND(seat_by_facility, BUJU_NOTE, "没有标明卫生院驻地", "the seat of the health centre is not marked",
          "按卫生院“{0}”所在村确定", "taken from where {0} stands");
BUJU_KIND(seat_elsewhere, BUJU_WARNING, "标为卫生院驻地，但“{0}”在{1}", "marked as the seat, but {0} stands in {1}",
          "以标记为准", "took the mark");

/* Per township (area row): how many marked seats, and its main campus: the largest floor, of equals the first by code.
 */
typedef struct campus {
  buju_ix marked, facility;
} campus;

static bool is_larger(const buju_region *r, buju_ix f, buju_ix than) {
  double a = r->facility.floor_m2[f], b = r->facility.floor_m2[than];
  return isnan(b) ? !isnan(a) : a > b;
}

static buju_ix town_of(const buju_region *r, buju_ix v) { return r->area.parent[r->village.area[v]]; }

static void survey(const buju_region *r, campus *towns) {
  for (buju_ix t = 0; t < r->area.n - r->village.n; t++) towns[t] = (campus){0, BUJU_NONE};
  for (buju_ix v = 0; v < r->village.n; v++)
    if (town_of(r, v) != BUJU_NONE && r->village.thc_seat[v] == BUJU_YES) towns[town_of(r, v)].marked++;
  for (buju_ix f = 0; f < r->facility.n; f++) {
    if (r->facility.kind[f] != BUJU_THC || r->facility.village[f] == BUJU_NONE) continue;
    buju_ix t = town_of(r, r->facility.village[f]);
    if (t == BUJU_NONE) continue;
    if (towns[t].facility == BUJU_NONE || is_larger(r, f, towns[t].facility)) towns[t].facility = f;
  }
}

static buju_status settle(buju_build *b, buju_ix t, const campus *town) {
  buju_region *r = b->region;
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  if (town->marked > 1)
    return buju_build_find(b, part, &two_seats, BUJU_NONE, BUJU_FIELD_THC_SEAT, r->area.code[t],
                           BUJU_ARGS(buju_text(r->area.name[t]), buju_int(town->marked)));
  if (town->marked > 0 || town->facility == BUJU_NONE) return BUJU_OK;
  buju_ix v = r->facility.village[town->facility];
  /* A plain "no" in the village's own row is believed. */
  if (r->village.thc_seat[v] == BUJU_NO) return BUJU_OK;
  r->village.thc_seat[v] = BUJU_YES;
  return buju_build_find(b, part, &seat_by_facility, r->village.source_row[v], BUJU_FIELD_THC_SEAT, b->village_code[v],
                         BUJU_ARGS(buju_text(r->facility.name[town->facility])));
}

static buju_status compare(buju_build *b, const campus *towns) {
  buju_region *r = b->region;
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++) {
    buju_ix t = town_of(r, v);
    if (t == BUJU_NONE || r->village.thc_seat[v] != BUJU_YES || towns[t].marked != 1) continue;
    buju_ix f = towns[t].facility;
    if (f == BUJU_NONE || r->facility.village[f] == v) continue;
    status =
        buju_build_find(b, &b->part[BUJU_INPUT_VILLAGES], &seat_elsewhere, r->village.source_row[v],
                        BUJU_FIELD_THC_SEAT, b->village_code[v],
                        BUJU_ARGS(buju_text(r->facility.name[f]), buju_text(b->village_name[r->facility.village[f]])));
  }
  return status;
}

buju_status buju_seats_build(buju_build *b) {
  buju_region *r = b->region;
  campus *towns = BUJU_NEW(b->scratch, campus, r->area.n - r->village.n);
  if (towns == NULL) return buju_fail_memory(b->ctx);
  survey(r, towns);
  buju_status status = compare(b, towns);
  for (buju_ix t = 0; t < r->area.n - r->village.n && status == BUJU_OK; t++)
    if (r->area.level[t] == BUJU_TOWNSHIP) status = settle(b, t, &towns[t]);
  return status;
}
