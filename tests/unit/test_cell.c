/* Cells as people type them. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "layers/cell.h"

static void numbers_are_read_as_people_write_them(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double value; /* NaN: not a number */
  } cases[] = {
      {"1234", 1234},
      {" 1234 ", 1234},
      {"1,234（人）", 1234},
      {"1,234(人)", 1234},
      {"1234人", 1234},
      {"１，２３４", 1234},
      {"1，234，567", 1234567},
      {"-5", -5},
      {"＋５", 5},
      {"−3.5", -3.5},
      {"0.5", 0.5},
      {".5", 0.5},
      {"5.", 5},
      {"1.2万", 12000},
      {"1.2万人", 12000},
      {"2亿元", 2e8},
      {"60㎡", 60},
      {"60平方米", 60},
      {"1.5e3", 1500},
      {"1E+3", 1000},
      {"12 345", 12345},
      {"1234（含外来人口）", 1234},
      {"85%", 85},
      {"", NAN},
      {"-", NAN},
      {"人", NAN},
      {"1,23", NAN},
      {"1,2345", NAN},
      {",123", NAN},
      {"1234,567", NAN},
      {"12a", NAN},
      {"约1200", NAN},
      {"1200左右", NAN},
      {"1.2.3", NAN},
      {"0x10", NAN},
      {"nan", NAN},
      {"inf", NAN},
      {"1e999", NAN},
      {"(5)", NAN},
      {"1-2", NAN},
      {".", NAN},
      {"e5", NAN},
      {"三百", NAN},
      {"12公里", NAN},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double value = -1;
    bool read = buju_cell_number(cases[i].text, &value);
    if (read != !isnan(cases[i].value)) fail_msg("%s: %s", cases[i].text, read ? "read" : "not read");
    if (read ? fabs(value - cases[i].value) > 1e-9 : value != -1) fail_msg("%s: %g", cases[i].text, value);
  }
  double value = -1, scale = -1;
  assert_true(buju_cell_number_scaled("1.2万人", &value, &scale));
  assert_true(value == 1.2 && scale == 10000);
  assert_false(buju_cell_number(NULL, &value));
}

static void yes_and_no_have_many_forms(void **state) {
  (void)state;
  static const struct {
    const char *text;
    buju_tri tri;
    bool understood;
  } cases[] = {{"是", BUJU_YES, true},        {"有", BUJU_YES, true},
               {"√", BUJU_YES, true},         {"1", BUJU_YES, true},
               {"Y", BUJU_YES, true},         {"达标", BUJU_YES, true},
               {" 是 ", BUJU_YES, true},      {"是（2020年）", BUJU_YES, true},
               {"１", BUJU_YES, true},        {"否", BUJU_NO, true},
               {"无", BUJU_NO, true},         {"×", BUJU_NO, true},
               {"0", BUJU_NO, true},          {"n", BUJU_NO, true},
               {"不达标", BUJU_NO, true},     {"false", BUJU_NO, true},
               {"", BUJU_UNKNOWN, true},      {NULL, BUJU_UNKNOWN, true},
               {"不详", BUJU_UNKNOWN, true},  {"2", BUJU_UNKNOWN, false},
               {"是否", BUJU_UNKNOWN, false}, {"部分", BUJU_UNKNOWN, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bool understood = false;
    buju_tri tri = buju_cell_tri(cases[i].text, &understood);
    if (tri != cases[i].tri || understood != cases[i].understood)
      fail_msg("%s: %d %d", cases[i].text != NULL ? cases[i].text : "NULL", tri, understood);
  }
}

static void codes_survive_or_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *text;
    buju_code_state state;
    const char *digits;
  } cases[] = {{"421223100201", BUJU_CODE_READ, "421223100201"},
               {" 421223 100201", BUJU_CODE_READ, "421223100201"},
               {"４２１２２３", BUJU_CODE_READ, "421223"},
               {"'012345678901", BUJU_CODE_READ, "012345678901"},
               {"421223100201.0", BUJU_CODE_READ, "421223100201"},
               {"421223100201.", BUJU_CODE_READ, "421223100201"},
               {"4.21223100201E+11", BUJU_CODE_READ, "421223100201"},
               {"4.2122310020100e+011", BUJU_CODE_READ, "421223100201"},
               {"4.21223E+11", BUJU_CODE_LOST, ""},
               {"4.2122310020E+11", BUJU_CODE_LOST, ""},
               {"4E11", BUJU_CODE_LOST, ""},
               {"", BUJU_CODE_BLANK, ""},
               {"/", BUJU_CODE_BLANK, ""},
               {"421223100201.5", BUJU_CODE_NOT, ""},
               {"4.21223100201E+10", BUJU_CODE_NOT, ""},
               {"-1", BUJU_CODE_NOT, ""},
               {"A12", BUJU_CODE_NOT, ""},
               {"12345678901234567890123456789012345", BUJU_CODE_NOT, ""},
               {"4.2E-3", BUJU_CODE_NOT, ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[BUJU_CODE_BYTES];
    buju_code_state got = buju_cell_code(cases[i].text, out);
    if (got != cases[i].state || strcmp(out, cases[i].digits) != 0) fail_msg("%s: %d \"%s\"", cases[i].text, got, out);
  }
  char out[BUJU_CODE_BYTES];
  assert_int_equal(buju_cell_code_of_real(421223100201.0, out), BUJU_CODE_READ);
  assert_string_equal(out, "421223100201");
  assert_int_equal(buju_cell_code_of_real(1e17, out), BUJU_CODE_LOST);
  assert_int_equal(buju_cell_code_of_real(0.5, out), BUJU_CODE_NOT);
  assert_int_equal(buju_cell_code_of_real(NAN, out), BUJU_CODE_BLANK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_read_as_people_write_them),
      cmocka_unit_test(yes_and_no_have_many_forms),
      cmocka_unit_test(codes_survive_or_are_refused),
  };
  return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
