/* Writing catalogues. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_CATALOGUE_H
#define BUJU_LIBBUJU_CATALOGUE_H

#include "buju/catalogue.h"
#include "core/json.h"
#include "core/rule.h"
#include "core/say.h"

/** Where a catalogue goes. */
typedef struct buju_out {
  buju_put put;
  void *user;
  buju_lang lang;
} buju_out;

/** Writes text as it is. */
void buju_out_text(const buju_out *out, const char *text);
/** Writes texts one after another; NULL-terminated. */
void buju_out_texts(const buju_out *out, const char *const *texts);
#define BUJU_OUT(out, ...) buju_out_texts((out), (const char *const[]){__VA_ARGS__, NULL})
/** Writes a message in the language of out. */
void buju_out_say(const buju_out *out, buju_said said);
const char *buju_out_pick(const buju_out *out, const buju_msg *msg);

/** "1–1440 min", "walk | ebike | drive", "true | false" …: what a parameter takes. Returns buf. */
const char *buju_param_takes(const buju_param *param, buju_lang lang, char *buf, size_t size);
/** A value in force as YAML would have it, "off" when it is not given. */
const char *buju_value_shown(const buju_value *value);

/** {"zh": …, "en": …}. */
void buju_json_msg(buju_json *json, const char *key, const buju_msg *msg);

#endif
