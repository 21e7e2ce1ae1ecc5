/* What a .prj means, asked of PROJ once. SPDX-License-Identifier: Apache-2.0 */
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "layers/source_open.h"
#include "layers/source_read.h"
#include "layers/vsi_file.h"

void buju_crs_target_free(buju_crs_target *target) {
  if (target->prj_srs != NULL) OSRDestroySpatialReference(target->prj_srs);
  free(target->prj);
  *target = (buju_crs_target){0};
}

/* GDAL looks every .prj up among all the CRSs PROJ knows, which takes longer than to read a thousand shapes; the layers
 * of a county mostly have the same one. */
OGRSpatialReferenceH buju_prj_srs(const buju_reading *reading, const char *path, void *layer, bool *known) {
  buju_crs_target *target = reading->target;
  char prj_path[BUJU_PATH_BYTES];
  unsigned char *prj = NULL;
  size_t bytes = 0;
  bool told = target != NULL && buju_source_sibling(path, "prj", prj_path) &&
              buju_vsi_load(NULL, prj_path, prj_path, &prj, &bytes) == BUJU_OK;
  *known = told && target->prj != NULL && bytes == target->prj_bytes && memcmp(prj, target->prj, bytes) == 0;
  OGRSpatialReferenceH srs = *known ? target->prj_srs : OGR_L_GetSpatialRef(layer);
  if (srs != NULL) srs = OSRClone(srs);
  if (told && !*known && srs != NULL) {
    buju_crs_target was = *target;
    target->prj = prj;
    target->prj_bytes = bytes;
    target->prj_srs = OSRClone(srs);
    prj = was.prj;
    if (was.prj_srs != NULL) OSRDestroySpatialReference(was.prj_srs);
  }
  free(prj);
  return srs;
}
