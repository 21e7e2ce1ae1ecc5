/* Made-up counties: for samples, tests and benchmarks. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_SAMPLE_H
#define BUJU_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "buju/ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum buju_sample_kind {
  BUJU_SAMPLE_PLAIN,
  BUJU_SAMPLE_MOUNTAIN,
  BUJU_SAMPLE_TOWN,
  BUJU_SAMPLE_PASTORAL /* gacha villages of a few hundred people on hundreds of square kilometres each */
} buju_sample_kind;
typedef enum buju_sample_encoding { BUJU_SAMPLE_GBK, BUJU_SAMPLE_UTF8 } buju_sample_encoding;
typedef enum buju_sample_format { BUJU_SAMPLE_SHP, BUJU_SAMPLE_GPKG, BUJU_SAMPLE_GEOJSON } buju_sample_format;

enum { BUJU_SAMPLE_VILLAGES_MIN = 50, BUJU_SAMPLE_VILLAGES_MAX = 500000 };

/** What kind of county, and in which habit its files are written. All zero but villages is a good request. */
typedef struct buju_sample_spec {
  uint32_t villages; /* administrative villages, communities and farms together; 50 to 500,000 */
  uint64_t seed;     /* of everything that is made up */
  buju_sample_kind kind;
  buju_sample_encoding encoding; /* of the DBF and CSV files; GeoPackage and GeoJSON are UTF-8 by definition */
  buju_sample_format format;
  const char *crs;         /* "EPSG:n", "GCJ-02", "none" (grid metres, no .prj), or NULL: the CGCS2000 3° zone of the
                              county's province, without zone prefix */
  const char *county_name; /* NULL: a made-up name */
  const char *county_code; /* six digits, whose first two are a province; NULL: one nobody has, such as 379901 */
  const char *townships; /* names for the first townships: "东城街道、石桥镇*、柳河乡", '*' after those whose health
                            centre is a 中心卫生院; NULL: made up */
  const char *profile;   /* of scenario.yaml; NULL: xixian-2021 */
  const char *title;     /* of scenario.yaml; NULL: the county's name */
  uint32_t weak_clinics; /* how many village clinics fall short of standard; 0: under a half */
  bool force;            /* also into a folder that holds other files */
} buju_sample_spec;

/** Writes dir/scenario.yaml and dir/data/…: the same spec gives the same bytes, on every machine as long as crs does
 *  not ask for a transformation. What an earlier call wrote is replaced. A folder with other files is refused unless
 *  spec->force; then data files of the same name are replaced, a scenario.yaml of someone's own and everything else
 *  are kept. A failure may leave data behind, never a scenario.yaml. O(villages log villages) time, O(villages) memory:
 *  under 1 kB a village.
 *  @return BUJU_E_USAGE for a spec that cannot be met or a folder that is not ours, BUJU_E_CRS, BUJU_E_IO. */
buju_status buju_sample_write(buju_ctx *ctx, const buju_sample_spec *spec, const char *dir);

#ifdef __cplusplus
}
#endif
#endif
