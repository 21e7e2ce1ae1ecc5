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

static const buju_msg json_keys = {
    "\n## `buju plan "
    "--json`\n\n一个对象：`plan`（写出的文件）、`scenario`、`title`、`profile`、`profile_status`、`as_of`、"
    "`population`、`crs`，以及以下各组；没有规则产生内容的组不出现，没有数的为 null。\n\n"
    "- `villages`：每个 verdicts 取值 → `before`、`after`（村数）\n"
    "- `people`：`all`、`served`、`within_limit`、`time_unknown` → `before`、`after`、`before_percent`、"
    "`after_percent`\n"
    "- `clinics`：`standing`、`counted`、`planned`、`joint`，以及每个 actions 取值 → 机构数（按主要处置）\n"
    "- `reach`：每条有时限的规则，应覆盖的人口；`规则.within`，时限内的人口 → `before`、`after`（人）\n"
    "- `new_sites`：`规则.fewest`、`规则.goal`、`规则.built`，全部覆盖和达到目标覆盖率所需、本方案新建的机构（处）\n"
    "- `picks`：每条选优规则 → 入选的机构（所）\n"
    "- `gaps`：每个 gap_kinds 取值 → `before`、`after`（处）\n"
    "- `staff`：`required`、`in_post`、`reengaged`、`leaving`、`age_unknown`、`vacancies`（首年，人）\n"
    "- `money`：每个承担方 → `capital`、`yearly_before`、`yearly_after`（元）\n"
    "- `optimisation`：`problems`、`proved`（问题数），未证明者的最大差距 "
    "`clinics_gap`（所）、`travel_gap_percent`（%）\n"
    "- `findings`：`note`、`warning`、`serious`（条）\n"
    "- `seconds`：`read`、`plan`、`write`\n\n"
    "`buju explain --json`：`code`，以及各节 `village` 或 `site`、`served_by`、`clinics`、`actions`、`joint_group`、"
    "`gaps`、`doctors`、`villages_served`、`findings`，每节一个数组，元素的键是图层的列名，空值不出现。\n",
    "\n## `buju plan --json`\n\nAn object: `plan` (the file), `scenario`, `title`, `profile`, `profile_status`, "
    "`as_of`, "
    "`population`, `crs`, and the groups below. A group no rule fills is left out; a number that is not known is "
    "null.\n\n"
    "- `villages`: each of verdicts → `before`, `after` (villages)\n"
    "- `people`: `all`, `served`, `within_limit`, `time_unknown` → `before`, `after`, `before_percent`, "
    "`after_percent`\n"
    "- `clinics`: `standing`, `counted`, `planned`, `joint`, and each of actions → clinics (by main action)\n"
    "- `reach`: each rule with a limit, people to be reached; `RULE.within`, those within it → `before`, `after`\n"
    "- `new_sites`: `RULE.fewest`, `RULE.goal`, `RULE.built`: sites for full coverage, for the share aimed at, and "
    "proposed\n"
    "- `picks`: each rule that chooses the best set → facilities chosen\n"
    "- `gaps`: each of gap_kinds → `before`, `after`\n"
    "- `staff`: `required`, `in_post`, `reengaged`, `leaving`, `age_unknown`, `vacancies` (first year)\n"
    "- `money`: each payer → `capital`, `yearly_before`, `yearly_after` (yuan)\n"
    "- `optimisation`: `problems`, `proved`, and the widest gap of what is not proved: `clinics_gap`, "
    "`travel_gap_percent`\n"
    "- `findings`: `note`, `warning`, `serious`\n"
    "- `seconds`: `read`, `plan`, `write`\n\n"
    "`buju explain --json`: `code`, and the sections `village` or `site`, `served_by`, `clinics`, `actions`, "
    "`joint_group`, `gaps`, `doctors`, `villages_served`, `findings`, each an array of objects keyed by the columns of "
    "the layer; what is NULL is left out.\n"};

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
            "开头的由 `buju compare -o` 写出；其余各图层由 `buju plan` 写出。\n"
          : "# The plan's layers, column by column\n\nMade from the table in the program (`core/columns/`); after a "
            "change run `BUJU_UPDATE_DOCS=1 ctest --test-dir build/dev -R unit.columns`.\n\nMissing is NULL, never 0; "
            "an unreachable time is NULL. Times are rounded up to a thousandth of a minute, so that what is within "
            "the limit is so in the table too. People of villages and sites are whole numbers; those of settlements "
            "may have fractions, because they add up to their village. Money is yuan, to the fen. A layer is written "
            "when a rule in force fills it; villages, sites, coverage gaps, findings and run information always "
            "are.\n\nLayers whose names begin with `access_` are written by `buju access -o` into a file of their own, "
            "with findings and run information (see [access.md](access.md)); those that begin with `changed_` and "
            "`compared_` by `buju compare -o`; all others by `buju plan`.\n");
  for (int l = 0; l < BUJU_LAYERS; l++) put_layer(&text, lang, &buju_layer_specs[l]);
  put_domains(&text, lang);
  put(&text, in(lang, &json_keys));
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
