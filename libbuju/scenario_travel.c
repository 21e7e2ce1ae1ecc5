/* `travel:` — on what, how fast, and how places join roads. SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "libbuju/scenario.h"
#include "planner/travel/network.h"
#include "planner/travel/road_speed.h"

static const double default_walk_kmh = 4.5, default_ebike_kmh = 15, default_drive_kmh = 40, default_detour = 1.3;
static const double default_join_m = 2000, default_snap_m = 5;
static const double kmh_least = 0.1, kmh_most = 200, join_most_m = 100000, cell_most_m = 10000;

static void first_of(buju_status *status, buju_status next) {
  if (*status == BUJU_OK) *status = next;
}

static buju_status bind_speed(buju_ctx *ctx, const buju_doc *travel, const char *key, double fallback_mps,
                              double *mps) {
  double kmh;
  const buju_doc *node = buju_doc_find(travel, key);
  *mps = fallback_mps;
  if (node == NULL) return BUJU_OK;
  buju_status status = buju_doc_real_unit(ctx, node, "km/h", kmh_least, kmh_most, &kmh);
  if (status == BUJU_OK) *mps = kmh / 3.6;
  return status;
}

static buju_status bind_metres(buju_ctx *ctx, const buju_doc *travel, const char *key, double most_m, double *m) {
  const buju_doc *node = buju_doc_find(travel, key);
  return node != NULL ? buju_doc_real_unit(ctx, node, "m", 0, most_m, m) : BUJU_OK;
}

/* ---- speeds: ---- */

static bool is_closed(const buju_doc *node) {
  static const char *const words[] = {"no", "off", "否", "关", NULL};
  for (size_t i = 0; node->kind == BUJU_DOC_SCALAR && words[i] != NULL; i++)
    if (strcmp(node->text, words[i]) == 0) return true;
  return false;
}

static buju_status bind_mode(buju_ctx *ctx, const buju_doc *node, double *mps) {
  BUJU_MSG(zero, "{0}：{1} 不是速度；应在 {2} 之间，不许通行写 no",
           "{0}: {1} is no speed; it must be in {2}, or no where it is closed");
  double kmh = 0;
  char range[96];
  if (node->kind == BUJU_DOC_SCALAR && strcmp(node->text, "0") == 0)
    return buju_doc_complain(
        ctx, node,
        BUJU_SAY(zero, {0}, {0},
                 buju_text(buju_range_shown(kmh_least, kmh_most, "km/h", buju_ctx_lang(ctx), range, sizeof range))));
  buju_status status = is_closed(node) ? BUJU_OK : buju_doc_real_unit(ctx, node, "km/h", kmh_least, kmh_most, &kmh);
  if (status == BUJU_OK) *mps = kmh / 3.6;
  return status;
}

/* A number is the car's speed; a map says which mode. */
static buju_status bind_modes(buju_ctx *ctx, const buju_doc *node, double mps[BUJU_MODES]) {
  if (node->kind == BUJU_DOC_SCALAR) return bind_mode(ctx, node, &mps[BUJU_DRIVE]);
  buju_status status = buju_doc_known(ctx, node, buju_mode_words);
  for (int m = 0; m < BUJU_MODES; m++) {
    const buju_doc *mode = buju_doc_find(node, buju_mode_words[m]);
    if (mode != NULL) first_of(&status, bind_mode(ctx, mode, &mps[m]));
  }
  return status;
}

/* The class a key names by our own words, or BUJU_CLASSES: then it is a word of the files. */
static int class_named(const char *key) {
  int c = 0;
  while (c < BUJU_CLASSES && strcmp(buju_road_class_names[c].id, key) != 0 &&
         strcmp(buju_road_class_names[c].text.zh, key) != 0)
    c++;
  return c;
}

static buju_status bind_speeds(buju_ctx *ctx, const buju_doc *speeds, buju_scenario *s) {
  BUJU_MSG(not_map, "{0}：speeds 应为“道路等级: 速度”，如 {2}",
           "{0}: speeds: must be pairs of road class and speed, like {2}");
  buju_travel_spec *travel = &s->travel;
  if (speeds == NULL || speeds->kind == BUJU_DOC_NULL) return BUJU_OK;
  if (speeds->kind != BUJU_DOC_MAP)
    return buju_doc_complain(ctx, speeds, BUJU_SAY(not_map, {0}, {0}, buju_text("{village: 20, track: {drive: no}}")));
  travel->word = BUJU_NEW(s->arena, buju_word_speed, buju_doc_count(speeds));
  if (travel->word == NULL) return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  for (const buju_doc *node = speeds->first; node != NULL; node = node->next) {
    int class = class_named(node->key);
    if (class < BUJU_CLASSES) {
      first_of(&status, bind_modes(ctx, node, travel->road_mps[class]));
      continue;
    }
    buju_word_speed *word = &travel->word[travel->words++];
    *word = (buju_word_speed){node->key, {NAN, NAN, NAN}, node};
    first_of(&status, bind_modes(ctx, node, word->mps));
  }
  return status;
}

/* ---- terrain: ---- */

static int by_value(const void *a, const void *b) {
  const buju_cover_speed *x = a, *y = b;
  return (x->value > y->value) - (x->value < y->value);
}

/* A cover value whose speeds are given: a number is the walking speed, a map says which mode. */
static buju_status bind_cover(buju_ctx *ctx, const buju_doc *node, buju_cover_speed *cover) {
  BUJU_MSG(no_value, "{0}：“{2}”不是土地覆盖的取值；应为整数，如 {3}",
           "{0}: \"{2}\" is no value of land cover; it must be a whole number, like {3}");
  char *end;
  errno = 0;
  long value = strtol(node->key, &end, 10);
  if (errno != 0 || end == node->key || *end != '\0' || value <= INT32_MIN || value > INT32_MAX)
    return buju_doc_complain(ctx, node, BUJU_SAY(no_value, {0}, {0}, buju_text(node->key), buju_text("10: 3")));
  *cover = (buju_cover_speed){.value = (int32_t)value};
  return node->kind == BUJU_DOC_SCALAR ? bind_mode(ctx, node, &cover->mps[BUJU_WALK])
                                       : bind_modes(ctx, node, cover->mps);
}

static buju_status bind_covers(buju_ctx *ctx, const buju_doc *covers, buju_scenario *s) {
  BUJU_MSG(not_map, "{0}：land_cover 应为“取值: 速度”，如 {2}",
           "{0}: land_cover: must be pairs of value and speed, like {2}");
  BUJU_MSG(twice, "{0}：取值 {2} 写了两次", "{0}: the value {2} is given twice");
  buju_travel_spec *travel = &s->travel;
  if (covers == NULL || covers->kind == BUJU_DOC_NULL) return BUJU_OK;
  if (covers->kind != BUJU_DOC_MAP)
    return buju_doc_complain(ctx, covers, BUJU_SAY(not_map, {0}, {0}, buju_text("{10: 3, 80: no}")));
  travel->cover = BUJU_NEW(s->arena, buju_cover_speed, buju_doc_count(covers));
  if (travel->cover == NULL) return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  for (const buju_doc *node = covers->first; node != NULL; node = node->next)
    first_of(&status, bind_cover(ctx, node, &travel->cover[travel->covers++]));
  qsort(travel->cover, travel->covers, sizeof *travel->cover, by_value);
  for (buju_ix i = 1; i < travel->covers && status == BUJU_OK; i++)
    if (travel->cover[i].value == travel->cover[i - 1].value)
      status = buju_doc_complain(ctx, covers, BUJU_SAY(twice, {0}, {0}, buju_int(travel->cover[i].value)));
  return status;
}

static buju_status bind_terrain(buju_ctx *ctx, const buju_doc *terrain, buju_scenario *s) {
  static const char *const keys[] = {"slope", "directions", "cell_m", "land_cover", NULL};
  buju_travel_spec *t = &s->travel;
  const buju_doc *slope = buju_doc_find(terrain, "slope"), *directions = buju_doc_find(terrain, "directions");
  static const char *const direction_words[] = {"8", "16", NULL};
  int law = BUJU_SLOPE_TOBLER, sixteen = 1;
  buju_status status = terrain != NULL ? buju_doc_known(ctx, terrain, keys) : BUJU_OK;
  if (slope != NULL) first_of(&status, buju_doc_word(ctx, slope, buju_slope_words, &law));
  if (directions != NULL) first_of(&status, buju_doc_word(ctx, directions, direction_words, &sixteen));
  t->slope = (buju_slope)law;
  t->knight_moves = sixteen != 0;
  t->cell_m = 0;
  if (terrain != NULL) first_of(&status, bind_metres(ctx, terrain, "cell_m", cell_most_m, &t->cell_m));
  first_of(&status, bind_covers(ctx, buju_doc_find(terrain, "land_cover"), s));
  return status;
}

/* ---- the whole ---- */

buju_status buju_bind_travel(buju_ctx *ctx, const buju_doc *travel, buju_scenario *s) {
  static const char *const keys[] = {"provider", "walk_kmh",     "ebike_kmh", "drive_kmh", "detour_factor",
                                     "speeds",   "off_road_kmh", "join_m",    "snap_m",    "crossings",
                                     "terrain",  "paths",        NULL};
  buju_travel_spec *t = &s->travel;
  buju_status status = travel != NULL ? buju_doc_known(ctx, travel, keys) : BUJU_OK;
  const buju_doc *provider = buju_doc_find(travel, "provider"), *detour = buju_doc_find(travel, "detour_factor");
  const buju_doc *crossings = buju_doc_find(travel, "crossings"), *paths = buju_doc_find(travel, "paths");
  int chosen = BUJU_BY_AUTO, crossing = BUJU_CROSSINGS_AUTO;
  if (provider != NULL) first_of(&status, buju_doc_word(ctx, provider, buju_provider_words, &chosen));
  t->provider = (buju_provider)chosen;
  first_of(&status, bind_speed(ctx, travel, "walk_kmh", default_walk_kmh / 3.6, &t->walk_mps));
  first_of(&status, bind_speed(ctx, travel, "ebike_kmh", default_ebike_kmh / 3.6, &t->ebike_mps));
  first_of(&status, bind_speed(ctx, travel, "drive_kmh", default_drive_kmh / 3.6, &t->drive_mps));
  t->detour_factor = default_detour;
  if (detour != NULL) first_of(&status, buju_doc_real(ctx, detour, 1, 10, &t->detour_factor));
  buju_road_speed_defaults(t);
  first_of(&status, bind_speeds(ctx, buju_doc_find(travel, "speeds"), s));
  first_of(&status, bind_speed(ctx, travel, "off_road_kmh", t->walk_mps, &t->off_road_mps));
  t->join_m = default_join_m;
  t->snap_m = default_snap_m;
  first_of(&status, bind_metres(ctx, travel, "join_m", join_most_m, &t->join_m));
  first_of(&status, bind_metres(ctx, travel, "snap_m", BUJU_SNAP_MOST_M, &t->snap_m));
  if (crossings != NULL) first_of(&status, buju_doc_word(ctx, crossings, buju_crossings_words, &crossing));
  t->crossings = (buju_crossings)crossing;
  if (paths != NULL) first_of(&status, buju_doc_bool(ctx, paths, &t->paths));
  first_of(&status, bind_terrain(ctx, buju_doc_find(travel, "terrain"), s));
  return status;
}

buju_status buju_check_travel(buju_ctx *ctx, const buju_scenario *s) {
  BUJU_MSG(no_roads, "{0}：按路网（provider: roads）测算时间，但 inputs: 中没有 roads",
           "{0}: times are to be measured on roads (provider: roads), and there are no roads in inputs:");
  BUJU_MSG(no_terrain, "{0}：按地形（provider: terrain）测算时间，但 inputs: 中没有 dem 或 land_cover",
           "{0}: times are to be measured on terrain (provider: terrain), and there is neither dem nor land_cover in "
           "inputs:");
  const buju_doc *node = buju_doc_find(buju_doc_find(s->doc, "travel"), "provider");
  if (node == NULL) return BUJU_OK;
  if (s->travel.provider == BUJU_BY_ROADS && !buju_scenario_has(s, BUJU_INPUT_ROADS))
    return buju_doc_complain(ctx, node, BUJU_SAY(no_roads));
  if (s->travel.provider == BUJU_BY_TERRAIN && !buju_scenario_has(s, BUJU_INPUT_DEM) &&
      !buju_scenario_has(s, BUJU_INPUT_LAND_COVER))
    return buju_doc_complain(ctx, node, BUJU_SAY(no_terrain));
  return BUJU_OK;
}
