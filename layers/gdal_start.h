/* Registering GDAL's drivers once. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_GDAL_START_H
#define BUJU_LAYERS_GDAL_START_H

/** Call before using GDAL; cheap after the first time, from any thread. */
void buju_gdal_start(void);

#endif
