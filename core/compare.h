/* Two plans side by side, as the reader fills and the writer stores them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_COMPARE_H
#define BUJU_CORE_COMPARE_H

#include "buju/compare.h"
#include "core/arena.h"
#include "core/region.h"
#include "core/vocab.h"

enum { BUJU_COMPARED_MOST = 24 };

/** A thing that changed, with its place. */
typedef struct buju_changed_row {
  buju_changed shown;      /* first: what buju/compare.h gives out */
  uint8_t change;          /* buju_change */
  const char **from, **to; /* [columns of its kind] as the files hold them, NULL missing; the arrays NULL: not there */
  buju_shape shape;        /* from the later plan, else the earlier one */
} buju_changed_row;

/** Things of one kind. */
typedef struct buju_changed_rows {
  size_t n;
  buju_changed_row *row; /* by key */
} buju_changed_rows;

typedef struct buju_paired_rows {
  size_t n;
  buju_paired *row;
} buju_paired_rows;

struct buju_comparison {
  buju_arena *arena;
  const char *from, *to; /* the files */
  buju_paired_rows settings, totals;
  buju_changed_rows villages, sites;
  bool polygons;       /* villages are polygons */
  const char *crs_wkt; /* of the later plan */
  buju_date as_of;     /* of the later plan */
};

/** The columns of villages and of sites that are compared, NULL-terminated: the order of from and to. */
extern const char *const buju_compared_villages[];
extern const char *const buju_compared_sites[];

#endif
