/* Words for kinds and levels of facilities, grades and special fields of staff. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_KINDS_H
#define BUJU_LAYERS_REGION_KINDS_H

#include "core/region.h"

/** The kind a word or name speaks of ("村卫生室", "中心卫生院", "Clinic"); *known says whether it was understood, and
 *  what is not understood is BUJU_OTHER_FACILITY. The word must be folded (buju_text_fold). */
buju_facility_kind buju_kind_of_facility(const char *folded, bool *known);

/** The kind of premises a word or name speaks of ("党群服务中心", "小学旧址"); what is not understood is
 *  BUJU_PREMISES_BUILDING. */
buju_premises_kind buju_kind_of_premises(const char *folded, bool *known);

/** The same for grades; what is not understood is BUJU_OTHER_STAFF. */
buju_grade buju_grade_of_staff(const char *folded, bool *known);

/** What the special field of a doctor says ("全科医学", "公共卫生", "中西医结合"); what is not understood is
 *  BUJU_SPECIALTY_OTHER. */
buju_specialty buju_specialty_of_staff(const char *folded, bool *known);

/** How able a facility of that level is ("优质服务基层行推荐标准", "二级乙等"), or -1: "未达到推荐标准" may be the
 * basic standard, and words such as "甲级" say nothing that compares. */
int buju_capability_of_level(const char *folded);

#endif
