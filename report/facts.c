/* Counting a plan. SPDX-License-Identifier: Apache-2.0 */
#include "report/facts.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct coded {
  const char *code;
  buju_ix row;
} coded;

static int by_code(const void *p, const void *q) {
  const coded *a = p, *b = q;
  int order = strcmp(a->code, b->code);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* Rows of a layer by a text; rows without it come first. NULL when memory is out. */
static buju_ix *sort_rows(const buju_report *report, buju_layer_id layer, unsigned column) {
  buju_ix n = report->table[layer].n;
  coded *rows = calloc(n > 0 ? n : 1, sizeof *rows);
  buju_ix *sorted = BUJU_NEW(report->arena, buju_ix, n);
  if (rows == NULL || sorted == NULL) {
    free(rows);
    return NULL;
  }
  for (buju_ix i = 0; i < n; i++) {
    const char *code = buju_report_text(report, layer, column, i);
    rows[i] = (coded){code != NULL ? code : "", i};
  }
  qsort(rows, n, sizeof *rows, by_code);
  for (buju_ix i = 0; i < n; i++) sorted[i] = rows[i].row;
  free(rows);
  return sorted;
}

static buju_ix search(const buju_report *report, buju_layer_id layer, unsigned column, const buju_ix *sorted,
                      const char *code) {
  buju_ix low = 0, high = report->table[layer].n;
  while (code != NULL && low < high) {
    buju_ix middle = low + (high - low) / 2;
    const char *text = buju_report_text(report, layer, column, sorted[middle]);
    int order = strcmp(text != NULL ? text : "", code);
    if (order == 0) return sorted[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return BUJU_NONE;
}

buju_ix buju_facts_village(const buju_facts *facts, const char *code) {
  return search(facts->report, BUJU_LAYER_VILLAGES, VILLAGES_code, facts->by_code, code);
}

double buju_facts_people(const buju_facts *facts, buju_ix settlement) {
  unsigned column = facts->registered ? SETTLEMENTS_people_registered : SETTLEMENTS_people_resident;
  double people = buju_report_number(facts->report, BUJU_LAYER_SETTLEMENTS, column, settlement);
  return people > 0 ? people : 0;
}

const char *buju_facts_township(const buju_facts *facts, buju_ix township) { return facts->called[township]; }

buju_area_facts buju_facts_rest(const buju_facts *facts) {
  buju_area_facts left = *buju_facts_all(facts);
  for (buju_ix t = 0; t < facts->report->townships; t++) {
    const buju_area_facts *area = &facts->area[t];
    left.villages -= area->villages;
    left.people -= area->people > 0 ? area->people : 0;
    for (int s = 0; s < 2; s++) {
      left.served[s] -= area->served[s] > 0 ? area->served[s] : 0;
      if (!isnan(area->within[s])) left.within[s] -= area->within[s];
      left.clinics[s] -= area->clinics[s];
    }
    left.projects -= area->projects;
    if (!isnan(area->capital_yuan)) left.capital_yuan -= area->capital_yuan;
  }
  return left;
}

bool buju_facts_is_some(const buju_area_facts *area) {
  return area->people > 0.5 || area->clinics[0] + area->clinics[1] > 0;
}

/* The township of each row of a layer: that of its village, else the one of its name. */
static buju_ix *place_rows(const buju_facts *facts, buju_layer_id layer, unsigned village, unsigned township) {
  const buju_report *report = facts->report;
  buju_ix n = report->table[layer].n, *of = BUJU_NEW(report->arena, buju_ix, n);
  for (buju_ix i = 0; of != NULL && i < n; i++) {
    const char *name = buju_report_text(report, layer, township, i);
    buju_ix row = buju_facts_village(facts, buju_report_text(report, layer, village, i));
    of[i] = row != BUJU_NONE ? report->township_of[row] : BUJU_NONE;
    if (of[i] == BUJU_NONE && name != NULL) of[i] = buju_report_township_find(report, name);
  }
  return of;
}

buju_ground_box buju_facts_ground(const buju_report_table *table, buju_ix row) {
  buju_ground_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (buju_ix p = table->path_of[row]; p < table->path_of[row + 1]; p++)
    for (uint64_t i = table->paths.first[p]; i < table->paths.first[p + 1]; i++) {
      b.west = fmin(b.west, table->paths.x_m[i]);
      b.east = fmax(b.east, table->paths.x_m[i]);
      b.south = fmin(b.south, table->paths.y_m[i]);
      b.north = fmax(b.north, table->paths.y_m[i]);
    }
  return b;
}

static bool find_ground(buju_facts *facts) {
  const buju_report_table *villages = &facts->report->table[BUJU_LAYER_VILLAGES];
  facts->ground = BUJU_NEW(facts->report->arena, buju_ground_box, villages->n);
  for (buju_ix v = 0; facts->ground != NULL && villages->path_of != NULL && v < villages->n; v++)
    facts->ground[v] = buju_facts_ground(villages, v);
  return facts->ground != NULL;
}

static bool find_places(buju_facts *facts) {
  const buju_report *report = facts->report;
  buju_ix *sites = sort_rows(report, BUJU_LAYER_SITES, SITES_site_id);
  facts->by_code = sort_rows(report, BUJU_LAYER_VILLAGES, VILLAGES_code);
  if (sites == NULL || facts->by_code == NULL) return false;
  facts->site_township = place_rows(facts, BUJU_LAYER_SITES, SITES_village_code, SITES_township);
  facts->place_township = place_rows(facts, BUJU_LAYER_SETTLEMENTS, SETTLEMENTS_village_code, SETTLEMENTS_township);
  facts->action_township = place_rows(facts, BUJU_LAYER_ACTIONS, ACTIONS_village_code, ACTIONS_township);
  facts->gap_township = place_rows(facts, BUJU_LAYER_COVERAGE_GAPS, COVERAGE_GAPS_area_code, COVERAGE_GAPS_township);
  facts->site_village = BUJU_NEW(report->arena, buju_ix, report->table[BUJU_LAYER_SITES].n);
  facts->server = BUJU_NEW(report->arena, buju_ix, report->table[BUJU_LAYER_VILLAGES].n);
  if (facts->site_township == NULL || facts->place_township == NULL || facts->action_township == NULL ||
      facts->gap_township == NULL || facts->site_village == NULL || facts->server == NULL)
    return false;
  for (buju_ix s = 0; s < report->table[BUJU_LAYER_SITES].n; s++)
    facts->site_village[s] =
        buju_facts_village(facts, buju_report_text(report, BUJU_LAYER_SITES, SITES_village_code, s));
  for (buju_ix v = 0; v < report->table[BUJU_LAYER_VILLAGES].n; v++)
    facts->server[v] = search(report, BUJU_LAYER_SITES, SITES_site_id, sites,
                              buju_report_text(report, BUJU_LAYER_VILLAGES, VILLAGES_served_by, v));
  /* What a township's own row of gaps is about stands under its code. */
  for (buju_ix g = 0; g < report->table[BUJU_LAYER_COVERAGE_GAPS].n; g++) {
    const char *code = buju_report_text(report, BUJU_LAYER_COVERAGE_GAPS, COVERAGE_GAPS_area_code, g);
    if (facts->gap_township[g] == BUJU_NONE && code != NULL)
      facts->gap_township[g] = buju_report_township_find(report, code);
  }
  return true;
}

/* A sum that stays NaN until there is a number. */
static void add(double *sum, double value) {
  if (!isnan(value)) *sum = isnan(*sum) ? value : *sum + value;
}

/* Every row counts in its area and in the whole. */
static void each(buju_facts *facts, buju_ix township, void (*count)(buju_facts *, buju_area_facts *, buju_ix),
                 buju_ix row) {
  if (township != BUJU_NONE) count(facts, &facts->area[township], row);
  count(facts, &facts->area[facts->report->townships], row);
}

static void count_village(buju_facts *facts, buju_area_facts *area, buju_ix v) {
  (void)facts;
  (void)v;
  area->villages++;
}

static void count_place(buju_facts *facts, buju_area_facts *area, buju_ix p) {
  static const unsigned columns[] = {SETTLEMENTS_covered_before, SETTLEMENTS_covered};
  for (int s = 0; s < 2; s++) {
    double covered = buju_report_number(facts->report, BUJU_LAYER_SETTLEMENTS, columns[s], p);
    if (!isnan(covered)) add(&area->within[s], covered != 0 ? buju_facts_people(facts, p) : 0);
  }
}

static void count_site(buju_facts *facts, buju_area_facts *area, buju_ix s) {
  const buju_report *report = facts->report;
  bool clinic = buju_report_is(report, BUJU_LAYER_SITES, SITES_kind, s, "village_clinic") ||
                buju_report_is(report, BUJU_LAYER_SITES, SITES_kind, s, "chs");
  bool closing = buju_report_is(report, BUJU_LAYER_SITES, SITES_status, s, "closing");
  bool proposed = buju_report_is(report, BUJU_LAYER_SITES, SITES_status, s, "proposed");
  bool later = proposed || buju_report_is(report, BUJU_LAYER_SITES, SITES_status, s, "under_construction");
  if (clinic && !later) area->clinics[BUJU_BEFORE]++;
  if (clinic && !closing) area->clinics[BUJU_AFTER]++;
  if (proposed) area->build++;
  if (!clinic || closing) return;
  add(&area->doctors, buju_report_number(report, BUJU_LAYER_SITES, SITES_doctors, s));
  add(&area->required, buju_report_number(report, BUJU_LAYER_SITES, SITES_doctors_required, s));
  add(&area->short_of, buju_report_number(report, BUJU_LAYER_SITES, SITES_doctors_short, s));
}

static void count_action(buju_facts *facts, buju_area_facts *area, buju_ix a) {
  bool project = buju_is_project(facts->report, a);
  double year = buju_report_number(facts->report, BUJU_LAYER_ACTIONS, ACTIONS_year, a);
  bool phased = year >= 1900 && year <= 2200;
  area->projects += project;
  area->phased += project && phased;
  add(&area->capital_yuan, buju_report_number(facts->report, BUJU_LAYER_ACTIONS, ACTIONS_cost_yuan, a));
  if (!phased) return;
  if (facts->year_first == 0 || (int)year < facts->year_first) facts->year_first = (int)year;
  if ((int)year > facts->year_last) facts->year_last = (int)year;
}

static void count_gap(buju_facts *facts, buju_area_facts *area, buju_ix g) {
  area->gaps[buju_report_is(facts->report, BUJU_LAYER_COVERAGE_GAPS, COVERAGE_GAPS_stage, g, "after")]++;
}

/* Who is served how is the plan's own count; everybody once. */
static void count_ways(buju_facts *facts) {
  const buju_report *report = facts->report;
  static const unsigned columns[] = {SERVICE_WAYS_people_before, SERVICE_WAYS_people_after};
  bool all = buju_report_find(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_area_level, "all") != BUJU_NONE;
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_SERVICE_WAYS].n; i++) {
    const char *code = buju_report_text(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_area_code, i);
    bool township = buju_report_is(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_area_level, i, "township");
    bool whole = buju_report_is(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_area_level, i, all ? "all" : "county");
    buju_ix t = township && code != NULL ? buju_report_township_find(report, code) : BUJU_NONE;
    if (whole) t = report->townships;
    if (t == BUJU_NONE) continue;
    bool nobody = buju_report_is(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_way, i, "nobody");
    add(&facts->area[t].people, buju_report_number(report, BUJU_LAYER_SERVICE_WAYS, SERVICE_WAYS_people_after, i));
    static const unsigned villages[] = {SERVICE_WAYS_villages_before, SERVICE_WAYS_villages_after};
    for (int s = 0; s < 2 && nobody; s++)
      add(&facts->area[t].unserved[s], buju_report_number(report, BUJU_LAYER_SERVICE_WAYS, villages[s], i));
    for (int s = 0; s < 2 && !nobody; s++)
      add(&facts->area[t].served[s], buju_report_number(report, BUJU_LAYER_SERVICE_WAYS, columns[s], i));
  }
}

static void count(buju_facts *facts) {
  const buju_report *report = facts->report;
  for (buju_ix t = 0; t <= report->townships; t++)
    facts->area[t] =
        (buju_area_facts){.within = {NAN, NAN}, .doctors = NAN, .required = NAN, .short_of = NAN, .capital_yuan = NAN};
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_VILLAGES].n; i++)
    each(facts, report->township_of[i], count_village, i);
  count_ways(facts);
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_SETTLEMENTS].n; i++)
    each(facts, facts->place_township[i], count_place, i);
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_SITES].n; i++) each(facts, facts->site_township[i], count_site, i);
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_ACTIONS].n; i++)
    each(facts, facts->action_township[i], count_action, i);
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_COVERAGE_GAPS].n; i++)
    each(facts, facts->gap_township[i], count_gap, i);
}

/* The limit in force, as the plan's own coverage was counted by. */
static void find_limit(buju_facts *facts) {
  const buju_report *report = facts->report;
  const char *limit = buju_report_setting(report, "coverage.limit");
  facts->limit_min = limit != NULL ? strtod(limit, NULL) : NAN;
  if (!(facts->limit_min > 0 && facts->limit_min < 1e6)) facts->limit_min = NAN;
  for (buju_ix i = 0; i < report->table[BUJU_LAYER_SERVICE_CIRCLES].n && facts->mode == NULL; i++)
    if (buju_report_is(report, BUJU_LAYER_SERVICE_CIRCLES, SERVICE_CIRCLES_service, i, "village_clinic"))
      facts->mode = buju_report_text(report, BUJU_LAYER_SERVICE_CIRCLES, SERVICE_CIRCLES_mode, i);
}

const buju_msg buju_report_kind = {"基层医疗卫生机构布局年度建设报告",
                                   "Annual construction report of primary health care"};

const char *buju_facts_title(const buju_facts *facts) {
  if (facts->title != NULL) return facts->title;
  return facts->lang == BUJU_ZH ? buju_report_kind.zh : buju_report_kind.en;
}

/* A name that outlives the buffer it may be made in; NULL when memory is out. */
static const char *called(const buju_facts *facts, const char *name) {
  char text[96];
  const char *words = buju_words_of_place(facts->lang, name, text, sizeof text);
  return words == text ? buju_arena_text(facts->report->arena, text) : words;
}

/* The data may have named no county, but a code is in every village's. False when memory is out. */
static bool find_names(buju_facts *facts) {
  BUJU_MSG(none, "未归乡镇", "of no township");
  const buju_report *report = facts->report;
  const char *title = buju_report_setting(report, "title"), *county = buju_report_note(report, "county", facts->lang);
  facts->title = title != NULL && *title != '\0' ? title : NULL;
  if (county == NULL) county = buju_report_setting(report, "county");
  facts->county = county != NULL ? called(facts, county) : NULL;
  facts->called = BUJU_NEW(report->arena, const char *, report->townships);
  bool good = facts->called != NULL && (county == NULL || facts->county != NULL);
  for (buju_ix t = 0; t < report->townships && good; t++) {
    const char *name = report->township[t].name != NULL ? report->township[t].name : report->township[t].code;
    facts->called[t] = name != NULL ? called(facts, name) : facts->lang == BUJU_ZH ? none.zh : none.en;
    good = facts->called[t] != NULL;
  }
  return good;
}

buju_status buju_facts_make(buju_ctx *ctx, const buju_report *report, buju_facts *facts) {
  const char *population = buju_report_setting(report, "population");
  *facts = (buju_facts){.report = report, .lang = buju_ctx_lang(ctx)};
  facts->registered = population != NULL && strcmp(population, "registered") == 0;
  facts->area = BUJU_NEW(report->arena, buju_area_facts, (size_t)report->townships + 1);
  if (facts->area == NULL || !find_ground(facts) || !find_places(facts)) return buju_fail_memory(ctx);
  if (!find_names(facts)) return buju_fail_memory(ctx);
  find_limit(facts);
  count(facts);
  return BUJU_OK;
}
