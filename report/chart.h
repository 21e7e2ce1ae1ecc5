/* Charts of a plan. Each is 660 units wide; before is grey and dashed or hatched, after blue and solid.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_CHART_H
#define BUJU_REPORT_CHART_H

#include "report/canvas.h"
#include "report/times.h"

enum { BUJU_CHART_WIDTH = 660, BUJU_CHART_HEIGHT = 300 };

/** The share of people within so many minutes of the nearest site. */
void buju_chart_coverage(buju_canvas *canvas, const buju_facts *facts, const buju_times times[2]);
/** People by minutes, in classes. */
void buju_chart_classes(buju_canvas *canvas, const buju_facts *facts, const buju_times times[2]);
/** How times are spread over people: Lorenz curves. */
void buju_chart_lorenz(buju_canvas *canvas, const buju_times times[2]);
/** People within the limit by further sites, with the proved bound; the rows of the first rule of frontier. */
void buju_chart_frontier(buju_canvas *canvas, const buju_facts *facts);

/** One rule of years at its widest level: what is asked and what is planned in each year. */
typedef struct buju_target_year {
  int year;
  double target, planned, shortfall; /* NaN: nothing is asked; planned with what is done */
} buju_target_year;
void buju_chart_targets(buju_canvas *canvas, const buju_target_year *year, buju_ix n);

/* What charts share: a plane with axes. */
typedef struct buju_plane {
  buju_canvas *canvas;
  double left, top, width, height, x_most, y_most; /* both axes begin at 0 */
} buju_plane;

static inline double buju_plane_x(const buju_plane *plane, double x) {
  return plane->left + plane->width * (x < plane->x_most ? x : plane->x_most) / plane->x_most;
}
static inline double buju_plane_y(const buju_plane *plane, double y) {
  return plane->top + plane->height * (1 - y / plane->y_most);
}
/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that makes at most so many steps up to most; most above 0. */
double buju_chart_step(double most, int steps);
/** Lines across with numbers, the base line, and what the axes are. */
void buju_plane_frame(const buju_plane *plane, double y_step, const buju_msg *unit_y, const char *after_number);
void buju_plane_ticks(const buju_plane *plane, double x_step, const buju_msg *unit_x);
/** A key in the top row: entries from left to right. */
double buju_chart_key(buju_canvas *canvas, double x, const buju_pen *pen, bool line, const char *word);

#endif
