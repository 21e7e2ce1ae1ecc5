/* buju explain: everything a plan says about a village or a site. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "buju/explain.h"
#include "cli/command.h"
#include "cli/show.h"
#include "core/text_width.h"

extern const command cmd_explain;

static void json_row(buju_json *json, const buju_explained *row) {
  buju_json_open(json, NULL, '{');
  for (size_t i = 0; i < row->n; i++) {
    const buju_fact *fact = &row->fact[i];
    switch (fact->kind) {
    case BUJU_FACT_TEXT: buju_json_text(json, fact->name, fact->id); break;
    case BUJU_FACT_INTEGER: buju_json_int(json, fact->name, fact->integer); break;
    case BUJU_FACT_REAL: buju_json_real(json, fact->name, fact->real); break;
    case BUJU_FACT_BOOLEAN: buju_json_bool(json, fact->name, fact->integer != 0); break;
    }
  }
  buju_json_close(json, '}');
}

static void show_json(const buju_explanation *explanation) {
  const buju_section *section;
  buju_json json = show_json_begin();
  buju_json_text(&json, "code", buju_explanation_code(explanation));
  for (size_t s = 0; (section = buju_explanation_section(explanation, s)) != NULL; s++) {
    buju_json_open(&json, section->key, '[');
    for (size_t i = 0; i < section->n; i++) json_row(&json, &section->row[i]);
    buju_json_close(&json, ']');
  }
  show_json_end(&json);
}

static void show_row(const buju_explained *row) {
  size_t label_width = 0;
  for (size_t i = 0; i < row->n; i++) {
    size_t width = buju_text_width(row->fact[i].label);
    if (row->fact[i].brief && width > label_width) label_width = width;
  }
  for (size_t i = 0; i < row->n; i++) {
    if (!row->fact[i].brief) continue;
    printf("  ");
    show_left(row->fact[i].label, label_width + 2);
    puts(row->fact[i].text);
  }
}

/* Many short rows: one a line. */
static void show_line(const buju_explained *row) {
  const char *gap = "  ";
  for (size_t i = 0; i < row->n; i++) {
    if (!row->fact[i].brief) continue;
    printf("%s%s", gap, row->fact[i].text);
    gap = " · ";
  }
  putchar('\n');
}

static void show_text(const buju_explanation *explanation) {
  const buju_section *section;
  for (size_t s = 0; (section = buju_explanation_section(explanation, s)) != NULL; s++) {
    printf("%s■ %s", s > 0 ? "\n" : "", section->label);
    if (section->n > 1) printf(" (%zu)", section->n);
    putchar('\n');
    bool lines = strcmp(section->key, "villages_served") == 0 || strcmp(section->key, "findings") == 0;
    for (size_t i = 0; i < section->n; i++) {
      if (i > 0 && !lines) putchar('\n');
      if (lines)
        show_line(&section->row[i]);
      else
        show_row(&section->row[i]);
    }
  }
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(two_needed, "需要成果文件和一个代码或名称", "a plan and a code or name are needed");
  const char *given[2] = {NULL, NULL};
  size_t n = 0;
  bool json = false;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0)
      json = true;
    else if (argv[i][0] == '-' && argv[i][1] != '\0')
      return usage_failure(ctx, &cmd_explain, BUJU_SAY(unknown, buju_text(argv[i])));
    else if (n < 2)
      given[n++] = argv[i];
    else
      n = 3;
  }
  if (n != 2) return usage_failure(ctx, &cmd_explain, BUJU_SAY(two_needed));
  buju_explanation *explanation = NULL;
  buju_status status = buju_explain(ctx, given[0], given[1], &explanation);
  if (status != BUJU_OK) return report_failure(ctx, status);
  if (json)
    show_json(explanation);
  else
    show_text(explanation);
  buju_explanation_free(explanation);
  return 0;
}

const command cmd_explain = {
    "explain",
    {"说明某村、某机构为何得到这样的结论", "tell why a village or a site got what it got"},
    {"用法：buju explain plan.gpkg 代码或名称 [--json]\n"
     "\n"
     "从写出的方案中找出某个村或机构的全部内容：结论、规则、政策条款、理由、未采用的规则和备选方案、由谁服务、\n"
     "多远、处置、合建组、缺口、医生和人工决定。名称不唯一时列出各处的代码；没有时给出最接近的。\n"
     "\n"
     "  --json   输出 JSON：每一节一个数组，键名是图层的列名，见 docs/outputs.zh-CN.md\n",
     "Usage: buju explain plan.gpkg CODE-OR-NAME [--json]\n"
     "\n"
     "Collects from a written plan everything about a village or a site: the verdict, the rule, the clause, the\n"
     "reason, what lost, the alternative, who serves it and how far, actions, joint group, gaps, doctors and human\n"
     "decisions. A name that is not unique lists the codes; an unknown one lists the nearest.\n"
     "\n"
     "  --json   JSON: an array for each section, keyed by the columns of the layers; see docs/outputs.md\n"},
    run,
};
