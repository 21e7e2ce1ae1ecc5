/* The layer compared_settings; its first row tells what file this is. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/compared_settings.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return (buju_ix)out->comparison->settings.n + 2; }

static void head(buju_row *row, const char *key, const buju_msg *item, const char *from, const char *to) {
  buju_row_text(row, COL_key, key);
  buju_row_text(row, COL_item, buju_ctx_lang(row->out->ctx) == BUJU_ZH ? item->zh : item->en);
  buju_row_text(row, COL_value_from, from);
  buju_row_text(row, COL_value_to, to);
}

static void shape(buju_row *row, buju_ix i) {
  BUJU_MSG(format, "文件格式", "file format");
  BUJU_MSG(files, "成果文件", "plan");
  const buju_comparison *c = row->out->comparison;
  if (i == 0) {
    head(row, "format", &format, "", "buju-compare/1");
  } else if (i == 1) {
    head(row, "plan", &files, c->from, c->to);
  } else {
    const buju_paired *setting = &c->settings.row[i - 2];
    const buju_msg item = {setting->label, setting->label};
    head(row, setting->key, &item, setting->from, setting->to);
  }
}

const buju_shaper buju_shape_compared_settings = {true, NULL, rows, shape};
