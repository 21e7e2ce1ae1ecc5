/* What people type into cells: numbers with units, yes and no in many forms, codes that went through a spreadsheet.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_CELL_H
#define BUJU_LAYERS_CELL_H

#include <stdbool.h>

#include "core/units.h"

/** Reads a number as people write it: full-width digits, thousands separators in groups of three, a trailing unit (人,
 *  户, 个, 平方米, 元 …) or remark in parentheses: "1,234（人）" is 1234. 万 and 亿 count: "1.2万" is 12000.
 *  False, and value untouched, for anything else, NULL and "" included. O(length). */
bool buju_cell_number(const char *text, double *value);

/** The same, with the factor the cell itself names kept apart (1, 10000, 100000000), for columns that have a unit of
 *  their own. */
bool buju_cell_number_scaled(const char *text, double *value, double *scale);

/** Whether the text only says that there is nothing: NULL, "", "-", "/", "无数据", "不详", "#N/A" …. Not "无" and not
 *  "0", which answer a question. */
bool buju_cell_says_nothing(const char *text);

/** Yes or no: 是/否, 有/无, √/×, Y/N, 1/0, 达标/不达标 …, a remark in parentheses allowed. Text that says nothing is
 *  BUJU_UNKNOWN and understood; anything else is BUJU_UNKNOWN and not. */
buju_tri buju_cell_tri(const char *text, bool *understood);

enum { BUJU_CODE_BYTES = 32 };

typedef enum buju_code_state {
  BUJU_CODE_READ,  /* out holds its digits */
  BUJU_CODE_BLANK, /* there is none */
  BUJU_CODE_LOST,  /* "4.21223E+11": a spreadsheet rounded it, its digits are gone */
  BUJU_CODE_NOT    /* not digits */
} buju_code_state;

/** Reads a numeric code written as text: spaces, full-width digits, a leading apostrophe and a trailing ".0" are
 *  forgiven, and so is an exponent that leaves every digit standing ("4.21223100201E+11"). */
buju_code_state buju_cell_code(const char *text, char out[BUJU_CODE_BYTES]);

/** The same for a column that holds numbers; exact up to 2^53, beyond it BUJU_CODE_LOST. */
buju_code_state buju_cell_code_of_real(double value, char out[BUJU_CODE_BYTES]);

#endif
