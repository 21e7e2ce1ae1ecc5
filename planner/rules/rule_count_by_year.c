/* count_by_year: so many projects in each year. Which ones follows from an order that can be defended line by line:
 * under way, unserved, weak, people, density, code; beside it stands the best order there can be, with its bound.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/phasing.h"
#include "planner/services.h"

static const char *const numbers_words[] = {"plan", "wider", NULL};

static const buju_param params[] = {
    BUJU_PHASING_ROWS,
    [BUJU_PHASING_SERVICE] = {.name = "service",
                              .type = BUJU_PARAM_WORD,
                              .unit = "",
                              .words = buju_service_set_words,
                              .text = {"计数的机构类型", "the services whose sites count"}},
    [BUJU_PHASING_ACTIONS] =
        {.name = "actions",
         .type = BUJU_PARAM_WORDS,
         .unit = "",
         .fallback = "",
         .words = buju_action_ids,
         .text = {"计数的处置，可写多项：build 新建、upgrade 改造提升、acquire "
                  "产权公有化等；写了就连前面的规则列入的一并计数（不写：add "
                  "的一项，其他分年规则列入的不算）",
                  "the actions that count, one or several: build, upgrade, acquire …; once given those that rules "
                  "before added count too (that of add, unless given, without those that other rules of years added)"}},
    [BUJU_PHASING_WHERE] = {.name = "where",
                            .type = BUJU_PARAM_SELECTOR,
                            .unit = "",
                            .fallback = "",
                            .from = BUJU_FROM_FACILITIES,
                            .text = {"哪些现有机构（不写：全部，含拟建）",
                                     "which existing facilities (all, proposed ones too, unless "
                                     "given)"}},
    [BUJU_PHASING_YEARLY] = {.name = "counts",
                             .type = BUJU_PARAM_YEARS,
                             .unit = "sites",
                             .min = 0,
                             .max = 1000000,
                             .text = {"各年个数；末年可写 rest（其余全部）",
                                      "how many in each year; the last may say rest"}},
    [BUJU_PHASING_PER] = {.name = "per",
                          .type = BUJU_PARAM_WORD,
                          .unit = "",
                          .fallback = "plan",
                          .words = buju_phasing_per_words,
                          .text = {"个数是全部范围的，还是每个县、每个乡镇各有这么多",
                                   "whether the numbers are for all of it, or for each county or each township"}},
    [BUJU_COUNTS_NUMBERS] =
        {.name = "numbers",
         .type = BUJU_PARAM_WORD,
         .unit = "",
         .fallback = "plan",
         .words = numbers_words,
         .text = {"政策中的个数属于谁：plan 本方案范围；wider "
                  "更大范围（如全市），按本地待建数和各年比例分解，本地在方案文件中改写 counts 后以本地为准",
                  "whose the policy's numbers are: the plan's (plan), or a wider area's (wider: a city's): "
                  "then they are apportioned to what is to be done here, until the bureau writes its own "
                  "counts"}},
    [BUJU_COUNTS_DONE_BEFORE] =
        {.name = "done_before",
         .type = BUJU_PARAM_INT,
         .unit = "sites",
         .min = 0,
         .max = 1000000,
         .fallback = "",
         .text = {"首个年度前已完成数（政策所述；不写而有 total 时由总数推出）",
                  "done before the first year as the policy has it (worked out from total where that is "
                  "given)"}},
    [BUJU_COUNTS_TOTAL] = {.name = "total",
                           .type = BUJU_PARAM_INT,
                           .unit = "sites",
                           .min = 0,
                           .max = 1000000,
                           .fallback = "",
                           .text = {"政策写明的总数，用来核对",
                                    "the total the policy states, to check the numbers against"}},
    [BUJU_COUNTS_REACH] = {.name = "reach",
                           .type = BUJU_PARAM_TEXT,
                           .unit = "",
                           .fallback = "",
                           .text = {"与哪条 reach_within 规则的全覆盖需要相核对（写规则编号）",
                                    "the reach_within rule (its id) whose full coverage the numbers are held against"}},
};

const buju_rule buju_rule_count_by_year = {
    .name = "count_by_year",
    .text = {"每年完成多少个项目，按急需程度和受益人口排年度",
             "so many projects a year, the urgent and those for most people first"},
    .stage = BUJU_STAGE_PHASE,
    .reads = BUJU_FACET_SITE | BUJU_FACET_ACTION,
    .writes = BUJU_FACET_YEAR | BUJU_FACET_ACTION,
    .params = params,
    .params_n = sizeof params / sizeof *params,
    .check = buju_phasing_check,
    .apply = buju_phasing_apply,
};
