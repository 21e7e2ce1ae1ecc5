/* Coordinate reference systems: where coordinates come from and how they reach the target's metres.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_CRS_H
#define BUJU_LAYERS_CRS_H

#include <ogr_srs_api.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/say.h"
#include "layers/offset.h"

/** What a source's coordinates are. srs is owned (NULL for offset coordinates). */
typedef struct buju_crs {
  OGRSpatialReferenceH srs;
  buju_offset offset;
  bool geographic; /* degrees, longitude first once swap is applied */
  bool swap;       /* the source gives y before x */
  bool from_user;  /* crs: or output_crs:, not the file */
  char name[128];  /* "EPSG:4547", "GCJ-02", else the CRS's own name */
} buju_crs;

/** Zero-initialise before first use; fine on that too. */
void buju_crs_free(buju_crs *crs);

/** From `crs:` or `output_crs:` as written: EPSG:n (any authority PROJ has), WKT, PROJJSON, a PROJ string, GCJ-02,
 *  BD-09. Never opens a file or the network.
 *  @param where  names file or key in messages.
 *  @return BUJU_E_CRS, also for Beijing 1954 and Xi'an 1980 without a shift. */
buju_status buju_crs_from_text(buju_ctx *ctx, const char *text, const char *where, buju_crs *out);

/** From what GDAL found in the file; srs is copied. Proves that PROJ can use it. */
buju_status buju_crs_from_layer(buju_ctx *ctx, OGRSpatialReferenceH srs, const char *where, buju_crs *out);

/** The target in which distances are true enough: the CRS itself when projected in metres by a conformal projection of
 *  its own zone, else the CGCS2000 3° zone (UTM abroad) of the longitude and latitude. */
buju_status buju_crs_metric(buju_ctx *ctx, const buju_crs *crs, double lon, double lat, buju_crs *out);

/** Whether coordinates are in metres with a projection usable for distances. */
bool buju_crs_is_metric(const buju_crs *crs);

/** The CRS as WKT 2 in one line; the caller frees it with CPLFree. NULL when PROJ cannot say. */
char *buju_crs_wkt(const buju_crs *crs);

/** A way from one CRS to another. WGS 84 and CGCS2000 count as the same datum (they agree to centimetres); other datums
 *  go through PROJ to WGS 84. */
typedef struct buju_crs_way {
  buju_offset offset;
  bool swap;
  OGRCoordinateTransformationH first, second; /* either may be NULL: nothing to do */
} buju_crs_way;

buju_status buju_crs_way_open(buju_ctx *ctx, const buju_crs *from, const buju_crs *to, const char *where,
                              buju_crs_way *out);
void buju_crs_way_close(buju_crs_way *way);

/** Moves n points in place; those that cannot be moved become NaN. Returns how many those are. */
uint32_t buju_crs_move(const buju_crs_way *way, uint32_t n, double *x, double *y);

#endif
