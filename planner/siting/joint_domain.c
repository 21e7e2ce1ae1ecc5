/* Domains: what every node may still do, what follows from ruling something out, and the way back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <string.h>

bool buju_joint_domain_new(const buju_joint_block *b, buju_arena *arena, buju_joint_domain *out) {
  buju_joint_domain d = {.block = b, .undecided = b->n};
  size_t n = b->n;
  d.alive = BUJU_NEW(arena, uint8_t, b->pairs);
  d.left = BUJU_NEW(arena, buju_ix, n);
  d.chosen = BUJU_NEW(arena, buju_ix, n);
  d.load = buju_arena_copy(arena, b->load, n, sizeof *b->load);
  d.trail = BUJU_NEW(arena, buju_ix, n + b->pairs);
  d.decide = BUJU_NEW(arena, buju_ix, n);
  d.closed = BUJU_NEW(arena, buju_ix, n);
  d.dirty = BUJU_NEW(arena, buju_ix, n);
  d.is_dirty = BUJU_NEW(arena, uint8_t, n);
  d.queue = BUJU_NEW(arena, buju_ix, n);
  d.place = BUJU_NEW(arena, buju_ix, n);
  if (d.alive == NULL || d.left == NULL || d.chosen == NULL || d.load == NULL || d.trail == NULL || d.decide == NULL ||
      d.closed == NULL || d.dirty == NULL || d.is_dirty == NULL || d.queue == NULL || d.place == NULL)
    return false;
  memset(d.alive, 1, b->pairs);
  for (buju_ix i = 0; i < b->n; i++) {
    d.left[i] = b->row[i + 1] - b->row[i];
    d.chosen[i] = d.place[i] = BUJU_NONE;
    if (d.left[i] == 1) d.decide[d.decide_n++] = i;
  }
  *out = d;
  return true;
}

/* Rules a pair out and notes what may follow. False when its node has nothing left. */
static bool rule_out(buju_joint_domain *d, buju_ix p) {
  if (!d->alive[p]) return true;
  buju_ix node = d->block->pair[p].node, host = d->block->pair[p].host;
  d->work++;
  d->alive[p] = 0;
  d->trail[d->trail_n++] = p;
  if (--d->left[node] == 0) return false;
  if (d->left[node] == 1) d->decide[d->decide_n++] = node;
  if (host == node) {
    d->closed[d->closed_n++] = host;
  } else if (host < d->block->n && d->block->loose[host] && !d->is_dirty[host]) {
    d->is_dirty[host] = 1;
    d->dirty[d->dirty_n++] = host;
  }
  return true;
}

static bool rule_out_others(buju_joint_domain *d, buju_ix keep) {
  buju_ix node = d->block->pair[keep].node;
  if (!d->alive[keep]) return false;
  for (buju_ix p = d->block->row[node]; d->left[node] > 1 && p < d->block->row[node + 1]; p++)
    if (p != keep && !rule_out(d, p)) return false;
  return true;
}

static void count(buju_joint_domain *d, buju_ix p, int sign) {
  const buju_joint_block *b = d->block;
  buju_ix node = b->pair[p].node, host = b->pair[p].host;
  if (host == b->n) {
    d->value[BUJU_JOINT_STUCK] += sign;
  } else if (host != node) {
    d->load[host] += sign * b->people[node];
    d->value[BUJU_JOINT_TIME] += sign * b->pair[p].time;
  } else if (!b->fixed[node]) {
    d->value[BUJU_JOINT_CLINICS] += sign;
    d->value[BUJU_JOINT_NEW] += sign * b->fresh[node];
  }
}

/* The node has one pair left: it is chosen. A member opens its host and takes of its room. */
static bool decide(buju_joint_domain *d, buju_ix node) {
  const buju_joint_block *b = d->block;
  buju_ix p = b->row[node];
  while (!d->alive[p]) p++;
  d->chosen[node] = p;
  d->undecided--;
  d->trail[d->trail_n++] = b->pairs + node;
  count(d, p, 1);
  buju_ix host = b->pair[p].host;
  if (host == node || host == b->n) return true;
  if (d->load[host] > b->cap || !rule_out_others(d, b->self[host])) return false;
  d->work += b->host_row[host + 1] - b->host_row[host];
  for (buju_ix j = b->host_row[host]; b->cap < INT64_MAX && j < b->host_row[host + 1]; j++) {
    buju_ix q = b->host_pair[j], other = b->pair[q].node;
    if (d->alive[q] && d->chosen[other] == BUJU_NONE && d->load[host] + b->people[other] > b->cap && !rule_out(d, q))
      return false;
  }
  return true;
}

static bool rule_out_members(buju_joint_domain *d, buju_ix host) {
  const buju_joint_block *b = d->block;
  d->work += b->host_row[host + 1] - b->host_row[host];
  for (buju_ix j = b->host_row[host]; j < b->host_row[host + 1]; j++)
    if (!rule_out(d, b->host_pair[j])) return false;
  return true;
}

/* Walks over those who may still join the host; who is not reached cannot. */
static bool connect(buju_joint_domain *d, buju_ix host) {
  const buju_joint_block *b = d->block;
  buju_ix first = b->host_row[host], end = b->host_row[host + 1], head = 0, tail = 0;
  for (buju_ix j = first; j < end; j++) {
    buju_ix p = b->host_pair[j];
    if (!d->alive[p]) continue;
    if (b->pair[p].anchored)
      d->queue[tail++] = b->pair[p].node;
    else
      d->place[b->pair[p].node] = p;
  }
  for (; head < tail; head++) {
    for (buju_ix k = b->touch_row[d->queue[head]]; k < b->touch_row[d->queue[head] + 1]; k++) {
      if (d->place[b->touch[k]] == BUJU_NONE) continue;
      d->place[b->touch[k]] = BUJU_NONE;
      d->queue[tail++] = b->touch[k];
    }
  }
  d->work += end - first + tail;
  bool ok = true;
  for (buju_ix j = first; j < end; j++) {
    buju_ix p = b->host_pair[j];
    if (d->place[b->pair[p].node] == p && ok) ok = rule_out(d, p);
    d->place[b->pair[p].node] = BUJU_NONE;
  }
  return ok;
}

/* Draws what follows, unless the domain has failed already. */
static bool propagate(buju_joint_domain *d, bool ok) {
  while (ok && d->decide_n + d->closed_n + d->dirty_n > 0) {
    if (d->decide_n > 0) {
      ok = decide(d, d->decide[--d->decide_n]);
    } else if (d->closed_n > 0) {
      ok = rule_out_members(d, d->closed[--d->closed_n]);
    } else {
      buju_ix host = d->dirty[--d->dirty_n];
      d->is_dirty[host] = 0;
      ok = connect(d, host);
    }
  }
  while (d->dirty_n > 0) d->is_dirty[d->dirty[--d->dirty_n]] = 0;
  d->decide_n = d->closed_n = 0;
  return ok;
}

bool buju_joint_settle(buju_joint_domain *d) { return propagate(d, true); }

bool buju_joint_kill(buju_joint_domain *d, buju_ix pair) { return propagate(d, rule_out(d, pair)); }

bool buju_joint_keep(buju_joint_domain *d, buju_ix pair) { return propagate(d, rule_out_others(d, pair)); }

void buju_joint_undo(buju_joint_domain *d, buju_ix trail_n) {
  while (d->trail_n > trail_n) {
    buju_ix entry = d->trail[--d->trail_n];
    if (entry < d->block->pairs) {
      d->alive[entry] = 1;
      d->left[d->block->pair[entry].node]++;
    } else {
      buju_ix node = entry - d->block->pairs;
      count(d, d->chosen[node], -1);
      d->chosen[node] = BUJU_NONE;
      d->undecided++;
    }
  }
}
