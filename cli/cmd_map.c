/* buju map: maps of a plan as pictures. SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buju/report.h"
#include "cli/command.h"

extern const command cmd_map;

typedef struct request {
  const char *plan, *to;
  buju_map_options options;
  bool quiet;
} request;

static int parse_scale(const buju_ctx *ctx, const char *text, request *r) {
  BUJU_MSG(bad, "--scale 应为 0.5 到 12 的数，不能是“{0}”", "--scale takes a number from 0.5 to 12, not \"{0}\"");
  char *end;
  r->options.scale = strtod(text, &end);
  bool number = (text[0] >= '0' && text[0] <= '9') && *end == '\0';
  if (number && r->options.scale >= 0.5 && r->options.scale <= 12) return 0;
  return usage_failure(ctx, &cmd_map, BUJU_SAY(bad, buju_text(text)));
}

/* An option with a value; −1 when name is none. */
static int take_value(const buju_ctx *ctx, const char *name, const char *value, request *r) {
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  bool to = strcmp(name, "-o") == 0, township = strcmp(name, "--township") == 0, scale = strcmp(name, "--scale") == 0;
  if (!to && !township && !scale) return -1;
  if (value == NULL) return usage_failure(ctx, &cmd_map, BUJU_SAY(no_value, buju_text(name)));
  if (scale) return parse_scale(ctx, value, r);
  if (to) r->to = value;
  if (township) r->options.township = value;
  return 0;
}

static bool is_picture(const char *path) {
  size_t n = strlen(path);
  return n > 4 && strcasecmp(path + n - 4, ".png") == 0;
}

/* A name for a picture of a kind that is not drawn, whatever its letters: no folder is meant. */
static bool is_other_picture(const char *path) {
  static const char *const endings[] = {".svg", ".pdf", ".jpg", ".jpeg", ".tif", ".tiff"};
  const char *ending = strrchr(path, '.');
  for (size_t i = 0; ending != NULL && i < sizeof endings / sizeof *endings; i++)
    if (strcasecmp(ending, endings[i]) == 0) return true;
  return false;
}

static int parse(const buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(needed, "需要一个成果文件和 -o", "a plan and -o are needed");
  BUJU_MSG(two, "只能给一个成果文件，多出“{0}”", "one plan only; \"{0}\" is another");
  BUJU_MSG(picture, "--township 只画一张图，-o 应为 .png 文件", "--township draws one map: -o takes a .png file");
  BUJU_MSG(other, "“{0}”：地图只画成 .png；报告（buju report）里有 SVG 图",
           "\"{0}\": maps are drawn as .png; the report (buju report) has them as SVG");
  for (int i = 1; i < argc; i++) {
    int taken = take_value(ctx, argv[i], i + 1 < argc ? argv[i + 1] : NULL, r);
    if (taken > 0) return taken;
    if (taken == 0)
      i++;
    else if (strcmp(argv[i], "--before") == 0)
      r->options.before = 1;
    else if (strcmp(argv[i], "--quiet") == 0)
      r->quiet = true;
    else if (argv[i][0] == '-' && argv[i][1] != '\0')
      return usage_failure(ctx, &cmd_map, BUJU_SAY(unknown, buju_text(argv[i])));
    else if (r->plan != NULL)
      return usage_failure(ctx, &cmd_map, BUJU_SAY(two, buju_text(argv[i])));
    else
      r->plan = argv[i];
  }
  if (r->plan == NULL || r->to == NULL || *r->to == '\0') return usage_failure(ctx, &cmd_map, BUJU_SAY(needed));
  if (is_other_picture(r->to)) return usage_failure(ctx, &cmd_map, BUJU_SAY(other, buju_text(r->to)));
  r->options.every_township = !is_picture(r->to);
  if (r->options.every_township && r->options.township != NULL) return usage_failure(ctx, &cmd_map, BUJU_SAY(picture));
  return 0;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(written, "已画 {0} 张图，写入 {1}", "Maps drawn: {0}, in {1}");
  request r = {.options = {.scale = 2}};
  size_t files = 0;
  int exit_status = parse(ctx, argc, argv, &r);
  if (exit_status != 0) return exit_status;
  buju_status status = buju_map_write(ctx, r.plan, &r.options, r.to, &files);
  if (status != BUJU_OK) return report_failure(ctx, status);
  if (!r.quiet) say_line(ctx, BUJU_SAY(written, buju_int((int64_t)files), buju_text(r.to)));
  return 0;
}

const command cmd_map = {
    "map",
    {"画规划布局图（PNG）：全县一张，每个乡镇一张", "draw maps of a plan as PNG: the county and each township"},
    {"用法：buju map plan.gpkg -o 文件夹|图.png [选项]\n"
     "\n"
     "由 buju plan 写出的方案画图：各村的配置结论、机构和处置，附图例、比例尺和指北针，注明“示意图，内部使用”。\n"
     "-o 是文件夹时画全县（map.png）和每个乡镇（乡镇代码.png）；是 .png 文件时只画一张。\n"
     "\n"
     "  -o 位置            文件夹或 .png 文件\n"
     "  --township 乡镇    只画这个乡镇（街道），写代码或名称\n"
     "  --before           画现状，不画规划\n"
     "  --scale N          每 1/96 英寸几个像素，默认 2；3 以上适合印刷\n"
     "  --quiet            不说写到了哪里\n"
     "\n"
     "退出状态：0 完成；2 用法；4 不是成果文件或没有这个乡镇；6 系统。\n",
     "Usage: buju map plan.gpkg -o FOLDER|MAP.png [OPTIONS]\n"
     "\n"
     "Draws maps of a plan that buju plan wrote: verdicts of villages, sites and what is done to them, with legend, "
     "scale\n"
     "bar and north arrow, marked as a sketch for internal use. A folder gets the whole (map.png) and each township "
     "(its\n"
     "code.png); a .png file gets one map.\n"
     "\n"
     "  -o PLACE           a folder or a .png file\n"
     "  --township T       only this township: a code or a name\n"
     "  --before           as things stand instead of after the plan\n"
     "  --scale N          pixels for 1/96 inch, 2 when not said; 3 and more print well\n"
     "  --quiet            does not say where they went\n"
     "\n"
     "Exit status: 0 done; 2 usage; 4 no plan, or no such township; 6 system.\n"},
    run,
};
