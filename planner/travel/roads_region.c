/* A region's roads become its network; whom the network does not serve. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/travel/roads.h"

static const buju_finding_kind unusable = {
    "roads_unusable",
    BUJU_WARNING,
    {"道路数据中没有可以通行的线", "the road data hold no line that can be travelled"},
    {"时间按直线测算", "times are measured by the straight line"}};
static const buju_finding_kind none_to_join = {
    "roads_closed",
    BUJU_WARNING,
    {"没有可供接入的道路：{0}", "there is no road to join: {0}"},
    {"该方式的时间按直线测算", "times of this mode are measured by the straight line"}};
static const buju_finding_kind village_off = {
    "village_off_network",
    BUJU_WARNING,
    {"{0}离最近的道路 {1} 米，超过 {2} 米（{3}）", "{0} is {1} m from the nearest road, more than {2} m ({3})"},
    {"与之往返的时间按直线测算；限值见 travel.join_m",
     "trips to and from it are measured by the straight line; travel.join_m is the limit"}};
static const buju_finding_kind settlements_off = {
    "settlements_off_network",
    BUJU_NOTE,
    {"{0}：{2} 处居民点中 {1} 处离最近的道路超过 {3} 米（{4}）",
     "{0}: {1} of {2} settlement{2?|s} {1?is|are} more than {3} m from the nearest road ({4})"},
    {"与之往返的时间按直线测算；限值见 travel.join_m",
     "trips to and from them are measured by the straight line; travel.join_m is the limit"}};
static const buju_finding_kind facility_off = {
    "facility_off_network",
    BUJU_WARNING,
    {"{0}离最近的道路 {1} 米，超过 {2} 米（{3}）", "{0} is {1} m from the nearest road, more than {2} m ({3})"},
    {"与之往返的时间按直线测算；限值见 travel.join_m",
     "trips to and from it are measured by the straight line; travel.join_m is the limit"}};
static const buju_finding_kind village_cut_off = {
    "village_cut_off",
    BUJU_WARNING,
    {"{0}所接的道路与主网不连通（{1}）", "the roads {0} joins do not lead to the main network ({1})"},
    {"主网上的机构视为到不了", "what lies on the main network counts as out of reach"}};
static const buju_finding_kind settlements_cut_off = {
    "settlements_cut_off",
    BUJU_WARNING,
    {"{0}：{2} 处居民点中 {1} 处所接的道路与主网不连通（{3}）",
     "{0}: the roads that {1} of {2} settlement{2?|s} {1?joins|join} do not lead to the main network ({3})"},
    {"主网上的机构视为到不了", "what lies on the main network counts as out of reach"}};
static const buju_finding_kind facility_cut_off = {
    "facility_cut_off",
    BUJU_WARNING,
    {"{0}所接的道路与主网不连通（{1}）", "the roads {0} joins do not lead to the main network ({1})"},
    {"从主网视为到不了", "it counts as out of reach from the main network"}};

/* What is told of a village or a facility is told once: of the first mode it is true of. */
typedef struct telling {
  buju_ctx *ctx;
  const buju_travel_spec *spec;
  buju_region *region;
  buju_usage usage;
  buju_joiner joiner; /* of the usage */
  buju_mode mode;
  buju_place_join *join; /* room for the largest set of places */
  bool *village_told, *facility_told;
} telling;

static buju_status tell(const telling *t, const buju_finding_kind *kind, const char *code, buju_said args) {
  buju_finding finding = {.kind = kind, .file = t->region->road.file, .code = code, .row = -1};
  for (int i = 0; i < BUJU_SAID_ARGS; i++) finding.arg[i] = args.arg[i];
  return buju_find(t->ctx, &t->region->findings, finding);
}

static buju_arg mode_name(const telling *t) { return buju_word(&buju_mode_names[t->mode]); }

static bool off_network(const buju_place_join *join) { return join->join[0].edge == BUJU_NONE; }

static bool is_cut_off(const telling *t, const buju_place_join *join) {
  return !off_network(join) && (t->usage.bits[join->join[0].edge] & BUJU_EDGE_MAIN) == 0 &&
         join->join[1].edge == BUJU_NONE;
}

static buju_status join(const telling *t, buju_ix n, const double *x_m, const double *y_m) {
  return buju_join_places(t->ctx, &t->joiner, t->spec, n, x_m, y_m, t->join);
}

/* One place by name. */
static buju_status tell_place(const telling *t, const buju_finding_kind *off, const buju_finding_kind *cut,
                              const char *code, const char *name, double x_m, double y_m, const buju_place_join *join,
                              bool *told) {
  if (*told || !isfinite(x_m) || !isfinite(y_m)) return BUJU_OK;
  buju_arg who = buju_text(name != NULL ? name : code);
  *told = off_network(join) || is_cut_off(t, join);
  if (off_network(join)) {
    double far_m = buju_join_distance(&t->joiner, x_m, y_m);
    return tell(t, off, code, (buju_said){NULL, {who, buju_metres(far_m), buju_metres(t->spec->join_m), mode_name(t)}});
  }
  return *told ? tell(t, cut, code, (buju_said){NULL, {who, mode_name(t)}}) : BUJU_OK;
}

static buju_status tell_villages(const telling *t) {
  const buju_region *r = t->region;
  buju_status status = join(t, r->village.n, r->village.x_m, r->village.y_m);
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++) {
    buju_ix area = r->village.area[v];
    status = tell_place(t, &village_off, &village_cut_off, r->area.code[area], r->area.name[area], r->village.x_m[v],
                        r->village.y_m[v], &t->join[v], &t->village_told[v]);
  }
  return status;
}

static buju_status tell_facilities(const telling *t) {
  const buju_region *r = t->region;
  buju_status status = join(t, r->facility.n, r->facility.x_m, r->facility.y_m);
  for (buju_ix f = 0; f < r->facility.n && status == BUJU_OK; f++)
    status = tell_place(t, &facility_off, &facility_cut_off, r->facility.code[f], r->facility.name[f],
                        r->facility.x_m[f], r->facility.y_m[f], &t->join[f], &t->facility_told[f]);
  return status;
}

/* Of the settlements of one village, so many off the network and so many cut off. */
static buju_status tell_some(const telling *t, buju_ix village, buju_ix all, buju_ix off, buju_ix cut) {
  const buju_region *r = t->region;
  const char *code = r->area.code[r->village.area[village]], *name = r->area.name[r->village.area[village]];
  buju_arg who = buju_text(name != NULL ? name : code);
  buju_status status = BUJU_OK;
  if (off > 0)
    status = tell(t, &settlements_off, code,
                  (buju_said){NULL, {who, buju_int(off), buju_int(all), buju_metres(t->spec->join_m), mode_name(t)}});
  if (status != BUJU_OK || cut == 0) return status;
  return tell(t, &settlements_cut_off, code, (buju_said){NULL, {who, buju_int(cut), buju_int(all), mode_name(t)}});
}

/* Settlements are in the order of their villages: one row of a kind for each village that has some. */
static buju_status tell_settlements(const telling *t) {
  const buju_region *r = t->region;
  buju_status status = join(t, r->demand.n, r->demand.x_m, r->demand.y_m);
  for (buju_ix d = 0, next; d < r->demand.n && status == BUJU_OK; d = next) {
    buju_ix v = r->demand.village[d], off = 0, cut = 0;
    for (next = d; next < r->demand.n && r->demand.village[next] == v; next++) {
      off += off_network(&t->join[next]);
      cut += is_cut_off(t, &t->join[next]);
    }
    if (off + cut == 0 || t->village_told[v]) continue;
    t->village_told[v] = true;
    status = tell_some(t, v, next - d, off, cut);
  }
  return status;
}

static bool has_joined_edges(const telling *t) {
  for (buju_ix e = 0; e < t->region->network->edges; e++)
    if ((t->usage.bits[e] & BUJU_EDGE_JOINED) != 0) return true;
  return false;
}

static buju_status tell_mode(telling *t, buju_arena *scratch) {
  const buju_region *r = t->region;
  buju_status status = buju_usage_make(t->ctx, r->network, &r->road, t->spec, t->mode, scratch, &t->usage);
  if (status == BUJU_OK) status = buju_joiner_make(t->ctx, r->network, &t->usage, 1, scratch, &t->joiner);
  if (status != BUJU_OK) return status;
  if (!has_joined_edges(t)) return tell(t, &none_to_join, NULL, (buju_said){NULL, {mode_name(t)}});
  status = tell_villages(t);
  if (status == BUJU_OK) status = tell_settlements(t);
  return status == BUJU_OK ? tell_facilities(t) : status;
}

static buju_status tell_modes(buju_ctx *ctx, const buju_scenario *scenario, buju_region *r) {
  telling t = {.ctx = ctx, .spec = &scenario->travel, .region = r};
  size_t most = r->village.n > r->demand.n ? r->village.n : r->demand.n;
  most = most > r->facility.n ? most : r->facility.n;
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  t.join = BUJU_NEW(scratch, buju_place_join, most);
  t.village_told = BUJU_NEW(scratch, bool, r->village.n);
  t.facility_told = BUJU_NEW(scratch, bool, r->facility.n);
  buju_status status =
      t.join != NULL && t.village_told != NULL && t.facility_told != NULL ? BUJU_OK : buju_fail_memory(ctx);
  for (int m = 0; m < BUJU_MODES && status == BUJU_OK; m++) {
    t.mode = (buju_mode)m;
    if (buju_scenario_goes_by(scenario, t.mode)) status = tell_mode(&t, scratch);
  }
  buju_arena_free(scratch);
  return status;
}

/* What was chosen because the scenario has roads falls back; whoever asks for roads by name is refused instead. */
static buju_status tell_fallback(buju_ctx *ctx, const buju_scenario *scenario, buju_region *region) {
  if (scenario->travel.provider != BUJU_BY_AUTO || buju_scenario_provider(scenario) != BUJU_BY_ROADS) return BUJU_OK;
  return buju_find(ctx, &region->findings, (buju_finding){.kind = &unusable, .file = region->road.file, .row = -1});
}

/* A source with its own topology is not mended: its loose ends are ends. */
static buju_network_spec noding_of(const buju_travel_spec *spec, const buju_road_lines *lines) {
  bool cut = spec->crossings == BUJU_CROSSINGS_YES || (spec->crossings == BUJU_CROSSINGS_AUTO && !lines->noded);
  return (buju_network_spec){cut, lines->noded ? 0 : spec->snap_m};
}

buju_status buju_roads_connect(buju_ctx *ctx, const buju_scenario *scenario, buju_region *region) {
  buju_network_spec noding = noding_of(&scenario->travel, &region->road);
  buju_network *network = BUJU_NEW(region->arena, buju_network, 1);
  if (network == NULL) return buju_fail_memory(ctx);
  bool used = buju_scenario_measures_on(scenario, BUJU_BY_ROADS); /* else nothing hangs on what they are like */
  buju_findings *findings = used ? &region->findings : NULL;
  buju_status status = buju_network_build(ctx, &region->road, &noding, region->arena, findings, network);
  if (status != BUJU_OK) return status;
  if (network->edges == 0) return tell_fallback(ctx, scenario, region);
  region->network = network;
  return used ? tell_modes(ctx, scenario, region) : BUJU_OK;
}
