/* Reading a plan, drawing it, and putting the files where they were asked for. SPDX-License-Identifier: Apache-2.0 */
#include "buju/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "layers/report/publish.h"
#include "layers/report/report_read.h"
#include "libbuju/book.h"
#include "report/report.h"

/* folder/name.ending, on the heap; what would leave the folder becomes '_'. */
static char *join(const char *folder, const char *name, const char *ending) {
  size_t n = strlen(folder), m = strlen(name), e = strlen(ending);
  char *path = malloc(n + m + e + 2);
  if (path == NULL) return NULL;
  snprintf(path, n + m + e + 2, "%s/%s%s", folder, name, ending);
  for (char *p = path + n + 1; *p != '\0'; p++)
    if (*p == '/' || (unsigned char)*p < 0x20) *p = '_';
  return path;
}

buju_status buju_report_write(buju_ctx *ctx, const char *plan, const char *folder) {
  buju_report *report = NULL;
  buju_page page = {.lang = buju_ctx_lang(ctx)};
  buju_draft draft = {0};
  char *path = join(folder, "report", ".html"), *book = join(folder, "report", ".xlsx");
  buju_status status = path != NULL && book != NULL ? buju_report_read(ctx, plan, &report) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = buju_report_html(ctx, report, &page);
  if (status == BUJU_OK) status = buju_publish_folder(ctx, folder);
  /* Both can be written before either is. */
  if (status == BUJU_OK) status = buju_book_draft(ctx, report, book, &draft);
  if (status == BUJU_OK) status = buju_publish_file(ctx, BUJU_DRAFT_REPORT, path, page.bytes, page.n);
  if (status == BUJU_OK) status = buju_draft_publish(ctx, &draft, book);
  buju_draft_close(&draft);
  buju_page_free(&page);
  buju_report_free(report);
  free(book);
  free(path);
  return status;
}

static buju_status write_map(buju_ctx *ctx, const buju_report *report, buju_ix township,
                             const buju_map_options *options, const char *path, size_t *files) {
  unsigned char *bytes = NULL;
  size_t n = 0;
  buju_status status = buju_report_png(ctx, report, township, !options->before, options->scale, &bytes, &n);
  if (status == BUJU_OK && bytes != NULL) {
    status = buju_publish_file(ctx, BUJU_DRAFT_PICTURE, path, bytes, n);
    *files += status == BUJU_OK;
  }
  free(bytes);
  return status;
}

static buju_status write_maps(buju_ctx *ctx, const buju_report *report, const buju_map_options *options,
                              const char *folder, size_t *files) {
  buju_status status = buju_publish_folder(ctx, folder);
  for (buju_ix t = 0; t <= report->townships && status == BUJU_OK; t++) {
    bool whole = t == report->townships;
    const char *name = whole                              ? "map"
                       : report->township[t].code != NULL ? report->township[t].code
                                                          : report->township[t].name;
    char *path = join(folder, name != NULL ? name : "other", ".png");
    status = path != NULL ? write_map(ctx, report, whole ? BUJU_NONE : t, options, path, files) : buju_fail_memory(ctx);
    free(path);
  }
  return status;
}

/* Names a few of the townships there are. */
static buju_status no_township(buju_ctx *ctx, const buju_report *report, const char *asked) {
  BUJU_MSG(none, "{0}：没有代码或名称为“{1}”的乡镇（街道）；有：{2}",
           "{0}: no township with the code or name \"{1}\"; there are: {2}");
  enum { SHOWN = 6, WORD = 41, LIST = SHOWN * 2 * (WORD + 4) };
  char list[LIST] = "", code[WORD], name[WORD];
  for (buju_ix t = 0; t < report->townships && t < SHOWN; t++) {
    const buju_report_township *township = &report->township[t];
    size_t n = strlen(list);
    snprintf(list + n, sizeof list - n, "%s%s %s", t > 0 ? (buju_ctx_lang(ctx) == BUJU_ZH ? "、" : ", ") : "",
             buju_utf8_short(township->code != NULL ? township->code : "", code, sizeof code),
             buju_utf8_short(township->name != NULL ? township->name : "", name, sizeof name));
  }
  if (report->townships > SHOWN) strcat(list, "…"); /* there is room: words are shorter than their share */
  return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(none, buju_text(report->path), buju_text(asked), buju_text(list)));
}

buju_status buju_map_write(buju_ctx *ctx, const char *plan, const buju_map_options *options, const char *path,
                           size_t *files) {
  BUJU_MSG(nothing, "{0}：没有可画的位置；请检查各图层的图形",
           "{0}: nothing in it has a place to draw; look at the geometry of its layers");
  buju_report *report = NULL;
  size_t written = 0;
  buju_ix township = BUJU_NONE;
  buju_status status = buju_report_read(ctx, plan, &report);
  if (status != BUJU_OK) return status;
  if (options->township != NULL) {
    township = buju_report_township_find(report, options->township);
    if (township == BUJU_NONE) status = no_township(ctx, report, options->township);
  }
  if (status == BUJU_OK)
    status = options->every_township ? write_maps(ctx, report, options, path, &written)
                                     : write_map(ctx, report, township, options, path, &written);
  if (status == BUJU_OK && written == 0) status = buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(nothing, buju_text(plan)));
  if (status == BUJU_OK && files != NULL) *files = written;
  buju_report_free(report);
  return status;
}
