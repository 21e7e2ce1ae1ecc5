/* CSV files and workbooks: separators, encodings, headers, totals, types. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layers/sheet.h"
#include "tests/support/sources.h"

static void a_plain_csv_is_a_table(void **state) {
  bench *b = *state;
  bench_text(b, "a.csv",
             "代码,村名,常住人口,面积\r\n421223100201,白泉村,1829,2.5\r\n421223100202,\"河,田\"\"村\",797,\r\n");
  const buju_layer *l = bench_layer(b, "a.csv");
  assert_int_equal(l->table.n, 2);
  assert_int_equal(l->table.columns, 4);
  assert_int_equal(l->geometry, BUJU_NO_GEOMETRY);
  assert_int_equal(l->table.column[0].type, BUJU_CELL_INTEGER);
  assert_int_equal(l->table.column[1].type, BUJU_CELL_TEXT);
  assert_int_equal(l->table.column[3].type, BUJU_CELL_REAL);
  assert_string_equal(bench_cell(b, "村名", 1), "河,田\"村");
  assert_string_equal(bench_cell(b, "代码", 0), "421223100201");
  assert_string_equal(bench_cell(b, "面积", 1), "(blank)");
  assert_int_equal(l->table.source_row[0], 2);
  assert_int_equal(l->table.source_row[1], 3);
  assert_string_equal(l->table.layer, "a");
}

static void separators_and_line_ends_vary(void **state) {
  bench *b = *state;
  static const char *const texts[] = {"a,b\n1,2\n",        "a;b\n1;2\n", "a\tb\n1\t2\n",
                                      "a,b\r1,2\r",        "a,b\n1,2",   "\xef\xbb\xbf\x61,b\n1,2\n",
                                      "\n\na,b\n\n1,2\n\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    bench_text(b, "a.csv", texts[i]);
    assert_int_equal(bench_layer(b, "a.csv")->table.n, 1);
    assert_string_equal(bench_cell(b, "a", 0), "1");
    assert_string_equal(bench_cell(b, "b", 0), "2");
  }
  bench_text(b, "a.csv", "名,注\n甲,\"两\n行\"\n乙,一\n");
  assert_int_equal(bench_layer(b, "a.csv")->table.source_row[1], 4);
  assert_string_equal(bench_cell(b, "注", 0), "两 行");
}

static void encodings_are_found(void **state) {
  bench *b = *state;
  bench_text(b, "gbk.csv", "\xb4\xe5\xc3\xfb,\xc8\xcb\xbf\xda\n\xb0\xd7\xc8\xaa,5\n");
  bench_layer(b, "gbk.csv");
  assert_string_equal(bench_cell(b, "村名", 0), "白泉");
  assert_string_equal(bench_cell(b, "人口", 0), "5");
  static const char utf16[] = "\xff\xfe"
                              "a\0\t\0"
                              "\x51\x67\n\0"
                              "1\0\t\0"
                              "\x7d\x76\n"; /* the last 0 is the literal's */
  bench_write(b, "u.txt", utf16, sizeof utf16);
  bench_layer(b, "u.txt");
  assert_string_equal(bench_cell(b, "村", 0), "白");
  b->input.encoding = "BIG5";
  bench_text(b, "big.csv", "\xc1\x63,\xc5\xe9\na,b\n");
  bench_layer(b, "big.csv");
  assert_string_equal(bench_cell(b, "繁", 0), "a");
}

static void types_never_lose_a_digit(void **state) {
  bench *b = *state;
  bench_text(b, "a.csv",
             "lead,long,exp,neg,text,mixed,none,sci\n0123,1234567890123456,1.5e3,-4,x,1,,4.21223E+11\n"
             "0456,12,2,5,y,x,,1\n");
  const buju_layer *l = bench_layer(b, "a.csv");
  static const buju_cell_type types[] = {BUJU_CELL_TEXT, BUJU_CELL_TEXT, BUJU_CELL_REAL, BUJU_CELL_INTEGER,
                                         BUJU_CELL_TEXT, BUJU_CELL_TEXT, BUJU_CELL_TEXT, BUJU_CELL_REAL};
  for (buju_ix c = 0; c < 8; c++) assert_int_equal(l->table.column[c].type, types[c]);
  assert_string_equal(bench_cell(b, "lead", 0), "0123");
  assert_string_equal(bench_cell(b, "long", 0), "1234567890123456");
}

static void titles_totals_and_remarks_are_not_data(void **state) {
  bench *b = *state;
  bench_text(b, "a.csv",
             "崇阳县人口统计表,,\n2023年,,单位：人\n乡镇,村名,人口\n天城镇,白泉,10\n天城镇,小计,10\n,合 "
             "计,20\n乡镇,村名,人口\n"
             "沙坪镇,合计村,5\n总计,,35\n注：数据来自公安,,\n");
  const buju_layer *l = bench_layer(b, "a.csv");
  assert_int_equal(l->table.n, 2);
  assert_string_equal(bench_cell(b, "村名", 1), "合计村");
  assert_int_equal(l->table.source_row[0], 4);
  assert_int_equal(l->table.column[2].type, BUJU_CELL_INTEGER);
  assert_int_equal(bench_findings(b, "total_row"), 3);
  assert_int_equal(bench_findings(b, "repeated_header"), 1);
  assert_int_equal(bench_findings(b, "remark_row"), 1);
}

static void headers_of_two_rows_are_joined(void **state) {
  bench *b = *state;
  bench_text(b, "a.csv", "人口表,,,\n代码,村名,人口,,面积\n,,常住,户籍,\n1,甲,5,6,7\n2,乙,8,9,1\n");
  assert_int_equal(bench_layer(b, "a.csv")->table.n, 2);
  assert_string_equal(bench_cell(b, "代码", 0), "1");
  assert_string_equal(bench_cell(b, "人口常住", 1), "8");
  assert_string_equal(bench_cell(b, "人口户籍", 1), "9");
  assert_string_equal(bench_cell(b, "面积", 1), "1");
}

static void the_header_can_be_given_or_absent(void **state) {
  bench *b = *state;
  bench_text(b, "a.csv", "1,甲,5\n2,乙,8\n");
  bench_refused(b, "a.csv", BUJU_E_DATA, "a.csv|header_row: none");
  b->input.header_row = BUJU_NO_HEADER;
  assert_int_equal(bench_layer(b, "a.csv")->table.n, 2);
  assert_string_equal(bench_cell(b, "2", 1), "乙");
  b->input.header_row = 2;
  bench_text(b, "a.csv", "x,y,z\na,b,c\n1,2,3\n");
  assert_int_equal(bench_layer(b, "a.csv")->table.n, 1);
  assert_string_equal(bench_cell(b, "c", 0), "3");
  b->input.header_row = 9;
  bench_refused(b, "a.csv", BUJU_E_SCENARIO, "header_row: 9");
}

static void wide_tables_are_read_or_refused(void **state) {
  bench *b = *state;
  enum { MOST = 4096 };
  static char text[MOST * 16];
  for (int columns = MOST; columns <= MOST + 1; columns++) {
    text[0] = '\0';
    char *to = text;
    for (int c = 0; c < columns; c++) to += sprintf(to, "%sn%d", c > 0 ? "," : "", c);
    for (int c = 0; c < columns; c++) to += sprintf(to, "%s%d", c > 0 ? "," : "\n", c);
    strcpy(to, "\n");
    bench_text(b, "wide.csv", text);
    if (columns > MOST)
      bench_refused(b, "wide.csv", BUJU_E_LIMIT, "wide.csv|4,097 columns, more than 4,096");
    else
      assert_int_equal(bench_layer(b, "wide.csv")->table.columns, MOST);
  }
  bench_text(b, "a.csv", "甲,乙,甲\na,b,c\n1,2,3\n"); /* a name twice is no header: a title */
  assert_int_equal(bench_layer(b, "a.csv")->table.n, 1);
  assert_string_equal(bench_cell(b, "c", 0), "3");
}

static void repeated_and_blank_names_get_names(void **state) {
  bench *b = *state;
  b->input.header_row = 1;
  bench_text(b, "a.csv", "名,名,,名_2\n1,2,3,4\n");
  bench_layer(b, "a.csv");
  assert_string_equal(bench_cell(b, "名", 0), "1");
  assert_string_equal(bench_cell(b, "名_2", 0), "2");
  assert_string_equal(bench_cell(b, "3", 0), "3");
  assert_string_equal(bench_cell(b, "名_2_2", 0), "4");
  assert_int_equal(bench_findings(b, "repeated_field"), 2);
}

static void broken_tables_are_refused(void **state) {
  bench *b = *state;
  bench_text(b, "quote.csv", "a,b\n1,\"2\n3,4\n");
  bench_refused(b, "quote.csv", BUJU_E_DATA, "quote.csv|line 2");
  bench_text(b, "empty.csv", "");
  bench_refused(b, "empty.csv", BUJU_E_DATA, "empty.csv|no rows");
  bench_text(b, "blank.csv", "\n , \n\n");
  bench_refused(b, "blank.csv", BUJU_E_DATA, "blank.csv|no rows");
  bench_text(b, "header.csv", "a,b\n");
  bench_refused(b, "header.csv", BUJU_E_DATA, "header.csv|no rows");
  bench_write(b, "zero.csv", "a,b\n1,\0\n", 8);
  bench_refused(b, "zero.csv", BUJU_E_DATA, "zero.csv|not a text file");
  bench_text(b, "fake.xlsx", "a,b\n1,2\n");
  bench_refused(b, "fake.xlsx", BUJU_E_OPEN, "fake.xlsx|workbook");
  bench_refused(b, "missing.csv", BUJU_E_OPEN, "missing.csv|exists");
}

#define S(ref, text) "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define N(ref, number) "<c r=\"" ref "\"><v>" number "</v></c>"

static void workbooks_are_read_cell_by_cell(void **state) {
  bench *b = *state;
  static const char *const names[] = {"空表", "人口", "其他"};
  static const char *const rows[] = {
      "",
      "<row r=\"1\">" S("A1", "崇阳县人口") "</row><row r=\"3\">" S("A3", "代码") S("B3", "村名") S("C3", "人口")
          S("D3", "日期") "</row><row r=\"4\">" N("A4", "421223100201") S("B4", "　白泉 ")
              N("C4", "10") "<c r=\"D4\" s=\"1\"><v>43831</v></c></row>"
                            "<row r=\"6\">" N("A6", "421223100202") S("B6", "河田")
                                N("C6", "20.5") "</row><row r=\"7\">" S("A7", "合计") N("C7", "30.5") "</row>",
      "<row r=\"1\">" S("A1", "x") S("B1", "y") "</row><row r=\"2\">" N("A2", "1") N("B2", "2") "</row>"};
  bench_xlsx(b, "a.xlsx", names, rows, 3);
  const buju_layer *l = bench_layer(b, "a.xlsx");
  assert_string_equal(l->table.layer, "人口");
  assert_int_equal(l->table.n, 2);
  assert_int_equal(l->table.source_row[1], 6);
  assert_string_equal(bench_cell(b, "代码", 1), "421223100202");
  assert_string_equal(bench_cell(b, "村名", 0), "白泉");
  assert_string_equal(bench_cell(b, "人口", 1), "20.5");
  assert_string_equal(bench_cell(b, "日期", 0), "2020-01-01");
  assert_int_equal(bench_findings(b, "other_sheets"), 1);
  assert_int_equal(bench_findings(b, "total_row"), 1);
  b->input.sheet = "其他";
  assert_int_equal(bench_layer(b, "a.xlsx")->table.n, 1);
  assert_int_equal(bench_findings(b, "other_sheets"), 0);
  b->input.sheet = "没有";
  bench_refused(b, "a.xlsx", BUJU_E_SCENARIO, "没有|人口|其他");
}

static void points_come_from_columns(void **state) {
  bench *b = *state;
  b->input.role = BUJU_INPUT_FACILITIES;
  b->input.crs = "EPSG:4490";
  bench_text(b, "a.csv", "名称,经度,纬度\n甲,114.05,29.55\n乙,,\n丙,东经,29.5\n丁,0,0\n");
  const buju_layer *l = bench_layer(b, "a.csv");
  assert_int_equal(l->geometry, BUJU_POINTS);
  assert_string_equal(b->target.name, "EPSG:4547");
  assert_true(l->x_m[0] > 504000 && l->x_m[0] < 506000);
  for (int r = 1; r < 4; r++) assert_true(isnan(l->x_m[r]));
  double x = l->x_m[0];
  assert_int_equal(bench_findings(b, "coordinates_from_columns"), 1);
  assert_int_equal(bench_findings(b, "coordinates_not_understood"), 1);
  assert_int_equal(bench_findings(b, "place_at_zero"), 1);
  assert_int_equal(bench_findings(b, "no_geometry"), 2);
  static const buju_field_map given[] = {{"longitude", "2", NULL}, {"latitude", "3", NULL}};
  b->input.field = given;
  b->input.fields = 2;
  b->input.header_row = BUJU_NO_HEADER;
  bench_text(b, "a.csv", "甲,114.05,29.55\n");
  assert_true(fabs(bench_layer(b, "a.csv")->x_m[0] - x) < 1e-9);
  b->input.fields = 0;
  b->input.header_row = 0;
  b->input.crs = NULL;
  bench_text(b, "a.csv", "名称,X,Y\n甲,504000,3270000\n乙,504100,3270000\n");
  assert_int_equal(bench_layer(b, "a.csv")->geometry, BUJU_NO_GEOMETRY);
  assert_int_equal(bench_findings(b, "coordinate_columns_unclear"), 1);
  b->input.role = BUJU_INPUT_DOCTORS;
  assert_int_equal(bench_layer(b, "a.csv")->geometry, BUJU_NO_GEOMETRY);
  assert_int_equal(bench_findings(b, "coordinate_columns_unclear"), 0);
}

static void numbers_are_told_from_texts(void **state) {
  (void)state;
  static const char *const yes[] = {"0", "-1", "+1.5", ".5", "5.", "1e5", "1E-3"}, *const no[] = {"",    "-",   ".",
                                                                                                  "1e",  "a",   "1a",
                                                                                                  "1 2", "0x1", "1,2"};
  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) assert_true(buju_sheet_is_number(yes[i]));
  for (size_t i = 0; i < sizeof no / sizeof *no; i++) assert_false(buju_sheet_is_number(no[i]));
}

static void real_tables_are_read(void **state) {
  bench *b = *state;
  const char *model = bench_real(b, BUJU_DATA_DIR, "accessmod-demo/base/table_model__demo/table_model__demo.xlsx");
  assert_int_equal(bench_layer(b, model)->table.n, 11);
  assert_string_equal(bench_cell(b, "label", 0), "Grasslands");
  assert_string_equal(bench_cell(b, "speed", 1), "15");
  char list[512];
  snprintf(list, sizeof list, "%s", bench_real(b, BUJU_DATA_DIR, "china-villages-adcode/adcode_421223.csv"));
  bench_refused(b, list, BUJU_E_DATA, "header_row: none");
  b->input.header_row = BUJU_NO_HEADER;
  assert_int_equal(bench_layer(b, list)->table.n, 217);
  assert_string_equal(bench_cell(b, "1", 1), "421223100000");
  assert_string_equal(bench_cell(b, "3", 1), "天城镇");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, bench_begin, bench_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(a_plain_csv_is_a_table),
      CASE(separators_and_line_ends_vary),
      CASE(encodings_are_found),
      CASE(types_never_lose_a_digit),
      CASE(titles_totals_and_remarks_are_not_data),
      CASE(headers_of_two_rows_are_joined),
      CASE(the_header_can_be_given_or_absent),
      CASE(repeated_and_blank_names_get_names),
      CASE(wide_tables_are_read_or_refused),
      CASE(broken_tables_are_refused),
      CASE(workbooks_are_read_cell_by_cell),
      CASE(points_come_from_columns),
      CASE(numbers_are_told_from_texts),
      CASE(real_tables_are_read),
  };
  return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
