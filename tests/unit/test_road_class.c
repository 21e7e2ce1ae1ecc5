/* Words for road classes, as files write them. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/road_class.h"
#include "layers/region/text.h"

enum { NO_ROAD = BUJU_CLASSES, NOT_KNOWN };
enum { ON_FOOT = BUJU_ROAD_BARRED_WALK | BUJU_ROAD_BARRED_EBIKE, CARS = BUJU_ROAD_BARRED_DRIVE };

typedef struct expected {
  const char *word;
  int class, barred;
} expected;

static buju_road_kind kind_of(const char *word) {
  char folded[96];
  assert_true(buju_text_fold_into(word, folded, sizeof folded));
  return buju_road_kind_of_word(folded);
}

static void check(const expected *table, size_t n) {
  for (size_t i = 0; i < n; i++) {
    buju_road_kind kind = kind_of(table[i].word);
    int class = kind.sense == BUJU_ROAD_NONE        ? NO_ROAD
                : kind.sense == BUJU_ROAD_NOT_KNOWN ? NOT_KNOWN
                                                    : (int)kind.class;
    if (class != table[i].class || kind.barred != table[i].barred)
      fail_msg("%s: class %d, barred %d", table[i].word, class, kind.barred);
  }
}

static void openstreetmap_values(void **state) {
  (void)state;
  static const expected table[] = {{"motorway", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"motorway_link", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"trunk", BUJU_CLASS_NATIONAL, 0},
                                   {"trunk_link", BUJU_CLASS_NATIONAL, 0},
                                   {"primary", BUJU_CLASS_PROVINCIAL, 0},
                                   {"primary_link", BUJU_CLASS_PROVINCIAL, 0},
                                   {"secondary", BUJU_CLASS_COUNTY, 0},
                                   {"secondary_link", BUJU_CLASS_COUNTY, 0},
                                   {"tertiary", BUJU_CLASS_TOWNSHIP, 0},
                                   {"tertiary_link", BUJU_CLASS_TOWNSHIP, 0},
                                   {"unclassified", BUJU_CLASS_VILLAGE, 0},
                                   {"residential", BUJU_CLASS_STREET, 0},
                                   {"living_street", BUJU_CLASS_STREET, 0},
                                   {"service", BUJU_CLASS_STREET, 0},
                                   {"pedestrian", BUJU_CLASS_PATH, 0},
                                   {"footway", BUJU_CLASS_PATH, 0},
                                   {"bridleway", BUJU_CLASS_PATH, 0},
                                   {"corridor", BUJU_CLASS_PATH, 0},
                                   {"platform", BUJU_CLASS_PATH, 0},
                                   {"path", BUJU_CLASS_PATH, 0},
                                   {"cycleway", BUJU_CLASS_STREET, CARS},
                                   {"track", BUJU_CLASS_TRACK, 0},
                                   {"track_grade3", BUJU_CLASS_TRACK, 0},
                                   {"steps", BUJU_CLASS_STEPS, 0},
                                   {"road", BUJU_CLASS_UNKNOWN, 0},
                                   {"construction", NO_ROAD, 0},
                                   {"proposed", NO_ROAD, 0},
                                   {"raceway", NO_ROAD, 0},
                                   {"rest_area", NO_ROAD, 0},
                                   {"elevator", NO_ROAD, 0},
                                   {"bus_guideway", NO_ROAD, 0}};
  check(table, sizeof table / sizeof *table);
}

static void chinese_words(void **state) {
  (void)state;
  static const expected table[] = {{"高速公路", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"高速", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"国家高速公路", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"国道", BUJU_CLASS_NATIONAL, 0},
                                   {"107国道", BUJU_CLASS_NATIONAL, 0},
                                   {"省道", BUJU_CLASS_PROVINCIAL, 0},
                                   {"县道", BUJU_CLASS_COUNTY, 0},
                                   {"县乡道", BUJU_CLASS_TOWNSHIP, 0},
                                   {"乡道", BUJU_CLASS_TOWNSHIP, 0},
                                   {"乡镇道路", BUJU_CLASS_TOWNSHIP, 0},
                                   {"专用公路", BUJU_CLASS_TOWNSHIP, 0},
                                   {"村道", BUJU_CLASS_VILLAGE, 0},
                                   {"农村道路", BUJU_CLASS_VILLAGE, 0},
                                   {"乡村公路", BUJU_CLASS_VILLAGE, 0},
                                   {"通村公路", BUJU_CLASS_VILLAGE, 0},
                                   {"街道", BUJU_CLASS_STREET, 0},
                                   {"城市快速路", BUJU_CLASS_NATIONAL, ON_FOOT},
                                   {"城市主干路", BUJU_CLASS_COUNTY, 0},
                                   {"主干道", BUJU_CLASS_COUNTY, 0},
                                   {"次干路", BUJU_CLASS_TOWNSHIP, 0},
                                   {"城市支路", BUJU_CLASS_STREET, 0},
                                   {"胡同", BUJU_CLASS_STREET, 0},
                                   {"机耕路（大路）", BUJU_CLASS_TRACK, 0},
                                   {"田间道", BUJU_CLASS_TRACK, 0},
                                   {"小路", BUJU_CLASS_PATH, 0},
                                   {"人行道", BUJU_CLASS_PATH, 0},
                                   {"台阶", BUJU_CLASS_STEPS, 0},
                                   {"汽车轮渡", BUJU_CLASS_FERRY, 0},
                                   {"一级公路", BUJU_CLASS_NATIONAL, 0},
                                   {"二级公路", BUJU_CLASS_PROVINCIAL, 0},
                                   {"三级", BUJU_CLASS_COUNTY, 0},
                                   {"四级公路", BUJU_CLASS_TOWNSHIP, 0},
                                   {"等外公路", BUJU_CLASS_VILLAGE, 0},
                                   {"其他道路", BUJU_CLASS_UNKNOWN, 0},
                                   {"公路", BUJU_CLASS_UNKNOWN, 0},
                                   {"铁路", NO_ROAD, 0},
                                   {"规划道路", NO_ROAD, 0},
                                   {"在建国道", NO_ROAD, 0}};
  check(table, sizeof table / sizeof *table);
}

static void codes_and_route_numbers(void **state) {
  (void)state;
  static const expected table[] = {{"G45", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"G4501", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"G107", BUJU_CLASS_NATIONAL, 0},
                                   {"Ｇ１０７", BUJU_CLASS_NATIONAL, 0},
                                   {"G106421223", BUJU_CLASS_NATIONAL, 0},
                                   {"S20", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"S208", BUJU_CLASS_PROVINCIAL, 0},
                                   {"X012", BUJU_CLASS_COUNTY, 0},
                                   {"X012421223", BUJU_CLASS_COUNTY, 0},
                                   {"Y045", BUJU_CLASS_TOWNSHIP, 0},
                                   {"C123", BUJU_CLASS_VILLAGE, 0},
                                   {"C0451", BUJU_CLASS_VILLAGE, 0},
                                   {"G", BUJU_CLASS_NATIONAL, 0},
                                   {"Y", BUJU_CLASS_TOWNSHIP, 0},
                                   {"420101", BUJU_CLASS_NATIONAL, 0},
                                   {"420102", NO_ROAD, 0},
                                   {"420301", BUJU_CLASS_COUNTY, 0},
                                   {"420600", BUJU_CLASS_NATIONAL, ON_FOOT},
                                   {"430100", NO_ROAD, 0},
                                   {"430200", BUJU_CLASS_NATIONAL, ON_FOOT},
                                   {"430501", BUJU_CLASS_COUNTY, 0},
                                   {"430700", BUJU_CLASS_STEPS, 0},
                                   {"440100", BUJU_CLASS_TRACK, 0},
                                   {"440300", BUJU_CLASS_PATH, 0},
                                   {"410101", NO_ROAD, 0},
                                   {"0001", BUJU_CLASS_EXPRESSWAY, 0},
                                   {"0601|0602", BUJU_CLASS_TOWNSHIP, 0},
                                   {"0a01", BUJU_CLASS_FERRY, 0},
                                   /* codes of products nobody named */
                                   {"1", NOT_KNOWN, 0},
                                   {"4", NOT_KNOWN, 0},
                                   {"999999", NOT_KNOWN, 0},
                                   {"G12345", NOT_KNOWN, 0},
                                   {"Z01", NOT_KNOWN, 0},
                                   {"dirt", NOT_KNOWN, 0},
                                   {"甲类", NOT_KNOWN, 0}};
  check(table, sizeof table / sizeof *table);
}

/* What the program itself calls a class, it understands. */
static void our_own_names(void **state) {
  (void)state;
  for (int c = 0; c < BUJU_CLASSES; c++) {
    const expected own[] = {{buju_road_class_names[c].id, c, 0}, {buju_road_class_names[c].text.zh, c, 0}};
    check(own, 2);
  }
}

static void words_that_close(void **state) {
  (void)state;
  static const char *const closed[] = {"no",   "private", "agricultural", "agricultural; forestry", "禁止通行",
                                       "禁止", "0"};
  static const char *const open[] = {"yes", "", "none", "destination", "customers", "forestry;destination", "可以通行"};
  for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) assert_true(buju_road_word_closes(closed[i]));
  for (size_t i = 0; i < sizeof open / sizeof *open; i++) assert_false(buju_road_word_closes(open[i]));
}

/* ---- what the documents say ---- */

/* The words after the class of a row: "| `steps` | steps, 台阶 |". */
static int check_row(const char *row) {
  char id[32], word[64];
  int n = 0, words = 0;
  if (sscanf(row, "| `%31[^`]` | %n", id, &n) != 1 || n == 0) return 0;
  int class = 0;
  while (class < BUJU_CLASSES && strcmp(buju_road_class_names[class].id, id) != 0) class ++;
  for (row += n; sscanf(row, "%63[^,|\n]%n", word, &n) == 1; row += n + (row[n] == ',') + (row[n + 1] == ' ')) {
    size_t length = strlen(word);
    if (length > 0 && word[length - 1] == ' ') word[length - 1] = '\0';
    buju_road_kind kind = kind_of(word);
    if (kind.sense != BUJU_ROAD_KNOWN || (int)kind.class != class) fail_msg("%s is not read as %s", word, id);
    words++;
    if (row[n] != ',') break;
  }
  return words;
}

static void the_words_of_the_documents(void **state) {
  (void)state;
  static const char *const pages[] = {BUJU_SOURCE_DIR "/docs/travel.md", BUJU_SOURCE_DIR "/docs/travel.zh-CN.md"};
  for (size_t p = 0; p < 2; p++) {
    char line[1024];
    int words = 0;
    bool on = false;
    FILE *page = fopen(pages[p], "rb");
    assert_non_null(page);
    while (fgets(line, sizeof line, page) != NULL) {
      on = on ? line[0] == '|' : strstr(line, "unit.road_class") != NULL;
      if (on) words += check_row(line);
    }
    fclose(page);
    assert_true(words > 70);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(openstreetmap_values),    cmocka_unit_test(chinese_words),
      cmocka_unit_test(codes_and_route_numbers), cmocka_unit_test(our_own_names),
      cmocka_unit_test(words_that_close),        cmocka_unit_test(the_words_of_the_documents)};
  return cmocka_run_group_tests_name("road class", tests, NULL, NULL);
}
