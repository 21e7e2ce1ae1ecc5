/* The offset coordinates of Chinese web maps, and back. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OFFSET_H
#define BUJU_LAYERS_OFFSET_H

#include <stddef.h>

/** GCJ-02 (Amap, Tencent, Google China) and BD-09 (Baidu) displace longitude and latitude by 100–700 m inside China.
 *  Neither has a published definition or an EPSG code; these are the widely used reconstructions. */
typedef enum buju_offset { BUJU_NO_OFFSET, BUJU_GCJ02, BUJU_BD09 } buju_offset;

/** WGS 84 degrees to offset degrees, in place; outside China unchanged. */
void buju_offset_apply(buju_offset offset, double *lon, double *lat);

/** Offset degrees to WGS 84 degrees, in place, by fixed-point iteration: apply(remove(x)) = x to 1e-10 degrees (0.01
 * mm). Outside China unchanged. */
void buju_offset_remove(buju_offset offset, double *lon, double *lat);

#endif
