/* UTF-8, JSON and SHA-256. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/json.h"
#include "core/sha256.h"
#include "core/utf8.h"

/* Every code point, encoded by the definition, is one character; every surrogate is none. */
static void all_code_points_are_told_apart(void **state) {
  (void)state;
  for (uint32_t c = 1; c <= 0x10ffff; c++) {
    unsigned char s[5] = {0};
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (n == 1) s[0] = (unsigned char)c;
    for (size_t i = n - 1; n > 1 && i > 0; i--) s[i] = (unsigned char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3f));
    if (n > 1) s[0] = (unsigned char)((0xf0u << (4 - n)) | c >> (6 * (n - 1)));
    size_t want = c >= 0xd800 && c <= 0xdfff ? 0 : n;
    if (buju_utf8_char((const char *)s, n) != want) fail_msg("U+%04X", (unsigned)c);
    if (n > 1 && buju_utf8_char((const char *)s, n - 1) != 0) fail_msg("cut U+%04X", (unsigned)c);
  }
}

static void bad_bytes_are_found(void **state) {
  (void)state;
  static const char *const bad[] = {"\xc0\x80",         "\xc1\xbf",         "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf",
                                    "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80",         "\xff",
                                    "\xd0\xe5",         "\xe6\x9d"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char text[16] = "村a";
    strcat(text, bad[i]);
    assert_int_equal(buju_utf8_bad(text, strlen(text)), 4);
  }
  assert_int_equal(buju_utf8_bad("村卫生室", 12), 12);
  char buf[11];
  assert_string_equal(buju_utf8_short("村卫生", buf, sizeof buf), "村卫生");
  assert_string_equal(buju_utf8_short("村卫生室", buf, sizeof buf), "村卫…");
  assert_string_equal(buju_utf8_short("abcdefghijk", buf, sizeof buf), "abcdefg…");
}

typedef struct text {
  char bytes[512];
  size_t n;
} text;

static void collect(void *user, const char *bytes, size_t n) {
  text *t = user;
  assert_true(t->n + n < sizeof t->bytes);
  memcpy(t->bytes + t->n, bytes, n);
  t->n += n;
}

static void json_is_nested_and_escaped(void **state) {
  (void)state;
  text out = {0};
  buju_json json = {.put = collect, .user = &out};
  buju_json_open(&json, NULL, '{');
  buju_json_text(&json, "名\"称", "a\\b\n\x01\xd0村");
  buju_json_open(&json, "list", '[');
  buju_json_int(&json, NULL, INT64_MIN);
  buju_json_real(&json, NULL, 0.1);
  buju_json_real(&json, NULL, 1.0 / 3.0);
  buju_json_real(&json, NULL, NAN);
  buju_json_open(&json, NULL, '{');
  buju_json_close(&json, '}');
  buju_json_close(&json, ']');
  buju_json_bool(&json, "yes", true);
  buju_json_null(&json, "none");
  buju_json_text(&json, "blank", NULL);
  buju_json_close(&json, '}');
  assert_string_equal(out.bytes, "{\"名\\\"称\":\"a\\\\b\\u000a\\u0001\\ufffd村\","
                                 "\"list\":[-9223372036854775808,0.1,0.33333333333333331,null,{}],"
                                 "\"yes\":true,\"none\":null,\"blank\":null}");
}

static void check_hash(const char *bytes, size_t n, size_t step, const char *want) {
  char hex[BUJU_SHA256_HEX];
  buju_sha256 hash;
  buju_sha256_begin(&hash);
  for (size_t at = 0; at < n; at += step) buju_sha256_add(&hash, bytes + at, at + step < n ? step : n - at);
  buju_sha256_end(&hash, hex);
  assert_string_equal(hex, want);
}

/* The vectors of FIPS 180-4; the last one also in pieces that straddle blocks. */
static void hashes_match_the_standard(void **state) {
  (void)state;
  static char million[1000000];
  memset(million, 'a', sizeof million);
  check_hash("", 0, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  check_hash("abc", 3, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  check_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, 7,
             "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  check_hash(million, sizeof million, sizeof million,
             "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  check_hash(million, sizeof million, 37, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_code_points_are_told_apart),
      cmocka_unit_test(bad_bytes_are_found),
      cmocka_unit_test(json_is_nested_and_escaped),
      cmocka_unit_test(hashes_match_the_standard),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
