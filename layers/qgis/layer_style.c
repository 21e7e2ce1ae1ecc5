/* A layer's whole style: the same for a QML document and for the layer of a project.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "layers/qgis/qgis.h"

const char *buju_qgis_say(const buju_qgis *q, const buju_msg *msg) { return q->lang == BUJU_ZH ? msg->zh : msg->en; }

buju_spec_geometry buju_qgis_geometry(const buju_qgis *q, buju_layer_id layer) {
  buju_spec_geometry geometry = buju_layer_specs[layer].geometry;
  if (geometry != BUJU_GEOMETRY_VILLAGE) return geometry;
  return q->out->region->village.polygons ? BUJU_GEOMETRY_POLYGON : BUJU_GEOMETRY_POINT;
}

const buju_qgis_style *buju_qgis_style_of(buju_layer_id layer) {
  const buju_qgis_style *style = buju_qgis_styles;
  while (style->layer != layer && style->layer != BUJU_LAYERS) style++;
  return style;
}

void buju_qgis_put_style(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer, bool in_project) {
  if (buju_qgis_geometry(q, layer) != BUJU_GEOMETRY_NONE) {
    buju_qgis_put_renderer(q, node, layer);
    buju_qgis_put_labels(q, node, layer);
    buju_xml_text(node, "blendMode", "0");
    buju_xml_text(node, "featureBlendMode", "0");
    buju_xml_text(node, "layerOpacity", buju_xml_number(buju_qgis_style_of(layer)->opacity / 100.0));
    buju_xml(node, "legend", "type", "default-vector", "showLabelLegend", "0", NULL);
  }
  buju_qgis_put_fields(q, node, layer);
  buju_qgis_put_form(q, node, layer, in_project);
}

char *buju_qgis_qml(const buju_qgis *q, buju_layer_id layer) {
  CPLXMLNode *root = buju_xml(NULL, "qgis", "version", BUJU_QGIS_VERSION, "styleCategories", "AllStyleCategories",
                              "labelsEnabled", "1", "hasScaleBasedVisibilityFlag", "0", NULL);
  buju_qgis_put_style(q, root, layer, false);
  return buju_xml_take(root, "");
}
