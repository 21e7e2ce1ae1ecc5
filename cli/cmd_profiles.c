/* buju profiles: the policies inside the program. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "buju/catalogue.h"
#include "cli/command.h"

extern const command cmd_profiles;

static void print(void *user, const char *bytes, size_t n) { fwrite(bytes, 1, n, user); }

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(unexpected, "多余的参数“{0}”", "unexpected argument \"{0}\"");
  buju_format format = BUJU_FORMAT_TEXT;
  const char *name = NULL;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0)
      format = BUJU_FORMAT_JSON;
    else if (strcmp(argv[i], "--markdown") == 0)
      format = BUJU_FORMAT_MARKDOWN;
    else if (name == NULL && argv[i][0] != '-')
      name = argv[i];
    else
      return usage_failure(ctx, &cmd_profiles, BUJU_SAY(unexpected, buju_text(argv[i])));
  }
  buju_status status = name != NULL ? buju_catalogue_profile(ctx, name, format, print, stdout)
                                    : buju_catalogue_profiles(ctx, format, print, stdout);
  return status == BUJU_OK ? 0 : report_failure(ctx, status);
}

const command cmd_profiles = {
    "profiles",
    {"列出政策模板，或其中一个的全部规则", "list the profiles, or every rule of one"},
    {"用法：buju profiles [编号或文件] [--json | --markdown]\n"
     "\n"
     "不带参数：列出程序内的政策模板。带编号（或自己写的政策模板的 .yaml 文件）：逐条列出规则、条款、条文和参数。\n"
     "  --markdown  写成一张表：每行一条，条款、条文、如何执行、边界情形\n",
     "Usage: buju profiles [ID or FILE] [--json | --markdown]\n"
     "\n"
     "Without an argument: lists the profiles inside the program. With an id (or a .yaml file of your own):\n"
     "every rule with its clause, sentence, parameters and values.\n"
     "  --markdown  as a table: clause, sentence, how it is applied, what happens at its edges\n"},
    run};
