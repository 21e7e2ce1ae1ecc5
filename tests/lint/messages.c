/* Reads C files and checks every message in them: two languages, the same placeholders, each in its own script.
 * A message is BUJU_MSG(…), the last two strings of a row of a table macro, any {"…", "…"} inside a constant whose
 * type holds messages, and any other string with Chinese: outside of words that are looked for in inputs, English
 * stands right behind it ("中文", "English" or zh ? "中文" : "English"). No English sentence is printed as it stands.
 * Prints file:line: what is wrong; fails when it printed.
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"

typedef enum kind { END, NAME, STRING, MARK } kind;

typedef struct token {
  kind kind;
  char mark;  /* of a MARK */
  char *text; /* of a NAME or STRING; adjacent literals are one */
  int line;
  bool checked; /* of a STRING: as a half of a message */
} token;

typedef struct source {
  const char *file;
  const char *at;
  int line;
  buju_arena *arena;
  buju_vec tokens;
} source;

static int complaints, messages;

static void complain(const source *s, int line, const char *what, const char *text) {
  printf("%s:%d: %s: \"%s\"\n", s->file, line, what, text);
  complaints++;
}

/* The types of constants in which a pair of strings is a message. */
static bool holds_messages(const char *type) {
  static const char *const types[] = {"buju_msg",  "buju_finding_kind", "buju_param", "buju_rule",
                                      "command",   "buju_word_entry",   "column",     "buju_column",
                                      "buju_gate", "buju_layer_table"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(type, types[i]) == 0) return true;
  return false;
}

static token *add(source *s, kind kind, char mark, const char *text, size_t n) {
  token *t = buju_vec_push(&s->tokens, sizeof *t);
  char *copy = buju_arena_text_n(s->arena, text, n);
  if (t == NULL || copy == NULL) exit(2);
  *t = (token){kind, mark, copy, s->line, false};
  return t;
}

/* A literal, joined to the one before it; escapes stay as they are written. */
static void read_string(source *s) {
  const char *start = ++s->at;
  while (*s->at != '\0' && *s->at != '"') s->at += s->at[0] == '\\' && s->at[1] != '\0' ? 2 : 1;
  size_t n = (size_t)(s->at - start);
  if (*s->at == '"') s->at++;
  token *last = s->tokens.n > 0 ? (token *)s->tokens.data + s->tokens.n - 1 : NULL;
  if (last == NULL || last->kind != STRING) {
    add(s, STRING, 0, start, n);
    return;
  }
  size_t had = strlen(last->text);
  char *joined = buju_arena_alloc(s->arena, had + n + 1, 1);
  if (joined == NULL) exit(2);
  memcpy(joined, last->text, had);
  memcpy(joined + had, start, n);
  last->text = joined;
}

static void skip_comment(source *s) {
  const char *end = s->at[1] == '*' ? strstr(s->at + 2, "*/") : strchr(s->at, '\n');
  end = end == NULL ? s->at + strlen(s->at) : s->at[1] == '*' ? end + 2 : end;
  for (; s->at < end; s->at++) s->line += *s->at == '\n';
}

static void read_tokens(source *s) {
  while (*s->at != '\0') {
    if (*s->at == '\n') {
      s->line++;
      s->at++;
    } else if (isspace((unsigned char)*s->at) || *s->at == '\\') {
      s->at++;
    } else if (s->at[0] == '/' && (s->at[1] == '*' || s->at[1] == '/')) {
      skip_comment(s);
    } else if (*s->at == '"') {
      read_string(s);
    } else if (*s->at == '\'') {
      for (s->at++; *s->at != '\0' && *s->at != '\''; s->at++) s->at += s->at[0] == '\\' && s->at[1] != '\0';
      if (*s->at != '\0') s->at++;
      add(s, MARK, '\'', "", 0);
    } else if (isalnum((unsigned char)*s->at) || *s->at == '_') {
      const char *start = s->at;
      while (isalnum((unsigned char)*s->at) || *s->at == '_') s->at++;
      add(s, NAME, 0, start, (size_t)(s->at - start));
    } else {
      add(s, MARK, *s->at++, "", 0);
    }
  }
  for (int i = 0; i < 8; i++) add(s, END, 0, "", 0);
}

/* The character at p: a code point for the three-byte range that holds Chinese, else its first byte. */
static unsigned character(const char *p) {
  const unsigned char *u = (const unsigned char *)p;
  if (u[0] >= 0xe0 && u[0] < 0xf0 && u[1] != 0 && u[2] != 0)
    return (u[0] & 0xfu) << 12 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);
  return u[0];
}

static bool is_han(unsigned c) { return c >= 0x3400 && c <= 0x9fff; }
static bool is_wide_mark(unsigned c) { return (c >= 0x3001 && c <= 0x3002) || (c >= 0xff01 && c <= 0xff5e); }

typedef struct script {
  bool han, wide_mark, letter, small, narrow_mark_in_han;
  unsigned slots;   /* bit n: {n} occurs */
  unsigned choices; /* bit n: {n?one|many} occurs */
  bool bad_choice;  /* one without its two texts */
} script;

/* The choice by number that stands at p, or NULL: what follows it. */
static const char *read_choice(const char *p, script *found) {
  if (p[0] != '{' || !isdigit((unsigned char)p[1]) || p[2] != '?') return NULL;
  size_t n = strcspn(p + 3, "}|{");
  found->choices |= 1u << (p[1] - '0');
  if (p[3 + n] == '|')
    n += 1 + strcspn(p + 4 + n, "}|{");
  else
    found->bad_choice = true;
  found->bad_choice = found->bad_choice || p[3 + n] != '}';
  return found->bad_choice ? p + 3 : p + 4 + n;
}

static script script_of(const char *text) {
  script found = {0};
  unsigned before = 0;
  for (const char *p = text; *p != '\0'; p++) {
    unsigned c = character(p);
    const char *choice = read_choice(p, &found);
    if (choice != NULL) {
      before = 0;
      p = choice - 1;
      continue;
    }
    if (p[0] == '{' && isdigit((unsigned char)p[1]) && p[2] == '}') {
      found.slots |= 1u << (p[1] - '0');
      before = 0;
      p += 2;
      continue;
    }
    found.han |= is_han(c);
    found.wide_mark |= is_wide_mark(c);
    found.letter |= c < 128 && isalpha((int)c);
    found.small |= c < 128 && islower((int)c);
    if (is_han(before) && strchr(",;?!", (int)(c < 128 ? c : 0)) != NULL && c != 0 && is_han(character(p + 1)))
      found.narrow_mark_in_han = true;
    before = c;
    if (c >= 0x800) p += 2;
  }
  return found;
}

static void check_pair(const source *s, token *zh, token *en) {
  script z = script_of(zh->text), e = script_of(en->text);
  if (zh->checked && en->checked) return;
  zh->checked = en->checked = true;
  messages++;
  if (*zh->text == '\0' && *en->text == '\0') return;
  if (*zh->text == '\0') complain(s, en->line, "no Chinese", en->text);
  if (*en->text == '\0') complain(s, zh->line, "no English", zh->text);
  if (z.slots != e.slots) complain(s, zh->line, "the two languages have different placeholders", zh->text);
  if (z.slots >> 6 != 0) complain(s, zh->line, "placeholders are {0} to {5}", zh->text);
  if (z.choices != 0) complain(s, zh->line, "Chinese nouns have no plural to choose", zh->text);
  if (e.bad_choice) complain(s, en->line, "a choice by number is {0?one|many}", en->text);
  if ((e.choices & ~e.slots) != 0) complain(s, en->line, "a choice by a number that is not said", en->text);
  if (!z.han && z.small) complain(s, zh->line, "the Chinese is not Chinese", zh->text);
  if (z.han && !e.letter) complain(s, en->line, "the English is not English", en->text);
  if (e.wide_mark) complain(s, en->line, "Chinese punctuation in English", en->text);
  if (z.narrow_mark_in_han) complain(s, zh->line, "western punctuation in Chinese", zh->text);
}

static bool is_mark(const token *t, char mark) { return t->kind == MARK && t->mark == mark; }
static bool is_name(const token *t, const char *text) { return t->kind == NAME && strcmp(t->text, text) == 0; }

/* t is the opening brace of a constant: checks every {"…", "…"} in it. */
static token *check_constant(const source *s, token *t) {
  int depth = 0;
  for (; t->kind != END; t++) {
    if (is_mark(t, '{')) depth++;
    if (is_mark(t, '}') && --depth == 0) break;
    if (is_mark(t, '{') && t[1].kind == STRING && is_mark(&t[2], ',') && t[3].kind == STRING &&
        (is_mark(&t[4], '}') || (is_mark(&t[4], ',') && is_mark(&t[5], '}'))))
      check_pair(s, &t[1], &t[3]);
  }
  return t;
}

/* X(NAME, …, "中文", "English"): t is the parenthesis. A row may end in more than one pair, as columns do. */
static void check_row(const source *s, token *t, int pairs) {
  token *end = t;
  for (int depth = 0; end->kind != END; end++) {
    depth += is_mark(end, '(') - is_mark(end, ')');
    if (depth == 0) break;
  }
  for (; pairs > 0 && end - t >= 4; pairs--, end -= 4) {
    if (end[-1].kind != STRING || !is_mark(&end[-2], ',') || end[-3].kind != STRING) return;
    check_pair(s, &end[-3], &end[-1]);
  }
}

static void check_tokens(const source *s) {
  token *t = s->tokens.data;
  for (; t->kind != END; t++) {
    if (t->kind != NAME) continue;
    if (strcmp(t->text, "BUJU_MSG") == 0 && is_mark(&t[1], '(') && is_mark(&t[3], ',')) {
      if (t[4].kind == STRING && is_mark(&t[5], ',') && t[6].kind == STRING)
        check_pair(s, &t[4], &t[6]);
      else if (!is_name(&t[4], "zh"))
        complain(s, t->line, "a message needs two texts", t[2].text);
    } else if (strcmp(t->text, "X") == 0 && is_mark(&t[1], '(')) {
      check_row(s, &t[1], 1);
    } else if (strcmp(t->text, "BUJU_COLUMN") == 0 && is_mark(&t[1], '(')) {
      check_row(s, &t[1], 2);
    } else if (holds_messages(t->text)) {
      token *brace = t + 1;
      while (brace->kind != END && !is_mark(brace, '{') && !is_mark(brace, ';') && !is_mark(brace, '(')) brace++;
      bool constant = is_mark(brace, '{') && brace > t + 1 && (is_mark(brace - 1, '=') || is_mark(brace - 1, ')'));
      if (constant) t = check_constant(s, brace);
    }
  }
}

/* Files whose Chinese is looked for in inputs, or made up for samples: their words need no English. */
static bool speaks_input(const char *file) {
  static const char *const files[] = {"core/doc_read.c",
                                      "core/road_class.c",
                                      "layers/cell.c",
                                      "layers/init/roles.c",
                                      "layers/instances/candidates.c",
                                      "layers/instances/csv.c",
                                      "layers/instances/tiers.c",
                                      "layers/output/site_names.c",
                                      "layers/region/",
                                      "layers/sample/",
                                      "layers/sheet_table.c",
                                      "layers/source_points.c",
                                      "libbuju/scenario_decisions.c",
                                      "libbuju/scenario_inputs.c",
                                      "libbuju/scenario_table.c",
                                      "libbuju/scenario_travel.c",
                                      "planner/named.c"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    if (strncmp(file, files[i], strlen(files[i])) == 0) return true;
  return false;
}

/* The text that stands where the other language must: behind the comma or colon, past parts that macros splice in. */
static token *partner(token *t) {
  while (t->kind == NAME || t->kind == STRING) t++;
  if (!is_mark(t, ',') && !is_mark(t, ':')) return NULL;
  for (t++; t->kind == NAME; t++) continue;
  return t->kind == STRING && !script_of(t->text).han ? t : NULL;
}

/* Two words of a sentence side by side; code of other languages has its marks. */
static bool is_sentence(const char *text) {
  size_t run = 0, words = 0;
  if (strpbrk(text, "<>{}=$#_") != NULL) return false;
  for (const char *p = text;; p++) {
    if (islower((unsigned char)*p)) {
      run++;
      continue;
    }
    words = run >= 2 ? words + 1 : 0;
    if (words >= 2) return true;
    if (*p != ' ') words = 0;
    if (*p == '\0') return false;
    run = 0;
  }
}

/* A sentence that is printed as it stands: it was said in English only. */
static void check_printed(const source *s, const token *t) {
  static const char *const names[] = {"printf", "fprintf", "puts", "fputs", "buju_out_text", "buju_page_put"};
  bool prints = false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) prints = prints || is_name(t, names[i]);
  if (!prints || !is_mark(&t[1], '(')) return;
  const token *text = t[2].kind == NAME && is_mark(&t[3], ',') ? &t[4] : &t[2];
  if (text->kind == STRING && is_sentence(text->text)) complain(s, text->line, "English, and no Chinese", text->text);
}

/* Chinese that is no half of a message found so far. Among words of inputs, only sentences are messages. */
static void check_strays(const source *s) {
  bool words = speaks_input(s->file);
  for (token *t = s->tokens.data; t->kind != END; t++) {
    check_printed(s, t);
    if (t->kind != STRING || t->checked || !script_of(t->text).han) continue;
    token *english = partner(t);
    if (english != NULL && (!words || (strchr(english->text, ' ') != NULL && script_of(english->text).small)))
      check_pair(s, t, english);
    else if (!words)
      complain(s, t->line, "Chinese, and no English beside it", t->text);
  }
}

static void check_file(const char *file) {
  FILE *in = fopen(file, "rb");
  buju_arena *arena = buju_arena_new();
  char *text = NULL;
  if (in != NULL && fseek(in, 0, SEEK_END) == 0) {
    long bytes = ftell(in);
    rewind(in);
    text = bytes >= 0 ? buju_arena_alloc(arena, (size_t)bytes + 4, 1) : NULL;
    if (text != NULL && fread(text, 1, (size_t)bytes, in) != (size_t)bytes) text = NULL;
  }
  if (text == NULL) {
    perror(file);
    exit(2);
  }
  fclose(in);
  source s = {.file = file, .at = text, .line = 1, .arena = arena};
  read_tokens(&s);
  check_tokens(&s);
  check_strays(&s);
  buju_vec_free(&s.tokens);
  buju_arena_free(arena);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) check_file(argv[i]);
  printf("%d messages, %d complaints\n", messages, complaints);
  return complaints > 0 || messages == 0 ? 1 : 0;
}
