/* What each place is: where its main settlement lies, county seats, streets and towns, communities, codes, categories.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "core/say.h"
#include "layers/sample/county.h"
#include "layers/sample/kinds.h"
#include "layers/sample/rng.h"

enum { TOWNS_FIRST = 100, TOWNS = 100, TOWNSHIPS_FIRST = 200, TOWNSHIPS = 200, STREETS_FIRST = 1, STREETS = 40 };
enum { COMMUNITY_FIRST = 1, VILLAGE_FIRST = 200, FARM_FIRST = 400, VILLAGES_A_FARM = 80 };

static double square_distance(buju_xy a, buju_xy b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

bool buju_county_is_core(const buju_county *county, buju_ix cell) {
  const buju_lattice *lattice = &county->lattice;
  for (unsigned k = 0; k < 6; k++)
    if (lattice->owner[buju_lattice_neighbour(lattice, cell, k)] != lattice->owner[cell]) return false;
  return true;
}

/* People live low and in the middle: the relief of the landscape weighs as much as the village's own extent. */
static void set_main_settlement(const buju_county *county, buju_ix village) {
  buju_ix first = county->row[village], n = county->row[village + 1] - first, best = county->cell[first];
  buju_xy middle = {0, 0};
  for (buju_ix i = 0; i < n; i++) {
    buju_xy p = buju_lattice_centre(&county->lattice, county->cell[first + i]);
    middle.x += p.x / n;
    middle.y += p.y / n;
  }
  double extent2 = county->lattice.side_m * county->lattice.side_m * n, least = 1e300;
  for (buju_ix i = 0; i < n; i++) {
    buju_ix cell = county->cell[first + i];
    buju_xy p = buju_lattice_centre(&county->lattice, cell);
    double height_m = buju_county_elevation_m(county, buju_lattice_point(&county->lattice, cell, 0.5, 0.5));
    double score = square_distance(p, middle) / extent2 + height_m / county->land->relief_m;
    if (!buju_county_is_core(county, cell)) score += 0.15;
    if (score < least) least = score, best = cell;
  }
  buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_VILLAGE, village);
  double u = buju_rng_unit(&rng), v = buju_rng_unit(&rng);
  county->village[village].main_cell = best;
  county->village[village].at = buju_lattice_point(&county->lattice, best, u, v);
}

static buju_ix nearest_village(const buju_county *county, buju_ix first, buju_ix n, buju_xy to) {
  buju_ix best = first;
  for (buju_ix v = first; v < first + n; v++)
    if (square_distance(county->village[v].at, to) < square_distance(county->village[best].at, to)) best = v;
  return best;
}

typedef struct near {
  double square_m;
  buju_ix row;
} near;

static int by_distance(const void *a, const void *b) {
  const near *x = a, *y = b;
  if (x->square_m != y->square_m) return x->square_m < y->square_m ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

/* Names asked for go to the first county: those of streets to its streets, the others outwards from the seat. */
static bool take_given(const buju_county *county, const buju_sample_county *c, bool street, buju_ix nth,
                       buju_sample_township *t) {
  if (c != county->county) return false;
  for (buju_ix i = 0; i < county->givens; i++) {
    if ((county->given[i].kind == BUJU_AREA_STREET) != street || nth-- > 0) continue;
    t->kind = county->given[i].kind;
    t->central = county->given[i].central;
    snprintf(t->name, sizeof t->name, "%s", county->given[i].name);
    return true;
  }
  return false;
}

static buju_ix streets_of(const buju_county *county, const buju_sample_county *c) {
  buju_ix usual = (c->townships * county->land->streets + 500) / 1000, given = 0;
  for (buju_ix i = 0; i < county->givens && c == county->county; i++)
    given += county->given[i].kind == BUJU_AREA_STREET;
  if (given > 0) return given;
  return usual < 1 ? 1 : usual > STREETS ? STREETS : usual;
}

/* The townships around the seat are streets, then towns and townships by chance, numbered as they come. */
static void number_townships(buju_county *county, buju_sample_county *c, near *order) {
  buju_xy seat = county->village[c->seat].at;
  for (buju_ix i = 0; i < c->townships; i++) {
    buju_ix t = c->first_township + i;
    bool holds_seat = t == county->village[c->seat].township;
    order[i] = (near){holds_seat ? -1 : square_distance(county->township[t].middle, seat), t};
  }
  qsort(order, c->townships, sizeof *order, by_distance);
  buju_ix next[3] = {STREETS_FIRST, TOWNS_FIRST, TOWNSHIPS_FIRST}, streets = streets_of(county, c), rest = 0;
  for (buju_ix i = 0; i < c->townships; i++) {
    buju_sample_township *t = &county->township[order[i].row];
    buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_TOWNSHIP, order[i].row);
    bool town = buju_rng_chance(&rng, 620), central = buju_rng_chance(&rng, 220);
    if (!take_given(county, c, i < streets, i < streets ? i : rest++, t)) {
      t->kind = i < streets ? BUJU_AREA_STREET : town ? BUJU_AREA_TOWN : BUJU_AREA_TOWNSHIP;
      t->central = central && i >= streets && county->givens == 0;
    }
    if (t->kind == BUJU_AREA_TOWN && next[1] == TOWNS_FIRST + TOWNS) t->kind = BUJU_AREA_TOWNSHIP;
    if (t->kind == BUJU_AREA_TOWNSHIP && next[2] == TOWNSHIPS_FIRST + TOWNSHIPS) t->kind = BUJU_AREA_TOWN;
    t->number = (uint16_t)next[t->kind - BUJU_AREA_STREET]++;
  }
}

static buju_area_kind village_kind(const buju_county *county, buju_ix v) {
  const buju_sample_township *t = &county->township[county->village[v].township];
  buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_VILLAGE, v / VILLAGES_A_FARM | UINT64_C(1) << 40);
  bool farm = v % VILLAGES_A_FARM == buju_rng_below(&rng, VILLAGES_A_FARM * 5 / 8);
  rng = buju_rng_at(county->spec->seed, BUJU_RNG_VILLAGE, v | UINT64_C(2) << 40);
  bool community = buju_rng_chance(&rng, t->kind == BUJU_AREA_STREET ? county->land->communities : 25);
  if (v == t->seat) return t->kind == BUJU_AREA_STREET ? BUJU_AREA_COMMUNITY : BUJU_AREA_VILLAGE;
  if (farm && t->kind != BUJU_AREA_STREET) return BUJU_AREA_QUASI_VILLAGE;
  return community ? BUJU_AREA_COMMUNITY : BUJU_AREA_VILLAGE;
}

static void number_villages(buju_county *county, const buju_sample_township *t) {
  uint16_t next[3] = {COMMUNITY_FIRST, VILLAGE_FIRST, FARM_FIRST};
  for (buju_ix v = t->first_village; v < t->first_village + t->villages; v++) {
    buju_sample_village *village = &county->village[v];
    village->kind = village_kind(county, v);
    bool is_village = village->kind == BUJU_AREA_VILLAGE, is_community = village->kind == BUJU_AREA_COMMUNITY;
    village->number = next[is_community ? 0 : is_village ? 1 : 2]++;
    village->seat = v == t->seat && is_village;
  }
}

buju_status buju_county_set_kinds(buju_ctx *ctx, buju_county *county) {
  near *order = malloc(county->townships * sizeof *order);
  if (order == NULL) return buju_fail_memory(ctx);
  for (buju_ix v = 0; v < county->villages; v++) set_main_settlement(county, v);
  for (buju_ix c = 0; c < county->counties; c++) {
    buju_sample_county *one = &county->county[c];
    const buju_sample_township *first = &county->township[one->first_township], *last = first + one->townships - 1;
    buju_ix n = last->first_village + last->villages - first->first_village;
    one->seat = nearest_village(county, first->first_village, n, one->middle);
    number_townships(county, one, order);
  }
  for (buju_ix t = 0; t < county->townships; t++) {
    buju_sample_township *one = &county->township[t];
    one->seat = nearest_village(county, one->first_village, one->villages, one->middle);
    if (one->kind == BUJU_AREA_STREET && county->village[county->county[one->county].seat].township == t)
      one->seat = county->county[one->county].seat;
    number_villages(county, one);
  }
  free(order);
  return BUJU_OK;
}
