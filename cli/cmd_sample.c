/* buju sample: writes a made-up county. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "buju/sample.h"
#include "cli/command.h"

/* What a run was asked, with the texts that had to be cut apart. */
typedef struct request {
  buju_sample_spec spec;
  const char *dir;
  char county[128];
  bool has_villages, has_seed;
} request;

/* Decimal digits only: strtoull alone would take "-1" and " 5". */
static bool whole(const char *text, uint64_t most, uint64_t *out) {
  size_t digits = strspn(text, "0123456789");
  if (digits == 0 || digits > 19 || text[digits] != '\0') return false;
  *out = strtoull(text, NULL, 10);
  return *out <= most;
}

static bool choice(const char *text, const char *const *words, int n, int *out) {
  for (int i = 0; i < n; i++) {
    if (strcmp(text, words[i]) != 0) continue;
    *out = i;
    return true;
  }
  return false;
}

static bool take_county(request *r, const char *value) {
  const char *slash = strchr(value, '/');
  if (slash == NULL || slash == value || slash[1] == '\0' || strlen(value) >= sizeof r->county) return false;
  memcpy(r->county, value, strlen(value) + 1);
  r->county[slash - value] = '\0';
  r->spec.county_name = r->county;
  r->spec.county_code = r->county + (slash - value) + 1;
  return true;
}

/* 1: taken; 0: the value is no good; -1: no such option. */
static int take_option(request *r, const char *name, const char *value) {
  static const char *const kinds[] = {"plain", "mountain", "town", "pastoral"}, *const encodings[] = {"gbk", "utf8"},
                           *const formats[] = {"shp", "gpkg", "geojson"};
  uint64_t number = 0;
  int which = 0;
  bool good = true;
  if (strcmp(name, "--villages") == 0)
    good = whole(value, UINT32_MAX, &number), r->spec.villages = (uint32_t)number, r->has_villages = good;
  else if (strcmp(name, "--seed") == 0)
    good = whole(value, UINT64_MAX, &number), r->spec.seed = number, r->has_seed = good;
  else if (strcmp(name, "--weak-clinics") == 0)
    good = whole(value, UINT32_MAX, &number), r->spec.weak_clinics = (uint32_t)number;
  else if (strcmp(name, "--kind") == 0)
    good = choice(value, kinds, 4, &which), r->spec.kind = (buju_sample_kind)which;
  else if (strcmp(name, "--encoding") == 0)
    good = choice(value, encodings, 2, &which), r->spec.encoding = (buju_sample_encoding)which;
  else if (strcmp(name, "--format") == 0)
    good = choice(value, formats, 3, &which), r->spec.format = (buju_sample_format)which;
  else if (strcmp(name, "--county") == 0)
    good = take_county(r, value);
  else if (strcmp(name, "--crs") == 0)
    r->spec.crs = value;
  else if (strcmp(name, "--townships") == 0)
    r->spec.townships = value;
  else if (strcmp(name, "--profile") == 0)
    r->spec.profile = value;
  else if (strcmp(name, "--title") == 0)
    r->spec.title = value;
  else
    return -1;
  return good;
}

extern const command cmd_sample;

static int parse(buju_ctx *ctx, int argc, char **argv, request *r) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(no_value, "{0} 后面缺少取值", "{0} needs a value");
  BUJU_MSG(bad_value, "{0} 的取值“{1}”有误", "{0} cannot be \"{1}\"");
  BUJU_MSG(two_folders, "只能写入一个文件夹，多出“{0}”", "one folder only; \"{0}\" is another");
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    if (strcmp(name, "--force") == 0) {
      r->spec.force = true;
      continue;
    }
    if (name[0] != '-' || name[1] == '\0') {
      if (r->dir != NULL) return usage_failure(ctx, &cmd_sample, BUJU_SAY(two_folders, buju_text(name)));
      r->dir = name;
      continue;
    }
    const char *value = i + 1 < argc ? argv[i + 1] : NULL;
    int taken = take_option(r, name, value != NULL ? value : "");
    if (taken < 0) return usage_failure(ctx, &cmd_sample, BUJU_SAY(unknown, buju_text(name)));
    if (value == NULL) return usage_failure(ctx, &cmd_sample, BUJU_SAY(no_value, buju_text(name)));
    if (taken == 0) return usage_failure(ctx, &cmd_sample, BUJU_SAY(bad_value, buju_text(name), buju_text(value)));
    i++;
  }
  return 0;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(missing, "需要 --villages、--seed 和文件夹", "--villages, --seed and a folder are needed");
  BUJU_MSG(done, "已生成 {0}/scenario.yaml；下一步：buju plan {0}/scenario.yaml",
           "{0}/scenario.yaml is ready; next: buju plan {0}/scenario.yaml");
  request r = {0};
  int wrong = parse(ctx, argc, argv, &r);
  if (wrong != 0) return wrong;
  if (!r.has_villages || !r.has_seed || r.dir == NULL) return usage_failure(ctx, &cmd_sample, BUJU_SAY(missing));
  buju_status status = buju_sample_write(ctx, &r.spec, r.dir);
  if (status != BUJU_OK) return report_failure(ctx, status);
  say_line(ctx, BUJU_SAY(done, buju_text(r.dir)));
  return 0;
}

const command cmd_sample = {
    "sample",
    {"生成一个示例县的数据和方案文件", "make the data and scenario of a believable county"},
    {"用法：buju sample --villages N --seed S [选项] 文件夹\n"
     "\n"
     "生成一个虚构的县：行政村、乡镇、自然村、医疗机构、乡村医生台账、道路、高程，以及可直接运行的 scenario.yaml。\n"
     "同样的参数得到同样的文件。\n"
     "\n"
     "  --villages N        行政村、社区、林农场合计，50—500000\n"
     "  --seed S            随机种子，非负整数\n"
     "  --kind K            plain 平原（默认）、mountain 山区、town 城镇、pastoral 牧区\n"
     "  --encoding E        gbk（默认）、utf8\n"
     "  --crs C             EPSG:编号、GCJ-02 或 none；默认该省的 CGCS2000 三度带\n"
     "  --format F          shp（默认）、gpkg、geojson\n"
     "  --county 名称/代码  例如 平原县/371499\n"
     "  --townships 名单    例如 东城街道、石桥镇*、柳河乡；* 表示设中心卫生院\n"
     "  --weak-clinics N    未达标的村卫生室个数\n"
     "  --profile P         scenario.yaml 采用的政策，默认 xixian-2021\n"
     "  --title 标题        scenario.yaml 的标题\n"
     "  --force             文件夹中有其他文件时也写入：同名数据文件被覆盖，自己写的 scenario.yaml 和其余文件保留\n",
     "Usage: buju sample --villages N --seed S [OPTIONS] DIR\n"
     "\n"
     "Makes up a county: villages, townships, settlements, facilities, the ledger of village doctors, roads, "
     "elevation,\n"
     "and a scenario.yaml that runs as it stands. The same arguments give the same files.\n"
     "\n"
     "  --villages N         villages, communities and farms together, 50 to 500000\n"
     "  --seed S             a whole number, not negative\n"
     "  --kind K             plain (default), mountain, town, pastoral\n"
     "  --encoding E         gbk (default), utf8\n"
     "  --crs C              EPSG:n, GCJ-02 or none; default: the province's CGCS2000 3-degree zone\n"
     "  --format F           shp (default), gpkg, geojson\n"
     "  --county NAME/CODE   such as 平原县/371499\n"
     "  --townships LIST     such as 东城街道,石桥镇*,柳河乡; * makes a 中心卫生院\n"
     "  --weak-clinics N     how many village clinics fall short of standard\n"
     "  --profile P          the policy of scenario.yaml, xixian-2021 by default\n"
     "  --title TITLE        the title of scenario.yaml\n"
     "  --force              also into a folder that holds other files: data of the same name are replaced, a\n"
     "                       scenario.yaml of your own and everything else are kept\n"},
    run,
};
