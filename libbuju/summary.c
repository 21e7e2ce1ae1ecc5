/* Counting a plan. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/summary_parts.h"

#include <math.h>
#include <string.h>

static const char *in(const buju_summary *summary, const buju_msg *msg) {
  return summary->lang == BUJU_ZH ? msg->zh : msg->en;
}

buju_figure buju_summary_line(const buju_summary *summary, const char *key, const buju_msg *label) {
  return (buju_figure){key, in(summary, label), {NAN, NAN, NAN}, {NAN, NAN, NAN}, NULL};
}

buju_figure *buju_summary_lines(buju_summary *summary, const buju_word_entry *words, size_t n, double value) {
  buju_figure *lines = BUJU_NEW(summary->arena, buju_figure, n);
  for (size_t i = 0; lines != NULL && words != NULL && i < n; i++) {
    lines[i] = buju_summary_line(summary, words[i].id, &words[i].word);
    for (int c = 0; c < BUJU_SUMMARY_COLUMNS; c++) lines[i].value[c] = value;
  }
  return lines;
}

buju_figures *buju_summary_add(buju_summary *summary, const char *key, const buju_msg *label, const char *unit,
                               const buju_figure *lines, size_t n) {
  buju_figures *group = &summary->group[summary->n++];
  *group = (buju_figures){.key = key, .label = in(summary, label), .unit = unit, .columns = 1, .n = n, .figure = lines};
  return group;
}

void buju_summary_column(const buju_summary *summary, buju_figures *group, size_t c, const char *key,
                         const buju_msg *label) {
  group->column[c] = key;
  group->column_label[c] = in(summary, label);
  if (group->columns < c + 1) group->columns = c + 1;
}

void buju_summary_stages(const buju_summary *summary, buju_figures *group) {
  BUJU_MSG(before, "现状", "now");
  BUJU_MSG(after, "规划后", "planned");
  buju_summary_column(summary, group, 0, "before", &before);
  buju_summary_column(summary, group, 1, "after", &after);
}

/* The gap as a part of what the plan has, rounded up to a tenth of a percent so that an open gap never shows as none.
 */
static double gap_percent(const buju_certificate *c) {
  return c->upper > 0 ? ceil((double)(c->upper - c->lower) / (double)c->upper * 1000) / 10 : 0;
}

static bool add_optimisation(buju_summary *summary, const buju_plan *plan) {
  BUJU_MSG(label, "优化证明", "Optimisation");
  enum { PROBLEMS, WHOLLY_PROVED, CLINICS_GAP, TRAVEL_GAP, LINES };
  static const buju_word_entry words[LINES] = {
      [PROBLEMS] = {"problems", {"优化问题", "problems"}},
      [WHOLLY_PROVED] = {"proved", {"已证明最优", "proved optimal"}},
      [CLINICS_GAP] = {"clinics_gap", {"村卫生室数最大差距（所）", "widest gap in clinics"}},
      [TRAVEL_GAP] = {"travel_gap_percent", {"出行总量最大差距（%）", "widest gap in travel (%)"}}};
  if (plan->certificates == 0) return true;
  buju_figure *lines = buju_summary_lines(summary, words, LINES, 0);
  if (lines == NULL) return false;
  double *clinics_gap = &lines[CLINICS_GAP].value[0], *travel_gap = &lines[TRAVEL_GAP].value[0];
  bool proved_so_far = true;
  for (buju_ix i = 0; i < plan->certificates; i++) {
    const buju_certificate *c = &plan->certificate[i];
    bool last = i + 1 == plan->certificates || strcmp(c->problem, c[1].problem) != 0;
    proved_so_far = proved_so_far && c->proof == BUJU_PROVED;
    /* What is proved has no gap: its bounds differ only where a unit was rounded outwards. */
    bool open = c->proof != BUJU_PROVED;
    if (open && c->certifies == BUJU_CERTIFIES_CLINICS)
      *clinics_gap = fmax(*clinics_gap, (double)(c->upper - c->lower));
    if (open && c->certifies == BUJU_CERTIFIES_TRAVEL) *travel_gap = fmax(*travel_gap, gap_percent(c));
    if (!last) continue; /* a problem is proved when each of its objectives is */
    lines[PROBLEMS].value[0]++;
    lines[WHOLLY_PROVED].value[0] += proved_so_far;
    proved_so_far = true;
  }
  buju_summary_add(summary, "optimisation", &label, "problems", lines, LINES);
  return true;
}

static bool add_findings(buju_summary *summary, const buju_region *region, const buju_plan *plan) {
  BUJU_MSG(label, "数据问题（条）", "Findings in the data");
  buju_figure *lines = buju_summary_lines(summary, buju_severity_words, BUJU_SERIOUS + 1, 0);
  if (lines == NULL) return false;
  for (size_t i = 0; i < region->findings.rows.n; i++)
    lines[buju_finding_at(&region->findings, i)->kind->severity].value[0]++;
  for (size_t i = 0; i < plan->findings.rows.n; i++)
    lines[buju_finding_at(&plan->findings, i)->kind->severity].value[0]++;
  buju_summary_add(summary, "findings", &label, "findings", lines, BUJU_SERIOUS + 1);
  return true;
}

buju_status buju_summary_make(buju_ctx *ctx, const buju_region *region, const buju_plan *plan, buju_summary **out) {
  buju_arena *arena = buju_arena_new();
  buju_summary *summary = arena != NULL ? BUJU_NEW(arena, buju_summary, 1) : NULL;
  if (summary == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  summary->arena = arena;
  summary->lang = buju_ctx_lang(ctx);
  bool made = buju_summary_add_villages(summary, plan) && buju_summary_add_people(summary, plan) &&
              buju_summary_add_ways(summary, plan) && buju_summary_add_nobody(summary, plan) &&
              buju_summary_add_rounds(summary, plan) && buju_summary_add_referrals(summary, plan) &&
              buju_summary_add_reached(summary, plan) && buju_summary_add_new_sites(summary, plan) &&
              buju_summary_add_picks(summary, plan) && buju_summary_add_entitlements(summary, plan) &&
              buju_summary_add_clinics(summary, plan) && buju_summary_add_targets(summary, plan) &&
              buju_summary_add_gaps(summary, plan) && buju_summary_add_staff(summary, plan) &&
              buju_summary_add_money(summary, plan) && add_optimisation(summary, plan) &&
              add_findings(summary, region, plan);
  if (!made) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *out = summary;
  return BUJU_OK;
}

void buju_summary_free(buju_summary *summary) {
  if (summary != NULL) buju_arena_free(summary->arena); /* the summary itself lives in it */
}

const buju_figures *buju_summary_group(const buju_summary *summary, size_t i) {
  return i < summary->n ? &summary->group[i] : NULL;
}

const buju_figure *buju_summary_find(const buju_summary *summary, const char *group, const char *key) {
  for (size_t g = 0; g < summary->n; g++) {
    if (strcmp(summary->group[g].key, group) != 0) continue;
    for (size_t i = 0; i < summary->group[g].n; i++)
      if (strcmp(summary->group[g].figure[i].key, key) == 0) return &summary->group[g].figure[i];
  }
  return NULL;
}
