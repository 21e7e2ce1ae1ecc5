/* A profile as a table to be read beside its document: row by row what the policy says, how it is applied, and what
 * happens at its edges. SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "libbuju/catalogue.h"
#include "planner/rule_shape.h"

/* Text inside a cell: bars would end it, line breaks the row. */
static void cell(const buju_out *out, const char *text) {
  for (size_t n; *text != '\0'; text += n) {
    n = strcspn(text, "|\n\r");
    if (n > 0) {
      out->put(out->user, text, n);
      continue;
    }
    buju_out_text(out, *text == '|' ? "\\|" : " ");
    n = 1;
  }
}

/* "X10" after "X9": by the letters, then the number; what has no number comes last. */
static long row_number(const char *ref) {
  const char *digits = strpbrk(ref, "0123456789");
  return digits != NULL ? strtol(digits, NULL, 10) : LONG_MAX;
}

static int row_order(const void *a, const void *b) {
  const buju_use *const *x = a, *const *y = b;
  long m = row_number((*x)->ref), n = row_number((*y)->ref);
  if (m != n) return m < n ? -1 : 1;
  return (*x > *y) - (*x < *y); /* the profile's own order */
}

static void value_cell(const buju_out *out, const buju_param *param, const buju_value *value) {
  bool number = param->type == BUJU_PARAM_INT || param->type == BUJU_PARAM_REAL;
  bool unit = number && param->unit[0] != '\0' && strstr(value->s, param->unit) == NULL;
  BUJU_OUT(out, "<br>", param->name, ": ");
  cell(out, value->s);
  BUJU_OUT(out, unit ? " " : "", unit ? buju_unit_shown(param->unit, out->lang) : "");
  buju_out_ours(out, value);
}

static void row(const buju_out *out, const buju_use *use) {
  BUJU_MSG(ours, "（政策未写，整条为本软件默认）", " (the policy is silent: the whole rule is our default)");
  BUJU_OUT(out, "| ", use->ref, " | ");
  cell(out, use->clause);
  buju_out_text(out, " | ");
  cell(out, buju_out_pick(out, &use->text));
  if (use->our_default) buju_out_text(out, buju_out_pick(out, &ours));
  BUJU_OUT(out, " | `", use->id, "`: ", use->rule->name);
  for (buju_ix p = 0; p < use->params; p++)
    if (use->value[p].given) value_cell(out, &use->param[p], &use->value[p]);
  buju_out_text(out, " | ");
  if (use->edges.en != NULL) cell(out, buju_out_pick(out, &use->edges));
  buju_out_text(out, " |\n");
}

void buju_out_policies_head(const buju_out *out) {
  BUJU_MSG(head,
           "# 五份政策，逐条执行\n\n本页由 `planner/profiles/` 生成；修改后以 `BUJU_UPDATE_DOCS=1 ctest --test-dir "
           "build/dev -R unit.policies` 更新。`buju profiles 编号 --markdown` "
           "可为任一政策模板（包括自己写的）打印同样的表。\n\n"
           "“政策怎么说”是我们自己的话，以条款原文为准；“如何执行”列出规则形式和全部取值，原文没有的数字注明“本软件默"
           "认”，可在方案文件里改。\n",
           "# Five policies, row by row\n\nMade from `planner/profiles/`; after a change run `BUJU_UPDATE_DOCS=1 ctest "
           "--test-dir build/dev -R unit.policies`. `buju profiles ID --markdown` prints the same table of any "
           "profile, your own included.\n\nWhat the policy says is in our own words: the clause decides. How it is "
           "applied names the shape of the rule and every value; a number the text does not give is marked as our "
           "default and can be changed in the scenario.\n");
  buju_out_text(out, buju_out_pick(out, &head));
}

buju_status buju_out_policy(buju_ctx *ctx, const buju_out *out, const buju_scenario *profile) {
  BUJU_MSG(columns, "| 条 | 条款 | 政策怎么说 | 如何执行 | 边界情形 |\n|---|---|---|---|---|\n",
           "| row | clause | what the policy says | how it is applied | at the edges |\n|---|---|---|---|---|\n");
  const buju_use **order = calloc(profile->uses + 1, sizeof *order);
  if (order == NULL) return buju_fail_memory(ctx);
  for (buju_ix u = 0; u < profile->uses; u++) order[u] = &profile->use[u];
  qsort(order, profile->uses, sizeof *order, row_order);
  BUJU_OUT(out, "\n## ", profile->profile.id, " ", buju_out_pick(out, &profile->profile.title), "\n\n",
           buju_out_pick(out, &profile->profile.document), " · ",
           buju_out_pick(out, buju_profile_status_text(profile->profile.status)), "\n\n", buju_out_pick(out, &columns));
  for (buju_ix u = 0; u < profile->uses; u++) row(out, order[u]);
  free(order);
  return BUJU_OK;
}
