/* buju solve: a siting problem from a file, its answer and its proof. SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/long_run.h"
#include "cli/solve_show.h"

extern const command cmd_solve;

static const double GOOD_ENOUGH = 0.01; /* a plan so little worse than the best is as good */

typedef struct request {
  const char *path, *certificate;
  buju_solve_spec spec;
  bool json, time, advice, within, quiet;
} request;

static bool take_whole(const char *text, int64_t *out) {
  char *end;
  if (text[strspn(text, "0123456789")] != '\0' || *text == '\0') return false;
  errno = 0;
  long long value = strtoll(text, &end, 10);
  *out = value;
  return errno == 0;
}

static bool take_real(const char *text, double *out, const char **rest) {
  char *end;
  if ((*text < '0' || *text > '9') && *text != '.') return false; /* strtod takes "nan", " 1" and "-1", too */
  errno = 0;
  *out = strtod(text, &end);
  *rest = end;
  return end != text && errno == 0 && isfinite(*out);
}

static bool take_number(const char *text, double *out) {
  const char *rest;
  return take_real(text, out, &rest) && *rest == '\0';
}

/* "0.5%" or "0.005". */
static bool take_share(const char *text, double *out) {
  const char *rest;
  if (!take_real(text, out, &rest)) return false;
  if (strcmp(rest, "%") == 0) *out /= 100;
  return *out <= 1 && (*rest == '\0' || strcmp(rest, "%") == 0);
}

/* 1: taken; 0: the value is no good; −1: no such option. */
static int take_value(request *r, const char *name, const char *value) {
  const struct {
    const char *name, **to;
  } texts[] = {{"--model", &r->spec.model},           {"--format", &r->spec.format}, {"--rounding", &r->spec.rounding},
               {"--candidates", &r->spec.candidates}, {"--assign", &r->spec.assign}, {"--tiers", &r->spec.tiers},
               {"--certificate", &r->certificate}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (strcmp(name, texts[i].name) == 0) {
      *texts[i].to = value;
      return value[0] != '\0';
    }
  int64_t whole = 0;
  if (strcmp(name, "--backup") == 0) {
    bool taken = take_whole(value, &whole) && whole >= 1 && whole <= 255;
    r->spec.backup = (int)whole;
    return taken;
  }
  if (strcmp(name, "-p") == 0) return r->spec.has_p = take_whole(value, &r->spec.p);
  if (strcmp(name, "--budget") == 0) return r->spec.has_budget = take_whole(value, &r->spec.budget);
  if (strcmp(name, "--limit") == 0) return r->spec.has_limit = take_number(value, &r->spec.limit);
  if (strcmp(name, "--unserved") == 0) return r->spec.has_unserved = take_number(value, &r->spec.unserved);
  if (strcmp(name, "--work") == 0) return take_whole(value, &r->spec.work) && r->spec.work > 0;
  if (strcmp(name, "--scale") == 0) return take_number(value, &r->spec.scale) && r->spec.scale > 0;
  if (strcmp(name, "--gap") == 0) return take_share(value, &r->spec.gap);
  if (strcmp(name, "--within") == 0) return r->within = take_share(value, &r->spec.slack);
  return -1;
}

static bool take_flag(request *r, const char *name) {
  const struct {
    const char *name;
    bool *flag;
  } flags[] = {{"--json", &r->json}, {"--time", &r->time}, {"--advice", &r->advice}, {"--quiet", &r->quiet}};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (strcmp(name, flags[i].name) == 0) return *flags[i].flag = true;
  return false;
}

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  BUJU_MSG(bad_value, "{0} 的取值“{1}”有误", "{0} cannot be \"{1}\"");
  BUJU_MSG(two, "只能给一个数据文件，多出“{0}”", "one instance only; \"{0}\" is another");
  BUJU_MSG(none, "需要一个数据文件", "an instance is needed");
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    if (take_flag(r, name)) continue;
    if (name[0] != '-' || name[1] == '\0') {
      if (r->path != NULL) return usage_failure(ctx, &cmd_solve, BUJU_SAY(two, buju_text(name)));
      r->path = name;
      continue;
    }
    const char *value = i + 1 < argc ? argv[i + 1] : NULL;
    int taken = take_value(r, name, value != NULL ? value : "");
    if (taken < 0) return usage_failure(ctx, &cmd_solve, BUJU_SAY(unknown, buju_text(name)));
    if (value == NULL) return usage_failure(ctx, &cmd_solve, BUJU_SAY(no_value, buju_text(name)));
    if (taken == 0) return usage_failure(ctx, &cmd_solve, BUJU_SAY(bad_value, buju_text(name), buju_text(value)));
    i++;
  }
  return r->path != NULL ? 0 : usage_failure(ctx, &cmd_solve, BUJU_SAY(none));
}

/* That there is no plan is a failure of what was asked. */
static buju_status refuse_nothing(buju_ctx *ctx, const request *r, const buju_solution_view *view) {
  BUJU_MSG(money, "{0}：没有可行方案：经费至少还差 {1}",
           "{0}: there is no plan: the budget falls short by {1} at least");
  BUJU_MSG(sites, "{0}：没有可行方案：p 至少还差 {1} 处", "{0}: there is no plan: p falls short by {1} at least");
  BUJU_MSG(tiers, "{0}：没有可行方案：各级的数量或经费至少还差 {1}",
           "{0}: there is no plan: p of tiers, or the budget, fall short by {1} at least");
  BUJU_MSG(room, "{0}：没有可行方案：容量合计至少还差 {1}{2}",
           "{0}: there is no plan: capacities fall short by {1} at least{2}");
  BUJU_MSG(some, "{0}：没有可行方案：在容量和最小规模之内服务不了所有人",
           "{0}: there is no plan: capacities and least sizes cannot be kept to");
  char groups[400];
  if (view->state != BUJU_SOLUTION_NOTHING) return BUJU_OK;
  buju_said said = BUJU_SAY(sites, buju_text(r->path), buju_int(view->shortfall));
  if (!view->has_p) said.msg = &money;
  if (view->tiers > 0) said.msg = &tiers;
  if (view->assign != NULL && view->shortfall == 0) said = BUJU_SAY(some, buju_text(r->path));
  if (view->short_of_room) {
    solve_show_groups(ctx, view, groups, sizeof groups);
    said = BUJU_SAY(room, buju_text(r->path), buju_int(view->shortfall), buju_text(groups));
  }
  return buju_fail(ctx, BUJU_E_CONTRADICTION, said);
}

enum { NO_CERTIFICATE = 1 }; /* exit status: solved, and the proof could not be kept */

/* *none: there is nothing to write; why is said, and the result stands. */
static buju_status certify(buju_ctx *ctx, const request *r, const buju_solution *solution, bool *none) {
  sigset_t before;
  interrupts_hold(&before);
  buju_status status = buju_solution_certify(ctx, solution, r->certificate);
  interrupts_release(&before);
  *none = status == BUJU_E_CONTRADICTION;
  if (*none) report_failure(ctx, status);
  return *none ? BUJU_OK : status;
}

static int solve(buju_ctx *ctx, request *r) {
  buju_solution *solution = NULL;
  bool uncertified = false;
  double began = seconds();
  r->spec.certify = r->certificate != NULL;
  r->spec.advise = r->advice || r->within;
  if (!r->within) r->spec.slack = GOOD_ENOUGH;
  bool progress = progress_begin(ctx, r->quiet);
  buju_status status = buju_solve(ctx, r->path, &r->spec, &solution);
  progress_end(progress);
  if (status == BUJU_OK) status = refuse_nothing(ctx, r, buju_solution_see(solution));
  if (status == BUJU_OK && r->certificate != NULL) status = certify(ctx, r, solution, &uncertified);
  if (status == BUJU_OK && r->json) solve_show_json(r->path, buju_solution_see(solution), false);
  if (status == BUJU_OK && !r->json) solve_show_text(ctx, r->path, buju_solution_see(solution), false);
  if (status == BUJU_OK && r->time) fprintf(stderr, "%.3f s\n", seconds() - began);
  buju_solution_free(solution);
  if (status != BUJU_OK) return report_failure(ctx, status);
  return uncertified ? NO_CERTIFICATE : 0;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  request r = {0};
  int exit_status = parse(ctx, argc, argv, &r);
  return exit_status == 0 ? solve(ctx, &r) : exit_status;
}

const command cmd_solve = {
    "solve",
    {"求解选址问题（文献算例或成本表），给出下界和证明", "solves a siting problem from a file, with bound and proof"},
    {"用法：buju solve 数据文件 [选项]\n"
     "\n"
     "求解一个选址问题：覆盖所有人最少几处（cover）、在上限内覆盖最多的人（max-cover）、权重×成本之和最小（median）、\n"
     "最远者最近（centre）。给出方案、下界和两者的差距。数据可以是 OR-Library、TSPLIB、BDS、rail 等文献算例，也可以是\n"
     "一张成本表（CSV：demand,weight,candidate,cost）。说明见 docs/optimise.zh-CN.md。\n"
     "\n"
     "  --model 模型        cover、max-cover、median、centre；默认按格式\n"
     "  -p N                最多新建 N 处\n"
     "  --limit X           上限（距离或时间，含），按文件的单位\n"
     "  --budget X          经费上限\n"
     "  --unserved X        median：无人服务者按成本 X 计，X 以上的不如不服务；默认 2 × 最大成本 + 1\n"
     "  --gap 0.5%          差距不超过此数即停；默认求到证明最优\n"
     "  --work N            约 N 步后停（每秒约 1 亿步），结果可重复\n"
     "  --certificate 文件  写出最优性证明，供 buju verify "
     "核对；证明太大等写不出时，结果照常给出，不写文件，退出状态为 1\n"
     "  --candidates 文件   候选点表（CSV：candidate,state,open_cost,close_cost,capacity,least），只用于 csv 格式\n"
     "  --assign 方式       有容量时人往哪里去：nearest（最近的一处）、sent（可分派，默认）、shared（可分到几处）\n"
     "  --tiers 文件        "
     "分级（村卫生室、卫生院、医院）一并选址：级表（CSV：tier,limit,p,visits，从低到高）；\n"
     "                      候选点表每级一行（candidate,tier,state,open_cost）；高一级的站点也提供低一级的服务\n"
     "  --backup N          cover：每人要有 N 处能到；也可在成本表的 backup 列里逐个给出\n"
     "  --format 格式       tsplib、bds、csv、rail、pmed、scp；默认按内容判断\n"
     "  --scale X           距离或 CSV 成本先乘以 X，再取整\n"
     "  --rounding 方式     down、nearest、up\n"
     "  --advice            哪些站点是每个好方案都有的，不要它要差多少；必选的站点代价多少\n"
     "  --within 1%         比最优至多差这么多的算好方案；默认 1%\n"
     "  --json              输出为 JSON\n"
     "  --time              用时写到标准错误\n"
     "  --quiet             不输出进度\n",
     "Usage: buju solve INSTANCE [OPTIONS]\n"
     "\n"
     "Solves a siting problem: the fewest sites that reach everybody (cover), most weight within a limit (max-cover),\n"
     "least weight × cost (median), least longest cost (centre). Gives the plan, a bound that no plan is below, and "
     "the\n"
     "gap between them. The instance is one of the literature's (OR-Library, TSPLIB, BDS, rail …) or a table of costs\n"
     "(CSV: demand,weight,candidate,cost). docs/optimise.md explains.\n"
     "\n"
     "  --model MODEL       cover, max-cover, median or centre; default: the format's\n"
     "  -p N                at most N sites are opened\n"
     "  --limit X           distance or time, inclusive, in the units of the file\n"
     "  --budget X          what opening may cost in all\n"
     "  --unserved X        median: whoever nobody serves counts at cost X, so that a longer way is not gone; "
     "default:\n"
     "                      2 × the longest cost + 1\n"
     "  --gap 0.5%          stops once the gap is no more; default: until proved\n"
     "  --work N            stops after about N steps (10^8 a second or so), reproducibly\n"
     "  --certificate FILE  writes the proof, for buju verify. When it cannot be kept (too large …), the result is "
     "shown\n"
     "                      all the same, no file is written, and the exit status is 1\n"
     "  --candidates FILE   a table of candidates beside a csv (CSV: "
     "candidate,state,open_cost,close_cost,capacity,least)\n"
     "  --assign HOW        with capacities, where people go: nearest, sent (where there is room; default) or shared\n"
     "  --tiers FILE        tiers of care (clinics, centres, hospitals) at once: a table of them (CSV: "
     "tier,limit,p,visits,\n"
     "                      the lowest first); the table of candidates has a row a tier "
     "(candidate,tier,state,open_cost);\n"
     "                      a site of a tier also gives those below\n"
     "  --backup N          cover: N sites in reach of everybody; or one by one in the column backup of the csv\n"
     "  --format FORMAT     tsplib, bds, csv, rail, pmed or scp; default: by content\n"
     "  --scale X           distances, or costs of a CSV, are multiplied by X before they are rounded\n"
     "  --rounding HOW      down, nearest or up\n"
     "  --advice            which sites every good plan has, how much worse plans without them are, what required ones "
     "cost\n"
     "  --within 1%         good: no worse than the best by more; default: 1%\n"
     "  --json              as JSON\n"
     "  --time              the seconds it took, on standard error\n"
     "  --quiet             no progress\n"},
    run};
