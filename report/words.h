/* Words for what a plan holds, the same in page and workbook. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_WORDS_H
#define BUJU_REPORT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/report.h"
#include "core/words.h"

/** What a rule says, in the policy's words; NULL when the plan does not hold it. */
const char *buju_sentence_of(const buju_report *report, buju_lang lang, const char *rule);

/** What a column is called in a table of one language: an alias without its "(Chinese)". Returns buf. */
const char *buju_words_of_head(buju_lang lang, buju_layer_id layer, unsigned column, char *buf, size_t size);

/** The value of a row of run_info in words (core/words.h); what is somebody's text (titles, files) is left as it is.
 *  NULL when there is none. */
const char *buju_words_of_info(const buju_report *report, buju_lang lang, buju_ix row, char *buf, size_t size);

/** The area a row of compliance is of; sites may be in no county. */
const char *buju_words_of_area(const buju_report *report, buju_lang lang, buju_ix row, char *buf, size_t size);

/** Whether a row of actions asks the bureau to decide: what becomes of the site is in no rule. */
bool buju_is_review(const buju_report *report, buju_ix row);

/** Whether a row of actions is a project: neither keep nor review. */
bool buju_is_project(const buju_report *report, buju_ix row);

/** What the columns of coverage by township are called; a page has the first BUJU_COVERAGE_SHOWN, a sheet all. */
enum { BUJU_COVERAGE_SHOWN = 11, BUJU_COVERAGE_COLUMNS = 13 };
extern const buju_msg buju_coverage_heads[BUJU_COVERAGE_COLUMNS];

#endif
