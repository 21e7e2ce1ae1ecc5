/* The table of zones for spreadsheets. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_OUTPUT_ACCESS_CSV_H
#define BUJU_LAYERS_OUTPUT_ACCESS_CSV_H

#include "layers/output/output.h"

/** Writes a zone and a service a row, limits side by side: UTF-8 with a byte order mark, commas, CRLF (RFC 4180), heads
 *  in the context's language. */
buju_status buju_access_csv(const buju_output *out, const char *path);

#endif
