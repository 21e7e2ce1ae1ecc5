/* Kinds by the words in them: the first row that fits decides, so longer words stand before their parts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/kinds.h"

#include <string.h>

typedef struct word {
  const char *text; /* folded */
  int kind;
  const char *also; /* must be there, too; NULL: nothing */
} word;

static int by_word(const char *folded, const word *words, int unknown, bool *known) {
  *known = true;
  for (; words->text != NULL; words++)
    if (strstr(folded, words->text) != NULL && (words->also == NULL || strstr(folded, words->also) != NULL))
      return words->kind;
  *known = false;
  return unknown;
}

buju_facility_kind buju_kind_of_facility(const char *folded, bool *known) {
  static const word words[] = {{"villageclinic", BUJU_VILLAGE_CLINIC, NULL},
                               {"社区卫生", BUJU_CHC_BRANCH, "分中心"},
                               {"社区卫生", BUJU_CHC_BRANCH, "分部"},
                               {"社区卫生服务站", BUJU_CHS, NULL},
                               {"社区卫生站", BUJU_CHS, NULL},
                               {"社区卫生服务中心", BUJU_CHC, NULL},
                               {"社区卫生中心", BUJU_CHC, NULL},
                               {"社区卫生服务", BUJU_CHC, NULL},
                               {"诊所", BUJU_OTHER_FACILITY, NULL},
                               {"门诊部", BUJU_OTHER_FACILITY, NULL},
                               {"医务室", BUJU_OTHER_FACILITY, NULL},
                               {"医务所", BUJU_OTHER_FACILITY, NULL},
                               {"疾病预防", BUJU_OTHER_FACILITY, NULL},
                               {"疾控", BUJU_OTHER_FACILITY, NULL},
                               {"药店", BUJU_OTHER_FACILITY, NULL},
                               {"药房", BUJU_OTHER_FACILITY, NULL},
                               {"养老", BUJU_OTHER_FACILITY, NULL},
                               {"急救", BUJU_EMERGENCY_STATION, NULL},
                               {"血站", BUJU_OTHER_FACILITY, NULL},
                               {"卫生室", BUJU_VILLAGE_CLINIC, NULL},
                               {"卫生所", BUJU_VILLAGE_CLINIC, NULL},
                               {"卫生站", BUJU_VILLAGE_CLINIC, NULL},
                               {"村医疗", BUJU_VILLAGE_CLINIC, NULL},
                               {"嘎查卫生", BUJU_VILLAGE_CLINIC, NULL},
                               {"卫生院", BUJU_THC, NULL},
                               {"医院", BUJU_HOSPITAL, NULL},
                               {"妇幼", BUJU_HOSPITAL, NULL},
                               {"医疗中心", BUJU_HOSPITAL, NULL},
                               {"保健院", BUJU_HOSPITAL, NULL},
                               {"托育", BUJU_CHILDCARE, NULL},
                               {"托幼", BUJU_CHILDCARE, NULL},
                               {"托儿", BUJU_CHILDCARE, NULL},
                               {"医保", BUJU_INSURANCE_POINT, "点"},
                               {"医疗保障", BUJU_INSURANCE_POINT, "点"},
                               {"医保", BUJU_INSURANCE_STATION, "站"},
                               {"医疗保障", BUJU_INSURANCE_STATION, "站"},
                               {"医保", BUJU_INSURANCE_STATION, "所"},
                               {"chcbranch", BUJU_CHC_BRANCH, NULL},
                               {"communityhealthcent", BUJU_CHC_BRANCH, "branch"},
                               {"thc", BUJU_THC, NULL},
                               {"chc", BUJU_CHC, NULL},
                               {"chs", BUJU_CHS, NULL},
                               {"hospital", BUJU_HOSPITAL, NULL},
                               {"townshiphealth", BUJU_THC, NULL},
                               {"communityhealthcent", BUJU_CHC, NULL},
                               {"communityhealthstation", BUJU_CHS, NULL},
                               {"clinic", BUJU_VILLAGE_CLINIC, NULL},
                               {"healthpost", BUJU_VILLAGE_CLINIC, NULL},
                               {"healthcent", BUJU_THC, NULL},
                               {"insurancestation", BUJU_INSURANCE_STATION, NULL},
                               {"insurancepoint", BUJU_INSURANCE_POINT, NULL},
                               {"childcare", BUJU_CHILDCARE, NULL},
                               {"nursery", BUJU_CHILDCARE, NULL},
                               {"emergencystation", BUJU_EMERGENCY_STATION, NULL},
                               {"ambulancestation", BUJU_EMERGENCY_STATION, NULL},
                               {"doctors", BUJU_OTHER_FACILITY, NULL},
                               {"pharmacy", BUJU_OTHER_FACILITY, NULL},
                               {"dentist", BUJU_OTHER_FACILITY, NULL},
                               {"other", BUJU_OTHER_FACILITY, NULL},
                               {"其他", BUJU_OTHER_FACILITY, NULL},
                               {NULL, 0, NULL}};
  return (buju_facility_kind)by_word(folded, words, BUJU_OTHER_FACILITY, known);
}

buju_premises_kind buju_kind_of_premises(const char *folded, bool *known) {
  static const word words[] = {{"服务中心", BUJU_PREMISES_VILLAGE_CENTRE, NULL},
                               {"党群", BUJU_PREMISES_VILLAGE_CENTRE, NULL},
                               {"便民中心", BUJU_PREMISES_VILLAGE_CENTRE, NULL},
                               {"villagecentre", BUJU_PREMISES_VILLAGE_CENTRE, NULL},
                               {"villagecenter", BUJU_PREMISES_VILLAGE_CENTRE, NULL},
                               {"村委", BUJU_PREMISES_COMMITTEE, NULL},
                               {"村部", BUJU_PREMISES_COMMITTEE, NULL},
                               {"大队", BUJU_PREMISES_COMMITTEE, NULL},
                               {"committee", BUJU_PREMISES_COMMITTEE, NULL},
                               {"敬老院", BUJU_PREMISES_CARE_HOME, NULL},
                               {"养老", BUJU_PREMISES_CARE_HOME, NULL},
                               {"幸福院", BUJU_PREMISES_CARE_HOME, NULL},
                               {"carehome", BUJU_PREMISES_CARE_HOME, NULL},
                               {"学校", BUJU_PREMISES_SCHOOL, NULL},
                               {"小学", BUJU_PREMISES_SCHOOL, NULL},
                               {"中学", BUJU_PREMISES_SCHOOL, NULL},
                               {"教学点", BUJU_PREMISES_SCHOOL, NULL},
                               {"幼儿园", BUJU_PREMISES_SCHOOL, NULL},
                               {"school", BUJU_PREMISES_SCHOOL, NULL},
                               {"土地", BUJU_PREMISES_LAND, NULL},
                               {"空地", BUJU_PREMISES_LAND, NULL},
                               {"宅基地", BUJU_PREMISES_LAND, NULL},
                               {"land", BUJU_PREMISES_LAND, NULL},
                               {"房", BUJU_PREMISES_BUILDING, NULL},
                               {"building", BUJU_PREMISES_BUILDING, NULL},
                               {"其他", BUJU_PREMISES_BUILDING, NULL},
                               {NULL, 0, NULL}};
  return (buju_premises_kind)by_word(folded, words, BUJU_PREMISES_BUILDING, known);
}

buju_grade buju_grade_of_staff(const char *folded, bool *known) {
  static const word words[] = {{"助理", BUJU_ASSISTANT, NULL},
                               {"assistant", BUJU_ASSISTANT, NULL},
                               {"乡村医生", BUJU_VILLAGE_DOCTOR, NULL},
                               {"村医", BUJU_VILLAGE_DOCTOR, NULL},
                               {"乡医", BUJU_VILLAGE_DOCTOR, NULL},
                               {"villagedoctor", BUJU_VILLAGE_DOCTOR, NULL},
                               {"执业医师", BUJU_LICENSED, NULL},
                               {"执业医生", BUJU_LICENSED, NULL},
                               {"主治", BUJU_LICENSED, NULL},
                               {"主任", BUJU_LICENSED, NULL},
                               {"licensed", BUJU_LICENSED, NULL},
                               {"physician", BUJU_LICENSED, NULL},
                               {"医师", BUJU_LICENSED, NULL},
                               {"护士", BUJU_OTHER_STAFF, NULL},
                               {"护师", BUJU_OTHER_STAFF, NULL},
                               {"药师", BUJU_OTHER_STAFF, NULL},
                               {"药士", BUJU_OTHER_STAFF, NULL},
                               {"卫生员", BUJU_OTHER_STAFF, NULL},
                               {"公卫", BUJU_OTHER_STAFF, NULL},
                               {"其他", BUJU_OTHER_STAFF, NULL},
                               {"无", BUJU_OTHER_STAFF, NULL},
                               {"otherstaff", BUJU_OTHER_STAFF, NULL},
                               {NULL, 0, NULL}};
  return (buju_grade)by_word(folded, words, BUJU_OTHER_STAFF, known);
}

buju_specialty buju_specialty_of_staff(const char *folded, bool *known) {
  static const word words[] = {{"全科", BUJU_SPECIALTY_GENERAL_PRACTICE, NULL},
                               {"generalpract", BUJU_SPECIALTY_GENERAL_PRACTICE, NULL},
                               {"公共卫生", BUJU_SPECIALTY_PUBLIC_HEALTH, NULL},
                               {"公卫", BUJU_SPECIALTY_PUBLIC_HEALTH, NULL},
                               {"预防医学", BUJU_SPECIALTY_PUBLIC_HEALTH, NULL},
                               {"publichealth", BUJU_SPECIALTY_PUBLIC_HEALTH, NULL},
                               {"中医", BUJU_SPECIALTY_TCM, NULL},
                               {"中西医", BUJU_SPECIALTY_TCM, NULL},
                               {"蒙医", BUJU_SPECIALTY_TCM, NULL},
                               {"民族医", BUJU_SPECIALTY_TCM, NULL},
                               {"tcm", BUJU_SPECIALTY_TCM, NULL},
                               {"chinesemedicine", BUJU_SPECIALTY_TCM, NULL},
                               {NULL, 0, NULL}};
  if (strcmp(folded, "gp") == 0) {
    *known = true;
    return BUJU_SPECIALTY_GENERAL_PRACTICE;
  }
  return (buju_specialty)by_word(folded, words, BUJU_SPECIALTY_OTHER, known);
}

int buju_capability_of_level(const char *folded) {
  static const word words[] = {{"未达到推荐", -1, NULL},
                               {"未达推荐", -1, NULL},
                               {"未达", BUJU_CAPABLE_BELOW, NULL},
                               {"不达标", BUJU_CAPABLE_BELOW, NULL},
                               {"below", BUJU_CAPABLE_BELOW, NULL},
                               {"三级", BUJU_CAPABLE_LEVEL_3, NULL},
                               {"三甲", BUJU_CAPABLE_LEVEL_3, NULL},
                               {"level3", BUJU_CAPABLE_LEVEL_3, NULL},
                               {"二级", BUJU_CAPABLE_LEVEL_2, NULL},
                               {"二甲", BUJU_CAPABLE_LEVEL_2, NULL},
                               {"社区医院", BUJU_CAPABLE_LEVEL_2, NULL},
                               {"level2", BUJU_CAPABLE_LEVEL_2, NULL},
                               {"推荐", BUJU_CAPABLE_RECOMMENDED, NULL},
                               {"recommended", BUJU_CAPABLE_RECOMMENDED, NULL},
                               {"基本", BUJU_CAPABLE_BASIC, NULL},
                               {"basic", BUJU_CAPABLE_BASIC, NULL},
                               {NULL, 0, NULL}};
  bool known;
  return by_word(folded, words, -1, &known);
}
