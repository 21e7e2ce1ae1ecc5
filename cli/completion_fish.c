/* Completion for fish. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "cli/completion.h"
#include "cli/help_page.h"

static void put_quoted(FILE *to, const char *text) {
  fputc('\'', to);
  for (const char *p = text; *p != '\0' && strncmp(p, ". ", 2) != 0; p++) {
    if (*p == '\'' || *p == '\\') fputc('\\', to);
    fputc(*p, to);
  }
  fputc('\'', to);
}

static void put_option(FILE *to, const char *name, const help_option *option) {
  char buf[1024];
  const char *words = completion_words(name, option->word, buf, sizeof buf);
  size_t dashes = strspn(option->word, "-");
  fprintf(to, "complete -c buju -n '__fish_seen_subcommand_from %s' -%c %s", name, dashes == 2 ? 'l' : 's',
          option->word + dashes);
  if (words != NULL)
    fprintf(to, " -x -a '%s'", words);
  else if (option->takes)
    fputs(" -r", to);
  fputs(" -d ", to);
  put_quoted(to, option->text);
  fputs("\n", to);
}

void completion_fish(FILE *to, buju_lang lang) {
  fputs("# fish completion for buju: save it as ~/.config/fish/completions/buju.fish\n", to);
  for (const command *const *c = command_list; *c != NULL; c++) {
    help_option option[HELP_OPTIONS];
    size_t n = help_options(*c, lang, option);
    char buf[1024];
    const char *operands = completion_operands((*c)->name, buf, sizeof buf);
    fprintf(to, "complete -c buju -n __fish_use_subcommand -f -a %s -d ", (*c)->name);
    put_quoted(to, lang == BUJU_ZH ? (*c)->brief.zh : (*c)->brief.en);
    fputs("\n", to);
    for (size_t i = 0; i < n; i++) put_option(to, (*c)->name, &option[i]);
    if (operands != NULL)
      fprintf(to, "complete -c buju -n '__fish_seen_subcommand_from %s' -f -a '%s'\n", (*c)->name, operands);
  }
}
