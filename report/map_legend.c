/* Scale bar, north arrow, note and legend. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "report/map.h"

enum { BAR_MOST = 130, EDGE = 10, NOTE_SIZE = 11 };

BUJU_MSG(note, "示意图，内部使用", "sketch map, for internal use");

/* The longest of 1, 2, 5 × 10ⁿ metres that is not longer than most. */
static double round_length(double most_m) {
  double power = pow(10, floor(log10(fmax(most_m, 1))));
  return most_m >= 5 * power ? 5 * power : most_m >= 2 * power ? 2 * power : power;
}

static double bar_m(const buju_map *map) { return round_length(fmin(BAR_MOST, map->width / 3) / map->scale); }

static double note_width(const buju_map *map) {
  return buju_canvas_width(map->facts->lang == BUJU_ZH ? note.zh : note.en, NOTE_SIZE) + 10;
}

void buju_map_furniture_take(buju_map *map) {
  double bottom = map->top + map->height;
  buju_map_take(map, map->left, bottom - 34, bar_m(map) * map->scale + 2 * EDGE + 40, 34);
  buju_map_take(map, map->left + map->width - 34, map->top, 34, 48);
  buju_map_take(map, map->left + map->width - note_width(map) - 4, bottom - 24, note_width(map) + 4, 24);
}

static void draw_bar(buju_map *map) {
  BUJU_MSG(kilometres, "{0} 公里", "{0} km");
  BUJU_MSG(metres, "{0} 米", "{0} m");
  const buju_pen dark = {.fill = BUJU_INK_TEXT, .stroke = BUJU_INK_TEXT, .width = 0.8};
  const buju_pen white = {.fill = BUJU_INK_PAPER, .stroke = BUJU_INK_TEXT, .width = 0.8};
  const buju_lettering left = {10, BUJU_START, BUJU_INK_TEXT, false, true};
  const buju_lettering right = {10, BUJU_MIDDLE, BUJU_INK_TEXT, false, true};
  double length_m = bar_m(map), length = length_m * map->scale;
  double x = map->left + EDGE, y = map->top + map->height - 13;
  for (int part = 0; part < 4; part++)
    buju_canvas_rect(map->canvas, x + length / 4 * part, y, length / 4, 4, part % 2 == 0 ? &dark : &white);
  buju_canvas_text(map->canvas, x, y - 4, &left, "0");
  bool kilo = length_m >= 1000;
  buju_said said = BUJU_SAY(metres, buju_real(kilo ? length_m / 1000 : length_m));
  if (kilo) said.msg = &kilometres;
  buju_canvas_say(map->canvas, x + length, y - 4, &right, said);
}

static void draw_north(buju_map *map) {
  BUJU_MSG(north, "北", "N");
  const buju_pen dark = {.fill = BUJU_INK_TEXT, .stroke = BUJU_INK_TEXT, .width = 0.8};
  const buju_pen white = {.fill = BUJU_INK_PAPER, .stroke = BUJU_INK_TEXT, .width = 0.8};
  const buju_lettering letter = {11, BUJU_MIDDLE, BUJU_INK_TEXT, true, true};
  double x = map->left + map->width - 18, y = map->top + 18;
  buju_canvas_say(map->canvas, x, y - 4, &letter, BUJU_SAY(north));
  for (int side = -1; side <= 1; side += 2) {
    buju_canvas_move(map->canvas, x, y);
    buju_canvas_line(map->canvas, x + side * 6, y + 22);
    buju_canvas_line(map->canvas, x, y + 16);
    buju_canvas_close(map->canvas);
    buju_canvas_paint(map->canvas, side < 0 ? &dark : &white);
  }
}

void buju_map_furniture(buju_map *map) {
  const buju_lettering lettering = {NOTE_SIZE, BUJU_END, BUJU_INK_FAINT, false, true};
  draw_bar(map);
  draw_north(map);
  buju_canvas_say(map->canvas, map->left + map->width - 8, map->top + map->height - 9, &lettering, BUJU_SAY(note));
}

const buju_msg *buju_map_ink_word(buju_ink ink) {
  static const struct {
    buju_ink ink;
    buju_msg word;
  } words[] = {{BUJU_INK_OWN, {"单独设置村卫生室", "own clinic"}},
               {BUJU_INK_HOST, {"合建设点村", "hosts a joint clinic"}},
               {BUJU_INK_MEMBER, {"合建并入村", "member of a joint clinic"}},
               {BUJU_INK_CENTRE, {"由驻地卫生院服务", "served by its health centre"}},
               {BUJU_INK_URBAN, {"按城市社区配置", "under the urban rules"}},
               {BUJU_INK_PAUSED, {"拆迁过渡，不新建", "demolition: nothing new"}},
               {BUJU_INK_MOBILE, {"延伸、派驻、巡诊", "extension, posting, rounds"}},
               {BUJU_INK_UNSERVED, {"未覆盖", "not served"}},
               {BUJU_INK_UNKNOWN, {"未判定", "not evaluated"}}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (words[i].ink == ink) return &words[i].word;
  return NULL;
}

/* Where the next entry stands. */
typedef struct flow {
  double x, y, width;
} flow;

enum { ROW_HEIGHT = 19, SWATCH = 20, GAP = 16, LEGEND_SIZE = 11 };

static void next_entry(flow *at, double width) {
  if (at->x > 0 && at->x + width > at->width) {
    at->x = 0;
    at->y += ROW_HEIGHT;
  }
}

/* line: of what is a line, else NULL. */
static void add_entry(buju_canvas *canvas, flow *at, const char *word, buju_ink ink, buju_mark mark,
                      const buju_pen *line) {
  const buju_lettering lettering = {LEGEND_SIZE, BUJU_START, BUJU_INK_TEXT, false, false};
  const buju_pen pen = {.fill = ink, .stroke = BUJU_INK_EDGE, .width = 0.8};
  double width = SWATCH + 5 + buju_canvas_width(word, LEGEND_SIZE);
  next_entry(at, width);
  if (canvas != NULL) {
    if (mark != BUJU_MARKS)
      buju_map_mark_draw(canvas, mark, at->x + SWATCH / 2.0, at->y - 4, 5);
    else if (line != NULL)
      buju_canvas_segment(canvas, at->x, at->y - 4, at->x + SWATCH, at->y - 4, line);
    else
      buju_canvas_rect(canvas, at->x, at->y - 10, SWATCH, 12, &pen);
    buju_canvas_text(canvas, at->x + SWATCH + 5, at->y, &lettering, word);
  }
  at->x += width + GAP;
}

double buju_map_legend(const buju_map *map, buju_canvas *canvas, double y, double width) {
#define WORD(NAME, zh, en) {zh, en},
  static const buju_msg marks[] = {BUJU_MARK_TABLE(WORD)};
  BUJU_MSG(round, "巡诊路线", "round");
  BUJU_MSG(guessed, "乡镇界（由各村位置推算）", "townships, by which village is nearest");
  static const buju_ink inks[] = {BUJU_INK_OWN,   BUJU_INK_HOST,   BUJU_INK_MEMBER,   BUJU_INK_CENTRE, BUJU_INK_MOBILE,
                                  BUJU_INK_URBAN, BUJU_INK_PAUSED, BUJU_INK_UNSERVED, BUJU_INK_UNKNOWN};
  bool chinese = map->facts->lang == BUJU_ZH;
  flow at = {0, y + 18, width};
  for (size_t i = 0; i < sizeof inks / sizeof *inks; i++) {
    const buju_msg *word = buju_map_ink_word(inks[i]);
    if ((map->verdicts >> inks[i] & 1) != 0)
      add_entry(canvas, &at, chinese ? word->zh : word->en, inks[i], BUJU_MARKS, NULL);
  }
  for (int m = 0; m < BUJU_MARKS; m++)
    if ((map->marks >> m & 1) != 0)
      add_entry(canvas, &at, chinese ? marks[m].zh : marks[m].en, BUJU_INK_NONE, (buju_mark)m, NULL);
  const buju_pen tour = {.stroke = BUJU_INK_ROUND, .width = 1.6, .dash = "7 3 1.5 3"};
  if ((map->verdicts >> BUJU_INK_ROUND & 1) != 0)
    add_entry(canvas, &at, chinese ? round.zh : round.en, BUJU_INK_ROUND, BUJU_MARKS, &tour);
  const buju_pen boundary = buju_map_boundary(map);
  if ((map->verdicts >> BUJU_INK_BOUNDARY & 1) != 0)
    add_entry(canvas, &at, chinese ? guessed.zh : guessed.en, BUJU_INK_BOUNDARY, BUJU_MARKS, &boundary);
  return at.y + 8 - y;
}
