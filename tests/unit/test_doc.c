/* Documents: overlays, typed scalars, near words. SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/doc.h"

static buju_ctx *new_ctx(void) {
  buju_ctx *ctx = buju_ctx_new();
  assert_non_null(ctx);
  buju_ctx_set_lang(ctx, BUJU_EN);
  return ctx;
}

static buju_doc scalar(const char *text) {
  return (buju_doc){.kind = BUJU_DOC_SCALAR, .file = "a.yaml", .line = 2, .column = 5, .text = text};
}

static void whole_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text, *unit;
    int64_t want;
  } good[] = {{"0", "", 0},         {"800", "", 800},
              {"0800", "", 800},    {"-5", "", -5},
              {"+5", "", 5},        {"1e3", "", 1000},
              {"15.0", "min", 15},  {"15 min", "min", 15},
              {"15min", "min", 15}, {"15 分钟", "min", 15},
              {"60㎡", "m2", 60},   {"60 平方米", "m2", 60},
              {"35%", "%", 35},     {"9000000000000000", "", 9000000000000000}};
  static const struct {
    const char *text, *unit, *says;
  } bad[] = {{"15 km", "min", "here it must be min"},
             {"15 km", "", "this number has none"},
             {"1,234", "people", "not a number"},
             {"12 34", "people", "not a number"},
             {"1_000", "people", "not a number"},
             {"1.5", "people", "whole number"},
             {"1e-1", "people", "whole number"},
             {"0x10", "people", "here it must be people"},
             {"", "people", "not a number"},
             {".", "people", "not a number"},
             {"1.", "people", "not a number"},
             {"nan", "people", "not a number"},
             {"inf", "people", "not a number"},
             {"--1", "people", "not a number"},
             {"9999999999999999999", "people", "9999999999999999999 is out of range"},
             {"-9999999999999999999.5", "people", "out of range"},
             {"1e400", "people", "1e400 is out of range"},
             {"1e400 人", "people", "out of range"},
             {"-1e400", "people", "out of range"},
             {"1e400x", "people", "here it must be people"},
             {"1e99999999999999999999", "people", "out of range"},
             {"1e-400", "people", "too many digits"},
             {"0.12345678901234567890", "people", "too many digits"},
             {"9e18", "people", "out of range"},
             {"９", "people", "not a number"}};
  buju_ctx *ctx = new_ctx();
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    buju_doc node = scalar(good[i].text);
    int64_t got = -1;
    if (buju_doc_int_unit(ctx, &node, good[i].unit, -1000, INT64_C(9000000000000000), &got) != BUJU_OK)
      fail_msg("%s: %s", good[i].text, buju_ctx_error(ctx));
    assert_int_equal(got, good[i].want);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    buju_doc node = scalar(bad[i].text);
    int64_t got = -77;
    buju_ctx_clear(ctx);
    assert_int_equal(buju_doc_int_unit(ctx, &node, bad[i].unit, -1000, 1000000, &got), BUJU_E_SCENARIO);
    assert_int_equal(got, -77);
    const char *line = buju_ctx_error(ctx);
    if (strncmp(line, "a.yaml:2:5: ", 12) != 0 || strstr(line, bad[i].says) == NULL)
      fail_msg("\"%s\": %s", bad[i].text, line);
  }
  buju_ctx_free(ctx);
}

/* The C library is the oracle: every decimal of up to 15 digits reads as strtod reads it. */
static void reals_read_as_the_c_library_does(void **state) {
  (void)state;
  buju_ctx *ctx = new_ctx();
  uint64_t seed = 1;
  for (int i = 0; i < 200000; i++) {
    char text[64];
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    uint64_t mantissa = (seed >> 14) % (i % 2 == 0 ? 1000000u : 1000000000000000u);
    int exponent = (int)(seed % 13) - 8, point = (int)(seed >> 8 & 7);
    if (point < 3)
      snprintf(text, sizeof text, "%llue%d", (unsigned long long)mantissa, exponent);
    else
      snprintf(text, sizeof text, "%llu.%0*llu", (unsigned long long)(mantissa / 1000), 3,
               (unsigned long long)(mantissa % 1000));
    buju_doc node = scalar(text);
    double got = -1;
    assert_int_equal(buju_doc_real(ctx, &node, 0, DBL_MAX, &got), BUJU_OK);
    if (got != strtod(text, NULL)) fail_msg("%s reads as %.17g", text, got);
  }
  buju_ctx_free(ctx);
}

static void limits_are_inclusive(void **state) {
  (void)state;
  buju_ctx *ctx = new_ctx();
  double real;
  int64_t whole;
  buju_doc low = scalar("0.1"), high = scalar("1440"), below = scalar("0.09"), above = scalar("1440.1");
  assert_int_equal(buju_doc_real(ctx, &low, 0.1, 1440, &real), BUJU_OK);
  assert_int_equal(buju_doc_real(ctx, &high, 0.1, 1440, &real), BUJU_OK);
  assert_int_equal(buju_doc_real(ctx, &below, 0.1, 1440, &real), BUJU_E_SCENARIO);
  buju_ctx_clear(ctx);
  assert_int_equal(buju_doc_real_unit(ctx, &above, "min", 0.1, 1440, &real), BUJU_E_SCENARIO);
  assert_string_equal(buju_ctx_error(ctx), "a.yaml:2:5: 1440.1 is out of range; it must be in 0.1–1440 min");
  assert_int_equal(buju_doc_int(ctx, &high, 0, 1440, &whole), BUJU_OK);
  assert_int_equal(buju_doc_int(ctx, &high, 0, 1439, &whole), BUJU_E_SCENARIO);
  buju_ctx_free(ctx);
}

static void days_exist_in_the_calendar(void **state) {
  (void)state;
  static const char *const good[] = {"2026-06-30", "2024-02-29", "2000-02-29", "1900-01-01"};
  static const char *const bad[] = {"2026-6-30",  "2026/06/30", "2026-02-29", "1900-02-29",
                                    "2026-13-01", "2026-00-01", "2026-04-31", "2026-01-00",
                                    "0000-01-01", "9999-01-01", "today",      "2026-06-30 "};
  buju_ctx *ctx = new_ctx();
  buju_date date;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    buju_doc node = scalar(good[i]);
    char shown[16];
    assert_int_equal(buju_doc_date(ctx, &node, &date), BUJU_OK);
    snprintf(shown, sizeof shown, "%04d-%02d-%02d", date.year, date.month, date.day);
    assert_string_equal(shown, good[i]);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    buju_doc node = scalar(bad[i]);
    if (buju_doc_date(ctx, &node, &date) != BUJU_E_SCENARIO) fail_msg("%s is taken for a day", bad[i]);
  }
  buju_ctx_free(ctx);
}

static void words_and_booleans(void **state) {
  (void)state;
  static const char *const words[] = {"walk", "ebike", NULL};
  buju_ctx *ctx = new_ctx();
  buju_doc yes = scalar("是"), no = scalar("Off"), maybe = scalar("maybe"), ebike = scalar("ebike");
  buju_doc off = scalar("off"), quoted = scalar("off"), map = {.kind = BUJU_DOC_MAP, .file = "a.yaml", .line = 1};
  bool flag = false;
  int word = 9;
  assert_int_equal(buju_doc_bool(ctx, &yes, &flag), BUJU_OK);
  assert_true(flag);
  assert_int_equal(buju_doc_bool(ctx, &no, &flag), BUJU_OK);
  assert_false(flag);
  assert_int_equal(buju_doc_bool(ctx, &maybe, &flag), BUJU_E_SCENARIO);
  assert_int_equal(buju_doc_word(ctx, &ebike, words, &word), BUJU_OK);
  assert_int_equal(word, 1);
  assert_int_equal(buju_doc_word(ctx, &maybe, words, &word), BUJU_E_SCENARIO);
  assert_string_equal(buju_ctx_diagnostic(ctx, 1), "a.yaml:2:5: \"maybe\" is not one of walk, ebike");
  assert_int_equal(buju_doc_word(ctx, &map, words, &word), BUJU_E_SCENARIO);
  assert_string_equal(buju_ctx_diagnostic(ctx, 2), "a.yaml:1:0: \"a map\" is not one of walk, ebike");
  quoted.quoted = true;
  assert_true(buju_doc_is_off(&off));
  assert_false(buju_doc_is_off(&quoted));
  buju_ctx_free(ctx);
}

static void near_words(void **state) {
  (void)state;
  static const char *const known[] = {"max_population", "limit_min", "mode", "人口", NULL};
  assert_string_equal(buju_nearest_word("max_populaton", known), "max_population");
  assert_string_equal(buju_nearest_word("limit", known), "limit_min");
  assert_string_equal(buju_nearest_word("max_", known), "max_population");
  assert_string_equal(buju_nearest_word("model_of_travel", known), "mode");
  assert_null(buju_nearest_word("max", known));
  assert_string_equal(buju_nearest_word("人囗", known), "人口");
  assert_null(buju_nearest_word("zzzzzz", known));
  assert_null(buju_nearest_word("", known));
  assert_null(buju_nearest_word("max_populationmax_populationmax_populationmax_population", known));
}

/* A tree from "key=value" lines with dotted keys, so that overlays can be compared as text. */
static buju_doc *tree(buju_arena *arena, const char *const *lines) {
  buju_doc *root = buju_doc_new(arena, BUJU_DOC_MAP, "t", 1, 1);
  for (; *lines != NULL; lines++) {
    char path[64];
    buju_doc *at = root;
    strcpy(path, *lines);
    char *value = strchr(path, '=');
    *value++ = '\0';
    for (char *key = strtok(path, "."), *next; key != NULL; key = next) {
      next = strtok(NULL, ".");
      buju_doc *child = buju_doc_find(at, key);
      if (child == NULL) {
        buju_doc_kind kind = next != NULL ? BUJU_DOC_MAP : *value != '\0' ? BUJU_DOC_SCALAR : BUJU_DOC_NULL;
        child = buju_doc_new(arena, kind, "t", 1, 1);
        if (kind == BUJU_DOC_SCALAR) child->text = buju_arena_text(arena, value);
        buju_doc_add(at, buju_arena_text(arena, key), child);
      }
      at = child;
    }
  }
  return root;
}

static void print(const buju_doc *node, char *out) {
  if (node->kind == BUJU_DOC_SCALAR) strcat(out, node->text);
  if (node->kind == BUJU_DOC_NULL) strcat(out, "~");
  if (node->kind != BUJU_DOC_MAP) return;
  strcat(out, "{");
  for (const buju_doc *child = node->first; child != NULL; child = child->next) {
    strcat(strcat(out, child->key), ":");
    print(child, out);
    if (child->next != NULL) strcat(out, " ");
  }
  strcat(out, "}");
}

static void check_merge(const char *const *base, const char *const *over, int levels, const char *want) {
  buju_arena *arena = buju_arena_new();
  buju_doc *a = tree(arena, base), *b = tree(arena, over);
  char before[256] = "", after[256] = "", got[256] = "";
  print(a, before);
  print(buju_doc_merge(arena, a, b, levels), got);
  print(a, after);
  assert_string_equal(got, want);
  assert_string_equal(before, after); /* the trees are left as they are */
  buju_arena_free(arena);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void overlays(void **state) {
  (void)state;
  check_merge(LINES("a=1", "b=2"), LINES("b=3", "c=4"), 1, "{a:1 b:3 c:4}");
  check_merge(LINES("r.x.p=1", "r.x.q=2", "r.y.p=5"), LINES("r.x.q=3"), 3, "{r:{x:{p:1 q:3} y:{p:5}}}");
  check_merge(LINES("r.x.s.a=35", "r.x.s.b=65"), LINES("r.x.s.c=100"), 3, "{r:{x:{s:{c:100}}}}");
  check_merge(LINES("r.x.p=1"), LINES("r.x=off"), 3, "{r:{x:off}}");
  check_merge(LINES("r.x.p=1"), LINES("r="), 3, "{r:{x:{p:1}}}");
  check_merge(LINES("r.x.p=1"), LINES("r.x.p="), 3, "{r:{x:{p:~}}}");
  check_merge(LINES("a=1"), LINES("a.b=2"), 3, "{a:{b:2}}");
  check_merge(LINES("a.b=1"), LINES("a.c=2"), 0, "{a:{c:2}}");
}

static void unknown_keys_name_the_nearest(void **state) {
  (void)state;
  static const char *const known[] = {"code", "name", NULL};
  buju_arena *arena = buju_arena_new();
  buju_ctx *ctx = new_ctx();
  assert_int_equal(buju_doc_known(ctx, tree(arena, LINES("code=1", "nam=2", "xyzxyz=3")), known), BUJU_E_SCENARIO);
  assert_int_equal(buju_ctx_diagnostics(ctx), 2);
  assert_string_equal(buju_ctx_diagnostic(ctx, 0), "t:1:1: unknown key \"nam\"; did you mean \"name\"?");
  assert_string_equal(buju_ctx_diagnostic(ctx, 1), "t:1:1: unknown key \"xyzxyz\"; the keys here are code, name");
  assert_int_equal(buju_doc_known(ctx, tree(arena, LINES("code=1")), known), BUJU_OK);
  buju_ctx_free(ctx);
  buju_arena_free(arena);
}

static void long_paths_keep_their_end(void **state) {
  (void)state;
  char path[1000], buf[64];
  memset(path, 'x', sizeof path);
  strcpy(path + 900, "村/方案.yaml");
  buju_doc node = {.file = path, .line = 123456, .column = 7};
  buju_doc_place(&node, buf, sizeof buf);
  assert_int_equal(strncmp(buf, "…xxx", 6), 0);
  assert_non_null(strstr(buf, "x村/方案.yaml:123456:7"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_numbers),
      cmocka_unit_test(reals_read_as_the_c_library_does),
      cmocka_unit_test(limits_are_inclusive),
      cmocka_unit_test(days_exist_in_the_calendar),
      cmocka_unit_test(words_and_booleans),
      cmocka_unit_test(near_words),
      cmocka_unit_test(overlays),
      cmocka_unit_test(unknown_keys_name_the_nearest),
      cmocka_unit_test(long_paths_keep_their_end),
  };
  return cmocka_run_group_tests_name("doc", tests, NULL, NULL);
}
