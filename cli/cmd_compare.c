/* buju compare: what changed between two plans. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buju/compare.h"
#include "cli/command.h"
#include "cli/long_run.h"
#include "cli/show.h"
#include "core/text_width.h"

extern const command cmd_compare;

enum { SHOWN = 20, NUMBER = 16, INDENT = 2 };

typedef struct request {
  const char *from, *to, *out;
  bool json, all;
} request;

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  BUJU_MSG(two, "需要两个成果文件（.gpkg）", "two plans (.gpkg) are needed");
  BUJU_MSG(third, "只比较两个方案，多出“{0}”", "two plans are compared; \"{0}\" is a third");
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    if (strcmp(name, "-o") == 0) {
      if (i + 1 >= argc) return usage_failure(ctx, &cmd_compare, BUJU_SAY(no_value, buju_text(name)));
      r->out = argv[++i];
    } else if (strcmp(name, "--json") == 0) {
      r->json = true;
    } else if (strcmp(name, "--all") == 0) {
      r->all = true;
    } else if (name[0] == '-' && name[1] != '\0') {
      return usage_failure(ctx, &cmd_compare, BUJU_SAY(unknown, buju_text(name)));
    } else if (r->to != NULL) {
      return usage_failure(ctx, &cmd_compare, BUJU_SAY(third, buju_text(name)));
    } else {
      *(r->from == NULL ? &r->from : &r->to) = name;
    }
  }
  return r->to != NULL ? 0 : usage_failure(ctx, &cmd_compare, BUJU_SAY(two));
}

static const char *or_dash(const char *text) { return text != NULL ? text : "—"; }

/* The bytes of the rule's own key where the setting is a rule or one of its parameters ("rules.floor" of
 * "rules.floor.action"); 0: neither. */
static size_t rule_bytes(const char *key) {
  static const char rules[] = "rules.";
  enum { BEFORE = sizeof rules - 1 };
  return strncmp(key, rules, BEFORE) == 0 ? BEFORE + strcspn(key + BEFORE, ".") : 0;
}

static bool one_sided(const buju_paired *setting) { return setting->from == NULL || setting->to == NULL; }

/* A parameter of a rule that only one plan has says nothing more than the rule, which stands before it. */
static bool goes_with_its_rule(const buju_paired *setting, const buju_paired *rule) {
  size_t n = rule_bytes(setting->key);
  return rule != NULL && n > 0 && strncmp(rule->key, setting->key, n) == 0 && rule->key[n] == '\0' && one_sided(rule);
}

static void show_settings(const buju_ctx *ctx, const buju_comparison *c, bool all) {
  BUJU_MSG(same, "政策、参数和输入都相同。", "Policy, parameters and inputs are the same.");
  BUJU_MSG(line, "  {0}：{1} → {2}", "  {0}: {1} → {2}");
  const buju_paired *setting = buju_comparison_setting(c, 0);
  if (setting == NULL) {
    say_line(ctx, BUJU_SAY(same));
    return;
  }
  puts(setting->group_label);
  const buju_paired *rule = NULL;
  for (size_t i = 0; (setting = buju_comparison_setting(c, i)) != NULL; i++) {
    bool itself = rule_bytes(setting->key) == strlen(setting->key);
    if (!all && !itself && goes_with_its_rule(setting, rule)) continue;
    if (itself) rule = setting;
    say_line(ctx, BUJU_SAY(line, buju_text(setting->key), buju_text(or_dash(setting->from)),
                           buju_text(or_dash(setting->to))));
  }
}

static size_t total_width(const buju_comparison *c) {
  const buju_paired *total;
  size_t widest = 0;
  for (size_t i = 0; (total = buju_comparison_total(c, i)) != NULL; i++) {
    size_t label = buju_text_width(total->label) + INDENT, group = buju_text_width(total->group_label);
    if (label > widest) widest = label;
    if (group > widest) widest = group;
  }
  return widest;
}

static void show_totals(const buju_ctx *ctx, const buju_comparison *c, bool all) {
  BUJU_MSG(from, "前", "from");
  BUJU_MSG(to, "后", "to");
  BUJU_MSG(difference, "差额", "difference");
  const buju_msg *const heads[] = {&from, &to, &difference};
  const buju_paired *total;
  const char *group = "";
  size_t width = total_width(c);
  show_left("", width);
  for (int k = 0; k < 3; k++) show_right(buju_ctx_lang(ctx) == BUJU_ZH ? heads[k]->zh : heads[k]->en, NUMBER);
  putchar('\n');
  for (size_t i = 0; (total = buju_comparison_total(c, i)) != NULL; i++) {
    char number[48], signed_number[64];
    if (!all && !total->differs) continue;
    if (strcmp(group, total->group) != 0) puts(total->group_label);
    group = total->group;
    printf("%*s", INDENT, "");
    show_left(total->label, width - INDENT);
    show_right(show_number(total->from_number, 0, number), NUMBER);
    show_right(show_number(total->to_number, 0, number), NUMBER);
    double change = total->to_number - total->from_number;
    snprintf(signed_number, sizeof signed_number, "%s%s", change > 0 ? "+" : "", show_number(change, 0, number));
    show_right(change != 0 ? signed_number : "", NUMBER);
    putchar('\n');
  }
}

/* "served_by" is not told: people read the name beside it. */
static bool is_told(const buju_difference *d) { return strcmp(d->name, "served_by") != 0; }

/* "配置结论 单独设置 → 合建并入村；…" */
static void show_differences(const buju_ctx *ctx, const buju_changed *thing) {
  BUJU_MSG(semicolon, "；", "; ");
  bool changed = strcmp(thing->change, "changed") == 0, first = true;
  for (size_t i = 0; i < thing->n; i++) {
    const buju_difference *d = &thing->difference[i];
    if (!is_told(d)) continue;
    printf("%s%s ", first ? "" : buju_ctx_lang(ctx) == BUJU_ZH ? semicolon.zh : semicolon.en, d->label);
    first = false;
    if (changed)
      printf("%s → %s", or_dash(d->from), or_dash(d->to));
    else
      fputs(or_dash(d->from != NULL ? d->from : d->to), stdout);
  }
}

static void show_thing(const buju_ctx *ctx, const buju_changed *thing) {
  BUJU_MSG(head, "  {0} {1}（{2}） {3}：", "  {0} {1} ({2}) {3}: ");
  char line[1024];
  buju_said said = BUJU_SAY(head, buju_text(thing->key), buju_text(or_dash(thing->name)),
                            buju_text(or_dash(thing->township)), buju_text(thing->change_label));
  buju_say(buju_ctx_lang(ctx), &said, line, sizeof line);
  fputs(line, stdout);
  show_differences(ctx, thing);
  putchar('\n');
}

typedef const buju_changed *(*things)(const buju_comparison *c, size_t i);

static void show_things(const buju_ctx *ctx, const buju_comparison *c, things at, const buju_msg *title, bool all) {
  BUJU_MSG(head, "{0}：{1}", "{0}: {1}");
  BUJU_MSG(more, "  …… 另有 {0} 处，--all 全部列出，-o 写成 GeoPackage",
           "  … and {0} more: --all lists them, -o writes a GeoPackage");
  size_t n = 0;
  while (at(c, n) != NULL) n++;
  say_line(ctx, BUJU_SAY(head, buju_word(title), buju_int((int64_t)n)));
  for (size_t i = 0; i < n && (all || i < SHOWN); i++) show_thing(ctx, at(c, i));
  if (!all && n > SHOWN) say_line(ctx, BUJU_SAY(more, buju_int((int64_t)(n - SHOWN))));
}

static void show_text(const buju_ctx *ctx, const buju_comparison *c, const request *r) {
  BUJU_MSG(villages, "变化的村", "Villages that change");
  BUJU_MSG(sites, "变化的机构和建设点", "Sites that change");
  BUJU_MSG(written, "\n差异已写入 {0}", "\nThe differences are in {0}");
  show_settings(ctx, c, r->all);
  putchar('\n');
  show_totals(ctx, c, r->all);
  putchar('\n');
  show_things(ctx, c, buju_comparison_village, &villages, r->all);
  putchar('\n');
  show_things(ctx, c, buju_comparison_site, &sites, r->all);
  if (r->out != NULL) say_line(ctx, BUJU_SAY(written, buju_text(r->out)));
}

static void json_settings(buju_json *json, const buju_comparison *c) {
  const buju_paired *setting;
  buju_json_open(json, "settings", '{');
  for (size_t i = 0; (setting = buju_comparison_setting(c, i)) != NULL; i++) {
    buju_json_open(json, setting->key, '{');
    buju_json_text(json, "from", setting->from);
    buju_json_text(json, "to", setting->to);
    buju_json_close(json, '}');
  }
  buju_json_close(json, '}');
}

static void json_totals(buju_json *json, const buju_comparison *c) {
  const buju_paired *total;
  const char *group = NULL;
  buju_json_open(json, "totals", '{');
  for (size_t i = 0; (total = buju_comparison_total(c, i)) != NULL; i++) {
    if (group != NULL && strcmp(group, total->group) != 0) buju_json_close(json, '}');
    if (group == NULL || strcmp(group, total->group) != 0) buju_json_open(json, total->group, '{');
    group = total->group;
    buju_json_open(json, total->key, '{');
    buju_json_real(json, "from", total->from_number);
    buju_json_real(json, "to", total->to_number);
    buju_json_close(json, '}');
  }
  if (group != NULL) buju_json_close(json, '}');
  buju_json_close(json, '}');
}

static void json_things(buju_json *json, const char *key, const buju_comparison *c, things at) {
  const buju_changed *thing;
  buju_json_open(json, key, '[');
  for (size_t i = 0; (thing = at(c, i)) != NULL; i++) {
    buju_json_open(json, NULL, '{');
    buju_json_text(json, "key", thing->key);
    buju_json_text(json, "name", thing->name);
    buju_json_text(json, "township", thing->township);
    buju_json_text(json, "change", thing->change);
    for (size_t k = 0; k < thing->n; k++) {
      buju_json_open(json, thing->difference[k].name, '{');
      buju_json_text(json, "from", thing->difference[k].from_id);
      buju_json_text(json, "to", thing->difference[k].to_id);
      buju_json_close(json, '}');
    }
    buju_json_close(json, '}');
  }
  buju_json_close(json, ']');
}

static void show_json(const request *r, const buju_comparison *c) {
  buju_json json = show_json_begin();
  buju_json_text(&json, "from", r->from);
  buju_json_text(&json, "to", r->to);
  json_settings(&json, c);
  json_totals(&json, c);
  json_things(&json, "villages", c, buju_comparison_village);
  json_things(&json, "sites", c, buju_comparison_site);
  show_json_end(&json);
}

static buju_status write_whole(buju_ctx *ctx, const buju_comparison *c, const char *path) {
  sigset_t before;
  interrupts_hold(&before);
  buju_status status = buju_comparison_write(ctx, c, path);
  interrupts_release(&before);
  return status;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  request r = {0};
  buju_comparison *c = NULL;
  int exit_status = parse(ctx, argc, argv, &r);
  if (exit_status != 0 || r.to == NULL) return exit_status;
  buju_status status = buju_compare(ctx, r.from, r.to, &c);
  if (status == BUJU_OK && r.out != NULL) status = write_whole(ctx, c, r.out);
  if (status != BUJU_OK)
    exit_status = report_failure(ctx, status);
  else if (r.json)
    show_json(&r, c);
  else
    show_text(ctx, c, &r);
  buju_comparison_free(c);
  return exit_status;
}

const command cmd_compare = {
    "compare",
    {"两个方案有什么不同：要求、合计、逐村、逐机构",
     "what changed between two plans: settings, totals, villages, sites"},
    {"用法：buju compare 前.gpkg 后.gpkg [选项]\n"
     "\n"
     "比较 buju plan 写出的两个方案：哪些要求不同，各项合计差多少，哪些村的结论变了，哪些机构新增、不再有或处置不同。\n"
     "\n"
     "  -o 差异.gpkg        把差异写成 GeoPackage，图层 changed_villages、changed_sites 可在 QGIS 中查看\n"
     "  --all               全部列出，包括没有变化的合计、只有一方才有的规则的各个参数\n"
     "  --json              输出 JSON：settings、totals、villages、sites，键和取值与成果文件一致\n"
     "\n"
     "退出状态：0 完成；2 用法；4 不是成果文件；6 系统。\n",
     "Usage: buju compare FROM.gpkg TO.gpkg [OPTIONS]\n"
     "\n"
     "Compares two plans that buju plan wrote: what was asked otherwise, how the totals differ, which villages get\n"
     "another verdict, which sites appear, are gone or get another action.\n"
     "\n"
     "  -o DIFFERENCES.gpkg the differences as a GeoPackage; changed_villages and changed_sites show them in QGIS\n"
     "  --all               lists everything, also totals that are the same and the parameters of rules only one has\n"
     "  --json              JSON: settings, totals, villages, sites, with the keys and values of the plans\n"
     "\n"
     "Exit status: 0 done; 2 usage; 4 no plan; 6 system.\n"},
    run,
};
