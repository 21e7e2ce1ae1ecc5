/* run_info: what rules that choose the best set came to. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "layers/output/run_items.h"

static buju_run_item *add(buju_run_items *items, const buju_pick *p, const char *what, const buju_msg *item,
                          const char *value, const char *unit) {
  const char *key = buju_run_format(items, "pick.%s.%s", p->id, what);
  buju_run_item *row = buju_run_add(items, key, item, value, BUJU_ORIGIN_RESULT);
  if (row == NULL) return NULL;
  row->unit = unit;
  row->clause = items->out->clause[p->use];
  return row;
}

static void add_people(buju_run_items *items, const buju_pick *p, const char *what, const buju_msg *item,
                       buju_people_n people) {
  if (people == BUJU_PEOPLE_MISSING) return;
  add(items, p, what, item, buju_run_format(items, "%.10g", (double)people / (double)BUJU_PERSON), "people");
}

static void add_minutes(buju_run_items *items, const buju_pick *p, const char *what, const buju_msg *item,
                        uint32_t ms) {
  if (ms == BUJU_FAR) return;
  add(items, p, what, item, buju_run_format(items, "%.1f", ms / 60000.0), "min");
}

/* How many were to be chosen, from how many, and what for. */
static void add_chosen(buju_run_items *items, const buju_pick *p) {
  BUJU_MSG(chosen, "入选机构", "Chosen");
  BUJU_MSG(contenders, "比选机构", "Chosen from");
  BUJU_MSG(of, "应选 {0} 所；目标：{1}。", "{0} were asked for; objective: {1}.");
  BUJU_MSG(too_few, "应选 {0} 所，可选的太少，没有凑数；目标：{1}。",
           "{0} were asked for, and too few qualify; nothing was padded. Objective: {1}.");
  BUJU_MSG(all, "符合条件的全部入选。", "All that qualify are chosen.");
  BUJU_MSG(by, "{0}，按{1}测算；已有同样服务的机构 {2} 所。",
           "{0}, measured by {1}; facilities that do the same already: {2}.");
  buju_run_item *row = add(items, p, "chosen", &chosen, buju_run_format(items, "%" PRIu32, p->chosen), NULL);
  if (row == NULL) return;
  buju_said said = BUJU_SAY(of, buju_int(p->asked), buju_word(p->objective));
  if (p->asked == BUJU_NONE)
    said.msg = &all;
  else if (p->contenders < p->asked)
    said.msg = &too_few;
  buju_run_note(items, row, said);
  row = add(items, p, "contenders", &contenders, buju_run_format(items, "%" PRIu32, p->contenders), NULL);
  if (row == NULL) return;
  buju_run_note(items, row,
                BUJU_SAY(by, buju_word(&buju_mode_names[p->mode]), buju_word(&buju_provider_names[p->provider]),
                         buju_int(p->standing)));
}

/* By how much the mean times may be off, as people were measured from points. */
static void add_drift(buju_run_items *items, const buju_pick *p) {
  BUJU_MSG(drift, "平均时间的误差，至多", "The mean times are off by, at most");
  BUJU_MSG(why, "按居住点测算，实际住处最远在居民点或村的边界。",
           "People are measured from points and may live as far away as the edge of their settlement or village.");
  BUJU_MSG(unknown, "平均时间的误差不详：居住范围不明的人口",
           "No bound is known of the mean times: people whose extent is not known");
  if (p->drift_ms == BUJU_FAR) {
    if (p->doubt[1].unknown > 0) add_people(items, p, "extent_unknown", &unknown, p->doubt[1].unknown);
    return;
  }
  uint32_t tenths = p->drift_ms / 6000 + (p->drift_ms % 6000 != 0); /* of a minute, outwards */
  buju_run_item *row = add(items, p, "mean_off", &drift,
                           buju_run_format(items, "%" PRIu32 ".%" PRIu32, tenths / 10, tenths % 10), "min");
  if (row != NULL) buju_run_note(items, row, BUJU_SAY(why));
}

void buju_run_picks(buju_run_items *items) {
  BUJU_MSG(people, "所计人口", "People counted");
  BUJU_MSG(before, "已有机构时限内人口", "Within the limit of what stands");
  BUJU_MSG(after, "加上入选机构后时限内人口", "Within the limit with the chosen");
  BUJU_MSG(unreachable, "到不了任何一处的人口", "Without any way there");
  BUJU_MSG(limit, "时限", "Time limit");
  BUJU_MSG(before_mean, "到已有机构的平均时间", "Mean time to what stands");
  BUJU_MSG(after_mean, "加上入选机构后的平均时间", "Mean time with the chosen");
  BUJU_MSG(longest, "加上入选机构后最远的时间", "Longest time with the chosen");
  const buju_plan *plan = items->out->plan;
  for (buju_ix i = 0; i < plan->picks; i++) {
    const buju_pick *p = &plan->pick[i];
    add_chosen(items, p);
    add_minutes(items, p, "limit", &limit, p->limit_ms);
    add_people(items, p, "people", &people, p->people);
    add_people(items, p, "before", &before, p->before);
    add_people(items, p, "after", &after, p->after);
    if (p->limit_ms == BUJU_FAR) add_people(items, p, "unreachable", &unreachable, p->unreachable);
    add_minutes(items, p, "mean_before", &before_mean, p->before_ms);
    add_minutes(items, p, "mean_after", &after_mean, p->after_ms);
    add_minutes(items, p, "longest", &longest, p->longest_ms);
    if (p->limit_ms == BUJU_FAR)
      add_drift(items, p);
    else
      buju_run_add_doubt(items, &(buju_run_doubt){.prefix = buju_run_format(items, "pick.%s.", p->id),
                                                  .clause = items->out->clause[p->use],
                                                  .people = p->people,
                                                  .within = {p->before, p->after},
                                                  .doubt = p->doubt});
  }
}
