/* buju report: the annual construction report of a plan. SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "buju/report.h"
#include "cli/command.h"

extern const command cmd_report;

typedef struct request {
  const char *plan, *folder;
  bool quiet;
} request;

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  BUJU_MSG(needed, "需要一个成果文件和 -o 文件夹", "a plan and -o FOLDER are needed");
  BUJU_MSG(two, "只能给一个成果文件，多出“{0}”", "one plan only; \"{0}\" is another");
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-o") == 0) {
      if (i + 1 >= argc) return usage_failure(ctx, &cmd_report, BUJU_SAY(no_value, buju_text(argv[i])));
      r->folder = argv[++i];
    } else if (strcmp(argv[i], "--quiet") == 0) {
      r->quiet = true;
    } else if (argv[i][0] == '-' && argv[i][1] != '\0') {
      return usage_failure(ctx, &cmd_report, BUJU_SAY(unknown, buju_text(argv[i])));
    } else if (r->plan != NULL) {
      return usage_failure(ctx, &cmd_report, BUJU_SAY(two, buju_text(argv[i])));
    } else {
      r->plan = argv[i];
    }
  }
  if (r->plan != NULL && r->folder != NULL && *r->folder != '\0') return 0;
  return usage_failure(ctx, &cmd_report, BUJU_SAY(needed));
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(
      written, "报告已写入 {0}/report.html，用浏览器打开，打印为 A4；表格在 {0}/report.xlsx",
      "The report is in {0}/report.html: open it in a browser; it prints on A4. Its tables are in {0}/report.xlsx");
  request r = {0};
  int exit_status = parse(ctx, argc, argv, &r);
  if (exit_status != 0) return exit_status;
  buju_status status = buju_report_write(ctx, r.plan, r.folder);
  if (status != BUJU_OK) return report_failure(ctx, status);
  if (!r.quiet) say_line(ctx, BUJU_SAY(written, buju_text(r.folder)));
  return 0;
}

const command cmd_report = {
    "report",
    {"写出年度建设报告：一个网页，可离线打开，可打印，另有 Excel 工作簿",
     "write the annual construction report: one page, offline, to be printed, and a workbook"},
    {"用法：buju report plan.gpkg -o 文件夹 [选项]\n"
     "\n"
     "由 buju plan 写出的方案生成年度建设报告 report.html：摘要、规划前后对照、布局图、覆盖情况、年度任务、建设项目、\n"
     "合建、人员、经费、比选、巡诊、缺口、分乡镇征求意见表、方法与依据。图和表都在一个文件里，不需要网络。\n"
     "旁边的 report.xlsx 是 Excel 工作簿：同样的内容，可筛选、可改、合计为公式，带图表和打印设置。\n"
     "\n"
     "  -o 文件夹   写到哪里；没有就新建\n"
     "  --quiet     不说写到了哪里\n"
     "\n"
     "退出状态：0 完成；2 用法；4 不是成果文件；6 系统。\n",
     "Usage: buju report plan.gpkg -o FOLDER [OPTIONS]\n"
     "\n"
     "Makes the annual construction report report.html of a plan that buju plan wrote: summary, before and after, "
     "maps,\n"
     "coverage, annual targets, projects, joint clinics, staff, money, choices, rounds, gaps, a sheet for comment for "
     "each\n"
     "township, method. Maps, charts and tables are in the one file; no network is needed.\n"
     "Beside it, report.xlsx is an Excel workbook of the same: to filter and edit, totals are formulas, with charts.\n"
     "\n"
     "  -o FOLDER   where; made when it is not there\n"
     "  --quiet     does not say where it went\n"
     "\n"
     "Exit status: 0 done; 2 usage; 4 no plan; 6 system.\n"},
    run,
};
