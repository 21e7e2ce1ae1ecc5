/* What is asked of a facility, item by item. SPDX-License-Identifier: Apache-2.0 */
#include "planner/items.h"

#include <math.h>

#include "planner/filter.h"

#define ID(name, id, zh, en) id,
const char *const buju_item_param_words[] = {BUJU_HAVE_TABLE(ID) "gp", "public_health_doctor", "tcm_doctor", NULL};
_Static_assert(sizeof buju_item_param_words / sizeof *buju_item_param_words == BUJU_ITEM_FLOOR_AREA + 1,
               "word k is item k");

/* ---- testing ---- */

static buju_tri at_least(int have, int asked) { return have < 0 ? BUJU_UNKNOWN : have >= asked ? BUJU_YES : BUJU_NO; }

static buju_tri has(const buju_region *r, buju_ix f, const buju_requirement *asked, buju_item item) {
  switch ((int)item) { /* the haves follow the flags */
  case BUJU_ITEM_GP: return at_least(r->facility.specialists[BUJU_SPECIALTY_GENERAL_PRACTICE][f], 1);
  case BUJU_ITEM_PUBLIC_HEALTH_DOCTOR: return at_least(r->facility.specialists[BUJU_SPECIALTY_PUBLIC_HEALTH][f], 1);
  case BUJU_ITEM_TCM_DOCTOR: return at_least(r->facility.specialists[BUJU_SPECIALTY_TCM][f], 1);
  case BUJU_ITEM_LEVEL: return at_least(r->facility.capability[f], asked->capability);
  case BUJU_ITEM_STARS: return at_least(r->facility.stars[f], asked->stars);
  case BUJU_ITEM_FLOOR_AREA:
    if (isnan(r->facility.floor_m2[f])) return BUJU_UNKNOWN;
    return r->facility.floor_m2[f] >= asked->floor_m2 ? BUJU_YES : BUJU_NO;
  default: return r->facility.flag[item] != NULL ? r->facility.flag[item][f] : BUJU_UNKNOWN;
  }
}

void buju_items_test(const buju_region *region, buju_ix facility, const buju_requirement *asked, buju_items *missing,
                     buju_items *unknown) {
  *missing = *unknown = 0;
  for (int item = 0; item < BUJU_ITEMS; item++) {
    if ((asked->items & BUJU_ITEM_BIT(item)) == 0) continue;
    buju_tri is = has(region, facility, asked, (buju_item)item);
    if (is == BUJU_NO) *missing |= BUJU_ITEM_BIT(item);
    if (is == BUJU_UNKNOWN) *unknown |= BUJU_ITEM_BIT(item);
  }
}

/* ---- saying ---- */

BUJU_MSG(lacks, "{0}缺少{1}。", "{0} lacks {1}.");

/* Told by what is lacking alone, so that several make one sentence: neither measured nor with words of its own. */
static bool is_lacked(int item) { return item > BUJU_ITEM_GOVERNMENT_RUN && item < BUJU_ITEM_FLOOR_AREA; }

static buju_said say_have(buju_item item, buju_arg clinic) {
  BUJU_MSG(not_owned, "{0}的用房尚未实现公有。", "The premises of {0} are not publicly owned.");
  BUJU_MSG(not_integrated, "{0}尚未纳入一体化管理。", "{0} is not under integrated management.");
  BUJU_MSG(no_public_health, "{0}尚未承担基本公共卫生服务。", "{0} does no public-health work.");
  BUJU_MSG(no_medicines, "{0}尚未执行国家基本药物制度。", "{0} does not apply essential medicines.");
  BUJU_MSG(no_insurance, "{0}尚未纳入医保定点。", "{0} is not an insurance point.");
  BUJU_MSG(not_met, "{0}尚未达到标准。", "{0} does not meet the standard.");
  BUJU_MSG(not_government, "{0}不是政府办。", "{0} is not run by the government.");
  static const buju_msg *const said[] = {&not_owned,    &not_integrated, &no_public_health, &no_medicines,
                                         &no_insurance, &not_met,        &not_government};
  if (item <= BUJU_ITEM_GOVERNMENT_RUN) return (buju_said){said[item], {clinic}};
  return BUJU_SAY(lacks, clinic, buju_word(&buju_item_words[item].word));
}

buju_said buju_item_say(const buju_region *region, buju_ix facility, const buju_requirement *asked, buju_item item,
                        buju_arg clinic) {
  BUJU_MSG(floor_said, "{0}业务用房{1}平方米，低于{2}平方米的标准。",
           "{0} has {1} m² of floor, below the standard of {2} m².");
  BUJU_MSG(level_said, "{0}的服务能力为“{1}”，低于“{2}”。", "{0} has reached: {1}; asked is: {2}.");
  BUJU_MSG(stars_said, "{0}为{1}星，低于{2}星。", "{0} has {1} star(s), fewer than {2}.");
  if (item == BUJU_ITEM_FLOOR_AREA)
    return BUJU_SAY(floor_said, clinic, buju_real(region->facility.floor_m2[facility]), buju_real(asked->floor_m2));
  if (item == BUJU_ITEM_LEVEL)
    return BUJU_SAY(level_said, clinic, buju_word(&buju_capability_words[region->facility.capability[facility]].word),
                    buju_word(&buju_capability_words[asked->capability].word));
  if (item == BUJU_ITEM_STARS)
    return BUJU_SAY(stars_said, clinic, buju_int(region->facility.stars[facility]), buju_int(asked->stars));
  return say_have(item, clinic);
}

/* ---- on sites ---- */

/* The words of the items, in their order; NULL when memory is out. */
static const buju_word_list *words_of(buju_job *job, buju_items items) {
  buju_word_list *list = BUJU_NEW(job->arena, buju_word_list, 1);
  const buju_msg **word = BUJU_NEW(job->arena, const buju_msg *, BUJU_ITEMS);
  if (list == NULL || word == NULL) return NULL;
  list->word = word;
  for (int item = 0; item < BUJU_ITEMS; item++)
    if ((items & BUJU_ITEM_BIT(item)) != 0) word[list->n++] = &buju_item_words[item].word;
  return list;
}

buju_status buju_items_note(buju_job *job, buju_ix site, buju_ix use, const buju_requirement *asked, buju_items missing,
                            buju_items unknown) {
  BUJU_MSG(blank, "{0}的{1}资料空白，待核实后判定。", "What is known of {0} does not say about {1}: to be checked.");
  buju_site *s = buju_job_site(job, site);
  if ((asked->items & BUJU_ITEM_BIT(BUJU_ITEM_FLOOR_AREA)) != 0)
    s->floor_required_m2 = fmax(asked->floor_m2, isnan(s->floor_required_m2) ? 0 : s->floor_required_m2);
  buju_items untold = unknown & ~s->items_unknown;
  s->items_missing |= missing;
  s->items_unknown |= unknown;
  if (untold == 0) return BUJU_OK;
  const buju_word_list *words = words_of(job, untold);
  if (words == NULL) return buju_fail_memory(job->ctx);
  return buju_job_trace(job, BUJU_TRACED_SITE, site, use, BUJU_NOTED,
                        BUJU_SAY(blank, buju_site_arg(job, s), buju_words(words)));
}

bool buju_date_past(const buju_job *job, buju_date day) { return buju_date_before(day, job->scenario->as_of); }

/* In the unit of the item: square metres, stars, doctors; what is there or not has none. */
static void set_amounts(const buju_region *r, buju_ix f, const buju_requirement *asked, buju_item item, buju_gap *gap) {
  if (item == BUJU_ITEM_FLOOR_AREA) {
    gap->limit_value = asked->floor_m2;
    gap->actual_value = r->facility.floor_m2[f];
    gap->unit = "m2";
  } else if (item == BUJU_ITEM_STARS) {
    gap->limit_value = asked->stars;
    gap->actual_value = r->facility.stars[f];
    gap->unit = "stars";
  } else if (item >= BUJU_ITEM_GP && item <= BUJU_ITEM_TCM_DOCTOR) {
    gap->limit_value = 1;
    gap->actual_value = 0;
    gap->unit = "doctors";
  } else
    return;
  gap->shortfall = gap->limit_value - gap->actual_value;
}

static buju_status add_gap(buju_job *job, buju_ix site, buju_ix use, const buju_requirement *asked, buju_item item,
                           buju_gap_kind kind, int remedy, const buju_date *due) {
  const buju_site *s = buju_job_site(job, site);
  bool of_staff = item >= BUJU_ITEM_GP && item <= BUJU_ITEM_TCM_DOCTOR;
  buju_gap gap = buju_gap_blank(of_staff ? BUJU_GAP_STAFF : kind, (buju_facility_kind)s->kind, false);
  gap.village = s->village;
  gap.area = s->village != BUJU_NONE ? job->region->village.area[s->village] : s->township;
  gap.site = site;
  gap.use = use;
  /* whom a centre serves is known only where the plan assigns villages to it; a clinic without any serves nobody */
  gap.people = s->villages_served > 0 || s->kind == BUJU_VILLAGE_CLINIC ? s->people_served : BUJU_PEOPLE_MISSING;
  set_amounts(job->region, s->facility, asked, item, &gap);
  gap.remedy = remedy;
  if (remedy >= 0 && due->year != 0 && !buju_date_past(job, *due)) gap.year_closed = due->year;
  gap.severity = 1;
  buju_ix row;
  buju_status status = buju_job_add_gap(job, gap, &row);
  if (status != BUJU_OK) return status;
  return buju_job_trace(job, BUJU_TRACED_GAP, row, use, BUJU_DECIDED,
                        buju_item_say(job->region, s->facility, asked, item, buju_site_arg(job, s)));
}

/* The main action of a site is the weightiest one asked of it; the order of the vocabulary runs from light to heavy
 * only in part, so it is said here. */
static int weight(buju_action action) {
  switch (action) {
  case BUJU_ACTION_RAISE_SUBCENTRE: return 10;
  case BUJU_ACTION_RAISE_CENTRAL: return 9;
  case BUJU_ACTION_CONVERT_THC_POINT: return 8;
  case BUJU_ACTION_REBUILD: return 7;
  case BUJU_ACTION_UPGRADE: return 6;
  case BUJU_ACTION_RAISE_LEVEL: return 5;
  case BUJU_ACTION_EQUIP: return 4;
  case BUJU_ACTION_ACQUIRE: return 3;
  case BUJU_ACTION_INTEGRATE: return 2;
  case BUJU_ACTION_RECTIFY: return 1;
  case BUJU_ACTION_KEEP: return 0;
  case BUJU_ACTION_BUILD:
  case BUJU_ACTION_MERGE:
  case BUJU_ACTION_DEREGISTER:
  case BUJU_ACTION_CONVERT_CHS:
  case BUJU_ACTION_POST:
  case BUJU_ACTION_ROUNDS_STOP:
  case BUJU_ACTION_REVIEW:
  case BUJU_ACTIONS: break;
  }
  return 100; /* decided elsewhere: stays the main one */
}

buju_status buju_site_project(buju_job *job, buju_ix site, buju_ix use, buju_action action, const buju_date *due,
                              buju_said said) {
  BUJU_MSG(late_said, "政策要求{0}年{1}月{2}日前完成，现已逾期。",
           "The policy asked for it by {0}-{1}-{2}, which has passed.");
  buju_site *s = buju_job_site(job, site);
  if (weight(action) > weight((buju_action)s->action)) s->action = (uint8_t)action;
  buju_status status = buju_job_trace(job, BUJU_TRACED_SITE, site, use, BUJU_NOTED, said);
  if (status == BUJU_OK && due->year != 0 && buju_date_past(job, *due))
    status = buju_job_trace(job, BUJU_TRACED_SITE, site, use, BUJU_NOTED,
                            BUJU_SAY(late_said, buju_year(due->year), buju_year(due->month), buju_year(due->day)));
  if (status != BUJU_OK) return status;
  buju_ix row;
  buju_site_action project = {.site = site,
                              .action = (uint8_t)action,
                              .status = s->status,
                              .use = use,
                              .cost_fen = BUJU_MONEY_MISSING,
                              .due = *due};
  status = buju_job_add_action(job, project, &row);
  return status == BUJU_OK ? buju_job_trace(job, BUJU_TRACED_ACTION, row, use, BUJU_DECIDED, said) : status;
}

buju_item buju_items_lead(buju_items missing) {
  int item = BUJU_ITEM_FLOOR_AREA;
  if ((missing & BUJU_ITEM_BIT(item)) == 0)
    for (item = 0; item < BUJU_ITEMS && (missing & BUJU_ITEM_BIT(item)) == 0;) item++;
  return (buju_item)item;
}

/* The site's reasons for what is missing: a sentence for all it merely lacks, one each for the rest. */
static buju_status tell_missing(buju_job *job, buju_ix site, buju_ix use, const buju_requirement *asked,
                                buju_items missing) {
  buju_items lacked = 0;
  buju_status status = BUJU_OK;
  for (int item = 0; item < BUJU_ITEMS && status == BUJU_OK; item++) {
    const buju_site *s = buju_job_site(job, site);
    if ((missing & BUJU_ITEM_BIT(item)) == 0) continue;
    if (is_lacked(item))
      lacked |= BUJU_ITEM_BIT(item);
    else
      status = buju_job_trace(job, BUJU_TRACED_SITE, site, use, BUJU_NOTED,
                              buju_item_say(job->region, s->facility, asked, (buju_item)item, buju_site_arg(job, s)));
  }
  if (status != BUJU_OK || lacked == 0) return status;
  const buju_word_list *words = words_of(job, lacked);
  if (words == NULL) return buju_fail_memory(job->ctx);
  return buju_job_trace(job, BUJU_TRACED_SITE, site, use, BUJU_NOTED,
                        BUJU_SAY(lacks, buju_site_arg(job, buju_job_site(job, site)), buju_words(words)));
}

buju_status buju_items_gaps(buju_job *job, buju_ix site, buju_ix use, const buju_requirement *asked, buju_items missing,
                            buju_gap_kind kind, int remedy, const buju_date *due, buju_item told) {
  buju_status status = BUJU_OK;
  for (int item = 0; item < BUJU_ITEMS && status == BUJU_OK; item++)
    if ((missing & BUJU_ITEM_BIT(item)) != 0)
      status = add_gap(job, site, use, asked, (buju_item)item, kind, remedy, due);
  if (told < BUJU_ITEMS) missing &= ~BUJU_ITEM_BIT(told);
  return status == BUJU_OK ? tell_missing(job, site, use, asked, missing) : status;
}
