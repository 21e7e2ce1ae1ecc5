/* The project: layers in groups, relations, themes. SPDX-License-Identifier: Apache-2.0 */
#include <cpl_conv.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

#include "layers/qgis/qgis.h"

const char buju_qgis_mark[] = "<!-- made by buju -->";

const buju_msg buju_qgis_main_theme = {"规划布局图", "Plan"};
const buju_msg buju_qgis_rings_theme = {"服务圈图", "Service circles"};

/* QGIS makes an id of its own in place of one of ten letters or fewer. */
const char *buju_qgis_layer_id(buju_layer_id layer, char to[80]) {
  snprintf(to, 80, "buju_layer_%s", buju_layer_specs[layer].name);
  return to;
}

/* Beside the project: so the folder may move. */
const char *buju_qgis_source(const buju_qgis *q, buju_layer_id layer, char *to, size_t size) {
  snprintf(to, size, "./%s|layername=%s", q->file, buju_layer_specs[layer].name);
  return to;
}

void buju_qgis_put_crs(const buju_qgis *q, CPLXMLNode *node) {
  OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
  char *wkt = CPLStrdup(q->out->region->crs.wkt), *rest = wkt, authority[80] = "";
  if (OSRImportFromWkt(crs, &rest) == OGRERR_NONE && OSRGetAuthorityCode(crs, NULL) != NULL)
    snprintf(authority, sizeof authority, "%s:%s", OSRGetAuthorityName(crs, NULL), OSRGetAuthorityCode(crs, NULL));
  CPLXMLNode *made = buju_xml(node, "spatialrefsys", "nativeFormat", "Wkt", NULL);
  buju_xml_text(made, "wkt", q->out->region->crs.wkt);
  buju_xml_text(made, "authid", authority);
  OSRDestroySpatialReference(crs);
  CPLFree(wkt);
}

static void put_extent(const buju_qgis *q, CPLXMLNode *node) {
  double margin = 0.03 * (q->east_m - q->west_m + q->north_m - q->south_m) / 2;
  CPLXMLNode *extent = buju_xml(node, "extent", NULL);
  buju_xml_text(extent, "xmin", buju_xml_number(q->west_m - margin));
  buju_xml_text(extent, "ymin", buju_xml_number(q->south_m - margin));
  buju_xml_text(extent, "xmax", buju_xml_number(q->east_m + margin));
  buju_xml_text(extent, "ymax", buju_xml_number(q->north_m + margin));
}

/* Calls put for each written layer of a group, in the order of the style table: what is first lies on top. */
static void each_layer(const buju_qgis *q, buju_qgis_group group, CPLXMLNode *node,
                       void (*put)(const buju_qgis *, CPLXMLNode *, const buju_qgis_style *)) {
  for (const buju_qgis_style *style = buju_qgis_styles; style->layer != BUJU_LAYERS; style++)
    if (style->group == group && q->tally->written[style->layer]) put(q, node, style);
}

static bool has_layers(const buju_qgis *q, buju_qgis_group group) {
  for (const buju_qgis_style *style = buju_qgis_styles; style->layer != BUJU_LAYERS; style++)
    if (style->group == group && q->tally->written[style->layer]) return true;
  return false;
}

static void put_leaf(const buju_qgis *q, CPLXMLNode *node, const buju_qgis_style *style) {
  char id[80], source[512];
  buju_xml(node, "layer-tree-layer", "id", buju_qgis_layer_id(style->layer, id), "name",
           buju_qgis_say(q, &buju_layer_specs[style->layer].alias), "source",
           buju_qgis_source(q, style->layer, source, sizeof source), "providerKey", "ogr", "checked",
           style->shown & BUJU_QGIS_MAIN ? "Qt::Checked" : "Qt::Unchecked", "expanded",
           style->shown & BUJU_QGIS_MAIN ? "1" : "0", NULL);
}

static void put_tree(const buju_qgis *q, CPLXMLNode *project) {
  CPLXMLNode *root = buju_xml(project, "layer-tree-group", NULL);
  for (int g = 0; g < BUJU_QGIS_GROUPS; g++) {
    if (!has_layers(q, (buju_qgis_group)g)) continue;
    CPLXMLNode *group = buju_xml(root, "layer-tree-group", "name", buju_qgis_say(q, &buju_qgis_group_names[g]),
                                 "checked", "Qt::Checked", "expanded", g != BUJU_QGIS_TABLES ? "1" : "0", NULL);
    each_layer(q, (buju_qgis_group)g, group, put_leaf);
  }
}

static void put_maplayer(const buju_qgis *q, CPLXMLNode *layers, const buju_qgis_style *style) {
  static const char *const names[] = {[BUJU_GEOMETRY_NONE] = "No geometry",
                                      [BUJU_GEOMETRY_POINT] = "Point",
                                      [BUJU_GEOMETRY_LINE] = "Line",
                                      [BUJU_GEOMETRY_POLYGON] = "Polygon"};
  static const char *const types[] = {[BUJU_GEOMETRY_NONE] = "NoGeometry",
                                      [BUJU_GEOMETRY_POINT] = "Point",
                                      [BUJU_GEOMETRY_LINE] = "LineString",
                                      [BUJU_GEOMETRY_POLYGON] = "MultiPolygon"};
  const buju_layer_spec *spec = &buju_layer_specs[style->layer];
  buju_spec_geometry geometry = buju_qgis_geometry(q, style->layer);
  char id[80], source[512];
  CPLXMLNode *layer = buju_xml(layers, "maplayer", "type", "vector", "geometry", names[geometry], "wkbType",
                               types[geometry], "styleCategories", "AllStyleCategories", "labelsEnabled", "1",
                               "hasScaleBasedVisibilityFlag", "0", "readOnly", "0", NULL);
  buju_xml_text(layer, "id", buju_qgis_layer_id(style->layer, id));
  buju_xml_text(layer, "datasource", buju_qgis_source(q, style->layer, source, sizeof source));
  buju_xml_text(layer, "layername", buju_qgis_say(q, &spec->alias));
  if (geometry != BUJU_GEOMETRY_NONE) buju_qgis_put_crs(q, buju_xml(layer, "srs", NULL));
  CPLXMLNode *metadata = buju_xml(layer, "resourceMetadata", NULL);
  buju_xml_text(metadata, "title", buju_qgis_say(q, &spec->alias));
  buju_xml_text(metadata, "abstract", buju_qgis_say(q, &spec->text));
  CPLXMLNode *provider = buju_xml_text(layer, "provider", "ogr");
  CPLAddXMLAttributeAndValue(provider, "encoding", "UTF-8");
  CPLXMLNode *manager = buju_xml(layer, "map-layer-style-manager", "current", "default", NULL);
  buju_xml(manager, "map-layer-style", "name", "default", NULL);
  buju_qgis_put_style(q, layer, style->layer, true);
}

void buju_qgis_relation_id(const buju_qgis_relation *relation, char *to, size_t size) {
  snprintf(to, size, "%s_%s_%s", buju_layer_specs[relation->parent].name, buju_layer_specs[relation->child].name,
           relation->child_column[0]);
}

static void put_relations(const buju_qgis *q, CPLXMLNode *project) {
  CPLXMLNode *relations = buju_xml(project, "relations", NULL);
  for (const buju_qgis_relation *r = buju_qgis_relations; r->parent != BUJU_LAYERS; r++) {
    char parent[80], child[80], id[200];
    if (!q->tally->written[r->parent] || !q->tally->written[r->child]) continue;
    buju_qgis_relation_id(r, id, sizeof id);
    CPLXMLNode *relation = buju_xml(relations, "relation", "id", id, "name", buju_qgis_say(q, &r->name), "strength",
                                    "Association", "referencedLayer", buju_qgis_layer_id(r->parent, parent),
                                    "referencingLayer", buju_qgis_layer_id(r->child, child), NULL);
    for (int i = 0; i < BUJU_QGIS_FIELDS && r->parent_column[i] != NULL; i++)
      buju_xml(relation, "fieldRef", "referencedField", r->parent_column[i], "referencingField", r->child_column[i],
               NULL);
  }
}

static void put_theme(const buju_qgis *q, CPLXMLNode *themes, const buju_msg *name, unsigned shown) {
  CPLXMLNode *theme = buju_xml(themes, "visibility-preset", "name", buju_qgis_say(q, name), "has-expanded-info", "0",
                               "has-checked-group-info", "0", NULL);
  for (const buju_qgis_style *style = buju_qgis_styles; style->layer != BUJU_LAYERS; style++) {
    char id[80];
    if (!q->tally->written[style->layer] || (style->shown & shown) == 0) continue;
    buju_xml(theme, "layer", "id", buju_qgis_layer_id(style->layer, id), "visible", "1", "style", "default", "expanded",
             "1", NULL);
    buju_qgis_put_checked(q, theme, style->layer);
  }
}

static void put_canvas(const buju_qgis *q, CPLXMLNode *project) {
  CPLXMLNode *canvas = buju_xml(project, "mapcanvas", "name", "theMapCanvas", "annotationsVisible", "1", NULL);
  buju_xml_text(canvas, "units", "meters");
  put_extent(q, canvas);
  buju_xml_text(canvas, "rotation", "0");
  buju_qgis_put_crs(q, buju_xml(canvas, "destinationsrs", NULL));
}

/* Paths relative to the project, lengths on the ellipsoid; so many places tried for the name of a township that it
 * finds one beside the marks (QGIS itself tries 2.5 a cm²). */
static void put_properties(CPLXMLNode *project) {
  CPLXMLNode *properties = buju_xml(project, "properties", NULL);
  CPLXMLNode *absolute = buju_xml_text(buju_xml(properties, "Paths", NULL), "Absolute", "false");
  CPLAddXMLAttributeAndValue(absolute, "type", "bool");
  CPLXMLNode *enabled = buju_xml_text(buju_xml(properties, "SpatialRefSys", NULL), "ProjectionsEnabled", "1");
  CPLAddXMLAttributeAndValue(enabled, "type", "int");
  CPLXMLNode *labels = buju_xml(properties, "PAL", NULL);
  CPLXMLNode *engine = buju_xml_text(labels, "PlacementEngineVersion", "1");
  CPLAddXMLAttributeAndValue(engine, "type", "int");
  CPLXMLNode *tried = buju_xml_text(labels, "CandidatesPolygonPerCM", "10");
  CPLAddXMLAttributeAndValue(tried, "type", "double");
}

char *buju_qgis_project(const buju_qgis *q) {
  const char *title = q->out->scenario->title != NULL ? q->out->scenario->title : ""; /* without: the file's name */
  char head[40];
  CPLXMLNode *project = buju_xml(NULL, "qgis", "version", BUJU_QGIS_VERSION "-Białowieża", "projectname", title, NULL);
  buju_xml(project, "homePath", "path", "", NULL);
  buju_xml_text(project, "title", title);
  buju_qgis_put_crs(q, buju_xml(project, "projectCrs", NULL));
  put_tree(q, project);
  put_relations(q, project);
  put_canvas(q, project);
  CPLXMLNode *layers = buju_xml(project, "projectlayers", NULL);
  for (int g = 0; g < BUJU_QGIS_GROUPS; g++) each_layer(q, (buju_qgis_group)g, layers, put_maplayer);
  put_properties(project);
  CPLXMLNode *themes = buju_xml(project, "visibility-presets", NULL);
  put_theme(q, themes, &buju_qgis_main_theme, BUJU_QGIS_MAIN);
  put_theme(q, themes, &buju_qgis_rings_theme, BUJU_QGIS_RINGS);
  buju_qgis_put_layouts(q, project);
  snprintf(head, sizeof head, "%s\n", buju_qgis_mark);
  return buju_xml_take(project, head);
}
