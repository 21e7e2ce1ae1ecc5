/* Any bytes as a selector on a small region: refused with a line, or answered. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/select.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/region_text.h"

static const char county[] = "village 421223100201 河田村 pop=564/708 at=1000,2000 category=集聚提升类 seat\n"
                             "village 421223100202 上畈村 pop=800/- at=2000,2000 demolition=2026\n"
                             "facility C1 village_clinic 河田村卫生室 village=421223100201 floor=60 public_owned\n";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  static const buju_doc place = {.kind = BUJU_DOC_SCALAR, .file = "s.yaml", .line = 1, .column = 1, .text = "…"};
  enum { SELECTOR_BYTES = 2000 }; /* longer ones are refused when the scenario is read */
  buju_selection selection = {0};
  buju_scenario scenario = {.as_of = {2026, 6, 30}};
  buju_region *region = NULL;
  buju_ctx *ctx = buju_ctx_new();
  buju_arena *arena = buju_arena_new();
  char *sql = arena != NULL && n <= SELECTOR_BYTES ? buju_arena_text_n(arena, (const char *)bytes, n) : NULL;
  if (ctx != NULL && sql != NULL && buju_region_text(ctx, county, &region) == BUJU_OK) {
    buju_selector selectors[] = {{sql, BUJU_FROM_VILLAGES, &place}, {sql, BUJU_FROM_FACILITIES, &place}};
    buju_status status = buju_select_region(ctx, &scenario, region, selectors, 2, arena, &selection);
    if (status != BUJU_OK && (status != BUJU_E_SELECTOR || buju_ctx_error(ctx)[0] == '\0')) abort();
  }
  buju_region_free(region);
  buju_arena_free(arena);
  buju_ctx_free(ctx);
  return 0;
}
