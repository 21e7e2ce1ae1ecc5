/* Rasters of terrain: any format GDAL reads, in windows, brought to the cells asked for. Values stay what the file
 * says;
 * what they mean is for the planner. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_TERRAIN_RASTER_H
#define BUJU_LAYERS_TERRAIN_RASTER_H

#include "core/raster.h"
#include "layers/crs.h"

/** An open raster: its first band. Not to be shared between threads. */
typedef struct buju_raster_file buju_raster_file;

/** Opens a raster file, or one in an archive under /vsizip/.
 *  @param crs  as in `crs:` of a scenario, or NULL: the file's own.
 *  @param out  the caller frees it with buju_raster_close (NULL is fine); set only on success.
 *  @return BUJU_E_OPEN (not a raster, no band), BUJU_E_CRS (none, old datum, GCJ-02 or BD-09, which bend rasters),
 *          BUJU_E_DATA (no place on earth: no geotransform). Nothing is read yet. */
buju_status buju_raster_open(buju_ctx *ctx, const char *path, const char *crs, buju_raster_file **out);
void buju_raster_close(buju_raster_file *file);

/** Borrowed from the file. */
const buju_crs *buju_raster_file_crs(const buju_raster_file *file);

/** An area, in metres of some CRS. */
typedef struct buju_raster_area {
  double west_m, south_m, east_m, north_m;
} buju_raster_area;

/** The cells to work on: the part of the file that lies in an area widened by margin_m.
 *  @param crs     of the area and of the cells; in metres.
 *  @param area    NULL: all of the file.
 *  @param cell_m  the side of cells; 0: the file's own. In the file's own CRS the cells are then the file's own too.
 *  @return BUJU_E_DATA when the file covers nothing of the area, BUJU_E_LIMIT for over BUJU_RASTER_CELLS_MAX cells (how
 *          many, and which side would do). */
buju_status buju_raster_lay_out(buju_ctx *ctx, const buju_raster_file *file, const buju_crs *crs,
                                const buju_raster_area *area, double margin_m, double cell_m, buju_raster *out);

/** How cells that are not the file's own get their values. */
typedef enum buju_resampling {
  BUJU_NEAREST, /* of the cell their middle lies in: classes */
  BUJU_BILINEAR /* between the four around it that have data; the mean of many where the file is finer: heights */
} buju_resampling;

/** What was met, in cells; they add up to all of them. */
typedef struct buju_raster_seen {
  uint64_t with_data;
  uint64_t no_data; /* holes: no-data values, masks, NaN */
  uint64_t outside; /* beyond the file's edge */
} buju_raster_seen;

/** Reads the values of cells, window by window: memory follows the cells, not the file.
 *  @param crs   of the cells.
 *  @param value [cells]; NaN without data. Exact for integers up to 2^24.
 *  @return BUJU_E_OPEN when the file breaks off, BUJU_E_CRS, BUJU_E_MEMORY. O(cells + the file's cells beneath). */
buju_status buju_raster_read(buju_ctx *ctx, buju_raster_file *file, const buju_crs *crs, const buju_raster *raster,
                             buju_resampling how, float *value, buju_raster_seen *seen);

/** What became of a raster's people. inside + outside is the sum of the file's cells that were looked at, to half a
 *  thousandth. */
typedef struct buju_raster_people {
  buju_people_n inside, outside; /* of the cells asked for; outside: in the file's cells that only touch them */
  uint64_t no_data;              /* cells of the file without a number */
  uint64_t negative;             /* cells of the file with people below 0: taken for 0 */
} buju_raster_people;

/** Brings people in a raster (a number for each of its cells) to other cells, so that nobody is lost: each cell of the
 *  file is cut into pieces at most half as wide as a cell asked for, with an equal share of its people; a piece goes
 * where its middle lies.
 *  @param people [cells]; BUJU_PEOPLE_MISSING where no piece with a number fell.
 *  O(cells + pieces). */
buju_status buju_raster_read_people(buju_ctx *ctx, buju_raster_file *file, const buju_crs *crs,
                                    const buju_raster *raster, buju_people_n *people, buju_raster_people *seen);

#endif
