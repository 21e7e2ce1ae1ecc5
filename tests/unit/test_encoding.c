/* Encodings: names, decoding, cut and bad bytes, clean cells, interned texts. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "layers/text_decode.h"
#include "layers/text_intern.h"
#include "layers/text_utf8.h"

static void names_people_write_are_understood(void **state) {
  (void)state;
  static const struct {
    const char *name, *encoding;
  } cases[] = {{"UTF-8", "UTF-8"},      {"utf8", "UTF-8"},          {"65001", "UTF-8"},
               {"CP65001", "UTF-8"},    {"gbk", "GB18030"},         {"CP936", "GB18030"},
               {"ANSI 936", "GB18030"}, {"gb2312", "GB18030"},      {"GB18030", "GB18030"},
               {"OEM 936", "GB18030"},  {"Big-5", "BIG5-HKSCS"},    {"950", "BIG5-HKSCS"},
               {"Shift_JIS", "CP932"},  {"windows-1252", "CP1252"}, {"ISO-8859-1", "CP1252"},
               {"874", "CP874"},        {"klingon", NULL},          {"", NULL},
               {"utf-88", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const buju_encoding *found = buju_encoding_named(cases[i].name);
    if (cases[i].encoding == NULL) {
      assert_null(found);
    } else {
      assert_non_null(found);
      assert_string_equal(found->name, cases[i].encoding);
    }
  }
  assert_string_equal(buju_encoding_of_ldid(0x4d)->name, "GB18030");
  assert_string_equal(buju_encoding_of_ldid(0x7a)->name, "GB18030");
  assert_string_equal(buju_encoding_of_ldid(0x57)->name, "CP1252");
  assert_null(buju_encoding_of_ldid(0));
}

static void check(const char *encoding, const char *bytes, const char *want, uint32_t bad, bool cut) {
  buju_ctx *ctx = buju_ctx_new();
  buju_decoder decoder = {0};
  buju_decoded got = {0};
  assert_int_equal(buju_decoder_open(ctx, &decoder, buju_encoding_named(encoding)), BUJU_OK);
  for (int twice = 0; twice < 2; twice++) { /* the decoder keeps nothing from the text before */
    assert_int_equal(buju_decode(ctx, &decoder, bytes, strlen(bytes), &got), BUJU_OK);
    assert_int_equal(got.n, strlen(want));
    assert_memory_equal(got.text, want, got.n);
    assert_int_equal(got.bad, bad);
    assert_int_equal(got.cut, cut);
  }
  buju_decoder_close(&decoder);
  buju_ctx_free(ctx);
}

static void bytes_become_text(void **state) {
  (void)state;
  check("GBK", "\xbc\xf2\xcc\xe5\xb9\xfa\xd3\xef", "简体国语", 0, false);
  check("GBK", "\xbc\xf2\xcc\xe5\xb9", "简体", 0, true);
  check("GBK", "\xbc\xf2\xff\xcc\xe5", "简\xef\xbf\xbd体", 1, false);
  check("GB18030", "\x81\x35\xf4\x37", "\xee\x9f\x87", 0, false);     /* U+E7C7 before the 2005 revision */
  check("GB18030", "\x95\x32\x82\x36", "\xf0\xa0\x80\x80", 0, false); /* four bytes: U+20000 */
  check("GB18030", "a\x95\x32", "a", 0, true);
  check("BIG5", "\xc1\x63\xc5\xe9", "繁體", 0, false);
  check("CP1252", "caf\xe9", "café", 0, false);
  check("UTF-8", "国语", "国语", 0, false);
  check("UTF-8", "国\xe8\xaf", "国", 0, true);
  check("UTF-8", "国\xe8村", "国\xef\xbf\xbd村", 1, false);
  check("UTF-8", "\xc0\x80", "\xef\xbf\xbd\xef\xbf\xbd", 2, false);
  check("UTF-8", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3, false);
  check("UTF-8", "", "", 0, false);
}

static size_t encode(uint32_t c, char out[4]) {
  if (c < 0x80) return (size_t)snprintf(out, 4, "%c", (int)c);
  size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = n; i-- > 1; c >>= 6) out[i] = (char)(0x80 | (c & 0x3f));
  out[0] = (char)((n == 2 ? 0xc0 : n == 3 ? 0xe0 : 0xf0) | c);
  return n;
}

/* Every proper beginning of every character is cut, the whole is not. */
static void every_cut_character_is_seen(void **state) {
  (void)state;
  for (uint32_t c = 0x80; c <= 0x10ffff; c += c < 0x3000 ? 1 : 13) {
    char text[4];
    if (c >= 0xd800 && c <= 0xdfff) continue;
    size_t n = encode(c, text);
    for (size_t k = 1; k < n; k++)
      if (!buju_utf8_is_cut(text, k)) fail_msg("U+%04X, %zu bytes", c, k);
    if (buju_utf8_is_cut(text, n)) fail_msg("U+%04X", c);
  }
  assert_false(buju_utf8_is_cut("a", 1));
  assert_false(buju_utf8_is_cut("\x80", 1));
  assert_false(buju_utf8_is_cut("\xc0", 1));
  assert_false(buju_utf8_is_cut("\xe0\x80", 2));
  assert_false(buju_utf8_is_cut("\xed\xa0", 2));
  assert_false(buju_utf8_is_cut("\xf4\x90", 2));
}

static void cells_come_out_clean(void **state) {
  (void)state;
  static const struct {
    const char *raw, *clean;
  } cases[] = {{"村", "村"},
               {"  白泉村 ", "白泉村"},
               {"　白泉　村　", "白泉　村"},
               {"\xc2\xa0村\xc2\xa0", "村"},
               {"a\tb\r\nc", "a b  c"},
               {"\xef\xbb\xbf村\xe2\x80\x8b", "村"},
               {"a\x01\x1f\x7f\xc2\x85z", "az"},
               {" \t\n　", ""},
               {"", ""},
               {"¥", "¥"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[64];
    strcpy(text, cases[i].raw);
    size_t n = buju_text_clean(text, strlen(text));
    assert_int_equal(n, strlen(cases[i].clean));
    assert_memory_equal(text, cases[i].clean, n);
  }
}

static buju_text_span span_at(const void *of, uint64_t i) {
  const char *const *texts = of;
  return (buju_text_span){texts[i], strlen(texts[i])};
}

static bool fits(buju_ctx *ctx, const char *const *texts, uint64_t n, const char *encoding) {
  bool fit = false;
  buju_texts all = {texts, n, span_at};
  assert_int_equal(buju_texts_fit(ctx, &all, buju_encoding_named(encoding), &fit), BUJU_OK);
  return fit;
}

static void an_encoding_fits_all_texts_or_not(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  const char *utf8[] = {"abc", "国语", "国\xe8\xaf"}, *gbk[] = {"abc", "\xbc\xf2", "\xbc\xf2\xcc"},
             *neither[] = {"\xff\xff"};
  assert_true(fits(ctx, utf8, 3, "UTF-8"));
  assert_false(fits(ctx, gbk, 3, "UTF-8"));
  assert_true(fits(ctx, gbk, 3, "GBK"));
  assert_false(fits(ctx, neither, 1, "GBK"));
  assert_true(fits(ctx, gbk, 1, "UTF-8"));
  buju_ctx_free(ctx);
}

static void equal_texts_are_one(void **state) {
  (void)state;
  enum { N = 20000 };
  static const char *at[N];
  buju_arena *arena = buju_arena_new();
  buju_intern intern = {.arena = arena};
  char text[5000];
  for (int i = 0; i < N; i++) {
    int n = snprintf(text, sizeof text, "村%d", i);
    at[i] = buju_intern_text(&intern, text, (size_t)n);
    assert_non_null(at[i]);
  }
  for (int i = 0; i < N; i++) {
    int n = snprintf(text, sizeof text, "村%d", i);
    assert_string_equal(at[i], text);
    assert_ptr_equal(buju_intern_text(&intern, text, (size_t)n), at[i]);
  }
  memset(text, 'x', sizeof text);
  const char *longest = buju_intern_text(&intern, text, sizeof text);
  assert_int_equal(strlen(longest), sizeof text);
  assert_ptr_equal(buju_intern_text(&intern, text, sizeof text), longest);
  assert_ptr_not_equal(buju_intern_text(&intern, text, sizeof text - 1), longest);
  assert_string_equal(buju_intern_text(&intern, "", 0), "");
  buju_intern_free(&intern);
  buju_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_people_write_are_understood), cmocka_unit_test(bytes_become_text),
      cmocka_unit_test(every_cut_character_is_seen),       cmocka_unit_test(cells_come_out_clean),
      cmocka_unit_test(an_encoding_fits_all_texts_or_not), cmocka_unit_test(equal_texts_are_one),
  };
  return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
