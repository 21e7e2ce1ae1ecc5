/* The parts of buju init. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_INIT_H
#define BUJU_LIBBUJU_INIT_H

#include "buju/init.h"
#include "core/scenario.h"
#include "layers/init/roles.h"
#include "libbuju/catalogue.h"

/** What init knows when it writes. */
typedef struct buju_init_facts {
  const buju_init_spec *spec;
  const buju_scenario *profile;
  buju_arena *arena;
  const char *from, *out; /* absolute */
  buju_found *found;
  buju_ix found_n;
  buju_cast cast[BUJU_INPUT_ROLES];
} buju_init_facts;

/** The scenario, commented. BUJU_E_MEMORY is the only failure. */
buju_status buju_init_write(buju_ctx *ctx, const buju_init_facts *facts, const buju_out *out);
/** Every rule of the profile with its parameters, as comments. */
void buju_init_write_rules(const buju_out *out, const buju_scenario *profile);
/** What was recognised, for the terminal. */
buju_status buju_init_report(buju_ctx *ctx, const buju_init_facts *facts, const buju_out *out);

/** Text as a YAML scalar: plain where that is safe, else in double quotes. */
void buju_out_scalar(const buju_out *out, const char *text);
/** Text inside a comment: line breaks become blanks. */
void buju_out_comment(const buju_out *out, const char *text);

#endif
