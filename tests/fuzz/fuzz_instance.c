/* Any bytes as a siting instance, in every format and by content: refused with a line, or read whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/instances.h"
#include "tests/fuzz/fuzz.h"

/* What whoever solves an instance relies on. */
static void check(const buju_instance *instance) {
  const buju_csr *table = &instance->table;
  bool points = table->row == NULL;
  if (points && instance->demands > 0 && (instance->demand_x == NULL || instance->demand_y == NULL)) abort();
  for (buju_ix i = 0; !points && i < instance->demands; i++)
    for (uint64_t k = table->row[i]; k < table->row[i + 1]; k++)
      if (table->col[k] >= instance->candidates || table->val[k] == UINT32_MAX) abort();
  for (buju_ix i = 0; instance->weight != NULL && i < instance->demands; i++)
    if (instance->weight[i] < 0) abort();
  buju_ix rooms = instance->candidates * (instance->tiers != NULL ? instance->tiers->n : 1);
  for (buju_ix j = 0; instance->open_cost != NULL && j < rooms; j++)
    if (instance->open_cost[j] < 0) abort();
}

static void parse(buju_ctx *ctx, const unsigned char *bytes, size_t n, const char *format, bool candidates,
                  bool tiers) {
  static const char costs[] = "demand,candidate,cost\na,x,1\na,y,2\nb,y,3\n";
  static const buju_instance_tier tier[] = {{"t", 2, 1, 3}, {"u", -1, -1, 1}};
  static const buju_instance_tiers two = {2, tier};
  const char *file = candidates ? "c.csv" : NULL;
  buju_instance_spec spec = {format, file, 10, BUJU_INSTANCE_UP, tiers ? &two : NULL};
  buju_instance *instance = NULL;
  buju_status status = candidates ? buju_instance_parse(ctx, "fuzz", (const unsigned char *)costs, sizeof costs - 1,
                                                        bytes, n, &spec, &instance)
                                  : buju_instance_parse(ctx, "fuzz", bytes, n, NULL, 0, &spec, &instance);
  if ((status == BUJU_OK) != (instance != NULL)) abort();
  if (status != BUJU_OK && buju_ctx_error(ctx)[0] == '\0') abort();
  if (status == BUJU_E_INTERNAL || status == BUJU_E_MEMORY) abort();
  if (instance != NULL) check(instance);
  buju_instance_free(instance);
  buju_ctx_clear(ctx);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  const char *id;
  const buju_msg *about;
  unsigned char *text = malloc(n + 1);
  buju_ctx *ctx = buju_ctx_new();
  if (ctx != NULL && text != NULL) {
    memcpy(text, bytes, n);
    text[n] = 0;
    buju_ctx_set_threads(ctx, 1);
    parse(ctx, text, n, NULL, false, false);
    parse(ctx, text, n, "csv", true, false);
    parse(ctx, text, n, "csv", true, true);
    for (size_t i = 0; buju_instance_format(i, &id, &about); i++) parse(ctx, text, n, id, false, false);
  }
  buju_ctx_free(ctx);
  free(text);
  return 0;
}
