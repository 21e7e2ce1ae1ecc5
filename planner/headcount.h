/* How many staff there are of what is asked, and whether that is enough: by area and year.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_HEADCOUNT_H
#define BUJU_PLANNER_HEADCOUNT_H

#include "planner/job.h"

/** What a rule asks of the staff of an area. */
typedef struct buju_headcount_ask {
  buju_ix use;
  uint32_t services; /* bit a buju_facility_kind: whose staff are spoken of */
  uint32_t grades;   /* bit a buju_grade: who counts, where specialty is UNKNOWN, and always in a share */
  uint32_t of;       /* of a share: bit a buju_grade of whom; 0: the rule is about people */
  uint8_t specialty; /* buju_specialty; UNKNOWN: by grade */
  buju_level level;  /* of the areas that must have it */
  int64_t ratio;     /* staff in thousandths for so many people; of a share: hundredths of a per cent */
  int64_t per_people;
  int retire_age; /* the last year in post is the one somebody gets so old; 0: nobody leaves */
  int16_t year;   /* by the end of which it is asked; 0: at once */
} buju_headcount_ask;

/** Words of parameters: ids of qualifications and of services, the levels of areas. NULL-terminated. */
extern const char *const buju_headcount_grade_words[];
extern const char *const buju_headcount_service_words[];
extern const char *const buju_headcount_per_words[];

/** Parameters of a rule of staff begin with these. */
enum { BUJU_HEADCOUNT_PER, BUJU_HEADCOUNT_YEAR, BUJU_HEADCOUNT_RETIRE_AGE, BUJU_HEADCOUNT_PARAMS };
#define BUJU_HEADCOUNT_ROWS                                                                                            \
  [BUJU_HEADCOUNT_PER] = {.name = "per",                                                                               \
                          .type = BUJU_PARAM_WORD,                                                                     \
                          .unit = "",                                                                                  \
                          .fallback = "county",                                                                        \
                          .words = buju_headcount_per_words,                                                           \
                          .text = {"按县还是按乡镇要求（两级的数都列出）",                                             \
                                   "whether counties or townships must have it (both are told)"}},                     \
  [BUJU_HEADCOUNT_YEAR] = {.name = "year",                                                                             \
                           .type = BUJU_PARAM_INT,                                                                     \
                           .unit = "year",                                                                             \
                           .min = 1950,                                                                                \
                           .max = 2150,                                                                                \
                           .fallback = "",                                                                             \
                           .text = {"到哪一年底达到（不写：现在）", "by the end of which year (now, unless given)"}},  \
  [BUJU_HEADCOUNT_RETIRE_AGE] = {                                                                                      \
      .name = "retire_age",                                                                                            \
      .type = BUJU_PARAM_INT,                                                                                          \
      .unit = "years",                                                                                                 \
      .min = 40,                                                                                                       \
      .max = 90,                                                                                                       \
      .fallback = "",                                                                                                  \
      .text = {"满此年龄的次年起不再在岗（不写：不计退休）",                                                           \
               "who turned so old is gone from the next year on (nobody retires, unless given)"}}

/** What the parameters above say; the rest of the ask is the rule's own. */
buju_headcount_ask buju_headcount_ask_of(buju_ix use, const buju_value *value);

/** Adds the rows of plan.staff_ratio – a county or township and year, from the plan's first to the one asked – and a
 * gap wherever it is certain that staff are short, as things stand and in the last year. What is not known of somebody
 * is counted apart: it is neither there nor missing. O(staff + facilities + areas) a year. */
buju_status buju_headcount(buju_job *job, const buju_headcount_ask *ask);

/** The least whole number that is a share of n: permyriad hundredths of a per cent, rounded up. */
static inline int64_t buju_headcount_share(int64_t n, int64_t permyriad) { return (n * permyriad + 9999) / 10000; }

/** The least whole number for so many people (thousandths) at ratio thousandths for each per_people; saturates. */
int64_t buju_headcount_for(buju_people_n people, int64_t ratio, int64_t per_people);

#endif
