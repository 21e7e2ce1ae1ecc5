/* Forms of rows: what a reader asks first, then every column, then what belongs to the row, each on a tab.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "layers/qgis/qgis.h"

enum { MOST = 64 };

/** Columns of a tab, each once. */
typedef struct chosen {
  buju_ix n, column[MOST];
} chosen;

static void choose(const buju_qgis *q, buju_layer_id layer, const char *name, chosen *to) {
  const buju_layer_spec *spec = &buju_layer_specs[layer];
  char english[80];
  snprintf(english, sizeof english, "%s_en", name);
  buju_ix column = q->lang == BUJU_EN ? buju_column_spec_find(spec, english) : BUJU_NONE;
  if (column == BUJU_NONE) column = buju_column_spec_find(spec, name);
  if (column == BUJU_NONE || to->n == MOST || buju_qgis_is_hidden(spec, spec->column[column].name, q->lang)) return;
  for (buju_ix i = 0; i < to->n; i++)
    if (to->column[i] == column) return;
  to->column[to->n++] = column;
}

/* The columns of its name, of its map tip, and why it is so. */
static void choose_first(const buju_qgis *q, buju_layer_id layer, chosen *to) {
  const buju_qgis_style *style = buju_qgis_style_of(layer);
  char text[512], *rest = NULL;
  snprintf(text, sizeof text, "%s", style->display);
  bool quoted = text[0] == '"';
  for (char *part = strtok_r(text, "\"", &rest); part != NULL; part = strtok_r(NULL, "\"", &rest), quoted = !quoted)
    if (quoted) choose(q, layer, part, to);
  snprintf(text, sizeof text, "%s", style->tip);
  for (char *name = strtok_r(text, ",", &rest); name != NULL; name = strtok_r(NULL, ",", &rest))
    choose(q, layer, name, to);
  choose(q, layer, q->lang == BUJU_ZH ? "reason_zh" : "reason", to);
  choose(q, layer, "clause", to);
}

/* where: an expression, for which rows there is the tab; NULL: for all. */
static CPLXMLNode *put_tab(CPLXMLNode *form, const char *name, const char *where) {
  return buju_xml(form, "attributeEditorContainer", "name", name, "groupBox", "0", "columnCount", "1", "showLabel", "1",
                  "visibilityExpressionEnabled", where != NULL ? "1" : "0", "visibilityExpression",
                  where != NULL ? where : "", NULL);
}

static void put_field(CPLXMLNode *tab, const buju_layer_spec *layer, buju_ix column) {
  buju_xml(tab, "attributeEditorField", "name", layer->column[column].name, "index",
           buju_xml_number((double)column + 1), "showLabel", "1", NULL);
}

static void put_relations(const buju_qgis *q, CPLXMLNode *form, buju_layer_id layer) {
  for (const buju_qgis_relation *r = buju_qgis_relations; r->parent != BUJU_LAYERS; r++) {
    char id[200];
    if (r->parent != layer || !q->tally->written[r->child]) continue;
    buju_qgis_relation_id(r, id, sizeof id);
    buju_xml(put_tab(form, buju_qgis_say(q, &r->name), r->where), "attributeEditorRelation", "name", id, "relation", id,
             "showLabel", "0", "label", "", "relationWidgetTypeId", "relation_editor", "nmRelationId", "",
             "forceSuppressFormPopup", "0", NULL);
  }
}

static bool has_relations(const buju_qgis *q, buju_layer_id layer) {
  for (const buju_qgis_relation *r = buju_qgis_relations; r->parent != BUJU_LAYERS; r++)
    if (r->parent == layer && q->tally->written[r->child]) return true;
  return false;
}

void buju_qgis_put_form(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer, bool in_project) {
  BUJU_MSG(main_points, "要点", "Main points");
  BUJU_MSG(everything, "全部字段", "All columns");
  const buju_layer_spec *spec = &buju_layer_specs[layer];
  bool has_points = buju_qgis_style_of(layer)->tip[0] != '\0', related = in_project && has_relations(q, layer);
  if (!has_points && !related) return;
  buju_xml_text(node, "editorlayout", "tablayout");
  CPLXMLNode *form = buju_xml(node, "attributeEditorForm", NULL), *tab;
  chosen first = {.n = 0};
  if (has_points) {
    choose_first(q, layer, &first);
    tab = put_tab(form, buju_qgis_say(q, &main_points), NULL);
    for (buju_ix i = 0; i < first.n; i++) put_field(tab, spec, first.column[i]);
  }
  tab = put_tab(form, buju_qgis_say(q, &everything), NULL);
  for (buju_ix i = 0; i < spec->n; i++)
    if (!buju_qgis_is_hidden(spec, spec->column[i].name, q->lang)) put_field(tab, spec, i);
  if (related) put_relations(q, form, layer);
}
