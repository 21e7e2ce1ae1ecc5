/* The numbers buju computes with (docs/adr/0003): integers wherever sums or limits matter.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_UNITS_H
#define BUJU_CORE_UNITS_H

#include <stdbool.h>
#include <stdint.h>

/** Row numbers of every table; BUJU_NONE is "no row". */
typedef uint32_t buju_ix;
#define BUJU_NONE UINT32_MAX

/** People are int64 thousandths: areal weighting makes fractions, integer sums commute. */
typedef int64_t buju_people_n;
#define BUJU_PERSON ((buju_people_n)1000)
#define BUJU_PEOPLE_MISSING INT64_MIN

/** Whole people as they are shown and tested against thresholds: halves round up. */
static inline int64_t buju_whole_people(buju_people_n people) {
  int64_t whole = people / BUJU_PERSON, rest = people % BUJU_PERSON;
  return whole + (rest >= BUJU_PERSON / 2) - (rest <= -BUJU_PERSON / 2);
}

/** Times are whole milliseconds, rounded up once when made; BUJU_FAR is "not reached". */
#define BUJU_FAR UINT32_MAX

/** Money is int64 fen. */
#define BUJU_YUAN ((int64_t)100)
#define BUJU_MONEY_MISSING INT64_MIN

/** A yes/no column may be blank, and blank is not "no". */
typedef uint8_t buju_tri;
enum { BUJU_UNKNOWN = 0, BUJU_NO = 1, BUJU_YES = 2 };

/** A calendar day; year 0 is "no date". */
typedef struct buju_date {
  int16_t year;
  uint8_t month, day;
} buju_date;

static inline bool buju_date_before(buju_date a, buju_date b) {
  if (a.year != b.year) return a.year < b.year;
  return a.month != b.month ? a.month < b.month : a.day < b.day;
}

/** n lines of points: those of line i are first[i] … first[i + 1] − 1. */
typedef struct buju_paths {
  buju_ix n;
  uint64_t *first; /* [n + 1] */
  double *x_m, *y_m;
} buju_paths;

/** A compressed sparse row relation over n rows: row[n+1], col and val of row[n] entries. val may be NULL. */
typedef struct buju_csr {
  buju_ix n;
  uint64_t *row;
  buju_ix *col;
  uint32_t *val;
} buju_csr;

#endif
