/* Solutions of siting problems on stdout. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_SOLVE_SHOW_H
#define BUJU_CLI_SOLVE_SHOW_H

#include <stdbool.h>
#include <stddef.h>

#include "buju/solve.h"

/** As lines of a label and a value; the same bytes for the same solution.
 *  @param verified  the solution is a certificate that holds. */
void solve_show_text(const buju_ctx *ctx, const char *path, const buju_solution_view *view, bool verified);
/** ": group weight, …" of those whom capacities leave out, the most first, as many as fit; "" without groups. */
void solve_show_groups(const buju_ctx *ctx, const buju_solution_view *view, char *text, size_t size);
/** As JSON; the schema stands in docs/optimise.md. */
void solve_show_json(const char *path, const buju_solution_view *view, bool verified);

enum { SOLVE_VALUE_BYTES = 96 };
/** A value of the objective in the units of the file. Returns text. */
const char *solve_show_value(const buju_ctx *ctx, const buju_solution_view *view, int64_t value,
                             char text[SOLVE_VALUE_BYTES]);

#endif
