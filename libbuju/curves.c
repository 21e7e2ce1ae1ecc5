/* The curves of a plan, as whoever shows them wants them. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "buju/frontier.h"
#include "core/access.h"
#include "core/plan.h"
#include "core/rule.h"
#include "core/scenario.h"

struct buju_curves {
  buju_arena *arena;
  size_t n;
  buju_curve *curve;
};

static int64_t rounded_up(buju_people_n people) { return people / BUJU_PERSON + (people % BUJU_PERSON > 0); }

static const char *place_of(const buju_region *region, const buju_plan *plan, buju_ix use, buju_ix order) {
  for (buju_ix i = 0; i < plan->candidates; i++) {
    const buju_candidate *c = &plan->candidate[i];
    if (c->use != use || c->order != order) continue;
    const char *name = c->demand != BUJU_NONE ? region->demand.name[c->demand] : NULL;
    return name != NULL ? name : region->area.name[region->village.area[c->village]];
  }
  return NULL;
}

static bool fill_point(const buju_region *region, const buju_plan *plan, const buju_reached *reached,
                       const buju_frontier *from, buju_arena *arena, buju_curve_point *to) {
  const char *place = from->sites > 0 ? place_of(region, plan, from->use, from->sites) : NULL;
  *to = (buju_curve_point){.sites = from->sites,
                           .people = buju_whole_people(from->people),
                           .bound =
                               from->people == from->bound ? buju_whole_people(from->bound) : rounded_up(from->bound),
                           .percent = buju_access_percent(from->people, reached->people),
                           .proved = from->people == from->bound,
                           .yuan = from->fen != BUJU_MONEY_MISSING ? (double)from->fen / (double)BUJU_YUAN : NAN,
                           .place = place != NULL ? buju_arena_text(arena, place) : NULL};
  return place == NULL || to->place != NULL;
}

static const char *title_of(buju_lang lang, const buju_reached *reached, buju_arena *arena) {
  BUJU_MSG(within, "{1}{0}分钟内（{2}）", "within {0} min {1} ({2})");
  char text[256];
  buju_said said = BUJU_SAY(within, buju_minutes(reached->limit_ms), buju_word(&buju_mode_names[reached->mode]),
                            buju_word(&buju_provider_names[reached->provider]));
  buju_say(lang, &said, text, sizeof text);
  return buju_arena_text(arena, text);
}

static bool fill_curve(buju_lang lang, const buju_region *region, const buju_plan *plan, const buju_reached *reached,
                       buju_arena *arena, buju_curve *to) {
  buju_ix first = 0, n = 0;
  while (first < plan->frontiers && plan->frontier[first].use != reached->use) first++;
  while (first + n < plan->frontiers && plan->frontier[first + n].use == reached->use) n++;
  buju_curve_point *point = BUJU_NEW(arena, buju_curve_point, n);
  *to = (buju_curve){.rule = buju_arena_text(arena, reached->id),
                     .title = title_of(lang, reached, arena),
                     .people = buju_whole_people(reached->people),
                     .points = n,
                     .point = point};
  if (point == NULL || to->rule == NULL || to->title == NULL) return false;
  for (buju_ix k = 0; k < n; k++) {
    if (!fill_point(region, plan, reached, &plan->frontier[first + k], arena, &point[k])) return false;
    to->nested |= point[k].place != NULL;
  }
  return true;
}

buju_status buju_curves_make(buju_ctx *ctx, const buju_region *region, const buju_plan *plan, buju_curves **out) {
  buju_arena *arena = buju_arena_new();
  buju_curves *curves = arena != NULL ? BUJU_NEW(arena, buju_curves, 1) : NULL;
  bool made = curves != NULL;
  if (made) *curves = (buju_curves){arena, 0, BUJU_NEW(arena, buju_curve, plan->reacheds)};
  made = made && curves->curve != NULL;
  for (buju_ix i = 0; made && i < plan->reacheds; i++)
    if (plan->reached[i].sited)
      made = fill_curve(buju_ctx_lang(ctx), region, plan, &plan->reached[i], arena, &curves->curve[curves->n++]);
  if (!made) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *out = curves;
  return BUJU_OK;
}

void buju_curves_free(buju_curves *curves) {
  if (curves != NULL) buju_arena_free(curves->arena); /* the curves themselves live in it */
}

const buju_curve *buju_curves_at(const buju_curves *curves, size_t i) {
  return i < curves->n ? &curves->curve[i] : NULL;
}

static bool draws_curve(const buju_use *use) {
  for (buju_ix p = 0; p < use->params; p++)
    if (strcmp(use->param[p].name, "frontier") == 0) return true;
  return false;
}

const char *buju_scenario_curve_rule(const buju_scenario *scenario, size_t i) {
  for (buju_ix u = 0; u < scenario->uses; u++)
    if (draws_curve(&scenario->use[u]) && i-- == 0) return scenario->use[u].id;
  return NULL;
}
