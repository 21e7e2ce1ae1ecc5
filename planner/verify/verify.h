/* Checks what a solver says about a siting problem: the plan, its value, and every step of the proof of its bound, by
 * the rules of docs/adr/0014. It shares no code with the solvers: of planner/siting it knows what a problem and a proof
 * are, and nothing else; it reckons its own costs and in whole numbers only. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_VERIFY_H
#define BUJU_PLANNER_VERIFY_H

#include "planner/siting/siting.h"

/** The instance: exactly one of table and plane. Borrowed. */
typedef struct buju_verify_costs {
  const buju_csr *table; /* by demand point: candidates in any order, each once, with their costs */
  buju_ix candidates;    /* of the table */
  const buju_costs_plane *plane;
} buju_verify_costs;

/** What is said. Lines are those of the certificate, for messages. */
typedef struct buju_claim {
  int64_t upper, lower; /* objective of the plan, and the bound, as siting.h defines them */
  buju_ix sites;
  const buju_ix *site;            /* open candidates, ascending */
  const buju_siting_proof *proof; /* NULL: only bounds that need no proof (0 or less) can be checked */
  int64_t upper_line, lower_line, sites_line;
  const int64_t *step_line; /* [proof->steps] */
} buju_claim;

/** What was found to be true. */
typedef struct buju_verified {
  buju_ix unreachable;   /* demand points that no candidate may serve within the limit */
  int64_t weight_served; /* within the limit, the unreachable left out */
  int64_t weight_asked;  /* the sum over whoever can be reached */
  size_t leaves;         /* parts that the plans were divided into */
} buju_verified;

/** Checks the claim. problem->costs is not looked at, nor start, gap, work_limit and prove; MEDIAN needs `unserved`
 *  given. O(steps × (pairs + candidates)) at most.
 *  @return BUJU_E_CONTRADICTION with the line of the first thing that does not hold; BUJU_E_DATA for a problem that is
 *          none; BUJU_E_MEMORY. *out is set only on success. */
buju_status buju_verify(buju_ctx *ctx, const buju_siting_problem *problem, const buju_verify_costs *costs,
                        const buju_claim *claim, buju_verified *out);

#endif
