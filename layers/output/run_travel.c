/* run_info: on what times are measured, how fast, and who said so. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "layers/output/run_items.h"

/* A row of travel: with its value; node is what the scenario or profile says, NULL for our default. */
static buju_run_item *add(buju_run_items *items, const char *key, const buju_msg *item, const char *value,
                          const char *unit, const buju_doc *node) {
  buju_value_source from = node != NULL ? (buju_value_source)node->origin : BUJU_ORIGIN_DEFAULT;
  buju_run_item *row = buju_run_add(items, buju_run_format(items, "travel.%s", key), item, value, from);
  if (row == NULL) return NULL;
  row->unit = unit;
  row->our_default = node == NULL ? BUJU_YES : BUJU_NO;
  return row;
}

static void add_provider(buju_run_items *items, const buju_doc *travel, buju_provider chosen) {
  BUJU_MSG(provider, "时间测算方法", "Times are measured on");
  BUJU_MSG(straight, "时间按直线距离乘绕行系数除以速度计算，向上进位到毫秒；未考虑道路和地形。",
           "Times are straight lines × detour factor ÷ speed, rounded up to the millisecond; roads and terrain are not "
           "considered.");
  BUJU_MSG(roads, "时间沿道路计算，地点与道路之间步行；离道路太远、连不上的地点按直线距离计算，并注明。",
           "Times run along the roads, with a walk between a place and its road; places too far from any road "
           "to join it are measured along the straight line, and marked so.");
  BUJU_MSG(
      terrain, "时间按地形上的最快路线计算：路外步行，随坡度变化；道路按道路速度；不在栅格内的地点按直线距离，并注明。",
      "Times run along the fastest way over the terrain: on foot off the roads, slowed by slope, at the road's speed "
      "on them; places off the raster are measured along the straight line, and marked so.");
  static const buju_msg *const notes[BUJU_PROVIDERS] = {&straight, &roads, &terrain};
  buju_run_item *row =
      add(items, "provider", &provider, buju_provider_words[chosen], NULL, buju_doc_find(travel, "provider"));
  buju_run_note(items, row, (buju_said){.msg = notes[chosen]});
}

static void add_numbers(buju_run_items *items, const buju_doc *travel, bool roads) {
  BUJU_MSG(walk, "步行速度", "Walking speed");
  BUJU_MSG(ebike, "电动自行车速度", "E-bike speed");
  BUJU_MSG(drive, "驾车速度（直线测算）", "Driving speed along the straight line");
  BUJU_MSG(detour, "绕行系数", "Detour factor");
  BUJU_MSG(off_road, "地点与道路之间的步行速度", "Walking speed between a place and its road");
  BUJU_MSG(join, "地点连到道路的最大距离", "Farthest a place joins a road from");
  BUJU_MSG(snap, "道路端点相接的容差", "How far apart ends of roads still meet");
  const buju_travel_spec *t = &items->out->scenario->travel;
  const struct {
    const char *key;
    const buju_msg *item;
    double value;
    const char *unit;
    bool of_roads;
  } rows[] = {{"walk_kmh", &walk, t->walk_mps * 3.6, "km/h", false},
              {"ebike_kmh", &ebike, t->ebike_mps * 3.6, "km/h", false},
              {"drive_kmh", &drive, t->drive_mps * 3.6, "km/h", false},
              {"detour_factor", &detour, t->detour_factor, "", false},
              {"off_road_kmh", &off_road, t->off_road_mps * 3.6, "km/h", true},
              {"join_m", &join, t->join_m, "m", true},
              {"snap_m", &snap, t->snap_m, "m", true}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (roads || !rows[i].of_roads)
      add(items, rows[i].key, rows[i].item, buju_run_format(items, "%.6g", rows[i].value), rows[i].unit,
          buju_doc_find(travel, rows[i].key));
}

/* "walk 4.5, ebike 15, drive no": modes without a speed of their own are left out. */
static const char *show_speeds(buju_run_items *items, const double mps[BUJU_MODES]) {
  char text[96];
  size_t at = 0;
  text[0] = '\0';
  for (int m = 0; m < BUJU_MODES; m++) {
    if (isnan(mps[m])) continue;
    at += (size_t)snprintf(text + at, sizeof text - at, "%s%s ", at > 0 ? ", " : "", buju_mode_words[m]);
    if (mps[m] > 0)
      at += (size_t)snprintf(text + at, sizeof text - at, "%.4g", mps[m] * 3.6);
    else
      at += (size_t)snprintf(text + at, sizeof text - at, "no");
  }
  return buju_run_format(items, "%s", text);
}

static void add_speeds(buju_run_items *items, const buju_doc *travel) {
  BUJU_MSG(of_word, "该等级道路的速度", "Speeds on roads of this class");
  const buju_travel_spec *t = &items->out->scenario->travel;
  const buju_doc *given = buju_doc_find(travel, "speeds");
  for (int c = 0; c < BUJU_CLASSES; c++) {
    const buju_road_class_name *class = &buju_road_class_names[c];
    const buju_doc *node = buju_doc_find(given, class->id);
    if (node == NULL) node = buju_doc_find(given, class->text.zh);
    add(items, buju_run_format(items, "speeds.%s", class->id), &class->text, show_speeds(items, t->road_mps[c]), "km/h",
        node);
  }
  for (buju_ix w = 0; w < t->words; w++)
    add(items, buju_run_format(items, "speeds.%s", t->word[w].word), &of_word, show_speeds(items, t->word[w].mps),
        "km/h", t->word[w].node);
}

static void add_crossings(buju_run_items *items, const buju_doc *travel) {
  BUJU_MSG(crossings, "道路相交处是否相通", "Roads meet where they cross");
  const buju_travel_spec *t = &items->out->scenario->travel;
  add(items, "crossings", &crossings, buju_crossings_words[t->crossings], NULL, buju_doc_find(travel, "crossings"));
}

static void add_paths(buju_run_items *items, const buju_doc *travel, buju_provider chosen) {
  BUJU_MSG(paths, "服务关系画成实际路线", "Assignments are drawn along the ways");
  BUJU_MSG(only_roads, "只有沿道路测算的服务关系画成实际路线，其余仍为直线。",
           "Only what is measured on roads is drawn along its way; all else stays a straight line.");
  bool wanted = items->out->scenario->travel.paths;
  buju_run_item *row = add(items, "paths", &paths, wanted ? "yes" : "no", NULL, buju_doc_find(travel, "paths"));
  if (wanted && chosen != BUJU_BY_ROADS) buju_run_note(items, row, (buju_said){.msg = &only_roads});
}

static void add_terrain(buju_run_items *items, const buju_doc *travel) {
  BUJU_MSG(slope, "坡度对步行速度的影响", "What slope does to walking");
  BUJU_MSG(directions, "地形上可走的方向数", "Directions of a way over terrain");
  BUJU_MSG(cell, "地形栅格边长（0：沿用数据）", "Side of the terrain's cells (0: the raster's own)");
  BUJU_MSG(cover, "土地覆盖值 {0} 上的速度", "Speeds on land cover {0}");
  const buju_travel_spec *t = &items->out->scenario->travel;
  const buju_doc *terrain = buju_doc_find(travel, "terrain");
  add(items, "terrain.slope", &slope, buju_slope_words[t->slope], NULL, buju_doc_find(terrain, "slope"));
  add(items, "terrain.directions", &directions, t->knight_moves ? "16" : "8", NULL,
      buju_doc_find(terrain, "directions"));
  add(items, "terrain.cell_m", &cell, buju_run_format(items, "%.6g", t->cell_m), "m", buju_doc_find(terrain, "cell_m"));
  for (buju_ix i = 0; i < t->covers; i++) {
    const char *value = buju_run_format(items, "%d", (int)t->cover[i].value);
    buju_said said = BUJU_SAY(cover, buju_text(value));
    char zh[128], en[128];
    buju_say(BUJU_ZH, &said, zh, sizeof zh);
    buju_say(BUJU_EN, &said, en, sizeof en);
    buju_msg *item = BUJU_NEW(items->out->arena, buju_msg, 1);
    if (item == NULL) return;
    *item = (buju_msg){buju_arena_text(items->out->arena, zh), buju_arena_text(items->out->arena, en)};
    add(items, buju_run_format(items, "terrain.land_cover.%s", value), item, show_speeds(items, t->cover[i].mps),
        "km/h", buju_doc_find(terrain, "land_cover"));
  }
}

void buju_run_travel(buju_run_items *items) {
  const buju_scenario *scenario = items->out->scenario;
  const buju_region *region = items->out->region;
  const buju_doc *travel = buju_doc_find(scenario->doc, "travel");
  buju_provider chosen = buju_scenario_provider(scenario);
  bool roads = region->network != NULL, cells = region->ground.raster.columns > 0;
  bool held = chosen == BUJU_BY_ROADS ? roads : chosen == BUJU_BY_TERRAIN ? cells : true;
  if (!held) chosen = BUJU_BY_STRAIGHT; /* the files held none */
  add_provider(items, travel, chosen);
  bool ground = cells && buju_scenario_measures_on(scenario, BUJU_BY_TERRAIN);
  add_numbers(items, travel, roads || ground);
  if (ground) add_terrain(items, travel);
  if (roads || scenario->travel.paths) add_paths(items, travel, chosen);
  if (!roads) return;
  add_speeds(items, travel);
  add_crossings(items, travel);
}
