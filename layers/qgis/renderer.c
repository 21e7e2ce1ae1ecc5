/* The rules by which QGIS draws a layer: one a class that occurs. SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "layers/qgis/qgis.h"

const char *buju_qgis_scale(const buju_qgis *q, double mm) {
  if (mm <= 0) return "0";
  double denominator = q->village_m * 1000 / mm, unit = pow(10, floor(log10(denominator)) - 1);
  return buju_xml_number(round(denominator / unit) * unit);
}

/* "kind" = 'thc' AND "status" = 'proposed' AND (…); both QGIS and SQLite read it. */
static void write_filter(const buju_qgis_class *class, char *to, size_t size) {
  size_t n = 0;
  to[0] = '\0';
  for (int i = 0; i < 2 && n < size; i++)
    if (class->column[i] != NULL)
      n += (size_t)snprintf(to + n, size - n, "%s\"%s\" = '%s'", n > 0 ? " AND " : "", class->column[i],
                            class->value[i]);
  if (class->where != NULL && n < size)
    snprintf(to + n, size - n, n > 0 ? " AND (%s)" : "%.0s%s", class->where, class->where);
}

static bool occurs(const buju_qgis *q, const buju_qgis_class *class, const char *filter) {
  char sql[512];
  sqlite3_stmt *statement = NULL;
  if (q->tally->rows[class->layer] == 0) return false;
  if (filter[0] == '\0' || strchr(filter, '@') != NULL) return true;
  snprintf(sql, sizeof sql, "SELECT 1 FROM \"%s\" WHERE %s LIMIT 1", buju_layer_specs[class->layer].name, filter);
  bool found =
      sqlite3_prepare_v2(q->db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW;
  sqlite3_finalize(statement);
  return found;
}

/* The words of the values: 村卫生室（拟建）. */
static void write_words(const buju_qgis *q, const buju_qgis_class *class, char *to, size_t size) {
  const buju_layer_spec *layer = &buju_layer_specs[class->layer];
  const char *word[2] = {NULL, NULL};
  for (int i = 0; i < 2 && class->column[i] != NULL; i++) {
    buju_ix column = buju_column_spec_find(layer, class->column[i]);
    const buju_msg *said = buju_domain_word(layer->column[column].domain, class->value[i]);
    word[i] = said != NULL ? buju_qgis_say(q, said) : class->value[i];
  }
  BUJU_MSG(both, "{0}（{1}）", "{0}, {1}");
  buju_said said = BUJU_SAY(both, buju_text(word[0]), buju_text(word[1]));
  if (word[1] != NULL)
    buju_say(q->lang, &said, to, size);
  else
    snprintf(to, size, "%s", word[0] != NULL ? word[0] : buju_qgis_say(q, &layer->alias));
  if (q->lang == BUJU_EN) to[0] = (char)toupper((unsigned char)to[0]); /* words are for sentences, this is a line */
}

static void put_rule(const buju_qgis *q, CPLXMLNode *rules, CPLXMLNode *symbols, const buju_qgis_class *class,
                     const char *filter, int number) {
  char label[256], key[16];
  snprintf(key, sizeof key, "%d", number);
  if (class->label.zh != NULL)
    snprintf(label, sizeof label, "%s", buju_qgis_say(q, &class->label));
  else
    write_words(q, class, label, sizeof label);
  CPLXMLNode *rule = buju_xml(rules, "rule", "key", key, "symbol", key, "label", label, NULL);
  if (filter[0] != '\0') CPLAddXMLAttributeAndValue(rule, "filter", filter);
  if (class->to_mm > 0) CPLAddXMLAttributeAndValue(rule, "scalemindenom", buju_qgis_scale(q, class->to_mm));
  if (class->from_mm > 0) CPLAddXMLAttributeAndValue(rule, "scalemaxdenom", buju_qgis_scale(q, class->from_mm));
  if (class->flags & BUJU_QGIS_OFF) CPLAddXMLAttributeAndValue(rule, "checkstate", "0");
  buju_qgis_put_symbol(symbols, key, class, buju_qgis_geometry(q, class->layer));
}

/* The classes of a layer that occur, in the order of the legend; every layer has fewer than CLASSES. A layer without
 * classes of its own gets a plain one. */
enum { CLASSES = 64, FILTER = 400 };
typedef struct used {
  const buju_qgis_class *class;
  char filter[FILTER];
} used;

static int find_classes(const buju_qgis *q, buju_layer_id layer, used *found, buju_qgis_class *plain) {
  BUJU_MSG(none, "（无）", "(none)");
  int n = 0;
  for (const buju_qgis_class *class = buju_qgis_classes; class->layer != BUJU_LAYERS && n < CLASSES; class ++) {
    if (class->layer != layer) continue;
    write_filter(class, found[n].filter, FILTER);
    found[n].class = class;
    n += occurs(q, class, found[n].filter);
  }
  if (n > 0) return n;
  *plain = (buju_qgis_class){.layer = layer, .shape = "circle", .line = "#7f8c9a", .width_mm = 0.3};
  if (q->tally->rows[layer] == 0) plain->label = none;
  plain->size_mm = buju_qgis_geometry(q, layer) == BUJU_GEOMETRY_POINT ? 1.6 : 0;
  found[0] = (used){plain, ""};
  return 1;
}

void buju_qgis_put_renderer(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer) {
  const char *order = buju_qgis_style_of(layer)->order;
  bool levels = (buju_qgis_style_of(layer)->shown & BUJU_QGIS_LEVELS) != 0;
  CPLXMLNode *renderer = buju_xml(node, "renderer-v2", "type", "RuleRenderer", "symbollevels", levels ? "1" : "0",
                                  "enableorderby", order != NULL ? "1" : "0", "forceraster", "0", NULL);
  CPLXMLNode *rules = buju_xml(renderer, "rules", "key", "root", NULL), *symbols = buju_xml(renderer, "symbols", NULL);
  used found[CLASSES];
  buju_qgis_class plain;
  int n = find_classes(q, layer, found, &plain);
  for (int i = 0; i < n; i++) put_rule(q, rules, symbols, found[i].class, found[i].filter, i);
  if (order == NULL) return;
  CPLXMLNode *clause = buju_xml_text(buju_xml(renderer, "orderby", NULL), "orderByClause", order);
  CPLAddXMLAttributeAndValue(clause, "asc", "1");
  CPLAddXMLAttributeAndValue(clause, "nullsFirst", "1");
}

void buju_qgis_put_checked(const buju_qgis *q, CPLXMLNode *node, buju_layer_id layer) {
  used found[CLASSES];
  buju_qgis_class plain;
  char id[80];
  if (buju_qgis_geometry(q, layer) == BUJU_GEOMETRY_NONE) return;
  int n = find_classes(q, layer, found, &plain);
  CPLXMLNode *checked = buju_xml(node, "checked-legend-nodes", "id", buju_qgis_layer_id(layer, id), NULL);
  for (int i = 0; i < n; i++)
    if ((found[i].class->flags & BUJU_QGIS_OFF) == 0)
      buju_xml(checked, "checked-legend-node", "id", buju_xml_number(i), NULL);
}
