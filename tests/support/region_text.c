/* Regions from text: each line becomes a record; region_build.c lays the records out.
 * SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/region_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vocab.h"
#include "layers/region/codes.h"
#include "tests/support/region_rows.h"

BUJU_MSG(bad_line, "第{0}行：看不懂“{1}”", "line {0}: “{1}” is not understood");

static buju_status bad(loader *l, const char *what) {
  return buju_fail(l->ctx, BUJU_E_DATA, BUJU_SAY(bad_line, buju_int(l->line), buju_text(what)));
}

/* The value of key=value, "" for a bare key, NULL when the line has none. */
static const char *option(const loader *l, const char *key) {
  size_t n = strlen(key);
  for (int i = 1; i < l->words; i++)
    if (strncmp(l->word[i], key, n) == 0 && (l->word[i][n] == '\0' || l->word[i][n] == '='))
      return l->word[i] + n + (l->word[i][n] == '=');
  return NULL;
}

static double number(const loader *l, const char *key, double fallback) {
  const char *value = option(l, key);
  return value == NULL ? fallback : strtod(value, NULL);
}

static buju_tri tri(const loader *l, const char *key) {
  const char *value = option(l, key);
  if (value == NULL || strcmp(value, "unknown") == 0) return BUJU_UNKNOWN;
  return strcmp(value, "no") == 0 ? BUJU_NO : BUJU_YES;
}

static void point(const loader *l, double *x_m, double *y_m) {
  const char *value = option(l, "at");
  *x_m = *y_m = NAN;
  if (value == NULL) return;
  char *end;
  *x_m = strtod(value, &end);
  *y_m = *end == ',' ? strtod(end + 1, NULL) : NAN;
}

static buju_people_n one_population(const char *text, size_t n) {
  if (n == 0 || text[0] == '-') return BUJU_PEOPLE_MISSING;
  return (buju_people_n)llround(strtod(text, NULL) * (double)BUJU_PERSON);
}

static void population(const loader *l, buju_people_n people[BUJU_POPULATIONS]) {
  const char *value = option(l, "pop");
  if (value == NULL) value = "-";
  const char *slash = strchr(value, '/');
  people[BUJU_RESIDENT] = one_population(value, slash != NULL ? (size_t)(slash - value) : strlen(value));
  people[BUJU_REGISTERED] = slash != NULL ? one_population(slash + 1, strlen(slash + 1)) : BUJU_PEOPLE_MISSING;
}

/* The row of a word in a vocabulary, or n. */
static uint8_t word_row(const buju_word_entry *words, uint8_t n, const char *id) {
  uint8_t row = 0;
  while (row < n && strcmp(words[row].id, id) != 0) row++;
  return row;
}

static const char *positional(const loader *l, int i) {
  if (i >= l->words || strchr(l->word[i], '=') != NULL || strcmp(l->word[i], "-") == 0) return NULL;
  return l->word[i];
}

/* ---- one function a kind of line ---- */

static buju_status read_place(loader *l, buju_vec *to) {
  if (l->words < 3) return bad(l, l->word[0]);
  place *row = buju_vec_push(to, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  buju_area_kind kind = buju_code_township_kind(l->word[1]);
  if (to == &l->county) kind = BUJU_AREA_COUNTY;
  *row = (place){l->word[1], l->word[2], kind == BUJU_AREA_KINDS ? BUJU_AREA_TOWN : kind};
  return BUJU_OK;
}

static buju_status read_village(loader *l) {
  if (positional(l, 1) == NULL || positional(l, 2) == NULL) return bad(l, "village");
  village *row = buju_vec_push(&l->village, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  row->code = l->word[1];
  row->name = l->word[2];
  row->township = option(l, "township");
  row->category = option(l, "category");
  population(l, row->people);
  row->households = (int32_t)number(l, "households", -1);
  row->area_m2 = number(l, "area_m2", NAN);
  point(l, &row->x_m, &row->y_m);
  row->seat = tri(l, "seat");
  row->converted = tri(l, "converted");
  row->demolition = (int16_t)number(l, "demolition", 0);
  row->kind = buju_code_village_kind(row->code);
  const char *kind = option(l, "kind");
  if (kind != NULL) row->kind = (buju_area_kind)word_row(buju_area_kind_words, BUJU_AREA_KINDS, kind);
  if (row->kind == BUJU_AREA_KINDS) row->kind = BUJU_AREA_VILLAGE;
  return BUJU_OK;
}

static buju_status read_settlement(loader *l) {
  if (l->words < 3) return bad(l, "settlement");
  settlement *row = buju_vec_push(&l->settlement, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  row->village = l->word[1];
  row->name = positional(l, 2);
  population(l, row->people);
  point(l, &row->x_m, &row->y_m);
  row->from_year = (int16_t)number(l, "from", 0);
  row->to_year = (int16_t)number(l, "to", 0);
  row->estate = tri(l, "estate") == BUJU_YES;
  return BUJU_OK;
}

static buju_status read_facility(loader *l) {
  if (l->words < 3) return bad(l, "facility");
  facility *row = buju_vec_push(&l->facility, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  row->code = l->word[1];
  row->kind = word_row(buju_service_words, BUJU_FACILITY_KINDS, l->word[2]);
  if (row->kind == BUJU_FACILITY_KINDS) return bad(l, l->word[2]);
  row->name = positional(l, 3);
  for (int f = 0; f < BUJU_FLAGS; f++) {
    row->flag[f] = tri(l, buju_flag_words[f].id);
    if (row->name != NULL && strcmp(row->name, buju_flag_words[f].id) == 0) row->name = NULL;
  }
  row->village = option(l, "village");
  row->township = option(l, "township");
  row->level = option(l, "level");
  uint8_t capability = word_row(buju_capability_words, BUJU_CAPABILITIES, row->level != NULL ? row->level : "");
  row->capability = capability < BUJU_CAPABILITIES ? (int8_t)capability : -1;
  for (int k = BUJU_SPECIALTY_GENERAL_PRACTICE; k < BUJU_SPECIALTY_OTHER; k++) {
    char key[32];
    snprintf(key, sizeof key, "%s_doctors", buju_specialty_words[k].id);
    row->specialists[k] = (int32_t)number(l, key, -1);
  }
  row->floor_m2 = number(l, "floor", NAN);
  row->stars = (int8_t)number(l, "stars", -1);
  point(l, &row->x_m, &row->y_m);
  return BUJU_OK;
}

static buju_status read_person(loader *l) {
  if (l->words < 3) return bad(l, "staff");
  person *row = buju_vec_push(&l->person, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  row->facility = l->word[1];
  row->grade = word_row(buju_grade_words, BUJU_GRADES, l->word[2]);
  const char *specialty = option(l, "specialty");
  row->specialty = specialty != NULL ? word_row(buju_specialty_words, BUJU_SPECIALTIES, specialty) : 0;
  if (row->grade == BUJU_GRADES && strcmp(l->word[2], "unknown") != 0) return bad(l, l->word[2]);
  row->birth_year = l->words > 3 ? (int16_t)strtol(l->word[3], NULL, 10) : 0;
  row->name = positional(l, 4);
  return BUJU_OK;
}

static buju_status read_premises(loader *l) {
  if (l->words < 3) return bad(l, "premises");
  premises *row = buju_vec_push(&l->premises, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  *row = (premises){.village = l->word[1],
                    .kind = word_row(buju_premises_words, BUJU_PREMISES, l->word[2]),
                    .name = positional(l, 3),
                    .floor_m2 = number(l, "floor", NAN),
                    .idle = tri(l, "idle"),
                    .public_owned = tri(l, "public_owned")};
  if (row->kind == BUJU_PREMISES) return bad(l, l->word[2]);
  if (row->name != NULL && (strcmp(row->name, "idle") == 0 || strcmp(row->name, "public_owned") == 0)) row->name = NULL;
  return BUJU_OK;
}

static buju_status read_rounds(loader *l) {
  if (l->words < 2) return bad(l, "rounds");
  visited *row = buju_vec_push(&l->visited, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  *row = (visited){l->word[1], option(l, "base"), (int16_t)number(l, "days", 0), (uint8_t)number(l, "weekday", 0)};
  return BUJU_OK;
}

static buju_status read_contact(loader *l) {
  if (l->words < 3) return bad(l, "touch");
  contact *row = buju_vec_push(&l->contact, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  *row = (contact){l->word[1], l->word[2], l->words > 3 ? (uint32_t)strtoul(l->word[3], NULL, 10) : 0};
  return BUJU_OK;
}

static buju_status read_line(loader *l, char *line) {
  l->line++;
  l->words = 0;
  line[strcspn(line, "#\r")] = '\0';
  char *rest = NULL;
  for (char *w = strtok_r(line, " \t", &rest); w != NULL && l->words < WORDS; w = strtok_r(NULL, " \t", &rest))
    l->word[l->words++] = w;
  if (l->words == 0) return BUJU_OK;
  const char *what = l->word[0];
  if (strcmp(what, "county") == 0) return read_place(l, &l->county);
  if (strcmp(what, "township") == 0) return read_place(l, &l->township);
  if (strcmp(what, "village") == 0) return read_village(l);
  if (strcmp(what, "settlement") == 0) return read_settlement(l);
  if (strcmp(what, "facility") == 0) return read_facility(l);
  if (strcmp(what, "staff") == 0) return read_person(l);
  if (strcmp(what, "premises") == 0) return read_premises(l);
  if (strcmp(what, "rounds") == 0) return read_rounds(l);
  if (strcmp(what, "touch") == 0) return read_contact(l);
  return bad(l, what);
}

static void free_records(loader *l) {
  buju_vec *all[] = {&l->county, &l->township, &l->village,  &l->settlement, &l->facility,
                     &l->person, &l->contact,  &l->premises, &l->visited};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) buju_vec_free(all[i]);
}

buju_status buju_region_text(buju_ctx *ctx, const char *text, buju_region **out) {
  buju_status status = BUJU_OK;
  loader l = {.ctx = ctx};
  buju_arena *arena = buju_arena_new();
  char *copy = arena != NULL ? buju_arena_text(arena, text) : NULL;
  l.region = copy != NULL ? BUJU_NEW(arena, buju_region, 1) : NULL;
  if (l.region == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  l.region->arena = arena;
  l.region->findings.arena = arena;
  for (char *line = copy, *next; line != NULL && status == BUJU_OK; line = next) {
    next = strchr(line, '\n');
    if (next != NULL) *next++ = '\0';
    status = read_line(&l, line);
  }
  if (status == BUJU_OK) status = buju_region_build(&l);
  free_records(&l);
  if (status == BUJU_OK)
    *out = l.region;
  else
    buju_region_free(l.region);
  return status;
}

static buju_ix find(const char *const *code, buju_ix first, buju_ix n, const char *wanted) {
  buju_ix low = first, high = first + n;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    int order = strcmp(code[middle], wanted);
    if (order == 0) return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return BUJU_NONE;
}

buju_ix buju_region_area(const buju_region *region, buju_level level, const char *code) {
  buju_ix first = 0, n = 0;
  while (first < region->area.n && region->area.level[first] < level) first++;
  while (first + n < region->area.n && region->area.level[first + n] == level) n++;
  return find(region->area.code, first, n, code);
}

buju_ix buju_region_village(const buju_region *region, const char *code) {
  buju_ix area = buju_region_area(region, BUJU_VILLAGE, code);
  return area == BUJU_NONE ? BUJU_NONE : area - (region->area.n - region->village.n);
}

buju_ix buju_region_facility(const buju_region *region, const char *code) {
  return find(region->facility.code, 0, region->facility.n, code);
}
