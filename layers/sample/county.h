/* A made-up county in memory: what is planned before a file is written. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_COUNTY_H
#define BUJU_LAYERS_SAMPLE_COUNTY_H

#include "buju/sample.h"
#include "core/arena.h"
#include "core/region.h"
#include "layers/sample/lattice.h"

enum { BUJU_SAMPLE_NAME = 64, BUJU_SAMPLE_YEAR = 2026 }; /* bytes of a name; the year of the scenario's as_of */

/** What makes a plain a plain. Shares are per mille. */
typedef struct buju_landscape {
  const char *id;
  double village_km2;
  double median_people, sigma;     /* of the log-normal distribution of residents of a village */
  double base_m, relief_m, wave_m; /* elevation: the lowest, how much higher, how far from ridge to ridge */
  uint32_t people_per_settlement;
  uint32_t streets;     /* of townships */
  uint32_t communities; /* of the areas in a street */
  uint32_t converted;   /* of the villages in a street */
  uint32_t demolition;  /* of all villages, and as much again in streets */
  uint32_t clinics;     /* of villages that have one */
  uint32_t second;      /* of these, that have a second */
} buju_landscape;

const buju_landscape *buju_landscape_of(buju_sample_kind kind);

/** Where provinces lie: the zone of a default CRS and a northing in it. */
typedef struct buju_province {
  uint8_t code;         /* first two digits of codes */
  uint8_t meridian_deg; /* central, 75 … 135, of a 3° zone */
  uint16_t northing_km;
} buju_province;

/** NULL for two digits that are no province. */
const buju_province *buju_province_of(const char *county_code);

typedef struct buju_sample_township {
  buju_ix county; /* row of county */
  buju_ix first_village, villages;
  buju_ix seat; /* village of the township health centre; of a street: the community of its centre */
  buju_area_kind kind;
  uint16_t number; /* digits 7–9 of the code */
  bool central;    /* its health centre is a 中心卫生院 */
  buju_xy middle;
  char name[BUJU_SAMPLE_NAME];
} buju_sample_township;

typedef enum buju_village_category {
  BUJU_CATEGORY_BLANK,
  BUJU_CATEGORY_GROW,     /* 集聚提升类 */
  BUJU_CATEGORY_SUBURB,   /* 城郊融合类 */
  BUJU_CATEGORY_HERITAGE, /* 特色保护类 */
  BUJU_CATEGORY_MOVE,     /* 搬迁撤并类 */
  BUJU_CATEGORY_OTHER     /* 其他类 */
} buju_village_category;

typedef struct buju_sample_village {
  buju_ix township;
  buju_ix first_settlement, settlements;
  buju_ix main_cell; /* of its main settlement, the first one */
  buju_xy at;        /* where that is */
  uint32_t resident, registered, households;
  buju_area_kind kind;
  uint16_t number; /* digits 10–12 of the code */
  uint16_t demolition_year;
  uint8_t category;
  bool seat, converted;
  char name[BUJU_SAMPLE_NAME];
} buju_sample_village;

typedef struct buju_sample_settlement {
  buju_ix village;
  uint32_t resident, registered;
  buju_xy at;
} buju_sample_settlement;

typedef struct buju_sample_facility {
  buju_ix village;
  buju_xy at;
  uint32_t serial; /* within its county, from 1 */
  buju_facility_kind kind;
  bool second; /* the village's second clinic */
  buju_tri flag[BUJU_FLAGS];
  uint16_t floor_m2; /* 0 blank */
  int8_t stars;      /* -1 blank */
  uint16_t staff[BUJU_GRADES];
  int16_t specialists[BUJU_SPECIALTIES]; /* -1 blank */
} buju_sample_facility;

typedef struct buju_sample_county {
  char code[7];
  buju_ix first_township, townships;
  buju_ix seat; /* village */
  buju_xy middle;
  char name[BUJU_SAMPLE_NAME];
} buju_sample_county;

/** A township asked for by name. */
typedef struct buju_sample_given {
  const char *name;
  buju_area_kind kind; /* as the name ends */
  bool central;        /* its health centre is a 中心卫生院 */
} buju_sample_given;

typedef struct buju_county {
  const buju_sample_spec *spec;
  const buju_landscape *land;
  const buju_province *province;
  buju_lattice lattice;
  buju_ix *row, *cell;  /* the cells of each village */
  buju_ix *township_of; /* of each village, for tracing townships */
  buju_arena *arena;
  buju_sample_given *given;
  buju_ix givens;
  buju_xy middle;
  double radius_m; /* of the circle of the same area */
  buju_ix counties, townships, villages;
  buju_sample_county *county;
  buju_sample_township *township;
  buju_sample_village *village;
  buju_vec settlement, facility; /* buju_sample_settlement, buju_sample_facility */
} buju_county;

/** Plans the whole county: land, people, settlements, facilities, names. Zero-initialise county; free it always.
 *  O(villages log villages). */
buju_status buju_county_plan(buju_ctx *ctx, const buju_sample_spec *spec, buju_county *county);
void buju_county_free(buju_county *county);

/* The steps of buju_county_plan, in order. */
buju_status buju_county_divide(buju_ctx *ctx, buju_county *county); /* counties, townships, villages as areas */
buju_status buju_county_settle(buju_ctx *ctx, buju_county *county); /* kinds, codes, people, settlements */
buju_status buju_county_name(buju_ctx *ctx, buju_county *county);   /* names */
buju_status buju_county_equip(buju_ctx *ctx, buju_county *county);  /* facilities */

/** Elevation above the sea in metres. O(1). */
double buju_county_elevation_m(const buju_county *county, buju_xy at);

/** Twelve digits and a terminator. */
void buju_county_village_code(const buju_county *county, buju_ix village, char code[13]);
void buju_county_township_code(const buju_county *county, buju_ix township, char code[13]);
/** The code of a facility: an organisation number, its county, its class. */
void buju_county_facility_code(const buju_county *county, const buju_sample_facility *facility, char code[24]);

#endif
