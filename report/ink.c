/* The table of inks. SPDX-License-Identifier: Apache-2.0 */
#include "report/ink.h"

#define ROW(NAME, name, light, dark, pattern) {name, light, dark, BUJU_##pattern},
const buju_ink_spec buju_ink_specs[BUJU_INKS] = {BUJU_INK_TABLE(ROW)};
