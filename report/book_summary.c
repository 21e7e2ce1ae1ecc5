/* The first sheet: what matters, and where to find the rest. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/book.h"

enum { COLUMNS = 3 };

static uint32_t put_text(buju_book *book, uint32_t row, const buju_msg *what, const char *text) {
  if (text == NULL || *text == '\0') return row;
  buju_xlsx_msg(book->file, row, 0, BUJU_LOOK_TEXT, what);
  buju_xlsx_text(book->file, row, 1, BUJU_LOOK_TEXT, text);
  buju_xlsx_text(book->file, row, 2, BUJU_LOOK_SENTENCE, "");
  return row + 1;
}

static uint32_t put_number(buju_book *book, uint32_t row, const buju_msg *what, int look, double value,
                           const buju_msg *note) {
  if (isnan(value)) return row;
  buju_xlsx_msg(book->file, row, 0, BUJU_LOOK_TEXT, what);
  buju_xlsx_number(book->file, row, 1, look, value);
  if (note != NULL)
    buju_xlsx_msg(book->file, row, 2, BUJU_LOOK_SENTENCE, note);
  else
    buju_xlsx_text(book->file, row, 2, BUJU_LOOK_SENTENCE, "");
  return row + 1;
}

static uint32_t put_basis(buju_book *book, uint32_t row) {
  BUJU_MSG(county, "地区", "Area");
  BUJU_MSG(as_of, "基准日期", "As of");
  BUJU_MSG(policy, "政策依据", "Policy");
  BUJU_MSG(status, "政策状态", "Status of the policy");
  BUJU_MSG(draft, "征求意见稿：本报告不能作为正式依据", "A draft for comment: this report is no formal basis");
  BUJU_MSG(plan, "成果文件", "The plan");
  const buju_report *report = book->report;
  const char *document = buju_report_note(report, "profile.document", book->lang);
  const char *state = buju_report_setting(report, "profile.status"), *name = strrchr(report->path, '/');
  if (document == NULL) document = buju_report_setting(report, "profile.document");
  row = put_text(book, row, &county, book->facts->county);
  row = put_text(book, row, &as_of, buju_report_setting(report, "as_of"));
  row = put_text(book, row, &policy, document);
  if (state != NULL && strcmp(state, "draft") == 0) row = put_text(book, row, &status, buju_book_in(book, &draft));
  return put_text(book, row, &plan, name != NULL ? name + 1 : report->path);
}

/* Targets of the widest level that fall short: how many, by how much in all. */
static void count_short(const buju_book *book, double *rows, double *missing) {
  const buju_report *report = book->report;
  bool all = buju_report_find(report, BUJU_LAYER_ANNUAL_TARGETS, ANNUAL_TARGETS_area_level, "all") != BUJU_NONE;
  *rows = *missing = report->table[BUJU_LAYER_ANNUAL_TARGETS].n > 0 ? 0 : NAN;
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_ANNUAL_TARGETS].n; i++) {
    double shortfall = buju_report_number(report, BUJU_LAYER_ANNUAL_TARGETS, ANNUAL_TARGETS_shortfall, i);
    if (!(shortfall > 0) ||
        !buju_report_is(report, BUJU_LAYER_ANNUAL_TARGETS, ANNUAL_TARGETS_area_level, i, all ? "all" : "county"))
      continue;
    *rows += 1;
    *missing += shortfall;
  }
}

static uint32_t put_figures(buju_book *book, uint32_t row) {
  BUJU_MSG(villages, "村、社区", "Villages and communities");
  BUJU_MSG(resident, "常住人口", "Residents");
  BUJU_MSG(registered, "户籍人口", "Registered population");
  BUJU_MSG(before, "现状有服务的人口占比", "People with service now");
  BUJU_MSG(after, "规划后有服务的人口占比", "People with service after the plan");
  BUJU_MSG(clinics, "规划村卫生室和社区卫生服务站（所）", "Village clinics and health stations after the plan");
  BUJU_MSG(build, "新建机构（处）", "New facilities");
  BUJU_MSG(projects, "建设和整改项目（项）", "Projects");
  BUJU_MSG(capital, "估算建设投资（万元）", "Estimated capital (yuan)");
  BUJU_MSG(in_wan, "单元格内为元，精确到分", "To the fen");
  BUJU_MSG(rows_short, "完不成的年度任务（项）", "Annual targets that fall short");
  BUJU_MSG(missing, "　合计差额（处）", "  sites missing in all");
  BUJU_MSG(why, "原因见“年度任务”", "Why: sheet Annual targets");
  BUJU_MSG(doctors, "保留和新建机构应配医生（名）", "Doctors the clinics and stations require");
  BUJU_MSG(lacking, "　其中缺额（名）", "  of them missing");
  BUJU_MSG(gaps_now, "现状服务缺口（处）", "Gaps in service now");
  BUJU_MSG(gaps, "规划后服务缺口（处）", "Gaps in service after the plan");
  BUJU_MSG(left, "见“尚存缺口”", "Sheet Gaps that remain");
  const buju_area_facts *all = buju_facts_all(book->facts);
  bool people = all->people > 0, has_gaps = book->report->table[BUJU_LAYER_COVERAGE_GAPS].there;
  double short_rows, short_sites;
  count_short(book, &short_rows, &short_sites);
  row = put_number(book, row, &villages, BUJU_LOOK_COUNT, all->villages, NULL);
  row = put_number(book, row, book->facts->registered ? &registered : &resident, BUJU_LOOK_COUNT, all->people, NULL);
  row = put_number(book, row, &before, BUJU_LOOK_SHARE, people ? all->served[0] / all->people : NAN, NULL);
  row = put_number(book, row, &after, BUJU_LOOK_SHARE, people ? all->served[1] / all->people : NAN, NULL);
  row = put_number(book, row, &clinics, BUJU_LOOK_COUNT, all->clinics[1], NULL);
  row = put_number(book, row, &build, BUJU_LOOK_COUNT, all->build, NULL);
  row = put_number(book, row, &projects, BUJU_LOOK_COUNT, all->projects, NULL);
  row = put_number(book, row, &capital, BUJU_LOOK_WAN, all->capital_yuan, &in_wan);
  row = put_number(book, row, &rows_short, BUJU_LOOK_COUNT, short_rows, short_rows > 0 ? &why : NULL);
  row = put_number(book, row, &missing, BUJU_LOOK_COUNT, short_rows > 0 ? short_sites : NAN, NULL);
  row = put_number(book, row, &doctors, BUJU_LOOK_COUNT, all->required, NULL);
  row = put_number(book, row, &lacking, BUJU_LOOK_COUNT, all->short_of, NULL);
  row = put_number(book, row, &gaps_now, BUJU_LOOK_COUNT, has_gaps ? (double)all->gaps[0] : NAN, NULL);
  return put_number(book, row, &gaps, BUJU_LOOK_COUNT, has_gaps ? (double)all->gaps[1] : NAN,
                    all->gaps[1] > 0 ? &left : NULL);
}

/* The sheets there are, and those the plan has nothing for. */
static uint32_t put_contents(buju_book *book, uint32_t row) {
  static const buju_msg heads[] = {{"工作表", "Sheet"}, {"状态", "State"}, {"内容", "What it holds"}};
  BUJU_MSG(there, "有", "there");
  BUJU_MSG(none, "无此内容", "nothing in this plan");
  buju_book_heads(book, row++, heads, COLUMNS);
  for (const buju_book_part *const *part = buju_book_parts + 1; *part != NULL; part++) {
    const char *name = buju_book_in(book, &(*part)->name);
    bool has = buju_book_there(book, *part);
    if (has)
      buju_xlsx_link(book->file, row, 0, name, name);
    else
      buju_xlsx_text(book->file, row, 0, BUJU_LOOK_TEXT, name);
    buju_xlsx_msg(book->file, row, 1, BUJU_LOOK_TEXT, has ? &there : &none);
    buju_xlsx_msg(book->file, row++, 2, BUJU_LOOK_SENTENCE, &(*part)->what);
  }
  return row;
}

static void write_summary(buju_book *book, const buju_book_part *self) {
  static const buju_msg heads[] = {{"指标", "Figure"}, {"数值", "Value"}, {"说明", "Note"}};
  buju_xlsx_begin(book->file, buju_book_in(book, &self->name));
  buju_xlsx_one_page(book->file);
  buju_xlsx_width(book->file, 0, 40);
  buju_xlsx_width(book->file, 1, 34);
  buju_xlsx_width(book->file, 2, 70);
  buju_book_top(book, COLUMNS, self);
  buju_book_heads(book, BUJU_BOOK_TOP, heads, COLUMNS);
  uint32_t row = put_basis(book, BUJU_BOOK_TOP + 1);
  row = put_figures(book, row);
  row = put_contents(book, row + 1);
  buju_xlsx_end(book->file, row - 1, COLUMNS - 1, BUJU_BOOK_TOP, BUJU_BOOK_TOP);
}

const buju_book_part buju_book_summary = {
    .name = {"摘要", "Summary"},
    .what = {"主要数字，以及各工作表的内容。方案没有的内容不设工作表。金额显示为万元的，单元格内为元。",
             "The main figures, and what each sheet holds. Sheets the plan has nothing for are left out."},
    .write = write_summary};
