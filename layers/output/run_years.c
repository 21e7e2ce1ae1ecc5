/* Rows of run_info about each year of the plan, over all rules. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "layers/output/run_items.h"

/* What is to be done in a year: sites, and people who gain by them, each once. */
typedef struct year_sum {
  buju_ix sites;
  buju_people_n people;
} year_sum;

static bool planned_in(const buju_site_action *row, int16_t year) {
  return row->year == year && row->progress != BUJU_PROJECT_DONE;
}

/* Of several things done to a site in a year the one that most gain by; people of other villages beside them. */
static bool add_up(buju_run_items *items, int16_t year, year_sum *sum) {
  const buju_plan *plan = items->out->plan;
  buju_people_n *most = BUJU_NEW(items->out->arena, buju_people_n, plan->sites);
  bool *there = BUJU_NEW(items->out->arena, bool, plan->sites);
  *sum = (year_sum){0};
  if (most == NULL || there == NULL) return false;
  for (buju_ix a = 0; a < plan->actions; a++) {
    const buju_site_action *row = &plan->action[a];
    if (!planned_in(row, year)) continue;
    sum->sites += !there[row->site];
    there[row->site] = true;
    if (row->stop != 0 && row->people_gained > 0) sum->people += row->people_gained;
    if (row->stop == 0 && row->people_gained > most[row->site]) most[row->site] = row->people_gained;
  }
  for (buju_ix s = 0; s < plan->sites; s++) sum->people += most[s];
  return true;
}

static void add_year(buju_run_items *items, int16_t year) {
  BUJU_MSG(item, "当年项目的受益人口", "People who gain by the projects of the year");
  BUJU_MSG(note, "{0}年{1}处机构有项目；同一机构当年有几项的，受益人口只计一次，各规则之和可能大于此数。",
           "In {0} something is done at {1} site{1?|s}; where several things are, its people count once, so that the "
           "sum over "
           "rules may be more.");
  year_sum sum;
  if (!add_up(items, year, &sum)) {
    items->status = buju_fail_memory(items->out->ctx);
    return;
  }
  const char *value = buju_run_format(items, "%.10g", (double)sum.people / (double)BUJU_PERSON);
  buju_run_item *row =
      buju_run_add(items, buju_run_format(items, "people_gained.%d", year), &item, value, BUJU_ORIGIN_RESULT);
  if (row == NULL) return;
  row->unit = "people";
  buju_run_note(items, row, BUJU_SAY(note, buju_year(year), buju_int(sum.sites)));
}

void buju_run_years(buju_run_items *items) {
  const buju_plan *plan = items->out->plan;
  for (int16_t after = 0, year;; after = year) {
    year = INT16_MAX;
    for (buju_ix a = 0; a < plan->actions; a++) {
      int16_t own = plan->action[a].year;
      if (own > after && own < year && planned_in(&plan->action[a], own)) year = own;
    }
    if (year == INT16_MAX) return;
    add_year(items, year);
  }
}
