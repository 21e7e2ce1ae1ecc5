/* From an instance and what is asked of it to a solution. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "libbuju/posed.h"
#include "planner/siting/telling.h"

static buju_status choose(buju_ctx *ctx, const char *option, const char *word, const char *const *words, int n,
                          int *out) {
  BUJU_MSG(unknown, "{0} 不认识“{1}”；可用 {2}", "{0}: \"{1}\" is not known; there are {2}");
  char list[64] = "";
  if (word == NULL) return BUJU_OK;
  for (int i = 0; i < n; i++) {
    if (strcmp(word, words[i]) == 0) {
      *out = i;
      return BUJU_OK;
    }
    strcat(strcat(list, i > 0 ? ", " : ""), words[i]);
  }
  return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(unknown, buju_text(option), buju_text(word), buju_text(list)));
}

/* ---- how numbers become costs ---- */

/* The widest distance there may be between the points. */
static double widest(const buju_instance *instance) {
  double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
  const double *at[2][2] = {{instance->demand_x, instance->candidate_x}, {instance->demand_y, instance->candidate_y}};
  buju_ix n[2] = {instance->demands, instance->candidates};
  for (int axis = 0; axis < 2; axis++)
    for (int side = 0; side < 2; side++)
      for (buju_ix i = 0; i < n[side]; i++) {
        low[axis] = fmin(low[axis], at[axis][side][i]);
        high[axis] = fmax(high[axis], at[axis][side][i]);
      }
  return high[0] >= low[0] ? hypot(high[0] - low[0], high[1] - low[1]) : 0;
}

/* Median: whole distances, as the literature takes them. Centre: to the hundredth. Covers: rounded up, so that whoever
 * is within the limit stays within it and nobody else comes in, with decimals enough to say the limit. */
static void default_costs(buju_solution *s, const buju_solve_spec *spec) {
  bool points = s->instance->table.row == NULL;
  buju_siting_model model = s->problem.model;
  double scale = 1;
  if (points && model == BUJU_SITING_CENTRE) scale = 100;
  if (points && (model == BUJU_SITING_COVER || model == BUJU_SITING_MAX_COVER))
    for (double most = widest(s->instance) * 1.01; scale < 1e6 && most * scale * 10 < 4e9;) scale *= 10;
  s->scale = spec->scale > 0 ? spec->scale : scale;
  if (spec->rounding != NULL) return; /* chosen already */
  s->rounding = BUJU_INSTANCE_UP;
  if (points && model == BUJU_SITING_MEDIAN) s->rounding = BUJU_INSTANCE_DOWN;
  if (points && model == BUJU_SITING_CENTRE) s->rounding = BUJU_INSTANCE_NEAREST;
}

static buju_status check_scale(buju_ctx *ctx, const buju_solution *s, const buju_solve_spec *spec) {
  BUJU_MSG(whole, "{0} 格式的成本本来就是整数，不能用 --scale 或 --rounding",
           "the costs of {0} are whole numbers: neither --scale nor --rounding applies");
  BUJU_MSG(range, "--scale 应大于 0", "--scale must be above 0");
  if (spec->scale < 0 || !isfinite(spec->scale)) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(range));
  bool whole_costs = s->instance->table.row != NULL && strcmp(s->instance->format, "csv") != 0;
  if (whole_costs && (spec->scale > 0 || spec->rounding != NULL))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(whole, buju_text(s->instance->format)));
  return BUJU_OK;
}

/* ---- what is asked ---- */

buju_status buju_posed_limit(buju_ctx *ctx, const buju_solution *s, double limit, uint32_t *out) {
  BUJU_MSG(range, "上限（或 --unserved）乘以 --scale（{0}）后应在 0 到 4,294,967,294 之间",
           "a limit, or --unserved, times --scale ({0}) must be from 0 to 4,294,967,294");
  double exact = limit * s->scale, whole = floor(exact + 0.5);
  if (fabs(exact - whole) > 1e-12 * fabs(whole)) whole = floor(exact);
  if (!(whole >= 0 && whole < UINT32_MAX)) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(range, buju_real(s->scale)));
  *out = (uint32_t)whole;
  return BUJU_OK;
}

static buju_status set_limit(buju_ctx *ctx, buju_solution *s, const buju_solve_spec *spec) {
  BUJU_MSG(needed, "最大覆盖需要上限（距离或时间）：请用 --limit 给出",
           "max-cover needs a limit: give one with --limit");
  BUJU_MSG(idle, "p-中心求的就是最远距离，不用 --limit", "centre looks for the longest cost itself: no --limit");
  bool points = s->instance->table.row == NULL, cover = s->problem.model == BUJU_SITING_COVER;
  s->problem.limit = BUJU_COST_NONE;
  if (s->tiers.n > 0) return BUJU_OK; /* each has its own */
  if (!spec->has_limit && (s->problem.model == BUJU_SITING_MAX_COVER || (cover && points)))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(needed));
  if (!spec->has_limit) return BUJU_OK;
  if (s->problem.model == BUJU_SITING_CENTRE) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(idle));
  return buju_posed_limit(ctx, s, spec->limit, &s->problem.limit);
}

static buju_status set_unserved(buju_ctx *ctx, buju_solution *s, const buju_solve_spec *spec) {
  BUJU_MSG(idle, "--unserved 只用于 median", "--unserved goes with median only");
  if (!spec->has_unserved) return BUJU_OK;
  if (s->problem.model != BUJU_SITING_MEDIAN) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(idle));
  return buju_posed_limit(ctx, s, spec->unserved, &s->problem.unserved);
}

static buju_status set_question(buju_ctx *ctx, buju_solution *s, const buju_solve_spec *spec, int model) {
  BUJU_MSG(no_model, "请用 --model 说明要解哪一种问题：cover、max-cover、median 或 centre",
           "say which problem with --model: cover, max-cover, median or centre");
  BUJU_MSG(negative, "-p 和 --budget 不能为负", "neither -p nor --budget may be below 0");
  BUJU_MSG(gap, "--gap 应在 0 到 100% 之间", "--gap must be from 0 to 100%");
  BUJU_MSG(slack, "--within 应在 0 到 100% 之间", "--within must be from 0 to 100%");
  if (model == BUJU_SITING_MODELS) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(no_model));
  if ((spec->has_p && spec->p < 0) || (spec->has_budget && spec->budget < 0))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(negative));
  if (!(spec->gap >= 0 && spec->gap <= 1)) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(gap));
  if (!(spec->slack >= 0 && spec->slack <= 1)) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(slack));
  bool asks_p = !spec->has_p && !spec->has_budget && model != BUJU_SITING_COVER;
  s->problem = (buju_siting_problem){.model = (buju_siting_model)model,
                                     .p = asks_p ? s->instance->p : BUJU_SITING_NO_P,
                                     .budget = spec->has_budget ? spec->budget : BUJU_SITING_NO_BUDGET,
                                     .unserved = BUJU_COST_NONE,
                                     .gap = spec->gap,
                                     .work_limit = spec->work,
                                     .prove = spec->certify != 0};
  if (spec->has_p) s->problem.p = spec->p;
  default_costs(s, spec);
  buju_status status = check_scale(ctx, s, spec);
  if (status == BUJU_OK) status = set_unserved(ctx, s, spec);
  return status == BUJU_OK ? set_limit(ctx, s, spec) : status;
}

static buju_status set_backup(buju_ctx *ctx, buju_solution *s, const buju_solve_spec *spec) {
  BUJU_MSG(range, "--backup 应为 1 到 255", "--backup must be from 1 to 255");
  BUJU_MSG(idle, "--backup 只用于 cover", "--backup goes with cover only");
  if (spec->backup == 0) return BUJU_OK;
  if (spec->backup < 0 || spec->backup > 255) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(range));
  if (s->problem.model != BUJU_SITING_COVER) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(idle));
  s->backup = BUJU_NEW(s->arena, uint8_t, s->instance->demands);
  if (s->backup == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < s->instance->demands; i++) s->backup[i] = (uint8_t)spec->backup;
  return BUJU_OK;
}

static buju_status set_assign(buju_ctx *ctx, buju_solution *s, const buju_solve_spec *spec) {
  BUJU_MSG(idle, "--assign 只在候选点表有容量或最小规模时可用",
           "--assign goes with a table of candidates that has capacity or least");
  BUJU_MSG(no_advice, "有容量或最小规模时还不能用 --advice", "--advice does not go with capacities or least sizes yet");
  static const char *const words[BUJU_CAPACITY_RULES] = {"nearest", "sent", "shared"};
  int assign = BUJU_CAPACITY_SENT;
  buju_status status = choose(ctx, "--assign", spec->assign, words, BUJU_CAPACITY_RULES, &assign);
  if (status == BUJU_OK && spec->assign != NULL && !buju_posed_fills(s))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(idle));
  if (status == BUJU_OK && spec->advise != 0 && buju_posed_fills(s))
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(no_advice));
  s->assign = (buju_capacity_rule)assign;
  return status;
}

/* ---- the answer ---- */

/* Whom the median leaves out although somebody could serve them. */
static buju_status show_left(buju_ctx *ctx, buju_solution *s) {
  const buju_siting_answer *answer = s->answer;
  buju_ix demands = s->instance->demands, u = 0;
  if (s->problem.model != BUJU_SITING_MEDIAN || answer->served_by == NULL) return BUJU_OK;
  buju_ix *left = BUJU_NEW(s->arena, buju_ix, demands);
  int64_t *weight = BUJU_NEW(s->arena, int64_t, demands);
  if (left == NULL || weight == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < demands; i++) {
    int64_t w = s->instance->weight != NULL ? s->instance->weight[i] : 1;
    bool reachable = u >= answer->unreachable || answer->unreachable_demand[u] != i;
    u += !reachable;
    if (!reachable || w == 0 || answer->served_by[i] != BUJU_NONE) continue;
    weight[s->view.lefts] = w;
    left[s->view.lefts++] = i;
  }
  s->view.left_weight = weight;
  return buju_posed_names(ctx, s, false, s->view.lefts, left, &s->view.left);
}

static buju_status show(buju_ctx *ctx, buju_solution *s) {
  const buju_siting_answer *answer = s->answer;
  buju_solution_view *view = &s->view;
  buju_posed_value(s, answer->state, answer->upper, answer->lower, answer->unreachable, answer->unreachable_demand);
  view->shortfall = answer->shortfall;
  view->weight_served = answer->weight_served;
  view->work = answer->work;
  if (s->problem.model == BUJU_SITING_MEDIAN) view->unserved = answer->unserved;
  view->sites = answer->sites;
  view->method = buju_method_words[answer->method].id;
  buju_status status = buju_posed_names(ctx, s, true, answer->sites, answer->site, &view->site);
  if (status != BUJU_OK) return status;
  status = buju_posed_names(ctx, s, false, answer->unreachable, answer->unreachable_demand, &view->unreachable_demand);
  return status == BUJU_OK ? show_left(ctx, s) : status;
}

/* What a solver says of the numbers it was given is about the file they came from, which it does not know. */
static buju_status name_file(buju_ctx *ctx, const char *path, buju_arena *arena, buju_status status) {
  BUJU_MSG(in, "{0}：{1}", "{0}: {1}");
  if (status != BUJU_E_DATA || strncmp(buju_ctx_error(ctx), path, strlen(path)) == 0) return status;
  const char *said = buju_arena_text(arena, buju_ctx_error(ctx));
  if (said == NULL) return buju_fail_memory(ctx);
  return buju_fail(ctx, status, BUJU_SAY(in, buju_text(path), buju_text(said)));
}

static buju_status answer(buju_ctx *ctx, const char *path, buju_solution *s, const buju_solve_spec *spec) {
  buju_costs *costs = NULL;
  buju_siting_answer *found = NULL;
  buju_siting_telling telling;
  buju_posed_fill(s);
  buju_posed_describe(s);
  buju_status status = s->instance->table.row == NULL
                           ? buju_costs_points(ctx, &s->plane, &costs)
                           : buju_costs_table(ctx, &s->instance->table, s->instance->candidates, &costs);
  s->problem.costs = costs;
  s->problem.watch = buju_siting_telling_begin(&telling, ctx);
  if (status == BUJU_OK && s->tiers.n == 0) status = buju_posed_check_weights(ctx, s, path, &s->problem, 1);
  if (status == BUJU_OK && s->tiers.n > 0)
    status = buju_posed_solve_tiers(ctx, path, s);
  else if (status == BUJU_OK && buju_posed_fills(s))
    status = buju_posed_fill_up(ctx, s);
  else if (status == BUJU_OK)
    status = buju_siting_solve(ctx, &s->problem, s->arena, &found);
  s->problem.watch = NULL;
  s->answer = found;
  if (found != NULL) status = show(ctx, s);
  if (status == BUJU_OK && found != NULL && spec->advise != 0 && found->state != BUJU_SITING_NOTHING)
    status = buju_posed_advise(ctx, s, spec->slack);
  buju_costs_free(costs);
  s->problem.costs = NULL;
  return status;
}

buju_status buju_solve(buju_ctx *ctx, const char *path, const buju_solve_spec *spec, buju_solution **out) {
  int model = BUJU_SITING_MODELS, rounding = BUJU_INSTANCE_UP;
  buju_solution *s = buju_posed_new();
  if (s == NULL) return buju_fail_memory(ctx);
  buju_status status = choose(ctx, "--model", spec->model, buju_instance_model_words, BUJU_INSTANCE_ANY, &model);
  if (status == BUJU_OK)
    status =
        choose(ctx, "--rounding", spec->rounding, buju_instance_rounding_words, BUJU_INSTANCE_ROUNDINGS, &rounding);
  s->rounding = (buju_instance_rounding)rounding;
  if (status == BUJU_OK && spec->tiers != NULL) status = buju_posed_check_tiers(ctx, spec);
  if (status == BUJU_OK && spec->tiers != NULL)
    status = buju_instance_read_tiers(ctx, spec->tiers, s->arena, &s->tiers);
  const buju_instance_spec reading = {spec->format, spec->candidates, spec->scale, s->rounding,
                                      s->tiers.n > 0 ? &s->tiers : NULL};
  if (status == BUJU_OK) status = buju_instance_read(ctx, path, &reading, &s->instance);
  if (status == BUJU_OK) status = set_question(ctx, s, spec, spec->model != NULL ? model : (int)s->instance->model);
  if (status == BUJU_OK) status = set_backup(ctx, s, spec);
  if (status == BUJU_OK) status = set_assign(ctx, s, spec);
  if (status == BUJU_OK) status = name_file(ctx, path, s->arena, answer(ctx, path, s, spec));
  if (status == BUJU_OK)
    *out = s;
  else
    buju_solution_free(s);
  return status;
}
