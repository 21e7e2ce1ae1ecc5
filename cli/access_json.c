/* Accessibility for machines: the schema is docs/schema/access.json. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "cli/access_show.h"
#include "cli/show.h"
#include "core/scenario.h"

static const char *const stage_keys[] = {"before", "after"};

static void put_people(buju_json *json, const char *key, buju_people_n people) {
  buju_json_real(json, key, (double)people / (double)BUJU_PERSON);
}

/* Rounded up to a thousandth, as in the file. */
static void put_minutes(buju_json *json, const char *key, uint32_t ms) {
  uint64_t thousandths = ((uint64_t)ms + 59) / 60;
  buju_json_real(json, key, ms == BUJU_FAR ? NAN : (double)thousandths / 1000.0);
}

static void put_settings(buju_json *json, const access_report *report) {
  const buju_access *access = report->access;
  const buju_scenario *s = access->scenario;
  char day[40];
  snprintf(day, sizeof day, "%04d-%02u-%02u", s->as_of.year, s->as_of.month, s->as_of.day);
  buju_json_text(json, "output", report->path);
  buju_json_text(json, "scenario", s->path);
  buju_json_text(json, "title", s->title);
  buju_json_text(json, "profile", s->profile.id);
  buju_json_text(json, "as_of", day);
  buju_json_text(json, "population", buju_population_words[s->population]);
  buju_json_text(json, "crs", access->region->crs.name);
  buju_json_bool(json, "planned", access->planned);
  buju_json_text(json, "mode", buju_mode_words[access->mode]);
  buju_json_text(json, "travel", buju_provider_words[access->provider]);
  buju_json_text(json, "direction", buju_direction_words[access->direction]);
  buju_json_open(json, "limits_min", '[');
  for (buju_ix l = 0; l < access->limits; l++) put_minutes(json, NULL, access->limit_ms[l]);
  buju_json_close(json, ']');
  buju_json_open(json, "weights", '[');
  for (buju_ix l = 0; l < access->limits; l++) buju_json_real(json, NULL, access->weight[l] / 1000.0);
  buju_json_close(json, ']');
  buju_json_open(json, "trips_by_basis", '{');
  for (int b = 0; b < BUJU_BASES; b++) buju_json_int(json, buju_basis_words[b].id, (int64_t)access->trips_by_basis[b]);
  buju_json_close(json, '}');
  put_people(json, "people", access->zones.people[0]);
  buju_json_int(json, "places", access->place.n);
  buju_json_int(json, "places_without_people", access->places_missing);
}

static void put_sites(buju_json *json, const buju_service_reach *reached) {
  buju_json_int(json, "sites", reached->sites);
  buju_json_int(json, "sites_unlocated", reached->sites_unlocated);
  if (reached->doctors_unknown < reached->sites)
    buju_json_int(json, "doctors", reached->doctors);
  else
    buju_json_null(json, "doctors");
  buju_json_int(json, "sites_doctors_unknown", reached->doctors_unknown);
  if (!reached->supplied) return;
  buju_json_int(json, "doctors_reached", reached->doctors_reached);
  buju_json_open(json, "lorenz", '[');
  for (int d = 0; d < 9; d++) buju_json_real(json, NULL, reached->supply.lorenz[d]);
  buju_json_close(json, ']');
}

static void put_zone_stage(buju_json *json, const buju_access *access, const buju_service_reach *reached,
                           buju_ix zone) {
  const buju_spread *spread = &reached->spread;
  const buju_people_n *within = &spread->within[(size_t)zone * access->limits];
  buju_json_open(json, "within", '[');
  for (buju_ix l = 0; l < access->limits; l++) put_people(json, NULL, within[l]);
  buju_json_close(json, ']');
  buju_json_open(json, "within_percent", '[');
  for (buju_ix l = 0; l < access->limits; l++)
    buju_json_real(json, NULL, buju_access_percent(within[l], access->zones.people[zone]));
  buju_json_close(json, ']');
  put_people(json, "beyond", spread->beyond[zone]);
  put_people(json, "unreachable", spread->unreachable[zone]);
  buju_json_int(json, "places_unreachable", spread->places_unreachable[zone]);
  put_minutes(json, "place_mean_min", spread->mean_ms[zone]);
  put_minutes(json, "mean_min", spread->person_mean_ms[zone]);
  put_minutes(json, "median_min", spread->person_median_ms[zone]);
  buju_json_real(json, "doctors_per_1000", reached->supplied ? reached->supply.zone[zone] : NAN);
  buju_json_real(json, "gini", reached->supplied ? reached->supply.gini[zone] : NAN);
}

static void put_zone(buju_json *json, const buju_access *access, buju_ix service, buju_ix zone) {
  buju_json_open(json, NULL, '{');
  buju_json_text(json, "level", buju_zone_level_words[access->zones.level[zone]].id);
  buju_json_text(json, "code", buju_access_zone_code(access, zone));
  buju_json_text(json, "name", buju_access_zone_name(access, zone));
  put_people(json, "people", access->zones.people[zone]);
  buju_json_int(json, "places", access->zones.places[zone]);
  for (int stage = 0; stage <= (int)access->planned; stage++) {
    buju_json_open(json, stage_keys[stage], '{');
    put_zone_stage(json, access, &access->reached[service][stage], zone);
    buju_json_close(json, '}');
  }
  buju_json_close(json, '}');
}

/* A place nobody gets away from, at either stage. */
static void put_unreachable(buju_json *json, const buju_access *access, buju_ix service, buju_ix place) {
  const buju_region *r = access->region;
  buju_ix village = access->place.village[place], area = r->village.area[village], demand = access->place.demand[place];
  const buju_service_reach *reached = access->reached[service];
  bool far = reached[BUJU_NOW].ms[place] == BUJU_FAR;
  if (!far && (!access->planned || reached[BUJU_PLANNED].ms[place] != BUJU_FAR)) return;
  char id[ACCESS_ID_BYTES];
  access_settlement_id(access, place, id);
  buju_json_open(json, NULL, '{');
  buju_json_text(json, "village_code", r->area.code[area]);
  buju_json_text(json, "village", r->area.name[area]);
  buju_json_text(json, "name", demand != BUJU_NONE && r->demand.name != NULL ? r->demand.name[demand] : NULL);
  buju_json_text(json, "settlement_id", id);
  put_people(json, "people", access->place.people[place]);
  for (int stage = 0; stage <= (int)access->planned; stage++)
    buju_json_bool(json, stage_keys[stage], reached[stage].ms[place] == BUJU_FAR);
  buju_json_close(json, '}');
}

static void put_service(buju_json *json, const access_report *report, buju_ix service) {
  const buju_access *access = report->access;
  buju_json_open(json, NULL, '{');
  buju_json_text(json, "service", buju_access_service_words[access->service[service]].id);
  for (int stage = 0; stage <= (int)access->planned; stage++) {
    buju_json_open(json, stage_keys[stage], '{');
    put_sites(json, &access->reached[service][stage]);
    buju_json_close(json, '}');
  }
  buju_json_open(json, "zones", '[');
  for (buju_ix z = 0; z < access_zones_shown(report); z++) put_zone(json, access, service, z);
  buju_json_close(json, ']');
  buju_json_open(json, "unreachable", '[');
  for (buju_ix i = 0; i < access->place.n; i++) put_unreachable(json, access, service, i);
  buju_json_close(json, ']');
  buju_json_close(json, '}');
}

void access_show_json(const access_report *report) {
  buju_json json = show_json_begin();
  put_settings(&json, report);
  buju_json_open(&json, "services", '[');
  for (buju_ix s = 0; s < report->access->services; s++) put_service(&json, report, s);
  buju_json_close(&json, ']');
  buju_json_open(&json, "seconds", '{');
  buju_json_real(&json, "read", report->read_s);
  buju_json_real(&json, "measure", report->measure_s);
  buju_json_real(&json, "write", report->write_s);
  buju_json_close(&json, '}');
  show_json_end(&json);
}
