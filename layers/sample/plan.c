/* Planning a county step by step; its codes. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/say.h"
#include "layers/sample/county.h"

/* A county in no list: county part 99 of a province that depends on the landscape. */
static const char *default_code(buju_sample_kind kind) {
  switch (kind) {
  case BUJU_SAMPLE_PLAIN: return "379901";
  case BUJU_SAMPLE_MOUNTAIN: return "429901";
  case BUJU_SAMPLE_TOWN: return "619901";
  }
  return "379901";
}

static buju_status check(buju_ctx *ctx, const buju_sample_spec *spec, const char *code) {
  BUJU_MSG(bad_villages, "村数 {0} 不在 {1}—{2} 之间", "{0} villages: give {1} to {2}");
  BUJU_MSG(bad_code, "县代码“{0}”有误：应为六位数字，前两位是省份",
           "county code \"{0}\": six digits are needed, the first two a province");
  if (spec->villages < BUJU_SAMPLE_VILLAGES_MIN || spec->villages > BUJU_SAMPLE_VILLAGES_MAX)
    return buju_fail(ctx, BUJU_E_USAGE,
                     BUJU_SAY(bad_villages, buju_int(spec->villages), buju_int(BUJU_SAMPLE_VILLAGES_MIN),
                              buju_int(BUJU_SAMPLE_VILLAGES_MAX)));
  if (strlen(code) != 6 || strspn(code, "0123456789") != 6 || buju_province_of(code) == NULL)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(bad_code, buju_text(code)));
  return BUJU_OK;
}

/* Large requests fill several counties: their codes follow the first within the prefecture. */
static void set_codes(buju_county *county, const char *code) {
  unsigned first = (unsigned)atoi(code + 4);
  for (buju_ix c = 0; c < county->counties; c++)
    snprintf(county->county[c].code, sizeof county->county[c].code, "%.4s%02u", code, (first + c) % 100);
  if (county->spec->county_name != NULL)
    snprintf(county->county[0].name, BUJU_SAMPLE_NAME, "%s", county->spec->county_name);
}

buju_status buju_county_plan(buju_ctx *ctx, const buju_sample_spec *spec, buju_county *county) {
  const char *code = spec->county_code != NULL ? spec->county_code : default_code(spec->kind);
  buju_status status = check(ctx, spec, code);
  if (status != BUJU_OK) return status;
  county->spec = spec;
  county->land = buju_landscape_of(spec->kind);
  county->province = buju_province_of(code);
  county->middle = (buju_xy){500000.0, county->province->northing_km * 1000.0};
  county->radius_m = sqrt(county->land->village_km2 * 1e6 * spec->villages / 3.141592653589793);
  county->arena = buju_arena_new();
  if (county->arena == NULL) return buju_fail_memory(ctx);
  if ((status = buju_county_divide(ctx, county)) != BUJU_OK) return status;
  set_codes(county, code);
  if ((status = buju_county_settle(ctx, county)) != BUJU_OK) return status;
  if ((status = buju_county_name(ctx, county)) != BUJU_OK) return status;
  return buju_county_equip(ctx, county);
}

void buju_county_free(buju_county *county) {
  free(county->lattice.owner);
  free(county->row);
  free(county->cell);
  buju_vec_free(&county->settlement);
  buju_vec_free(&county->facility);
  buju_arena_free(county->arena);
  *county = (buju_county){0};
}

void buju_county_township_code(const buju_county *county, buju_ix township, char code[13]) {
  const buju_sample_township *t = &county->township[township];
  snprintf(code, 13, "%.6s%03u000", county->county[t->county].code, t->number % 1000u);
}

void buju_county_village_code(const buju_county *county, buju_ix village, char code[13]) {
  const buju_sample_village *v = &county->village[village];
  const buju_sample_township *t = &county->township[v->township];
  snprintf(code, 13, "%.6s%03u%03u", county->county[t->county].code, t->number % 1000u, v->number % 1000u);
}

/* After the classes of health institutions in WS 218-2002. */
void buju_county_facility_code(const buju_county *county, const buju_sample_facility *facility, char code[24]) {
  static const char *const classes[BUJU_FACILITY_KINDS] = {"D600", "C220", "B100", "B200", "A100", "D400"};
  const buju_sample_township *t = &county->township[county->village[facility->village].township];
  snprintf(code, 24, "PDY%05u%.6s%s", facility->serial % 100000u, county->county[t->county].code,
           classes[facility->kind]);
}
