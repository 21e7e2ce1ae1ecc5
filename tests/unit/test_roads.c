/* Road layers read into a region. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/road_class.h"
#include "layers/region/road_row.h"
#include "layers/region/text.h"

enum { INPUTS_MAX = 4 };

typedef struct given {
  buju_scenario scenario;
  buju_input input[INPUTS_MAX];
  char path[INPUTS_MAX][512];
} given;

static char folder[] = "/tmp/buju-roads-XXXXXX";

static int open_folder(void **state) {
  (void)state;
  return mkdtemp(folder) == NULL;
}

static int close_folder(void **state) {
  (void)state;
  char command[64];
  snprintf(command, sizeof command, "rm -r %s", folder);
  return system(command);
}

static buju_input *add_input(given *g, buju_input_role role, const char *root, const char *file, const char *crs) {
  buju_ix i = g->scenario.inputs++;
  snprintf(g->path[i], sizeof g->path[i], "%s/%s", root, file);
  g->input[i] = (buju_input){.role = role, .path = g->path[i], .shown = file, .crs = crs, .people_unit = 1};
  g->scenario.input = g->input;
  g->scenario.as_of = (buju_date){2026, 6, 30};
  return &g->input[i];
}

static void write_file(const char *name, const char *text) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

static buju_status attempt(given *g, buju_ctx *ctx, buju_region **region) {
  buju_ctx_set_lang(ctx, BUJU_EN);
  return buju_region_read(ctx, &g->scenario, region);
}

static buju_region *read_region(given *g) {
  buju_ctx *ctx = buju_ctx_new();
  buju_region *region = NULL;
  if (attempt(g, ctx, &region) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return region;
}

static const buju_finding *find(const buju_region *region, const char *id) {
  for (size_t i = 0; i < region->findings.rows.n; i++)
    if (strcmp(buju_finding_at(&region->findings, i)->kind->id, id) == 0) return buju_finding_at(&region->findings, i);
  return NULL;
}

static double metres_of(const buju_road_lines *road, buju_ix line) {
  double metres = 0;
  for (uint64_t p = road->first[line]; p + 1 < road->first[line + 1]; p++)
    metres += hypot(road->x_m[p + 1] - road->x_m[p], road->y_m[p + 1] - road->y_m[p]);
  return metres;
}

/* ---- made by hand ---- */

static const char villages_csv[] =
    "code,name,people_resident,longitude,latitude\n610402100201,a,700,108.70,34.30\n610402100202,b,600,108.72,34.32\n";

#define FEATURE(properties, type, coordinates)                                                                         \
  "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":{\"type\":\"" type                               \
  "\",\"coordinates\":" coordinates "}}"

static void given_villages(given *g) {
  write_file("villages.csv", villages_csv);
  add_input(g, BUJU_INPUT_VILLAGES, folder, "villages.csv", NULL);
}

static buju_region *read_roads(size_t n, const char *const *features) {
  given g = {0};
  char text[8192];
  size_t at = (size_t)snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[");
  for (size_t i = 0; i < n; i++)
    at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", i > 0 ? "," : "", features[i]);
  snprintf(text + at, sizeof text - at, "]}");
  given_villages(&g);
  write_file("roads.geojson", text);
  add_input(&g, BUJU_INPUT_ROADS, folder, "roads.geojson", NULL);
  g.scenario.travel.provider = BUJU_BY_ROADS;
  return read_region(&g);
}

static void attributes_of_lines(void **state) {
  (void)state;
  static const char *const features[] = {
      FEATURE("\"class\":\"国道\",\"name\":\"甲路\",\"speed\":\"60 km/h\",\"oneway\":\"-1\",\"bridge\":\"yes\"",
              "LineString", "[[108.70,34.30],[108.71,34.30]]"),
      FEATURE("\"class\":\"steps\",\"layer\":\"-2\",\"tunnel\":\"yes\",\"foot\":\"private\"", "LineString",
              "[[108.70,34.31,400],[108.70,34.31,410],[108.71,34.31,420]]"),
      FEATURE("\"class\":\"residential\",\"oneway\":\"yes\",\"access\":\"no\",\"foot\":\"yes\",\"tunnel\":\"yes\"",
              "MultiLineString", "[[[108.70,34.32],[108.71,34.32]],[[108.72,34.32],[108.73,34.32],[108.73,34.33]]]")};
  buju_region *r = read_roads(3, features);
  const buju_road_lines *road = &r->road;
  assert_int_equal(road->n, 4);
  assert_int_equal(road->class[0], BUJU_CLASS_NATIONAL);
  assert_string_equal(road->word_text[road->word[0]], "国道");
  assert_string_equal(road->name[0], "甲路");
  assert_true(road->drive_kmh[0] == 60.0F);
  assert_int_equal(road->way[0], BUJU_ROAD_BACKWARD);
  assert_int_equal(road->level[0], 1);
  assert_int_equal(road->flags[0], BUJU_ROAD_BRIDGE);
  assert_int_equal(road->class[1], BUJU_CLASS_STEPS);
  assert_int_equal(road->level[1], -2);
  assert_int_equal(road->flags[1], BUJU_ROAD_TUNNEL | BUJU_ROAD_BARRED_WALK);
  assert_int_equal(road->first[2] - road->first[1], 2); /* a point drawn twice, at two heights, is one */
  assert_true(isnan(road->drive_kmh[1]));
  assert_int_equal(road->level[2], -1);
  assert_int_equal(road->way[2], BUJU_ROAD_FORWARD);
  assert_int_equal(road->flags[3], BUJU_ROAD_TUNNEL | BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE);
  assert_int_equal(road->first[4] - road->first[3], 3);
  assert_int_equal(road->source_row[2], road->source_row[3]);
  assert_false(road->noded);
  assert_true(fabs(metres_of(road, 0) - 921) < 2);
  buju_region_free(r);
}

/* A bureau writes the compass, not the order of points. */
static void one_way_by_the_compass(void **state) {
  (void)state;
  static const char *const features[] = {
      FEATURE("\"class\":\"街道\",\"通行方式\":\"单行^东向西^机动车^7:00-19:00\"", "LineString",
              "[[108.70,34.30],[108.71,34.30]]"),
      FEATURE("\"class\":\"街道\",\"通行方式\":\"单行^东向西^机动车^昼夜\"", "LineString",
              "[[108.71,34.301],[108.70,34.302]]"),
      FEATURE("\"class\":\"街道\",\"通行方式\":\"单行^南向北^5吨以上货车^7:00-20:00\"", "LineString",
              "[[108.70,34.30],[108.70,34.31]]"),
      FEATURE("\"class\":\"街道\",\"通行方式\":\"单行^南向北^机动车\"", "LineString",
              "[[108.70,34.30],[108.70,34.31]]")};
  buju_region *r = read_roads(4, features);
  static const uint8_t ways[] = {BUJU_ROAD_BACKWARD, BUJU_ROAD_FORWARD, BUJU_ROAD_BOTH_WAYS, BUJU_ROAD_FORWARD};
  for (buju_ix i = 0; i < 4; i++) assert_int_equal(r->road.way[i], ways[i]);
  buju_region_free(r);
}

static void odd_lines_are_told(void **state) {
  (void)state;
  static const char *const features[] = {
      FEATURE("\"class\":\"dirt\",\"speed\":-5", "LineString", "[[108.70,34.30],[108.71,34.30]]"),
      FEATURE("\"class\":\"dirt\",\"speed\":0", "LineString", "[[108.70,34.31],[108.71,34.31]]"),
      FEATURE("\"speed\":40", "LineString", "[[108.70,34.32],[108.71,34.32]]"),
      FEATURE("\"class\":\"铁路\"", "LineString", "[[108.70,34.33],[108.71,34.33]]"),
      FEATURE("\"class\":\"县道\"", "LineString", "[[108.70,34.33],[108.70,34.33]]"),
      FEATURE("\"class\":\"县道\"", "LineString", "[[110.70,34.33],[110.71,34.33]]")};
  buju_region *r = read_roads(6, features);
  assert_int_equal(r->road.n, 3);
  assert_int_equal(r->road.class[0], BUJU_CLASS_UNKNOWN);
  assert_true(isnan(r->road.drive_kmh[0]) && isnan(r->road.drive_kmh[1]) && r->road.drive_kmh[2] == 40.0F);
  const buju_finding *unknown = find(r, "road_class_unknown"), *speed = find(r, "road_speed_refused");
  assert_non_null(unknown);
  assert_string_equal(unknown->arg[0].u.s, "dirt");
  assert_int_equal(unknown->arg[1].u.i, 2);
  assert_string_equal(unknown->field, "class");
  assert_non_null(speed);
  assert_int_equal(speed->arg[0].u.i, 2);
  assert_string_equal(speed->arg[1].u.s, "-5");
  assert_int_equal(find(r, "road_class_blank")->arg[0].u.i, 1);
  assert_int_equal(find(r, "road_not_travelled")->arg[0].u.i, 1);
  assert_int_equal(find(r, "road_without_length")->arg[0].u.i, 1);
  assert_int_equal(find(r, "road_far")->arg[0].u.i, 1);
  assert_null(find(r, "roads_outside"));
  buju_region_free(r);
}

static void roads_of_another_place(void **state) {
  (void)state;
  static const char *const features[] = {
      FEATURE("\"class\":\"县道\"", "LineString", "[[110.70,34.33],[110.71,34.33]]")};
  buju_region *r = read_roads(1, features);
  assert_int_equal(r->road.n, 0);
  assert_non_null(find(r, "roads_outside"));
  assert_int_equal(find(r, "roads_outside")->kind->severity, BUJU_SERIOUS);
  buju_region_free(r);
}

static void polygons_are_no_roads(void **state) {
  (void)state;
  given g = {0};
  given_villages(&g);
  write_file("areas.geojson",
             FEATURE("\"class\":\"县道\"", "Polygon", "[[[108.7,34.3],[108.8,34.3],[108.8,34.4],[108.7,34.3]]]"));
  add_input(&g, BUJU_INPUT_ROADS, folder, "areas.geojson", NULL);
  buju_ctx *ctx = buju_ctx_new();
  buju_region *region = NULL;
  assert_int_equal(attempt(&g, ctx, &region), BUJU_E_DATA);
  assert_non_null(strstr(buju_ctx_error(ctx), "areas.geojson: roads must be lines, this file holds polygons"));
  buju_ctx_free(ctx);
}

static void words_of_single_cells(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int way;
  } ways[] = {{"yes", BUJU_ROAD_FORWARD},    {"F", BUJU_ROAD_FORWARD},
              {"T", BUJU_ROAD_BACKWARD},     {"B", BUJU_ROAD_BOTH_WAYS},
              {"no", BUJU_ROAD_BOTH_WAYS},   {"单行", BUJU_ROAD_FORWARD},
              {"双向", BUJU_ROAD_BOTH_WAYS}, {"reversible", BUJU_ROAD_BOTH_WAYS},
              {"3", BUJU_ROAD_BACKWARD}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    char folded[32];
    assert_true(buju_text_fold_into(ways[i].text, folded, sizeof folded));
    assert_int_equal(buju_road_way_of(folded), ways[i].way);
  }
  static const struct {
    const char *text;
    double kmh;
  } speeds[] = {{"80", 80}, {"60 km/h", 60}, {"限速40公里", 40}, {"10 mph", 16.09344},
                {"-5", -5}, {"0", 0},        {"7.5", 7.5}};
  double kmh;
  for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++) {
    assert_true(buju_road_kmh_of(speeds[i].text, &kmh));
    assert_true(fabs(kmh - speeds[i].kmh) < 1e-9);
  }
  assert_true(buju_road_kmh_of("1e+30", &kmh) && isinf(kmh));
  assert_false(buju_road_kmh_of("none", &kmh));
  assert_false(buju_road_kmh_of("", &kmh));
  static const struct {
    const char *text;
    uint32_t seconds;
  } durations[] = {{"00:20", 1200},
                   {"1:05:30", 3930},
                   {"20", 1200},
                   {"15分钟", 900},
                   {"PT1H20M", 4800},
                   {"PT90S", 90},
                   {"", 0},
                   {"0", 0},
                   {"99:00", 0},
                   {"-5", 0},
                   {"abc", 0},
                   {"999999:00", 0},
                   {"90 s", 90},
                   {"P1D", 86400},
                   {"P1DT1H", 90000},
                   {"48:00", 172800},
                   {"48:00:01", 0},
                   {"1:60", 0},
                   {"1:2.5", 0},
                   {"7.5", 450},
                   {"1 h 20 min", 4800},
                   {"20 min 1 h", 0},
                   {"1小时5分", 3900},
                   {"P", 0},
                   {"PT", 0},
                   {"P1H", 0},
                   {"PT1D", 0},
                   {"PT5", 0},
                   {"5 5", 0},
                   {"1e+30", 0},
                   {"nan", 0},
                   {"20:", 0},
                   {":20", 0},
                   {"1:2:3:4", 0},
                   {"999999999999999999999999999999", 0},
                   {"0.5 s", 0},
                   {"1 s", 1},
                   {".5", 0},
                   {"5.", 0}};
  for (size_t i = 0; i < sizeof durations / sizeof *durations; i++)
    assert_int_equal(buju_road_seconds_of(durations[i].text), durations[i].seconds);
}

/* ---- OpenStreetMap ---- */

static const char osm[] =
    "<osm version='0.6'>"
    "<node id='1' lat='34.300' lon='108.700'/>"
    "<node id='2' lat='34.300' lon='108.705'><tag k='barrier' v='gate'/><tag k='access' v='private'/></node>"
    "<node id='3' lat='34.300' lon='108.710'><tag k='barrier' v='bollard'/></node>"
    "<node id='4' lat='34.305' lon='108.710'><tag k='barrier' v='gate'/></node>"
    "<node id='5' lat='34.310' lon='108.710'/><node id='6' lat='34.320' lon='108.710'/>"
    "<node id='7' lat='34.310' lon='108.711'/>"
    "<way id='11'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/><tag k='name' "
    "v='甲街'/></way>"
    "<way id='12'><nd ref='3'/><nd ref='4'/><nd ref='5'/><tag k='highway' v='footway'/><tag k='bicycle' v='yes'/></way>"
    "<way id='13'><nd ref='5'/><nd ref='6'/><tag k='route' v='ferry'/><tag k='duration' v='00:10'/></way>"
    "<way id='14'><nd ref='5'/><nd ref='6'/><nd ref='7'/><nd ref='5'/><tag k='highway' v='tertiary'/>"
    "<tag k='junction' v='roundabout'/><tag k='maxspeed' v='30 mph'/></way>"
    "<way id='15'><nd ref='1'/><nd ref='6'/><tag k='highway' v='trunk'/><tag k='motorroad' v='yes'/>"
    "<tag k='bridge' v='viaduct'/><tag k='layer' v='2'/><tag k='oneway' v='-1'/></way>"
    "<way id='16'><nd ref='1'/><nd ref='6'/><tag k='highway' v='construction'/></way>"
    "<way id='17'><nd ref='1'/><nd ref='6'/><tag k='railway' v='rail'/></way>"
    "<way id='18'><nd ref='1'/><nd ref='4'/><tag k='highway' v='track'/><tag k='vehicle' v='private'/>"
    "<tag k='bicycle' v='yes'/></way></osm>";

static buju_ix first_of_row(const buju_road_lines *road, int64_t row) {
  buju_ix i = 0;
  while (i < road->n && road->source_row[i] != row) i++;
  if (i == road->n) fail_msg("no line of way %d", (int)row);
  return i;
}

static buju_region *read_osm_text(buju_provider provider) {
  given g = {0};
  given_villages(&g);
  write_file("roads.osm", osm);
  add_input(&g, BUJU_INPUT_ROADS, folder, "roads.osm", NULL);
  g.scenario.travel.provider = provider;
  return read_region(&g);
}

static void ways_of_openstreetmap(void **state) {
  (void)state;
  buju_region *r = read_osm_text(BUJU_BY_ROADS);
  const buju_road_lines *road = &r->road;
  buju_ix ferry = first_of_row(road, 13), round = first_of_row(road, 14), bridge = first_of_row(road, 15);
  buju_ix track = first_of_row(road, 18), cycleway = first_of_row(road, 12);
  assert_true(road->noded);
  assert_int_equal(road->class[ferry], BUJU_CLASS_FERRY);
  assert_int_equal(road->ferry_s[ferry], 600);
  assert_int_equal(road->way[round], BUJU_ROAD_FORWARD);
  assert_int_equal(road->first[round + 1] - road->first[round], 4);       /* closed, and no polygon */
  assert_true(fabs((double)road->drive_kmh[round] - 0.8 * 48.28) < 0.01); /* a limit */
  assert_int_equal(road->class[bridge], BUJU_CLASS_NATIONAL);
  assert_int_equal(road->level[bridge], 2);
  assert_int_equal(road->way[bridge], BUJU_ROAD_BACKWARD);
  assert_int_equal(road->flags[bridge], BUJU_ROAD_BRIDGE | BUJU_ROAD_BARRED_WALK | BUJU_ROAD_BARRED_EBIKE);
  assert_int_equal(road->flags[track], BUJU_ROAD_BARRED_DRIVE); /* bicycle=yes says more than vehicle=private */
  assert_int_equal(road->class[cycleway], BUJU_CLASS_STREET);
  for (buju_ix i = 0; i < road->n; i++) assert_true(road->source_row[i] != 16 && road->source_row[i] != 17);
  assert_int_equal(find(r, "road_not_travelled")->arg[0].u.i, 1);
  assert_non_null(find(r, "road_turns_ignored"));
  buju_region_free(r);
  r = read_osm_text(BUJU_BY_TERRAIN); /* where nobody travels on roads, nobody turns at a junction */
  assert_null(find(r, "road_turns_ignored"));
  assert_null(find(r, "road_pieces"));
  buju_region_free(r);
}

/* A private gate in the middle of way 11 and a bollard at its end close a metre each; an open gate closes nothing. */
static void gates_close_a_metre(void **state) {
  (void)state;
  buju_region *r = read_osm_text(BUJU_BY_ROADS);
  const buju_road_lines *road = &r->road;
  static const uint8_t flags[] = {0, BUJU_ROAD_BARRED_WALK | BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE, 0,
                                  BUJU_ROAD_BARRED_DRIVE};
  buju_ix first = first_of_row(road, 11);
  double whole = 0;
  for (buju_ix i = 0; i < 4; i++) {
    assert_int_equal(road->source_row[first + i], 11);
    assert_int_equal(road->flags[first + i], flags[i]);
    assert_string_equal(road->name[first + i], "甲街");
    whole += metres_of(road, first + i);
    if (i % 2 == 1) assert_true(fabs(metres_of(road, first + i) - 1) < 0.01);
    if (i == 0) continue;
    uint64_t at = road->first[first + i]; /* where the piece before ends */
    assert_true(road->x_m[at] == road->x_m[at - 1] && road->y_m[at] == road->y_m[at - 1]);
  }
  assert_true(fabs(whole - 920.6) < 1);
  buju_ix second = first_of_row(road, 12); /* the bollard stands at its beginning as well */
  assert_int_equal(road->source_row[second + 1], 12);
  assert_int_not_equal(road->source_row[second + 2], 12);
  assert_int_equal(find(r, "road_gates")->arg[0].u.i, 3);
  buju_region_free(r);
}

/* ---- OpenStreetMap as ogr2ogr exports it ---- */

#define TAGGED(id, highway, tags, line)                                                                                \
  FEATURE("\"osm_id\":\"" #id "\",\"highway\":" highway ",\"other_tags\":" tags, "LineString", line)

static void tags_in_one_column(void **state) {
  (void)state;
  static const char *const features[] = {
      TAGGED(1, "\"unclassified\"",
             "\"\\\"oneway\\\"=>\\\"-1\\\",\\\"bridge\\\"=>\\\"yes\\\",\\\"maxspeed\\\"=>\\\"30 mph\\\"\"",
             "[[108.70,34.30],[108.71,34.30]]"),
      TAGGED(2, "\"unclassified\"", "\"\\\"access\\\"=>\\\"private\\\",\\\"foot\\\"=>\\\"yes\\\"\"",
             "[[108.705,34.29],[108.705,34.31]]"),
      TAGGED(3, "null", "\"\\\"route\\\"=>\\\"ferry\\\",\\\"duration\\\"=>\\\"00:10\\\"\"",
             "[[108.70,34.30],[108.70,34.32]]"),
      TAGGED(4, "null", "\"\\\"oneway\\\"=>\\\"yes\\\"\"", "[[108.70,34.30],[108.72,34.32]]"), /* a river */
      TAGGED(5, "\"motorway_link\"", "null", "[[108.71,34.30],[108.72,34.32]]")};
  buju_region *r = read_roads(5, features);
  const buju_road_lines *road = &r->road;
  assert_int_equal(road->n, 4);
  assert_true(road->noded);
  assert_int_equal(road->way[0], BUJU_ROAD_BACKWARD);
  assert_int_equal(road->level[0], 1);
  assert_int_equal(road->flags[0], BUJU_ROAD_BRIDGE);
  assert_true(fabs((double)road->drive_kmh[0] - 0.8 * 48.28) < 0.01);
  assert_int_equal(road->flags[1], BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE);
  assert_int_equal(road->class[2], BUJU_CLASS_FERRY);
  assert_int_equal(road->ferry_s[2], 600);
  assert_int_equal(road->way[3], BUJU_ROAD_FORWARD);
  assert_int_equal(find(r, "road_not_travelled")->arg[0].u.i, 1);
  assert_non_null(find(r, "road_turns_ignored"));
  buju_region_free(r);
}

/* Every piece of a text is read without a byte beyond it, and what is whole in it counts. */
static void tags_cut_anywhere(void **state) {
  (void)state;
  static const char text[] = "\"na\\\"me\"=>\"a\\\\\", \"x\"=>NULL,\"layer\"=>\"-1\",\"oneway\"=>\"yes\"";
  size_t whole = (size_t)(strstr(text, ",\"oneway") - text);
  for (size_t n = 0; n < sizeof text; n++) {
    char *piece = malloc(n + 1); /* so that sanitizers see where it ends */
    assert_non_null(piece);
    memcpy(piece, text, n);
    piece[n] = '\0';
    buju_osm_tags tags;
    buju_osm_tags_read(piece, &tags);
    const char *layer = buju_osm_tags_field(&tags, BUJU_FIELD_LAYER);
    assert_int_equal(layer != NULL, n >= whole);
    if (layer != NULL) assert_string_equal(layer, "-1");
    assert_int_equal(buju_osm_tags_field(&tags, BUJU_FIELD_ONE_WAY) != NULL, n + 1 == sizeof text);
    free(piece);
  }
}

static void hostile_tags(void **state) {
  (void)state;
  enum { LONG = 100000 };
  static const char head[] = "\"oneway\"=>\"yes\",\"bridge\"=>\"";
  static char text[LONG + 1];
  buju_osm_tags tags;
  memset(text, 'y', LONG);
  memcpy(text, head, sizeof head - 1);
  text[LONG - 1] = '"';
  buju_osm_tags_read(text, &tags);
  assert_string_equal(buju_osm_tags_field(&tags, BUJU_FIELD_ONE_WAY), "yes");
  assert_null(buju_osm_tags_field(&tags, BUJU_FIELD_BRIDGE));
  static const char *const nothing[] = {"",         "\"", "\"\\", "=>", "\"layer\"", "\"layer\"=>", "\"layer\"=\"1\"",
                                        "layer=>1", "\\"};
  for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
    buju_osm_tags_read(nothing[i], &tags);
    assert_null(buju_osm_tags_field(&tags, BUJU_FIELD_LAYER));
  }
  buju_osm_tags_read("{ \"lanes\": 2, \"layer\": \"1\", \"layer\": \"2\", \"ref\": \"G30\", \"route\": \"road\" }",
                     &tags);
  assert_string_equal(buju_osm_tags_field(&tags, BUJU_FIELD_LAYER), "1");
  assert_string_equal(buju_osm_tags_field(&tags, BUJU_FIELD_ROUTE), "road");
  buju_osm_tags_read(NULL, &tags);
  assert_null(buju_osm_tags_field(&tags, BUJU_FIELD_LAYER));
}

/* ---- real files ---- */

static void need_data(const char *file) {
  char path[512];
  snprintf(path, sizeof path, "%s/real/%s", BUJU_DATA_DIR, file);
  if (access(path, R_OK) == 0) return;
  print_message("skipped: %s is not here\n", path);
  skip();
}

static buju_region *read_osm(const char *villages, const char *file) {
  given g = {0};
  need_data(file);
  write_file("places.csv", villages);
  add_input(&g, BUJU_INPUT_VILLAGES, folder, "places.csv", "EPSG:4326");
  add_input(&g, BUJU_INPUT_ROADS, BUJU_DATA_DIR "/real", file, NULL);
  return read_region(&g);
}

/* Rows of the class; a way cut at gates counts once. */
static buju_ix count_class(const buju_road_lines *road, buju_road_class class) {
  buju_ix n = 0;
  for (buju_ix i = 0; i < road->n; i++)
    if (road->class[i] == class && (i == 0 || road->source_row[i] != road->source_row[i - 1])) n++;
  return n;
}

static void the_roads_of_beijing(void **state) {
  (void)state;
  given g = {0};
  need_data("beijing-townships-gbk/beijing_road.shp");
  buju_input *villages = add_input(&g, BUJU_INPUT_VILLAGES, BUJU_DATA_DIR "/real",
                                   "beijing-townships-gbk/beijing_region.shp", "EPSG:32650");
  add_input(&g, BUJU_INPUT_ROADS, BUJU_DATA_DIR "/real", "beijing-townships-gbk/beijing_road.shp", "EPSG:32650");
  villages->people_unit = 10000;
  buju_region *r = read_region(&g);
  assert_int_equal(r->road.n, 6037);
  assert_int_equal(r->road.words, 6); /* 0 to 5: codes of a product nobody named */
  assert_int_equal(count_class(&r->road, BUJU_CLASS_UNKNOWN), 6037);
  assert_non_null(find(r, "road_class_unknown"));
  bool named = false;
  for (buju_ix i = 0; i < r->road.n; i++)
    named = named || (r->road.name[i] != NULL && strcmp(r->road.name[i], "万泉寺路") == 0);
  assert_true(named);
  buju_ix one_way = 0;
  for (buju_ix i = 0; i < r->road.n; i++)
    if (r->road.way[i] != BUJU_ROAD_BOTH_WAYS) one_way++;
  assert_int_equal(one_way, 210); /* 通行方式, without those for lorries and coaches */
  assert_false(r->road.noded);
  buju_region_free(r);
}

static void the_roads_of_liechtenstein(void **state) {
  (void)state;
  buju_region *r = read_osm("code,name,people_resident,longitude,latitude\n1,a,700,9.52,47.14\n2,b,700,9.50,47.16\n",
                            "liechtenstein-osm/liechtenstein-latest.osm.pbf");
  const buju_road_lines *road = &r->road;
  assert_int_equal(count_class(road, BUJU_CLASS_TRACK), 1562);
  assert_int_equal(count_class(road, BUJU_CLASS_PROVINCIAL), 288); /* primary and its links */
  assert_int_equal(count_class(road, BUJU_CLASS_STEPS), 233);
  assert_true(road->noded);
  buju_ix one_way = 0, bridges = 0, limited = 0;
  for (buju_ix i = 0; i < road->n; i++) {
    if (road->way[i] != BUJU_ROAD_BOTH_WAYS) one_way++;
    if ((road->flags[i] & BUJU_ROAD_BRIDGE) != 0 && road->level[i] > 0) bridges++;
    if (!isnan(road->drive_kmh[i])) limited++;
  }
  assert_true(one_way > 100 && bridges > 50 && limited > 300);
  assert_null(find(r, "roads_outside"));
  buju_region_free(r);
}

static void the_roads_of_andorra(void **state) {
  (void)state;
  buju_region *r = read_osm("code,name,people_resident,longitude,latitude\n1,a,700,1.52,42.50\n2,b,700,1.60,42.56\n",
                            "andorra-osm-srtm/andorra.osm.pbf");
  assert_true(r->road.n > 1000);
  assert_true(r->road.noded);
  buju_region_free(r);
}

/* The file streams past: what lies elsewhere is never held. */
static void openstreetmap_of_another_country(void **state) {
  (void)state;
  buju_region *r = read_osm("code,name,people_resident,longitude,latitude\n1,a,700,108.70,34.30\n",
                            "liechtenstein-osm/liechtenstein-latest.osm.pbf");
  assert_int_equal(r->road.n, 0);
  assert_non_null(find(r, "roads_outside"));
  buju_region_free(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(attributes_of_lines),
                                     cmocka_unit_test(one_way_by_the_compass),
                                     cmocka_unit_test(odd_lines_are_told),
                                     cmocka_unit_test(roads_of_another_place),
                                     cmocka_unit_test(polygons_are_no_roads),
                                     cmocka_unit_test(words_of_single_cells),
                                     cmocka_unit_test(ways_of_openstreetmap),
                                     cmocka_unit_test(gates_close_a_metre),
                                     cmocka_unit_test(tags_in_one_column),
                                     cmocka_unit_test(tags_cut_anywhere),
                                     cmocka_unit_test(hostile_tags),
                                     cmocka_unit_test(the_roads_of_beijing),
                                     cmocka_unit_test(the_roads_of_liechtenstein),
                                     cmocka_unit_test(the_roads_of_andorra),
                                     cmocka_unit_test(openstreetmap_of_another_country)};
  return cmocka_run_group_tests_name("roads", tests, open_folder, close_folder);
}
