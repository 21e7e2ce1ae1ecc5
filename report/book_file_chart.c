/* Charts of a workbook, by libxlsxwriter. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"
#include "report/book_file_own.h"
#include "report/ink.h"

const char *buju_book_cell_text(uint32_t row, uint16_t column, char buf[16]) {
  lxw_rowcol_to_cell(buf, row, column);
  return buf;
}

const char *buju_book_range_text(const buju_book_range *range, char *buf, size_t size) {
  char first[16], last[16];
  lxw_rowcol_to_cell_abs(first, range->first, range->column, 1, 1);
  lxw_rowcol_to_cell_abs(last, range->last, range->column, 1, 1);
  snprintf(buf, size, "'%.120s'!%s:%s", range->sheet, first, last);
  return buf;
}

static void add_series(const buju_book_file *file, lxw_chart *chart, const buju_book_chart *spec, size_t i) {
  const buju_book_series *own = &spec->series[i];
  lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
  if (series == NULL) return;
  chart_series_set_categories(series, spec->categories.sheet, spec->categories.first, spec->categories.column,
                              spec->categories.last, spec->categories.column);
  chart_series_set_values(series, own->values.sheet, own->values.first, own->values.column, own->values.last,
                          own->values.column);
  chart_series_set_name(series, file->about->lang == BUJU_ZH ? own->name->zh : own->name->en);
  lxw_chart_fill fill = {.color = own->rgb};
  lxw_chart_line line = {.color = own->rgb, .width = 0.75};
  lxw_chart_pattern pattern = {
      .fg_color = own->rgb, .bg_color = LXW_COLOR_WHITE, .type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL};
  chart_series_set_line(series, &line);
  if (own->hatched)
    chart_series_set_pattern(series, &pattern);
  else
    chart_series_set_fill(series, &fill);
}

static void set_axis(const buju_book_file *file, lxw_chart_axis *axis, const buju_msg *name) {
  lxw_chart_font font = {.size = 9, .bold = LXW_EXPLICIT_FALSE};
  if (name != NULL) chart_axis_set_name(axis, file->about->lang == BUJU_ZH ? name->zh : name->en);
  chart_axis_set_name_font(axis, &font);
  chart_axis_set_num_font(axis, &font);
}

void buju_xlsx_chart(buju_book_file *file, uint32_t row, uint16_t column, const buju_book_chart *spec) {
  lxw_chart *chart = workbook_add_chart(file->book, LXW_CHART_COLUMN);
  lxw_chart_font font = {.size = 11, .bold = LXW_TRUE};
  lxw_chart_line grid = {.color = buju_ink_specs[BUJU_INK_GRID].light, .width = 0.75};
  if (chart == NULL) {
    buju_book_keep(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  char title[200];
  chart_title_set_name(chart, buju_utf8_short(spec->title, title, sizeof title));
  chart_title_set_name_font(chart, &font);
  set_axis(file, chart->x_axis, spec->x);
  set_axis(file, chart->y_axis, spec->y);
  chart_axis_set_min(chart->y_axis, 0);
  if (spec->y_most > 0) chart_axis_set_max(chart->y_axis, spec->y_most);
  if (spec->y_format != NULL) chart_axis_set_num_format(chart->y_axis, spec->y_format);
  chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
  for (size_t i = 0; i < spec->n; i++) add_series(file, chart, spec, i);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  chart_set_series_gap(chart, 80);
  /* The default size of a chart is 480 × 288 pixels. */
  lxw_chart_options options = {.x_scale = spec->width / 480.0, .y_scale = spec->height / 288.0};
  buju_book_keep(file, worksheet_insert_chart_opt(file->sheet, row, column, chart, &options));
}
