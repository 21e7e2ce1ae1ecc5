/* The policies inside the program, row by row, and the pages made from them.
 * BUJU_UPDATE_DOCS=1 rewrites docs/policies*.md instead of comparing. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buju/catalogue.h"
#include "core/arena.h"

typedef struct text {
  char *s;
  size_t n;
} text;

static void gather(void *user, const char *bytes, size_t n) {
  text *t = user;
  t->s = realloc(t->s, t->n + n + 1);
  assert_non_null(t->s);
  memcpy(t->s + t->n, bytes, n);
  t->s[t->n += n] = '\0';
}

static text policies(buju_lang lang, const char *name) {
  text t = {NULL, 0};
  buju_ctx *ctx = buju_ctx_new();
  assert_non_null(ctx);
  buju_ctx_set_lang(ctx, lang);
  assert_int_equal(name == NULL ? buju_catalogue_profiles(ctx, BUJU_FORMAT_MARKDOWN, gather, &t)
                                : buju_catalogue_profile(ctx, name, BUJU_FORMAT_MARKDOWN, gather, &t),
                   BUJU_OK);
  buju_ctx_free(ctx);
  return t;
}

static char *read_text(const char *path) {
  FILE *f = fopen(path, "rb");
  char *s = calloc(1, 1 << 20);
  assert_non_null(s);
  if (f != NULL) {
    s[fread(s, 1, (1 << 20) - 1, f)] = '\0';
    fclose(f);
  }
  return s;
}

static void the_pages_are_the_profiles(void **state) {
  (void)state;
  static const char *const path[] = {BUJU_SOURCE_DIR "/docs/policies.zh-CN.md", BUJU_SOURCE_DIR "/docs/policies.md"};
  for (int lang = 0; lang < 2; lang++) {
    text want = policies((buju_lang)lang, NULL);
    if (getenv("BUJU_UPDATE_DOCS") != NULL) {
      FILE *f = fopen(path[lang], "wb");
      assert_non_null(f);
      assert_true(fputs(want.s, f) >= 0);
      assert_int_equal(fclose(f), 0);
    }
    char *have = read_text(path[lang]);
    assert_string_equal(have, want.s);
    free(have);
    free(want.s);
  }
}

static void rows_follow_the_policy_not_the_profile(void **state) {
  (void)state;
  text t = policies(BUJU_EN, "xixian-2021");
  const char *nine = strstr(t.s, "| X9 |"), *ten = strstr(t.s, "| X10 |"), *one = strstr(t.s, "| X1 |");
  assert_true(one != NULL && nine != NULL && ten != NULL && one < nine && nine < ten);
  assert_non_null(strstr(t.s, "max_population: 800 people"));
  assert_non_null(strstr(t.s, "limit_min: 30 min (our default)"));
  free(t.s);
}

static void a_bar_in_a_selector_does_not_end_the_cell(void **state) {
  (void)state;
  static const char path[] = "test_policies_bar.yaml";
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fputs("profile: bar\nstatus: draft\ntitle: t\ndocument: d\nrules:\n  a:\n    use: exempt_where\n    ref: B1\n"
        "    clause: \"§1|2\"\n    text: one\n    edges: {zh: 边, en: edge}\n    where: name || code = 'x'\n"
        "    verdict: urban_rules\n",
        f);
  fclose(f);
  text t = policies(BUJU_EN, path);
  assert_non_null(strstr(t.s, "| B1 | §1\\|2 | one | `a`: exempt_where<br>where: name \\|\\| code = 'x'"));
  assert_non_null(strstr(t.s, "| edge |\n"));
  free(t.s);
  remove(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_pages_are_the_profiles),
      cmocka_unit_test(rows_follow_the_policy_not_the_profile),
      cmocka_unit_test(a_bar_in_a_selector_does_not_end_the_cell),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
