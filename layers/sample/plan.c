/* Planning a county step by step; its codes. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/say.h"
#include "core/utf8.h"
#include "layers/sample/county.h"

/* A county in no list: county part 99 of a province that depends on the landscape. */
static const char *default_code(buju_sample_kind kind) {
  switch (kind) {
  case BUJU_SAMPLE_PLAIN: return "379901";
  case BUJU_SAMPLE_MOUNTAIN: return "429901";
  case BUJU_SAMPLE_TOWN: return "619901";
  case BUJU_SAMPLE_PASTORAL: return "159901";
  }
  return "379901";
}

/* A name may hold what every Chinese encoding has: common characters (U+4E00–9FA5), letters, digits. */
static bool is_name(const char *text, size_t n) {
  if (n == 0 || n > 60) return false;
  for (size_t i = 0; i < n;) {
    size_t bytes = buju_utf8_char(text + i, n - i);
    unsigned char a = (unsigned char)text[i], b = bytes > 1 ? (unsigned char)text[i + 1] : 0,
                  c = bytes > 2 ? (unsigned char)text[i + 2] : 0;
    uint32_t point = bytes == 3 ? (a & 15u) << 12 | (b & 63u) << 6 | (c & 63u) : a;
    bool latin = bytes == 1 && ((a >= '0' && a <= '9') || (a >= 'A' && a <= 'Z') || (a >= 'a' && a <= 'z'));
    if (!latin && !(bytes == 3 && point >= 0x4E00 && point <= 0x9FA5)) return false;
    i += bytes;
  }
  return true;
}

static buju_status check(buju_ctx *ctx, const buju_sample_spec *spec, const char *code) {
  BUJU_MSG(bad_villages, "村数 {0} 不在 {1}—{2} 之间", "{0} village{0?|s}: give {1} to {2}");
  BUJU_MSG(bad_code, "县代码“{0}”有误：应为六位数字，前两位是省份",
           "county code \"{0}\": six digits are needed, the first two a province");
  BUJU_MSG(bad_county, "县名“{0}”有误：应为不超过 20 个汉字",
           "county \"{0}\": a name of at most 20 Chinese characters is needed");
  BUJU_MSG(bad_title, "标题应为不超过 100 个字的 UTF-8 文字", "the title must be UTF-8 text of at most 100 characters");
  if (spec->villages < BUJU_SAMPLE_VILLAGES_MIN || spec->villages > BUJU_SAMPLE_VILLAGES_MAX)
    return buju_fail(ctx, BUJU_E_USAGE,
                     BUJU_SAY(bad_villages, buju_int(spec->villages), buju_int(BUJU_SAMPLE_VILLAGES_MIN),
                              buju_int(BUJU_SAMPLE_VILLAGES_MAX)));
  if (strlen(code) != 6 || strspn(code, "0123456789") != 6 || buju_province_of(code) == NULL)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(bad_code, buju_text(code)));
  if (spec->county_name != NULL && !is_name(spec->county_name, strlen(spec->county_name)))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(bad_county, buju_text(spec->county_name)));
  const char *title = spec->title != NULL ? spec->title : "";
  if (strlen(title) > 300 || buju_utf8_bad(title, strlen(title)) != strlen(title))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(bad_title));
  return BUJU_OK;
}

static bool ends_in(const char *text, size_t n, const char *ending) {
  size_t m = strlen(ending);
  return n > m && memcmp(text + n - m, ending, m) == 0;
}

/* The bytes of the first separator at text (',', '，', '、'), or 0. */
static size_t separator(const char *text) {
  return *text == ',' ? 1 : strncmp(text, "，", 3) == 0 || strncmp(text, "、", 3) == 0 ? 3 : 0;
}

static buju_status take_township(buju_ctx *ctx, buju_county *county, const char *text, size_t n) {
  BUJU_MSG(bad_name, "乡镇名称“{0}”有误：应为不超过 20 个汉字，以“街道”“镇”“乡”或“苏木”结尾",
           "township \"{0}\": a name of at most 20 Chinese characters ending in 街道, 镇, 乡 or 苏木 is needed");
  char *name = buju_arena_text_n(county->arena, text, n);
  if (name == NULL) return buju_fail_memory(ctx);
  bool central = ends_in(text, n, "*");
  if (central) name[--n] = '\0';
  bool street = ends_in(text, n, "街道"), town = ends_in(text, n, "镇");
  if (!is_name(text, n) || !(street || town || ends_in(text, n, "乡") || ends_in(text, n, "苏木")))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(bad_name, buju_text(name)));
  buju_ix i = county->givens++;
  county->given[i].name = name;
  county->given[i].central = central;
  county->given[i].kind = street ? BUJU_AREA_STREET : town ? BUJU_AREA_TOWN : BUJU_AREA_TOWNSHIP;
  return BUJU_OK;
}

static buju_status take_townships(buju_ctx *ctx, buju_county *county, const char *list) {
  BUJU_MSG(too_many, "乡镇名单有 {0} 个，多于该县的 {1} 个乡镇", "{0} townships are named, more than the county's {1}");
  buju_ix most = county->county[0].townships;
  size_t n = 1;
  for (const char *c = list; *c != '\0'; c++) n += separator(c) > 0;
  if (n > most) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(too_many, buju_int((int64_t)n), buju_int(most)));
  county->given = BUJU_NEW(county->arena, buju_sample_given, n);
  if (county->given == NULL) return buju_fail_memory(ctx);
  for (const char *start = list, *c = list;; c++) {
    size_t gap = separator(c);
    if (gap == 0 && *c != '\0') continue;
    buju_status status = take_township(ctx, county, start, (size_t)(c - start));
    if (status != BUJU_OK || *c == '\0') return status;
    start = c + gap;
    c += gap - 1;
  }
}

/* Large requests fill several counties: their codes follow the first, 01–99 in a prefecture, then in the next one. */
static void set_codes(buju_county *county, const char *code) {
  enum { COUNTIES = 99, PREFECTURES = 100 };
  unsigned given = (unsigned)atoi(code + 2), prefecture = given / 100, first = given % 100 > 0 ? given % 100 - 1 : 0;
  snprintf(county->county[0].code, sizeof county->county[0].code, "%s", code);
  for (buju_ix c = 1; c < county->counties; c++) {
    unsigned n = first + c;
    snprintf(county->county[c].code, sizeof county->county[c].code, "%.2s%02u%02u", code,
             (prefecture + n / COUNTIES) % PREFECTURES, n % COUNTIES + 1);
  }
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
  if (spec->townships != NULL && (status = take_townships(ctx, county, spec->townships)) != BUJU_OK) return status;
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
  static const char *const classes[BUJU_FACILITY_KINDS] = {[BUJU_VILLAGE_CLINIC] = "D600",
                                                           [BUJU_THC] = "C220",
                                                           [BUJU_CHC] = "B100",
                                                           [BUJU_CHS] = "B200",
                                                           [BUJU_CHC_BRANCH] = "B100",
                                                           [BUJU_HOSPITAL] = "A100",
                                                           [BUJU_INSURANCE_STATION] = "Z100",
                                                           [BUJU_INSURANCE_POINT] = "Z200",
                                                           [BUJU_CHILDCARE] = "Z300",
                                                           [BUJU_EMERGENCY_STATION] = "F300",
                                                           [BUJU_OTHER_FACILITY] = "D400"};
  const buju_sample_township *t = &county->township[county->village[facility->village].township];
  snprintf(code, 24, "PDY%05u%.6s%s", facility->serial % 100000u, county->county[t->county].code,
           classes[facility->kind]);
}
