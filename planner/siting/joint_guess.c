/* Good plans quickly: the search proves, this finds. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <string.h>

typedef struct guess {
  const buju_joint_domain *d;
  const buju_joint_block *b;
  buju_people_n *load;
  buju_ix *moved; /* room for n */
  buju_ix *pair;
} guess;

static bool is_open(const guess *g, buju_ix host) { return host < g->b->n && g->pair[host] == g->b->self[host]; }

/* The quickest open host with room for the node, other than `not`. BUJU_NONE: none. */
static buju_ix nearest(const guess *g, buju_ix node, buju_ix not ) {
  buju_ix best = BUJU_NONE;
  for (buju_ix p = g->b->row[node]; p < g->b->row[node + 1]; p++) {
    buju_ix host = g->b->pair[p].host;
    if (!g->d->alive[p] || host == node || host == not || !is_open(g, host)) continue;
    if (g->load[host] + g->b->people[node] > g->b->cap) continue;
    if (best == BUJU_NONE || g->b->pair[p].time < g->b->pair[best].time) best = p;
  }
  return best;
}

static void settle(guess *g, buju_ix node, buju_ix p) {
  buju_ix host = g->b->pair[p].host;
  g->pair[node] = p;
  if (host < g->b->n && host != node) g->load[host] += g->b->people[node];
}

static void unsettle(guess *g, buju_ix node) {
  buju_ix host = g->b->pair[g->pair[node]].host;
  if (host < g->b->n && host != node) g->load[host] -= g->b->people[node];
}

/* What a node does when nobody takes it: opens, or stays stuck. */
static bool settle_alone(guess *g, buju_ix node) {
  buju_ix last = g->b->row[node + 1] - 1, self = g->b->self[node];
  if (self != BUJU_NONE && g->d->alive[self])
    settle(g, node, self);
  else if (g->b->pair[last].host == g->b->n && g->d->alive[last])
    settle(g, node, last);
  else
    return false;
  return true;
}

static bool settle_all(guess *g, const buju_joint_bound *v) {
  const buju_joint_block *b = g->b;
  for (buju_ix i = 0; i < b->n; i++) {
    g->pair[i] = g->d->chosen[i];
    bool may = g->pair[i] == BUJU_NONE && b->self[i] != BUJU_NONE && g->d->alive[b->self[i]];
    if (may && v->opened[i]) g->pair[i] = b->self[i];
  }
  for (buju_ix i = 0; i < b->n; i++) {
    if (g->pair[i] != BUJU_NONE) continue;
    buju_ix p = nearest(g, i, BUJU_NONE);
    if (p != BUJU_NONE)
      settle(g, i, p);
    else if (!settle_alone(g, i))
      return false;
  }
  return true;
}

static void move(guess *g, buju_ix node, buju_ix p) {
  unsettle(g, node);
  settle(g, node, p);
}

/* Closes a host if it and all its members find another place; else leaves everything as it was. */
static void try_close(guess *g, buju_ix host) {
  const buju_joint_block *b = g->b;
  buju_ix own = nearest(g, host, host), moved = 0;
  if (own == BUJU_NONE) return;
  move(g, host, own);
  for (buju_ix j = b->host_row[host]; j < b->host_row[host + 1]; j++) {
    buju_ix p = b->host_pair[j], m = b->pair[p].node;
    if (g->pair[m] != p) continue;
    buju_ix other = g->d->chosen[m] == BUJU_NONE ? nearest(g, m, host) : BUJU_NONE;
    if (other != BUJU_NONE) {
      move(g, m, other);
      g->moved[moved++] = p;
      continue;
    }
    while (moved-- > 0) move(g, b->pair[g->moved[moved]].node, g->moved[moved]);
    move(g, host, b->self[host]);
    return;
  }
}

/* Whoever does not hang together with its host does what it can alone, until all do. */
static bool repair_chains(guess *g) {
  const buju_joint_block *b = g->b;
  for (bool again = true; again;) {
    again = false;
    for (buju_ix i = 0; i < b->n; i++) {
      if (b->pair[g->pair[i]].anchored || g->d->chosen[i] != BUJU_NONE) continue;
      bool holds = false;
      for (buju_ix k = b->touch_row[i]; k < b->touch_row[i + 1]; k++)
        holds |= b->pair[g->pair[b->touch[k]]].host == b->pair[g->pair[i]].host;
      if (holds) continue;
      unsettle(g, i);
      if (!settle_alone(g, i)) return false;
      again = true;
    }
  }
  return true;
}

bool buju_joint_guess(const buju_joint_domain *d, const buju_joint_bound *v, buju_people_n *load, buju_ix *pair) {
  const buju_joint_block *b = d->block;
  guess g = {d, b, load, d->queue, pair};
  memcpy(load, d->load, b->n * sizeof *load);
  if (!settle_all(&g, v)) return false;
  for (int fresh = 1; fresh >= 0; fresh--)
    for (buju_ix h = 0; h < b->n; h++)
      if (!b->fixed[h] && b->fresh[h] == fresh && d->chosen[h] == BUJU_NONE && is_open(&g, h)) try_close(&g, h);
  for (buju_ix i = 0; i < b->n; i++) { /* what opened or emptied later may be nearer */
    if (d->chosen[i] != BUJU_NONE || is_open(&g, i)) continue;
    buju_ix p = nearest(&g, i, BUJU_NONE);
    if (p != BUJU_NONE && (b->pair[g.pair[i]].host == b->n || b->pair[p].time < b->pair[g.pair[i]].time))
      move(&g, i, p);
  }
  return repair_chains(&g);
}
