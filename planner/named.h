/* Institutions that a policy names: lists of names with aliases, and who they are. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_NAMED_H
#define BUJU_PLANNER_NAMED_H

#include "planner/job.h"

/** An entry of a list as policies print it: "李台镇中心卫生院=李台中心卫生院（2024年）",
 * "安乐镇卫生院（康复科、中医科）". */
typedef struct buju_named {
  const char *names; /* aliases between "="; not terminated */
  size_t length;
  int16_t year;       /* in parentheses; 0: none */
  const char *remark; /* what else stands in parentheses, not terminated; NULL: nothing */
  size_t remark_length;
} buju_named;

/** The next entry at *at, which moves behind it; false at the end. Entries stand between commas (also 、), semicolons
 * and line ends, outside parentheses of either width. O(length). */
bool buju_named_next(const char **at, buju_named *out);

/** The site of an entry among existing ones of these services (bit a buju_facility_kind) that stay: that of a code or
 *  name, with or without the county's name before it, else the only one whose name holds it. BUJU_NONE when there is
 *  none, or when it could be several (*several). O(sites × length). */
buju_ix buju_named_find(const buju_job *job, const buju_named *entry, uint32_t services, bool *several);

/** The three names most like the entry's, for messages: "甲卫生院、乙卫生院". In the plan's arena. */
buju_status buju_named_nearest(const buju_job *job, const buju_named *entry, uint32_t services, const char **out);

#endif
