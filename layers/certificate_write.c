/* Certificates as text. SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/reason.h"
#include "layers/certificate.h"
#include "layers/output/output.h"

const char *const buju_certificate_kind_words[BUJU_CERTIFICATE_KINDS] = {"outshone", "open", "closed", "branch",
                                                                         "leaf"};

static void put_or_none(FILE *file, const char *key, bool given, int64_t value) {
  if (given)
    fprintf(file, "%s %" PRId64 "\n", key, value);
  else
    fprintf(file, "%s none\n", key);
}

static void put_question(FILE *file, const buju_siting_certificate *c) {
  char scale[32];
  for (int digits = 15; digits <= 17; digits++) { /* the fewest that read back as the same number */
    snprintf(scale, sizeof scale, "%.*g", digits, c->scale);
    if (strtod(scale, NULL) == c->scale) break;
  }
  fprintf(file, "%s %d\ninstance %s\n", BUJU_CERTIFICATE_HEAD, BUJU_CERTIFICATE_VERSION, c->digest);
  fprintf(file, "candidates %s\n", c->candidates_digest[0] != '\0' ? c->candidates_digest : "none");
  fprintf(file, "format %s\nmodel %s\n", c->format, buju_instance_model_words[c->model]);
  put_or_none(file, "p", c->p >= 0, c->p);
  put_or_none(file, "limit", c->limit != UINT32_MAX, c->limit);
  put_or_none(file, "budget", c->budget >= 0, c->budget);
  put_or_none(file, "unserved", c->unserved != UINT32_MAX, c->unserved);
  fprintf(file, "scale %s\nrounding %s\n", scale, buju_instance_rounding_words[c->rounding]);
}

static void put_plan(FILE *file, const buju_siting_certificate *c) {
  fprintf(file, "upper %" PRId64 "\nlower %" PRId64 "\nsites %u", c->upper, c->lower, c->sites);
  for (buju_ix s = 0; s < c->sites; s++) fprintf(file, " %" PRIu64, (uint64_t)c->site[s] + 1);
  putc('\n', file);
}

static void put_vector(FILE *file, buju_ix vector) {
  if (vector == BUJU_NONE)
    fputs(" none\n", file);
  else
    fprintf(file, " %" PRIu64 "\n", (uint64_t)vector + 1);
}

static void put_step(FILE *file, const buju_certificate_step *step) {
  uint64_t candidate = (uint64_t)step->candidate + 1;
  fputs(buju_certificate_kind_words[step->kind], file);
  if (step->kind != BUJU_CERTIFICATE_LEAF) fprintf(file, " %" PRIu64, candidate);
  if (step->kind == BUJU_CERTIFICATE_OUTSHONE) fprintf(file, " %" PRIu64, (uint64_t)step->other + 1);
  if (step->kind == BUJU_CERTIFICATE_OUTSHONE || step->kind == BUJU_CERTIFICATE_BRANCH)
    putc('\n', file);
  else
    put_vector(file, step->vector);
}

static void put_proof(FILE *file, const buju_siting_certificate *c) {
  fprintf(file, "demands %u\nmultipliers %u %" PRId64 "\n", c->demands, c->vectors, c->proof_scale);
  for (buju_ix v = 0; v < c->vectors; v++) {
    putc('u', file);
    for (buju_ix i = 0; i < c->demands; i++) fprintf(file, " %" PRId64, c->multiplier[(size_t)v * c->demands + i]);
    putc('\n', file);
    if (c->toll != NULL && c->toll[v].times > 0)
      fprintf(file, "toll %" PRId64 " %" PRId32 "\n", c->toll[v].times, c->toll[v].shift);
  }
  fprintf(file, "steps %zu\n", c->steps);
  for (size_t s = 0; s < c->steps; s++) put_step(file, &c->step[s]);
  fputs("end\n", file);
}

buju_status buju_certificate_write(buju_ctx *ctx, const buju_siting_certificate *certificate, const char *path) {
  buju_draft draft = {0};
  buju_status status = buju_draft_open(ctx, BUJU_DRAFT_CERTIFICATE, path, &draft);
  FILE *file = status == BUJU_OK ? fopen(draft.file, "wb") : NULL;
  if (file != NULL) {
    put_question(file, certificate);
    put_plan(file, certificate);
    put_proof(file, certificate);
  }
  if (status == BUJU_OK && file == NULL)
    status = buju_fail(ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write_proof, buju_text(path), buju_reason(errno)));
  bool failed = file != NULL && ferror(file) != 0;
  if (file != NULL && fclose(file) != 0) failed = true;
  if (failed)
    status = buju_fail(ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write_proof, buju_text(path), buju_reason(errno)));
  if (status == BUJU_OK) status = buju_draft_publish(ctx, &draft, path);
  buju_draft_close(&draft);
  return status;
}
