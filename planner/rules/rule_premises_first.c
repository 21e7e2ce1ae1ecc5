/* premises_first: what is built, rebuilt or acquired takes premises the village has before anything new is built.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/filter.h"
#include "planner/services.h"

enum { P_AMONG, P_KINDS, P_FLOOR, P_IDLE_MODE, P_OWNED_MODE, PARAMS };

static const char *const idle_mode_words[] = {"convert", "extend", "exchange", NULL};
static const buju_build_mode idle_modes[] = {BUJU_BUILD_CONVERT, BUJU_BUILD_EXTEND, BUJU_BUILD_EXCHANGE};
static const char *const owned_mode_words[] = {"allocate", "convert", "extend", NULL};
static const buju_build_mode owned_modes[] = {BUJU_BUILD_ALLOCATE, BUJU_BUILD_CONVERT, BUJU_BUILD_EXTEND};

static const buju_param params[PARAMS] = {
    [P_AMONG] = {.name = "among",
                 .type = BUJU_PARAM_WORD,
                 .unit = "",
                 .fallback = "village_clinic",
                 .words = buju_service_set_words,
                 .text = {"哪类机构", "the kind of service"}},
    [P_KINDS] = {.name = "kinds",
                 .type = BUJU_PARAM_TEXT,
                 .unit = "",
                 .fallback = "village_centre, committee, care_home, school, building",
                 .text = {"可用哪几类用房，按先后次序：village_centre 村级服务中心、committee 撤并的村委会、care_home "
                          "敬老院、school 学校、building 其他房屋、land 闲置土地",
                          "which kinds of premises, first choice first: village_centre, committee, care_home, school, "
                          "building, land"}},
    [P_FLOOR] = {.name = "min_floor_m2",
                 .type = BUJU_PARAM_REAL,
                 .unit = "m2",
                 .min = 1,
                 .max = 1000000,
                 .fallback = "",
                 .text = {"用房面积下限（含；不写：按该机构的标准面积，没有标准的不限）",
                          "the least floor of the premises, inclusive (the floor the site is to have, unless given)"}},
    [P_IDLE_MODE] = {.name = "idle_mode",
                     .type = BUJU_PARAM_WORD,
                     .unit = "",
                     .fallback = "convert",
                     .words = idle_mode_words,
                     .text = {"利用闲置用房的建设方式（convert 改建、extend 改扩建、exchange 置换）",
                              "how idle premises are come by (converted, extended, exchanged)"}},
    [P_OWNED_MODE] = {.name = "owned_mode",
                      .type = BUJU_PARAM_WORD,
                      .unit = "",
                      .fallback = "allocate",
                      .words = owned_mode_words,
                      .text = {"利用公有闲置用房的建设方式（allocate 划拨、convert 改建、extend 改扩建）",
                               "how idle premises in public ownership are come by (allocated, converted, extended)"}},
};

enum { KINDS_MOST = BUJU_PREMISES };

/* The kinds in their order; false for a word that is none, or comes twice. */
static bool read_kinds(const char *text, uint8_t kind[KINDS_MOST], int *n) {
  static const char gap[] = ", ，、;\n[]\"";
  *n = 0;
  for (const char *p = text; *p != '\0';) {
    size_t length = strcspn(p, ", \n[]\"");
    if (length == 0) {
      if (strchr(gap, *p) == NULL) return false;
      p++;
      continue;
    }
    int k = 0;
    while (k < BUJU_PREMISES &&
           (strlen(buju_premises_words[k].id) != length || memcmp(buju_premises_words[k].id, p, length) != 0))
      k++;
    if (k == BUJU_PREMISES || memchr(kind, k, (size_t)*n) != NULL) return false;
    kind[(*n)++] = (uint8_t)k;
    p += length;
  }
  return *n > 0;
}

/* Premises of each village, and which are taken. */
typedef struct stock {
  buju_job *job;
  const buju_value *value;
  buju_ix use;
  uint8_t kind[KINDS_MOST];
  int kinds;
  buju_ix *first; /* [villages + 1] into region.premises, which goes by village */
  bool *taken;    /* by premises */
} stock;

static buju_status stock_open(stock *k) {
  const buju_region *r = k->job->region;
  k->first = BUJU_NEW(k->job->scratch, buju_ix, (size_t)r->village.n + 1);
  k->taken = BUJU_NEW(k->job->scratch, bool, r->premises.n);
  if (k->first == NULL || k->taken == NULL) return buju_fail_memory(k->job->ctx);
  for (buju_ix p = 0; p < r->premises.n; p++) k->first[r->premises.village[p] + 1]++;
  for (buju_ix v = 0; v < r->village.n; v++) k->first[v + 1] += k->first[v];
  for (buju_ix s = 0; s < (buju_ix)k->job->sites.n; s++) { /* by another use of the rule */
    buju_ix p = buju_job_site(k->job, s)->premises;
    if (p != BUJU_NONE) k->taken[p] = true;
  }
  return BUJU_OK;
}

/* The least floor for a site: what the rule says, else what the site is to have, else any. */
static double floor_for(const stock *k, const buju_site *site) {
  if (k->value[P_FLOOR].given) return k->value[P_FLOOR].f;
  return isnan(site->floor_required_m2) ? 0 : site->floor_required_m2;
}

/* A village service centre is shared while it is in use; anything else must be idle. Blank is not "yes". */
static buju_tri suits(const stock *k, buju_ix p, double floor_m2) {
  const buju_region *r = k->job->region;
  buju_tri idle = r->premises.kind[p] == BUJU_PREMISES_VILLAGE_CENTRE ? BUJU_YES : r->premises.idle[p];
  double have_m2 = r->premises.floor_m2[p];
  if (idle == BUJU_NO || have_m2 < floor_m2) return BUJU_NO;
  return idle == BUJU_YES && (!isnan(have_m2) || floor_m2 <= 0) ? BUJU_YES : BUJU_UNKNOWN;
}

/* The first choice among what is left in the village; *unclear: premises that may suit and whose data are blank. */
static buju_ix choose(const stock *k, const buju_site *site, buju_ix *unclear) {
  const buju_region *r = k->job->region;
  double floor_m2 = floor_for(k, site);
  *unclear = BUJU_NONE;
  for (int order = 0; order < k->kinds; order++)
    for (buju_ix p = k->first[site->village]; p < k->first[site->village + 1]; p++) {
      if (k->taken[p] || r->premises.kind[p] != k->kind[order]) continue;
      buju_tri is = suits(k, p, floor_m2);
      if (is == BUJU_YES) return p;
      if (is == BUJU_UNKNOWN && *unclear == BUJU_NONE) *unclear = p;
    }
  return BUJU_NONE;
}

static buju_build_mode mode_of(const stock *k, buju_ix p) {
  const buju_region *r = k->job->region;
  if (r->premises.kind[p] == BUJU_PREMISES_VILLAGE_CENTRE) return BUJU_BUILD_RELY_ON_CENTRE;
  return r->premises.public_owned[p] == BUJU_YES ? owned_modes[k->value[P_OWNED_MODE].i]
                                                 : idle_modes[k->value[P_IDLE_MODE].i];
}

static buju_arg name_of(const buju_region *r, buju_ix p) {
  if (r->premises.name[p] != NULL) return buju_text(r->premises.name[p]);
  return buju_word(&buju_premises_words[r->premises.kind[p]].word);
}

static buju_status note(const stock *k, buju_ix action, buju_said said) {
  const buju_site_action *row = (const buju_site_action *)k->job->actions.data + action;
  buju_status status = buju_job_trace(k->job, BUJU_TRACED_SITE, row->site, k->use, BUJU_NOTED, said);
  return status == BUJU_OK ? buju_job_trace(k->job, BUJU_TRACED_ACTION, action, k->use, BUJU_NOTED, said) : status;
}

/* What the mode is where the village has nothing that suits: 0 leaves it open. */
static buju_build_mode without_premises(const buju_site *site, buju_action action) {
  if (action == BUJU_ACTION_UPGRADE) return BUJU_BUILD_EXTEND;
  return action == BUJU_ACTION_ACQUIRE && site->facility != BUJU_NONE ? BUJU_BUILD_UNDECIDED : BUJU_BUILD_NEW;
}

static buju_status take(stock *k, buju_ix action) {
  BUJU_MSG(taken, "{0}先利用{1}的{2}：{3}，不另建。", "{0} takes {2} in {1} first: {3}; nothing else is built.");
  BUJU_MSG(to_check, "{1}的{2}或可利用，是否闲置或面积不详，待核实。",
           "{2} in {1} may do: whether it is idle, or its floor, is to be checked.");
  BUJU_MSG(none, "{1}没有合适的现有用房：{3}。", "{1} has no premises that suit: {3}.");
  buju_job *job = k->job;
  buju_site_action *row = (buju_site_action *)job->actions.data + action;
  buju_site *site = buju_job_site(job, row->site);
  buju_ix unclear = BUJU_NONE;
  buju_arg name = buju_site_arg(job, site), village = buju_text(buju_job_village_name(job, site->village));
  if (site->premises == BUJU_NONE) site->premises = choose(k, site, &unclear);
  if (site->premises != BUJU_NONE) {
    buju_build_mode mode = mode_of(k, site->premises);
    k->taken[site->premises] = true;
    site->build_mode = row->build_mode = (uint8_t)mode;
    return note(k, action,
                BUJU_SAY(taken, name, village, name_of(job->region, site->premises),
                         buju_word(&buju_build_mode_words[mode].word)));
  }
  buju_build_mode mode = without_premises(site, (buju_action)row->action);
  row->build_mode = (uint8_t)mode;
  if (site->build_mode == BUJU_BUILD_UNDECIDED) site->build_mode = (uint8_t)mode;
  if (unclear != BUJU_NONE) return note(k, action, BUJU_SAY(to_check, name, village, name_of(job->region, unclear)));
  if (mode == BUJU_BUILD_UNDECIDED) return BUJU_OK;
  return note(k, action, BUJU_SAY(none, name, village, name, buju_word(&buju_build_mode_words[mode].word)));
}

/* Work that needs premises: nothing else moves in. An upgrade does when the floor is what is missing. */
static bool needs_premises(const buju_site *site, uint8_t action) {
  if (action == BUJU_ACTION_UPGRADE) return (site->items_missing >> BUJU_ITEM_FLOOR_AREA & 1) != 0;
  return action == BUJU_ACTION_BUILD || action == BUJU_ACTION_REBUILD || action == BUJU_ACTION_ACQUIRE;
}

static buju_status apply(buju_job *job, buju_ix u) {
  stock k = {.job = job, .value = buju_job_use(job, u)->value, .use = u};
  uint32_t services = buju_service_set(k.value[P_AMONG].i);
  read_kinds(k.value[P_KINDS].s, k.kind, &k.kinds);
  buju_status status = stock_open(&k);
  for (buju_ix a = 0; a < (buju_ix)job->actions.n && status == BUJU_OK; a++) {
    const buju_site_action *row = (const buju_site_action *)job->actions.data + a;
    const buju_site *site = buju_job_site(job, row->site);
    if (site->village == BUJU_NONE || !site->planned || (services >> site->kind & 1) == 0) continue;
    if (needs_premises(site, row->action)) status = take(&k, a);
  }
  return status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(no_kind, "{0}：规则“{1}”的 kinds“{2}”有误；可用 {3}，各一次，按先后次序",
           "{0}: kinds \"{2}\" of rule \"{1}\" is wrong; there are {3}, each once, first choice first");
#define LISTED(name, id, zh, en) id " "
  (void)scenario;
  uint8_t kind[KINDS_MOST];
  int n;
  char place[256];
  if (read_kinds(use->value[P_KINDS].s, kind, &n)) return BUJU_OK;
  return buju_complain(ctx, BUJU_E_SCENARIO,
                       BUJU_SAY(no_kind, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id),
                                buju_text(use->value[P_KINDS].s), buju_text(BUJU_PREMISES_TABLE(LISTED))));
}

const buju_rule buju_rule_premises_first = {
    .name = "premises_first",
    .text = {"新建、重建和产权公有化先利用村里现有用房，没有合适的再建",
             "what is built, rebuilt or acquired takes premises the village has first, and builds where none suit"},
    .stage = BUJU_STAGE_PREMISES,
    .reads = BUJU_FACET_SITE | BUJU_FACET_ACTION,
    .writes = BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
