/* Showing fields and columns as text. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "layers/region/field_names.h"
#include "layers/region/fields.h"

/* Texts joined into one; grown on the heap, then copied into an arena. */
static bool add(buju_vec *text, const char *piece) {
  for (; *piece != '\0'; piece++) {
    char *at = buju_vec_push(text, 1);
    if (at == NULL) return false;
    *at = *piece;
  }
  return true;
}

static buju_status finish(buju_ctx *ctx, buju_vec *text, bool whole, buju_arena *arena, const char **out) {
  char *copy = whole ? buju_arena_text_n(arena, text->data, text->n) : NULL;
  buju_vec_free(text);
  if (copy == NULL) return buju_fail_memory(ctx);
  *out = copy;
  return BUJU_OK;
}

buju_status buju_fields_show(buju_ctx *ctx, const buju_table *table, const buju_fields *fields, buju_arena *arena,
                             const char **out) {
  buju_vec text = {0};
  bool whole = true;
  for (int f = 0; f < BUJU_FIELDS && whole; f++) {
    if (fields->column[f] == BUJU_NONE) continue;
    whole = (text.n == 0 || add(&text, "; ")) && add(&text, buju_field_entries[f].model) && add(&text, "←") &&
            add(&text, table->column[fields->column[f]].name) &&
            (fields->how[f] != BUJU_FIELD_UNSURE || add(&text, "?"));
  }
  return finish(ctx, &text, whole, arena, out);
}

/* Between the names of a list. */
static const char *comma(const buju_ctx *ctx) { return buju_ctx_lang(ctx) == BUJU_ZH ? "、" : ", "; }

buju_status buju_fields_known(buju_ctx *ctx, buju_input_role role, buju_field field, buju_arena *arena,
                              const char **out) {
  buju_vec text = {0};
  bool whole = true;
  for (size_t i = 0; i < sizeof field_names / sizeof *field_names && whole; i++) {
    if (field_names[i].field != field || (field_names[i].roles & 1u << role) == 0) continue;
    if (text.n > 0) whole = add(&text, comma(ctx));
    for (const char *p = field_names[i].names; *p != '\0' && whole; p++) {
      char piece[2] = {*p, '\0'};
      whole = add(&text, *p == '|' ? comma(ctx) : piece);
    }
  }
  return finish(ctx, &text, whole, arena, out);
}

buju_status buju_fields_columns(buju_ctx *ctx, const buju_table *table, buju_ix max, buju_arena *arena,
                                const char **out) {
  buju_vec text = {0};
  bool whole = true;
  for (buju_ix c = 0; c < table->columns && c < max && whole; c++)
    whole = (c == 0 || add(&text, comma(ctx))) && add(&text, table->column[c].name);
  if (whole && table->columns > max) whole = add(&text, " …");
  return finish(ctx, &text, whole, arena, out);
}
