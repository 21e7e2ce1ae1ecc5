/* The layer run_info: what stands behind the result. SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>

#include "layers/output/run_items.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/run_info.def"
};
#undef BUJU_COLUMN

static void remember(buju_run_items *items) {
  if (items->status == BUJU_OK) items->status = buju_fail_memory(items->out->ctx);
}

const char *buju_run_format(buju_run_items *items, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *text = n >= 0 ? buju_arena_alloc(items->out->arena, (size_t)n + 1, 1) : NULL;
  if (text != NULL)
    vsnprintf(text, (size_t)n + 1, format, again);
  else
    remember(items);
  va_end(again);
  return text != NULL ? text : "";
}

buju_run_item *buju_run_add(buju_run_items *items, const char *key, const buju_msg *item, const char *value,
                            buju_value_source origin) {
  if (items->status != BUJU_OK) return NULL;
  buju_run_item *row = buju_vec_push(&items->rows, sizeof *row);
  char *kept_key = buju_arena_text(items->out->arena, key);
  char *kept_value = value != NULL ? buju_arena_text(items->out->arena, value) : NULL;
  if (row == NULL || kept_key == NULL || (value != NULL && kept_value == NULL)) {
    remember(items);
    return NULL;
  }
  *row = (buju_run_item){.key = kept_key, .value = kept_value, .item = item, .origin = (int)origin};
  return row;
}

static const char *render(buju_run_items *items, buju_lang lang, const buju_said *said) {
  size_t n = buju_say(lang, said, NULL, 0);
  char *text = buju_arena_alloc(items->out->arena, n + 1, 1);
  if (text == NULL) {
    remember(items);
    return NULL;
  }
  buju_say(lang, said, text, n + 1);
  return text;
}

void buju_run_note(buju_run_items *items, buju_run_item *row, buju_said said) {
  if (row == NULL) return;
  row->note_zh = render(items, BUJU_ZH, &said);
  row->note_en = render(items, BUJU_EN, &said);
}

static buju_status prepare(buju_output *out) {
  buju_run_items items = {out, {0}, BUJU_OK};
  void *rows = NULL;
  buju_run_head(&items);
  buju_run_inputs(&items);
  buju_run_rules(&items);
  if (out->plan != NULL) {
    buju_run_circles(&items);
    buju_run_results(&items);
  } else {
    buju_run_access(&items);
  }
  out->run_items = (buju_ix)items.rows.n;
  if (items.status == BUJU_OK && !buju_vec_freeze(&items.rows, sizeof(buju_run_item), out->arena, &rows))
    remember(&items);
  out->run_item = rows;
  buju_vec_free(&items.rows);
  return items.status;
}

static buju_ix rows(const buju_output *out) { return out->run_items; }

static void shape(buju_row *row, buju_ix i) {
  const buju_run_item *item = &row->out->run_item[i];
  buju_row_text(row, COL_key, item->key);
  buju_row_text(row, COL_item, item->item->zh);
  buju_row_text(row, COL_item_en, item->item->en);
  buju_row_text(row, COL_value, item->value);
  buju_row_text(row, COL_unit, item->unit);
  buju_row_word(row, COL_source, item->origin);
  buju_row_tri(row, COL_our_default, item->our_default);
  buju_row_text(row, COL_clause, item->clause);
  buju_row_text(row, COL_note, item->note_zh);
  buju_row_text(row, COL_note_en, item->note_en);
}

const buju_shaper buju_shape_run_info = {true, prepare, rows, shape};
