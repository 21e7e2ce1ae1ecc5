/* Which site in which year: what rules that phase share. The optimiser itself knows no sites (planner/phase/phase.h).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PHASING_H
#define BUJU_PLANNER_PHASING_H

#include "planner/job.h"
#include "planner/phase/phase.h"

/** To whom a rule's numbers apply. */
typedef enum buju_phasing_per { BUJU_PER_PLAN, BUJU_PER_COUNTY, BUJU_PER_TOWNSHIP } buju_phasing_per;

/** "plan", "county", "township" by buju_phasing_per; the ids of actions by buju_action. NULL-terminated. */
extern const char *const buju_phasing_per_words[];
extern const char *const buju_action_ids[];

/** What a rule asks. Values are borrowed from its use. */
typedef struct buju_phasing_ask {
  buju_ix use;
  uint32_t services;     /* bit a buju_facility_kind: whose sites */
  uint8_t service;       /* buju_facility_kind: what they are called together */
  uint32_t actions;      /* bit a buju_action: what counts */
  bool own;              /* what other rules of phasing added does not count */
  int add;               /* buju_action: what is done to the chosen of whom nothing of that is asked; -1: nobody is */
  buju_ix where;         /* selector on facilities; BUJU_NONE: any site */
  buju_ix where_village; /* selector on villages: where it stands; BUJU_NONE: anywhere */
  buju_ix weak_where;    /* selector on facilities: who is weak; BUJU_NONE: who lacks what a standard asks */
  buju_ix met_where;     /* of a share: selector on facilities, who meets it */
  bool share;            /* yearly are shares, by the end of each year; else numbers */
  bool new_sites;        /* of a share: proposed sites are part of the base, and meet it when built */
  const buju_value *yearly; /* counts or shares */
  bool wider;               /* the profile's numbers are those of a wider area than the plan's */
  buju_phasing_per per;
  int64_t done_before, total; /* as the policy says; -1 */
  const buju_value *budget;   /* fen by year; NULL: no money is counted */
  int64_t most_per_township;  /* a year; BUJU_PHASE_FREE */
  bool keep_planned;          /* years of the plan before this one stay */
  const char *reach;          /* id of the rule whose full coverage the numbers are held against; NULL */
  const buju_msg *responsible;
  uint8_t due_month, due_day; /* 0: none */
} buju_phasing_ask;

/** One site that a rule counts, for the totals at the end. */
typedef struct buju_phased {
  buju_ix use, site;
  buju_ix area; /* of the target; BUJU_NONE: all the counties of the plan */
  bool met;     /* of a share: meets it as things stand */
  bool stuck;   /* of a share: does not, and nothing is to be done about it */
} buju_phased;

/** Gives the projects a rule counts their years: rows of plan.target (what is asked), plan.phasing, certificates, and
 *  on the actions year, rank, cut and reason. O(sites + actions + projects log projects) an area, and the optimiser's.
 */
buju_status buju_phasing_apply(buju_job *job, const buju_phasing_ask *ask);

/** Contradictions among the numbers of one use: done before + numbers against the total, shares that fall, money in
 *  years that nothing is asked of, a rule of reach that there is not, a day that there is not, another use that asks
 * the same of the same sites with another number. */
buju_status buju_phasing_check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use,
                               const buju_phasing_ask *ask, const buju_value *due);

/** "12-31" into a month and a day; false, and neither set: it is no day of every year. */
bool buju_phasing_due(const char *text, uint8_t *month, uint8_t *day);

/** Sets ask->responsible from a text parameter; in the job's arena. */
buju_status buju_phasing_responsible(buju_job *job, const buju_value *value, buju_phasing_ask *ask);

/** Before PHASE: what the input `progress` says goes into the ledger: years before, what is under way, what is done. */
buju_status buju_phasing_start(buju_job *job);

/** After PHASE: nothing is closed before its successor opens; years of sites and needs; totals of targets, summed over
 *  the ledger; capital by year; who is within limits by year. */
buju_status buju_phasing_conclude(buju_job *job);

/** After the gaps are known: the year each is closed. */
buju_status buju_phasing_close_gaps(buju_job *job);

#endif
