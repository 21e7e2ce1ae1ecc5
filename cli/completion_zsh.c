/* Completion for zsh. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "cli/completion.h"
#include "cli/help_page.h"

/* A text inside '…[text]…' of _arguments, cut at the first sentence's end. */
static void put_text(FILE *to, const char *text) {
  for (const char *p = text; *p != '\0' && strncmp(p, ". ", 2) != 0; p++) {
    if (strchr("[]:\\", *p) != NULL) fputc('\\', to);
    if (*p == '\'')
      fputs("'\\''", to);
    else
      fputc(*p, to);
  }
}

static void put_command(FILE *to, const command *c, buju_lang lang) {
  help_option option[HELP_OPTIONS];
  size_t n = help_options(c, lang, option);
  char buf[1024];
  fprintf(to, "    %s)\n      _arguments -s", c->name);
  for (size_t i = 0; i < n; i++) {
    const char *words = completion_words(c->name, option[i].word, buf, sizeof buf);
    fprintf(to, " \\\n        '*%s[", option[i].word);
    put_text(to, option[i].text);
    if (words != NULL)
      fprintf(to, "]: :(%s)'", words);
    else
      fputs(option[i].takes ? "]: :_files'" : "]'", to);
  }
  const char *operands = completion_operands(c->name, buf, sizeof buf);
  if (operands != NULL)
    fprintf(to, " \\\n        '*: :(%s)'\n      ;;\n", operands);
  else
    fputs(" \\\n        '*: :_files'\n      ;;\n", to);
}

void completion_zsh(FILE *to, buju_lang lang) {
  fputs("#compdef buju\n"
        "# zsh completion for buju: save it as _buju in a folder of $fpath\n"
        "_buju() {\n"
        "  local line state\n"
        "  _arguments -C '1: :->command' '*:: :->argument' && return\n"
        "  if [[ $state == command ]]; then\n"
        "    local -a commands=(\n",
        to);
  for (const command *const *c = command_list; *c != NULL; c++) {
    fprintf(to, "      '%s:", (*c)->name);
    put_text(to, lang == BUJU_ZH ? (*c)->brief.zh : (*c)->brief.en);
    fputs("'\n", to);
  }
  fputs("    )\n    _describe command commands\n    return\n  fi\n  case $words[1] in\n", to);
  for (const command *const *c = command_list; *c != NULL; c++) put_command(to, *c, lang);
  fputs("  esac\n}\n_buju \"$@\"\n", to);
}
