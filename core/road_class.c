/* What the words for road classes mean. SPDX-License-Identifier: Apache-2.0 */
#include "core/road_class.h"

#include <string.h>

#define CLASS_NAME(name, id, zh, en) {id, {zh, en}},
const buju_road_class_name buju_road_class_names[BUJU_CLASSES] = {BUJU_ROAD_CLASS_TABLE(CLASS_NAME)};

enum {
  NOT_ON_FOOT = BUJU_ROAD_BARRED_WALK | BUJU_ROAD_BARRED_EBIKE,
  NO_CARS = BUJU_ROAD_BARRED_DRIVE,
  NO_ROAD = BUJU_CLASSES /* in the tables below: what nobody travels on */
};

typedef struct word {
  const char *text;
  uint8_t class, barred;
} word;

/* Whole words. OpenStreetMap's classes stand where its mappers in China put the administrative ones. */
static const word whole[] = {
    {"motorway", BUJU_CLASS_EXPRESSWAY, 0},
    {"motorwaylink", BUJU_CLASS_EXPRESSWAY, 0},
    {"freeway", BUJU_CLASS_EXPRESSWAY, 0},
    {"trunk", BUJU_CLASS_NATIONAL, 0},
    {"trunklink", BUJU_CLASS_NATIONAL, 0},
    {"primary", BUJU_CLASS_PROVINCIAL, 0},
    {"primarylink", BUJU_CLASS_PROVINCIAL, 0},
    {"secondary", BUJU_CLASS_COUNTY, 0},
    {"secondarylink", BUJU_CLASS_COUNTY, 0},
    {"tertiary", BUJU_CLASS_TOWNSHIP, 0},
    {"tertiarylink", BUJU_CLASS_TOWNSHIP, 0},
    {"unclassified", BUJU_CLASS_VILLAGE, 0},
    {"residential", BUJU_CLASS_STREET, 0},
    {"livingstreet", BUJU_CLASS_STREET, 0},
    {"service", BUJU_CLASS_STREET, 0},
    {"urban", BUJU_CLASS_STREET, 0},
    {"cycleway", BUJU_CLASS_STREET, NO_CARS},
    {"pedestrian", BUJU_CLASS_PATH, 0},
    {"footway", BUJU_CLASS_PATH, 0},
    {"sidewalk", BUJU_CLASS_PATH, 0},
    {"footpath", BUJU_CLASS_PATH, 0},
    {"trail", BUJU_CLASS_PATH, 0},
    {"bridleway", BUJU_CLASS_PATH, 0},
    {"corridor", BUJU_CLASS_PATH, 0},
    {"platform", BUJU_CLASS_PATH, 0},
    {"stairs", BUJU_CLASS_STEPS, 0},
    {"trackgrade1", BUJU_CLASS_TRACK, 0},
    {"trackgrade2", BUJU_CLASS_TRACK, 0},
    {"trackgrade3", BUJU_CLASS_TRACK, 0},
    {"trackgrade4", BUJU_CLASS_TRACK, 0},
    {"trackgrade5", BUJU_CLASS_TRACK, 0},
    {"road", BUJU_CLASS_UNKNOWN, 0},
    {"nationalroad", BUJU_CLASS_NATIONAL, 0},
    {"provincialroad", BUJU_CLASS_PROVINCIAL, 0},
    {"countyroad", BUJU_CLASS_COUNTY, 0},
    {"townshiproad", BUJU_CLASS_TOWNSHIP, 0},
    {"villageroad", BUJU_CLASS_VILLAGE, 0},
    {"construction", NO_ROAD, 0},
    {"proposed", NO_ROAD, 0},
    {"planned", NO_ROAD, 0},
    {"abandoned", NO_ROAD, 0},
    {"disused", NO_ROAD, 0},
    {"razed", NO_ROAD, 0},
    {"raceway", NO_ROAD, 0},
    {"escape", NO_ROAD, 0},
    {"busguideway", NO_ROAD, 0},
    {"busway", NO_ROAD, 0},
    {"busstop", NO_ROAD, 0},
    {"elevator", NO_ROAD, 0},
    {"ladder", NO_ROAD, 0},
    {"viaferrata", NO_ROAD, 0},
    {"emergencybay", NO_ROAD, 0},
    {"restarea", NO_ROAD, 0},
    {"services", NO_ROAD, 0},
    {"no", NO_ROAD, 0},
    {"railway", NO_ROAD, 0},
    {"rail", NO_ROAD, 0},
    {"g", BUJU_CLASS_NATIONAL, 0},
    {"s", BUJU_CLASS_PROVINCIAL, 0},
    {"x", BUJU_CLASS_COUNTY, 0},
    {"y", BUJU_CLASS_TOWNSHIP, 0},
    {"c", BUJU_CLASS_VILLAGE, 0},
    {"国", BUJU_CLASS_NATIONAL, 0},
    {"省", BUJU_CLASS_PROVINCIAL, 0},
    {"县", BUJU_CLASS_COUNTY, 0},
    {"乡", BUJU_CLASS_TOWNSHIP, 0},
    {"村", BUJU_CLASS_VILLAGE, 0},
    {"一级", BUJU_CLASS_NATIONAL, 0},
    {"二级", BUJU_CLASS_PROVINCIAL, 0},
    {"三级", BUJU_CLASS_COUNTY, 0},
    {"四级", BUJU_CLASS_TOWNSHIP, 0},
    {"公路", BUJU_CLASS_UNKNOWN, 0},
    {"道路", BUJU_CLASS_UNKNOWN, 0},
};

/* Parts of words: the first that is found decides, so what says more stands before what says less. */
static const word parts[] = {
    {"铁路", NO_ROAD, 0},
    {"铁道", NO_ROAD, 0},
    {"地铁", NO_ROAD, 0},
    {"轻轨", NO_ROAD, 0},
    {"轨道", NO_ROAD, 0},
    {"在建", NO_ROAD, 0},
    {"建筑中", NO_ROAD, 0},
    {"拟建", NO_ROAD, 0},
    {"规划", NO_ROAD, 0},
    {"废弃", NO_ROAD, 0},
    {"河流", NO_ROAD, 0},
    {"沟渠", NO_ROAD, 0},
    {"管道", NO_ROAD, 0},
    {"高速", BUJU_CLASS_EXPRESSWAY, 0},
    {"快速", BUJU_CLASS_NATIONAL, NOT_ON_FOOT},
    {"匝道", BUJU_CLASS_NATIONAL, NOT_ON_FOOT},
    {"人行", BUJU_CLASS_PATH, 0},
    {"步行", BUJU_CLASS_PATH, 0},
    {"步道", BUJU_CLASS_PATH, 0},
    {"小路", BUJU_CLASS_PATH, 0},
    {"小道", BUJU_CLASS_PATH, 0},
    {"山路", BUJU_CLASS_PATH, 0},
    {"栈道", BUJU_CLASS_PATH, 0},
    {"绿道", BUJU_CLASS_PATH, 0},
    {"台阶", BUJU_CLASS_STEPS, 0},
    {"阶梯", BUJU_CLASS_STEPS, 0},
    {"石阶", BUJU_CLASS_STEPS, 0},
    {"楼梯", BUJU_CLASS_STEPS, 0},
    {"自行车", BUJU_CLASS_STREET, NO_CARS},
    {"非机动车", BUJU_CLASS_STREET, NO_CARS},
    {"轮渡", BUJU_CLASS_FERRY, 0},
    {"渡口", BUJU_CLASS_FERRY, 0},
    {"渡船", BUJU_CLASS_FERRY, 0},
    {"汽渡", BUJU_CLASS_FERRY, 0},
    {"人渡", BUJU_CLASS_FERRY, NO_CARS},
    {"机耕", BUJU_CLASS_TRACK, 0},
    {"田间", BUJU_CLASS_TRACK, 0},
    {"生产路", BUJU_CLASS_TRACK, 0},
    {"生产道", BUJU_CLASS_TRACK, 0},
    {"林道", BUJU_CLASS_TRACK, 0},
    {"林区", BUJU_CLASS_TRACK, 0},
    {"土路", BUJU_CLASS_TRACK, 0},
    {"大车路", BUJU_CLASS_TRACK, 0},
    {"时令路", BUJU_CLASS_TRACK, 0},
    {"国道", BUJU_CLASS_NATIONAL, 0},
    {"国家", BUJU_CLASS_NATIONAL, 0},
    {"省道", BUJU_CLASS_PROVINCIAL, 0},
    {"省级", BUJU_CLASS_PROVINCIAL, 0},
    {"县乡", BUJU_CLASS_TOWNSHIP, 0},
    {"县道", BUJU_CLASS_COUNTY, 0},
    {"县级", BUJU_CLASS_COUNTY, 0},
    {"乡村", BUJU_CLASS_VILLAGE, 0},
    {"乡道", BUJU_CLASS_TOWNSHIP, 0},
    {"乡镇", BUJU_CLASS_TOWNSHIP, 0},
    {"乡级", BUJU_CLASS_TOWNSHIP, 0},
    {"镇道", BUJU_CLASS_TOWNSHIP, 0},
    {"专用", BUJU_CLASS_TOWNSHIP, 0},
    {"村", BUJU_CLASS_VILLAGE, 0},
    {"通组", BUJU_CLASS_VILLAGE, 0},
    {"组道", BUJU_CLASS_VILLAGE, 0},
    {"等外", BUJU_CLASS_VILLAGE, 0},
    {"一级公路", BUJU_CLASS_NATIONAL, 0},
    {"二级公路", BUJU_CLASS_PROVINCIAL, 0},
    {"三级公路", BUJU_CLASS_COUNTY, 0},
    {"四级公路", BUJU_CLASS_TOWNSHIP, 0},
    {"主干", BUJU_CLASS_COUNTY, 0},
    {"次干", BUJU_CLASS_TOWNSHIP, 0},
    {"支路", BUJU_CLASS_STREET, 0},
    {"街", BUJU_CLASS_STREET, 0},
    {"巷", BUJU_CLASS_STREET, 0},
    {"胡同", BUJU_CLASS_STREET, 0},
    {"里弄", BUJU_CLASS_STREET, 0},
    {"小区", BUJU_CLASS_STREET, 0},
    {"内部", BUJU_CLASS_STREET, 0},
    {"城市", BUJU_CLASS_STREET, 0},
    {"城镇", BUJU_CLASS_STREET, 0},
    {"市政", BUJU_CLASS_STREET, 0},
    {"其他", BUJU_CLASS_UNKNOWN, 0},
    {"其它", BUJU_CLASS_UNKNOWN, 0},
    {"不详", BUJU_CLASS_UNKNOWN, 0},
    {"未知", BUJU_CLASS_UNKNOWN, 0},
    {"未注明", BUJU_CLASS_UNKNOWN, 0},
};

/* The beginnings of codes that are digits all through: GB/T 13923-2006 (six), kinds of navigation data (four). */
static const word codes6[] = {
    {"420102", NO_ROAD, 0},
    {"420202", NO_ROAD, 0},
    {"420302", NO_ROAD, 0},
    {"4201", BUJU_CLASS_NATIONAL, 0},
    {"4202", BUJU_CLASS_PROVINCIAL, 0},
    {"4203", BUJU_CLASS_COUNTY, 0},
    {"4204", BUJU_CLASS_TOWNSHIP, 0},
    {"4205", BUJU_CLASS_TOWNSHIP, 0},
    {"4206", BUJU_CLASS_NATIONAL, NOT_ON_FOOT},
    {"4301", NO_ROAD, 0},
    {"4303", BUJU_CLASS_NATIONAL, NOT_ON_FOOT},
    {"4304", BUJU_CLASS_STREET, 0},
    {"4302", BUJU_CLASS_NATIONAL, NOT_ON_FOOT},
    {"430501", BUJU_CLASS_COUNTY, 0},
    {"430502", BUJU_CLASS_TOWNSHIP, 0},
    {"4305", BUJU_CLASS_STREET, 0},
    {"4306", BUJU_CLASS_STREET, 0},
    {"4307", BUJU_CLASS_STEPS, 0},
    {"4401", BUJU_CLASS_TRACK, 0},
    {"4402", BUJU_CLASS_VILLAGE, 0},
    {"4403", BUJU_CLASS_PATH, 0},
    {"4404", BUJU_CLASS_TRACK, 0},
    {"4406", BUJU_CLASS_PATH, 0},
    {"41", NO_ROAD, 0},
};
static const word codes4[] = {
    {"00", BUJU_CLASS_EXPRESSWAY, 0}, {"01", BUJU_CLASS_NATIONAL, NOT_ON_FOOT},
    {"02", BUJU_CLASS_NATIONAL, 0},   {"03", BUJU_CLASS_PROVINCIAL, 0},
    {"04", BUJU_CLASS_COUNTY, 0},     {"06", BUJU_CLASS_TOWNSHIP, 0},
    {"08", BUJU_CLASS_STREET, 0},     {"09", BUJU_CLASS_TRACK, 0},
    {"0a", BUJU_CLASS_FERRY, 0},      {"0b", BUJU_CLASS_PATH, 0},
};

static buju_road_kind unknown(void) { return (buju_road_kind){BUJU_ROAD_NOT_KNOWN, BUJU_CLASS_UNKNOWN, 0}; }

static buju_road_kind meaning(const word *w) {
  if (w->class == NO_ROAD) return (buju_road_kind){BUJU_ROAD_NONE, BUJU_CLASS_UNKNOWN, 0};
  return (buju_road_kind){BUJU_ROAD_KNOWN, (buju_road_class)w->class, w->barred};
}

static buju_road_kind by_start(const char *folded, const word *codes, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strncmp(folded, codes[i].text, strlen(codes[i].text)) == 0) return meaning(&codes[i]);
  return unknown();
}

buju_road_kind buju_road_kind_of_word(const char *folded) {
  size_t length = strlen(folded);
  for (int c = 0; c < BUJU_CLASSES; c++)
    if (strcmp(folded, buju_road_class_names[c].id) == 0)
      return (buju_road_kind){BUJU_ROAD_KNOWN, (buju_road_class)c, 0};
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
    if (strcmp(folded, whole[i].text) == 0) return meaning(&whole[i]);
  if (length == 6 && strspn(folded, "0123456789") == 6) return by_start(folded, codes6, sizeof codes6 / sizeof *codes6);
  if ((length == 4 || length == 8) && folded[0] == '0' && strspn(folded, "0123456789abcdef") == length)
    return by_start(folded, codes4, sizeof codes4 / sizeof *codes4);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (strstr(folded, parts[i].text) != NULL) return meaning(&parts[i]);
  return buju_road_kind_of_route(folded);
}

buju_road_kind buju_road_kind_of_route(const char *folded) {
  enum { COUNTY_DIGITS = 6 };
  static const char letters[] = "gsxyc";
  static const uint8_t classes[] = {BUJU_CLASS_NATIONAL, BUJU_CLASS_PROVINCIAL, BUJU_CLASS_COUNTY, BUJU_CLASS_TOWNSHIP,
                                    BUJU_CLASS_VILLAGE};
  const char *letter = folded[0] != '\0' ? strchr(letters, folded[0]) : NULL;
  if (letter == NULL) return unknown();
  size_t digits = strspn(folded + 1, "0123456789");
  if (digits == 0 || digits > 4 + COUNTY_DIGITS) return unknown();
  if (digits > COUNTY_DIGITS + 2) digits -= COUNTY_DIGITS;
  if (digits > 4) return unknown();
  uint8_t class = classes[letter - letters];
  bool expressway = (*letter == 'g' && digits != 3) || (*letter == 's' && digits <= 2);
  return (buju_road_kind){BUJU_ROAD_KNOWN, expressway ? BUJU_CLASS_EXPRESSWAY : (buju_road_class) class, 0};
}

/* Several words may be said at once: "agricultural;forestry" closes, "destination;forestry" does not. */
bool buju_road_word_closes(const char *folded) {
  static const char *const words[] = {
      "no",        "private", "agricultural", "forestry", "delivery", "permit", "military", "false",
      "emergency", "0",       "否",           "禁止通行", "禁止",     "禁行",   "不通",     "封闭",
      "私有",      "内部",    "不可通行",     "断头",     NULL};
  const char *at = folded;
  while (*at != '\0') {
    size_t i = 0;
    while (words[i] != NULL && strncmp(at, words[i], strlen(words[i])) != 0) i++;
    if (words[i] == NULL) return false;
    at += strlen(words[i]);
    while (*at == ';' || *at == ' ') at++;
  }
  return at > folded;
}
