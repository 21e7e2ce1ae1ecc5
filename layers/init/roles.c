/* Casting by points: a telling file name, telling columns; geometry must fit. SPDX-License-Identifier: Apache-2.0 */
#include "layers/init/roles.h"

#include <stdlib.h>
#include <string.h>

#include "layers/region/text.h"

enum {
  NAMED = 100,     /* the file's or the layer's own name says it */
  TELLING = 20,    /* a column that only this role has */
  SUPPORTING = 10, /* a column that this role has, others too */
  ENOUGH = 40,
};

enum {
  TABLE = 1 << BUJU_NO_GEOMETRY,
  POINTS = 1 << BUJU_POINTS,
  LINES = 1 << BUJU_LINES,
  POLYGONS = 1 << BUJU_POLYGONS
};

/* What a role looks like. Words are folded; "-word" speaks against it. named_only: columns alone do not make it. */
static const struct role {
  unsigned geometries;
  bool raster, named_only;
  const char *words;
  buju_field telling[4], supporting[8]; /* end at BUJU_FIELDS */
} roles[BUJU_INPUT_ROLES] = {
    [BUJU_INPUT_VILLAGES] = {POINTS | POLYGONS,
                             false,
                             false,
                             "行政村|村界|村委|村级|村庄|xzc|village|-自然村|-卫生室|-医|-点位|-settlement",
                             {BUJU_FIELD_CATEGORY, BUJU_FIELD_THC_SEAT, BUJU_FIELD_CONVERTED, BUJU_FIELDS},
                             {BUJU_FIELD_CODE, BUJU_FIELD_NAME, BUJU_FIELD_TOWNSHIP, BUJU_FIELD_PEOPLE_RESIDENT,
                              BUJU_FIELD_PEOPLE_REGISTERED, BUJU_FIELD_DEMOLITION_YEAR, BUJU_FIELDS}},
    [BUJU_INPUT_TOWNSHIPS] = {POLYGONS | POINTS,
                              false,
                              true,
                              "乡镇|街道|镇界|乡界|township|town|street|-卫生院|-医|-村",
                              {BUJU_FIELDS},
                              {BUJU_FIELD_CODE, BUJU_FIELD_NAME, BUJU_FIELDS}},
    [BUJU_INPUT_COUNTY] = {POLYGONS,
                           false,
                           true,
                           "县界|区界|县域|区县|county|district|-村|-乡|-镇",
                           {BUJU_FIELDS},
                           {BUJU_FIELD_CODE, BUJU_FIELD_NAME, BUJU_FIELDS}},
    [BUJU_INPUT_SETTLEMENTS] = {POINTS | POLYGONS,
                                false,
                                true,
                                "居民点|自然村|村民小组|村组|屯|小区|settlement|hamlet|residential",
                                {BUJU_FIELDS},
                                {BUJU_FIELD_PEOPLE_RESIDENT, BUJU_FIELD_VILLAGE, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELDS}},
    [BUJU_INPUT_ESTATES] = {TABLE | POINTS | POLYGONS,
                            false,
                            false,
                            "新建小区|楼盘|新建住宅|estate",
                            {BUJU_FIELD_FROM_YEAR, BUJU_FIELDS},
                            {BUJU_FIELD_PEOPLE_RESIDENT, BUJU_FIELDS}},
    [BUJU_INPUT_POPULATION] = {TABLE,
                               true,
                               true,
                               "人口|户籍|常住|population|people|worldpop|census|-医|-卫生",
                               {BUJU_FIELDS},
                               {BUJU_FIELD_PEOPLE_RESIDENT, BUJU_FIELD_PEOPLE_REGISTERED, BUJU_FIELD_CODE,
                                BUJU_FIELDS}},
    [BUJU_INPUT_FACILITIES] = {TABLE | POINTS,
                               false,
                               false,
                               "医疗|卫生|医院|诊所|机构|clinic|facilit|health|hospital|-医生|-人员|-村医|-巡诊",
                               {BUJU_FIELD_KIND, BUJU_FIELD_PUBLIC_OWNED, BUJU_FIELD_ESSENTIAL_MEDICINES, BUJU_FIELDS},
                               {BUJU_FIELD_NAME, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE, BUJU_FIELD_INTEGRATED,
                                BUJU_FIELD_FLOOR_AREA, BUJU_FIELD_PUBLIC_HEALTH, BUJU_FIELDS}},
    [BUJU_INPUT_DOCTORS] = {TABLE,
                            false,
                            false,
                            "医生|村医|人员|医师|台账|doctor|staff|physician|-巡诊",
                            {BUJU_FIELD_GRADE, BUJU_FIELD_BIRTH, BUJU_FIELDS},
                            {BUJU_FIELD_NAME, BUJU_FIELD_FACILITY, BUJU_FIELD_FACILITY_CODE, BUJU_FIELDS}},
    [BUJU_INPUT_PROGRESS] = {TABLE | POINTS,
                             false,
                             true,
                             "进展|进度|建设台账|项目台账|年度任务|上年计划|actions|progress",
                             {BUJU_FIELDS},
                             {BUJU_FIELD_ACTION, BUJU_FIELD_PROGRESS, BUJU_FIELD_YEAR, BUJU_FIELD_CODE, BUJU_FIELDS}},
    [BUJU_INPUT_ROUNDS] = {TABLE | POINTS,
                           false,
                           true,
                           "巡诊|rounds",
                           {BUJU_FIELD_INTERVAL, BUJU_FIELDS},
                           {BUJU_FIELD_VILLAGE, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_FACILITY, BUJU_FIELD_WEEKDAY,
                            BUJU_FIELDS}},
    [BUJU_INPUT_PREMISES] = {TABLE | POINTS | POLYGONS,
                             false,
                             true,
                             "用房|房舍|闲置|空置|premises|vacant",
                             {BUJU_FIELD_IDLE, BUJU_FIELDS},
                             {BUJU_FIELD_NAME, BUJU_FIELD_VILLAGE, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_FLOOR_AREA,
                              BUJU_FIELDS}},
    [BUJU_INPUT_ROADS] =
        {LINES,
         false,
         false,
         "道路|公路|路网|国道|省道|县道|乡道|村道|road|highway|street|osm|-河流|-水系|-沟渠|-铁路|-管线|-边界|-等高|"
         "-river|-rail|-contour|-boundary",
         {BUJU_FIELD_CLASS, BUJU_FIELD_ONE_WAY, BUJU_FIELD_SPEED, BUJU_FIELDS},
         {BUJU_FIELD_NAME, BUJU_FIELD_ROUTE, BUJU_FIELD_BRIDGE, BUJU_FIELD_TUNNEL, BUJU_FIELDS}},
    [BUJU_INPUT_DEM] = {0, true, true, "dem|高程|elev|srtm|aster", {BUJU_FIELDS}, {BUJU_FIELDS}},
    [BUJU_INPUT_LAND_COVER] =
        {0, true, true, "土地覆盖|地表覆盖|土地利用|landcover|lulc|globeland|worldcover", {BUJU_FIELDS}, {BUJU_FIELDS}},
    [BUJU_INPUT_BARRIERS] = {LINES | POLYGONS, false, true, "障碍|barrier", {BUJU_FIELDS}, {BUJU_FIELDS}},
};

/* Points for the words of a role in a name; against counts even when something speaks for it. */
static int name_points(const char *words, const char *name) {
  char word[64];
  int points = 0;
  for (const char *at = words; *at != '\0';) {
    size_t n = strcspn(at, "|");
    bool against = *at == '-';
    memcpy(word, at + against, n - against);
    word[n - against] = '\0';
    if (strstr(name, word) != NULL) {
      if (against) return -NAMED;
      points = NAMED;
    }
    at += n + (at[n] == '|');
  }
  return points;
}

static int field_points(const buju_fields *fields, const buju_field *list, int each) {
  int points = 0;
  for (size_t i = 0; list[i] != BUJU_FIELDS; i++)
    if (fields->how[list[i]] == BUJU_FIELD_SURE) points += each;
  return points;
}

/* The file's own name and the layer's, folded; folders say what a file is as well, but less often. */
static const char *folded_name(buju_arena *scratch, const buju_found *found) {
  const char *slash = strrchr(found->shown, '/'), *name = slash != NULL ? slash + 1 : found->shown;
  const char *dot = strrchr(name, '.');
  size_t n = dot != NULL ? (size_t)(dot - name) : strlen(name), m = found->layer != NULL ? strlen(found->layer) : 0;
  char *both = buju_arena_alloc(scratch, n + m + 1, 1);
  if (both == NULL) return NULL;
  memcpy(both, name, n);
  if (m > 0) memcpy(both + n, found->layer, m);
  return buju_text_fold(scratch, both);
}

typedef struct offer {
  int points;
  buju_ix found;
  int role;
  buju_fields fields;
} offer;

static int by_points(const void *a, const void *b) {
  const offer *x = a, *y = b;
  if (x->points != y->points) return x->points < y->points ? 1 : -1;
  if (x->role != y->role) return x->role - y->role;
  return (x->found > y->found) - (x->found < y->found);
}

static buju_status rate(buju_ctx *ctx, const buju_found *found, const char *name, int role, offer *out) {
  const struct role *r = &roles[role];
  int named = name_points(r->words, name);
  out->points = 0;
  if (found->why_not != NULL) return BUJU_OK;
  if (found->raster) {
    if (r->raster && named > 0) out->points = named;
    return BUJU_OK;
  }
  if ((r->geometries & 1u << found->geometry) == 0) return BUJU_OK;
  buju_status status = buju_fields_guess(ctx, (buju_input_role)role, &found->table, &out->fields);
  if (status != BUJU_OK) return status;
  if (found->osm) named = role == BUJU_INPUT_ROADS ? NAMED : 0;
  int points =
      named + field_points(&out->fields, r->telling, TELLING) + field_points(&out->fields, r->supporting, SUPPORTING);
  if (points >= ENOUGH && (named > 0 || !r->named_only)) out->points = points;
  return BUJU_OK;
}

static buju_status rate_all(buju_ctx *ctx, const buju_found *found, buju_ix n, offer *offers, size_t *count) {
  buju_arena *scratch = buju_arena_new();
  buju_status status = scratch != NULL ? BUJU_OK : buju_fail_memory(ctx);
  *count = 0;
  for (buju_ix f = 0; f < n && status == BUJU_OK; f++) {
    const char *name = folded_name(scratch, &found[f]);
    if (name == NULL) status = buju_fail_memory(ctx);
    for (int role = 0; role < BUJU_INPUT_ROLES && status == BUJU_OK; role++) {
      offer *next = &offers[*count];
      *next = (offer){.found = f, .role = role};
      status = rate(ctx, &found[f], name, role, next);
      if (next->points > 0) ++*count;
    }
  }
  buju_arena_free(scratch);
  return status;
}

buju_status buju_cast_roles(buju_ctx *ctx, const buju_found *found, buju_ix n, buju_cast cast[BUJU_INPUT_ROLES]) {
  size_t count = 0;
  offer *offers = calloc((size_t)n * BUJU_INPUT_ROLES + 1, sizeof *offers);
  bool *taken = calloc((size_t)n + 1, sizeof *taken);
  buju_status status =
      offers != NULL && taken != NULL ? rate_all(ctx, found, n, offers, &count) : buju_fail_memory(ctx);
  for (int role = 0; role < BUJU_INPUT_ROLES; role++) cast[role].found = BUJU_NONE;
  if (status == BUJU_OK) qsort(offers, count, sizeof *offers, by_points);
  for (size_t i = 0; i < count && status == BUJU_OK; i++) {
    if (taken[offers[i].found] || cast[offers[i].role].found != BUJU_NONE) continue;
    taken[offers[i].found] = true;
    cast[offers[i].role] = (buju_cast){offers[i].found, offers[i].fields};
  }
  free(taken);
  free(offers);
  return status;
}
