/* Words for what stands in the cells of a column: QGIS shows them in tables, forms and map tips.
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"
#include "core/words.h"
#include "layers/qgis/qgis.h"

/* Columns with more different texts, or with one QGIS would read back otherwise, are shown as they are. */
enum { VALUES_MOST = 2000, WORDS = 2048 };

/* Bytes of what a rule says, as many as a form has room for: the longest word makes the form as wide as itself. */
enum { RULE_SIZE = 76 };

static bool holds_rules(const buju_column_spec *column) {
  return strcmp(column->name, "rule") == 0 || strcmp(column->name, "phased_by") == 0;
}

bool buju_qgis_is_year(const buju_column_spec *column) {
  size_t n = strlen(column->name), year = strlen("year");
  return column->type == BUJU_TYPE_INTEGER && strcmp(column->name, "visits_a_year") != 0 &&
         (strncmp(column->name, "year", year) == 0 || (n > year && strcmp(column->name + n - year, "year") == 0));
}

/* QGIS writes a year as 2,024: its own digits are its word. */
static bool holds_words(buju_layer_id layer, const buju_column_spec *column, buju_ix i) {
  return holds_rules(column) || buju_qgis_is_year(column) || buju_is_worded(layer, i);
}

/* What the rule says, in the policy's words. */
static const char *words_of_rule(const buju_qgis *q, const char *id, char buf[RULE_SIZE]) {
  BUJU_MSG(decision, "人工决定", "decided by a person");
  if (strcmp(id, "decision") == 0) return buju_qgis_say(q, &decision);
  const buju_scenario *scenario = q->out->scenario;
  for (buju_ix u = 0; u < scenario->uses; u++)
    if (strcmp(scenario->use[u].id, id) == 0 && scenario->use[u].text.zh != NULL)
      return buju_utf8_short(buju_qgis_say(q, &scenario->use[u].text), buf, RULE_SIZE);
  return id;
}

static sqlite3_stmt *ask_values(const buju_qgis *q, const buju_layer_spec *layer, const buju_column_spec *column) {
  char sql[256];
  sqlite3_stmt *statement = NULL;
  snprintf(sql, sizeof sql, "SELECT DISTINCT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL ORDER BY 1", column->name,
           layer->name, column->name);
  return sqlite3_prepare_v2(q->db, sql, -1, &statement, NULL) == SQLITE_OK ? statement : NULL;
}

/* A line break in an attribute is a space to who reads the XML, and the value would have no word. */
static bool is_one_line(const char *text) {
  while (*text != '\0' && iscntrl((unsigned char)*text) == 0) text++;
  return *text == '\0';
}

static bool are_few(const buju_qgis *q, const buju_layer_spec *layer, const buju_column_spec *column) {
  sqlite3_stmt *statement = ask_values(q, layer, column);
  int n = 0;
  bool good = statement != NULL;
  while (good && sqlite3_step(statement) == SQLITE_ROW)
    good = ++n <= VALUES_MOST && is_one_line((const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return good;
}

bool buju_qgis_has_words(const buju_qgis *q, buju_layer_id layer, buju_ix column) {
  const buju_layer_spec *spec = &buju_layer_specs[layer];
  if (spec->column[column].domain != BUJU_DOMAIN_NONE || spec->column[column].type == BUJU_TYPE_BOOLEAN) return true;
  return holds_words(layer, &spec->column[column], column) && are_few(q, spec, &spec->column[column]);
}

static void put_values(const buju_qgis *q, CPLXMLNode *list, buju_layer_id layer, buju_ix column) {
  const buju_layer_spec *spec = &buju_layer_specs[layer];
  sqlite3_stmt *statement = ask_values(q, spec, &spec->column[column]);
  while (statement != NULL && sqlite3_step(statement) == SQLITE_ROW) {
    char buf[WORDS];
    const char *value = (const char *)sqlite3_column_text(statement, 0);
    const char *words = holds_rules(&spec->column[column])
                            ? words_of_rule(q, value, buf)
                            : buju_words_of_cell(q->lang, layer, column, value, buf, sizeof buf);
    buju_xml_option(buju_xml_map(list), words, value);
  }
  sqlite3_finalize(statement);
}

void buju_qgis_put_words(const buju_qgis *q, CPLXMLNode *config, buju_layer_id layer, buju_ix column) {
  BUJU_MSG(yes, "是", "yes");
  BUJU_MSG(no, "否", "no");
  const buju_column_spec *spec = &buju_layer_specs[layer].column[column];
  const buju_domain_spec *domain = &buju_domain_specs[spec->domain];
  /* A list of maps of one word each: words may be the same. */
  CPLXMLNode *list = buju_xml(buju_xml_map(config), "Option", "type", "List", "name", "map", NULL);
  for (buju_ix i = 0; i < domain->n; i++)
    buju_xml_option(buju_xml_map(list), buju_qgis_say(q, &domain->words[i].word), domain->words[i].id);
  if (spec->type == BUJU_TYPE_BOOLEAN) {
    buju_xml_option(buju_xml_map(list), buju_qgis_say(q, &yes), "true");
    buju_xml_option(buju_xml_map(list), buju_qgis_say(q, &no), "false");
  } else if (domain->n == 0) {
    put_values(q, list, layer, column);
  }
}
