/* A first scenario from a folder of layers. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_INIT_H
#define BUJU_INIT_H

#include "buju/catalogue.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct buju_init_spec {
  const char *profile; /* an id, or the path of a YAML file */
  const char *from;    /* the folder with the layers and tables; its folders one level deep and zip archives count */
  const char *out;     /* the folder scenario.yaml is written to; made when it is not there */
  const char *crs;     /* of layers that name none: "GCJ-02", "EPSG:4547"; NULL: guessed */
  const char *as_of;   /* YYYY-MM-DD */
} buju_init_spec;

/** Looks at the layers, guesses which is which and what their columns mean, and writes a commented scenario that runs
 *  as it stands. Nothing that is there is overwritten.
 *  @param put   takes what was recognised and what was not, in the context's language.
 *  @param user  handed on to put.
 *  @return BUJU_E_DATA when no layer of villages is recognised;
 *          BUJU_E_IO when out holds a scenario.yaml already or cannot be written;
 *          BUJU_E_OPEN when from is no folder that can be read;
 *          BUJU_E_CRS for a crs, BUJU_E_SCENARIO for a profile or a day that cannot be used.
 *          O(bytes of the tables). */
buju_status buju_init(buju_ctx *ctx, const buju_init_spec *spec, buju_put put, void *user);

#ifdef __cplusplus
}
#endif
#endif
