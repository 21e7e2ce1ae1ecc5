/* What the program knows by itself: the shapes of rules and the profiles. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CATALOGUE_H
#define BUJU_CATALOGUE_H

#include <stddef.h>

#include "buju/ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Takes n bytes of UTF-8, in order; they are borrowed for the call, and no terminator follows. A piece may end
 *  within a character. */
typedef void (*buju_put)(void *user, const char *bytes, size_t n);

/** Markdown is for profiles: a table a row of the policy, to be read beside the document. */
typedef enum buju_format { BUJU_FORMAT_TEXT, BUJU_FORMAT_JSON, BUJU_FORMAT_MARKDOWN } buju_format;

/** Shapes of rules with their parameters: name, type, unit, range, default, meaning. Text is in the context's language,
 *  JSON holds both.
 *  @param name    of one shape; NULL: all of them.
 *  @param format  TEXT or JSON; MARKDOWN gives text.
 *  @param user    handed on to put, as below.
 *  @return BUJU_E_USAGE when there is none of that name, with the nearest. */
buju_status buju_catalogue_rules(buju_ctx *ctx, const char *name, buju_format format, buju_put put, void *user);

/** The name of the i-th shape of a rule, from 0, in the order in which they are listed; NULL behind the last. Static.
 * O(i). */
const char *buju_catalogue_shape(size_t i);

/** The profiles inside the program: id, status, title, document. What was put before a failure stays put, as below. */
buju_status buju_catalogue_profiles(buju_ctx *ctx, buju_format format, buju_put put, void *user);

/** One profile: every rule it uses with clause, sentence, parameters and values.
 *  @param name  an id, or the path of a YAML file.
 *  @return BUJU_E_SCENARIO when there is none of that name, or it is not valid or cannot be read. / */
buju_status buju_catalogue_profile(buju_ctx *ctx, const char *name, buju_format format, buju_put put, void *user);

#ifdef __cplusplus
}
#endif
#endif
