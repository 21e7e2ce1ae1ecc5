/* buju init: a first scenario from a folder of layers. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "buju/init.h"
#include "cli/command.h"

extern const command cmd_init;

static void print(void *user, const char *bytes, size_t n) { fwrite(bytes, 1, n, user); }

/* The only look at the clock: once the day stands in the scenario, plans are made from that. */
static void today(char out[16]) {
  time_t now = time(NULL);
  struct tm local;
  if (localtime_r(&now, &local) == NULL || strftime(out, 16, "%Y-%m-%d", &local) == 0) strcpy(out, "2026-01-01");
}

static const char **option_value(buju_init_spec *spec, const char *name) {
  if (strcmp(name, "--profile") == 0) return &spec->profile;
  if (strcmp(name, "--from") == 0) return &spec->from;
  if (strcmp(name, "--crs") == 0) return &spec->crs;
  return strcmp(name, "--as-of") == 0 ? &spec->as_of : NULL;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  BUJU_MSG(two_folders, "只能写入一个文件夹，多出“{0}”", "one folder only; \"{0}\" is another");
  BUJU_MSG(missing, "需要 --profile、--from 和输出文件夹", "--profile, --from and the folder to write to are needed");
  char day[16];
  buju_init_spec spec = {.as_of = day};
  today(day);
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] != '-') {
      if (spec.out != NULL) return usage_failure(ctx, &cmd_init, BUJU_SAY(two_folders, buju_text(argv[i])));
      spec.out = argv[i];
      continue;
    }
    const char **value = option_value(&spec, argv[i]);
    if (value == NULL) return usage_failure(ctx, &cmd_init, BUJU_SAY(unknown, buju_text(argv[i])));
    if (i + 1 == argc) return usage_failure(ctx, &cmd_init, BUJU_SAY(no_value, buju_text(argv[i])));
    *value = argv[++i];
  }
  if (spec.profile == NULL || spec.from == NULL || spec.out == NULL)
    return usage_failure(ctx, &cmd_init, BUJU_SAY(missing));
  buju_status status = buju_init(ctx, &spec, print, stdout);
  return status == BUJU_OK ? 0 : report_failure(ctx, status);
}

const command cmd_init = {
    "init",
    {"看一个文件夹里的图层，写出可直接运行的方案文件", "look at a folder of layers and write a scenario that runs"},
    {"用法：buju init --profile 政策模板 --from 文件夹 [选项] 输出文件夹\n"
     "\n"
     "查看文件夹里的图层和表格（含下一级文件夹和 zip 压缩包），判断各是什么、各列是什么意思，\n"
     "写出带说明的 scenario.yaml。每一处猜测都写在文件里，便于核对。不覆盖已有的文件。\n"
     "\n"
     "  --profile P      政策模板编号（buju profiles 列出），或自己写的政策模板的 .yaml 文件\n"
     "  --from DIR       放有图层和表格的文件夹\n"
     "  --crs C          没有坐标系的图层按此读取：GCJ-02（高德、腾讯）、BD-09（百度）、EPSG:编号\n"
     "  --as-of 日期     基准日期，如 2026-06-30；默认今天\n",
     "Usage: buju init --profile PROFILE --from DIR [OPTIONS] OUT\n"
     "\n"
     "Looks at the layers and tables in DIR (its folders one level deep and zip archives too), guesses what each is\n"
     "and what its columns mean, and writes a commented OUT/scenario.yaml. Every guess stands in the file, to be\n"
     "checked. Nothing is overwritten.\n"
     "\n"
     "  --profile P      a profile's id (see buju profiles), or a .yaml file of your own\n"
     "  --from DIR       the folder with the layers and tables\n"
     "  --crs C          of layers that name none: GCJ-02 (Amap, Tencent), BD-09 (Baidu), EPSG:number\n"
     "  --as-of DAY      the day ages and years are counted from, like 2026-06-30; today unless given\n"},
    run};
