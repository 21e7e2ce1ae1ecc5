/* `circles:` — which service circles are drawn. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "libbuju/scenario.h"
#include "planner/services.h"

static const char *const circle_keys[] = {"limits_min", "mode",    "travel",    "services",
                                          "before",     "nearest", "spacing_m", NULL};

static void first_of(buju_status *status, buju_status next) {
  if (*status == BUJU_OK) *status = next;
}

static int by_time(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static buju_status bind_limit(buju_ctx *ctx, const buju_doc *node, buju_circles_spec *c) {
  BUJU_MSG(many, "{0}：时限太多；一次最多画 12 个", "{0}: too many limits; at most 12 are drawn at once");
  double minutes;
  buju_status status = buju_doc_real_unit(ctx, node, "min", 0.1, 1440, &minutes);
  if (status != BUJU_OK) return status;
  if (c->limits == BUJU_CIRCLE_LIMITS) return buju_doc_complain(ctx, node, BUJU_SAY(many));
  c->limit_ms[c->limits++] = (uint32_t)llround(minutes * 60000);
  return BUJU_OK;
}

/* One limit or a list of them; sorted, each once. */
static buju_status bind_limits(buju_ctx *ctx, const buju_doc *node, buju_circles_spec *c) {
  buju_status status = BUJU_OK;
  if (node->kind != BUJU_DOC_LIST)
    status = bind_limit(ctx, node, c);
  else
    for (const buju_doc *each = node->first; each != NULL; each = each->next)
      first_of(&status, bind_limit(ctx, each, c));
  if (c->limits > 1) qsort(c->limit_ms, c->limits, sizeof *c->limit_ms, by_time);
  buju_ix kept = 0;
  for (buju_ix i = 0; i < c->limits; i++)
    if (kept == 0 || c->limit_ms[i] != c->limit_ms[kept - 1]) c->limit_ms[kept++] = c->limit_ms[i];
  c->limits = kept;
  return status;
}

static buju_status bind_service(buju_ctx *ctx, const buju_doc *node, buju_circles_spec *c) {
  int word;
  buju_status status = buju_doc_word(ctx, node, buju_service_set_words, &word);
  if (status == BUJU_OK) c->services |= buju_service_set(word);
  return status;
}

static buju_status bind_services(buju_ctx *ctx, const buju_doc *node, buju_circles_spec *c) {
  buju_status status = BUJU_OK;
  if (node->kind != BUJU_DOC_LIST) return bind_service(ctx, node, c);
  for (const buju_doc *each = node->first; each != NULL; each = each->next)
    first_of(&status, bind_service(ctx, each, c));
  return status;
}

static bool given(const buju_doc *node) { return node != NULL && node->kind != BUJU_DOC_NULL; }

buju_status buju_bind_circles(buju_ctx *ctx, const buju_doc *circles, buju_scenario *scenario) {
  buju_circles_spec *c = &scenario->circles;
  int word;
  if (!given(circles)) return BUJU_OK;
  if (buju_doc_is_off(circles)) {
    c->off = true;
    return BUJU_OK;
  }
  buju_status status = buju_doc_known(ctx, circles, circle_keys);
  const buju_doc *limits = buju_doc_find(circles, "limits_min"), *mode = buju_doc_find(circles, "mode");
  const buju_doc *travel = buju_doc_find(circles, "travel"), *services = buju_doc_find(circles, "services");
  const buju_doc *before = buju_doc_find(circles, "before"), *nearest = buju_doc_find(circles, "nearest");
  const buju_doc *spacing = buju_doc_find(circles, "spacing_m");
  if (given(limits)) first_of(&status, bind_limits(ctx, limits, c));
  if (given(mode)) {
    buju_status one = buju_doc_word(ctx, mode, buju_mode_words, &word);
    c->mode_given = one == BUJU_OK;
    if (one == BUJU_OK) c->mode = (buju_mode)word;
    first_of(&status, one);
  }
  if (given(travel)) {
    buju_status one = buju_doc_word(ctx, travel, buju_provider_words, &word);
    c->provider_given = one == BUJU_OK;
    if (one == BUJU_OK) c->provider = (buju_provider)word;
    first_of(&status, one);
  }
  if (given(services)) first_of(&status, bind_services(ctx, services, c));
  if (given(before)) first_of(&status, buju_doc_bool(ctx, before, &c->before));
  if (given(nearest)) first_of(&status, buju_doc_bool(ctx, nearest, &c->nearest));
  if (given(spacing)) first_of(&status, buju_doc_real_unit(ctx, spacing, "m", 5, 100000, &c->spacing_m));
  return status;
}
