/* What the parameters of a rule of years say. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/filter.h"
#include "planner/phasing_parts.h"
#include "planner/services.h"

bool buju_phasing_due(const char *text, uint8_t *month, uint8_t *day) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  char *end;
  if (strspn(text, "0123456789-") != strlen(text) || text[0] == '-') return false;
  long m = strtol(text, &end, 10);
  if (*end != '-' || end[1] < '0' || m < 1 || m > 12) return false;
  long d = strtol(end + 1, &end, 10);
  if (*end != '\0' || d < 1 || d > days[m - 1]) return false;
  *month = (uint8_t)m;
  *day = (uint8_t)d;
  return true;
}

static void read_counts(const buju_value *value, buju_phasing_ask *ask) {
  ask->wider = value[BUJU_COUNTS_NUMBERS].i != 0;
  if (value[BUJU_COUNTS_DONE_BEFORE].given) ask->done_before = value[BUJU_COUNTS_DONE_BEFORE].i;
  if (value[BUJU_COUNTS_TOTAL].given) ask->total = value[BUJU_COUNTS_TOTAL].i;
  if (value[BUJU_COUNTS_REACH].given) ask->reach = value[BUJU_COUNTS_REACH].s;
}

/* A new site meets it once it is built, so building counts as well. */
static void read_shares(const buju_value *value, buju_phasing_ask *ask) {
  ask->share = true;
  ask->new_sites = value[BUJU_SHARES_BASE].i == 0;
  ask->met_where = value[BUJU_SHARES_MET_WHERE].selector;
  if (ask->new_sites) ask->actions |= UINT32_C(1) << BUJU_ACTION_BUILD;
}

static void read_crews(const buju_value *value, buju_phasing_ask *ask) {
  const buju_value *township = &value[BUJU_PHASING_TOWNSHIP_MOST], *county = &value[BUJU_PHASING_COUNTY_MOST];
  ask->crew_level = county->given ? BUJU_COUNTY : BUJU_TOWNSHIP;
  ask->crew_most = county->given ? county->i : township->given ? township->i : BUJU_PHASE_FREE;
}

static uint32_t actions_of(const buju_value *value) {
  if (value[BUJU_PHASING_ACTIONS].given) return (uint32_t)value[BUJU_PHASING_ACTIONS].i;
  return value[BUJU_PHASING_ADD].given ? UINT32_C(1) << value[BUJU_PHASING_ADD].i : 0;
}

buju_phasing_ask buju_phasing_ask_of(const buju_scenario *scenario, const buju_use *use) {
  const buju_value *value = use->value;
  bool adds = value[BUJU_PHASING_ADD].given;
  buju_phasing_ask ask = {
      .use = (buju_ix)(use - scenario->use),
      .services = buju_service_set(value[BUJU_PHASING_SERVICE].i),
      .service = (uint8_t)buju_service_set_kind(value[BUJU_PHASING_SERVICE].i),
      .actions = actions_of(value),
      .own = adds && !value[BUJU_PHASING_ACTIONS].given,
      .add = adds ? (int)value[BUJU_PHASING_ADD].i : -1,
      .where = buju_selector_of(&value[BUJU_PHASING_WHERE]),
      .where_village = buju_selector_of(&value[BUJU_PHASING_WHERE_VILLAGE]),
      .weak_where = buju_selector_of(&value[BUJU_PHASING_WEAK_WHERE]),
      .met_where = BUJU_NONE,
      .yearly = &value[BUJU_PHASING_YEARLY],
      .per = (buju_phasing_per)value[BUJU_PHASING_PER].i,
      .done_before = -1,
      .total = -1,
      .budget = value[BUJU_PHASING_BUDGET].given ? &value[BUJU_PHASING_BUDGET] : NULL,
      .keep_planned = value[BUJU_PHASING_KEEP_PLANNED].i != 0,
      .responsible_named = value[BUJU_PHASING_RESPONSIBLE].given ? value[BUJU_PHASING_RESPONSIBLE].s : NULL,
      .responsible_en = value[BUJU_PHASING_RESPONSIBLE_EN].given ? value[BUJU_PHASING_RESPONSIBLE_EN].s : NULL,
  };
  read_crews(value, &ask);
  if (strcmp(use->rule->params[BUJU_PHASING_YEARLY].name, "shares") == 0)
    read_shares(value, &ask);
  else
    read_counts(value, &ask);
  if (value[BUJU_PHASING_DUE].given) buju_phasing_due(value[BUJU_PHASING_DUE].s, &ask.due_month, &ask.due_day);
  return ask;
}
