/* Sets of services. SPDX-License-Identifier: Apache-2.0 */
#include "planner/services.h"

enum { PRIMARY, URBAN, CENTRES, SETS };

#define ID(name, id, zh, en) id,
const char *const buju_service_set_words[] = {"primary", "urban", "centres", BUJU_SERVICE_TABLE(ID) NULL};

#define BIT(kind) (UINT32_C(1) << (kind))

static const uint32_t sets[SETS] = {
    BIT(BUJU_VILLAGE_CLINIC) | BIT(BUJU_THC) | BIT(BUJU_CHC) | BIT(BUJU_CHS) | BIT(BUJU_CHC_BRANCH),
    BIT(BUJU_CHC) | BIT(BUJU_CHS) | BIT(BUJU_CHC_BRANCH), BIT(BUJU_THC) | BIT(BUJU_CHC)};
static const buju_facility_kind kinds[SETS] = {BUJU_VILLAGE_CLINIC, BUJU_CHS, BUJU_THC};

uint32_t buju_service_set(int64_t word) { return word < SETS ? sets[word] : BIT(word - SETS); }

const buju_msg *buju_service_set_name(int64_t word) {
  BUJU_MSG(primary, "基层医疗卫生机构", "primary care service");
  BUJU_MSG(urban, "社区卫生服务机构", "community health service");
  BUJU_MSG(centres, "乡镇卫生院和社区卫生服务中心", "township or community health centre");
  static const buju_msg *const sets_of_several[] = {[PRIMARY] = &primary, [URBAN] = &urban, [CENTRES] = &centres};
  return word < SETS ? sets_of_several[word] : &buju_service_words[word - SETS].word;
}

buju_facility_kind buju_service_set_kind(int64_t word) {
  return word < SETS ? kinds[word] : (buju_facility_kind)(word - SETS);
}

bool buju_site_open_before(const buju_site *site, uint32_t services) {
  if (site->facility == BUJU_NONE) return false;
  /* a clinic that is to become a health station is a clinic now */
  bool was_clinic = site->kind == BUJU_VILLAGE_CLINIC || site->action == BUJU_ACTION_CONVERT_CHS;
  uint8_t kind = was_clinic ? (uint8_t)BUJU_VILLAGE_CLINIC : site->kind;
  return (services & BIT(kind)) != 0 && (!was_clinic || site->counted);
}

bool buju_site_open_after(const buju_site *site, uint32_t services) {
  return site->planned && (services & BIT(site->kind)) != 0;
}
