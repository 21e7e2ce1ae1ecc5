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

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(widths)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
