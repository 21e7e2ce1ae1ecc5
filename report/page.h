/* Bytes of a page as they are written: text, escaped text, numbers. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_PAGE_H
#define BUJU_REPORT_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/say.h"

/** Zero-initialise but for the language; freed by buju_page_free. When memory is out, failed is set, what follows is
 *  ignored, and whoever asked for the page finds out at its end. */
typedef struct buju_page {
  char *bytes; /* heap; n bytes and a terminator */
  size_t n, cap;
  buju_lang lang;
  bool failed;
} buju_page;

/** Trusted text, as it is: markup. */
void buju_page_put(buju_page *page, const char *markup);
void buju_page_put_n(buju_page *page, const char *markup, size_t n);
/** Markup with numbers: a printf format, whose texts must be trusted. At most 511 bytes come out. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void buju_page_putf(buju_page *page, const char *format, ...);

/** Anybody's text: & < > " ' become entities, control characters other than newline and tab are left out. NULL is
 *  nothing. */
void buju_page_text(buju_page *page, const char *text);
/** A message, escaped. */
void buju_page_say(buju_page *page, buju_said said);
void buju_page_msg(buju_page *page, const buju_msg *msg);

void buju_page_free(buju_page *page);

/** "1,234,567.8" with so many decimals (0 to 6), halves away from zero; "" for NaN. Beyond 10^15 the digits say
 * nothing: "%.3g". */
const char *buju_page_number(double value, int decimals, char buf[48]);

#endif
