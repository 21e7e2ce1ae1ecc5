/* Statistical codes: 2 province + 2 prefecture + 2 county + 3 township + 3 village digits, always text.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_CODES_H
#define BUJU_LAYERS_REGION_CODES_H

#include "core/region.h"
#include "layers/cell.h"

enum { BUJU_COUNTY_DIGITS = 6, BUJU_TOWNSHIP_DIGITS = 9, BUJU_VILLAGE_DIGITS = 12 };

/** The code in row `row`, whatever the column's type: digits as buju_cell_code reads them; text that is not digits is
 * kept without its spaces and is BUJU_CODE_NOT. Of 12 digits followed by zeros (the land survey writes 19) or by an
 *  urban–rural class the 12 are taken, and *cut says so. A real number whose last six of twelve digits are zero is
 *  BUJU_CODE_LOST: no village ends in 000.
 *  @param out  in the arena; NULL with BLANK and LOST. NULL with READ or NOT means that memory is out. */
buju_code_state buju_code_cell(buju_arena *arena, const buju_column *column, buju_ix row, char **out, bool *cut);

/** n digits and nothing else. */
bool buju_code_digits(const char *code, int n);

/** The first n bytes of a code, in the arena. */
char *buju_code_prefix(buju_arena *arena, const char *code, size_t n);

/** Kinds from the digits of a code of at least 9 or 12; BUJU_AREA_KINDS where the code does not say. */
buju_area_kind buju_code_township_kind(const char *code);
buju_area_kind buju_code_village_kind(const char *code);

/** Kinds from names and from words of a column ("居委会", "community"); BUJU_AREA_KINDS where they do not say. */
buju_area_kind buju_name_township_kind(const char *name);
buju_area_kind buju_name_village_kind(const char *name);
buju_area_kind buju_word_village_kind(const char *word);

#endif
