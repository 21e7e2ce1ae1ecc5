/* Which buju this is, and what it stands on. SPDX-License-Identifier: Apache-2.0 */
#include "buju/version.h"

#include "layers/libraries.h"
#include "planner/siting/lp.h"
#include "planner/siting/mip.h"
#include "report/book_file.h"

const char *buju_version(void) { return BUJU_VERSION; }

size_t buju_libraries(buju_library *out, size_t room) {
  const buju_library others[] = {
      {"Cbc", buju_mip_version()}, {"Clp", buju_lp_version()}, {"libxlsxwriter", buju_book_library_version()}};
  size_t n = 0;
  for (size_t i = 0; i < BUJU_LAYER_LIBRARIES; i++, n++)
    if (n < room) out[n] = buju_layer_library(i);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++, n++)
    if (n < room) out[n] = others[i];
  return n;
}
