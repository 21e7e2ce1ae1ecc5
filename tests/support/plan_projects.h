/* Plans that are told of projects. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_PLAN_PROJECTS_H
#define BUJU_TESTS_PLAN_PROJECTS_H

#include "tests/support/plan_text.h"

/** A row of a table of projects. */
typedef struct plan_project {
  const char *facility;
  buju_action action;
  buju_project_state state;
  int16_t year;
  const char *rule; /* NULL: it names none */
} plan_project;

/** Plans a case that was made once more, with n rows of the table 台账.csv, whose first stands in line 2. */
buju_status plan_with_projects(plan_case *c, size_t n, const plan_project *row);

#endif
