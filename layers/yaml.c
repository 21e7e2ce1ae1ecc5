/* YAML through libfyaml's events: nothing is resolved, nothing is built that is not wanted. libfyaml hangs on some
 * bytes that are not UTF-8 after a %, and finds duplicate keys in quadratic time; so text is checked before and keys
 * are checked here. SPDX-License-Identifier: Apache-2.0 */
#include "layers/yaml.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libfyaml.h>

#include "core/reason.h"
#include "core/utf8.h"

typedef struct builder {
  buju_ctx *ctx;
  buju_arena *arena;
  const char *file, *text; /* text: what is parsed, bytes long */
  size_t bytes;
  buju_doc *root;
  buju_doc *open[BUJU_YAML_DEPTH]; /* the maps and lists being read */
  int depth;
  size_t nodes;
  const char *key; /* of the map being read: waits for its value */
  int key_line, key_column;
  int documents;
} builder;

static buju_status refuse(builder *b, int line, int column, const buju_msg *msg) {
  buju_doc at = {.file = b->file, .line = line, .column = column};
  return buju_doc_complain(b->ctx, &at, BUJU_SAY(*msg));
}

static buju_status refuse_event(builder *b, struct fy_event *event, const buju_msg *msg) {
  const struct fy_mark *mark = fy_event_start_mark(event);
  return refuse(b, mark != NULL ? mark->line + 1 : b->key_line, mark != NULL ? mark->column + 1 : b->key_column, msg);
}

/* A node at the event's place. A map, a list or a blank is looked for where its key stands. */
static buju_doc *node_at(builder *b, struct fy_event *event, buju_doc_kind kind) {
  const struct fy_mark *mark = fy_event_start_mark(event);
  if (mark != NULL && (kind == BUJU_DOC_SCALAR || b->key == NULL))
    return buju_doc_new(b->arena, kind, b->file, mark->line + 1, mark->column + 1);
  return buju_doc_new(b->arena, kind, b->file, b->key_line, b->key_column);
}

static buju_status attach(builder *b, buju_doc *node) {
  BUJU_MSG(too_many, "{0}：内容过多（超过 5 万个节点）；大量决定请放入 CSV 表，用 decisions: {path: …} 引用",
           "{0}: more than 50,000 nodes; keep long lists of decisions in a CSV table: decisions: {path: …}");
  if (node == NULL) return buju_fail_memory(b->ctx);
  if (++b->nodes > BUJU_YAML_NODES) return refuse(b, node->line, node->column, &too_many);
  if (b->depth == 0)
    b->root = node;
  else
    buju_doc_add(b->open[b->depth - 1], b->key, node);
  b->key = NULL;
  return BUJU_OK;
}

static bool in_map(const builder *b) { return b->depth > 0 && b->open[b->depth - 1]->kind == BUJU_DOC_MAP; }

static buju_status begin(builder *b, struct fy_event *event, buju_doc_kind kind) {
  BUJU_MSG(key_not_text, "{0}：键必须是一个词", "{0}: a key must be a word");
  BUJU_MSG(too_deep, "{0}：嵌套过深（超过 32 层）", "{0}: nested more than 32 levels deep");
  if (in_map(b) && b->key == NULL) return refuse_event(b, event, &key_not_text);
  if (b->depth == BUJU_YAML_DEPTH) return refuse_event(b, event, &too_deep);
  buju_doc *node = node_at(b, event, kind);
  buju_status status = attach(b, node);
  if (status == BUJU_OK) b->open[b->depth++] = node;
  return status;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static bool is_break(char c) { return c == '\n' || c == '\r'; }

/* Passes a line break in quotes with the blanks around it: one break is a blank, n of them are n - 1 breaks. */
static const char *fold(const char *from, const char *end, char *text, size_t *n) {
  size_t breaks = 0;
  while (*n > 0 && is_blank(text[*n - 1])) --*n;
  for (; from < end && (is_blank(*from) || is_break(*from)); from++)
    if (*from == '\n' || (*from == '\r' && (from + 1 == end || from[1] != '\n'))) breaks++;
  if (breaks == 1) text[(*n)++] = ' ';
  for (size_t i = 1; i < breaks; i++) text[(*n)++] = '\n';
  return from;
}

/* A text in single quotes, from the file: libfyaml 0.7.12 doubles '''' and leaks when there are many. */
static const char *single_quoted(builder *b, struct fy_token *token, size_t *bytes) {
  size_t from = fy_token_start_mark(token)->input_pos, to = fy_token_end_mark(token)->input_pos, n = 0;
  if (from > to || to > b->bytes) return NULL;
  char *text = buju_arena_alloc(b->arena, to - from + 1, 1);
  const char *end = b->text + to;
  for (const char *p = b->text + from; text != NULL && p < end;) {
    if (is_break(*p)) {
      p = fold(p, end, text, &n);
      continue;
    }
    text[n++] = *p;
    p += *p == '\'' ? 2 : 1;
  }
  if (text != NULL) text[n] = '\0';
  *bytes = n;
  return text;
}

/* The text of a scalar in the arena; NULL when memory is out. */
static const char *scalar_text(builder *b, struct fy_token *token, size_t *bytes) {
  if (token == NULL) return "";
  if (fy_token_scalar_style(token) == FYSS_SINGLE_QUOTED) return single_quoted(b, token, bytes);
  const char *text = fy_token_get_text(token, bytes);
  return text != NULL ? buju_arena_text_n(b->arena, text, *bytes) : NULL;
}

static buju_status take_key(builder *b, struct fy_event *event, const char *text, size_t n) {
  BUJU_MSG(blank_key, "{0}：冒号前缺少键", "{0}: there is no key before the colon");
  const struct fy_mark *mark = fy_event_start_mark(event);
  if (n == 0 || mark == NULL) return refuse_event(b, event, &blank_key);
  b->key = text;
  b->key_line = mark->line + 1;
  b->key_column = mark->column + 1;
  return BUJU_OK;
}

static bool is_null(const char *text, size_t n) {
  static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
  for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
    if (strlen(nulls[i]) == n && memcmp(nulls[i], text, n) == 0) return true;
  return false;
}

static bool token_is_quoted(struct fy_token *token) {
  enum fy_scalar_style style = token != NULL ? fy_token_scalar_style(token) : FYSS_PLAIN;
  return style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
}

static buju_status take_scalar(builder *b, struct fy_event *event) {
  BUJU_MSG(holds_nul, "{0}：文字里有零字节", "{0}: the text holds a zero byte");
  BUJU_MSG(wide_colon, "{0}：键后的冒号是全角的“：”；请改为半角（英文）的冒号，后面空一格",
           "{0}: the colon after the key is a full-width one; write an ASCII colon and a space");
  size_t n = 0;
  struct fy_token *token = fy_event_get_token(event);
  const char *text = scalar_text(b, token, &n);
  if (text == NULL) return buju_fail_memory(b->ctx);
  if (memchr(text, '\0', n) != NULL) return refuse_event(b, event, &holds_nul); /* written as "\0" */
  if (in_map(b) && b->key == NULL) return take_key(b, event, text, n);
  bool plain = token == NULL || fy_token_scalar_style(token) == FYSS_PLAIN;
  if (n == 0 && plain && in_map(b) && strstr(b->key, "：") != NULL) return refuse_event(b, event, &wide_colon);
  if (plain && is_null(text, n)) return attach(b, node_at(b, event, BUJU_DOC_NULL));
  buju_doc *node = node_at(b, event, BUJU_DOC_SCALAR);
  if (node == NULL) return buju_fail_memory(b->ctx);
  node->quoted = !plain;
  if (token_is_quoted(token)) node->column--; /* libfyaml's mark is behind the quote */
  node->text = text;
  return attach(b, node);
}

static buju_status take_event(builder *b, struct fy_event *event) {
  BUJU_MSG(two_documents, "{0}：一个文件里只能有一份文档，去掉多余的“---”",
           "{0}: a file holds one document; remove the extra \"---\"");
  BUJU_MSG(has_alias, "{0}：不支持别名（*）；请把内容直接写出来", "{0}: aliases (*) are not used; write the value out");
  BUJU_MSG(has_anchor, "{0}：不支持锚点（&）；请把内容直接写出来",
           "{0}: anchors (&) are not used; write the value out");
  BUJU_MSG(has_tag, "{0}：不支持类型标签（!）；请去掉", "{0}: tags (!) are not used; remove it");
  switch (event->type) {
  case FYET_DOCUMENT_START: return ++b->documents > 1 ? refuse_event(b, event, &two_documents) : BUJU_OK;
  case FYET_ALIAS: return refuse_event(b, event, &has_alias);
  case FYET_MAPPING_START:
  case FYET_SEQUENCE_START:
  case FYET_SCALAR:
    if (fy_event_get_anchor_token(event) != NULL) return refuse_event(b, event, &has_anchor);
    if (fy_event_get_tag_token(event) != NULL) return refuse_event(b, event, &has_tag);
    if (event->type == FYET_SCALAR) return take_scalar(b, event);
    return begin(b, event, event->type == FYET_MAPPING_START ? BUJU_DOC_MAP : BUJU_DOC_LIST);
  case FYET_MAPPING_END:
  case FYET_SEQUENCE_END: b->depth--; return BUJU_OK;
  case FYET_NONE:
  case FYET_STREAM_START:
  case FYET_STREAM_END:
  case FYET_DOCUMENT_END: return BUJU_OK;
  }
  return BUJU_OK;
}

/* The library would print what it finds wrong; here it is collected. */
static void print_nothing(struct fy_diag *diag, void *user, const char *text, size_t n) {
  (void)diag;
  (void)user;
  (void)text;
  (void)n;
}

static struct fy_diag *new_diag(void) {
  struct fy_diag_cfg cfg;
  fy_diag_cfg_default(&cfg);
  cfg.fp = NULL;
  cfg.output_fn = print_nothing;
  struct fy_diag *diag = fy_diag_create(&cfg);
  if (diag != NULL) fy_diag_set_collect_errors(diag, true);
  return diag;
}

/* A mark of Chinese typing that stands on a line where YAML may want the other one; NULL without any. */
static const char *wide_mark(const builder *b, int line) {
  static const char *const marks[] = {"：", "，", "“", "”", "‘", "’", "［", "］", "｛", "｝", NULL};
  const char *from = b->text, *end = b->text + b->bytes;
  for (int l = 1; l < line && from < end; from++) l += *from == '\n';
  const char *to = from;
  while (to < end && *to != '\n') to++;
  for (; from < to; from++)
    for (size_t m = 0; marks[m] != NULL; m++) {
      size_t bytes = strlen(marks[m]);
      if (bytes <= (size_t)(to - from) && memcmp(from, marks[m], bytes) == 0) return marks[m];
    }
  return NULL;
}

static buju_status syntax_error(builder *b, struct fy_diag *diag) {
  BUJU_MSG(syntax, "{0}：YAML 语法有误（{1}）；请检查缩进（用空格，不用制表符）、冒号后的空格和引号",
           "{0}: not valid YAML ({1}); check the indentation (spaces, not tabs), the space after colons and quotes");
  BUJU_MSG(
      wide,
      "{0}：YAML 语法有误（{1}）；这一行有全角的“{2}”，键后的冒号、逗号、引号、括号要用半角（英文）的，冒号后空一格",
      "{0}: not valid YAML ({1}); the line has a full-width \"{2}\": colons, commas, quotes and brackets must be "
      "ASCII ones, with a space after a colon");
  void *at = NULL;
  struct fy_diag_error *error = fy_diag_errors_iterate(diag, &at);
  buju_doc place = {.file = b->file};
  if (error != NULL) {
    place.line = error->line;
    place.column = error->column;
  }
  char where[BUJU_PLACE_BYTES];
  const char *mark = wide_mark(b, place.line);
  buju_said said = BUJU_SAY(syntax, buju_text(buju_doc_place(&place, where, sizeof where)),
                            buju_text(error != NULL ? error->msg : ""), buju_text(mark != NULL ? mark : ""));
  if (mark != NULL) said.msg = &wide;
  return buju_complain(b->ctx, BUJU_E_SCENARIO, said);
}

static buju_status read_events(builder *b, struct fy_parser *parser, struct fy_diag *diag) {
  for (;;) {
    struct fy_event *event = fy_parser_parse(parser);
    if (event == NULL) return fy_parser_get_stream_error(parser) ? syntax_error(b, diag) : BUJU_OK;
    buju_status status = take_event(b, event);
    fy_parser_event_free(parser, event);
    if (status != BUJU_OK) return status;
  }
}

static int by_key(const void *a, const void *b) {
  const buju_doc *x = *(const buju_doc *const *)a, *y = *(const buju_doc *const *)b;
  int order = strcmp(x->key, y->key);
  if (order != 0) return order;
  return x->line != y->line ? (x->line > y->line) - (x->line < y->line)
                            : (x->column > y->column) - (x->column < y->column);
}

/* Keys given twice in one map, by sorting. */
static buju_status check_map(builder *b, const buju_doc *map, const buju_doc **sorted) {
  BUJU_MSG(twice, "{0}：键“{2}”重复，前一处在第 {3} 行；请保留一个",
           "{0}: the key \"{2}\" is given twice, first in line {3}; keep one");
  buju_status status = BUJU_OK;
  size_t n = 0;
  for (const buju_doc *child = map->first; child != NULL; child = child->next) sorted[n++] = child;
  qsort(sorted, n, sizeof *sorted, by_key);
  for (size_t i = 1; i < n; i++) {
    if (strcmp(sorted[i - 1]->key, sorted[i]->key) != 0) continue;
    char key[BUJU_SHOWN_BYTES];
    status = buju_doc_complain(b->ctx, sorted[i],
                               BUJU_SAY(twice, {0}, {0}, buju_text(buju_utf8_short(sorted[i]->key, key, sizeof key)),
                                        buju_year(sorted[i - 1]->line)));
  }
  return status;
}

static buju_status check_tree(builder *b, const buju_doc *node, const buju_doc **sorted) {
  buju_status status = node->kind == BUJU_DOC_MAP ? check_map(b, node, sorted) : BUJU_OK;
  for (const buju_doc *child = node->first; child != NULL; child = child->next) {
    buju_status below = check_tree(b, child, sorted);
    if (status == BUJU_OK) status = below;
  }
  return status;
}

static buju_status check_keys(builder *b) {
  if (b->root == NULL) return BUJU_OK;
  const buju_doc **sorted = calloc(b->nodes + 1, sizeof *sorted);
  if (sorted == NULL) return buju_fail_memory(b->ctx);
  buju_status status = check_tree(b, b->root, sorted);
  free(sorted);
  return status;
}

/* The line and column (in characters) of a byte. */
static void locate(const char *text, size_t at, int *line, int *column) {
  *line = *column = 1;
  for (size_t i = 0; i < at; i++) {
    if (text[i] == '\n') {
      ++*line;
      *column = 1;
    } else {
      *column += ((unsigned char)text[i] & 0xc0) != 0x80;
    }
  }
}

/* What must not reach the parser. */
static buju_status check_text(builder *b, const char *text, size_t bytes) {
  BUJU_MSG(not_utf8, "{0}：不是 UTF-8 文本；请用编辑器另存为 UTF-8 编码",
           "{0}: not UTF-8 text; save the file as UTF-8");
  BUJU_MSG(control, "{0}：有不可见的控制字符；请删除", "{0}: an invisible control character; remove it");
  BUJU_MSG(directive, "{0}：不支持以 % 开头的指令行；请删除",
           "{0}: directives (lines that start with %) are not used; remove it");
  int line, column;
  for (size_t at = 0; at < bytes;) {
    size_t n = buju_utf8_char(text + at, bytes - at);
    unsigned char c = (unsigned char)text[at];
    const buju_msg *wrong = NULL;
    if (n == 0) wrong = &not_utf8;
    if (c == 0x7f || (c < 0x20 && c != '\t' && c != '\n' && c != '\r')) wrong = &control;
    if (c == '%' && (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r')) wrong = &directive;
    if (wrong != NULL) {
      locate(text, at, &line, &column);
      return refuse(b, line, column, wrong);
    }
    at += n;
  }
  return BUJU_OK;
}

buju_status buju_yaml_parse(buju_ctx *ctx, const char *file, const char *text, size_t bytes, buju_arena *arena,
                            buju_doc **out) {
  BUJU_MSG(too_large, "{0}：文件超过 256 KiB，不像是方案文件；大量决定请放入 CSV 表",
           "{0}: more than 256 KiB is no scenario; keep long lists of decisions in a CSV table");
  BUJU_MSG(empty, "{0}：文件是空的；可用 buju init 生成一份可直接运行的方案文件",
           "{0}: the file is empty; buju init writes a scenario that runs as it stands");
  builder b = {.ctx = ctx, .arena = arena, .file = file, .key_line = 1, .key_column = 1};
  if (bytes > BUJU_YAML_BYTES) return refuse(&b, 0, 0, &too_large);
  if (bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* Windows editors put it there */
    text += 3;
    bytes -= 3;
  }
  buju_status status = check_text(&b, text, bytes);
  if (status != BUJU_OK) return status;
  b.text = text;
  b.bytes = bytes;
  struct fy_diag *diag = new_diag();
  const struct fy_parse_cfg cfg = {.search_path = "", .flags = FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE, .diag = diag};
  struct fy_parser *parser = diag != NULL ? fy_parser_create(&cfg) : NULL;
  if (parser == NULL || fy_parser_set_string(parser, text, bytes) != 0) {
    status = buju_fail_memory(ctx);
    goto done;
  }
  status = read_events(&b, parser, diag);
  if (status == BUJU_OK && (b.root == NULL || b.root->kind == BUJU_DOC_NULL)) status = refuse(&b, 0, 0, &empty);
  if (status == BUJU_OK) status = check_keys(&b);
  if (status == BUJU_OK) *out = b.root;
done:
  if (parser != NULL) fy_parser_destroy(parser);
  if (diag != NULL) fy_diag_destroy(diag);
  return status;
}

buju_status buju_yaml_load(buju_ctx *ctx, const char *path, const char *shown, buju_arena *arena, const char **text,
                           size_t *bytes) {
  BUJU_MSG(cannot_open, "{0}：无法读取（{1}）", "{0}: cannot be read ({1})");
  BUJU_MSG(too_large, "{0}：文件超过 256 KiB，不像是方案文件", "{0}: more than 256 KiB is no scenario");
  FILE *file = fopen(path, "rb");
  char *buf = NULL;
  size_t n = 0;
  buju_status status = BUJU_OK;
  errno = file != NULL ? 0 : errno;
  if (file != NULL) {
    buf = buju_arena_alloc(arena, BUJU_YAML_BYTES + 2, 1);
    if (buf != NULL) n = fread(buf, 1, BUJU_YAML_BYTES + 1, file);
  }
  if (file == NULL || ferror(file))
    status = buju_complain(ctx, BUJU_E_SCENARIO, BUJU_SAY(cannot_open, buju_text(shown), buju_reason(errno)));
  else if (buf == NULL)
    status = buju_fail_memory(ctx);
  else if (n > BUJU_YAML_BYTES)
    status = buju_complain(ctx, BUJU_E_SCENARIO, BUJU_SAY(too_large, buju_text(shown)));
  if (file != NULL) fclose(file);
  if (status != BUJU_OK) return status;
  *text = buf;
  *bytes = n;
  return BUJU_OK;
}
