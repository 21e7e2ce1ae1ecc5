/* Who is chosen from: the filter, and who is locked. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/named.h"
#include "planner/pick_parts.h"

/* What a site is to a choice. */
typedef struct part {
  bool qualifies, locked, stands;
} part;

static bool facility_selected(const buju_job *job, buju_ix selector, const buju_site *site) {
  return site->facility != BUJU_NONE && buju_selected(job->selection, selector, site->facility);
}

/* Everything but how far it is. What a person keeps as it is, or what is for review, is not raised. */
static bool passes(const buju_picking *p, const buju_site *site) {
  return buju_site_passes(p->job, &p->ask->among, site) && buju_site_changes(p->job, site);
}

/* ---- names ---- */

static buju_status not_found(const buju_picking *p, const buju_named *entry, bool several) {
  BUJU_MSG(
      none, "{0}：规则“{1}”锁定的“{2}”在比选的机构中没有；最接近的是{3}；请核对名称或代码，别名写作“甲=乙”",
      "{0}: rule \"{1}\" locks \"{2}\", which is none of the facilities it chooses from; the nearest are {3}; check "
      "the name or code, and write aliases as \"one=other\"");
  BUJU_MSG(many, "{0}：规则“{1}”锁定的“{2}”与几所机构相符（如{3}）；请写全名或代码",
           "{0}: rule \"{1}\" locks \"{2}\", which fits several facilities (such as {3}); give the whole name or the "
           "code");
  const buju_use *use = buju_job_use(p->job, p->ask->use);
  char place[256];
  const char *nearest, *shown = buju_arena_text_n(p->job->scratch, entry->names, entry->length);
  if (shown == NULL) return buju_fail_memory(p->job->ctx);
  buju_status status = buju_named_nearest(p->job, entry, p->ask->among.services, &nearest);
  if (status != BUJU_OK) return status;
  buju_said said = BUJU_SAY(none, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id),
                            buju_text(shown), buju_text(nearest));
  if (several) said.msg = &many;
  return buju_fail(p->job->ctx, BUJU_E_SCENARIO, said);
}

static buju_status lock(const buju_picking *p, part *parts) {
  const char *at = p->ask->locked != NULL ? p->ask->locked : "";
  for (buju_named entry; buju_named_next(&at, &entry);) {
    bool several;
    buju_ix site = buju_named_find(p->job, &entry, p->ask->among.services, &several);
    if (site == BUJU_NONE) return not_found(p, &entry, several);
    parts[site].locked = true;
  }
  return BUJU_OK;
}

/* What a list of names has given the same action to already is chosen, too. */
static void lock_named(const buju_picking *p, part *parts) {
  const buju_site_action *action = p->job->actions.data;
  for (size_t i = 0; i < p->job->actions.n && p->ask->lock_named; i++) {
    const buju_site *site = buju_job_site(p->job, action[i].site);
    if (action[i].action == p->ask->action && site->planned && (p->ask->among.services >> site->kind & 1) != 0)
      parts[action[i].site].locked = true;
  }
}

/* More locked than asked for, or locked and kept as it is: nobody can do both. */
static buju_status check_locks(const buju_picking *p, const part *parts) {
  BUJU_MSG(too_many, "{0}：规则“{1}”锁定 {2} 所，多于所选的 {3} 所；请增加 n 或减少锁定",
           "{0}: rule \"{1}\" locks {2}, and chooses only {3}; raise n or lock fewer");
  BUJU_MSG(kept, "{0}：规则“{1}”锁定的“{2}”已由人工决定保持原状；请保留其中一条",
           "{0}: rule \"{1}\" locks \"{2}\", which a decision keeps as it is; keep one of them");
  const buju_job *job = p->job;
  const buju_use *use = buju_job_use(job, p->ask->use);
  char place[256];
  buju_arg where = buju_text(buju_doc_place(use->node, place, sizeof place));
  buju_ix locked = 0;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    if (!parts[s].locked) continue;
    buju_ix f = buju_job_site(job, s)->facility;
    locked++;
    if (f != BUJU_NONE && job->keep[f] != NULL)
      return buju_fail(job->ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(kept, where, buju_text(use->id), buju_text(job->region->facility.name[f])));
  }
  if (p->ask->asked == BUJU_NONE || locked <= p->ask->asked) return BUJU_OK;
  return buju_fail(job->ctx, BUJU_E_CONTRADICTION,
                   BUJU_SAY(too_many, where, buju_text(use->id), buju_int(locked), buju_int(p->ask->asked)));
}

/* ---- how far ---- */

static buju_status locate(const buju_picking *p, buju_ix n, const buju_ix *site, buju_places *places) {
  buju_job *job = p->job;
  double *x_m = BUJU_NEW(job->scratch, double, n), *y_m = BUJU_NEW(job->scratch, double, n);
  if (x_m == NULL || y_m == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix i = 0; i < n; i++) {
    x_m[i] = buju_job_site(job, site[i])->x_m;
    y_m[i] = buju_job_site(job, site[i])->y_m;
  }
  return p->travel->ops->locate(job->ctx, p->travel, n, x_m, y_m, job->scratch, places);
}

/* Those not farther than asked do not qualify; who has no way there is far enough. */
static buju_status leave_near_out(const buju_picking *p, part *parts) {
  buju_job *job = p->job;
  buju_ix sites = (buju_ix)job->sites.n, n = 0, others = 0;
  buju_ix *from = BUJU_NEW(job->scratch, buju_ix, sites), *to = BUJU_NEW(job->scratch, buju_ix, sites);
  buju_near *near = BUJU_NEW(job->scratch, buju_near, sites);
  buju_places here, there;
  if (from == NULL || to == NULL || near == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix s = 0; s < sites; s++) {
    const buju_site *site = buju_job_site(job, s);
    if (parts[s].qualifies) from[n++] = s;
    if (site->planned && facility_selected(job, p->ask->beyond_of, site)) to[others++] = s;
  }
  buju_status status = locate(p, n, from, &here);
  if (status == BUJU_OK) status = locate(p, others, to, &there);
  if (status == BUJU_OK) status = p->travel->ops->nearest(job->ctx, p->travel, p->ask->mode, &here, &there, near);
  for (buju_ix i = 0; status == BUJU_OK && i < n; i++)
    if (near[i].to != BUJU_NONE && near[i].ms <= p->ask->beyond_ms) parts[from[i]].qualifies = false;
  return status;
}

/* ---- rows ---- */

static buju_status list(buju_picking *p, const part *parts) {
  buju_job *job = p->job;
  buju_ix sites = (buju_ix)job->sites.n;
  buju_ix *all = BUJU_NEW(job->scratch, buju_ix, sites);
  p->row = BUJU_NEW(job->scratch, buju_contender, sites);
  p->stands = BUJU_NEW(job->scratch, buju_ix, sites);
  if (all == NULL || p->row == NULL || p->stands == NULL) return buju_fail_memory(job->ctx);
  for (buju_ix s = 0; s < sites; s++) {
    if (parts[s].stands) p->stands[p->standing++] = s;
    if (!parts[s].locked && (!parts[s].qualifies || parts[s].stands)) continue;
    all[p->n] = s;
    p->row[p->n++] =
        (buju_contender){.use = p->ask->use, .site = s, .qualifies = parts[s].qualifies, .locked = parts[s].locked};
  }
  memcpy(all + p->n, p->stands, p->standing * sizeof *all); /* no site is both */
  return locate(p, p->n + p->standing, all, &p->places);
}

buju_status buju_pick_find(buju_picking *p) {
  buju_job *job = p->job;
  part *parts = BUJU_NEW(job->scratch, part, job->sites.n);
  if (parts == NULL) return buju_fail_memory(job->ctx);
  buju_status status = lock(p, parts);
  lock_named(p, parts);
  if (status == BUJU_OK) status = check_locks(p, parts);
  for (buju_ix s = 0; s < (buju_ix)job->sites.n && status == BUJU_OK; s++) {
    const buju_site *site = buju_job_site(job, s);
    parts[s].qualifies = passes(p, site);
    parts[s].stands = !parts[s].locked && site->planned && p->ask->existing != BUJU_NONE &&
                      facility_selected(job, p->ask->existing, site);
  }
  if (status == BUJU_OK && p->ask->beyond_ms > 0) status = leave_near_out(p, parts);
  return status == BUJU_OK ? list(p, parts) : status;
}
