/* Statistical codes: 2 province + 2 prefecture + 2 county + 3 township + 3 village digits, always text.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_CODES_H
#define BUJU_LAYERS_REGION_CODES_H

#include "core/region.h"

enum { BUJU_COUNTY_DIGITS = 6, BUJU_TOWNSHIP_DIGITS = 9, BUJU_VILLAGE_DIGITS = 12 };

/** What became of a code as written. */
typedef enum buju_code_state {
  BUJU_CODE_OK,
  BUJU_CODE_BLANK,
  BUJU_CODE_CUT,    /* 12 digits followed by zeros or an urban–rural class: the 12 are taken */
  BUJU_CODE_REFUSED /* went through a number (4.21223E+11): its last digits are lost */
} buju_code_state;

/** Brings a code as written to its plain form: full-width digits, spaces, a leading apostrophe and a trailing ".0" are
 *  understood; a code that is not made of digits is kept as it is.
 *  @param out  in the arena, set for OK and CUT; NULL with BUJU_CODE_OK means that memory is out. */
buju_code_state buju_code_read(buju_arena *arena, const char *text, char **out);

/** The code in row `row`, whatever the column's type. A real number whose last six of twelve digits are zero is refused
 *  too: no village ends in 000. */
buju_code_state buju_code_cell(buju_arena *arena, const buju_column *column, buju_ix row, char **out);

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
