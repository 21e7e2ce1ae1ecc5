/* What buju access shows. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_ACCESS_SHOW_H
#define BUJU_CLI_ACCESS_SHOW_H

#include "core/access.h"

/** What `buju access` tells. */
typedef struct access_report {
  const buju_access *access;
  const char *path; /* of the file written, or NULL */
  bool villages;    /* villages are among the zones */
  double read_s, measure_s, write_s;
} access_report;

enum { ACCESS_ID_BYTES = 64 };

/** A place's settlement_id as the layers have it: the village's code, with the number of the place in it. */
void access_settlement_id(const buju_access *access, buju_ix place, char out[ACCESS_ID_BYTES]);

/** The zones the tables show. */
static inline buju_ix access_zones_shown(const access_report *report) {
  return report->villages ? report->access->zones.n : report->access->zones.villages;
}

static inline const char *access_in(const buju_ctx *ctx, const buju_msg *msg) {
  return buju_ctx_lang(ctx) == BUJU_ZH ? msg->zh : msg->en;
}

/** What was asked and how it was measured, a few lines and an empty one. */
void access_show_head(const buju_ctx *ctx, const buju_access *access);
void access_show_text(const buju_ctx *ctx, const access_report *report);
/** docs/access.md has the schema. */
void access_show_json(const access_report *report);

#endif
