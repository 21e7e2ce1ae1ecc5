/* Scenarios: what is read from a file, its profile and --set; what is refused and where.
 * SPDX-License-Identifier: Apache-2.0 */
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

#include "core/scenario.h"

typedef struct fixture {
  buju_ctx *ctx;
  buju_scenario *scenario;
  char folder[64], path[96];
} fixture;

static void write_text(const fixture *f, const char *name, const char *text) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", f->folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

static const char own_profile[] =
    "profile: own\n"
    "title: {zh: 自有, en: Own}\n"
    "status: draft\n"
    "document: {zh: 文件, en: Document}\n"
    "population: registered\n"
    "travel: {walk_kmh: 3.6, ebike_kmh: 18}\n"
    "rules:\n"
    "  joint: {use: joint_below, ref: O1, clause: 第一条, text: 合建, max_population: 500, limit_min: 20}\n"
    "  money: {use: cost, clause: 第二条, text: 钱, item: running, per: clinic, period: year,\n"
    "          amount_yuan: 10, payers: {市: 40, 县: 60}}\n";

static int begin(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->ctx = buju_ctx_new();
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  strcpy(f->folder, "/tmp/buju-scenario-XXXXXX");
  assert_non_null(mkdtemp(f->folder));
  snprintf(f->path, sizeof f->path, "%s/s.yaml", f->folder);
  write_text(f, "own.yaml", own_profile);
  *state = f;
  return 0;
}

static int end(void **state) {
  fixture *f = *state;
  static const char *const names[] = {"s.yaml", "own.yaml", "d.csv"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", f->folder, names[i]);
    unlink(path);
  }
  rmdir(f->folder);
  buju_scenario_free(f->scenario);
  buju_ctx_free(f->ctx);
  free(f);
  return 0;
}

static buju_status read_text(fixture *f, const char *text, const char *const *set, size_t sets) {
  buju_ctx_clear(f->ctx);
  buju_scenario_free(f->scenario);
  f->scenario = NULL;
  write_text(f, "s.yaml", text);
  return buju_scenario_read(f->ctx, f->path, set, sets, &f->scenario);
}

static void must_read(fixture *f, const char *text, const char *const *set, size_t sets) {
  if (read_text(f, text, set, sets) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
}

#define HEAD "profile: own.yaml\nas_of: 2026-06-30\ninputs:\n  villages: v.shp\n"

static const buju_value *value_of(const buju_scenario *s, const char *use, size_t param) {
  for (buju_ix u = 0; u < s->uses; u++)
    if (strcmp(s->use[u].id, use) == 0) return &s->use[u].value[param];
  return NULL;
}

static void defaults_and_profile_are_filled_in(void **state) {
  fixture *f = *state;
  must_read(f, HEAD, NULL, 0);
  const buju_scenario *s = f->scenario;
  assert_string_equal(s->profile.id, "own");
  assert_string_equal(s->profile.status, "draft");
  assert_string_equal(s->profile.title.en, "Own");
  assert_string_equal(s->profile.document.zh, "文件");
  assert_int_equal(strlen(s->profile.hash), 64);
  assert_int_equal(s->population, BUJU_REGISTERED); /* the profile's */
  assert_true(fabs(s->travel.walk_mps - 1) < 1e-12);
  assert_true(fabs(s->travel.ebike_mps - 5) < 1e-12);
  assert_true(fabs(s->travel.drive_mps - 40 / 3.6) < 1e-12);
  assert_true(s->travel.detour_factor == 1.3);
  assert_int_equal(s->work_limit, 100000000);
  assert_null(s->county);
  assert_null(s->output_crs);
  assert_string_equal(s->title, "");
  assert_int_equal(s->inputs, 1);
  assert_int_equal(s->uses, 2);
  assert_int_equal(s->decisions, 0);
  assert_int_equal(value_of(s, "joint", 0)->origin, BUJU_BY_PROFILE);
}

static void the_built_in_profile_is_valid(void **state) {
  fixture *f = *state;
  must_read(f, "profile: xixian-2021\nas_of: 2026-06-30\ninputs: {villages: v.shp}\n", NULL, 0);
  assert_int_equal(value_of(f->scenario, "joint_clinic", 0)->i, 800);
  assert_true(f->scenario->selectors >= 7);
}

static void scenarios_override_profiles_and_set_overrides_both(void **state) {
  fixture *f = *state;
  static const char text[] = HEAD "population: resident\ntravel: {walk_kmh: 5.4 公里/小时}\ncounty: \"042122\"\n"
                                  "title: 'x: y'\nrules:\n  joint: {max_population: 600}\n";
  const char *set[] = {"rules.joint.max_population=700",
                       "rules.money=off",
                       "work_limit=5",
                       "title=a=b.c",
                       "inputs.villages={path: w.shp, crs: GCJ-02}",
                       "rules.joint.limit_min=25 min"};
  must_read(f, text, NULL, 0);
  assert_int_equal(f->scenario->population, BUJU_RESIDENT);
  assert_int_equal(value_of(f->scenario, "joint", 0)->i, 600);
  assert_true(fabs(f->scenario->travel.walk_mps - 1.5) < 1e-12);
  assert_true(fabs(f->scenario->travel.ebike_mps - 5) < 1e-12);
  assert_string_equal(f->scenario->county, "042122");
  assert_string_equal(f->scenario->title, "x: y");
  must_read(f, text, set, 6);
  assert_int_equal(value_of(f->scenario, "joint", 0)->i, 700);
  assert_int_equal(value_of(f->scenario, "joint", 0)->origin, BUJU_BY_SET);
  assert_true(value_of(f->scenario, "joint", 2)->f == 25);
  assert_int_equal(f->scenario->uses, 1);
  assert_int_equal(f->scenario->work_limit, 5);
  assert_string_equal(f->scenario->title, "a=b.c");
  assert_string_equal(f->scenario->input[0].crs, "GCJ-02");
}

static void shares_are_replaced_whole_and_blank_rules_change_nothing(void **state) {
  fixture *f = *state;
  must_read(f, HEAD "rules:\n  money: {payers: {省: 100}}\n", NULL, 0);
  const buju_use *money = &f->scenario->use[1];
  bool seen = false;
  for (buju_ix p = 0; p < 20 && !seen; p++) seen = money->value[p].shares == 1;
  assert_true(seen);
  must_read(f, HEAD "rules:\n  # joint: off\n", NULL, 0);
  assert_int_equal(f->scenario->uses, 2);
}

static void inputs_are_bound(void **state) {
  fixture *f = *state;
  must_read(f,
            "profile: own.yaml\nas_of: 2026-06-30\ninputs:\n"
            "  population: {path: /a/人口.xlsx, sheet: 表1, header_row: 3, join: name, unit: 万人,\n"
            "    fields: {code: 村代码, name: }}\n"
            "  villages:\n    path: 数据/v.shp\n    layer:\n    encoding: GBK\n    where: a > 1\n"
            "  doctors: {path: d.csv, header_row: none}\n  dem: dem.tif\n",
            NULL, 0);
  const buju_scenario *s = f->scenario;
  char want[128];
  snprintf(want, sizeof want, "%s/数据/v.shp", f->folder);
  assert_int_equal(s->inputs, 4);
  assert_int_equal(s->input[0].role, BUJU_INPUT_VILLAGES); /* in the order of roles */
  assert_string_equal(s->input[0].path, want);
  assert_string_equal(s->input[0].shown, "数据/v.shp");
  assert_string_equal(s->input[0].encoding, "GBK");
  assert_string_equal(s->input[0].where, "a > 1");
  assert_null(s->input[0].layer);
  assert_true(s->input[0].people_unit == 1 && !s->input[0].people_unit_given);
  assert_string_equal(s->input[1].path, "/a/人口.xlsx");
  assert_int_equal(s->input[1].header_row, 3);
  assert_string_equal(s->input[1].join, "name");
  assert_true(s->input[1].people_unit == 10000 && s->input[1].people_unit_given);
  assert_int_equal(s->input[1].fields, 1);
  assert_string_equal(s->input[1].field[0].model, "code");
  assert_string_equal(s->input[1].field[0].source, "村代码");
  assert_int_equal(s->input[2].header_row, BUJU_NO_HEADER);
  assert_string_equal(s->input[3].shown, "dem.tif");
}

static void speeds_of_roads(void **state) {
  fixture *f = *state;
  must_read(f,
            HEAD "  roads: [国道.shp, {path: 村道.shp, crs: GCJ-02}]\n"
                 "travel:\n  provider: roads\n  snap_m: 2.5 米\n  join_m: 0\n  crossings: no\n  walk_kmh: 3.6\n"
                 "  speeds: {village: 18, 机耕路: {walk: 1.8, drive: no}, \"3\": 36 km/h, 土路: no}\n",
            NULL, 0);
  const buju_scenario *s = f->scenario;
  const buju_travel_spec *t = &s->travel;
  assert_int_equal(s->inputs, 3);
  assert_int_equal(s->input[1].role, BUJU_INPUT_ROADS);
  assert_string_equal(s->input[1].shown, "国道.shp");
  assert_int_equal(s->input[2].role, BUJU_INPUT_ROADS);
  assert_string_equal(s->input[2].crs, "GCJ-02");
  assert_int_equal(t->provider, BUJU_BY_ROADS);
  assert_int_equal(t->crossings, BUJU_CROSSINGS_NO);
  assert_true(t->snap_m == 2.5 && t->join_m == 0);
  assert_true(fabs(t->off_road_mps - 1) < 1e-12); /* as one walks */
  assert_true(fabs(t->road_mps[BUJU_CLASS_VILLAGE][BUJU_DRIVE] - 5) < 1e-12);
  assert_true(fabs(t->road_mps[BUJU_CLASS_VILLAGE][BUJU_WALK] - 1) < 1e-12); /* not spoken of */
  assert_true(fabs(t->road_mps[BUJU_CLASS_TRACK][BUJU_WALK] - 0.5) < 1e-12);
  assert_true(t->road_mps[BUJU_CLASS_TRACK][BUJU_DRIVE] == 0);
  assert_int_equal(t->words, 2);
  assert_string_equal(t->word[0].word, "3");
  assert_true(fabs(t->word[0].mps[BUJU_DRIVE] - 10) < 1e-12 && isnan(t->word[0].mps[BUJU_WALK]));
  assert_true(t->word[1].mps[BUJU_DRIVE] == 0);
}

static void terrain_is_read_as_written(void **state) {
  fixture *f = *state;
  must_read(f,
            HEAD "  dem: d.tif\n  land_cover: c.tif\n"
                 "travel: {terrain: {slope: langmuir, directions: 8, cell_m: 50, "
                 "land_cover: {80: no, 20: {walk: 1.8, drive: 7.2}, 10: 3.6 km/h}}}\n",
            NULL, 0);
  const buju_travel_spec *t = &f->scenario->travel;
  assert_int_equal(t->slope, BUJU_SLOPE_LANGMUIR);
  assert_false(t->knight_moves);
  assert_true(t->cell_m == 50);
  assert_int_equal(t->covers, 3);
  assert_int_equal(t->cover[0].value, 10);
  assert_true(fabs(t->cover[0].mps[BUJU_WALK] - 1) < 1e-12);
  assert_true(fabs(t->cover[1].mps[BUJU_DRIVE] - 2) < 1e-12);
  assert_int_equal(t->cover[2].value, 80);
  assert_true(t->cover[2].mps[BUJU_WALK] == 0);
}

static void auto_takes_the_best_there_is(void **state) {
  fixture *f = *state;
  must_read(f, HEAD, NULL, 0);
  assert_int_equal(f->scenario->travel.provider, BUJU_BY_AUTO);
  assert_int_equal(buju_scenario_provider(f->scenario), BUJU_BY_STRAIGHT);
  must_read(f, HEAD "  dem: dem.tif\n", NULL, 0);
  assert_int_equal(buju_scenario_provider(f->scenario), BUJU_BY_TERRAIN);
  must_read(f, HEAD "  dem: dem.tif\n  roads: r.shp\n", NULL, 0);
  assert_int_equal(buju_scenario_provider(f->scenario), BUJU_BY_ROADS);
  must_read(f, HEAD "  roads: r.shp\ntravel: {provider: straight}\n", NULL, 0);
  assert_int_equal(buju_scenario_provider(f->scenario), BUJU_BY_STRAIGHT);
}

static void complaints_name_their_places(void **state) {
  fixture *f = *state;
  static const struct {
    const char *text, *says;
  } cases[] = {
      {"as_of: 2026-06-30\n", "/s.yaml:1:1: profile: is missing"},
      {"profile: xixian-202\n", "/s.yaml:1:10: no profile \"xixian-202\"; did you mean \"xixian-2021\"?"},
      {"profile: zzzz\n", "no profile \"zzzz\"; there are"},
      {"profile: nowhere.yaml\n", "nowhere.yaml: cannot be read"},
      {"profile: own.yaml\ninputs: {villages: v}\n", "as_of: is missing"},
      {"profile: own.yaml\nas_of: 2026-06-30\n", "inputs.villages is missing"},
      {"profile: own.yaml\nas_of: 2026-06-30\ninputs: {doctors: d.csv}\n", "inputs.villages is missing"},
      {HEAD "popluation: resident\n", "/s.yaml:5:13: unknown key \"popluation\"; did you mean \"population\"?"},
      {HEAD "population: both\n", "not one of resident, registered"},
      {HEAD "county: 421223100\n", "no county code"},
      {HEAD "work_limit: -1\n", "out of range"},
      {HEAD "travel: {walk_kmh: 4 min}\n", "here it must be km/h"},
      {HEAD "travel: {detour_factor: 0.9}\n", "1–10"},
      {HEAD "travel: {detour: 1.2}\n", "did you mean \"detour_factor\"?"},
      {HEAD "  roads: {file: r.shp}\n", "unknown key \"file\""},
      {HEAD "  roads: {layer: r}\n", "the input roads has no path:"},
      {HEAD "  roads: [[r.shp]]\n", "keys and values"},
      {HEAD "  facilities: [f.shp]\n", "keys and values"},
      {HEAD "travel: {provider: road}\n", "not one of straight, roads, terrain, auto"},
      {HEAD "travel: {provider: roads}\n", "/s.yaml:5:20: times are to be measured on roads"},
      {HEAD "travel: {provider: terrain}\n", "neither dem nor land_cover in inputs:"},
      {HEAD "travel: {crossings: some}\n", "not one of auto, yes, no"},
      {HEAD "travel: {snap_m: 2000}\n", "0–1000 m"},
      {HEAD "travel: {join_m: 3 km}\n", "here it must be m"},
      {HEAD "travel: {snap: 3}\n", "did you mean \"snap_m\"?"},
      {HEAD "travel: {speeds: 40}\n", "pairs of road class and speed"},
      {HEAD "travel: {speeds: {village: 0}}\n", "/s.yaml:5:28: 0 is no speed; it must be in 0.1–200 km/h, or no"},
      {HEAD "travel: {speeds: {village: -20}}\n", "out of range"},
      {HEAD "travel: {speeds: {village: {bike: 3}}}\n", "unknown key \"bike\"; did you mean \"ebike\"?"},
      {HEAD "travel: {speeds: {village: {walk: fast}}}\n", "is not a number"},
      {HEAD "travel: {speeds: {village: [20]}}\n", "keys and values"},
      {HEAD "travel: {terrain: {slope: steep}}\n", "not one of tobler, langmuir, none"},
      {HEAD "travel: {terrain: {directions: 4}}\n", "not one of 8, 16"},
      {HEAD "travel: {terrain: {land_cover: 3}}\n", "pairs of value and speed"},
      {HEAD "travel: {terrain: {land_cover: {forest: 3}}}\n", "/s.yaml:5:41: \"forest\" is no value"},
      {HEAD "travel: {terrain: {land_cover: {10: 3, +10: 4}}}\n", "the value 10 is given twice"},
      {HEAD "travel: {terrain: {cover: {10: 3}}}\n", "did you mean \"land_cover\"?"},
      {HEAD "  road: r.shp\n", "did you mean \"roads\"?"},
      {HEAD "  roads: {path: r.shp, header_row: 0}\n", "1–1000"},
      {HEAD "  roads: {path: r.shp, join: id}\n", "not one of code, name"},
      {HEAD "  roads: {path: r.shp, unit: 千人}\n", "not one of"},
      {HEAD "  roads: {path: r.shp, fields: [a]}\n", "fields: must be pairs"},
      {HEAD "rules: [a]\n", "rules: must be ids"},
      {HEAD "rules:\n  joint: {max_populaton: 700}\n", "/s.yaml:6:26: unknown key \"max_populaton\""},
      {HEAD "rules:\n  joint: {clause: 另一条}\n", "quotes the policy"},
      {HEAD "decisions: own\n", "must be a list"},
      {HEAD "decisions:\n  - {code: 1}\n", "needs code: and decision:"},
      {HEAD "decisions:\n  - {code: 1, decision: move}\n", "not one of own, join"},
      {HEAD "decisions:\n  - {code: 1, decision: join}\n", "needs the village"},
      {HEAD "decisions:\n  - {code: 1, decision: own, with: 2}\n", "takes no with:"},
      {"- a\n", "keys and values"},
      {"just text\n", "keys and values"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (read_text(f, cases[i].text, NULL, 0) != BUJU_E_SCENARIO) fail_msg("%s: not refused", cases[i].text);
    assert_null(f->scenario);
    bool said = false;
    for (size_t d = 0; d < buju_ctx_diagnostics(f->ctx); d++)
      said = said || strstr(buju_ctx_diagnostic(f->ctx, d), cases[i].says) != NULL;
    if (!said) fail_msg("%s: %s", cases[i].text, buju_ctx_error(f->ctx));
  }
  assert_int_equal(read_text(f, HEAD "work_limit: x\ncounty: y\nrules: {joint: {limit_min: z}}\n", NULL, 0),
                   BUJU_E_SCENARIO);
  assert_int_equal(buju_ctx_diagnostics(f->ctx), 3);
}

static void bad_sets_are_refused(void **state) {
  fixture *f = *state;
  static const struct {
    const char *set, *says;
  } cases[] = {{"rules", "write key.key=value"},
               {"=5", "write key.key=value"},
               {".a=5", "write key.key=value"},
               {"a..b=5", "write key.key=value"},
               {"a.=5", "write key.key=value"},
               {"\xff=5", "write key.key=value"},
               {"rulse.joint.max_population=5", "did you mean \"rules\"?"},
               {"rules.joint.max_population=5 km", "--set rules.joint.max_population: the unit of \"5 km\" is km"},
               {"rules.joint.max_population={", "not valid YAML"},
               {"as_of=", "not a day"},
               {"rules.joint={a: &x 1}", "anchors"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(read_text(f, HEAD, &cases[i].set, 1), BUJU_E_SCENARIO);
    if (strstr(buju_ctx_error(f->ctx), cases[i].says) == NULL) fail_msg("%s: %s", cases[i].set, buju_ctx_error(f->ctx));
  }
  char deep[200] = "a";
  const char *set = deep;
  for (int i = 0; i < 60; i++) strcat(deep, ".a");
  strcat(deep, "=1");
  assert_int_equal(read_text(f, HEAD, &set, 1), BUJU_E_SCENARIO);
}

static void bad_profiles_are_refused(void **state) {
  fixture *f = *state;
  static const struct {
    const char *text, *says;
  } cases[] = {
      {"profile: own\ntitle: a\nstatus: draft\n", "has no rules:"},
      {"profile: own\ntitle: a\nstatus: law\nrules: {}\n", "not one of in_force, trial, draft"},
      {"profile: own\ntitle: a\nstatus: draft\nrules: {}\nas_of: 2026-01-01\n", "unknown key \"as_of\""},
      {"profile: own\ntitle: {zh: a}\nstatus: draft\nrules: {}\n", "both zh and en"},
      {"profile: own\ntitle: a\nstatus: draft\nrules: {x: {use: one_per_area}}\n", "cites nothing"},
      {"profile: own\ntitle: a\nstatus: draft\nrules: {x: {use: one_per_area, text: a, clause: '  '}}\n",
       "must not be blank"},
      {"profile: own\ntitle: a\nstatus: draft\nrules: {x: {use: one_per_area, clause: a, text: ' \xe3\x80\x80'}}\n",
       "must not be blank"},
      {"profile: own\ntitle: a\nstatus: draft\nrules: {x: {use: one_per_area, clause: a, text: {zh: a, en: "
       "\"\\t\"}}}\n",
       "must not be blank"},
      {"[]", "keys and values"},
      {"", "empty"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    write_text(f, "own.yaml", cases[i].text);
    assert_int_equal(read_text(f, HEAD, NULL, 0), BUJU_E_SCENARIO);
    bool said = false;
    for (size_t d = 0; d < buju_ctx_diagnostics(f->ctx); d++)
      said = said || strstr(buju_ctx_diagnostic(f->ctx, d), cases[i].says) != NULL;
    if (!said) fail_msg("%s: %s", cases[i].text, buju_ctx_error(f->ctx));
  }
}

static void contradictions_name_both_places(void **state) {
  fixture *f = *state;
  static const char *const clashing[] = {
      "  - {code: 1, decision: own}\n  - {code: 1, decision: join, with: 2}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 1, decision: own}\n",
      "  - {code: 1, decision: own}\n  - {code: 1, decision: no_site}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 1, decision: join, with: 3}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 2, decision: no_site}\n",
      "  - {code: 2, decision: no_site}\n  - {code: 1, decision: join, with: 2}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 2, decision: join, with: 3}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 2, decision: join, with: 1}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 1, decision: separate}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 1, decision: separate, with: 2}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 2, decision: separate}\n",
      "  - {code: 1, decision: 并入, with: 2}\n  - {code: 2, decision: 单独设置}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 2, decision: separate, with: 1}\n",
  };
  static const char *const agreeing[] = {
      "  - {code: 1, decision: own}\n  - {code: 1, decision: separate}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 1, decision: no_site}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 2, decision: own}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 3, decision: join, with: 2}\n",
      "  - {code: 1, decision: join, with: 2}\n  - {code: 1, decision: separate, with: 3}\n",
      "  - {code: 1, decision: 并入, with: 2}\n  - {code: 2, decision: 本村设卫生室}\n",
      "  - {code: 1, decision: keep}\n  - {code: 1, decision: own}\n",
  };
  char text[512];
  for (size_t i = 0; i < sizeof clashing / sizeof *clashing; i++) {
    snprintf(text, sizeof text, HEAD "decisions:\n%s", clashing[i]);
    if (read_text(f, text, NULL, 0) != BUJU_E_CONTRADICTION) fail_msg("not a contradiction: %s", clashing[i]);
    const char *line = buju_ctx_error(f->ctx);
    if (strstr(line, "s.yaml:6:") == NULL || strstr(line, "s.yaml:7:") == NULL) fail_msg("%s", line);
  }
  for (size_t i = 0; i < sizeof agreeing / sizeof *agreeing; i++) {
    snprintf(text, sizeof text, HEAD "decisions:\n%s", agreeing[i]);
    if (read_text(f, text, NULL, 0) != BUJU_OK) fail_msg("%s: %s", agreeing[i], buju_ctx_error(f->ctx));
    assert_int_equal(f->scenario->decisions, 2);
  }
  assert_int_equal(read_text(f, HEAD "decisions:\n  - {code: 1, decision: join, with: 1}\n", NULL, 0),
                   BUJU_E_CONTRADICTION);
}

static void decisions_come_from_a_table(void **state) {
  fixture *f = *state;
  write_text(f, "d.csv",
             "代码,决定,并入村,理由,决定人\n042122310020,单独设置,,山高路远,王\n421223100202,join,421223100203,,\n"
             "421223100204,本村设卫生室,,,\n");
  must_read(f, HEAD "decisions: {path: d.csv}\n", NULL, 0);
  const buju_scenario *s = f->scenario;
  assert_int_equal(s->decisions, 3);
  assert_string_equal(s->decision[0].code, "042122310020");    /* the leading zero stays */
  assert_int_equal(s->decision[0].kind, BUJU_DECIDE_SEPARATE); /* alone: it is nobody's host */
  assert_int_equal(s->decision[2].kind, BUJU_DECIDE_OWN);
  assert_string_equal(s->decision[0].reason, "山高路远");
  assert_string_equal(s->decision[1].with, "421223100203");
  assert_int_equal(s->decision[1].node->line, 3);
  write_text(f, "d.csv", "代码,决定\n1,own\n1,no_site\n");
  assert_int_equal(read_text(f, HEAD "decisions: {path: d.csv}\n", NULL, 0), BUJU_E_CONTRADICTION);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "d.csv:2:"));
  write_text(f, "d.csv", "代码,结论\n1,own\n");
  assert_int_equal(read_text(f, HEAD "decisions: {path: d.csv}\n", NULL, 0), BUJU_E_SCENARIO);
  assert_int_equal(read_text(f, HEAD "decisions: {path: none.csv}\n", NULL, 0), BUJU_E_OPEN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(defaults_and_profile_are_filled_in, begin, end),
      cmocka_unit_test_setup_teardown(the_built_in_profile_is_valid, begin, end),
      cmocka_unit_test_setup_teardown(scenarios_override_profiles_and_set_overrides_both, begin, end),
      cmocka_unit_test_setup_teardown(shares_are_replaced_whole_and_blank_rules_change_nothing, begin, end),
      cmocka_unit_test_setup_teardown(inputs_are_bound, begin, end),
      cmocka_unit_test_setup_teardown(speeds_of_roads, begin, end),
      cmocka_unit_test_setup_teardown(terrain_is_read_as_written, begin, end),
      cmocka_unit_test_setup_teardown(auto_takes_the_best_there_is, begin, end),
      cmocka_unit_test_setup_teardown(complaints_name_their_places, begin, end),
      cmocka_unit_test_setup_teardown(bad_sets_are_refused, begin, end),
      cmocka_unit_test_setup_teardown(bad_profiles_are_refused, begin, end),
      cmocka_unit_test_setup_teardown(contradictions_name_both_places, begin, end),
      cmocka_unit_test_setup_teardown(decisions_come_from_a_table, begin, end),
  };
  return cmocka_run_group_tests_name("scenario", tests, NULL, NULL);
}
