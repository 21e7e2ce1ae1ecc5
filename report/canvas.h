/* One way to draw for the pages (SVG) and for pictures (PNG): paths, marks and texts in inks. The origin is at the top
 * left,
 * a unit is a pixel of 1/96 inch. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_CANVAS_H
#define BUJU_REPORT_CANVAS_H

#include "core/arena.h"
#include "report/ink.h"
#include "report/page.h"

/** A point of the path under construction; kind 'M' begins a line, 'L' goes on, 'Z' closes it. */
typedef struct buju_stroke_point {
  double x, y;
  char kind;
} buju_stroke_point;

typedef enum buju_anchor { BUJU_START, BUJU_MIDDLE, BUJU_END } buju_anchor;

typedef struct buju_pen {
  buju_ink fill, stroke; /* BUJU_INK_NONE: not */
  double width;
  const char *dash; /* "4 3", or NULL */
} buju_pen;

typedef struct buju_lettering {
  double size;
  buju_anchor anchor; /* what of the text stands at x; y is the base line */
  buju_ink ink;
  bool bold, halo; /* halo: a rim of paper around the letters, for texts on maps */
} buju_lettering;

typedef struct buju_canvas buju_canvas;
struct buju_canvas {
  void (*paint)(buju_canvas *canvas, const buju_pen *pen);
  void (*text)(buju_canvas *canvas, double x, double y, const buju_lettering *lettering, const char *text);
  /* Everything until unclip is cut at the rectangle. */
  void (*clip)(buju_canvas *canvas, double x, double y, double width, double height);
  void (*unclip)(buju_canvas *canvas);
  void *to; /* of the kind of canvas */
  buju_lang lang;
  buju_vec path; /* buju_stroke_point */
  unsigned clips;
  bool failed; /* memory is out */
};

void buju_canvas_move(buju_canvas *canvas, double x, double y);
void buju_canvas_line(buju_canvas *canvas, double x, double y);
void buju_canvas_close(buju_canvas *canvas);
/** Paints the path and begins a new one. */
void buju_canvas_paint(buju_canvas *canvas, const buju_pen *pen);

void buju_canvas_rect(buju_canvas *canvas, double x, double y, double width, double height, const buju_pen *pen);
void buju_canvas_circle(buju_canvas *canvas, double x, double y, double radius, const buju_pen *pen);
void buju_canvas_segment(buju_canvas *canvas, double x1, double y1, double x2, double y2, const buju_pen *pen);
void buju_canvas_text(buju_canvas *canvas, double x, double y, const buju_lettering *lettering, const char *text);
void buju_canvas_say(buju_canvas *canvas, double x, double y, const buju_lettering *lettering, buju_said said);

/** The width of a text: a Chinese character is an em in every font; of other letters a mean that is rather too wide. So
 *  labels stand in the same places whatever fonts a machine has. */
double buju_canvas_width(const char *text, double size);

/** An SVG written into a page; named: what a reader that cannot see is told. Every canvas is freed after
 * buju_canvas_end. */
void buju_canvas_svg_begin(buju_canvas *canvas, buju_page *page, double width, double height, const char *named);
void buju_canvas_svg_end(buju_canvas *canvas);

/** The patterns and the style rules of inks; once in a page. */
void buju_ink_defs(buju_page *page);
void buju_ink_css(buju_page *page);

/** A PNG of width × height units at scale pixels a unit, with the origin margin units inside; each side at most 32,767
 * pixels. end gives its bytes (heap).
 */
buju_status buju_canvas_png_begin(buju_ctx *ctx, buju_canvas *canvas, double width, double height, double margin,
                                  double scale);
buju_status buju_canvas_png_end(buju_ctx *ctx, buju_canvas *canvas, unsigned char **bytes, size_t *n);

#endif
