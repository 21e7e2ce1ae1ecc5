/* The tables of how layers look. SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>

#include "layers/qgis/qgis.h"

#define BUJU_QGIS_GROUP_NAME(name, zh, en) {zh, en},
const buju_msg buju_qgis_group_names[BUJU_QGIS_GROUPS] = {BUJU_QGIS_GROUP_TABLE(BUJU_QGIS_GROUP_NAME)};

/* The rows of style.def are of four kinds; each table takes its own. */
#define ANYWHERE (BUJU_QGIS_MAIN | BUJU_QGIS_RINGS)
#define BUJU_STYLE(layer, group, shown, opacity, display, order, tip)                                                  \
  {BUJU_LAYER_##layer, BUJU_QGIS_##group, shown, opacity, display, order, tip},
#define BUJU_CLASS(...)
#define BUJU_LABEL(...)
#define BUJU_RELATION(...)
const buju_qgis_style buju_qgis_styles[] = {
#include "layers/qgis/style.def"
    {BUJU_LAYERS, BUJU_QGIS_TABLES, BUJU_QGIS_NOWHERE, 100, "\"fid\"", NULL, ""}};
#undef BUJU_STYLE
#undef BUJU_CLASS
#undef BUJU_LABEL
#undef BUJU_RELATION

#define BUJU_STYLE(...)
#define BUJU_CLASS(layer, column1, value1, column2, value2, where, zh, en, shape, fill, line, width, size, from, to,   \
                   flags)                                                                                              \
  {BUJU_LAYER_##layer,                                                                                                 \
   {column1, column2},                                                                                                 \
   {value1, value2},                                                                                                   \
   where,                                                                                                              \
   {zh, en},                                                                                                           \
   shape,                                                                                                              \
   fill,                                                                                                               \
   line,                                                                                                               \
   width,                                                                                                              \
   size,                                                                                                               \
   from,                                                                                                               \
   to,                                                                                                                 \
   flags},
#define BUJU_LABEL(...)
#define BUJU_RELATION(...)
const buju_qgis_class buju_qgis_classes[] = {
#include "layers/qgis/style.def"
    {.layer = BUJU_LAYERS}};
#undef BUJU_CLASS
#undef BUJU_LABEL
#define BUJU_CLASS(...)
#define BUJU_LABEL(layer, where, zh, en, size, colour, bold, from, to, priority)                                       \
  {BUJU_LAYER_##layer, where, {zh, en}, size, colour, bold, from, to, priority},
const buju_qgis_label buju_qgis_labels[] = {
#include "layers/qgis/style.def"
    {.layer = BUJU_LAYERS}};
#undef BUJU_LABEL
#undef BUJU_RELATION
#define BUJU_LABEL(...)
#define BUJU_RELATION(parent, column1, column2, column3, child, child1, child2, child3, zh, en, where)                 \
  {BUJU_LAYER_##parent, {column1, column2, column3}, BUJU_LAYER_##child, {child1, child2, child3}, {zh, en}, where},
const buju_qgis_relation buju_qgis_relations[] = {
#include "layers/qgis/style.def"
    {.parent = BUJU_LAYERS}};

const char *const buju_qgis_hidden[] = {
    "problem",  "member_codes", "township_code", "county_code",   "group_key",           "village_code",
    "area_key", "township_key", "all_key",       "findings.kind", "compared_totals.key", NULL};
