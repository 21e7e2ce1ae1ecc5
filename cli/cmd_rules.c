/* buju rules: the shapes policies are made of. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "buju/catalogue.h"
#include "cli/command.h"

extern const command cmd_rules;

static void print(void *user, const char *bytes, size_t n) { fwrite(bytes, 1, n, user); }

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(unexpected, "多余的参数“{0}”", "unexpected argument \"{0}\"");
  buju_format format = BUJU_FORMAT_TEXT;
  const char *name = NULL;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0)
      format = BUJU_FORMAT_JSON;
    else if (name == NULL && argv[i][0] != '-')
      name = argv[i];
    else
      return usage_failure(ctx, &cmd_rules, BUJU_SAY(unexpected, buju_text(argv[i])));
  }
  buju_status status = buju_catalogue_rules(ctx, name, format, print, stdout);
  return status == BUJU_OK ? 0 : report_failure(ctx, status);
}

const command cmd_rules = {
    "rules",
    {"列出规则形式及其参数", "list the shapes of rules and their parameters"},
    {"用法：buju rules [形式] [--json]\n"
     "\n"
     "列出每种规则形式（或其中一种，如 buju rules "
     "joint_below）的参数：名称、含义、取值范围、单位、默认值。政策模板和方案文件的 rules: 由它们组成。\n",
     "Usage: buju rules [SHAPE] [--json]\n"
     "\n"
     "Lists every shape of rule (or one: buju rules joint_below) with its parameters: name, meaning, range,\n"
     "unit, default. Profiles and the rules: of a scenario are made of them.\n"},
    run};
