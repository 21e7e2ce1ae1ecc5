/* One population is in force; what the other would change stands beside it. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"

#define TOWN "township 421223100 甲镇\n"
#define A "421223100201"
#define B "421223100202"
#define C "421223100203"
#define D "421223100204"

/* The result of a rule's last sensitivity under that assumption, in Chinese; "" without. */
static const char *sensed(const plan_case *c, const char *use, const char *assumption) {
  static char text[512];
  for (buju_ix i = c->plan->sensitivities; i-- > 0;) {
    const buju_sensitivity *row = &c->plan->sensitivity[i];
    if (strcmp(c->scenario->use[row->use].id, use) != 0) continue;
    buju_say(BUJU_ZH, &row->assumption, text, sizeof text);
    if (strcmp(text, assumption) != 0) continue;
    buju_say(BUJU_ZH, &row->result, text, sizeof text);
    return text;
  }
  return "";
}

/* 799 is small and 800 is not, in whichever population; 1,000 ask for one doctor, 1,001 for two. */
static const char four[] =
    TOWN "village " A " 甲村 pop=799/800 at=0,0\nvillage " B " 乙村 pop=800/799 at=9000,0\n"
         "village " C " 丙村 pop=1000/1001 at=18000,0\nvillage " D " 丁村 pop=1500/- at=27000,0\n";

static void the_other_population_is_reported(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, four, NULL);
  assert_string_equal(sensed(&c, "joint_clinic", "改用户籍人口"), "2个村跨过规模界限：1个成为小村，1个不再是小村");
  assert_string_equal(sensed(&c, "doctors", "改用户籍人口"),
                      "应配乡村医生6名，比本方案多1名（负数为少）；1所村卫生室应配数不同");
  plan_case_free(&c);
  plan_case_make(&c, four, "population: registered");
  assert_string_equal(sensed(&c, "joint_clinic", "改用常住人口"), "2个村跨过规模界限：1个成为小村，1个不再是小村");
  plan_case_free(&c);
}

static void one_population_has_nothing_beside_it(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, TOWN "village " A " 甲村 pop=799 at=0,0\n", NULL);
  assert_string_equal(sensed(&c, "joint_clinic", "改用户籍人口"), "");
  assert_string_equal(sensed(&c, "doctors", "改用户籍人口"), "");
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_other_population_is_reported),
      cmocka_unit_test(one_population_has_nothing_beside_it),
  };
  return cmocka_run_group_tests_name("populations", tests, NULL, NULL);
}
