/* Road lines as they are drawn: read, cut to the region's surroundings, laid out. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/roads.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/text.h"
#include "layers/source_format.h"
#include "layers/wkb.h"

/* Points closer than this are one point drawn twice. */
#define SAME_POINT_M 0.001

/* No place on earth is farther from the origin of its projection. */
#define COORDINATE_MOST_M 1e8

/* ---- where roads are wanted ---- */

static const buju_road_box nowhere = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};

static void stretch(buju_road_box *box, double x, double y) {
  if (!isfinite(x) || !isfinite(y)) return;
  if (x < box->x0_m) box->x0_m = x;
  if (x > box->x1_m) box->x1_m = x;
  if (y < box->y0_m) box->y0_m = y;
  if (y > box->y1_m) box->y1_m = y;
}

static bool meet(const buju_road_box *a, const buju_road_box *b, double around_m) {
  return a->x0_m <= b->x1_m + around_m && b->x0_m <= a->x1_m + around_m && a->y0_m <= b->y1_m + around_m &&
         b->y0_m <= a->y1_m + around_m;
}

/* The extent of villages, the places where people are, and facilities. */
static buju_road_box area_of(const buju_build *b) {
  const buju_region *r = b->region;
  buju_road_box box = nowhere;
  for (buju_ix v = 0; v < r->village.n; v++) {
    stretch(&box, r->village.x_m[v], r->village.y_m[v]);
    if (b->village_rings == NULL || b->village_rings[v].n == 0) continue;
    stretch(&box, b->village_rings[v].min_x, b->village_rings[v].min_y);
    stretch(&box, b->village_rings[v].max_x, b->village_rings[v].max_y);
  }
  for (buju_ix d = 0; d < r->demand.n; d++) stretch(&box, r->demand.x_m[d], r->demand.y_m[d]);
  for (buju_ix f = 0; f < r->facility.n; f++) stretch(&box, r->facility.x_m[f], r->facility.y_m[f]);
  return box;
}

/* ---- one line ---- */

static void count_one(buju_road_count *count, int64_t row, double metres) {
  if (count->lines++ == 0) count->first_row = row;
  count->metres += metres;
}

/* The row whose parts are being added. */
typedef struct adding {
  buju_roads *roads;
  const buju_draft_road *row;
  int8_t east, north; /* as in buju_road_row */
  buju_ix kept;
  double metres;
  bool out_of_memory;
} adding;

static bool add_point(buju_roads *r, double x, double y) {
  double *to_x = buju_vec_push(&r->x_m, sizeof *to_x), *to_y = buju_vec_push(&r->y_m, sizeof *to_y);
  if (to_x == NULL || to_y == NULL) return false;
  *to_x = x;
  *to_y = y;
  return true;
}

/* Points of a part without repetitions, and their length and extent. */
static bool take_points(adding *a, const unsigned char *xy, uint32_t n, double *metres, buju_road_box *box) {
  buju_roads *r = a->roads;
  size_t first = r->x_m.n;
  for (uint32_t i = 0; i < n; i++, xy += 16) {
    double x = buju_wkb_double(xy), y = buju_wkb_double(xy + 8);
    if (!(fabs(x) < COORDINATE_MOST_M && fabs(y) < COORDINATE_MOST_M)) continue; /* NaN too */
    if (r->x_m.n > first) {
      double length = hypot(x - ((double *)r->x_m.data)[r->x_m.n - 1], y - ((double *)r->y_m.data)[r->y_m.n - 1]);
      if (length <= SAME_POINT_M) continue;
      *metres += length;
    }
    stretch(box, x, y);
    if (!add_point(r, x, y)) return false;
  }
  return true;
}

/* Which way along the points from first on leads there, judged by the two ends. */
static buju_road_way way_by_compass(const buju_roads *r, uint64_t first, int8_t east, int8_t north) {
  const double *x = r->x_m.data, *y = r->y_m.data;
  double along = (x[r->x_m.n - 1] - x[first]) * east + (y[r->y_m.n - 1] - y[first]) * north;
  if (along == 0) return BUJU_ROAD_BOTH_WAYS;
  return along > 0 ? BUJU_ROAD_FORWARD : BUJU_ROAD_BACKWARD;
}

static bool add_part(void *user, unsigned char *xy, uint32_t n) {
  adding *a = user;
  buju_roads *r = a->roads;
  uint64_t first = r->x_m.n;
  double metres = 0;
  buju_road_box box = nowhere;
  if (!take_points(a, xy, n, &metres, &box)) {
    a->out_of_memory = true;
    return false;
  }
  bool line = r->x_m.n - first >= 2, near = line && meet(&box, &r->area, BUJU_ROADS_AROUND_M);
  if (line) {
    stretch(&r->extent, box.x0_m, box.y0_m);
    stretch(&r->extent, box.x1_m, box.y1_m);
  }
  if (!near) {
    r->x_m.n = r->y_m.n = first;
    count_one(line ? &r->far : &r->no_line, a->row->source_row, metres);
    return true;
  }
  if (meet(&box, &r->area, 0)) count_one(&r->inside, a->row->source_row, metres);
  buju_draft_road *to = buju_vec_push(&r->line, sizeof *to);
  if (to == NULL) {
    a->out_of_memory = true;
    return false;
  }
  *to = *a->row;
  to->first = first;
  if (a->east != 0 || a->north != 0) to->way = (uint8_t)way_by_compass(r, first, a->east, a->north);
  a->kept++;
  a->metres += metres;
  return true;
}

/* ---- class words ---- */

static size_t slot_of(const buju_roads *r, const char *text) {
  const buju_road_word *word = r->words.data;
  size_t slot = buju_text_hash(text) & (r->slots - 1);
  while (r->slot[slot] != 0 && strcmp(word[r->slot[slot] - 1].text, text) != 0) slot = (slot + 1) & (r->slots - 1);
  return slot;
}

static bool grow_slots(buju_roads *r) {
  enum { SLOTS_FIRST = 64 };
  const buju_road_word *word = r->words.data;
  size_t slots = r->slots > 0 ? 2 * r->slots : SLOTS_FIRST;
  buju_ix *slot = calloc(slots, sizeof *slot);
  if (slot == NULL) return false;
  free(r->slot);
  r->slot = slot;
  r->slots = slots;
  for (size_t w = 0; w < r->words.n; w++) r->slot[slot_of(r, word[w].text)] = (buju_ix)w + 1;
  return true;
}

buju_status buju_roads_word(buju_roads *r, const char *text, buju_ix *row) {
  if (2 * (r->words.n + 1) > r->slots && !grow_slots(r)) return buju_fail_memory(r->build->ctx);
  size_t slot = slot_of(r, text);
  const buju_travel_spec *travel = &r->build->scenario->travel;
  if (r->slot[slot] == 0) {
    const char *kept = buju_intern_text(&r->intern, text, strlen(text));
    buju_road_word *to = kept != NULL ? buju_vec_push(&r->words, sizeof *to) : NULL;
    if (to == NULL) return buju_fail_memory(r->build->ctx);
    to->text = kept;
    for (buju_ix s = 0; s < travel->words; s++)
      if (strcmp(travel->word[s].word, text) == 0) to->named = true;
    r->slot[slot] = (buju_ix)r->words.n;
  }
  *row = r->slot[slot] - 1;
  return BUJU_OK;
}

/* ---- one row ---- */

static buju_status intern(buju_roads *r, const char *text, const char **out) {
  *out = text != NULL ? buju_intern_text(&r->intern, text, strlen(text)) : NULL;
  return text == NULL || *out != NULL ? BUJU_OK : buju_fail_memory(r->build->ctx);
}

/* What the row said, counted over the length that was kept of it. */
static buju_status note_row(buju_roads *r, const buju_road_row *row, const buju_draft_road *draft, double metres) {
  if (row->speed_refused != NULL) {
    buju_status status = r->first_refused == NULL ? intern(r, row->speed_refused, &r->first_refused) : BUJU_OK;
    if (status != BUJU_OK) return status;
    count_one(&r->refused, draft->source_row, metres);
  }
  if (row->duration_refused != NULL) {
    buju_status status = r->first_untimed == NULL ? intern(r, row->duration_refused, &r->first_untimed) : BUJU_OK;
    if (status != BUJU_OK) return status;
    count_one(&r->untimed, draft->source_row, metres);
  }
  buju_road_word *words = r->words.data;
  if (row->kind.sense == BUJU_ROAD_NOT_KNOWN && !words[draft->word].named)
    count_one(&words[draft->word].unknown, draft->source_row, metres);
  if (row->kind.class == BUJU_CLASS_UNKNOWN && row->word == NULL) count_one(&r->blank, draft->source_row, metres);
  return BUJU_OK;
}

static buju_status read_row(buju_roads *r, buju_ix row) {
  buju_shape shape = r->part->layer->shape[row];
  int64_t source_row = buju_part_row(r->part, row);
  buju_road_row said;
  if (shape.wkb == NULL) return BUJU_OK; /* the reader has said why */
  buju_road_row_read(r->part, row, &said);
  if (said.kind.sense == BUJU_ROAD_NONE) {
    count_one(&r->left_out, source_row, 0);
    return r->first_left_out == NULL ? intern(r, said.word, &r->first_left_out) : BUJU_OK;
  }
  buju_draft_road draft = {.word = BUJU_NONE,
                           .source_row = source_row,
                           .drive_kmh = said.drive_kmh,
                           .ferry_s = said.ferry_s,
                           .class = (uint8_t)said.kind.class,
                           .way = said.way,
                           .flags = said.flags,
                           .level = said.level};
  buju_status status = said.word != NULL ? buju_roads_word(r, said.word, &draft.word) : BUJU_OK;
  if (status == BUJU_OK) status = intern(r, said.name, &draft.name);
  if (status != BUJU_OK) return status;
  adding a = {.roads = r, .row = &draft, .east = said.east, .north = said.north};
  buju_wkb_each((unsigned char *)shape.wkb, shape.bytes, add_part, &a); /* the visitor only reads */
  if (a.out_of_memory) return buju_fail_memory(r->build->ctx);
  return a.kept > 0 ? note_row(r, &said, &draft, a.metres) : BUJU_OK;
}

/* ---- one input ---- */

/* Findings outlive the layer they came from: their names move to the region. */
static buju_status keep_findings(buju_roads *r, size_t from) {
  buju_findings *findings = &r->build->region->findings;
  for (size_t i = from; i < findings->rows.n; i++) {
    buju_finding *f = (buju_finding *)findings->rows.data + i;
    buju_status status = intern(r, f->layer, &f->layer);
    if (status == BUJU_OK) status = intern(r, f->field, &f->field);
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

static buju_status read_lines(buju_roads *r, const buju_input *input, const buju_layer *layer) {
  BUJU_MSG(not_lines, "{0}：道路图层应为线，这个文件是{1}；请改用道路中心线",
           "{0}: roads must be lines, this file holds {1}; use the roads' centre lines");
  BUJU_MSG(table, "没有图形的表", "a table without geometry");
  BUJU_MSG(points, "点", "points");
  BUJU_MSG(polygons, "面", "polygons");
  static const buju_msg *const words[] = {&table, &points, &table, &polygons};
  buju_build *b = r->build;
  if (layer->geometry != BUJU_LINES && layer->table.n > 0)
    return buju_fail(b->ctx, BUJU_E_DATA,
                     BUJU_SAY(not_lines, buju_text(layer->table.file), buju_word(words[layer->geometry])));
  buju_part *part = &b->part[BUJU_INPUT_ROADS];
  buju_status status = buju_build_take(b, input, layer);
  r->part = part;
  r->osm = status == BUJU_OK && buju_roads_of_osm(part);
  r->extent = nowhere;
  r->blank = r->left_out = r->no_line = r->far = r->inside = r->refused = r->untimed = (buju_road_count){0};
  r->first_refused = r->first_untimed = r->first_left_out = NULL;
  for (size_t i = 0; i < r->words.n; i++) ((buju_road_word *)r->words.data)[i].unknown = (buju_road_count){0};
  for (buju_ix row = 0; row < layer->table.n && status == BUJU_OK; row++) status = read_row(r, row);
  if (status == BUJU_OK && layer->table.n > 0) status = buju_roads_tell(r);
  *part = (buju_part){0};
  return status;
}

/* The layer is read into an arena of its own: its attributes are many times what is kept of them. */
static buju_status read_input(buju_roads *r, const buju_input *input, buju_crs_target *target) {
  buju_build *b = r->build;
  buju_layer *layer = NULL;
  buju_arena *arena = buju_arena_new();
  if (arena == NULL) return buju_fail_memory(b->ctx);
  size_t findings = b->region->findings.rows.n;
  buju_status status = buju_source_read(b->ctx, b->scenario, input, target, &b->region->findings, arena, &layer);
  const char *hash = status == BUJU_OK ? buju_arena_text(b->region->arena, layer->hash) : NULL;
  if (status == BUJU_OK && hash == NULL) status = buju_fail_memory(b->ctx);
  if (status == BUJU_OK) {
    layer->hash = hash;
    status = read_lines(r, input, layer);
  }
  if (status == BUJU_OK) status = keep_findings(r, findings);
  buju_arena_free(arena);
  return status;
}

/* ---- all ---- */

static buju_status lay_out(buju_roads *r, buju_road_lines *out) {
  buju_arena *arena = r->build->region->arena;
  const buju_draft_road *line = r->line.data;
  size_t n = r->line.n;
  void *x = NULL, *y = NULL;
  out->n = (buju_ix)n;
  out->first = BUJU_NEW(arena, uint64_t, n + 1);
  out->class = BUJU_NEW(arena, uint8_t, n);
  out->word = BUJU_NEW(arena, buju_ix, n);
  out->drive_kmh = BUJU_NEW(arena, float, n);
  out->ferry_s = BUJU_NEW(arena, uint32_t, n);
  out->way = BUJU_NEW(arena, uint8_t, n);
  out->level = BUJU_NEW(arena, int8_t, n);
  out->flags = BUJU_NEW(arena, uint8_t, n);
  out->name = BUJU_NEW(arena, const char *, n);
  out->source_row = BUJU_NEW(arena, int64_t, n);
  out->words = (buju_ix)r->words.n;
  out->word_text = BUJU_NEW(arena, const char *, r->words.n);
  if (out->first == NULL || out->class == NULL || out->word == NULL || out->drive_kmh == NULL || out->ferry_s == NULL ||
      out->way == NULL || out->level == NULL || out->flags == NULL || out->name == NULL || out->source_row == NULL ||
      out->word_text == NULL)
    return buju_fail_memory(r->build->ctx);
  for (size_t i = 0; i < n; i++) {
    out->first[i] = line[i].first;
    out->class[i] = line[i].class;
    out->word[i] = line[i].word;
    out->drive_kmh[i] = line[i].drive_kmh;
    out->ferry_s[i] = line[i].ferry_s;
    out->way[i] = line[i].way;
    out->level[i] = line[i].level;
    out->flags[i] = line[i].flags;
    out->name[i] = line[i].name;
    out->source_row[i] = line[i].source_row;
  }
  out->first[n] = r->x_m.n;
  if (!buju_vec_freeze(&r->x_m, sizeof(double), arena, &x) || !buju_vec_freeze(&r->y_m, sizeof(double), arena, &y))
    return buju_fail_memory(r->build->ctx);
  out->x_m = x;
  out->y_m = y;
  const buju_road_word *word = r->words.data;
  for (size_t w = 0; w < r->words.n; w++) out->word_text[w] = word[w].text;
  return BUJU_OK;
}

/* "国道.shp, 村道.shp": a finding about all roads names all files. */
static buju_status name_files(buju_build *b, const char **out) {
  size_t bytes = 1, at = 0;
  for (buju_ix i = 0; i < b->scenario->inputs; i++)
    if (b->scenario->input[i].role == BUJU_INPUT_ROADS) bytes += strlen(b->scenario->input[i].shown) + 2;
  char *text = buju_arena_alloc(b->region->arena, bytes, 1);
  if (text == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < b->scenario->inputs; i++)
    if (b->scenario->input[i].role == BUJU_INPUT_ROADS)
      at += (size_t)snprintf(text + at, bytes - at, "%s%s", at > 0 ? ", " : "", b->scenario->input[i].shown);
  *out = text;
  return BUJU_OK;
}

static buju_status read_inputs(buju_roads *r, buju_crs_target *target) {
  buju_build *b = r->build;
  buju_road_lines *out = &b->region->road;
  buju_status status = BUJU_OK;
  bool noded = true;
  for (buju_ix i = 0; i < b->scenario->inputs && status == BUJU_OK; i++) {
    const buju_input *input = &b->scenario->input[i];
    if (input->role != BUJU_INPUT_ROADS) continue;
    status = read_input(r, input, target);
    noded = noded && (r->osm || buju_source_format_of(input->path) == BUJU_FORMAT_OSM);
  }
  if (status == BUJU_OK) status = buju_roads_tell_speeds(r);
  if (status == BUJU_OK) status = lay_out(r, out);
  if (status == BUJU_OK) status = name_files(b, &out->file);
  out->noded = noded;
  return status;
}

buju_status buju_roads_read(buju_build *b, buju_crs_target *target) {
  if (!buju_scenario_has(b->scenario, BUJU_INPUT_ROADS)) return BUJU_OK;
  buju_roads r = {.build = b, .intern = {.arena = b->region->arena}, .area = area_of(b)};
  target->bounded = r.area.x0_m <= r.area.x1_m;
  target->x0_m = r.area.x0_m - BUJU_ROADS_AROUND_M;
  target->y0_m = r.area.y0_m - BUJU_ROADS_AROUND_M;
  target->x1_m = r.area.x1_m + BUJU_ROADS_AROUND_M;
  target->y1_m = r.area.y1_m + BUJU_ROADS_AROUND_M;
  buju_status status = read_inputs(&r, target);
  buju_vec_free(&r.line);
  buju_vec_free(&r.x_m);
  buju_vec_free(&r.y_m);
  buju_vec_free(&r.words);
  free(r.slot);
  buju_intern_free(&r.intern);
  return status;
}
