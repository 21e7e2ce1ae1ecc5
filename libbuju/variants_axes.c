/* Taking assignments apart. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/variants_axes.h"

#include <string.h>

#include "core/doc.h"
#include "core/utf8.h"

/* Where the value that starts at text ends: at a comma outside of brackets and quotes, or at the end. */
static const char *value_end(const char *text) {
  int depth = 0;
  char quote = '\0';
  for (; *text != '\0'; text++) {
    if (quote != '\0') {
      if (*text == quote) quote = '\0';
    } else if (*text == '"' || *text == '\'') {
      quote = *text;
    } else if (strchr("([{", *text) != NULL) {
      depth++;
    } else if (strchr(")]}", *text) != NULL) {
      depth--;
    } else if (*text == ',' && depth <= 0) {
      break;
    }
  }
  return text;
}

static const char *trimmed(buju_arena *arena, const char *from, const char *to) {
  while (from < to && *from == ' ') from++;
  while (from < to && to[-1] == ' ') to--;
  return buju_arena_text_n(arena, from, (size_t)(to - from));
}

static size_t count_values(const char *text) {
  size_t n = 1;
  for (const char *end = value_end(text); *end != '\0'; end = value_end(end + 1)) n++;
  return n;
}

buju_status buju_axis_read(buju_ctx *ctx, const char *assignment, buju_arena *arena, buju_axis *out) {
  BUJU_MSG(empty, "--set {0}：逗号之间缺少取值", "--set {0}: a value is missing between commas");
  char shown[BUJU_SHOWN_BYTES];
  const char *equals = strchr(assignment, '=');
  const char *text = equals != NULL ? equals + 1 : assignment;
  buju_axis axis = {equals != NULL ? buju_arena_text_n(arena, assignment, (size_t)(equals - assignment)) : "", 0, NULL};
  size_t n = count_values(text);
  axis.value = BUJU_NEW(arena, const char *, n);
  if (axis.key == NULL || axis.value == NULL) return buju_fail_memory(ctx);
  for (const char *end; axis.n < n; text = end + 1) {
    end = value_end(text);
    const char *value = trimmed(arena, text, end);
    if (value == NULL) return buju_fail_memory(ctx);
    if (n > 1 && *value == '\0')
      return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(empty, buju_text(buju_utf8_short(assignment, shown, sizeof shown))));
    axis.value[axis.n++] = value;
  }
  *out = axis;
  return BUJU_OK;
}

const char *buju_axis_assign(const buju_axis *axis, size_t value, buju_arena *arena) {
  size_t key = strlen(axis->key), n = strlen(axis->value[value]);
  char *text = buju_arena_alloc(arena, key + n + 2, 1);
  if (text == NULL) return NULL;
  memcpy(text, axis->key, key);
  text[key] = '=';
  memcpy(text + key + (key > 0), axis->value[value], n + 1); /* without a key: what was written, as it was */
  return text;
}
