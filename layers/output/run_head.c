/* run_info: who made the plan, by which policy, from which scenario and data. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "layers/output/run_items.h"

static void add_profile(buju_run_items *items) {
  BUJU_MSG(profile, "政策模板", "Policy profile");
  BUJU_MSG(status, "政策状态", "Status of the policy");
  BUJU_MSG(document, "政策文件", "Policy document");
  BUJU_MSG(hash, "政策模板校验值（SHA-256）", "Hash of the profile (SHA-256)");
  BUJU_MSG(draft, "依据的政策是征求意见稿，本方案不能作为正式依据。",
           "The policy is a draft for comment; this plan is no formal basis.");
  BUJU_MSG(trial, "依据的政策为试行。", "The policy is on trial.");
  BUJU_MSG(title, "{0}", "{0}");
  const buju_scenario *scenario = items->out->scenario;
  if (scenario->profile.id == NULL) return; /* accessibility can do without a policy */
  buju_run_item *row = buju_run_add(items, "profile", &profile, scenario->profile.id, BUJU_ORIGIN_SCENARIO);
  if (scenario->profile.title.zh != NULL)
    buju_run_note(items, row, BUJU_SAY(title, buju_word(&scenario->profile.title)));
  row = buju_run_add(items, "profile.status", &status, scenario->profile.status, BUJU_ORIGIN_PROFILE);
  if (scenario->profile.status != NULL && strcmp(scenario->profile.status, "draft") == 0)
    buju_run_note(items, row, BUJU_SAY(draft));
  if (scenario->profile.status != NULL && strcmp(scenario->profile.status, "trial") == 0)
    buju_run_note(items, row, BUJU_SAY(trial));
  row = buju_run_add(items, "profile.document", &document, scenario->profile.document.zh, BUJU_ORIGIN_PROFILE);
  if (scenario->profile.document.en != NULL)
    buju_run_note(items, row, BUJU_SAY(title, buju_word(&scenario->profile.document)));
  buju_run_add(items, "profile.sha256", &hash, scenario->profile.hash, BUJU_ORIGIN_PROFILE);
}

static void add_place(buju_run_items *items) {
  BUJU_MSG(county, "县（区）", "County");
  BUJU_MSG(name, "{0}", "{0}");
  BUJU_MSG(crs, "坐标系", "Coordinate reference system");
  const buju_region *region = items->out->region;
  for (buju_ix a = 0; a < region->area.n && region->area.level[a] == BUJU_COUNTY; a++) {
    buju_run_item *row = buju_run_add(items, "county", &county, region->area.code[a], BUJU_ORIGIN_INPUT);
    if (region->area.name[a] != NULL) buju_run_note(items, row, BUJU_SAY(name, buju_text(region->area.name[a])));
  }
  buju_value_source from = items->out->scenario->output_crs != NULL ? BUJU_ORIGIN_SCENARIO : BUJU_ORIGIN_INPUT;
  buju_run_item *row = buju_run_add(items, "crs", &crs, region->crs.name, from);
  if (region->crs.source != NULL) buju_run_note(items, row, BUJU_SAY(name, buju_text(region->crs.source)));
}

void buju_run_head(buju_run_items *items) {
  BUJU_MSG(format, "文件格式", "File format");
  BUJU_MSG(program, "程序版本", "Program version");
  BUJU_MSG(title, "方案名称", "Title of the scenario");
  BUJU_MSG(as_of, "基准日期", "As of");
  BUJU_MSG(population, "采用人口口径", "Population in force");
  BUJU_MSG(both, "常住和户籍人口都列在 villages 图层中，规则只用其中一种。",
           "Both populations stand in the layer villages; the rules use one of them.");
  const buju_scenario *scenario = items->out->scenario;
  buju_run_add(items, "format", &format, items->out->plan != NULL ? "buju-plan/1" : "buju-access/1",
               BUJU_ORIGIN_PROGRAM);
  buju_run_add(items, "program", &program, "buju " BUJU_VERSION, BUJU_ORIGIN_PROGRAM);
  add_profile(items);
  if (scenario->title != NULL && *scenario->title != '\0')
    buju_run_add(items, "title", &title, scenario->title, BUJU_ORIGIN_SCENARIO);
  buju_run_add(
      items, "as_of", &as_of,
      buju_run_format(items, "%04d-%02u-%02u", scenario->as_of.year, scenario->as_of.month, scenario->as_of.day),
      BUJU_ORIGIN_SCENARIO);
  buju_run_item *row =
      buju_run_add(items, "population", &population, buju_population_words[scenario->population], BUJU_ORIGIN_SCENARIO);
  if (items->out->plan != NULL) buju_run_note(items, row, BUJU_SAY(both));
  add_place(items);
}

static void add_people(buju_run_items *items, buju_population population) {
  static const buju_msg items_of[BUJU_POPULATIONS][2] = {
      [BUJU_RESIDENT] = {{"读入的常住人口", "Residents read"}, {"纳入的常住人口", "Residents held"}},
      [BUJU_REGISTERED] = {{"读入的户籍人口", "Registered population read"},
                           {"纳入的户籍人口", "Registered population held"}}};
  const buju_region *region = items->out->region;
  if (region->village.people[population] == NULL) return;
  const buju_people_n people[2] = {region->people_read[population], region->people_held[population]};
  for (int i = 0; i < 2; i++) {
    if (people[i] == BUJU_PEOPLE_MISSING) continue;
    const char *key =
        buju_run_format(items, "people_%s.%s", i == 0 ? "read" : "held", buju_population_words[population]);
    const char *value =
        buju_run_format(items, people[i] % BUJU_PERSON == 0 ? "%.0f" : "%.3f", (double)people[i] / (double)BUJU_PERSON);
    buju_run_item *row = buju_run_add(items, key, &items_of[population][i], value, BUJU_ORIGIN_INPUT);
    if (row != NULL) row->unit = "people";
  }
}

/* "input.villages", of a second file of one role "input.villages.2": plans of the same data have the same keys whatever
 * else is read beside them. */
static const char *input_key(buju_run_items *items, buju_ix i) {
  const buju_region *region = items->out->region;
  const char *role = buju_input_names[region->input.role[i]].id;
  buju_ix nth = 1;
  for (buju_ix k = 0; k < i; k++) nth += region->input.role[k] == region->input.role[i];
  return nth == 1 ? buju_run_format(items, "input.%s", role) : buju_run_format(items, "input.%s.%" PRIu32, role, nth);
}

void buju_run_inputs(buju_run_items *items) {
  BUJU_MSG(file, "数据文件", "Input file");
  BUJU_MSG(hash, "数据文件校验值（SHA-256）", "Hash of the input (SHA-256)");
  BUJU_MSG(mapping, "字段对应：{0}", "Fields: {0}");
  const buju_region *region = items->out->region;
  for (buju_ix i = 0; i < region->input.n; i++) {
    const char *key = input_key(items, i);
    buju_run_item *row = buju_run_add(items, key, &file, region->input.path[i], BUJU_ORIGIN_INPUT);
    if (region->input.mapping[i] != NULL)
      buju_run_note(items, row, BUJU_SAY(mapping, buju_text(region->input.mapping[i])));
    buju_run_add(items, buju_run_format(items, "%s.sha256", key), &hash, region->input.hash[i], BUJU_ORIGIN_INPUT);
  }
  for (int p = 0; p < BUJU_POPULATIONS; p++) add_people(items, (buju_population)p);
}
