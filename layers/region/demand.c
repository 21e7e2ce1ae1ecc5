/* Demand: where each village's people are, adding up to the village's own number. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/shares.h"
#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/wkb.h"

BUJU_KIND(people_from_settlements, BUJU_NOTE, "村表没有人口，居民点共{0}人",
          "the village row has no people, its settlements have {0}", "采用居民点之和", "took their sum");
BUJU_KIND(settlements_disagree, BUJU_WARNING, "居民点共{0}人，村表为{1}人，相差超过20%",
          "its settlements have {0} {0?person|people}, the village row {1}: more than 20 % apart", "按村表人口缩放",
          "scaled to the village row");
BUJU_KIND(settlements_without_people, BUJU_NOTE, "居民点没有人口", "its settlements have no people", "按居民点平均分摊",
          "shared equally among them");
BUJU_MSG(people_lost, "内部错误：{0}的人口没有守恒", "internal error: the people of {0} are not conserved");

/* By village, then name and place: never by row, so that the order of the input does not matter. */
static int by_village(const void *a, const void *b) {
  const buju_draft_demand *d = a, *e = b;
  if (d->village != e->village) return d->village < e->village ? -1 : 1;
  if (d->estate != e->estate) return d->estate ? 1 : -1; /* behind the village's own settlements */
  int order = strcmp(d->name != NULL ? d->name : "", e->name != NULL ? e->name : "");
  if (order == 0) order = (d->x_m > e->x_m) - (d->x_m < e->x_m);
  if (order == 0) order = (d->y_m > e->y_m) - (d->y_m < e->y_m);
  if (order == 0) order = memcmp(d->people, e->people, sizeof d->people);
  if (order == 0) order = (d->radius_m > e->radius_m) - (d->radius_m < e->radius_m);
  if (order == 0) order = (d->from_year > e->from_year) - (d->from_year < e->from_year);
  return order != 0 ? order : (d->to_year > e->to_year) - (d->to_year < e->to_year);
}

/* A located village without settlements is its own. */
static buju_status fill(buju_build *b) {
  buju_region *r = b->region;
  size_t given = b->demand.n;
  if (given > 1) qsort(b->demand.data, given, sizeof(buju_draft_demand), by_village);
  size_t at = 0;
  for (buju_ix v = 0; v < r->village.n; v++) {
    bool settled = at < given && ((buju_draft_demand *)b->demand.data)[at].village == v &&
                   !((buju_draft_demand *)b->demand.data)[at].estate;
    while (at < given && ((buju_draft_demand *)b->demand.data)[at].village == v) at++;
    if (settled || !isfinite(r->village.x_m[v])) continue;
    buju_draft_demand *own = buju_vec_push(&b->demand, sizeof *own);
    if (own == NULL) return buju_fail_memory(b->ctx);
    *own = (buju_draft_demand){.village = v, .x_m = r->village.x_m[v], .y_m = r->village.y_m[v], .own = true};
    own->radius_m = buju_wkb_farthest_m(b->village_shape[v].wkb, b->village_shape[v].bytes, own->x_m, own->y_m);
    for (int p = 0; p < BUJU_POPULATIONS; p++)
      own->people[p] = r->village.people[p] != NULL ? r->village.people[p][v] : BUJU_PEOPLE_MISSING;
  }
  if (b->demand.n > given) qsort(b->demand.data, b->demand.n, sizeof(buju_draft_demand), by_village);
  return BUJU_OK;
}

static bool make_room(buju_region *r, size_t n) {
  r->demand.n = (buju_ix)n;
  r->demand.name = BUJU_NEW(r->arena, const char *, n);
  r->demand.village = BUJU_NEW(r->arena, buju_ix, n);
  r->demand.x_m = BUJU_NEW(r->arena, double, n);
  r->demand.y_m = BUJU_NEW(r->arena, double, n);
  r->demand.radius_m = BUJU_NEW(r->arena, double, n);
  r->demand.from_year = BUJU_NEW(r->arena, int16_t, n);
  r->demand.to_year = BUJU_NEW(r->arena, int16_t, n);
  return r->demand.name != NULL && r->demand.village != NULL && r->demand.x_m != NULL && r->demand.y_m != NULL &&
         r->demand.radius_m != NULL && r->demand.from_year != NULL && r->demand.to_year != NULL;
}

/* A population exists when the villages have it or some settlement does. */
static buju_status make_people(buju_build *b, int p) {
  buju_region *r = b->region;
  const buju_draft_demand *d = b->demand.data;
  bool exists = r->village.people[p] != NULL;
  for (size_t i = 0; i < b->demand.n && !exists; i++) exists = !d[i].estate && d[i].people[p] != BUJU_PEOPLE_MISSING;
  if (!exists) return BUJU_OK;
  if (r->village.people[p] == NULL) {
    r->village.people[p] = BUJU_NEW(r->arena, buju_people_n, r->village.n);
    if (r->village.people[p] == NULL) return buju_fail_memory(b->ctx);
    for (buju_ix v = 0; v < r->village.n; v++) r->village.people[p][v] = BUJU_PEOPLE_MISSING;
  }
  r->demand.people[p] = BUJU_NEW(r->arena, buju_people_n, b->demand.n);
  return r->demand.people[p] != NULL ? BUJU_OK : buju_fail_memory(b->ctx);
}

/* ---- one village's shares ---- */

/* Weights of n settlements for population p: its own people, else the other population's. False: nobody knows. */
static bool weigh(const buju_draft_demand *d, buju_ix n, int p, int64_t *weight) {
  for (int turn = 0; turn < BUJU_POPULATIONS; turn++, p = (p + 1) % BUJU_POPULATIONS) {
    bool known = false;
    for (buju_ix i = 0; i < n; i++) {
      known = known || d[i].people[p] != BUJU_PEOPLE_MISSING;
      weight[i] = d[i].people[p] != BUJU_PEOPLE_MISSING ? d[i].people[p] : 0;
    }
    if (known) return true;
  }
  return false;
}

static bool states(const buju_draft_demand *d, buju_ix n, int p, buju_people_n *sum) {
  bool known = false;
  *sum = 0;
  for (buju_ix i = 0; i < n; i++) {
    if (d[i].people[p] == BUJU_PEOPLE_MISSING) continue;
    *sum += d[i].people[p];
    known = true;
  }
  return known;
}

/* The village's number: its own, else its settlements'; they are compared when both speak. */
static buju_status settle_total(buju_build *b, const buju_draft_demand *d, buju_ix n, int p) {
  buju_region *r = b->region;
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  buju_people_n sum, *total = &r->village.people[p][d->village];
  if (!states(d, n, p, &sum)) return BUJU_OK;
  buju_ix row = r->village.source_row[d->village];
  const char *code = b->village_code[d->village];
  if (*total == BUJU_PEOPLE_MISSING) {
    *total = sum;
    r->people_read[p] += sum;
    return buju_build_find(b, part, &people_from_settlements, row, BUJU_FIELDS, code, BUJU_ARGS(buju_people(sum)));
  }
  if (llabs(sum - *total) <= *total / 5) return BUJU_OK;
  return buju_build_find(b, part, &settlements_disagree, row, BUJU_FIELDS, code,
                         BUJU_ARGS(buju_people(sum), buju_people(*total)));
}

static buju_status share_population(buju_build *b, const buju_draft_demand *d, buju_ix n, int p, int64_t *weight,
                                    buju_people_n *share) {
  buju_region *r = b->region;
  buju_status status = d->own ? BUJU_OK : settle_total(b, d, n, p);
  buju_people_n total = r->village.people[p][d->village];
  if (status != BUJU_OK) return status;
  if (total == BUJU_PEOPLE_MISSING) {
    for (buju_ix i = 0; i < n; i++) share[i] = BUJU_PEOPLE_MISSING;
    return BUJU_OK;
  }
  if (!weigh(d, n, p, weight) && n > 1)
    status = buju_build_find(b, &b->part[BUJU_INPUT_SETTLEMENTS], &settlements_without_people, BUJU_NONE, BUJU_FIELDS,
                             b->village_code[d->village], BUJU_NO_ARGS);
  return status == BUJU_OK ? buju_share_out(b->ctx, total, weight, n, share) : status;
}

/* The population-weighted mean of n settlements; without people their plain mean. */
static void settle_point(buju_build *b, const buju_draft_demand *d, buju_ix n, buju_ix first) {
  buju_region *r = b->region;
  const buju_people_n *people = r->demand.people[b->scenario->population];
  if (people == NULL) people = r->demand.people[b->scenario->population == BUJU_RESIDENT];
  double sum = 0, x = 0, y = 0;
  for (buju_ix i = 0; i < n; i++) sum += people != NULL && people[first + i] > 0 ? (double)people[first + i] : 0;
  for (buju_ix i = 0; i < n; i++) {
    double w = people == NULL || sum == 0 ? 1.0 / n : people[first + i] > 0 ? (double)people[first + i] / sum : 0;
    x += w * (d[i].x_m - d[0].x_m); /* about the first: keeps the digits of large coordinates */
    y += w * (d[i].y_m - d[0].y_m);
  }
  r->village.x_m[d->village] = d[0].x_m + x;
  r->village.y_m[d->village] = d[0].y_m + y;
  r->village.location[d->village] = BUJU_LOCATED_SETTLEMENTS;
}

static buju_status lay_village(buju_build *b, buju_ix first, buju_ix n, int64_t *weight) {
  buju_region *r = b->region;
  const buju_draft_demand *d = (const buju_draft_demand *)b->demand.data + first;
  buju_status status = BUJU_OK;
  buju_ix own = n; /* estates stand behind: they share in nothing */
  while (own > 0 && d[own - 1].estate) own--;
  for (int p = 0; p < BUJU_POPULATIONS && status == BUJU_OK; p++) {
    if (r->demand.people[p] == NULL) continue;
    if (own > 0) status = share_population(b, d, own, p, weight, r->demand.people[p] + first);
    for (buju_ix i = own; i < n; i++) r->demand.people[p][first + i] = d[i].people[p];
  }
  for (buju_ix i = 0; i < n; i++) {
    r->demand.name[first + i] = d[i].name;
    r->demand.village[first + i] = d[i].village;
    r->demand.x_m[first + i] = d[i].x_m;
    r->demand.y_m[first + i] = d[i].y_m;
    r->demand.radius_m[first + i] = d[i].radius_m;
    r->demand.from_year[first + i] = d[i].from_year;
    r->demand.to_year[first + i] = d[i].to_year;
  }
  if (status == BUJU_OK && own > 0 && !d->own) settle_point(b, d, own, first);
  return status;
}

/* ---- conservation ---- */

/* What the region holds; a village whose settlements do not add up to it is a defect of this file. */
static buju_status conserve(buju_build *b, int p) {
  buju_region *r = b->region;
  if (r->village.people[p] == NULL) return BUJU_OK;
  const buju_draft_demand *d = b->demand.data;
  buju_ix at = 0;
  for (buju_ix v = 0; v < r->village.n; v++) {
    buju_people_n held = 0, total = r->village.people[p][v];
    bool settled = false;
    for (; at < r->demand.n && r->demand.village[at] == v; at++) {
      settled = settled || !d[at].estate;
      held += total != BUJU_PEOPLE_MISSING && !d[at].estate ? r->demand.people[p][at] : 0;
    }
    if (total == BUJU_PEOPLE_MISSING) continue;
    if (settled && held != total)
      return buju_fail(b->ctx, BUJU_E_INTERNAL, BUJU_SAY(people_lost, buju_text(b->village_code[v])));
    r->people_held[p] += total;
  }
  return BUJU_OK;
}

buju_status buju_demand_build(buju_build *b) {
  buju_status status = fill(b);
  if (status == BUJU_OK && !make_room(b->region, b->demand.n)) status = buju_fail_memory(b->ctx);
  for (int p = 0; p < BUJU_POPULATIONS && status == BUJU_OK; p++) status = make_people(b, p);
  int64_t *weight = BUJU_NEW(b->scratch, int64_t, b->demand.n);
  if (status == BUJU_OK && weight == NULL) status = buju_fail_memory(b->ctx);
  const buju_draft_demand *d = b->demand.data;
  for (buju_ix at = 0, n; at < b->demand.n && status == BUJU_OK; at += n) {
    for (n = 1; at + n < b->demand.n && d[at + n].village == d[at].village;) n++;
    status = lay_village(b, at, n, weight);
  }
  for (int p = 0; p < BUJU_POPULATIONS && status == BUJU_OK; p++) status = conserve(b, p);
  return status;
}
