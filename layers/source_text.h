/* Texts of a source: which encoding, and each cell clean and once in memory. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_TEXT_H
#define BUJU_LAYERS_SOURCE_TEXT_H

#include "layers/source_read.h"
#include "layers/text_decode.h"

/** Chooses: encoding: of the scenario → .cpg → strict UTF-8 over all texts → GB18030 → LDID, and opens the decoder.
 *  A .cpg that names nothing known or contradicts the bytes becomes a finding. cpg may be "", ldid 0. */
buju_status buju_text_choose(buju_reading *reading, const buju_texts *texts, const char *cpg, uint8_t ldid,
                             buju_decoder *decoder);

/** Decoding one column: counts its bad and cut cells. */
typedef struct buju_text_column {
  buju_decoder decoder;
  buju_decoder *otherwise; /* for texts that should be UTF-8 and are not; NULL: none */
  const char *field;
  buju_tally bad, cut;
  int64_t not_utf8;
} buju_text_column;

void buju_text_begin(buju_text_column *column, const char *field);
/** Decodes and cleans a cell; blank gives NULL. The text is interned. */
buju_status buju_text_take(buju_reading *reading, buju_text_column *column, int64_t row, buju_text_span cell,
                           const char **out);
/** Reports what begin … take counted. */
buju_status buju_text_end(buju_reading *reading, buju_text_column *column);

#endif
