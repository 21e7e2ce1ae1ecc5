/* How fast roads are: closed, by the file, by the scenario, by class. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "planner/travel/road_speed.h"

enum { LINES = 6, WORDS = 2 };

typedef struct fixture {
  buju_travel_spec spec;
  buju_road_lines road;
  uint64_t first[LINES + 1];
  double x[2 * LINES], y[2 * LINES];
  uint8_t class[LINES], way[LINES], flags[LINES];
  buju_ix word[LINES];
  const char *text[WORDS];
  float kmh[LINES];
  uint32_t ferry[LINES];
} fixture;

/* Lines of 100 m, the first class of each kind, nothing else said. */
static void begin(fixture *f) {
  *f = (fixture){.spec = {.walk_mps = 1.25, .ebike_mps = 15 / 3.6}, .text = {"甲", "乙"}};
  buju_road_speed_defaults(&f->spec);
  for (size_t i = 0; i < LINES; i++) {
    f->first[i + 1] = 2 * (i + 1);
    f->x[2 * i + 1] = 100;
    f->y[2 * i] = f->y[2 * i + 1] = (double)i;
    f->word[i] = BUJU_NONE;
    f->kmh[i] = NAN;
    f->class[i] = BUJU_CLASS_VILLAGE;
  }
  f->road = (buju_road_lines){.n = LINES,
                              .first = f->first,
                              .x_m = f->x,
                              .y_m = f->y,
                              .class = f->class,
                              .word = f->word,
                              .words = WORDS,
                              .word_text = f->text,
                              .drive_kmh = f->kmh,
                              .ferry_s = f->ferry,
                              .way = f->way,
                              .flags = f->flags};
}

static void expect(fixture *f, buju_mode mode, size_t line, double kmh) {
  float mps[LINES];
  assert_int_equal(buju_road_speeds(NULL, &f->spec, &f->road, mode, mps), BUJU_OK);
  if (!(fabs((double)mps[line] * 3.6 - kmh) < 1e-4))
    fail_msg("line %d: %g km/h, not %g", (int)line, (double)mps[line] * 3.6, kmh);
}

static void our_defaults(void **state) {
  (void)state;
  static const double kmh[BUJU_CLASSES][BUJU_MODES] = {
      [BUJU_CLASS_EXPRESSWAY] = {0, 0, 90},    [BUJU_CLASS_NATIONAL] = {4.5, 15, 60},
      [BUJU_CLASS_PROVINCIAL] = {4.5, 15, 50}, [BUJU_CLASS_COUNTY] = {4.5, 15, 40},
      [BUJU_CLASS_TOWNSHIP] = {4.5, 15, 30},   [BUJU_CLASS_VILLAGE] = {4.5, 15, 20},
      [BUJU_CLASS_STREET] = {4.5, 15, 25},     [BUJU_CLASS_TRACK] = {4.5, 10, 12},
      [BUJU_CLASS_PATH] = {4.5, 0, 0},         [BUJU_CLASS_STEPS] = {2.25, 0, 0},
      [BUJU_CLASS_FERRY] = {10, 10, 10},       [BUJU_CLASS_UNKNOWN] = {4.5, 15, 20},
  };
  for (int c = 0; c < BUJU_CLASSES; c++)
    for (int m = 0; m < BUJU_MODES; m++) {
      fixture f;
      begin(&f);
      f.class[0] = (uint8_t)c;
      expect(&f, (buju_mode)m, 0, kmh[c][m]);
    }
}

static void who_says_what(void **state) {
  (void)state;
  fixture f;
  begin(&f);
  buju_word_speed words[] = {{"乙", {NAN, 0, 36 / 3.6}, NULL}};
  f.spec.word = words;
  f.spec.words = 1;
  f.word[1] = 0;
  f.word[2] = 1;
  f.kmh[3] = 55;
  f.class[4] = BUJU_CLASS_PATH;
  f.kmh[4] = 30;
  f.flags[5] = BUJU_ROAD_BARRED_DRIVE | BUJU_ROAD_BARRED_WALK;
  f.kmh[5] = 30;
  expect(&f, BUJU_DRIVE, 0, 20);
  expect(&f, BUJU_DRIVE, 1, 20); /* a word the scenario does not name */
  expect(&f, BUJU_DRIVE, 2, 36);
  expect(&f, BUJU_WALK, 2, 4.5); /* named, but not on foot */
  expect(&f, BUJU_EBIKE, 2, 0);
  expect(&f, BUJU_DRIVE, 3, 55); /* the file's own */
  expect(&f, BUJU_EBIKE, 3, 15);
  expect(&f, BUJU_DRIVE, 4, 0); /* a speed opens nothing that is closed */
  expect(&f, BUJU_DRIVE, 5, 0);
  expect(&f, BUJU_WALK, 5, 0);
  expect(&f, BUJU_EBIKE, 5, 15);
  f.kmh[2] = 70; /* and goes before the scenario's */
  expect(&f, BUJU_DRIVE, 2, 70);
}

static void ferries_take_their_time(void **state) {
  (void)state;
  fixture f;
  begin(&f);
  f.class[0] = f.class[1] = BUJU_CLASS_FERRY;
  f.ferry[0] = 50; /* 100 m */
  f.ferry[1] = 50;
  f.flags[1] = BUJU_ROAD_BARRED_DRIVE;
  for (int m = 0; m < BUJU_MODES; m++) expect(&f, (buju_mode)m, 0, 7.2);
  expect(&f, BUJU_DRIVE, 1, 0);
}

static void one_way_binds_vehicles_only(void **state) {
  (void)state;
  fixture f;
  begin(&f);
  f.way[1] = BUJU_ROAD_FORWARD;
  f.way[2] = BUJU_ROAD_BACKWARD;
  for (int m = 0; m < BUJU_MODES; m++) {
    assert_true(buju_road_goes(&f.road, 0, (buju_mode)m, true) && buju_road_goes(&f.road, 0, (buju_mode)m, false));
    assert_true(buju_road_goes(&f.road, 1, (buju_mode)m, true) && buju_road_goes(&f.road, 2, (buju_mode)m, false));
    assert_int_equal(buju_road_goes(&f.road, 1, (buju_mode)m, false), m == BUJU_WALK);
    assert_int_equal(buju_road_goes(&f.road, 2, (buju_mode)m, true), m == BUJU_WALK);
  }
}

/* ---- what the documents say ---- */

static void show(double mps, char out[16]) {
  if (mps > 0)
    snprintf(out, 16, "%g", round(mps * 36000) / 10000);
  else
    strcpy(out, "no");
}

static void the_table_of_the_documents(void **state) {
  (void)state;
  static const char *const pages[] = {BUJU_SOURCE_DIR "/docs/travel.md", BUJU_SOURCE_DIR "/docs/travel.zh-CN.md"};
  static char text[1 << 16];
  fixture f;
  begin(&f);
  for (size_t p = 0; p < 2; p++) {
    FILE *page = fopen(pages[p], "rb");
    assert_non_null(page);
    text[fread(text, 1, sizeof text - 1, page)] = '\0';
    fclose(page);
    for (int c = 0; c < BUJU_CLASSES; c++) {
      char row[256], kmh[BUJU_MODES][16];
      const buju_road_class_name *class = &buju_road_class_names[c];
      for (int m = 0; m < BUJU_MODES; m++) show(f.spec.road_mps[c][m], kmh[m]);
      snprintf(row, sizeof row, "\n| `%s` | %s | %s | %s | %s |\n", class->id, p == 0 ? class->text.en : class->text.zh,
               kmh[BUJU_WALK], kmh[BUJU_EBIKE], kmh[BUJU_DRIVE]);
      if (strstr(text, row) == NULL) fail_msg("%s does not have %s", pages[p], row);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(our_defaults), cmocka_unit_test(who_says_what), cmocka_unit_test(ferries_take_their_time),
      cmocka_unit_test(one_way_binds_vehicles_only), cmocka_unit_test(the_table_of_the_documents)};
  return cmocka_run_group_tests_name("road speed", tests, NULL, NULL);
}
