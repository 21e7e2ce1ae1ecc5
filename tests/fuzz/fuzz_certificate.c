/* Any bytes as a certificate of a small instance: refused with a line, or read and checked.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/certificate.h"
#include "planner/verify/verify.h"
#include "tests/fuzz/fuzz.h"

static const buju_ix column[] = {0, 1, 0, 1, 2, 1, 2};
static const uint32_t cost[] = {3, 1, 2, 5, 4, 0, 7};
static const uint64_t row[] = {0, 2, 5, 7};

/* As whoever reads a certificate for the checker does. */
static buju_status check(buju_ctx *ctx, const buju_siting_certificate *c, buju_arena *arena) {
  const buju_csr table = {3, (uint64_t *)(uintptr_t)row, (buju_ix *)(uintptr_t)column, (uint32_t *)(uintptr_t)cost};
  const buju_verify_costs costs = {&table, 3, NULL};
  const buju_siting_problem problem = {
      .model = (buju_siting_model)c->model, .p = c->p, .budget = c->budget, .limit = c->limit, .unserved = c->unserved};
  buju_step *step = BUJU_NEW(arena, buju_step, c->steps);
  buju_toll *toll = BUJU_NEW(arena, buju_toll, c->vectors);
  if (step == NULL || toll == NULL || c->demands != 3) return BUJU_OK;
  for (buju_ix v = 0; v < c->vectors; v++) toll[v] = (buju_toll){c->toll[v].times, c->toll[v].shift};
  for (size_t s = 0; s < c->steps; s++)
    step[s] = (buju_step){c->step[s].kind, c->step[s].candidate, c->step[s].other, c->step[s].vector};
  const buju_siting_proof proof = {c->proof_scale, c->vectors, (int64_t *)(uintptr_t)c->multiplier,
                                   toll,           c->steps,   step};
  const buju_claim claim = {c->upper,      c->lower,      c->sites,      c->site,     &proof,
                            c->upper_line, c->lower_line, c->sites_line, c->step_line};
  buju_verified verified;
  return buju_verify(ctx, &problem, &costs, &claim, &verified);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  buju_siting_certificate certificate;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  unsigned char *text = malloc(n + 1);
  if (ctx != NULL && arena != NULL && text != NULL) {
    memcpy(text, bytes, n);
    text[n] = 0;
    buju_status status = buju_certificate_parse(ctx, "fuzz", text, n, arena, &certificate);
    if (status == BUJU_OK) status = check(ctx, &certificate, arena);
    if (status != BUJU_OK && buju_ctx_error(ctx)[0] == '\0') abort();
    if (status == BUJU_E_INTERNAL || status == BUJU_E_MEMORY) abort();
  }
  free(text);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
  return 0;
}
