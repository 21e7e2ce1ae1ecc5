/* The profiles inside the program: planner/profiles/(id).yaml, embedded by the build.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_PROFILES_H
#define BUJU_CORE_PROFILES_H

#include <stddef.h>

typedef struct buju_profile_text {
  const char *id, *text; /* text: YAML, UTF-8, terminated */
  size_t bytes;
} buju_profile_text;

/** By id; ends with a row whose id is NULL. */
extern const buju_profile_text buju_profile_texts[];

#endif
