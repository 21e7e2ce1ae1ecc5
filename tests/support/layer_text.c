/* Layers from text. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/layer_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/build.h"
#include "tests/support/polygons.h"

enum { CELLS_MAX = 32 };

/* Cells of a line, in place. */
static size_t split(char *line, char mark, char *cells[CELLS_MAX]) {
  size_t n = 0;
  while (line != NULL && n < CELLS_MAX) {
    cells[n++] = line;
    line = strchr(line, mark);
    if (line != NULL) *line++ = '\0';
  }
  return n;
}

static void put_geometry(buju_arena *arena, buju_layer *layer, buju_ix row, const char *text) {
  double v[4];
  int n = 0;
  layer->x_m[row] = layer->y_m[row] = NAN;
  for (char *end; *text != '\0' && n < 4; text = *end == ',' ? end + 1 : end) v[n++] = strtod(text, &end);
  if (n == 2) {
    layer->geometry = BUJU_POINTS;
    layer->x_m[row] = v[0];
    layer->y_m[row] = v[1];
  } else if (n == 4) {
    layer->geometry = BUJU_POLYGONS;
    layer->shape[row] = buju_test_box(arena, v[0], v[1], v[2], v[3]);
  }
}

static void permute(buju_ix *order, buju_ix n, uint64_t shuffle) {
  for (buju_ix i = 0; i < n; i++) order[i] = i;
  for (buju_ix i = n; shuffle != 0 && i > 1; i--) {
    buju_ix j = (buju_ix)(buju_test_random(&shuffle) * i), kept = order[i - 1];
    order[i - 1] = order[j];
    order[j] = kept;
  }
}

buju_layer *buju_test_layer(buju_arena *arena, const char *name, const char *text, uint64_t shuffle) {
  buju_ix lines = 0;
  for (const char *p = text; *p != '\0'; p++) lines += *p == '\n';
  buju_ix n = lines - 1;
  char *copy = buju_arena_text(arena, text), *cells[CELLS_MAX];
  buju_layer *layer = BUJU_NEW(arena, buju_layer, 1);
  buju_ix *order = BUJU_NEW(arena, buju_ix, n);
  buju_column *columns = BUJU_NEW(arena, buju_column, CELLS_MAX);
  *layer = (buju_layer){.x_m = BUJU_NEW(arena, double, n),
                        .y_m = BUJU_NEW(arena, double, n),
                        .crs = "test",
                        .shape = BUJU_NEW(arena, buju_shape, n),
                        .hash = "00"};
  layer->table =
      (buju_table){.file = name, .layer = name, .n = n, .column = columns, .source_row = BUJU_NEW(arena, int64_t, n)};
  permute(order, n, shuffle);
  char *line = copy, *next = strchr(line, '\n');
  *next++ = '\0';
  size_t named = split(line, '|', cells);
  for (size_t c = 0; c < named; c++)
    columns[c] = (buju_column){.name = cells[c], .text = BUJU_NEW(arena, const char *, n)};
  layer->table.columns = (buju_ix)named;
  for (buju_ix i = 0; i < n; i++) {
    line = next;
    next = strchr(line, '\n');
    *next++ = '\0';
    buju_ix row = order[i];
    layer->table.source_row[row] = (int64_t)row + 1;
    size_t found = split(line, '|', cells);
    for (size_t c = 0; c < named; c++) {
      const char *cell = c < found ? cells[c] : "";
      if (strcmp(columns[c].name, "@") == 0) put_geometry(arena, layer, row, cell);
      columns[c].text[row] = *cell != '\0' ? cell : NULL;
    }
  }
  return layer;
}

buju_status buju_test_region(buju_ctx *ctx, const buju_scenario *scenario, const buju_test_input *inputs, size_t n,
                             uint64_t shuffle, buju_region **out) {
  static const char *const names[] = {
#define ROLE_FILE(name, id, zh, en) id ".shp",
      BUJU_INPUT_TABLE(ROLE_FILE)};
  buju_arena *arena = buju_arena_new();
  buju_region *region = BUJU_NEW(arena, buju_region, 1);
  buju_scenario *plain = BUJU_NEW(arena, buju_scenario, 1);
  buju_input *input = BUJU_NEW(arena, buju_input, BUJU_INPUT_ROLES);
  region->arena = region->findings.arena = arena;
  if (scenario != NULL) *plain = *scenario;
  plain->inputs = (buju_ix)n;
  buju_build build;
  buju_status status = buju_build_open(ctx, plain, region, &build);
  for (size_t i = 0; i < n && status == BUJU_OK; i++) {
    buju_input_role role = inputs[i].role;
    input[role] = (buju_input){.role = role, .shown = names[role], .people_unit = 1};
    for (buju_ix g = 0; scenario != NULL && g < scenario->inputs; g++)
      if (scenario->input[g].role == role) input[role] = scenario->input[g];
    status = buju_build_take(&build, &input[role], buju_test_layer(arena, names[role], inputs[i].text, shuffle));
  }
  if (status == BUJU_OK) status = buju_region_assemble(&build);
  buju_build_close(&build);
  if (status == BUJU_OK)
    *out = region;
  else
    buju_region_free(region);
  return status;
}

int buju_test_findings(const buju_region *region, const char *id) {
  int n = 0;
  for (size_t i = 0; i < region->findings.rows.n; i++)
    n += strcmp(buju_finding_at(&region->findings, i)->kind->id, id) == 0;
  return n;
}
