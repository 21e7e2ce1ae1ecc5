/* `decisions:` — what people decided, and whether it can all be honoured. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "libbuju/scenario.h"

static buju_status check_with(buju_ctx *ctx, const buju_doc *node, const buju_decision *d) {
  BUJU_MSG(no_with,
           "{0}：决定 join 须写明并入哪个村：with:", "{0}: join needs the village whose clinic is shared: with:");
  BUJU_MSG(with_unused, "{0}：决定 {2} 不需要 with:", "{0}: {2} takes no with:");
  if (d->kind == BUJU_DECIDE_JOIN && d->with == NULL) return buju_doc_complain(ctx, node, BUJU_SAY(no_with));
  if (d->with != NULL && d->kind != BUJU_DECIDE_JOIN && d->kind != BUJU_DECIDE_SEPARATE)
    return buju_doc_complain(ctx, node, BUJU_SAY(with_unused, {0}, {0}, buju_text(buju_decision_words[d->kind])));
  return BUJU_OK;
}

/* The words of decisions, also in Chinese. A village that is to stand alone (单独设置, as its verdict would say) shares
 * with nobody; with a clinic in the village (本村设卫生室) it may still be the host of others. */
static buju_status read_kind(buju_ctx *ctx, const buju_doc *node, buju_decision_kind *out) {
  static const struct {
    const char *word;
    buju_decision_kind kind;
  } chinese[] = {{"本村设卫生室", BUJU_DECIDE_OWN},  {"并入", BUJU_DECIDE_JOIN},      {"不合建", BUJU_DECIDE_SEPARATE},
                 {"单独设置", BUJU_DECIDE_SEPARATE}, {"不设点", BUJU_DECIDE_NO_SITE}, {"保留", BUJU_DECIDE_KEEP}};
  int word = BUJU_DECISIONS;
  for (size_t i = 0; node->kind == BUJU_DOC_SCALAR && i < sizeof chinese / sizeof *chinese; i++)
    if (strcmp(node->text, chinese[i].word) == 0) word = (int)chinese[i].kind;
  buju_status status = word < BUJU_DECISIONS ? BUJU_OK : buju_doc_word(ctx, node, buju_decision_words, &word);
  if (status == BUJU_OK) *out = (buju_decision_kind)word;
  return status;
}

static buju_status bind_decision(buju_ctx *ctx, const buju_doc *node, buju_decision *out) {
  static const char *const keys[] = {"code", "decision", "with", "reason", "person", NULL};
  BUJU_MSG(incomplete, "{0}：每条决定须有 code: 和 decision:", "{0}: a decision needs code: and decision:");
  buju_status status = buju_doc_known(ctx, node, keys);
  if (status != BUJU_OK) return status;
  const buju_doc *code = buju_doc_find(node, "code"), *kind = buju_doc_find(node, "decision");
  buju_decision d = {.node = node, .reason = "", .person = ""};
  const struct { const char *key, **out; } texts[] = {{"with", &d.with}, {"reason", &d.reason}, {"person", &d.person}};
  if (code == NULL || kind == NULL) return buju_doc_complain(ctx, node, BUJU_SAY(incomplete));
  status = buju_doc_text(ctx, code, &d.code);
  if (status == BUJU_OK) status = read_kind(ctx, kind, &d.kind);
  for (size_t i = 0; status == BUJU_OK && i < sizeof texts / sizeof *texts; i++) {
    const buju_doc *given = buju_doc_find(node, texts[i].key);
    if (given != NULL && given->kind != BUJU_DOC_NULL) status = buju_doc_text(ctx, given, texts[i].out);
  }
  if (status == BUJU_OK) status = check_with(ctx, node, &d);
  if (status == BUJU_OK) *out = d;
  return status;
}

/* By code; within a code as the file has them (the lines tell). */
static int by_code(const void *a, const void *b) {
  const buju_decision *x = a, *y = b;
  int order = strcmp(x->code, y->code);
  if (order != 0) return order;
  return x->node->line != y->node->line ? (x->node->line > y->node->line) - (x->node->line < y->node->line)
                                        : (x->node->column > y->node->column) - (x->node->column < y->node->column);
}

static buju_status clash(buju_ctx *ctx, const buju_decision *a, const buju_decision *b) {
  BUJU_MSG(cannot_both, "{0}：决定“{1} {2}”与 {3} 的决定“{4}”互相矛盾；请保留一个",
           "{0}: the decision \"{1} {2}\" contradicts \"{4}\" in {3}; keep one of them");
  char here[BUJU_PLACE_BYTES], there[BUJU_PLACE_BYTES], code[BUJU_SHOWN_BYTES], other[2 * BUJU_SHOWN_BYTES];
  snprintf(other, sizeof other, "%s %s", buju_utf8_short(a->code, code, sizeof code), buju_decision_words[a->kind]);
  return buju_complain(ctx, BUJU_E_CONTRADICTION,
                       BUJU_SAY(cannot_both, buju_text(buju_doc_place(b->node, here, sizeof here)),
                                buju_text(buju_utf8_short(b->code, code, sizeof code)),
                                buju_text(buju_decision_words[b->kind]),
                                buju_text(buju_doc_place(a->node, there, sizeof there)), buju_text(other)));
}

static bool same_village(const char *a, const char *b) { return a != NULL && b != NULL && strcmp(a, b) == 0; }

/* Whether two decisions for one village exclude each other. */
static bool excludes(const buju_decision *a, const buju_decision *b) {
  if (a->kind > b->kind) return excludes(b, a);
  if (a->kind == BUJU_DECIDE_OWN) return b->kind == BUJU_DECIDE_JOIN || b->kind == BUJU_DECIDE_NO_SITE;
  if (a->kind == BUJU_DECIDE_SEPARATE) return a->with == NULL && b->kind == BUJU_DECIDE_NO_SITE;
  if (a->kind != BUJU_DECIDE_JOIN) return false;
  if (b->kind == BUJU_DECIDE_JOIN) return !same_village(a->with, b->with);
  return b->kind == BUJU_DECIDE_SEPARATE && (b->with == NULL || same_village(a->with, b->with));
}

/* The first decision of a kind for a code, or NULL. O(log decisions + those of the code). */
static const buju_decision *decided(const buju_scenario *s, const char *code, buju_decision_kind kind) {
  buju_ix low = 0, high = s->decisions;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    if (strcmp(s->decision[middle].code, code) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < s->decisions && strcmp(s->decision[low].code, code) == 0; low++)
    if (s->decision[low].kind == kind) return &s->decision[low];
  return NULL;
}

static buju_status check_join(buju_ctx *ctx, const buju_scenario *s, const buju_decision *join) {
  BUJU_MSG(with_itself, "{0}：{2} 不能并入自己", "{0}: {2} cannot join itself");
  static const buju_decision_kind against[] = {BUJU_DECIDE_JOIN, BUJU_DECIDE_NO_SITE, BUJU_DECIDE_SEPARATE};
  char place[BUJU_PLACE_BYTES];
  if (same_village(join->code, join->with))
    return buju_complain(
        ctx, BUJU_E_CONTRADICTION,
        BUJU_SAY(with_itself, buju_text(buju_doc_place(join->node, place, sizeof place)), {0}, buju_text(join->code)));
  /* The host must keep a clinic: it does not join another, is not barred, and does not refuse to share. */
  for (size_t i = 0; i < sizeof against / sizeof *against; i++) {
    const buju_decision *host = decided(s, join->with, against[i]);
    bool refused = host != NULL &&
                   (against[i] != BUJU_DECIDE_SEPARATE || host->with == NULL || same_village(host->with, join->code));
    if (refused) return clash(ctx, host, join);
  }
  return BUJU_OK;
}

static buju_status check_all(buju_ctx *ctx, const buju_scenario *s) {
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < s->decisions; i++) {
    const buju_decision *d = &s->decision[i];
    for (buju_ix k = i; k-- > 0 && strcmp(s->decision[k].code, d->code) == 0;) {
      if (!excludes(&s->decision[k], d)) continue;
      status = clash(ctx, &s->decision[k], d);
      break;
    }
    if (d->kind == BUJU_DECIDE_JOIN && check_join(ctx, s, d) != BUJU_OK) status = BUJU_E_CONTRADICTION;
  }
  return status;
}

buju_status buju_bind_decisions(buju_ctx *ctx, const buju_doc *decisions, buju_scenario *scenario) {
  BUJU_MSG(not_list, "{0}：decisions 应为列表（每条以“- ”开头）或 {path: 表格}",
           "{0}: decisions: must be a list (each starts with \"- \") or {path: a table}");
  if (decisions == NULL || decisions->kind == BUJU_DOC_NULL) return BUJU_OK;
  buju_doc *table;
  buju_status status = BUJU_OK;
  if (decisions->kind == BUJU_DOC_MAP) {
    status = buju_decisions_table(ctx, decisions, scenario, &table);
    if (status != BUJU_OK) return status;
    decisions = table;
  }
  if (decisions->kind != BUJU_DOC_LIST) return buju_doc_complain(ctx, decisions, BUJU_SAY(not_list));
  buju_ix n = 0;
  scenario->decision = BUJU_NEW(scenario->arena, buju_decision, buju_doc_count(decisions));
  if (scenario->decision == NULL) return buju_fail_memory(ctx);
  for (const buju_doc *node = decisions->first; node != NULL; node = node->next, n++) {
    buju_status one = bind_decision(ctx, node, &scenario->decision[n]);
    if (status == BUJU_OK) status = one;
  }
  if (status != BUJU_OK) return status;
  scenario->decisions = n;
  if (n > 1) qsort(scenario->decision, n, sizeof *scenario->decision, by_code);
  return check_all(ctx, scenario);
}
