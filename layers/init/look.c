/* Listing a folder and reading what is in it. SPDX-License-Identifier: Apache-2.0 */
#include "layers/init/look.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "layers/census.h"
#include "layers/gdal_start.h"
#include "layers/gdal_trap.h"
#include "layers/source_open.h"
#include "layers/vsi_file.h"

enum { FILES_MAX = 2000, DEPTH_MAX = 2 };

static const uint64_t bytes_max = UINT64_C(2) << 30; /* larger files are not read to guess what they are */

static const char archive_prefix[] = "/vsizip/";

typedef struct looking {
  buju_ctx *ctx;
  buju_ctx *quiet; /* failures of single files are noted, not reported */
  buju_arena *arena;
  size_t root; /* length of the folder's own path and its slash */
  size_t files;
  buju_vec found; /* of buju_found */
} looking;

static bool ends_in(const char *path, const char *const *endings) {
  size_t n = strlen(path);
  for (size_t i = 0; endings[i] != NULL; i++) {
    size_t e = strlen(endings[i]);
    if (n > e && EQUAL(path + n - e, endings[i])) return true;
  }
  return false;
}

static const char *join(buju_arena *arena, const char *folder, const char *name) {
  size_t a = strlen(folder), b = strlen(name);
  char *path = buju_arena_alloc(arena, a + b + 2, 1);
  if (path == NULL) return NULL;
  memcpy(path, folder, a);
  path[a] = '/';
  memcpy(path + a + 1, name, b);
  return path;
}

/* The path from the folder on; archives are opened by a longer one. */
static const char *shown_of(const looking *look, const char *path) {
  size_t archive = strlen(archive_prefix);
  return path + look->root + (strncmp(path, archive_prefix, archive) == 0 ? archive : 0);
}

static buju_status add(looking *look, buju_found found) {
  buju_found *row = buju_vec_push(&look->found, sizeof *row);
  if (row == NULL) return buju_fail_memory(look->ctx);
  *row = found;
  return BUJU_OK;
}

/* The failure the quiet context holds, kept. */
static const char *take_failure(looking *look) {
  const char *line = buju_arena_text(look->arena, buju_ctx_error(look->quiet));
  buju_ctx_clear(look->quiet);
  return line;
}

static buju_geometry geometry_of(const buju_raw *raw) {
  static const buju_geometry kinds[] = {[BUJU_ROW_EMPTY] = BUJU_NO_GEOMETRY,
                                        [BUJU_ROW_POINT] = BUJU_POINTS,
                                        [BUJU_ROW_LINE] = BUJU_LINES,
                                        [BUJU_ROW_POLYGON] = BUJU_POLYGONS,
                                        [BUJU_ROW_OTHER] = BUJU_NO_GEOMETRY};
  for (buju_ix r = 0; raw->shape != NULL && r < raw->table.n; r++)
    if (kinds[raw->shape[r].kind] != BUJU_NO_GEOMETRY) return kinds[raw->shape[r].kind];
  return BUJU_NO_GEOMETRY;
}

static buju_status look_at_crs(looking *look, buju_reading *reading, const buju_raw *raw, buju_found *found) {
  char how[256] = "";
  buju_census census = {0};
  buju_crs crs = {0};
  buju_status status = buju_census_take(reading, raw, &census);
  if (status == BUJU_OK) status = buju_census_crs(reading, raw, &census, &crs, how, sizeof how);
  found->crs_from_file = status == BUJU_OK && raw->srs != NULL;
  if (status == BUJU_OK)
    found->crs = buju_arena_text(look->arena, found->crs_from_file ? how : crs.name);
  else if (status != BUJU_E_MEMORY)
    found->crs_why = take_failure(look);
  buju_crs_free(&crs);
  buju_census_free(&census);
  return found->crs != NULL || found->crs_why != NULL ? BUJU_OK : buju_fail_memory(look->ctx);
}

/* Reads one layer as a plan would, up to the point where coordinates are moved. */
static buju_status read_found(looking *look, buju_found *found) {
  const buju_scenario scenario = {0};
  const buju_input input = {.path = found->path,
                            .shown = found->shown,
                            .layer = found->sheet ? NULL : found->layer,
                            .sheet = found->sheet ? found->layer : NULL,
                            .people_unit = 1};
  buju_findings findings = {.arena = look->arena};
  buju_reading reading = {.ctx = look->quiet,
                          .scenario = &scenario,
                          .input = &input,
                          .findings = &findings,
                          .arena = look->arena,
                          .intern = {.arena = look->arena},
                          .file = found->shown};
  buju_source_place place = {0};
  buju_raw raw = {0};
  buju_status status = buju_source_locate(&reading, &place);
  if (status == BUJU_OK) status = buju_source_raw(&reading, &place, &raw);
  if (status == BUJU_OK) {
    found->table = raw.table;
    found->geometry = geometry_of(&raw);
    if (found->geometry != BUJU_NO_GEOMETRY) status = look_at_crs(look, &reading, &raw, found);
  } else if (status != BUJU_E_MEMORY) {
    found->why_not = take_failure(look);
    status = found->why_not != NULL ? BUJU_OK : BUJU_E_MEMORY;
  }
  buju_raw_free(&raw);
  buju_intern_free(&reading.intern);
  buju_vec_free(&findings.rows);
  return status == BUJU_E_MEMORY ? buju_fail_memory(look->ctx) : status;
}

static buju_status look_at(looking *look, const char *path, const char *layer, bool sheet) {
  buju_found found = {.path = path, .shown = shown_of(look, path), .layer = layer, .sheet = sheet};
  buju_status status = read_found(look, &found);
  return status == BUJU_OK ? add(look, found) : status;
}

/* Files that may hold several layers: each of them; the only one goes without its name. */
static buju_status look_at_layers(looking *look, const char *path, bool sheet) {
  buju_status status = BUJU_OK;
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  int n = dataset != NULL ? GDALDatasetGetLayerCount(dataset) : 0;
  if (n <= 1) status = look_at(look, path, NULL, sheet);
  for (int i = 0; n > 1 && i < n && status == BUJU_OK; i++) {
    const char *name = buju_arena_text(look->arena, OGR_L_GetName(GDALDatasetGetLayer(dataset, i)));
    status = name != NULL ? look_at(look, path, name, sheet) : buju_fail_memory(look->ctx);
  }
  if (dataset != NULL) GDALClose(dataset);
  return status;
}

static bool exists_beside(const looking *look, const char *path, const char *ending) {
  char *other = buju_arena_text(look->arena, path);
  size_t n = strlen(path);
  uint64_t bytes;
  if (other == NULL || n < 4) return false;
  memcpy(other + n - 4, ending, 4);
  return buju_vsi_size(other, &bytes);
}

static buju_status look_at_file(looking *look, const char *path, uint64_t bytes) {
  static const char *const several[] = {".gpkg", NULL}, *const books[] = {".xlsx", ".xls", ".ods", NULL};
  static const char *const rasters[] = {".tif", ".tiff", ".img", ".asc", NULL}, *const dbf[] = {".dbf", NULL};
  static const char *const single[] = {".shp", ".geojson", ".json", ".csv", ".tab",
                                       ".mif", ".kml",     ".gml",  ".fgb", NULL};
  static const char *const osm[] = {".pbf", ".osm", NULL};
  BUJU_MSG(too_large, "{0}：超过 2 GB，未读取", "{0}: more than 2 GB, not read");
  if (ends_in(path, rasters))
    return add(look, (buju_found){.path = path, .shown = shown_of(look, path), .raster = true});
  if (ends_in(path, osm))
    return add(look, (buju_found){.path = path, .shown = shown_of(look, path), .osm = true, .geometry = BUJU_LINES});
  bool table = ends_in(path, dbf) && !exists_beside(look, path, ".shp") && !exists_beside(look, path, ".SHP");
  bool known = table || ends_in(path, several) || ends_in(path, books) || ends_in(path, single);
  if (!known) return BUJU_OK;
  if (bytes > bytes_max) {
    buju_fail(look->quiet, BUJU_E_LIMIT, BUJU_SAY(too_large, buju_text(shown_of(look, path))));
    return add(look, (buju_found){.path = path, .shown = shown_of(look, path), .why_not = take_failure(look)});
  }
  if (ends_in(path, several) || ends_in(path, books)) return look_at_layers(look, path, ends_in(path, books));
  return look_at(look, path, NULL, false);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static buju_status look_in(looking *look, const char *folder, int depth);

static buju_status look_in_archive(looking *look, const char *path, int depth) {
  const char *inside = join(look->arena, "/vsizip", path);
  if (inside == NULL) return buju_fail_memory(look->ctx);
  return depth < DEPTH_MAX ? look_in(look, inside, depth + 1) : BUJU_OK;
}

/* Hidden files, and what a spreadsheet leaves beside a workbook while it is open. */
static bool is_passed_over(const char *name) { return name[0] == '.' || strncmp(name, "~$", 2) == 0; }

static buju_status look_in(looking *look, const char *folder, int depth) {
  BUJU_MSG(too_many, "{0}：文件过多（超过 2000 个）；请只留下规划用的图层和表格",
           "{0}: more than 2,000 files; keep only the layers and tables the plan is made from");
  static const char *const zip[] = {".zip", NULL};
  char **names = VSIReadDir(folder);
  int n = CSLCount(names);
  uint64_t bytes;
  buju_status status = BUJU_OK;
  if (n > 0) qsort(names, (size_t)n, sizeof *names, by_name);
  for (int i = 0; i < n && status == BUJU_OK; i++) {
    const char *path = is_passed_over(names[i]) ? "" : join(look->arena, folder, names[i]);
    if (path == NULL) status = buju_fail_memory(look->ctx);
    if (path == NULL || *path == '\0') continue;
    if (++look->files > FILES_MAX)
      status = buju_fail(look->ctx, BUJU_E_LIMIT, BUJU_SAY(too_many, buju_text(folder)));
    else if (buju_vsi_size(path, &bytes))
      status = ends_in(path, zip) ? look_in_archive(look, path, depth) : look_at_file(look, path, bytes);
    else if (depth < DEPTH_MAX)
      status = look_in(look, path, depth + 1);
  }
  CSLDestroy(names);
  return status;
}

buju_status buju_look(buju_ctx *ctx, const char *dir, buju_arena *arena, buju_found **out, buju_ix *n) {
  BUJU_MSG(no_folder, "{0}：不是可以读取的文件夹", "{0}: not a folder that can be read");
  looking look = {.ctx = ctx, .arena = arena, .root = strlen(dir) + 1, .quiet = buju_ctx_new()};
  struct stat info;
  void *found;
  if (look.quiet == NULL) return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  if (stat(dir, &info) != 0 || !S_ISDIR(info.st_mode))
    status = buju_fail(ctx, BUJU_E_OPEN, BUJU_SAY(no_folder, buju_text(dir)));
  buju_gdal_trap trap;
  buju_ctx_set_lang(look.quiet, buju_ctx_lang(ctx));
  buju_gdal_start();
  buju_gdal_trap_open(&trap);
  if (status == BUJU_OK) status = look_in(&look, dir, 1);
  buju_gdal_trap_close();
  buju_ctx_free(look.quiet);
  buju_ix count = (buju_ix)look.found.n;
  if (status == BUJU_OK && !buju_vec_freeze(&look.found, sizeof **out, arena, &found)) status = buju_fail_memory(ctx);
  buju_vec_free(&look.found);
  if (status != BUJU_OK) return status;
  *out = found;
  *n = count;
  return BUJU_OK;
}

buju_status buju_crs_usable(buju_ctx *ctx, const char *crs) {
  buju_crs parsed = {0};
  buju_status status = buju_crs_from_text(ctx, crs, "--crs", &parsed);
  buju_crs_free(&parsed);
  return status;
}
