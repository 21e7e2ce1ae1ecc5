/* The medical institutions a county has now, with their staff. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "core/say.h"
#include "layers/sample/county.h"
#include "layers/sample/rng.h"

typedef struct equip {
  buju_county *county;
  uint32_t serial; /* within the county being equipped */
  buju_ix clinics;
} equip;

/* Ledgers have holes: blank per_mille_blank, else no per_mille_no, else yes. */
static buju_tri answer(buju_rng *rng, uint32_t per_mille_no, uint32_t per_mille_blank) {
  uint32_t draw = buju_rng_below(rng, 1000);
  return draw < per_mille_blank ? BUJU_UNKNOWN : draw < per_mille_blank + per_mille_no ? BUJU_NO : BUJU_YES;
}

/* Beside the settlement: 0.1 sides off at most, so still inside the village. */
static buju_xy beside(const buju_county *county, buju_xy at, buju_rng *rng) {
  double reach = county->lattice.side_m * 0.14;
  if (reach > 160) reach = 160;
  at.x += (buju_rng_unit(rng) - 0.5) * reach;
  at.y += (buju_rng_unit(rng) - 0.5) * reach;
  return at;
}

static buju_sample_facility *add(equip *e, buju_ix village, buju_facility_kind kind, buju_rng *rng) {
  buju_sample_facility *f = buju_vec_push(&e->county->facility, sizeof *f);
  if (f == NULL) return NULL;
  *f = (buju_sample_facility){.village = village, .kind = kind, .serial = ++e->serial, .stars = -1};
  f->at = beside(e->county, e->county->village[village].at, rng);
  for (int flag = 0; flag < BUJU_FLAGS; flag++) f->flag[flag] = BUJU_YES;
  for (int k = 0; k < BUJU_SPECIALTIES; k++) f->specialists[k] = -1;
  return f;
}

static void staff_clinic(buju_sample_facility *f, uint32_t people, buju_rng *rng) {
  uint32_t n = 1;
  if (people > 1100 && buju_rng_chance(rng, 720)) n++;
  if (people > 2100 && buju_rng_chance(rng, 720)) n++;
  if (people > 3300 && buju_rng_chance(rng, 500)) n++;
  if (buju_rng_chance(rng, 25)) n = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t draw = buju_rng_below(rng, 100);
    f->staff[draw < 11 ? BUJU_LICENSED : draw < 34 ? BUJU_ASSISTANT : BUJU_VILLAGE_DOCTOR]++;
  }
}

static bool add_clinic(equip *e, buju_ix v, bool second, buju_rng *rng) {
  const buju_sample_village *village = &e->county->village[v];
  buju_sample_facility *f = add(e, v, BUJU_VILLAGE_CLINIC, rng);
  if (f == NULL) return false;
  f->second = second;
  if (second) {
    buju_ix other = village->first_settlement + buju_rng_below(rng, village->settlements);
    f->at = beside(e->county, ((buju_sample_settlement *)e->county->settlement.data)[other].at, rng);
  }
  f->flag[BUJU_PUBLIC_OWNED] = answer(rng, 290, 12);
  f->flag[BUJU_INTEGRATED] = answer(rng, second ? 500 : 200, 10);
  f->flag[BUJU_PUBLIC_HEALTH] = answer(rng, second ? 120 : 28, 15);
  f->flag[BUJU_ESSENTIAL_MEDICINES] = answer(rng, second ? 90 : 24, 15);
  f->flag[BUJU_INSURANCE] = answer(rng, 130, 15);
  f->floor_m2 = (uint16_t)(5 * buju_rng_between(rng, 20, 36));
  f->stars = buju_rng_chance(rng, 40) ? -1 : (int8_t)buju_rng_between(rng, 3, 5);
  staff_clinic(f, village->resident, rng);
  e->clinics++;
  return true;
}

static bool add_centre(equip *e, buju_ix v, const buju_sample_township *t, buju_rng *rng) {
  buju_sample_facility *f = add(e, v, t->kind == BUJU_AREA_STREET ? BUJU_CHC : BUJU_THC, rng);
  if (f == NULL) return false;
  f->floor_m2 = (uint16_t)(50 * buju_rng_between(rng, 24, 110));
  f->flag[BUJU_STANDARD_MET] = answer(rng, t->central ? 100 : 300, 0);
  f->staff[BUJU_LICENSED] = (uint16_t)buju_rng_between(rng, 6, 22);
  f->staff[BUJU_ASSISTANT] = (uint16_t)buju_rng_between(rng, 4, 12);
  return true;
}

static bool add_hospital(equip *e, buju_ix v, buju_rng *rng) {
  buju_sample_facility *f = add(e, v, BUJU_HOSPITAL, rng);
  if (f == NULL) return false;
  f->floor_m2 = 62000;
  f->staff[BUJU_LICENSED] = (uint16_t)buju_rng_between(rng, 260, 420);
  f->staff[BUJU_ASSISTANT] = (uint16_t)buju_rng_between(rng, 20, 60);
  return true;
}

static bool add_station(equip *e, buju_ix v, buju_rng *rng) {
  buju_sample_facility *f = add(e, v, BUJU_CHS, rng);
  if (f == NULL) return false;
  f->floor_m2 = (uint16_t)(10 * buju_rng_between(rng, 10, 40));
  f->flag[BUJU_PUBLIC_OWNED] = answer(rng, 400, 0);
  f->staff[BUJU_LICENSED] = (uint16_t)buju_rng_between(rng, 1, 4);
  f->staff[BUJU_ASSISTANT] = (uint16_t)buju_rng_between(rng, 0, 2);
  return true;
}

static bool equip_village(equip *e, buju_ix v) {
  const buju_county *county = e->county;
  const buju_sample_village *village = &county->village[v];
  const buju_sample_township *township = &county->township[village->township];
  buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_FACILITY, v);
  if (v == county->county[township->county].seat && !add_hospital(e, v, &rng)) return false;
  if (v == township->seat && !add_centre(e, v, township, &rng)) return false;
  if (village->kind == BUJU_AREA_COMMUNITY)
    return v == township->seat || !buju_rng_chance(&rng, 380) || add_station(e, v, &rng);
  uint32_t chance = county->land->clinics;
  if (village->kind == BUJU_AREA_QUASI_VILLAGE || village->seat) chance = 350;
  if (village->demolition_year != 0 || village->converted) chance = 700;
  if (!buju_rng_chance(&rng, chance)) return true;
  if (!add_clinic(e, v, false, &rng)) return false;
  bool second = village->settlements > 1 && village->resident > 900 && buju_rng_chance(&rng, county->land->second);
  return !second || add_clinic(e, v, true, &rng);
}

/* Exactly so many weak clinics, each set of them equally likely (selection sampling): too small, short of equipment and
 * of stars. A weak clinic that is not too small fails for its equipment. */
static void weaken(equip *e) {
  buju_rng rng = buju_rng_at(e->county->spec->seed, BUJU_RNG_WEAK, 0);
  buju_ix left = e->clinics, wanted = e->county->spec->weak_clinics;
  if (wanted == 0) wanted = (buju_ix)((uint64_t)left * 46 / 100);
  buju_sample_facility *facility = e->county->facility.data;
  for (size_t i = 0; i < e->county->facility.n; i++) {
    if (facility[i].kind != BUJU_VILLAGE_CLINIC) continue;
    if (buju_rng_below(&rng, left--) >= wanted) continue;
    wanted--;
    facility[i].flag[BUJU_STANDARD_MET] = BUJU_NO;
    if (buju_rng_chance(&rng, 820)) facility[i].floor_m2 = (uint16_t)(5 * buju_rng_between(&rng, 8, 19));
    if (buju_rng_chance(&rng, 20)) facility[i].floor_m2 = 0;
    if (facility[i].stars > 0) facility[i].stars = (int8_t)buju_rng_between(&rng, 1, 3);
  }
}

/* What a clinic or station has of the six items and of Chinese medicine: less where it is weak. */
static void furnish(buju_sample_facility *f, buju_rng *rng) {
  uint32_t lack = f->flag[BUJU_WEAK] == BUJU_YES ? 420 : 130;
  for (int flag = BUJU_OBSERVATION_BED; flag <= BUJU_HEALTH_EDUCATION; flag++) f->flag[flag] = answer(rng, lack, 15);
  f->flag[BUJU_GOVERNMENT_RUN] = f->kind == BUJU_VILLAGE_CLINIC ? BUJU_NO : answer(rng, 350, 10);
  f->flag[BUJU_TCM_HALL] = BUJU_NO;
  f->flag[BUJU_TCM_SERVICE] = answer(rng, f->kind == BUJU_VILLAGE_CLINIC ? 320 : 90, 15);
}

/* Centres count their specialists; a hall of Chinese medicine without a physician of it is common. */
static void specialise(buju_sample_facility *f, buju_rng *rng) {
  f->flag[BUJU_TCM_HALL] = answer(rng, 220, 10);
  f->specialists[BUJU_SPECIALTY_GENERAL_PRACTICE] = (int16_t)buju_rng_between(rng, 0, 6);
  f->specialists[BUJU_SPECIALTY_PUBLIC_HEALTH] = (int16_t)(buju_rng_chance(rng, 300) ? 0 : buju_rng_between(rng, 1, 3));
  f->specialists[BUJU_SPECIALTY_TCM] = (int16_t)(buju_rng_chance(rng, 250) ? 0 : buju_rng_between(rng, 1, 4));
}

/* Drawn apart from what stands where, so that a further attribute moves nothing else. */
static void furnish_all(equip *e) {
  buju_sample_facility *facility = e->county->facility.data;
  for (size_t i = 0; i < e->county->facility.n; i++) {
    buju_sample_facility *f = &facility[i];
    buju_rng rng = buju_rng_at(e->county->spec->seed, BUJU_RNG_HAVES, i);
    bool clinic = f->kind == BUJU_VILLAGE_CLINIC;
    f->flag[BUJU_WEAK] = clinic && f->flag[BUJU_STANDARD_MET] == BUJU_NO ? BUJU_YES : BUJU_NO;
    if (clinic || f->kind == BUJU_CHS) furnish(f, &rng);
    if (f->kind == BUJU_THC || f->kind == BUJU_CHC) specialise(f, &rng);
  }
}

buju_status buju_county_equip(buju_ctx *ctx, buju_county *county) {
  BUJU_MSG(too_weak, "薄弱村卫生室 {0} 个多于全部村卫生室 {1} 个",
           "{0} weak clinic{0?|s} {0?is|are} more than the {1} there are");
  equip e = {.county = county};
  for (buju_ix v = 0; v < county->villages; v++) {
    const buju_sample_township *t = &county->township[county->village[v].township];
    if (v == t->first_village && county->county[t->county].first_township == county->village[v].township) e.serial = 0;
    if (!equip_village(&e, v)) return buju_fail_memory(ctx);
  }
  if (county->spec->weak_clinics > e.clinics)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(too_weak, buju_int(county->spec->weak_clinics), buju_int(e.clinics)));
  weaken(&e);
  furnish_all(&e);
  return BUJU_OK;
}
