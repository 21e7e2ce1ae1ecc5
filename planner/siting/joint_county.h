/* Joint clinics of a county: from villages and a variant of the rule to the optimiser's arrays and back.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_JOINT_COUNTY_H
#define BUJU_PLANNER_JOINT_COUNTY_H

#include "planner/job.h"
#include "planner/siting/joint.h"

/** One reading of the rule: the one in force, or another for its sensitivity. */
typedef struct buju_joint_variant {
  int64_t below_people; /* fewer than this many people (strict); 0: no threshold on people */
  double below_area_m2; /* smaller than this (strict); 0: no threshold on area */
  uint32_t limit_ms;    /* inclusive */
  buju_mode mode;
  buju_provider provider; /* of those the job has */
  buju_population population;
  bool keep_standard; /* a compliant clinic stays and may only host */
  bool same_township;
  bool join_thc;            /* the seat of a health centre may host */
  buju_people_n cap_people; /* 0: none */
  int64_t work_limit;       /* counted steps for each component; 0: the optimiser's own */
} buju_joint_variant;

/** Why a village takes the part it takes. By village. */
typedef struct buju_joint_role {
  bool takes_part; /* entitled, or decided by hand */
  bool small;      /* under a threshold in force */
  bool kept;       /* a compliant clinic stands here and stays */
} buju_joint_role;

typedef struct buju_joint_county {
  buju_joint_role *role;       /* [villages] */
  uint8_t *flags;              /* [villages] BUJU_JOINT_… */
  buju_csr trips;              /* possible members → possible hosts */
  buju_joint_answer *answer;   /* nodes are villages */
  buju_ix small, with_partner; /* small villages free to join, and those of them with a neighbour in reach */
  buju_ix clinics;             /* clinics of the villages that take part */
} buju_joint_county;

/** Builds and solves. Everything lives in arena. Statuses as buju_joint_solve. */
buju_status buju_joint_county_solve(const buju_job *job, const buju_joint_variant *variant, buju_arena *arena,
                                    buju_joint_county *out);

#endif
