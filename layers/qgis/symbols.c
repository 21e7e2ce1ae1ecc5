/* Symbols of QGIS. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/qgis/qgis.h"

const char *buju_qgis_colour(const char *colour, char *to) {
  enum { SIZE = 20 };
  unsigned long value = colour != NULL ? strtoul(colour + 1, NULL, 16) : 0;
  if (colour != NULL && strlen(colour) == 7) value = (value << 8) + 0xFF;
  snprintf(to, SIZE, "%lu,%lu,%lu,%lu", value >> 24 & 0xFF, value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF);
  return to;
}

static CPLXMLNode *symbol(CPLXMLNode *node, const char *type, const char *name) {
  return buju_xml(node, "symbol", "type", type, "name", name, "alpha", "1", "clip_to_extent", "1", "force_rhr", "0",
                  NULL);
}

/* A layer of a symbol with its settings to be filled. */
static CPLXMLNode *layer(CPLXMLNode *node, const char *class, int pass) {
  return buju_xml(node, "layer", "class", class, "enabled", "1", "locked", "0", "pass", buju_xml_number(pass), NULL);
}

static void put_outline(CPLXMLNode *map, const buju_qgis_class *class) {
  char colour[20];
  buju_xml_option(map, "outline_color", buju_qgis_colour(class->line, colour));
  buju_xml_option(map, "outline_style",
                  class->line == NULL               ? "no"
                  : class->flags & BUJU_QGIS_DASHED ? "dash"
                                                    : "solid");
  buju_xml_option(map, "outline_width", buju_xml_number(class->width_mm));
  buju_xml_option(map, "outline_width_unit", "MM");
  buju_xml_option(map, "joinstyle", "round");
}

/* An area whose village is known as a point only: large enough for a colour, hatched land with a heavy rim. */
static buju_qgis_class area_at_point(const buju_qgis_class *class) {
  buju_qgis_class point = *class;
  if (strcmp(class->shape, "area") != 0) return point;
  point.shape = "circle";
  point.width_mm = class->size_mm > 0 ? 0.7 : 0.3;
  point.size_mm = 3.4;
  return point;
}

/* Beside its place by an expression and not by itself: a line of the legend has no feature and shows it in the middle.
 */
static void put_aside(CPLXMLNode *marker, const buju_qgis_class *class) {
  const double aside = class->size_mm / 2 + 0.4; /* clear of a clinic's mark, the smallest */
  const double right = class->flags & BUJU_QGIS_RIGHT ? aside : class->flags & BUJU_QGIS_LEFT ? -aside : 0;
  const double down = class->flags & BUJU_QGIS_BELOW ? aside : class->flags & BUJU_QGIS_ABOVE ? -aside : 0;
  char expression[80];
  if (right == 0 && down == 0) return;
  snprintf(expression, sizeof expression, "if(num_points($geometry) = 1, '%s,%s', NULL)", buju_xml_number(right),
           buju_xml_number(down));
  CPLXMLNode *map = buju_xml_map(buju_xml(marker, "data_defined_properties", NULL));
  buju_xml_option(map, "name", "");
  CPLXMLNode *properties = buju_xml(map, "Option", "name", "properties", "type", "Map", NULL);
  CPLXMLNode *offset = buju_xml(properties, "Option", "name", "offset", "type", "Map", NULL);
  buju_xml(offset, "Option", "name", "active", "type", "bool", "value", "true", NULL);
  buju_xml_option(offset, "expression", expression);
  buju_xml(offset, "Option", "name", "type", "type", "int", "value", "3", NULL);
  buju_xml_option(map, "type", "collection");
}

static void put_marker(CPLXMLNode *node, const buju_qgis_class *drawn) {
  const buju_qgis_class point = area_at_point(drawn), *class = &point;
  char colour[20];
  CPLXMLNode *marker = layer(node, "SimpleMarker", 0), *map = buju_xml_map(marker);
  buju_xml_option(map, "name", class->shape);
  buju_xml_option(map, "color", buju_qgis_colour(class->fill, colour));
  put_outline(map, class);
  buju_xml_option(map, "size", buju_xml_number(class->size_mm));
  buju_xml_option(map, "size_unit", "MM");
  buju_xml_option(map, "scale_method", "diameter");
  buju_xml_option(map, "angle", "0");
  buju_xml_option(map, "offset", "0,0");
  buju_xml_option(map, "offset_unit", "MM");
  put_aside(marker, class);
}

static void put_line(CPLXMLNode *node, const buju_qgis_class *class) {
  char colour[20];
  CPLXMLNode *map = buju_xml_map(layer(node, "SimpleLine", 0));
  buju_xml_option(map, "line_color", buju_qgis_colour(class->line, colour));
  buju_xml_option(map, "line_style", "solid");
  buju_xml_option(map, "line_width", buju_xml_number(class->width_mm));
  buju_xml_option(map, "line_width_unit", "MM");
  buju_xml_option(map, "capstyle", "round");
  buju_xml_option(map, "joinstyle", "round");
  buju_xml_option(map, "use_custom_dash", class->flags & BUJU_QGIS_DASHED ? "1" : "0");
  buju_xml_option(map, "customdash", "1.6;1.2");
  buju_xml_option(map, "customdash_unit", "MM");
}

static void put_fill(CPLXMLNode *node, const char *fill, const buju_qgis_class *outline, int pass) {
  char colour[20];
  CPLXMLNode *map = buju_xml_map(layer(node, "SimpleFill", pass));
  buju_xml_option(map, "color", buju_qgis_colour(fill, colour));
  buju_xml_option(map, "style", fill != NULL ? "solid" : "no");
  put_outline(map, outline);
}

/* Lines at 45°: what has to be told apart without colour. */
static void put_hatch(CPLXMLNode *node, const buju_qgis_class *class, int pass) {
  char colour[20];
  CPLXMLNode *hatch = layer(node, "LinePatternFill", pass), *map = buju_xml_map(hatch);
  buju_qgis_colour(class->line, colour);
  buju_xml_option(map, "angle", "45");
  buju_xml_option(map, "color", colour);
  buju_xml_option(map, "distance", buju_xml_number(class->size_mm));
  buju_xml_option(map, "distance_unit", "MM");
  buju_xml_option(map, "line_width", "0.2");
  buju_xml_option(map, "line_width_unit", "MM");
  buju_qgis_class line = {.line = class->line, .width_mm = 0.2};
  put_line(symbol(hatch, "line", "@0@1"), &line);
}

static void put_area(CPLXMLNode *node, const buju_qgis_class *class, bool levels) {
  buju_qgis_class none = *class;
  none.line = NULL;
  /* Outlines, then land that is hatched, then what covers the hatch. */
  int pass = class->size_mm > 0 ? 1 : 2;
  put_fill(node, levels ? NULL : class->fill, class, 0);
  if (levels) put_fill(node, class->fill, &none, pass);
  if (class->size_mm > 0) put_hatch(node, class, levels ? pass : 0);
}

/* The same, larger and white; of a small mark but a little, as what it stands on should still show. */
static void put_halo(CPLXMLNode *node, const buju_qgis_class *class, buju_spec_geometry geometry) {
  buju_qgis_class halo = *class;
  halo.line = "#ffffffd0";
  halo.width_mm += class->size_mm > 0 && class->size_mm < 3 ? 0.4 : 0.7;
  halo.flags &= ~(unsigned)BUJU_QGIS_DASHED;
  if (geometry == BUJU_GEOMETRY_POINT)
    put_marker(node, &halo);
  else if (geometry == BUJU_GEOMETRY_LINE)
    put_line(node, &halo);
  else
    put_fill(node, NULL, &halo, 0);
}

void buju_qgis_put_symbol(CPLXMLNode *node, const char *name, const buju_qgis_class *class,
                          buju_spec_geometry geometry) {
  static const char *const types[] = {
      [BUJU_GEOMETRY_POINT] = "marker", [BUJU_GEOMETRY_LINE] = "line", [BUJU_GEOMETRY_POLYGON] = "fill"};
  CPLXMLNode *made = symbol(node, types[geometry], name);
  if (class->flags & BUJU_QGIS_HALO) put_halo(made, class, geometry);
  if (geometry == BUJU_GEOMETRY_POINT)
    put_marker(made, class);
  else if (geometry == BUJU_GEOMETRY_LINE)
    put_line(made, class);
  else
    put_area(made, class, (buju_qgis_style_of(class->layer)->shown & BUJU_QGIS_LEVELS) != 0);
}
