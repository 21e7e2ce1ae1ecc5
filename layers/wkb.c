/* Walking WKB. SPDX-License-Identifier: Apache-2.0 */
#include "layers/wkb.h"

enum { POINT = 1, LINE = 2, POLYGON = 3, COLLECTION = 7, DEPTH_MAX = 8 };

typedef struct walk {
  unsigned char *at, *end;
  bool (*visit)(void *user, unsigned char *xy, uint32_t n);
  void *user;
} walk;

static bool take_u32(walk *w, uint32_t *value) {
  if (w->end - w->at < 4) return false;
  *value = (uint32_t)w->at[0] | (uint32_t)w->at[1] << 8 | (uint32_t)w->at[2] << 16 | (uint32_t)w->at[3] << 24;
  w->at += 4;
  return true;
}

static bool take_run(walk *w, uint32_t n) {
  if ((size_t)(w->end - w->at) / 16 < n) return false;
  if (!w->visit(w->user, w->at, n)) return false;
  w->at += (size_t)n * 16;
  return true;
}

static bool take_geometry(walk *w, int depth) {
  uint32_t type = 0, n = 0;
  if (depth > DEPTH_MAX || w->end - w->at < 5 || *w->at++ != 1 || !take_u32(w, &type)) return false;
  if (type == POINT) return take_run(w, 1);
  if (type < POINT || type > COLLECTION || !take_u32(w, &n)) return false;
  if (type == LINE) return take_run(w, n);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t points = 0;
    if (type == POLYGON ? !take_u32(w, &points) || !take_run(w, points) : !take_geometry(w, depth + 1)) return false;
  }
  return true;
}

bool buju_wkb_each(unsigned char *wkb, size_t bytes, bool (*visit)(void *user, unsigned char *xy, uint32_t n),
                   void *user) {
  walk w = {wkb, wkb + bytes, visit, user};
  return take_geometry(&w, 0) && w.at == w.end;
}
