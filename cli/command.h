/* The commands: one file each, one line each in commands.h. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_COMMAND_H
#define BUJU_CLI_COMMAND_H

#include "core/say.h"

typedef struct command {
  const char *name;
  buju_msg brief; /* one line for `buju --help` */
  buju_msg usage; /* the whole text of `buju NAME --help`, ending in a newline */
  /** argv[0] is the command's name; --lang and --help are already taken out. Returns the exit status (0–6); failures
   *  are printed by report_failure. */
  int (*run)(buju_ctx *ctx, int argc, char **argv);
} command;

/** In the order of `buju --help`; ends with NULL. */
extern const command *const command_list[];
/** NULL when there is none of that name. */
const command *find_command(const char *name);

/** Prints the error and diagnostics of ctx on stderr and returns the exit status of a failed library call. */
int report_failure(const buju_ctx *ctx, buju_status status);

/** Prints said in the context's language, with a newline. */
void say_line(const buju_ctx *ctx, buju_said said);

/** A usage failure: prints said and how to get help; returns 2. */
int usage_failure(const buju_ctx *ctx, const command *cmd, buju_said said);

#endif
