/* Planning a scenario under several values. SPDX-License-Identifier: Apache-2.0 */
#include "buju/variants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buju/summary.h"
#include "core/scenario.h"
#include "core/text_same.h"
#include "libbuju/travels.h"
#include "libbuju/variants_axes.h"

struct buju_variants {
  buju_arena *arena;
  size_t axes, variants, readings;
  buju_axis *axis; /* the assignments with several values first in the order given; behind them those with one */
  size_t fixed;
  const char **refused;
  buju_vec rows; /* buju_variants_row */
};

enum { GROUNDS = 4 };

/* What several variants are planned on. */
typedef struct ground {
  buju_scenario *scenario; /* the one it was read for */
  buju_region *region;
  buju_travels travels;
  bool there;
} ground;

static buju_status read_axes(buju_ctx *ctx, const char *const *set, size_t sets, buju_variants *sweep) {
  BUJU_MSG(twice, "--set {0}：给了两次；几个取值用逗号隔开写在一起",
           "--set {0} is given twice; write its values together, with commas");
  BUJU_MSG(many, "共有 {0} 个以上的组合，最多 {0} 个", "there are more than {0} combinations, the most there may be");
  buju_axis *single = BUJU_NEW(sweep->arena, buju_axis, sets);
  sweep->axis = BUJU_NEW(sweep->arena, buju_axis, sets);
  if (single == NULL || sweep->axis == NULL) return buju_fail_memory(ctx);
  sweep->variants = 1;
  for (size_t i = 0; i < sets; i++) {
    buju_axis axis;
    buju_status status = buju_axis_read(ctx, set[i], sweep->arena, &axis);
    if (status != BUJU_OK) return status;
    for (size_t k = 0; axis.n > 1 && k < sweep->axes; k++)
      if (strcmp(sweep->axis[k].key, axis.key) == 0)
        return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(twice, buju_text(axis.key)));
    if (axis.n == 1) {
      single[sweep->fixed++] = axis;
      continue;
    }
    sweep->axis[sweep->axes++] = axis;
    if (axis.n * sweep->variants >
        BUJU_VARIANTS_MOST) /* neither is large: a line has at most as many values as bytes */
      return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(many, buju_int(BUJU_VARIANTS_MOST)));
    sweep->variants *= axis.n;
  }
  if (sweep->fixed > 0) memcpy(sweep->axis + sweep->axes, single, sweep->fixed * sizeof *single);
  return BUJU_OK;
}

/* Which value of an axis a variant has: the first axis turns slowest. */
static size_t value_of(const buju_variants *sweep, size_t variant, size_t axis) {
  for (size_t k = sweep->axes; k > axis + 1; k--) variant /= sweep->axis[k - 1].n;
  return variant % sweep->axis[axis].n;
}

/* The scenario of a variant; values that hold for all come first, so that an axis may refine them. */
static buju_status read_variant(buju_ctx *ctx, const buju_variants *sweep, const char *path, size_t variant,
                                buju_scenario **out) {
  buju_arena *scratch = buju_arena_new();
  size_t sets = sweep->axes + sweep->fixed;
  const char **set = scratch != NULL ? BUJU_NEW(scratch, const char *, sets) : NULL;
  buju_status status = set != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (size_t i = 0; i < sets && status == BUJU_OK; i++) {
    size_t axis = i < sweep->fixed ? sweep->axes + i : i - sweep->fixed;
    set[i] = buju_axis_assign(&sweep->axis[axis], axis < sweep->axes ? value_of(sweep, variant, axis) : 0, scratch);
    if (set[i] == NULL) status = buju_fail_memory(ctx);
  }
  if (status == BUJU_OK) status = buju_scenario_read(ctx, path, set, sets, out);
  buju_arena_free(scratch);
  return status;
}

/* Whether what was read for one scenario serves the other: everything but the rules themselves is the same, and the
 * rules ask for the same kinds of times. */
static bool same_ground(const buju_scenario *a, const buju_scenario *b) {
  static const char *const read[] = {"inputs", "as_of", "population", "county", "output_crs", "travel"};
  for (size_t i = 0; i < sizeof read / sizeof *read; i++)
    if (!buju_doc_same(buju_doc_find(a->doc, read[i]), buju_doc_find(b->doc, read[i]))) return false;
  for (int p = 0; p < BUJU_PROVIDERS; p++)
    if (buju_scenario_measures_on(a, (buju_provider)p) != buju_scenario_measures_on(b, (buju_provider)p)) return false;
  for (int m = 0; m < BUJU_MODES; m++)
    if (buju_scenario_goes_by(a, (buju_mode)m) != buju_scenario_goes_by(b, (buju_mode)m)) return false;
  return true;
}

static void leave(ground *g) {
  if (g->there) buju_travels_free(&g->travels);
  buju_region_free(g->region);
  buju_scenario_free(g->scenario);
  *g = (ground){0};
}

/* The grounds read last, so that an axis that turns fast does not read its inputs again and again. */
typedef struct grounds {
  ground of[GROUNDS];
  size_t next; /* the oldest: the one to go */
} grounds;

/* Finds or reads the ground of a scenario; *taken says that it now owns the scenario. */
static buju_status stand_on(buju_ctx *ctx, buju_scenario *scenario, buju_variants *sweep, grounds *known, bool *taken,
                            const ground **out) {
  *taken = false;
  for (size_t i = 0; i < GROUNDS; i++)
    if (known->of[i].there && same_ground(known->of[i].scenario, scenario)) {
      *out = &known->of[i];
      return BUJU_OK;
    }
  ground *g = &known->of[known->next];
  known->next = (known->next + 1) % GROUNDS;
  leave(g);
  *taken = true;
  g->scenario = scenario;
  sweep->readings++;
  buju_status status = buju_region_read(ctx, scenario, &g->region);
  if (status != BUJU_OK) return status;
  g->there = true;
  *out = g;
  return buju_travels_make(ctx, scenario, g->region, &g->travels);
}

/* Whether the row is that figure's. */
static bool is_row(const buju_variants_row *row, const buju_figures *group, const buju_figure *figure, size_t c) {
  return strcmp(row->key, figure->key) == 0 && strcmp(row->group, group->key) == 0 &&
         buju_text_same(row->column, group->column[c]);
}

/* A row of the arena's own texts, blank for every variant; false when memory is out. */
static bool new_row(buju_variants *sweep, const buju_figures *group, const buju_figure *figure, size_t c,
                    buju_variants_row *out) {
  buju_arena *arena = sweep->arena;
  double *value = BUJU_NEW(arena, double, sweep->variants), *percent = BUJU_NEW(arena, double, sweep->variants);
  bool column = group->column[c] != NULL;
  *out = (buju_variants_row){.group = buju_arena_text(arena, group->key),
                             .group_label = buju_arena_text(arena, group->label),
                             .unit = buju_arena_text(arena, group->unit),
                             .key = buju_arena_text(arena, figure->key),
                             .label = buju_arena_text(arena, figure->label),
                             .column = column ? buju_arena_text(arena, group->column[c]) : NULL,
                             .column_label = column ? buju_arena_text(arena, group->column_label[c]) : NULL,
                             .value = value,
                             .percent = percent};
  for (size_t v = 0; value != NULL && percent != NULL && v < sweep->variants; v++) value[v] = percent[v] = NAN;
  return value != NULL && percent != NULL && out->group != NULL && out->group_label != NULL && out->unit != NULL &&
         out->key != NULL && out->label != NULL && (!column || (out->column != NULL && out->column_label != NULL));
}

/* The row of a figure, looked for from *at on, where the last one stood: summaries keep their order. A figure that
 * only later variants have is put behind the last of its group. NULL when memory is out. */
static buju_variants_row *row_of(buju_variants *sweep, const buju_figures *group, const buju_figure *figure, size_t c,
                                 size_t *at) {
  buju_variants_row *rows = sweep->rows.data, made;
  size_t n = sweep->rows.n, place = n;
  for (size_t k = 0; k < n; k++) {
    size_t i = (*at + k) % n;
    if (!is_row(&rows[i], group, figure, c)) continue;
    *at = i + 1;
    return &rows[i];
  }
  while (place > 0 && strcmp(rows[place - 1].group, group->key) != 0) place--;
  if (place == 0) place = n; /* the first of its group */
  if (!new_row(sweep, group, figure, c, &made) || buju_vec_push(&sweep->rows, sizeof *rows) == NULL) return NULL;
  rows = sweep->rows.data;
  memmove(rows + place + 1, rows + place, (n - place) * sizeof *rows);
  rows[place] = made;
  *at = place + 1;
  return &rows[place];
}

static buju_status keep_figures(buju_ctx *ctx, const buju_summary *summary, size_t variant, buju_variants *sweep) {
  const buju_figures *group;
  size_t at = 0;
  for (size_t g = 0; (group = buju_summary_group(summary, g)) != NULL; g++)
    for (size_t i = 0; i < group->n; i++)
      for (size_t c = 0; c < group->columns; c++) {
        buju_variants_row *row = row_of(sweep, group, &group->figure[i], c, &at);
        if (row == NULL) return buju_fail_memory(ctx);
        ((double *)row->value)[variant] = group->figure[i].value[c];
        ((double *)row->percent)[variant] = group->figure[i].percent[c];
      }
  return BUJU_OK;
}

/* A plan that is refused is an answer; what the machine could not do is not. */
static buju_status keep_refusal(buju_ctx *ctx, buju_status status, size_t variant, buju_variants *sweep) {
  if (status == BUJU_E_MEMORY || status == BUJU_E_INTERNAL) return status;
  bool listed = buju_ctx_diagnostics(ctx) > 0;
  sweep->refused[variant] = buju_arena_text(sweep->arena, listed ? buju_ctx_diagnostic(ctx, 0) : buju_ctx_error(ctx));
  if (sweep->refused[variant] == NULL) return buju_fail_memory(ctx);
  buju_ctx_clear(ctx);
  return BUJU_OK;
}

static buju_status plan_variant(buju_ctx *ctx, const buju_scenario *scenario, const ground *g, size_t variant,
                                buju_variants *sweep) {
  buju_plan *plan = NULL;
  buju_summary *summary = NULL;
  buju_status status = buju_plan_make_on(ctx, scenario, g->region, &g->travels, &plan);
  if (status != BUJU_OK) return keep_refusal(ctx, status, variant, sweep);
  status = buju_summary_make(ctx, g->region, plan, &summary);
  if (status == BUJU_OK) status = keep_figures(ctx, summary, variant, sweep);
  buju_summary_free(summary);
  buju_plan_free(plan);
  return status;
}

static buju_status run_variant(buju_ctx *ctx, const char *path, size_t variant, grounds *known, buju_variants *sweep) {
  BUJU_MSG(step, "第 {0} 个取值组合，共 {1} 个", "variant {0} of {1}");
  buju_scenario *scenario = NULL;
  const ground *g = NULL;
  bool taken = false;
  buju_status status = read_variant(ctx, sweep, path, variant, &scenario);
  if (status == BUJU_OK) status = stand_on(ctx, scenario, sweep, known, &taken, &g);
  buju_ctx_step(ctx, BUJU_SAY(step, buju_int((int64_t)variant + 1), buju_int((int64_t)sweep->variants)),
                (double)variant / (double)sweep->variants);
  if (status == BUJU_OK) status = plan_variant(ctx, scenario, g, variant, sweep);
  if (!taken) buju_scenario_free(scenario);
  return status;
}

/* Every scenario is read once before any is planned: a misspelt value is told at once, not after an hour. */
static buju_status check_variants(buju_ctx *ctx, const char *path, const buju_variants *sweep) {
  buju_status status = BUJU_OK;
  for (size_t v = 0; v < sweep->variants && status == BUJU_OK; v++) {
    buju_scenario *scenario = NULL;
    status = read_variant(ctx, sweep, path, v, &scenario);
    buju_scenario_free(scenario);
  }
  return status;
}

static void mark_varying(buju_variants *sweep) {
  buju_variants_row *rows = sweep->rows.data;
  for (size_t i = 0; i < sweep->rows.n; i++) {
    size_t first = 0;
    while (first < sweep->variants && sweep->refused[first] != NULL) first++;
    for (size_t v = first + 1; v < sweep->variants; v++) {
      double a = rows[i].value[first], b = rows[i].value[v];
      if (sweep->refused[v] == NULL && !(a == b || (isnan(a) && isnan(b)))) rows[i].varies = 1;
    }
  }
}

static buju_status run(buju_ctx *ctx, const char *path, const char *const *set, size_t sets, buju_variants *sweep) {
  grounds known = {0};
  buju_status status = read_axes(ctx, set, sets, sweep);
  if (status != BUJU_OK) return status;
  sweep->refused = BUJU_NEW(sweep->arena, const char *, sweep->variants);
  if (sweep->refused == NULL) return buju_fail_memory(ctx);
  status = check_variants(ctx, path, sweep);
  for (size_t v = 0; v < sweep->variants && status == BUJU_OK; v++) status = run_variant(ctx, path, v, &known, sweep);
  for (size_t i = 0; i < GROUNDS; i++) leave(&known.of[i]);
  if (status == BUJU_OK) mark_varying(sweep);
  return status;
}

buju_status buju_variants_run(buju_ctx *ctx, const char *path, const char *const *set, size_t sets,
                              buju_variants **out) {
  buju_arena *arena = buju_arena_new();
  buju_variants *sweep = arena != NULL ? BUJU_NEW(arena, buju_variants, 1) : NULL;
  if (sweep == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *sweep = (buju_variants){.arena = arena};
  buju_status status = run(ctx, path, set, sets, sweep);
  if (status == BUJU_OK)
    *out = sweep;
  else
    buju_variants_free(sweep);
  return status;
}

void buju_variants_free(buju_variants *sweep) {
  if (sweep == NULL) return;
  buju_vec_free(&sweep->rows);
  buju_arena_free(sweep->arena); /* the sweep itself lives in it */
}

size_t buju_variants_axes(const buju_variants *sweep) { return sweep->axes; }
const char *buju_variants_axis(const buju_variants *sweep, size_t axis) { return sweep->axis[axis].key; }
size_t buju_variants_count(const buju_variants *sweep) { return sweep->variants; }
const char *buju_variants_value(const buju_variants *sweep, size_t variant, size_t axis) {
  return sweep->axis[axis].value[value_of(sweep, variant, axis)];
}
const char *buju_variants_refused(const buju_variants *sweep, size_t variant) { return sweep->refused[variant]; }
size_t buju_variants_readings(const buju_variants *sweep) { return sweep->readings; }
const buju_variants_row *buju_variants_row_at(const buju_variants *sweep, size_t i) {
  return i < sweep->rows.n ? (const buju_variants_row *)sweep->rows.data + i : NULL;
}
