/* The list of rule shapes: one line each, in the order `buju rules` shows them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_RULE_LIST_H
#define BUJU_PLANNER_RULE_LIST_H

#define BUJU_RULE_LIST(X)                                                                                              \
  X(exempt_where)                                                                                                      \
  X(convert_where)                                                                                                     \
  X(discount_where)                                                                                                    \
  X(one_per_area)                                                                                                      \
  X(reach_within)                                                                                                      \
  X(locked_list)                                                                                                       \
  X(upgrade_where)                                                                                                     \
  X(group_where)                                                                                                       \
  X(pick_best_n)                                                                                                       \
  X(serve_by_extension)                                                                                                \
  X(serve_by_posting)                                                                                                  \
  X(serve_by_rounds)                                                                                                   \
  X(referral_within)                                                                                                   \
  X(joint_below)                                                                                                       \
  X(standard)                                                                                                          \
  X(premises_first)                                                                                                    \
  X(engagement)                                                                                                        \
  X(staffing)                                                                                                          \
  X(staff_ratio)                                                                                                       \
  X(staff_share)                                                                                                       \
  X(cost)                                                                                                              \
  X(count_by_year)                                                                                                     \
  X(share_by_year)                                                                                                     \
  X(managed_by)                                                                                                        \
  X(pair)

#endif
