/* The projects a rule counts, and what their order goes by. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "planner/phasing_parts.h"

/* People and land by site: of the villages it serves, and of whole townships. */
typedef struct ground {
  buju_people_n *people; /* by site */
  int64_t *land_m2;
  buju_people_n *area_people; /* by area row */
  int64_t *area_land_m2;
} ground;

static void add_village(const buju_job *job, buju_ix v, ground *g) {
  const buju_region *r = job->region;
  buju_people_n people = job->need[v].people_used;
  int64_t land_m2 = isnan(r->village.area_m2[v]) ? 0 : llround(r->village.area_m2[v]);
  buju_ix site = job->need[v].site;
  if (people == BUJU_PEOPLE_MISSING) people = 0;
  if (site != BUJU_NONE) {
    g->people[site] += people;
    g->land_m2[site] += land_m2;
  }
  for (buju_ix a = r->village.area[v]; a != BUJU_NONE; a = r->area.parent[a]) {
    g->area_people[a] += people;
    g->area_land_m2[a] += land_m2;
  }
}

static buju_status survey(const buju_job *job, ground *g) {
  buju_ix areas = job->region->area.n;
  *g = (ground){BUJU_NEW(job->scratch, buju_people_n, job->sites.n), BUJU_NEW(job->scratch, int64_t, job->sites.n),
                BUJU_NEW(job->scratch, buju_people_n, areas), BUJU_NEW(job->scratch, int64_t, areas)};
  if (g->people == NULL || g->land_m2 == NULL || g->area_people == NULL || g->area_land_m2 == NULL)
    return buju_fail_memory(job->ctx);
  for (buju_ix v = 0; v < job->region->village.n; v++) add_village(job, v, g);
  return BUJU_OK;
}

/* The area whose people a site is there for when they are not those of its villages: a centre's township, and the
 * village of a site that closes or that serves by its circle alone. */
static buju_ix area_served(const buju_job *job, const buju_site *site) {
  bool centre = site->kind == BUJU_THC || site->kind == BUJU_CHC || site->kind == BUJU_HOSPITAL;
  if (centre) return site->township;
  return site->village != BUJU_NONE ? job->region->village.area[site->village] : BUJU_NONE;
}

/* Who gains: who has no service now where the project brings one, else all it is there for. */
static void weigh(const buju_job *job, const ground *g, buju_project *p) {
  const buju_site *site = buju_job_site(job, p->site);
  buju_ix area = area_served(job, site);
  bool centre = site->kind == BUJU_THC || site->kind == BUJU_CHC || site->kind == BUJU_HOSPITAL;
  buju_people_n people = g->people[p->site];
  int64_t land_m2 = g->land_m2[p->site];
  if ((centre || people == 0) && area != BUJU_NONE) {
    people = g->area_people[area];
    land_m2 = g->area_land_m2[area];
  }
  p->people = p->ledger.people > 0 ? p->ledger.people : people;
  p->density = land_m2 > 0 && people < INT64_MAX / 1000000 ? people * 1000000 / land_m2 : 0;
}

/* ---- classes ---- */

/* As the rule has it; else what the data call weak, and what lacks something a standard asks. */
static bool is_weak(const buju_phasing_work *w, const buju_site *site) {
  const buju_tri *weak = w->job->region->facility.flag[BUJU_WEAK];
  buju_ix f = site->facility;
  if (w->ask->weak_where != BUJU_NONE) return f != BUJU_NONE && buju_selected(w->job->selection, w->ask->weak_where, f);
  return site->items_missing != 0 || (f != BUJU_NONE && weak != NULL && weak[f] == BUJU_YES);
}

static uint8_t class_of(const buju_phasing_work *w, const buju_project *p) {
  const buju_site *site = buju_job_site(w->job, p->site);
  if (p->ledger.progress == BUJU_PROJECT_UNDER_WAY && p->ledger.first != BUJU_NONE) return BUJU_PHASE_UNDER_WAY;
  bool builds = (p->ledger.mask >> BUJU_ACTION_BUILD & 1) != 0;
  if (builds && site->people_gained > 0) return BUJU_PHASE_UNSERVED;
  return is_weak(w, site) ? BUJU_PHASE_WEAK : BUJU_PHASE_OTHER;
}

/* ---- who counts ---- */

bool buju_phasing_speaks_of(const buju_job *job, const buju_phasing_ask *ask, const buju_site *site) {
  const buju_selection *selection = job->selection;
  if ((ask->services >> site->kind & 1) == 0) return false;
  if (ask->where != BUJU_NONE && (site->facility == BUJU_NONE || !buju_selected(selection, ask->where, site->facility)))
    return false;
  return ask->where_village == BUJU_NONE ||
         (site->village != BUJU_NONE && buju_selected(selection, ask->where_village, site->village));
}

static buju_ix area_of(const buju_phasing_work *w, const buju_site *site) {
  if (w->ask->per == BUJU_PER_PLAN) return BUJU_NONE;
  return buju_region_area_at(w->job->region, site->township,
                             w->ask->per == BUJU_PER_TOWNSHIP ? BUJU_TOWNSHIP : BUJU_COUNTY);
}

/* Whether something may be done to a site of which nothing is asked yet. */
static bool may_add(const buju_phasing_work *w, const buju_site *site) {
  bool kept = site->facility != BUJU_NONE && w->job->keep[site->facility] != NULL;
  return w->ask->add >= 0 && site->planned && site->action != BUJU_ACTION_REVIEW && !kept;
}

/* Fills a project; false when the rule does not count the site. */
static bool counts(const buju_phasing_work *w, const buju_ledger_sum *ledger, buju_ix s, buju_project *p) {
  const buju_phasing_ask *ask = w->ask;
  const buju_site *site = buju_job_site(w->job, s);
  bool has = ledger[s].first != BUJU_NONE;
  if (!buju_phasing_speaks_of(w->job, ask, site)) return false;
  *p = (buju_project){.site = s, .area = area_of(w, site), .ledger = ledger[s]};
  if (!ask->share) return has || may_add(w, site);
  if (!site->planned || (site->facility == BUJU_NONE && !ask->new_sites)) return false;
  p->met = site->facility != BUJU_NONE && buju_selected(w->job->selection, ask->met_where, site->facility);
  p->stuck = !p->met && !has && !may_add(w, site);
  return true;
}

static int by_area(const void *a, const void *b) {
  const buju_project *x = a, *y = b;
  if (x->area != y->area) return x->area + 1 < y->area + 1 ? -1 : 1; /* BUJU_NONE first */
  int order = strcmp(x->code, y->code);
  return order != 0 ? order : (x->site > y->site) - (x->site < y->site);
}

static const char *code_of(const buju_job *job, const buju_site *site) {
  const buju_region *r = job->region;
  if (site->village != BUJU_NONE) return r->area.code[r->village.area[site->village]];
  return site->facility != BUJU_NONE ? r->facility.code[site->facility] : "";
}

buju_status buju_phasing_gather(buju_job *job, const buju_phasing_ask *ask, buju_phasing_work *out) {
  ground g;
  buju_ledger_sum *ledger;
  buju_ledger_rows rows = {ask->actions, ask->use, ask->own};
  *out = (buju_phasing_work){.job = job, .ask = ask, .project = BUJU_NEW(job->scratch, buju_project, job->sites.n)};
  buju_status status = out->project != NULL ? survey(job, &g) : buju_fail_memory(job->ctx);
  if (status == BUJU_OK) status = buju_ledger_by_site(job, rows, job->scratch, &ledger);
  if (status == BUJU_OK) status = buju_ledger_chain(job, rows, job->scratch, &out->next);
  if (status == BUJU_OK) status = buju_ledger_openings(job, job->scratch, &out->opens);
  if (status != BUJU_OK) return status;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    buju_project *p = &out->project[out->n];
    if (!counts(out, ledger, s, p)) continue;
    p->code = code_of(job, buju_job_site(job, s));
    weigh(job, &g, p);
    p->class = class_of(out, p);
    out->n++;
  }
  if (out->n > 1) qsort(out->project, out->n, sizeof *out->project, by_area);
  return BUJU_OK;
}
