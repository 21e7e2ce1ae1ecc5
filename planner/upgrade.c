/* Who lacks what, and who gets a project for it. SPDX-License-Identifier: Apache-2.0 */
#include "planner/upgrade.h"

#include <stdlib.h>

/* One site the rule speaks of. */
typedef struct asked_site {
  buju_ix site, area; /* area: of the share */
  buju_items missing, unknown;
  bool exists, changes, weak;
  buju_people_n served;
} asked_site;

static int by_area_and_order(const void *a, const void *b) {
  const asked_site *x = a, *y = b;
  if (x->area != y->area) return x->area < y->area ? -1 : 1;
  if (x->weak != y->weak) return x->weak ? -1 : 1;
  if (x->served != y->served) return x->served > y->served ? -1 : 1;
  return (x->site > y->site) - (x->site < y->site);
}

/* The township or county a site is counted in. */
static buju_ix area_of(const buju_region *r, const buju_site *site, bool by_township) {
  buju_ix area = site->township != BUJU_NONE  ? site->township
                 : site->village != BUJU_NONE ? r->village.area[site->village]
                                              : BUJU_NONE;
  buju_level level = by_township ? BUJU_TOWNSHIP : BUJU_COUNTY;
  while (area != BUJU_NONE && r->area.level[area] != level) area = r->area.parent[area];
  return area;
}

static buju_status gather(buju_job *job, const buju_upgrade_ask *ask, asked_site **out, size_t *n) {
  const buju_region *r = job->region;
  asked_site *list = BUJU_NEW(job->scratch, asked_site, job->sites.n);
  if (list == NULL) return buju_fail_memory(job->ctx);
  *n = 0;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    const buju_site *site = buju_job_site(job, s);
    if (!buju_site_passes(job, &ask->among, site)) continue;
    asked_site *one = &list[(*n)++];
    *one = (asked_site){.site = s,
                        .area = area_of(r, site, ask->by_township),
                        .exists = site->facility != BUJU_NONE,
                        .changes = buju_site_changes(job, site),
                        .served = site->people_served};
    if (!one->exists) continue;
    one->weak = r->facility.flag[BUJU_WEAK] != NULL && r->facility.flag[BUJU_WEAK][site->facility] == BUJU_YES;
    buju_items_test(r, site->facility, &ask->asked, &one->missing, &one->unknown);
  }
  if (*n > 1) qsort(list, *n, sizeof *list, by_area_and_order);
  *out = list;
  return BUJU_OK;
}

/* ---- one site ---- */

static buju_said say_why(const buju_job *job, const buju_upgrade_ask *ask, const asked_site *one) {
  BUJU_MSG(passes, "{0}符合条件：{1}。", "{0} meets the conditions: {1}.");
  BUJU_MSG(serves, "{0}服务{2}人，符合条件：{1}。", "{0} serves {2} {2?person|people} and meets the conditions: {1}.");
  const buju_site *site = buju_job_site(job, one->site);
  buju_arg name = buju_site_arg(job, site), action = buju_word(&buju_action_words[ask->action].word);
  bool short_of = one->missing != 0 && !ask->everybody;
  if (short_of) return buju_item_say(job->region, site->facility, &ask->asked, buju_items_lead(one->missing), name);
  if (ask->among.from_served > 0) return BUJU_SAY(serves, name, action, buju_people(one->served));
  return BUJU_SAY(passes, name, action);
}

/* Whether this one gets the project, when there is still one to be given. */
static bool eligible(const buju_upgrade_ask *ask, const asked_site *one) {
  if (!one->changes) return false;
  return ask->everybody || (one->exists && (one->missing != 0 || ask->asked.items == 0));
}

static buju_status settle(buju_job *job, const buju_upgrade_ask *ask, const asked_site *one, bool project) {
  buju_item told = BUJU_ITEMS;
  buju_status status = buju_items_note(job, one->site, ask->use, &ask->asked, one->missing, one->unknown);
  if (status == BUJU_OK && project) {
    if (!ask->everybody && one->missing != 0) told = buju_items_lead(one->missing);
    status = buju_site_project(job, one->site, ask->use, ask->action, &ask->due, say_why(job, ask, one));
  }
  if (status != BUJU_OK || one->missing == 0) return status;
  return buju_items_gaps(job, one->site, ask->use, &ask->asked, one->missing, ask->gap, project ? (int)ask->action : -1,
                         &ask->due, told);
}

/* ---- one area ---- */

/* The least whole number that is at least this share of n. */
static int64_t share_of(buju_ix n, int32_t share) { return ((int64_t)n * share + 9999) / 10000; }

static void count(const asked_site *list, size_t n, buju_compliance *row) {
  for (size_t i = 0; i < n; i++) {
    if (!list[i].exists) continue;
    row->base++;
    if (list[i].missing != 0)
      row->lacking++;
    else if (list[i].unknown != 0)
      row->unknown++;
    else
      row->met++;
  }
}

static buju_status tell(buju_job *job, const buju_compliance *row) {
  BUJU_MSG(all, "{0}所中达标{1}所、未达标{2}所、资料不详{3}所；应全部达标，安排{4}所。",
           "Of {0}, {1} have it, {2} lack it, {3} are unknown; all are to have it, {4} get a project.");
  BUJU_MSG(part, "{0}所中达标{1}所、未达标{2}所、资料不详{3}所；要求{5}%（所数进一），安排{4}所。",
           "Of {0}, {1} have it, {2} lack it, {3} are unknown; asked is {5} %, rounded up to whole ones, {4} get a "
           "project.");
  buju_said said = BUJU_SAY(all, buju_int(row->base), buju_int(row->met), buju_int(row->lacking),
                            buju_int(row->unknown), buju_int(row->planned), buju_real(row->share / 100.0));
  if (row->share >= 0) said.msg = &part;
  return buju_job_trace(job, BUJU_TRACED_COMPLIANCE, (buju_ix)job->compliances.n - 1, row->use, BUJU_DECIDED, said);
}

static buju_status settle_area(buju_job *job, const buju_upgrade_ask *ask, const asked_site *list, size_t n) {
  BUJU_MSG(put_off, "{0}这次不列入：安排{1}所即达到{2}%的要求，薄弱的、服务人口多的在先。",
           "{0} is not among them: {1} project{1?|s} {1?reaches|reach} the {2} % asked, weak ones and those who serve "
           "more people first.");
  buju_compliance row = {.use = ask->use, .area = list[0].area, .services = ask->among.services, .share = ask->share};
  count(list, n, &row);
  int64_t needed = ask->share < 0 ? (int64_t)row.lacking + row.unknown : share_of(row.base, ask->share) - row.met;
  row.needed = needed > 0 ? (buju_ix)needed : 0;
  buju_status status = BUJU_OK;
  for (size_t i = 0; i < n && status == BUJU_OK; i++) {
    bool wanted = eligible(ask, &list[i]), project = wanted && (ask->share < 0 || row.planned < row.needed);
    row.planned += project && list[i].exists;
    status = settle(job, ask, &list[i], project);
    if (status == BUJU_OK && wanted && !project)
      status = buju_job_trace(job, BUJU_TRACED_SITE, list[i].site, ask->use, BUJU_NOTED,
                              BUJU_SAY(put_off, buju_site_arg(job, buju_job_site(job, list[i].site)),
                                       buju_int(row.needed), buju_real(ask->share / 100.0)));
  }
  if (status != BUJU_OK || ask->asked.items == 0) return status;
  buju_compliance *kept = buju_vec_push(&job->compliances, sizeof *kept);
  if (kept == NULL) return buju_fail_memory(job->ctx);
  *kept = row;
  return tell(job, &row);
}

buju_status buju_upgrade(buju_job *job, const buju_upgrade_ask *ask) {
  asked_site *list;
  size_t n, to;
  buju_status status = gather(job, ask, &list, &n);
  for (size_t from = 0; status == BUJU_OK && from < n; from = to) {
    for (to = from + 1; to < n && list[to].area == list[from].area;) to++;
    status = settle_area(job, ask, list + from, to - from);
  }
  return status;
}
