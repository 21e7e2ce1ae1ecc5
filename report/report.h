/* Pages and pictures of a plan that was read. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_REPORT_H
#define BUJU_REPORT_REPORT_H

#include "core/report.h"
#include "report/page.h"

/** The whole report as one HTML page; freed with buju_page_free whatever happens. BUJU_E_MEMORY. O(cells + townships ×
 *  sites). */
buju_status buju_report_html(buju_ctx *ctx, const buju_report *report, buju_page *page);

/** A map as a PNG (heap): of a township, or with BUJU_NONE of the whole; stage 0 as things stand, 1 after the plan.
 * Without a place to draw *bytes is NULL. BUJU_E_LIMIT, BUJU_E_MEMORY. */
buju_status buju_report_png(buju_ctx *ctx, const buju_report *report, buju_ix township, int stage, double scale,
                            unsigned char **bytes, size_t *n);

#endif
