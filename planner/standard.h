/* Standards of a clinic: one reading of the `standard` rules in force for everyone who asks.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_STANDARD_H
#define BUJU_PLANNER_STANDARD_H

#include "planner/job.h"

/** What one standard says about one facility. */
typedef enum buju_standard_result {
  BUJU_STANDARD_DOES_NOT_APPLY, /* another kind, or excepted */
  BUJU_STANDARD_FULFILLED,
  BUJU_STANDARD_UNKNOWN, /* the data are blank; blank is not "no" */
  BUJU_STANDARD_SHORT
} buju_standard_result;

/** Tests a facility against the `standard` rule in `use`. O(1). */
buju_standard_result buju_standard_test(const buju_job *job, buju_ix use, buju_ix facility);

/** Whether a clinic meets every standard that decides compliance; blanks do not fail it. O(uses). */
bool buju_standard_compliant(const buju_job *job, buju_ix facility);

#endif
