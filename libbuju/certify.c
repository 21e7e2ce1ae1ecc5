/* Certificates: from an answer to a file, and from a file to what it proves. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "layers/certificate.h"
#include "libbuju/posed.h"
#include "planner/verify/verify.h"

_Static_assert((int)BUJU_CERTIFICATE_OUTSHONE == BUJU_STEP_OUTSHONE && (int)BUJU_CERTIFICATE_OPEN == BUJU_STEP_OPEN &&
                   (int)BUJU_CERTIFICATE_CLOSED == BUJU_STEP_CLOSED &&
                   (int)BUJU_CERTIFICATE_BRANCH == BUJU_STEP_BRANCH && (int)BUJU_CERTIFICATE_LEAF == BUJU_STEP_LEAF,
               "steps");

/* ---- writing ---- */

static buju_status take_proof(buju_ctx *ctx, const buju_siting_proof *proof, buju_arena *arena,
                              buju_siting_certificate *to) {
  buju_certificate_step *step = BUJU_NEW(arena, buju_certificate_step, proof->steps);
  if (step == NULL) return buju_fail_memory(ctx);
  for (size_t s = 0; s < proof->steps; s++)
    step[s] = (buju_certificate_step){proof->step[s].kind, proof->step[s].candidate, proof->step[s].other,
                                      proof->step[s].vector};
  if (proof->toll != NULL) {
    buju_certificate_toll *toll = BUJU_NEW(arena, buju_certificate_toll, proof->vectors);
    if (toll == NULL) return buju_fail_memory(ctx);
    for (buju_ix v = 0; v < proof->vectors; v++)
      toll[v] = (buju_certificate_toll){proof->toll[v].times, proof->toll[v].shift};
    to->toll = toll;
  }
  to->proof_scale = proof->scale;
  to->vectors = proof->vectors;
  to->multiplier = proof->multiplier;
  to->steps = proof->steps;
  to->step = step;
  return BUJU_OK;
}

/* Why there is nothing to write; NULL: there is. */
static const buju_msg *lacks(const buju_solution *s) {
  BUJU_MSG(plan, "没有方案", "there is no plan");
  BUJU_MSG(partial, "方案还没有服务到所有人", "the plan does not reach everybody yet");
  BUJU_MSG(large, "证明太大", "the proof would be too large");
  BUJU_MSG(fills, "有容量或最小规模的问题没有可核对的证明", "where sites fill up there is none");
  BUJU_MSG(backup, "备份次数须写在数据的 backup 列里，证明才对应得上",
           "backup must be a column of the instance, which a certificate is about");
  const buju_siting_answer *answer = s->answer;
  if (buju_posed_fills(s)) return &fills;
  if (s->backup != NULL) return &backup;
  if (answer == NULL || answer->state == BUJU_SITING_NOTHING) return &plan;
  if (s->problem.model == BUJU_SITING_CENTRE && answer->upper == BUJU_COST_NONE) return &partial;
  return answer->proof != NULL || answer->lower <= 0 ? NULL : &large;
}

buju_status buju_solution_certify(buju_ctx *ctx, const buju_solution *s, const char *path) {
  BUJU_MSG(none, "{0}：未写出：下界没有可核对的证明：{1}", "{0}: not written: the bound has no certificate: {1}");
  const buju_siting_answer *answer = s->answer;
  const buju_msg *lack = lacks(s);
  if (lack != NULL) return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(none, buju_text(path), buju_word(lack)));
  buju_siting_certificate c = {.model = (buju_instance_model)s->problem.model,
                               .p = s->problem.p,
                               .budget = s->problem.budget,
                               .limit = s->problem.limit,
                               .unserved = s->problem.model == BUJU_SITING_MEDIAN ? answer->unserved : UINT32_MAX,
                               .scale = s->scale,
                               .rounding = s->rounding,
                               .upper = answer->upper,
                               .lower = answer->lower,
                               .sites = answer->sites,
                               .site = answer->site,
                               .demands = s->instance->demands,
                               .proof_scale = 1};
  memcpy(c.digest, s->instance->digest, sizeof c.digest);
  memcpy(c.candidates_digest, s->instance->candidates_digest, sizeof c.candidates_digest);
  strncpy(c.format, s->instance->format, sizeof c.format - 1);
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_status status = answer->proof != NULL ? take_proof(ctx, answer->proof, scratch, &c) : BUJU_OK;
  if (status == BUJU_OK) status = buju_certificate_write(ctx, &c, path);
  buju_arena_free(scratch);
  return status;
}

/* ---- verifying ---- */

static buju_status read_instance(buju_ctx *ctx, const buju_siting_certificate *c, const char *path,
                                 const char *candidates, buju_solution *s) {
  BUJU_MSG(other, "{0}：不是证明文件所说的那个文件（SHA-256 不符）",
           "{0}: is not the file the certificate is about (their SHA-256 differ)");
  BUJU_MSG(no_candidates, "核对该证明还需要求解时用的候选点表：buju verify 证明文件 数据文件 候选点表",
           "the certificate also needs the table of candidates: buju verify CERTIFICATE INSTANCE CANDIDATES");
  BUJU_MSG(no_table, "{0}：求解时没有用候选点表，核对时也不要给",
           "{0}: the certificate was made without a table of candidates; leave it out");
  const buju_instance_spec spec = {c->format, candidates, c->scale, c->rounding, NULL};
  buju_status status = buju_instance_read(ctx, path, &spec, &s->instance);
  if (status != BUJU_OK) return status;
  if (strcmp(s->instance->digest, c->digest) != 0)
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(other, buju_text(path)));
  if (candidates == NULL && c->candidates_digest[0] != '\0')
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(no_candidates));
  if (candidates != NULL && c->candidates_digest[0] == '\0')
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(no_table, buju_text(candidates)));
  if (strcmp(s->instance->candidates_digest, c->candidates_digest) != 0)
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(other, buju_text(candidates)));
  return BUJU_OK;
}

/* What a certificate says of sites is nothing where they fill up. */
static buju_status refuse_sizes(buju_ctx *ctx, const char *candidates, const buju_solution *s) {
  BUJU_MSG(fills, "{0}：有容量或最小规模，证明文件不涉及，无法核对",
           "{0}: has capacities or least sizes, which no certificate is about: nothing can be checked");
  if (!buju_posed_fills(s)) return BUJU_OK;
  return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(fills, buju_text(candidates)));
}

static void pose(const buju_siting_certificate *c, buju_solution *s) {
  s->scale = c->scale;
  s->rounding = c->rounding;
  s->problem = (buju_siting_problem){
      .model = (buju_siting_model)c->model, .p = c->p, .budget = c->budget, .limit = c->limit, .unserved = c->unserved};
  buju_posed_fill(s);
  buju_posed_describe(s);
}

static buju_status check(buju_ctx *ctx, const buju_siting_certificate *c, buju_solution *s, buju_verified *out) {
  BUJU_MSG(demands, "证明文件的需求点数 {0} 与数据的 {1} 不符",
           "the certificate is of {0} demand point{0?|s}, the instance has {1}");
  BUJU_MSG(scale, "证明文件的 scale 与该格式的整数成本不符", "the certificate's scale is not that of whole costs");
  bool points = s->instance->table.row == NULL;
  if (c->demands != s->instance->demands)
    return buju_fail(ctx, BUJU_E_CONTRADICTION,
                     BUJU_SAY(demands, buju_int(c->demands), buju_int(s->instance->demands)));
  if (!points && strcmp(s->instance->format, "csv") != 0 && c->scale != 1)
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(scale));
  buju_step *step = BUJU_NEW(s->arena, buju_step, c->steps);
  buju_toll *toll = BUJU_NEW(s->arena, buju_toll, c->vectors);
  if (step == NULL || toll == NULL) return buju_fail_memory(ctx);
  for (buju_ix v = 0; v < c->vectors; v++) toll[v] = (buju_toll){c->toll[v].times, c->toll[v].shift};
  for (size_t k = 0; k < c->steps; k++)
    step[k] = (buju_step){c->step[k].kind, c->step[k].candidate, c->step[k].other, c->step[k].vector};
  const buju_siting_proof proof = {.scale = c->proof_scale,
                                   .vectors = c->vectors,
                                   .multiplier = (int64_t *)(uintptr_t)c->multiplier, /* only read */
                                   .toll = toll,
                                   .steps = c->steps,
                                   .step = step};
  const buju_claim claim = {c->upper,      c->lower,      c->sites,      c->site,     &proof,
                            c->upper_line, c->lower_line, c->sites_line, c->step_line};
  const buju_verify_costs costs = {points ? NULL : &s->instance->table, s->instance->candidates,
                                   points ? &s->plane : NULL};
  return buju_verify(ctx, &s->problem, &costs, &claim, out);
}

static buju_status tell(buju_ctx *ctx, const buju_siting_certificate *c, const buju_verified *verified,
                        buju_solution *s) {
  buju_solution_view *view = &s->view;
  view->state = c->upper == c->lower ? BUJU_SOLUTION_PROVED : BUJU_SOLUTION_WITHIN;
  view->value = c->upper;
  view->bound = c->lower;
  if (c->upper > 0) view->gap = (double)(c->upper - c->lower) / (double)c->upper;
  view->weight = verified->weight_asked;
  view->weight_served = verified->weight_served;
  view->unreachable = verified->unreachable;
  view->work = (int64_t)c->steps;
  view->parts = verified->leaves;
  if (s->problem.model == BUJU_SITING_MEDIAN) view->unserved = c->unserved;
  view->sites = c->sites;
  return buju_posed_names(ctx, s, true, c->sites, c->site, &view->site);
}

buju_status buju_certificate_verify(buju_ctx *ctx, const char *certificate, const char *instance,
                                    const char *candidates, buju_solution **out) {
  buju_siting_certificate c;
  buju_verified verified;
  buju_solution *s = buju_posed_new();
  if (s == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_certificate_read(ctx, certificate, s->arena, &c);
  if (status == BUJU_OK) status = read_instance(ctx, &c, instance, candidates, s);
  if (status == BUJU_OK) status = refuse_sizes(ctx, candidates, s);
  if (status == BUJU_OK) pose(&c, s);
  if (status == BUJU_OK) status = check(ctx, &c, s, &verified);
  if (status == BUJU_OK) status = tell(ctx, &c, &verified, s);
  if (status == BUJU_OK)
    *out = s;
  else
    buju_solution_free(s);
  return status;
}
