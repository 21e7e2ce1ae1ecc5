/* Cutting ways at gates. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/road_class.h"
#include "layers/source_osm.h"

/* Places as the file stores them: ten-millionths of a degree. */
typedef struct buju_gate {
  int32_t lon, lat;
  uint8_t barred; /* buju_road_flag bits */
} buju_gate;

/* A point of a way, and who cannot go from it to the next. */
typedef struct buju_gate_point {
  double x, y;
  uint8_t barred;
} buju_gate_point;

static const double closed_m = 1, metres_a_degree = 111320, radians_a_degree = 0.017453292519943295;

void buju_gates_free(buju_gates *gates) {
  for (OGRFeatureH piece; (piece = buju_gates_next(gates)) != NULL;) OGR_F_Destroy(piece);
  buju_vec_free(&gates->gate);
  buju_vec_free(&gates->point);
  buju_vec_free(&gates->piece);
}

/* ---- what a gate closes ---- */

static const char *tag(OGRFeatureH feature, const char *name) {
  int field = OGR_F_GetFieldIndex(feature, name);
  return field >= 0 && OGR_F_IsFieldSetAndNotNull(feature, field) ? OGR_F_GetFieldAsString(feature, field) : NULL;
}

static bool among(const char *text, const char *const *words) {
  for (; *words != NULL; words++)
    if (strcmp(text, *words) == 0) return true;
  return false;
}

/* Without a word about access: what only walkers pass, and what bicycles pass as well. Gates open. */
static uint8_t barred_by_kind(const char *kind) {
  static const char *const walkers[] = {"stile", "turnstile", "full-height_turnstile", "kissing_gate", "ladder", NULL};
  static const char *const no_cars[] = {
      "bollard",        "block",  "cycle_barrier", "motorcycle_barrier", "chain", "log",
      "jersey_barrier", "debris", "planter",       "barrier_board",      NULL};
  if (among(kind, walkers)) return BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE;
  return among(kind, no_cars) ? BUJU_ROAD_BARRED_DRIVE : 0;
}

static uint8_t barred_by(OGRFeatureH point) {
  static const struct {
    const char *tag;
    uint8_t bits;
  } said[] = {{"access", BUJU_ROAD_BARRED_WALK | BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE},
              {"vehicle", BUJU_ROAD_BARRED_EBIKE | BUJU_ROAD_BARRED_DRIVE},
              {"motor_vehicle", BUJU_ROAD_BARRED_DRIVE},
              {"bicycle", BUJU_ROAD_BARRED_EBIKE},
              {"foot", BUJU_ROAD_BARRED_WALK}};
  const char *kind = tag(point, "barrier");
  uint8_t barred = kind != NULL ? barred_by_kind(kind) : 0;
  for (size_t i = 0; i < sizeof said / sizeof *said; i++) { /* what says more of a mode comes later */
    const char *word = tag(point, said[i].tag);
    if (word == NULL) continue;
    barred = buju_road_word_closes(word) ? barred | said[i].bits : barred & (uint8_t)~said[i].bits;
  }
  return barred;
}

static int32_t stored(double degrees) { return (int32_t)lround(degrees * 1e7); }

void buju_gates_note(buju_gates *gates, OGRFeatureH point) {
  OGRGeometryH at = OGR_F_GetGeometryRef(point);
  uint8_t barred = barred_by(point);
  if (at == NULL || barred == 0) return;
  buju_gate *gate = buju_vec_push(&gates->gate, sizeof *gate);
  if (gate == NULL)
    gates->out_of_memory = true;
  else
    *gate = (buju_gate){stored(OGR_G_GetX(at, 0)), stored(OGR_G_GetY(at, 0)), barred};
}

/* ---- finding them on a way ---- */

static int by_place(const void *a, const void *b) {
  const buju_gate *g = a, *h = b;
  if (g->lon != h->lon) return g->lon < h->lon ? -1 : 1;
  return (g->lat > h->lat) - (g->lat < h->lat);
}

static uint8_t barred_at(const buju_gates *gates, double lon, double lat) {
  const buju_gate wanted = {stored(lon), stored(lat), 0};
  if (gates->gate.n == 0) return 0;
  const buju_gate *found = bsearch(&wanted, gates->gate.data, gates->gate.n, sizeof wanted, by_place);
  return found != NULL ? found->barred : 0;
}

static bool add_point(buju_gates *gates, double x, double y, uint8_t barred) {
  buju_gate_point *to = buju_vec_push(&gates->point, sizeof *to);
  if (to == NULL) return false;
  *to = (buju_gate_point){x, y, barred};
  return true;
}

/* How far along from one point to the other a metre reaches: at most to the middle. */
static double metre_of(double x0, double y0, double x1, double y1) {
  double metres = hypot((x1 - x0) * cos(y0 * radians_a_degree), y1 - y0) * metres_a_degree;
  return metres > 2 * closed_m ? closed_m / metres : 0.5;
}

/* The way's points, and a metre after each gate (before it at the way's end) one more. */
static bool lay_points(buju_gates *gates, OGRGeometryH line) {
  int n = OGR_G_GetPointCount(line);
  gates->point.n = 0;
  for (int i = 0; i < n; i++) {
    double x = OGR_G_GetX(line, i), y = OGR_G_GetY(line, i);
    uint8_t barred = barred_at(gates, x, y);
    gates->used += barred != 0;
    if (barred != 0 && i == n - 1 && n > 1) {
      double px = OGR_G_GetX(line, i - 1), py = OGR_G_GetY(line, i - 1), t = metre_of(x, y, px, py);
      if (!add_point(gates, x + t * (px - x), y + t * (py - y), barred)) return false;
      barred = 0;
    }
    if (!add_point(gates, x, y, barred)) return false;
    if (barred == 0 || i == n - 1) continue;
    double nx = OGR_G_GetX(line, i + 1), ny = OGR_G_GetY(line, i + 1), t = metre_of(x, y, nx, ny);
    if (!add_point(gates, x + t * (nx - x), y + t * (ny - y), 0)) return false;
  }
  return true;
}

/* ---- pieces ---- */

/* The tag that speaks of one mode goes before all others, the way's own among them. */
static void close_to(OGRFeatureH piece, uint8_t barred) {
  static const struct {
    const char *tag;
    uint8_t bit;
  } modes[] = {
      {"motor_vehicle", BUJU_ROAD_BARRED_DRIVE}, {"bicycle", BUJU_ROAD_BARRED_EBIKE}, {"foot", BUJU_ROAD_BARRED_WALK}};
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
    int field = OGR_F_GetFieldIndex(piece, modes[i].tag);
    if (field >= 0 && (barred & modes[i].bit) != 0) OGR_F_SetFieldString(piece, field, "no");
  }
}

static bool keep_piece(buju_gates *gates, OGRFeatureH piece) {
  OGRFeatureH *to = piece != NULL ? buju_vec_push(&gates->piece, sizeof *to) : NULL;
  if (to != NULL)
    *to = piece;
  else if (piece != NULL)
    OGR_F_Destroy(piece);
  return to != NULL;
}

static bool add_piece(buju_gates *gates, OGRFeatureH way, size_t from, size_t to) {
  const buju_gate_point *point = gates->point.data;
  OGRFeatureH piece = OGR_F_Clone(way);
  OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
  if (piece == NULL || line == NULL) {
    OGR_F_Destroy(piece);
    OGR_G_DestroyGeometry(line);
    return false;
  }
  for (size_t i = from; i <= to; i++) OGR_G_AddPoint_2D(line, point[i].x, point[i].y);
  OGR_F_SetGeometryDirectly(piece, line);
  if (point[from].barred != 0) close_to(piece, point[from].barred);
  return keep_piece(gates, piece);
}

static bool cut(buju_gates *gates, OGRFeatureH way) {
  const buju_gate_point *point = gates->point.data;
  size_t last = gates->point.n - 1;
  for (size_t from = 0, to; from < last; from = to) {
    for (to = from + 1; to < last && point[to].barred == point[from].barred;) to++;
    if (!add_piece(gates, way, from, to)) return false;
  }
  return true;
}

void buju_gates_cut(buju_gates *gates, OGRFeatureH way) {
  OGRGeometryH line = OGR_F_GetGeometryRef(way);
  gates->piece.n = gates->given = 0;
  if (gates->sorted < gates->gate.n) {
    qsort(gates->gate.data, gates->gate.n, sizeof(buju_gate), by_place);
    gates->sorted = gates->gate.n;
  }
  int64_t used = gates->used;
  bool kept = true;
  if (line != NULL && gates->gate.n > 0) kept = lay_points(gates, line);
  if (kept && gates->used > used && gates->point.n > 1) {
    kept = cut(gates, way);
    OGR_F_Destroy(way);
  } else {
    kept = keep_piece(gates, way) && kept;
  }
  if (!kept) gates->out_of_memory = true;
}

OGRFeatureH buju_gates_next(buju_gates *gates) {
  if (gates->given == gates->piece.n) return NULL;
  return ((OGRFeatureH *)gates->piece.data)[gates->given++];
}
