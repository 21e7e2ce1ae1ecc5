/* buju check: the inputs as they are read, nothing planned. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "buju/plan.h"
#include "cli/check_show.h"
#include "cli/command.h"

extern const command cmd_check;

typedef struct request {
  const char *scenario;
  const char **set; /* as many as there are arguments */
  size_t sets;
  bool json;
} request;

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  BUJU_MSG(two, "只能给一个方案文件，多出“{0}”", "one scenario only; \"{0}\" is another");
  BUJU_MSG(none, "需要一个方案文件", "a scenario file is needed");
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    bool set = strcmp(name, "--set") == 0;
    if (set && i + 1 >= argc) return usage_failure(ctx, &cmd_check, BUJU_SAY(no_value, buju_text(name)));
    if (set)
      r->set[r->sets++] = argv[++i];
    else if (strcmp(name, "--json") == 0)
      r->json = true;
    else if (name[0] == '-' && name[1] != '\0')
      return usage_failure(ctx, &cmd_check, BUJU_SAY(unknown, buju_text(name)));
    else if (r->scenario != NULL)
      return usage_failure(ctx, &cmd_check, BUJU_SAY(two, buju_text(name)));
    else
      r->scenario = name;
  }
  return r->scenario != NULL ? 0 : usage_failure(ctx, &cmd_check, BUJU_SAY(none));
}

static int check(buju_ctx *ctx, const request *r) {
  buju_scenario *scenario = NULL;
  buju_region *region = NULL;
  check_groups groups = {0};
  buju_status status = buju_scenario_read(ctx, r->scenario, r->set, r->sets, &scenario);
  if (status == BUJU_OK) status = buju_region_read(ctx, scenario, &region);
  size_t *chosen = status == BUJU_OK ? calloc(buju_scenario_selectors(scenario) + 1, sizeof *chosen) : NULL;
  if (status == BUJU_OK && chosen == NULL) status = buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_scenario_count(ctx, scenario, region, chosen);
  if (status == BUJU_OK && !check_groups_make(&region->findings, &groups)) status = buju_fail_memory(ctx);
  if (status == BUJU_OK && r->json) check_show_json(scenario, region, &groups);
  if (status == BUJU_OK && !r->json) check_show_text(ctx, scenario, region, chosen, &groups);
  free(chosen);
  check_groups_free(&groups);
  buju_region_free(region);
  buju_scenario_free(scenario);
  return status == BUJU_OK ? 0 : report_failure(ctx, status);
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  request r = {.set = calloc((size_t)argc, sizeof *r.set)};
  if (r.set == NULL) return report_failure(ctx, buju_fail_memory(ctx));
  int exit_status = parse(ctx, argc, argv, &r);
  if (exit_status == 0) exit_status = check(ctx, &r);
  free(r.set);
  return exit_status;
}

const command cmd_check = {
    "check",
    {"只检查数据和方案文件，不作规划", "check the data and the scenario, plan nothing"},
    {"用法：buju check scenario.yaml [选项]\n"
     "\n"
     "读取方案文件和全部数据，列出字段对应、坐标系、人口合计、筛选条件选中多少和每一类数据问题；不作规划，不写文件。\n"
     "\n"
     "  --set 键=值   改一个取值，可多次使用\n"
     "  --json        输出为 JSON，列出每一处问题\n",
     "Usage: buju check scenario.yaml [OPTIONS]\n"
     "\n"
     "Reads the scenario and all data and shows the fields, the CRS, the sums of people, how many the selectors "
     "choose\n"
     "and every kind of finding; plans nothing, writes nothing.\n"
     "\n"
     "  --set KEY=VALUE   changes one value; may be given again\n"
     "  --json            as JSON, with every finding\n"},
    run};
