/* Axes and keys. SPDX-License-Identifier: Apache-2.0 */
#include "report/chart.h"

#include <math.h>
#include <stdio.h>

static const buju_lettering tick_y = {11, BUJU_END, BUJU_INK_FAINT, false, false};
static const buju_lettering tick_x = {11, BUJU_MIDDLE, BUJU_INK_FAINT, false, false};
static const buju_lettering left = {11, BUJU_START, BUJU_INK_FAINT, false, false};
static const buju_lettering right = {11, BUJU_END, BUJU_INK_FAINT, false, false};

double buju_chart_step(double most, int steps) {
  static const double nice[] = {1, 2, 2.5, 5, 10};
  double power = pow(10, floor(log10(most / steps)));
  for (size_t i = 0; i < sizeof nice / sizeof *nice; i++)
    if (nice[i] * power * steps >= most * (1 - 1e-9)) return nice[i] * power;
  return 10 * power;
}

static int decimals_of(double step) { return step >= 1 && step == floor(step) ? 0 : 1; }

static const char *in(const buju_canvas *canvas, const buju_msg *msg) {
  return canvas->lang == BUJU_ZH ? msg->zh : msg->en;
}

void buju_plane_frame(const buju_plane *plane, double y_step, const buju_msg *unit_y, const char *after_number) {
  const buju_pen grid = {.stroke = BUJU_INK_GRID, .width = 1}, base = {.stroke = BUJU_INK_FAINT, .width = 1};
  int lines = (int)(plane->y_most / y_step * (1 + 1e-9));
  for (int i = 0; i <= lines; i++) {
    double y = i * y_step;
    char number[48], text[64];
    snprintf(text, sizeof text, "%s%s", buju_page_number(y, decimals_of(y_step), number), after_number);
    double at = round(buju_plane_y(plane, y)) + 0.5;
    buju_canvas_segment(plane->canvas, plane->left, at, plane->left + plane->width, at, y == 0 ? &base : &grid);
    buju_canvas_text(plane->canvas, plane->left - 6, at + 4, &tick_y, text);
  }
  buju_canvas_text(plane->canvas, 0, plane->top - 10, &left, in(plane->canvas, unit_y));
}

void buju_plane_ticks(const buju_plane *plane, double x_step, const buju_msg *unit_x) {
  const buju_pen mark = {.stroke = BUJU_INK_FAINT, .width = 1};
  double bottom = plane->top + plane->height;
  int marks = (int)(plane->x_most / x_step * (1 + 1e-9));
  for (int i = 0; i <= marks; i++) {
    double x = i * x_step;
    char number[48];
    double at = round(buju_plane_x(plane, x)) + 0.5;
    buju_canvas_segment(plane->canvas, at, bottom, at, bottom + 4, &mark);
    buju_canvas_text(plane->canvas, at, bottom + 16, &tick_x, buju_page_number(x, decimals_of(x_step), number));
  }
  buju_canvas_text(plane->canvas, plane->left + plane->width, bottom + 32, &right, in(plane->canvas, unit_x));
}

double buju_chart_key(buju_canvas *canvas, double x, const buju_pen *pen, bool line, const char *word) {
  const buju_lettering lettering = {11.5, BUJU_START, BUJU_INK_TEXT, false, false};
  if (line)
    buju_canvas_segment(canvas, x, 10, x + 24, 10, pen);
  else
    buju_canvas_rect(canvas, x, 4, 18, 12, pen);
  double at = x + (line ? 30 : 24);
  buju_canvas_text(canvas, at, 14, &lettering, word);
  return at + buju_canvas_width(word, lettering.size) + 22;
}
