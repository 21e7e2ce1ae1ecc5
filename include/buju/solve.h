/* Siting problems by themselves, from the files of the literature or a table of costs: solve, certify, verify.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_SOLVE_H
#define BUJU_SOLVE_H

#include <stddef.h>
#include <stdint.h>

#include "buju/ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What to ask; all zero asks what the file asks. Costs and distances are read as numbers × scale, rounded. */
typedef struct buju_solve_spec {
  const char *format;     /* "pmed", "tsplib", "bds", "rail", "scp", "csv"; NULL: by content */
  const char *candidates; /* path of a table of candidates for a csv: candidate and any of state, open_cost, close_cost,
                             capacity, least; or NULL */
  const char *tiers; /* path of a table of tiers of care, the lowest first: tier and any of limit, p, visits; the table
                        of candidates then has a row for each tier of one (tier, state, open_cost, close_cost). Goes
                        without p, limit, backup, assign, certify and advise; NULL: none */
  const char *model; /* "cover", "max-cover", "median", "centre"; NULL: the one of the format */
  double scale;      /* 0: 1; for points 100 (centre), as many decimals as fit, at most six (covers) */
  const char *rounding; /* "down", "nearest", "up"; NULL: points down (median), nearest (centre), up (covers); csv up */
  int has_p, has_limit, has_budget;
  int64_t p;    /* at most so many sites are opened */
  double limit; /* in the units of the file, inclusive */
  int64_t budget;
  int has_unserved; /* median only */
  double unserved;  /* what not being served costs, in the units of the file; else 2 × the longest cost + 1 */
  double gap;       /* stop once (value - bound) / value is no more, 0 … 1; 0: until proved */
  int64_t work;     /* stop after about so many counted steps; 0: no limit */
  int certify;      /* 1: keep what buju_solution_certify needs */
  int backup; /* cover: by how many sites everybody is reached, 1 … 255; 0: as the csv's column backup says, or 1 */
  const char *assign; /* with capacities: "nearest", "sent", "shared" (docs/optimise.md); NULL: sent */
  int advise; /* 1: say which sites good plans need, and what locks cost; each answer is solved anew, gap and work hold
                 for each */
  double slack; /* how good a good plan is: so much worse than the best, as a share, 0 … 1, to the millionth */
} buju_solve_spec;

typedef struct buju_solution buju_solution;

typedef enum buju_solution_state {
  BUJU_SOLUTION_PROVED, /* no plan is better */
  BUJU_SOLUTION_WITHIN, /* no plan is below bound; the gap or the work asked for was met first */
  BUJU_SOLUTION_NOTHING /* no plan keeps to p, the budget and what is required */
} buju_solution_state;

/** Whether good plans can do without a site. */
typedef enum buju_solution_need {
  BUJU_SOLUTION_NEED_UNKNOWN, /* the bounds do not tell */
  BUJU_SOLUTION_SPARED,       /* a good plan without it is known */
  BUJU_SOLUTION_NEEDED        /* proved: every good plan has it */
} buju_solution_need;

/** What a change costs lies between these, in the objective's units; 0 or more. Both INT64_MAX: there is no plan. */
typedef struct buju_solution_price {
  const char *site; /* NULL: all locks at once */
  buju_solution_need need;
  int64_t least, most;
} buju_solution_price;

/** One of the tiers of care. */
typedef struct buju_solution_tier {
  const char *name;
  int has_p, has_limit;
  int64_t p;
  double limit;                  /* in the units of the file */
  int64_t visits;                /* how often somebody asks for it: weights of this tier count so many times */
  size_t sites;                  /* of this very tier */
  int64_t weight, weight_served; /* of whoever can be reached at this tier; of them, served by it or a higher one */
  size_t unreachable;
  const char *const *unreachable_demand; /* [unreachable] names */
} buju_solution_tier;

/** A solution, or a certificate that was verified. Borrowed from it. */
typedef struct buju_solution_view {
  buju_solution_state state;
  const char *format, *model, *rounding;
  size_t demands, candidates;
  int has_p, has_limit, has_budget;
  int64_t p, budget;
  double limit; /* in the units of the file */
  double scale;
  int64_t value, bound; /* of the objective: cover: costs; max-cover: weight left out; median: weight × cost × scale;
                           centre: longest cost × scale. The unreachable are left out of both */
  double gap;           /* (value - bound) / value; 0 when value is */
  int64_t weight, weight_served; /* of whoever can be reached; of them, within the limit */
  int64_t unserved;              /* median: what a unit of weight that nobody serves counts as, × scale; else −1 */
  size_t lefts;                  /* median without capacities or tiers: reachable demand points that nobody serves, */
  const char *const *left;       /* [lefts] their names, */
  const int64_t *left_weight;    /* [lefts] and the weight of each, above 0 */
  size_t rounded; /* of a csv: costs whose decimals are lost by the scale; finer_scale keeps most of them */
  double finer_scale;
  int64_t shortfall; /* of NOTHING: sites, money or room for weight that are missing; 0: not known */
  int short_of_room; /* of NOTHING: capacities do not add up, and shortfall is what they miss */
  size_t sites;
  const char *const *site;               /* [sites] names, or numbers as in the file; in the file's order */
  size_t unreachable;                    /* demand points that no candidate may serve within the limit */
  const char *const *unreachable_demand; /* [unreachable] */
  const char *method; /* how the bound was proved, an id of docs/schema/solve.json; "" for a certificate */
  int64_t work;       /* counted steps; of a certificate: steps of the proof */
  size_t parts;       /* of a certificate: leaves of the proof's tree */
  int backup;         /* as asked; 0: not asked */
  /* with capacities: */
  const char *assign;                  /* NULL: there are none */
  const int64_t *load;                 /* [sites] weight each takes */
  size_t flows;                        /* who goes where: weight amount[k] of demand point from[k] to site to[k] */
  const char *const *from, *const *to; /* [flows] */
  const int64_t *amount;               /* [flows] */
  size_t groups;                       /* of the csv's column group: 1, named "", without it */
  const char *const *group;            /* [groups] names */
  const int64_t *without; /* [groups] weight that stays without a site; of NOTHING, even if every candidate stood */
  int64_t broken;         /* above 0: no plan was found nor refuted that keeps to capacities; this one misses them so */
  size_t tiers;           /* 0: none was asked. Weights above are summed over them; limit and p are each tier's */
  const buju_solution_tier *tier; /* [tiers] the lowest first */
  const size_t *site_tier;        /* [sites] the highest tier each has, an index of tier; NULL without tiers */
  int advised;                    /* 1: the rest is said */
  double slack;                   /* as asked: the best is of what is covered (max-cover), else of value */
  size_t needs; /* sites that are chosen freely: how much worse the best plan without each is, and its need */
  const buju_solution_price *need; /* [needs] */
  size_t locks; /* required candidates, then, when there are two or more, all of them: what the lock costs */
  const buju_solution_price *lock; /* [locks] */
} buju_solution_view;

/** Reads the instance and solves it.
 *  @param out  the caller frees it with buju_solution_free; set only on success, of which NOTHING is one.
 *  @return BUJU_E_USAGE for a spec that cannot be met; BUJU_E_OPEN when a file cannot be read; BUJU_E_DATA with file
 *          and line; BUJU_E_LIMIT when the problem or its sums exceed what can be held. The time is that of the
 *          search, which spec->work bounds in steps; the memory O(demands + candidates + costs within the limit). */
buju_status buju_solve(buju_ctx *ctx, const char *path, const buju_solve_spec *spec, buju_solution **out);

/** Writes what proves the bound, beside path and renamed over it (docs/adr/0014 has the form).
 *  @return BUJU_E_CONTRADICTION when there is nothing to write, and why: the proof is too large, there are capacities,
 *          or backup was asked for beside the file; BUJU_E_IO. */
buju_status buju_solution_certify(buju_ctx *ctx, const buju_solution *solution, const char *path);

/** Checks a certificate against its instance, with none of the solvers' code.
 *  @param candidates  the table of candidates it was made with, or NULL.
 *  @param out  what is proved; freed with buju_solution_free; set only on success.
 *  @return BUJU_E_CONTRADICTION with the certificate's line that does not hold, or when it is of another instance, or
 *          of one with capacities, which no certificate is about; BUJU_E_OPEN, BUJU_E_DATA when a file cannot be read
 *          or understood. O(steps × costs), and much less where few costs are within the limit. */
buju_status buju_certificate_verify(buju_ctx *ctx, const char *certificate, const char *instance,
                                    const char *candidates, buju_solution **out);

/** What was found, or what a certificate proves. Valid until the solution is freed. O(1). */
const buju_solution_view *buju_solution_see(const buju_solution *solution);
void buju_solution_free(buju_solution *solution);

/** The ids of the formats, and what each is in the context's language; NULL beyond the last. Static.
 *  @param about  set with the id; may be NULL. */
const char *buju_solve_format(const buju_ctx *ctx, size_t i, const char **about);

#ifdef __cplusplus
}
#endif
#endif
