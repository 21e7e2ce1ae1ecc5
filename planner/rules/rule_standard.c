/* standard: what a clinic must have, and what is done where it falls short. SPDX-License-Identifier: Apache-2.0 */
#include "planner/filter.h"
#include "planner/items.h"
#include "planner/standard.h"

enum { P_MIN_FLOOR, P_FLAG, P_ACTION, P_GAP, P_DEADLINE, P_EXCEPT, P_DECIDES, PARAMS };

#define ID(name, id, zh, en) id,
static const char *const flag_words[] = {BUJU_HAVE_TABLE(ID) NULL};
static const char *const action_words[] = {"upgrade", "rebuild", "equip", "acquire", "integrate", "rectify", NULL};
static const buju_action action_of[] = {BUJU_ACTION_UPGRADE, BUJU_ACTION_REBUILD,   BUJU_ACTION_EQUIP,
                                        BUJU_ACTION_ACQUIRE, BUJU_ACTION_INTEGRATE, BUJU_ACTION_RECTIFY};
static const char *const gap_words[] = {"standard", "ownership", NULL};
static const buju_gap_kind gap_of[] = {BUJU_GAP_STANDARD, BUJU_GAP_OWNERSHIP};

static const buju_param params[PARAMS] = {
    [P_MIN_FLOOR] = {.name = "min_floor_m2",
                     .type = BUJU_PARAM_REAL,
                     .unit = "m2",
                     .min = 1,
                     .max = 10000,
                     .fallback = "",
                     .text = {"业务用房面积下限（含）", "the least floor area, inclusive"}},
    [P_FLAG] = {.name = "flag",
                .type = BUJU_PARAM_WORD,
                .unit = "",
                .fallback = "",
                .words = flag_words,
                .text = {"必须具备的一项", "the attribute that must be there"}},
    [P_ACTION] = {.name = "action",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .words = action_words,
                  .text = {"未达到时的处置", "what is done where it is not"}},
    [P_GAP] = {.name = "gap",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .fallback = "standard",
               .words = gap_words,
               .text = {"缺口归类", "the kind of gap it is"}},
    [P_DEADLINE] = {.name = "deadline",
                    .type = BUJU_PARAM_DATE,
                    .unit = "",
                    .fallback = "",
                    .text = {"完成时限", "the day by which it must be done"}},
    [P_EXCEPT] = {.name = "except",
                  .type = BUJU_PARAM_SELECTOR,
                  .unit = "",
                  .fallback = "",
                  .from = BUJU_FROM_VILLAGES,
                  .text = {"哪些村除外", "villages it does not ask it of"}},
    [P_DECIDES] = {.name = "decides_compliance",
                   .type = BUJU_PARAM_BOOL,
                   .unit = "",
                   .fallback = "false",
                   .text = {"未达到者不算达标村卫生室", "whether a clinic that falls short is not a standard one"}},
};

static bool excepted(const buju_job *job, const buju_value *value, buju_ix village) {
  return village != BUJU_NONE && value[P_EXCEPT].given &&
         buju_selected(job->selection, value[P_EXCEPT].selector, village);
}

static buju_requirement asked_by(const buju_value *value) {
  buju_requirement asked = {0};
  if (value[P_MIN_FLOOR].given) {
    asked.items |= BUJU_ITEM_BIT(BUJU_ITEM_FLOOR_AREA);
    asked.floor_m2 = value[P_MIN_FLOOR].f;
  }
  if (value[P_FLAG].given) asked.items |= BUJU_ITEM_BIT(value[P_FLAG].i);
  return asked;
}

buju_standard_result buju_standard_test(const buju_job *job, buju_ix use, buju_ix facility) {
  const buju_value *value = buju_job_use(job, use)->value;
  if (excepted(job, value, job->region->facility.village[facility])) return BUJU_STANDARD_DOES_NOT_APPLY;
  buju_requirement asked = asked_by(value);
  buju_items missing, unknown;
  buju_items_test(job->region, facility, &asked, &missing, &unknown);
  return missing != 0 ? BUJU_STANDARD_SHORT : unknown != 0 ? BUJU_STANDARD_UNKNOWN : BUJU_STANDARD_FULFILLED;
}

extern const buju_rule buju_rule_standard;

bool buju_standard_compliant(const buju_job *job, buju_ix facility) {
  for (buju_ix u = 0; u < job->scenario->uses; u++) {
    const buju_use *use = buju_job_use(job, u);
    if (use->rule != &buju_rule_standard || use->value[P_DECIDES].i == 0) continue;
    if (buju_standard_test(job, u, facility) == BUJU_STANDARD_SHORT) return false;
  }
  return true;
}

/* ---- two standards that ask the same ---- */

static const buju_finding_kind contradict = {
    "standards_contradict",
    BUJU_WARNING,
    {"规则“{0}”（{1}）要求业务用房{2}平方米，规则“{3}”（{4}）要求{5}平方米，两条适用于同一机构",
     "rule “{0}” ({1}) asks for {2} m² of floor and rule “{3}” ({4}) for {5} m², of the same sites"},
    {"按较严的执行一次；请核对条款，用 except 分开，或停用一条",
     "the stricter one is applied, once; check the clauses, part them by except, or switch one off"}};
static const buju_finding_kind differ = {
    "standards_differ",
    BUJU_WARNING,
    {"规则“{0}”（{1}）和规则“{3}”（{4}）要求同一机构具备同一项，处置却不同：{2}、{5}",
     "rule “{0}” ({1}) and rule “{3}” ({4}) ask the same of the same sites, yet do different "
     "things: {2}, {5}"},
    {"按先写的执行一次；请核对条款，停用一条",
     "the one written first is applied, once; check the clauses and switch one off"}};

static bool speaks_of(const buju_job *job, buju_ix u, const buju_site *site) {
  return site->kind == BUJU_VILLAGE_CLINIC && site->planned &&
         !excepted(job, buju_job_use(job, u)->value, site->village);
}

/* Whether rule w, not u, is the one that asks the item of a site both speak of: the larger floor, else the first. */
static bool outdone(buju_item item, buju_ix u, const buju_requirement *by_u, buju_ix w, const buju_requirement *by_w) {
  if (item == BUJU_ITEM_FLOOR_AREA && (by_u->floor_m2 < by_w->floor_m2 || by_u->floor_m2 > by_w->floor_m2))
    return by_u->floor_m2 < by_w->floor_m2;
  return w < u;
}

/* What is left to ask of a site where other standards ask some of it, too: nothing is asked twice. */
static buju_requirement left_to(const buju_job *job, buju_ix u, const buju_site *site, buju_requirement asked) {
  const buju_items all = asked.items;
  for (buju_ix w = 0; w < job->scenario->uses; w++) {
    if (w == u || buju_job_use(job, w)->rule != &buju_rule_standard || !speaks_of(job, w, site)) continue;
    buju_requirement other = asked_by(buju_job_use(job, w)->value);
    for (int item = 0; item < BUJU_ITEMS; item++)
      if ((all & other.items & BUJU_ITEM_BIT(item)) != 0 && outdone((buju_item)item, u, &asked, w, &other))
        asked.items &= ~BUJU_ITEM_BIT(item);
  }
  return asked;
}

static bool share_a_site(const buju_job *job, buju_ix u, buju_ix w) {
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++)
    if (speaks_of(job, u, buju_job_site(job, s)) && speaks_of(job, w, buju_job_site(job, s))) return true;
  return false;
}

/* A finding for each earlier standard that asks the same item of the same sites and something else of it. */
static buju_status tell_contradictions(buju_job *job, buju_ix u) {
  const buju_use *use = buju_job_use(job, u);
  buju_requirement mine = asked_by(use->value);
  buju_status status = BUJU_OK;
  for (buju_ix w = 0; w < u && status == BUJU_OK; w++) {
    const buju_use *other = buju_job_use(job, w);
    if (other->rule != &buju_rule_standard) continue;
    buju_requirement theirs = asked_by(other->value);
    buju_items common = mine.items & theirs.items;
    if (common == 0 || !share_a_site(job, u, w)) continue;
    bool floors = (common & BUJU_ITEM_BIT(BUJU_ITEM_FLOOR_AREA)) != 0 &&
                  (mine.floor_m2 < theirs.floor_m2 || mine.floor_m2 > theirs.floor_m2);
    if (!floors && other->value[P_ACTION].i == use->value[P_ACTION].i) continue;
    buju_finding finding = {.kind = floors ? &contradict : &differ,
                            .row = -1,
                            .arg = {buju_text(other->id), buju_text(other->clause), buju_real(theirs.floor_m2),
                                    buju_text(use->id), buju_text(use->clause), buju_real(mine.floor_m2)}};
    if (!floors) {
      finding.arg[2] = buju_word(&buju_action_words[action_of[other->value[P_ACTION].i]].word);
      finding.arg[5] = buju_word(&buju_action_words[action_of[use->value[P_ACTION].i]].word);
    }
    status = buju_find(job->ctx, &job->findings, finding);
  }
  return status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(nothing, "{0}：规则“{1}”既未给 min_floor_m2 也未给 flag；请至少给一项",
           "{0}: rule \"{1}\" gives neither min_floor_m2 nor flag; give at least one");
  char place[256];
  (void)scenario;
  if (use->value[P_MIN_FLOOR].given || use->value[P_FLAG].given) return BUJU_OK;
  return buju_complain(
      ctx, BUJU_E_SCENARIO,
      BUJU_SAY(nothing, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
}

static buju_status fall_short(buju_job *job, buju_ix u, buju_ix s, const buju_requirement *asked, buju_items missing) {
  const buju_value *value = buju_job_use(job, u)->value;
  const buju_site *site = buju_job_site(job, s);
  buju_action action = action_of[value[P_ACTION].i];
  buju_date due = value[P_DEADLINE].given ? value[P_DEADLINE].date : (buju_date){0};
  buju_item lead = buju_items_lead(missing);
  buju_said said = buju_item_say(job->region, site->facility, asked, lead, buju_site_arg(job, site));
  buju_status status = buju_site_project(job, s, u, action, &due, said);
  if (status != BUJU_OK) return status;
  return buju_items_gaps(job, s, u, asked, missing, gap_of[value[P_GAP].i], (int)action, &due, lead);
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  const buju_requirement all = asked_by(value);
  buju_status status = tell_contradictions(job, u);
  for (buju_ix s = 0; s < (buju_ix)job->sites.n && status == BUJU_OK; s++) {
    const buju_site *site = buju_job_site(job, s);
    buju_items missing = 0, unknown = 0;
    if (!speaks_of(job, u, site)) continue;
    buju_requirement asked = left_to(job, u, site, all);
    /* a clinic under review or kept by hand as it is gets no project before that is settled; a new one is built to the
     * standard */
    bool asks = site->facility != BUJU_NONE && buju_site_changes(job, site);
    if (asks) buju_items_test(job->region, site->facility, &asked, &missing, &unknown);
    status = buju_items_note(job, s, u, &asked, missing, unknown);
    if (status == BUJU_OK && missing != 0) status = fall_short(job, u, s, &asked, missing);
  }
  return status;
}

const buju_rule buju_rule_standard = {
    .name = "standard",
    .text = {"村卫生室须达到的标准，未达到的如何处置",
             "what a clinic must have, and what is done where it falls short"},
    .stage = BUJU_STAGE_STANDARD,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
