/* --set key.key=value: one value laid over the scenario. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "core/utf8.h"
#include "layers/yaml.h"
#include "libbuju/scenario.h"

/* The value: verbatim text, except that [ and { start YAML lists and maps. */
static buju_status read_value(buju_ctx *ctx, const char *file, const char *text, buju_arena *arena, buju_doc **out) {
  if (*text == '[' || *text == '{') return buju_yaml_parse(ctx, file, text, strlen(text), arena, out);
  buju_doc *node = buju_doc_new(arena, *text == '\0' ? BUJU_DOC_NULL : BUJU_DOC_SCALAR, file, 0, 0);
  if (node == NULL) return buju_fail_memory(ctx);
  node->text = node->kind == BUJU_DOC_SCALAR ? text : NULL;
  *out = node;
  return BUJU_OK;
}

/* Wraps value into maps from the last key of the path to the first, and counts the keys. path is cut in the doing. */
static buju_doc *wrap(buju_arena *arena, const char *file, char *path, buju_doc *value, int *keys) {
  for (*keys = 1;; ++*keys) {
    char *dot = strrchr(path, '.');
    buju_doc *map = buju_doc_new(arena, BUJU_DOC_MAP, file, 0, 0);
    if (map == NULL) return NULL;
    buju_doc_add(map, dot != NULL ? dot + 1 : path, value);
    if (dot == NULL) return map;
    *dot = '\0';
    value = map;
  }
}

static bool good_path(const char *path) {
  size_t n = strlen(path), dots = 0;
  for (size_t i = 0; i < n; i++) {
    if (path[i] != '.') continue;
    if (i == 0 || i + 1 == n || path[i + 1] == '.') return false;
    dots++;
  }
  return n > 0 && dots < BUJU_YAML_DEPTH;
}

buju_status buju_scenario_set(buju_ctx *ctx, const char *assignment, buju_arena *arena, buju_doc **doc) {
  BUJU_MSG(bad_form, "--set {2}：应写作 键.键=值，如 rules.joint_clinic.max_population=700",
           "--set {2}: write key.key=value, like rules.joint_clinic.max_population=700");
  static const char prefix[] = "--set ";
  char shown[BUJU_SHOWN_BYTES];
  const char *equals = strchr(assignment, '=');
  size_t n = equals != NULL ? (size_t)(equals - assignment) : 0;
  char *path = buju_arena_text_n(arena, assignment, n), *file = NULL;
  char *value_text = equals != NULL ? buju_arena_text(arena, equals + 1) : NULL;
  if (path != NULL) file = buju_arena_alloc(arena, sizeof prefix + n, 1);
  if (file == NULL || (equals != NULL && value_text == NULL)) return buju_fail_memory(ctx);
  size_t bytes = strlen(assignment);
  if (equals == NULL || !good_path(path) || bytes > BUJU_YAML_BYTES || buju_utf8_bad(assignment, bytes) != bytes)
    return buju_complain(ctx, BUJU_E_SCENARIO,
                         BUJU_SAY(bad_form, {0}, {0}, buju_text(buju_utf8_short(assignment, shown, sizeof shown))));
  memcpy(file, prefix, sizeof prefix - 1);
  memcpy(file + sizeof prefix - 1, path, n + 1);
  buju_doc *value = NULL, *over;
  buju_status status = read_value(ctx, file, value_text, arena, &value);
  if (status != BUJU_OK) return status;
  int keys;
  over = wrap(arena, file, path, value, &keys);
  if (over == NULL) return buju_fail_memory(ctx);
  buju_doc_mark(over, BUJU_BY_SET);
  buju_doc *merged = buju_doc_merge(arena, *doc, over, keys);
  if (merged == NULL) return buju_fail_memory(ctx);
  *doc = merged;
  return BUJU_OK;
}
