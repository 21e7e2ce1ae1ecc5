/* The list of commands, and what they have in common. SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"

#define DECLARE(name) extern const command cmd_##name;
COMMAND_LIST(DECLARE)
#define LIST(name) &cmd_##name,
const command *const command_list[] = {COMMAND_LIST(LIST) NULL};

const command *find_command(const char *name) {
  for (const command *const *c = command_list; *c != NULL; c++)
    if (strcmp((*c)->name, name) == 0) return *c;
  return NULL;
}

void say_line(const buju_ctx *ctx, buju_said said) {
  char line[4096];
  buju_say(buju_ctx_lang(ctx), &said, line, sizeof line);
  puts(line);
}

int report_failure(const buju_ctx *ctx, buju_status status) {
  size_t n = buju_ctx_diagnostics(ctx);
  if (n == 0) fprintf(stderr, "buju: %s\n", buju_ctx_error(ctx));
  for (size_t i = 0; i < n; i++) fprintf(stderr, "buju: %s\n", buju_ctx_diagnostic(ctx, i));
  return buju_status_exit(status);
}

int usage_failure(const buju_ctx *ctx, const command *cmd, buju_said said) {
  BUJU_MSG(see_help, "；用法见 buju {0}--help", "; see buju {0}--help");
  char line[1024], hint[256], name[64];
  snprintf(name, sizeof name, "%s%s", cmd != NULL ? cmd->name : "", cmd != NULL ? " " : "");
  buju_said see = BUJU_SAY(see_help, buju_text(name));
  buju_say(buju_ctx_lang(ctx), &said, line, sizeof line);
  buju_say(buju_ctx_lang(ctx), &see, hint, sizeof hint);
  fprintf(stderr, "buju: %s%s\n", line, hint);
  return 2;
}
