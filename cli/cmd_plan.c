/* buju plan: from a scenario to a plan, written and summed up. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/long_run.h"
#include "cli/plan_show.h"

extern const command cmd_plan;

typedef struct request {
  const char *scenario, *out;
  const char **set; /* as many as there are arguments */
  size_t sets;
  bool json, all, quiet, fail_on_gaps;
} request;

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  BUJU_MSG(two, "只能给一个方案文件，多出“{0}”", "one scenario only; \"{0}\" is another");
  BUJU_MSG(none, "需要一个方案文件", "a scenario file is needed");
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    bool out = strcmp(name, "-o") == 0, set = strcmp(name, "--set") == 0;
    if ((out || set) && i + 1 >= argc) return usage_failure(ctx, &cmd_plan, BUJU_SAY(no_value, buju_text(name)));
    if (out)
      r->out = argv[++i];
    else if (set)
      r->set[r->sets++] = argv[++i];
    else if (strcmp(name, "--json") == 0)
      r->json = true;
    else if (strcmp(name, "--all") == 0)
      r->all = true;
    else if (strcmp(name, "--quiet") == 0)
      r->quiet = true;
    else if (strcmp(name, "--fail-on-gaps") == 0)
      r->fail_on_gaps = true;
    else if (name[0] == '-' && name[1] != '\0')
      return usage_failure(ctx, &cmd_plan, BUJU_SAY(unknown, buju_text(name)));
    else if (r->scenario != NULL)
      return usage_failure(ctx, &cmd_plan, BUJU_SAY(two, buju_text(name)));
    else
      r->scenario = name;
  }
  return r->scenario != NULL ? 0 : usage_failure(ctx, &cmd_plan, BUJU_SAY(none));
}

/* plan.gpkg beside the scenario; NULL when memory is out. */
static char *default_path(const char *scenario) {
  const char *slash = strrchr(scenario, '/');
  size_t folder = slash != NULL ? (size_t)(slash - scenario) + 1 : 0;
  char *path = malloc(folder + sizeof "plan.gpkg");
  if (path == NULL) return NULL;
  memcpy(path, scenario, folder);
  strcpy(path + folder, "plan.gpkg");
  return path;
}

/* How many gaps remain after the plan. */
static int64_t gaps_left(const buju_summary *summary) {
  const buju_figures *group;
  double left = 0;
  for (size_t g = 0; (group = buju_summary_group(summary, g)) != NULL; g++)
    for (size_t i = 0; strcmp(group->key, "gaps") == 0 && i < group->n; i++) left += group->figure[i].value[1];
  return (int64_t)left;
}

/* Done, but not what was asked: the plan is there, and one line says what it leaves. */
static int report_gaps(const buju_ctx *ctx, const char *path, int64_t left) {
  BUJU_MSG(remain, "buju: {0}：规划后仍有 {1} 处缺口，见图层 coverage_gaps",
           "buju: {0}: {1} gap{1?|s} {1?remains|remain} after the plan; see the layer coverage_gaps");
  char line[1024];
  buju_said said = BUJU_SAY(remain, buju_text(path), buju_int(left));
  buju_say(buju_ctx_lang(ctx), &said, line, sizeof line);
  fprintf(stderr, "%s\n", line);
  return 1;
}

static int show(buju_ctx *ctx, const request *r, plan_report *report, const buju_plan *plan) {
  buju_summary *summary = NULL;
  buju_status status = buju_summary_make(ctx, report->region, plan, &summary);
  if (status != BUJU_OK) return report_failure(ctx, status);
  report->summary = summary;
  if (r->json)
    plan_show_json(report);
  else if (!r->quiet && r->all)
    plan_show_all(ctx, report);
  else if (!r->quiet)
    status = plan_show_screen(ctx, report);
  int64_t left = gaps_left(summary);
  int exit_status = status != BUJU_OK ? report_failure(ctx, status) : 0;
  if (status == BUJU_OK && r->fail_on_gaps && left > 0) exit_status = report_gaps(ctx, r->out, left);
  buju_summary_free(summary);
  return exit_status;
}

static buju_status write_whole(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                               const buju_plan *plan, const char *path) {
  sigset_t before;
  interrupts_hold(&before);
  buju_status status = buju_plan_write(ctx, scenario, region, plan, path);
  interrupts_release(&before);
  return status;
}

static int make_plan(buju_ctx *ctx, const request *r) {
  buju_scenario *scenario = NULL;
  buju_region *region = NULL;
  buju_plan *plan = NULL;
  plan_report report = {.path = r->out};
  bool progress = progress_begin(ctx, r->quiet);
  double began = seconds();
  buju_status status = buju_scenario_read(ctx, r->scenario, r->set, r->sets, &scenario);
  if (status == BUJU_OK) status = buju_region_read(ctx, scenario, &region);
  double read = seconds();
  if (status == BUJU_OK) status = buju_plan_make(ctx, scenario, region, &plan);
  double planned = seconds();
  if (status == BUJU_OK) status = write_whole(ctx, scenario, region, plan, r->out);
  double written = seconds();
  progress_end(progress);
  int exit_status = 0;
  if (status == BUJU_OK) {
    report = (plan_report){r->out, scenario, region, NULL, read - began, planned - read, written - planned};
    exit_status = show(ctx, r, &report, plan);
  } else {
    exit_status = report_failure(ctx, status);
  }
  buju_plan_free(plan);
  buju_region_free(region);
  buju_scenario_free(scenario);
  return exit_status;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  request r = {.set = malloc((size_t)argc * sizeof *r.set)};
  char *path = NULL;
  if (r.set == NULL) return report_failure(ctx, buju_fail_memory(ctx));
  int exit_status = parse(ctx, argc, argv, &r);
  if (exit_status != 0 || r.scenario == NULL) goto done;
  if (r.out == NULL) r.out = path = default_path(r.scenario);
  exit_status = r.out != NULL ? make_plan(ctx, &r) : report_failure(ctx, buju_fail_memory(ctx));
done:
  free(path);
  free(r.set);
  return exit_status;
}

const command cmd_plan = {
    "plan",
    {"按方案文件规划，写出 GeoPackage 并给出摘要", "plan a scenario, write the GeoPackage and sum it up"},
    {"用法：buju plan scenario.yaml [选项]\n"
     "\n"
     "读取数据，按政策逐村判定，写出方案（GeoPackage，可在 QGIS 中打开），并在屏幕上给出摘要。\n"
     "写出的文件要么是完整的新方案，要么保持原样；两次运行结果逐字节相同。\n"
     "旁边另写一个 QGIS 工程 plan.qgz，双击即可看图、打印；在 QGIS 中保存过的工程不会被覆盖。\n"
     "\n"
     "  -o plan.gpkg        方案写到哪里；默认在方案文件旁边，名为 plan.gpkg\n"
     "  --set 键=值         改一个取值，可多次使用，例如 --set rules.joint_clinic.max_population=700\n"
     "  --all               摘要列出全部数字，逐条规则；默认只列要点，不超过一屏\n"
     "  --json              摘要输出为 JSON，供其他程序使用；键名见 docs/json.zh-CN.md\n"
     "  --quiet             不输出摘要和进度\n"
     "  --fail-on-gaps      规划后仍有缺口时退出状态为 1\n"
     "\n"
     "退出状态：0 完成；1 仍有缺口（仅 --fail-on-gaps）；2 用法；3 方案文件；4 数据；5 要求矛盾；6 系统。\n",
     "Usage: buju plan scenario.yaml [OPTIONS]\n"
     "\n"
     "Reads the data, decides village by village, writes the plan (a GeoPackage, for QGIS) and sums it up.\n"
     "The file is a whole new plan or stays as it was; two runs give the same bytes. Beside it goes plan.qgz,\n"
     "a QGIS project ready to look at and to print; one that somebody saved in QGIS is left alone.\n"
     "\n"
     "  -o plan.gpkg        where the plan goes; default: plan.gpkg beside the scenario\n"
     "  --set KEY=VALUE     changes one value; may be repeated: --set rules.joint_clinic.max_population=700\n"
     "  --all               the summary has every figure, rule by rule; else what matters most, on one screen\n"
     "  --json              the summary as JSON, for other programs; docs/json.md has the keys\n"
     "  --quiet             no summary, no progress\n"
     "  --fail-on-gaps      exit status 1 when gaps remain after the plan\n"
     "\n"
     "Exit status: 0 done; 1 gaps remain (--fail-on-gaps only); 2 usage; 3 scenario; 4 data; 5 contradiction;\n"
     "6 system.\n"},
    run,
};
