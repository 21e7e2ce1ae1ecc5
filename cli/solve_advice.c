/* Which sites good plans need, and what locks cost, for people and for machines. SPDX-License-Identifier: Apache-2.0 */
#include "cli/solve_advice.h"

#include <stdbool.h>
#include <stdio.h>

#include "cli/show.h"
#include "cli/solve_show.h"
#include "core/say.h"

static void put(const buju_ctx *ctx, buju_said said) {
  char text[512];
  buju_say(buju_ctx_lang(ctx), &said, text, sizeof text);
  fputs(text, stdout);
}

/* Sites that are as needed, all on one line. */
static void show_needed(const buju_ctx *ctx, const buju_solution_view *view, buju_solution_need need,
                        const buju_msg *head) {
  int64_t n = 0;
  bool first = true;
  for (size_t i = 0; i < view->needs; i++) n += view->need[i].need == need;
  if (n == 0) return;
  buju_said said = {head, {buju_int(n), buju_real(view->slack * 100)}};
  put(ctx, said);
  for (size_t i = 0; i < view->needs; i++)
    if (view->need[i].need == need) {
      show_name(buju_ctx_lang(ctx), first, view->need[i].site);
      first = false;
    }
  putchar('\n');
}

/* What a change costs, with both bounds where they differ. */
static void show_price(const buju_ctx *ctx, const buju_solution_view *view, const char *name,
                       const buju_solution_price *p) {
  BUJU_MSG(none, "  {0}：没有可行方案\n", "  {0}: there is no plan\n");
  BUJU_MSG(nothing, "  {0}：没有代价\n", "  {0}: costs nothing\n");
  BUJU_MSG(exact, "  {0}：差 {1}\n", "  {0}: worse by {1}\n");
  BUJU_MSG(between, "  {0}：差 {1} 到 {2}\n", "  {0}: worse by {1} to {2}\n");
  char least[SOLVE_VALUE_BYTES], most[SOLVE_VALUE_BYTES];
  buju_said said = BUJU_SAY(between, buju_text(name), buju_text(solve_show_value(ctx, view, p->least, least)),
                            buju_text(solve_show_value(ctx, view, p->most, most)));
  if (p->least == INT64_MAX)
    said.msg = &none;
  else if (p->least == p->most)
    said.msg = p->most == 0 ? &nothing : &exact;
  put(ctx, said);
}

void solve_advice_text(const buju_ctx *ctx, const buju_solution_view *view) {
  BUJU_MSG(needed, "不可替代（与最优相差 {1}% 以内的每个方案都有）：{0} 处",
           "in every plan within {1} % of the best: {0}");
  BUJU_MSG(spared, "可以不要（有这样的方案不含它）：{0} 处", "not in some such plan: {0}");
  BUJU_MSG(open_, "上下界说明不了：{0} 处", "the bounds do not tell: {0}");
  BUJU_MSG(without, "不要它，最好的方案\n", "the best plan without\n");
  BUJU_MSG(locks, "必选的代价\n", "what requiring it costs\n");
  BUJU_MSG(all, "全部必选", "all of them");
  putchar('\n');
  show_needed(ctx, view, BUJU_SOLUTION_NEEDED, &needed);
  show_needed(ctx, view, BUJU_SOLUTION_SPARED, &spared);
  show_needed(ctx, view, BUJU_SOLUTION_NEED_UNKNOWN, &open_);
  if (view->needs > 0) put(ctx, BUJU_SAY(without));
  for (size_t i = 0; i < view->needs; i++) show_price(ctx, view, view->need[i].site, &view->need[i]);
  if (view->locks > 0) put(ctx, BUJU_SAY(locks));
  for (size_t i = 0; i < view->locks; i++) {
    const char *of_all = buju_ctx_lang(ctx) == BUJU_ZH ? all.zh : all.en;
    show_price(ctx, view, view->lock[i].site != NULL ? view->lock[i].site : of_all, &view->lock[i]);
  }
}

/* ---- JSON ---- */

static void json_amount(buju_json *json, const char *key, int64_t amount) {
  if (amount == INT64_MAX)
    buju_json_null(json, key);
  else
    buju_json_int(json, key, amount);
}

static void json_price(buju_json *json, const buju_solution_price *p) {
  if (p->site != NULL)
    buju_json_text(json, "site", p->site);
  else
    buju_json_null(json, "site");
  json_amount(json, "worse_least", p->least);
  json_amount(json, "worse_most", p->most);
}

void solve_advice_json(buju_json *json, const buju_solution_view *view) {
  buju_json_open(json, "advice", '{');
  buju_json_real(json, "within", view->slack);
  buju_json_open(json, "without", '[');
  for (size_t i = 0; i < view->needs; i++) {
    const buju_solution_price *p = &view->need[i];
    buju_json_open(json, NULL, '{');
    json_price(json, p);
    if (p->need == BUJU_SOLUTION_NEED_UNKNOWN)
      buju_json_null(json, "needed");
    else
      buju_json_bool(json, "needed", p->need == BUJU_SOLUTION_NEEDED);
    buju_json_close(json, '}');
  }
  buju_json_close(json, ']');
  buju_json_open(json, "locks", '[');
  for (size_t i = 0; i < view->locks; i++) {
    buju_json_open(json, NULL, '{');
    json_price(json, &view->lock[i]);
    buju_json_close(json, '}');
  }
  buju_json_close(json, ']');
  buju_json_close(json, '}');
}
