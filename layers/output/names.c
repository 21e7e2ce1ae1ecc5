/* Names and ids of rows. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/output/output.h"

const char *buju_village_code(const buju_output *out, buju_ix village) {
  return village == BUJU_NONE ? NULL : out->region->area.code[out->region->village.area[village]];
}

const char *buju_village_name(const buju_output *out, buju_ix village) {
  return village == BUJU_NONE ? NULL : out->region->area.name[out->region->village.area[village]];
}

buju_ix buju_village_township(const buju_output *out, buju_ix village) {
  return village == BUJU_NONE ? BUJU_NONE : out->region->area.parent[out->region->village.area[village]];
}

const char *buju_area_name(const buju_output *out, buju_ix area) {
  return area == BUJU_NONE ? NULL : out->region->area.name[area];
}

const char *buju_area_code(const buju_output *out, buju_ix area) {
  return area == BUJU_NONE ? NULL : out->region->area.code[area];
}

void buju_row_area_key(buju_row *row, int column, buju_ix area, bool townless) {
  const char *code = buju_area_code(row->out, area);
  row->n = 0;
  buju_row_add(row, code != NULL ? code : townless ? "" : "all");
  if (townless) buju_row_add(row, "/");
  buju_row_text(row, column, row->text);
}

const char *buju_site_id(const buju_output *out, buju_ix site) { return site == BUJU_NONE ? NULL : out->site_id[site]; }

const buju_need *buju_village_need(const buju_output *out, buju_ix village) {
  return village < out->plan->needs && out->plan->need[village].village == village ? &out->plan->need[village] : NULL;
}

void buju_row_group_id(buju_row *row, int column, buju_ix group) {
  row->n = 0;
  buju_row_add(row, "J");
  buju_row_add(row, buju_village_code(row->out, row->out->plan->group[group].host));
  buju_row_text(row, column, row->text);
}

/* An id under construction; equal texts are told apart by a number in row order. */
typedef struct naming {
  const char *text;
  buju_ix row;
} naming;

static int by_text_then_row(const void *a, const void *b) {
  const naming *p = a, *q = b;
  int order = strcmp(p->text, q->text);
  return order != 0 ? order : (p->row > q->row) - (p->row < q->row);
}

/* Gives every row but the first of equal ids a "/2", "/3" … in place. */
static buju_status tell_apart(buju_output *out, const char **id, buju_ix n) {
  naming *names = BUJU_NEW(out->arena, naming, n);
  if (names == NULL) return buju_fail_memory(out->ctx);
  for (buju_ix i = 0; i < n; i++) names[i] = (naming){id[i], i};
  if (n > 1) qsort(names, n, sizeof *names, by_text_then_row);
  for (buju_ix i = 1, same = 1; i < n; i++) {
    same = strcmp(names[i].text, names[i - 1].text) == 0 ? same + 1 : 1;
    if (same == 1) continue;
    char number[16];
    snprintf(number, sizeof number, "/%" PRIu32, same);
    size_t length = strlen(names[i].text);
    char *text = buju_arena_alloc(out->arena, length + sizeof number, 1);
    if (text == NULL) return buju_fail_memory(out->ctx);
    memcpy(text, names[i].text, length);
    strcpy(text + length, number);
    id[names[i].row] = text;
  }
  return BUJU_OK;
}

/* a, b, c … joined by '/', in the arena; NULL parts are left out. */
static const char *join(buju_output *out, const char *const *part, size_t parts) {
  size_t n = 0;
  for (size_t i = 0; i < parts; i++) n += part[i] != NULL ? strlen(part[i]) + 1 : 0;
  char *text = buju_arena_alloc(out->arena, n + 1, 1);
  if (text == NULL) return NULL;
  char *end = text;
  for (size_t i = 0; i < parts; i++) {
    if (part[i] == NULL) continue;
    if (end > text) *end++ = '/';
    size_t length = strlen(part[i]);
    memcpy(end, part[i], length);
    end += length;
  }
  *end = '\0';
  return text;
}

static const char *site_id(buju_output *out, buju_ix i) {
  const buju_site_parts site = buju_output_site_parts(out, i);
  if (site.facility != BUJU_NONE) return out->region->facility.code[site.facility];
  const char *place =
      site.village != BUJU_NONE ? buju_village_code(out, site.village) : buju_area_code(out, site.township);
  size_t n = strlen(place != NULL ? place : "");
  char *marked = buju_arena_alloc(out->arena, n + 2, 1);
  if (marked == NULL) return NULL;
  marked[0] = 'N';
  memcpy(marked + 1, place != NULL ? place : "", n);
  const char *kind = site.kind != BUJU_VILLAGE_CLINIC ? buju_service_words[site.kind].id : NULL;
  const char *part[] = {marked, kind};
  return join(out, part, 2);
}

static const char *action_id(buju_output *out, buju_ix i) {
  const buju_site_action *action = &out->plan->action[i];
  char year[16] = "";
  if (action->year != 0) snprintf(year, sizeof year, "%d", action->year);
  const char *stop = action->stop > 0 ? buju_village_code(out, action->stop - 1) : NULL;
  const char *part[] = {out->site_id[action->site], buju_action_words[action->action].id, stop,
                        action->year != 0 ? year : NULL};
  return join(out, part, 4);
}

static const char *round_id(buju_output *out, buju_ix i) {
  const buju_round *round = &out->plan->round[i];
  char slot[32];
  snprintf(slot, sizeof slot, "%" PRIu32 "-%" PRIu32, round->vehicle, round->weekday);
  const char *part[] = {out->region->facility.code[round->thc], slot};
  return join(out, part, 2);
}

static const char *gap_id(buju_output *out, buju_ix i) {
  const buju_gap *gap = &out->plan->gap[i];
  const char *place = gap->village != BUJU_NONE ? buju_village_code(out, gap->village) : buju_area_code(out, gap->area);
  const char *part[] = {buju_gap_stage_words[gap->after].id, buju_gap_words[gap->kind].id, place,
                        buju_site_id(out, gap->site)};
  return join(out, part, 4);
}

static buju_status make_ids(buju_output *out, buju_ix n, const char *(*make)(buju_output *, buju_ix),
                            const char ***ids) {
  const char **id = BUJU_NEW(out->arena, const char *, n);
  if (id == NULL) return buju_fail_memory(out->ctx);
  for (buju_ix i = 0; i < n; i++) {
    id[i] = make(out, i);
    if (id[i] == NULL) return buju_fail_memory(out->ctx);
  }
  *ids = id;
  return tell_apart(out, id, n);
}

/* Rows that belong to something and follow each other: its id and their number in it. */
static buju_status number_within(buju_output *out, buju_ix n, const char *(*owner)(const buju_output *, buju_ix),
                                 const char ***ids) {
  const char **id = BUJU_NEW(out->arena, const char *, n);
  const char *last = NULL;
  if (id == NULL) return buju_fail_memory(out->ctx);
  for (buju_ix i = 0, number = 0; i < n; i++) {
    const char *of = owner(out, i);
    if (of == NULL) of = "";
    number = last != NULL && strcmp(of, last) == 0 ? number + 1 : 1;
    last = of;
    char text[16];
    snprintf(text, sizeof text, "%" PRIu32, number);
    const char *part[] = {of, text};
    id[i] = join(out, part, 2);
    if (id[i] == NULL) return buju_fail_memory(out->ctx);
  }
  *ids = id;
  return BUJU_OK;
}

static const char *settlement_owner(const buju_output *out, buju_ix i) {
  return buju_village_code(out, out->region->demand.village[i]);
}

static const char *staff_owner(const buju_output *out, buju_ix i) {
  return out->region->facility.code[out->region->staff.facility[i]];
}

buju_status buju_output_settlement_ids(buju_output *out) {
  return number_within(out, out->region->demand.n, settlement_owner, &out->settlement_id);
}

buju_status buju_output_site_ids(buju_output *out) {
  return make_ids(out, buju_output_sites(out), site_id, &out->site_id);
}

buju_status buju_output_ids(buju_output *out) {
  buju_status status = buju_output_site_ids(out);
  if (status == BUJU_OK) status = make_ids(out, out->plan->actions, action_id, &out->action_id);
  if (status == BUJU_OK) status = make_ids(out, out->plan->gaps, gap_id, &out->gap_id);
  if (status == BUJU_OK) status = make_ids(out, out->plan->rounds, round_id, &out->round_id);
  if (status == BUJU_OK) status = number_within(out, out->region->staff.n, staff_owner, &out->doctor_id);
  if (status == BUJU_OK) status = buju_output_settlement_ids(out);
  return status == BUJU_OK ? buju_output_site_names(out) : status;
}
