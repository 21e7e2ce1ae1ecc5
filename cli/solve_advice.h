/* Which sites good plans need, and what locks cost, on stdout. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_SOLVE_ADVICE_H
#define BUJU_CLI_SOLVE_ADVICE_H

#include "buju/solve.h"
#include "core/json.h"

/** view->advised is 1. Below the lines of solve_show_text. */
void solve_advice_text(const buju_ctx *ctx, const buju_solution_view *view);
/** The key "advice" of an open object. */
void solve_advice_json(buju_json *json, const buju_solution_view *view);

#endif
