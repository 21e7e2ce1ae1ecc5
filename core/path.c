/* Paths. SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "core/path.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 4 };

static const char up[] = "../";

const char *buju_path_absolute(buju_arena *arena, const char *path) {
  char *real = realpath(path, NULL);
  const char *kept = real != NULL ? buju_arena_text(arena, real) : NULL;
  free(real);
  return kept;
}

/* How much of path lies in a folder that both share: up to and with its last slash. */
static size_t shared(const char *folder, const char *path) {
  size_t same = 0;
  for (size_t i = 0;; i++) {
    bool whole = folder[i] == '\0' || folder[i] == '/';
    if (whole && path[i] == '/') same = i + 1;
    if (folder[i] == '\0' || folder[i] != path[i]) return same;
  }
}

const char *buju_path_relative(buju_arena *arena, const char *folder, const char *path) {
  if (strncmp(path, "/vsi", 4) == 0) return path;
  size_t same = shared(folder, path), steps = 0;
  const char *rest = strlen(folder) >= same ? folder + same : "";
  for (const char *p = rest; *p != '\0'; p++)
    if (p == rest || p[-1] == '/') steps++;
  if (steps > STEPS_MAX) return path;
  char *out = buju_arena_alloc(arena, steps * (sizeof up - 1) + strlen(path + same) + 1, 1);
  if (out == NULL) return NULL;
  for (size_t i = 0; i < steps; i++) memcpy(out + i * (sizeof up - 1), up, sizeof up - 1);
  return strcat(out, path + same);
}
