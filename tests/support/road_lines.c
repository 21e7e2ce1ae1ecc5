/* Road lines from text. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/polygons.h"
#include "tests/support/road_lines.h"

static buju_road_lines blank(buju_arena *arena, buju_ix n) {
  buju_road_lines l = {.n = n, .file = "roads"};
  l.class = BUJU_NEW(arena, uint8_t, n);
  l.word = BUJU_NEW(arena, buju_ix, n);
  l.drive_kmh = BUJU_NEW(arena, float, n);
  l.ferry_s = BUJU_NEW(arena, uint32_t, n);
  l.way = BUJU_NEW(arena, uint8_t, n);
  l.level = BUJU_NEW(arena, int8_t, n);
  l.flags = BUJU_NEW(arena, uint8_t, n);
  l.name = BUJU_NEW(arena, const char *, n);
  l.source_row = BUJU_NEW(arena, int64_t, n);
  for (buju_ix i = 0; i < n; i++) {
    l.class[i] = BUJU_CLASS_VILLAGE;
    l.word[i] = BUJU_NONE;
    l.drive_kmh[i] = NAN;
    l.source_row[i] = (int64_t)i + 1;
  }
  return l;
}

buju_road_lines road_lines_plain(buju_arena *arena, buju_ix n, uint64_t *first, double *x_m, double *y_m) {
  buju_road_lines l = blank(arena, n);
  l.first = first;
  l.x_m = x_m;
  l.y_m = y_m;
  return l;
}

static uint8_t class_of(const char *id) {
  static const char *const ids[] = {
#define CLASS_ID(name, id, zh, en) id,
      BUJU_ROAD_CLASS_TABLE(CLASS_ID)};
  for (uint8_t c = 0; c < BUJU_CLASSES; c++)
    if (strcmp(ids[c], id) == 0) return c;
  fail_msg("no class %s", id);
  return 0;
}

static uint8_t flag_of(const char *word) {
  if (strcmp(word, "bridge") == 0) return BUJU_ROAD_BRIDGE;
  if (strcmp(word, "walk") == 0) return BUJU_ROAD_BARRED_WALK;
  if (strcmp(word, "drive") == 0) return BUJU_ROAD_BARRED_DRIVE;
  fail_msg("no flag %s", word);
  return 0;
}

static void read_word(buju_arena *arena, buju_road_lines *l, buju_ix i, const char *word, uint64_t *points) {
  switch (word[0]) {
  case '@': l->level[i] = (int8_t)atoi(word + 1); return;
  case '>': l->way[i] = BUJU_ROAD_FORWARD; return;
  case '<': l->way[i] = BUJU_ROAD_BACKWARD; return;
  case '#': l->class[i] = class_of(word + 1); return;
  case '~': l->drive_kmh[i] = (float)atof(word + 1); return;
  case '!': l->flags[i] |= flag_of(word + 1); return;
  case '=': l->name[i] = buju_arena_text(arena, word + 1); return;
  default: break;
  }
  char *comma;
  l->x_m[*points] = strtod(word, &comma);
  assert_int_equal(*comma, ',');
  l->y_m[(*points)++] = strtod(comma + 1, NULL);
}

buju_road_lines road_lines_read(buju_arena *arena, const char *text) {
  size_t most = strlen(text);
  buju_ix n = 0;
  for (const char *c = text; *c != '\0'; c++) n += *c == ';';
  buju_road_lines l = blank(arena, n);
  l.first = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  l.x_m = BUJU_NEW(arena, double, most);
  l.y_m = BUJU_NEW(arena, double, most);
  uint64_t points = 0;
  for (buju_ix i = 0; i < n; i++, text++) {
    l.first[i] = points;
    while (*(text += strspn(text, " \n")) != ';') {
      size_t width = strcspn(text, " \n;");
      read_word(arena, &l, i, buju_arena_text_n(arena, text, width), &points);
      text += width;
    }
    assert_true(points - l.first[i] >= 2);
  }
  l.first[n] = points;
  return l;
}

/* Line `from` of `lines` becomes line i of l, its points behind those of line i − 1. */
static void copy_line(buju_road_lines *l, buju_ix i, const buju_road_lines *lines, buju_ix from) {
  uint64_t at = l->first[i], points = lines->first[from + 1] - lines->first[from];
  memcpy(l->x_m + at, lines->x_m + lines->first[from], points * sizeof *l->x_m);
  memcpy(l->y_m + at, lines->y_m + lines->first[from], points * sizeof *l->y_m);
  l->first[i + 1] = at + points;
  l->class[i] = lines->class[from];
  l->word[i] = lines->word[from];
  l->drive_kmh[i] = lines->drive_kmh[from];
  l->ferry_s[i] = lines->ferry_s[from];
  l->way[i] = lines->way[from];
  l->level[i] = lines->level[from];
  l->flags[i] = lines->flags[from];
  l->name[i] = lines->name[from];
  l->source_row[i] = lines->source_row[from];
}

static buju_road_lines roomy(buju_arena *arena, buju_ix n, uint64_t points) {
  buju_road_lines l = blank(arena, n);
  l.first = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  l.x_m = BUJU_NEW(arena, double, points);
  l.y_m = BUJU_NEW(arena, double, points);
  return l;
}

buju_road_lines road_lines_reordered(buju_arena *arena, const buju_road_lines *lines, const buju_ix *order) {
  buju_road_lines l = roomy(arena, lines->n, lines->first[lines->n]);
  for (buju_ix i = 0; i < l.n; i++) copy_line(&l, i, lines, order[i]);
  return l;
}

buju_road_lines road_lines_bridged(buju_arena *arena, const buju_road_lines *lines, uint64_t a, uint64_t b) {
  uint64_t points = lines->first[lines->n];
  buju_road_lines l = roomy(arena, lines->n + 1, points + 2);
  for (buju_ix i = 0; i < lines->n; i++) copy_line(&l, i, lines, i);
  for (int i = 0; i < 2; i++) {
    l.x_m[points + (uint64_t)i] = lines->x_m[i == 0 ? a : b];
    l.y_m[points + (uint64_t)i] = lines->y_m[i == 0 ? a : b];
  }
  l.first[l.n] = points + 2;
  l.level[lines->n] = 7;
  l.flags[lines->n] = BUJU_ROAD_BRIDGE;
  return l;
}

/* A point between two of a line, and as far on either side of it as fits. */
static void lay_across(buju_road_lines *l, buju_ix lane, const buju_road_lines *lines, uint64_t *seed) {
  buju_ix line = (buju_ix)(buju_test_random(seed) * lines->n);
  uint64_t pieces = lines->first[line + 1] - lines->first[line] - 1;
  uint64_t p = lines->first[line] + (uint64_t)(buju_test_random(seed) * (double)pieces);
  double part = buju_test_random(seed), reach = 0.5 + buju_test_random(seed), turn = 6.3 * buju_test_random(seed);
  double x = lines->x_m[p] + part * (lines->x_m[p + 1] - lines->x_m[p]);
  double y = lines->y_m[p] + part * (lines->y_m[p + 1] - lines->y_m[p]);
  uint64_t at = l->first[lane];
  for (int i = 0; i < 2; i++) {
    l->x_m[at + (uint64_t)i] = x + (i == 0 ? reach : -reach) * cos(turn);
    l->y_m[at + (uint64_t)i] = y + (i == 0 ? reach : -reach) * sin(turn);
  }
}

static bool within(const double *value, uint64_t n, const double *other) {
  double low = INFINITY, high = -INFINITY;
  for (uint64_t i = 0; i < n; i++) low = fmin(low, value[i]), high = fmax(high, value[i]);
  return other[0] >= low && other[1] >= low && other[0] <= high && other[1] <= high;
}

buju_road_lines road_lines_crossed(buju_arena *arena, const buju_road_lines *lines, buju_ix lanes, uint64_t *seed) {
  uint64_t points = lines->first[lines->n];
  buju_road_lines l = roomy(arena, lines->n + lanes, points + 2 * lanes);
  for (buju_ix i = 0; i < lines->n; i++) copy_line(&l, i, lines, i);
  for (buju_ix i = lines->n; i < l.n; i++) {
    uint64_t at = l.first[i];
    l.class[i] = BUJU_CLASS_EXPRESSWAY;
    l.first[i + 1] = at + 2;
    do lay_across(&l, i, lines, seed);
    while (!within(lines->x_m, points, l.x_m + at) || !within(lines->y_m, points, l.y_m + at));
  }
  return l;
}
