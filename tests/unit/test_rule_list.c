/* The contract every rule shape keeps: its table is whole, and data flow forward through the stages.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/columns.h"
#include "planner/bind.h"

static bool known_unit(const char *unit) {
  return unit[0] == '\0' || buju_domain_word(BUJU_DOMAIN_UNITS, unit) != NULL;
}

static bool filled(const buju_msg *msg) {
  return msg->zh != NULL && msg->en != NULL && msg->zh[0] != '\0' && msg->en[0] != '\0';
}

static void check_param(const buju_rule *rule, const buju_param *p) {
  if (p->name == NULL || !filled(&p->text)) fail_msg("%s: a parameter without name or text", rule->name);
  if (p->unit == NULL || !known_unit(p->unit)) fail_msg("%s.%s: no unit, or one nobody knows", rule->name, p->name);
  bool number = p->type == BUJU_PARAM_INT || p->type == BUJU_PARAM_REAL || p->type == BUJU_PARAM_YEARS;
  if (number && !(p->min < p->max)) fail_msg("%s.%s: an empty range", rule->name, p->name);
  if (number && p->unit[0] == '\0') fail_msg("%s.%s: a number without a unit", rule->name, p->name);
  bool words = p->type == BUJU_PARAM_WORD || p->type == BUJU_PARAM_WORDS;
  if (words != (p->words != NULL)) fail_msg("%s.%s: words and type disagree", rule->name, p->name);
}

static void every_shape_is_described_whole(void **state) {
  (void)state;
  for (size_t i = 0; buju_rules[i] != NULL; i++) {
    const buju_rule *rule = buju_rules[i];
    if (rule->name == NULL || !filled(&rule->text) || rule->apply == NULL) fail_msg("shape %d is not whole", (int)i);
    if (rule->writes == 0) fail_msg("%s writes nothing: what is it for?", rule->name);
    for (size_t j = 0; j < i; j++) assert_string_not_equal(rule->name, buju_rules[j]->name);
    for (buju_ix p = 0; p < rule->params_n; p++) {
      check_param(rule, &rule->params[p]);
      for (buju_ix q = 0; q < p; q++) assert_string_not_equal(rule->params[p].name, rule->params[q].name);
    }
  }
}

/* The engine itself knows everybody's standing, and makes sites and their first actions when MOBILE ends. */
static const uint32_t engine_starts = BUJU_FACET_STATUS, engine_writes = BUJU_FACET_SITE | BUJU_FACET_ACTION;

/* A rule may only read what an earlier stage, its own stage or the engine has written by then. */
static void nothing_is_read_before_it_is_written(void **state) {
  (void)state;
  for (size_t i = 0; buju_rules[i] != NULL; i++) {
    const buju_rule *reader = buju_rules[i];
    uint32_t written = engine_starts | (reader->stage > BUJU_STAGE_MOBILE ? engine_writes : 0);
    for (size_t j = 0; buju_rules[j] != NULL; j++)
      if (j != i && buju_rules[j]->stage <= reader->stage) written |= buju_rules[j]->writes;
    if ((reader->reads & ~written) != 0)
      fail_msg("%s reads facets %x that nobody has written in its stage", reader->name, reader->reads & ~written);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_shape_is_described_whole),
      cmocka_unit_test(nothing_is_read_before_it_is_written),
  };
  return cmocka_run_group_tests_name("rule_list", tests, NULL, NULL);
}
