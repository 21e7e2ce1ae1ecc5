/* Which sites a rule speaks of. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_FILTER_H
#define BUJU_PLANNER_FILTER_H

#include "planner/job.h"

typedef struct buju_site_filter {
  uint32_t services;         /* bit a buju_facility_kind */
  buju_ix where;             /* selector on facilities, BUJU_NONE: any site of that kind, proposed ones too */
  buju_ix where_village;     /* selector on villages: where it stands; BUJU_NONE: anywhere */
  buju_people_n from_served; /* people in the plan it is to serve at least, inclusive; 0: none are asked */
} buju_site_filter;

/** Parameters of a rule that picks sites begin with these; the first, the services, each rule words itself. */
enum {
  BUJU_SITE_FILTER_AMONG,
  BUJU_SITE_FILTER_WHERE,
  BUJU_SITE_FILTER_VILLAGE,
  BUJU_SITE_FILTER_SERVED,
  BUJU_SITE_FILTER_PARAMS
};
#define BUJU_SITE_FILTER_ROWS                                                                                          \
  [BUJU_SITE_FILTER_WHERE] = {.name = "where",                                                                         \
                              .type = BUJU_PARAM_SELECTOR,                                                             \
                              .unit = "",                                                                              \
                              .fallback = "",                                                                          \
                              .from = BUJU_FROM_FACILITIES,                                                            \
                              .text = {"机构须符合的条件（不写：该类全部，含拟建）",                                   \
                                       "what a facility must be (all of the kind, proposed ones too, unless given)"}}, \
  [BUJU_SITE_FILTER_VILLAGE] = {.name = "where_village",                                                               \
                                .type = BUJU_PARAM_SELECTOR,                                                           \
                                .unit = "",                                                                            \
                                .fallback = "",                                                                        \
                                .from = BUJU_FROM_VILLAGES,                                                            \
                                .text = {"所在村须符合的条件", "what the village it stands in must be"}},              \
  [BUJU_SITE_FILTER_SERVED] = {                                                                                        \
      .name = "min_people_served",                                                                                     \
      .type = BUJU_PARAM_INT,                                                                                          \
      .unit = "people",                                                                                                \
      .min = 1,                                                                                                        \
      .max = 10000000,                                                                                                 \
      .fallback = "",                                                                                                  \
      .text = {"规划后服务人口下限（含）", "the people it is to serve in the plan at least, inclusive"}}

/** A selector parameter, or BUJU_NONE where it is off. */
static inline buju_ix buju_selector_of(const buju_value *value) { return value->given ? value->selector : BUJU_NONE; }

/** What the parameters above say. */
buju_site_filter buju_site_filter_of(const buju_value *value);

/** Whether it stays in the plan and meets the filter. O(1). */
bool buju_site_passes(const buju_job *job, const buju_site_filter *filter, const buju_site *site);

/** Whether a project may be given to it: people do not keep it as it is, and it is not for review. O(1). */
bool buju_site_changes(const buju_job *job, const buju_site *site);

/** Its facility's name; a proposed one is named by its village. For sentences. */
buju_arg buju_site_arg(const buju_job *job, const buju_site *site);

#endif
