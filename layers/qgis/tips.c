/* Map tips: what QGIS says of a row that is pointed at. A tip is HTML in which QGIS fills in expressions, so whatever a
 * file says goes through one that leaves no mark-up in it. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "layers/qgis/qgis.h"

/** A text that grows; what does not fit is left out. */
typedef struct tip {
  char text[8192];
  size_t n;
} tip;

static void add(tip *t, const char *text) {
  size_t n = strlen(text);
  if (t->n + n >= sizeof t->text) return;
  memcpy(t->text + t->n, text, n + 1);
  t->n += n;
}

/* A string constant of an expression: an apostrophe stands twice. */
static void add_constant(tip *t, const char *text) {
  add(t, "'");
  for (const char *c = text; *c != '\0'; c++) add(t, *c == '\'' ? "''" : (char[]){*c, '\0'});
  add(t, "'");
}

static void add_as_html(tip *t, const char *expression) {
  add(t, "replace(coalesce(");
  add(t, expression);
  add(t, ", ''), map('&', '&amp;', '<', '&lt;'))");
}

/* Whole numbers, and people and yuan, which hardly ever have parts. */
static bool is_counted(const buju_column_spec *column) {
  if (column->type == BUJU_TYPE_REAL) return strcmp(column->unit, "people") == 0 || strcmp(column->unit, "yuan") == 0;
  return column->type == BUJU_TYPE_INTEGER;
}

/* The value in words and in no more digits than a reader has use for. */
static void add_value(const buju_qgis *q, tip *t, buju_layer_id layer, buju_ix i) {
  const buju_column_spec *column = &buju_layer_specs[layer].column[i];
  char name[80], value[200];
  snprintf(name, sizeof name, "\"%s\"", column->name);
  if (column->type == BUJU_TYPE_DATE || buju_qgis_has_words(q, layer, i))
    snprintf(value, sizeof value, "represent_value(%s)", name);
  else if (is_counted(column))
    snprintf(value, sizeof value, "format_number(%s, 0)", name);
  else if (column->type == BUJU_TYPE_REAL)
    snprintf(value, sizeof value, "to_string(round(%s, 2))", name);
  else
    snprintf(value, sizeof value, "to_string(%s)", name);
  add_as_html(t, value);
}

/* One line, left out where the column is empty. */
static void add_line(const buju_qgis *q, tip *t, buju_layer_id layer, buju_ix i) {
  const buju_column_spec *column = &buju_layer_specs[layer].column[i];
  char label[200], alias[120];
  snprintf(label, sizeof label, "%s%s", buju_qgis_alias(q, column, alias, sizeof alias),
           q->lang == BUJU_ZH ? "：" : ": ");
  add(t, "[% CASE WHEN \"");
  add(t, column->name);
  add(t, "\" IS NOT NULL THEN ");
  add_constant(t, label);
  add(t, " || ");
  add_value(q, t, layer, i);
  add(t, " || '<br>' ELSE '' END %]");
}

void buju_qgis_put_tip(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer) {
  const buju_layer_spec *spec = &buju_layer_specs[layer];
  const buju_qgis_style *style = buju_qgis_style_of(layer);
  char names[256], display[512], *rest = NULL;
  tip t = {.n = 0};
  add(&t, "<b>[% ");
  add_as_html(&t, buju_qgis_display(q, layer, display, sizeof display));
  add(&t, " %]</b><br>");
  snprintf(names, sizeof names, "%s", style->tip);
  for (char *name = strtok_r(names, ",", &rest); name != NULL; name = strtok_r(NULL, ",", &rest)) {
    buju_ix column = buju_column_spec_find(spec, name);
    if (column != BUJU_NONE && !buju_qgis_is_other_language(spec, name, q->lang)) add_line(q, &t, layer, column);
  }
  if (buju_column_spec_find(spec, "reason_zh") != BUJU_NONE) {
    add(&t, "<div style=\"width: 24em\">[% ");
    add_as_html(&t, q->lang == BUJU_ZH ? "\"reason_zh\"" : "\"reason_en\"");
    add(&t, " %]</div>");
  }
  buju_xml_text(node, "mapTip", t.text);
}
