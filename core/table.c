/* Tables of attributes. SPDX-License-Identifier: Apache-2.0 */
#include "core/table.h"

#include <string.h>

buju_ix buju_table_find(const buju_table *table, const char *name) {
  for (buju_ix c = 0; c < table->columns; c++)
    if (strcmp(table->column[c].name, name) == 0) return c;
  return BUJU_NONE;
}
