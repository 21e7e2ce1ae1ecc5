/* What QGIS writes beside the rows of a layer, and in which type. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "layers/qgis/qgis.h"

/* The first that is installed is taken: Windows, Linux, macOS. */
static const char *const families[] = {"Microsoft YaHei",     "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC",
                                       "WenQuanYi Micro Hei", "SimHei",           "Noto Sans",          "DejaVu Sans"};

CPLXMLNode *buju_qgis_put_text_style(CPLXMLNode *node, double size_pt, const char *colour, bool bold, bool halo) {
  char rgba[20];
  CPLXMLNode *style =
      buju_xml(node, "text-style", "fontFamily", families[0], "fontSize", buju_xml_number(size_pt), "fontSizeUnit",
               "Point", "fontWeight", bold ? "75" : "50", "fontItalic", "0", "fontUnderline", "0", "fontStrikeout", "0",
               "textColor", buju_qgis_colour(colour, rgba), "textOpacity", "1", "multilineHeight", "1", "blendMode",
               "0", "fontLetterSpacing", "0", "fontWordSpacing", "0", "capitalization", "0", "fontKerning", "1",
               "textOrientation", "horizontal", "previewBkgrdColor", "255,255,255,255", "allowHtml", "0", NULL);
  CPLXMLNode *list = buju_xml(style, "families", NULL);
  for (size_t i = 1; i < sizeof families / sizeof *families; i++) buju_xml(list, "family", "name", families[i], NULL);
  buju_xml(style, "text-buffer", "bufferDraw", halo ? "1" : "0", "bufferSize", "0.7", "bufferSizeUnits", "MM",
           "bufferColor", "255,255,255,255", "bufferOpacity", "0.85", "bufferJoinStyle", "128", "bufferNoFill", "1",
           "bufferBlendMode", "0", NULL);
  return style;
}

static void put_placement(CPLXMLNode *settings, const buju_qgis_label *label, buju_spec_geometry geometry) {
  const char *placement = geometry == BUJU_GEOMETRY_POINT ? "6" : geometry == BUJU_GEOMETRY_LINE ? "2" : "4";
  buju_xml(settings, "placement", "placement", placement, "placementFlags", "10", "dist", "0.4", "distUnits", "MM",
           "offsetType", "1", "quadOffset", "4", "xOffset", "0", "yOffset", "0", "offsetUnits", "MM", "rotationAngle",
           "0", "preserveRotation", "1", "priority", buju_xml_number(label->priority), "repeatDistance", "0",
           "repeatDistanceUnits", "MM", "centroidWhole", "1", "centroidInside", "1", "fitInPolygonOnly", "0",
           "polygonPlacementFlags", "2", "maxCurvedCharAngleIn", "25", "maxCurvedCharAngleOut", "-25",
           "predefinedPositionOrder", "TR,TL,BR,BL,R,L,TSR,BSR", "lineAnchorPercent", "0.5", "lineAnchorType", "0",
           "geometryGeneratorEnabled", "0", NULL);
}

static void put_label(const buju_qgis *q, CPLXMLNode *rules, const buju_qgis_label *label, int number) {
  char key[16];
  snprintf(key, sizeof key, "%d", number);
  CPLXMLNode *rule = buju_xml(rules, "rule", "key", key, NULL);
  if (label->where != NULL) CPLAddXMLAttributeAndValue(rule, "filter", label->where);
  if (label->to_mm > 0) CPLAddXMLAttributeAndValue(rule, "scalemindenom", buju_qgis_scale(q, label->to_mm));
  if (label->from_mm > 0) CPLAddXMLAttributeAndValue(rule, "scalemaxdenom", buju_qgis_scale(q, label->from_mm));
  CPLXMLNode *settings = buju_xml(rule, "settings", "calloutType", "simple", NULL);
  CPLXMLNode *style = buju_qgis_put_text_style(settings, label->size_pt, label->colour, label->bold, true);
  CPLAddXMLAttributeAndValue(style, "fieldName", label->text.zh != NULL ? buju_qgis_say(q, &label->text) : "''");
  CPLAddXMLAttributeAndValue(style, "isExpression", "1");
  buju_xml(settings, "text-format", "wrapChar", "", "multilineAlign", "1", "autoWrapLength", "0",
           "useMaxLineLengthForAutoWrap", "1", "formatNumbers", "0", "decimals", "0", "plussign", "0",
           "addDirectionSymbol", "0", NULL);
  put_placement(settings, label, buju_qgis_geometry(q, label->layer));
  buju_xml(settings, "rendering", "drawLabels", label->text.zh != NULL ? "1" : "0", "displayAll", "0",
           "scaleVisibility", "0", "limitNumLabels", "0", "maxNumLabels", "2000", "minFeatureSize", "0",
           "fontLimitPixelSize", "0", "fontMinPixelSize", "3", "fontMaxPixelSize", "10000", "upsidedownLabels", "0",
           "labelPerPart", "0", "mergeLines", "0", "obstacle",
           buju_qgis_geometry(q, label->layer) == BUJU_GEOMETRY_POINT ? "1" : "0", "obstacleFactor", "2",
           "obstacleType", "0", "zIndex", "0", NULL);
}

void buju_qgis_put_labels(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer) {
  CPLXMLNode *rules = NULL;
  int n = 0;
  for (const buju_qgis_label *label = buju_qgis_labels; label->layer != BUJU_LAYERS; label++) {
    if (label->layer != layer) continue;
    if (rules == NULL)
      rules = buju_xml(buju_xml(node, "labeling", "type", "rule-based", NULL), "rules", "key", "labels", NULL);
    put_label(q, rules, label, n++);
  }
}
