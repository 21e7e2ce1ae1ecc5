/* Writing the workbook beside where it was asked for. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/book.h"

#include "report/report_book.h"

buju_status buju_book_draft(buju_ctx *ctx, const buju_report *report, const char *path, buju_draft *draft) {
  buju_status status = buju_draft_open(ctx, BUJU_DRAFT_BOOK, path, draft);
  return status == BUJU_OK ? buju_report_book(ctx, report, draft->file, draft->folder, path) : status;
}
