/* Writing JSON. SPDX-License-Identifier: Apache-2.0 */
#include "core/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

static void put(buju_json *json, const char *text) { json->put(json->user, text, strlen(text)); }

static void put_quoted(buju_json *json, const char *text) {
  size_t n = strlen(text);
  put(json, "\"");
  while (n > 0) {
    size_t length = buju_utf8_char(text, n);
    unsigned char c = (unsigned char)text[0];
    if (length == 0) {
      put(json, "\\ufffd");
      length = 1;
    } else if (c == '"' || c == '\\') {
      char escaped[3] = {'\\', (char)c, '\0'};
      put(json, escaped);
    } else if (c < 0x20 || c == 0x7f) {
      char escaped[8];
      snprintf(escaped, sizeof escaped, "\\u%04x", c);
      put(json, escaped);
    } else {
      json->put(json->user, text, length);
    }
    text += length;
    n -= length;
  }
  put(json, "\"");
}

static void begin(buju_json *json, const char *key) {
  if (json->filled[json->depth]) put(json, ",");
  json->filled[json->depth] = true;
  if (key == NULL) return;
  put_quoted(json, key);
  put(json, ":");
}

void buju_json_open(buju_json *json, const char *key, char bracket) {
  begin(json, key);
  if (json->depth < BUJU_JSON_DEPTH - 1) json->depth++;
  json->filled[json->depth] = false;
  json->put(json->user, &bracket, 1);
}

void buju_json_close(buju_json *json, char bracket) {
  if (json->depth > 0) json->depth--;
  json->put(json->user, &bracket, 1);
}

void buju_json_text(buju_json *json, const char *key, const char *text) {
  begin(json, key);
  if (text == NULL)
    put(json, "null");
  else
    put_quoted(json, text);
}

void buju_json_int(buju_json *json, const char *key, int64_t value) {
  char digits[24];
  snprintf(digits, sizeof digits, "%" PRId64, value);
  begin(json, key);
  put(json, digits);
}

void buju_json_real(buju_json *json, const char *key, double value) {
  char digits[40];
  begin(json, key);
  if (!isfinite(value)) {
    put(json, "null");
    return;
  }
  snprintf(digits, sizeof digits, "%.15g", value);
  if (strtod(digits, NULL) != value) snprintf(digits, sizeof digits, "%.17g", value);
  put(json, digits);
}

void buju_json_bool(buju_json *json, const char *key, bool value) {
  begin(json, key);
  put(json, value ? "true" : "false");
}

void buju_json_null(buju_json *json, const char *key) {
  begin(json, key);
  put(json, "null");
}
