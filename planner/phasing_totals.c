/* Totals of annual targets, summed over the ledger of actions, and over nothing else. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "planner/phasing_parts.h"

/* The sites a rule counts, as the ledger has them. */
typedef struct totals {
  buju_job *job;
  const buju_phased *phased; /* the rule's */
  size_t n;
  buju_ledger_sum *ledger; /* by site, of the actions that count */
} totals;

/* Which of the sites a row is about. */
typedef struct part {
  bool left_out; /* those that lie in no area of which anything is asked; else those of: */
  buju_ix whole; /* the area of the target */
  buju_ix area;  /* within it: a county or township; BUJU_NONE: wherever */
  bool townless; /* those of no township in the county `area`, or (BUJU_NONE) in none */
} part;

static bool about(const totals *t, part of, size_t i) {
  const buju_phased *p = &t->phased[i];
  const buju_region *r = t->job->region;
  const buju_site *site = buju_job_site(t->job, p->site);
  if (p->placeless != of.left_out || (!p->placeless && p->area != of.whole)) return false;
  if (of.townless)
    return buju_region_area_at(r, site->township, BUJU_TOWNSHIP) == BUJU_NONE &&
           buju_region_area_at(r, site->township, BUJU_COUNTY) == of.area;
  return of.area == BUJU_NONE || buju_region_area_at(r, site->township, (buju_level)r->area.level[of.area]) == of.area;
}

static void count(const totals *t, const buju_phased *p, buju_target *row) {
  const buju_ledger_sum *l = &t->ledger[p->site];
  bool has = l->first != BUJU_NONE, finished = has && l->progress == BUJU_PROJECT_DONE;
  bool set = has && !finished && l->phased && l->year != 0;
  if (p->met || (!has && p->stuck)) return;
  row->actual += finished && l->year == row->year;
  row->planned_before += set && l->year < row->year;
  row->candidates += !finished && (!set || l->year >= row->year);
  if (!set || l->year != row->year) return;
  row->planned++;
  row->people_gained += l->people;
  if (l->fen != BUJU_MONEY_MISSING) row->cost_fen = (row->cost_fen == BUJU_MONEY_MISSING ? 0 : row->cost_fen) + l->fen;
}

/* ---- why it falls short ---- */

/* What is done to village clinics alone, when nothing else counts and the service is another; −1. */
static int alien_action(const buju_target *row) {
  const uint32_t of_clinics = UINT32_C(1) << BUJU_ACTION_CONVERT_CHS | UINT32_C(1) << BUJU_ACTION_CONVERT_THC_POINT |
                              UINT32_C(1) << BUJU_ACTION_RAISE_CENTRAL;
  if (row->service == BUJU_VILLAGE_CLINIC || (row->actions & ~of_clinics) != 0) return -1;
  for (int a = 0; a < BUJU_ACTIONS; a++)
    if ((row->actions >> a & 1) != 0) return a;
  return -1;
}

static buju_said because(const totals *t, const buju_target *row) {
  BUJU_MSG(unknown, "该年已过，没有项目进展资料，完成情况不详。",
           "The year is over, and nothing says what was done in it.");
  BUJU_MSG(late, "该年已过，尚有{0}处未完成，列入以后年度。",
           "The year is over; {0} that are not done are left to later years.");
  BUJU_MSG(few, "待实施的只有{0}处，少于所需的{1}处，不凑数。",
           "Too few candidates: {0} of the {1} it takes; none are padded.");
  BUJU_MSG(limited, "受当年经费或各地每年项目数限制，未能排足。",
           "The year's money, or the projects an area takes a year, allow no more.");
  BUJU_MSG(nothing, "没有可据以达到的项目：未达到的机构都没有列入计数的处置。",
           "Nothing is asked by which they could meet it: those that do not have no project that counts.");
  BUJU_MSG(foreign, "“{0}”不适用于{1}，不会有这样的项目；请核对规则。",
           "\"{0}\" is nothing that is done to a {1}, so there are no such projects: check the rule.");
  BUJU_MSG(elsewhen, "其余待实施的项目年度已定在以后，或其承接机构尚未启用，未能排足。",
           "The other projects have their years settled later, or wait for their successors to open.");
  bool past = row->year < buju_job_year(t->job);
  if (past && row->shortfall > 0) return BUJU_SAY(late, buju_int(row->shortfall));
  if (past && row->actual < 0) return BUJU_SAY(unknown);
  if (row->shortfall <= 0) return (buju_said){0};
  int64_t wanted = row->measure == BUJU_MEASURE_SHARE ? row->planned + row->shortfall : row->target - row->actual;
  int alien = alien_action(row);
  if (row->candidates == 0 && alien >= 0)
    return BUJU_SAY(foreign, buju_word(&buju_action_words[alien].word),
                    buju_word(&buju_service_words[row->service].word));
  if (row->candidates == 0 && row->measure == BUJU_MEASURE_SHARE) return BUJU_SAY(nothing);
  if (row->candidates <= row->planned) return BUJU_SAY(few, buju_int(row->candidates), buju_int(wanted));
  buju_said said = BUJU_SAY(limited);
  if (!row->bound) said.msg = &elsewhen;
  return said;
}

/* What is missing. Of "the rest" whatever is left; of a past year nobody tells of, nothing is known. */
static int64_t shortfall_of(const totals *t, const buju_target *row) {
  bool past = row->year < buju_job_year(t->job);
  int64_t missing = row->target - row->actual - row->planned;
  if (row->measure == BUJU_MEASURE_SHARE) missing = row->cumulative_target - row->cumulative_planned;
  if (row->target < 0) missing = row->candidates - row->planned;
  if (past && row->target >= 0 && row->actual < 0) return -1;
  return missing > 0 ? missing : 0;
}

static void fill(const totals *t, buju_target *row, part of) {
  bool told = t->job->region->progress.given;
  row->actual = row->planned = row->planned_before = row->candidates = 0;
  for (size_t i = 0; i < t->n; i++)
    if (about(t, of, i)) count(t, &t->phased[i], row);
  row->cumulative_planned = row->done_before + row->actual + row->planned_before + row->planned;
  if (row->year < buju_job_year(t->job) && !told) row->actual = -1;
  if (!row->asked) return;
  row->shortfall = shortfall_of(t, row);
  row->reason = because(t, row);
}

/* ---- parts ---- */

/* What was done, or met, before the year. */
static int64_t before_of(const totals *t, int16_t year, part of) {
  int64_t n = 0;
  for (size_t i = 0; i < t->n; i++) {
    const buju_ledger_sum *l = &t->ledger[t->phased[i].site];
    bool finished = l->first != BUJU_NONE && l->progress == BUJU_PROJECT_DONE && l->year < year;
    n += about(t, of, i) && (t->phased[i].met || finished);
  }
  return n;
}

static buju_status push(const totals *t, const buju_target *row, buju_vec *out) {
  buju_target *to = buju_vec_push(out, sizeof *to);
  if (to == NULL) return buju_fail_memory(t->job->ctx);
  *to = *row;
  return BUJU_OK;
}

/* The same year of an area of which nothing is asked by itself. */
static buju_target unasked(const buju_target *like, buju_ix area, bool townless) {
  buju_target row = *like;
  row.asked = false;
  row.area = area;
  row.townless = townless;
  row.target = row.cumulative_target = row.shortfall = -1;
  row.permyriad = -1;
  row.reason = (buju_said){0};
  row.base = row.done_before = row.actual = row.planned = row.planned_before = row.cumulative_planned = row.candidates =
      0;
  row.people_gained = 0;
  row.cost_fen = BUJU_MONEY_MISSING;
  return row;
}

/* False: no site lies there. */
static bool part_row(const totals *t, const buju_target *like, part of, buju_target *row) {
  *row = unasked(like, of.area, of.townless);
  for (size_t i = 0; i < t->n; i++) row->base += about(t, of, i);
  if (row->base == 0) return false;
  if (row->measure == BUJU_MEASURE_COUNT) row->base = -1;
  row->done_before = before_of(t, row->year, of);
  fill(t, row, of);
  return true;
}

static buju_status add_part(const totals *t, const buju_target *like, part of, buju_vec *out) {
  buju_target row;
  return part_row(t, like, of, &row) ? push(t, &row, out) : BUJU_OK;
}

/* A target's counties, where it has several, its townships, and the sites of no township in each county. */
static buju_status add_parts(const totals *t, const buju_target *whole, buju_vec *out) {
  const buju_region *r = t->job->region;
  buju_status status = BUJU_OK;
  if (whole->area != BUJU_NONE && r->area.level[whole->area] == BUJU_TOWNSHIP) return BUJU_OK;
  for (buju_ix a = 0; a < r->area.n && r->area.level[a] <= BUJU_TOWNSHIP && status == BUJU_OK; a++) {
    bool county = r->area.level[a] == BUJU_COUNTY;
    if (!county || whole->area == BUJU_NONE) status = add_part(t, whole, (part){false, whole->area, a, false}, out);
    if (county && status == BUJU_OK) status = add_part(t, whole, (part){false, whole->area, a, true}, out);
  }
  return status == BUJU_OK ? add_part(t, whole, (part){false, whole->area, BUJU_NONE, true}, out) : status;
}

/* ---- sums ---- */

static void add_number(int64_t *sum, int64_t more) { *sum = *sum < 0 || more < 0 ? -1 : *sum + more; }

static void add_row(buju_target *sum, const buju_target *row) {
  add_number(&sum->actual, row->actual);
  add_number(&sum->base, row->base);
  sum->done_before += row->done_before;
  sum->planned += row->planned;
  sum->planned_before += row->planned_before;
  sum->cumulative_planned += row->cumulative_planned;
  sum->candidates += row->candidates;
  sum->people_gained += row->people_gained;
  if (row->cost_fen != BUJU_MONEY_MISSING)
    sum->cost_fen = (sum->cost_fen == BUJU_MONEY_MISSING ? 0 : sum->cost_fen) + row->cost_fen;
  if (!row->asked) return;
  add_number(&sum->target, row->target);
  add_number(&sum->cumulative_target, row->cumulative_target);
  add_number(&sum->shortfall, row->shortfall);
}

static buju_ix county_of(const buju_region *r, buju_ix area) {
  while (area != BUJU_NONE && r->area.level[area] != BUJU_COUNTY) area = r->area.parent[area];
  return area == BUJU_NONE ? buju_region_one_county(r) : area;
}

/* What a county comes to whose townships are asked, each by itself: they, and the sites left out, which have a row. The
 * k-th row of every area is of one year. county BUJU_NONE: all of them. */
static buju_status add_sum(const totals *t, const buju_target *target, size_t n, size_t each, buju_ix county,
                           buju_vec *out) {
  const buju_region *r = t->job->region;
  buju_target sum = unasked(target, county, false), row;
  buju_status status = BUJU_OK;
  size_t rows = 0;
  sum.target = sum.cumulative_target = sum.shortfall = 0;
  for (size_t i = 0; i < n; i += each)
    if (county == BUJU_NONE || county_of(r, target[i].area) == county) {
      add_row(&sum, &target[i]);
      rows++;
    }
  for (buju_ix c = 0; c <= r->area.n && status == BUJU_OK; c++) {
    buju_ix of = c < r->area.n ? c : BUJU_NONE;
    bool here = (of == BUJU_NONE || r->area.level[of] == BUJU_COUNTY) && (county == BUJU_NONE || of == county);
    if (!here || !part_row(t, target, (part){true, BUJU_NONE, of, true}, &row)) continue;
    add_row(&sum, &row);
    if (of == county) status = push(t, &row, out);
    rows++;
  }
  return status == BUJU_OK && rows > 0 ? push(t, &sum, out) : status;
}

/* Of a rule whose numbers are for each township: its counties; for each of several areas: all of them. */
static buju_status add_sums(const totals *t, const buju_target *target, size_t n, buju_vec *out) {
  const buju_region *r = t->job->region;
  size_t each = 0;
  buju_status status = BUJU_OK;
  while (each < n && target[each].area == target[0].area) each++;
  bool townships = target[0].area != BUJU_NONE && r->area.level[target[0].area] == BUJU_TOWNSHIP;
  bool counties = target[0].area != BUJU_NONE && !townships && buju_region_one_county(r) == BUJU_NONE;
  for (size_t k = 0; k < each && status == BUJU_OK; k++) {
    for (buju_ix c = 0; townships && c < r->area.n && status == BUJU_OK; c++)
      if (r->area.level[c] == BUJU_COUNTY) status = add_sum(t, target + k, n - k, each, c, out);
    if (status == BUJU_OK && (counties || (townships && buju_region_one_county(r) == BUJU_NONE)))
      status = add_sum(t, target + k, n - k, each, BUJU_NONE, out);
  }
  return status;
}

static int by_area(const void *a, const void *b) {
  const buju_target *x = a, *y = b;
  if (x->use != y->use) return x->use < y->use ? -1 : 1;
  if (x->area != y->area) return x->area + 1 < y->area + 1 ? -1 : 1; /* BUJU_NONE first */
  if (x->townless != y->townless) return y->townless ? -1 : 1;
  return (x->year > y->year) - (x->year < y->year);
}

/* The rows of one use: asked ones lie together, as its sites do. */
static buju_status total_use(buju_job *job, size_t first, size_t last, size_t *phased, buju_vec *parts) {
  buju_target *target = job->targets.data;
  const buju_phased *all = job->phaseds.data;
  totals t = {.job = job, .phased = all + *phased};
  while (*phased + t.n < job->phaseds.n && t.phased[t.n].use == target[first].use) t.n++;
  *phased += t.n;
  buju_ledger_rows rows = {target[first].actions, target[first].use, target[first].own};
  buju_status status = buju_ledger_by_site(job, rows, job->scratch, &t.ledger);
  for (size_t i = first; i < last && status == BUJU_OK; i++) {
    fill(&t, &target[i], (part){false, target[i].area, BUJU_NONE, false});
    status = add_parts(&t, &target[i], parts);
  }
  return status == BUJU_OK ? add_sums(&t, target + first, last - first, parts) : status;
}

buju_status buju_phasing_totals(buju_job *job) {
  buju_vec parts = {0};
  buju_status status = BUJU_OK;
  size_t n = job->targets.n, phased = 0;
  for (size_t first = 0, last; first < n && status == BUJU_OK; first = last) {
    const buju_target *target = job->targets.data;
    for (last = first; last < n && target[last].use == target[first].use;) last++;
    status = total_use(job, first, last, &phased, &parts);
  }
  for (size_t i = 0; i < parts.n && status == BUJU_OK; i++) {
    buju_target *to = buju_vec_push(&job->targets, sizeof *to);
    if (to == NULL)
      status = buju_fail_memory(job->ctx);
    else
      *to = ((const buju_target *)parts.data)[i];
  }
  buju_vec_free(&parts);
  if (job->targets.n > 1) qsort(job->targets.data, job->targets.n, sizeof(buju_target), by_area);
  return status;
}
