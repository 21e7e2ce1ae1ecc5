/* The layer findings. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/findings.def"
};
#undef BUJU_COLUMN

/* What is wrong with the inputs, then what the rules found; a file of accessibility has no plan. */
static buju_ix rows(const buju_output *out) {
  size_t n = out->region->findings.rows.n;
  return (buju_ix)(out->plan != NULL ? n + out->plan->findings.rows.n : n);
}

static void shape(buju_row *row, buju_ix i) {
  size_t n = row->out->region->findings.rows.n;
  const buju_finding *finding =
      i < n ? buju_finding_at(&row->out->region->findings, i) : buju_finding_at(&row->out->plan->findings, i - n);
  buju_said what = {&finding->kind->what, {{0}}}, done = {&finding->kind->done, {{0}}};
  for (int a = 0; a < BUJU_SAID_ARGS; a++) what.arg[a] = done.arg[a] = finding->arg[a];
  buju_row_int(row, COL_finding_id, (int64_t)i + 1);
  buju_row_word(row, COL_severity, (int)finding->kind->severity);
  buju_row_text(row, COL_kind, finding->kind->id);
  buju_row_text(row, COL_file, finding->file);
  buju_row_text(row, COL_layer, finding->layer);
  buju_row_count(row, COL_row, finding->row);
  buju_row_text(row, COL_field, finding->field);
  buju_row_text(row, COL_code, finding->code);
  buju_row_said(row, COL_what, COL_what_en, &what);
  buju_row_said(row, COL_done, COL_done_en, &done);
}

const buju_shaper buju_shape_findings = {true, NULL, rows, shape};
