/* Linking rows to villages. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/link.h"

#include <math.h>
#include <string.h>

#include "layers/region/codes.h"

buju_ix buju_link_code(const buju_build *b, const char *code) {
  buju_ix low = 0, high = b->region->village.n;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    int order = strcmp(b->village_code[middle], code);
    if (order == 0) return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return BUJU_NONE;
}

buju_ix buju_link_facility(const buju_region *r, const char *code) {
  buju_ix low = 0, high = r->facility.n;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    int order = strcmp(r->facility.code[middle], code);
    if (order == 0) return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return BUJU_NONE;
}

static buju_status link_name(buju_build *b, const buju_part *part, buju_ix row, buju_field name_field,
                             buju_link *link) {
  const char *name, *township;
  buju_status status = buju_part_text(b, part, name_field, row, &name);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_TOWNSHIP, row, &township);
  if (status != BUJU_OK || name == NULL) return status;
  status = buju_names_find(b->ctx, b->names, name, township, b->scratch, &link->village, &link->name_matches);
  if (link->village != BUJU_NONE) link->how = BUJU_LINKED_NAME;
  return status;
}

/* The place has decided; a name that speaks of another village is kept beside it. */
static buju_status compare_name(buju_build *b, const buju_part *part, buju_ix row, buju_field name_field,
                                buju_link *link) {
  buju_link named = {.village = BUJU_NONE};
  buju_status status = link_name(b, part, row, name_field, &named);
  if (named.village != link->village) link->named = named.village;
  return status;
}

buju_status buju_link_row(buju_build *b, const buju_part *part, buju_ix row, buju_field code_field,
                          buju_field name_field, double x_m, double y_m, double nearest_m, buju_link *out) {
  buju_link link = {.village = BUJU_NONE, .named = BUJU_NONE};
  buju_status status = buju_part_code(b, part, code_field, row, &link.code);
  if (status != BUJU_OK) return status;
  if (link.code != NULL) link.village = buju_link_code(b, link.code);
  if (link.village != BUJU_NONE) link.how = BUJU_LINKED_CODE;
  if (link.village == BUJU_NONE && isfinite(x_m)) {
    link.village = buju_locator_containing(b->locator, x_m, y_m);
    if (link.village != BUJU_NONE) link.how = BUJU_LINKED_PLACE;
  }
  if (link.how == BUJU_LINKED_PLACE) status = compare_name(b, part, row, name_field, &link);
  if (link.village == BUJU_NONE) status = link_name(b, part, row, name_field, &link);
  if (status == BUJU_OK && link.village == BUJU_NONE && isfinite(x_m)) {
    link.village = buju_locator_nearest(b->locator, x_m, y_m, nearest_m, &link.distance_m);
    if (link.village != BUJU_NONE) link.how = BUJU_LINKED_NEAREST;
  }
  if (status == BUJU_OK) *out = link;
  return status;
}
