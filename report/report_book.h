/* The workbook of a plan that was read. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_REPORT_BOOK_H
#define BUJU_REPORT_REPORT_BOOK_H

#include "core/report.h"

/** Writes the workbook to draft, in the context's language; temporary files are in folder while it is made, so that a
 *  full disk is noticed; errors speak of path. Sheets the plan has nothing for are left out. The same plan gives the
 * same bytes.
 *  @return BUJU_E_MEMORY, BUJU_E_IO or BUJU_E_LIMIT; then the draft is no workbook. O(cells + townships ×
 *          sites). */
buju_status buju_report_book(buju_ctx *ctx, const buju_report *report, const char *draft, const char *folder,
                             const char *path);

#endif
