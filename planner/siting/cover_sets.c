/* Which sets imply which: a set waits at its last item, and is probed from there. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "planner/siting/cover_parts.h"

enum { BLOCK = 512, CHUNK = 16 };

static bool within(const buju_cover_set *set, const uint64_t *mark, int64_t *work) {
  buju_ix k = set->n;
  while (k > 0 && buju_bit(mark, set->item[k - 1])) k--;
  *work += set->n - k + 1;
  return k == 0;
}

bool buju_cover_implied(const buju_cover_watch *watch, const buju_cover_set *sets, const buju_cover_set *set,
                        const uint64_t *mark, buju_ix from, int64_t *work) {
  *work += set->n;
  for (buju_ix k = set->n; k-- > 0;)
    for (buju_ix s = watch->first[set->item[k]]; s != BUJU_NONE && s >= from; s = watch->next[s])
      if (sets[s].n <= set->n && sets[s].need >= set->need && within(&sets[s], mark, work)) return true;
  return false;
}

/* ---- all at once ---- */

typedef struct by_size {
  buju_ix n, set;
  uint8_t need;
} by_size;

/* Of equal sets the one that needs most comes first. */
static int ascending(const void *a, const void *b) {
  const by_size *x = a, *y = b;
  if (x->n != y->n) return x->n < y->n ? -1 : 1;
  if (x->need != y->need) return x->need > y->need ? -1 : 1;
  return (x->set > y->set) - (x->set < y->set);
}

/* Sets in the order of their sizes: whatever could imply one came before it. */
typedef struct minimal {
  buju_ix items, n;
  buju_cover_set *sets; /* sorted */
  buju_cover_watch watch;
  bool *dead; /* of sorted ones */
  buju_ix block;
  uint64_t **mark; /* [workers] */
  int64_t *work;   /* [workers] */
} minimal;

void buju_cover_mark(const buju_cover_set *set, uint64_t *mark, bool on) {
  for (buju_ix k = 0; k < set->n; k++)
    if (on)
      buju_bit_set(mark, set->item[k]);
    else
      buju_bit_clear(mark, set->item[k]);
}

static bool implied(minimal *m, buju_ix s, unsigned worker, buju_ix from) {
  const buju_cover_set *set = &m->sets[s];
  buju_cover_mark(set, m->mark[worker], true);
  bool dead = buju_cover_implied(&m->watch, m->sets, set, m->mark[worker], from, &m->work[worker]);
  buju_cover_mark(set, m->mark[worker], false);
  return dead;
}

static buju_status test_some(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  (void)ctx;
  minimal *m = user;
  for (buju_ix s = m->block + (buju_ix)first; s < m->block + (buju_ix)end; s++) m->dead[s] = implied(m, s, worker, 0);
  return BUJU_OK;
}

/* Against the sets before the block in parallel, then those left among each other. */
static buju_status run(buju_ctx *ctx, minimal *m) {
  for (m->block = 0; m->block < m->n; m->block += BLOCK) {
    buju_ix n = m->n - m->block < BLOCK ? m->n - m->block : BLOCK;
    buju_status status = buju_parallel_for(ctx, n, CHUNK, test_some, m);
    if (status != BUJU_OK) return status;
    for (buju_ix s = m->block; s < m->block + n; s++) {
      if (m->dead[s] || (s > m->block && implied(m, s, 0, m->block))) {
        m->dead[s] = true;
      } else if (m->sets[s].n > 0) {
        buju_ix *first = &m->watch.first[m->sets[s].item[m->sets[s].n - 1]];
        m->watch.next[s] = *first;
        *first = s;
      }
    }
  }
  return BUJU_OK;
}

static bool room(buju_ctx *ctx, minimal *m, buju_arena *scratch, by_size **order) {
  unsigned workers = buju_parallel_workers(ctx, BLOCK, CHUNK);
  *order = BUJU_NEW(scratch, by_size, m->n);
  m->sets = BUJU_NEW(scratch, buju_cover_set, m->n);
  m->watch.first = BUJU_NEW(scratch, buju_ix, m->items);
  m->watch.next = BUJU_NEW(scratch, buju_ix, m->n);
  m->dead = BUJU_NEW(scratch, bool, m->n);
  m->mark = BUJU_NEW(scratch, uint64_t *, workers);
  m->work = BUJU_NEW(scratch, int64_t, workers);
  if (*order == NULL || m->sets == NULL || m->watch.first == NULL || m->watch.next == NULL || m->dead == NULL ||
      m->mark == NULL || m->work == NULL)
    return false;
  for (unsigned w = 0; w < workers; w++)
    if ((m->mark[w] = BUJU_NEW(scratch, uint64_t, (size_t)m->items / 64 + 1)) == NULL) return false;
  return true;
}

buju_status buju_cover_minimal(buju_ctx *ctx, buju_ix items, buju_ix n, const buju_cover_set *sets, bool *dead,
                               int64_t *work) {
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  minimal m = {.items = items, .n = n};
  by_size *order;
  buju_status status = room(ctx, &m, scratch, &order) ? BUJU_OK : buju_fail_memory(ctx);
  if (status != BUJU_OK) goto done;
  memset(m.watch.first, 0xff, items * sizeof *m.watch.first);
  for (buju_ix s = 0; s < n; s++) order[s] = (by_size){sets[s].n, s, sets[s].need};
  qsort(order, n, sizeof *order, ascending);
  for (buju_ix s = 0; s < n; s++) m.sets[s] = sets[order[s].set];
  status = run(ctx, &m);
  for (buju_ix s = 0; status == BUJU_OK && s < n; s++) dead[order[s].set] = m.dead[s];
  for (unsigned w = 0; status == BUJU_OK && w < buju_parallel_workers(ctx, BLOCK, CHUNK); w++) *work += m.work[w];
done:
  buju_arena_free(scratch);
  return status;
}
