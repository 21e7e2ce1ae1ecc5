/* Rows of costs that page and workbook put together alike. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_COSTS_H
#define BUJU_REPORT_COSTS_H

#include "core/report.h"

/** Whether two rows of costs have the same text in a column; none is a text of its own. */
bool buju_costs_same(const buju_report *report, unsigned column, buju_ix a, buju_ix b);
/** Whether two rows are of one township: two may have one name. */
bool buju_costs_same_township(const buju_report *report, buju_ix a, buju_ix b);

/** A row of each township that has costs, in the order of the report's townships, those it does not know last; in the
 *  report's arena. NULL when memory is out. O(rows × townships). */
buju_ix *buju_costs_townships(const buju_report *report, buju_ix *n);

#endif
