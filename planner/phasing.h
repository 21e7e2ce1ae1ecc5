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

/** Parameters of a rule of years begin with these; services, actions, where, yearly and per each shape words itself. */
enum {
  BUJU_PHASING_SERVICE,
  BUJU_PHASING_ACTIONS,
  BUJU_PHASING_ADD,
  BUJU_PHASING_WHERE,
  BUJU_PHASING_WHERE_VILLAGE,
  BUJU_PHASING_WEAK_WHERE,
  BUJU_PHASING_YEARLY, /* counts or shares */
  BUJU_PHASING_PER,
  BUJU_PHASING_BUDGET,
  BUJU_PHASING_TOWNSHIP_MOST,
  BUJU_PHASING_COUNTY_MOST,
  BUJU_PHASING_KEEP_PLANNED,
  BUJU_PHASING_RESPONSIBLE,
  BUJU_PHASING_RESPONSIBLE_EN,
  BUJU_PHASING_DUE,
  BUJU_PHASING_PARAMS
};
#define BUJU_PHASING_ROWS                                                                                              \
  [BUJU_PHASING_ADD] =                                                                                                 \
      {.name = "add",                                                                                                  \
       .type = BUJU_PARAM_WORD,                                                                                        \
       .unit = "",                                                                                                     \
       .fallback = "",                                                                                                 \
       .words = buju_action_ids,                                                                                       \
       .text = {"入选机构尚无上述处置时列入的处置（不写：只从已有处置的机构中选）",                                    \
                "what is done to the chosen of whom none of these is asked yet (off: only sites with such an "         \
                "action are chosen)"}},                                                                                \
  [BUJU_PHASING_WHERE_VILLAGE] = {.name = "where_village",                                                             \
                                  .type = BUJU_PARAM_SELECTOR,                                                         \
                                  .unit = "",                                                                          \
                                  .fallback = "",                                                                      \
                                  .from = BUJU_FROM_VILLAGES,                                                          \
                                  .text = {"所在村须符合的条件", "what must hold for the village where it stands"}},   \
  [BUJU_PHASING_WEAK_WHERE] =                                                                                          \
      {.name = "weak_where",                                                                                           \
       .type = BUJU_PARAM_SELECTOR,                                                                                    \
       .unit = "",                                                                                                     \
       .fallback = "",                                                                                                 \
       .from = BUJU_FROM_FACILITIES,                                                                                   \
       .text = {"哪些机构算薄弱，优先安排（不写：资料注明薄弱的和未达到某项标准的）",                                  \
                "who is weak and goes first (those the data call weak and those that lack what a "                     \
                "standard asks, unless given)"}},                                                                      \
  [BUJU_PHASING_BUDGET] = {.name = "budget_yuan",                                                                      \
                           .type = BUJU_PARAM_YEARS,                                                                   \
                           .unit = "yuan",                                                                             \
                           .min = 0,                                                                                   \
                           .max = 1e12,                                                                                \
                           .fallback = "",                                                                             \
                           .text = {"各年可用经费；没写的年份不限",                                                    \
                                    "the money of each year; years without one have no limit"}},                       \
  [BUJU_PHASING_TOWNSHIP_MOST] = {.name = "most_per_township",                                                         \
                                  .type = BUJU_PARAM_INT,                                                              \
                                  .unit = "sites",                                                                     \
                                  .min = 0,                                                                            \
                                  .max = 100000,                                                                       \
                                  .fallback = "",                                                                      \
                                  .text = {"每个乡镇每年最多安排个数（施工力量）",                                     \
                                           "how many a township can take in a year (its crews)"}},                     \
  [BUJU_PHASING_COUNTY_MOST] =                                                                                         \
      {.name = "most_per_county",                                                                                      \
       .type = BUJU_PARAM_INT,                                                                                         \
       .unit = "sites",                                                                                                \
       .min = 0,                                                                                                       \
       .max = 1000000,                                                                                                 \
       .fallback = "",                                                                                                 \
       .text = {"每个县每年最多安排个数（施工力量）；与 most_per_township 只写一个",                                   \
                "how many a county can take in a year (its crews); this or most_per_township, not both"}},             \
  [BUJU_PHASING_KEEP_PLANNED] = {.name = "keep_planned",                                                               \
                                 .type = BUJU_PARAM_BOOL,                                                              \
                                 .unit = "",                                                                           \
                                 .fallback = "false",                                                                  \
                                 .text = {"上次计划（inputs.progress）已排定的年度不再变动",                           \
                                          "years set by the plan before this one (inputs.progress) stay"}},            \
  [BUJU_PHASING_RESPONSIBLE] = {.name = "responsible",                                                                 \
                                .type = BUJU_PARAM_TEXT,                                                               \
                                .unit = "",                                                                            \
                                .fallback = "",                                                                        \
                                .text = {"责任单位", "who answers for it"}},                                           \
  [BUJU_PHASING_RESPONSIBLE_EN] = {.name = "responsible_en",                                                           \
                                   .type = BUJU_PARAM_TEXT,                                                            \
                                   .unit = "",                                                                         \
                                   .fallback = "",                                                                     \
                                   .text = {"责任单位的英文名称（不写：同责任单位）",                                  \
                                            "who answers for it, in English (the same, unless given)"}},               \
  [BUJU_PHASING_DUE] = {                                                                                               \
      .name = "due",                                                                                                   \
      .type = BUJU_PARAM_TEXT,                                                                                         \
      .unit = "",                                                                                                      \
      .fallback = "",                                                                                                  \
      .text = {"当年完成时限，月-日，如 12-31", "the day of the year it is due, as month-day: 12-31"}}

/** What each of the two shapes has beside them. */
enum {
  BUJU_COUNTS_NUMBERS = BUJU_PHASING_PARAMS,
  BUJU_COUNTS_DONE_BEFORE,
  BUJU_COUNTS_TOTAL,
  BUJU_COUNTS_REACH,
  BUJU_COUNTS_PARAMS
};
enum { BUJU_SHARES_BASE = BUJU_PHASING_PARAMS, BUJU_SHARES_MET_WHERE, BUJU_SHARES_PARAMS };

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
  int64_t done_before, total;    /* as the policy says; -1 */
  const buju_value *budget;      /* fen by year; NULL: no money is counted */
  buju_level crew_level;         /* of the areas whose crews are few */
  int64_t crew_most;             /* projects such an area takes a year; BUJU_PHASE_FREE */
  bool keep_planned;             /* years of the plan before this one stay */
  const char *reach;             /* id of the rule whose full coverage the numbers are held against; NULL */
  const char *responsible_named; /* NULL: nobody is */
  const char *responsible_en;    /* NULL: as named */
  const buju_msg *responsible;   /* the same for the plan's rows */
  uint8_t due_month, due_day;    /* 0: none */
} buju_phasing_ask;

/** One site that a rule counts, for the totals at the end. */
typedef struct buju_phased {
  buju_ix use, site;
  buju_ix area;   /* of the target; BUJU_NONE: all the counties of the plan */
  bool placeless; /* it lies in no area of which anything is asked */
  bool met;       /* of a share: meets it as things stand */
  bool stuck;     /* of a share: does not, and nothing is to be done about it */
} buju_phased;

/** What the parameters of a use say; `responsible` is left NULL. O(1). */
buju_phasing_ask buju_phasing_ask_of(const buju_scenario *scenario, const buju_use *use);

/** Gives the projects a rule counts their years: rows of plan.target (what is asked), plan.phasing, certificates, and
 *  on the actions year, rank, cut and reason. O(sites + actions + projects log projects) an area, and the optimiser's.
 */
buju_status buju_phasing_apply(buju_job *job, buju_ix use);

/** Contradictions among the numbers of one use: done before + numbers against the total, shares that fall, money in
 *  years that nothing is asked of, crews of two levels, a rule of reach that there is not, a day that there is not,
 *  another use that asks the same of the same sites with another number; and a count of nothing. */
buju_status buju_phasing_check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use);

/** Before PHASE: what the input `progress` says goes into the ledger: years before, what is under way, what is done. */
buju_status buju_phasing_start(buju_job *job);

/** After PHASE: nothing is closed before its successor opens; years of sites and needs; totals of targets, summed over
 *  the ledger; capital by year; who is within limits by year. */
buju_status buju_phasing_conclude(buju_job *job);

/** After the gaps are known: the year each is closed. */
buju_status buju_phasing_close_gaps(buju_job *job);

#endif
