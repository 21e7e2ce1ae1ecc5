/* Charts of times. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "report/chart.h"

BUJU_MSG(word_before, "现状", "as things stand");
BUJU_MSG(word_after, "规划后", "after the plan");

static const buju_pen line_before = {.stroke = BUJU_INK_BEFORE_LINE, .width = 2, .dash = "6 4"};
static const buju_pen line_after = {.stroke = BUJU_INK_AFTER, .width = 2.4};

static const char *in(const buju_canvas *canvas, const buju_msg *msg) {
  return canvas->lang == BUJU_ZH ? msg->zh : msg->en;
}

static void draw_limit(const buju_plane *plane, double limit_min) {
  BUJU_MSG(limit, "时限 {0} 分钟", "limit {0} min");
  const buju_pen pen = {.stroke = BUJU_INK_SHORT, .width = 1.3, .dash = "2 3"};
  const buju_lettering lettering = {11, BUJU_START, BUJU_INK_BUILD, true, true};
  if (!(limit_min <= plane->x_most)) return;
  double x = buju_plane_x(plane, limit_min);
  buju_canvas_segment(plane->canvas, x, plane->top - 4, x, plane->top + plane->height, &pen);
  buju_canvas_say(plane->canvas, x + 5, plane->top + plane->height - 8, &lettering,
                  BUJU_SAY(limit, buju_real(limit_min)));
}

static void draw_curve(const buju_plane *plane, const buju_times *times, const buju_pen *pen) {
  double y = buju_plane_y(plane, 0), share = 0;
  buju_canvas_move(plane->canvas, buju_plane_x(plane, 0), y);
  for (buju_ix i = 0; i < times->n && times->min[i] <= plane->x_most; i++) {
    if (i + 1 < times->n && times->min[i + 1] == times->min[i]) continue;
    double x = buju_plane_x(plane, times->min[i]);
    buju_canvas_line(plane->canvas, x, y);
    share = times->sum[i] / times->people;
    y = buju_plane_y(plane, 100 * share);
    buju_canvas_line(plane->canvas, x, y);
  }
  buju_canvas_line(plane->canvas, plane->left + plane->width, y);
  buju_canvas_paint(plane->canvas, pen);
}

static double longest(const buju_facts *facts, const buju_times times[2]) {
  double most = fmax(buju_times_quantile(&times[0], 0.995), buju_times_quantile(&times[1], 0.995));
  most = fmax(most, 1.3 * facts->limit_min); /* fmax passes over NaN */
  return isnan(most) || most < 1 ? 1 : most;
}

/* At the limit, where the eye goes: both shares. */
static void draw_shares(const buju_plane *plane, const buju_facts *facts, const buju_times times[2]) {
  static const buju_ink inks[] = {BUJU_INK_BEFORE_LINE, BUJU_INK_AFTER};
  double at[2];
  if (!(facts->limit_min <= plane->x_most)) return;
  for (int s = 0; s < 2; s++) at[s] = 100 * buju_times_within(&times[s], facts->limit_min) / times[s].people;
  for (int s = 0; s < 2; s++) {
    char text[32], number[48];
    const buju_pen pen = {.fill = inks[s], .stroke = BUJU_INK_PAPER, .width = 1.5};
    const buju_lettering lettering = {12, s == 0 ? BUJU_START : BUJU_END, inks[s], true, true};
    double x = buju_plane_x(plane, facts->limit_min), y = buju_plane_y(plane, at[s]);
    snprintf(text, sizeof text, "%s%%", buju_page_number(at[s], 1, number));
    buju_canvas_circle(plane->canvas, x, y, 4.5, &pen);
    buju_canvas_text(plane->canvas, x + (s == 0 ? 8 : -8), s == 0 ? y + 18 : y - 8, &lettering, text);
  }
}

void buju_chart_coverage(buju_canvas *canvas, const buju_facts *facts, const buju_times times[2]) {
  BUJU_MSG(share, "人口比例", "share of people");
  BUJU_MSG(minutes, "到最近机构的时间（分钟）", "minutes to the nearest site");
  double step = buju_chart_step(longest(facts, times), 10);
  buju_plane plane = {
      canvas, 44, 46, BUJU_CHART_WIDTH - 60, BUJU_CHART_HEIGHT - 92, step * ceil(longest(facts, times) / step), 100};
  double x = buju_chart_key(canvas, 44, &line_after, true, in(canvas, &word_after));
  buju_chart_key(canvas, x, &line_before, true, in(canvas, &word_before));
  buju_plane_frame(&plane, 20, &share, "%");
  buju_plane_ticks(&plane, step, &minutes);
  if (!(times[0].people > 0)) return;
  draw_limit(&plane, facts->limit_min);
  draw_curve(&plane, &times[0], &line_before);
  draw_curve(&plane, &times[1], &line_after);
  draw_shares(&plane, facts, times);
}

/* Upper ends of the classes, inclusive; what is farther makes one more, the unreachable the last. */
static const double ends[] = {5, 10, 15, 20, 30, 45, 60};
enum { ENDS = sizeof ends / sizeof *ends, CLASSES = ENDS + 2 };

static void count_classes(const buju_times *times, double people[CLASSES]) {
  double before = 0;
  for (int c = 0; c < ENDS; c++) {
    double within = buju_times_within(times, ends[c]);
    people[c] = within - before;
    before = within;
  }
  people[ENDS] = (times->n > 0 ? times->sum[times->n - 1] : 0) - before;
  people[ENDS + 1] = times->unreachable;
}

static void name_class(const buju_canvas *canvas, int c, char *text, size_t size) {
  BUJU_MSG(first, "≤{0}", "≤{0}");
  BUJU_MSG(middle, "{0}–{1}", "{0}–{1}");
  BUJU_MSG(farther, ">{0}", ">{0}");
  BUJU_MSG(never, "到不了", "unreachable");
  buju_said said =
      BUJU_SAY(middle, buju_real(c > 0 ? ends[c <= ENDS ? c - 1 : 0] : 0), buju_real(ends[c < ENDS ? c : 0]));
  if (c == 0) said = BUJU_SAY(first, buju_real(ends[0]));
  if (c == ENDS) said.msg = &farther;
  if (c == ENDS + 1) said.msg = &never;
  buju_say(canvas->lang, &said, text, size);
}

void buju_chart_classes(buju_canvas *canvas, const buju_facts *facts, const buju_times times[2]) {
  BUJU_MSG(unit, "人口（万人）", "people (10,000)");
  BUJU_MSG(minutes, "到最近机构的时间（分钟）", "minutes to the nearest site");
  static const double TEN_THOUSAND = 10000;
  const buju_pen pens[] = {{.fill = BUJU_INK_BEFORE, .stroke = BUJU_INK_BEFORE_LINE, .width = 0.8},
                           {.fill = BUJU_INK_AFTER, .stroke = BUJU_INK_AFTER, .width = 0.8}};
  const buju_lettering below = {11, BUJU_MIDDLE, BUJU_INK_FAINT, false, false};
  const buju_lettering above = {10, BUJU_MIDDLE, BUJU_INK_TEXT, false, false};
  double people[2][CLASSES], most = 0;
  (void)facts;
  for (int s = 0; s < 2; s++) {
    count_classes(&times[s], people[s]);
    for (int c = 0; c < CLASSES; c++) most = fmax(most, people[s][c] / TEN_THOUSAND);
  }
  double step = buju_chart_step(fmax(most, 0.1), 5);
  buju_plane plane = {
      canvas, 44, 46, BUJU_CHART_WIDTH - 60, BUJU_CHART_HEIGHT - 92, CLASSES, step * ceil(fmax(most, 0.1) / step)};
  double x = buju_chart_key(canvas, 44, &pens[0], false, in(canvas, &word_before));
  buju_chart_key(canvas, x, &pens[1], false, in(canvas, &word_after));
  buju_plane_frame(&plane, step, &unit, "");
  for (int c = 0; c < CLASSES; c++) {
    char text[48];
    double middle = buju_plane_x(&plane, c + 0.5), half = plane.width / CLASSES * 0.4;
    for (int s = 0; s < 2; s++) {
      double value = people[s][c] / TEN_THOUSAND, y = buju_plane_y(&plane, value);
      if (!(people[s][c] > 0)) continue;
      buju_canvas_rect(canvas, middle + (s - 1) * half, y, half, plane.top + plane.height - y, &pens[s]);
      buju_canvas_text(canvas, middle + (s - 0.5) * half, y - 4, &above,
                       buju_page_number(value, value < 0.95 ? 2 : 1, text));
    }
    name_class(canvas, c, text, sizeof text);
    buju_canvas_text(canvas, middle, plane.top + plane.height + 16, &below, text);
  }
  const buju_lettering right = {11, BUJU_END, BUJU_INK_FAINT, false, false};
  buju_canvas_text(canvas, plane.left + plane.width, plane.top + plane.height + 34, &right, in(canvas, &minutes));
}

static void draw_lorenz(const buju_plane *plane, const buju_times *times, const buju_pen *pen) {
  double total = buju_times_mean(times) * (times->n > 0 ? times->sum[times->n - 1] : 0), minutes = 0;
  if (!(total > 0)) return;
  buju_canvas_move(plane->canvas, buju_plane_x(plane, 0), buju_plane_y(plane, 0));
  for (buju_ix i = 0; i < times->n; i++) {
    minutes += times->min[i] * (times->sum[i] - (i > 0 ? times->sum[i - 1] : 0));
    buju_canvas_line(plane->canvas, buju_plane_x(plane, 100 * times->sum[i] / times->sum[times->n - 1]),
                     buju_plane_y(plane, 100 * minutes / total));
  }
  buju_canvas_paint(plane->canvas, pen);
}

void buju_chart_lorenz(buju_canvas *canvas, const buju_times times[2]) {
  BUJU_MSG(share_y, "时间累计比例", "share of all minutes");
  BUJU_MSG(share_x, "人口累计比例（%，从近到远）", "share of people (%), the nearest first");
  BUJU_MSG(equal, "人人相同", "all alike");
  BUJU_MSG(gini, "{0}：基尼系数 {1}", "{0}: Gini {1}");
  const buju_pen even = {.stroke = BUJU_INK_GRID, .width = 1.4};
  const buju_lettering along = {11, BUJU_END, BUJU_INK_FAINT, false, true};
  buju_plane plane = {canvas, 44, 46, 330, 214, 100, 100};
  buju_plane_frame(&plane, 20, &share_y, "%");
  buju_plane_ticks(&plane, 20, &share_x);
  buju_canvas_segment(canvas, buju_plane_x(&plane, 0), buju_plane_y(&plane, 0), buju_plane_x(&plane, 100),
                      buju_plane_y(&plane, 100), &even);
  buju_canvas_text(canvas, buju_plane_x(&plane, 70), buju_plane_y(&plane, 76), &along, in(canvas, &equal));
  for (int s = 0; s < 2; s++) {
    char number[32];
    double value = buju_times_gini(&times[s]);
    const buju_pen *pen = s == 0 ? &line_before : &line_after;
    const buju_lettering word = {12, BUJU_START, BUJU_INK_TEXT, s == 1, false};
    double y = plane.top + 70 + s * 30;
    draw_lorenz(&plane, &times[s], pen);
    snprintf(number, sizeof number, "%.3f", value);
    if (isnan(value)) continue;
    buju_canvas_segment(canvas, 410, y - 4, 440, y - 4, pen);
    buju_canvas_say(canvas, 450, y, &word,
                    BUJU_SAY(gini, buju_word(s == 0 ? &word_before : &word_after), buju_text(number)));
  }
}
