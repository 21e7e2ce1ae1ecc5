/* The nearest of many sites for every cell, band by band. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "core/pages.h"
#include "core/parallel.h"
#include "planner/travel/terrain_search.h"

/* Buckets that bands work through before they talk: few enough that little is settled twice near the border, many
 * enough that starting threads does not count. Bands of a quarter of a million cells: what a window touches of one
 * stays in the cache, which on one thread as well saves more than a third of the time; and threads find enough of them
 * to be busy alike. They depend on the raster alone, and so does the work. */
enum { WINDOW = 64, BANDS_MAX = 128, BAND_CELLS = 1 << 18 };

typedef struct work_share {
  buju_terrain_search *band;
  unsigned bands;
  buju_ix rows;     /* of a band; the last may have fewer */
  uint32_t columns; /* of the raster */
  uint64_t until;
} work_share;

static unsigned band_of(const work_share *w, buju_ix cell) { return cell / w->columns / w->rows; }

static buju_status run_bands(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  const work_share *w = user;
  (void)worker;
  for (uint64_t i = first; i < end; i++)
    if (!buju_terrain_search_run(&w->band[i], w->until)) return buju_fail_memory(ctx);
  return BUJU_OK;
}

/* Everybody hears what concerns them, from as far as a move leads: two rows. */
static buju_status hear_others(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  const work_share *w = user;
  unsigned reach = w->rows > 1 ? 1 : 2;
  (void)ctx, (void)worker;
  for (unsigned i = (unsigned)first; i < end; i++)
    for (unsigned j = i > reach ? i - reach : 0; j < w->bands && j <= i + reach; j++) {
      const buju_terrain_message *m = w->band[j].messages.data;
      for (size_t k = 0; k < w->band[j].messages.n; k++)
        if (band_of(w, m[k].cell) == i) buju_terrain_search_hear(&w->band[i], m[k]);
    }
  return BUJU_OK;
}

static buju_status exchange(buju_ctx *ctx, work_share *w) {
  buju_status status = buju_parallel_for(ctx, w->bands, 1, hear_others, w);
  for (unsigned i = 0; i < w->bands; i++) w->band[i].messages.n = 0;
  return status;
}

static uint64_t first_pending(work_share *w) {
  uint64_t first = UINT64_MAX;
  for (unsigned i = 0; i < w->bands; i++) {
    uint64_t pending = buju_terrain_search_pending(&w->band[i]);
    if (pending < first) first = pending;
  }
  return first;
}

static buju_status run_all(buju_ctx *ctx, work_share *w) {
  buju_status status = BUJU_OK;
  for (uint64_t first; status == BUJU_OK && (first = first_pending(w)) != UINT64_MAX;) {
    w->until = w->bands > 1 ? first + WINDOW : UINT64_MAX;
    status = buju_parallel_for(ctx, w->bands, 1, run_bands, w);
    if (status == BUJU_OK && w->bands > 1) status = exchange(ctx, w);
  }
  return status;
}

typedef struct finish {
  const buju_terrain *terrain;
  uint32_t *ms;
  buju_ix *site;
} finish;

/* Labels become milliseconds where they are. */
static buju_status finish_cells(buju_ctx *ctx, void *user, unsigned worker, uint64_t first, uint64_t end) {
  const finish *f = user;
  (void)ctx, (void)worker;
  for (uint64_t c = first; c < end; c++) {
    if (f->site != NULL && f->ms[c] == 0) f->site[c] = BUJU_NONE;
    f->ms[c] = f->ms[c] != 0 ? buju_terrain_ms(f->terrain, buju_terrain_search_ticks(f->ms[c])) : BUJU_FAR;
  }
  return BUJU_OK;
}

/* Bands of whole rows that together are all rows. */
static bool open_bands(work_share *w, const buju_terrain *terrain, buju_heading heading, uint32_t limit_ms,
                       uint32_t *ms, buju_ix *site) {
  buju_ix columns = terrain->raster.columns, rows = terrain->raster.rows;
  for (unsigned i = 0; i < w->bands; i++) {
    buju_terrain_search *s = &w->band[i];
    if (!buju_terrain_search_open(s, terrain, heading, limit_ms, w->bands > 1 ? WINDOW : 0)) return false;
    s->label = ms;
    s->owner = site;
    s->first = i * w->rows * columns;
    s->own = (rows - i * w->rows < w->rows ? rows - i * w->rows : w->rows) * columns;
  }
  return true;
}

buju_status buju_terrain_nearest_in_bands(buju_ctx *ctx, const buju_terrain *terrain, buju_ix sites,
                                          const buju_ix *site_cell, buju_heading heading, uint32_t limit_ms,
                                          unsigned bands, uint32_t *ms, buju_ix *site, buju_terrain_work *work) {
  buju_ix rows = terrain->raster.rows, each = (rows + bands - 1) / bands;
  buju_terrain_search band[BANDS_MAX] = {0};
  work_share w = {.band = band, .bands = (rows + each - 1) / each, .rows = each, .columns = terrain->raster.columns};
  size_t cells = buju_raster_cells(&terrain->raster);
  buju_pages_large(ms, cells * sizeof *ms);
  if (site != NULL) buju_pages_large(site, cells * sizeof *site);
  memset(ms, 0, cells * sizeof *ms);
  buju_status status = open_bands(&w, terrain, heading, limit_ms, ms, site) ? BUJU_OK : buju_fail_memory(ctx);
  for (buju_ix i = 0; status == BUJU_OK && i < sites; i++)
    if (site_cell[i] < cells) buju_terrain_search_start(&w.band[band_of(&w, site_cell[i])], i, site_cell[i]);
  if (status == BUJU_OK) status = run_all(ctx, &w);
  finish f = {terrain, ms, site};
  if (status == BUJU_OK) status = buju_parallel_for(ctx, cells, BAND_CELLS, finish_cells, &f);
  for (unsigned i = 0; i < w.bands; i++) {
    if (work != NULL) work->settled += band[i].settled;
    buju_terrain_search_close(&band[i]);
  }
  return status;
}

buju_status buju_terrain_nearest(buju_ctx *ctx, const buju_terrain *terrain, buju_ix sites, const buju_ix *site_cell,
                                 buju_heading heading, uint32_t limit_ms, uint32_t *ms, buju_ix *site,
                                 buju_terrain_work *work) {
  size_t bands = buju_raster_cells(&terrain->raster) / BAND_CELLS;
  bands = bands < 1 ? 1 : bands > BANDS_MAX ? BANDS_MAX : bands;
  return buju_terrain_nearest_in_bands(ctx, terrain, sites, site_cell, heading, limit_ms, (unsigned)bands, ms, site,
                                       work);
}
