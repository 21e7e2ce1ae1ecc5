/* Regions from a few lines of text, so that rules are tested without files. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_REGION_TEXT_H
#define BUJU_TESTS_REGION_TEXT_H

#include "core/region.h"

/** Builds a region from a description, one thing a line, in any order; '#' starts a comment:
 *
 *    township   421223100 天城镇
 *    village    421223100201 河田村 pop=564/708 at=1000,2000 category=集聚提升类 seat demolition=2026
 *    settlement 421223100201 上河 pop=300/400 at=900,2000 from=2025 to=2030 estate
 *    facility   C1 village_clinic 河田村卫生室 village=421223100201 at=1000,2000 public_owned integrated=no floor=60
 *    staff      C1 village_doctor 1964 张三
 *    touch      421223100201 421223100202 850
 *
 *  village: pop=resident/registered ("-" blank, "/registered" may be left out: blank), at=x,y in metres (left out:
 *  unlocated), township=NAME, area_m2=, households=, category=; seat, converted: yes, =no, =unknown (the default);
 *  demolition=YEAR; kind=village|community|quasi_village (default: by the code, else village).
 *  settlement: village code, name ("-" none), pop=, at=; they must add up to the village's line. A located village
 *  without settlements gets one of its own; the point of a village with settlements is what its line says.
 *  facility: code, kind (an id of BUJU_SERVICE_TABLE), name; village=, township=CODE (default: the
 *  village's), at= (default: at the village), floor=, level= (an id of BUJU_CAPABILITY_TABLE says
 *  the capability, too), stars=, gp_doctors=, public_health_doctors=, tcm_doctors= (default unknown), and the flags of
 *  BUJU_FLAG_TABLE: yes, =no, =unknown (the default).
 *  settlement: those of a village add up to its people; an estate is none of them.
 *  staff: facility code, grade (licensed, assistant, village_doctor, other_staff, unknown), birth year (0 unknown),
 * name, specialty=. rounds: village code; base=, days=, weekday= (what comes
 * today). premises: village code, kind (an id of BUJU_PREMISES_TABLE), name; floor=, idle, public_owned. In
 * the order of lines within a village and kind, larger ones first. touch: two village codes, the shared boundary in
 * metres (default 0). Counties and townships that no line names are made from the first 6 and 9 digits of village
 * codes.
 *
 *  @return BUJU_E_DATA naming the line. */
buju_status buju_region_text(buju_ctx *ctx, const char *text, buju_region **out);

/** Rows by code; BUJU_NONE when there is none. O(log n). */
buju_ix buju_region_village(const buju_region *region, const char *code);
buju_ix buju_region_area(const buju_region *region, buju_level level, const char *code);
buju_ix buju_region_facility(const buju_region *region, const char *code);

#endif
