/* share_by_year: by the end of each year so large a share of the sites meets something. How many that takes is rounded
 * up; who is raised to it in which year goes by the order of count_by_year. SPDX-License-Identifier: Apache-2.0 */
#include "planner/phasing.h"
#include "planner/services.h"

static const char *const base_words[] = {"planned", "existing", NULL};

static const buju_param params[] = {
    BUJU_PHASING_ROWS,
    [BUJU_PHASING_SERVICE] = {.name = "service",
                              .type = BUJU_PARAM_WORD,
                              .unit = "",
                              .words = buju_service_set_words,
                              .text = {"比例以哪类机构为基数", "the services whose sites are the base of the share"}},
    [BUJU_PHASING_ACTIONS] =
        {.name = "actions",
         .type = BUJU_PARAM_WORDS,
         .unit = "",
         .fallback = "",
         .words = buju_action_ids,
         .text = {"完成哪些处置即算达到，可写多项；写了就连前面的规则列入的一并计算（不写：add "
                  "的一项，其他分年规则列入的不算）",
                  "the actions by which a site comes to meet it, one or several; once given those that rules "
                  "before added count too (that of add, unless given, without those that other rules of years added)"}},
    [BUJU_PHASING_WHERE] = {.name = "where",
                            .type = BUJU_PARAM_SELECTOR,
                            .unit = "",
                            .fallback = "",
                            .from = BUJU_FROM_FACILITIES,
                            .text = {"只以符合条件的现有机构为基数",
                                     "only existing facilities for which this holds are the base"}},
    [BUJU_PHASING_YEARLY] =
        {.name = "shares",
         .type = BUJU_PARAM_YEARS,
         .unit = "%",
         .min = 0,
         .max = 100,
         .text = {"到各年年底的比例下限（含），个数向上取整；末年可写 rest（全部）",
                  "the least share by the end of each year, inclusive; numbers are rounded up; the last may "
                  "say rest (all)"}},
    [BUJU_PHASING_PER] = {.name = "per",
                          .type = BUJU_PARAM_WORD,
                          .unit = "",
                          .fallback = "plan",
                          .words = buju_phasing_per_words,
                          .text = {"比例是全部范围的，还是每个县、每个乡镇都要达到",
                                   "whether the share is of all of it, or of each county or each township"}},
    [BUJU_SHARES_BASE] =
        {.name = "base",
         .type = BUJU_PARAM_WORD,
         .unit = "",
         .fallback = "planned",
         .words = base_words,
         .text = {"基数：planned 规划设置的全部（拟建的建成即算达到）；existing 只算其中现有的",
                  "the base: all that are planned (new ones meet it once built), or only the existing of them"}},
    [BUJU_SHARES_MET_WHERE] =
        {.name = "met_where",
         .type = BUJU_PARAM_SELECTOR,
         .unit = "",
         .from = BUJU_FROM_FACILITIES,
         .text = {"哪些机构现已达到，如 stars >= 3、integrated = 1、level_rank >= 2（推荐标准）",
                  "which facilities meet it now: stars >= 3, integrated = 1, level_rank >= 2 (the "
                  "recommended standard) …"}},
};

const buju_rule buju_rule_share_by_year = {
    .name = "share_by_year",
    .text = {"到各年年底达到多大比例，按急需程度和受益人口排年度",
             "such a share by the end of each year, the urgent and those for most people first"},
    .stage = BUJU_STAGE_PHASE,
    .reads = BUJU_FACET_SITE | BUJU_FACET_ACTION,
    .writes = BUJU_FACET_YEAR | BUJU_FACET_ACTION,
    .params = params,
    .params_n = sizeof params / sizeof *params,
    .check = buju_phasing_check,
    .apply = buju_phasing_apply,
};
