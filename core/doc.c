/* Documents: building, searching, overlaying. SPDX-License-Identifier: Apache-2.0 */
#include "core/doc.h"

#include <stdio.h>
#include <string.h>

#include "core/text_same.h"
#include "core/utf8.h"

enum {
  WORD_BYTES = 48, /* longer words are not typing errors of a key */
  PREFIX_BYTES = 4,
};

buju_doc *buju_doc_new(buju_arena *arena, buju_doc_kind kind, const char *file, int line, int column) {
  buju_doc *node = BUJU_NEW(arena, buju_doc, 1);
  if (node == NULL) return NULL;
  node->kind = kind;
  node->file = file;
  node->line = line;
  node->column = column;
  return node;
}

void buju_doc_add(buju_doc *parent, const char *key, buju_doc *child) {
  child->key = key;
  child->next = NULL;
  if (parent->last != NULL)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
}

buju_doc *buju_doc_find(const buju_doc *map, const char *key) {
  if (map == NULL || map->kind != BUJU_DOC_MAP) return NULL;
  for (buju_doc *child = map->first; child != NULL; child = child->next)
    if (strcmp(child->key, key) == 0) return child;
  return NULL;
}

buju_ix buju_doc_count(const buju_doc *node) {
  buju_ix n = 0;
  for (const buju_doc *child = node->first; child != NULL; child = child->next) n++;
  return n;
}

void buju_doc_mark(buju_doc *node, buju_origin origin) {
  node->origin = origin;
  for (buju_doc *child = node->first; child != NULL; child = child->next) buju_doc_mark(child, origin);
}

bool buju_doc_same(const buju_doc *a, const buju_doc *b) {
  if (a == NULL || b == NULL) return a == b;
  if (a->kind != b->kind || a->quoted != b->quoted || !buju_text_same(a->text, b->text)) return false;
  const buju_doc *x = a->first, *y = b->first;
  for (; x != NULL && y != NULL; x = x->next, y = y->next)
    if (!buju_text_same(x->key, y->key) || !buju_doc_same(x, y)) return false;
  return x == y; /* both at their end */
}

/* A node that can stand in another tree: siblings are links of the parent, so they are not shared. */
static buju_doc *copy_node(buju_arena *arena, const buju_doc *from) {
  buju_doc *copy = buju_arena_copy(arena, from, 1, sizeof *from);
  if (copy != NULL) copy->next = NULL;
  return copy;
}

buju_doc *buju_doc_merge(buju_arena *arena, const buju_doc *base, const buju_doc *over, int levels) {
  if (base == NULL || over == NULL) return copy_node(arena, over != NULL ? over : base);
  if (base->kind == BUJU_DOC_MAP && over->kind == BUJU_DOC_NULL) return copy_node(arena, base);
  buju_doc *merged = copy_node(arena, over);
  if (merged == NULL || levels == 0 || base->kind != BUJU_DOC_MAP || over->kind != BUJU_DOC_MAP) return merged;
  merged->first = merged->last = NULL;
  for (const buju_doc *child = base->first; child != NULL; child = child->next) {
    buju_doc *made = buju_doc_merge(arena, child, buju_doc_find(over, child->key), levels - 1);
    if (made == NULL) return NULL;
    buju_doc_add(merged, child->key, made);
  }
  for (const buju_doc *child = over->first; child != NULL; child = child->next) {
    if (buju_doc_find(base, child->key) != NULL) continue;
    buju_doc *made = copy_node(arena, child);
    if (made == NULL) return NULL;
    buju_doc_add(merged, child->key, made);
  }
  return merged;
}

const char *buju_doc_place(const buju_doc *node, char *buf, size_t size) {
  char at[32] = "";
  if (node->line > 0) snprintf(at, sizeof at, ":%d:%d", node->line, node->column);
  const char *file = node->file, *cut = "";
  size_t n = strlen(file), room = size - strlen(at) - sizeof "…";
  if (n > room) { /* the end of a long path says more than its start */
    file += n - room;
    while (((unsigned char)*file & 0xc0) == 0x80) file++;
    cut = "…";
  }
  snprintf(buf, size, "%s%s%s", cut, file, at);
  return buf;
}

const char *buju_doc_shown(const buju_ctx *ctx, const buju_doc *node, char *buf) {
  bool zh = buju_ctx_lang(ctx) == BUJU_ZH;
  switch (node->kind) {
  case BUJU_DOC_NULL: return zh ? "空值" : "nothing";
  case BUJU_DOC_LIST: return zh ? "列表" : "a list";
  case BUJU_DOC_MAP: return zh ? "映射" : "a map";
  case BUJU_DOC_SCALAR: break;
  }
  return buju_utf8_short(node->text, buf, BUJU_SHOWN_BYTES);
}

buju_status buju_doc_complain(buju_ctx *ctx, const buju_doc *node, buju_said said) {
  char place[BUJU_PLACE_BYTES], shown[BUJU_SHOWN_BYTES];
  said.arg[0] = buju_text(buju_doc_place(node, place, sizeof place));
  said.arg[1] = buju_text(buju_doc_shown(ctx, node, shown));
  return buju_complain(ctx, BUJU_E_SCENARIO, said);
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

size_t buju_word_distance(const char *a, const char *b) {
  size_t n = strlen(b), row[WORD_BYTES + 1];
  if (n >= WORD_BYTES || strlen(a) >= WORD_BYTES) return SIZE_MAX;
  for (size_t j = 0; j <= n; j++) row[j] = j;
  for (size_t i = 1; a[i - 1] != '\0'; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= n; j++) {
      size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
    }
  }
  return row[n];
}

const char *buju_nearest_word(const char *word, const char *const *known) {
  size_t length = strlen(word), best = SIZE_MAX;
  const char *nearest = NULL;
  if (length >= WORD_BYTES) return NULL;
  for (size_t i = 0; known[i] != NULL; i++) {
    size_t other = strlen(known[i]);
    if (other >= WORD_BYTES) continue;
    size_t shorter = least(length, other);
    bool begins = shorter >= PREFIX_BYTES && memcmp(word, known[i], shorter) == 0; /* cut short, or gone on */
    size_t d = begins ? 1 : buju_word_distance(word, known[i]);
    if (d < best && d <= (length > other ? length : other) / 2) {
      best = d;
      nearest = known[i];
    }
  }
  return nearest;
}

static buju_status unknown_key(buju_ctx *ctx, const buju_doc *node, const char *const *known) {
  BUJU_MSG(unknown, "{0}：不认识的键“{1}”；可用的键：{2}", "{0}: unknown key \"{1}\"; the keys here are {2}");
  BUJU_MSG(unknown_near, "{0}：不认识的键“{1}”；是否想写“{2}”？", "{0}: unknown key \"{1}\"; did you mean \"{2}\"?");
  char place[BUJU_PLACE_BYTES], key[BUJU_SHOWN_BYTES], list[512];
  buju_arg where = buju_text(buju_doc_place(node, place, sizeof place));
  buju_arg what = buju_text(buju_utf8_short(node->key, key, sizeof key));
  const char *near = buju_nearest_word(node->key, known);
  if (near != NULL) return buju_complain(ctx, BUJU_E_SCENARIO, BUJU_SAY(unknown_near, where, what, buju_text(near)));
  size_t n = 0;
  list[0] = '\0';
  for (size_t i = 0; known[i] != NULL && n < sizeof list; i++)
    n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", i > 0 ? ", " : "", known[i]);
  return buju_complain(ctx, BUJU_E_SCENARIO, BUJU_SAY(unknown, where, what, buju_text(list)));
}

buju_status buju_doc_known(buju_ctx *ctx, const buju_doc *map, const char *const *known) {
  BUJU_MSG(not_map, "{0}：这里应当是“键: 值”，而不是{1}", "{0}: this must be keys and values, not {1}");
  if (map->kind != BUJU_DOC_MAP) return buju_doc_complain(ctx, map, BUJU_SAY(not_map));
  buju_status status = BUJU_OK;
  for (const buju_doc *child = map->first; child != NULL; child = child->next) {
    size_t i = 0;
    while (known[i] != NULL && strcmp(known[i], child->key) != 0) i++;
    if (known[i] == NULL) status = unknown_key(ctx, child, known);
  }
  return status;
}
