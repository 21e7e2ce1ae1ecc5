/* Sums that must fit. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/total.h"

buju_status buju_total_add(buju_ctx *ctx, const char *file, int64_t line, buju_arg field, int64_t value, int64_t *sum) {
  BUJU_MSG(many, "{0} 第 {1} 行：{2} {3} 使总和超过 {4}；请全部改用较大的单位",
           "{0}, line {1}: {2} {3} takes the sum beyond {4}; give them all in a larger unit");
  if (value > BUJU_INSTANCE_SUM_MOST - *sum)
    return buju_fail(
        ctx, BUJU_E_DATA,
        BUJU_SAY(many, buju_text(file), buju_year(line), field, buju_int(value), buju_int(BUJU_INSTANCE_SUM_MOST)));
  *sum += value;
  return BUJU_OK;
}
