/* dBase files as bytes: GDAL reads a number out of "12a4" without a word, and needs the encoding before it has seen the
 * text; both matter here, so the records are read as they stand. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_DBF_H
#define BUJU_LAYERS_DBF_H

#include "layers/text_decode.h"

typedef struct buju_dbf_field {
  char name[12]; /* undecoded, terminated */
  char type;     /* 'C', 'N', 'F', 'D', 'L', … */
  uint8_t width, decimals;
  uint32_t offset; /* within the record */
} buju_dbf_field;

typedef struct buju_dbf {
  unsigned char *bytes;
  uint32_t rows, record_bytes, header_bytes;
  uint32_t fields;
  buju_dbf_field *field;
  uint8_t ldid;
} buju_dbf;

/** Reads a DBF whole and checks that its header and its size agree.
 *  @param path   as VSI opens it; shown: as messages name it.
 *  @return BUJU_E_OPEN, BUJU_E_DATA (truncated or not a DBF), BUJU_E_LIMIT (over 2 GiB). */
buju_status buju_dbf_open(buju_ctx *ctx, const char *path, const char *shown, buju_dbf *out);
void buju_dbf_close(buju_dbf *dbf);

bool buju_dbf_deleted(const buju_dbf *dbf, uint32_t row);
/** The cell without the blanks and NULs around it. */
buju_text_span buju_dbf_cell(const buju_dbf *dbf, uint32_t row, uint32_t field);

/** All names and text cells, for choosing the encoding. */
buju_texts buju_dbf_texts(const buju_dbf *dbf);

/** What a number's cell holds. */
typedef enum buju_dbf_number { BUJU_DBF_BLANK, BUJU_DBF_INTEGER, BUJU_DBF_REAL, BUJU_DBF_NOT_A_NUMBER } buju_dbf_number;

/** Parses a cell of a number field, exactly: up to 18 digits are an integer; a decimal point, an exponent or more
 * digits make a real. Asterisks (overflow) and blanks are blank. */
buju_dbf_number buju_dbf_parse(buju_text_span cell, int64_t *integer, double *real);

#endif
