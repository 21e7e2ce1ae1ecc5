/* What is odd about the villages' people. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "layers/region/build.h"
#include "layers/region/finding_kind.h"

static const buju_field people_fields[BUJU_POPULATIONS] = {BUJU_FIELD_PEOPLE_RESIDENT, BUJU_FIELD_PEOPLE_REGISTERED};

BUJU_MSG(no_people, "{0}：没有{1}列；找过：{2}；现有列：{3}；请用 fields.{4} 指明",
         "{0}: no column of {1}; looked for: {2}; it has: {3}; name it with fields.{4}");
BUJU_MSG(other_people, "{0}：没有{1}列，只有{2}；请用 fields.{3} 指明，或把 population 改为 {4}",
         "{0}: no column of {1}, only of {2}; name it with fields.{3}, or set population: {4}");
BUJU_MSG(word_resident, "常住人口", "resident people");
BUJU_MSG(word_registered, "户籍人口", "registered people");

BUJU_KIND(people_missing, BUJU_SERIOUS, "没有人口", "the village has no people number", "不作人口判定",
          "not judged by its people");
BUJU_KIND(people_zero, BUJU_NOTE, "人口为0", "the village has 0 people", "按原样使用", "used as it is");
BUJU_KIND(people_unit_suspect, BUJU_SERIOUS, "平均每村只有{0}人，单位像是万人",
          "{0} people a village on average: this looks like 万人", "照人计算；如是万人请在该输入下写 unit: 万人",
          "taken as people; if it is 万人 write unit: 万人 for this input");

BUJU_KIND(people_unit_large, BUJU_SERIOUS, "平均每村有{0}人，列里的数像是人，不是万人",
          "{0} people a village on average: the column looks like people, not 万人",
          "照万人计算；如是人请删去 unit: 万人", "taken as 万人; if it is people leave out unit: 万人");

static buju_status refuse(buju_build *b, int p) {
  static const buju_msg *const words[BUJU_POPULATIONS] = {&word_resident, &word_registered};
  static const char *const names[BUJU_POPULATIONS] = {"resident", "registered"};
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  const buju_table *table = &part->layer->table;
  buju_arg file = buju_text(table->file), field = buju_text(buju_field_entries[people_fields[p]].model);
  int other = p == BUJU_RESIDENT ? BUJU_REGISTERED : BUJU_RESIDENT;
  if (b->region->village.people[other] != NULL)
    return buju_fail(
        b->ctx, BUJU_E_DATA,
        BUJU_SAY(other_people, file, buju_word(words[p]), buju_word(words[other]), field, buju_text(names[other])));
  const char *known, *have;
  buju_status status = buju_fields_known(b->ctx, BUJU_INPUT_VILLAGES, people_fields[p], b->scratch, &known);
  if (status == BUJU_OK) status = buju_fields_columns(b->ctx, table, 30, b->scratch, &have);
  if (status != BUJU_OK) return status;
  return buju_fail(b->ctx, BUJU_E_DATA,
                   BUJU_SAY(no_people, file, buju_word(words[p]), buju_text(known), buju_text(have), field));
}

/* Fewer than 20 people a village with fractions among them, or more than in any village where the unit was given:
 * nobody counts people like that. */
static buju_status check_unit(buju_build *b, int p) {
  const buju_region *r = b->region;
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  buju_people_n sum = 0;
  buju_ix known = 0;
  bool fractions = false;
  for (buju_ix v = 0; v < r->village.n; v++) {
    buju_people_n people = r->village.people[p][v];
    if (people == BUJU_PEOPLE_MISSING) continue;
    sum += people;
    known++;
    fractions = fractions || people % BUJU_PERSON != 0;
  }
  if (known == 0) return BUJU_OK;
  double mean = round((double)sum / (double)BUJU_PERSON / known * 100) / 100;
  bool given = part->input->people_unit_given, small = mean < 20 && fractions && !given,
       large = mean > 200000 && part->input->people_unit > 1;
  if (!small && !large) return BUJU_OK;
  return buju_build_find(b, part, small ? &people_unit_suspect : &people_unit_large, BUJU_NONE, people_fields[p], NULL,
                         BUJU_ARGS(buju_real(mean)));
}

buju_status buju_people_check(buju_build *b) {
  const buju_region *r = b->region;
  const buju_part *part = &b->part[BUJU_INPUT_VILLAGES];
  int p = (int)b->scenario->population;
  if (r->village.n == 0) return BUJU_OK;
  if (r->village.people[p] == NULL) return refuse(b, p);
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++) {
    buju_people_n people = r->village.people[p][v];
    if (people != 0 && people != BUJU_PEOPLE_MISSING) continue;
    status = buju_build_find(b, part, people == 0 ? &people_zero : &people_missing, r->village.source_row[v],
                             people_fields[p], b->village_code[v], BUJU_NO_ARGS);
  }
  for (p = 0; p < BUJU_POPULATIONS && status == BUJU_OK; p++)
    if (r->village.people[p] != NULL) status = check_unit(b, p);
  return status;
}
