/* upgrade_where: what sites a filter picks are asked to have, and what is done where they lack it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/services.h"
#include "planner/upgrade.h"

enum {
  P_ACTION = BUJU_SITE_FILTER_PARAMS,
  P_ACT_ON,
  P_FLOOR,
  P_ITEMS,
  P_LEVEL,
  P_STARS,
  P_SHARE,
  P_PER,
  P_GAP,
  P_DEADLINE,
  PARAMS
};

static const char *const action_words[] = {"upgrade",         "rebuild",           "equip",       "acquire",
                                           "integrate",       "rectify",           "raise_level", "raise_central",
                                           "raise_subcentre", "convert_thc_point", NULL};
static const buju_action action_of[] = {
    BUJU_ACTION_UPGRADE,         BUJU_ACTION_REBUILD,          BUJU_ACTION_EQUIP,       BUJU_ACTION_ACQUIRE,
    BUJU_ACTION_INTEGRATE,       BUJU_ACTION_RECTIFY,          BUJU_ACTION_RAISE_LEVEL, BUJU_ACTION_RAISE_CENTRAL,
    BUJU_ACTION_RAISE_SUBCENTRE, BUJU_ACTION_CONVERT_THC_POINT};
static const char *const act_on_words[] = {"short", "everybody", NULL};
static const char *const per_words[] = {"county", "township", NULL};
static const char *const gap_words[] = {"standard", "ownership", NULL};
static const buju_gap_kind gap_of[] = {BUJU_GAP_STANDARD, BUJU_GAP_OWNERSHIP};
#define ID(name, id, zh, en) id,
static const char *const level_words[] = {BUJU_CAPABILITY_TABLE(ID) NULL};

static const buju_param params[PARAMS] = {
    [BUJU_SITE_FILTER_AMONG] = {.name = "among",
                                .type = BUJU_PARAM_WORD,
                                .unit = "",
                                .fallback = "village_clinic",
                                .words = buju_service_set_words,
                                .text = {"哪类机构（规划后保留的）",
                                         "the kind of service, of those that stay in the plan"}},
    BUJU_SITE_FILTER_ROWS,
    [P_ACTION] = {.name = "action",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .words = action_words,
                  .text = {"处置", "what is done"}},
    [P_ACT_ON] =
        {.name = "act_on",
         .type = BUJU_PARAM_WORD,
         .unit = "",
         .fallback = "short",
         .words = act_on_words,
         .text = {"对谁处置（short：缺下列任一项的，一项都没有要求时为全部；everybody：符合条件的全部，含拟建，"
                  "缺项另记缺口）",
                  "to whom (short: who lacks any of what is asked, and everybody where nothing is; everybody: "
                  "all that pass the filter, proposed ones too, with gaps for what they lack)"}},
    [P_FLOOR] = {.name = "min_floor_m2",
                 .type = BUJU_PARAM_REAL,
                 .unit = "m2",
                 .min = 1,
                 .max = 1000000,
                 .fallback = "",
                 .text = {"业务用房面积下限（含）", "the least floor area, inclusive"}},
    [P_ITEMS] = {.name = "items",
                 .type = BUJU_PARAM_WORDS,
                 .unit = "",
                 .fallback = "",
                 .words = buju_item_param_words,
                 .text = {"须具备的各项（如“六有”；gp、public_health_doctor、tcm_doctor 为至少1名该专业医生）",
                          "the items it must have (such as the six haves; gp, public_health_doctor and tcm_doctor ask "
                          "for one doctor of the field at least)"}},
    [P_LEVEL] = {.name = "min_level",
                 .type = BUJU_PARAM_WORD,
                 .unit = "",
                 .fallback = "",
                 .words = level_words,
                 .text = {"服务能力等级下限（含）", "the least capability level, inclusive"}},
    [P_STARS] = {.name = "min_stars",
                 .type = BUJU_PARAM_INT,
                 .unit = "stars",
                 .min = 1,
                 .max = 10,
                 .fallback = "",
                 .text = {"星级下限（含）", "the least number of stars, inclusive"}},
    [P_SHARE] = {.name = "min_share",
                 .type = BUJU_PARAM_REAL,
                 .unit = "%",
                 .min = 0,
                 .max = 100,
                 .fallback = "",
                 .text = {"达到要求的比例下限（含，所数进一；不写：全部）",
                          "the share that must have it, inclusive, rounded up to whole sites (all of them, unless "
                          "given)"}},
    [P_PER] = {.name = "per",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .fallback = "county",
               .words = per_words,
               .text = {"达标数和比例按县还是按乡镇计", "what counts and the share are taken over"}},
    [P_GAP] = {.name = "gap",
               .type = BUJU_PARAM_WORD,
               .unit = "",
               .fallback = "standard",
               .words = gap_words,
               .text = {"缺口归类（缺医生的为人员缺口）", "the kind of gap it is (a missing doctor is one of staff)"}},
    [P_DEADLINE] = {.name = "deadline",
                    .type = BUJU_PARAM_DATE,
                    .unit = "",
                    .fallback = "",
                    .text = {"完成时限", "the day by which it must be done"}},
};

static buju_requirement asked_by(const buju_value *value) {
  buju_requirement asked = {.items = value[P_ITEMS].given ? (buju_items)value[P_ITEMS].i : 0,
                            .floor_m2 = value[P_FLOOR].f,
                            .capability = (int)value[P_LEVEL].i,
                            .stars = (int)value[P_STARS].i};
  if (value[P_FLOOR].given) asked.items |= BUJU_ITEM_BIT(BUJU_ITEM_FLOOR_AREA);
  if (value[P_LEVEL].given) asked.items |= BUJU_ITEM_BIT(BUJU_ITEM_LEVEL);
  if (value[P_STARS].given) asked.items |= BUJU_ITEM_BIT(BUJU_ITEM_STARS);
  return asked;
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  buju_upgrade_ask ask = {.use = u,
                          .among = buju_site_filter_of(value),
                          .asked = asked_by(value),
                          .action = action_of[value[P_ACTION].i],
                          .everybody = value[P_ACT_ON].i == 1,
                          .share = value[P_SHARE].given ? (int32_t)(value[P_SHARE].f * 100 + 0.5) : -1,
                          .by_township = value[P_PER].i == 1,
                          .gap = gap_of[value[P_GAP].i],
                          .due = value[P_DEADLINE].given ? value[P_DEADLINE].date : (buju_date){0}};
  return buju_upgrade(job, &ask);
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(share_of_what,
           "{0}：规则“{1}”给了 min_share，没有给要求；请给出 min_floor_m2、items、min_level 或 min_stars",
           "{0}: rule \"{1}\" gives min_share and asks for nothing; give min_floor_m2, items, min_level or min_stars");
  BUJU_MSG(both, "{0}：规则“{1}”同时给了 min_share 和 act_on: everybody；请去掉其中一个",
           "{0}: rule \"{1}\" gives both min_share and act_on: everybody; leave one out");
  (void)scenario;
  const buju_value *value = use->value;
  const buju_msg *wrong = NULL;
  char place[256];
  if (value[P_SHARE].given && asked_by(value).items == 0) wrong = &share_of_what;
  if (value[P_SHARE].given && value[P_ACT_ON].i == 1) wrong = &both;
  if (wrong == NULL) return BUJU_OK;
  return buju_complain(
      ctx, BUJU_E_CONTRADICTION,
      (buju_said){wrong, {buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)}});
}

const buju_rule buju_rule_upgrade_where = {
    .name = "upgrade_where",
    .text = {"符合条件的机构须有什么，缺的如何补齐；可只要求一定比例",
             "what facilities that match must have and what is done where they lack it; a share of them may do"},
    .stage = BUJU_STAGE_MARK,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
