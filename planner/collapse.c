/* The error of measuring people from the points they were collapsed to. SPDX-License-Identifier: Apache-2.0 */
#include "planner/collapse.h"

#include <math.h>

uint32_t buju_collapse_slack_ms(const buju_travel *travel, buju_mode mode, double radius_m) {
  if (!isfinite(radius_m) || travel->ops->apart == NULL) return BUJU_FAR;
  return travel->ops->apart(travel, mode, radius_m);
}

void buju_collapse_doubt(buju_people_n people, uint32_t ms, uint32_t limit_ms, uint32_t slack_ms, buju_doubt *doubt) {
  if (slack_ms == BUJU_FAR)
    doubt->unknown += people;
  else if (ms <= limit_ms && slack_ms > limit_ms - ms)
    doubt->in += people;
  else if (ms > limit_ms && slack_ms >= ms - limit_ms)
    doubt->out += people;
}

void buju_collapse_drift(buju_people_n people, uint32_t slack_ms, buju_drift *drift) {
  if (slack_ms == BUJU_FAR) {
    drift->unknown += people;
    return;
  }
  drift->people += people;
  bool fits = slack_ms == 0 || (uint64_t)people <= (UINT64_MAX - drift->person_ms) / slack_ms;
  drift->person_ms = fits ? drift->person_ms + (uint64_t)people * slack_ms : UINT64_MAX;
}

uint32_t buju_collapse_mean_ms(const buju_drift *drift) {
  if (drift->unknown > 0 || drift->people == 0 || drift->person_ms == UINT64_MAX) return BUJU_FAR;
  uint64_t people = (uint64_t)drift->people, mean = drift->person_ms / people + (drift->person_ms % people != 0);
  return mean < BUJU_FAR ? (uint32_t)mean : BUJU_FAR;
}
