/* Manual pages and completion, made from what --help says: buju_manual DIR writes DIR/man and DIR/completion. The build
 * runs it.
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "buju/version.h"
#include "cli/completion.h"
#include "cli/help_page.h"

typedef struct page {
  FILE *file;
  buju_lang lang;
} page;

static const char *in(const page *p, buju_msg msg) { return p->lang == BUJU_ZH ? msg.zh : msg.en; }

/* Text as roff reads it: no escapes, no requests, hyphens that can be copied; a line may end behind a Chinese mark. */
static void put(const page *p, const char *text) {
  static const char *const marks[] = {"，", "；", "。", "、", "：", "）"};
  for (const char *c = text; *c != '\0'; c++) {
    bool first = c == text || c[-1] == '\n';
    if (first && (*c == '.' || *c == '\'')) fputs("\\&", p->file);
    if (*c == '\\')
      fputs("\\e", p->file);
    else if (*c == '-')
      fputs("\\-", p->file);
    else
      fputc(*c, p->file);
    for (size_t i = 0; c - text >= 2 && i < sizeof marks / sizeof *marks; i++)
      if (strncmp(c - 2, marks[i], 3) == 0 && c[1] != '\0' && c[1] != '\n') fputs("\\:", p->file);
  }
}

static void put_line(const page *p, const char *before, const char *text) {
  fputs(before, p->file);
  put(p, text);
  fputc('\n', p->file);
}

static void put_section(const page *p, buju_msg title) { fprintf(p->file, ".SH \"%s\"\n", in(p, title)); }

static void put_head(const page *p, const char *name, buju_msg brief) {
  BUJU_MSG(called, "名称", "NAME");
  BUJU_MSG(manual, "buju 手册", "buju manual");
  fprintf(p->file, ".\\\" SPDX-License-Identifier: Apache-2.0\n.TH \"%s\" 1 \"\" \"buju %s\" \"%s\"\n.ad l\n", name,
          buju_version(), in(p, manual));
  put_section(p, called);
  put(p, name);
  fputs(" \\- ", p->file);
  put_line(p, "", in(p, brief));
}

static void put_lang(const page *p) {
  BUJU_MSG(tongue, "输出的语言：zh 中文，en 英文；默认随系统语言，判断不出时为中文。",
           "the language of what is shown: Chinese or English; by default the locale's, Chinese when in doubt.");
  put_line(p, ".TP\n.B ", "--lang zh|en");
  put_line(p, "", in(p, tongue));
}

BUJU_MSG(options, "选项", "OPTIONS");
BUJU_MSG(exits, "退出状态", "EXIT STATUS");

/* What a help text says of exit statuses, which pages have in a section of its own; NULL: the text is about others. */
static const char *exits_of(const page *p, const char *text) {
  BUJU_MSG(begin, "退出状态：", "Exit status: ");
  size_t n = strlen(in(p, begin));
  return strncmp(text, in(p, begin), n) == 0 ? text + n : NULL;
}

/* One part of a help text, under the section it belongs to. */
static void put_part(const page *p, const help_part *part, const buju_msg **section) {
  static const buju_msg synopsis = {"用法", "SYNOPSIS"}, description = {"说明", "DESCRIPTION"};
  const buju_msg *mine = part->kind == HELP_SYNOPSIS ? &synopsis : part->kind == HELP_ROW ? &options : *section;
  if (part->kind == HELP_PARAGRAPH && *section == &synopsis) mine = &description;
  bool begins = mine != *section;
  if (begins) put_section(p, *mine);
  *section = mine;
  if (part->kind == HELP_ROW) put_line(p, ".TP\n.B ", part->head);
  put_line(p, part->kind == HELP_SYNOPSIS ? ".B " : part->kind == HELP_ROW || begins ? "" : ".PP\n", part->text);
}

static void put_command(const page *p, const command *c) {
  BUJU_MSG(see, "参见", "SEE ALSO");
  const buju_msg *section = NULL;
  char name[64], statuses[1024] = "";
  help_part part;
  snprintf(name, sizeof name, "buju-%s", c->name);
  put_head(p, name, c->brief);
  for (const char *at = in(p, c->usage); help_next(p->lang, &at, &part);) {
    const char *exit = part.kind == HELP_PARAGRAPH ? exits_of(p, part.text) : NULL;
    if (exit != NULL)
      snprintf(statuses, sizeof statuses, "%s", exit);
    else
      put_part(p, &part, &section);
  }
  if (section != &options) put_section(p, options);
  put_lang(p);
  if (*statuses != '\0') {
    put_section(p, exits);
    put_line(p, "", statuses);
  }
  put_section(p, see);
  put_line(p, ".BR ", "buju (1)");
}

static void put_overview(const page *p) {
  BUJU_MSG(brief, "规划基层医疗卫生机构的布点", "plans where primary health care stands");
  BUJU_MSG(synopsis, "用法", "SYNOPSIS");
  BUJU_MSG(usage, "buju 命令 [参数]", "buju COMMAND [ARGUMENTS]");
  BUJU_MSG(list, "命令", "COMMANDS");
  BUJU_MSG(help, "某条命令的说明", "what a command does");
  BUJU_MSG(version, "版本，以及所用各个库的版本", "the version, and those of the libraries in use");
  BUJU_MSG(
      statuses,
      "0 完成；1 已完成，但规划后仍有缺口（plan --fail-on-gaps），或证明写不出（solve --certificate），"
      "或有的取值组合没有方案（sweep）；2 用法；"
      "3 方案文件；4 数据；5 要求矛盾；6 系统。",
      "0 done; 1 done, and gaps remain (plan --fail-on-gaps), a proof could not be kept (solve --certificate) or a "
      "combination of values has no plan (sweep); 2 usage; 3 scenario; 4 data; 5 decisions or targets that contradict "
      "each other; 6 system.");
  put_head(p, "buju", brief);
  put_section(p, synopsis);
  put_line(p, ".B ", in(p, usage));
  put_section(p, list);
  for (const command *const *c = command_list; *c != NULL; c++) {
    fprintf(p->file, ".TP\n.BR buju\\-%s (1)\n", (*c)->name);
    put_line(p, "", in(p, (*c)->brief));
  }
  put_section(p, options);
  put_line(p, ".TP\n.B ", "--help");
  put_line(p, "", in(p, help));
  put_line(p, ".TP\n.B ", "--version");
  put_line(p, "", in(p, version));
  put_lang(p);
  put_section(p, exits);
  put_line(p, "", in(p, statuses));
}

/* The folder below root, made where it is missing; what cannot be made is told by who writes into it. */
static bool make_dir(const char *root, const char *below, char dir[2048]) {
  int n = snprintf(dir, 2048, "%s/%s", root, below);
  if (n < 0 || n >= 2048) return false;
  for (char *slash = dir + strlen(root); slash != NULL; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (*dir != '\0') mkdir(dir, 0777);
    *slash = '/';
  }
  mkdir(dir, 0777);
  return true;
}

static FILE *begin(const char *dir, const char *name, char path[4096]) {
  snprintf(path, 4096, "%s/%s", dir, name);
  FILE *file = fopen(path, "w");
  if (file == NULL) fprintf(stderr, "buju_manual: %s: %s\n", path, strerror(errno));
  return file;
}

static bool end(FILE *file, const char *path) {
  bool bad = ferror(file) != 0;
  if (fclose(file) == 0 && !bad) return true;
  fprintf(stderr, "buju_manual: %s: %s\n", path, strerror(errno));
  return false;
}

/* One page into dir; c NULL: the overview. */
static bool write_page(const char *dir, buju_lang lang, const command *c) {
  char name[80], path[4096];
  snprintf(name, sizeof name, "buju%s%s.1", c != NULL ? "-" : "", c != NULL ? c->name : "");
  page p = {begin(dir, name, path), lang};
  if (p.file == NULL) return false;
  if (c != NULL)
    put_command(&p, c);
  else
    put_overview(&p);
  return end(p.file, path);
}

static bool write_pages(const char *root, const char *below, buju_lang lang) {
  char dir[2048];
  bool good = make_dir(root, below, dir) && write_page(dir, lang, NULL);
  for (const command *const *c = command_list; *c != NULL && good; c++) good = write_page(dir, lang, *c);
  return good;
}

static bool write_completion(const char *root) {
  static const struct {
    const char *name;
    void (*put)(FILE *to, buju_lang lang);
  } shells[] = {{"buju", completion_bash}, {"_buju", completion_zsh}, {"buju.fish", completion_fish}};
  char dir[2048], path[4096];
  if (!make_dir(root, "completion", dir)) return false;
  for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
    FILE *file = begin(dir, shells[i].name, path);
    if (file == NULL) return false;
    shells[i].put(file, BUJU_ZH);
    if (!end(file, path)) return false;
  }
  return true;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fputs("usage: buju_manual DIR\n", stderr);
    return 2;
  }
  bool good = write_pages(argv[1], "man/man1", BUJU_EN) && write_pages(argv[1], "man/zh_CN/man1", BUJU_ZH) &&
              write_completion(argv[1]);
  return good ? 0 : 1;
}
