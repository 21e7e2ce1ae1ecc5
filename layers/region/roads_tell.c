/* What was odd about a road input, one finding a kind. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/finding_kind.h"
#include "layers/region/roads.h"
#include "layers/source_osm.h"

/* A column of names taken for classes has thousands of words: the longest say it. */
enum { WORDS_NAMED = 30 };

BUJU_KIND(road_class_unknown, BUJU_WARNING, "道路等级“{0}”不认识：{1}条，共{2}公里",
          "the road class “{0}” is not known (lines: {1}, {2} km)",
          "按未注明等级计速；可在 travel.speeds 中为它写明速度",
          "given the speeds of roads without a class; travel.speeds can give it its own");
BUJU_KIND(road_class_unknown_more, BUJU_WARNING, "不认识的道路等级还有{0}种：{1}条，共{2}公里",
          "more road classes that are not known: {0} (lines: {1}, {2} km)",
          "按未注明等级计速；请核对 fields: 中的 class",
          "given the speeds of roads without a class; check class in fields:");
BUJU_KIND(road_class_blank, BUJU_NOTE, "{0}条道路没有写等级，共{1}公里", "roads without a class: {0}, {1} km",
          "按未注明等级计速", "given the speeds of roads without a class");
BUJU_KIND(road_class_missing, BUJU_WARNING, "没有道路等级列", "there is no column of road classes",
          "全部道路按未注明等级计速；如有该列，请在 fields: 中写明 class",
          "all roads get the speeds of roads without a class; name the column in fields: as class");
BUJU_KIND(road_not_travelled, BUJU_NOTE, "{0}条不是可以通行的道路（如“{1}”）",
          "lines that are no roads one can travel on: {0} (“{1}”, for one)", "未读入", "not read");
BUJU_KIND(road_speed_refused, BUJU_WARNING, "{0}条道路的车速不可信（如“{1}”；应在1至160公里/小时之间）",
          "speeds that cannot be: {0} (“{1}”, for one; they must be within 1–160 km/h)", "按道路等级计速",
          "given the speed of their class");
BUJU_KIND(road_duration_refused, BUJU_WARNING,
          "{0}条轮渡的航行时间不可信（如“{1}”；应如 20（分钟）、0:20、PT20M，1秒至48小时）",
          "times of ferries that cannot be: {0} (“{1}”, for one; they must be like 20 (minutes), 0:20 or PT20M, within "
          "1 s–48 h)",
          "按轮渡的速度计时", "timed by the speed of ferries");
BUJU_KIND(road_without_length, BUJU_WARNING, "{0}条线没有长度", "lines without length: {0}", "未读入", "not read");
BUJU_KIND(road_far, BUJU_NOTE, "{0}条道路离规划范围超过{1}公里", "roads more than {1} km from the area: {0}", "未读入",
          "not read");
BUJU_KIND(roads_outside, BUJU_SERIOUS, "规划范围内没有道路：道路在{0}，规划范围在{1}",
          "no road lies in the area: the roads are in {0}, the area in {1}",
          "道路不起作用；请检查道路图层的 crs:，或换用本地的道路",
          "the roads serve nobody; check crs: of the road layer, or take the roads of this place");

BUJU_KIND(road_speed_unused, BUJU_WARNING, "travel.speeds 写了“{0}”，道路图层中没有这个等级（有：{1}）",
          "travel.speeds names “{0}”, and no road has that class (there are: {1})", "不起作用", "it has no effect");

static buju_status tell(buju_roads *r, const buju_finding_kind *kind, const buju_road_count *count, buju_field field,
                        buju_said said) {
  const buju_part *part = r->part;
  buju_finding finding = {.kind = kind,
                          .file = part->layer->table.file,
                          .layer = part->layer->table.layer,
                          .row = count != NULL ? count->first_row : -1};
  if (field != BUJU_FIELDS && buju_part_has(part, field))
    finding.field = part->layer->table.column[part->fields.column[field]].name;
  for (int i = 0; i < BUJU_SAID_ARGS; i++) finding.arg[i] = said.arg[i];
  return buju_find(r->build->ctx, &r->build->region->findings, finding);
}

/* To a tenth: that is how it is read. */
static buju_arg km(double metres) { return buju_real(round(metres / 100) / 10); }

/* Longest first; where they are as long, the one met first. */
static int by_length(const void *a, const void *b) {
  const buju_road_word *x = *(buju_road_word *const *)a, *y = *(buju_road_word *const *)b;
  if (x->unknown.metres != y->unknown.metres) return x->unknown.metres < y->unknown.metres ? 1 : -1;
  return (x > y) - (x < y);
}

/* The words of this input that are not known, longest first. The caller frees *out. */
static buju_status sort_unknown(buju_roads *r, const buju_road_word ***out, size_t *n) {
  const buju_road_word *word = r->words.data;
  *n = 0;
  *out = calloc(r->words.n + 1, sizeof **out);
  if (*out == NULL) return buju_fail_memory(r->build->ctx);
  for (size_t i = 0; i < r->words.n; i++)
    if (word[i].unknown.lines > 0) (*out)[(*n)++] = &word[i];
  if (*n > 1) qsort(*out, *n, sizeof **out, by_length);
  return BUJU_OK;
}

static buju_status tell_unknown(buju_roads *r) {
  const buju_road_word **word = NULL;
  buju_road_count rest = {0};
  size_t n;
  buju_status status = sort_unknown(r, &word, &n);
  for (size_t i = 0; i < n && status == BUJU_OK; i++) {
    const buju_road_count *count = &word[i]->unknown;
    if (i < WORDS_NAMED) {
      status = tell(r, &road_class_unknown, count, BUJU_FIELD_CLASS,
                    BUJU_ARGS(buju_text(word[i]->text), buju_int(count->lines), km(count->metres)));
    } else {
      rest.first_row = rest.lines == 0 ? count->first_row : rest.first_row;
      rest.lines += count->lines;
      rest.metres += count->metres;
    }
  }
  free(word);
  if (status != BUJU_OK || rest.lines == 0) return status;
  return tell(r, &road_class_unknown_more, &rest, BUJU_FIELD_CLASS,
              BUJU_ARGS(buju_int((int64_t)n - WORDS_NAMED), buju_int(rest.lines), km(rest.metres)));
}

static buju_status tell_classes(buju_roads *r) {
  if (!buju_part_has(r->part, BUJU_FIELD_CLASS)) return tell(r, &road_class_missing, NULL, BUJU_FIELDS, BUJU_NO_ARGS);
  buju_status status = tell_unknown(r);
  if (status != BUJU_OK || r->blank.lines == 0) return status;
  return tell(r, &road_class_blank, &r->blank, BUJU_FIELD_CLASS,
              BUJU_ARGS(buju_int(r->blank.lines), km(r->blank.metres)));
}

static const char *show(const buju_road_box *box, char *out, size_t size) {
  snprintf(out, size, "x %.0f–%.0f, y %.0f–%.0f", box->x0_m, box->x1_m, box->y0_m, box->y1_m);
  return out;
}

static buju_status tell_places(buju_roads *r) {
  char roads[128], area[128];
  buju_status status = BUJU_OK;
  if (r->no_line.lines > 0)
    status = tell(r, &road_without_length, &r->no_line, BUJU_FIELDS, BUJU_ARGS(buju_int(r->no_line.lines)));
  bool placed = r->area.x0_m <= r->area.x1_m, any = r->extent.x0_m <= r->extent.x1_m;
  if (status != BUJU_OK || !placed || !any) return status;
  if (r->inside.lines == 0)
    return tell(
        r, &roads_outside, NULL, BUJU_FIELDS,
        BUJU_ARGS(buju_text(show(&r->extent, roads, sizeof roads)), buju_text(show(&r->area, area, sizeof area))));
  if (r->far.lines == 0) return BUJU_OK;
  return tell(r, &road_far, &r->far, BUJU_FIELDS,
              BUJU_ARGS(buju_int(r->far.lines), buju_real(BUJU_ROADS_AROUND_M / 1000)));
}

buju_status buju_roads_tell(buju_roads *r) {
  buju_status status = tell_places(r);
  if (status == BUJU_OK && (r->inside.lines > 0 || r->line.n > 0)) status = tell_classes(r);
  if (status == BUJU_OK && r->left_out.lines > 0)
    status = tell(r, &road_not_travelled, &r->left_out, BUJU_FIELD_CLASS,
                  BUJU_ARGS(buju_int(r->left_out.lines), buju_text(r->first_left_out)));
  if (status == BUJU_OK && r->refused.lines > 0)
    status = tell(r, &road_speed_refused, &r->refused, BUJU_FIELD_SPEED,
                  BUJU_ARGS(buju_int(r->refused.lines), buju_text(r->first_refused)));
  if (status == BUJU_OK && r->untimed.lines > 0)
    status = tell(r, &road_duration_refused, &r->untimed, BUJU_FIELD_DURATION,
                  BUJU_ARGS(buju_int(r->untimed.lines), buju_text(r->first_untimed)));
  bool turns = r->osm && buju_scenario_measures_on(r->build->scenario, BUJU_BY_ROADS);
  if (status == BUJU_OK && turns) status = tell(r, &buju_road_turns_ignored, NULL, BUJU_FIELDS, BUJU_NO_ARGS);
  return status;
}

/* "国道, 村道 …", as many as fit. */
static void list_words(const buju_roads *r, char *out, size_t size) {
  const buju_road_word *word = r->words.data;
  size_t at = 0;
  out[0] = '\0';
  for (size_t i = 0; i < r->words.n; i++) {
    int n = snprintf(out + at, size - at, "%s%s", i > 0 ? ", " : "", word[i].text);
    if (n < 0 || (size_t)n + sizeof " …" > size - at) {
      snprintf(out + at, size - at, " …");
      return;
    }
    at += (size_t)n;
  }
}

buju_status buju_roads_tell_speeds(buju_roads *r) {
  const buju_travel_spec *travel = &r->build->scenario->travel;
  const buju_road_word *word = r->words.data;
  char words[256];
  buju_status status = BUJU_OK;
  list_words(r, words, sizeof words);
  for (buju_ix s = 0; s < travel->words && status == BUJU_OK; s++) {
    size_t w = 0;
    while (w < r->words.n && strcmp(word[w].text, travel->word[s].word) != 0) w++;
    if (w < r->words.n) continue;
    buju_finding finding = {
        .kind = &road_speed_unused, .row = -1, .arg = {buju_text(travel->word[s].word), buju_text(words)}};
    status = buju_find(r->build->ctx, &r->build->region->findings, finding);
  }
  return status;
}
