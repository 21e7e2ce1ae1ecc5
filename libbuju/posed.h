/* An instance that was read, as a problem for planner/siting. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_POSED_H
#define BUJU_LIBBUJU_POSED_H

#include "buju/solve.h"
#include "layers/instances.h"
#include "planner/siting/capacity.h"
#include "planner/siting/siting.h"

struct buju_solution {
  buju_arena *arena;
  buju_instance *instance;
  buju_siting_problem problem;
  buju_costs_plane plane; /* of points */
  buju_instance_rounding rounding;
  double scale;
  buju_capacity_rule assign;
  buju_instance_tiers tiers;        /* n 0: none */
  uint8_t *backup;                  /* [demands] as asked for beside the file; NULL: it was not */
  const buju_siting_answer *answer; /* NULL: of a certificate, or with capacities */
  buju_solution_view view;
};

/** A solution without an answer, or NULL when memory is out. */
buju_solution *buju_posed_new(void);

/** Fills problem and plane from instance, rounding and scale; model, p, limit, budget and unserved are set already. */
void buju_posed_fill(buju_solution *solution);

/** Everything of the view but state, value, bound and what follows from them. */
void buju_posed_describe(buju_solution *solution);

/** Whether it is about capacities or least sizes. */
bool buju_posed_fills(const buju_solution *solution);

/** Solves the problem, whose costs are there, by capacities, and fills the view. */
buju_status buju_posed_fill_up(buju_ctx *ctx, buju_solution *solution);

/** Tiers go without much of what else may be asked. @return BUJU_E_USAGE */
buju_status buju_posed_check_tiers(buju_ctx *ctx, const buju_solve_spec *spec);

/** Solves the problem, whose costs are there, with its tiers, and fills the view. */
buju_status buju_posed_solve_tiers(buju_ctx *ctx, const char *path, buju_solution *solution);

/** A limit in the units of the file as one of costs: scale is set already. */
buju_status buju_posed_limit(buju_ctx *ctx, const buju_solution *solution, double limit, uint32_t *out);

/** BUJU_E_DATA with the file, the row and the field when weights are too large for `asked`, a problem on the instance
 *  with its costs, of which everybody asks so many times. */
buju_status buju_posed_check_weights(buju_ctx *ctx, buju_solution *solution, const char *path,
                                     const buju_siting_problem *asked, int64_t times);

/** State, value, bound, gap, and the weight of whoever can be reached. */
void buju_posed_value(buju_solution *solution, buju_siting_proof_state state, int64_t upper, int64_t lower,
                      buju_ix unreachable, const buju_ix *unreachable_demand);

/** The names of candidates or demand points, as the file calls them: of ix[n], or of all n where ix is NULL. */
buju_status buju_posed_names(buju_ctx *ctx, buju_solution *solution, bool candidates, size_t n, const buju_ix *ix,
                             const char *const **out);

/** Fills what the view says of sites that good plans need and of locks. The problem has its costs still, the answer is
 *  there and not NOTHING. As many problems are solved as there are free sites open, and locks.
 *  @param slack  how much worse than the best is good: a share, 0 … 1. */
buju_status buju_posed_advise(buju_ctx *ctx, buju_solution *solution, double slack);

#endif
