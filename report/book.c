/* The workbook of a plan: its sheets in their order. SPDX-License-Identifier: Apache-2.0 */
#include "report/book.h"

#include <stdlib.h>
#include <string.h>

#include "report/report_book.h"

const buju_book_part *const buju_book_parts[] = {
    &buju_book_summary,          &buju_book_before_after, &buju_book_coverage, &buju_book_targets,
    &buju_book_township_targets, &buju_book_standards,    &buju_book_projects, &buju_book_years,
    &buju_book_reviews,          &buju_book_comment,      &buju_book_joint,    &buju_book_posts,
    &buju_book_ratios,           &buju_book_costs,        &buju_book_money,    &buju_book_choice,
    &buju_book_rounds,           &buju_book_stops,        &buju_book_pairs,    &buju_book_gaps,
    &buju_book_places,           &buju_book_method,       &buju_book_findings, NULL};

typedef struct named_site {
  const char *id;
  buju_ix row;
} named_site;

static int by_id(const void *p, const void *q) {
  const named_site *a = p, *b = q;
  return strcmp(a->id, b->id);
}

/* The village of a project: the one it serves, else its site's. */
static buju_ix village_of(const buju_book *book, const named_site *sites, buju_ix action) {
  const buju_report *report = book->report;
  const char *code = buju_report_text(report, BUJU_LAYER_ACTIONS, ACTIONS_village_code, action);
  buju_ix village = buju_facts_village(book->facts, code);
  if (village != BUJU_NONE) return village;
  const named_site key = {buju_report_text(report, BUJU_LAYER_ACTIONS, ACTIONS_site_id, action), 0};
  const named_site *site =
      key.id != NULL ? bsearch(&key, sites, report->table[BUJU_LAYER_SITES].n, sizeof key, by_id) : NULL;
  return site != NULL ? book->facts->site_village[site->row] : BUJU_NONE;
}

/* Chains of the projects of each village, in the order of the file. */
static bool chain_projects(buju_book *book) {
  buju_ix villages = book->report->table[BUJU_LAYER_VILLAGES].n, actions = book->report->table[BUJU_LAYER_ACTIONS].n;
  buju_ix sites = book->report->table[BUJU_LAYER_SITES].n;
  named_site *site = BUJU_NEW(book->report->arena, named_site, sites);
  buju_ix *first = BUJU_NEW(book->report->arena, buju_ix, villages),
          *next = BUJU_NEW(book->report->arena, buju_ix, actions);
  if (site == NULL || first == NULL || next == NULL) return false;
  for (buju_ix s = 0; s < sites; s++) {
    const char *id = buju_report_text(book->report, BUJU_LAYER_SITES, SITES_site_id, s);
    site[s] = (named_site){id != NULL ? id : "", s};
  }
  qsort(site, sites, sizeof *site, by_id);
  for (buju_ix v = 0; v < villages; v++) first[v] = BUJU_NONE;
  for (buju_ix a = actions; a-- > 0;) {
    next[a] = BUJU_NONE;
    buju_ix village = buju_book_is_project(book, a, NULL) ? village_of(book, site, a) : BUJU_NONE;
    if (village == BUJU_NONE) continue;
    next[a] = first[village];
    first[village] = a;
  }
  book->first_project = first;
  book->next_project = next;
  return true;
}

static void put_sheets(buju_book *book) {
  for (const buju_book_part *const *part = buju_book_parts; *part != NULL && !book->failed; part++) {
    if (!buju_book_there(book, *part)) continue;
    if ((*part)->write != NULL) {
      (*part)->write(book, *part);
      continue;
    }
    buju_ix n, *rows = buju_book_rows(book, (*part)->table->layer, (*part)->keep, NULL, &n);
    if (rows != NULL && n > 0) buju_book_sheet_put(book, *part, rows, n);
  }
}

buju_status buju_report_book(buju_ctx *ctx, const buju_report *report, const char *draft, const char *folder,
                             const char *path) {
  BUJU_MSG(cannot, "{0}：无法写出工作簿；请检查磁盘空间和权限",
           "{0}: the workbook cannot be written; look at disk space and permissions");
  buju_facts facts;
  buju_book book = {.ctx = ctx, .report = report, .facts = &facts, .lang = buju_ctx_lang(ctx)};
  /* Title, what it holds, heads, totals, and the line on what was left out. */
  book.rows_most = BUJU_BOOK_ROWS_MOST - BUJU_BOOK_TOP - 3;
  buju_status status = buju_facts_make(ctx, report, &facts);
  for (int s = 0; s < 2 && status == BUJU_OK; s++) status = buju_times_make(ctx, &facts, s, &book.times[s]);
  if (status == BUJU_OK && !chain_projects(&book)) status = buju_fail_memory(ctx);
  if (status != BUJU_OK) return status;
  const buju_book_about about = {book.lang, buju_facts_title(&facts), buju_report_setting(report, "as_of")};
  book.file = buju_book_file_new(draft, folder, &about);
  if (book.file == NULL) return buju_fail_memory(ctx);
  put_sheets(&book);
  status = buju_book_file_close(book.file);
  if (book.failed || status == BUJU_E_MEMORY) return buju_fail_memory(ctx);
  return status == BUJU_OK ? BUJU_OK : buju_fail(ctx, status, BUJU_SAY(cannot, buju_text(path)));
}
