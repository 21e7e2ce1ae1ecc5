/* The column table: names, aliases and sentences, and the documents made from it.
 * BUJU_UPDATE_DOCS=1 rewrites docs/outputs*.md instead of comparing. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/columns.h"

static const char *in(buju_lang lang, const buju_msg *msg) { return lang == BUJU_ZH ? msg->zh : msg->en; }

static void is_name(const char *name) {
  assert_true(name[0] >= 'a' && name[0] <= 'z');
  assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_"), strlen(name));
  assert_string_not_equal(name, "fid"); /* QGIS.md: GDAL's own key */
  assert_string_not_equal(name, "geom");
}

static void is_said(const buju_msg *msg, bool sentence) {
  assert_true(msg->zh[0] != '\0' && msg->en[0] != '\0');
  size_t zh = strlen(msg->zh), en = strlen(msg->en);
  if (!sentence) return;
  assert_true(zh > 3 && strcmp(msg->zh + zh - 3, "。") == 0);
  assert_true(msg->en[en - 1] == '.');
}

static void every_column_is_named_and_explained(void **state) {
  (void)state;
  for (int l = 0; l < BUJU_LAYERS; l++) {
    const buju_layer_spec *layer = &buju_layer_specs[l];
    is_name(layer->name);
    is_said(&layer->alias, false);
    is_said(&layer->text, true);
    assert_ptr_equal(buju_layer_spec_find(layer->name), layer);
    for (buju_ix c = 0; c < layer->n; c++) {
      is_name(layer->column[c].name);
      is_said(&layer->column[c].alias, false);
      is_said(&layer->column[c].text, true);
      assert_int_equal(buju_column_spec_find(layer, layer->column[c].name), c); /* so names are unique */
    }
  }
  assert_null(buju_layer_spec_find("nothing"));
  assert_int_equal(buju_column_spec_find(&buju_layer_specs[0], "nothing"), BUJU_NONE);
}

/* gpkg_data_columns holds the alias in a column that is unique in its table. */
static void aliases_are_unique_in_their_layer(void **state) {
  (void)state;
  for (int l = 0; l < BUJU_LAYERS; l++)
    for (buju_ix a = 0; a < buju_layer_specs[l].n; a++)
      for (buju_ix b = 0; b < a; b++) {
        assert_string_not_equal(buju_layer_specs[l].column[a].alias.zh, buju_layer_specs[l].column[b].alias.zh);
        assert_string_not_equal(buju_layer_specs[l].column[a].alias.en, buju_layer_specs[l].column[b].alias.en);
      }
}

static void domains_are_closed_lists_of_text(void **state) {
  (void)state;
  assert_int_equal(buju_domain_specs[BUJU_DOMAIN_VERDICTS].n, BUJU_VERDICTS);
  assert_int_equal(buju_domain_specs[BUJU_DOMAIN_ACTIONS].n, BUJU_ACTIONS);
  assert_int_equal(buju_domain_specs[BUJU_DOMAIN_GAPS].n, BUJU_GAPS);
  assert_string_equal(buju_domain_word(BUJU_DOMAIN_VERDICTS, "joint_host")->zh, "合建设点村");
  assert_null(buju_domain_word(BUJU_DOMAIN_VERDICTS, "JOINT_HOST"));
  assert_null(buju_domain_word(BUJU_DOMAIN_NONE, ""));
  for (int l = 0; l < BUJU_LAYERS; l++)
    for (buju_ix c = 0; c < buju_layer_specs[l].n; c++)
      if (buju_layer_specs[l].column[c].domain != BUJU_DOMAIN_NONE)
        assert_int_equal(buju_layer_specs[l].column[c].type, BUJU_TYPE_TEXT);
}

/* OUTPUTS.md: the four rule columns stand on every decided row. */
static void decided_layers_carry_the_rule_columns(void **state) {
  (void)state;
  static const char *const decided[] = {"villages",     "sites",   "actions",      "coverage_gaps",
                                        "joint_groups", "doctors", "entitlements", "sub_centre_candidates"};
  static const char *const rule[] = {"rule", "clause", "reason_zh", "reason_en"};
  for (size_t l = 0; l < sizeof decided / sizeof *decided; l++) {
    const buju_layer_spec *layer = buju_layer_spec_find(decided[l]);
    assert_non_null(layer);
    for (size_t c = 0; c < 4; c++) assert_int_equal(buju_column_spec_find(layer, rule[c]), layer->n - 4 + c);
  }
}

static void put(char **text, const char *line) {
  size_t n = *text != NULL ? strlen(*text) : 0;
  *text = realloc(*text, n + strlen(line) + 1);
  assert_non_null(*text);
  strcpy(*text + n, line);
}

static void put_domains(char **text, buju_lang lang) {
  put(text, lang == BUJU_ZH ? "\n## 取值\n\n值以英文代号存储，QGIS 按下表显示。\n"
                            : "\n## Values\n\nFiles hold the ids; QGIS shows the words.\n");
  for (int d = 1; d < BUJU_DOMAINS; d++) {
    char line[512];
    snprintf(line, sizeof line, "\n**%s**:", buju_domain_specs[d].name);
    put(text, line);
    for (buju_ix i = 0; i < buju_domain_specs[d].n; i++) {
      const buju_word_entry *entry = &buju_domain_specs[d].words[i];
      snprintf(line, sizeof line, "%s `%s` %s", i > 0 ? " ·" : "", entry->id, in(lang, &entry->word));
      put(text, line);
    }
    put(text, "\n");
  }
}

static void put_layer(char **text, buju_lang lang, const buju_layer_spec *layer) {
  static const buju_msg geometry[] = {{"无几何", "no geometry"},
                                      {"点", "points"},
                                      {"线", "lines"},
                                      {"面", "polygons"},
                                      {"面（来源为点时为点）", "polygons, or points where the source has points"}};
  static const char *const type[] = {"TEXT", "INTEGER", "REAL", "BOOLEAN", "DATE"};
  char line[1024];
  snprintf(line, sizeof line, "\n## %s %s\n\n%s (%s)\n\n%s", layer->name, in(lang, &layer->alias),
           in(lang, &layer->text), in(lang, &geometry[layer->geometry]),
           lang == BUJU_ZH ? "| 列 | 名称 | 类型 | 单位 | 取值 | 说明 |\n|---|---|---|---|---|---|\n"
                           : "| column | alias | type | unit | values | meaning |\n|---|---|---|---|---|---|\n");
  put(text, line);
  for (buju_ix c = 0; c < layer->n; c++) {
    const buju_column_spec *column = &layer->column[c];
    snprintf(line, sizeof line, "| `%s` | %s | %s | %s | %s | %s |\n", column->name, in(lang, &column->alias),
             type[column->type], column->unit, buju_domain_specs[column->domain].name, in(lang, &column->text));
    put(text, line);
  }
}

static char *document(buju_lang lang) {
  char *text = NULL;
  put(&text,
      lang == BUJU_ZH
          ? "# 方案图层逐列说明\n\n本页由程序中的列表（`core/columns/`）生成；修改列表后以 `BUJU_UPDATE_DOCS=1 ctest "
            "--test-dir build/dev -R unit.columns` 更新。\n\n缺失为空（NULL），从不写 0；到不了的时间为空。时间进位到千"
            "分之一分钟，因此“不超过时限”在表中仍然成立。村和机构的人口取整数，居民点的人口可有小数，因为合计必须等于"
            "村人口。金额以元计，精确到分。图层只有在有规则产生内容时才写出；行政村、机构与建设点、服务缺口、数据问题和"
            "运行信息总是写出。\n\n名称以 `access_` 开头的图层由 `buju access -o` 写在另一个文件里，"
            "一并写出的还有数据问题和运行信息（见 [access.zh-CN.md](access.zh-CN.md)）；以 `changed_` 和 `compared_` "
            "开头的由 `buju compare -o` 写出；其余各图层由 `buju plan` 写出。`--json` 的键见 "
            "[json.zh-CN.md](json.zh-CN.md)。\n"
          : "# The plan's layers, column by column\n\nMade from the table in the program (`core/columns/`); after a "
            "change run `BUJU_UPDATE_DOCS=1 ctest --test-dir build/dev -R unit.columns`.\n\nMissing is NULL, never 0; "
            "an unreachable time is NULL. Times are rounded up to a thousandth of a minute, so that what is within "
            "the limit is so in the table too. People of villages and sites are whole numbers; those of settlements "
            "may have fractions, because they add up to their village. Money is yuan, to the fen. A layer is written "
            "when a rule in force fills it; villages, sites, coverage gaps, findings and run information always "
            "are.\n\nLayers whose names begin with `access_` are written by `buju access -o` into a file of their own, "
            "with findings and run information (see [access.md](access.md)); those that begin with `changed_` and "
            "`compared_` by `buju compare -o`; all others by `buju plan`. The keys of `--json`: [json.md](json.md).\n");
  for (int l = 0; l < BUJU_LAYERS; l++) put_layer(&text, lang, &buju_layer_specs[l]);
  put_domains(&text, lang);
  return text;
}

static char *read_text(const char *path) {
  FILE *f = fopen(path, "rb");
  if (f == NULL) return calloc(1, 1);
  char *text = calloc(1, 1 << 20);
  assert_non_null(text);
  size_t n = fread(text, 1, (1 << 20) - 1, f);
  text[n] = '\0';
  fclose(f);
  return text;
}

static void the_documents_are_the_table(void **state) {
  (void)state;
  static const char *const path[] = {BUJU_SOURCE_DIR "/docs/outputs.zh-CN.md", BUJU_SOURCE_DIR "/docs/outputs.md"};
  for (int lang = 0; lang < 2; lang++) {
    char *want = document((buju_lang)lang);
    if (getenv("BUJU_UPDATE_DOCS") != NULL) {
      FILE *f = fopen(path[lang], "wb");
      assert_non_null(f);
      assert_true(fputs(want, f) >= 0);
      assert_int_equal(fclose(f), 0);
    }
    char *have = read_text(path[lang]);
    assert_string_equal(have, want);
    free(have);
    free(want);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_column_is_named_and_explained), cmocka_unit_test(aliases_are_unique_in_their_layer),
      cmocka_unit_test(domains_are_closed_lists_of_text),    cmocka_unit_test(decided_layers_carry_the_rule_columns),
      cmocka_unit_test(the_documents_are_the_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
