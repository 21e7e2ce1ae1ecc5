/* Words for kinds of facilities and grades of staff. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_KINDS_H
#define BUJU_LAYERS_REGION_KINDS_H

#include "core/region.h"

/** The kind a word or name speaks of ("村卫生室", "中心卫生院", "Clinic"); *known says whether it was understood, and
 *  what is not understood is BUJU_OTHER_FACILITY. The word must be folded (buju_text_fold). */
buju_facility_kind buju_kind_of_facility(const char *folded, bool *known);

/** The same for grades; what is not understood is BUJU_OTHER_STAFF. */
buju_grade buju_grade_of_staff(const char *folded, bool *known);

#endif
