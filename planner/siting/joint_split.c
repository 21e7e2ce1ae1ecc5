/* Who may join whom at all, and which parts of the problem can be decided alone. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <string.h>

BUJU_MSG(no_such, "合建求解：{0}的指定设点村不存在", "joint clinics: {0} is forced to a host that does not exist");
BUJU_MSG(passed_on, "人工决定互相矛盾：{0}须并入{1}，而{1}又须并入他村；请改正其一",
         "decisions contradict: {0} is to join {1}, which is itself to join another; correct one of them");
BUJU_MSG(not_host, "人工决定有矛盾：{0}须并入{1}，但{1}不能设点；请改正或删除该决定",
         "contradictory decision: {0} is to join {1}, which may not have a clinic; correct or delete it");
BUJU_MSG(
    no_trip, "人工决定有矛盾：{0}须并入{1}，但两村之间没有可用的路程；请检查位置或删除该决定",
    "contradictory decision: {0} is to join {1}, but there is no trip between them; check the places or delete it");

static buju_ix forced_to(const buju_joint_problem *problem, buju_ix node) {
  return problem->forced_host != NULL ? problem->forced_host[node] : BUJU_NONE;
}

/* The time of a trip, BUJU_FAR when there is none. */
static uint32_t find_trip(const buju_csr *trips, buju_ix node, buju_ix host) {
  uint64_t low = trips->row[node], high = trips->row[node + 1];
  while (low < high) {
    uint64_t mid = low + (high - low) / 2;
    if (trips->col[mid] < host)
      low = mid + 1;
    else
      high = mid;
  }
  return low < trips->row[node + 1] && trips->col[low] == host ? trips->val[low] : BUJU_FAR;
}

static buju_status check_forced(buju_ctx *ctx, const buju_joint_field *field, buju_ix node, buju_ix host) {
  const buju_joint_problem *p = field->problem;
  buju_arg name = buju_joint_name(p, node);
  if (host >= p->n) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(no_such, name));
  if (host == node) return BUJU_OK;
  buju_arg other = buju_joint_name(p, host);
  buju_ix next = forced_to(p, host);
  if (next != BUJU_NONE && next != host) return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(passed_on, name, other));
  if ((p->flags[host] & BUJU_JOINT_MAY_HOST) == 0)
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(not_host, name, other));
  if (find_trip(&field->trips, node, host) == BUJU_FAR)
    return buju_fail(ctx, BUJU_E_CONTRADICTION, BUJU_SAY(no_trip, name, other));
  return BUJU_OK;
}

/* What the flags and the decisions alone settle. Candidates settle the rest later. */
static buju_status settle_standings(buju_ctx *ctx, buju_joint_field *field) {
  const buju_joint_problem *p = field->problem;
  for (buju_ix i = 0; i < p->n; i++) {
    bool stands = (p->flags[i] & BUJU_JOINT_MUST_OPEN) != 0;
    bool joins = (p->flags[i] & BUJU_JOINT_MAY_JOIN) != 0, hosts = (p->flags[i] & BUJU_JOINT_MAY_HOST) != 0;
    field->standing[i] = stands  ? BUJU_JOINT_FIXED
                         : joins ? BUJU_JOINT_FREE
                         : hosts ? BUJU_JOINT_FIXED
                                 : BUJU_JOINT_ALONE;
    field->load[i] = p->people[i];
  }
  for (buju_ix i = 0; i < p->n; i++) {
    buju_ix host = forced_to(p, i);
    if (host == BUJU_NONE) continue;
    buju_status status = check_forced(ctx, field, i, host);
    if (status != BUJU_OK) return status;
    field->standing[host] = BUJU_JOINT_FIXED;
    if (host == i) continue;
    field->standing[i] = BUJU_JOINT_FORCED;
    field->load[host] += p->people[i];
  }
  return BUJU_OK;
}

static bool may_go(const buju_joint_field *field, buju_ix node, buju_ix host) {
  const buju_joint_problem *p = field->problem;
  if (field->standing[node] != BUJU_JOINT_FREE || (p->flags[host] & BUJU_JOINT_MAY_HOST) == 0) return false;
  if (field->standing[host] != BUJU_JOINT_FIXED && field->standing[host] != BUJU_JOINT_FREE) return false;
  return p->cap_people == 0 || field->load[host] + p->people[node] <= p->cap_people;
}

/* The possible hosts of every node, into field->row, col, ms. */
static bool list_candidates(buju_joint_field *field, buju_arena *arena) {
  buju_ix n = field->problem->n;
  const buju_csr *trips = &field->trips;
  size_t most = (size_t)trips->row[n];
  field->row = BUJU_NEW(arena, uint64_t, (size_t)n + 1);
  field->col = BUJU_NEW(arena, buju_ix, most);
  field->ms = BUJU_NEW(arena, uint32_t, most);
  field->anchored = BUJU_NEW(arena, uint8_t, most);
  if (field->row == NULL || field->col == NULL || field->ms == NULL || field->anchored == NULL) return false;
  uint64_t at = 0;
  for (buju_ix i = 0; i < n; i++) {
    for (uint64_t k = trips->row[i]; k < trips->row[i + 1]; k++) {
      bool forced = field->standing[i] == BUJU_JOINT_FORCED && trips->col[k] == forced_to(field->problem, i);
      if (trips->val[k] == BUJU_FAR || (!forced && !may_go(field, i, trips->col[k]))) continue;
      field->col[at] = trips->col[k];
      field->ms[at++] = trips->val[k];
    }
    field->row[i + 1] = at;
  }
  return true;
}

/* The same pairs by host: host_at are places in field->col. */
static bool list_by_host(buju_joint_field *field, buju_arena *arena) {
  buju_ix n = field->problem->n;
  size_t pairs = (size_t)field->row[n];
  field->host_row = BUJU_NEW(arena, uint64_t, (size_t)n + 2);
  field->host_at = BUJU_NEW(arena, uint64_t, pairs);
  field->host_node = BUJU_NEW(arena, buju_ix, pairs);
  if (field->host_row == NULL || field->host_at == NULL || field->host_node == NULL) return false;
  uint64_t *next = field->host_row + 1;
  for (size_t k = 0; k < pairs; k++) next[field->col[k] + 1]++;
  for (buju_ix i = 0; i < n; i++) next[i + 1] += next[i];
  for (buju_ix i = 0; i < n; i++) {
    for (uint64_t k = field->row[i]; k < field->row[i + 1]; k++) {
      uint64_t at = next[field->col[k]]++;
      field->host_at[at] = k;
      field->host_node[at] = i;
    }
  }
  return true;
}

/* Walks from each host over its candidates; whoever is not reached cannot hang together with it: ms becomes BUJU_FAR.
 * Anchored are those next to the host or to its forced members, and these themselves. O(pairs × neighbours). */
static bool connect_hosts(buju_joint_field *field, buju_arena *arena) {
  buju_ix n = field->problem->n;
  const buju_csr *adjacent = &field->adjacent;
  uint64_t *place = BUJU_NEW(arena, uint64_t, n); /* 1 + the node's pair with the host at hand, 0: none or reached */
  buju_ix *queue = BUJU_NEW(arena, buju_ix, (size_t)n + 1);
  if (place == NULL || queue == NULL) return false;
  for (buju_ix h = 0; h < n; h++) {
    uint64_t first = field->host_row[h], end = field->host_row[h + 1];
    buju_ix head = 0, tail = 0;
    queue[tail++] = h;
    for (uint64_t j = first; j < end; j++) {
      bool forced = field->standing[field->host_node[j]] == BUJU_JOINT_FORCED;
      if (forced)
        field->anchored[field->host_at[j]] = 1, queue[tail++] = field->host_node[j];
      else
        place[field->host_node[j]] = field->host_at[j] + 1;
    }
    for (buju_ix anchors = tail; head < tail; head++) {
      for (uint64_t k = adjacent->row[queue[head]]; k < adjacent->row[queue[head] + 1]; k++) {
        buju_ix other = adjacent->col[k];
        if (place[other] == 0) continue;
        field->anchored[place[other] - 1] = head < anchors;
        place[other] = 0;
        queue[tail++] = other;
      }
    }
    for (uint64_t j = first; j < end; j++) {
      if (place[field->host_node[j]] != 0) field->ms[field->host_at[j]] = BUJU_FAR;
      place[field->host_node[j]] = 0;
    }
  }
  return true;
}

/* Drops the pairs marked BUJU_FAR, in both orders. */
static bool drop_unreached(buju_joint_field *field, buju_arena *arena) {
  uint64_t at = 0, start = 0;
  for (buju_ix i = 0; i < field->problem->n; i++) {
    uint64_t end = field->row[i + 1];
    for (uint64_t k = start; k < end; k++) {
      if (field->ms[k] == BUJU_FAR) continue;
      field->col[at] = field->col[k];
      field->ms[at] = field->ms[k];
      field->anchored[at++] = field->anchored[k];
    }
    start = end;
    field->row[i + 1] = at;
  }
  return list_by_host(field, arena);
}

/* A free node with nobody to join is decided by its flags. */
static void settle_lonely(buju_joint_field *field) {
  const buju_joint_problem *p = field->problem;
  for (buju_ix i = 0; i < p->n; i++)
    if (field->standing[i] == BUJU_JOINT_FREE && field->row[i] == field->row[i + 1] &&
        field->host_row[i] == field->host_row[i + 1])
      field->standing[i] = (p->flags[i] & BUJU_JOINT_MAY_HOST) != 0 ? BUJU_JOINT_FIXED : BUJU_JOINT_ALONE;
}

static buju_ix root_of(buju_ix *parent, buju_ix i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

/* The lower root stays, so that roots do not depend on the order of joining. */
static void join(buju_ix *parent, buju_ix a, buju_ix b) {
  a = root_of(parent, a);
  b = root_of(parent, b);
  if (a < b)
    parent[b] = a;
  else
    parent[a] = b;
}

/* Free nodes are in one block when one's choice can matter to the other: it may host it, it may take its place under a
 * cap, it may be what connects it to the host. */
static void join_at_host(const buju_joint_field *field, buju_ix h, buju_ix *parent, uint64_t *place) {
  const buju_joint_problem *p = field->problem;
  uint64_t first = field->host_row[h], end = field->host_row[h + 1];
  buju_people_n all = field->load[h];
  buju_ix some = field->standing[h] == BUJU_JOINT_FREE ? h : BUJU_NONE;
  for (uint64_t j = first; j < end; j++) {
    buju_ix m = field->host_node[j];
    if (field->standing[m] != BUJU_JOINT_FREE) continue;
    if (some == BUJU_NONE) some = m;
    all += p->people[m];
    place[m] = field->host_at[j] + 1;
  }
  bool together = field->standing[h] == BUJU_JOINT_FREE || (p->cap_people > 0 && all > p->cap_people);
  for (uint64_t j = first; j < end; j++) {
    buju_ix m = field->host_node[j];
    if (field->standing[m] != BUJU_JOINT_FREE) continue;
    if (together) join(parent, some, m);
    if (together || field->anchored[field->host_at[j]]) continue;
    for (uint64_t k = field->adjacent.row[m]; k < field->adjacent.row[m + 1]; k++)
      if (place[field->adjacent.col[k]] != 0) join(parent, m, field->adjacent.col[k]);
  }
  for (uint64_t j = first; j < end; j++) place[field->host_node[j]] = 0;
}

/* Roots become numbers, by their first node; nodes that are not `in` get BUJU_NONE. */
static buju_ix number_roots(buju_ix *parent, const uint8_t *in, buju_ix n, buju_ix *number) {
  buju_ix count = 0;
  for (buju_ix i = 0; i < n; i++) {
    buju_ix root = root_of(parent, i);
    number[i] = !in[i] ? BUJU_NONE : root == i ? count++ : number[root];
  }
  return count;
}

static bool number_parts(buju_joint_field *field, buju_arena *arena) {
  buju_ix n = field->problem->n;
  buju_ix *wide = BUJU_NEW(arena, buju_ix, n), *narrow = BUJU_NEW(arena, buju_ix, n);
  uint8_t *linked = BUJU_NEW(arena, uint8_t, n), *free_one = BUJU_NEW(arena, uint8_t, n);
  uint64_t *place = BUJU_NEW(arena, uint64_t, n);
  field->component_of = BUJU_NEW(arena, buju_ix, n);
  field->block_of = BUJU_NEW(arena, buju_ix, n);
  if (wide == NULL || narrow == NULL || linked == NULL || free_one == NULL || place == NULL ||
      field->component_of == NULL || field->block_of == NULL)
    return false;
  for (buju_ix i = 0; i < n; i++) wide[i] = narrow[i] = i;
  for (buju_ix i = 0; i < n; i++) {
    for (uint64_t k = field->row[i]; k < field->row[i + 1]; k++) {
      join(wide, i, field->col[k]);
      linked[i] = linked[field->col[k]] = 1;
    }
    free_one[i] = field->standing[i] == BUJU_JOINT_FREE;
  }
  for (buju_ix h = 0; h < n; h++) join_at_host(field, h, narrow, place);
  field->components = number_roots(wide, linked, n, field->component_of);
  field->blocks = number_roots(narrow, free_one, n, field->block_of);
  return true;
}

buju_status buju_joint_split(buju_ctx *ctx, const buju_joint_problem *problem, buju_arena *arena,
                             buju_joint_field *out) {
  *out = (buju_joint_field){.problem = problem};
  buju_status status = buju_joint_check(ctx, problem, arena, &out->trips, &out->adjacent);
  if (status != BUJU_OK) return status;
  out->standing = BUJU_NEW(arena, uint8_t, problem->n);
  out->load = BUJU_NEW(arena, buju_people_n, problem->n);
  if (out->standing == NULL || out->load == NULL) return buju_fail_memory(ctx);
  status = settle_standings(ctx, out);
  if (status != BUJU_OK) return status;
  if (!list_candidates(out, arena) || !list_by_host(out, arena) || !connect_hosts(out, arena) ||
      !drop_unreached(out, arena))
    return buju_fail_memory(ctx);
  settle_lonely(out);
  return number_parts(out, arena) ? BUJU_OK : buju_fail_memory(ctx);
}
