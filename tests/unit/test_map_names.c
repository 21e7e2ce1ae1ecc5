/* Where names stand on a map. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/map.h"

enum { SIDE_M = 1000, TOWN = 4, RING = 5, CROWD = 50, WIDTH = 900 };

typedef struct box {
  double x, y, width, height;
} box;

/* A canvas that keeps what is drawn on it. */
typedef struct drawing {
  buju_canvas canvas;
  box frame;
  buju_vec names;              /* box: names of the county */
  buju_vec marks, small_marks; /* box: hospitals, health centres, scale bar and arrow; clinics */
  buju_vec said;               /* const char *: the names, in the order they were written */
} drawing;

static void *more(buju_vec *vec, size_t size) {
  void *last = buju_vec_push(vec, size);
  assert_non_null(last);
  return last;
}

/* Marks of sites, the scale bar and the arrow; land and lines are not hindrances. */
static void keep_shape(buju_canvas *canvas, const buju_pen *pen) {
  drawing *d = canvas->to;
  const buju_stroke_point *point = canvas->path.data;
  double west = INFINITY, east = -INFINITY, north = INFINITY, south = -INFINITY;
  bool small = pen->fill == BUJU_INK_BUILD || (pen->fill == BUJU_INK_CLINIC && pen->width < 1);
  bool large = pen->fill == BUJU_INK_HEALTH_CENTRE || pen->fill == BUJU_INK_CLINIC || pen->fill == BUJU_INK_TEXT;
  if (!small && !large) return;
  for (size_t i = 0; i < canvas->path.n; i++) {
    if (point[i].kind == 'Z') continue;
    west = fmin(west, point[i].x);
    east = fmax(east, point[i].x);
    north = fmin(north, point[i].y);
    south = fmax(south, point[i].y);
  }
  *(box *)more(small ? &d->small_marks : &d->marks, sizeof(box)) = (box){west, north, east - west, south - north};
}

static void keep_text(buju_canvas *canvas, double x, double y, const buju_lettering *lettering, const char *text) {
  drawing *d = canvas->to;
  double width = buju_canvas_width(text, lettering->size), height = lettering->size * 1.15;
  double left = lettering->anchor == BUJU_START ? x : lettering->anchor == BUJU_MIDDLE ? x - width / 2 : x - width;
  box b = {left, y - lettering->size * 0.36 - height / 2, width, height};
  bool name = strstr(text, "村") != NULL || strstr(text, "镇") != NULL || strstr(text, "院") != NULL;
  *(box *)more(name ? &d->names : &d->marks, sizeof b) = b;
  if (name) *(const char **)more(&d->said, sizeof text) = text;
}

static void keep_frame(buju_canvas *canvas, double x, double y, double width, double height) {
  ((drawing *)canvas->to)->frame = (box){x, y, width, height};
}

static void no_unclip(buju_canvas *canvas) { (void)canvas; }

static void drawing_free(drawing *d) {
  buju_vec_free(&d->canvas.path);
  buju_vec_free(&d->names);
  buju_vec_free(&d->marks);
  buju_vec_free(&d->small_marks);
  buju_vec_free(&d->said);
}

/* A layer of n rows with nothing in any cell. */
static buju_report_table *add_layer(buju_report *report, buju_layer_id layer, buju_ix n) {
  buju_report_table *table = &report->table[layer];
  table->there = true;
  table->n = n;
  table->column = BUJU_NEW(report->arena, buju_report_column, table->spec->n);
  assert_non_null(table->column);
  for (buju_ix c = 0; c < table->spec->n; c++) {
    if (table->spec->column[c].type == BUJU_TYPE_TEXT || table->spec->column[c].type == BUJU_TYPE_DATE) {
      table->column[c].text = BUJU_NEW(report->arena, const char *, n);
      assert_non_null(table->column[c].text);
      continue;
    }
    table->column[c].number = BUJU_NEW(report->arena, double, n);
    assert_non_null(table->column[c].number);
    for (buju_ix i = 0; i < n; i++) table->column[c].number[i] = NAN;
  }
  return table;
}

/* One path a row, of so many points, all of them nought. */
static void add_paths(buju_report *report, buju_report_table *table, buju_ix points) {
  uint64_t *first = BUJU_NEW(report->arena, uint64_t, (size_t)table->n + 1);
  table->path_of = BUJU_NEW(report->arena, buju_ix, (size_t)table->n + 1);
  table->paths.x_m = BUJU_NEW(report->arena, double, (size_t)table->n *points);
  table->paths.y_m = BUJU_NEW(report->arena, double, (size_t)table->n *points);
  assert_true(first != NULL && table->path_of != NULL && table->paths.x_m != NULL && table->paths.y_m != NULL);
  for (buju_ix i = 0; i <= table->n; i++) {
    table->path_of[i] = i;
    first[i] = (uint64_t)i * points;
  }
  table->paths.n = table->n;
  table->paths.first = first;
}

static void put_square(buju_report_table *table, buju_ix row, double west, double south, double side) {
  static const double corner[RING][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
  for (buju_ix i = 0; i < RING; i++) {
    table->paths.x_m[row * RING + i] = west + side * corner[i][0];
    table->paths.y_m[row * RING + i] = south + side * corner[i][1];
  }
}

/* The county: side × side villages, each a square; TOWN × TOWN of them are a township. */
typedef struct county {
  buju_ctx *ctx;
  buju_report *report;
  buju_facts facts;
  buju_ix side;
} county;

static void add_villages(county *c) {
  static const char *const names[] = {"河村", "白泉村", "上马家沟村", "Bái quán 村", "李村", "新立屯三家子村"};
  buju_report_table *villages = add_layer(c->report, BUJU_LAYER_VILLAGES, c->side * c->side);
  add_paths(c->report, villages, RING);
  c->report->township_of = BUJU_NEW(c->report->arena, buju_ix, villages->n);
  c->report->township = BUJU_NEW(c->report->arena, buju_report_township, villages->n);
  assert_true(c->report->township_of != NULL && c->report->township != NULL);
  buju_ix towns = (c->side + TOWN - 1) / TOWN;
  c->report->townships = towns * towns;
  for (buju_ix v = 0; v < villages->n; v++) {
    buju_ix row = v / c->side, column = v % c->side;
    villages->column[VILLAGES_name].text[v] = names[v % (sizeof names / sizeof *names)];
    villages->column[VILLAGES_verdict].text[v] = "own_clinic";
    put_square(villages, v, SIDE_M * (double)column, SIDE_M * (double)row, SIDE_M);
    c->report->township_of[v] = row / TOWN * towns + column / TOWN;
  }
}

static void add_townships(county *c) {
  static const char *const names[] = {"李台镇", "大柳树镇", "青山堡镇", "Shí qiáo 镇"};
  buju_report_table *areas = add_layer(c->report, BUJU_LAYER_AREAS, c->report->townships);
  add_paths(c->report, areas, RING);
  buju_ix towns = (c->side + TOWN - 1) / TOWN;
  for (buju_ix t = 0; t < areas->n; t++) {
    areas->column[AREAS_name].text[t] = names[t % (sizeof names / sizeof *names)];
    areas->column[AREAS_area_level].text[t] = "township";
    put_square(areas, t, SIDE_M * TOWN * (double)(t % towns), SIDE_M * TOWN * (double)(t / towns), SIDE_M * TOWN);
  }
}

/* A site of each kind in turn, off the middle of every village by a step that differs from village to village. */
static void add_sites(county *c) {
  static const struct {
    const char *kind, *status;
  } kinds[] = {{"village_clinic", "open"},
               {"thc", "open"},
               {"village_clinic", "proposed"},
               {"hospital", "open"},
               {"chs", "open"}};
  buju_report_table *sites = add_layer(c->report, BUJU_LAYER_SITES, c->side * c->side);
  add_paths(c->report, sites, 1);
  for (buju_ix s = 0; s < sites->n; s++) {
    sites->column[SITES_kind].text[s] = kinds[s % (sizeof kinds / sizeof *kinds)].kind;
    sites->column[SITES_status].text[s] = kinds[s % (sizeof kinds / sizeof *kinds)].status;
    sites->column[SITES_name].text[s] = s % 2 == 0 ? "中心卫生院" : "县医院";
    sites->paths.x_m[s] = SIDE_M * (0.5 + s % c->side) + s * 37 % 90 - 45;
    sites->paths.y_m[s] = SIDE_M * (0.5 + s / c->side) + s * 53 % 90 - 45;
  }
}

/* Every site stands in its village and serves it. */
static void count_facts(county *c) {
  assert_int_equal(buju_facts_make(c->ctx, c->report, &c->facts), BUJU_OK);
  for (buju_ix s = 0; s < c->report->table[BUJU_LAYER_SITES].n; s++) {
    c->facts.site_village[s] = c->facts.server[s] = s;
    c->facts.site_township[s] = c->report->township_of[s];
  }
}

static county county_new(buju_ix side) {
  county c = {.side = side};
  buju_arena *arena = buju_arena_new();
  assert_non_null(arena);
  c.ctx = buju_ctx_new();
  assert_non_null(c.ctx);
  c.report = BUJU_NEW(arena, buju_report, 1);
  assert_non_null(c.report);
  c.report->arena = arena;
  for (int l = 0; l < BUJU_LAYERS; l++) c.report->table[l].spec = &buju_layer_specs[l];
  add_villages(&c);
  add_townships(&c);
  add_sites(&c);
  count_facts(&c);
  return c;
}

static void county_free(county *c) {
  buju_report_free(c->report);
  buju_ctx_free(c->ctx);
}

static void draw_at(const county *c, buju_ix township, int stage, double width, drawing *d) {
  const buju_map_spec spec = {.township = township, .stage = stage, .width = width, .most = width};
  *d = (drawing){.canvas = {keep_shape, keep_text, keep_frame, no_unclip, NULL, BUJU_ZH, {0}, 0, false}};
  d->canvas.to = d;
  buju_map_draw(&d->canvas, &c->facts, &spec, 44);
  assert_false(d->canvas.failed);
}

static void draw(const county *c, buju_ix township, int stage, drawing *d) { draw_at(c, township, stage, WIDTH, d); }

/* Less than a tenth of a unit is a matter of rounding. */
static bool overlap(const box *a, const box *b) {
  static const double LEAST = 0.1;
  return a->x + LEAST < b->x + b->width && b->x + LEAST < a->x + a->width && a->y + LEAST < b->y + b->height &&
         b->y + LEAST < a->y + a->height;
}

static size_t count_overlaps(const buju_vec *names, const buju_vec *others) {
  const box *name = names->data, *other = others->data;
  size_t n = 0;
  for (size_t i = 0; i < names->n; i++)
    for (size_t k = 0; k < (names == others ? i : others->n); k++) n += overlap(&name[i], &other[k]);
  return n;
}

static void assert_names_are_free(const drawing *d) {
  const box *name = d->names.data;
  assert_int_equal(count_overlaps(&d->names, &d->names), 0);
  assert_int_equal(count_overlaps(&d->names, &d->marks), 0);
  for (size_t i = 0; i < d->names.n; i++)
    assert_true(name[i].x >= d->frame.x && name[i].y >= d->frame.y &&
                name[i].x + name[i].width <= d->frame.x + d->frame.width &&
                name[i].y + name[i].height <= d->frame.y + d->frame.height);
}

static void names_of_villages_cover_nothing(void **state) {
  county c = county_new(12);
  (void)state;
  for (int stage = BUJU_BEFORE; stage <= BUJU_AFTER; stage++)
    for (buju_ix t = 0; t < c.report->townships; t++) {
      drawing d;
      draw(&c, t, stage, &d);
      assert_names_are_free(&d);
      assert_int_equal(count_overlaps(&d.names, &d.small_marks), 0);
      assert_true(d.names.n >= TOWN * TOWN); /* there is room for all villages, and for some of the centres */
      drawing_free(&d);
    }
  county_free(&c);
}

static void names_of_townships_cover_no_centre(void **state) {
  (void)state;
  for (buju_ix side = 4; side <= 60; side += 14) {
    county c = county_new(side);
    drawing d;
    draw(&c, BUJU_NONE, BUJU_AFTER, &d);
    assert_names_are_free(&d);
    if (side < 20) assert_int_equal(d.names.n, c.report->townships);
    drawing_free(&d);
    county_free(&c);
  }
}

/* Every site is a clinic of that status, in a row through the middle of the town, step_m apart. */
static void gather_clinics(county *c, const char *status, double step_m) {
  buju_report_table *sites = &c->report->table[BUJU_LAYER_SITES];
  for (buju_ix s = 0; s < sites->n; s++) {
    sites->column[SITES_kind].text[s] = "village_clinic";
    sites->column[SITES_status].text[s] = status;
    sites->paths.x_m[s] = SIDE_M * TOWN / 2.0 + step_m * ((double)s - sites->n / 2.0);
    sites->paths.y_m[s] = SIDE_M * TOWN / 2.0;
  }
}

/* Where the middle of a township is full of clinics, its name moves to where none is. */
static void a_township_s_name_moves_off_clinics(void **state) {
  county c = county_new(TOWN);
  drawing d;
  (void)state;
  gather_clinics(&c, "existing", 40.0 / TOWN);
  draw(&c, BUJU_NONE, BUJU_AFTER, &d);
  assert_int_equal(d.names.n, 1);
  assert_int_equal(count_overlaps(&d.names, &d.small_marks), 0);
  drawing_free(&d);
  county_free(&c);
}

/* What is not there yet is no hindrance to a name. */
static void sites_of_later_move_no_name(void **state) {
  county c = county_new(TOWN);
  drawing d;
  (void)state;
  gather_clinics(&c, "proposed", 0);
  draw(&c, BUJU_NONE, BUJU_BEFORE, &d);
  assert_int_equal(d.names.n, 1);
  const box *name = d.names.data;
  assert_true(fabs(name->x + name->width / 2 - d.frame.x - d.frame.width / 2) < 1e-6);
  assert_true(fabs(name->y + name->height / 2 - d.frame.y - d.frame.height / 2) < 1e-6);
  drawing_free(&d);
  county_free(&c);
}

static void the_same_plan_gives_the_same_names(void **state) {
  county c = county_new(12), again = county_new(12);
  drawing d, e;
  (void)state;
  draw(&c, 4, BUJU_AFTER, &d);
  draw(&again, 4, BUJU_AFTER, &e);
  assert_int_equal(d.names.n, e.names.n);
  assert_memory_equal(d.names.data, e.names.data, d.names.n * sizeof(box));
  for (size_t i = 0; i < d.said.n; i++)
    assert_string_equal(((const char **)d.said.data)[i], ((const char **)e.said.data)[i]);
  drawing_free(&d);
  drawing_free(&e);
  county_free(&c);
  county_free(&again);
}

/* Sites at the border of a small map: the margin of the frame is narrower than a name, and than a line of one. */
static void names_at_the_edge_stay_in_the_frame(void **state) {
  county c = county_new(TOWN);
  buju_report_table *sites = &c.report->table[BUJU_LAYER_SITES];
  (void)state;
  for (buju_ix s = 0; s < sites->n; s++) {
    double along = SIDE_M * TOWN * (double)(s / 4) / 3, across = s % 2 == 0 ? 0 : SIDE_M * TOWN;
    sites->paths.x_m[s] = s % 4 < 2 ? across : along;
    sites->paths.y_m[s] = s % 4 < 2 ? along : across;
  }
  for (double width = 150; width < 600; width += 50) {
    drawing d;
    draw_at(&c, 0, BUJU_AFTER, width, &d);
    assert_names_are_free(&d);
    assert_true(d.names.n > 0);
    drawing_free(&d);
  }
  county_free(&c);
}

/* A crowd: as many names as there is room for. */
static void a_crowd_is_named_as_far_as_there_is_room(void **state) {
  county c = county_new(CROWD);
  drawing d;
  (void)state;
  for (buju_ix v = 0; v < CROWD * CROWD; v++) {
    c.report->township_of[v] = c.facts.site_township[v] = 0;
    c.report->table[BUJU_LAYER_SITES].paths.x_m[v] = c.report->table[BUJU_LAYER_SITES].paths.y_m[v] = SIDE_M;
  }
  draw(&c, 0, BUJU_AFTER, &d);
  assert_names_are_free(&d);
  assert_in_range(d.names.n, 100, CROWD * CROWD / 2);
  drawing_free(&d);
  county_free(&c);
}

/* One row: an outline of n points, which begins and ends in the same. */
static bool find_middle(const double (*point)[2], buju_ix n, double *x, double *y) {
  double x_m[16], y_m[16];
  buju_ix path_of[] = {0, 1};
  uint64_t first[] = {0, n};
  buju_report_table table = {.there = true, .n = 1, .path_of = path_of, .paths = {1, first, x_m, y_m}};
  for (buju_ix i = 0; i < n; i++) {
    x_m[i] = point[i][0];
    y_m[i] = point[i][1];
  }
  return buju_map_middle(&table, 0, x, y);
}

static void a_middle_is_inside(void **state) {
  static const double square[][2] = {{4, 4}, {8, 4}, {8, 8}, {4, 8}, {4, 4}};
  static const double hook[][2] = {{0, 0}, {9, 0}, {9, 1}, {2, 1}, {2, 8}, {9, 8}, {9, 9}, {0, 9}, {0, 0}};
  static const double point[][2] = {{3, 7}};
  double x, y;
  (void)state;
  assert_true(find_middle(square, 5, &x, &y));
  assert_true(x == 6 && y == 6);
  assert_true(find_middle(hook, 9, &x, &y)); /* the centroid, (3.3, 4.5), lies in the opening */
  assert_true(x == 1 && y == 4.5);
  assert_true(find_middle(point, 1, &x, &y));
  assert_true(x == 3 && y == 7);
  assert_false(buju_map_middle(&(buju_report_table){.there = true, .n = 1}, 0, &x, &y));
}

/* A plan from elsewhere may lack the land of its villages and have places of sites all the same. */
static void villages_without_land_are_left_out(void **state) {
  county c = county_new(TOWN);
  drawing d;
  (void)state;
  c.report->table[BUJU_LAYER_VILLAGES].path_of = NULL;
  draw(&c, BUJU_NONE, BUJU_AFTER, &d);
  assert_int_equal(d.names.n, 1);
  drawing_free(&d);
  draw(&c, 0, BUJU_AFTER, &d);
  assert_names_are_free(&d);
  drawing_free(&d);
  county_free(&c);
}

/* Villages that are points have no land: what the plan says is nearest to each township's still has its name and line.
 */
static void townships_of_points_are_named(void **state) {
  county c = county_new(12);
  drawing d;
  (void)state;
  buju_report_table *villages = &c.report->table[BUJU_LAYER_VILLAGES];
  uint64_t *first = BUJU_NEW(c.report->arena, uint64_t, (size_t)villages->n + 1);
  assert_non_null(first);
  for (buju_ix v = 0; v <= villages->n; v++) first[v] = v;
  for (buju_ix v = 0; v < villages->n; v++) {
    villages->paths.x_m[v] = SIDE_M * (0.5 + v % c.side);
    villages->paths.y_m[v] = SIDE_M * (0.5 + v / c.side);
  }
  villages->paths.first = first;
  draw(&c, BUJU_NONE, BUJU_AFTER, &d);
  assert_names_are_free(&d);
  assert_int_equal(d.names.n, c.report->townships);
  const buju_map map = {.facts = &c.facts, .spec = &(buju_map_spec){.township = BUJU_NONE}};
  assert_int_equal(buju_map_boundary(&map).stroke, BUJU_INK_FAINT);
  add_paths(c.report, add_layer(c.report, BUJU_LAYER_SERVICE_WAYS, 1), RING); /* somebody gave the lines */
  assert_int_equal(buju_map_boundary(&map).stroke, BUJU_INK_BOUNDARY);
  drawing_free(&d);
  county_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_of_villages_cover_nothing),          cmocka_unit_test(names_of_townships_cover_no_centre),
      cmocka_unit_test(a_township_s_name_moves_off_clinics),      cmocka_unit_test(sites_of_later_move_no_name),
      cmocka_unit_test(the_same_plan_gives_the_same_names),       cmocka_unit_test(names_at_the_edge_stay_in_the_frame),
      cmocka_unit_test(a_crowd_is_named_as_far_as_there_is_room), cmocka_unit_test(a_middle_is_inside),
      cmocka_unit_test(villages_without_land_are_left_out),       cmocka_unit_test(townships_of_points_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
