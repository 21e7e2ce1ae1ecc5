/* Certificates of siting: what was asked of which instance, the plan, and the proof of its bound, as text
 * (docs/adr/0014). Read and written here; what it means is the checker's. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_CERTIFICATE_H
#define BUJU_LAYERS_CERTIFICATE_H

#include "layers/instances.h"

/** How every certificate begins; the version of the form follows. */
#define BUJU_CERTIFICATE_HEAD "buju-certificate"
enum { BUJU_CERTIFICATE_VERSION = 1 };

typedef enum buju_certificate_kind {
  BUJU_CERTIFICATE_OUTSHONE,
  BUJU_CERTIFICATE_OPEN,
  BUJU_CERTIFICATE_CLOSED,
  BUJU_CERTIFICATE_BRANCH,
  BUJU_CERTIFICATE_LEAF,
  BUJU_CERTIFICATE_KINDS
} buju_certificate_kind;

typedef struct buju_certificate_step {
  uint8_t kind;             /* buju_certificate_kind */
  buju_ix candidate, other; /* other: of OUTSHONE; 0 where they do not apply */
  buju_ix vector;           /* BUJU_NONE: none */
} buju_certificate_step;

/** The price of money that goes with a vector: times / 2^shift. */
typedef struct buju_certificate_toll {
  int64_t times; /* 0: none */
  int32_t shift; /* 0 … 62 */
} buju_certificate_toll;

/** Candidates and vectors count from 0 here and from 1 in the file. */
typedef struct buju_siting_certificate {
  char digest[BUJU_SHA256_HEX], candidates_digest[BUJU_SHA256_HEX]; /* of buju_instance; "" without candidates */
  char format[16];
  buju_instance_model model;
  int64_t p, budget;        /* -1: none */
  uint32_t limit, unserved; /* UINT32_MAX: none */
  double scale;             /* of distances and of costs in a CSV */
  buju_instance_rounding rounding;
  int64_t upper, lower;
  buju_ix sites;
  const buju_ix *site; /* ascending */
  buju_ix demands, vectors;
  int64_t proof_scale;               /* multipliers are in 1/proof_scale of the objective */
  const int64_t *multiplier;         /* [vectors × demands] */
  const buju_certificate_toll *toll; /* [vectors], or NULL: none */
  size_t steps;
  const buju_certificate_step *step;
  int64_t upper_line, lower_line, sites_line; /* where they stand in the file; set when read */
  const int64_t *step_line;                   /* [steps] */
} buju_siting_certificate;

/** Writes it beside path and renames it over. An existing file is replaced only when it is a certificate.
 *  @return BUJU_E_IO, BUJU_E_MEMORY. */
buju_status buju_certificate_write(buju_ctx *ctx, const buju_siting_certificate *certificate, const char *path);

/** Reads one; everything lives in arena. @return BUJU_E_OPEN, BUJU_E_DATA with the line, BUJU_E_MEMORY. */
buju_status buju_certificate_read(buju_ctx *ctx, const char *path, buju_arena *arena, buju_siting_certificate *out);
/** The same from bytes in memory, of which the one after the last is 0; name stands in messages. */
buju_status buju_certificate_parse(buju_ctx *ctx, const char *name, const unsigned char *bytes, size_t n,
                                   buju_arena *arena, buju_siting_certificate *out);

/** "outshone", "open", "closed", "branch", "leaf". */
extern const char *const buju_certificate_kind_words[BUJU_CERTIFICATE_KINDS];

#endif
