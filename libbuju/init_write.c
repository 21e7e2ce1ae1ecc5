/* The scenario init writes: every guess in sight. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "core/path.h"
#include "libbuju/init.h"

/* ---- scalars and paths ---- */

static bool is_plain(const char *text) {
  static const char *const words[] = {"null", "Null", "NULL", "true", "false", "yes", "no", "on", "off", NULL};
  for (size_t i = 0; words[i] != NULL; i++)
    if (strcmp(text, words[i]) == 0) return false;
  if (text[0] == '-' || text[0] == '\0') return false;
  for (const char *p = text; *p != '\0'; p++) {
    bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9');
    if (!letter && (*p & 0x80) == 0 && strchr("_-./", *p) == NULL) return false;
  }
  return true;
}

void buju_out_scalar(const buju_out *out, const char *text) {
  if (is_plain(text)) {
    buju_out_text(out, text);
    return;
  }
  buju_out_text(out, "\"");
  for (const char *p = text; *p != '\0'; p++) {
    char escaped[8];
    if ((unsigned char)*p < 0x20 || *p == 0x7f)
      snprintf(escaped, sizeof escaped, "\\x%02x", (unsigned)*p);
    else
      snprintf(escaped, sizeof escaped, "%s%c", *p == '"' || *p == '\\' ? "\\" : "", *p);
    buju_out_text(out, escaped);
  }
  buju_out_text(out, "\"");
}

void buju_out_comment(const buju_out *out, const char *text) {
  for (const char *p = text; *p != '\0';) {
    size_t n = 0;
    while ((unsigned char)p[n] >= 0x20 && p[n] != 0x7f) n++;
    out->put(out->user, p, n);
    p += n;
    if (*p != '\0') {
      buju_out_text(out, " ");
      p++;
    }
  }
}

/* ---- one input ---- */

static const char *geometry_word(const buju_out *out, const buju_found *found) {
  BUJU_MSG(table, "表", "table");
  BUJU_MSG(points, "点", "points");
  BUJU_MSG(lines, "线", "lines");
  BUJU_MSG(polygons, "面", "polygons");
  const buju_msg *words[] = {
      [BUJU_NO_GEOMETRY] = &table, [BUJU_POINTS] = &points, [BUJU_LINES] = &lines, [BUJU_POLYGONS] = &polygons};
  return buju_out_pick(out, words[found->geometry]);
}

static void write_crs(const buju_out *out, const buju_found *found, const char *crs) {
  BUJU_MSG(from_file, "    # 坐标系：", "    # CRS: ");
  BUJU_MSG(given, "  # 由 --crs 指定\n", "  # as --crs says\n");
  BUJU_MSG(guessed,
           "    # 文件没有坐标系，按 {0} 读取。来自高德、腾讯地图的数据请去掉下一行的 #；百度地图写 BD-09。\n    # "
           "crs: GCJ-02\n",
           "    # The file names no CRS; read as {0}. For data from Amap or Tencent remove the # of the next line; for "
           "Baidu write BD-09.\n    # crs: GCJ-02\n");
  BUJU_MSG(unknown, "    # 坐标系无法确定，请在下一行写明并去掉 #：{0}\n    # crs: EPSG:4547\n",
           "    # The CRS cannot be told; write it in the next line and remove the #: {0}\n    # crs: EPSG:4547\n");
  if (found->geometry == BUJU_NO_GEOMETRY) return;
  if (found->crs_from_file) {
    BUJU_OUT(out, buju_out_pick(out, &from_file), found->crs, "\n");
  } else if (crs != NULL) {
    buju_out_text(out, "    crs: ");
    buju_out_scalar(out, crs);
    buju_out_text(out, buju_out_pick(out, &given));
  } else if (found->crs != NULL) {
    buju_out_say(out, BUJU_SAY(guessed, buju_text(found->crs)));
  } else {
    buju_out_say(out, BUJU_SAY(unknown, buju_text(found->crs_why)));
  }
}

static void write_columns_left(const buju_out *out, const buju_found *found, const buju_fields *fields) {
  BUJU_MSG(left, "    # 没有用到的列：", "    # columns not used: ");
  bool first = true;
  for (buju_ix c = 0; c < found->table.columns; c++) {
    bool used = false;
    for (int f = 0; f < BUJU_FIELDS; f++)
      used = used || (fields->how[f] != BUJU_FIELD_ABSENT && fields->column[f] == c);
    if (used) continue;
    buju_out_text(out, first ? buju_out_pick(out, &left) : ", ");
    buju_out_comment(out, found->table.column[c].name);
    first = false;
  }
  if (!first) buju_out_text(out, "\n");
}

static void write_fields_absent(const buju_out *out, int role, const buju_fields *fields) {
  BUJU_MSG(absent, "    # 没有找到（有的话请补上）：", "    # not found (add them where the file has them): ");
  bool first = true;
  for (int f = 0; f < BUJU_FIELDS; f++) {
    if (fields->how[f] != BUJU_FIELD_ABSENT || !buju_field_of_role((buju_input_role)role, (buju_field)f)) continue;
    BUJU_OUT(out, first ? buju_out_pick(out, &absent) : ", ", buju_field_entries[f].model, " ",
             buju_out_pick(out, &buju_field_entries[f].meaning));
    first = false;
  }
  if (!first) buju_out_text(out, "\n");
}

static void write_fields(const buju_out *out, int role, const buju_found *found, const buju_fields *fields) {
  BUJU_MSG(unsure, "（猜测，请核对）", " (a guess: check it)");
  bool any = false;
  for (int f = 0; f < BUJU_FIELDS; f++) {
    if (fields->how[f] == BUJU_FIELD_ABSENT) continue;
    if (!any) buju_out_text(out, "    fields:\n");
    any = true;
    BUJU_OUT(out, "      ", buju_field_entries[f].model, ": ");
    buju_out_scalar(out, found->table.column[fields->column[f]].name);
    BUJU_OUT(out, "  # ", buju_out_pick(out, &buju_field_entries[f].meaning),
             fields->how[f] == BUJU_FIELD_UNSURE ? buju_out_pick(out, &unsure) : "", "\n");
  }
  write_fields_absent(out, role, fields);
  write_columns_left(out, found, fields);
}

static buju_status write_input(buju_ctx *ctx, const buju_init_facts *facts, int role, const buju_out *out) {
  BUJU_MSG(rows, "  # {0}：{1} 行，{2}\n", "  # {0}: {1} row{1?|s}, {2}\n");
  BUJU_MSG(raster, "  # {0}：栅格\n", "  # {0}: a raster\n");
  BUJU_MSG(osm, "  # {0}：OpenStreetMap 文件\n", "  # {0}: an OpenStreetMap file\n");
  const buju_cast *cast = &facts->cast[role];
  if (cast->found == BUJU_NONE) return BUJU_OK;
  const buju_found *found = &facts->found[cast->found];
  const char *path = buju_path_relative(facts->arena, facts->out, found->path);
  if (path == NULL) return buju_fail_memory(ctx);
  buju_arg what = buju_word(&buju_input_names[role].text);
  buju_said said = BUJU_SAY(rows, what, buju_int(found->table.n), buju_text(geometry_word(out, found)));
  if (found->raster || found->osm) said = BUJU_SAY(raster, what);
  if (found->osm) said.msg = &osm;
  buju_out_say(out, said);
  BUJU_OUT(out, "  ", buju_input_names[role].id, ":\n    path: ");
  buju_out_scalar(out, path);
  buju_out_text(out, "\n");
  if (found->layer != NULL) {
    buju_out_text(out, found->sheet ? "    sheet: " : "    layer: ");
    buju_out_scalar(out, found->layer);
    buju_out_text(out, "\n");
  }
  if (found->raster || found->osm) return BUJU_OK;
  write_crs(out, found, facts->spec->crs);
  write_fields(out, role, found, &cast->fields);
  return BUJU_OK;
}

/* ---- the whole ---- */

static bool has_field(const buju_init_facts *facts, buju_field field) {
  for (int role = 0; role < BUJU_INPUT_ROLES; role++) {
    const buju_cast *cast = &facts->cast[role];
    if (cast->found != BUJU_NONE && !facts->found[cast->found].raster && cast->fields.how[field] != BUJU_FIELD_ABSENT)
      return true;
  }
  return false;
}

static void write_population(const buju_out *out, const buju_init_facts *facts) {
  BUJU_MSG(both, "population: resident   # 常住人口；改按户籍人口写 registered\n",
           "population: resident   # resident people; registered for those registered\n");
  BUJU_MSG(registered, "population: registered   # 只找到户籍人口；有常住人口后写 resident\n",
           "population: registered   # only registered people were found; resident once there are such\n");
  bool resident = has_field(facts, BUJU_FIELD_PEOPLE_RESIDENT);
  bool only_registered = !resident && has_field(facts, BUJU_FIELD_PEOPLE_REGISTERED);
  buju_out_text(out, buju_out_pick(out, only_registered ? &registered : &both));
}

static buju_status write_head(buju_ctx *ctx, const buju_init_facts *facts, const buju_out *out) {
  BUJU_MSG(intro,
           "# 由 buju init 写成，可以直接运行：buju plan scenario.yaml\n"
           "# 以 # 开头的是说明。下面写明了每一处猜测，使用结果前请核对；改完可先运行 buju check scenario.yaml。\n",
           "# Written by buju init; it runs as it stands: buju plan scenario.yaml\n"
           "# Lines that start with # explain. Every guess is shown below: check them before using a plan;\n"
           "# after changes run buju check scenario.yaml first.\n");
  BUJU_MSG(title, "\n# title: 某县医疗卫生机构布局方案   # 摘要、地图和报告的标题",
           "\n# title: Health facilities of our county   # what the summary, the maps and the report are headed by");
  BUJU_MSG(as_of, "  # 基准日期：年龄、拆迁、年度都从它算起\n",
           "  # ages, demolition and years are counted from this day\n");
  BUJU_MSG(
      more,
      "# county: \"421223\"   # 县级代码；不写则取自行政村代码\n"
      "# output_crs: EPSG:4547   # 结果的坐标系；不写则用行政村图层的投影坐标系，或所在的 CGCS2000 三度带\n"
      "# travel:   # 以下均为默认值\n"
      "#   provider: auto   # 有道路按道路测算，否则有高程按地形，再否则按直线；也可写 straight、roads、terrain\n"
      "#   walk_kmh: 4.5\n"
      "#   ebike_kmh: 15\n"
      "#   drive_kmh: 40   # 直线测算用；沿道路的车速见 speeds\n"
      "#   detour_factor: 1.3   # 直线测算的绕行系数\n"
      "#   speeds: {village: 20, track: {ebike: 10, drive: no}}   # 各等级道路的速度（公里/小时）；只写数字指汽车\n"
      "#   off_road_kmh: 4.5   # 地点到道路之间步行\n"
      "#   join_m: 2000   # 离道路超过此距离的地点不连入路网\n"
      "#   snap_m: 5   # 道路端点相距不超过此值即视为相接\n"
      "#   crossings: auto   # 交叉处是否相通；auto：OpenStreetMap 以共用节点为准，其他按交叉相通\n",
      "# county: \"421223\"   # the county's code; else taken from the villages\n"
      "# output_crs: EPSG:4547   # of the result; else the villages' own, or the CGCS2000 3° zone\n"
      "# travel:   # all of them our defaults\n"
      "#   provider: auto   # roads where there are roads, else terrain, else straight; or one of these\n"
      "#   walk_kmh: 4.5\n"
      "#   ebike_kmh: 15\n"
      "#   drive_kmh: 40   # along the straight line; for roads see speeds\n"
      "#   detour_factor: 1.3   # of the straight line\n"
      "#   speeds: {village: 20, track: {ebike: 10, drive: no}}   # by road class; a number alone is the car's\n"
      "#   off_road_kmh: 4.5   # on foot between a place and its road\n"
      "#   join_m: 2000   # places farther from any road are off the network\n"
      "#   snap_m: 5   # ends of roads this near meet\n"
      "#   crossings: auto   # roads meet where they cross; auto: not in OpenStreetMap, which shares nodes\n");
  const char *profile = facts->spec->profile;
  if (strcmp(profile, facts->profile->profile.id) != 0) { /* a file */
    const char *absolute = buju_path_absolute(facts->arena, profile);
    profile = absolute != NULL ? buju_path_relative(facts->arena, facts->out, absolute) : NULL;
    if (profile == NULL) return buju_fail_memory(ctx);
  }
  BUJU_OUT(out, buju_out_pick(out, &intro), "profile: ");
  buju_out_scalar(out, profile);
  BUJU_OUT(out, "   # ");
  buju_out_comment(out, buju_out_pick(out, &facts->profile->profile.title));
  buju_out_text(out, buju_out_pick(out, &title));
  BUJU_OUT(out, "\nas_of: ", facts->spec->as_of, buju_out_pick(out, &as_of));
  write_population(out, facts);
  BUJU_OUT(out, buju_out_pick(out, &more), "\n");
  return BUJU_OK;
}

buju_status buju_init_write(buju_ctx *ctx, const buju_init_facts *facts, const buju_out *out) {
  BUJU_MSG(decisions,
           "\n# 已经定下来、规划必须遵守的（separate 单独设置，不与任何村合建；own 本村设卫生室，可作设点村；join 并入 "
           "with 村；\n# no_site 不设点；keep 机构保留）：\n"
           "# decisions:\n"
           "#   - {code: \"421223100201\", decision: separate, reason: 理由, person: 决定人}\n",
           "\n# What is decided already and must be honoured (separate: a clinic shared with nobody; own: a clinic "
           "here, which "
           "may\n# host others; join the village in with:; no_site; keep a facility):\n"
           "# decisions:\n"
           "#   - {code: \"421223100201\", decision: separate, reason: why, person: who}\n");
  buju_status status = write_head(ctx, facts, out);
  if (status != BUJU_OK) return status;
  buju_out_text(out, "inputs:\n");
  for (int role = 0; role < BUJU_INPUT_ROLES && status == BUJU_OK; role++) status = write_input(ctx, facts, role, out);
  buju_init_write_rules(out, facts->profile);
  buju_out_text(out, buju_out_pick(out, &decisions));
  return status;
}
