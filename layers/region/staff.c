/* Staff: one row a doctor, from the ledger of doctors; from counts where the ledger names nobody.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/codes.h"
#include "layers/region/facilities.h"
#include "layers/region/finding_kind.h"
#include "layers/region/kinds.h"
#include "layers/region/link.h"
#include "layers/region/text.h"

BUJU_KIND(doctor_unlinked, BUJU_SERIOUS, "台账中的人员对应不上任何机构",
          "a person of the ledger belongs to no facility", "未计入人员", "not counted among the staff");
BUJU_KIND(doctor_by_village, BUJU_NOTE, "台账只写了所在村", "the ledger names only the village", "归入该村的{0}",
          "counted at {0} there");
BUJU_KIND(grade_unknown, BUJU_WARNING, "执业资格“{0}”不认识", "qualification “{0}” is not known", "按其他人员处理",
          "taken as other staff");
BUJU_KIND(grade_missing, BUJU_NOTE, "没有执业资格", "no qualification is given", "按乡村医生处理",
          "taken as a village doctor");
BUJU_KIND(birth_unclear, BUJU_WARNING, "出生年份看不懂", "the year of birth is not understood", "按年龄不详处理",
          "age taken as unknown");
BUJU_KIND(staff_disagree, BUJU_NOTE, "台账有{0}人，机构表为{1}人",
          "the ledger names {0} {0?person|people}, the facility's row {1}", "以台账为准", "took the ledger");

typedef struct person {
  buju_ix facility;
  uint8_t grade, specialty;
  bool grade_known;
  int16_t birth_year;
  const char *name;
} person;

static int by_person(const void *a, const void *b) {
  const person *p = a, *q = b;
  if (p->facility != q->facility) return p->facility < q->facility ? -1 : 1;
  int order = p->grade - q->grade;
  if (order == 0) order = q->grade_known - p->grade_known;
  if (order == 0) order = p->birth_year - q->birth_year;
  if (order == 0) order = strcmp(p->name != NULL ? p->name : "", q->name != NULL ? q->name : "");
  return order != 0 ? order : p->specialty - q->specialty;
}

/* ---- the facility of a person ---- */

typedef struct named {
  const char *key;
  buju_ix facility;
} named;

static int by_name(const void *a, const void *b) {
  const named *m = a, *n = b;
  int order = strcmp(m->key, n->key);
  return order != 0 ? order : (m->facility > n->facility) - (m->facility < n->facility);
}

/* Facilities by code (their order), by name, and the first clinic of each village. */
typedef struct lookup {
  named *names;
  buju_ix *clinic; /* by village */
} lookup;

static buju_status make_lookup(buju_build *b, lookup *out) {
  const buju_region *r = b->region;
  out->names = BUJU_NEW(b->scratch, named, r->facility.n);
  out->clinic = BUJU_NEW(b->scratch, buju_ix, r->village.n);
  if (out->names == NULL || out->clinic == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix v = 0; v < r->village.n; v++) out->clinic[v] = BUJU_NONE;
  for (buju_ix f = r->facility.n; f-- > 0;) {
    out->names[f] = (named){buju_text_fold(b->scratch, r->facility.name[f]), f};
    if (out->names[f].key == NULL) return buju_fail_memory(b->ctx);
    if (r->facility.village[f] != BUJU_NONE && r->facility.kind[f] == BUJU_VILLAGE_CLINIC)
      out->clinic[r->facility.village[f]] = f;
  }
  if (r->facility.n > 1) qsort(out->names, r->facility.n, sizeof(named), by_name);
  return BUJU_OK;
}

/* The one facility of that name; of several the one in the village, when it is the only one there. */
static buju_ix facility_of_name(const buju_region *r, const lookup *l, const char *key, buju_ix village) {
  buju_ix low = 0, high = r->facility.n, found = BUJU_NONE, there = BUJU_NONE, all = 0, here = 0;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    if (strcmp(l->names[middle].key, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < r->facility.n && strcmp(l->names[low].key, key) == 0; low++) {
    found = l->names[low].facility;
    all++;
    if (village == BUJU_NONE || r->facility.village[found] != village) continue;
    there = found;
    here++;
  }
  return here == 1 ? there : all == 1 ? found : BUJU_NONE;
}

static buju_status find_facility(buju_build *b, const lookup *l, buju_ix row, buju_ix *facility) {
  const buju_part *part = &b->part[BUJU_INPUT_DOCTORS];
  const buju_region *r = b->region;
  *facility = BUJU_NONE;
  const char *code;
  buju_status status = buju_part_code(b, part, BUJU_FIELD_FACILITY_CODE, row, &code);
  if (status != BUJU_OK) return status;
  if (code != NULL) *facility = buju_link_facility(r, code);
  if (*facility != BUJU_NONE) return BUJU_OK;
  buju_link link;
  const char *name;
  status = buju_link_row(b, part, row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE, NAN, NAN, 0, &link);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_FACILITY, row, &name);
  if (status != BUJU_OK) return status;
  if (name != NULL) {
    char *key = buju_text_fold(b->scratch, name);
    if (key == NULL) return buju_fail_memory(b->ctx);
    *facility = facility_of_name(r, l, key, link.village);
  }
  if (*facility != BUJU_NONE || link.village == BUJU_NONE || l->clinic[link.village] == BUJU_NONE) return BUJU_OK;
  *facility = l->clinic[link.village];
  return buju_build_find(b, part, &doctor_by_village, row, BUJU_FIELD_VILLAGE, r->facility.code[*facility],
                         BUJU_ARGS(buju_text(r->facility.name[*facility])));
}

/* ---- a person's own words ---- */

static int number_at(const char *digits, int n) {
  int value = 0;
  while (n-- > 0) value = value * 10 + (*digits++ - '0');
  return value;
}

/* The year in "1964", "1964.5", "1964年5月", "19640512", in an ID number of 18 or 15 characters; 0 when there is none.
 */
static int year_in(const char *plain) {
  size_t digits = strspn(plain, "0123456789"), length = strlen(plain);
  int year = 0;
  if (length == 18 && digits >= 17)
    year = number_at(plain + 6, 4);
  else if (length == 15 && digits == 15)
    year = 1900 + number_at(plain + 6, 2);
  else if (digits == 4 || ((digits == 6 || digits == 8) && length == digits))
    year = number_at(plain, 4);
  return year >= 1900 && year <= 2100 ? year : 0;
}

/* Never quotes the cell: it may be an ID number. */
static buju_status read_birth(buju_build *b, buju_ix row, const char *code, int16_t *year) {
  const buju_part *part = &b->part[BUJU_INPUT_DOCTORS];
  const char *text;
  *year = 0;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_BIRTH, row, &text);
  if (status != BUJU_OK || text == NULL) return status;
  char *plain = buju_text_squeeze(b->scratch, text);
  if (plain == NULL) return buju_fail_memory(b->ctx);
  *year = (int16_t)year_in(plain);
  if (*year != 0) return BUJU_OK;
  return buju_build_find(b, part, &birth_unclear, row, BUJU_FIELD_BIRTH, code, BUJU_NO_ARGS);
}

static buju_status read_grade(buju_build *b, buju_ix row, const char *code, person *p) {
  const buju_part *part = &b->part[BUJU_INPUT_DOCTORS];
  const char *text;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_GRADE, row, &text);
  if (status != BUJU_OK) return status;
  p->grade = BUJU_VILLAGE_DOCTOR;
  p->grade_known = false;
  if (text == NULL) return buju_build_find(b, part, &grade_missing, row, BUJU_FIELD_GRADE, code, BUJU_NO_ARGS);
  char *folded = buju_text_fold(b->scratch, text);
  if (folded == NULL) return buju_fail_memory(b->ctx);
  p->grade = (uint8_t)buju_grade_of_staff(folded, &p->grade_known);
  if (p->grade_known) return BUJU_OK;
  return buju_build_find(b, part, &grade_unknown, row, BUJU_FIELD_GRADE, code, BUJU_ARGS(buju_text(text)));
}

/* Its own column says it, else the qualification may: 中医执业医师, 公卫医师. */
static buju_status read_specialty(buju_build *b, buju_ix row, uint8_t *specialty) {
  const buju_part *part = &b->part[BUJU_INPUT_DOCTORS];
  static const buju_field said[] = {BUJU_FIELD_SPECIALTY, BUJU_FIELD_GRADE};
  *specialty = BUJU_SPECIALTY_UNKNOWN;
  for (int i = 0; i < 2; i++) {
    const char *text;
    bool known;
    buju_status status = buju_part_text(b, part, said[i], row, &text);
    if (status != BUJU_OK) return status;
    if (text == NULL) continue;
    char *folded = buju_text_fold(b->scratch, text);
    if (folded == NULL) return buju_fail_memory(b->ctx);
    buju_specialty read = buju_specialty_of_staff(folded, &known);
    if (!known && said[i] == BUJU_FIELD_GRADE) continue;
    *specialty = (uint8_t)read;
    return BUJU_OK;
  }
  return BUJU_OK;
}

static buju_status read_person(buju_build *b, const lookup *l, buju_ix row, buju_vec *people) {
  const buju_part *part = &b->part[BUJU_INPUT_DOCTORS];
  person p = {0};
  buju_status status = find_facility(b, l, row, &p.facility);
  if (status != BUJU_OK) return status;
  if (p.facility == BUJU_NONE)
    return buju_build_find(b, part, &doctor_unlinked, row, BUJU_FIELD_FACILITY, NULL, BUJU_NO_ARGS);
  const char *code = b->region->facility.code[p.facility];
  status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &p.name);
  if (status == BUJU_OK) status = read_grade(b, row, code, &p);
  if (status == BUJU_OK) status = read_specialty(b, row, &p.specialty);
  if (status == BUJU_OK) status = read_birth(b, row, code, &p.birth_year);
  if (status != BUJU_OK) return status;
  person *to = buju_vec_push(people, sizeof p);
  if (to == NULL) return buju_fail_memory(b->ctx);
  *to = p;
  return BUJU_OK;
}

/* ---- counts ---- */

static buju_status add_counts(buju_build *b, const buju_draft_facility *drafts, buju_ix f, int32_t named,
                              buju_vec *people) {
  int32_t counted = 0;
  bool known = false;
  for (int g = 0; g < BUJU_GRADES; g++) {
    if (drafts[f].count[g] < 0) continue;
    counted += drafts[f].count[g];
    known = true;
  }
  if (named > 0) {
    if (!known || counted == named) return BUJU_OK;
    return buju_build_find(b, &b->part[BUJU_INPUT_FACILITIES], &staff_disagree, drafts[f].row, BUJU_FIELDS,
                           drafts[f].code, BUJU_ARGS(buju_int(named), buju_int(counted)));
  }
  for (int g = 0; g < BUJU_GRADES; g++)
    for (int32_t i = 0; i < drafts[f].count[g]; i++) {
      person *to = buju_vec_push(people, sizeof *to);
      if (to == NULL) return buju_fail_memory(b->ctx);
      *to = (person){.facility = f, .grade = (uint8_t)g, .specialty = BUJU_SPECIALTY_UNKNOWN, .grade_known = true};
    }
  return BUJU_OK;
}

static buju_status lay(buju_build *b, buju_vec *people) {
  buju_region *r = b->region;
  person *p = people->data;
  size_t n = people->n;
  if (n > 1) qsort(p, n, sizeof *p, by_person);
  r->staff.n = (buju_ix)n;
  r->staff.facility = BUJU_NEW(r->arena, buju_ix, n);
  r->staff.grade = BUJU_NEW(r->arena, uint8_t, n);
  r->staff.grade_known = BUJU_NEW(r->arena, bool, n);
  r->staff.specialty = BUJU_NEW(r->arena, uint8_t, n);
  r->staff.birth_year = BUJU_NEW(r->arena, int16_t, n);
  r->staff.name = BUJU_NEW(r->arena, const char *, n);
  if (r->staff.facility == NULL || r->staff.grade == NULL || r->staff.specialty == NULL ||
      r->staff.birth_year == NULL || r->staff.name == NULL || r->staff.grade_known == NULL)
    return buju_fail_memory(b->ctx);
  for (size_t i = 0; i < n; i++) {
    r->staff.facility[i] = p[i].facility;
    r->staff.grade[i] = p[i].grade;
    r->staff.grade_known[i] = p[i].grade_known;
    r->staff.specialty[i] = p[i].specialty;
    r->staff.birth_year[i] = p[i].birth_year;
    r->staff.name[i] = p[i].name;
  }
  return BUJU_OK;
}

/* How many of a special field a facility has: those the ledger marks; where it marks none and leaves some unmarked, or
 * names nobody, what the facility's own row counts. */
static buju_status count_specialists(buju_build *b, const buju_draft_facility *drafts, buju_ix n) {
  const buju_region *r = b->region;
  int32_t *named = BUJU_NEW(b->scratch, int32_t, n), *unmarked = BUJU_NEW(b->scratch, int32_t, n);
  if (named == NULL || unmarked == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < r->staff.n; i++) {
    bool from_ledger = r->staff.name[i] != NULL || r->staff.specialty[i] != BUJU_SPECIALTY_UNKNOWN;
    named[r->staff.facility[i]] += from_ledger;
    unmarked[r->staff.facility[i]] += r->staff.specialty[i] == BUJU_SPECIALTY_UNKNOWN;
  }
  for (int k = BUJU_SPECIALTY_GENERAL_PRACTICE; k < BUJU_SPECIALTY_OTHER; k++) {
    int32_t *count = b->region->facility.specialists[k] = BUJU_NEW(r->arena, int32_t, n);
    if (count == NULL) return buju_fail_memory(b->ctx);
    for (buju_ix i = 0; i < r->staff.n; i++) count[r->staff.facility[i]] += r->staff.specialty[i] == k;
    for (buju_ix f = 0; f < n; f++)
      if (count[f] == 0 && (named[f] == 0 || unmarked[f] > 0)) count[f] = drafts[f].specialists[k];
  }
  return BUJU_OK;
}

buju_status buju_staff_build(buju_build *b, const buju_draft_facility *drafts, buju_ix n) {
  const buju_part *part = &b->part[BUJU_INPUT_DOCTORS];
  buju_ix rows = part->layer != NULL ? part->layer->table.n : 0;
  buju_vec people = {0};
  lookup l = {0};
  int32_t *named = BUJU_NEW(b->scratch, int32_t, n);
  buju_status status = named != NULL ? make_lookup(b, &l) : buju_fail_memory(b->ctx);
  for (buju_ix row = 0; row < rows && status == BUJU_OK; row++) status = read_person(b, &l, row, &people);
  for (size_t i = 0; i < people.n && status == BUJU_OK; i++) named[((const person *)people.data)[i].facility]++;
  for (buju_ix f = 0; f < n && status == BUJU_OK; f++) status = add_counts(b, drafts, f, named[f], &people);
  if (status == BUJU_OK) status = lay(b, &people);
  if (status == BUJU_OK) status = count_specialists(b, drafts, n);
  buju_vec_free(&people);
  return status;
}
