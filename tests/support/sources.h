/* Files as bureaus send them, sound and broken, written byte by byte, and reading them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_SUPPORT_SOURCES_H
#define BUJU_TESTS_SUPPORT_SOURCES_H

#include <stddef.h>

#include "core/doc.h"
#include "core/scenario.h"
#include "layers/source.h"

/** A folder of its own for each test, and one reading in it. Messages are in English. */
typedef struct bench {
  char folder[64], path[512];
  buju_ctx *ctx;
  buju_arena *arena;
  buju_findings findings;
  buju_scenario scenario;
  buju_doc node;
  buju_input input; /* set crs, layer … before bench_read */
  buju_crs_target target;
  buju_layer *layer;
} bench;

/** cmocka's setup and teardown; *state is the bench. The folder goes with everything in it. */
int bench_begin(void **state);
int bench_end(void **state);

void bench_write(const bench *b, const char *name, const void *bytes, size_t n);
void bench_text(const bench *b, const char *name, const char *text);
void bench_remove(const bench *b, const char *name);
/** The file's bytes; the caller frees them. */
unsigned char *bench_bytes(const bench *b, const char *name, size_t *n);

/** Reads a file of the folder, or an absolute path, with a fresh arena and no findings. */
buju_status bench_read(bench *b, const char *name);
/** bench_read that must work; the layer. */
const buju_layer *bench_layer(bench *b, const char *name);
/** bench_read that must fail with this status and an error line that contains every one of the words, "|" between. */
void bench_refused(bench *b, const char *name, buju_status status, const char *words);

int bench_findings(const bench *b, const char *id);
/** The first finding of that kind rendered, what then what was done; "" when there is none. */
const char *bench_finding(const bench *b, const char *id);

/** The cell as text: integers and reals printed, blank "(blank)". Valid until the next call. */
const char *bench_cell(const bench *b, const char *column, buju_ix row);

typedef struct bench_field {
  const char *name; /* bytes as the file has them, at most 10 */
  char type;
  unsigned char width, decimals;
} bench_field;

/** A DBF: cells row after row, padded with blanks (numbers to the right); a first cell that starts with '*' marks the
 *  row deleted. */
void bench_dbf(const bench *b, const char *name, unsigned char ldid, const bench_field *fields, int columns,
               const char *const *cells, int rows);
/** .shp and .shx of points, name without ending. A NaN x is a null shape. */
void bench_points(const bench *b, const char *name, const double *xy, int rows);
/** Points at every (x0 + i, y0 + i) with a DBF of one column "id". */
void bench_plain_points(const bench *b, const char *name, double x0, double y0, int rows);

typedef struct bench_member {
  const char *name; /* bytes as the archive has them */
  const void *bytes;
  size_t n;
} bench_member;
/** A zip of uncompressed members; utf8 sets the mark that says names are UTF-8. */
void bench_zip(const bench *b, const char *name, const bench_member *members, int n, bool utf8);
/** A workbook of sheets, each the inside of <sheetData>. */
void bench_xlsx(const bench *b, const char *name, const char *const *sheet_names, const char *const *rows, int sheets);

/** Skips the test, saying so, when the data folder has no such file; else its full path, until the next call. */
const char *bench_real(bench *b, const char *data_dir, const char *file);

#endif
