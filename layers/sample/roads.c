/* Roads: trees that reach every settlement, and shortcuts. As in real files, lines meet at settlements but cross
 * elsewhere without a node. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/say.h"
#include "layers/sample/layers.h"
#include "layers/sample/rng.h"

typedef enum road_class { NATIONAL, PROVINCIAL, COUNTY, TOWNSHIP, VILLAGE, STREET, CLASSES } road_class;
enum { R_NAME, R_NUMBER, R_CLASS };
enum { POINTS_MOST = 129 };

static const buju_sheet_column road_columns[] = {
    {BUJU_FIELD_NAME, "道路名称", "道路名称", "名称", BUJU_SHEET_TEXT, 60},
    {BUJU_FIELD_ROUTE, "路线编号", "路线编号", "编号", BUJU_SHEET_TEXT, 8},
    {BUJU_FIELD_CLASS, "道路等级", "道路等级", "等级", BUJU_SHEET_TEXT, 8},
    {0},
};

typedef struct roads {
  buju_ctx *ctx;
  const buju_county *county;
  buju_sheet sheet;
  uint64_t drawn;           /* lines so far: the stream of the next one */
  uint32_t number[CLASSES]; /* of routes so far */
} roads;

typedef struct leg {
  buju_ix from, to; /* rows of what is linked: `to` is nearer the root */
} leg;

static double distance_m(buju_xy a, buju_xy b) { return sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

/* One midpoint: pushed aside by chance; in mountains the lowest of three such, so that roads follow valleys. */
static buju_xy bend(const roads *r, buju_xy a, buju_xy b, buju_rng *rng) {
  bool mountain = r->county->spec->kind == BUJU_SAMPLE_MOUNTAIN;
  double reach = mountain ? 0.36 : 0.16, lowest_m = 1e300;
  buju_xy best = {0, 0};
  for (int candidate = 0; candidate < (mountain ? 3 : 1); candidate++) {
    double aside = (buju_rng_unit(rng) - 0.5) * reach;
    buju_xy p = {0.5 * (a.x + b.x) - aside * (b.y - a.y), 0.5 * (a.y + b.y) + aside * (b.x - a.x)};
    double height_m = mountain ? buju_county_elevation_m(r->county, p) : 0;
    if (height_m < lowest_m) lowest_m = height_m, best = p;
  }
  return best;
}

static buju_status draw(roads *r, road_class class, buju_xy a, buju_xy b) {
  static const char *const names[CLASSES] = {"国道", "省道", "县道", "乡道", "村道", "街道"};
  buju_rng rng = buju_rng_at(r->county->spec->seed, BUJU_RNG_ROAD, r->drawn++);
  buju_xy point[POINTS_MOST];
  size_t step = 1;
  while (step < POINTS_MOST - 1 && distance_m(a, b) > 400.0 * (double)step) step *= 2;
  size_t last = step;
  point[0] = a;
  point[last] = b;
  for (; step > 1; step /= 2)
    for (size_t i = 0; i < last; i += step) point[i + step / 2] = bend(r, point[i], point[i + step], &rng);
  buju_sheet_text(&r->sheet, R_CLASS, names[class]);
  return buju_sheet_put_line(r->ctx, &r->sheet, point, last + 1);
}

/* A numbered road with the names of its ends. */
static buju_status draw_route(roads *r, road_class class, const char *from, buju_xy a, const char *to, buju_xy b) {
  static const char letters[CLASSES] = {'G', 'S', 'X', 'Y', 'C', 'C'};
  char name[2 * BUJU_SAMPLE_NAME + 4], number[16];
  snprintf(name, sizeof name, "%s至%s", from, to);
  snprintf(number, sizeof number, "%c%03u", letters[class], (unsigned)(++r->number[class] % 1000));
  buju_sheet_text(&r->sheet, R_NAME, name);
  buju_sheet_text(&r->sheet, R_NUMBER, number);
  buju_status status = draw(r, class, a, b);
  buju_sheet_text(&r->sheet, R_NAME, "");
  buju_sheet_text(&r->sheet, R_NUMBER, "");
  return status;
}

/* Prim's tree over n places from row root, n being a township's villages or a county's townships: O(n²), n bounded. */
static bool span(const buju_xy *at, buju_ix n, buju_ix root, leg *out) {
  double *near = calloc((size_t)n + 1, sizeof *near);
  buju_ix *via = calloc((size_t)n + 1, sizeof *via), links = 0, newest = root;
  if (near == NULL || via == NULL) {
    free(near);
    free(via);
    return false;
  }
  for (buju_ix i = 0; i < n; i++) near[i] = 1e300, via[i] = root;
  near[root] = -1; /* in the tree */
  for (; links + 1 < n; links++) {
    buju_ix best = BUJU_NONE;
    for (buju_ix i = 0; i < n; i++) {
      if (near[i] < 0) continue;
      double d = distance_m(at[i], at[newest]);
      if (d < near[i]) near[i] = d, via[i] = newest;
      if (best == BUJU_NONE || near[i] < near[best]) best = i;
    }
    out[links] = (leg){best, via[best]};
    near[best] = -1;
    newest = best;
  }
  free(near);
  free(via);
  return true;
}

/* Room for the places and the tree of one township or county. */
typedef struct places {
  buju_xy *at;
  leg *tree;
} places;

static bool places_new(buju_ix n, places *out) {
  out->at = calloc((size_t)n + 1, sizeof *out->at);
  out->tree = calloc((size_t)n + 1, sizeof *out->tree);
  return out->at != NULL && out->tree != NULL;
}

static void places_free(places *p) {
  free(p->at);
  free(p->tree);
}

static buju_status roads_in_village(roads *r, buju_ix v) {
  const buju_sample_village *village = &r->county->village[v];
  const buju_sample_settlement *s = (buju_sample_settlement *)r->county->settlement.data + village->first_settlement;
  road_class class = village->kind == BUJU_AREA_COMMUNITY ? STREET : VILLAGE;
  for (buju_ix i = 1; i < village->settlements; i++) {
    buju_ix nearest = 0;
    for (buju_ix k = 1; k < i; k++)
      if (distance_m(s[k].at, s[i].at) < distance_m(s[nearest].at, s[i].at)) nearest = k;
    buju_status status = draw(r, class, s[i].at, s[nearest].at);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static road_class class_between(const buju_county *county, buju_ix a, buju_ix b) {
  bool built_up = county->village[a].kind == BUJU_AREA_COMMUNITY && county->village[b].kind == BUJU_AREA_COMMUNITY;
  return built_up ? STREET : TOWNSHIP;
}

static buju_status roads_in_township(roads *r, const buju_sample_township *t) {
  const buju_sample_village *village = &r->county->village[t->first_village];
  places p = {0};
  buju_status status = places_new(t->villages, &p) ? BUJU_OK : buju_fail_memory(r->ctx);
  for (buju_ix i = 0; i < t->villages && status == BUJU_OK; i++) p.at[i] = village[i].at;
  if (status == BUJU_OK && !span(p.at, t->villages, t->seat - t->first_village, p.tree))
    status = buju_fail_memory(r->ctx);
  for (buju_ix i = 0; i + 1 < t->villages && status == BUJU_OK; i++) {
    leg l = p.tree[i];
    road_class class = class_between(r->county, t->first_village + l.from, t->first_village + l.to);
    if (class == STREET)
      status = draw(r, class, p.at[l.from], p.at[l.to]);
    else
      status = draw_route(r, class, village[l.to].name, p.at[l.to], village[l.from].name, p.at[l.from]);
  }
  places_free(&p);
  return status;
}

/* Marks the way from place i to the root of a tree given in the order it grew. */
static void mark_way(const leg *tree, buju_ix n, buju_ix i, road_class class, uint8_t *marks) {
  for (buju_ix l = n - 1; l-- > 0;)
    if (tree[l].from == i) {
      marks[l] = class < marks[l] ? (uint8_t) class : marks[l];
      i = tree[l].to;
    }
}

/* County roads join the seats of townships; the ways to the far west and east are national, north and south provincial.
 */
static buju_status draw_county_tree(roads *r, const buju_sample_county *c, const places *p, uint8_t *marks) {
  const buju_sample_township *township = &r->county->township[c->first_township];
  buju_ix far[4] = {0, 0, 0, 0};
  for (buju_ix i = 0; i < c->townships; i++) {
    if (p->at[i].x < p->at[far[0]].x) far[0] = i;
    if (p->at[i].x > p->at[far[1]].x) far[1] = i;
    if (p->at[i].y < p->at[far[2]].y) far[2] = i;
    if (p->at[i].y > p->at[far[3]].y) far[3] = i;
    marks[i] = COUNTY;
  }
  for (int i = 0; i < 4; i++) mark_way(p->tree, c->townships, far[i], i < 2 ? NATIONAL : PROVINCIAL, marks);
  for (buju_ix i = 0; i + 1 < c->townships; i++) {
    leg l = p->tree[i];
    buju_status status =
        draw_route(r, (road_class)marks[i], township[l.to].name, p->at[l.to], township[l.from].name, p->at[l.from]);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_status roads_in_county(roads *r, const buju_sample_county *c) {
  const buju_sample_township *township = &r->county->township[c->first_township];
  places p = {0};
  uint8_t *marks = malloc(c->townships);
  buju_status status = places_new(c->townships, &p) && marks != NULL ? BUJU_OK : buju_fail_memory(r->ctx);
  for (buju_ix i = 0; i < c->townships && status == BUJU_OK; i++) p.at[i] = r->county->village[township[i].seat].at;
  buju_ix root = r->county->village[c->seat].township - c->first_township;
  if (status == BUJU_OK && !span(p.at, c->townships, root, p.tree)) status = buju_fail_memory(r->ctx);
  if (status == BUJU_OK) status = draw_county_tree(r, c, &p, marks);
  places_free(&p);
  free(marks);
  return status;
}

static buju_status roads_between_counties(roads *r) {
  const buju_county *county = r->county;
  places p = {0};
  buju_status status = places_new(county->counties, &p) ? BUJU_OK : buju_fail_memory(r->ctx);
  for (buju_ix c = 0; c < county->counties && status == BUJU_OK; c++)
    p.at[c] = county->village[county->county[c].seat].at;
  if (status == BUJU_OK && !span(p.at, county->counties, 0, p.tree)) status = buju_fail_memory(r->ctx);
  for (buju_ix i = 0; i + 1 < county->counties && status == BUJU_OK; i++) {
    leg l = p.tree[i];
    status = draw_route(r, NATIONAL, county->county[l.to].name, p.at[l.to], county->county[l.from].name, p.at[l.from]);
  }
  places_free(&p);
  return status;
}

/* The nearest village that touches v, in another township if `abroad`, else in the same one; BUJU_NONE if none does. */
static buju_ix nearest_touching(const buju_county *county, buju_ix v, bool abroad) {
  buju_ix best = BUJU_NONE;
  for (buju_ix i = county->row[v]; i < county->row[v + 1]; i++) {
    for (unsigned k = 0; k < 6; k++) {
      buju_ix u = county->lattice.owner[buju_lattice_neighbour(&county->lattice, county->cell[i], k)];
      if (u == v || u == BUJU_NONE || (county->township_of[u] != county->township_of[v]) != abroad) continue;
      buju_xy at = county->village[v].at;
      if (best == BUJU_NONE || distance_m(county->village[u].at, at) < distance_m(county->village[best].at, at))
        best = u;
    }
  }
  return best;
}

/* Shortcuts: half of the villages on a township's border have a road across it, an eighth of all one more at home. */
static buju_status shortcuts(roads *r) {
  for (buju_ix v = 0; v < r->county->villages; v++) {
    buju_rng rng = buju_rng_at(r->county->spec->seed, BUJU_RNG_ROAD, v | UINT64_C(1) << 40);
    bool across = buju_rng_chance(&rng, 500), home = buju_rng_chance(&rng, 125);
    for (int abroad = 0; abroad < 2; abroad++) {
      if (!(abroad == 1 ? across : home)) continue;
      buju_ix u = nearest_touching(r->county, v, abroad == 1);
      if (u == BUJU_NONE) continue;
      buju_status status = draw(r, class_between(r->county, u, v), r->county->village[v].at, r->county->village[u].at);
      if (status != BUJU_OK) return status;
    }
  }
  return BUJU_OK;
}

static buju_status draw_all(roads *r) {
  const buju_county *county = r->county;
  buju_status status = roads_between_counties(r);
  for (buju_ix c = 0; c < county->counties && status == BUJU_OK; c++) status = roads_in_county(r, &county->county[c]);
  for (buju_ix t = 0; t < county->townships && status == BUJU_OK; t++)
    status = roads_in_township(r, &county->township[t]);
  if (status == BUJU_OK) status = shortcuts(r);
  for (buju_ix v = 0; v < county->villages && status == BUJU_OK; v++) status = roads_in_village(r, v);
  return status;
}

static buju_status write_roads(buju_ctx *ctx, const buju_county *county, const buju_sheet_target *target) {
  roads r = {.ctx = ctx, .county = county};
  buju_status status = buju_sheet_open(ctx, target, "道路", road_columns, wkbLineString, &r.sheet);
  if (status == BUJU_OK) status = draw_all(&r);
  return buju_sheet_close(ctx, &r.sheet, status);
}

const buju_sample_layer buju_sample_roads = {"roads", "道路", road_columns, write_roads};
