/* Writing JSON: commas, nesting and escaping kept right. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_JSON_H
#define BUJU_CORE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BUJU_JSON_DEPTH = 32 };

/** A document being written. put receives the bytes in order; zero-initialise the rest. Keys are given inside objects
 *  and NULL inside arrays and at the top. */
typedef struct buju_json {
  void (*put)(void *user, const char *bytes, size_t n);
  void *user;
  int depth;
  bool filled[BUJU_JSON_DEPTH]; /* the container at this depth has a member already */
} buju_json;

void buju_json_open(buju_json *json, const char *key, char bracket); /* '{' or '[' */
void buju_json_close(buju_json *json, char bracket);                 /* '}' or ']' */

/** NULL text becomes null; a byte that is not UTF-8 becomes U+FFFD. */
void buju_json_text(buju_json *json, const char *key, const char *text);
void buju_json_int(buju_json *json, const char *key, int64_t value);
/** The shortest digits that read back as the same number; null when it is not finite. */
void buju_json_real(buju_json *json, const char *key, double value);
void buju_json_bool(buju_json *json, const char *key, bool value);
void buju_json_null(buju_json *json, const char *key);

#endif
