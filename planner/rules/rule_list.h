/* The shapes of rules, in the order `buju rules` shows them: one line each. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_RULE_LIST_H
#define BUJU_PLANNER_RULE_LIST_H

#define BUJU_RULE_LIST(X)

#endif
