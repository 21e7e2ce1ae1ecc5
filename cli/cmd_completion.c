/* buju completion: what the shell completes. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli/completion.h"

extern const command cmd_completion;

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(which, "给出一种 shell：bash、zsh 或 fish", "name one shell: bash, zsh or fish");
  static const struct {
    const char *name;
    void (*put)(FILE *to, buju_lang lang);
  } shells[] = {{"bash", completion_bash}, {"zsh", completion_zsh}, {"fish", completion_fish}};
  for (size_t i = 0; argc == 2 && i < sizeof shells / sizeof *shells; i++) {
    if (strcmp(argv[1], shells[i].name) != 0) continue;
    shells[i].put(stdout, buju_ctx_lang(ctx));
    return 0;
  }
  return usage_failure(ctx, &cmd_completion, BUJU_SAY(which));
}

const command cmd_completion = {
    "completion",
    {"让命令行能补全 buju 的命令和选项", "lets the shell complete the commands and options of buju"},
    {"用法：buju completion bash|zsh|fish\n"
     "\n"
     "输出一份补全脚本。在 bash 里试用：source <(buju completion bash)。用安装包安装的，已经装好。\n",
     "Usage: buju completion bash|zsh|fish\n"
     "\n"
     "Prints a completion script. To try it in bash: source <(buju completion bash). The package installs it.\n"},
    run};
