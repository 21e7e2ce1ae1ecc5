/* A map as a picture of its own, with its title. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "report/map.h"
#include "report/report.h"

enum { WIDTH = 900, HIGHEST = 1100, MARGIN = 24, TITLE = 44 };

static void draw(buju_canvas *canvas, const buju_facts *facts, const buju_map_spec *spec) {
  BUJU_MSG(after, "{0} · 规划布局图", "{0} · the plan");
  BUJU_MSG(before, "{0} · 现状图", "{0} · as things stand");
  const buju_lettering title = {20, BUJU_MIDDLE, BUJU_INK_TEXT, true, false};
  const char *name = buju_report_setting(facts->report, "title");
  if (name == NULL) name = facts->county != NULL ? facts->county : "";
  if (spec->township != BUJU_NONE) name = buju_facts_township(facts, spec->township);
  buju_said said = BUJU_SAY(before, buju_text(name));
  if (spec->stage == BUJU_AFTER) said.msg = &after;
  buju_canvas_say(canvas, spec->width / 2, 24, &title, said);
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
