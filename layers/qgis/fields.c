/* What QGIS calls the columns and which it hides. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "layers/qgis/qgis.h"

static bool ends_in(const char *name, const char *end) {
  size_t n = strlen(name), m = strlen(end);
  return n > m && strcmp(name + n - m, end) == 0;
}

/* Whether the layer has name followed by end. */
static bool has(const buju_layer_spec *layer, const char *name, const char *end) {
  char other[80];
  snprintf(other, sizeof other, "%s%s", name, end);
  return buju_column_spec_find(layer, other) != BUJU_NONE;
}

/* A sentence stands in two columns, one a language: x_zh and x_en, or x and x_en. */
bool buju_qgis_is_other_language(const buju_layer_spec *layer, const char *name, buju_lang lang) {
  if (lang == BUJU_ZH) return ends_in(name, "_en");
  return has(layer, name, "_en") || ends_in(name, "_zh");
}

bool buju_qgis_is_hidden(const buju_layer_spec *layer, const char *name, buju_lang lang) {
  char whole[160];
  snprintf(whole, sizeof whole, "%s.%s", layer->name, name);
  for (const char *const *hidden = buju_qgis_hidden; *hidden != NULL; hidden++)
    if (strcmp(name, *hidden) == 0 || strcmp(whole, *hidden) == 0) return true;
  return buju_qgis_is_other_language(layer, name, lang);
}

const char *buju_qgis_alias(const buju_qgis *q, const buju_column_spec *column, char *to, size_t size) {
  static const char english[] = " (English)";
  snprintf(to, size, "%s", buju_qgis_say(q, &column->alias));
  if (ends_in(to, english)) to[strlen(to) - (sizeof english - 1)] = '\0';
  return to;
}

static void put_widget(const buju_qgis *q, CPLXMLNode *field, buju_layer_id layer, buju_ix i) {
  const buju_column_spec *column = &buju_layer_specs[layer].column[i];
  bool hidden = buju_qgis_is_hidden(&buju_layer_specs[layer], column->name, q->lang),
       listed = buju_qgis_has_words(q, layer, i);
  const char *type = listed ? "ValueMap" : "TextEdit";
  if (column->type == BUJU_TYPE_DATE) type = "DateTime";
  if (hidden) type = "Hidden";
  CPLXMLNode *config = buju_xml(buju_xml(field, "editWidget", "type", type, NULL), "config", NULL);
  if (listed && !hidden) {
    buju_qgis_put_words(q, config, layer, i);
    return;
  }
  CPLXMLNode *map = buju_xml_map(config);
  bool sentence = column->type == BUJU_TYPE_TEXT && (ends_in(column->name, "_zh") || ends_in(column->name, "_en"));
  if (sentence && !hidden) buju_xml(map, "Option", "name", "IsMultiline", "type", "bool", "value", "true", NULL);
  if (column->type == BUJU_TYPE_DATE && !hidden) {
    buju_xml_option(map, "display_format", "yyyy-MM-dd");
    buju_xml_option(map, "field_format", "yyyy-MM-dd");
  }
}

/* Of x and x_en, x stands in the table of styles. */
const char *buju_qgis_display(const buju_qgis *q, buju_layer_id layer, char *to, size_t size) {
  size_t n = 0;
  for (const char *at = buju_qgis_style_of(layer)->display; *at != '\0' && n < size;) {
    char name[64] = "";
    size_t taken = *at == '"' ? strcspn(at + 1, "\"") + 2 : strcspn(at, "\"");
    if (*at == '"') snprintf(name, sizeof name, "%.*s", (int)taken - 2, at + 1);
    bool english = q->lang == BUJU_EN && has(&buju_layer_specs[layer], name, "_en");
    n += (size_t)snprintf(to + n, size - n, english ? "\"%.*s_en\"" : "%.*s", (int)(english ? taken - 2 : taken),
                          english ? at + 1 : at);
    at += taken;
  }
  return to;
}

static void put_columns(const buju_qgis *q, CPLXMLNode *node, const buju_layer_spec *layer) {
  CPLXMLNode *columns = buju_xml(buju_xml(node, "attributetableconfig", "actionWidgetStyle", "dropDown",
                                          "sortExpression", "", "sortOrder", "0", NULL),
                                 "columns", NULL);
  buju_xml(columns, "column", "type", "field", "name", "fid", "hidden", "1", "width", "-1", NULL);
  for (buju_ix i = 0; i < layer->n; i++)
    buju_xml(columns, "column", "type", "field", "name", layer->column[i].name, "hidden",
             buju_qgis_is_hidden(layer, layer->column[i].name, q->lang) ? "1" : "0", "width", "-1", NULL);
  buju_xml(columns, "column", "type", "actions", "hidden", "1", "width", "-1", NULL);
}

void buju_qgis_put_fields(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer) {
  const buju_layer_spec *spec = &buju_layer_specs[layer];
  char display[512], name[120];
  CPLXMLNode *fields = buju_xml(node, "fieldConfiguration", NULL), *aliases = buju_xml(node, "aliases", NULL);
  CPLXMLNode *fid = buju_xml(fields, "field", "name", "fid", NULL);
  buju_xml_map(buju_xml(buju_xml(fid, "editWidget", "type", "Hidden", NULL), "config", NULL));
  for (buju_ix i = 0; i < spec->n; i++) {
    const buju_column_spec *column = &spec->column[i];
    put_widget(q, buju_xml(fields, "field", "name", column->name, NULL), layer, i);
    buju_xml(aliases, "alias", "index", buju_xml_number((double)i + 1), "field", column->name, "name",
             buju_qgis_alias(q, column, name, sizeof name), NULL);
  }
  put_columns(q, node, spec);
  buju_xml_text(node, "previewExpression", buju_qgis_display(q, layer, display, sizeof display));
  buju_qgis_put_tip(q, node, layer);
}
