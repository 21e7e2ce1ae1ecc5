/* The help text of a command, taken apart. SPDX-License-Identifier: Apache-2.0 */
#include "cli/help_page.h"

#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

static size_t line_bytes(const char *at) { return strcspn(at, "\n"); }

static const char *next_line(const char *at) {
  at += line_bytes(at);
  return *at == '\n' ? at + 1 : at;
}

static size_t indent_of(const char *at) { return strspn(at, " "); }

/* A row is "  head  text": indented by two, the head ends before two spaces. What is indented further goes on. */
static bool starts_row(const char *at) { return indent_of(at) == 2 && at[2] != '\n' && at[2] != '\0'; }

/* Appends n bytes, joined as prose is: Chinese characters stand side by side. */
static void append(buju_lang lang, char *text, size_t size, const char *more, size_t n) {
  size_t have = strlen(text);
  bool wide = have > 0 && n > 0 && (((unsigned char)text[have - 1] | (unsigned char)more[0]) & 0x80) != 0;
  if (have > 0 && !(lang == BUJU_ZH && wide) && have + 1 < size) text[have++] = ' ';
  while (n > 0) {
    size_t c = buju_utf8_char(more, n);
    if (c == 0) c = 1;
    if (have + c >= size) break;
    memcpy(text + have, more, c);
    have += c;
    more += c;
    n -= c;
  }
  text[have] = '\0';
}

/* What is typed ends before two spaces. */
static size_t head_bytes(const char *at, size_t n) {
  for (size_t i = 0; i + 1 < n; i++)
    if (at[i] == ' ' && at[i + 1] == ' ') return i;
  return n;
}

static const char *read_row(buju_lang lang, const char *at, help_part *part) {
  size_t n = line_bytes(at) - 2, head = head_bytes(at + 2, n);
  part->kind = HELP_ROW;
  append(lang, part->head, sizeof part->head, at + 2, head);
  size_t gap = strspn(at + 2 + head, " ");
  append(lang, part->text, sizeof part->text, at + 2 + head + gap, n - head - gap);
  for (at = next_line(at); indent_of(at) > 2; at = next_line(at))
    append(lang, part->text, sizeof part->text, at + indent_of(at), line_bytes(at) - indent_of(at));
  return at;
}

static const char *read_prose(buju_lang lang, const char *at, help_part *part) {
  static const char *const usage[] = {"用法：", "Usage: "};
  size_t skip = strlen(usage[lang == BUJU_EN]);
  part->kind = strncmp(at, usage[lang == BUJU_EN], skip) == 0 ? HELP_SYNOPSIS : HELP_PARAGRAPH;
  if (part->kind == HELP_SYNOPSIS) at += skip;
  for (; *at != '\0' && *at != '\n' && !starts_row(at); at = next_line(at))
    append(lang, part->text, sizeof part->text, at + indent_of(at), line_bytes(at) - indent_of(at));
  return at;
}

bool help_next(buju_lang lang, const char **at, help_part *part) {
  const char *p = *at + strspn(*at, "\n");
  if (*p == '\0') return false;
  part->head[0] = part->text[0] = '\0';
  *at = starts_row(p) ? read_row(lang, p, part) : read_prose(lang, p, part);
  return true;
}

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

/* The options named in a text such as "[-o FILE] [--json | --markdown]". */
static size_t find_options(const char *in, const char *text, help_option *out, size_t n) {
  for (const char *p = in; *p != '\0' && n < HELP_OPTIONS; p++) {
    size_t bytes = 0;
    if (*p != '-' || (p > in && (letter(p[-1]) || p[-1] == '='))) continue;
    while (letter(p[bytes])) bytes++;
    if (bytes < 2 || bytes >= sizeof out->word || strspn(p, "-") > 2) continue;
    help_option option = {.takes = p[bytes] == ' ' && p[bytes + 1] != '\0' && strchr("|[]- ", p[bytes + 1]) == NULL};
    memcpy(option.word, p, bytes);
    snprintf(option.text, sizeof option.text, "%.*s", (int)sizeof option.text - 1, text);
    option.text[buju_utf8_bad(option.text, strlen(option.text))] = '\0'; /* never half a character */
    p += bytes - 1;
    size_t at = 0;
    while (at < n && strcmp(out[at].word, option.word) != 0) at++;
    if (at == n)
      out[n++] = option;
    else if (out[at].text[0] == '\0')
      out[at] = option;
  }
  return n;
}

size_t help_options(const command *cmd, buju_lang lang, help_option out[HELP_OPTIONS]) {
  BUJU_MSG(tongue, "输出的语言", "the language of what is shown");
  BUJU_MSG(help, "说明", "help");
  const char *at = lang == BUJU_ZH ? cmd->usage.zh : cmd->usage.en;
  size_t n = 0;
  for (help_part part; help_next(lang, &at, &part);) {
    if (part.kind == HELP_SYNOPSIS) n = find_options(part.text, "", out, n);
    if (part.kind == HELP_ROW && part.head[0] == '-') n = find_options(part.head, part.text, out, n);
  }
  n = find_options("--lang zh", lang == BUJU_ZH ? tongue.zh : tongue.en, out, n);
  return find_options("--help", lang == BUJU_ZH ? help.zh : help.en, out, n);
}
