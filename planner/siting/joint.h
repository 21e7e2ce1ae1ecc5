/* Joint clinics, solved exactly: which villages share one clinic, and where it stands (RULES, open decision 2).
 * A pure optimiser on plain arrays: it knows no region, no rule and no file. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_JOINT_H
#define BUJU_PLANNER_JOINT_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"
#include "core/vocab.h"

/** What may become of a node. A node with neither MAY_HOST nor a clinic it can join is stuck: named, never infeasible.
 */
enum {
  BUJU_JOINT_MAY_HOST = 1, /* it may have a clinic of its own and take members */
  BUJU_JOINT_MAY_JOIN = 2, /* it may be a member of another's clinic (under the threshold, no clinic to keep) */
  BUJU_JOINT_MUST_OPEN =
      4, /* its clinic stands whatever happens; outranks MAY_JOIN. Without MAY_HOST it takes nobody */
  BUJU_JOINT_HAS_CLINIC = 8 /* a standard clinic is there already: opening here is not a new clinic */
};

/** How a component is solved. AUTO is OWN: an exact search in whole numbers. MIP asks Cbc first, stage by stage, and
 * lets the search finish: slower, for checking one against the other. */
typedef enum buju_joint_method { BUJU_JOINT_AUTO, BUJU_JOINT_OWN, BUJU_JOINT_MIP } buju_joint_method;

/** What is made least, in this order. A later one counts only among plans equal in all earlier ones. */
typedef enum buju_joint_stage {
  BUJU_JOINT_STUCK,   /* nodes nobody serves */
  BUJU_JOINT_CLINICS, /* clinics that stand */
  BUJU_JOINT_NEW,     /* of them, those without HAS_CLINIC: so a standard clinic is preferred as host */
  BUJU_JOINT_TIME,    /* sum over members of people × ms, in thousandths of a person × ms */
  BUJU_JOINT_VALUES,  /* so many stages have a number; what follows has none: */
  BUJU_JOINT_ORDER = BUJU_JOINT_VALUES, /* host_of, compared node by node, lower host first: makes the plan unique */
  BUJU_JOINT_STAGES
} buju_joint_stage;

/** The problem. Everything is borrowed for the call. Nodes 0..n-1 are in ascending order of code: ties go to the lower.
 *
 *  A plan gives every node a host: itself (it is a host) or another (it is a member). Member m of h needs MAY_JOIN, no
 *  MUST_OPEN, MAY_HOST at h, and m → h among the trips. Every group hangs together by `adjacent` inside itself. A group
 *  of two or more has at most cap_people people; whoever exceeds it alone stays alone.
 *
 *  A forced member joins its host whatever its flags and even if the group would not hang together: people decided so.
 *  The trip must be given all the same. If host and forced members exceed the cap, nobody else joins.
 *  A forbidden pair is a trip that is not given. */
typedef struct buju_joint_problem {
  buju_ix n;
  const buju_people_n *people; /* 0 or more; never missing */
  const uint8_t *flags;        /* BUJU_JOINT_…; a node with none is stuck, and in nobody's way */
  const buju_csr *trips;      /* row m: its possible hosts, in any order, once each; val: ms, BUJU_FAR is none; not m */
  const buju_csr *adjacent;   /* symmetric, in any order, once each, not itself; val is not read */
  const buju_ix *forced_host; /* NULL: nothing forced; else per node its host, itself (as MUST_OPEN) or BUJU_NONE */
  const char *const *name;    /* NULL, or how a message calls a node */
  buju_people_n cap_people;   /* the most people a shared clinic serves, inclusive; 0: no cap */
  int64_t work_limit;         /* counted steps for each component (10^7 to 10^8 a second); 0: no limit */
  buju_joint_method method;
} buju_joint_problem;

/** The certificate of one component: nodes linked by trips that could be made in some plan. */
typedef struct buju_joint_component {
  buju_ix first, n;                 /* its lowest node; how many nodes: 2 or more */
  int64_t upper[BUJU_JOINT_VALUES]; /* what the plan has, by stage */
  int64_t lower[BUJU_JOINT_VALUES]; /* true bounds: no plan equal in the earlier stages has less; lower ≤ upper */
  buju_joint_stage proved;          /* the first stage not proved; BUJU_JOINT_STAGES: this is the unique optimum */
  buju_proof_method method;         /* BUJU_BY_SEARCH or BUJU_BY_MIP_SEARCH */
  int64_t work;                     /* counted steps, reproducible */
} buju_joint_component;

/** A plan and its certificate; lives in the arena given. */
typedef struct buju_joint_answer {
  buju_ix *host_of;      /* [n] the host; itself for a host; BUJU_NONE for a stuck node */
  uint8_t *chain;        /* [n] 1: a member that does not touch its host */
  buju_ix *component_of; /* [n] BUJU_NONE for a node that has no possible partner */
  buju_ix components;    /* by their first node */
  buju_joint_component *component;
  int64_t value[BUJU_JOINT_VALUES]; /* of the whole plan */
  int64_t lower[BUJU_JOINT_VALUES]; /* sums of the components' bounds */
  buju_joint_stage proved;          /* the least of the components' */
} buju_joint_answer;

/** Finds the best plan. The answer is the one optimum, the same whatever the order of rows, the machine or the
 * libraries, as long as `proved` says so; when a work limit is met it is a good plan with true bounds, and still
 * reproducible. Splitting is O(n + trips + adjacencies) up to sorting; each component is exponential at worst, bounded
 * by work_limit.
 *  @return BUJU_E_CONTRADICTION when forced hosts contradict each other or the flags (which nodes, by name),
 *          BUJU_E_INTERNAL for arrays that are not what is said above, BUJU_E_LIMIT when people × ms would not fit in
 *          64 bits, BUJU_E_MEMORY. *out is set only on success. */
buju_status buju_joint_solve(buju_ctx *ctx, const buju_joint_problem *problem, buju_arena *arena,
                             buju_joint_answer **out);

#endif
