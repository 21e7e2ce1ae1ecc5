/* Registering GDAL's drivers once. SPDX-License-Identifier: Apache-2.0 */
#include "layers/gdal_start.h"

#include <gdal.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void) { GDALAllRegister(); }

void buju_gdal_start(void) { pthread_once(&once, start); }
