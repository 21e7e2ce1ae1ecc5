/* Kinds by the words in them: the first row that fits decides, so longer words stand before their parts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/kinds.h"

#include <string.h>

typedef struct word {
  const char *text; /* folded */
  int kind;
} word;

static int by_word(const char *folded, const word *words, int unknown, bool *known) {
  *known = true;
  for (; words->text != NULL; words++)
    if (strstr(folded, words->text) != NULL) return words->kind;
  *known = false;
  return unknown;
}

buju_facility_kind buju_kind_of_facility(const char *folded, bool *known) {
  static const word words[] = {{"villageclinic", BUJU_VILLAGE_CLINIC},
                               {"社区卫生服务站", BUJU_CHS},
                               {"社区卫生站", BUJU_CHS},
                               {"社区卫生服务中心", BUJU_CHC},
                               {"社区卫生中心", BUJU_CHC},
                               {"社区卫生服务", BUJU_CHC},
                               {"诊所", BUJU_OTHER_FACILITY},
                               {"门诊部", BUJU_OTHER_FACILITY},
                               {"医务室", BUJU_OTHER_FACILITY},
                               {"医务所", BUJU_OTHER_FACILITY},
                               {"疾病预防", BUJU_OTHER_FACILITY},
                               {"疾控", BUJU_OTHER_FACILITY},
                               {"药店", BUJU_OTHER_FACILITY},
                               {"药房", BUJU_OTHER_FACILITY},
                               {"养老", BUJU_OTHER_FACILITY},
                               {"急救", BUJU_OTHER_FACILITY},
                               {"血站", BUJU_OTHER_FACILITY},
                               {"卫生室", BUJU_VILLAGE_CLINIC},
                               {"卫生所", BUJU_VILLAGE_CLINIC},
                               {"卫生站", BUJU_VILLAGE_CLINIC},
                               {"村医疗", BUJU_VILLAGE_CLINIC},
                               {"嘎查卫生", BUJU_VILLAGE_CLINIC},
                               {"卫生院", BUJU_THC},
                               {"医院", BUJU_HOSPITAL},
                               {"妇幼", BUJU_HOSPITAL},
                               {"医疗中心", BUJU_HOSPITAL},
                               {"保健院", BUJU_HOSPITAL},
                               {"thc", BUJU_THC},
                               {"chc", BUJU_CHC},
                               {"chs", BUJU_CHS},
                               {"hospital", BUJU_HOSPITAL},
                               {"townshiphealth", BUJU_THC},
                               {"communityhealthcent", BUJU_CHC},
                               {"communityhealthstation", BUJU_CHS},
                               {"clinic", BUJU_VILLAGE_CLINIC},
                               {"healthpost", BUJU_VILLAGE_CLINIC},
                               {"healthcent", BUJU_THC},
                               {"doctors", BUJU_OTHER_FACILITY},
                               {"pharmacy", BUJU_OTHER_FACILITY},
                               {"dentist", BUJU_OTHER_FACILITY},
                               {"other", BUJU_OTHER_FACILITY},
                               {"其他", BUJU_OTHER_FACILITY},
                               {NULL, 0}};
  return (buju_facility_kind)by_word(folded, words, BUJU_OTHER_FACILITY, known);
}

buju_grade buju_grade_of_staff(const char *folded, bool *known) {
  static const word words[] = {{"助理", BUJU_ASSISTANT},
                               {"assistant", BUJU_ASSISTANT},
                               {"乡村医生", BUJU_VILLAGE_DOCTOR},
                               {"村医", BUJU_VILLAGE_DOCTOR},
                               {"乡医", BUJU_VILLAGE_DOCTOR},
                               {"villagedoctor", BUJU_VILLAGE_DOCTOR},
                               {"执业医师", BUJU_LICENSED},
                               {"执业医生", BUJU_LICENSED},
                               {"主治", BUJU_LICENSED},
                               {"主任", BUJU_LICENSED},
                               {"licensed", BUJU_LICENSED},
                               {"physician", BUJU_LICENSED},
                               {"医师", BUJU_LICENSED},
                               {"护士", BUJU_OTHER_STAFF},
                               {"护师", BUJU_OTHER_STAFF},
                               {"药师", BUJU_OTHER_STAFF},
                               {"药士", BUJU_OTHER_STAFF},
                               {"卫生员", BUJU_OTHER_STAFF},
                               {"公卫", BUJU_OTHER_STAFF},
                               {"其他", BUJU_OTHER_STAFF},
                               {"无", BUJU_OTHER_STAFF},
                               {"otherstaff", BUJU_OTHER_STAFF},
                               {NULL, 0}};
  return (buju_grade)by_word(folded, words, BUJU_OTHER_STAFF, known);
}
