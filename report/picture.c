/* A map as a picture of its own, with its title. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "core/utf8.h"
#include "report/map.h"
#include "report/report.h"

enum { WIDTH = 900, HIGHEST = 1100, MARGIN = 24, TITLE = 44 };

/* The title with as much of the name as fits in the width; in small letters before anything is cut. */
static void put_title(buju_canvas *canvas, const buju_msg *title, const char *name, double width) {
  enum { CUT = 6 };
  buju_lettering lettering = {20, BUJU_MIDDLE, BUJU_INK_TEXT, true, false};
  char cut[256], text[320];
  for (size_t room = sizeof cut; room > CUT; room -= CUT) {
    buju_said said = BUJU_SAY(*title, buju_text(buju_utf8_short(name, cut, room)));
    buju_say(canvas->lang, &said, text, sizeof text);
    if (room == sizeof cut && buju_canvas_width(text, lettering.size) > width) lettering.size = 14;
    if (buju_canvas_width(text, lettering.size) <= width) break;
  }
  buju_canvas_text(canvas, width / 2, 24, &lettering, text);
}

static void draw(buju_canvas *canvas, const buju_facts *facts, const buju_map_spec *spec) {
  BUJU_MSG(after, "{0} · 规划布局图", "{0} · the plan");
  BUJU_MSG(before, "{0} · 现状图", "{0} · as things stand");
  const char *name = facts->title != NULL ? facts->title : facts->county != NULL ? facts->county : "";
  if (spec->township != BUJU_NONE) name = buju_facts_township(facts, spec->township);
  put_title(canvas, spec->stage == BUJU_AFTER ? &after : &before, name, spec->width);
  buju_map_draw(canvas, facts, spec, TITLE);
}

buju_status buju_report_png(buju_ctx *ctx, const buju_report *report, buju_ix township, int stage, double scale,
                            unsigned char **bytes, size_t *n) {
  buju_facts facts;
  buju_canvas canvas;
  const buju_map_spec spec = {.township = township, .stage = stage, .width = WIDTH, .most = HIGHEST, .legend = true};
  *bytes = NULL;
  *n = 0;
  buju_status status = buju_facts_make(ctx, report, &facts);
  double height = status == BUJU_OK ? buju_map_height(&facts, &spec) : 0;
  if (status != BUJU_OK || !(height > 0)) return status;
  status = buju_canvas_png_begin(ctx, &canvas, WIDTH + 2 * MARGIN, height + TITLE + 2 * MARGIN, MARGIN, scale);
  if (status != BUJU_OK) return status;
  draw(&canvas, &facts, &spec);
  return buju_canvas_png_end(ctx, &canvas, bytes, n);
}
