/* Text in columns, for Chinese and English alike. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_SHOW_H
#define BUJU_CLI_SHOW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/json.h"
#include "core/say.h"

/** Prints text and fills up with spaces to width columns of the terminal; nothing when it is wider already. */
void show_left(const char *text, size_t width);
/** Replaces control characters, with which a name could move the terminal's cursor, by spaces, in place. */
void show_printable(char *text);
/** Prints a name of a list: after a colon when it is the first, else after a comma; control characters as spaces. */
void show_name(buju_lang lang, bool first, const char *name);
/** Prints text cut to width columns, then ended by "…", and control characters as spaces; fills up with spaces where
 *  fill is true. */
void show_short(const char *text, size_t width, bool fill);
/** Fills up first. */
void show_right(const char *text, size_t width);
/** 1234567.5 → "1,234,567.5" with so many decimals; NaN → "". */
const char *show_number(double value, int decimals, char buf[48]);

/** Prints "12,345 (85.3 %)" at the right of width columns; percent NaN: the number alone; value NaN: nothing. */
void show_share(double value, double percent, size_t width);

/** A JSON document on stdout; ends with a newline when the last bracket is closed by show_json_end. */
buju_json show_json_begin(void);
void show_json_end(buju_json *json);

#endif
