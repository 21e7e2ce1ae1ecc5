/* Writing catalogues. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LIBBUJU_CATALOGUE_H
#define BUJU_LIBBUJU_CATALOGUE_H

#include "buju/catalogue.h"
#include "core/json.h"
#include "core/rule.h"
#include "core/say.h"
#include "core/scenario.h"

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
/** Says of a value that is ours that it is, or in which years; nothing of others. */
void buju_out_ours(const buju_out *out, const buju_value *value);

/** "trial", "draft" … in words. */
const buju_msg *buju_profile_status_text(const char *status);
/** The catalogue of one profile: a table with a row a rule, in the order of the rows of the policy. */
buju_status buju_out_policy(buju_ctx *ctx, const buju_out *out, const buju_scenario *profile);
/** What stands above the catalogues of all profiles. */
void buju_out_policies_head(const buju_out *out);

/** {"zh": …, "en": …}. */
void buju_json_msg(buju_json *json, const char *key, const buju_msg *msg);

#endif
