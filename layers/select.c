/* Selectors of a scenario on a region, and `where:` on an input. SPDX-License-Identifier: Apache-2.0 */
#include "layers/select.h"

#include "layers/select/region.h"
#include "layers/select/run.h"
#include "layers/select/view.h"

static uint64_t *new_bits(buju_arena *arena, buju_ix rows) {
  return BUJU_NEW(arena, uint64_t, ((size_t)rows + 63) / 64);
}

typedef buju_status (*fill_view)(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                                 const int64_t *as_of_year, buju_arena *arena, buju_view *view);

/* All selectors on one of the region's tables. Complaints are collected; the first status is returned. */
static buju_status select_from(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                               const buju_selector *selectors, buju_ix n, buju_select_from from, buju_arena *arena,
                               buju_selection *out) {
  static const fill_view fill[] = {
      [BUJU_FROM_VILLAGES] = buju_select_villages, [BUJU_FROM_FACILITIES] = buju_select_facilities};
  const int64_t as_of_year = scenario->as_of.year;
  buju_ix first = 0;
  while (first < n && selectors[first].from != from) first++;
  if (first == n) return BUJU_OK;
  buju_view view = {0};
  buju_select_run *run = NULL;
  buju_arena *scratch = buju_arena_new();
  buju_status status =
      scratch == NULL ? buju_fail_memory(ctx) : fill[from](ctx, scenario, region, &as_of_year, scratch, &view);
  if (status == BUJU_OK) status = buju_select_begin(ctx, &view, &run);
  for (buju_ix i = first; i < n && (status == BUJU_OK || status == BUJU_E_SELECTOR); i++) {
    if (selectors[i].from != from) continue;
    out->bits[i] = new_bits(arena, view.n);
    buju_status one = out->bits[i] == NULL
                          ? buju_fail_memory(ctx)
                          : buju_select_rows(ctx, run, selectors[i].sql, selectors[i].node, out->bits[i]);
    if (one != BUJU_OK) status = one;
  }
  buju_select_end(run);
  buju_vec_free(&view.columns);
  buju_arena_free(scratch);
  return status;
}

buju_status buju_select_region(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                               const buju_selector *selectors, buju_ix n, buju_arena *arena, buju_selection *out) {
  buju_selection selection = {.n = n, .bits = BUJU_NEW(arena, uint64_t *, n)};
  if (selection.bits == NULL) return buju_fail_memory(ctx);
  buju_status villages = select_from(ctx, scenario, region, selectors, n, BUJU_FROM_VILLAGES, arena, &selection);
  if (villages != BUJU_OK && villages != BUJU_E_SELECTOR) return villages;
  buju_status facilities = select_from(ctx, scenario, region, selectors, n, BUJU_FROM_FACILITIES, arena, &selection);
  if (facilities != BUJU_OK) return facilities;
  if (villages == BUJU_OK) *out = selection;
  return villages;
}

buju_status buju_select_layer(buju_ctx *ctx, const buju_input *input, const buju_layer *layer, buju_arena *arena,
                              uint64_t **bits) {
  const buju_doc *node = buju_doc_find(input->node, "where");
  buju_view view = {.n = layer->table.n};
  buju_select_run *run = NULL;
  uint64_t *selected = new_bits(arena, view.n);
  bool ready = selected != NULL && buju_view_add_table(&view, &layer->table, NULL);
  if (ready && layer->geometry == BUJU_POINTS)
    ready = buju_view_add(
        &view, (buju_view_column){
                   .name = "geometry", .type = "BLOB", .put = buju_view_point, .data = layer->x_m, .more = layer->y_m});
  if (ready && (layer->geometry == BUJU_LINES || layer->geometry == BUJU_POLYGONS))
    ready = buju_view_add(
        &view, (buju_view_column){.name = "geometry", .type = "BLOB", .put = buju_view_shape, .data = layer->shape});
  buju_status status = ready ? buju_select_begin(ctx, &view, &run) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_select_rows(ctx, run, input->where, node != NULL ? node : input->node, selected);
  if (status == BUJU_OK) *bits = selected;
  buju_select_end(run);
  buju_vec_free(&view.columns);
  return status;
}
