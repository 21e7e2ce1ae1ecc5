/* From dBase records to a table. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SOURCE_DBF_H
#define BUJU_LAYERS_SOURCE_DBF_H

#include "layers/dbf.h"
#include "layers/source_read.h"

/** Chooses the encoding (encoding:, .cpg, strict UTF-8, GB18030, LDID), decodes and types the columns.
 *  source_row is the record's number from 0, which is also GDAL's feature id. */
buju_status buju_dbf_take(buju_reading *reading, const char *path, const buju_dbf *dbf, buju_table *out);

#endif
