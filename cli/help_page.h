/* The help text of a command, taken apart: manual pages and shell completion are made from what --help says.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_HELP_PAGE_H
#define BUJU_CLI_HELP_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/command.h"

/** Longest text of a part, in bytes; a longer one is cut between characters. */
enum { HELP_TEXT_BYTES = 4096, HELP_OPTIONS = 32 };

typedef enum help_kind {
  HELP_SYNOPSIS, /* text: "buju plan scenario.yaml [OPTIONS]" */
  HELP_PARAGRAPH,
  HELP_ROW, /* head: "--set KEY=VALUE", text: what it does */
} help_kind;

typedef struct help_part {
  help_kind kind;
  char head[128];
  char text[HELP_TEXT_BYTES]; /* on one line */
} help_part;

/** Reads the next part and moves *at behind it; false at the end. Start with *at = usage in the language. */
bool help_next(buju_lang lang, const char **at, help_part *part);

/** An option as it is typed. */
typedef struct help_option {
  char word[32];   /* "--set", "-o" */
  bool takes;      /* a value follows */
  char text[1024]; /* what it does; "" when only the first line of the help names it */
} help_option;

/** The options of a command, --lang and --help among them, each once, in the order of its help.
 *  @return how many, at most HELP_OPTIONS. */
size_t help_options(const command *cmd, buju_lang lang, help_option out[HELP_OPTIONS]);

#endif
