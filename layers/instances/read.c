/* Reading an instance: which format, and the file itself. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "layers/instances/formats.h"
#include "layers/vsi_file.h"

#define BUJU_INSTANCE_DECLARE(id) extern const buju_instance_format_entry buju_instance_##id;
BUJU_INSTANCE_FORMAT_LIST(BUJU_INSTANCE_DECLARE)

#define BUJU_INSTANCE_ENTRY(id) &buju_instance_##id,
static const buju_instance_format_entry *const formats[] = {BUJU_INSTANCE_FORMAT_LIST(BUJU_INSTANCE_ENTRY)};
enum { FORMATS = sizeof formats / sizeof *formats };

const char *const buju_instance_model_words[BUJU_INSTANCE_ANY] = {"cover", "max-cover", "median", "centre"};
const char *const buju_instance_rounding_words[BUJU_INSTANCE_ROUNDINGS] = {"down", "nearest", "up"};

bool buju_instance_format(size_t i, const char **id, const buju_msg **about) {
  if (i >= FORMATS) return false;
  *id = formats[i]->id;
  *about = &formats[i]->about;
  return true;
}

static buju_status choose(buju_ctx *ctx, const buju_scan *scan, const char *id,
                          const buju_instance_format_entry **out) {
  BUJU_MSG(unknown, "没有“{0}”这种格式；可写 {1}", "there is no format \"{0}\"; there are {1}");
  BUJU_MSG(unlike, "{0}：看不出是哪种格式；请用 --format 指明（{1}）",
           "{0}: is in none of the formats known by their content; name one with --format ({1})");
  char ids[128] = "";
  for (size_t i = 0; i < FORMATS; i++) {
    if (id != NULL ? strcmp(id, formats[i]->id) == 0 : formats[i]->is(*scan)) {
      *out = formats[i];
      return BUJU_OK;
    }
    if (i > 0) strcat(ids, ", ");
    strcat(ids, formats[i]->id);
  }
  if (id != NULL) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(unknown, buju_text(id), buju_text(ids)));
  return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(unlike, buju_text(scan->file), buju_text(ids)));
}

static void digest(const unsigned char *bytes, size_t n, char hex[BUJU_SHA256_HEX]) {
  buju_sha256 hash;
  buju_sha256_begin(&hash);
  buju_sha256_add(&hash, bytes, n);
  buju_sha256_end(&hash, hex);
}

/* An instance being read. */
typedef struct reading {
  const buju_instance_format_entry *format;
  const buju_instance_spec *spec;
  const unsigned char *bytes;
  size_t n;
  buju_scan scan;
  buju_instance *instance;
} reading;

enum { DIGEST, TEXT, PARTS };

static buju_status read_parts(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  reading *r = user;
  buju_status status = BUJU_OK;
  (void)worker;
  for (uint64_t part = first; part < end; part++)
    if (part == DIGEST)
      digest(r->bytes, r->n, r->instance->digest);
    else
      status = r->format->read(ctx, &r->scan, r->spec, r->instance);
  return status;
}

/* The digest of a long text takes about as long as its numbers: each has a thread, where the numbers take but one. */
static buju_status read_text(buju_ctx *ctx, reading *r) {
  bool beside = !r->format->threaded && r->n > (size_t)1 << 20;
  return beside ? buju_parallel_for(ctx, PARTS, 1, read_parts, r) : read_parts(ctx, r, 0, 0, PARTS);
}

buju_status buju_instance_parse(buju_ctx *ctx, const char *name, const unsigned char *bytes, size_t n,
                                const unsigned char *candidates, size_t candidates_n, const buju_instance_spec *spec,
                                buju_instance **out) {
  BUJU_MSG(no_names, "{0}：只有 csv 格式的数据能另附候选点表", "{0}: only csv instances take a table of candidates");
  const buju_instance_format_entry *format = NULL;
  buju_scan scan = buju_scan_begin(name, bytes, n);
  buju_status status = choose(ctx, &scan, spec->format, &format);
  if (status != BUJU_OK) return status;
  buju_arena *arena = buju_arena_new();
  buju_instance *instance = arena != NULL ? BUJU_NEW(arena, buju_instance, 1) : NULL;
  if (instance == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *instance =
      (buju_instance){.arena = arena, .format = format->id, .model = format->model, .p = -1, .tiers = spec->tiers};
  reading r = {format, spec, bytes, n, scan, instance};
  status = read_text(ctx, &r);
  if (status == BUJU_OK && candidates != NULL && instance->candidate_name == NULL)
    status = buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(no_names, buju_text(name)));
  if (status == BUJU_OK && candidates != NULL) {
    scan = buju_scan_begin(spec->candidates, candidates, candidates_n);
    status = buju_instance_candidates(ctx, &scan, instance);
    digest(candidates, candidates_n, instance->candidates_digest);
  }
  if (status == BUJU_OK)
    *out = instance;
  else
    buju_instance_free(instance);
  return status;
}

buju_status buju_instance_read(buju_ctx *ctx, const char *path, const buju_instance_spec *spec, buju_instance **out) {
  unsigned char *bytes = NULL, *candidates = NULL;
  size_t n = 0, candidates_n = 0;
  buju_status status = buju_vsi_load(ctx, path, path, &bytes, &n);
  if (status == BUJU_OK && spec->candidates != NULL)
    status = buju_vsi_load(ctx, spec->candidates, spec->candidates, &candidates, &candidates_n);
  if (status == BUJU_OK) status = buju_instance_parse(ctx, path, bytes, n, candidates, candidates_n, spec, out);
  free(bytes);
  free(candidates);
  return status;
}

void buju_instance_free(buju_instance *instance) {
  if (instance != NULL) buju_arena_free(instance->arena);
}
