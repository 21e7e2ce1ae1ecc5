/* Plans from a few lines of text. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"
#include "tests/support/region_text.h"

/* The scenario goes through a file, as a user's would. */
static buju_status read_scenario(plan_case *c, const char *profile, const char *yaml) {
  char path[] = "/tmp/buju-test-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  FILE *f = fdopen(fd, "w");
  fprintf(f, "profile: %s\nas_of: 2026-06-30\ninputs:\n  villages: {path: none.shp}\n%s\n", profile,
          yaml != NULL ? yaml : "");
  fclose(f);
  buju_status status = buju_scenario_read(c->ctx, path, NULL, 0, &c->scenario);
  unlink(path);
  return status;
}

static buju_status make(plan_case *c, const char *profile, const char *region_text, const char *yaml) {
  *c = (plan_case){.ctx = buju_ctx_new()};
  buju_status status = read_scenario(c, profile, yaml);
  if (status == BUJU_OK) status = buju_region_text(c->ctx, region_text, &c->region);
  if (status == BUJU_OK) status = buju_plan_make(c->ctx, c->scenario, c->region, &c->plan);
  return status;
}

void plan_case_make(plan_case *c, const char *region_text, const char *yaml) {
  plan_case_make_by(c, "xixian-2021", region_text, yaml);
}

void plan_case_make_by(plan_case *c, const char *profile, const char *region_text, const char *yaml) {
  if (make(c, profile, region_text, yaml) != BUJU_OK) fail_msg("%s", buju_ctx_error(c->ctx));
}

void plan_case_refused(plan_case *c, const char *region_text, const char *yaml, buju_status want) {
  assert_int_equal(make(c, "xixian-2021", region_text, yaml), want);
  assert_null(c->plan);
  assert_true(buju_ctx_error(c->ctx)[0] != '\0');
}

void plan_case_free(plan_case *c) {
  buju_plan_free(c->plan);
  buju_region_free(c->region);
  buju_scenario_free(c->scenario);
  buju_ctx_free(c->ctx);
}

const buju_need *plan_need(const plan_case *c, const char *village_code) {
  buju_ix v = buju_region_village(c->region, village_code);
  assert_int_not_equal(v, BUJU_NONE);
  return &c->plan->need[v];
}

const buju_site *plan_site_of(const plan_case *c, const char *facility_code) {
  buju_ix f = buju_region_facility(c->region, facility_code);
  assert_int_not_equal(f, BUJU_NONE);
  for (buju_ix s = 0; s < c->plan->sites; s++)
    if (c->plan->site[s].facility == f) return &c->plan->site[s];
  fail_msg("no site for facility %s", facility_code);
  return NULL;
}

const buju_site *plan_serving(const plan_case *c, const char *village_code) {
  buju_ix site = plan_need(c, village_code)->site;
  return site != BUJU_NONE ? &c->plan->site[site] : NULL;
}

const char *plan_verdict(const plan_case *c, const char *village_code) {
  return buju_verdict_words[plan_need(c, village_code)->verdict].id;
}

const char *plan_reasons(const plan_case *c, buju_traced table, buju_ix row) {
  static char text[8192];
  size_t n = 0;
  buju_ix first, count = buju_plan_traces(c->plan, table, row, &first);
  text[0] = '\0';
  for (buju_ix i = 0; i < count && n < sizeof text; i++)
    n += buju_say(BUJU_ZH, &c->plan->trace[first + i].said, text + n, sizeof text - n);
  return text;
}

const char *plan_need_reasons(const plan_case *c, const char *village_code) {
  return plan_reasons(c, BUJU_TRACED_NEED, plan_need(c, village_code)->village);
}

const char *plan_said(const buju_said *said) {
  static char text[512];
  text[0] = '\0';
  if (said->msg != NULL) buju_say(BUJU_ZH, said, text, sizeof text);
  return text;
}

const char *plan_sensed(const plan_case *c, const char *about) {
  for (buju_ix i = 0; i < c->plan->sensitivities; i++)
    if (strncmp(plan_said(&c->plan->sensitivity[i].assumption), about, strlen(about)) == 0)
      return plan_said(&c->plan->sensitivity[i].result);
  return "";
}

const buju_target *plan_target(const plan_case *c, const char *rule, int year) {
  for (buju_ix i = 0; i < c->plan->targets; i++) {
    const buju_target *t = &c->plan->target[i];
    if (t->asked && t->year == year && strcmp(t->id, rule) == 0) return t;
  }
  fail_msg("nothing is asked by %s in %d", rule, year);
  return NULL;
}

int64_t plan_paid(const plan_case *c, const char *item_zh, const char *payer, int16_t year) {
  int64_t fen = 0;
  for (buju_ix i = 0; i < c->plan->costs; i++) {
    const buju_cost *cost = &c->plan->cost[i];
    if (cost->year == year && strcmp(cost->item->zh, item_zh) == 0 && strcmp(cost->payer, payer) == 0) fen += cost->fen;
  }
  return fen;
}

size_t plan_count_actions(const plan_case *c, buju_action action) {
  size_t n = 0;
  for (buju_ix a = 0; a < c->plan->actions; a++) n += c->plan->action[a].action == action;
  return n;
}

size_t plan_count_gaps(const plan_case *c, buju_gap_kind kind, bool after) {
  size_t n = 0;
  for (buju_ix g = 0; g < c->plan->gaps; g++) n += c->plan->gap[g].kind == kind && c->plan->gap[g].after == after;
  return n;
}
