/* What the pages count and how they write it. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "buju/report.h"
#include "core/utf8.h"
#include "layers/report/report_read.h"
#include "report/html.h"
#include "report/words.h"
#include "tests/support/plan_file.h"

typedef struct fixture {
  plan_file file;
  buju_report *report;
} fixture;

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  *state = f;
  return plan_file_write(&f->file, NULL) && buju_report_read(f->file.ctx, f->file.path, &f->report) == BUJU_OK ? 0 : -1;
}

static int tear_down(void **state) {
  fixture *f = *state;
  buju_report_free(f->report);
  int left = plan_file_remove(&f->file);
  free(f);
  return left;
}

static void numbers_are_written_for_people(void **state) {
  char buf[48];
  (void)state;
  assert_string_equal(buju_page_number(1234567.85, 1, buf), "1,234,567.9");
  assert_string_equal(buju_page_number(-0.04, 1, buf), "0.0");
  assert_string_equal(buju_page_number(-1234.5, 0, buf), "-1,235");
  assert_string_equal(buju_page_number(999.995, 2, buf), "1,000.00");
  assert_string_equal(buju_page_number(NAN, 2, buf), "");
  assert_string_equal(buju_page_number(1e20, 2, buf), "1e+20");
}

static void anybodys_text_is_escaped(void **state) {
  buju_page page = {.lang = BUJU_EN};
  (void)state;
  buju_page_text(&page, "a<b>&\"c'\x01\n");
  buju_page_text(&page, NULL);
  assert_string_equal(page.bytes, "a&lt;b&gt;&amp;&quot;c&#39;\n");
  buju_page_free(&page);
}

/* Ids become words only where all of a value is ids: a text that holds one stays what it is. */
static void values_are_words_where_all_of_them_is_ids(void **state) {
  static const struct {
    const char *value, *en, *zh;
  } cases[] = {
      {"walk", "on foot", "步行"},
      {"false", "no", "否"},
      {"[build, upgrade]", "build, upgrade", "新建、改造提升"},
      {"{2024: 199, 2026: rest}", "2024: 199, 2026: the rest", "2024：199、2026：其余"},
      {"walk 4.5, ebike no", "on foot 4.5, by e-bike no", "步行 4.5、电动自行车 否"},
      {"371521100211 separate", "371521100211 not shared", "371521100211 不合建"},
      {"village_centre, school", "the village service centre, a school", "村级服务中心、学校"},
      {"walk_further", "walk_further", "walk_further"},
      {"people < 300", "people < 300", "people < 300"},
      {"kind = 'thc'", "kind = 'thc'", "kind = 'thc'"},
      {"2026-12-31", "2026-12-31", "2026-12-31"},
      {"4.5", "4.5", "4.5"},
      {"李台镇", "李台镇", "李台镇"},
      {"", "", ""},
  };
  char buf[128], tight[4];
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_string_equal(buju_words_of_value(BUJU_EN, cases[i].value, buf, sizeof buf), cases[i].en);
    assert_string_equal(buju_words_of_value(BUJU_ZH, cases[i].value, buf, sizeof buf), cases[i].zh);
  }
  assert_string_equal(buju_words_of_value(BUJU_EN, "walk", tight, sizeof tight), "walk"); /* rather whole than cut */
  assert_null(buju_words_of_value(BUJU_EN, NULL, buf, sizeof buf));
  assert_string_equal(buju_words_of_head(BUJU_EN, BUJU_LAYER_ACTIONS, ACTIONS_reason_zh, buf, sizeof buf), "Reason");
  assert_string_equal(buju_words_of_head(BUJU_ZH, BUJU_LAYER_ACTIONS, ACTIONS_reason_zh, buf, sizeof buf), "理由");
}

/* Three people at 0 minutes and one at 8: the Gini of (0, 0, 0, 8) is 3/4. */
static void times_are_over_people(void **state) {
  double min[] = {0, 8}, sum[] = {3, 4};
  const buju_times times = {.n = 2, .min = min, .sum = sum, .people = 5, .unreachable = 1};
  (void)state;
  assert_float_equal(buju_times_gini(&times), 0.75, 1e-12);
  assert_float_equal(buju_times_mean(&times), 2, 1e-12);
  assert_float_equal(buju_times_within(&times, 8), 4, 0); /* inclusive */
  assert_float_equal(buju_times_within(&times, 7.999), 3, 0);
  assert_float_equal(buju_times_quantile(&times, 0.75), 0, 0);
  assert_float_equal(buju_times_quantile(&times, 0.76), 8, 0);
  double same[] = {5, 5};
  const buju_times equal = {.n = 2, .min = same, .sum = sum, .people = 4};
  assert_float_equal(buju_times_gini(&equal), 0, 1e-12);
  const buju_times none = {0};
  assert_true(isnan(buju_times_gini(&none)));
}

static void townships_add_up_to_the_whole(void **state) {
  fixture *f = *state;
  buju_facts facts;
  assert_int_equal(buju_facts_make(f->file.ctx, f->report, &facts), BUJU_OK);
  buju_ix villages = 0, gaps = 0;
  for (buju_ix t = 0; t < f->report->townships; t++) {
    villages += facts.area[t].villages;
    gaps += facts.area[t].gaps[BUJU_AFTER];
  }
  assert_int_equal(villages, buju_facts_all(&facts)->villages);
  assert_int_equal(villages, f->report->table[BUJU_LAYER_VILLAGES].n);
  assert_true(gaps <= buju_facts_all(&facts)->gaps[BUJU_AFTER]);
  for (buju_ix v = 0; v < f->report->table[BUJU_LAYER_VILLAGES].n; v++)
    assert_int_equal(buju_facts_village(&facts, buju_report_text(f->report, BUJU_LAYER_VILLAGES, VILLAGES_code, v)), v);
  assert_int_equal(buju_facts_village(&facts, "no such code"), BUJU_NONE);
}

static void every_picture_is_drawn(void **state) {
  fixture *f = *state;
  for (buju_ix t = 0; t <= f->report->townships; t++) {
    unsigned char *bytes = NULL;
    size_t n = 0;
    buju_ix township = t < f->report->townships ? t : BUJU_NONE;
    assert_int_equal(buju_report_png(f->file.ctx, f->report, township, t % 2, 1, &bytes, &n), BUJU_OK);
    assert_true(n > 1000);
    assert_memory_equal(bytes, "\x89PNG", 4);
    free(bytes);
  }
  unsigned char *bytes = NULL;
  size_t n = 0;
  assert_int_equal(buju_report_png(f->file.ctx, f->report, BUJU_NONE, 1, 1000, &bytes, &n), BUJU_E_LIMIT);
}

static void the_page_is_whole_in_both_languages(void **state) {
  fixture *f = *state;
  for (int lang = 0; lang < 2; lang++) {
    buju_page page = {.lang = (buju_lang)lang};
    buju_ctx_set_lang(f->file.ctx, (buju_lang)lang);
    assert_int_equal(buju_report_html(f->file.ctx, f->report, &page), BUJU_OK);
    assert_memory_equal(page.bytes, BUJU_REPORT_MARK, strlen(BUJU_REPORT_MARK));
    assert_string_equal(page.bytes + page.n - strlen("</html>\n"), "</html>\n");
    assert_non_null(strstr(page.bytes, lang == BUJU_ZH ? "示意图，内部使用" : "sketch map, for internal use"));
    assert_null(strstr(page.bytes, "nan"));
    buju_page_free(&page);
  }
}

/* A table of years is no wider than a page: what is later stands in a column of its own, not under "No year". */
static void projects_of_late_years_are_counted_as_such(void **state) {
  fixture *f = *state;
  buju_page page = {.lang = BUJU_EN};
  double *year = f->report->table[BUJU_LAYER_ACTIONS].column[ACTIONS_year].number;
  assert_in_range(f->report->table[BUJU_LAYER_ACTIONS].n, 2, 2);
  year[0] = 2026;
  assert_int_equal(buju_report_html(f->file.ctx, f->report, &page), BUJU_OK);
  assert_null(strstr(page.bytes, "from 2038 on"));
  buju_page_free(&page);
  year[1] = 2050;
  assert_int_equal(buju_report_html(f->file.ctx, f->report, &page), BUJU_OK);
  assert_non_null(strstr(page.bytes, "<th class=\"n\">from 2038 on</th><th class=\"n\">No year</th>"));
  const char *sum = strstr(page.bytes, "id=\"projects-all\"");
  assert_non_null(sum);
  assert_non_null(strstr(sum, "<td class=\"n\">1</td><td class=\"n\">0</td><td class=\"n\">2</td></tr>"));
  buju_page_free(&page);
}

/* A county without a site today, and one whose places have no numbers of people: nothing is borrowed from elsewhere. */
static void what_is_not_known_is_a_dash(void **state) {
  fixture *f = *state;
  buju_page page = {.lang = BUJU_EN};
  buju_report_table *places = &f->report->table[BUJU_LAYER_SETTLEMENTS];
  for (buju_ix i = 0; i < places->n; i++) {
    places->column[SETTLEMENTS_nearest_before_min].number[i] = NAN;
    places->column[SETTLEMENTS_covered].number[i] = places->column[SETTLEMENTS_covered_before].number[i] = 0;
  }
  assert_int_equal(buju_report_html(f->file.ctx, f->report, &page), BUJU_OK);
  assert_non_null(strstr(page.bytes, "the mean way goes from — to "));
  buju_page_free(&page);
  for (buju_ix i = 0; i < places->n; i++)
    places->column[SETTLEMENTS_people_resident].number[i] = places->column[SETTLEMENTS_people_registered].number[i] =
        NAN;
  assert_int_equal(buju_report_html(f->file.ctx, f->report, &page), BUJU_OK);
  assert_non_null(strstr(page.bytes, "of the nearest site: — of the people now, — after the plan; the mean way goes "
                                     "from — to — minutes."));
  buju_page_free(&page);
}

/* Nobody gave the plan a title, and the data name no county: each is said once, a code as what it is. */
static void a_plan_without_names_is_called_what_it_is(void **state) {
  fixture *f = *state;
  buju_page page = {.lang = BUJU_EN};
  buju_facts facts;
  buju_report_table *info = &f->report->table[BUJU_LAYER_RUN_INFO];
  for (buju_ix i = 0; i < info->n; i++) {
    const char **key = &info->column[RUN_INFO_key].text[i];
    if (strcmp(*key, "title") == 0) *key = "untitled";
    if (strcmp(*key, "county") != 0) continue;
    info->column[RUN_INFO_value].text[i] = "421223";
    info->column[RUN_INFO_note].text[i] = info->column[RUN_INFO_note_en].text[i] = NULL;
  }
  f->report->township[0].name = "421223100"; /* a plan's township without a name has its code for one */
  f->report->table[BUJU_LAYER_COVERAGE_GAPS].column[COVERAGE_GAPS_area].text[0] = "421223";
  assert_int_equal(buju_facts_make(f->file.ctx, f->report, &facts), BUJU_OK);
  assert_null(facts.title);
  assert_string_equal(facts.county, "division code 421223");
  assert_string_equal(buju_facts_township(&facts, 0), "division code 421223100");
  char buf[64];
  buju_html html = {.page = &page, .report = f->report, .facts = &facts};
  assert_string_equal(buju_html_shown(&html, BUJU_LAYER_COVERAGE_GAPS, COVERAGE_GAPS_area, 0, buf, sizeof buf),
                      "division code 421223");
  assert_string_equal(buju_words_of_place(BUJU_EN, "42122", buf, sizeof buf), "42122"); /* no code of a place */
  assert_int_equal(buju_report_html(f->file.ctx, f->report, &page), BUJU_OK);
  assert_non_null(strstr(page.bytes, "<h1>Annual construction report of primary health care</h1>\n<p class=\"meta\">"
                                     "division code 421223 · as of "));
  buju_page_free(&page);
}

/* Names as long as a line are cut between characters. */
static void what_is_said_of_townships_is_whole_text(void **state) {
  fixture *f = *state;
  char path[128];
  const buju_map_options options = {.township = "nowhere", .scale = 1};
  snprintf(path, sizeof path, "%s/map.png", f->file.folder);
  plan_file_spoil(&f->file, "UPDATE villages SET township = '一二三四五六七八九十一二三四五六七八九十'");
  assert_int_equal(buju_map_write(f->file.ctx, f->file.path, &options, path, NULL), BUJU_E_DATA);
  const char *error = buju_ctx_error(f->file.ctx);
  assert_int_equal(buju_utf8_bad(error, strlen(error)), strlen(error));
  assert_non_null(strstr(error, "…"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_written_for_people),
      cmocka_unit_test(anybodys_text_is_escaped),
      cmocka_unit_test(values_are_words_where_all_of_them_is_ids),
      cmocka_unit_test(times_are_over_people),
      cmocka_unit_test_setup_teardown(townships_add_up_to_the_whole, set_up, tear_down),
      cmocka_unit_test_setup_teardown(every_picture_is_drawn, set_up, tear_down),
      cmocka_unit_test_setup_teardown(the_page_is_whole_in_both_languages, set_up, tear_down),
      cmocka_unit_test_setup_teardown(projects_of_late_years_are_counted_as_such, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_is_said_of_townships_is_whole_text, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_is_not_known_is_a_dash, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_plan_without_names_is_called_what_it_is, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
