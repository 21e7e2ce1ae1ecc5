/* Which buju this is, and what it stands on. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_VERSION_H
#define BUJU_VERSION_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version of the library, like "0.1.0". */
const char *buju_version(void);

/** A library as it runs here, which need not be the one buju was built with. Texts are static. */
typedef struct buju_library {
  const char *name, *version; /* "GDAL", "3.6.2" */
} buju_library;

/** Fills the first `room` of `out`.
 *  @return how many libraries there are. O(1). */
size_t buju_libraries(buju_library *out, size_t room);

#ifdef __cplusplus
}
#endif
#endif
