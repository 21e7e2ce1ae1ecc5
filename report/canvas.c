/* Paths and shapes of a canvas. SPDX-License-Identifier: Apache-2.0 */
#include "report/canvas.h"

#include <math.h>

#include "core/text_width.h"

static void add(buju_canvas *canvas, char kind, double x, double y) {
  buju_stroke_point *point = canvas->failed ? NULL : buju_vec_push(&canvas->path, sizeof *point);
  if (point == NULL)
    canvas->failed = true;
  else
    *point = (buju_stroke_point){x, y, kind};
}

void buju_canvas_move(buju_canvas *canvas, double x, double y) { add(canvas, 'M', x, y); }
void buju_canvas_line(buju_canvas *canvas, double x, double y) { add(canvas, 'L', x, y); }
void buju_canvas_close(buju_canvas *canvas) { add(canvas, 'Z', 0, 0); }

void buju_canvas_paint(buju_canvas *canvas, const buju_pen *pen) {
  if (!canvas->failed && canvas->path.n > 0) canvas->paint(canvas, pen);
  canvas->path.n = 0;
}

void buju_canvas_rect(buju_canvas *canvas, double x, double y, double width, double height, const buju_pen *pen) {
  buju_canvas_move(canvas, x, y);
  buju_canvas_line(canvas, x + width, y);
  buju_canvas_line(canvas, x + width, y + height);
  buju_canvas_line(canvas, x, y + height);
  buju_canvas_close(canvas);
  buju_canvas_paint(canvas, pen);
}

/* As a polygon of twelve sides: at the size of marks nobody sees the difference. */
void buju_canvas_circle(buju_canvas *canvas, double x, double y, double radius, const buju_pen *pen) {
  enum { SIDES = 12 };
  static const double TURN = 6.283185307179586;
  for (int i = 0; i < SIDES; i++) {
    double px = x + radius * cos(TURN * i / SIDES), py = y + radius * sin(TURN * i / SIDES);
    add(canvas, i == 0 ? 'M' : 'L', px, py);
  }
  buju_canvas_close(canvas);
  buju_canvas_paint(canvas, pen);
}

void buju_canvas_segment(buju_canvas *canvas, double x1, double y1, double x2, double y2, const buju_pen *pen) {
  buju_canvas_move(canvas, x1, y1);
  buju_canvas_line(canvas, x2, y2);
  buju_canvas_paint(canvas, pen);
}

void buju_canvas_text(buju_canvas *canvas, double x, double y, const buju_lettering *lettering, const char *text) {
  if (text != NULL && *text != '\0') canvas->text(canvas, x, y, lettering, text);
}

void buju_canvas_say(buju_canvas *canvas, double x, double y, const buju_lettering *lettering, buju_said said) {
  char text[512];
  buju_say(canvas->lang, &said, text, sizeof text);
  buju_canvas_text(canvas, x, y, lettering, text);
}

/* buju_text_width counts halves of an em; a Latin letter takes a little more than half. */
double buju_canvas_width(const char *text, double size) {
  static const double HALF_EM = 0.5, LETTER_MORE = 0.06;
  size_t halves = buju_text_width(text), narrow = 0;
  for (const char *p = text; *p != '\0'; p++) narrow += (unsigned char)*p < 0x80;
  return size * (HALF_EM * (double)halves + LETTER_MORE * (double)narrow);
}
