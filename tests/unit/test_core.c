/* Messages, arenas, statuses. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

static void check_said(buju_lang lang, buju_said said, const char *want) {
  char buf[256];
  size_t need = buju_say(lang, &said, buf, sizeof buf);
  assert_string_equal(buf, want);
  assert_int_equal(need, strlen(want));
}

static void arguments_are_rendered(void **state) {
  (void)state;
  BUJU_MSG(m, "{0}有{1}人，{2}分钟", "{0}: {1} people, {2} min, {0} again {brace}");
  check_said(BUJU_ZH, BUJU_SAY(m, buju_text("白泉村"), buju_people(1234567), buju_minutes(61)),
             "白泉村有1,235人，0.1分钟");
  check_said(BUJU_EN, BUJU_SAY(m, buju_text("B"), buju_people(-1500), buju_minutes(900000)),
             "B: -2 people, 15 min, B again {brace}");
  BUJU_MSG(money, "{0}|{1}|{2}|{3}", "{0}|{1}|{2}|{3}");
  check_said(BUJU_EN, BUJU_SAY(money, buju_yuan(500000), buju_yuan(123456789), buju_int(INT64_MIN), buju_year(2026)),
             "5,000|1,234,567.89|-9,223,372,036,854,775,808|2026");
}

static void words_follow_their_number(void **state) {
  (void)state;
  BUJU_MSG(m, "{0}处，{1}人", "{0} place{0?|s} {0?is|are} far for {1} {1?person|people}");
  check_said(BUJU_EN, BUJU_SAY(m, buju_int(1), buju_people(1000)), "1 place is far for 1 person");
  check_said(BUJU_EN, BUJU_SAY(m, buju_int(0), buju_people(11000)), "0 places are far for 11 people");
  check_said(BUJU_EN, BUJU_SAY(m, buju_int(-1), buju_people(1499)), "-1 places are far for 1 person");
  check_said(BUJU_ZH, BUJU_SAY(m, buju_int(1), buju_people(2000)), "1处，2人");
  BUJU_MSG(unfinished, "{0}", "{0} {0?one} {0?one|many");
  check_said(BUJU_EN, BUJU_SAY(unfinished, buju_int(1)), "1 {0?one} {0?one|many");
}

static void words_in_a_row(void **state) {
  (void)state;
  BUJU_MSG(bed, "床", "a bed");
  BUJU_MSG(toilet, "厕所", "a toilet");
  BUJU_MSG(m, "缺少{0}。", "{0} {0?is|are} lacking.");
  static const buju_msg *const words[] = {&bed, &toilet};
  const buju_word_list none = {0, NULL}, one = {1, words}, two = {2, words};
  check_said(BUJU_ZH, BUJU_SAY(m, buju_words(&two)), "缺少床、厕所。");
  check_said(BUJU_EN, BUJU_SAY(m, buju_words(&two)), "a bed, a toilet are lacking.");
  check_said(BUJU_EN, BUJU_SAY(m, buju_words(&one)), "a bed is lacking.");
  check_said(BUJU_ZH, BUJU_SAY(m, buju_words(&none)), "缺少。");
}

static void a_cut_text_keeps_whole_characters(void **state) {
  (void)state;
  BUJU_MSG(m, "村村村", "村村村");
  buju_said said = BUJU_SAY(m);
  for (size_t size = 1; size <= 10; size++) {
    char buf[16];
    memset(buf, 'x', sizeof buf);
    assert_int_equal(buju_say(BUJU_ZH, &said, buf, size), 9);
    assert_int_equal(strlen(buf), (size - 1) / 3 * 3);
  }
}

static void errors_are_one_line(void **state) {
  (void)state;
  BUJU_MSG(m, "行{0}", "line {0}");
  buju_ctx *ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  assert_int_equal(buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(m, buju_text("a\nb\x1b"))), BUJU_E_DATA);
  assert_string_equal(buju_ctx_error(ctx), "line a b ");
  buju_complain(ctx, BUJU_E_SCENARIO, BUJU_SAY(m, buju_int(1)));
  buju_complain(ctx, BUJU_E_SCENARIO, BUJU_SAY(m, buju_int(2)));
  assert_int_equal(buju_ctx_diagnostics(ctx), 2);
  assert_string_equal(buju_ctx_error(ctx), "line 1");
  assert_string_equal(buju_ctx_diagnostic(ctx, 1), "line 2");
  assert_int_equal(buju_status_exit(BUJU_E_DATA), 4);
  assert_int_equal(buju_status_exit((buju_status)-77), 6);
  buju_ctx_free(ctx);
}

static void arenas_refuse_overflow_and_zero_memory(void **state) {
  (void)state;
  buju_arena *arena = buju_arena_new();
  assert_null(buju_arena_alloc(arena, SIZE_MAX, 2));
  assert_null(buju_arena_alloc(arena, SIZE_MAX / 2, 2));
  assert_non_null(buju_arena_alloc(arena, 0, 8));
  for (int i = 0; i < 1000; i++) {
    uint64_t *a = BUJU_NEW(arena, uint64_t, 100 + (size_t)i * 7);
    for (size_t k = 0; k < 100 + (size_t)i * 7; k++) assert_int_equal(a[k], 0);
    a[0] = UINT64_MAX;
    a[99 + i * 7] = UINT64_MAX;
  }
  buju_vec vec = {0};
  for (uint32_t i = 0; i < 1000; i++) *(uint32_t *)buju_vec_push(&vec, sizeof(uint32_t)) = i;
  void *frozen = NULL;
  assert_true(buju_vec_freeze(&vec, sizeof(uint32_t), arena, &frozen));
  for (uint32_t i = 0; i < 1000; i++) assert_int_equal(((uint32_t *)frozen)[i], i);
  buju_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arguments_are_rendered), cmocka_unit_test(words_follow_their_number),
      cmocka_unit_test(words_in_a_row),         cmocka_unit_test(a_cut_text_keeps_whole_characters),
      cmocka_unit_test(errors_are_one_line),    cmocka_unit_test(arenas_refuse_overflow_and_zero_memory),
  };
  return cmocka_run_group_tests_name("core", tests, NULL, NULL);
}
