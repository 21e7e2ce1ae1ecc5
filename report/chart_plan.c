/* Charts of building: the frontier and the targets by year. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/chart.h"

static const char *in(const buju_canvas *canvas, const buju_msg *msg) {
  return canvas->lang == BUJU_ZH ? msg->zh : msg->en;
}

static double cell(const buju_facts *facts, unsigned column, buju_ix row) {
  return buju_report_number(facts->report, BUJU_LAYER_FRONTIER, column, row);
}

static void draw_steps(const buju_plane *plane, const buju_facts *facts, unsigned column, buju_ix n,
                       const buju_pen *pen) {
  bool begun = false;
  for (buju_ix i = 0; i < n; i++) {
    double sites = cell(facts, FRONTIER_sites, i), people = cell(facts, column, i) / 10000;
    if (isnan(sites) || isnan(people)) continue;
    double x = buju_plane_x(plane, sites), y = buju_plane_y(plane, people);
    if (begun)
      buju_canvas_line(plane->canvas, x, y);
    else
      buju_canvas_move(plane->canvas, x, y);
    begun = true;
  }
  buju_canvas_paint(plane->canvas, pen);
}

void buju_chart_frontier(buju_canvas *canvas, const buju_facts *facts) {
  BUJU_MSG(found, "找到的最好布点", "the best found");
  BUJU_MSG(bound, "已证明的上界", "proved bound");
  BUJU_MSG(people, "时限内人口（万人）", "people within the limit (10,000)");
  BUJU_MSG(sites, "新增机构（处）", "new sites");
  const buju_report *report = facts->report;
  const char *rule = buju_report_text(report, BUJU_LAYER_FRONTIER, FRONTIER_rule, 0);
  const buju_pen line = {.stroke = BUJU_INK_AFTER, .width = 2.4},
                 above = {.stroke = BUJU_INK_SHORT, .width = 1.4, .dash = "2 3"};
  const buju_pen dot = {.fill = BUJU_INK_AFTER, .stroke = BUJU_INK_PAPER, .width = 0.8};
  double most_x = 1, most_y = 0.1;
  buju_ix n = 0;
  for (; n < report->table[BUJU_LAYER_FRONTIER].n; n++) {
    if (rule != NULL && !buju_report_is(report, BUJU_LAYER_FRONTIER, FRONTIER_rule, n, rule)) break;
    most_x = fmax(most_x, cell(facts, FRONTIER_sites, n));
    most_y = fmax(most_y, fmax(cell(facts, FRONTIER_people_within, n), cell(facts, FRONTIER_people_bound, n)) / 10000);
  }
  double x_step = fmax(1, buju_chart_step(most_x, 10)), y_step = buju_chart_step(most_y, 5);
  buju_plane plane = {canvas,
                      44,
                      46,
                      BUJU_CHART_WIDTH - 60,
                      BUJU_CHART_HEIGHT - 92,
                      x_step * ceil(most_x / x_step),
                      y_step * ceil(most_y / y_step)};
  double x = buju_chart_key(canvas, 44, &line, true, in(canvas, &found));
  buju_chart_key(canvas, x, &above, true, in(canvas, &bound));
  buju_plane_frame(&plane, y_step, &people, "");
  buju_plane_ticks(&plane, x_step, &sites);
  draw_steps(&plane, facts, FRONTIER_people_within, n, &line);
  draw_steps(&plane, facts, FRONTIER_people_bound, n, &above);
  for (buju_ix i = 0; i < n && most_x <= 60; i++) {
    double count = cell(facts, FRONTIER_sites, i), within = cell(facts, FRONTIER_people_within, i);
    if (!isnan(count) && !isnan(within))
      buju_canvas_circle(canvas, buju_plane_x(&plane, count), buju_plane_y(&plane, within / 10000), 2.8, &dot);
  }
}

static void draw_bar(const buju_plane *plane, double x, double width, double from, double to, const buju_pen *pen) {
  double top = buju_plane_y(plane, to);
  if (to > from) buju_canvas_rect(plane->canvas, x, top, width, buju_plane_y(plane, from) - top, pen);
}

void buju_chart_targets(buju_canvas *canvas, const buju_target_year *year, buju_ix n) {
  BUJU_MSG(sites, "数量（处）", "number");
  BUJU_MSG(asked, "任务", "asked");
  BUJU_MSG(planned, "完成和计划", "done and planned");
  BUJU_MSG(shortfall, "差额", "shortfall");
  const buju_pen target = {.fill = BUJU_INK_BEFORE, .stroke = BUJU_INK_BEFORE_LINE, .width = 0.8};
  const buju_pen plan = {.fill = BUJU_INK_AFTER, .stroke = BUJU_INK_AFTER, .width = 0.8};
  const buju_pen missing = {.fill = BUJU_INK_SHORT, .stroke = BUJU_INK_SHORT, .width = 0.8};
  const buju_lettering below = {12, BUJU_MIDDLE, BUJU_INK_TEXT, false, false};
  const buju_lettering above = {11, BUJU_MIDDLE, BUJU_INK_TEXT, false, false};
  double most = 1, height = 210;
  for (buju_ix i = 0; i < n; i++)
    most = fmax(most, fmax(isnan(year[i].target) ? 0 : year[i].target,
                           year[i].planned + (year[i].shortfall > 0 ? year[i].shortfall : 0)));
  double step = fmax(1, buju_chart_step(most, 4));
  buju_plane plane = {
      canvas, 44, 46, BUJU_CHART_WIDTH - 60, height - 46 - 26, n > 0 ? n : 1, step * ceil(most * 1.08 / step)};
  double x = buju_chart_key(canvas, 44, &target, false, in(canvas, &asked));
  x = buju_chart_key(canvas, x, &plan, false, in(canvas, &planned));
  buju_chart_key(canvas, x, &missing, false, in(canvas, &shortfall));
  buju_plane_frame(&plane, step, &sites, "");
  for (buju_ix i = 0; i < n; i++) {
    char text[48];
    double middle = buju_plane_x(&plane, i + 0.5), half = fmin(46, plane.width / (double)n * 0.3);
    double lacking = year[i].shortfall > 0 ? year[i].shortfall : 0;
    if (!isnan(year[i].target)) {
      draw_bar(&plane, middle - half, half, 0, year[i].target, &target);
      buju_canvas_text(canvas, middle - half / 2, buju_plane_y(&plane, year[i].target) - 4, &above,
                       buju_page_number(year[i].target, 0, text));
    }
    draw_bar(&plane, middle, half, 0, year[i].planned, &plan);
    draw_bar(&plane, middle, half, year[i].planned, year[i].planned + lacking, &missing);
    if (lacking > 0)
      snprintf(text, sizeof text, "%.0f (−%.0f)", year[i].planned, lacking);
    else
      snprintf(text, sizeof text, "%.0f", year[i].planned);
    buju_canvas_text(canvas, middle + half / 2, buju_plane_y(&plane, year[i].planned + lacking) - 4, &above, text);
    snprintf(text, sizeof text, "%d", year[i].year);
    buju_canvas_text(canvas, middle, plane.top + plane.height + 17, &below, text);
  }
}
