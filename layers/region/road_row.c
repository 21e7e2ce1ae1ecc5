/* Road attributes: direction, level, speed, who may use it. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/road_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/cell.h"
#include "layers/region/text.h"

/* A vehicle's speed in a file: below this it is a mistake or a wish, above it as well. */
enum { KMH_LEAST = 1, KMH_MOST = 160 };

static bool among(const char *folded, const char *const *words) {
  for (; *words != NULL; words++)
    if (strcmp(folded, *words) == 0) return true;
  return false;
}

/* ---- direction ---- */

/* OpenStreetMap says yes and -1, Geofabrik's shapefiles F, T and B, navigation data 2 and 3. */
buju_road_way buju_road_way_of(const char *folded) {
  static const char *const forward[] = {"yes",    "true",   "1",      "2",        "f",    "ft",   "forward",
                                        "oneway", "y",      "是",     "单行",     "单向", "正向", "顺向",
                                        "顺行",   "单行线", "单行道", "单向通行", NULL};
  static const char *const backward[] = {"reverse", "backward", "3", "t", "tf", "逆向", "反向", "逆行", NULL};
  if (among(folded, forward)) return BUJU_ROAD_FORWARD;
  return among(folded, backward) ? BUJU_ROAD_BACKWARD : BUJU_ROAD_BOTH_WAYS;
}

bool buju_road_compass_of(const char *text, int8_t *east, int8_t *north) {
  static const char *const lorries[] = {"货", "大型", "大客"};
  static const struct {
    const char *words;
    int8_t east, north;
  } ways[] = {{"东向西", -1, 0}, {"西向东", 1, 0}, {"南向北", 0, 1}, {"北向南", 0, -1}};
  for (size_t i = 0; i < sizeof lorries / sizeof *lorries; i++)
    if (strstr(text, lorries[i]) != NULL) return false;
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    if (strstr(text, ways[i].words) == NULL) continue;
    *east = ways[i].east;
    *north = ways[i].north;
    return true;
  }
  return false;
}

/* ---- numbers in text ---- */

static const char *first_digit(const char *text) {
  while (*text != '\0' && (*text < '0' || *text > '9')) text++;
  return text;
}

/* Digits with one point, without the C library, whose point depends on the locale. */
static double read_number(const char **text) {
  double value = 0, unit = 1;
  bool point = false;
  for (const char *p = *text;; p++) {
    if (*p == '.' && !point && p[1] >= '0' && p[1] <= '9') {
      point = true;
    } else if (*p >= '0' && *p <= '9') {
      value = value * 10 + (*p - '0');
      unit *= point ? 10 : 1;
    } else {
      *text = p;
      return value / unit;
    }
  }
}

bool buju_road_kmh_of(const char *text, double *kmh) {
  const char *at = first_digit(text);
  if (*at == '\0') return false;
  bool negative = at > text && at[-1] == '-';
  double value = read_number(&at);
  if (*at == 'e' || *at == 'E') value = HUGE_VAL; /* 1e+30 is not 1 */
  while (*at == ' ') at++;
  if (strncmp(at, "mph", 3) == 0) value *= 1.609344;
  *kmh = negative ? -value : value;
  return true;
}

/* ---- who may use it ---- */

/* A cell folded for comparing; longer texts than this are no words of ours. */
typedef struct folded {
  char text[96];
} folded;

/* What the row says of a field: in its column, else among the tags, unless `fields:` says which column or that none. */
static const char *said_of(const buju_part *part, buju_field field, buju_ix row, const buju_road_row *said,
                           char digits[32]) {
  const char *text = buju_part_cell(part, field, row, digits);
  if (text != NULL || part->fields.how[field] == BUJU_FIELD_GIVEN) return text;
  return buju_osm_tags_field(&said->tags, field);
}

/* NULL when blank. */
static const char *cell(const buju_part *part, buju_field field, buju_ix row, const buju_road_row *said, folded *to) {
  char digits[32];
  const char *text = said_of(part, field, row, said, digits);
  if (text == NULL || !buju_text_fold_into(text, to->text, sizeof to->text)) return NULL;
  return to->text[0] != '\0' ? to->text : NULL;
}

/* Yes, and in OpenStreetMap also "viaduct", "culvert" …: everything that is not no. */
static bool says_yes(const char *folded) {
  static const char *const no[] = {"no", "0", "false", "f", "n", "否", "无", "不是", NULL};
  return folded != NULL && !among(folded, no);
}

/* What speaks of fewer modes counts before what speaks of more. */
static uint8_t read_barred(const buju_part *part, buju_ix row, const buju_road_row *out) {
  static const struct {
    buju_field field;
    uint8_t bits;
  } rules[] = {{BUJU_FIELD_ACCESS, BUJU_ROAD_BARRED_WALK | BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE},
               {BUJU_FIELD_ALL_VEHICLES, BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE},
               {BUJU_FIELD_VEHICLES, BUJU_ROAD_BARRED_DRIVE},
               {BUJU_FIELD_BICYCLE, BUJU_ROAD_BARRED_EBIKE},
               {BUJU_FIELD_FOOT, BUJU_ROAD_BARRED_WALK}};
  folded to;
  uint8_t barred =
      says_yes(cell(part, BUJU_FIELD_MOTOR_ROAD, row, out, &to)) ? BUJU_ROAD_BARRED_WALK | BUJU_ROAD_BARRED_EBIKE : 0;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    const char *word = cell(part, rules[i].field, row, out, &to);
    if (word == NULL) continue;
    barred = buju_road_word_closes(word) ? barred | rules[i].bits : barred & (uint8_t)~rules[i].bits;
  }
  return barred;
}

/* A path on which cycling is allowed in so many words is a cycleway. */
static void open_to_bicycles(const buju_part *part, buju_ix row, buju_road_row *out) {
  static const char *const allowed[] = {"yes", "designated", "permissive", "true", "1", "是", NULL};
  folded to;
  buju_road_kind *kind = &out->kind;
  if (kind->class != BUJU_CLASS_PATH) return;
  const char *bicycle = cell(part, BUJU_FIELD_BICYCLE, row, out, &to);
  if (bicycle == NULL || !among(bicycle, allowed)) return;
  kind->class = BUJU_CLASS_STREET;
  kind->barred |= BUJU_ROAD_BARRED_DRIVE;
}

/* ---- the rest ---- */

/* A way through a building or under a snow roof lies on the ground. */
static bool is_tunnel(const char *folded) {
  static const char *const covered[] = {"buildingpassage", "avalancheprotector", "covered", NULL};
  return says_yes(folded) && !among(folded, covered);
}

static void read_level(const buju_part *part, buju_ix row, buju_road_row *out) {
  folded to;
  char digits[32];
  if (says_yes(cell(part, BUJU_FIELD_BRIDGE, row, out, &to))) out->flags |= BUJU_ROAD_BRIDGE;
  if (is_tunnel(cell(part, BUJU_FIELD_TUNNEL, row, out, &to))) out->flags |= BUJU_ROAD_TUNNEL;
  const char *layer = said_of(part, BUJU_FIELD_LAYER, row, out, digits);
  long level = layer != NULL ? strtol(layer, NULL, 10) : 0;
  if (level >= -20 && level <= 20 && level != 0)
    out->level = (int8_t)level;
  else if ((out->flags & BUJU_ROAD_BRIDGE) != 0)
    out->level = 1;
  else if ((out->flags & BUJU_ROAD_TUNNEL) != 0)
    out->level = -1;
}

static bool column_is(const buju_part *part, buju_field field, const char *name) {
  return buju_part_has(part, field) && strcmp(part->layer->table.column[part->fields.column[field]].name, name) == 0;
}

bool buju_roads_of_osm(const buju_part *part) {
  return column_is(part, BUJU_FIELD_CLASS, "highway") && buju_part_has(part, BUJU_FIELD_OTHER_TAGS) &&
         buju_table_find(&part->layer->table, "osm_id") != BUJU_NONE;
}

static void read_kind(const buju_part *part, buju_ix row, buju_road_row *out) {
  folded class, ferry, route;
  out->word = buju_part_cell(part, BUJU_FIELD_CLASS, row, out->word_digits);
  out->kind = (buju_road_kind){BUJU_ROAD_KNOWN, BUJU_CLASS_UNKNOWN, 0};
  const char *word = cell(part, BUJU_FIELD_CLASS, row, out, &class),
             *number = cell(part, BUJU_FIELD_ROUTE, row, out, &route);
  if (word != NULL)
    out->kind = buju_road_kind_of_word(word);
  else if (out->word != NULL)
    out->kind.sense = BUJU_ROAD_NOT_KNOWN;
  const char *sails = cell(part, BUJU_FIELD_FERRY, row, out, &ferry);
  if (word == NULL && (says_yes(sails) || (number != NULL && strcmp(number, "ferry") == 0)))
    out->kind.class = BUJU_CLASS_FERRY;
  else if (out->word == NULL && buju_roads_of_osm(part)) /* its rivers, railways and fences are lines as well */
    out->kind.sense = BUJU_ROAD_NONE, out->word = "highway=";
  if (out->kind.sense == BUJU_ROAD_NONE || out->kind.class != BUJU_CLASS_UNKNOWN || number == NULL) return;
  buju_road_kind numbered = buju_road_kind_of_route(number);
  if (numbered.sense == BUJU_ROAD_KNOWN) out->kind = numbered;
}

/* Roundabouts, and in OpenStreetMap motorways with their ramps, go one way without saying so. */
static void read_way(const buju_part *part, buju_ix row, buju_road_row *out) {
  folded one, round, class;
  char digits[32];
  const char *text = said_of(part, BUJU_FIELD_ONE_WAY, row, out, digits);
  const char *way = cell(part, BUJU_FIELD_ONE_WAY, row, out, &one);
  const char *junction = cell(part, BUJU_FIELD_ROUNDABOUT, row, out, &round);
  const char *word = cell(part, BUJU_FIELD_CLASS, row, out, &class);
  bool yes;
  if (text != NULL && buju_road_compass_of(text, &out->east, &out->north)) return;
  if (text != NULL && strcmp(text, "-1") == 0)
    out->way = BUJU_ROAD_BACKWARD;
  else if (way != NULL)
    out->way = (uint8_t)buju_road_way_of(way);
  else if (junction != NULL && (strcmp(junction, "roundabout") == 0 || buju_cell_tri(junction, &yes) == BUJU_YES))
    out->way = BUJU_ROAD_FORWARD;
  else if (word != NULL && strncmp(word, "motorway", 8) == 0)
    out->way = BUJU_ROAD_FORWARD;
}

/* A limit is no average: cars do about four fifths of it (OSRM's car profile reckons so). */
static double share_of_column(const buju_part *part) {
  static const char *const limits[] = {"max", "limit", "限"};
  folded to;
  if (!buju_part_has(part, BUJU_FIELD_SPEED)) return 0.8; /* maxspeed among the tags */
  const char *name = part->layer->table.column[part->fields.column[BUJU_FIELD_SPEED]].name;
  if (!buju_text_fold_into(name, to.text, sizeof to.text)) return 1;
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
    if (strstr(to.text, limits[i]) != NULL) return 0.8;
  return 1;
}

/* Words that are a limit without a number: "none", "signals", "CN:urban", "限速". */
static bool names_no_speed(const char *text, folded *word) {
  static const char *const words[] = {"none",    "signals", "variable", "walk",   "implicit", "unposted",
                                      "default", "限速",    "不限",     "不限速", NULL};
  return strchr(text, ':') != NULL ||
         (buju_text_fold_into(text, word->text, sizeof word->text) && among(word->text, words));
}

static void read_speed(const buju_part *part, buju_ix row, buju_road_row *out) {
  double kmh;
  const char *text = said_of(part, BUJU_FIELD_SPEED, row, out, out->speed_digits);
  folded word;
  if (text == NULL) return;
  if (!buju_road_kmh_of(text, &kmh)) {
    if (!names_no_speed(text, &word)) out->speed_refused = text;
  } else if (kmh >= KMH_LEAST && kmh <= KMH_MOST) {
    out->drive_kmh = (float)(kmh * share_of_column(part));
  } else {
    out->speed_refused = text;
  }
}

static void read_duration(const buju_part *part, buju_ix row, buju_road_row *out) {
  const char *text = said_of(part, BUJU_FIELD_DURATION, row, out, out->duration_digits);
  if (text == NULL) return;
  out->ferry_s = buju_road_seconds_of(text);
  if (out->ferry_s == 0) out->duration_refused = text;
}

void buju_road_row_read(const buju_part *part, buju_ix row, buju_road_row *out) {
  char digits[32];
  *out = (buju_road_row){.drive_kmh = NAN};
  buju_osm_tags_read(buju_part_cell(part, BUJU_FIELD_OTHER_TAGS, row, digits), &out->tags);
  read_kind(part, row, out);
  if (out->kind.sense == BUJU_ROAD_NONE) return;
  open_to_bicycles(part, row, out);
  out->flags = read_barred(part, row, out) | out->kind.barred;
  read_level(part, row, out);
  read_way(part, row, out);
  read_speed(part, row, out);
  if (out->kind.class == BUJU_CLASS_FERRY) read_duration(part, row, out);
  out->name = buju_part_cell(part, BUJU_FIELD_NAME, row, out->name_digits);
}
