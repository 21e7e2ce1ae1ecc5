/* Reading hstore text. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/osm_tags.h"

#include <string.h>

/* In order of preference where two serve one field. */
static const struct {
  const char *key;
  buju_field field;
} known[BUJU_OSM_TAGS] = {{"oneway", BUJU_FIELD_ONE_WAY},
                          {"junction", BUJU_FIELD_ROUNDABOUT},
                          {"bridge", BUJU_FIELD_BRIDGE},
                          {"tunnel", BUJU_FIELD_TUNNEL},
                          {"layer", BUJU_FIELD_LAYER},
                          {"maxspeed", BUJU_FIELD_SPEED},
                          {"access", BUJU_FIELD_ACCESS},
                          {"vehicle", BUJU_FIELD_ALL_VEHICLES},
                          {"motor_vehicle", BUJU_FIELD_VEHICLES},
                          {"bicycle", BUJU_FIELD_BICYCLE},
                          {"foot", BUJU_FIELD_FOOT},
                          {"motorroad", BUJU_FIELD_MOTOR_ROAD},
                          {"duration", BUJU_FIELD_DURATION},
                          {"route", BUJU_FIELD_ROUTE},
                          {"ref", BUJU_FIELD_ROUTE}};

static const char *skip_blanks(const char *at) {
  while (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n') at++;
  return at;
}

/* A text in quotes, where a backslash takes the next byte as it is; empty when it does not fit. Returns what follows
 * the closing quote, or NULL when there is none. */
static const char *read_quoted(const char *at, char out[BUJU_OSM_TAG_BYTES]) {
  size_t n = 0;
  out[0] = '\0';
  if (*at++ != '"') return NULL;
  for (; *at != '"'; at++) {
    if (*at == '\\') at++;
    if (*at == '\0') return NULL;
    if (n < BUJU_OSM_TAG_BYTES) out[n] = *at;
    n++;
  }
  out[n < BUJU_OSM_TAG_BYTES ? n : 0] = '\0';
  return at + 1;
}

/* => in hstore, : in JSON. */
static const char *skip_arrow(const char *at) {
  at = skip_blanks(at);
  if (at[0] == '=' && at[1] == '>') return skip_blanks(at + 2);
  return *at == ':' ? skip_blanks(at + 1) : NULL;
}

/* hstore has NULL without quotes for a key without a value; JSON null, numbers and the like. */
static const char *read_value(const char *at, char out[BUJU_OSM_TAG_BYTES]) {
  if (*at == '"') return read_quoted(at, out);
  out[0] = '\0';
  return at + strcspn(at, ",}");
}

static void keep(buju_osm_tags *tags, const char *key, const char *value) {
  for (size_t k = 0; k < BUJU_OSM_TAGS; k++)
    if (strcmp(known[k].key, key) == 0 && tags->value[k][0] == '\0') memcpy(tags->value[k], value, strlen(value) + 1);
}

void buju_osm_tags_read(const char *text, buju_osm_tags *out) {
  char key[BUJU_OSM_TAG_BYTES], value[BUJU_OSM_TAG_BYTES];
  for (size_t k = 0; k < BUJU_OSM_TAGS; k++) out->value[k][0] = '\0';
  const char *at = text != NULL ? skip_blanks(text) : NULL;
  if (at != NULL && *at == '{') at++;
  while (at != NULL) {
    at = read_quoted(skip_blanks(at), key);
    if (at != NULL) at = skip_arrow(at);
    if (at != NULL) at = read_value(at, value);
    if (at == NULL) return;
    keep(out, key, value);
    at = skip_blanks(at);
    at = *at == ',' ? at + 1 : NULL;
  }
}

const char *buju_osm_tags_field(const buju_osm_tags *tags, buju_field field) {
  for (size_t k = 0; k < BUJU_OSM_TAGS; k++)
    if (known[k].field == field && tags->value[k][0] != '\0') return tags->value[k];
  return NULL;
}
