/* Reading certificates: whatever stands in them is hostile. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/certificate.h"
#include "layers/instances/scan.h"
#include "layers/vsi_file.h"

typedef struct reading {
  buju_ctx *ctx;
  buju_scan scan;
  buju_arena *arena;
  buju_siting_certificate *to;
} reading;

static bool next_is(reading *r, const char *word) {
  size_t n = buju_scan_word(&r->scan);
  if (n != strlen(word) || memcmp(r->scan.at, word, n) != 0) return false;
  r->scan.at += n;
  return true;
}

static buju_status keyword(reading *r, const char *word) {
  buju_msg what = {word, word};
  return next_is(r, word) ? BUJU_OK : buju_scan_unexpected(r->ctx, &r->scan, &what);
}

/* A whole number after its keyword. */
static buju_status number(reading *r, const char *key, int64_t least, int64_t most, int64_t *out) {
  buju_msg what = {key, key};
  buju_status status = keyword(r, key);
  return status == BUJU_OK ? buju_scan_whole(r->ctx, &r->scan, &what, least, most, out) : status;
}

static buju_status number_or_none(reading *r, const char *key, int64_t most, int64_t none, int64_t *out) {
  buju_msg what = {key, key};
  buju_status status = keyword(r, key);
  if (status != BUJU_OK) return status;
  if (next_is(r, "none")) {
    *out = none;
    return BUJU_OK;
  }
  return buju_scan_whole(r->ctx, &r->scan, &what, 0, most, out);
}

static buju_status text(reading *r, const char *key, char *out, size_t size) {
  buju_msg what = {key, key};
  buju_status status = keyword(r, key);
  if (status != BUJU_OK) return status;
  size_t n = buju_scan_word(&r->scan);
  if (n == 0 || n >= size) return buju_scan_unexpected(r->ctx, &r->scan, &what);
  memcpy(out, r->scan.at, n);
  out[n] = '\0';
  r->scan.at += n;
  return BUJU_OK;
}

/* One of a list of words after its keyword. */
static buju_status choice(reading *r, const char *key, const char *const *words, int n, int *out) {
  buju_msg what = {key, key};
  buju_status status = keyword(r, key);
  if (status != BUJU_OK) return status;
  for (*out = 0; *out < n; ++*out)
    if (next_is(r, words[*out])) return BUJU_OK;
  return buju_scan_unexpected(r->ctx, &r->scan, &what);
}

/* ---- the parts ---- */

static buju_status read_instance(reading *r) {
  BUJU_MSG(known, "本软件认识的证明文件版本", "a version of certificates that this program knows");
  int64_t version = 0;
  int model = 0;
  buju_status status = keyword(r, BUJU_CERTIFICATE_HEAD);
  if (status == BUJU_OK)
    status = buju_scan_whole(r->ctx, &r->scan, &known, BUJU_CERTIFICATE_VERSION, BUJU_CERTIFICATE_VERSION, &version);
  if (status == BUJU_OK) status = text(r, "instance", r->to->digest, sizeof r->to->digest);
  if (status == BUJU_OK) status = text(r, "candidates", r->to->candidates_digest, sizeof r->to->candidates_digest);
  if (status == BUJU_OK && strcmp(r->to->candidates_digest, "none") == 0) r->to->candidates_digest[0] = '\0';
  if (status == BUJU_OK) status = text(r, "format", r->to->format, sizeof r->to->format);
  if (status == BUJU_OK) status = choice(r, "model", buju_instance_model_words, BUJU_INSTANCE_ANY, &model);
  r->to->model = (buju_instance_model)model;
  return status;
}

static buju_status read_question(reading *r) {
  BUJU_MSG(positive, "大于 0 的数", "a number above 0");
  int64_t limit = 0, unserved = 0;
  int rounding = 0;
  buju_status status = number_or_none(r, "p", INT64_MAX - 1, -1, &r->to->p);
  if (status == BUJU_OK) status = number_or_none(r, "limit", UINT32_MAX - 1, UINT32_MAX, &limit);
  if (status == BUJU_OK) status = number_or_none(r, "budget", INT64_MAX - 1, -1, &r->to->budget);
  if (status == BUJU_OK) status = number_or_none(r, "unserved", UINT32_MAX - 1, UINT32_MAX, &unserved);
  if (status == BUJU_OK) status = keyword(r, "scale");
  if (status == BUJU_OK) status = buju_scan_real(r->ctx, &r->scan, &positive, &r->to->scale);
  if (status == BUJU_OK && !(r->to->scale > 0)) status = buju_scan_unexpected(r->ctx, &r->scan, &positive);
  if (status == BUJU_OK)
    status = choice(r, "rounding", buju_instance_rounding_words, BUJU_INSTANCE_ROUNDINGS, &rounding);
  r->to->limit = (uint32_t)limit;
  r->to->unserved = (uint32_t)unserved;
  r->to->rounding = (buju_instance_rounding)rounding;
  return status;
}

/* No count of things can be above the bytes left, of which each takes two. */
static int64_t most_left(const reading *r) {
  uint64_t most = buju_scan_left(&r->scan) / 2 + 1;
  return (int64_t)(most < BUJU_NONE - 1 ? most : BUJU_NONE - 1);
}

static buju_status read_plan(reading *r) {
  BUJU_MSG(site, "候选点编号", "a candidate");
  int64_t n = 0, j = 0;
  buju_status status = number(r, "upper", INT64_MIN + 1, INT64_MAX, &r->to->upper);
  r->to->upper_line = r->scan.line;
  if (status == BUJU_OK) status = number(r, "lower", INT64_MIN + 1, INT64_MAX, &r->to->lower);
  r->to->lower_line = r->scan.line;
  if (status == BUJU_OK) status = number(r, "sites", 0, most_left(r), &n);
  r->to->sites_line = r->scan.line;
  buju_ix *sites = status == BUJU_OK ? BUJU_NEW(r->arena, buju_ix, (size_t)n) : NULL;
  if (status == BUJU_OK && sites == NULL) return buju_fail_memory(r->ctx);
  for (int64_t s = 0; status == BUJU_OK && s < n; s++) {
    status = buju_scan_whole(r->ctx, &r->scan, &site, 1, BUJU_NONE - 1, &j);
    if (status == BUJU_OK) sites[s] = (buju_ix)(j - 1);
  }
  r->to->sites = (buju_ix)n;
  r->to->site = sites;
  return status;
}

/* The line after a vector, where it has a price of money. */
static buju_status read_toll(reading *r, buju_certificate_toll *to) {
  BUJU_MSG(times, "经费价格的分子", "the price of money");
  BUJU_MSG(shift, "经费价格的分母（2 的几次方，至多 62）", "what it is divided by: a power of 2, 62 at most");
  int64_t power = 0;
  if (!next_is(r, "toll")) return BUJU_OK;
  buju_status status = buju_scan_whole(r->ctx, &r->scan, &times, 1, INT64_MAX, &to->times);
  if (status == BUJU_OK) status = buju_scan_whole(r->ctx, &r->scan, &shift, 0, 62, &power);
  to->shift = (int32_t)power;
  return status;
}

static buju_status read_multipliers(reading *r) {
  BUJU_MSG(scale, "乘子的分母", "what multipliers are divided by");
  BUJU_MSG(multiplier, "乘子", "a multiplier");
  int64_t demands = 0, vectors = 0, most;
  buju_status status = number(r, "demands", 0, BUJU_NONE - 1, &demands);
  most = demands > 0 ? most_left(r) / demands : 0;
  if (status == BUJU_OK) status = number(r, "multipliers", 0, most, &vectors);
  if (status == BUJU_OK) status = buju_scan_whole(r->ctx, &r->scan, &scale, 1, INT64_MAX, &r->to->proof_scale);
  if (status != BUJU_OK) return status;
  int64_t *all = BUJU_NEW(r->arena, int64_t, (size_t)vectors * (size_t)demands);
  buju_certificate_toll *toll = BUJU_NEW(r->arena, buju_certificate_toll, (size_t)vectors);
  if (all == NULL || toll == NULL) return buju_fail_memory(r->ctx);
  for (int64_t v = 0; status == BUJU_OK && v < vectors; v++) {
    status = keyword(r, "u");
    for (int64_t i = 0; status == BUJU_OK && i < demands; i++)
      status = buju_scan_whole(r->ctx, &r->scan, &multiplier, INT64_MIN + 1, INT64_MAX, &all[v * demands + i]);
    if (status == BUJU_OK) status = read_toll(r, &toll[v]);
  }
  r->to->demands = (buju_ix)demands;
  r->to->vectors = (buju_ix)vectors;
  r->to->multiplier = all;
  r->to->toll = toll;
  return status;
}

static buju_status read_step(reading *r, buju_certificate_step *to, int64_t *line) {
  BUJU_MSG(kind, "outshone、open、closed、branch 或 leaf", "outshone, open, closed, branch or leaf");
  BUJU_MSG(candidate, "候选点编号", "a candidate");
  BUJU_MSG(vector, "乘子组的编号", "the number of a vector of multipliers");
  int64_t j = 1, other = 1, v = 0;
  buju_status status = BUJU_OK;
  while (to->kind < BUJU_CERTIFICATE_KINDS && !next_is(r, buju_certificate_kind_words[to->kind])) to->kind++;
  if (to->kind == BUJU_CERTIFICATE_KINDS) return buju_scan_unexpected(r->ctx, &r->scan, &kind);
  *line = r->scan.line;
  if (to->kind != BUJU_CERTIFICATE_LEAF) status = buju_scan_whole(r->ctx, &r->scan, &candidate, 1, BUJU_NONE - 1, &j);
  if (status == BUJU_OK && to->kind == BUJU_CERTIFICATE_OUTSHONE)
    status = buju_scan_whole(r->ctx, &r->scan, &candidate, 1, BUJU_NONE - 1, &other);
  if (status == BUJU_OK && to->kind != BUJU_CERTIFICATE_OUTSHONE && to->kind != BUJU_CERTIFICATE_BRANCH &&
      !next_is(r, "none"))
    status = buju_scan_whole(r->ctx, &r->scan, &vector, 1, BUJU_NONE - 1, &v);
  to->candidate = (buju_ix)(j - 1);
  to->other = (buju_ix)(other - 1);
  to->vector = v > 0 ? (buju_ix)(v - 1) : BUJU_NONE;
  return status;
}

static buju_status read_steps(reading *r) {
  BUJU_MSG(nothing_more, "文件结束", "the end of the file");
  int64_t n = 0;
  buju_status status = number(r, "steps", 0, most_left(r), &n);
  if (status != BUJU_OK) return status;
  buju_certificate_step *step = BUJU_NEW(r->arena, buju_certificate_step, (size_t)n);
  int64_t *line = BUJU_NEW(r->arena, int64_t, (size_t)n);
  if (step == NULL || line == NULL) return buju_fail_memory(r->ctx);
  for (int64_t s = 0; status == BUJU_OK && s < n; s++) status = read_step(r, &step[s], &line[s]);
  if (status == BUJU_OK) status = keyword(r, "end");
  if (status == BUJU_OK && !buju_scan_text_ends(&r->scan))
    status = buju_scan_unexpected(r->ctx, &r->scan, &nothing_more);
  r->to->steps = (size_t)n;
  r->to->step = step;
  r->to->step_line = line;
  return status;
}

buju_status buju_certificate_parse(buju_ctx *ctx, const char *name, const unsigned char *bytes, size_t n,
                                   buju_arena *arena, buju_siting_certificate *out) {
  buju_siting_certificate read = {.limit = UINT32_MAX, .unserved = UINT32_MAX};
  reading r = {ctx, {(const char *)bytes, (const char *)bytes + n, name, 1}, arena, &read};
  buju_status status = read_instance(&r);
  if (status == BUJU_OK) status = read_question(&r);
  if (status == BUJU_OK) status = read_plan(&r);
  if (status == BUJU_OK) status = read_multipliers(&r);
  if (status == BUJU_OK) status = read_steps(&r);
  if (status == BUJU_OK) *out = read;
  return status;
}

buju_status buju_certificate_read(buju_ctx *ctx, const char *path, buju_arena *arena, buju_siting_certificate *out) {
  unsigned char *bytes = NULL;
  size_t n = 0;
  buju_status status = buju_vsi_load(ctx, path, path, &bytes, &n);
  if (status == BUJU_OK) status = buju_certificate_parse(ctx, path, bytes, n, arena, out);
  free(bytes);
  return status;
}
