/* Numbers and lines of a text in memory, with the place of whatever is wrong. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_INSTANCES_SCAN_H
#define BUJU_LAYERS_INSTANCES_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/say.h"

/** Where reading stands. The byte at `end` can be read and is 0. */
typedef struct buju_scan {
  const char *at, *end;
  const char *file; /* for messages */
  int64_t line;     /* 1-based */
} buju_scan;

/** Bytes not yet read: what no count in the file can exceed. */
static inline uint64_t buju_scan_left(const buju_scan *scan) { return (uint64_t)(scan->end - scan->at); }

/** The text in memory, its beginning; a byte-order mark is no part of it. The byte after the last is 0. */
buju_scan buju_scan_begin(const char *name, const unsigned char *bytes, size_t n);

/** Skips blanks within the line; whether the line ends there. */
bool buju_scan_line_ends(buju_scan *scan);
/** Skips blanks and line ends; whether the text ends there. */
bool buju_scan_text_ends(buju_scan *scan);
/** Skips what is left of the line, its end included. */
void buju_scan_skip_line(buju_scan *scan);

/** Skips to the next word, on this line or a later one; its first byte is scan->at. Returns its length, 0 at the end
 *  of the text. */
size_t buju_scan_word(buju_scan *scan);

/** Reads the next number, on this line or a later one. what names it in messages ("p", "the cost of column {0}" has no
 *  place here: words only). BUJU_E_DATA when it is none or not from least to most. */
buju_status buju_scan_whole(buju_ctx *ctx, buju_scan *scan, const buju_msg *what, int64_t least, int64_t most,
                            int64_t *out);
/** A finite decimal number. */
buju_status buju_scan_real(buju_ctx *ctx, buju_scan *scan, const buju_msg *what, double *out);

/** Parses all of the n bytes; false when they are no number or it does not fit. */
bool buju_scan_parse_whole(const char *text, size_t n, int64_t *out);
bool buju_scan_parse_real(const char *text, size_t n, double *out);

/** BUJU_E_DATA: "file:line: expected WHAT, found "word"". */
buju_status buju_scan_unexpected(buju_ctx *ctx, buju_scan *scan, const buju_msg *what);

#endif
