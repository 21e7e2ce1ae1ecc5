/* What changed between two written plans. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_COMPARE_H
#define BUJU_COMPARE_H

#include <stddef.h>

#include "buju/ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One cell that is not the same; texts are for people, in the context's language. */
typedef struct buju_difference {
  const char *name, *label;    /* the column: "verdict", "配置结论" */
  const char *from, *to;       /* NULL: missing there */
  const char *from_id, *to_id; /* as the files hold them: "own_clinic" */
} buju_difference;

/** A village or a site that is not the same in both plans. */
typedef struct buju_changed {
  const char *key, *name, *township; /* the code or the site's id; name and township may be NULL */
  const char *change, *change_label; /* "added", "removed", "changed" */
  size_t n;
  const buju_difference *difference; /* [n] added and removed: the cells of the plan that has it */
} buju_changed;

/** A total or a setting of both plans. */
typedef struct buju_paired {
  const char *group, *group_label; /* "verdicts", "各村配置结论（村）" */
  const char *key, *label;
  const char *from, *to;         /* as text; NULL: missing there */
  double from_number, to_number; /* NaN: no number */
  int differs;
} buju_paired;

typedef struct buju_comparison buju_comparison;

/** Opens two written plans read-only and compares them: what was asked, the totals, village by village and site by
 *  site.
 *  @param from, to  files that buju plan wrote; `to` is told as what changed from `from`.
 *  @param out       borrows nothing; freed with buju_comparison_free; set only on success.
 *  @return BUJU_E_OPEN when one is no plan or cannot be read. O(rows log rows). */
buju_status buju_compare(buju_ctx *ctx, const char *from, const char *to, buju_comparison **out);
void buju_comparison_free(buju_comparison *comparison);

/** Settings that differ, in the order of the plans; NULL beyond the last, as with the lists below, all of them borrowed
 *  from the comparison. */
const buju_paired *buju_comparison_setting(const buju_comparison *comparison, size_t i);
/** Every total that one of the plans has. */
const buju_paired *buju_comparison_total(const buju_comparison *comparison, size_t i);
/** The villages and sites that changed, by code. */
const buju_changed *buju_comparison_village(const buju_comparison *comparison, size_t i);
const buju_changed *buju_comparison_site(const buju_comparison *comparison, size_t i);

/** Writes the differences as a GeoPackage with the places they are at: beside the target, verified, renamed over it.
 *  @return BUJU_E_IO, also when the target is there and another kind of file; BUJU_E_BUSY when another program has it
 *          open. */
buju_status buju_comparison_write(buju_ctx *ctx, const buju_comparison *comparison, const char *path);

#ifdef __cplusplus
}
#endif
#endif
