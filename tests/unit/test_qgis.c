/* The tables of how layers look in QGIS: what they speak of is in the tables of columns. What QGIS makes of them is
 * seen
 * by tests/qgis. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "layers/qgis/qgis.h"

static void every_layer_has_one_style(void **state) {
  (void)state;
  int styles[BUJU_LAYERS] = {0};
  for (const buju_qgis_style *style = buju_qgis_styles; style->layer != BUJU_LAYERS; style++) styles[style->layer]++;
  for (int l = 0; l < BUJU_LAYERS; l++)
    if (styles[l] != 1) fail_msg("%s has %d styles", buju_layer_specs[l].name, styles[l]);
}

static const buju_column_spec *the_column(buju_layer_id layer, const char *name) {
  buju_ix column = buju_column_spec_find(&buju_layer_specs[layer], name);
  if (column == BUJU_NONE) fail_msg("%s has no column %s", buju_layer_specs[layer].name, name);
  return &buju_layer_specs[layer].column[column];
}

/* Calls see for each "column" of an expression with what stands before it; fid is every layer's. */
static void each_column(buju_layer_id layer, const char *expression,
                        void (*see)(const buju_column_spec *column, const char *expression, size_t at)) {
  for (const char *c = expression; c != NULL && (c = strchr(c, '"')) != NULL;) {
    char name[64];
    size_t n = strcspn(c + 1, "\"");
    assert_true(n < sizeof name && c[n + 1] == '"');
    snprintf(name, sizeof name, "%.*s", (int)n, c + 1);
    const buju_column_spec *column = strcmp(name, "fid") != 0 ? the_column(layer, name) : NULL;
    if (column != NULL && see != NULL) see(column, expression, (size_t)(c - expression));
    c += n + 2;
  }
}

/* A row is not called by an id where there is a word for it. */
static void see_words(const buju_column_spec *column, const char *expression, size_t at) {
  static const char in_words[] = "represent_value(";
  size_t n = sizeof in_words - 1;
  if (column->domain != BUJU_DOMAIN_NONE && (at < n || strncmp(expression + at - n, in_words, n) != 0))
    fail_msg("%s is an id: %s", column->name, expression);
}

static void styles_speak_of_columns_there_are(void **state) {
  (void)state;
  for (const buju_qgis_style *style = buju_qgis_styles; style->layer != BUJU_LAYERS; style++) {
    char tip[512], *rest = NULL;
    each_column(style->layer, style->display, see_words);
    each_column(style->layer, style->order, NULL);
    snprintf(tip, sizeof tip, "%s", style->tip);
    for (char *name = strtok_r(tip, ",", &rest); name != NULL; name = strtok_r(NULL, ",", &rest))
      the_column(style->layer, name);
  }
  for (const buju_qgis_label *label = buju_qgis_labels; label->layer != BUJU_LAYERS; label++) {
    each_column(label->layer, label->where, NULL);
    each_column(label->layer, label->text.zh, see_words);
    each_column(label->layer, label->text.en, see_words);
  }
}

static void classes_are_of_values_there_are(void **state) {
  (void)state;
  for (const buju_qgis_class *class = buju_qgis_classes; class->layer != BUJU_LAYERS; class ++) {
    each_column(class->layer, class->where, NULL);
    for (int i = 0; i < 2 && class->column[i] != NULL; i++)
      if (buju_domain_word(the_column(class->layer, class->column[i])->domain, class->value[i]) == NULL)
        fail_msg("%s of %s is never %s", class->column[i], buju_layer_specs[class->layer].name, class->value[i]);
  }
}

/* Both sides are of one type, and no two relations of a project have one id. */
static void relations_join_like_to_like(void **state) {
  (void)state;
  for (const buju_qgis_relation *r = buju_qgis_relations; r->parent != BUJU_LAYERS; r++) {
    char id[200], other[200];
    for (int i = 0; i < BUJU_QGIS_FIELDS && r->parent_column[i] != NULL; i++)
      assert_int_equal(the_column(r->parent, r->parent_column[i])->type,
                       the_column(r->child, r->child_column[i])->type);
    each_column(r->parent, r->where, NULL);
    buju_qgis_relation_id(r, id, sizeof id);
    for (const buju_qgis_relation *q = buju_qgis_relations; q != r; q++) {
      buju_qgis_relation_id(q, other, sizeof other);
      assert_string_not_equal(id, other);
    }
  }
}

static void what_is_hidden_is_there(void **state) {
  (void)state;
  for (const char *const *hidden = buju_qgis_hidden; *hidden != NULL; hidden++) {
    int found = 0;
    for (int l = 0; l < BUJU_LAYERS; l++)
      for (buju_ix c = 0; c < buju_layer_specs[l].n; c++)
        found += buju_qgis_is_hidden(&buju_layer_specs[l], buju_layer_specs[l].column[c].name, BUJU_ZH) &&
                 strcmp(buju_layer_specs[l].column[c].name,
                        strchr(*hidden, '.') != NULL ? strchr(*hidden, '.') + 1 : *hidden) == 0;
    if (found == 0) fail_msg("nothing is called %s", *hidden);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_layer_has_one_style),       cmocka_unit_test(styles_speak_of_columns_there_are),
      cmocka_unit_test(classes_are_of_values_there_are), cmocka_unit_test(relations_join_like_to_like),
      cmocka_unit_test(what_is_hidden_is_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
