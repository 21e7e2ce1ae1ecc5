/* The workbook: texts stay texts, what a sheet cannot hold is said, the same plan gives the same bytes.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <cpl_vsi.h>
#include <unistd.h>

#include "layers/report/report_read.h"
#include "report/book.h"
#include "report/report_book.h"
#include "tests/support/plan_file.h"

typedef struct fixture {
  plan_file file;
  char book[96], again[96];
} fixture;

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  *state = f;
  bool written = plan_file_write(&f->file, NULL);
  snprintf(f->book, sizeof f->book, "%s/book.xlsx", f->file.folder);
  snprintf(f->again, sizeof f->again, "%s/again.xlsx", f->file.folder);
  return written ? 0 : -1;
}

static int tear_down(void **state) {
  fixture *f = *state;
  int left = plan_file_remove(&f->file);
  free(f);
  return left;
}

static void write_book(const fixture *f, const char *path) {
  buju_report *report = NULL;
  if (buju_report_read(f->file.ctx, f->file.path, &report) != BUJU_OK ||
      buju_report_book(f->file.ctx, report, path, f->file.folder, path) != BUJU_OK)
    fail_msg("%s", buju_ctx_error(f->file.ctx));
  buju_report_free(report);
}

/* A file of the workbook, or of the folder when member is NULL; freed by the caller. */
static char *read_bytes(const char *path, const char *member, size_t *n) {
  char name[256];
  snprintf(name, sizeof name, member != NULL ? "/vsizip/%s/%s" : "%s", path, member);
  VSILFILE *file = VSIFOpenL(name, "rb");
  assert_non_null(file);
  VSIFSeekL(file, 0, SEEK_END);
  *n = (size_t)VSIFTellL(file);
  VSIFSeekL(file, 0, SEEK_SET);
  char *bytes = calloc(*n + 1, 1);
  assert_int_equal(VSIFReadL(bytes, 1, *n, file), *n);
  VSIFCloseL(file);
  return bytes;
}

static void the_same_plan_gives_the_same_bytes(void **state) {
  fixture *f = *state;
  size_t n, m;
  write_book(f, f->book);
  write_book(f, f->again);
  char *first = read_bytes(f->book, NULL, &n), *second = read_bytes(f->again, NULL, &m);
  assert_int_equal(n, m);
  assert_memory_equal(first, second, n);
  free(first);
  free(second);
}

static void no_text_becomes_a_formula(void **state) {
  fixture *f = *state;
  size_t n;
  plan_file_spoil(&f->file,
                  "UPDATE villages SET name = '=cmd|'' /C calc''!A0', township = '+1&<b>', served_by_name = '@SUM(1)', "
                  "decision = '_x0041_' || char(7) || 'z'; UPDATE run_info SET value = '=1+1&L&P' WHERE key = 'title'");
  write_book(f, f->book);
  char *texts = read_bytes(f->book, "xl/sharedStrings.xml", &n);
  assert_non_null(strstr(texts, "<t>=cmd|' /C calc'!A0</t>"));
  assert_non_null(strstr(texts, "<t>+1&amp;&lt;b&gt;</t>"));
  assert_non_null(strstr(texts, "<t>@SUM(1)</t>"));
  assert_non_null(strstr(texts, "<t>_x005F_x0041_z</t>"));
  free(texts);
  for (int sheet = 1; sheet <= 6; sheet++) {
    char name[64];
    snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", sheet);
    char *xml = read_bytes(f->book, name, &n);
    assert_null(strstr(xml, "cmd|"));
    assert_null(strstr(xml, "<f>1+1"));
    assert_non_null(strstr(xml, "=1+1&amp;&amp;L&amp;&amp;P")); /* no codes of the header */
    free(xml);
  }
}

static void what_a_cell_cannot_hold_is_cut(void **state) {
  fixture *f = *state;
  size_t n;
  plan_file_spoil(&f->file,
                  "UPDATE villages SET reason_en = replace(hex(zeroblob(20000)), '00', '村a')"); /* 40,000 characters */
  write_book(f, f->book);
  char *texts = read_bytes(f->book, "xl/sharedStrings.xml", &n);
  char *cut = strstr(texts, "村a村a…</t>");
  if (cut == NULL) cut = strstr(texts, "a村a村…</t>");
  assert_non_null(cut);
  size_t units = 0;
  for (char *at = cut; at > texts && at[-1] != '>'; at--) units += ((unsigned char)at[-1] & 0xC0) != 0x80;
  for (char *at = cut; *at != '<'; at++) units += ((unsigned char)*at & 0xC0) != 0x80;
  assert_int_equal(units, BUJU_BOOK_TEXT_MOST);
  free(texts);
}

static void a_sheet_says_what_it_does_not_hold(void **state) {
  fixture *f = *state;
  buju_report *report = NULL;
  buju_facts facts;
  size_t n;
  assert_int_equal(buju_report_read(f->file.ctx, f->file.path, &report), BUJU_OK);
  assert_int_equal(buju_facts_make(f->file.ctx, report, &facts), BUJU_OK);
  const buju_book_about about = {BUJU_EN, "title", "2026-01-31"};
  buju_book book = {.ctx = f->file.ctx, .report = report, .facts = &facts, .lang = BUJU_EN, .rows_most = 2};
  book.file = buju_book_file_new(f->book, f->file.folder, &about);
  buju_ix all, *rows = buju_book_rows(&book, BUJU_LAYER_RUN_INFO, NULL, NULL, &all);
  assert_true(all > 2);
  buju_book_placed placed = buju_book_sheet_put(&book, &buju_book_method, rows, all);
  assert_int_equal(placed.last - placed.first + 1, 2);
  assert_int_equal(buju_book_file_close(book.file), BUJU_OK);
  char *texts = read_bytes(f->book, "xl/sharedStrings.xml", &n), said[128];
  snprintf(said, sizeof said, "A sheet does not hold all %u rows: these are the first 2.", (unsigned)all);
  assert_non_null(strstr(texts, said));
  free(texts);
  buju_report_free(report);
}

static void names_of_sheets_are_short_and_unique(void **state) {
  (void)state;
  for (const buju_book_part *const *part = buju_book_parts; *part != NULL; part++)
    for (int lang = 0; lang < 2; lang++) {
      const char *name = lang == 0 ? (*part)->name.zh : (*part)->name.en;
      size_t letters = 0;
      for (const char *at = name; *at != '\0'; at++) letters += ((unsigned char)*at & 0xC0) != 0x80;
      assert_in_range(letters, 1, BUJU_BOOK_NAME_MOST);
      assert_null(strpbrk(name, "[]:*?/\\'"));
      for (const buju_book_part *const *other = part + 1; *other != NULL; other++)
        assert_string_not_equal(name, lang == 0 ? (*other)->name.zh : (*other)->name.en);
    }
}

static void a_plan_without_most_layers_has_a_workbook(void **state) {
  fixture *f = *state;
  size_t n;
  plan_file_spoil(&f->file,
                  "DROP TABLE sites; DROP TABLE actions; DROP TABLE settlements; DROP TABLE service_ways; DROP TABLE "
                  "coverage_gaps; UPDATE villages SET people_used = 'x', township = NULL, township_code = NULL");
  write_book(f, f->book);
  char *texts = read_bytes(f->book, "xl/sharedStrings.xml", &n);
  assert_non_null(strstr(texts, "nothing in this plan"));
  free(texts);
}

static void a_layer_of_empty_cells_has_a_sheet(void **state) {
  fixture *f = *state;
  plan_file_spoil(&f->file, "ALTER TABLE staffing RENAME TO was; CREATE TABLE staffing (fid INTEGER PRIMARY KEY);"
                            "INSERT INTO staffing SELECT fid FROM was");
  write_book(f, f->book);
}

/* "&9" is the size of the letters: a year behind it would make them 92,026 points high. */
static void a_title_may_begin_with_a_year(void **state) {
  fixture *f = *state;
  size_t n;
  plan_file_spoil(&f->file, "UPDATE run_info SET value = '2026 A&B' WHERE key = 'title'");
  write_book(f, f->book);
  char *sheet = read_bytes(f->book, "xl/worksheets/sheet1.xml", &n);
  assert_non_null(strstr(sheet, "<oddHeader>&amp;L&amp;9 2026 A&amp;&amp;B&amp;R&amp;9Summary</oddHeader>"));
  free(sheet);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_same_plan_gives_the_same_bytes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(no_text_becomes_a_formula, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_a_cell_cannot_hold_is_cut, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_sheet_says_what_it_does_not_hold, set_up, tear_down),
      cmocka_unit_test(names_of_sheets_are_short_and_unique),
      cmocka_unit_test_setup_teardown(a_plan_without_most_layers_has_a_workbook, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_layer_of_empty_cells_has_a_sheet, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_title_may_begin_with_a_year, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
