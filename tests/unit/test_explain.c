/* Asking a written plan. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <unistd.h>

#include "buju/explain.h"
#include "core/utf8.h"
#include "tests/support/plan_file.h"

typedef plan_file fixture;

/* Forty-eight characters, more than a message has room for. */
#define EIGHT "岭南河北山东江西"
#define LONG_NAME EIGHT EIGHT EIGHT EIGHT EIGHT "新合并的长名字村"

static void rename_some(by_hand *hand) {
  hand->region->area.name[hand->region->village.area[5]] = "岭背村"; /* two villages of one name */
  hand->region->area.name[hand->region->village.area[3]] = LONG_NAME;
}

/* One plan is written for all tests; they only read it. */
static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  *state = f;
  return plan_file_write(f, rename_some) ? 0 : -1;
}

static int tear_down(void **state) {
  fixture *f = *state;
  int left = plan_file_remove(f);
  free(f);
  return left;
}

static buju_explanation *ask(fixture *f, buju_lang lang, const char *code) {
  buju_explanation *answer = NULL;
  buju_ctx_set_lang(f->ctx, lang);
  buju_status status = buju_explain(f->ctx, f->path, code, &answer);
  if (status != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  return answer;
}

static const buju_section *section(const buju_explanation *answer, const char *key) {
  const buju_section *s;
  for (size_t i = 0; (s = buju_explanation_section(answer, i)) != NULL; i++)
    if (strcmp(s->key, key) == 0) return s;
  return NULL;
}

static const buju_fact *fact(const buju_explanation *answer, const char *key, size_t row, const char *name) {
  const buju_section *s = section(answer, key);
  if (s == NULL || row >= s->n) fail_msg("no row %zu in %s", row, key);
  for (size_t i = 0; i < s->row[row].n; i++)
    if (strcmp(s->row[row].fact[i].name, name) == 0) return &s->row[row].fact[i];
  return NULL;
}

static void is(const buju_explanation *answer, const char *key, size_t row, const char *name, const char *want) {
  const buju_fact *found = fact(answer, key, row, name);
  if (found == NULL) fail_msg("no %s in %s", name, key);
  assert_string_equal(found->text, want);
}

static void a_village_is_told_whole(void **state) {
  fixture *f = *state;
  buju_explanation *answer = ask(f, BUJU_ZH, "421223100201");
  assert_string_equal(buju_explanation_code(answer), "421223100201");
  is(answer, "village", 0, "verdict", "合建并入村");
  is(answer, "village", 0, "reason_zh", "河田村人口564人，少于700人，并入白泉村；另一规则未采用。");
  is(answer, "village", 0, "clause", "xixian-2021 §3(1)1 (X2)");
  is(answer, "village", 0, "travel_min", "15.001");
  is(answer, "served_by", 0, "site_id", "N421223100202");
  is(answer, "served_by", 0, "people_served", "1,264");
  is(answer, "clinics", 0, "site_id", "C1");
  assert_int_equal(section(answer, "clinics")->n, 1);
  assert_int_equal(section(answer, "actions")->n, 2);
  is(answer, "actions", 1, "cost_yuan", "123,456.78");
  is(answer, "joint_group", 0, "members", "河田村、白泉村");
  is(answer, "gaps", 0, "stage", "现状");
  is(answer, "doctors", 0, "name", "张三");
  assert_null(section(answer, "findings"));
  assert_null(fact(answer, "village", 0, "best_partner")); /* NULL cells are not told */
  buju_explanation_free(answer);
  answer = ask(f, BUJU_ZH, "421223100203");
  is(answer, "entitlements", 0, "verdict", "未达设置规模");
  is(answer, "entitlements", 0, "from_people", "8,000");
  buju_explanation_free(answer);
}

static void a_site_is_told_whole(void **state) {
  fixture *f = *state;
  buju_explanation *answer = ask(f, BUJU_EN, "N421223100202");
  is(answer, "site", 0, "action", "build");
  assert_int_equal(section(answer, "villages_served")->n, 2);
  is(answer, "villages_served", 1, "name", "白泉村");
  is(answer, "joint_group", 0, "chain", "no");
  buju_explanation_free(answer);
  answer = ask(f, BUJU_EN, "C3");
  is(answer, "site", 0, "decision", "kept · 群众意见 · 王主任");
  assert_int_equal(section(answer, "gaps")->n, 2);
  buju_explanation_free(answer);
  answer = ask(f, BUJU_ZH, "C3");
  is(answer, "site", 0, "decision", "保留 · 群众意见 · 王主任"); /* a cell of an id and words */
  assert_string_equal(fact(answer, "site", 0, "decision")->id, "keep · 群众意见 · 王主任");
  buju_explanation_free(answer);
}

/* Machines get every cell with the file's ids; people the sentences of their language, in reading order. */
static void the_short_answer_speaks_one_language(void **state) {
  fixture *f = *state;
  buju_explanation *answer = ask(f, BUJU_EN, "421223100201");
  assert_string_equal(fact(answer, "village", 0, "verdict")->id, "joint_member");
  assert_int_equal(fact(answer, "village", 0, "reason_zh")->brief, 0);
  assert_int_equal(fact(answer, "village", 0, "reason_en")->brief, 1);
  assert_string_equal(fact(answer, "village", 0, "reason_en")->label, "Reason");
  assert_string_equal(section(answer, "village")->row[0].fact[0].name, "name");
  assert_int_equal(fact(answer, "village", 0, "people_used")->integer, 564);
  buju_explanation_free(answer);
}

static void a_name_will_do_when_it_is_the_only_one(void **state) {
  fixture *f = *state;
  buju_explanation *answer = ask(f, BUJU_EN, "河田村"), *none = NULL;
  assert_string_equal(buju_explanation_code(answer), "421223100201");
  buju_explanation_free(answer);
  answer = ask(f, BUJU_EN, "天城镇卫生院");
  assert_string_equal(buju_explanation_code(answer), "T1");
  buju_explanation_free(answer);
  assert_int_equal(buju_explain(f->ctx, f->path, "岭背村", &none), BUJU_E_DATA);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "421223100205"));
  assert_non_null(strstr(buju_ctx_error(f->ctx), "421223100206"));
  assert_null(none);
}

static void unknown(fixture *f, const char *code, const char *near) {
  buju_explanation *none = NULL;
  assert_int_equal(buju_explain(f->ctx, f->path, code, &none), BUJU_E_DATA);
  if (strstr(buju_ctx_error(f->ctx), near) == NULL) fail_msg("%s lacks %s", buju_ctx_error(f->ctx), near);
  assert_null(none);
}

static void the_unknown_names_what_is_near(void **state) {
  fixture *f = *state;
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  unknown(f, "石山", "石山村 421223100203 (天城镇)");
  unknown(f, "42122310020", "421223100201");
  unknown(f, "C9", "C1");
  unknown(f, "xyzzy", "look in the layers");
  unknown(f, "", "no code or name \"\"");
  unknown(f, "' OR 1=1 --", "no code or name");
}

/* A layer that was not written is no error; neither is a stranger's file a crash. */
/* A name longer than a message has room for is cut between characters, and its code is still there. */
static void a_long_name_is_cut_between_characters(void **state) {
  fixture *f = *state;
  for (int lang = 0; lang < 2; lang++) {
    buju_ctx_set_lang(f->ctx, (buju_lang)lang);
    unknown(f, "江西岭南", "421223100204");
    const char *said = buju_ctx_error(f->ctx);
    assert_int_equal(buju_utf8_bad(said, strlen(said)), strlen(said));
    assert_non_null(strstr(said, "… 421223100204"));
  }
}

static void other_files_are_refused(void **state) {
  fixture *f = *state;
  buju_explanation *none = NULL;
  char path[128];
  sqlite3 *db = NULL;
  assert_int_equal(buju_explain(f->ctx, "/nowhere.gpkg", "C1", &none), BUJU_E_OPEN);
  assert_int_equal(buju_explain(f->ctx, __FILE__, "C1", &none), BUJU_E_OPEN);
  snprintf(path, sizeof path, "%s/other.gpkg", f->folder);
  sqlite3_open(path, &db);
  sqlite3_exec(db, "CREATE TABLE villages(code)", NULL, NULL, NULL);
  assert_int_equal(buju_explain(f->ctx, path, "C1", &none), BUJU_E_OPEN);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "no plan written by buju"));
  sqlite3_exec(db, "CREATE TABLE run_info(key, value); INSERT INTO run_info VALUES ('format', 'buju-plan/1')", NULL,
               NULL, NULL);
  assert_int_equal(buju_explain(f->ctx, path, "C1", &none), BUJU_E_OPEN); /* no sites, no names */
  sqlite3_close(db);
  remove(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_village_is_told_whole),
      cmocka_unit_test(a_site_is_told_whole),
      cmocka_unit_test(the_short_answer_speaks_one_language),
      cmocka_unit_test(a_name_will_do_when_it_is_the_only_one),
      cmocka_unit_test(the_unknown_names_what_is_near),
      cmocka_unit_test(a_long_name_is_cut_between_characters),
      cmocka_unit_test(other_files_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
