/* Road classes: the words files use for them, and what each means. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_ROAD_CLASS_H
#define BUJU_CORE_ROAD_CLASS_H

#include <stdbool.h>

#include "core/mode.h"
#include "core/region.h"

/** The classes speeds are given for, by a stable id; the Chinese administrative classes and OpenStreetMap's
 *  `highway` values meet here. UNKNOWN is a road whose class the file does not say. */
#define BUJU_ROAD_CLASS_TABLE(X)                                                                                       \
  X(EXPRESSWAY, "expressway", "高速公路", "expressway")                                                                \
  X(NATIONAL, "national", "国道", "national road")                                                                     \
  X(PROVINCIAL, "provincial", "省道", "provincial road")                                                               \
  X(COUNTY, "county", "县道", "county road")                                                                           \
  X(TOWNSHIP, "township", "乡道", "township road")                                                                     \
  X(VILLAGE, "village", "村道", "village road")                                                                        \
  X(STREET, "street", "街道", "street")                                                                                \
  X(TRACK, "track", "机耕路", "track")                                                                                 \
  X(PATH, "path", "小路（步行）", "path")                                                                              \
  X(STEPS, "steps", "台阶", "steps")                                                                                   \
  X(FERRY, "ferry", "轮渡", "ferry")                                                                                   \
  X(UNKNOWN, "unknown", "未注明", "not stated")

#define BUJU_ROAD_CLASS_ENUM(name, id, zh, en) BUJU_CLASS_##name,
typedef enum buju_road_class { BUJU_ROAD_CLASS_TABLE(BUJU_ROAD_CLASS_ENUM) BUJU_CLASSES } buju_road_class;

typedef struct buju_road_class_name {
  const char *id;
  buju_msg text;
} buju_road_class_name;

/** By buju_road_class. */
extern const buju_road_class_name buju_road_class_names[BUJU_CLASSES];

/** What a class word was taken for. */
typedef enum buju_road_sense {
  BUJU_ROAD_NOT_KNOWN, /* no word of ours: the class is UNKNOWN, and that is worth a finding */
  BUJU_ROAD_KNOWN,     /* also words that say nothing more than "road": the class is UNKNOWN */
  BUJU_ROAD_NONE       /* not a road anyone travels on: a railway, a canal, a road still to be built */
} buju_road_sense;

typedef struct buju_road_kind {
  buju_road_sense sense;
  buju_road_class class;
  uint8_t barred; /* buju_road_flag bits: modes closed beyond what the class says (an urban expressway on foot) */
} buju_road_kind;

/** The class a word speaks of: our own ids and Chinese names; OpenStreetMap's `highway` values and Geofabrik's fclass;
 *  administrative, technical (一级公路 … 等外公路, JTG B01) and urban (快速路 … 支路, CJJ 37) classes; one letter of
 *  administrative rank (G S X Y C); feature codes of GB/T 13923-2006 (420100 …); four-digit kinds of navigation data
 *  (0601: 乡镇村道). Bare small numbers differ from product to product and are not known.
 *  @param folded  lower case, half width, no spaces or punctuation (buju_text_fold). O(length × words). */
buju_road_kind buju_road_kind_of_word(const char *folded);

/** The class a route number speaks of (GB/T 917): G45 and G4501 are expressways, G107 national, S20 a provincial
 *  expressway, S208 provincial, X012, Y045, C123; with the county's six digits behind them or not. Anything else is
 *  not known. Folded as above. */
buju_road_kind buju_road_kind_of_route(const char *folded);

/** Whether a word for who may use a road closes it to people at large: no, private, 禁止通行 … Words nobody knows close
 *  nothing; destination and customers are open, a patient is one. Folded as above. */
bool buju_road_word_closes(const char *folded);

#endif
