/* Words for the ids that a plan's cells hold: the same in pages, in the workbook and in QGIS.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_WORDS_H
#define BUJU_CORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/columns.h"

/** The word of an id in a domain, else the id; NULL is NULL. */
const char *buju_word_of(buju_lang lang, buju_domain domain, const char *id);

/** The words of ids of a domain with "+" or "," between, one after the other, cut to size. Returns buf. */
const char *buju_words_joined(buju_lang lang, buju_domain domain, const char *ids, char *buf, size_t size);

/** A value of run_info as people read it: where all of it is ids of the vocabulary, numbers and what lists and maps
 *  are written with, ids become words. Else it is text, and stays. Returns buf or value. */
const char *buju_words_of_value(buju_lang lang, const char *value, char *buf, size_t size);

/** A place as people call it: the data may have no name for it, and then its code stands for one, of a county, township
 *  or village, and is called that. Returns buf or name. */
const char *buju_words_of_place(buju_lang lang, const char *name, char *buf, size_t size);

/** Whether a column without a domain holds ids all the same: several in one cell, or among other text. */
bool buju_is_worded(buju_layer_id layer, unsigned column);

/** A text cell as people read it, whatever its column; what is no id stays. Returns buf, a word or text. */
const char *buju_words_of_cell(buju_lang lang, buju_layer_id layer, unsigned column, const char *text, char *buf,
                               size_t size);

#endif
