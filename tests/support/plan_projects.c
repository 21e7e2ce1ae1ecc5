/* A table of projects made by hand. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/plan_projects.h"

#include "buju/plan.h"
#include "tests/support/region_text.h"

buju_status plan_with_projects(plan_case *c, size_t n, const plan_project *row) {
  buju_region *r = c->region;
  buju_plan_free(c->plan);
  c->plan = NULL;
  r->progress.given = true;
  r->progress.n = (buju_ix)n;
  r->progress.file = "台账.csv";
  r->progress.rule_column = "规则";
  r->progress.facility = BUJU_NEW(r->arena, buju_ix, n);
  r->progress.village = BUJU_NEW(r->arena, buju_ix, n);
  r->progress.kind = BUJU_NEW(r->arena, uint8_t, n);
  r->progress.action = BUJU_NEW(r->arena, uint8_t, n);
  r->progress.state = BUJU_NEW(r->arena, uint8_t, n);
  r->progress.year = BUJU_NEW(r->arena, int16_t, n);
  r->progress.stop = BUJU_NEW(r->arena, buju_ix, n);
  r->progress.rule = BUJU_NEW(r->arena, const char *, n);
  r->progress.source_row = BUJU_NEW(r->arena, int64_t, n);
  for (size_t i = 0; i < n; i++) {
    buju_ix facility = buju_region_facility(r, row[i].facility);
    r->progress.facility[i] = facility;
    r->progress.village[i] = r->facility.village[facility];
    r->progress.kind[i] = r->facility.kind[facility];
    r->progress.action[i] = (uint8_t)row[i].action;
    r->progress.state[i] = (uint8_t)row[i].state;
    r->progress.year[i] = row[i].year;
    r->progress.rule[i] = row[i].rule;
    r->progress.source_row[i] = (int64_t)i + 2;
  }
  return buju_plan_make(c->ctx, c->scenario, r, &c->plan);
}
