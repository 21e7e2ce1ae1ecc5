/* Widths of texts on a terminal. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/text_width.h"

static void widths(void **state) {
  (void)state;
  assert_int_equal(buju_text_width(""), 0);
  assert_int_equal(buju_text_width("abc"), 3);
  assert_int_equal(buju_text_width("村卫生室"), 8);
  assert_int_equal(buju_text_width("（村）、。"), 10);
  assert_int_equal(buju_text_width("a村b"), 4);
  assert_int_equal(buju_text_width("𠀀"), 2);        /* beyond the basic plane */
  assert_int_equal(buju_text_width("e\xcc\x81"), 1); /* a combining accent stands on the letter */
  assert_int_equal(buju_text_width("·×§"), 3);
  assert_int_equal(buju_text_width("\xe6\x9d"), 2); /* bytes that are not UTF-8 */
}

static void beginnings_that_fit(void **state) {
  (void)state;
  assert_int_equal(buju_text_fit("", 5), 0);
  assert_int_equal(buju_text_fit("abc", 0), 0);
  assert_int_equal(buju_text_fit("abc", 2), 2);
  assert_int_equal(buju_text_fit("abc", 3), 3);
  assert_int_equal(buju_text_fit("村卫生室", 5), 6); /* half a character is none */
  assert_int_equal(buju_text_fit("村卫生室", 8), 12);
  assert_int_equal(buju_text_fit("e\xcc\x81x", 1), 3); /* the accent stays */
  assert_int_equal(buju_text_fit("\xe6\x9d", 1), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(widths), cmocka_unit_test(beginnings_that_fit)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
