/* run_info of accessibility: what was asked and how it was measured. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "layers/output/run_items.h"

static buju_value_source origin(buju_access_origin from) {
  switch (from) {
  case BUJU_ACCESS_DEFAULT: return BUJU_ORIGIN_DEFAULT;
  case BUJU_ACCESS_RULE: return BUJU_ORIGIN_PROFILE;
  case BUJU_ACCESS_ASKED: break;
  }
  return BUJU_ORIGIN_SET;
}

static void add_limits(buju_run_items *items) {
  BUJU_MSG(limit, "时限（含端点）", "Limit (inclusive)");
  BUJU_MSG(weight, "该时限以内（上一时限以外）的权重", "Weight of the zone between the limit before and this one");
  BUJU_MSG(source, "增强型两步移动搜索法（E2SFCA）：Luo、Qi，2009。",
           "Enhanced two-step floating catchment area (E2SFCA): Luo & Qi 2009.");
  const buju_access *access = items->out->access;
  for (buju_ix l = 0; l < access->limits; l++) {
    const char *minutes = buju_run_format(items, "%.10g", access->limit_ms[l] / 60000.0);
    buju_run_item *row = buju_run_add(items, buju_run_format(items, "access.limit.%" PRIu32, l + 1), &limit, minutes,
                                      origin(access->limit_origin));
    if (row != NULL) row->unit = "min";
    row = buju_run_add(items, buju_run_format(items, "access.weight.%" PRIu32, l + 1), &weight,
                       buju_run_format(items, "%.3f", access->weight[l] / 1000.0), origin(access->weight_origin));
    if (l == 0) buju_run_note(items, row, BUJU_SAY(source));
  }
}

static void add_basis(buju_run_items *items) {
  BUJU_MSG(trips, "按此测算的行程", "Trips measured so");
  BUJU_MSG(basis, "{0}", "{0}");
  const buju_access *access = items->out->access;
  for (int b = 0; b < BUJU_BASES; b++) {
    if (access->trips_by_basis[b] == 0) continue;
    const char *key = buju_run_format(items, "access.trips.%s", buju_basis_words[b].id);
    buju_run_item *row = buju_run_add(items, key, &trips, buju_run_format(items, "%" PRIu64, access->trips_by_basis[b]),
                                      BUJU_ORIGIN_RESULT);
    buju_run_note(items, row, BUJU_SAY(basis, buju_word(&buju_basis_words[b].word)));
  }
}

void buju_run_access(buju_run_items *items) {
  BUJU_MSG(mode, "出行方式", "Mode of travel");
  BUJU_MSG(travel, "时间测算", "Times measured on");
  BUJU_MSG(word, "{0}", "{0}");
  BUJU_MSG(towards, "方向：从居民点到机构。", "Direction: from where people live to the service.");
  BUJU_MSG(back, "方向：从机构到居民点。", "Direction: from the service to where people live.");
  BUJU_MSG(missing, "没有人口数的居民点", "Places without a number of people");
  const buju_access *access = items->out->access;
  buju_run_item *row =
      buju_run_add(items, "access.mode", &mode, buju_mode_words[access->mode], origin(access->mode_origin));
  buju_run_note(items, row, BUJU_SAY(word, buju_word(&buju_mode_names[access->mode])));
  row = buju_run_add(items, "access.travel", &travel, buju_provider_words[access->provider], BUJU_ORIGIN_RESULT);
  buju_run_note(items, row, access->direction == BUJU_FROM_SERVICE ? BUJU_SAY(back) : BUJU_SAY(towards));
  add_limits(items);
  add_basis(items);
  if (access->places_missing > 0)
    buju_run_add(items, "access.places_without_people", &missing,
                 buju_run_format(items, "%" PRIu32, access->places_missing), BUJU_ORIGIN_RESULT);
}
