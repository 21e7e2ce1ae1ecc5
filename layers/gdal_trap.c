/* Catching GDAL's complaints on the calling thread. SPDX-License-Identifier: Apache-2.0 */
#include "layers/gdal_trap.h"

#include <cpl_error.h>
#include <stdio.h>

static void CPL_STDCALL note(CPLErr class, CPLErrorNum number, const char *message) {
  (void)number;
  buju_gdal_trap *trap = CPLGetErrorHandlerUserData();
  if (class == CE_Warning) {
    if (trap->warnings++ == 0 && trap->failures == 0) snprintf(trap->first, sizeof trap->first, "%s", message);
  } else if (class >= CE_Failure) {
    if (trap->failures++ == 0) snprintf(trap->first, sizeof trap->first, "%s", message);
  }
}

void buju_gdal_trap_open(buju_gdal_trap *trap) {
  *trap = (buju_gdal_trap){0};
  CPLPushErrorHandlerEx(note, trap);
}

void buju_gdal_trap_close(void) {
  CPLPopErrorHandler();
  CPLErrorReset();
}
