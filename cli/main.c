/* buju: finds the command, the language and the help. SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buju/version.h"
#include "cli/command.h"

/* Chinese unless the locale plainly says otherwise: LC_ALL, LC_MESSAGES, LANG in POSIX order. */
static buju_lang locale_lang(void) {
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = getenv(names[i]);
    if (value != NULL && *value != '\0') return strncmp(value, "en", 2) == 0 ? BUJU_EN : BUJU_ZH;
  }
  return BUJU_ZH;
}

static void print_help(const buju_ctx *ctx) {
  BUJU_MSG(head, "buju 布局：规划基层医疗卫生机构的布点\n\n用法：buju 命令 [参数]\n",
           "buju plans where primary health care stands\n\nUsage: buju COMMAND [ARGUMENTS]\n");
  BUJU_MSG(tail, "\n每条命令：buju 命令 --help；各命令都可加 --lang zh|en。\n",
           "\nEach command: buju COMMAND --help; every command takes --lang zh|en.\n");
  buju_lang lang = buju_ctx_lang(ctx);
  puts(lang == BUJU_ZH ? head.zh : head.en);
  for (const command *const *c = command_list; *c != NULL; c++)
    printf("  %-10s %s\n", (*c)->name, lang == BUJU_ZH ? (*c)->brief.zh : (*c)->brief.en);
  fputs(lang == BUJU_ZH ? tail.zh : tail.en, stdout);
}

/* A line for programs, a line for whoever has to mend something. */
static void print_version(void) {
  enum { ROOM = 16 };
  buju_library library[ROOM];
  size_t n = buju_libraries(library, ROOM);
  printf("buju %s\n", buju_version());
  for (size_t i = 0; i < n && i < ROOM; i++) printf("%s%s %s", i > 0 ? ", " : "", library[i].name, library[i].version);
  puts("");
}

/* Takes --lang and --help out of the arguments. Returns false when --lang has no good value. */
static bool take_common(buju_ctx *ctx, int *argc, char **argv, bool *help) {
  int kept = 1;
  for (int i = 1; i < *argc; i++) {
    const char *value = NULL;
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
      *help = true;
      continue;
    }
    if (strcmp(argv[i], "--lang") == 0)
      value = i + 1 < *argc ? argv[++i] : "";
    else if (strncmp(argv[i], "--lang=", 7) == 0)
      value = argv[i] + 7;
    if (value == NULL) {
      argv[kept++] = argv[i];
      continue;
    }
    if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0) return false;
    buju_ctx_set_lang(ctx, strcmp(value, "en") == 0 ? BUJU_EN : BUJU_ZH);
  }
  *argc = kept;
  return true;
}

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(bad_lang, "--lang 只能是 zh 或 en", "--lang takes zh or en");
  BUJU_MSG(no_command, "没有命令“{0}”", "no command \"{0}\"");
  bool help = false;
  buju_ctx_set_lang(ctx, locale_lang());
  if (!take_common(ctx, &argc, argv, &help)) return usage_failure(ctx, NULL, BUJU_SAY(bad_lang));
  if (argc > 1 && strcmp(argv[1], "--version") == 0) {
    print_version();
    return 0;
  }
  if (argc < 2) {
    print_help(ctx);
    return help ? 0 : 2;
  }
  const command *cmd = find_command(argv[1]);
  if (cmd == NULL) return usage_failure(ctx, NULL, BUJU_SAY(no_command, buju_text(argv[1])));
  if (help) {
    fputs(buju_ctx_lang(ctx) == BUJU_ZH ? cmd->usage.zh : cmd->usage.en, stdout);
    return 0;
  }
  return cmd->run(ctx, argc - 1, argv + 1);
}

int main(int argc, char **argv) {
  signal(SIGXFSZ, SIG_IGN); /* a file-size limit is a failed write with a line, not a death */
  buju_ctx *ctx = buju_ctx_new();
  if (ctx == NULL) {
    BUJU_MSG(no_memory, "buju: 内存不足\n", "buju: out of memory\n");
    fputs(locale_lang() == BUJU_ZH ? no_memory.zh : no_memory.en, stderr);
    return 6;
  }
  int status = run(ctx, argc, argv);
  buju_ctx_free(ctx);
  if (fflush(stdout) != 0 || ferror(stdout)) {
    perror("buju: stdout");
    return 6;
  }
  return status;
}
