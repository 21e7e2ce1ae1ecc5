/* locked_list: institutions the policy names, with what they become and when. SPDX-License-Identifier: Apache-2.0 */
#include "planner/filter.h"
#include "planner/items.h"
#include "planner/named.h"
#include "planner/services.h"

enum { P_NAMES, P_AMONG, P_ACTION, P_YEAR, P_DEADLINE, P_MARK, P_MARK_EN, PARAMS };

static const char *const action_words[] = {"upgrade", "rebuild",     "equip",         "acquire",         "integrate",
                                           "rectify", "raise_level", "raise_central", "raise_subcentre", NULL};
static const buju_action action_of[] = {
    BUJU_ACTION_UPGRADE,     BUJU_ACTION_REBUILD,       BUJU_ACTION_EQUIP,
    BUJU_ACTION_ACQUIRE,     BUJU_ACTION_INTEGRATE,     BUJU_ACTION_RECTIFY,
    BUJU_ACTION_RAISE_LEVEL, BUJU_ACTION_RAISE_CENTRAL, BUJU_ACTION_RAISE_SUBCENTRE};

static const buju_param params[PARAMS] = {
    [P_NAMES] = {.name = "names",
                 .type = BUJU_PARAM_TEXT,
                 .unit = "",
                 .text = {"点名的机构：名称或代码，以顿号分隔；别名写作“甲=乙”；名称后可加括号注明年份或内容",
                          "names or codes with commas between; aliases as \"one=other\"; a year or a remark may follow "
                          "in parentheses"}},
    [P_AMONG] = {.name = "among",
                 .type = BUJU_PARAM_WORD,
                 .unit = "",
                 .fallback = "centres",
                 .words = buju_service_set_words,
                 .text = {"在哪类机构中找", "the kind of service they are looked for among"}},
    [P_ACTION] = {.name = "action",
                  .type = BUJU_PARAM_WORD,
                  .unit = "",
                  .fallback = "",
                  .words = action_words,
                  .text = {"处置（不写：只加标记）", "what is done (a mark alone, unless given)"}},
    [P_YEAR] = {.name = "year",
                .type = BUJU_PARAM_INT,
                .unit = "year",
                .min = 1949,
                .max = 2200,
                .fallback = "",
                .text = {"年度（括号内注明的优先）", "the year (one in parentheses goes first)"}},
    [P_DEADLINE] = {.name = "deadline",
                    .type = BUJU_PARAM_DATE,
                    .unit = "",
                    .fallback = "",
                    .text = {"完成时限", "the day by which it must be done"}},
    [P_MARK] = {.name = "mark",
                .type = BUJU_PARAM_TEXT,
                .unit = "",
                .fallback = "",
                .text = {"标记，如“中医特色卫生院”", "a mark, such as a health centre of Chinese medicine"}},
    [P_MARK_EN] = {.name = "mark_en",
                   .type = BUJU_PARAM_TEXT,
                   .unit = "",
                   .fallback = "",
                   .text = {"标记的英文（不写：同 mark）", "the mark in English (the same, unless given)"}},
};

static const buju_finding_kind unknown = {
    "named_unknown",
    BUJU_WARNING,
    {"规则“{0}”点名的“{1}”不在机构资料中；最接近的是{2}",
     "rule “{0}” names “{1}”, which no facility is; the nearest are {2}"},
    {"没有列入；请核对名称，或在 names 中加别名", "left out; check the name, or add an alias to names"}};
static const buju_finding_kind unclear = {
    "named_unclear",
    BUJU_WARNING,
    {"规则“{0}”点名的“{1}”与几所机构相符，如{2}", "rule “{0}” names “{1}”, which fits several facilities, such as {2}"},
    {"没有列入；请在 names 中写全名或代码", "left out; write the whole name or the code in names"}};

/* Never guessed: who is not found is a finding that names the nearest. */
static buju_status complain(buju_job *job, buju_ix u, const buju_named *entry, uint32_t services, bool several) {
  const char *nearest, *shown = buju_arena_text_n(job->arena, entry->names, entry->length);
  if (shown == NULL) return buju_fail_memory(job->ctx);
  buju_status status = buju_named_nearest(job, entry, services, &nearest);
  if (status != BUJU_OK) return status;
  return buju_find(job->ctx, &job->findings,
                   (buju_finding){.kind = several ? &unclear : &unknown,
                                  .row = -1,
                                  .arg = {buju_text(buju_job_use(job, u)->id), buju_text(shown), buju_text(nearest)}});
}

static void mark(buju_site *site, const buju_msg *name) {
  for (int i = 0; name != NULL && i < BUJU_SITE_MARKS; i++) {
    if (site->marks[i] != NULL) continue;
    site->marks[i] = name;
    return;
  }
}

static buju_said say(const buju_job *job, const buju_site *site, const buju_msg *what, int year, const char *remark) {
  BUJU_MSG(named, "政策点名{0}：{1}。", "The policy names {0}: {1}.");
  BUJU_MSG(with_year, "政策点名{0}：{1}（{2}年）。", "The policy names {0}: {1} ({2}).");
  BUJU_MSG(with_remark, "政策点名{0}：{1}（{3}）。", "The policy names {0}: {1} ({3}).");
  buju_said said = BUJU_SAY(named, buju_site_arg(job, site), buju_word(what), buju_year(year), buju_text(remark));
  if (year != 0) said.msg = &with_year;
  if (remark != NULL) said.msg = &with_remark;
  return said;
}

static buju_status settle(buju_job *job, buju_ix u, buju_ix s, const buju_named *entry, const buju_msg *name) {
  BUJU_MSG(kept, "{0}由人工决定保持原状，不另列项目。", "{0} is kept as it is by decision: no project is given.");
  const buju_value *value = buju_job_use(job, u)->value;
  buju_site *site = buju_job_site(job, s);
  int16_t year = entry->year != 0 ? entry->year : value[P_YEAR].given ? (int16_t)value[P_YEAR].i : 0;
  const char *remark = NULL;
  if (entry->remark != NULL && (remark = buju_arena_text_n(job->arena, entry->remark, entry->remark_length)) == NULL)
    return buju_fail_memory(job->ctx);
  buju_action action = value[P_ACTION].given ? action_of[value[P_ACTION].i] : BUJU_ACTION_KEEP;
  buju_said said = say(job, site, name != NULL ? name : &buju_action_words[action].word, year, remark);
  mark(site, name);
  if (!value[P_ACTION].given) return buju_job_trace(job, BUJU_TRACED_SITE, s, u, BUJU_NOTED, said);
  if (!buju_site_changes(job, site))
    return buju_job_trace(job, BUJU_TRACED_SITE, s, u, BUJU_LOST, BUJU_SAY(kept, buju_site_arg(job, site)));
  buju_date due = value[P_DEADLINE].given ? value[P_DEADLINE].date : (buju_date){0};
  buju_status status = buju_site_project(job, s, u, action, &due, said);
  buju_site_action *made = (buju_site_action *)job->actions.data + job->actions.n - 1;
  if (status == BUJU_OK) made->year = year;
  if (status == BUJU_OK && year != 0) made->phased_by = u;
  return status;
}

static buju_status apply(buju_job *job, buju_ix u) {
  const buju_value *value = buju_job_use(job, u)->value;
  uint32_t services = buju_service_set(value[P_AMONG].i);
  buju_msg *name = NULL;
  if (value[P_MARK].given) {
    name = BUJU_NEW(job->arena, buju_msg, 1);
    if (name == NULL) return buju_fail_memory(job->ctx);
    *name = (buju_msg){value[P_MARK].s, value[P_MARK_EN].given ? value[P_MARK_EN].s : value[P_MARK].s};
  }
  const char *at = value[P_NAMES].s;
  buju_status status = BUJU_OK;
  for (buju_named entry; status == BUJU_OK && buju_named_next(&at, &entry);) {
    bool several;
    buju_ix site = buju_named_find(job, &entry, services, &several);
    status = site == BUJU_NONE ? complain(job, u, &entry, services, several) : settle(job, u, site, &entry, name);
  }
  return status;
}

static buju_status check(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(nothing, "{0}：规则“{1}”既没有 action 也没有 mark；请至少给一项",
           "{0}: rule \"{1}\" gives neither an action nor a mark; give at least one");
  (void)scenario;
  char place[256];
  if (use->value[P_ACTION].given || use->value[P_MARK].given) return BUJU_OK;
  return buju_complain(
      ctx, BUJU_E_SCENARIO,
      BUJU_SAY(nothing, buju_text(buju_doc_place(use->node, place, sizeof place)), buju_text(use->id)));
}

const buju_rule buju_rule_locked_list = {
    .name = "locked_list",
    .text = {"政策点名的机构做什么、何时做；找不到的列为数据问题，不猜",
             "what institutions the policy names become, and when; a name nobody has is a finding, never guessed"},
    .stage = BUJU_STAGE_MARK,
    .reads = BUJU_FACET_SITE,
    .writes = BUJU_FACET_ACTION,
    .params = params,
    .params_n = PARAMS,
    .check = check,
    .apply = apply,
};
