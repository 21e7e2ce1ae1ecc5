/* Pages to print: the county, its service circles, and an atlas of townships. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdio.h>
#include <string.h>

#include "core/text_width.h"
#include "layers/qgis/qgis.h"

/** Where things stand on a page, in mm. */
typedef struct page {
  double width, height, margin, title_pt, map_y, column, text_pt;
} page;

static const page a3 = {420, 297, 10, 24, 32, 92, 9}, a4 = {297, 210, 8, 16, 23, 70, 7.5};

/** One layout. */
typedef struct sheet {
  const page *page;
  const buju_msg *name, *title, *nameless, *theme; /* title: {0} the county; nameless: where none is known */
  unsigned shown;
  bool atlas;
  int number;
} sheet;

/* Kinds of items, as QGIS numbers them. */
#define PAGE "65638"
#define MAP "65639"
#define PICTURE "65640"
#define LABEL "65641"
#define LEGEND "65642"
#define SCALE_BAR "65646"

static const char *millimetres(char to[48], double a, double b) {
  snprintf(to, 48, "%s,%s,mm", buju_xml_number(a), buju_xml_number(b));
  return to;
}

static const char *uuid(char to[48], const sheet *s, const char *type) {
  snprintf(to, 48, "{b0000000-0000-4000-8000-%07d%s}", s->number, type);
  return to;
}

static CPLXMLNode *put_item(CPLXMLNode *layout, const sheet *s, const char *type, int order, double x, double y,
                            double width, double height) {
  char id[48], place[48], size[48];
  uuid(id, s, type);
  if (strcmp(type, LABEL) == 0) id[strlen(id) - 6] = (char)('0' + order % 10);
  millimetres(place, x, y);
  millimetres(size, width, height);
  return buju_xml(layout, "LayoutItem", "type", type, "uuid", id, "templateUuid", id, "id", "", "zValue",
                  buju_xml_number(order), "position", place, "positionOnPage", place, "size", size, "referencePoint",
                  "0", "itemRotation", "0", "visibility", "1", "opacity", "1", "blendMode", "0", "background", "false",
                  "frame", "false", "frameJoinStyle", "miter", "outlineWidthM", "0.3,mm", "positionLock", "false",
                  "excludeFromExports", "0", "groupUuid", "", NULL);
}

static void put_label(CPLXMLNode *layout, const sheet *s, int order, double y, double x, double width, double size_pt,
                      bool bold, const char *text, const char *align) {
  char font[96];
  CPLXMLNode *item = put_item(layout, s, LABEL, order, x, y, width, size_pt * 0.55);
  CPLAddXMLAttributeAndValue(item, "labelText", text);
  CPLAddXMLAttributeAndValue(item, "htmlState", "0");
  CPLAddXMLAttributeAndValue(item, "halign", align);
  CPLAddXMLAttributeAndValue(item, "valign", "128");
  CPLAddXMLAttributeAndValue(item, "marginX", "0");
  CPLAddXMLAttributeAndValue(item, "marginY", "0");
  snprintf(font, sizeof font, BUJU_QGIS_FONT ",%s,-1,5,%d,0,0,0,0,0", buju_xml_number(size_pt), bold ? 75 : 50);
  buju_xml(item, "LabelFont", "description", font, "style", "", NULL);
  buju_xml(item, "FontColor", "red", "30", "green", "38", "blue", "45", "alpha", "255", NULL);
}

static void put_page(CPLXMLNode *layout, const sheet *s) {
  CPLXMLNode *pages = buju_xml(layout, "PageCollection", NULL);
  CPLXMLNode *item = put_item(pages, s, PAGE, 0, 0, 0, s->page->width, s->page->height);
  buju_qgis_class paper = {.fill = "#ffffff", .shape = "area", .layer = BUJU_LAYERS};
  buju_qgis_put_symbol(item, "", &paper, BUJU_GEOMETRY_POLYGON);
}

static double map_width(const page *p) { return p->width - 3 * p->margin / 2 - p->margin - p->column; }
static double map_height(const page *p) { return p->height - p->map_y - p->margin - 5; }

/* All of the plan, with the proportions of the frame: QGIS would stretch it otherwise. */
static void put_map_extent(const buju_qgis *q, CPLXMLNode *item, const page *p) {
  double wide = (q->east_m - q->west_m) * 1.05 + 100, high = (q->north_m - q->south_m) * 1.05 + 100;
  double ratio = map_width(p) / map_height(p);
  double x = (q->east_m + q->west_m) / 2, y = (q->north_m + q->south_m) / 2;
  if (wide < high * ratio)
    wide = high * ratio;
  else
    high = wide / ratio;
  buju_xml(item, "Extent", "xmin", buju_xml_number(x - wide / 2), "ymin", buju_xml_number(y - high / 2), "xmax",
           buju_xml_number(x + wide / 2), "ymax", buju_xml_number(y + high / 2), NULL);
}

static void put_map(const buju_qgis *q, CPLXMLNode *layout, const sheet *s) {
  const page *p = s->page;
  CPLXMLNode *item = put_item(layout, s, MAP, 1, p->margin, p->map_y, map_width(p), map_height(p));
  CPLSetXMLValue(item, "#frame", "true");
  CPLSetXMLValue(item, "#background", "true");
  CPLSetXMLValue(item, "#id", "map");
  CPLAddXMLAttributeAndValue(item, "followPreset", "true");
  CPLAddXMLAttributeAndValue(item, "followPresetName", buju_qgis_say(q, s->theme));
  CPLAddXMLAttributeAndValue(item, "keepLayerSet", "false");
  CPLAddXMLAttributeAndValue(item, "drawCanvasItems", "false");
  CPLAddXMLAttributeAndValue(item, "mapRotation", "0");
  CPLAddXMLAttributeAndValue(item, "labelMargin", "1,mm");
  buju_xml(item, "BackgroundColor", "red", "255", "green", "255", "blue", "255", "alpha", "255", NULL);
  put_map_extent(q, item, p);
  if (s->atlas) buju_xml(item, "AtlasMap", "atlasDriven", "1", "scalingMode", "2", "margin", "0.06", NULL);
}

/* Layers of the theme; a layer of one class needs no heading above it. */
static void put_legend_layers(const buju_qgis *q, CPLXMLNode *item, unsigned shown) {
  CPLXMLNode *root = buju_xml(item, "layer-tree-group", NULL);
  for (const buju_qgis_style *style = buju_qgis_styles; style->layer != BUJU_LAYERS; style++) {
    char id[80], source[512];
    if ((style->shown & shown) == 0 || !q->tally->written[style->layer]) continue;
    CPLXMLNode *layer = buju_xml(root, "layer-tree-layer", "id", buju_qgis_layer_id(style->layer, id), "name",
                                 buju_qgis_say(q, &buju_layer_specs[style->layer].alias), "source",
                                 buju_qgis_source(q, style->layer, source, sizeof source), "providerKey", "ogr",
                                 "checked", "Qt::Checked", "expanded", "1", NULL);
    buju_xml_option(buju_xml_map(buju_xml(layer, "customproperties", NULL)), "legend/title-style", "hidden");
  }
}

static void put_legend(const buju_qgis *q, CPLXMLNode *layout, const sheet *s) {
  BUJU_MSG(title, "图例", "Legend");
  static const char *const names[] = {"title", "group", "subgroup", "symbol", "symbolLabel"};
  static const double above[] = {0, 2, 1.5, 1.1, 1.1}, size[] = {1.4, 1.1, 1, 1, 1};
  const page *p = s->page;
  CPLXMLNode *item = put_item(layout, s, LEGEND, 3, p->width - p->margin - p->column, p->map_y + 2, p->column, 50);
  static const char *const set[][2] = {
      {"symbolWidth", "6"},      {"symbolHeight", "3.6"},    {"columnCount", "1"},
      {"boxSpace", "0"},         {"columnSpace", "2"},       {"lineSpacing", "1"},
      {"titleAlignment", "1"},   {"legendFilterByMap", "1"}, {"legendFilterByAtlas", "0"},
      {"resizeToContents", "1"}, {"equalColumnWidth", "0"},  {"splitLayer", "0"},
      {"wrapChar", ""},          {"fontColor", "#22303c"},   {"symbolAlignment", "1"}};
  for (size_t i = 0; i < sizeof set / sizeof *set; i++) CPLAddXMLAttributeAndValue(item, set[i][0], set[i][1]);
  char map[48];
  CPLAddXMLAttributeAndValue(item, "map_uuid", uuid(map, s, MAP));
  CPLAddXMLAttributeAndValue(item, "title", buju_qgis_say(q, &title));
  CPLXMLNode *styles = buju_xml(item, "styles", NULL);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char font[96];
    CPLXMLNode *style =
        buju_xml(styles, "style", "name", names[i], "alignment", "1", "indent", "0", "marginTop",
                 buju_xml_number(above[i]), "marginBottom", i == 0 ? "2" : "0", "marginLeft", i == 4 ? "2" : "0", NULL);
    snprintf(font, sizeof font, BUJU_QGIS_FONT ",%s,-1,5,%d,0,0,0,0,0", buju_xml_number(p->text_pt * size[i]),
             i < 3 ? 75 : 50);
    buju_xml(style, "styleFont", "description", font, "style", "", NULL);
  }
  put_legend_layers(q, item, s->shown);
}

static void put_scale_bar(const buju_qgis *q, CPLXMLNode *layout, const sheet *s) {
  BUJU_MSG(unit, "公里", "km");
  const page *p = s->page;
  CPLXMLNode *item =
      put_item(layout, s, SCALE_BAR, 4, p->width - p->margin - p->column, p->height - p->margin - 20, p->column, 12);
  static const char *const set[][2] = {{"style", "Line Ticks Up"},
                                       {"unitType", "km"},
                                       {"numMapUnitsPerScaleBarUnit", "1"},
                                       {"numSegments", "2"},
                                       {"numSegmentsLeft", "0"},
                                       {"segmentSizeMode", "1"},
                                       {"minBarWidth", "25"},
                                       {"maxBarWidth", "50"},
                                       {"numUnitsPerSegment", "1"},
                                       {"height", "2"},
                                       {"labelBarSpace", "1"},
                                       {"boxContentSpace", "0"},
                                       {"outlineWidth", "0.3"},
                                       {"alignment", "0"},
                                       {"lineJoinStyle", "miter"},
                                       {"lineCapStyle", "square"},
                                       {"numSubdivisions", "1"},
                                       {"subdivisionsHeight", "1.5"}};
  for (size_t i = 0; i < sizeof set / sizeof *set; i++) CPLAddXMLAttributeAndValue(item, set[i][0], set[i][1]);
  char map[48];
  CPLAddXMLAttributeAndValue(item, "mapUuid", uuid(map, s, MAP));
  CPLAddXMLAttributeAndValue(item, "unitLabel", buju_qgis_say(q, &unit));
  buju_qgis_put_text_style(item, p->text_pt, "#22303c", false, false);
}

static void put_north(CPLXMLNode *layout, const sheet *s) {
  static const char svg[] =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 30\"><path d=\"M10 8L16 28L10 24Z\" fill=\"#22303c\" "
      "stroke=\"#22303c\" stroke-width=\".6\"/><path d=\"M10 8L4 28L10 24Z\" fill=\"#fff\" stroke=\"#22303c\" "
      "stroke-width=\".6\"/><path d=\"M7.6 6.5V.8L12.4 6.5V.8\" fill=\"none\" stroke=\"#22303c\" "
      "stroke-width=\"1.1\"/></svg>";
  const page *p = s->page;
  char *code = CPLBase64Encode((int)sizeof svg - 1, (const GByte *)svg), file[1200], map[48];
  snprintf(file, sizeof file, "base64:%s", code);
  CPLFree(code);
  CPLXMLNode *item = put_item(layout, s, PICTURE, 5, p->width - p->margin - 14, p->height - p->margin - 25, 12, 17);
  static const char *const set[][2] = {{"mode", "0"},      {"resizeMode", "0"},  {"anchorPoint", "4"},
                                       {"northMode", "0"}, {"northOffset", "0"}, {"pictureRotation", "0"}};
  for (size_t i = 0; i < sizeof set / sizeof *set; i++) CPLAddXMLAttributeAndValue(item, set[i][0], set[i][1]);
  CPLAddXMLAttributeAndValue(item, "file", file);
  CPLAddXMLAttributeAndValue(item, "mapUuid", uuid(map, s, MAP));
}

/* QGIS works out what a label has between [% and %]; a name that has "[%" in it gets it from an expression and so is
 * printed as it is. The caller frees it with CPLFree. */
static char *as_it_is(const char *text) {
  static const char bracket[] = "[% '[' %]";
  char *made = CPLMalloc(strlen(text) * (sizeof bracket - 1) + 1), *to = made;
  for (const char *c = text; *c != '\0'; c++)
    if (c[0] == '[' && c[1] == '%')
      to = stpcpy(to, bracket);
    else
      *to++ = *c;
  *to = '\0';
  return made;
}

/* The size at which a title stands in one line: a column of text (half an ideograph) takes 0.22 mm a point. */
static double title_pt(const page *p, const char *text) {
  double fits = (p->width - 2 * p->margin) / (0.22 * (double)buju_text_width(text));
  return fits < p->title_pt ? fits : p->title_pt;
}

/* The county's name; the scenario's title where there are several, or where no input tells it. */
static const char *county_name(const buju_qgis *q) {
  const buju_region *region = q->out->region;
  buju_ix county = buju_region_one_county(region);
  if (county != BUJU_NONE && strcmp(region->area.name[county], region->area.code[county]) != 0)
    return region->area.name[county];
  return q->out->scenario->title != NULL ? q->out->scenario->title : "";
}

static void put_texts(const buju_qgis *q, CPLXMLNode *layout, const sheet *s) {
  BUJU_MSG(below, "依据：{0}　基准日期：{1}", "Policy: {0} · as of {1}");
  BUJU_MSG(stamp, "示意图，内部使用", "Sketch map, internal use");
  const buju_scenario *scenario = q->out->scenario;
  const page *p = s->page;
  char text[512], day[40], *county = as_it_is(county_name(q));
  buju_said title = BUJU_SAY(*(*county != '\0' ? s->title : s->nameless), buju_text(county));
  buju_say(q->lang, &title, text, sizeof text);
  put_label(layout, s, 6, p->margin, p->margin, p->width - 2 * p->margin, title_pt(p, text), true, text, "4");
  CPLFree(county);
  snprintf(day, sizeof day, "%04d-%02u-%02u", scenario->as_of.year, scenario->as_of.month, scenario->as_of.day);
  char *policy = as_it_is(scenario->profile.title.zh != NULL ? buju_qgis_say(q, &scenario->profile.title) : "—");
  buju_said said = BUJU_SAY(below, buju_text(policy), buju_text(day));
  buju_say(q->lang, &said, text, sizeof text);
  CPLFree(policy);
  put_label(layout, s, 7, p->height - p->margin - 4, p->margin, map_width(p), p->text_pt, false, text, "1");
  put_label(layout, s, 8, p->height - p->margin - 4, p->width - p->margin - p->column, p->column, p->text_pt, true,
            buju_qgis_say(q, &stamp), "1");
}

static void put_sheet(const buju_qgis *q, CPLXMLNode *layouts, const sheet *s) {
  CPLXMLNode *layout =
      buju_xml(layouts, "Layout", "name", buju_qgis_say(q, s->name), "units", "mm", "printResolution", "300", NULL);
  char id[80], source[512];
  put_page(layout, s);
  put_map(q, layout, s);
  put_legend(q, layout, s);
  put_scale_bar(q, layout, s);
  put_north(layout, s);
  put_texts(q, layout, s);
  CPLXMLNode *atlas = buju_xml(layout, "Atlas", "enabled", s->atlas ? "1" : "0", NULL);
  if (!s->atlas) return;
  const char *const set[][2] = {{"coverageLayer", buju_qgis_layer_id(BUJU_LAYER_AREAS, id)},
                                {"coverageLayerName", buju_qgis_say(q, &buju_layer_specs[BUJU_LAYER_AREAS].alias)},
                                {"coverageLayerSource", buju_qgis_source(q, BUJU_LAYER_AREAS, source, sizeof source)},
                                {"coverageLayerProvider", "ogr"},
                                {"hideCoverage", "0"},
                                {"pageNameExpression", "\"name\""},
                                {"filenamePattern", "@atlas_pagename"},
                                {"filterFeatures", "1"},
                                {"featureFilter", "\"area_level\" = 'township'"},
                                {"sortFeatures", "1"},
                                {"sortKey", "\"code\""},
                                {"sortAscending", "1"}};
  for (size_t i = 0; i < sizeof set / sizeof *set; i++) CPLAddXMLAttributeAndValue(atlas, set[i][0], set[i][1]);
}

void buju_qgis_put_layouts(const buju_qgis *q, CPLXMLNode *project) {
  BUJU_MSG(plan_title, "{0} 基层医疗卫生机构规划布局图", "{0}: primary health care, plan");
  BUJU_MSG(rings_title, "{0} 基层医疗卫生机构服务圈图", "{0}: primary health care, service circles");
  BUJU_MSG(township_title, "{0} [% @atlas_pagename %]医疗卫生机构规划布局图",
           "{0}, [% @atlas_pagename %]: primary health care, plan");
  BUJU_MSG(plan_alone, "基层医疗卫生机构规划布局图", "Primary health care, plan");
  BUJU_MSG(rings_alone, "基层医疗卫生机构服务圈图", "Primary health care, service circles");
  BUJU_MSG(township_alone, "[% @atlas_pagename %]医疗卫生机构规划布局图",
           "[% @atlas_pagename %]: primary health care, plan");
  BUJU_MSG(township_name, "乡镇分图", "Townships");
  if (!q->tally->written[BUJU_LAYER_AREAS]) return;
  const sheet sheets[] = {
      {&a3, &buju_qgis_main_theme, &plan_title, &plan_alone, &buju_qgis_main_theme, BUJU_QGIS_MAIN, false, 1},
      {&a4, &township_name, &township_title, &township_alone, &buju_qgis_main_theme, BUJU_QGIS_MAIN, true, 2},
      {&a3, &buju_qgis_rings_theme, &rings_title, &rings_alone, &buju_qgis_rings_theme, BUJU_QGIS_RINGS, false, 3},
  };
  CPLXMLNode *layouts = buju_xml(project, "Layouts", NULL);
  for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
    if (sheets[i].shown != BUJU_QGIS_RINGS || q->tally->written[BUJU_LAYER_SERVICE_CIRCLES])
      put_sheet(q, layouts, &sheets[i]);
}
