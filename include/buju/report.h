/* The report and the maps of a written plan. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_H
#define BUJU_REPORT_H

#include <stddef.h>

#include "buju/ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Writes the annual construction report of a plan into a folder, which is made when it is not there: report.html,
 *  one page that needs nothing else, and report.xlsx, a workbook of its tables, in the context's language.
 *  @param plan    a file that buju plan wrote.
 *  @return BUJU_E_OPEN when it is no plan; BUJU_E_IO when the folder or a file cannot be written, or when a file is
 *          there and no report or workbook; BUJU_E_LIMIT when a layer has more rows than rows or a sheet have
 *          numbers. Each file is old or new, never half. O(cells + townships × sites). */
buju_status buju_report_write(buju_ctx *ctx, const char *plan, const char *folder);

/** What buju_map_write draws. */
typedef struct buju_map_options {
  const char *township; /* a code or a name; NULL: the whole */
  int every_township;   /* the path is a folder: the whole as map.png, each township under its code */
  int before;           /* as things stand instead of after the plan */
  double scale;         /* pixels per 1/96 inch, above 0: 3 prints well */
} buju_map_options;

/** Draws maps of a plan as PNG.
 *  @param path   the picture, or with every_township the folder, which is made when it is not there.
 *  @param files  how many were written; may be NULL.
 *  @return as buju_report_write; BUJU_E_DATA when there is no such township (the error names some there are) or
 *          nothing has a place; BUJU_E_LIMIT when the picture would be too large. Of several files those before a
 *          failure stay. / */
buju_status buju_map_write(buju_ctx *ctx, const char *plan, const buju_map_options *options, const char *path,
                           size_t *files);

#ifdef __cplusplus
}
#endif
#endif
