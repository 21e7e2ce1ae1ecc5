/* Drawing as a picture, through Cairo and Pango. SPDX-License-Identifier: Apache-2.0 */
#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#include "report/canvas.h"

enum { SIDE_MOST = 32767, TILE = 6, TILE_SCALE = 4 };

typedef struct picture {
  cairo_surface_t *surface;
  cairo_t *cairo;
  PangoFontMap *fonts; /* our own: Pango's default one lives as long as the thread */
  PangoLayout *layout;
  unsigned char *bytes;
  size_t n, cap;
} picture;

static void set_colour(cairo_t *cairo, uint32_t rgb, double opacity) {
  cairo_set_source_rgba(cairo, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0, opacity);
}

static void draw_tile(cairo_t *cairo, buju_pattern pattern) {
  static const double line[BUJU_PATTERNS][2][4] = {[BUJU_DIAGONAL] = {{-6, 12, 12, -6}, {-6, 6, 6, -6}},
                                                   [BUJU_COUNTER] = {{-6, -6, 12, 12}, {-6, 0, 6, 12}},
                                                   [BUJU_ACROSS] = {{-6, 3, 12, 3}, {-6, 3, 12, 3}},
                                                   [BUJU_CROSSED] = {{-6, -6, 12, 12}, {-6, 12, 12, -6}},
                                                   [BUJU_DOTTED] = {{2, 3, 4, 3}, {2, 3, 4, 3}}};
  set_colour(cairo, 0x3a3f45, 0.5);
  cairo_set_line_width(cairo, pattern == BUJU_DOTTED ? 1.6 : 0.7);
  for (int i = 0; i < 2; i++) {
    cairo_move_to(cairo, line[pattern][i][0], line[pattern][i][1]);
    cairo_line_to(cairo, line[pattern][i][2], line[pattern][i][3]);
  }
  cairo_stroke(cairo);
}

/* The ink as a source: a colour, or a tile that repeats. */
static void set_ink(cairo_t *cairo, buju_ink ink) {
  const buju_ink_spec *spec = &buju_ink_specs[ink];
  set_colour(cairo, spec->light, 1);
  if (spec->pattern == BUJU_PLAIN) return;
  cairo_surface_t *tile = cairo_image_surface_create(CAIRO_FORMAT_RGB24, TILE * TILE_SCALE, TILE * TILE_SCALE);
  cairo_t *on = cairo_create(tile);
  cairo_scale(on, TILE_SCALE, TILE_SCALE);
  set_colour(on, spec->light, 1);
  cairo_paint(on);
  draw_tile(on, spec->pattern);
  cairo_destroy(on);
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface(tile);
  cairo_matrix_t shrink;
  cairo_matrix_init_scale(&shrink, TILE_SCALE, TILE_SCALE);
  cairo_pattern_set_matrix(pattern, &shrink);
  cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT);
  cairo_set_source(cairo, pattern);
  cairo_pattern_destroy(pattern);
  cairo_surface_destroy(tile);
}

static void set_dash(cairo_t *cairo, const char *dash) {
  double lengths[8];
  int n = 0;
  for (char *end; dash != NULL && *dash != '\0' && n < 8; dash = end) {
    lengths[n++] = strtod(dash, &end);
    if (end == dash) break;
  }
  cairo_set_dash(cairo, lengths, n, 0);
}

static void png_paint(buju_canvas *canvas, const buju_pen *pen) {
  picture *to = canvas->to;
  const buju_stroke_point *point = canvas->path.data;
  for (size_t i = 0; i < canvas->path.n; i++) {
    if (point[i].kind == 'M') cairo_move_to(to->cairo, point[i].x, point[i].y);
    if (point[i].kind == 'L') cairo_line_to(to->cairo, point[i].x, point[i].y);
    if (point[i].kind == 'Z') cairo_close_path(to->cairo);
  }
  if (pen->fill != BUJU_INK_NONE) {
    set_ink(to->cairo, pen->fill);
    cairo_fill_preserve(to->cairo);
  }
  if (pen->stroke != BUJU_INK_NONE) {
    set_colour(to->cairo, buju_ink_specs[pen->stroke].light, 1);
    cairo_set_line_width(to->cairo, pen->width);
    set_dash(to->cairo, pen->dash);
    cairo_stroke_preserve(to->cairo);
  }
  cairo_new_path(to->cairo);
}

static void png_text(buju_canvas *canvas, double x, double y, const buju_lettering *lettering, const char *text) {
  picture *to = canvas->to;
  PangoFontDescription *font = pango_font_description_from_string("Noto Sans CJK SC, Source Han Sans SC, sans-serif");
  pango_font_description_set_absolute_size(font, lettering->size * PANGO_SCALE);
  pango_font_description_set_weight(font, lettering->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(to->layout, font);
  pango_font_description_free(font);
  pango_layout_set_single_paragraph_mode(to->layout, TRUE);
  pango_layout_set_text(to->layout, text, -1);
  int width, height;
  pango_layout_get_size(to->layout, &width, &height);
  double shift = lettering->anchor == BUJU_START ? 0 : lettering->anchor == BUJU_MIDDLE ? 0.5 : 1;
  cairo_move_to(to->cairo, x - shift * width / PANGO_SCALE,
                y - (double)pango_layout_get_baseline(to->layout) / PANGO_SCALE);
  if (lettering->halo) {
    double at_x, at_y;
    cairo_get_current_point(to->cairo, &at_x, &at_y);
    pango_cairo_layout_path(to->cairo, to->layout);
    set_colour(to->cairo, buju_ink_specs[BUJU_INK_PAPER].light, 0.85);
    cairo_set_line_width(to->cairo, 3);
    set_dash(to->cairo, NULL);
    cairo_stroke(to->cairo);
    cairo_move_to(to->cairo, at_x, at_y);
  }
  set_colour(to->cairo, buju_ink_specs[lettering->ink].light, 1);
  pango_cairo_show_layout(to->cairo, to->layout);
  cairo_new_path(to->cairo);
}

static void png_clip(buju_canvas *canvas, double x, double y, double width, double height) {
  picture *to = canvas->to;
  cairo_save(to->cairo);
  cairo_rectangle(to->cairo, x, y, width, height);
  cairo_clip(to->cairo);
}

static void png_unclip(buju_canvas *canvas) { cairo_restore(((picture *)canvas->to)->cairo); }

static void drop(buju_canvas *canvas) {
  picture *to = canvas->to;
  buju_vec_free(&canvas->path);
  if (to == NULL) return;
  if (to->layout != NULL) g_object_unref(to->layout);
  if (to->fonts != NULL) g_object_unref(to->fonts);
  cairo_destroy(to->cairo);
  cairo_surface_destroy(to->surface);
  free(to);
  canvas->to = NULL;
}

buju_status buju_canvas_png_begin(buju_ctx *ctx, buju_canvas *canvas, double width, double height, double margin,
                                  double scale) {
  BUJU_MSG(large, "图片过大：每边最多 {0} 像素；请减小 --scale",
           "the picture is too large: {0} pixels a side at most; choose a smaller --scale");
  if (!(width * scale >= 1 && height * scale >= 1 && width * scale <= SIDE_MOST && height * scale <= SIDE_MOST))
    return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(large, buju_int(SIDE_MOST)));
  picture *to = calloc(1, sizeof *to);
  if (to == NULL) return buju_fail_memory(ctx);
  *canvas = (buju_canvas){png_paint, png_text, png_clip, png_unclip, to, buju_ctx_lang(ctx), {0}, 0, false};
  to->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale), (int)ceil(height * scale));
  to->cairo = cairo_create(to->surface);
  if (cairo_status(to->cairo) != CAIRO_STATUS_SUCCESS) {
    drop(canvas);
    return buju_fail_memory(ctx);
  }
  cairo_scale(to->cairo, scale, scale);
  cairo_set_line_join(to->cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_fill_rule(to->cairo, CAIRO_FILL_RULE_EVEN_ODD);
  set_colour(to->cairo, buju_ink_specs[BUJU_INK_PAPER].light, 1);
  cairo_paint(to->cairo);
  cairo_translate(to->cairo, margin, margin);
  to->fonts = pango_cairo_font_map_new();
  PangoContext *context = to->fonts != NULL ? pango_font_map_create_context(to->fonts) : NULL;
  if (context != NULL) {
    pango_cairo_update_context(to->cairo, context);
    to->layout = pango_layout_new(context);
    g_object_unref(context);
  }
  if (to->layout != NULL) return BUJU_OK;
  drop(canvas);
  return buju_fail_memory(ctx);
}

static cairo_status_t collect(void *user, const unsigned char *data, unsigned n) {
  picture *to = user;
  if (n > to->cap - to->n) {
    size_t cap = to->cap > 0 ? to->cap : 1 << 16;
    while (cap - to->n < n && cap < SIZE_MAX / 4) cap *= 2;
    unsigned char *grown = cap - to->n >= n ? realloc(to->bytes, cap) : NULL;
    if (grown == NULL) return CAIRO_STATUS_NO_MEMORY;
    to->bytes = grown;
    to->cap = cap;
  }
  memcpy(to->bytes + to->n, data, n);
  to->n += n;
  return CAIRO_STATUS_SUCCESS;
}

buju_status buju_canvas_png_end(buju_ctx *ctx, buju_canvas *canvas, unsigned char **bytes, size_t *n) {
  picture *to = canvas->to;
  bool whole = !canvas->failed && cairo_status(to->cairo) == CAIRO_STATUS_SUCCESS &&
               cairo_surface_write_to_png_stream(to->surface, collect, to) == CAIRO_STATUS_SUCCESS;
  if (whole) {
    *bytes = to->bytes;
    *n = to->n;
  } else {
    free(to->bytes);
  }
  drop(canvas);
  return whole ? BUJU_OK : buju_fail_memory(ctx);
}
