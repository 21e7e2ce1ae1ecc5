/* Better multipliers: subgradients with a step of Polyak's, turned towards where they went before (Beasley 1993).
 * Steps are reckoned in doubles, multipliers are whole: whatever the steps, every bound is exact.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "planner/siting/median_parts.h"

static const double KEEP = 0.8;    /* of the direction before */
static const double FORGET = 0.05; /* of how often a site was selected */
static const double AIM = 1.001;   /* the step aims a little above the best plan */
enum { SWAPS = 200, NEAR = 64, SHEDS = 64 };

/* By how many of the sites selected each client would be served below its multiplier. */
static void count_cover(buju_median_search *s, buju_ix site, int64_t *steps) {
  const buju_median *m = s->m;
  for (uint64_t k = m->around.row[site]; k < m->around.row[site + 1]; k++) {
    buju_median_pair pair = m->around.pair[k];
    s->cover[pair.at] += s->trial[pair.at] > m->weight[pair.at] * m->scale * (int64_t)pair.cost;
  }
  *steps += (int64_t)(m->around.row[site + 1] - m->around.row[site]);
}

static void count_covers(buju_median_search *s) {
  const buju_median *m = s->m;
  memset(s->cover, 0, m->clients * sizeof *s->cover);
  for (buju_ix j = 0; j < m->sites; j++) {
    s->often[j] *= 1 - FORGET;
    if (s->node.state[j] != BUJU_MEDIAN_OPEN) continue;
    s->often[j] += FORGET;
    count_cover(s, j, &s->work);
  }
  for (buju_ix k = 0; k < s->bound.selected; k++) {
    s->often[s->bound.order[k]] += FORGET;
    count_cover(s, s->bound.order[k], &s->work);
  }
}

/* Moves the multipliers tried along the subgradient. A client of weight w counts as w clients of weight 1. False when
 * there is nowhere to go. */
static bool step(buju_median_search *s, double boldness) {
  const buju_median *m = s->m;
  double norm = 0;
  count_covers(s);
  for (buju_ix i = 0; i < m->clients; i++) {
    s->along[i] = 1 - (double)s->cover[i] + KEEP * s->along[i];
    norm += (double)m->weight[i] * s->along[i] * s->along[i];
  }
  if (!(norm > 0)) return false;
  double missing = AIM * (double)s->upper * (double)m->scale - (double)s->bound.value;
  double length = boldness * fmax(missing, (double)m->scale) / norm;
  for (buju_ix i = 0; i < m->clients; i++) {
    const int64_t unit = m->weight[i] * m->scale, most = unit * m->cap[i];
    const bool listed = m->near.row[i + 1] > m->near.row[i];
    const int64_t least = listed ? unit * m->near.pair[m->near.row[i]].cost : most;
    double to = (double)s->trial[i] + length * (double)m->weight[i] * s->along[i];
    s->trial[i] = to <= (double)least ? least : to >= (double)most ? most : (int64_t)to;
  }
  s->work += m->clients;
  return true;
}

/* Is it time to improve what is selected? What poor multipliers select is far off, and would take long. */
static bool pays_to_improve(const buju_median_search *s) {
  return s->bound.value > (s->upper - s->upper / NEAR) * s->m->scale && s->improving <= s->work / BUJU_MEDIAN_IMPROVES;
}

/* The sites selected as a plan. */
static buju_status offer_selected(buju_median_search *s) {
  const buju_median *m = s->m;
  buju_ix n = 0;
  int64_t money = m->money;
  for (buju_ix j = 0; j < m->sites; j++)
    if (s->node.state[j] == BUJU_MEDIAN_OPEN) {
      s->pick[n++] = j;
      if (m->net != NULL) money -= m->net[j];
    }
  if (m->net != NULL && money < 0) return BUJU_OK;
  for (buju_ix k = 0; k < s->bound.selected; k++) {
    buju_ix j = s->bound.order[k];
    if (m->net != NULL && m->net[j] > money) continue;
    if (m->net != NULL) money -= m->net[j];
    s->pick[n++] = j;
  }
  return buju_median_offer_picked(s, n, pays_to_improve(s) ? SWAPS + m->sites : 0);
}

bool buju_median_climb_sheds(const buju_median_search *s) {
  return s->m->sites >= SHEDS && s->trail_n > s->m->sites - s->m->sites / 4;
}

/* Back to the best multipliers, to try from there with shorter steps. */
static void go_back(buju_median_search *s) {
  const buju_median *m = s->m;
  memcpy(s->trial, s->u, m->clients * sizeof *s->trial);
  memset(s->along, 0, m->clients * sizeof *s->along);
  buju_median_evaluate(m, &s->node, s->trial, &s->work, &s->bound);
}

buju_status buju_median_climb_up(buju_median_search *s, const buju_median_climb *how, double *reached) {
  const buju_median *m = s->m;
  int64_t best = BUJU_MEDIAN_USELESS;
  double boldness = how->step;
  int idle = 0;
  buju_status status = BUJU_OK;
  go_back(s);
  for (int round = 0; status == BUJU_OK && round < how->rounds; round++) {
    if (s->bound.value > best) {
      double gain = (double)s->bound.value - (double)best;
      if (gain > 1e-5 * ((double)s->upper * (double)m->scale - (double)best)) idle = 0;
      best = s->bound.value;
      memcpy(s->u, s->trial, m->clients * sizeof *s->u);
      if (!s->inside) buju_median_know(s, best);
      status = buju_median_fix(s, s->u);
    } else if (++idle >= how->patience) {
      idle = 0;
      boldness *= how->shrink;
      go_back(s);
      if (boldness < how->least_step) break;
    }
    if (status != BUJU_OK || buju_median_done(s, best) || buju_median_tired(s)) break;
    if (how->sheds && buju_median_climb_sheds(s)) break;
    if (how->offer_every > 0 && round % how->offer_every == how->offer_every - 1) status = offer_selected(s);
    if (status != BUJU_OK || !step(s, boldness)) break;
    buju_median_evaluate(m, &s->node, s->trial, &s->work, &s->bound);
  }
  if (status == BUJU_OK) go_back(s);
  if (reached != NULL) *reached = boldness;
  return status;
}
