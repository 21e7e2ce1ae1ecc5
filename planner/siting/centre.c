/* p-centre: the radius closes in between plans found and radii proved too short. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/centre_parts.h"

/* Steps a question may take at first, and how much more each time round: most radii are answered at once, and it does
 * not pay to dwell on one of the others while the neighbours of the answer are not known. */
enum { FIRST_STEPS = 4000000, MORE = 8, UNKNOWN_MOST = 2 };
/* With so few demand points for each site nearly all of them matter; with so few in all it costs nothing. */
enum { SAMPLE_ABOVE = 500, POINTS_A_SITE = 32 };

static bool near_enough(const buju_centre *c) {
  double gap = c->field->problem->gap;
  if (c->lower >= c->upper) return true;
  return c->upper != BUJU_COST_NONE && gap > 0 && (double)(c->upper - c->lower) <= gap * (double)c->upper;
}

static int64_t steps_left(const buju_centre *c) {
  int64_t limit = c->field->problem->work_limit;
  if (limit <= 0) return INT64_MAX;
  return c->work < limit ? limit - c->work : 0;
}

static buju_status ask(buju_ctx *ctx, buju_centre *c, int64_t radius, int64_t steps, buju_centre_reply *reply) {
  int64_t left = steps_left(c);
  buju_status status = buju_centre_ask(ctx, c, (uint32_t)radius, steps < left ? steps : left, reply);
  if (status == BUJU_OK && *reply == BUJU_CENTRE_NO) c->lower = radius + 1;
  if (status == BUJU_OK && c->upper != BUJU_COST_NONE) buju_siting_tell(c->field, c->upper, c->lower);
  return status;
}

/* One time round: the radius just below the plan's first, for its refusal ends the search; then halving of what is
 * between the last radius refused and the plan's. A radius without an answer counts as refused for this round; a few of
 * them in a row end it, as more steps are what is wanted. After a refusal that was hard to prove the next one would be,
 * too: it is sought just below the plan's. *doubtful: the shortest radius without an answer. */
static buju_status close_in(buju_ctx *ctx, buju_centre *c, int64_t steps, int64_t *doubtful) {
  buju_centre_reply reply = BUJU_CENTRE_YES;
  int64_t refused = c->lower - 1, radius = c->upper - 1;
  int unknown = 0;
  bool hard = false;
  buju_status status = BUJU_OK;
  *doubtful = c->upper;
  while (status == BUJU_OK && radius > refused && !near_enough(c) && steps_left(c) > 0 && unknown < UNKNOWN_MOST) {
    int64_t before = c->work;
    bool last = radius == c->upper - 1;
    status = ask(ctx, c, radius, steps, &reply);
    if (reply == BUJU_CENTRE_UNKNOWN && radius < *doubtful) *doubtful = radius;
    if (reply == BUJU_CENTRE_UNKNOWN && !last) unknown++;
    if (reply == BUJU_CENTRE_YES) unknown = 0;
    if (reply != BUJU_CENTRE_YES && !last) refused = radius;
    hard = reply == BUJU_CENTRE_NO && steps > FIRST_STEPS && c->work - before > steps / MORE;
    radius = hard ? c->upper - 1 : refused + (c->upper - refused) / 2;
  }
  return status;
}

/* When the search may stop short of a proof, a good bound is worth some steps, too: the longest radius that is easily
 * refused, to a thousandth. */
static buju_status raise_lower(buju_ctx *ctx, buju_centre *c, int64_t steps, int64_t doubtful) {
  buju_centre_reply reply;
  buju_status status = BUJU_OK;
  for (int unknown = 0; status == BUJU_OK && unknown < UNKNOWN_MOST && !near_enough(c) && steps_left(c) > 0;) {
    int64_t low = c->lower - 1, radius = low + (doubtful - low) / 2;
    if (doubtful > c->upper) doubtful = c->upper;
    if (doubtful - low <= c->upper / 1000 + 1) break;
    status = ask(ctx, c, radius, steps, &reply);
    if (reply == BUJU_CENTRE_NO) continue;
    doubtful = radius;
    unknown++;
  }
  return status;
}

/* All of them, where sampling saves nothing. */
static void sample_all(buju_centre *c) {
  bool few = c->asked <= SAMPLE_ABOVE || (c->p < INT64_MAX / POINTS_A_SITE && c->asked / POINTS_A_SITE <= c->p);
  for (buju_ix k = 0; few && k < c->asked; k++) buju_centre_sample(c, c->demand[k]);
}

/* A plan that reaches everybody, or by how much p or the budget falls short of any. */
static buju_status reach_everybody(buju_ctx *ctx, buju_centre *c, int64_t *shortfall) {
  buju_centre_reply reply;
  buju_status status = ask(ctx, c, c->field->limit, INT64_MAX, &reply);
  return status == BUJU_OK && reply == BUJU_CENTRE_NO ? buju_centre_missing(ctx, c, shortfall) : status;
}

static buju_status search(buju_ctx *ctx, buju_centre *c, int64_t *shortfall) {
  buju_status status = buju_centre_start(ctx, c);
  if (status == BUJU_OK && c->upper != BUJU_COST_NONE) buju_siting_tell(c->field, c->upper, c->lower);
  if (status == BUJU_OK) sample_all(c);
  if (status == BUJU_OK && c->upper == BUJU_COST_NONE) status = reach_everybody(ctx, c, shortfall);
  for (int64_t steps = FIRST_STEPS; status == BUJU_OK && *shortfall == 0; steps *= MORE) {
    if (near_enough(c) || steps_left(c) == 0 || steps > INT64_MAX / MORE || c->upper == BUJU_COST_NONE) break;
    int64_t doubtful;
    status = close_in(ctx, c, steps, &doubtful);
    bool may_stop = c->field->problem->work_limit > 0 || c->field->problem->gap > 0;
    if (status == BUJU_OK && may_stop && !near_enough(c)) status = raise_lower(ctx, c, steps, doubtful);
  }
  return status;
}

/* The base and the choices opened, ascending. */
static buju_status write_sites(buju_ctx *ctx, const buju_centre *c, buju_arena *arena, buju_siting_found *found) {
  found->site = BUJU_NEW(arena, buju_ix, (size_t)c->bases + c->sites);
  if (found->site == NULL) return buju_fail_memory(ctx);
  for (buju_ix b = 0, s = 0; b < c->bases || s < c->sites;) {
    bool from_base = s == c->sites || (b < c->bases && c->base[b] < c->site[s]);
    found->site[found->sites++] = from_base ? c->base[b++] : c->site[s++];
  }
  return BUJU_OK;
}

buju_status buju_siting_centre(buju_ctx *ctx, const buju_siting_field *field, buju_arena *arena,
                               buju_siting_found *found) {
  buju_centre c;
  *found = (buju_siting_found){.method = BUJU_BY_RADIUS};
  buju_status status = buju_centre_prepare(ctx, field, arena, &c);
  if (status == BUJU_OK) status = search(ctx, &c, &found->shortfall);
  if (status == BUJU_OK) status = write_sites(ctx, &c, arena, found);
  found->lower = c.lower;
  found->work = c.work;
  if (status == BUJU_OK && field->problem->prove && found->shortfall == 0 && c.lower > 0)
    status = buju_centre_prove(ctx, &c, arena, &found->proof);
  return status;
}
