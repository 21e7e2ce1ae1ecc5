/* What the files of phasing share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_PHASING_PARTS_H
#define BUJU_PLANNER_PHASING_PARTS_H

#include "planner/phasing.h"

/** What the ledger holds of one site, of the actions that count. */
typedef struct buju_ledger_sum {
  buju_ix first;                 /* its first row, or BUJU_NONE */
  uint32_t mask;                 /* bit a buju_action that it has rows of */
  int16_t year, year_before;     /* the latest; 0 */
  uint8_t progress;              /* buju_project_state, the least far */
  bool phased;                   /* every row has a year, or is done */
  buju_people_n people;          /* who gain, each once: */
  buju_people_n here, elsewhere; /* by what is done to it; where its staff are posted or stop */
  int64_t fen;                   /* BUJU_MONEY_MISSING: no row has a price */
} buju_ledger_sum;

/** What the plan before this one had of a rule that has yet to choose its sites. */
typedef struct buju_remembered {
  buju_ix site, use; /* use: the rule it belonged to; BUJU_NONE: any */
  uint8_t action;
  int16_t year;
} buju_remembered;

/** Which rows of the ledger count. */
typedef struct buju_ledger_rows {
  uint32_t actions; /* bit a buju_action */
  buju_ix use;      /* what rules of phasing after it added is none of its; BUJU_NONE: everybody's rows */
  bool own;         /* nor what those before it added */
} buju_ledger_rows;

/** One a site. O(sites + actions). */
buju_status buju_ledger_by_site(const buju_job *job, buju_ledger_rows rows, buju_arena *arena, buju_ledger_sum **out);

/** By row of the ledger, the next row of the same site among the actions that count; BUJU_NONE: the last. */
buju_status buju_ledger_chain(const buju_job *job, buju_ledger_rows rows, buju_arena *arena, buju_ix **next);

/** Whether a row of the ledger is about the building: the site is open with it once it is done. O(1). */
bool buju_ledger_opens(const buju_site_action *row);

/** When a site is open with what the ledger does to its building: the latest year of those actions; 0: as things stand;
 *  BUJU_NEVER_OPEN: an action has no year. */
enum { BUJU_NEVER_OPEN = INT16_MAX };
buju_status buju_ledger_openings(const buju_job *job, buju_arena *arena, int16_t **year);

/** Whether a site is one of those a rule's numbers are about. O(1). */
bool buju_phasing_speaks_of(const buju_job *job, const buju_phasing_ask *ask, const buju_site *site);

/** Who takes over from a site that closes: a site row, or BUJU_NONE. */
buju_ix buju_phasing_heir(const buju_job *job, const buju_site *site);

/** "12-31" into a month and a day; false, and neither set: it is no day of every year. */
bool buju_phasing_due(const char *text, uint8_t *month, uint8_t *day);

/** "380 + 110 + 60 + 54": what was done before (−1: left out) and the numbers of the years. Returns buf. */
const char *buju_phasing_sum_shown(const buju_phasing_ask *ask, int64_t before, char *buf, size_t size);

/** Totals of the rows of job->targets, and rows of the townships in them. Sorts them by use, area, year. */
buju_status buju_phasing_totals(buju_job *job);

/** A project of a rule. */
typedef struct buju_project {
  buju_ix site, area;
  const char *code; /* of its village or facility: equals go by it */
  buju_ledger_sum ledger;
  buju_people_n people;
  int64_t density; /* people to the km², thousandths */
  uint8_t class;   /* buju_phase_class */
  bool met;        /* of a share: meets it as things stand; no project */
  bool stuck;      /* of a share: does not, and nothing is to be done about it */
} buju_project;

/** A project of a rule with numbers for each area that lies in none of them: it has no year. */
static inline bool buju_phasing_placeless(const buju_phasing_ask *ask, const buju_project *project) {
  return ask->per != BUJU_PER_PLAN && project->area == BUJU_NONE;
}

/** What a rule works on. Lives in job->scratch. */
typedef struct buju_phasing_work {
  buju_job *job;
  const buju_phasing_ask *ask;
  buju_ix n;
  buju_project *project; /* by area, code, site */
  int16_t *opens;        /* by site */
  buju_ix *next;         /* by row of the ledger as it was: buju_ledger_chain */
} buju_phasing_work;

buju_status buju_phasing_gather(buju_job *job, const buju_phasing_ask *ask, buju_phasing_work *out);

/** A year that can still be planned. */
typedef struct buju_open_year {
  int16_t year;
  int64_t quota;  /* or BUJU_PHASE_FREE */
  int64_t budget; /* or BUJU_PHASE_FREE */
} buju_open_year;

/** What is asked of an area, and of which years it can still be had. */
typedef struct buju_area_years {
  buju_ix n;
  buju_open_year open[BUJU_PHASE_YEARS];
  buju_ix targets, first_target; /* rows of job->targets */
} buju_area_years;

/** Done before the first of a rule's years, as its numbers say; -1: they do not. */
int64_t buju_phasing_before(const buju_phasing_ask *ask);

/** Sets the numbers of an area: adds its rows of job->targets and finds the years that are open.
 *  project[0 … n): the area's. */
buju_status buju_phasing_years(buju_phasing_work *work, buju_ix area, const buju_project *project, buju_ix n,
                               buju_area_years *out);

/** Says on the actions of a project what was decided. place: 1 … of that year; of: places there. */
typedef struct buju_decided_year {
  int16_t year, next; /* 0: after the plan's years */
  buju_ix rank, ranked, place, of;
  int64_t cut;
  bool settled;
  bool spared; /* year 0: what is asked is met without it, by the met, the done and the settled */
} buju_decided_year;
buju_status buju_phasing_write(buju_phasing_work *work, const buju_project *project, const buju_decided_year *decided);

/** What is said of a rule as a whole, once it has given its years: rows of the plan's sensitivities. */
buju_status buju_phasing_say(buju_phasing_work *work);

#endif
