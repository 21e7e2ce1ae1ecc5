/* What GDAL, PROJ through GDAL, and OGR complain about, caught instead of printed. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_GDAL_TRAP_H
#define BUJU_LAYERS_GDAL_TRAP_H

#include <stdint.h>

/** Complaints between open and close on this thread. Traps nest; each must be closed by its opener. */
typedef struct buju_gdal_trap {
  uint32_t failures, warnings;
  char first[512]; /* the first failure, else the first warning, else "" */
} buju_gdal_trap;

/** trap must stay where it is until it is closed. */
void buju_gdal_trap_open(buju_gdal_trap *trap);
void buju_gdal_trap_close(void);

#endif
