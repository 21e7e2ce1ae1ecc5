/* Laying out a region from records of text. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/codes.h"
#include "tests/support/region_rows.h"
#include "tests/support/region_text.h"

BUJU_MSG(unknown_code, "没有编码为“{0}”的记录", "there is no record with code “{0}”");
BUJU_MSG(not_adding_up, "村{0}的居民点人口之和不等于村人口", "the settlements of {0} do not add up to its people");

/* Every record starts with its code. */
static int by_code(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void sort(buju_vec *rows, size_t size) {
  if (rows->n > 1) qsort(rows->data, rows->n, size, by_code);
}

static int by_settlement(const void *a, const void *b) {
  const settlement *s = a, *t = b;
  int order = strcmp(s->village, t->village);
  if (order == 0) order = strcmp(s->name != NULL ? s->name : "", t->name != NULL ? t->name : "");
  if (order == 0) order = (s->x_m > t->x_m) - (s->x_m < t->x_m);
  if (order == 0) order = (s->y_m > t->y_m) - (s->y_m < t->y_m);
  return order;
}

static void sort_settlements(buju_vec *rows) {
  if (rows->n > 1) qsort(rows->data, rows->n, sizeof(settlement), by_settlement);
}

/* Makes the place unless a line named it; a name given later replaces one made from the code. */
static buju_status ensure(loader *l, buju_vec *places, const char *code, const char *name, buju_area_kind kind) {
  place *row = places->data;
  for (size_t i = 0; i < places->n; i++, row++) {
    if (strcmp(row->code, code) != 0) continue;
    if (strcmp(row->name, code) == 0) row->name = name;
    return BUJU_OK;
  }
  row = buju_vec_push(places, sizeof *row);
  if (row == NULL) return buju_fail_memory(l->ctx);
  *row = (place){code, name, kind};
  return BUJU_OK;
}

/* Counties and townships that no line named. */
static buju_status make_parents(loader *l) {
  buju_arena *arena = l->region->arena;
  const village *v = l->village.data;
  for (size_t i = 0; i < l->village.n; i++) {
    char *county = buju_code_prefix(arena, v[i].code, BUJU_COUNTY_DIGITS);
    char *town = buju_code_prefix(arena, v[i].code, BUJU_TOWNSHIP_DIGITS);
    if (county == NULL || town == NULL) return buju_fail_memory(l->ctx);
    buju_area_kind kind = buju_code_township_kind(town);
    if (kind == BUJU_AREA_KINDS) kind = BUJU_AREA_TOWN;
    buju_status status = ensure(l, &l->county, county, county, BUJU_AREA_COUNTY);
    if (status == BUJU_OK) status = ensure(l, &l->township, town, v[i].township != NULL ? v[i].township : town, kind);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_ix put_places(buju_region *r, const buju_vec *places, buju_level level, buju_ix at) {
  const place *p = places->data;
  for (size_t i = 0; i < places->n; i++, at++) {
    r->area.code[at] = p[i].code;
    r->area.name[at] = p[i].name;
    r->area.level[at] = (uint8_t)level;
    r->area.kind[at] = (uint8_t)p[i].kind;
    r->area.parent[at] = BUJU_NONE;
  }
  return at;
}

static buju_status lay_areas(loader *l) {
  buju_region *r = l->region;
  buju_arena *arena = r->arena;
  size_t n = l->county.n + l->township.n + l->village.n;
  r->area.n = (buju_ix)n;
  r->area.code = BUJU_NEW(arena, const char *, n);
  r->area.name = BUJU_NEW(arena, const char *, n);
  r->area.parent = BUJU_NEW(arena, buju_ix, n);
  r->area.level = BUJU_NEW(arena, uint8_t, n);
  r->area.kind = BUJU_NEW(arena, uint8_t, n);
  r->area.shape = BUJU_NEW(arena, buju_shape, n);
  if (r->area.code == NULL || r->area.name == NULL || r->area.parent == NULL || r->area.level == NULL ||
      r->area.kind == NULL || r->area.shape == NULL)
    return buju_fail_memory(l->ctx);
  buju_ix at = put_places(r, &l->county, BUJU_COUNTY, 0);
  at = put_places(r, &l->township, BUJU_TOWNSHIP, at);
  const village *v = l->village.data;
  for (size_t i = 0; i < l->village.n; i++, at++) {
    r->area.code[at] = v[i].code;
    r->area.name[at] = v[i].name;
    r->area.level[at] = BUJU_VILLAGE;
    r->area.kind[at] = (uint8_t)v[i].kind;
  }
  for (at = 0; at < r->area.n; at++) {
    if (r->area.level[at] == BUJU_COUNTY) continue;
    bool town = r->area.level[at] == BUJU_TOWNSHIP;
    char *parent = buju_code_prefix(arena, r->area.code[at], town ? BUJU_COUNTY_DIGITS : BUJU_TOWNSHIP_DIGITS);
    if (parent == NULL) return buju_fail_memory(l->ctx);
    r->area.parent[at] = buju_region_area(r, town ? BUJU_COUNTY : BUJU_TOWNSHIP, parent);
  }
  return BUJU_OK;
}

/* The people of n rows of size bytes, offset bytes in: NULL when every one is blank. */
static buju_status take_people(loader *l, const buju_vec *rows, size_t size, size_t offset,
                               buju_people_n *out[BUJU_POPULATIONS]) {
  for (int p = 0; p < BUJU_POPULATIONS; p++) {
    buju_people_n *people = BUJU_NEW(l->region->arena, buju_people_n, rows->n);
    if (people == NULL) return buju_fail_memory(l->ctx);
    for (size_t i = 0; i < rows->n; i++) {
      const char *at = (const char *)rows->data + i * size + offset + (size_t)p * sizeof *people;
      memcpy(&people[i], at, sizeof *people);
      if (people[i] != BUJU_PEOPLE_MISSING) out[p] = people;
    }
  }
  return BUJU_OK;
}

static buju_status lay_villages(loader *l) {
  buju_region *r = l->region;
  buju_arena *arena = r->arena;
  const village *v = l->village.data;
  size_t n = l->village.n;
  r->village.n = (buju_ix)n;
  r->village.area = BUJU_NEW(arena, buju_ix, n);
  r->village.households = BUJU_NEW(arena, int32_t, n);
  r->village.area_m2 = BUJU_NEW(arena, double, n);
  r->village.category = BUJU_NEW(arena, const char *, n);
  r->village.thc_seat = BUJU_NEW(arena, buju_tri, n);
  r->village.converted = BUJU_NEW(arena, buju_tri, n);
  r->village.demolition_year = BUJU_NEW(arena, int16_t, n);
  r->village.x_m = BUJU_NEW(arena, double, n);
  r->village.y_m = BUJU_NEW(arena, double, n);
  r->village.location = BUJU_NEW(arena, uint8_t, n);
  r->village.source_row = BUJU_NEW(arena, buju_ix, n);
  buju_table *source = BUJU_NEW(arena, buju_table, 1);
  if (r->village.area == NULL || r->village.households == NULL || r->village.area_m2 == NULL ||
      r->village.category == NULL || r->village.thc_seat == NULL || r->village.converted == NULL ||
      r->village.demolition_year == NULL || r->village.x_m == NULL || r->village.y_m == NULL ||
      r->village.location == NULL || r->village.source_row == NULL || source == NULL)
    return buju_fail_memory(l->ctx);
  *source = (buju_table){.file = "region.txt", .layer = "village", .n = (buju_ix)n};
  r->village.source = source;
  for (buju_ix i = 0; i < n; i++) {
    r->village.area[i] = r->area.n - (buju_ix)n + i;
    r->village.households[i] = v[i].households;
    r->village.area_m2[i] = v[i].area_m2;
    r->village.category[i] = v[i].category;
    r->village.thc_seat[i] = v[i].seat;
    r->village.converted[i] = v[i].converted;
    r->village.demolition_year[i] = v[i].demolition;
    r->village.x_m[i] = v[i].x_m;
    r->village.y_m[i] = v[i].y_m;
    r->village.location[i] = (uint8_t)(isnan(v[i].x_m) ? BUJU_UNLOCATED : BUJU_LOCATED);
    r->village.source_row[i] = i;
  }
  buju_status status = take_people(l, &l->village, sizeof *v, offsetof(village, people), r->village.people);
  for (int p = 0; p < BUJU_POPULATIONS; p++)
    for (size_t i = 0; i < n; i++)
      if (v[i].people[p] != BUJU_PEOPLE_MISSING) r->people_held[p] = r->people_read[p] += v[i].people[p];
  return status;
}

/* ---- demand ---- */

static buju_status check_sum(loader *l, const village *v, const settlement *first, size_t n) {
  for (int p = 0; p < BUJU_POPULATIONS; p++) {
    buju_people_n sum = 0;
    for (size_t i = 0; i < n; i++)
      sum += first[i].estate || first[i].people[p] == BUJU_PEOPLE_MISSING ? 0 : first[i].people[p];
    if (n > 0 && v->people[p] != BUJU_PEOPLE_MISSING && sum != v->people[p])
      return buju_fail(l->ctx, BUJU_E_DATA, BUJU_SAY(not_adding_up, buju_text(v->code)));
  }
  return BUJU_OK;
}

/* Adds a settlement of its own to every located village that has none. */
static buju_status fill_settlements(loader *l) {
  const village *v = l->village.data;
  size_t given = l->settlement.n, at = 0;
  for (size_t i = 0; i < l->village.n; i++) {
    size_t first = at;
    while (at < given && strcmp(((settlement *)l->settlement.data)[at].village, v[i].code) == 0) at++;
    const settlement *rows = at > first ? (const settlement *)l->settlement.data + first : NULL;
    buju_status status = check_sum(l, &v[i], rows, at - first);
    if (status != BUJU_OK) return status;
    if (at > first || isnan(v[i].x_m)) continue;
    settlement *own = buju_vec_push(&l->settlement, sizeof *own);
    if (own == NULL) return buju_fail_memory(l->ctx);
    *own = (settlement){.village = v[i].code, .x_m = v[i].x_m, .y_m = v[i].y_m};
    memcpy(own->people, v[i].people, sizeof own->people);
  }
  if (at == given) return BUJU_OK;
  const settlement *stray = (const settlement *)l->settlement.data + at;
  return buju_fail(l->ctx, BUJU_E_DATA, BUJU_SAY(unknown_code, buju_text(stray->village)));
}

static buju_status lay_demand(loader *l) {
  buju_region *r = l->region;
  buju_status status = fill_settlements(l);
  if (status != BUJU_OK) return status;
  sort_settlements(&l->settlement);
  const settlement *s = l->settlement.data;
  size_t n = l->settlement.n;
  r->demand.n = (buju_ix)n;
  r->demand.name = BUJU_NEW(r->arena, const char *, n);
  r->demand.village = BUJU_NEW(r->arena, buju_ix, n);
  r->demand.x_m = BUJU_NEW(r->arena, double, n);
  r->demand.y_m = BUJU_NEW(r->arena, double, n);
  r->demand.from_year = BUJU_NEW(r->arena, int16_t, n);
  r->demand.to_year = BUJU_NEW(r->arena, int16_t, n);
  if (r->demand.name == NULL || r->demand.village == NULL || r->demand.x_m == NULL || r->demand.y_m == NULL ||
      r->demand.from_year == NULL || r->demand.to_year == NULL)
    return buju_fail_memory(l->ctx);
  for (size_t i = 0; i < n; i++) {
    r->demand.name[i] = s[i].name;
    r->demand.village[i] = buju_region_village(r, s[i].village);
    r->demand.x_m[i] = s[i].x_m;
    r->demand.y_m[i] = s[i].y_m;
    r->demand.from_year[i] = s[i].from_year;
    r->demand.to_year[i] = s[i].to_year;
  }
  return take_people(l, &l->settlement, sizeof *s, offsetof(settlement, people), r->demand.people);
}

/* ---- facilities and staff ---- */

static buju_status lay_facility(loader *l, const facility *f, buju_ix i) {
  buju_region *r = l->region;
  buju_ix home = f->village != NULL ? buju_region_village(r, f->village) : BUJU_NONE;
  if (f->village != NULL && home == BUJU_NONE)
    return buju_fail(l->ctx, BUJU_E_DATA, BUJU_SAY(unknown_code, buju_text(f->village)));
  r->facility.code[i] = f->code;
  r->facility.name[i] = f->name != NULL ? f->name : f->code;
  r->facility.village[i] = home;
  r->facility.township[i] = f->township != NULL ? buju_region_area(r, BUJU_TOWNSHIP, f->township)
                            : home != BUJU_NONE ? r->area.parent[r->village.area[home]]
                                                : BUJU_NONE;
  r->facility.kind[i] = f->kind;
  for (int k = 0; k < BUJU_FLAGS; k++) r->facility.flag[k][i] = f->flag[k];
  r->facility.floor_m2[i] = f->floor_m2;
  r->facility.level[i] = f->level;
  r->facility.capability[i] = f->capability;
  r->facility.stars[i] = f->stars;
  for (int k = BUJU_SPECIALTY_GENERAL_PRACTICE; k < BUJU_SPECIALTY_OTHER; k++)
    r->facility.specialists[k][i] = f->specialists[k];
  bool placed = isnan(f->x_m) && home != BUJU_NONE && r->village.location[home] != BUJU_UNLOCATED;
  r->facility.x_m[i] = placed ? r->village.x_m[home] : f->x_m;
  r->facility.y_m[i] = placed ? r->village.y_m[home] : f->y_m;
  r->facility.location[i] = (uint8_t)(placed ? BUJU_LOCATED_VILLAGE : isnan(f->x_m) ? BUJU_UNLOCATED : BUJU_LOCATED);
  r->facility.source_row[i] = i;
  return BUJU_OK;
}

static buju_status lay_facilities(loader *l) {
  buju_region *r = l->region;
  size_t n = l->facility.n;
  r->facility.n = (buju_ix)n;
  r->facility.code = BUJU_NEW(r->arena, const char *, n);
  r->facility.name = BUJU_NEW(r->arena, const char *, n);
  r->facility.village = BUJU_NEW(r->arena, buju_ix, n);
  r->facility.township = BUJU_NEW(r->arena, buju_ix, n);
  r->facility.kind = BUJU_NEW(r->arena, uint8_t, n);
  r->facility.floor_m2 = BUJU_NEW(r->arena, double, n);
  r->facility.level = BUJU_NEW(r->arena, const char *, n);
  r->facility.capability = BUJU_NEW(r->arena, int8_t, n);
  r->facility.stars = BUJU_NEW(r->arena, int8_t, n);
  r->facility.x_m = BUJU_NEW(r->arena, double, n);
  r->facility.y_m = BUJU_NEW(r->arena, double, n);
  r->facility.location = BUJU_NEW(r->arena, uint8_t, n);
  r->facility.source_row = BUJU_NEW(r->arena, buju_ix, n);
  buju_table *source = BUJU_NEW(r->arena, buju_table, 1);
  bool room = r->facility.code != NULL && r->facility.name != NULL && r->facility.village != NULL &&
              r->facility.township != NULL && r->facility.kind != NULL && r->facility.floor_m2 != NULL &&
              r->facility.level != NULL && r->facility.capability != NULL && r->facility.stars != NULL &&
              r->facility.x_m != NULL && r->facility.y_m != NULL && r->facility.location != NULL &&
              r->facility.source_row != NULL && source != NULL;
  for (int k = 0; k < BUJU_FLAGS; k++) {
    r->facility.flag[k] = BUJU_NEW(r->arena, buju_tri, n);
    room = room && r->facility.flag[k] != NULL;
  }
  for (int k = BUJU_SPECIALTY_GENERAL_PRACTICE; k < BUJU_SPECIALTY_OTHER; k++) {
    r->facility.specialists[k] = BUJU_NEW(r->arena, int32_t, n);
    room = room && r->facility.specialists[k] != NULL;
  }
  if (!room) return buju_fail_memory(l->ctx);
  *source = (buju_table){.file = "region.txt", .layer = "facility", .n = (buju_ix)n};
  r->facility.source = source;
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < n && status == BUJU_OK; i++)
    status = lay_facility(l, (const facility *)l->facility.data + i, i);
  return status;
}

static int by_person(const void *a, const void *b) {
  const person *p = a, *q = b;
  int order = strcmp(p->facility, q->facility);
  if (order == 0) order = p->grade - q->grade;
  if (order == 0) order = p->birth_year - q->birth_year;
  if (order == 0) order = strcmp(p->name != NULL ? p->name : "", q->name != NULL ? q->name : "");
  return order;
}

static buju_status lay_staff(loader *l) {
  buju_region *r = l->region;
  person *p = l->person.data;
  size_t n = l->person.n;
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
    return buju_fail_memory(l->ctx);
  for (size_t i = 0; i < n; i++) {
    r->staff.facility[i] = buju_region_facility(r, p[i].facility);
    if (r->staff.facility[i] == BUJU_NONE)
      return buju_fail(l->ctx, BUJU_E_DATA, BUJU_SAY(unknown_code, buju_text(p[i].facility)));
    r->staff.grade_known[i] = p[i].grade < BUJU_GRADES;
    r->staff.grade[i] = p[i].grade < BUJU_GRADES ? p[i].grade : BUJU_VILLAGE_DOCTOR;
    r->staff.specialty[i] = p[i].specialty;
    r->staff.birth_year[i] = p[i].birth_year;
    r->staff.name[i] = p[i].name;
  }
  return BUJU_OK;
}

/* ---- the rounds of today ---- */

static int by_visited(const void *a, const void *b) {
  return strcmp(((const visited *)a)->village, ((const visited *)b)->village);
}

static buju_status lay_rounds(loader *l) {
  buju_region *r = l->region;
  visited *p = l->visited.data;
  size_t n = l->visited.n;
  if (n > 1) qsort(p, n, sizeof *p, by_visited);
  r->rounds.n = (buju_ix)n;
  r->rounds.given = n > 0;
  r->rounds.village = BUJU_NEW(r->arena, buju_ix, n);
  r->rounds.base = BUJU_NEW(r->arena, buju_ix, n);
  r->rounds.interval_days = BUJU_NEW(r->arena, int16_t, n);
  r->rounds.weekday = BUJU_NEW(r->arena, uint8_t, n);
  if (r->rounds.village == NULL || r->rounds.base == NULL || r->rounds.interval_days == NULL ||
      r->rounds.weekday == NULL)
    return buju_fail_memory(l->ctx);
  for (size_t i = 0; i < n; i++) {
    r->rounds.village[i] = buju_region_village(r, p[i].village);
    r->rounds.base[i] = p[i].base != NULL ? buju_region_facility(r, p[i].base) : BUJU_NONE;
    if (r->rounds.village[i] == BUJU_NONE)
      return buju_fail(l->ctx, BUJU_E_DATA, BUJU_SAY(unknown_code, buju_text(p[i].village)));
    r->rounds.interval_days[i] = p[i].interval_days;
    r->rounds.weekday[i] = p[i].weekday;
  }
  return BUJU_OK;
}

/* ---- premises ---- */

static int by_premises(const void *a, const void *b) {
  const premises *p = a, *q = b;
  int order = strcmp(p->village, q->village);
  if (order == 0) order = p->kind - q->kind;
  return order != 0 ? order : (q->floor_m2 > p->floor_m2) - (q->floor_m2 < p->floor_m2);
}

static buju_status lay_premises(loader *l) {
  buju_region *r = l->region;
  premises *p = l->premises.data;
  size_t n = l->premises.n;
  if (n > 1) qsort(p, n, sizeof *p, by_premises);
  r->premises.n = (buju_ix)n;
  r->premises.name = BUJU_NEW(r->arena, const char *, n);
  r->premises.village = BUJU_NEW(r->arena, buju_ix, n);
  r->premises.kind = BUJU_NEW(r->arena, uint8_t, n);
  r->premises.idle = BUJU_NEW(r->arena, buju_tri, n);
  r->premises.public_owned = BUJU_NEW(r->arena, buju_tri, n);
  r->premises.floor_m2 = BUJU_NEW(r->arena, double, n);
  if (r->premises.name == NULL || r->premises.village == NULL || r->premises.kind == NULL || r->premises.idle == NULL ||
      r->premises.public_owned == NULL || r->premises.floor_m2 == NULL)
    return buju_fail_memory(l->ctx);
  for (size_t i = 0; i < n; i++) {
    r->premises.name[i] = p[i].name;
    r->premises.village[i] = buju_region_village(r, p[i].village);
    if (r->premises.village[i] == BUJU_NONE)
      return buju_fail(l->ctx, BUJU_E_DATA, BUJU_SAY(unknown_code, buju_text(p[i].village)));
    r->premises.kind[i] = p[i].kind;
    r->premises.idle[i] = p[i].idle;
    r->premises.public_owned[i] = p[i].public_owned;
    r->premises.floor_m2[i] = p[i].floor_m2;
  }
  return BUJU_OK;
}

/* ---- adjacency ---- */

typedef struct arc {
  buju_ix from, to;
  uint32_t metres;
} arc;

static int by_arc(const void *a, const void *b) {
  const arc *p = a, *q = b;
  if (p->from != q->from) return p->from < q->from ? -1 : 1;
  return (p->to > q->to) - (p->to < q->to);
}

static buju_status lay_adjacency(loader *l) {
  buju_region *r = l->region;
  const contact *c = l->contact.data;
  size_t n = 2 * l->contact.n;
  arc *arcs = BUJU_NEW(r->arena, arc, n);
  buju_csr csr = {r->village.n, BUJU_NEW(r->arena, uint64_t, (size_t)r->village.n + 1), BUJU_NEW(r->arena, buju_ix, n),
                  BUJU_NEW(r->arena, uint32_t, n)};
  if (arcs == NULL || csr.row == NULL || csr.col == NULL || csr.val == NULL) return buju_fail_memory(l->ctx);
  for (size_t i = 0; i < l->contact.n; i++) {
    buju_ix a = buju_region_village(r, c[i].a), b = buju_region_village(r, c[i].b);
    if (a == BUJU_NONE || b == BUJU_NONE)
      return buju_fail(l->ctx, BUJU_E_DATA, BUJU_SAY(unknown_code, buju_text(a == BUJU_NONE ? c[i].a : c[i].b)));
    arcs[2 * i] = (arc){a, b, c[i].metres};
    arcs[2 * i + 1] = (arc){b, a, c[i].metres};
    r->village.polygons = r->village.polygons || c[i].metres > 0;
  }
  if (n > 1) qsort(arcs, n, sizeof *arcs, by_arc);
  for (size_t i = 0; i < n; i++) {
    csr.row[arcs[i].from + 1] = i + 1;
    csr.col[i] = arcs[i].to;
    csr.val[i] = arcs[i].metres;
  }
  for (buju_ix v = 0; v < csr.n; v++)
    if (csr.row[v + 1] == 0) csr.row[v + 1] = csr.row[v];
  r->village.adjacent = csr;
  return BUJU_OK;
}

buju_status buju_region_build(loader *l) {
  buju_status status = make_parents(l);
  sort(&l->county, sizeof(place));
  sort(&l->township, sizeof(place));
  sort(&l->village, sizeof(village));
  sort_settlements(&l->settlement);
  sort(&l->facility, sizeof(facility));
  l->region->crs.name = "EPSG:4547";
  l->region->crs.wkt = "";
  l->region->crs.source = "region.txt";
  if (status == BUJU_OK) status = lay_areas(l);
  if (status == BUJU_OK) status = lay_villages(l);
  if (status == BUJU_OK) status = lay_demand(l);
  if (status == BUJU_OK) status = lay_facilities(l);
  if (status == BUJU_OK) status = lay_staff(l);
  if (status == BUJU_OK) status = lay_premises(l);
  if (status == BUJU_OK) status = lay_rounds(l);
  if (status == BUJU_OK) status = lay_adjacency(l);
  return status;
}
