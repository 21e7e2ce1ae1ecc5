/* The records region_text.c reads and region_build.c lays out. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_REGION_ROWS_H
#define BUJU_TESTS_REGION_ROWS_H

#include "core/region.h"

enum { WORDS = 32 };

typedef struct place {
  const char *code, *name;
  buju_area_kind kind;
} place;

typedef struct village {
  const char *code, *name, *township, *category;
  buju_people_n people[BUJU_POPULATIONS];
  int32_t households;
  double area_m2, x_m, y_m;
  buju_tri seat, converted;
  int16_t demolition;
  buju_area_kind kind;
} village;

typedef struct settlement {
  const char *village, *name;
  buju_people_n people[BUJU_POPULATIONS];
  double x_m, y_m;
  int16_t from_year, to_year;
  bool estate;
} settlement;

typedef struct facility {
  const char *code, *name, *village, *township, *level;
  double floor_m2, x_m, y_m;
  buju_tri flag[BUJU_FLAGS];
  int32_t specialists[BUJU_SPECIALTIES];
  uint8_t kind;
  int8_t stars, capability;
} facility;

typedef struct person {
  const char *facility, *name;
  int16_t birth_year;
  uint8_t grade, specialty;
} person;

typedef struct premises {
  const char *name, *village;
  double floor_m2;
  buju_tri idle, public_owned;
  uint8_t kind;
} premises;

typedef struct contact {
  const char *a, *b;
  uint32_t metres;
} contact;

typedef struct visited {
  const char *village, *base; /* base NULL: blank */
  int16_t interval_days;
  uint8_t weekday;
} visited;

typedef struct loader {
  buju_ctx *ctx;
  buju_region *region;
  buju_vec county, township, village, settlement, facility, person, contact, premises, visited;
  const char *word[WORDS]; /* of the line in hand */
  int words, line;
} loader;

/** Sorts the records by code, links them and fills l->region. */
buju_status buju_region_build(loader *l);

#endif
