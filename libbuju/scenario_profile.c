/* Profiles: the program's own, or a bureau's in a file. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "core/profiles.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "layers/yaml.h"
#include "libbuju/scenario.h"
#include "planner/bind.h"

static const char *const profile_keys[] = {"profile", "title",      "status", "document",
                                           "travel",  "population", "rules",  NULL};

enum { PROFILES_MAX = 64 };

static bool is_path(const char *name) {
  size_t n = strlen(name);
  return strchr(name, '/') != NULL || (n > 5 && strcmp(name + n - 5, ".yaml") == 0) ||
         (n > 4 && strcmp(name + n - 4, ".yml") == 0);
}

static buju_status no_profile(buju_ctx *ctx, const char *name, const buju_doc *named) {
  BUJU_MSG(unknown, "{0}：没有政策模板“{1}”；可用的有 {2}，或给出 .yaml 文件路径",
           "{0}: no profile \"{1}\"; there are {2}, or give the path of a .yaml file");
  BUJU_MSG(unknown_near, "{0}：没有政策模板“{1}”；是否想写“{2}”？", "{0}: no profile \"{1}\"; did you mean \"{2}\"?");
  const char *ids[PROFILES_MAX + 1] = {NULL};
  char list[512] = "";
  size_t n = 0;
  for (size_t i = 0; i < PROFILES_MAX && buju_profile_texts[i].id != NULL; i++) {
    ids[i] = buju_profile_texts[i].id;
    size_t bytes = strlen(ids[i]);
    if (n + bytes + 3 > sizeof list) break;
    if (n > 0) list[n++] = ',', list[n++] = ' ';
    memcpy(list + n, ids[i], bytes + 1);
    n += bytes;
  }
  const char *near = buju_nearest_word(name, ids);
  if (near != NULL) return buju_doc_complain(ctx, named, BUJU_SAY(unknown_near, {0}, {0}, buju_text(near)));
  return buju_doc_complain(ctx, named, BUJU_SAY(unknown, {0}, {0}, buju_text(list)));
}

static buju_status load(buju_ctx *ctx, const char *name, const buju_doc *named, const buju_scenario *s,
                        const char **file, const char **text, size_t *bytes) {
  if (is_path(name)) {
    const char *path = buju_scenario_resolve(s, name);
    if (path == NULL) return buju_fail_memory(ctx);
    *file = path;
    return buju_yaml_load(ctx, path, path, s->arena, text, bytes);
  }
  static const char prefix[] = "profile ";
  for (const buju_profile_text *p = buju_profile_texts; p->id != NULL; p++) {
    if (strcmp(p->id, name) != 0) continue;
    char *shown = buju_arena_alloc(s->arena, sizeof prefix + strlen(name), 1);
    if (shown == NULL) return buju_fail_memory(ctx);
    memcpy(shown, prefix, sizeof prefix);
    strcpy(shown + sizeof prefix - 1, name);
    *file = shown;
    *text = p->text;
    *bytes = p->bytes;
    return BUJU_OK;
  }
  return no_profile(ctx, name, named);
}

static buju_status missing(buju_ctx *ctx, const buju_doc *profile, const char *key) {
  BUJU_MSG(no_key, "{0}：政策模板缺少 {2}:", "{0}: the profile has no {2}:");
  return buju_doc_complain(ctx, profile, BUJU_SAY(no_key, {0}, {0}, buju_text(key)));
}

static buju_status bind_head(buju_ctx *ctx, const buju_doc *profile, buju_scenario *s) {
  BUJU_MSG(bad_id, "{0}：政策模板编号“{1}”只能用小写字母、数字、下划线和连字符，最多48个；名称请写在 title:",
           "{0}: the profile's id \"{1}\" may hold small letters, digits, _ and - only, at most 48; its name goes into "
           "title:");
  static const char *const required[] = {"profile", "title", "status", "rules"};
  buju_status status = buju_doc_known(ctx, profile, profile_keys);
  for (size_t i = 0; i < sizeof required / sizeof *required && profile->kind == BUJU_DOC_MAP; i++)
    if (buju_doc_find(profile, required[i]) == NULL) status = missing(ctx, profile, required[i]);
  if (status != BUJU_OK) return status;
  const buju_doc *document = buju_doc_find(profile, "document");
  int word;
  status = buju_doc_text(ctx, buju_doc_find(profile, "profile"), &s->profile.id);
  if (status == BUJU_OK && !buju_bind_is_id(s->profile.id))
    status = buju_doc_complain(ctx, buju_doc_find(profile, "profile"), BUJU_SAY(bad_id));
  if (status == BUJU_OK) status = buju_bind_msg(ctx, buju_doc_find(profile, "title"), &s->profile.title);
  if (status == BUJU_OK) status = buju_doc_word(ctx, buju_doc_find(profile, "status"), buju_profile_statuses, &word);
  if (status == BUJU_OK) s->profile.status = buju_profile_statuses[word];
  s->profile.document = (buju_msg){"", ""};
  if (status == BUJU_OK && document != NULL) status = buju_bind_msg(ctx, document, &s->profile.document);
  return status;
}

static buju_status hash_text(buju_ctx *ctx, const char *text, size_t bytes, buju_scenario *s) {
  buju_sha256 hash;
  char hex[BUJU_SHA256_HEX];
  buju_sha256_begin(&hash);
  buju_sha256_add(&hash, text, bytes);
  buju_sha256_end(&hash, hex);
  s->profile.hash = buju_arena_text(s->arena, hex);
  return s->profile.hash != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

buju_status buju_profile_read(buju_ctx *ctx, const char *name, const buju_doc *named, buju_scenario *scenario,
                              buju_doc **out) {
  const char *file = "", *text = "";
  size_t bytes = 0;
  buju_doc *profile;
  buju_status status = load(ctx, name, named, scenario, &file, &text, &bytes);
  if (status == BUJU_OK) status = buju_yaml_parse(ctx, file, text, bytes, scenario->arena, &profile);
  if (status != BUJU_OK) return status;
  buju_doc_mark(profile, BUJU_BY_PROFILE);
  status = bind_head(ctx, profile, scenario);
  if (status == BUJU_OK) status = hash_text(ctx, text, bytes, scenario);
  if (status == BUJU_OK) *out = profile;
  return status;
}
