/* run_info: between what a number of people within a limit lies, as they were measured from points.
 * SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/run_items.h"

static void add(buju_run_items *items, const buju_run_doubt *d, const char *what, const buju_msg *item,
                buju_people_n people, buju_said note) {
  const char *value = buju_run_format(items, "%.10g", (double)people / (double)BUJU_PERSON);
  buju_run_item *row =
      buju_run_add(items, buju_run_format(items, "%s%s", d->prefix, what), item, value, BUJU_ORIGIN_RESULT);
  if (row == NULL) return;
  row->unit = "people";
  row->clause = d->clause;
  buju_run_note(items, row, note);
}

/* Where nothing is known of anybody there are no bounds to show. */
static void add_bounds(buju_run_items *items, const buju_run_doubt *d, int after) {
  BUJU_MSG(before_least, "现状在时限内的人口，至少", "People within the limit as things stand, at least");
  BUJU_MSG(before_most, "现状在时限内的人口，至多", "People within the limit as things stand, at most");
  BUJU_MSG(after_least, "规划后在时限内的人口，至少", "People within the limit after the plan, at least");
  BUJU_MSG(after_most, "规划后在时限内的人口，至多", "People within the limit after the plan, at most");
  BUJU_MSG(in, "按居住点测算有误差：已计入的人中，{0} 人的实际住处可能在时限外。",
           "People are measured from points: {0} of those counted may live beyond the limit.");
  BUJU_MSG(out, "按居住点测算有误差：未计入的人中，{0} 人的实际住处可能在时限内。",
           "People are measured from points: {0} of those not counted may live within the limit.");
  const buju_doubt *doubt = &d->doubt[after];
  if (doubt->unknown >= d->people) return;
  add(items, d, after ? "after_least" : "before_least", after ? &after_least : &before_least,
      d->within[after] - doubt->in, BUJU_SAY(in, buju_people(doubt->in)));
  add(items, d, after ? "after_most" : "before_most", after ? &after_most : &before_most, d->within[after] + doubt->out,
      BUJU_SAY(out, buju_people(doubt->out)));
}

void buju_run_add_doubt(buju_run_items *items, const buju_run_doubt *d) {
  BUJU_MSG(unknown, "居住范围不明的人口", "People whose extent is not known");
  BUJU_MSG(
      why, "误差不详：数据只给出一个点，不知实际住处离该点多远。这些人按其点计。",
      "No bound is known for them, they are counted at their point: the data has a point and not how far from it they "
      "live.");
  add_bounds(items, d, 0);
  add_bounds(items, d, 1);
  if (d->doubt[1].unknown > 0) add(items, d, "extent_unknown", &unknown, d->doubt[1].unknown, BUJU_SAY(why));
}
