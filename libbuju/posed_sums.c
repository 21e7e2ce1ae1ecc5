/* Weights of an instance that are too large for what is asked of it. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/posed.h"

buju_status buju_posed_check_weights(buju_ctx *ctx, buju_solution *s, const char *path,
                                     const buju_siting_problem *asked, int64_t times) {
  BUJU_MSG(line, "{0} 第 {1} 行：weight {2} 使总和{3}超出 64 位整数；请全部改用较大的单位{4}",
           "{0}, line {1}: weight {2} takes the sum{3} beyond 64 bits; give all weights in a larger unit{4}");
  BUJU_MSG(point, "{0}：需求点 {1} 的需求量 {2} 使总和{3}超出 64 位整数；请全部改用较大的单位{4}",
           "{0}: the demand {2} of customer {1} takes the sum{3} beyond 64 bits; give all in a larger unit{4}");
  static const buju_msg product = {"（权重×成本，无人服务者按 --unserved 计）",
                                   " of weight × cost (whoever is not served counts at --unserved)"},
                        plain = {"", ""}, finer = {"，或减小 --scale、--unserved", ", or lower --scale or --unserved"};
  const buju_instance *instance = s->instance;
  const buju_ix i = buju_siting_too_heavy(asked, times);
  if (i == BUJU_NONE) return BUJU_OK;
  bool median = asked->model == BUJU_SITING_MEDIAN;
  const buju_arg weight = buju_int(instance->weight[i]), what = buju_word(median ? &product : &plain),
                 also = buju_word(median ? &finer : &plain);
  if (instance->weight_line != NULL)
    return buju_fail(ctx, BUJU_E_DATA,
                     BUJU_SAY(line, buju_text(path), buju_year(instance->weight_line[i]), weight, what, also));
  const char *const *name = NULL;
  buju_status status = buju_posed_names(ctx, s, false, 1, &i, &name);
  if (status != BUJU_OK) return status;
  return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(point, buju_text(path), buju_text(name[0]), weight, what, also));
}
