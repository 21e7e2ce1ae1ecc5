/* Premises a service could move into: what each row says, and its village. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/region/kinds.h"
#include "layers/region/link.h"
#include "layers/region/text.h"

/* Premises farther from every village than this belong to none. */
#define NEAREST_M 3000.0

BUJU_KIND(premises_without_village, BUJU_WARNING, "用房“{0}”对应不上任何村", "the premises “{0}” belong to no village",
          "不作为可利用用房", "not used");
BUJU_KIND(premises_kind_unknown, BUJU_NOTE, "用房类型“{0}”不认识", "kind of premises “{0}” is not known",
          "按其他房屋处理", "taken as another building");

typedef struct draft {
  const char *name;
  buju_ix village;
  double floor_m2, x_m, y_m;
  buju_tri idle, owned;
  uint8_t kind;
} draft;

static int by_text(const char *a, const char *b) { return strcmp(a != NULL ? a : "", b != NULL ? b : ""); }

/* Larger first, unknown last: by what they are, whatever row they stand in. */
static int by_identity(const void *a, const void *b) {
  const draft *d = a, *e = b;
  if (d->village != e->village) return d->village < e->village ? -1 : 1;
  if (d->kind != e->kind) return d->kind - e->kind;
  double x = isnan(d->floor_m2) ? -1 : d->floor_m2, y = isnan(e->floor_m2) ? -1 : e->floor_m2;
  if (x != y) return x > y ? -1 : 1;
  int order = by_text(d->name, e->name);
  if (order == 0) order = d->idle - e->idle;
  if (order == 0) order = d->owned - e->owned;
  if (order == 0) order = (d->x_m > e->x_m) - (d->x_m < e->x_m);
  return order != 0 ? order : (d->y_m > e->y_m) - (d->y_m < e->y_m);
}

static buju_status read_kind(buju_build *b, const buju_part *part, buju_ix row, draft *d) {
  const char *word;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_KIND, row, &word);
  const char *said[] = {word, d->name};
  bool known = false;
  d->kind = BUJU_PREMISES_BUILDING;
  for (int i = 0; i < 2 && status == BUJU_OK && !known; i++) {
    if (said[i] == NULL) continue;
    char *folded = buju_text_fold(b->scratch, said[i]);
    if (folded == NULL) return buju_fail_memory(b->ctx);
    d->kind = (uint8_t)buju_kind_of_premises(folded, &known);
  }
  if (status != BUJU_OK || known || word == NULL) return status;
  return buju_build_find(b, part, &premises_kind_unknown, row, BUJU_FIELD_KIND, NULL, BUJU_ARGS(buju_text(word)));
}

static buju_status read_place(buju_build *b, const buju_part *part, buju_ix row, draft *d) {
  const buju_layer *layer = part->layer;
  d->x_m = d->y_m = NAN;
  if (layer->geometry == BUJU_POINTS) {
    d->x_m = layer->x_m[row];
    d->y_m = layer->y_m[row];
  } else if (layer->geometry == BUJU_POLYGONS && layer->shape[row].wkb != NULL) {
    double area_m2;
    return buju_shape_inside(b->ctx, b->geos, layer->shape[row], &d->x_m, &d->y_m, &area_m2);
  }
  return BUJU_OK;
}

static buju_status read_row(buju_build *b, const buju_part *part, buju_ix row, draft *d) {
  *d = (draft){.village = BUJU_NONE};
  buju_link link;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &d->name);
  if (status == BUJU_OK) status = read_kind(b, part, row, d);
  if (status == BUJU_OK) status = buju_part_number(b, part, BUJU_FIELD_FLOOR_AREA, row, &d->floor_m2);
  if (!(d->floor_m2 >= 0)) d->floor_m2 = NAN;
  if (status == BUJU_OK) status = buju_part_tri(b, part, BUJU_FIELD_IDLE, row, NULL, &d->idle);
  if (status == BUJU_OK) status = buju_part_tri(b, part, BUJU_FIELD_PUBLIC_OWNED, row, NULL, &d->owned);
  if (status == BUJU_OK) status = read_place(b, part, row, d);
  if (status == BUJU_OK)
    status = buju_link_row(b, part, row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE, d->x_m, d->y_m, NEAREST_M, &link);
  if (status != BUJU_OK) return status;
  d->village = link.village;
  if (link.village != BUJU_NONE) return BUJU_OK;
  return buju_build_find(b, part, &premises_without_village, row, BUJU_FIELDS, NULL,
                         BUJU_ARGS(buju_text(d->name != NULL ? d->name : "")));
}

static buju_status lay(buju_build *b, const draft *drafts, buju_ix n) {
  buju_region *r = b->region;
  r->premises.n = n;
  r->premises.name = BUJU_NEW(r->arena, const char *, n);
  r->premises.village = BUJU_NEW(r->arena, buju_ix, n);
  r->premises.kind = BUJU_NEW(r->arena, uint8_t, n);
  r->premises.idle = BUJU_NEW(r->arena, buju_tri, n);
  r->premises.public_owned = BUJU_NEW(r->arena, buju_tri, n);
  r->premises.floor_m2 = BUJU_NEW(r->arena, double, n);
  r->premises.x_m = BUJU_NEW(r->arena, double, n);
  r->premises.y_m = BUJU_NEW(r->arena, double, n);
  if (r->premises.name == NULL || r->premises.village == NULL || r->premises.kind == NULL || r->premises.idle == NULL ||
      r->premises.public_owned == NULL || r->premises.floor_m2 == NULL || r->premises.x_m == NULL ||
      r->premises.y_m == NULL)
    return buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < n; i++) {
    r->premises.name[i] = drafts[i].name;
    r->premises.village[i] = drafts[i].village;
    r->premises.kind[i] = drafts[i].kind;
    r->premises.idle[i] = drafts[i].idle;
    r->premises.public_owned[i] = drafts[i].owned;
    r->premises.floor_m2[i] = drafts[i].floor_m2;
    r->premises.x_m[i] = drafts[i].x_m;
    r->premises.y_m[i] = drafts[i].y_m;
  }
  return BUJU_OK;
}

buju_status buju_premises_build(buju_build *b) {
  const buju_part *part = &b->part[BUJU_INPUT_PREMISES];
  buju_ix rows = part->layer != NULL ? part->layer->table.n : 0, n = 0;
  draft *drafts = BUJU_NEW(b->scratch, draft, rows);
  if (drafts == NULL) return buju_fail_memory(b->ctx);
  buju_status status = BUJU_OK;
  for (buju_ix row = 0; row < rows && status == BUJU_OK; row++) {
    status = read_row(b, part, row, &drafts[n]);
    n += status == BUJU_OK && drafts[n].village != BUJU_NONE;
  }
  if (n > 1) qsort(drafts, n, sizeof *drafts, by_identity);
  return status == BUJU_OK ? lay(b, drafts, n) : status;
}
