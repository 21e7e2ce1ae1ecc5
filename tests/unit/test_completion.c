/* What manual pages and completion are made from: the help texts of all commands, in both languages.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "buju/catalogue.h"
#include "cli/completion.h"
#include "cli/help_page.h"
#include "core/profiles.h"

static void a_help_is_taken_apart(void **state) {
  (void)state;
  const char *at = "Usage: buju x FILE [--json]\n\nReads a\nfile.\n\n  -o FILE     where it\n              goes\n  "
                   "--all       all\nEnd.\n";
  help_part part;
  assert_true(help_next(BUJU_EN, &at, &part));
  assert_int_equal(part.kind, HELP_SYNOPSIS);
  assert_string_equal(part.text, "buju x FILE [--json]");
  assert_true(help_next(BUJU_EN, &at, &part));
  assert_int_equal(part.kind, HELP_PARAGRAPH);
  assert_string_equal(part.text, "Reads a file.");
  assert_true(help_next(BUJU_EN, &at, &part));
  assert_int_equal(part.kind, HELP_ROW);
  assert_string_equal(part.head, "-o FILE");
  assert_string_equal(part.text, "where it goes");
  assert_true(help_next(BUJU_EN, &at, &part));
  assert_string_equal(part.head, "--all");
  assert_true(help_next(BUJU_EN, &at, &part));
  assert_string_equal(part.text, "End.");
  assert_false(help_next(BUJU_EN, &at, &part));
}

static void chinese_lines_are_joined_without_a_gap(void **state) {
  (void)state;
  const char *at = "用法：buju x\n\n读取数据，\n逐村判定。\nCSV\n文件\n";
  help_part part;
  assert_true(help_next(BUJU_ZH, &at, &part) && help_next(BUJU_ZH, &at, &part));
  assert_string_equal(part.text, "读取数据，逐村判定。CSV文件");
}

static void options_are_found_wherever_they_are_named(void **state) {
  (void)state;
  command cmd = {"x",
                 {"甲", "x"},
                 {"用法：buju x\n", "Usage: buju x [-o FILE] [--json | --markdown]\n\nNot --this one.\n\n"
                                    "  -o FILE, --output FILE  where it goes\n  not-an --option\n"},
                 NULL};
  help_option option[HELP_OPTIONS];
  assert_int_equal(help_options(&cmd, BUJU_EN, option), 6);
  assert_string_equal(option[0].word, "-o");
  assert_true(option[0].takes);
  assert_string_equal(option[0].text, "where it goes");
  assert_string_equal(option[1].word, "--json");
  assert_false(option[1].takes);
  assert_string_equal(option[2].word, "--markdown");
  assert_string_equal(option[3].word, "--output");
  assert_true(option[3].takes);
  assert_string_equal(option[4].word, "--lang");
  assert_string_equal(option[5].word, "--help");
}

static void both_languages_name_the_same_options(void **state) {
  (void)state;
  for (const command *const *c = command_list; *c != NULL; c++) {
    help_option zh[HELP_OPTIONS], en[HELP_OPTIONS];
    size_t n = help_options(*c, BUJU_ZH, zh);
    assert_int_equal(help_options(*c, BUJU_EN, en), n);
    assert_true(n >= 2 && n < HELP_OPTIONS); /* at HELP_OPTIONS some may be missing */
    for (size_t i = 0; i < n; i++) {
      assert_string_equal(zh[i].word, en[i].word);
      assert_int_equal(zh[i].takes, en[i].takes);
    }
  }
}

static void words_are_those_of_the_help(void **state) {
  (void)state;
  size_t checked = 0;
  for (const command *const *c = command_list; *c != NULL; c++) {
    help_option option[HELP_OPTIONS];
    size_t n = help_options(*c, BUJU_EN, option);
    for (size_t i = 0; i < n; i++) {
      char buf[1024], copy[1024];
      const char *words = completion_words((*c)->name, option[i].word, buf, sizeof buf);
      if (words == NULL || strcmp(option[i].word, "--profile") == 0 || strcmp(option[i].word, "--lang") == 0) continue;
      assert_true(option[i].takes);
      assert_true(strlen(words) < sizeof copy);
      strcpy(copy, words);
      for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " "), checked++)
        assert_non_null(strstr(option[i].text, word));
    }
  }
  assert_true(checked > 30); /* every row of the table belongs to an option there is */
}

/* Every profile and every shape of a rule is offered, none cut. */
static void names_of_rules_and_profiles_are_offered(void **state) {
  (void)state;
  char buf[1024], copy[1024];
  strcpy(copy, completion_operands("rules", buf, sizeof buf));
  size_t i = 0;
  for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " "), i++)
    assert_string_equal(word, buju_catalogue_shape(i));
  assert_true(i > 20);
  assert_null(buju_catalogue_shape(i));
  assert_null(buju_catalogue_shape(i + 1));
  strcpy(copy, completion_operands("profiles", buf, sizeof buf));
  i = 0;
  for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " "), i++)
    assert_string_equal(word, buju_profile_texts[i].id);
  assert_null(buju_profile_texts[i].id);
  char small[16];
  assert_string_equal(completion_operands("rules", small, sizeof small), "exempt_where");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_help_is_taken_apart),
                                     cmocka_unit_test(chinese_lines_are_joined_without_a_gap),
                                     cmocka_unit_test(options_are_found_wherever_they_are_named),
                                     cmocka_unit_test(both_languages_name_the_same_options),
                                     cmocka_unit_test(words_are_those_of_the_help),
                                     cmocka_unit_test(names_of_rules_and_profiles_are_offered)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
