/* buju access: who reaches which service in what time. SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/access_show.h"
#include "cli/command.h"
#include "cli/long_run.h"

extern const command cmd_access;

typedef struct request {
  const char *scenario, *out;
  const char **set; /* as many as there are arguments */
  size_t sets;
  buju_access_spec spec;
  bool json, quiet, villages, catchments;
} request;

/* "15,30,60" into numbers × scale, whole after rounding up; how many, or −1 when it is no such list. */
static int parse_list(const char *text, double scale, double most, double value[BUJU_ACCESS_LIMITS + 1]) {
  int n = 0;
  for (const char *at = text;; at++) {
    char *end;
    errno = 0;
    double number = strtod(at, &end);
    bool digits = (*at >= '0' && *at <= '9') || *at == '.';
    if (!digits || end == at || errno != 0 || !(number * scale <= most)) return -1;
    if (n <= BUJU_ACCESS_LIMITS) value[n++] = ceil(number * scale - 1e-6);
    at = end;
    if (*at == '\0') return n;
    if (*at != ',') return -1;
  }
}

static int parse_limits(const buju_ctx *ctx, const char *text, buju_access_spec *spec) {
  BUJU_MSG(bad, "--limits 应为用逗号分开的分钟数，如 15,30,60，最多 {0} 个；不能是“{1}”",
           "--limits takes minutes between commas, like 15,30,60, at most {0} of them; not \"{1}\"");
  double value[BUJU_ACCESS_LIMITS + 1];
  int n = parse_list(text, 60000, 4294967294.0, value);
  if (n < 0 || n > BUJU_ACCESS_LIMITS)
    return usage_failure(ctx, &cmd_access, BUJU_SAY(bad, buju_int(BUJU_ACCESS_LIMITS), buju_text(text)));
  spec->limits = (size_t)n;
  for (int i = 0; i < n; i++) spec->limit_ms[i] = (uint32_t)value[i];
  return 0;
}

static int parse_weights(const buju_ctx *ctx, const char *text, buju_access_spec *spec) {
  BUJU_MSG(bad, "--weights 应为用逗号分开的 0 到 1 之间的数，如 1,0.68,0.22；不能是“{0}”",
           "--weights takes numbers between 0 and 1 between commas, like 1,0.68,0.22; not \"{0}\"");
  double value[BUJU_ACCESS_LIMITS + 1];
  int n = parse_list(text, 1000, 1000, value);
  if (n < 0 || n > BUJU_ACCESS_LIMITS) return usage_failure(ctx, &cmd_access, BUJU_SAY(bad, buju_text(text)));
  spec->weights = (size_t)n;
  for (int i = 0; i < n; i++) spec->weight[i] = (uint16_t)value[i];
  return 0;
}

/* An option with a value; −1 when name is none. */
static int take_value(const buju_ctx *ctx, const char *name, const char *value, request *r) {
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  const struct {
    const char *name, **to;
  } texts[] = {{"-o", &r->out},
               {"--mode", &r->spec.mode},
               {"--travel", &r->spec.travel},
               {"--direction", &r->spec.direction},
               {"--service", &r->spec.service}};
  const char **to = NULL;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (strcmp(name, texts[i].name) == 0) to = texts[i].to;
  bool set = strcmp(name, "--set") == 0, limits = strcmp(name, "--limits") == 0;
  bool weights = strcmp(name, "--weights") == 0;
  if (to == NULL && !set && !limits && !weights) return -1;
  if (value == NULL) return usage_failure(ctx, &cmd_access, BUJU_SAY(no_value, buju_text(name)));
  if (limits) return parse_limits(ctx, value, &r->spec);
  if (weights) return parse_weights(ctx, value, &r->spec);
  if (set)
    r->set[r->sets++] = value;
  else
    *to = value;
  return 0;
}

/* What is asked to be measured on is to be read as if the scenario said so; a word that is none is refused later. */
static void set_provider(request *r) {
  static const char *const sets[] = {"travel.provider=straight", "travel.provider=roads", "travel.provider=terrain",
                                     "travel.provider=auto"};
  for (size_t i = 0; r->spec.travel != NULL && i < sizeof sets / sizeof *sets; i++)
    if (strcmp(sets[i] + strlen("travel.provider="), r->spec.travel) == 0) r->set[r->sets++] = sets[i];
}

static bool take_flag(const char *name, request *r) {
  const struct {
    const char *name;
    bool *to;
  } flags[] = {
      {"--json", &r->json}, {"--quiet", &r->quiet}, {"--villages", &r->villages}, {"--catchments", &r->catchments}};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (strcmp(name, flags[i].name) == 0) {
      *flags[i].to = true;
      return true;
    }
  return false;
}

/* In any case. */
static bool ends_in(const char *path, const char *end) {
  size_t n = strlen(path), m = strlen(end), i = 0;
  if (n <= m) return false;
  while (i < m && (path[n - m + i] | 0x20) == (end[i] | 0x20)) i++;
  return i == m;
}

static int check_output(const buju_ctx *ctx, request *r) {
  BUJU_MSG(end, "-o {0}：文件名应以 .gpkg 或 .csv 结尾", "-o {0}: the name must end in .gpkg or .csv");
  BUJU_MSG(no_layer, "--catchments 写成图层，要用 -o 给出 .gpkg 文件",
           "--catchments makes a layer; give a .gpkg file with -o");
  bool layers = r->out != NULL && ends_in(r->out, ".gpkg");
  if (r->out != NULL && !layers && !ends_in(r->out, ".csv"))
    return usage_failure(ctx, &cmd_access, BUJU_SAY(end, buju_text(r->out)));
  if (r->catchments && !layers) return usage_failure(ctx, &cmd_access, BUJU_SAY(no_layer));
  r->spec.catchments = r->catchments;
  return 0;
}

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(two, "只能给一个方案文件，多出“{0}”", "one scenario only; \"{0}\" is another");
  BUJU_MSG(none, "需要一个方案文件", "a scenario file is needed");
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    int taken = take_value(ctx, name, i + 1 < argc ? argv[i + 1] : NULL, r);
    if (taken > 0) return taken;
    if (taken == 0) {
      i++;
      continue;
    }
    if (take_flag(name, r)) continue;
    if (name[0] == '-' && name[1] != '\0') return usage_failure(ctx, &cmd_access, BUJU_SAY(unknown, buju_text(name)));
    if (r->scenario != NULL) return usage_failure(ctx, &cmd_access, BUJU_SAY(two, buju_text(name)));
    r->scenario = name;
  }
  if (r->scenario == NULL) return usage_failure(ctx, &cmd_access, BUJU_SAY(none));
  set_provider(r);
  return check_output(ctx, r);
}

static buju_status write_whole(buju_ctx *ctx, const request *r, const buju_access *access) {
  sigset_t before;
  if (r->out == NULL) return BUJU_OK;
  interrupts_hold(&before);
  buju_status status = buju_access_write(ctx, access, r->villages, r->out);
  interrupts_release(&before);
  return status;
}

static int measure(buju_ctx *ctx, const request *r) {
  buju_scenario *scenario = NULL;
  buju_region *region = NULL;
  buju_access *access = NULL;
  bool progress = progress_begin(ctx, r->quiet);
  double began = seconds();
  buju_status status = buju_scenario_read_for_access(ctx, r->scenario, r->set, r->sets, &scenario);
  if (status == BUJU_OK) status = buju_region_read(ctx, scenario, &region);
  double read = seconds();
  if (status == BUJU_OK) status = buju_access_make(ctx, scenario, region, &r->spec, &access);
  double measured = seconds();
  if (status == BUJU_OK) status = write_whole(ctx, r, access);
  double written = seconds();
  progress_end(progress);
  access_report report = {access, r->out, r->villages, read - began, measured - read, written - measured};
  if (status == BUJU_OK && r->json)
    access_show_json(&report);
  else if (status == BUJU_OK && !r->quiet)
    access_show_text(ctx, &report);
  buju_access_free(access);
  buju_region_free(region);
  buju_scenario_free(scenario);
  return status == BUJU_OK ? 0 : report_failure(ctx, status);
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  request r = {.set = calloc((size_t)argc, sizeof *r.set)};
  if (r.set == NULL) return report_failure(ctx, buju_fail_memory(ctx));
  int exit_status = parse(ctx, argc, argv, &r);
  if (exit_status == 0) exit_status = measure(ctx, &r);
  free(r.set);
  return exit_status;
}

const command cmd_access = {
    "access",
    {"各类机构多少分钟内能到多少人，每千人有多少医生", "who reaches which service in what time; doctors in reach"},
    {"用法：buju access scenario.yaml [选项]\n"
     "\n"
     "只回答可及性：到每一类机构，15、30、60 分钟内有多少人，多少人更远、到不了，现状如何，按方案规划后如何；\n"
     "以及可及的每千人医生数（E2SFCA）。方案文件没有 profile: 时只算现状。说明见 docs/access.zh-CN.md。\n"
     "\n"
     "  -o 文件             写出 GeoPackage（.gpkg），或各地区的表（.csv，Excel 可直接打开）\n"
     "  --limits 15,30,60   时限（分钟，含端点），最多 6 个；默认 15、30、60 和现行规则的时限\n"
     "  --mode 方式         walk 步行、ebike 电动自行车、drive 驾车；默认按现行规则，否则步行\n"
     "  --travel 测算       straight 直线、roads 路网、terrain 地形、auto；默认按方案文件\n"
     "  --direction 方向    to_service 居民到机构（默认）；from_service 机构到居民，如急救、巡诊\n"
     "  --service 类别      只算这几类：village_clinic,thc,chc,chs,hospital,other,primary\n"
     "  --weights 1,0.68,…  E2SFCA 各时限的权重，一个时限一个\n"
     "  --villages          表中也列出每个村\n"
     "  --catchments        文件中再加每处机构的最近范围（图层 access_catchments）\n"
     "  --set 键=值         改一个取值，可多次使用\n"
     "  --json              输出为 JSON，列出每一处到不了的地方\n"
     "  --quiet             不输出表和进度\n",
     "Usage: buju access scenario.yaml [OPTIONS]\n"
     "\n"
     "Answers accessibility alone: how many people are within 15, 30 and 60 minutes of each service, how many are\n"
     "beyond and have no way, as things stand and with the plan; and doctors in reach per 1,000 people (E2SFCA).\n"
     "A scenario without profile: is measured as things stand. docs/access.md explains.\n"
     "\n"
     "  -o FILE             writes a GeoPackage (.gpkg), or the table of zones (.csv, for spreadsheets)\n"
     "  --limits 15,30,60   minutes, inclusive, at most 6; default: 15, 30, 60 and the limit of the rule in force\n"
     "  --mode MODE         walk, ebike or drive; default: of the rule in force, else walk\n"
     "  --travel HOW        straight, roads, terrain or auto; default: as the scenario says\n"
     "  --direction WAY     to_service: people go there (default); from_service: it comes to them (emergency, rounds)\n"
     "  --service LIST      only these: village_clinic,thc,chc,chs,hospital,other,primary\n"
     "  --weights 1,0.68,…  E2SFCA: the weight of each limit's zone\n"
     "  --villages          villages are in the tables too\n"
     "  --catchments        the file also has the land nearest to each site (layer access_catchments)\n"
     "  --set KEY=VALUE     changes one value; may be given again\n"
     "  --json              as JSON, with every place that has no way\n"
     "  --quiet             no table, no progress\n"},
    run};
