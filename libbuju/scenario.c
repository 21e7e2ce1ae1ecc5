/* From a scenario file, its profile and overrides to a validated scenario. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/scenario.h"

#include <string.h>

#include "buju/access.h"
#include "layers/yaml.h"
#include "planner/bind.h"

static const char *const scenario_keys[] = {"profile",    "title",     "as_of",   "population", "county",
                                            "output_crs", "travel",    "circles", "work_limit", "inputs",
                                            "rules",      "decisions", NULL};

static const int64_t default_work_limit = 100000000;

const char *buju_scenario_resolve(const buju_scenario *scenario, const char *path) {
  while (path[0] == '.' && path[1] == '/' && path[2] != '\0') path += 2; /* said once, by the folder */
  size_t folder = strlen(scenario->folder), n = strlen(path);
  if (path[0] == '/' || folder == 0) return path;
  char *joined = buju_arena_alloc(scenario->arena, folder + n + 2, 1);
  if (joined == NULL) return NULL;
  memcpy(joined, scenario->folder, folder);
  joined[folder] = '/';
  memcpy(joined + folder + 1, path, n);
  return joined;
}

static buju_status new_scenario(buju_ctx *ctx, const char *path, buju_scenario **out) {
  buju_arena *arena = buju_arena_new();
  buju_scenario *s = arena != NULL ? BUJU_NEW(arena, buju_scenario, 1) : NULL;
  if (s == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  const char *slash = strrchr(path, '/');
  s->arena = arena;
  s->path = buju_arena_text(arena, path);
  s->folder = slash == NULL ? "" : buju_arena_text_n(arena, path, slash == path ? 1 : (size_t)(slash - path));
  if (s->path == NULL || s->folder == NULL) {
    buju_scenario_free(s);
    return buju_fail_memory(ctx);
  }
  *out = s;
  return BUJU_OK;
}

static void first_of(buju_status *status, buju_status next) {
  if (*status == BUJU_OK) *status = next;
}

static buju_status bind_county(buju_ctx *ctx, const buju_doc *node, const char **out) {
  BUJU_MSG(not_code, "{0}：“{1}”不是县级代码；应为 6 位数字，如 \"421223\"",
           "{0}: \"{1}\" is no county code; it has 6 digits, like \"421223\"");
  const char *code;
  buju_status status = buju_doc_text(ctx, node, &code);
  if (status != BUJU_OK) return status;
  if (strlen(code) != 6 || strspn(code, "0123456789") != 6) return buju_doc_complain(ctx, node, BUJU_SAY(not_code));
  *out = code;
  return BUJU_OK;
}

static buju_status bind_head(buju_ctx *ctx, const buju_doc *doc, buju_scenario *s) {
  BUJU_MSG(no_date, "{0}：缺少 as_of:（基准日期，如 2026-06-30）；年龄、拆迁和年度都以它为准",
           "{0}: as_of: is missing (a day like 2026-06-30); ages, demolition and years are counted from it");
  const buju_doc *title = buju_doc_find(doc, "title"), *as_of = buju_doc_find(doc, "as_of");
  const buju_doc *population = buju_doc_find(doc, "population"), *county = buju_doc_find(doc, "county");
  const buju_doc *crs = buju_doc_find(doc, "output_crs"), *work = buju_doc_find(doc, "work_limit");
  buju_status status = BUJU_OK;
  int word = BUJU_RESIDENT;
  s->title = "";
  s->work_limit = default_work_limit;
  if (title != NULL) first_of(&status, buju_doc_text(ctx, title, &s->title));
  if (as_of != NULL)
    first_of(&status, buju_doc_date(ctx, as_of, &s->as_of));
  else
    first_of(&status, buju_doc_complain(ctx, doc, BUJU_SAY(no_date)));
  if (population != NULL) first_of(&status, buju_doc_word(ctx, population, buju_population_words, &word));
  s->population = (buju_population)word;
  if (county != NULL) first_of(&status, bind_county(ctx, county, &s->county));
  if (crs != NULL) first_of(&status, buju_doc_text(ctx, crs, &s->output_crs));
  if (work != NULL) first_of(&status, buju_doc_int(ctx, work, 0, INT64_C(1000000000000000), &s->work_limit));
  return status;
}

/* rules: → an id: → a parameter: that far a scenario changes single keys; a parameter it gives, it gives whole. */
static const int overlay_levels = 3;

/* What a profile may set for the whole plan; the rest of its head names the policy. */
static buju_status overlay(buju_ctx *ctx, const buju_doc *profile, const buju_doc *own, buju_scenario *s) {
  static const char *const shared[] = {"travel", "population", "rules"};
  buju_doc *base = buju_doc_new(s->arena, BUJU_DOC_MAP, profile->file, 1, 1);
  if (base == NULL) return buju_fail_memory(ctx);
  for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
    const buju_doc *node = buju_doc_find(profile, shared[i]);
    buju_doc *copy = node != NULL ? buju_doc_merge(s->arena, node, NULL, 0) : NULL;
    if (node != NULL && copy == NULL) return buju_fail_memory(ctx);
    if (copy != NULL) buju_doc_add(base, shared[i], copy);
  }
  s->doc = buju_doc_merge(s->arena, base, own, overlay_levels);
  return s->doc != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

static buju_status bind(buju_ctx *ctx, const buju_doc *profile, buju_scenario *s) {
  const buju_doc *doc = s->doc;
  buju_status status = bind_head(ctx, doc, s);
  first_of(&status, buju_bind_travel(ctx, buju_doc_find(doc, "travel"), s));
  first_of(&status, buju_bind_circles(ctx, buju_doc_find(doc, "circles"), s));
  first_of(&status, buju_bind_inputs(ctx, buju_doc_find(doc, "inputs"), s));
  first_of(&status, buju_check_travel(ctx, s));
  first_of(&status, buju_bind_rules(ctx, buju_rules, buju_doc_find(doc, "rules"), buju_doc_find(profile, "rules"), s));
  first_of(&status, buju_bind_decisions(ctx, buju_doc_find(doc, "decisions"), s));
  return status;
}

static buju_status read_own(buju_ctx *ctx, const char *text, size_t bytes, const char *const *set, size_t sets,
                            buju_scenario *s, buju_doc **out) {
  buju_doc *own;
  buju_status status = buju_yaml_parse(ctx, s->path, text, bytes, s->arena, &own);
  if (status != BUJU_OK) return status;
  buju_doc_mark(own, BUJU_BY_SCENARIO);
  for (size_t i = 0; i < sets; i++) {
    status = buju_scenario_set(ctx, set[i], s->arena, &own);
    if (status != BUJU_OK) return status;
  }
  *out = own;
  return BUJU_OK;
}

static buju_status fill(buju_ctx *ctx, const char *text, size_t bytes, const char *const *set, size_t sets, bool plans,
                        buju_scenario *s) {
  BUJU_MSG(no_profile, "{0}：缺少 profile:（政策模板编号，如 xixian-2021）；buju profiles 列出全部",
           "{0}: profile: is missing (a profile's id, like xixian-2021); buju profiles lists them");
  buju_doc *own, *profile;
  const char *name;
  buju_status status = read_own(ctx, text, bytes, set, sets, s, &own);
  if (status != BUJU_OK) return status;
  status = buju_doc_known(ctx, own, scenario_keys);
  if (own->kind != BUJU_DOC_MAP) return status;
  const buju_doc *named = buju_doc_find(own, "profile");
  if (named == NULL && (plans || buju_doc_find(own, "rules") != NULL))
    return buju_doc_complain(ctx, own, BUJU_SAY(no_profile));
  if (named != NULL) first_of(&status, buju_doc_text(ctx, named, &name));
  if (status != BUJU_OK) return status;
  if (named == NULL) {
    s->doc = own;
    return bind(ctx, NULL, s);
  }
  status = buju_profile_read(ctx, name, named, s, &profile);
  if (status == BUJU_OK) status = overlay(ctx, profile, own, s);
  return status == BUJU_OK ? bind(ctx, profile, s) : status;
}

static buju_status parse(buju_ctx *ctx, const char *path, const char *text, size_t bytes, const char *const *set,
                         size_t sets, bool plans, buju_scenario **out) {
  buju_scenario *s;
  buju_status status = new_scenario(ctx, path, &s);
  if (status != BUJU_OK) return status;
  status = fill(ctx, text, bytes, set, sets, plans, s);
  if (status != BUJU_OK) {
    buju_scenario_free(s);
    return status;
  }
  *out = s;
  return BUJU_OK;
}

static buju_status read_file(buju_ctx *ctx, const char *path, const char *const *set, size_t sets, bool plans,
                             buju_scenario **out) {
  const char *text;
  size_t bytes;
  buju_arena *file = buju_arena_new();
  buju_status status = file != NULL ? buju_yaml_load(ctx, path, path, file, &text, &bytes) : buju_fail_memory(ctx);
  if (status == BUJU_OK) status = parse(ctx, path, text, bytes, set, sets, plans, out);
  buju_arena_free(file);
  return status;
}

buju_status buju_scenario_parse(buju_ctx *ctx, const char *path, const char *text, size_t bytes, const char *const *set,
                                size_t sets, buju_scenario **out) {
  return parse(ctx, path, text, bytes, set, sets, true, out);
}

buju_status buju_scenario_read(buju_ctx *ctx, const char *path, const char *const *set, size_t sets,
                               buju_scenario **out) {
  return read_file(ctx, path, set, sets, true, out);
}

buju_status buju_scenario_read_for_access(buju_ctx *ctx, const char *path, const char *const *set, size_t sets,
                                          buju_scenario **out) {
  return read_file(ctx, path, set, sets, false, out);
}

buju_status buju_scenario_of_profile(buju_ctx *ctx, const char *name, buju_scenario **out) {
  buju_scenario *s;
  buju_doc named = {.kind = BUJU_DOC_SCALAR, .file = "--profile", .text = name}, *profile;
  buju_status status = new_scenario(ctx, "", &s);
  if (status != BUJU_OK) return status;
  status = buju_profile_read(ctx, name, &named, s, &profile);
  if (status == BUJU_OK) {
    const buju_doc *rules = buju_doc_find(profile, "rules");
    s->doc = profile;
    status = buju_bind_travel(ctx, buju_doc_find(profile, "travel"), s);
    first_of(&status, buju_bind_rules(ctx, buju_rules, rules, rules, s));
  }
  if (status != BUJU_OK) {
    buju_scenario_free(s);
    return status;
  }
  *out = s;
  return BUJU_OK;
}
