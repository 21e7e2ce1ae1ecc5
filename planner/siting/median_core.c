/* What is left of a p-median once what stands, what is required and what is ruled out have been taken into account.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "planner/siting/median_parts.h"

enum { BLOCK = 1024, MOST_SCALE = 1 << 16 };

/* Open whatever happens: opening is required, or takes nothing of what is scarce. */
static bool stands(const buju_siting_field *field, buju_ix j) {
  switch ((buju_candidate_state)field->state[j]) {
  case BUJU_CANDIDATE_EXISTING:
  case BUJU_CANDIDATE_REQUIRED: return true;
  case BUJU_CANDIDATE_CLOSABLE: return field->budget == INT64_MAX || field->net[j] <= 0;
  case BUJU_CANDIDATE_FREE:
  case BUJU_CANDIDATE_FORBIDDEN:
  case BUJU_CANDIDATE_STATES: break;
  }
  return false;
}

static bool may_open(const buju_median *m, buju_ix j) {
  const buju_siting_field *field = m->field;
  if (field->state[j] != BUJU_CANDIDATE_FREE && field->state[j] != BUJU_CANDIDATE_CLOSABLE) return false;
  if (field->counted[j] && m->quota <= 0) return false;
  return m->money == INT64_MAX || field->net[j] <= m->money;
}

/* Parts the candidates into those that stand, those that may be opened (numbered in *number) and the rest. */
static bool take_candidates(buju_median *m, buju_ix **number) {
  const buju_siting_field *field = m->field;
  m->open = BUJU_NEW(m->arena, buju_ix, field->candidates);
  m->candidate = BUJU_NEW(m->arena, buju_ix, field->candidates);
  *number = BUJU_NEW(m->arena, buju_ix, field->candidates);
  if (m->open == NULL || m->candidate == NULL || *number == NULL) return false;
  m->quota = field->p;
  m->money = field->budget;
  for (buju_ix j = 0; j < field->candidates; j++) {
    if (!stands(field, j)) continue;
    m->open[m->opened++] = j;
    if (m->quota != INT64_MAX) m->quota -= field->counted[j];
    if (m->money != INT64_MAX) m->money -= field->net[j];
  }
  for (buju_ix j = 0; j < field->candidates; j++) {
    bool in = !stands(field, j) && may_open(m, j);
    (*number)[j] = in ? m->sites : BUJU_NONE;
    if (in) m->candidate[m->sites++] = j;
  }
  m->counted = BUJU_NEW(m->arena, uint8_t, m->sites);
  m->net = m->money != INT64_MAX ? BUJU_NEW(m->arena, int64_t, m->sites) : NULL;
  if (m->counted == NULL || (m->money != INT64_MAX && m->net == NULL)) return false;
  for (buju_ix j = 0; j < m->sites; j++) {
    m->counted[j] = field->counted[m->candidate[j]];
    if (m->net != NULL) m->net[j] = field->net[m->candidate[j]];
  }
  return true;
}

/* cap[demands]: what is paid when nothing more is opened. */
static buju_status caps(buju_ctx *ctx, buju_median *m, uint32_t **out) {
  const buju_siting_field *field = m->field;
  const buju_costs *costs = field->problem->costs;
  buju_ix *to = BUJU_NEW(m->arena, buju_ix, field->demands);
  uint32_t *cap = BUJU_NEW(m->arena, uint32_t, field->demands);
  if (to == NULL || cap == NULL) return buju_fail_memory(ctx);
  buju_status status = costs->ops->nearest(ctx, costs, m->opened, m->open, to, cap);
  for (buju_ix i = 0; status == BUJU_OK && i < field->demands; i++)
    if (to[i] == BUJU_NONE || cap[i] > field->limit) cap[i] = field->unserved;
  *out = cap;
  return status;
}

/* Who asks, may do better than its cap, and how far its list goes. */
static bool take_clients(buju_median *m, const uint32_t *cap, const uint32_t *reach, uint32_t **most) {
  const buju_siting_field *field = m->field;
  m->demand = BUJU_NEW(m->arena, buju_ix, field->demands);
  m->weight = BUJU_NEW(m->arena, int64_t, field->demands);
  m->cap = BUJU_NEW(m->arena, uint32_t, field->demands);
  m->clipped = BUJU_NEW(m->arena, uint8_t, field->demands);
  *most = BUJU_NEW(m->arena, uint32_t, field->demands);
  if (m->demand == NULL || m->weight == NULL || m->cap == NULL || m->clipped == NULL || *most == NULL) return false;
  for (buju_ix i = 0; i < field->demands; i++) {
    if (field->weight[i] == 0) continue;
    if (cap[i] == 0) continue;
    buju_ix k = m->clients++;
    bool clip = reach != NULL && reach[i] < cap[i] - 1 && reach[i] < field->limit;
    m->demand[k] = i;
    m->weight[k] = field->weight[i];
    m->clipped[k] = clip;
    m->cap[k] = clip ? reach[i] + 1 : cap[i];
    m->any_clipped |= clip;
    (*most)[k] = m->cap[k] - 1 < field->limit ? m->cap[k] - 1 : field->limit;
  }
  return true;
}

/* Pairs, and room for more. */
typedef struct store {
  buju_median_pair *pair;
  uint64_t n, room;
} store;

static bool make_room(store *s, uint64_t more) {
  if (s->room - s->n >= more) return true;
  uint64_t room = s->n + s->n / 2 + more;
  buju_median_pair *larger = room < SIZE_MAX / sizeof *larger ? realloc(s->pair, (size_t)room * sizeof *larger) : NULL;
  if (larger == NULL) return false;
  s->pair = larger;
  s->room = room;
  return true;
}

/* Copies lists, keeping the sites that may be opened. */
static bool keep(const buju_csr *lists, const buju_ix *site_number, uint64_t *row, store *pairs) {
  if (!make_room(pairs, lists->row[lists->n])) return false;
  for (buju_ix k = 0; k < lists->n; k++) {
    for (uint64_t at = lists->row[k]; at < lists->row[k + 1]; at++) {
      buju_ix j = site_number[lists->col[at]];
      if (j != BUJU_NONE) pairs->pair[pairs->n++] = (buju_median_pair){j, lists->val[at]};
    }
    row[k + 1] = pairs->n;
  }
  return true;
}

/* The lists of the clients, in blocks, so that no more than a block is held twice. */
static buju_status fetch(buju_ctx *ctx, buju_median *m, const buju_ix *site_number, const uint32_t *most) {
  const buju_costs *costs = m->field->problem->costs;
  store pairs = {0};
  buju_status status = BUJU_OK;
  for (buju_ix first = 0; status == BUJU_OK && first < m->clients; first += BLOCK) {
    buju_ix n = m->clients - first < BLOCK ? m->clients - first : BLOCK;
    buju_csr lists;
    buju_arena *scratch = buju_arena_new();
    if (scratch == NULL) status = buju_fail_memory(ctx);
    if (status == BUJU_OK)
      status = costs->ops->lists(ctx, costs, BUJU_COSTS_BY_DEMAND, n, m->demand + first, most + first, scratch, &lists);
    if (status == BUJU_OK && !keep(&lists, site_number, m->near.row + first, &pairs)) status = buju_fail_memory(ctx);
    buju_arena_free(scratch);
  }
  m->near.pair = pairs.pair; /* however it ended, the core frees it */
  return status;
}

/* The same pairs seen from the sites, by client. */
static void turn(buju_median *m) {
  uint64_t pairs = m->near.row[m->clients], *row = m->around.row;
  if (m->near.pair == NULL) return; /* nobody is near anybody */
  for (uint64_t k = 0; k < pairs; k++) row[m->near.pair[k].at + 1]++;
  for (buju_ix j = 0; j < m->sites; j++) row[j + 1] += row[j];
  for (buju_ix i = m->clients; i-- > 0;)
    for (uint64_t k = m->near.row[i]; k < m->near.row[i + 1]; k++) {
      buju_median_pair pair = m->near.pair[k];
      m->around.pair[--row[pair.at + 1]] = (buju_median_pair){i, pair.cost};
    }
  for (buju_ix j = 0; j < m->sites; j++) row[j] = row[j + 1]; /* row[j + 1] had become where j begins */
  row[m->sites] = pairs;
}

/* What every multiplier is when its demand point is no client: what it pays. Caps are those before any cut. */
static void settle(buju_median *m, const uint32_t *cap) {
  const buju_siting_field *field = m->field;
  int64_t sum = 0;
  for (buju_ix i = 0; i < field->demands; i++) sum += field->weight[i] * (int64_t)cap[i];
  m->scale = MOST_SCALE;
  while (m->scale > 1 && sum > (INT64_MAX >> 1) / m->scale) m->scale /= 2;
  for (buju_ix i = 0; i < field->demands; i++) m->base[i] = field->weight[i] * (int64_t)cap[i] * m->scale;
}

static buju_status take_lists(buju_ctx *ctx, buju_median *m, const buju_ix *site_number, const uint32_t *most) {
  m->near.row = BUJU_NEW(m->arena, uint64_t, (size_t)m->clients + 1);
  m->around.row = BUJU_NEW(m->arena, uint64_t, (size_t)m->sites + 1);
  if (m->near.row == NULL || m->around.row == NULL) return buju_fail_memory(ctx);
  buju_status status = fetch(ctx, m, site_number, most);
  if (status != BUJU_OK) return status;
  size_t pairs = (size_t)m->near.row[m->clients];
  m->around.pair = malloc((pairs + 1) * sizeof *m->around.pair);
  if (m->around.pair == NULL) return buju_fail_memory(ctx);
  turn(m);
  return BUJU_OK;
}

static buju_status make(buju_ctx *ctx, buju_median *m, const uint32_t *reach) {
  buju_ix *number = NULL;
  uint32_t *cap = NULL, *most = NULL;
  if (!take_candidates(m, &number)) return buju_fail_memory(ctx);
  buju_status status = caps(ctx, m, &cap);
  if (status != BUJU_OK) return status;
  m->base = BUJU_NEW(m->arena, int64_t, m->field->demands);
  if (m->base == NULL || !take_clients(m, cap, reach, &most)) return buju_fail_memory(ctx);
  settle(m, cap);
  return take_lists(ctx, m, number, most);
}

void buju_median_free(buju_median *m) {
  if (m == NULL) return;
  free(m->near.pair);
  free(m->around.pair);
  buju_arena_free(m->arena);
}

buju_status buju_median_new(buju_ctx *ctx, const buju_siting_field *field, const uint32_t *reach, buju_median **out) {
  buju_arena *arena = buju_arena_new();
  buju_median *m = arena != NULL ? BUJU_NEW(arena, buju_median, 1) : NULL;
  if (m == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *m = (buju_median){.field = field, .arena = arena};
  buju_status status = make(ctx, m, reach);
  if (status == BUJU_OK)
    *out = m;
  else
    buju_median_free(m);
  return status;
}

/* One client's list, begin … end of the old ones, without the decided sites, written at `to`; what is open lowers the
 * cap. Returns where it ends. */
static uint64_t trim(buju_median *m, const uint8_t *state, const buju_ix *site_now, buju_ix i, uint64_t begin,
                     uint64_t end, uint64_t to) {
  uint64_t start = to;
  for (uint64_t k = begin; k < end; k++) {
    buju_median_pair pair = m->near.pair[k];
    if (state[pair.at] == BUJU_MEDIAN_OPEN) {
      m->cap[i] = pair.cost;
      m->clipped[i] = 0;
      break;
    }
    if (state[pair.at] == BUJU_MEDIAN_FREE) m->near.pair[to++] = (buju_median_pair){site_now[pair.at], pair.cost};
  }
  while (to > start && m->near.pair[to - 1].cost == m->cap[i]) to--;
  return to;
}

static void reduce_clients(buju_median *m, const uint8_t *state, const buju_ix *site_now, buju_ix *client_now) {
  uint64_t begin = 0, to = 0;
  buju_ix left = 0;
  m->any_clipped = false;
  for (buju_ix i = 0; i < m->clients; i++) {
    uint64_t end = m->near.row[i + 1], start = to;
    to = trim(m, state, site_now, i, begin, end, to);
    begin = end;
    client_now[i] = to > start || m->clipped[i] ? left : BUJU_NONE;
    if (client_now[i] == BUJU_NONE) {
      m->fixed += m->weight[i] * (int64_t)m->cap[i];
      m->base[m->demand[i]] = m->weight[i] * (int64_t)m->cap[i] * m->scale;
      continue;
    }
    m->demand[left] = m->demand[i];
    m->weight[left] = m->weight[i];
    m->cap[left] = m->cap[i];
    m->clipped[left] = m->clipped[i];
    m->any_clipped |= m->clipped[i] != 0;
    m->near.row[++left] = to;
  }
  m->clients = left;
}

static void reduce_sites(buju_median *m, const buju_ix *site_now, const buju_ix *client_now) {
  uint64_t begin = 0, to = 0;
  buju_ix left = 0;
  for (buju_ix j = 0; j < m->sites; j++) {
    uint64_t end = m->around.row[j + 1];
    for (uint64_t k = begin; site_now[j] != BUJU_NONE && k < end; k++) {
      buju_median_pair pair = m->around.pair[k];
      buju_ix i = client_now[pair.at];
      if (i != BUJU_NONE && pair.cost < m->cap[i]) m->around.pair[to++] = (buju_median_pair){i, pair.cost};
    }
    begin = end;
    if (site_now[j] == BUJU_NONE) continue;
    m->candidate[left] = m->candidate[j];
    m->counted[left] = m->counted[j];
    if (m->net != NULL) m->net[left] = m->net[j];
    m->around.row[++left] = to;
  }
  m->sites = left;
}

void buju_median_reduce(buju_median *m, const uint8_t *state, buju_ix *site_now, buju_ix *client_now) {
  buju_ix left = 0;
  for (buju_ix j = 0; j < m->sites; j++) {
    site_now[j] = state[j] == BUJU_MEDIAN_FREE ? left++ : BUJU_NONE;
    if (state[j] != BUJU_MEDIAN_OPEN) continue;
    m->open[m->opened++] = m->candidate[j];
    if (m->quota != INT64_MAX) m->quota -= m->counted[j];
    if (m->net != NULL) m->money -= m->net[j];
  }
  reduce_clients(m, state, site_now, client_now);
  reduce_sites(m, site_now, client_now);
}
