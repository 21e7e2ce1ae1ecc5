/* Completion for bash. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "cli/completion.h"
#include "cli/help_page.h"

static const char head[] =
    "# bash completion for buju: source it, or put it into ~/.local/share/bash-completion/completions/buju\n"
    "_buju() {\n"
    "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= words= i\n"
    "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "    case ${COMP_WORDS[i]} in --lang) ((i++)) ;; -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac\n"
    "  done\n"
    "  COMPREPLY=()\n";

static const char tail[] = "  if [[ -n $command && $current != -* && -z $words ]]; then\n"
                           "    compopt -o default 2>/dev/null\n"
                           "    return\n"
                           "  fi\n"
                           "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
                           "}\n"
                           "complete -F _buju buju\n";

/* After an option that takes a value: its words, or files. */
static void put_values(FILE *to, const command *c) {
  help_option option[HELP_OPTIONS];
  size_t n = help_options(c, BUJU_EN, option), files = 0;
  char buf[1024];
  for (size_t i = 0; i < n; i++) {
    const char *words = completion_words(c->name, option[i].word, buf, sizeof buf);
    if (words != NULL && strcmp(option[i].word, "--lang") != 0)
      fprintf(to, "    %s:%s) COMPREPLY=($(compgen -W \"%s\" -- \"$current\")); return ;;\n", c->name, option[i].word,
              words);
  }
  for (size_t i = 0; i < n; i++)
    if (option[i].takes && completion_words(c->name, option[i].word, buf, sizeof buf) == NULL)
      fprintf(to, "%s%s:%s", files++ > 0 ? " | " : "    ", c->name, option[i].word);
  if (files > 0) fputs(") compopt -o default 2>/dev/null; return ;;\n", to);
}

static void put_words(FILE *to, const command *c) {
  help_option option[HELP_OPTIONS];
  size_t n = help_options(c, BUJU_EN, option);
  char buf[1024];
  const char *operands = completion_operands(c->name, buf, sizeof buf);
  fprintf(to, "    %s)\n      [[ $current == -* ]] && words=\"", c->name);
  for (size_t i = 0; i < n; i++) fprintf(to, "%s%s", i > 0 ? " " : "", option[i].word);
  fputs("\"\n", to);
  if (operands != NULL) fprintf(to, "      [[ $current == -* ]] || words=\"%s\"\n", operands);
  fputs("      ;;\n", to);
}

void completion_bash(FILE *to, buju_lang lang) {
  (void)lang; /* bash shows words only */
  fputs(head, to);
  fputs("  case $command:$previous in\n"
        "    *:--lang) COMPREPLY=($(compgen -W \"zh en\" -- \"$current\")); return ;;\n",
        to);
  for (const command *const *c = command_list; *c != NULL; c++) put_values(to, *c);
  fputs("  esac\n  case $command in\n    '') words=\"", to);
  for (const command *const *c = command_list; *c != NULL; c++) fprintf(to, "%s ", (*c)->name);
  fputs("--lang --help --version\" ;;\n", to);
  for (const command *const *c = command_list; *c != NULL; c++) put_words(to, *c);
  fputs("  esac\n", to);
  fputs(tail, to);
}
