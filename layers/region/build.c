/* Opening, feeding and closing a region being built. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/build.h"

#include <stdio.h>
#include <string.h>

buju_status buju_build_open(buju_ctx *ctx, const buju_scenario *scenario, buju_region *region, buju_build *out) {
  *out = (buju_build){.ctx = ctx, .scenario = scenario, .region = region};
  out->scratch = buju_arena_new();
  out->geos = GEOS_init_r();
  if (out->scratch != NULL && out->geos != NULL) return BUJU_OK;
  buju_build_close(out);
  return buju_fail_memory(ctx);
}

void buju_build_close(buju_build *build) {
  buju_locator_free(build->locator);
  buju_locator_free(build->town_locator);
  build->locator = build->town_locator = NULL;
  buju_vec_free(&build->demand);
  if (build->geos != NULL) GEOS_finish_r(build->geos);
  build->geos = NULL;
  buju_arena_free(build->scratch);
  build->scratch = NULL;
}

buju_status buju_build_note_input(buju_build *b, buju_input_role role, const char *path, const char *hash,
                                  const char *mapping) {
  buju_region *r = b->region;
  if (r->input.path == NULL) {
    r->input.role = BUJU_NEW(r->arena, uint8_t, b->scenario->inputs + 1);
    r->input.path = BUJU_NEW(r->arena, const char *, b->scenario->inputs + 1);
    r->input.hash = BUJU_NEW(r->arena, const char *, b->scenario->inputs + 1);
    r->input.mapping = BUJU_NEW(r->arena, const char *, b->scenario->inputs + 1);
    if (r->input.role == NULL || r->input.path == NULL || r->input.hash == NULL || r->input.mapping == NULL)
      return buju_fail_memory(b->ctx);
  }
  if (r->input.n > b->scenario->inputs) return BUJU_OK;
  r->input.role[r->input.n] = (uint8_t)role;
  r->input.path[r->input.n] = path;
  r->input.hash[r->input.n] = hash;
  r->input.mapping[r->input.n] = mapping;
  r->input.n++;
  return BUJU_OK;
}

/* One phrase an input: "行政村.shp: GCJ-02 (crs:); 医疗机构.shp: …". */
buju_status buju_build_note_crs(buju_build *b, const char *file, const char *crs) {
  const char *before = b->region->crs.source != NULL ? b->region->crs.source : "";
  size_t size = strlen(before) + strlen(file) + strlen(crs) + 5;
  char *text = buju_arena_alloc(b->region->arena, size, 1);
  if (text == NULL) return buju_fail_memory(b->ctx);
  snprintf(text, size, "%s%s%s: %s", before, *before != '\0' ? "; " : "", file, crs);
  b->region->crs.source = text;
  return BUJU_OK;
}

buju_status buju_build_take(buju_build *b, const buju_input *input, const buju_layer *layer) {
  buju_part *part = &b->part[input->role];
  const char *mapping = NULL;
  buju_status status = buju_fields_bind(b->ctx, input, &layer->table, &part->fields);
  if (status == BUJU_OK) status = buju_fields_show(b->ctx, &layer->table, &part->fields, b->region->arena, &mapping);
  if (status == BUJU_OK) status = buju_build_note_input(b, input->role, layer->table.file, layer->hash, mapping);
  if (status == BUJU_OK && layer->geometry != BUJU_NO_GEOMETRY && layer->crs != NULL)
    status = buju_build_note_crs(b, layer->table.file, layer->crs);
  if (status != BUJU_OK) return status;
  part->input = input;
  part->layer = layer;
  return BUJU_OK;
}

buju_status buju_build_find(buju_build *b, const buju_part *part, const buju_finding_kind *kind, buju_ix row,
                            buju_field field, const char *code, buju_said said) {
  buju_finding finding = {.kind = kind, .code = code, .row = -1};
  if (part != NULL && part->layer != NULL) {
    finding.file = part->layer->table.file;
    finding.layer = part->layer->table.layer;
    if (row != BUJU_NONE) finding.row = buju_part_row(part, row);
    if (field != BUJU_FIELDS && buju_part_has(part, field))
      finding.field = part->layer->table.column[part->fields.column[field]].name;
  }
  for (int i = 0; i < BUJU_SAID_ARGS; i++) finding.arg[i] = said.arg[i];
  return buju_find(b->ctx, &b->region->findings, finding);
}
