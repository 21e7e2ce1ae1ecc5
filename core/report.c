/* Asking the cells of a plan. SPDX-License-Identifier: Apache-2.0 */
#include "core/report.h"

#include <math.h>
#include <string.h>

static const buju_report_table *held(const buju_report *report, buju_layer_id layer, unsigned column, buju_ix row) {
  const buju_report_table *table = &report->table[layer];
  return table->there && row < table->n && column < table->spec->n ? table : NULL;
}

const char *buju_report_text(const buju_report *report, buju_layer_id layer, unsigned column, buju_ix row) {
  const buju_report_table *table = held(report, layer, column, row);
  return table != NULL ? table->column[column].text[row] : NULL;
}

double buju_report_number(const buju_report *report, buju_layer_id layer, unsigned column, buju_ix row) {
  const buju_report_table *table = held(report, layer, column, row);
  return table != NULL ? table->column[column].number[row] : NAN;
}

bool buju_report_is(const buju_report *report, buju_layer_id layer, unsigned column, buju_ix row, const char *text) {
  const char *cell = buju_report_text(report, layer, column, row);
  return cell != NULL && strcmp(cell, text) == 0;
}

buju_ix buju_report_find(const buju_report *report, buju_layer_id layer, unsigned column, const char *text) {
  for (buju_ix row = 0; row < report->table[layer].n; row++)
    if (buju_report_is(report, layer, column, row, text)) return row;
  return BUJU_NONE;
}

const char *buju_report_setting(const buju_report *report, const char *key) {
  buju_ix row = buju_report_find(report, BUJU_LAYER_RUN_INFO, RUN_INFO_key, key);
  return buju_report_text(report, BUJU_LAYER_RUN_INFO, RUN_INFO_value, row);
}

const char *buju_report_note(const buju_report *report, const char *key, buju_lang lang) {
  buju_ix row = buju_report_find(report, BUJU_LAYER_RUN_INFO, RUN_INFO_key, key);
  return buju_report_text(report, BUJU_LAYER_RUN_INFO, lang == BUJU_ZH ? RUN_INFO_note : RUN_INFO_note_en, row);
}

buju_ix buju_report_township_find(const buju_report *report, const char *code_or_name) {
  for (int by_name = 0; by_name < 2; by_name++)
    for (buju_ix t = 0; t < report->townships; t++) {
      const char *text = by_name ? report->township[t].name : report->township[t].code;
      if (text != NULL && strcmp(text, code_or_name) == 0) return t;
    }
  return BUJU_NONE;
}

void buju_report_free(buju_report *report) {
  if (report != NULL) buju_arena_free(report->arena); /* the report itself lives in it */
}
