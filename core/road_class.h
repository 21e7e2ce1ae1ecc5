/* Road classes: the words files use for them, and what each means. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_ROAD_CLASS_H
#define BUJU_CORE_ROAD_CLASS_H

#include "core/mode.h"

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

#endif
