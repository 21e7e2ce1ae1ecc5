/* The page of input columns is the table the program looks them up in. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layers/region/fields.h"

static const struct {
  const char *id;
  buju_msg text;
} inputs[] = {
#define INPUT(name, id, zh, en) {id, {zh, en}},
    BUJU_INPUT_TABLE(INPUT)};

static const buju_msg head = {
    "# 输入数据逐列说明\n\n"
    "本页由程序查找列名所用的列表（`layers/region/field_names.h`）生成；修改列表后以 `BUJU_UPDATE_DOCS=1 ctest "
    "--test-dir build/dev -R unit.input_columns` 更新。怎样准备数据，见[准备数据](preparing-data.zh-CN.md)。\n\n"
    "“字段”是方案文件 `fields:` 里的写法；“认得的列名”越靠前越优先。大小写、全角半角、空格和标点不影响；shapefile "
    "截断的"
    "列名（如“行政村代”）按开头认。只是相似的列名会采用，但 `buju init` 在后面标 `?`，请核对。表里没有的列名，在 "
    "`fields:` "
    "中写明；不想用的列写 `-`。\n",
    "# Input columns\n\n"
    "Made from the table in which the program looks names up (`layers/region/field_names.h`); after a change run "
    "`BUJU_UPDATE_DOCS=1 ctest --test-dir build/dev -R unit.input_columns`. How to prepare data: "
    "[preparing data](preparing-data.md).\n\n"
    "A field is what `fields:` in a scenario calls it. Of the names it is known by, earlier ones win. Case, full or "
    "half "
    "width, spaces and punctuation make no difference; names that a shapefile has cut (行政村代) are known by their "
    "beginning. A name that is only similar is taken, too, but `buju init` marks it with `?`: look at it. Any other "
    "name "
    "is given under `fields:`; a column you do not want is given as `-`.\n"};

static const char *in(buju_lang lang, const buju_msg *msg) { return lang == BUJU_ZH ? msg->zh : msg->en; }

static bool has_fields(buju_input_role role) {
  for (int f = 0; f < BUJU_FIELDS; f++)
    if (buju_field_of_role(role, (buju_field)f)) return true;
  return false;
}

static void put_role(FILE *page, buju_lang lang, buju_input_role role) {
  static const buju_msg columns = {"| 字段 | 含义 | 认得的列名 |", "| field | meaning | known names |"};
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  buju_ctx_set_lang(ctx, lang);
  fprintf(page, "\n## `%s` %s\n\n%s\n|---|---|---|\n", inputs[role].id, in(lang, &inputs[role].text),
          in(lang, &columns));
  for (int f = 0; f < BUJU_FIELDS; f++) {
    const char *known = NULL;
    if (!buju_field_of_role(role, (buju_field)f)) continue;
    assert_int_equal(buju_fields_known(ctx, role, (buju_field)f, arena, &known), BUJU_OK);
    assert_null(strchr(known, '|'));
    fprintf(page, "| `%s` | %s | %s |\n", buju_field_entries[f].model, in(lang, &buju_field_entries[f].meaning), known);
  }
  buju_arena_free(arena);
  buju_ctx_free(ctx);
}

static void the_pages_are_the_table(void **state) {
  (void)state;
  static const char *const path[] = {BUJU_SOURCE_DIR "/docs/input-columns.zh-CN.md",
                                     BUJU_SOURCE_DIR "/docs/input-columns.md"};
  for (int lang = 0; lang < 2; lang++) {
    char *want = NULL;
    size_t wanted = 0;
    FILE *page = open_memstream(&want, &wanted);
    assert_non_null(page);
    fputs(in((buju_lang)lang, &head), page);
    for (int role = 0; role < BUJU_INPUT_ROLES; role++)
      if (has_fields((buju_input_role)role)) put_role(page, (buju_lang)lang, (buju_input_role)role);
    assert_int_equal(fclose(page), 0);
    FILE *f = fopen(path[lang], getenv("BUJU_UPDATE_DOCS") != NULL ? "w+b" : "rb");
    assert_non_null(f);
    if (getenv("BUJU_UPDATE_DOCS") != NULL) assert_int_equal(fwrite(want, 1, wanted, f), wanted);
    rewind(f);
    char *have = calloc(1, wanted + 2);
    assert_non_null(have);
    size_t n = fread(have, 1, wanted + 1, f);
    fclose(f);
    assert_string_equal(have, want);
    assert_int_equal(n, wanted);
    free(have);
    free(want);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_pages_are_the_table)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
