/* Travel over terrain: a surface of cells that take time to cross, and searches on it. No files: layers/ reads rasters.
 * SPDX-License-Identifier: Apache-2.0
 *
 *   ground   what lies on each cell: land cover, barriers, roads; burnt from arrays and lines
 *   terrain  the surface: every allowed move between neighbouring cells has a time; immutable, shared by threads
 *   search   the nearest of many sites for every cell, or all cells within a limit of each site
 *
 * Nobody passes between two blocked cells that touch at a corner: a diagonal move needs one of the two cells beside it,
 * a knight's move both cells it runs through. So what can be reached is what can be reached by moves over sides, and a
 * barrier whose cells touch at their corners holds. */
#ifndef BUJU_PLANNER_TERRAIN_H
#define BUJU_PLANNER_TERRAIN_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/raster.h"
#include "core/say.h"
#include "planner/travel/terrain_walk.h"

/* ---- ground ---- */

/** A cell of the ground: the index of its kind (land cover or road class), or BUJU_BLOCKED; with flags. */
typedef uint16_t buju_ground_cell;
enum {
  BUJU_BLOCKED = 0,             /* nobody crosses: barrier, no data, a class without speed */
  BUJU_GROUND_KINDS_MAX = 255,  /* kinds are numbered 1 … this */
  BUJU_GROUND_KIND = 0xff,      /* the bits of the kind */
  BUJU_GROUND_BARRIER = 0x2000, /* a barrier was burnt here */
  BUJU_GROUND_ROAD = 0x4000     /* a road was burnt here */
};

/** Lines or rings: part p has the points first[p] … first[p + 1] - 1, in metres. Points that are not finite break a
 *  line. Borrowed. */
typedef struct buju_lines {
  buju_ix parts;
  const uint64_t *first;
  const double *x_m, *y_m;
} buju_lines;

/** Blocks every cell a line touches (so the cells join over sides, whatever moves are allowed). O(cells touched). */
void buju_ground_barrier_lines(const buju_raster *raster, buju_ground_cell *ground, const buju_lines *lines);

/** Blocks every cell that a polygon touches: the rings' outlines, and the cells whose middle is inside by the even-odd
 *  rule over all rings given. One polygon a call. O(rows × points + cells blocked). BUJU_E_MEMORY only. */
buju_status buju_ground_barrier_polygon(buju_ctx *ctx, const buju_raster *raster, buju_ground_cell *ground,
                                        const buju_lines *rings);

/** What a cell of a kind (BUJU_BLOCKED: closed) becomes under a road: a kind again. Called once for every cell. */
typedef uint16_t (*buju_ground_over)(void *user, uint16_t kind);

/** Roads over what is there, every cell they touch: burn barriers first. A road on a barrier becomes a bridge: it is
 *  entered from road cells only, so that a road along a river does not let people across on foot. The two banks' roads
 *  in one cell of the river are taken for one that crosses. O(cells touched). */
void buju_ground_roads(const buju_raster *raster, buju_ground_cell *ground, const buju_lines *lines,
                       buju_ground_over over, void *user);

/** Gives holes in an elevation model (NaN) the mean of what surrounds them, ring by ring from their edge, up to `reach`
 *  cells deep: radar leaves gaps in gorges, where people live. What is deeper stays a hole, and closed.
 *  @param filled, left  how many holes got a height and how many did not. O(cells + holes × reach). */
buju_status buju_terrain_fill_holes(buju_ctx *ctx, const buju_raster *raster, float *elevation_m, uint32_t reach,
                                    uint64_t *filled, uint64_t *left);

/* ---- terrain ---- */

/** What slope does to a metre: the cell's time on the flat × factor, + added. Slope is rise over run in the direction
 * of travel. NULL: 1 and 0. factor above 0, added 0 or more; both finite for the slopes met. */
typedef struct buju_slope_law {
  double (*factor)(const void *user, double slope);
  double (*added_s_per_m)(const void *user, double slope);
  const void *user;
} buju_slope_law;

extern const buju_slope_law buju_slope_none;     /* motors: the speed of the class, whatever the slope */
extern const buju_slope_law buju_slope_tobler;   /* walking, as AccessMod scales the speed of the class */
extern const buju_slope_law buju_slope_langmuir; /* walking, r.walk's defaults in relation to the flat */
/** Cycling: buju_ride_mps in relation to the flat. user is a double, the flat speed in m/s. */
buju_slope_law buju_slope_bicycle(const double *flat_mps);

/** Land cover or road: a speed on the flat and the law of its mode. */
typedef struct buju_terrain_kind {
  double kmh;  /* 0.01 … 1000; 0: blocked */
  uint8_t law; /* index into laws */
} buju_terrain_kind;

/** How the cells a move touches share it. */
typedef enum buju_blend {
  BUJU_BLEND_TIMES, /* each cell takes its share of the way at its own speed: right, and as r.cost and AccessMod do */
  BUJU_BLEND_SPEEDS /* the mean of the speeds, as the first AccessMod 5 did: leaving a fast road costs next to nothing
                     */
} buju_blend;

enum { BUJU_TERRAIN_LAWS_MAX = 32 };

typedef struct buju_terrain_spec {
  buju_raster raster;
  const buju_ground_cell *ground; /* [cells] */
  const float *elevation_m;       /* [cells], or NULL: flat. NaN blocks the cell */
  const char *elevation_file;     /* for messages; may be NULL */
  uint16_t kinds;
  const buju_terrain_kind *kind;  /* [kinds + 1]; 0 is not read */
  const buju_terrain_kind *other; /* [kinds + 1], or NULL: a second way to cross cells of a kind, kmh 0: none. Each cell
                                     is crossed the faster way for the slope met. Not with BUJU_BLEND_SPEEDS */
  uint8_t laws;                   /* 1 … BUJU_TERRAIN_LAWS_MAX */
  const buju_slope_law *law;
  uint8_t neighbours; /* 8, or 16: knight's moves too, which straighten the ways (by 5 % at most) for double the work */
  bool corners_open;  /* let people pass between blocked cells at a corner, as GRASS and AccessMod do: only to repeat
                         what those computed */
  buju_blend blend;
} buju_terrain_spec;

typedef struct buju_terrain buju_terrain;

/** Computes the moves and their times. Everything is borrowed for the call only; the surface takes 4 bytes a cell and
 *  is freed with buju_terrain_free (NULL is fine). Each move's time is rounded once, to a 16,384th or better below
 *  100 km/h where cells are 15 m wide or more, and ways add those, so that an hour is right to a second. Elevations
 * count to 1/64 m where they differ by less than 1,024 m, to 1/16 m below 4,096 m. O(cells). Opening cells, joining
 * them or making a kind faster lengthens no way, to the tick: all roundings rise with what they round and none depends
 * on what else lies on the surface, but for the unit of heights where the relief passes a bound.
 *  @return BUJU_E_DATA for kinds and laws out of range (which, and why), BUJU_E_LIMIT for too many cells,
 *          BUJU_E_MEMORY. */
buju_status buju_terrain_make(buju_ctx *ctx, const buju_terrain_spec *spec, buju_terrain **out);
void buju_terrain_free(buju_terrain *terrain);

const buju_raster *buju_terrain_raster(const buju_terrain *terrain);

/** Whether somebody can stand on a cell. */
bool buju_terrain_open(const buju_terrain *terrain, buju_ix cell);

/** The open cell whose middle is nearest to a point, at most reach_m away; the cell the point lies in comes first, then
 *  by distance, then by index. BUJU_NONE: a place in the sea, off the raster, or NaN. O(cells within reach). */
buju_ix buju_terrain_stand(const buju_terrain *terrain, double x_m, double y_m, double reach_m);

/* ---- search ---- */

/** Whose way is timed: up is not down. */
typedef enum buju_heading { BUJU_TO_SITES, BUJU_FROM_SITES } buju_heading;

/** What a search did: the same on every machine and on any number of threads. */
typedef struct buju_terrain_work {
  uint64_t settled; /* cells taken out of the queue: each reached cell once a search; of large rasters, which are
                       searched in bands of rows, one in a thousand again where a band heard late from its neighbour */
} buju_terrain_work;

/** For every cell the nearest site by time, then by index.
 *  @param site_cell  [sites] cells; BUJU_NONE and blocked ones serve nobody.
 *  @param limit_ms   inclusive; BUJU_FAR: none. Times beyond 74 hours are not told apart from BUJU_FAR.
 *  @param ms         [cells] the time, rounded up to the millisecond; BUJU_FAR where no site is within the limit.
 *  @param site       [cells], or NULL: the index of the site; BUJU_NONE where ms is BUJU_FAR.
 *  @param work       added to, or NULL. O(cells within the limit) after clearing; memory O(frontier). */
buju_status buju_terrain_nearest(buju_ctx *ctx, const buju_terrain *terrain, buju_ix sites, const buju_ix *site_cell,
                                 buju_heading heading, uint32_t limit_ms, uint32_t *ms, buju_ix *site,
                                 buju_terrain_work *work);

/** Takes what one site reaches: n cells, each once, and their times, in an order that is the same on every machine and
 *  about that of time. Called once for each site, from several threads at once for different sites: write only to what
 *  belongs to the site. The arrays live during the call. */
typedef buju_status (*buju_terrain_reached)(buju_ctx *ctx, void *user, buju_ix site, size_t n, const buju_ix *cell,
                                            const uint32_t *ms);

/** One search for each site, within an inclusive limit. The cost follows what is reached, not the raster: labels are
 *  cleared cell by cell. O(sites × cells reached), over the threads of ctx, 4 bytes a cell for each of them (of which
 *  only pages that are reached are touched).
 *  @return the first failure of reached, by site; BUJU_E_MEMORY. */
buju_status buju_terrain_each(buju_ctx *ctx, const buju_terrain *terrain, buju_ix sites, const buju_ix *site_cell,
                              buju_heading heading, uint32_t limit_ms, buju_terrain_reached reached, void *user,
                              buju_terrain_work *work);

/** All pairs within limit_ms, inclusive: row i of *times lists the places site i reaches, in ascending index, with
 * their milliseconds. BUJU_NONE cells reach nobody. The arrays live in arena. */
buju_status buju_terrain_within(buju_ctx *ctx, const buju_terrain *terrain, buju_ix sites, const buju_ix *site_cell,
                                buju_ix places, const buju_ix *place_cell, buju_heading heading, uint32_t limit_ms,
                                buju_arena *arena, buju_csr *times);

/** One trip from a cell to another. *cells and its *n, in arena, are the way from start to end; arena NULL: not wanted.
 *  *metres is its length on the map, rounded; UINT32_MAX when *ms is BUJU_FAR. Of several fastest ways one that is the
 *  same on every machine. */
buju_status buju_terrain_trip(buju_ctx *ctx, const buju_terrain *terrain, buju_ix from, buju_ix to, uint32_t limit_ms,
                              uint32_t *ms, uint32_t *metres, buju_arena *arena, size_t *n, buju_ix **cells);

/** A trip that is asked for, and its answer as buju_terrain_trip gives it. */
typedef struct buju_terrain_pair {
  buju_ix from, to; /* cells; BUJU_NONE: no trip */
  uint32_t ms, metres;
} buju_terrain_pair;

/** Single trips, however long. Those that share an end (their start or their goal, whichever has fewer different cells)
 *  share one search, which ends at the farthest of their other ends; if one of these cannot be reached, at the last
 *  cell that can. Of several fastest ways of different lengths one that depends on the trips asked for alone.
 *  O(n log n + cells of the searches + moves of the ways). */
buju_status buju_terrain_trips(buju_ctx *ctx, const buju_terrain *terrain, uint64_t n, buju_terrain_pair *pair,
                               buju_terrain_work *work);

/* ---- counting ---- */

/** People by time: within[l] is the sum over cells with ms ≤ limit_ms[l]; *all over all cells. Missing people
 *  (BUJU_PEOPLE_MISSING: no data) count nowhere. O(cells × limits). */
void buju_terrain_people_within(size_t cells, const uint32_t *ms, const buju_people_n *people, size_t limits,
                                const uint32_t *limit_ms, buju_people_n *within, buju_people_n *all);

#endif
