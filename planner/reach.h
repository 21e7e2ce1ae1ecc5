/* Who is within a limit of a service, who is not, and where a new one would reach them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_REACH_H
#define BUJU_PLANNER_REACH_H

#include "planner/job.h"
#include "planner/services.h"

typedef struct buju_reach_ask {
  buju_ix use;
  uint32_t services;       /* bit a buju_facility_kind */
  const buju_msg *name;    /* of the services, for sentences */
  buju_facility_kind kind; /* what gaps and candidates speak of */
  uint32_t limit_ms;       /* inclusive */
  buju_mode mode;
  buju_provider provider;
  buju_direction direction;
  buju_ix where; /* selector on villages, BUJU_NONE: everybody */
  bool candidates;
  double road_grid_m; /* of the road nodes among the candidates, one a cell of this side; 0: none */
  buju_ix frontier;   /* up to how many new sites the curve goes; 0: no sites are looked for */
  bool nested;        /* each point of the curve keeps the sites of the one before: an order of building */
  int64_t site_fen;   /* what a new site costs; BUJU_MONEY_MISSING: not known */
  buju_ix build;      /* so many new sites are proposed at most */
  double goal_share;  /* in per cent: how many new sites bring so much of the people within the limit? */
  int64_t work_limit; /* counted steps of each optimisation */
  int16_t year;       /* whose people count: those there in this year */
} buju_reach_ask;

/** One measuring, shared by the files that do it. Settlements are in the villages' order. */
typedef struct buju_reach_measuring {
  buju_job *job;
  const buju_reach_ask *ask;
  const buju_travel *travel;
  buju_ix n;                          /* settlements spoken of */
  buju_ix *demand;                    /* [n] */
  buju_places from;                   /* [n] */
  buju_near *was, *will;              /* [n] the nearest service now and after the plan; `to` is a site row */
  buju_range *was_range, *will_range; /* [n] between what these lie wherever the people of a place live */
  buju_reached *row;                  /* what it comes to; added to job->reacheds at the end */
  const struct buju_reach_open *by;   /* for one year */
} buju_reach_measuring;

/** The settlements with people in a year, of the villages a selector holds for (BUJU_NONE: of all), in
 * the villages' order, and their places. The arrays live in job->scratch. O(settlements). */
buju_status buju_reach_gather(const buju_job *job, buju_ix where, int16_t year, const buju_travel *travel, buju_ix *n,
                              buju_ix **demand, buju_places *from);

/** Settlements beyond the limit after the plan, and the places from which a new service would reach them. */
typedef struct buju_reach_beyond {
  buju_ix n;
  const buju_ix *demand; /* [n] demand rows */
  buju_ix candidates;
  buju_candidate *candidate; /* in their order of source, village, demand, place */
  buju_csr times;            /* settlement → candidates within the limit */
} buju_reach_beyond;

static inline bool buju_reach_speaks_of(const buju_reach_measuring *m, buju_ix village) {
  return m->ask->where == BUJU_NONE || buju_selected(m->job->selection, m->ask->where, village);
}

static inline bool buju_reach_within(const buju_reach_measuring *m, const buju_near *near) {
  return near->to != BUJU_NONE && near->ms <= m->ask->limit_ms;
}

/** Adds the places from which a new service would reach people beyond the limit after the plan: points of communities,
 *  settlements, estates still to come, and road nodes; best first. Then looks for sites among them, if asked.
 *  within: people within the limit after the plan. */
buju_status buju_reach_candidates(const buju_reach_measuring *measuring, buju_people_n within);

/** The fewest new sites that bring everybody within the limit, the most people that each number of them does, and the
 *  sites of the number that may be built: certificates, rows of plan.frontier, marks on the candidates, proposed sites.
 *  people: within the limit without new sites. */
buju_status buju_reach_sites(const buju_reach_measuring *measuring, const buju_reach_beyond *beyond,
                             buju_people_n people);

/** When sites open and close, by site: 0 as things stand, BUJU_NEVER_OPEN not within the plan's years; closes 0: not
 *  known. And the year asked about: by its end. */
typedef struct buju_reach_open {
  const int16_t *opens, *closes;
  int16_t year;
} buju_reach_open;

/** People within the limit of a `reach_within` rule by the end of a year. */
buju_status buju_reach_by(buju_job *job, buju_ix use, const buju_reach_open *open, buju_people_n *within);

/** What a `reach_within` rule asks; in rule_reach_within.c. */
buju_status buju_reach_ask_of(const buju_job *job, buju_ix use, buju_reach_ask *out);

/** Adds a row of plan.reached, a gap a village and stage, and the candidates, each with its reason. O(settlements +
 * what lies within the limit of the candidates). */
buju_status buju_reach_measure(buju_job *job, const buju_reach_ask *ask);

#endif
