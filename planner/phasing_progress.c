/* What an earlier plan and the works under way say goes into the ledger, each project to its rule.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "planner/filter.h"
#include "planner/phasing_parts.h"

static const buju_finding_kind unattributed = {
    "progress_rule_missing",
    BUJU_WARNING,
    {"项目进展中{0}的“{1}”没有写规则：算作规则 {2} 的，不算作 {3} 的",
     "the progress input names no rule for \"{1}\" of {0}: it counts for {2} and not for {3}"},
    {"是哪条规则的项目，请在 rule（规则）列写明", "say in a column rule whose project it is"}};
static const buju_finding_kind not_counted = {
    "progress_rule_counts_none",
    BUJU_WARNING,
    {"项目进展把{0}的“{1}”记在规则 {2} 名下，而该规则不计这样的项目",
     "the progress input gives \"{1}\" of {0} to rule {2}, which counts no such project"},
    {"没有计数；请核对规则和处置", "not counted by it; check the rule and the action"}};
static const buju_finding_kind switched_off = {
    "progress_rule_off",
    BUJU_NOTE,
    {"项目进展中{0}的“{1}”属于规则 {2}，该规则已停用",
     "the progress input gives \"{1}\" of {0} to rule {2}, which is switched off"},
    {"未采用这一行", "left the row out"}};

static buju_site_action *action_at(const buju_job *job, size_t a) { return (buju_site_action *)job->actions.data + a; }

static bool is_yearly(const buju_job *job, buju_ix use) {
  return use != BUJU_NONE && buju_job_use(job, use)->rule->stage == BUJU_STAGE_PHASE;
}

static buju_status find(buju_job *job, const buju_finding_kind *kind, buju_ix i, buju_ix s, const char *rule,
                        const char *others) {
  const buju_region *r = job->region;
  buju_arg action = buju_word(&buju_action_words[r->progress.action[i]].word);
  return buju_find(
      job->ctx, &job->findings,
      (buju_finding){.kind = kind,
                     .file = r->progress.file,
                     .field = r->progress.rule_column,
                     .row = r->progress.source_row[i],
                     .arg = {buju_site_arg(job, buju_job_site(job, s)), action, buju_text(rule), buju_text(others)}});
}

/* ---- whose project ---- */

/* The rule a row names: *use, BUJU_NONE where it names none; *off where that one is switched off. */
static buju_status rule_of(buju_job *job, buju_ix i, buju_ix *use, bool *off) {
  BUJU_MSG(unknown, "{0} 第{1}行，字段“{2}”：方案中没有规则“{3}”；请写规则编号（见 annual_targets.rule），或留空",
           "{0} row {1}, field \"{2}\": the scenario has no rule \"{3}\"; give the id of one (annual_targets.rule), or "
           "leave it blank");
  const buju_region *r = job->region;
  const char *id = r->progress.rule[i];
  *use = BUJU_NONE;
  *off = false;
  if (id == NULL) return BUJU_OK;
  for (buju_ix u = 0; u < job->scenario->uses; u++)
    if (strcmp(buju_job_use(job, u)->id, id) == 0) *use = u;
  for (buju_ix k = 0; k < job->scenario->offs; k++) *off = *off || strcmp(job->scenario->off[k], id) == 0;
  if (*use != BUJU_NONE || *off) return BUJU_OK;
  return buju_complain(job->ctx, BUJU_E_DATA,
                       BUJU_SAY(unknown, buju_text(r->progress.file), buju_int(r->progress.source_row[i]),
                                buju_text(r->progress.rule_column), buju_text(id)));
}

/* Whether a rule of years counts what is done to a site. */
static bool takes(const buju_job *job, const buju_phasing_ask *ask, buju_ix s, uint8_t action) {
  return (ask->actions >> action & 1) != 0 && buju_phasing_speaks_of(job, ask, buju_job_site(job, s));
}

/* "a, b": the rules of years but one that take it, those with projects of their own or the others; *first of them. */
static const char *takers(buju_job *job, buju_ix i, buju_ix s, bool own, buju_ix but, buju_ix *first) {
  char text[512] = "";
  size_t n = 0;
  *first = BUJU_NONE;
  for (buju_ix u = 0; u < job->scenario->uses && n < sizeof text; u++) {
    if (!is_yearly(job, u) || u == but) continue;
    buju_phasing_ask ask = buju_phasing_ask_of(job->scenario, buju_job_use(job, u));
    if (ask.own != own || !takes(job, &ask, s, job->region->progress.action[i])) continue;
    if (*first == BUJU_NONE) *first = u;
    n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n > 0 ? ", " : "", buju_job_use(job, u)->id);
  }
  return buju_arena_text(job->arena, text);
}

/* No rule is named and none asks for it: it counts for the rules to whom any such project serves; a rule with projects
 * of its own has it only where no other could. */
static buju_status attribute(buju_job *job, buju_ix i, buju_ix s, buju_ix *use) {
  buju_ix own, first;
  const char *by = takers(job, i, s, false, BUJU_NONE, &first), *not_by = takers(job, i, s, true, BUJU_NONE, &own);
  *use = first != BUJU_NONE ? first : own;
  if (first == BUJU_NONE && own != BUJU_NONE) {
    by = buju_job_use(job, *use)->id;
    not_by = takers(job, i, s, true, *use, &own);
  }
  if (by == NULL || not_by == NULL) return buju_fail_memory(job->ctx);
  return own != BUJU_NONE ? find(job, &unattributed, i, s, by, not_by) : BUJU_OK;
}

/* What is given to a rule of years that does not count it is said. */
static buju_status check_named(buju_job *job, buju_ix i, buju_ix s, buju_ix use) {
  if (!is_yearly(job, use)) return BUJU_OK;
  buju_phasing_ask ask = buju_phasing_ask_of(job->scenario, buju_job_use(job, use));
  if (takes(job, &ask, s, job->region->progress.action[i])) return BUJU_OK;
  return find(job, &not_counted, i, s, buju_job_use(job, use)->id, "");
}

/* ---- where ---- */

static buju_ix site_of(const buju_job *job, buju_ix i) {
  const buju_region *r = job->region;
  buju_ix f = r->progress.facility[i], v = r->progress.village[i];
  if (f != BUJU_NONE) return job->site_of_facility[f];
  if (v == BUJU_NONE) return BUJU_NONE;
  buju_ix own = job->site_of_village[v];
  if (own != BUJU_NONE && buju_job_site(job, own)->kind == r->progress.kind[i]) return own;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++)
    if (buju_job_site(job, s)->village == v && buju_job_site(job, s)->kind == r->progress.kind[i]) return s;
  return BUJU_NONE;
}

/* The ledger's row of it: the one its rule asked for, else one that no rule of years has. */
static buju_site_action *row_of(const buju_job *job, buju_ix i, buju_ix s, buju_ix use) {
  const buju_region *r = job->region;
  buju_site_action *free = NULL;
  for (size_t a = 0; a < job->actions.n; a++) {
    buju_site_action *row = action_at(job, a);
    if (row->site != s || row->action != r->progress.action[i]) continue;
    if (r->progress.stop[i] != 0 && row->stop != r->progress.stop[i]) continue;
    if (use != BUJU_NONE && row->use == use) return row;
    if (free == NULL && !is_yearly(job, row->use)) free = row;
  }
  return free;
}

/* What is under way or done and no part of the plan: said where it stands, so that nobody is surprised. */
static buju_status tell_foreign(buju_job *job, buju_ix i) {
  BUJU_MSG(foreign, "项目进展中{0}有一项“{1}”{2}，本方案没有这一项，请核对。",
           "By the progress input \"{1}\" is {2} in {0}; this plan has no such project: please check.");
  const buju_region *r = job->region;
  buju_ix v = r->progress.village[i];
  if (v == BUJU_NONE || r->progress.state[i] == BUJU_PROJECT_PLANNED) return BUJU_OK;
  return buju_job_trace(job, BUJU_TRACED_NEED, v, BUJU_NONE, BUJU_NOTED,
                        BUJU_SAY(foreign, buju_text(buju_job_village_name(job, v)),
                                 buju_word(&buju_action_words[r->progress.action[i]].word),
                                 buju_word(&buju_progress_words[r->progress.state[i]].word)));
}

/* ---- into the ledger ---- */

static buju_status mark(buju_job *job, buju_ix i, buju_site_action *row) {
  BUJU_MSG(done, "项目进展：已于{0}年完成。", "Progress: done in {0}.");
  BUJU_MSG(done_once, "项目进展：已完成。", "Progress: done.");
  BUJU_MSG(under_way, "项目进展：在建。", "Progress: under way.");
  const buju_region *r = job->region;
  buju_site *site = buju_job_site(job, row->site);
  buju_project_state state = (buju_project_state)r->progress.state[i];
  if (state == BUJU_PROJECT_PLANNED) {
    row->year_before = r->progress.year[i];
    return BUJU_OK;
  }
  row->progress = (uint8_t)state;
  row->year = r->progress.year[i];
  row->status = state == BUJU_PROJECT_DONE ? BUJU_SITE_EXISTING : BUJU_SITE_UNDER_CONSTRUCTION;
  if (site->status == BUJU_SITE_PROPOSED || state == BUJU_PROJECT_UNDER_WAY) site->status = row->status;
  buju_said said = BUJU_SAY(done, buju_year(row->year));
  if (row->year == 0) said.msg = &done_once;
  if (state == BUJU_PROJECT_UNDER_WAY) said.msg = &under_way;
  buju_ix a = (buju_ix)(row - (buju_site_action *)job->actions.data);
  return buju_job_trace(job, BUJU_TRACED_ACTION, a, BUJU_NONE, BUJU_NOTED, said);
}

static buju_status remember(buju_job *job, buju_ix i, buju_ix s, buju_ix use) {
  const buju_region *r = job->region;
  buju_remembered *to = buju_vec_push(&job->remembereds, sizeof *to);
  if (to == NULL) return buju_fail_memory(job->ctx);
  *to = (buju_remembered){s, use, r->progress.action[i], r->progress.year[i]};
  return BUJU_OK;
}

/* What no row of the ledger is yet: done or under way it gets one, so that the ledger holds all there is; planned it is
 * remembered until its rule chooses. */
static buju_status enter_new(buju_job *job, buju_ix i, buju_ix s, buju_ix use) {
  const buju_region *r = job->region;
  buju_status status = use == BUJU_NONE ? attribute(job, i, s, &use) : BUJU_OK;
  buju_ix row;
  if (status != BUJU_OK) return status;
  if (r->progress.state[i] == BUJU_PROJECT_PLANNED) return remember(job, i, s, use);
  status = buju_job_add_action(job,
                               (buju_site_action){.site = s,
                                                  .action = r->progress.action[i],
                                                  .status = buju_job_site(job, s)->status,
                                                  .use = use,
                                                  .stop = r->progress.stop[i],
                                                  .cost_fen = BUJU_MONEY_MISSING},
                               &row);
  return status == BUJU_OK ? mark(job, i, action_at(job, row)) : status;
}

/* A project that a rule of years has of its own is that one's, though something else asks for it too. */
static buju_status enter(buju_job *job, buju_ix i, buju_ix s, buju_ix use) {
  buju_site_action *row = row_of(job, i, s, use);
  buju_status status = check_named(job, i, s, use);
  if (status != BUJU_OK) return status;
  if (row == NULL) return enter_new(job, i, s, use);
  if (is_yearly(job, use) && job->region->progress.state[i] != BUJU_PROJECT_PLANNED) row->use = use;
  return mark(job, i, row);
}

buju_status buju_phasing_start(buju_job *job) {
  const buju_region *r = job->region;
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < r->progress.n && status == BUJU_OK; i++) {
    buju_ix use, s = site_of(job, i);
    bool off;
    status = rule_of(job, i, &use, &off);
    if (status != BUJU_OK) return status;
    if (s == BUJU_NONE)
      status = tell_foreign(job, i);
    else if (off)
      status = find(job, &switched_off, i, s, r->progress.rule[i], "");
    else
      status = enter(job, i, s, use);
  }
  return status;
}
