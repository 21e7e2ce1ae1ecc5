/* run_info: how the service circles were drawn. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "layers/output/run_items.h"

/* "15, 30, 60" */
static const char *limits_text(buju_run_items *items, const buju_circle_set *set) {
  const char *text = "";
  for (buju_ix l = 0; l < set->limits; l++)
    text = buju_run_format(items, "%s%s%.10g", text, l > 0 ? ", " : "", set->limit_ms[l] / 60000.0);
  return text;
}

static const char *services_text(buju_run_items *items, const buju_circle_set *set) {
  const char *text = "";
  for (buju_ix kind = 0; kind < BUJU_FACILITY_KINDS; kind++)
    if (set->services >> kind & 1)
      text = buju_run_format(items, "%s%s%s", text, *text != '\0' ? ", " : "", buju_service_words[kind].id);
  return text;
}

static buju_value_source from(bool given) { return given ? BUJU_ORIGIN_SCENARIO : BUJU_ORIGIN_DEFAULT; }

static void add_set(buju_run_items *items, buju_ix s) {
  BUJU_MSG(limits, "服务圈时限", "Limits of the service circles");
  BUJU_MSG(mode, "服务圈出行方式", "Mode of the service circles");
  BUJU_MSG(travel, "服务圈时间测算", "Travel of the service circles");
  BUJU_MSG(direction, "服务圈方向", "Direction of the service circles");
  BUJU_MSG(services, "服务圈机构类型", "Services of the circles");
  BUJU_MSG(spacing, "服务圈测点间距", "Spacing of the places asked");
  BUJU_MSG(how_limits, "时限含端点；人口按居民点的到达时间统计，不按图形切割。",
           "Limits are inclusive; people are counted by the times of their settlements, not by cutting shapes.");
  BUJU_MSG(
      how_spacing, "共 {0} 个测点；圈内含时限内到得了的每个测点，不含到不了的测点，两点之间按时间线性内插。",
      "{0} place{0?|s} in all; a circle holds every one reached in time and no other, and between two of them time is "
      "taken as linear.");
  BUJU_MSG(how_cells, "栅格共 {0} 格，圈按每格自身的时间绘制，边界误差约一格。",
           "The raster has {0} cells; circles are drawn from the time of each, right to about a cell.");
  const buju_circle_set *set = &items->out->plan->circle_set[s];
  const buju_circles_spec *spec = &items->out->scenario->circles;
  const char *key = buju_run_format(items, "circles.%" PRIu32, s + 1);
  buju_run_item *row = buju_run_add(items, buju_run_format(items, "%s.limits_min", key), &limits,
                                    limits_text(items, set), from(spec->limits > 0));
  buju_run_note(items, row, BUJU_SAY(how_limits));
  if (row != NULL) row->unit = "min";
  if (row != NULL && set->use != BUJU_NONE) row->clause = items->out->clause[set->use];
  buju_run_add(items, buju_run_format(items, "%s.mode", key), &mode, buju_mode_words[set->mode],
               from(spec->mode_given));
  buju_run_add(items, buju_run_format(items, "%s.travel", key), &travel, buju_provider_words[set->provider],
               from(spec->provider_given));
  if (set->direction != BUJU_TO_SERVICE)
    buju_run_add(items, buju_run_format(items, "%s.direction", key), &direction, buju_direction_words[set->direction],
                 BUJU_ORIGIN_RESULT);
  buju_run_add(items, buju_run_format(items, "%s.services", key), &services, services_text(items, set),
               from(spec->services != 0));
  row = buju_run_add(items, buju_run_format(items, "%s.spacing_m", key), &spacing,
                     buju_run_format(items, "%.0f", set->spacing_m),
                     spec->spacing_m > 0 ? BUJU_ORIGIN_SCENARIO : BUJU_ORIGIN_RESULT);
  buju_said how = BUJU_SAY(how_spacing, buju_int(set->places));
  if (set->provider == BUJU_BY_TERRAIN) how.msg = &how_cells;
  buju_run_note(items, row, how);
  if (row != NULL) row->unit = "m";
}

void buju_run_circles(buju_run_items *items) {
  for (buju_ix s = 0; s < items->out->plan->circle_sets; s++)
    if (items->out->plan->circle_set[s].places > 0) add_set(items, s);
}
