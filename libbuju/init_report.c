/* What init says about what it found. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/init.h"

static void layer_name(const buju_out *out, const buju_found *found) {
  BUJU_OUT(out, found->shown, found->layer != NULL ? " / " : "", found->layer != NULL ? found->layer : "");
}

static buju_status report_input(buju_ctx *ctx, const buju_init_facts *facts, int role, const buju_out *out) {
  BUJU_MSG(separator, "：", ": ");
  const buju_cast *cast = &facts->cast[role];
  if (cast->found == BUJU_NONE) return BUJU_OK;
  const buju_found *found = &facts->found[cast->found];
  const char *shown = "";
  if (!found->raster) {
    buju_status status = buju_fields_show(ctx, &found->table, &cast->fields, facts->arena, &shown);
    if (status != BUJU_OK) return status;
  }
  BUJU_OUT(out, "  ", buju_out_pick(out, &buju_input_names[role].text), " ← ");
  layer_name(out, found);
  BUJU_OUT(out, shown[0] != '\0' ? buju_out_pick(out, &separator) : "", shown, "\n");
  if (found->crs_why != NULL && facts->spec->crs == NULL) BUJU_OUT(out, "    ", found->crs_why, "\n");
  return BUJU_OK;
}

static void report_left(const buju_init_facts *facts, const buju_out *out) {
  BUJU_MSG(left, "没有用到：\n", "not used:\n");
  bool first = true;
  for (buju_ix f = 0; f < facts->found_n; f++) {
    bool used = false;
    for (int role = 0; role < BUJU_INPUT_ROLES; role++) used = used || facts->cast[role].found == f;
    if (used) continue;
    if (first) buju_out_text(out, buju_out_pick(out, &left));
    first = false;
    buju_out_text(out, "  ");
    if (facts->found[f].why_not != NULL)
      buju_out_text(out, facts->found[f].why_not); /* names the file */
    else
      layer_name(out, &facts->found[f]);
    buju_out_text(out, "\n");
  }
}

static void report_missing(const buju_init_facts *facts, const buju_out *out) {
  BUJU_MSG(missing, "没有找到：", "not found: ");
  BUJU_MSG(comma, "、", ", ");
  bool first = true;
  for (int role = 0; role < BUJU_INPUT_ROLES; role++) {
    if (facts->cast[role].found != BUJU_NONE) continue;
    buju_out_text(out, buju_out_pick(out, first ? &missing : &comma));
    buju_out_text(out, buju_out_pick(out, &buju_input_names[role].text));
    first = false;
  }
  if (!first) buju_out_text(out, "\n");
}

buju_status buju_init_report(buju_ctx *ctx, const buju_init_facts *facts, const buju_out *out) {
  BUJU_MSG(found, "认出的图层和表格（带 ? 的列请核对）：\n", "recognised (check the columns marked ?):\n");
  BUJU_MSG(done, "已写成 {0}/scenario.yaml；下一步：buju plan {0}/scenario.yaml\n",
           "{0}/scenario.yaml is written; next: buju plan {0}/scenario.yaml\n");
  buju_status status = BUJU_OK;
  buju_out_text(out, buju_out_pick(out, &found));
  for (int role = 0; role < BUJU_INPUT_ROLES && status == BUJU_OK; role++) status = report_input(ctx, facts, role, out);
  if (status != BUJU_OK) return status;
  report_left(facts, out);
  report_missing(facts, out);
  buju_out_say(out, BUJU_SAY(done, buju_text(facts->spec->out)));
  return BUJU_OK;
}
