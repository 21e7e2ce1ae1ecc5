/* A plan under construction: what rules read and write while the stages run. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_JOB_H
#define BUJU_PLANNER_JOB_H

#include "planner/rule_shape.h"
#include "planner/travel/travel.h"

/** What a facility's standing before the plan is, decided in SCREEN. */
typedef struct buju_standing {
  bool counted;   /* counts as existing: a village clinic no rule discounts */
  bool compliant; /* meets every standard that decides compliance; blanks are not failures */
  buju_ix use;    /* the rule that discounted it, or BUJU_NONE */
} buju_standing;

/** How far is too far for a service shared between villages; set by the rule that shares. */
typedef struct buju_reach {
  buju_ix use; /* BUJU_NONE: no limit in force */
  uint32_t limit_ms;
  buju_mode mode;
  buju_provider provider;
} buju_reach;

/** The region's places, joined to what one provider travels on. */
typedef struct buju_joined {
  buju_places villages, demand; /* by village row; by demand row */
} buju_joined;

/** Who serves a village without a clinic of its own: planner/mobile.h. */
struct buju_mobile;

/** A point of the line of a round. */
typedef struct buju_round_point {
  double x_m, y_m;
} buju_round_point;

struct buju_job {
  buju_ctx *ctx;
  const buju_scenario *scenario;
  const buju_region *region;
  const buju_selection *selection;
  const buju_travels *travels;
  buju_joined joined[BUJU_PROVIDERS]; /* of the providers there are */
  buju_plan *plan;     /* its scalar fields and certificates; the tables below are frozen into it at the end */
  buju_arena *arena;   /* the plan's */
  buju_arena *scratch; /* of the rule that runs; gone when it returns */

  buju_need *need;           /* one a village, in its order; needs of other areas behind them */
  bool *entitled;            /* by need: a rule gives it a service of its own */
  buju_standing *standing;   /* by facility */
  buju_csr village_facility; /* village → its facilities, ascending */
  buju_ix *thc_of_area;      /* by area row: the township's health centre, a facility row or BUJU_NONE */
  buju_ix *site_of_facility; /* site row */
  buju_ix *site_of_village;  /* the planned site that stands for the village's own need, or BUJU_NONE */
  const buju_decision **own, **join, **alone, **no_site; /* by village: the human decision, or NULL */
  buju_ix *first_decision;    /* by village: its first row of scenario->decision, sorted by code, or BUJU_NONE */
  const buju_decision **keep; /* by facility */
  buju_reach reach;
  size_t sites_served;        /* how many sites there were when people were last served */
  struct buju_mobile *mobile; /* by village */

  buju_vec sites, actions, served, groups, members, gaps, doctors, staffings, costs, traces, certificates,
      sensitivities, entitlements, reacheds, candidates, frontiers, picks, contenders, compliances, targets, phasings,
      reached_bys, phaseds, remembereds, priceds, rounds, round_stops, round_days, round_points, service_ways,
      referrals, staff_ratios,
      pairs; /* of buju_phased (planner/phasing.h), buju_remembered (phasing_parts.h), buju_priced (planner/costs.h) */
  buju_findings findings; /* of the plan */
};

static inline buju_site *buju_job_site(const buju_job *job, buju_ix site) {
  return (buju_site *)job->sites.data + site;
}
static inline buju_joint_group *buju_job_group(const buju_job *job, buju_ix group) {
  return (buju_joint_group *)job->groups.data + group;
}
static inline const buju_use *buju_job_use(const buju_job *job, buju_ix use) { return &job->scenario->use[use]; }

/** The provider that stands for `asked`: itself, or the scenario's choice for BUJU_BY_AUTO. */
static inline buju_provider buju_job_provider(const buju_job *job, buju_provider asked) {
  return asked == BUJU_BY_AUTO ? job->travels->chosen : asked;
}

/** The same for a rule that cannot do without it. BUJU_E_DATA, naming the rule, when its inputs hold nothing. */
buju_status buju_job_provider_of(const buju_job *job, buju_ix use, buju_provider asked, buju_provider *out);

/** Adds a row and gives its number; rows start zeroed except for indices, which start as BUJU_NONE. */
buju_status buju_job_add_site(buju_job *job, buju_site site, buju_ix *row);
buju_status buju_job_add_action(buju_job *job, buju_site_action action, buju_ix *row);
buju_status buju_job_add_gap(buju_job *job, buju_gap gap, buju_ix *row);
/** A gap row with nothing said yet: every index BUJU_NONE, every number NaN. */
buju_gap buju_gap_blank(buju_gap_kind kind, buju_facility_kind service, bool after);

/** A time as a gap states it: minutes to a thousandth, rounded up, so that what is over a limit stays over it. */
static inline double buju_gap_minutes(uint32_t ms) {
  uint64_t thousandths = ((uint64_t)ms + 59) / 60;
  return (double)thousandths / 1000.0;
}

/** Records what an optimisation proved; the problem is called USE/what. Bounds in the objective's own unit. */
buju_status buju_job_certify(buju_job *job, const char *what, buju_certificate row);

/** Records a reason. Text arguments must live in the region, the scenario or the plan's arena. */
buju_status buju_job_trace(buju_job *job, buju_traced table, buju_ix row, buju_ix use, buju_outcome outcome,
                           buju_said said);

/** Decides a need, or records that this rule came too late: the first decisive rule wins (docs/adr/0004).
 *  *won says which. `too_late` is the sentence for the second case; it may use {0} for the place's name. */
buju_status buju_job_decide(buju_job *job, buju_ix need, buju_ix use, buju_verdict verdict, buju_said said,
                            buju_said too_late, bool *won);

/** Names for sentences. */
const char *buju_job_village_name(const buju_job *job, buju_ix village);
const char *buju_job_township_name(const buju_job *job, buju_ix village);
static inline buju_ix buju_job_township(const buju_job *job, buju_ix village) {
  return job->region->area.parent[job->region->village.area[village]];
}

/** Whether both lie in one township; a village whose township is unknown shares it with nobody. */
bool buju_job_same_township(const buju_job *job, buju_ix a, buju_ix b);

/** People of the village in the population in force; BUJU_PEOPLE_MISSING when blank. */
buju_people_n buju_job_people(const buju_job *job, buju_ix village);

/** "常住人口" / "residents": the population in force, as an argument. */
buju_arg buju_job_population(const buju_job *job);
/** The same after a number of people: "1 resident". */
buju_arg buju_job_population_of(const buju_job *job, buju_people_n people);

/** The health centre of the village's township: the one in its seat village, else the largest, else the lowest code; a
 *  facility row or BUJU_NONE. O(1). */
buju_ix buju_job_township_thc(const buju_job *job, buju_ix village);

/** The year a plan starts in. */
static inline int16_t buju_job_year(const buju_job *job) { return job->scenario->as_of.year; }

#endif
