/* Gathering who helps and who is helped, pairing them, telling why. SPDX-License-Identifier: Apache-2.0 */
#include "planner/pair.h"

#include <math.h>

#include "planner/pairing/pairing.h"
#include "planner/services.h"

/* Helpers and receivers. A receiver is a site, or an area, whose place may be a site's. */
typedef struct pairing {
  buju_job *job;
  const buju_pair_ask *ask;
  const buju_travel *travel;
  buju_ix helpers, receivers;
  buju_ix *helper;      /* [helpers] site */
  buju_pair *receiver;  /* [receivers] */
  buju_places at, from; /* of receivers; of helpers */
  uint32_t *ms;         /* [receivers × helpers] */
  buju_ix *nearest;     /* [receivers] helper, BUJU_NONE: none in reach */
  buju_pairing answer;
} pairing;

static const buju_region *region(const pairing *p) { return p->job->region; }

static bool selected(const pairing *p, buju_ix selector, buju_ix row) {
  return selector == BUJU_NONE || (row != BUJU_NONE && buju_selected(p->job->selection, selector, row));
}

/* ---- helpers ---- */

static bool helps(const pairing *p, buju_ix s) {
  const buju_site *site = buju_job_site(p->job, s);
  return buju_site_open_after(site, p->ask->helpers) && selected(p, p->ask->helpers_where, site->facility);
}

static const char *code_of(const pairing *p, buju_ix s) {
  const buju_site *site = buju_job_site(p->job, s);
  if (site->facility != BUJU_NONE) return region(p)->facility.code[site->facility];
  return site->village != BUJU_NONE ? region(p)->area.code[region(p)->village.area[site->village]] : "";
}

/* Sites that stand come by code, then proposed ones by village: the order of site rows. */
static buju_status list_helpers(pairing *p) {
  size_t sites = p->job->sites.n;
  double *x_m = BUJU_NEW(p->job->scratch, double, sites), *y_m = BUJU_NEW(p->job->scratch, double, sites);
  p->helper = BUJU_NEW(p->job->scratch, buju_ix, sites);
  if (x_m == NULL || y_m == NULL || p->helper == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix s = 0; s < (buju_ix)sites; s++) {
    if (!helps(p, s)) continue;
    x_m[p->helpers] = buju_job_site(p->job, s)->x_m;
    y_m[p->helpers] = buju_job_site(p->job, s)->y_m;
    p->helper[p->helpers++] = s;
  }
  return p->travel->ops->locate(p->job->ctx, p->travel, p->helpers, x_m, y_m, p->job->scratch, &p->from);
}

/* ---- receivers ---- */

typedef struct middle {
  double x_m, y_m, people;
} middle;

/* The mean of its villages' points by people, and their people. */
static middle middle_of(const pairing *p, buju_ix area, buju_people_n *people) {
  const buju_region *r = region(p);
  middle m = {0, 0, 0};
  *people = BUJU_PEOPLE_MISSING;
  for (buju_ix v = 0; v < r->village.n; v++) {
    buju_ix a = r->village.area[v];
    while (a != BUJU_NONE && a != area) a = r->area.parent[a];
    if (a == BUJU_NONE) continue;
    buju_people_n own = buju_job_people(p->job, v);
    if (own != BUJU_PEOPLE_MISSING) *people = *people == BUJU_PEOPLE_MISSING ? own : *people + own;
    double w = own > 0 ? (double)own : 1;
    if (!isfinite(r->village.x_m[v]) || !isfinite(r->village.y_m[v])) continue;
    m = (middle){m.x_m + w * r->village.x_m[v], m.y_m + w * r->village.y_m[v], m.people + w};
  }
  return (middle){m.x_m / m.people, m.y_m / m.people, m.people}; /* NaN without any: a place nobody reaches */
}

/* A facility whose township is not known is in the only county there is. */
static buju_ix county_of(const pairing *p, buju_ix f) {
  return buju_region_area_at(region(p), region(p)->facility.township[f], BUJU_COUNTY);
}

/* The hospital that stands for a county: the most able of those that do not help, then the lowest code. */
static buju_ix lead_of(const pairing *p, buju_ix county) {
  const buju_region *r = region(p);
  buju_ix best = BUJU_NONE;
  for (buju_ix f = 0; f < r->facility.n; f++) {
    if (r->facility.kind[f] != BUJU_HOSPITAL || county_of(p, f) != county) continue;
    if (helps(p, p->job->site_of_facility[f])) continue;
    if (best == BUJU_NONE || r->facility.capability[f] > r->facility.capability[best]) best = f;
  }
  return best;
}

static bool helped_area(const pairing *p, buju_ix a) {
  uint8_t kind = region(p)->area.kind[a];
  if (region(p)->area.level[a] != p->ask->level) return false;
  if (p->ask->level == BUJU_TOWNSHIP) return kind == BUJU_AREA_TOWN || kind == BUJU_AREA_TOWNSHIP;
  return p->ask->level == BUJU_COUNTY || kind == BUJU_AREA_VILLAGE;
}

/* Townships are where their health centre is, counties where their hospital is; else in the midst of their people. */
static void place_area(const pairing *p, buju_pair *row, double *x_m, double *y_m) {
  const buju_region *r = region(p);
  buju_ix f = p->ask->level == BUJU_TOWNSHIP ? p->job->thc_of_area[row->area] : lead_of(p, row->area);
  middle m = middle_of(p, row->area, &row->people);
  *x_m = m.x_m;
  *y_m = m.y_m;
  if (f == BUJU_NONE) return;
  row->site = p->job->site_of_facility[f];
  if (!isfinite(r->facility.x_m[f])) return;
  *x_m = r->facility.x_m[f];
  *y_m = r->facility.y_m[f];
}

static buju_pair blank(const pairing *p) {
  return (buju_pair){.use = p->ask->use,
                     .level = (uint8_t)p->ask->level,
                     .area = BUJU_NONE,
                     .village = BUJU_NONE,
                     .site = BUJU_NONE,
                     .helper = BUJU_NONE,
                     .nearest = BUJU_NONE,
                     .people = BUJU_PEOPLE_MISSING,
                     .ms = BUJU_FAR,
                     .nearest_ms = BUJU_FAR,
                     .metres = UINT32_MAX};
}

static void list_areas(pairing *p, double *x_m, double *y_m) {
  const buju_region *r = region(p);
  buju_ix first_village = r->area.n - r->village.n; /* village rows go with their area rows */
  for (buju_ix a = 0; a < r->area.n; a++) {
    if (!helped_area(p, a)) continue;
    buju_pair row = blank(p);
    row.area = a;
    if (p->ask->level == BUJU_VILLAGE) {
      row.village = a - first_village;
      if (!selected(p, p->ask->where, row.village)) continue;
      row.people = buju_job_people(p->job, row.village);
      x_m[p->receivers] = r->village.x_m[row.village];
      y_m[p->receivers] = r->village.y_m[row.village];
    } else
      place_area(p, &row, &x_m[p->receivers], &y_m[p->receivers]);
    p->receiver[p->receivers++] = row;
  }
}

static void list_sites(pairing *p, double *x_m, double *y_m) {
  for (buju_ix s = 0; s < (buju_ix)p->job->sites.n; s++) {
    const buju_site *site = buju_job_site(p->job, s);
    if (!buju_site_open_after(site, p->ask->sites) || !selected(p, p->ask->where, site->facility)) continue;
    buju_pair row = blank(p);
    row.site = s;
    row.of_site = true;
    row.village = site->village;
    row.area = site->village != BUJU_NONE ? region(p)->village.area[site->village] : site->township;
    row.people = site->people_served;
    x_m[p->receivers] = site->x_m;
    y_m[p->receivers] = site->y_m;
    p->receiver[p->receivers++] = row;
  }
}

static buju_status list_receivers(pairing *p) {
  size_t most = p->job->sites.n + region(p)->area.n;
  double *x_m = BUJU_NEW(p->job->scratch, double, most), *y_m = BUJU_NEW(p->job->scratch, double, most);
  p->receiver = BUJU_NEW(p->job->scratch, buju_pair, most);
  if (x_m == NULL || y_m == NULL || p->receiver == NULL) return buju_fail_memory(p->job->ctx);
  if (p->ask->sites != 0)
    list_sites(p, x_m, y_m);
  else
    list_areas(p, x_m, y_m);
  return p->travel->ops->locate(p->job->ctx, p->travel, p->receivers, x_m, y_m, p->job->scratch, &p->at);
}

/* ---- ways ---- */

static buju_ix township_of(const pairing *p, buju_ix area) {
  const buju_region *r = region(p);
  while (area != BUJU_NONE && r->area.level[area] > BUJU_TOWNSHIP) area = r->area.parent[area];
  return area != BUJU_NONE && r->area.level[area] == BUJU_TOWNSHIP ? area : BUJU_NONE;
}

/* Nobody helps themselves. */
static bool may_pair(const pairing *p, buju_ix i, buju_ix k) {
  const buju_pair *row = &p->receiver[i];
  if (row->site == p->helper[k]) return false;
  buju_ix there = p->ask->same_township ? township_of(p, row->area) : BUJU_NONE;
  return !p->ask->same_township || (there != BUJU_NONE && there == buju_job_site(p->job, p->helper[k])->township);
}

static buju_status measure(pairing *p) {
  buju_csr times;
  size_t pairs = (size_t)p->receivers * p->helpers;
  buju_status status = p->travel->ops->within(p->job->ctx, p->travel, p->ask->mode, &p->at, &p->from, p->ask->limit_ms,
                                              p->job->scratch, &times);
  if (status != BUJU_OK) return status;
  p->ms = BUJU_NEW(p->job->scratch, uint32_t, pairs);
  p->nearest = BUJU_NEW(p->job->scratch, buju_ix, p->receivers);
  if (p->ms == NULL || p->nearest == NULL) return buju_fail_memory(p->job->ctx);
  for (size_t i = 0; i < pairs; i++) p->ms[i] = BUJU_FAR;
  for (buju_ix i = 0; i < p->receivers; i++) {
    p->nearest[i] = BUJU_NONE;
    for (uint64_t at = times.row[i]; at < times.row[i + 1]; at++) {
      buju_ix k = times.col[at];
      if (!may_pair(p, i, k)) continue;
      p->ms[(size_t)i * p->helpers + k] = times.val[at];
      if (p->nearest[i] == BUJU_NONE || times.val[at] < p->receiver[i].nearest_ms) {
        p->nearest[i] = k;
        p->receiver[i].nearest_ms = times.val[at];
      }
    }
  }
  return BUJU_OK;
}

static buju_status solve(pairing *p) {
  int64_t *weight = BUJU_NEW(p->job->scratch, int64_t, p->receivers);
  if (weight == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix i = 0; i < p->receivers; i++)
    weight[i] = p->receiver[i].people > 0 ? buju_whole_people(p->receiver[i].people) : 0;
  buju_pairing_ask ask = {.receivers = p->receivers,
                          .helpers = p->helpers,
                          .ms = p->ms,
                          .weight = p->ask->by_people ? weight : NULL,
                          .most = p->ask->most,
                          .even = p->ask->even};
  return buju_pairing_solve(p->job->ctx, &ask, p->job->scratch, &p->answer);
}

/* How long and how far the trips are; the same times again. */
static buju_status tell_trips(pairing *p) {
  buju_ix *row = BUJU_NEW(p->job->scratch, buju_ix, p->receivers);
  buju_trip *trip = BUJU_NEW(p->job->scratch, buju_trip, p->receivers);
  if (row == NULL || trip == NULL) return buju_fail_memory(p->job->ctx);
  for (buju_ix i = 0; i < p->receivers; i++) row[i] = i;
  buju_status status = p->travel->ops->trips(p->job->ctx, p->travel, p->ask->mode, &p->at, &p->from, p->receivers, row,
                                             p->answer.helper_of, trip);
  for (buju_ix i = 0; i < p->receivers && status == BUJU_OK; i++) {
    buju_pair *to = &p->receiver[i];
    buju_ix k = p->answer.helper_of[i];
    to->x_m = p->at.x_m[i];
    to->y_m = p->at.y_m[i];
    to->nearest = p->nearest[i] != BUJU_NONE ? p->helper[p->nearest[i]] : BUJU_NONE;
    to->helper = k != BUJU_NONE ? p->helper[k] : BUJU_NONE;
    to->load = k != BUJU_NONE ? p->answer.load[k] : 0;
    to->ms = trip[i].ms;
    to->metres = trip[i].metres;
    to->basis = trip[i].basis;
  }
  return status;
}

/* ---- what is said ---- */

static const char *name_of(const pairing *p, buju_ix s) {
  const buju_site *site = buju_job_site(p->job, s);
  const char *name = site->facility != BUJU_NONE ? region(p)->facility.name[site->facility] : NULL;
  return name != NULL && name[0] != '\0' ? name : code_of(p, s);
}

static buju_said why(const pairing *p, buju_ix i) {
  BUJU_MSG(nearest, "由{0}帮扶，{1}分钟，是能到的最近一处；该机构共帮扶{2}处。",
           "Helped by {0}, {1} min away, the nearest there is; it helps {2} in all.");
  BUJU_MSG(
      even, "由{0}帮扶，{1}分钟；{3}更近（{4}分钟），为使各机构帮扶数均衡、总路程最短而不取；该机构共帮扶{2}处。",
      "Helped by {0}, {1} min away; {3} is nearer ({4} min), and is not taken so that loads are even and the travel in "
      "all is least; it helps {2} in all.");
  BUJU_MSG(full, "由{0}帮扶，{1}分钟；{3}更近（{4}分钟），已帮扶到上限；该机构共帮扶{2}处。",
           "Helped by {0}, {1} min away; {3} is nearer ({4} min) and helps as many as it may; it helps {2} in all.");
  BUJU_MSG(left, "没有安排到帮扶机构：每处最多帮扶{0}处；最近的{1}，{2}分钟。",
           "Nobody is left to help: each helps {0} at most; the nearest is {1}, {2} min away.");
  BUJU_MSG(no_way, "没有能到的帮扶机构。", "No helper can be reached.");
  BUJU_MSG(no_place, "没有位置，无法安排帮扶机构。", "Its place is not known: no helper can be found.");
  const buju_pair *row = &p->receiver[i];
  if (!isfinite(p->at.x_m[i])) return BUJU_SAY(no_place);
  if (row->nearest == BUJU_NONE) return BUJU_SAY(no_way);
  if (row->helper == BUJU_NONE)
    return BUJU_SAY(left, buju_int(p->ask->most), buju_text(name_of(p, row->nearest)), buju_minutes(row->nearest_ms));
  buju_said said = BUJU_SAY(nearest, buju_text(name_of(p, row->helper)), buju_minutes(row->ms), buju_int(row->load),
                            buju_text(name_of(p, row->nearest)), buju_minutes(row->nearest_ms));
  if (row->ms > row->nearest_ms) said.msg = p->answer.load[p->nearest[i]] == p->ask->most ? &full : &even;
  return said;
}

static buju_status certify(const pairing *p) {
  static const struct {
    const char *what;
    uint8_t certifies;
    int64_t unit;
    buju_msg objective;
  } told[] = {{"left", BUJU_CERTIFIES_UNPAIRED, 1, {"没有帮扶机构的最少（处）", "fewest without a helper"}},
              {"loads", BUJU_CERTIFIES_LOADS, 1, {"帮扶数最均衡（平方和）", "most even loads (sum of squares)"}},
              {"travel", BUJU_CERTIFIES_PAIR_TRAVEL, 60000, {"总路程最短（分钟）", "least travel (minutes)"}},
              {"travel", BUJU_CERTIFIES_TRAVEL, 60000, {"出行总量最小（人·分钟）", "least travel (person-minutes)"}}};
  static const buju_pairing_value values[] = {BUJU_PAIRING_LEFT, BUJU_PAIRING_LOADS, BUJU_PAIRING_TRAVEL,
                                              BUJU_PAIRING_TRAVEL};
  buju_status status = BUJU_OK;
  for (int i = 0; i < 4 && status == BUJU_OK; i++) {
    if ((values[i] == BUJU_PAIRING_LOADS && !p->ask->even) || i == (p->ask->by_people ? 2 : 3)) continue;
    int64_t value = p->answer.value[values[i]], lower = p->answer.lower[values[i]];
    status = buju_job_certify(p->job, told[i].what,
                              (buju_certificate){.use = p->ask->use,
                                                 .certifies = told[i].certifies,
                                                 .objective = &told[i].objective,
                                                 .lower = (lower + told[i].unit - 1) / told[i].unit,
                                                 .upper = (value + told[i].unit - 1) / told[i].unit,
                                                 .proof = value == lower ? BUJU_PROVED : BUJU_BOUNDED,
                                                 .method = BUJU_BY_PATHS,
                                                 .work = p->receivers,
                                                 .size = p->receivers});
  }
  return status;
}

static buju_status add_rows(pairing *p) {
  buju_job *job = p->job;
  for (buju_ix i = 0; i < p->receivers; i++) {
    buju_pair *row = buju_vec_push(&job->pairs, sizeof *row);
    if (row == NULL) return buju_fail_memory(job->ctx);
    *row = p->receiver[i];
    buju_status status =
        buju_job_trace(job, BUJU_TRACED_PAIR, (buju_ix)job->pairs.n - 1, p->ask->use, BUJU_DECIDED, why(p, i));
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

buju_status buju_pair_up(buju_job *job, const buju_pair_ask *ask) {
  /* the helper's people go to those they help, and back */
  pairing p = {
      .job = job, .ask = ask, .travel = buju_travel_heading(job->travels->by[ask->provider], BUJU_FROM_SERVICE)};
  buju_status status = list_helpers(&p);
  if (status == BUJU_OK) status = list_receivers(&p);
  if (status == BUJU_OK) status = measure(&p);
  if (status == BUJU_OK) status = solve(&p);
  if (status == BUJU_OK) status = tell_trips(&p);
  if (status == BUJU_OK) status = add_rows(&p);
  return status == BUJU_OK && p.receivers > 0 ? certify(&p) : status;
}
