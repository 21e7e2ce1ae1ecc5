/* YAML: places of nodes, and everything that is refused. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "layers/yaml.h"

typedef struct fixture {
  buju_ctx *ctx;
  buju_arena *arena;
} fixture;

static int begin(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->ctx = buju_ctx_new();
  f->arena = buju_arena_new();
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  *state = f;
  return 0;
}

static int end(void **state) {
  fixture *f = *state;
  buju_arena_free(f->arena);
  buju_ctx_free(f->ctx);
  free(f);
  return 0;
}

static buju_status parse(fixture *f, const char *text, size_t bytes, buju_doc **out) {
  buju_ctx_clear(f->ctx);
  return buju_yaml_parse(f->ctx, "s.yaml", text, bytes, f->arena, out);
}

static void check_place(const buju_doc *node, int line, int column, const char *text) {
  assert_non_null(node);
  assert_int_equal(node->line, line);
  assert_int_equal(node->column, column);
  if (text != NULL) assert_string_equal(node->text, text);
}

static void every_node_knows_its_place(void **state) {
  static const char text[] = "\xef\xbb\xbf# 注释\n"
                             "标题: 崇阳县   # 说明\r\n"
                             "blank:\n"
                             "map:\n"
                             "  inner: \"a: b\"\n"
                             "  list: [1, '二', ~]\n"
                             "single: 'a''b''''c ''''''''''''''''''''d'\n"
                             "double: \"\\u6751\\t\\x41\\\\ \\\"q\\\"\"\n"
                             "folded: >-\n"
                             "  two\n"
                             "  lines\n";
  buju_doc *root = NULL;
  fixture *f = *state;
  if (parse(f, text, sizeof text - 1, &root) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  assert_int_equal(root->kind, BUJU_DOC_MAP);
  assert_int_equal(buju_doc_count(root), 6);
  check_place(buju_doc_find(root, "标题"), 2, 5, "崇阳县");
  check_place(buju_doc_find(root, "blank"), 3, 1, NULL);
  assert_int_equal(buju_doc_find(root, "blank")->kind, BUJU_DOC_NULL);
  const buju_doc *map = buju_doc_find(root, "map"), *list = buju_doc_find(map, "list");
  check_place(buju_doc_find(map, "inner"), 5, 10, "a: b");
  assert_true(buju_doc_find(map, "inner")->quoted);
  assert_int_equal(list->kind, BUJU_DOC_LIST);
  check_place(list->first, 6, 10, "1");
  assert_false(list->first->quoted);
  check_place(list->first->next, 6, 13, "二");
  assert_int_equal(list->last->kind, BUJU_DOC_NULL);
  assert_string_equal(buju_doc_find(root, "single")->text, "a'b''c ''''''''''d");
  assert_string_equal(buju_doc_find(root, "double")->text, "村\tA\\ \"q\"");
  assert_string_equal(buju_doc_find(root, "folded")->text, "two lines");
  assert_null(buju_doc_find(list, "x"));
  assert_null(buju_doc_find(NULL, "x"));
}

/* Text in single quotes, by the specification: '' is a quote, a line break folds. */
static void single_quotes_are_read_by_the_book(void **state) {
  static const struct {
    const char *text, *want;
  } cases[] = {{"a: ''", ""},           {"a: ''''", "'"},           {"a: 'x''y'", "x'y"},
               {"a: 'x''''y'", "x''y"}, {"a: '''''x'''", "''x'"},   {"村: '村''''村' # '", "村''村"},
               {"a: 'x\n  y'", "x y"},  {"a: 'x  \r\n  y'", "x y"}, {"a: 'x\n\n \n  y'", "x\n\ny"},
               {"a: ' x '", " x "},     {"a: '\n x'", " x"},        {"a: 'name = '''''", "name = ''"}};
  fixture *f = *state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_doc *root = NULL;
    if (parse(f, cases[i].text, strlen(cases[i].text), &root) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
    assert_string_equal(root->first->text, cases[i].want);
  }
}

static void bad_text_is_refused(void **state) {
  fixture *f = *state;
  static const struct {
    const char *text, *says;
    size_t bytes; /* 0: up to the terminator */
  } cases[] = {
      {"", "s.yaml: the file is empty", 0},
      {"\n\n# nothing\n", "the file is empty", 0},
      {"~", "the file is empty", 0},
      {"\xef\xbb\xbf", "the file is empty", 0},
      {"a: 1\nb: \xb4\xe5\n", "s.yaml:2:4: not UTF-8", 0},
      {"\xff\xfe"
       "a",
       "not UTF-8", 0},
      {"%\xe6", "s.yaml:1:1:", 0}, /* libfyaml never comes back from this one */
      {"a: 1\0b", "s.yaml:1:5: an invisible control character", 6},
      {"a: \x1b[2J", "invisible control character", 0},
      {"%YAML 1.2\n---\na: 1\n", "s.yaml:1:1: directives", 0},
      {"a: 1\n---\nb: 2\n", "one document", 0},
      {"a: &x 1\nb: *x\n", "anchors", 0},
      {"a: *x\n", "aliases", 0},
      {"a: !!binary aGk=\n", "tags", 0},
      {"a: !x 1\n", "tags", 0},
      {"!!map {a: 1}\n", "tags", 0},
      {"? [a]\n: 1\n", "a key must be a word", 0},
      {"{a: 1}: 2\n", "a key must be a word", 0},
      {": 1\n", "no key", 0},
      {"\"\": 1\n", "no key", 0},
      {"a: \"x\\0y\"\n", "zero byte", 0},
      {"a: 1\na: 2\n", "\"a\" is given twice, first in line 1", 0},
      {"m: {b: 1, a: 2, b: 3}\n", "s.yaml:1:", 0},
      {"a: [1, 2\n", "not valid YAML", 0},
      {"a: b: c\n", "not valid YAML", 0},
      {"a: 1\n\tb: 2\n", "not valid YAML", 0},
      {"a: 'x\n", "not valid YAML", 0},
      {"a: 1\nb：2\n", "the line has a full-width \"：\"", 0},
      {"a: {b: 1，c: 2}\n", "the line has a full-width \"，\"", 0},
      {"甲，乙: 1\na: 'x\n", "space after colons and quotes", 0}, /* another line's comma */
      {"a: {省：40, 县: 60}\n", "the colon after the key is a full-width one", 0},
      {"a\nb: 1\n", "not valid YAML", 0},
      {"- 1\nb: 1\n", "not valid YAML", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buju_doc *root = NULL;
    size_t bytes = cases[i].bytes > 0 ? cases[i].bytes : strlen(cases[i].text);
    if (parse(f, cases[i].text, bytes, &root) != BUJU_E_SCENARIO) fail_msg("case %zu is not refused", i);
    assert_null(root);
    assert_int_equal(buju_ctx_diagnostics(f->ctx), 1);
    if (strstr(buju_ctx_error(f->ctx), cases[i].says) == NULL) fail_msg("case %zu: %s", i, buju_ctx_error(f->ctx));
  }
}

/* Text of a pattern repeated; the caller frees it. */
static char *repeat(const char *head, const char *part, size_t times, const char *tail) {
  size_t n = strlen(part);
  char *text = malloc(strlen(head) + n * times + strlen(tail) + 1);
  char *at = text + strlen(strcpy(text, head));
  for (size_t i = 0; i < times; i++, at += n) memcpy(at, part, n);
  strcpy(at, tail);
  return text;
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check_big(fixture *f, char *text, const char *says) {
  buju_doc *root = NULL;
  double start = seconds();
  buju_status status = parse(f, text, strlen(text), &root);
  if (says == NULL && status != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  if (says != NULL) {
    if (status != BUJU_E_SCENARIO) fail_msg("%.40s… is taken", text);
    if (strstr(buju_ctx_error(f->ctx), says) == NULL) fail_msg("%s", buju_ctx_error(f->ctx));
  }
  assert_true(seconds() - start < 10);
  free(text);
}

static void big_and_deep_text_ends_soon(void **state) {
  fixture *f = *state;
  check_big(f, repeat("", "[", 200000, ""), "nested more than 32 levels");
  check_big(f, repeat("", "{a: ", 5000, ""), "nested more than 32 levels");
  check_big(f, repeat("a: ", "- ", 5000, ""), "");
  check_big(f, repeat("a: [", "1,", 60000, "]"), "more than 50,000 nodes");
  check_big(f, repeat("", "k: 1\n", 40000, ""), "given twice");
  check_big(f, repeat("a: ", "x", 250000, ""), NULL);
  check_big(f, repeat("", "x", 250000, ": 1"), NULL);
  check_big(f, repeat("a: ", "x", 300000, ""), "more than 256 KiB");
  check_big(f, repeat("a: \"", "\\u4e00", 40000, "\""), NULL);
  check_big(f, repeat("", "? ", 10000, ""), "");
  check_big(f, repeat("a: 'x", "''", 100000, "'"), NULL);
}

/* 20,000 keys of one map are told apart in time that is not quadratic. */
static void many_keys_are_read(void **state) {
  fixture *f = *state;
  size_t n = 20000;
  char *text = malloc(n * 12 + 1), *at = text;
  for (size_t i = 0; i < n; i++) at += sprintf(at, "k%05zu: 1\n", i);
  buju_doc *root = NULL;
  double start = seconds();
  assert_int_equal(parse(f, text, strlen(text), &root), BUJU_OK);
  assert_int_equal(buju_doc_count(root), n);
  assert_true(seconds() - start < 10);
  free(text);
}

static void files_that_cannot_be_read(void **state) {
  fixture *f = *state;
  const char *text;
  size_t bytes;
  assert_int_equal(buju_yaml_load(f->ctx, "/nonexistent/s.yaml", "s.yaml", f->arena, &text, &bytes), BUJU_E_SCENARIO);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "s.yaml: cannot be read"));
  buju_ctx_clear(f->ctx);
  assert_int_equal(buju_yaml_load(f->ctx, "/", "root", f->arena, &text, &bytes), BUJU_E_SCENARIO);
  buju_ctx_clear(f->ctx);
  assert_int_equal(buju_yaml_load(f->ctx, "/dev/zero", "endless", f->arena, &text, &bytes), BUJU_E_SCENARIO);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "256 KiB"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(every_node_knows_its_place, begin, end),
      cmocka_unit_test_setup_teardown(single_quotes_are_read_by_the_book, begin, end),
      cmocka_unit_test_setup_teardown(bad_text_is_refused, begin, end),
      cmocka_unit_test_setup_teardown(big_and_deep_text_ends_soon, begin, end),
      cmocka_unit_test_setup_teardown(many_keys_are_read, begin, end),
      cmocka_unit_test_setup_teardown(files_that_cannot_be_read, begin, end),
  };
  return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
