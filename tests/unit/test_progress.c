/* What an earlier plan or a ledger says of projects, out of layers of text. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/layer_text.h"
#include "tests/support/region_text.h"

static const char villages[] = "code|name|所属乡镇|pop|@\n"
                               "421223100201|甲村|天城镇|1000|0,0,1000,1000\n"
                               "421223100202|乙村|天城镇|500|1000,0,2000,1000\n"
                               "421223101201|甲村|路口镇|500|2000,0,3000,1000\n";
static const char facilities[] = "机构代码|机构名称|机构类型|所在村码|@\n"
                                 "C1|甲村卫生室|村卫生室|421223100201|100,100\n"
                                 "C2|乙村卫生室|村卫生室|421223100202|1500,500\n"
                                 "C3|乙村第二卫生室|村卫生室|421223100202|1600,500\n"
                                 "C4|甲村卫生室|村卫生室|421223101201|2500,500\n";

static buju_region *read_region(const char *progress) {
  const buju_test_input inputs[] = {
      {BUJU_INPUT_VILLAGES, villages}, {BUJU_INPUT_FACILITIES, facilities}, {BUJU_INPUT_PROGRESS, progress}};
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  buju_region *region = NULL;
  if (buju_test_region(ctx, NULL, inputs, progress != NULL ? 3 : 2, 0, &region) != BUJU_OK)
    fail_msg("%s", buju_ctx_error(ctx));
  buju_ctx_free(ctx);
  return region;
}

/* "C1 upgrade done 2024; 421223100201 chs build planned 0": all of it, in order. */
static const char *shown(const buju_region *r) {
  static char text[1024];
  size_t n = 0;
  text[0] = '\0';
  for (buju_ix i = 0; i < r->progress.n; i++) {
    buju_ix f = r->progress.facility[i], v = r->progress.village[i];
    const char *code = f != BUJU_NONE ? r->facility.code[f] : r->area.code[r->village.area[v]];
    n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %s %s %s %d", i > 0 ? "; " : "", code,
                          buju_service_words[r->progress.kind[i]].id, buju_action_words[r->progress.action[i]].id,
                          buju_progress_words[r->progress.state[i]].id, r->progress.year[i]);
    if (r->progress.rule[i] != NULL) n += (size_t)snprintf(text + n, sizeof text - n, " %s", r->progress.rule[i]);
  }
  return text;
}

static void rows_find_their_site(void **state) {
  (void)state;
  static const struct {
    const char *row, *want;
  } cases[] = {
      {"C1||||改造|完成|2024", "C1 village_clinic upgrade done 2024"},
      {"N421223100201||||build|proposed|2025", "421223100201 village_clinic build planned 2025"},
      {"N421223100201/chs||||新建|在建|2025年", "421223100201 chs build under_way 2025"},
      {"421223100201||||改造提升|计划|2025", "C1 village_clinic upgrade planned 2025"}, /* the only clinic there */
      {"421223100202||||改造提升|计划|2025", "421223100202 village_clinic upgrade planned 2025"}, /* one of two */
      {"|乙村第二卫生室|421223100202||产权公有化|已验收|2023", "C3 village_clinic acquire done 2023"},
      {"||421223100202||新建|未开工|2026", "421223100202 village_clinic build planned 2026"},
      {"||421223100202|社区卫生服务站|新建|未完工|2026", "421223100202 chs build under_way 2026"},
      {"C2||||acquire||", "C2 village_clinic acquire planned 0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[512];
    snprintf(text, sizeof text, "机构编号|机构名称|所在村码|机构类型|建设内容|进展|年度\n%s\n", cases[i].row);
    buju_region *r = read_region(text);
    assert_true(r->progress.given);
    if (strcmp(shown(r), cases[i].want) != 0) fail_msg("%s: %s", cases[i].row, shown(r));
    buju_region_free(r);
  }
}

static void what_is_not_understood_is_found(void **state) {
  (void)state;
  static const struct {
    const char *row, *finding;
    buju_ix kept;
  } cases[] = {
      {"C9||||改造|完成|2024", "progress_unlinked", 0},
      {"|甲村卫生室|||改造|完成|2024", "progress_unlinked", 0},
      {"C1||||开会|完成|2024", "progress_action", 0},
      {"C1|||||完成|2024", "progress_action_missing", 0},
      {"C1||||改造|再议|2024", "progress_state", 1},
      {"C1||||改造|在建|2024\nC1||||改造|完成|2025", "progress_twice", 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[512];
    snprintf(text, sizeof text, "机构编号|机构名称|所在村码|机构类型|建设内容|进展|年度\n%s\n", cases[i].row);
    buju_region *r = read_region(text);
    if (buju_test_findings(r, cases[i].finding) != 1) fail_msg("%s: no %s", cases[i].row, cases[i].finding);
    assert_int_equal(r->progress.n, cases[i].kept);
    if (i == 5) assert_string_equal(shown(r), "C1 village_clinic upgrade done 2025");
    buju_region_free(r);
  }
}

/* Two rules may do the same to one site; the same project of one rule stands once. */
static void rules_tell_projects_apart(void **state) {
  (void)state;
  buju_region *r = read_region("site_id|action|progress|year|rule\n"
                               "C1|upgrade|done|2024|b\nC1|upgrade|planned|2025|a\nC1|upgrade|done|2026|b\n");
  assert_string_equal(shown(r), "C1 village_clinic upgrade planned 2025 a; C1 village_clinic upgrade done 2024 b");
  assert_int_equal(buju_test_findings(r, "progress_twice"), 1);
  assert_string_equal(r->progress.rule_column, "rule");
  assert_int_equal(r->progress.source_row[1], 1);
  buju_region_free(r);
}

static void without_the_input_nothing_is_said(void **state) {
  (void)state;
  buju_region *r = read_region(NULL);
  assert_false(r->progress.given);
  assert_int_equal(r->progress.n, 0);
  buju_region_free(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_find_their_site),
      cmocka_unit_test(what_is_not_understood_is_found),
      cmocka_unit_test(rules_tell_projects_apart),
      cmocka_unit_test(without_the_input_nothing_is_said),
  };
  return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
