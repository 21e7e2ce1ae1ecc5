/* Good plans quickly: the search proves, this finds. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <string.h>

bool buju_joint_guess_new(const buju_joint_block *b, buju_arena *arena, buju_joint_guess *out) {
  *out = (buju_joint_guess){.pair = BUJU_NEW(arena, buju_ix, b->n),
                            .load = BUJU_NEW(arena, buju_people_n, b->n),
                            .kept_pair = BUJU_NEW(arena, buju_ix, b->n),
                            .kept_load = BUJU_NEW(arena, buju_people_n, b->n)};
  return out->pair != NULL && out->load != NULL && out->kept_pair != NULL && out->kept_load != NULL;
}

static buju_ix host_of(const buju_joint_guess *g, const buju_joint_block *b, buju_ix node) {
  return g->pair[node] != BUJU_NONE ? b->pair[g->pair[node]].host : BUJU_NONE;
}

/* Whether a node that joined by this pair would hang together with those already there. */
static bool holds(const buju_joint_guess *g, const buju_joint_block *b, const buju_joint_pair *p) {
  bool yes = p->anchored;
  for (buju_ix k = b->touch_row[p->node]; !yes && k < b->touch_row[p->node + 1]; k++)
    yes = host_of(g, b, b->touch[k]) == p->host;
  return yes;
}

static bool fits(const buju_joint_guess *g, const buju_joint_domain *d, buju_ix p) {
  const buju_joint_block *b = d->block;
  const buju_joint_pair *pair = &b->pair[p];
  return d->alive[p] && g->pair[pair->host] == b->self[pair->host] &&
         g->load[pair->host] + b->people[pair->node] <= b->cap && holds(g, b, pair);
}

static void settle(buju_joint_guess *g, const buju_joint_block *b, buju_ix p) {
  buju_ix node = b->pair[p].node, host = b->pair[p].host;
  g->pair[node] = p;
  if (host < b->n && host != node) g->load[host] += b->people[node];
}

/* Joins nodes to open hosts, nearest first, again and again as groups grow. Returns how many found no place. */
static buju_ix grow(buju_joint_guess *g, buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  buju_ix open = 0;
  for (buju_ix i = 0; i < b->n; i++) open += g->pair[i] == BUJU_NONE;
  for (bool again = true; again && open > 0;) {
    again = false;
    d->work += b->joins;
    for (buju_ix j = 0; j < b->joins && open > 0; j++) {
      buju_ix p = b->by_time[j];
      if (g->pair[b->pair[p].node] != BUJU_NONE || !fits(g, d, p)) continue;
      settle(g, b, p);
      open--;
      again = !b->pair[p].anchored || b->loose[b->pair[p].host];
    }
  }
  return open;
}

/* Whether the others of its group hang together without it for sure. */
static bool may_leave(const buju_joint_guess *g, const buju_joint_block *b, buju_ix node) {
  for (buju_ix k = b->touch_row[node]; k < b->touch_row[node + 1]; k++)
    if (host_of(g, b, b->touch[k]) == host_of(g, b, node) && !b->pair[g->pair[b->touch[k]]].anchored) return false;
  return true;
}

/* Moves a member of a full host to another, if that makes the room a node needs there. */
static bool make_room(buju_joint_guess *g, buju_joint_domain *d, buju_ix wanted) {
  const buju_joint_block *b = d->block;
  buju_ix node = b->pair[wanted].node, host = b->pair[wanted].host;
  d->work += b->host_row[host + 1] - b->host_row[host];
  for (buju_ix j = b->host_row[host]; j < b->host_row[host + 1]; j++) {
    buju_ix p = b->host_pair[j], m = b->pair[p].node;
    if (g->pair[m] != p || d->chosen[m] != BUJU_NONE || !may_leave(g, b, m)) continue;
    if (g->load[host] - b->people[m] + b->people[node] > b->cap) continue;
    g->pair[m] = BUJU_NONE;
    for (buju_ix q = b->row[m]; q < b->row[m + 1] && holds(g, b, &b->pair[wanted]); q++) {
      buju_ix other = b->pair[q].host;
      if (other == host || other == m || other >= b->n || !fits(g, d, q)) continue;
      g->load[host] -= b->people[m];
      settle(g, b, q);
      settle(g, b, wanted);
      return true;
    }
    g->pair[m] = p;
  }
  return false;
}

/* Places nodes where groups are full by moving others on. Returns whether any found a place. */
static bool squeeze(buju_joint_guess *g, buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  bool any = false;
  for (buju_ix i = 0; i < b->n; i++) {
    for (buju_ix p = b->row[i]; g->pair[i] == BUJU_NONE && p < b->row[i + 1]; p++) {
      buju_ix host = b->pair[p].host;
      if (!d->alive[p] || host == i || host >= b->n || g->pair[host] != b->self[host]) continue;
      if (holds(g, b, &b->pair[p]) && make_room(g, d, p)) any = true;
    }
  }
  return any;
}

/* Finds places at open hosts for everyone who has none. Returns how many stay without. */
static buju_ix place(buju_joint_guess *g, buju_joint_domain *d) {
  buju_ix left = grow(g, d);
  while (left > 0 && squeeze(g, d)) left = grow(g, d);
  return left;
}

static bool may_open(const buju_joint_guess *g, const buju_joint_domain *d, buju_ix h) {
  const buju_joint_block *b = d->block;
  return h < b->n && g->pair[h] == BUJU_NONE && b->self[h] != BUJU_NONE && d->alive[b->self[h]];
}

/* The people without a place who could join it, up to the cap. */
static buju_people_n demand(const buju_joint_guess *g, const buju_joint_domain *d, buju_ix h) {
  const buju_joint_block *b = d->block;
  buju_people_n people = g->load[h];
  for (buju_ix j = b->host_row[h]; j < b->host_row[h + 1]; j++) {
    buju_ix p = b->host_pair[j], m = b->pair[p].node;
    if (d->alive[p] && g->pair[m] == BUJU_NONE) people += b->people[m];
  }
  return people < b->cap ? people : b->cap;
}

/* Of the nodes without a place, the one with the fewest hosts that could still open for it; of these, the host with the
 * most people to take opens. False: nobody can. */
static bool open_one(buju_joint_guess *g, const buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  buju_ix hardest = BUJU_NONE, best = BUJU_NONE, fewest = BUJU_NONE;
  for (buju_ix i = 0; i < b->n; i++) {
    buju_ix ways = 0;
    for (buju_ix p = b->row[i]; g->pair[i] == BUJU_NONE && p < b->row[i + 1]; p++)
      ways += d->alive[p] && may_open(g, d, b->pair[p].host);
    if (ways > 0 && ways < fewest) fewest = ways, hardest = i;
  }
  if (hardest == BUJU_NONE) return false;
  buju_people_n most = -1;
  for (buju_ix p = b->row[hardest]; p < b->row[hardest + 1]; p++) {
    buju_ix h = b->pair[p].host;
    if (!d->alive[p] || !may_open(g, d, h)) continue;
    buju_people_n people = demand(g, d, h);
    if (people > most) most = people, best = h;
  }
  settle(g, b, b->self[best]);
  return true;
}

static bool leave_stuck(buju_joint_guess *g, const buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  for (buju_ix i = 0; i < b->n; i++) {
    if (g->pair[i] != BUJU_NONE) continue;
    buju_ix last = b->row[i + 1] - 1;
    if (b->pair[last].host != b->n || !d->alive[last]) return false;
    settle(g, b, last);
  }
  return true;
}

/* Closes a host if it and all its members find another place; else leaves everything as it was. */
static void try_close(buju_joint_guess *g, buju_joint_domain *d, buju_ix host) {
  const buju_joint_block *b = d->block;
  memcpy(g->kept_pair, g->pair, b->n * sizeof *g->pair);
  memcpy(g->kept_load, g->load, b->n * sizeof *g->load);
  for (buju_ix j = b->host_row[host]; j < b->host_row[host + 1]; j++)
    if (g->pair[b->pair[b->host_pair[j]].node] == b->host_pair[j]) g->pair[b->pair[b->host_pair[j]].node] = BUJU_NONE;
  g->pair[host] = BUJU_NONE;
  g->load[host] = b->load[host];
  if (place(g, d) == 0) return;
  memcpy(g->pair, g->kept_pair, b->n * sizeof *g->pair);
  memcpy(g->load, g->kept_load, b->n * sizeof *g->load);
}

static void close_some(buju_joint_guess *g, buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  for (int fresh = 1; fresh >= 0; fresh--)
    for (buju_ix h = 0; h < b->n; h++)
      if (!b->fixed[h] && b->fresh[h] == fresh && d->chosen[h] == BUJU_NONE && g->pair[h] == b->self[h])
        try_close(g, d, h);
}

/* Members move to a nearer host that has room. */
static void move_nearer(buju_joint_guess *g, buju_joint_domain *d) {
  const buju_joint_block *b = d->block;
  d->work += b->joins;
  for (buju_ix j = 0; j < b->joins; j++) {
    buju_ix p = b->by_time[j], node = b->pair[p].node, host = host_of(g, b, node);
    if (host == node || d->chosen[node] != BUJU_NONE || !fits(g, d, p)) continue;
    if (host < b->n && (b->pair[p].time >= b->pair[g->pair[node]].time || !may_leave(g, b, node))) continue;
    if (host < b->n) g->load[host] -= b->people[node];
    settle(g, b, p);
  }
}

bool buju_joint_guess_make(buju_joint_guess *g, buju_joint_domain *d, const uint8_t *opened) {
  const buju_joint_block *b = d->block;
  memcpy(g->load, d->load, b->n * sizeof *g->load);
  for (buju_ix i = 0; i < b->n; i++) {
    g->pair[i] = d->chosen[i];
    bool may = g->pair[i] == BUJU_NONE && b->self[i] != BUJU_NONE && d->alive[b->self[i]];
    if (may && opened != NULL && opened[i]) g->pair[i] = b->self[i];
  }
  while (place(g, d) > 0 && open_one(g, d)) continue;
  if (!leave_stuck(g, d)) return false;
  close_some(g, d);
  move_nearer(g, d);
  return true;
}
