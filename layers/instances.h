/* Siting problems as files: the benchmark formats of the literature, and a plain table of costs.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INSTANCES_H
#define BUJU_LAYERS_INSTANCES_H

#include "core/arena.h"
#include "core/say.h"
#include "core/sha256.h"
#include "core/units.h"

/** What is usually asked of such files. */
typedef enum buju_instance_model {
  BUJU_INSTANCE_COVER,
  BUJU_INSTANCE_MAX_COVER,
  BUJU_INSTANCE_MEDIAN,
  BUJU_INSTANCE_CENTRE,
  BUJU_INSTANCE_ANY /* the file does not say */
} buju_instance_model;

/** What a table of candidates says of one. */
typedef enum buju_instance_state {
  BUJU_INSTANCE_FREE,
  BUJU_INSTANCE_EXISTING,
  BUJU_INSTANCE_CLOSABLE,
  BUJU_INSTANCE_REQUIRED,
  BUJU_INSTANCE_FORBIDDEN,
  BUJU_INSTANCE_STATES
} buju_instance_state;

typedef enum buju_instance_rounding {
  BUJU_INSTANCE_DOWN,
  BUJU_INSTANCE_NEAREST,
  BUJU_INSTANCE_UP,
  BUJU_INSTANCE_ROUNDINGS
} buju_instance_rounding;

/** "cover", "max-cover", "median", "centre"; "down", "nearest", "up". */
extern const char *const buju_instance_model_words[BUJU_INSTANCE_ANY];
extern const char *const buju_instance_rounding_words[BUJU_INSTANCE_ROUNDINGS];

/** Tiers of care, as a table says: the lowest first. */
typedef struct buju_instance_tier {
  const char *name;
  double limit;   /* in the units of the costs; below 0: none */
  int64_t p;      /* below 0: any number */
  int64_t visits; /* how often somebody asks for it, 0 … BUJU_INSTANCE_VISITS_MOST: weights count so many times */
} buju_instance_tier;

enum { BUJU_INSTANCE_TIERS_MOST = 255, BUJU_INSTANCE_VISITS_MOST = 1000000 };
typedef struct buju_instance_tiers {
  buju_ix n; /* 1 … BUJU_INSTANCE_TIERS_MOST */
  const buju_instance_tier *tier;
} buju_instance_tiers;

/** How to read; all zero reads by content. */
typedef struct buju_instance_spec {
  const char *format;               /* id; NULL: by content */
  const char *candidates;           /* path of the table of candidates; NULL: none */
  double scale;                     /* costs of a CSV are multiplied by it; 0: 1 */
  buju_instance_rounding rounding;  /* then rounded so */
  const buju_instance_tiers *tiers; /* of which the table of candidates speaks; NULL: none. Borrowed by the instance */
} buju_instance_spec;

/** An instance: costs as a table, or points whose distances are the costs. Demand points and candidates are numbered
 *  as in the file, or in ascending order of their names. Owned by its arena. */
typedef struct buju_instance {
  buju_arena *arena;
  const char *format; /* static */
  buju_instance_model model;
  buju_ix demands, candidates;
  const buju_instance_tiers *tiers; /* NULL: none; else state, open_cost and close_cost are [tiers × candidates], tier
                                       by tier, and there are no sizes */
  buju_csr table; /* by demand, each candidate once, in any order; row is NULL when there are points */
  double *demand_x, *demand_y, *candidate_x, *candidate_y;
  int64_t *weight;      /* [demands] 0 or more; NULL: 1 each */
  int64_t *weight_line; /* [demands] where the weight is said; NULL: not kept */
  uint8_t *state;       /* [candidates] buju_instance_state; NULL: all free */
  int64_t *open_cost;   /* [candidates] 0 or more; NULL: 1 each */
  int64_t *close_cost;  /* [candidates] 0 or more; NULL: 0 each */
  uint8_t *backup;      /* [demands] 1 … 255 sites that each is to be reached by; NULL: not said */
  buju_ix *group;       /* [demands] whom a shortfall is told by; NULL: not said */
  buju_ix groups;
  const char **group_name;   /* [groups] "" where a row says none */
  int64_t *capacity, *least; /* [candidates] the most and the least weight of an open one, 0 or more; NULL: not said.
                                INT64_MAX: any */
  const char **demand_name, **candidate_name; /* NULL: they are numbers, from `first` */
  uint64_t rounded;                           /* of a csv: costs that scale left with decimals, which are lost */
  double finer_scale;                         /* of those: the power of ten, at most 1,000, that keeps most */
  buju_ix first;
  int64_t p;                               /* as the file says; -1 when it does not */
  char digest[BUJU_SHA256_HEX];            /* of the file's bytes */
  char candidates_digest[BUJU_SHA256_HEX]; /* of those of the table of candidates; "" without one */
} buju_instance;

/** Reads an instance whole. O(bytes), and for graphs O(nodes × edges × log nodes).
 *  @param out  freed with buju_instance_free; set only on success.
 *  @return BUJU_E_USAGE for an unknown format, BUJU_E_OPEN, BUJU_E_DATA with file and line, BUJU_E_LIMIT for graphs too
 *          large to be stored as a table, BUJU_E_MEMORY. */
buju_status buju_instance_read(buju_ctx *ctx, const char *path, const buju_instance_spec *spec, buju_instance **out);

/** The same from bytes in memory, whose last is followed by one more that is 0; name stands in messages. The table of
 *  candidates is given as bytes, too, or NULL. */
buju_status buju_instance_parse(buju_ctx *ctx, const char *name, const unsigned char *bytes, size_t n,
                                const unsigned char *candidates, size_t candidates_n, const buju_instance_spec *spec,
                                buju_instance **out);

/** Reads a table of tiers: columns tier, and any of limit, p, visits. It lives in arena.
 *  @return BUJU_E_OPEN, BUJU_E_DATA with file and line, BUJU_E_MEMORY. */
buju_status buju_instance_read_tiers(buju_ctx *ctx, const char *path, buju_arena *arena, buju_instance_tiers *out);

/** NULL is fine. */
void buju_instance_free(buju_instance *instance);

/** The ids of the formats with what each is; false beyond the last. */
bool buju_instance_format(size_t i, const char **id, const buju_msg **about);

#endif
