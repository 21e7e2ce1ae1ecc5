/* A document: the tree of a YAML file in which every node knows its place. Read by layers/yaml, bound by whoever owns
 * the keys. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_DOC_H
#define BUJU_CORE_DOC_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/say.h"
#include "core/units.h"

typedef enum buju_doc_kind { BUJU_DOC_NULL, BUJU_DOC_SCALAR, BUJU_DOC_LIST, BUJU_DOC_MAP } buju_doc_kind;

/** Who wrote a node or a value in force, for run_info and `buju rules`. */
typedef enum buju_origin { BUJU_BY_DEFAULT, BUJU_BY_PROFILE, BUJU_BY_SCENARIO, BUJU_BY_SET } buju_origin;

/** One node; everything lives in the arena it was read into. */
typedef struct buju_doc buju_doc;
struct buju_doc {
  buju_doc_kind kind;
  buju_origin origin;
  bool quoted;      /* a scalar in quotes is text even if it looks like a number */
  const char *file; /* as the user named it, "profile xixian-2021" or "--set" */
  int line, column; /* 1-based; of the key where the value is a map, a list or blank */
  const char *key;  /* of a map's child, else NULL */
  const char *text; /* of a scalar, else NULL */
  buju_doc *first;  /* children, in the order of the file */
  buju_doc *next;
  buju_doc *last; /* the last child, so that adding is O(1) */
};

/** A new node without children; NULL when memory is out. */
buju_doc *buju_doc_new(buju_arena *arena, buju_doc_kind kind, const char *file, int line, int column);
/** Adds child to the end of parent; key may be NULL for lists. */
void buju_doc_add(buju_doc *parent, const char *key, buju_doc *child);
/** The child of a map by key, or NULL (also for NULL and for other kinds). */
buju_doc *buju_doc_find(const buju_doc *map, const char *key);
/** How many children. O(children). */
buju_ix buju_doc_count(const buju_doc *node);

/** Gives every node of the tree its origin. */
void buju_doc_mark(buju_doc *node, buju_origin origin);

/** Overlays `over` on `base`: maps fewer than `levels` levels below the root are merged key by key, everything else is
 *  replaced. A null over a map says nothing (all of its lines are comments) and leaves it. The result lives in arena
 * and shares untouched nodes. NULL when memory is out. */
buju_doc *buju_doc_merge(buju_arena *arena, const buju_doc *base, const buju_doc *over, int levels);

/** Whether two trees say the same: kinds, keys, texts and order; where they stand does not matter. NULL is blank. */
bool buju_doc_same(const buju_doc *a, const buju_doc *b);

/** "file:line:column" of a node, as errors show it; a long file loses its start. size is at least 64. Returns buf. */
const char *buju_doc_place(const buju_doc *node, char *buf, size_t size);

enum { BUJU_PLACE_BYTES = 320, BUJU_SHOWN_BYTES = 80 };

/** What a node holds, short enough for an error line: its text, or that it is a list, a map or nothing. Written into
 *  buf of BUJU_SHOWN_BYTES where it is not a constant. */
const char *buju_doc_shown(const buju_ctx *ctx, const buju_doc *node, char *buf);

/** Complains about a node: said's {0} is filled with the place and {1} with what the node holds. Returns
 *  BUJU_E_SCENARIO. */
buju_status buju_doc_complain(buju_ctx *ctx, const buju_doc *node, buju_said said);

/** Complains when node is not a map, and about every key of it that is not in known (NULL-terminated), naming the
 *  nearest known one by edit distance. BUJU_OK when all are known. */
buju_status buju_doc_known(buju_ctx *ctx, const buju_doc *map, const char *const *known);

/** Levenshtein distance in bytes; SIZE_MAX when a word is too long for a typing error (48 bytes). O(product of the
 * lengths). */
size_t buju_word_distance(const char *a, const char *b);
/** The nearest of the NULL-terminated known words by edit distance, or NULL when none is near. */
const char *buju_nearest_word(const char *word, const char *const *known);

/** A plain off or 关: what switches a rule or a parameter off. */
bool buju_doc_is_off(const buju_doc *node);

/** Typed readings of a scalar. Each complains with the place, what was found and what is wanted; *out is set only on
 *  success. Booleans: true/false/yes/no/on/off/是/否. Limits are inclusive. */
buju_status buju_doc_text(buju_ctx *ctx, const buju_doc *node, const char **out);
buju_status buju_doc_bool(buju_ctx *ctx, const buju_doc *node, bool *out);
buju_status buju_doc_int(buju_ctx *ctx, const buju_doc *node, int64_t min, int64_t max, int64_t *out);
buju_status buju_doc_real(buju_ctx *ctx, const buju_doc *node, double min, double max, double *out);
/** The same for numbers with a unit: "15" and "15 min" are 15 min; any other unit is refused by name. */
buju_status buju_doc_int_unit(buju_ctx *ctx, const buju_doc *node, const char *unit, int64_t min, int64_t max,
                              int64_t *out);
buju_status buju_doc_real_unit(buju_ctx *ctx, const buju_doc *node, const char *unit, double min, double max,
                               double *out);
/** How a unit of the parameter tables is shown: 分钟 or min. */
const char *buju_unit_shown(const char *unit, buju_lang lang);
/** "0.1–1440 min". Returns buf. */
const char *buju_range_shown(double min, double max, const char *unit, buju_lang lang, char *buf, size_t size);
/** A day as YYYY-MM-DD that exists in the calendar. */
buju_status buju_doc_date(buju_ctx *ctx, const buju_doc *node, buju_date *out);
/** One of the NULL-terminated words: its index. */
buju_status buju_doc_word(buju_ctx *ctx, const buju_doc *node, const char *const *words, int *out);

#endif
