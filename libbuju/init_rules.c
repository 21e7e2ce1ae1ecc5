/* The rules part of the scenario init writes. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "libbuju/init.h"
#include "planner/rule_shape.h"

static void write_value(const buju_out *out, const buju_param *param, const buju_value *value) {
  if (!value->given) {
    buju_out_text(out, "off");
  } else if (param->type == BUJU_PARAM_SHARES) {
    for (buju_ix i = 0; i < value->shares; i++) {
      char percent[32];
      snprintf(percent, sizeof percent, ": %.15g", (double)value->share[i].permyriad / 100);
      buju_out_text(out, i == 0 ? "{" : ", ");
      buju_out_scalar(out, value->share[i].name);
      buju_out_text(out, percent);
    }
    buju_out_text(out, "}");
  } else if (param->type == BUJU_PARAM_TEXT || param->type == BUJU_PARAM_SELECTOR) {
    buju_out_scalar(out, value->s);
  } else {
    buju_out_text(out, value->s);
  }
}

static void write_param(const buju_out *out, const buju_param *param, const buju_value *value) {
  BUJU_MSG(explained, "  # {0}（{1}）\n", "  # {0} ({1})\n");
  BUJU_MSG(ours, "  # {0}（{1}）；本软件默认\n", "  # {0} ({1}); our default\n");
  char takes[512];
  BUJU_OUT(out, "  #   ", param->name, ": ");
  write_value(out, param, value);
  buju_said said =
      BUJU_SAY(explained, buju_word(&param->text), buju_text(buju_param_takes(param, out->lang, takes, sizeof takes)));
  if (value->given && value->our_default) said.msg = &ours;
  buju_out_say(out, said);
}

void buju_init_write_rules(const buju_out *out, const buju_scenario *profile) {
  BUJU_MSG(intro,
           "\nrules:\n"
           "  # 政策模板中的规则和现行取值。要修改：去掉规则名和参数行首的“# ”，改数值；停用一条规则：规则名: off。\n",
           "\nrules:\n"
           "  # The profile's rules and their values. To change one, remove \"# \" before the rule's name and the "
           "parameter;\n  # to leave a rule out write its name: off.\n");
  BUJU_MSG(ours, "，本软件默认值", ", our default");
  buju_out_text(out, buju_out_pick(out, &intro));
  for (buju_ix u = 0; u < profile->uses; u++) {
    const buju_use *use = &profile->use[u];
    BUJU_OUT(out, "  #\n  # ", use->id, ":  # ", use->ref, " ");
    buju_out_comment(out, use->clause);
    BUJU_OUT(out, use->our_default ? buju_out_pick(out, &ours) : "", "\n  #   # ");
    buju_out_comment(out, buju_out_pick(out, &use->text));
    buju_out_text(out, "\n");
    for (buju_ix p = 0; p < use->rule->params_n; p++) write_param(out, &use->rule->params[p], &use->value[p]);
  }
}
