/* Whether the rules in force can work together: nothing is read that nobody has written by then.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/stages.h"

/* What is there without any rule: everybody's standing from the start, sites and their projects once MOBILE is over. */
static uint32_t given_by_engine(buju_stage stage) {
  return BUJU_FACET_STATUS | (stage > BUJU_STAGE_MOBILE ? (uint32_t)(BUJU_FACET_SITE | BUJU_FACET_ACTION) : 0);
}

/* What a rule finds when it runs: written by the engine and by the shapes of other rules, not by its own. */
static uint32_t found_by(const buju_scenario *scenario, const buju_rule *rule) {
  uint32_t written = given_by_engine(rule->stage);
  for (buju_ix u = 0; u < scenario->uses; u++) {
    const buju_rule *other = scenario->use[u].rule;
    if (other != rule && other->stage <= rule->stage) written |= other->writes;
  }
  return written;
}

buju_status buju_flow_check(buju_ctx *ctx, const buju_scenario *scenario) {
  BUJU_MSG(unfed, "{0}：规则“{1}”要用到别的规则的结论，而没有这样的规则在用；请启用 one_per_area 一类的规则，或停用它",
           "{0}: rule \"{1}\" works on what another rule decides, and no such rule is in force; switch one on (such as "
           "one_per_area) or this one off");
  buju_status first = BUJU_OK;
  for (buju_ix u = 0; u < scenario->uses; u++) {
    const buju_use *use = &scenario->use[u];
    char place[256];
    if ((use->rule->reads & ~found_by(scenario, use->rule)) == 0) continue;
    first =
        buju_complain(ctx, BUJU_E_CONTRADICTION,
                      BUJU_SAY(unfed, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
  }
  return first;
}
