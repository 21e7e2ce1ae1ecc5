/* Why a village or a site got what it got: everything a written plan says about it. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_EXPLAIN_H
#define BUJU_EXPLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "buju/ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum buju_fact_kind { BUJU_FACT_TEXT, BUJU_FACT_INTEGER, BUJU_FACT_REAL, BUJU_FACT_BOOLEAN } buju_fact_kind;

/** One cell that is not NULL. */
typedef struct buju_fact {
  const char *name;  /* the column: "verdict" */
  const char *label; /* its alias in the context's language */
  buju_fact_kind kind;
  const char *id;   /* as the file holds it: "joint_host" */
  const char *text; /* for people: "合建设点村", "1,264", "是" */
  int64_t integer;  /* of INTEGER and BOOLEAN */
  double real;      /* of REAL */
  int brief;        /* 1: part of the short answer; 0: the rest, and sentences in the other language */
} buju_fact;

/** One row: its cells in the order of the layer's columns. */
typedef struct buju_explained {
  size_t n;
  const buju_fact *fact; /* [n] */
} buju_explained;

/** Rows of one layer that bear on the question. */
typedef struct buju_section {
  const char *key;   /* "village", "served_by", "clinics", "actions", "joint_group", "gaps", "doctors", … */
  const char *label; /* in the context's language */
  size_t n;
  const buju_explained *row; /* [n] */
} buju_section;

typedef struct buju_explanation buju_explanation;

/** Opens a written plan read-only and collects what it says about a village or a site.
 *  @param code  a village code, a site id, a facility code, or a name that only one of them has.
 *  @param out   borrows nothing; the caller frees it with buju_explanation_free; set only on success.
 *  @return BUJU_E_OPEN when path is no plan or cannot be read; BUJU_E_DATA when there is no such code or the name is
 *          not unique, with the nearest ones in the error. O(rows of the plan). */
buju_status buju_explain(buju_ctx *ctx, const char *path, const char *code, buju_explanation **out);
void buju_explanation_free(buju_explanation *explanation);

/** The code the answer is about. Borrowed. */
const char *buju_explanation_code(const buju_explanation *explanation);
/** The sections that have rows, in reading order; NULL beyond the last. Borrowed. */
const buju_section *buju_explanation_section(const buju_explanation *explanation, size_t i);

#ifdef __cplusplus
}
#endif
#endif
