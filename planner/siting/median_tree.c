/* Branch and bound by multipliers: a site is opened, then closed. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "planner/siting/median_parts.h"

/* A point where the tree splits. Multipliers are kept a level at a time, in one block each. */
typedef struct frame {
  buju_ix trail_n, site;
  bool second;
  int64_t bound; /* of both sides, in 1/scale */
  int64_t *u;    /* [clients] */
} frame;

static const buju_median_climb node_climb = {
    .rounds = 60, .patience = 6, .step = 0.25, .least_step = 0.02, .shrink = 0.6};

/* Sites that what is left no longer allows are closed; *settled: nothing is left to decide. */
static buju_status close_rest(buju_median_search *s, bool *settled) {
  const buju_median *m = s->m;
  int64_t counted = 0, money = 0;
  bool any = false;
  for (buju_ix j = 0; j < m->sites; j++) {
    if (s->node.state[j] != BUJU_MEDIAN_FREE) continue;
    if ((m->counted[j] && s->node.quota <= 0) || (m->net != NULL && m->net[j] > s->node.money)) {
      if (m->net == NULL) continue;
      if (!buju_median_proof_step(&s->proof, BUJU_STEP_CLOSED, m->candidate[j], BUJU_NONE))
        return buju_fail_memory(s->ctx);
      buju_median_decide(s, j, BUJU_MEDIAN_CLOSED);
      continue;
    }
    any = true;
    counted += m->counted[j];
    if (m->net != NULL) money += m->net[j];
  }
  s->work += m->sites;
  *settled = !any || (counted <= s->node.quota && (m->net == NULL || money <= s->node.money));
  return BUJU_OK;
}

/* The plan of a node in which nothing is left to decide, and the multipliers that prove what it is worth. */
static buju_status settle(buju_median_search *s) {
  const buju_median *m = s->m;
  buju_ix n = 0;
  for (buju_ix j = 0; j < m->sites; j++) {
    bool free = s->node.state[j] == BUJU_MEDIAN_FREE && !(m->counted[j] && s->node.quota <= 0);
    if (free || s->node.state[j] == BUJU_MEDIAN_OPEN) s->pick[n++] = j;
  }
  buju_median_plan_set(&s->plan, n, s->pick);
  for (buju_ix i = 0; i < m->clients; i++) s->u[i] = m->weight[i] * m->scale * (int64_t)s->plan.first_cost[i];
  buju_median_evaluate(m, &s->node, s->u, &s->work, &s->bound);
  return buju_median_offer(s);
}

/* The site least clearly open or closed. */
static buju_ix pick(const buju_median_search *s) {
  buju_ix best = BUJU_NONE;
  double most = -1;
  for (buju_ix j = 0; j < s->m->sites; j++) {
    if (s->node.state[j] != BUJU_MEDIAN_FREE) continue;
    double often = s->often[j], doubt = often > 0.5 ? 1 - often : often;
    if (doubt <= most) continue;
    most = doubt;
    best = j;
  }
  return best;
}

/* What had to be opened takes more money than there is: no plan of interest is below. */
static bool overspent(const buju_median_search *s) { return s->m->net != NULL && s->node.money < 0; }

static buju_status give_up(buju_median_search *s) {
  bool kept = buju_median_proof_step(&s->proof, BUJU_STEP_LEAF, BUJU_NONE, BUJU_NONE);
  return kept ? BUJU_OK : buju_fail_memory(s->ctx);
}

/* Is there reason to go on with this node? *settled: nothing is left to decide in it. */
static buju_status look_on(buju_median_search *s, bool *settled, bool *going) {
  *going = !buju_median_done(s, s->bound.value) && !buju_median_tired(s);
  buju_status status = *going ? close_rest(s, settled) : BUJU_OK;
  *going = *going && !*settled;
  return status;
}

/* Stopped early, the multipliers may be worth less than that everybody pays its nearest site at least. */
static void fall_back(buju_median_search *s) {
  const buju_median *m = s->m;
  int64_t before = s->bound.value;
  for (buju_ix i = 0; i < m->clients; i++) {
    bool listed = m->near.row[i + 1] > m->near.row[i];
    uint32_t least = listed ? m->near.pair[m->near.row[i]].cost : m->cap[i];
    s->trial[i] = m->weight[i] * m->scale * (int64_t)least;
  }
  buju_median_evaluate(m, &s->node, s->trial, &s->work, &s->bound);
  if (s->bound.value > before)
    memcpy(s->u, s->trial, m->clients * sizeof *s->u);
  else
    buju_median_evaluate(m, &s->node, s->u, &s->work, &s->bound);
}

/* Works on one node; *branch: the site to branch on, or BUJU_NONE when it is done with. */
static buju_status visit(buju_median_search *s, buju_ix *branch) {
  *branch = BUJU_NONE;
  if (overspent(s)) return give_up(s);
  bool root = s->trail_n == 0, settled = false, going;
  buju_status status = close_rest(s, &settled);
  going = !settled;
  if (status == BUJU_OK && going) status = buju_median_climb_up(s, &node_climb, NULL);
  if (status == BUJU_OK && overspent(s)) return give_up(s);
  if (status == BUJU_OK && going) status = look_on(s, &settled, &going);
  if (status == BUJU_OK && going && s->program.lp != NULL) {
    status = buju_median_program_node(s, root, branch);
    if (status == BUJU_OK) status = look_on(s, &settled, &going);
  }
  if (status == BUJU_OK && settled) status = settle(s);
  if (status != BUJU_OK) return status;
  if (!going) {
    *branch = BUJU_NONE;
    if (!settled && !buju_median_done(s, s->bound.value)) fall_back(s);
    return buju_median_leaf(s, s->u);
  }
  if (*branch == BUJU_NONE || s->node.state[*branch] != BUJU_MEDIAN_FREE) *branch = pick(s);
  return BUJU_OK;
}

static frame *frame_at(const buju_vec *frames, buju_ix depth) { return (frame *)frames->data + depth; }

/* Goes into the open side of a branch. */
static buju_status descend(buju_median_search *s, buju_vec *frames, buju_ix depth, buju_ix site) {
  const buju_median *m = s->m;
  if (frames->n == depth) {
    frame *more = buju_vec_push(frames, sizeof *more);
    if (more != NULL) more->u = BUJU_NEW(s->arena, int64_t, m->clients);
    if (more == NULL || more->u == NULL) return buju_fail_memory(s->ctx);
  }
  frame *f = frame_at(frames, depth);
  f->trail_n = s->trail_n;
  f->site = site;
  f->second = false;
  f->bound = s->bound.value;
  s->inside = true;
  memcpy(f->u, s->u, m->clients * sizeof *f->u);
  if (!buju_median_proof_step(&s->proof, BUJU_STEP_BRANCH, m->candidate[site], BUJU_NONE))
    return buju_fail_memory(s->ctx);
  buju_median_decide(s, site, BUJU_MEDIAN_OPEN);
  return BUJU_OK;
}

/* What is known of the whole once the side at hand, below the last frame, is all that is left beside those not begun.
 */
static void sum_up(buju_median_search *s, const buju_vec *frames, buju_ix depth) {
  int64_t least = frame_at(frames, depth - 1)->bound;
  for (buju_ix d = 0; d < depth; d++)
    if (!frame_at(frames, d)->second && frame_at(frames, d)->bound < least) least = frame_at(frames, d)->bound;
  if (s->lower < buju_median_whole(s->m, least)) least = s->lower * s->m->scale;
  buju_median_know(s, least);
}

/* Goes to the closed side of the last branch that has not had it. Returns the depth below which it is; 0: none. */
static buju_ix next_side(buju_median_search *s, buju_vec *frames, buju_ix depth) {
  for (; depth > 0; depth--) {
    frame *f = frame_at(frames, depth - 1);
    buju_median_undo(s, f->trail_n);
    if (f->second) continue;
    f->second = true;
    memcpy(s->u, f->u, s->m->clients * sizeof *s->u);
    buju_median_decide(s, f->site, BUJU_MEDIAN_CLOSED);
    return depth;
  }
  return 0;
}

buju_status buju_median_tree(buju_median_search *s) {
  buju_vec frames = {0};
  buju_status status = BUJU_OK;
  for (buju_ix depth = 0; status == BUJU_OK;) {
    buju_ix site;
    status = visit(s, &site);
    if (status != BUJU_OK) break;
    if (site != BUJU_NONE) {
      status = descend(s, &frames, depth++, site);
    } else {
      depth = next_side(s, &frames, depth);
      if (depth == 0) break;
      sum_up(s, &frames, depth);
    }
  }
  buju_vec_free(&frames);
  return status;
}
