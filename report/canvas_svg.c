/* Drawing as SVG inside a page: colours are classes, so that they follow the page's light or dark; texts stay texts,
 * set in
 * the reader's own fonts. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/canvas.h"

/* One decimal, without what is needless: "12.0" is "12". Digits are put by hand: a county's maps have a million
 * numbers, and printf took a quarter of the time of a report. */
static void put_number(buju_page *page, double value, bool first) {
  char text[32], *at = text + sizeof text - 1;
  if (!(fabs(value) < 1e7)) value = value > 0 ? 1e7 : -1e7;
  long tenths = lround(value * 10), rest = labs(tenths);
  *at = '\0';
  if (rest % 10 != 0) {
    *--at = (char)('0' + rest % 10);
    *--at = '.';
  }
  rest /= 10;
  do {
    *--at = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (tenths < 0) *--at = '-';
  if (!first) *--at = ' ';
  buju_page_put(page, at);
}

static bool same_place(const buju_stroke_point *a, double x, double y) {
  return lround(a->x * 10) == lround(x * 10) && lround(a->y * 10) == lround(y * 10);
}

/* Points that fall onto the one before are left out: neighbours lose the same ones, so no gap opens between them. */
static void put_path(buju_canvas *canvas) {
  buju_page *page = canvas->to;
  const buju_stroke_point *point = canvas->path.data, *last = NULL;
  for (size_t i = 0; i < canvas->path.n; i++) {
    if (point[i].kind == 'Z') {
      buju_page_put(page, "Z");
      continue;
    }
    if (point[i].kind == 'L' && last != NULL && same_place(last, point[i].x, point[i].y)) continue;
    const char letter[] = {point[i].kind, '\0'};
    buju_page_put(page, letter);
    put_number(page, point[i].x, true);
    put_number(page, point[i].y, false);
    last = &point[i];
  }
}

static void svg_paint(buju_canvas *canvas, const buju_pen *pen) {
  buju_page *page = canvas->to;
  buju_page_put(page, "<path");
  if (pen->fill != BUJU_INK_NONE && pen->stroke != BUJU_INK_NONE)
    buju_page_putf(page, " class=\"f-%s s-%s\"", buju_ink_specs[pen->fill].name, buju_ink_specs[pen->stroke].name);
  else if (pen->fill != BUJU_INK_NONE)
    buju_page_putf(page, " class=\"f-%s\"", buju_ink_specs[pen->fill].name);
  else
    buju_page_putf(page, " class=\"f-none s-%s\"", buju_ink_specs[pen->stroke].name);
  if (pen->stroke != BUJU_INK_NONE && pen->width != 1) buju_page_putf(page, " stroke-width=\"%.4g\"", pen->width);
  if (pen->dash != NULL) buju_page_putf(page, " stroke-dasharray=\"%s\"", pen->dash);
  buju_page_put(page, " d=\"");
  put_path(canvas);
  buju_page_put(page, "\"/>\n");
}

static void svg_text(buju_canvas *canvas, double x, double y, const buju_lettering *lettering, const char *text) {
  static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
  buju_page *page = canvas->to;
  buju_page_putf(page, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.4g\"%s class=\"f-%s%s%s\">", x, y, lettering->size,
                 anchors[lettering->anchor], buju_ink_specs[lettering->ink].name, lettering->bold ? " b" : "",
                 lettering->halo ? " halo" : "");
  buju_page_text(page, text);
  buju_page_put(page, "</text>\n");
}

static void svg_clip(buju_canvas *canvas, double x, double y, double width, double height) {
  buju_page *page = canvas->to;
  /* An inner svg cuts at its edge and needs no id. */
  buju_page_putf(page, "<svg x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" viewBox=\"%.1f %.1f %.1f %.1f\">\n",
                 x, y, width, height, x, y, width, height);
}

static void svg_unclip(buju_canvas *canvas) { buju_page_put(canvas->to, "</svg>\n"); }

void buju_canvas_svg_begin(buju_canvas *canvas, buju_page *page, double width, double height, const char *named) {
  *canvas = (buju_canvas){svg_paint, svg_text, svg_clip, svg_unclip, page, page->lang, {0}, 0, false};
  buju_page_putf(
      page, "<svg class=\"drawing\" viewBox=\"0 0 %.0f %.0f\" style=\"max-width:%.0fpx\" role=\"img\" aria-label=\"",
      width, height, width);
  buju_page_text(page, named);
  buju_page_put(page, "\">\n");
}

void buju_canvas_svg_end(buju_canvas *canvas) {
  buju_page *page = canvas->to;
  if (canvas->failed) page->failed = true;
  buju_page_put(page, "</svg>\n");
  buju_vec_free(&canvas->path);
}

static const char *const pattern_marks[BUJU_PATTERNS] = {"",
                                                         "<path d=\"M-1 1L1-1M0 6L6 0M5 7L7 5\"/>",
                                                         "<path d=\"M-1 5L1 7M0 0L6 6M5-1L7 1\"/>",
                                                         "<path d=\"M0 3H6\"/>",
                                                         "<path d=\"M0 0L6 6M0 6L6 0\"/>",
                                                         "<path d=\"M2 3h2\" stroke-width=\"1.6\"/>"};

void buju_ink_defs(buju_page *page) {
  buju_page_put(page, "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>\n");
  for (int i = 0; i < BUJU_INKS; i++) {
    const buju_ink_spec *ink = &buju_ink_specs[i];
    if (ink->pattern == BUJU_PLAIN) continue;
    buju_page_putf(page,
                   "<pattern id=\"p-%s\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" "
                   "height=\"6\" style=\"fill:var(--%s)\"/><g class=\"hatch\">%s</g></pattern>\n",
                   ink->name, ink->name, pattern_marks[ink->pattern]);
  }
  buju_page_put(page, "</defs></svg>\n");
}

static void put_variables(buju_page *page, bool dark) {
  for (int i = 1; i < BUJU_INKS; i++)
    buju_page_putf(page, "--%s:#%06x;", buju_ink_specs[i].name,
                   (unsigned)(dark ? buju_ink_specs[i].dark : buju_ink_specs[i].light));
}

void buju_ink_css(buju_page *page) {
  buju_page_put(page, ":root{");
  put_variables(page, false);
  buju_page_put(page, "--hatch:#3a3f45}\n@media screen and (prefers-color-scheme:dark){:root{");
  put_variables(page, true);
  buju_page_put(
      page, "--hatch:#dfe3e7}}\n.f-none{fill:none}.hatch{stroke:var(--hatch);stroke-width:.7;opacity:.5;fill:none}\n");
  for (int i = 1; i < BUJU_INKS; i++) {
    const char *name = buju_ink_specs[i].name;
    if (buju_ink_specs[i].pattern != BUJU_PLAIN)
      buju_page_putf(page, ".f-%s{fill:url(#p-%s)}", name, name);
    else
      buju_page_putf(page, ".f-%s{fill:var(--%s)}", name, name);
    buju_page_putf(page, ".s-%s{stroke:var(--%s)}\n", name, name);
  }
}
