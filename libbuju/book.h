/* The workbook beside the report. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_BOOK_H
#define BUJU_LIBBUJU_BOOK_H

#include "core/report.h"
#include "layers/output/output.h"

/** Writes the workbook of a plan beside path, for buju_draft_publish to rename over it; buju_draft_close whatever
 *  happens. BUJU_E_IO when that fails, or when path is there and no workbook; BUJU_E_LIMIT, BUJU_E_MEMORY. */
buju_status buju_book_draft(buju_ctx *ctx, const buju_report *report, const char *path, buju_draft *draft);

#endif
