/* Completion scripts for shells. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_COMPLETION_H
#define BUJU_CLI_COMPLETION_H

#include <stddef.h>
#include <stdio.h>

#include "cli/command.h"

/** The words an option takes, separated by spaces: "zh en"; NULL when it takes a file or anything else.
 *  @param command  its name.
 *  @param buf      where words that the program knows only as it runs are put together. */
const char *completion_words(const char *command, const char *option, char *buf, size_t size);
/** The words that may stand where no option does, or NULL for files. */
const char *completion_operands(const char *command, char *buf, size_t size);

/** A shell's script, with texts in the language. */
void completion_bash(FILE *to, buju_lang lang);
void completion_zsh(FILE *to, buju_lang lang);
void completion_fish(FILE *to, buju_lang lang);

#endif
