/* Any bytes as a scenario: refused with a line, or read. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "libbuju/scenario.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  buju_scenario *scenario = NULL;
  buju_ctx *ctx = buju_ctx_new();
  if (ctx == NULL) return 0;
  buju_status status = buju_scenario_parse(ctx, "fuzz/s.yaml", (const char *)bytes, n, NULL, 0, &scenario);
  bool said = buju_ctx_error(ctx)[0] != '\0';
  if ((status == BUJU_OK) != (scenario != NULL) || (status != BUJU_OK && !said)) abort();
  if (status == BUJU_E_INTERNAL || status == BUJU_E_MEMORY) abort();
  buju_scenario_free(scenario);
  buju_ctx_free(ctx);
  return 0;
}
