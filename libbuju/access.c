/* Accessibility of a scenario: settings, the plan to compare with, travel, measuring. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "core/access.h"
#include "core/scenario.h"
#include "libbuju/travels.h"
#include "planner/access/access.h"

static const uint32_t MINUTE_MS = 60000;

/* Weights of the zones between limits, thousandths, by how many limits there are. Three: those of Luo & Qi (2009) for
 * slow decay. Others: the Gaussian through their first step, 0.68^((3r/n)²) for zone r of n. */
static const uint16_t default_weights[BUJU_ACCESS_LIMITS][BUJU_ACCESS_LIMITS] = {
    {1000},
    {1000, 420},
    {1000, 680, 220},
    {1000, 805, 420, 142},
    {1000, 870, 574, 287, 108},
    {1000, 908, 680, 420, 214, 90},
};

/* The index of a word in a NULL-terminated list, or −1. */
static int word_index(const char *const *words, const char *word, size_t n) {
  for (int i = 0; words[i] != NULL; i++)
    if (strlen(words[i]) == n && strncmp(words[i], word, n) == 0) return i;
  return -1;
}

static buju_status no_word(buju_ctx *ctx, const char *option, const char *word, const char *known) {
  BUJU_MSG(unknown, "{0} 不认识“{1}”；可用 {2}", "{0}: \"{1}\" is not known; there are {2}");
  return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(unknown, buju_text(option), buju_text(word), buju_text(known)));
}

#define LISTED(name, id, zh, en) id ", "

/* "thc,primary" as bits. */
static buju_status parse_services(buju_ctx *ctx, const char *list, unsigned *asked) {
  const char *ids[BUJU_SERVICES + 1] = {NULL};
  *asked = 0;
  for (int s = 0; s < BUJU_SERVICES; s++) ids[s] = buju_access_service_words[s].id;
  for (const char *at = list; at != NULL;) {
    size_t n = strcspn(at, ",");
    int service = word_index(ids, at, n);
    if (service < 0) {
      char word[64];
      size_t shown = n < sizeof word ? n : sizeof word - 1;
      memcpy(word, at, shown);
      word[shown] = '\0';
      return no_word(ctx, "--service", word, BUJU_SERVICE_TABLE(LISTED) "primary");
    }
    *asked |= 1u << service;
    at = at[n] == ',' ? at + n + 1 : NULL;
  }
  return BUJU_OK;
}

static const uint32_t LEAST_LIMIT_MS = 6000;

/* Ascending; equal ones are a mistake of whoever asked. */
static buju_status set_limits(buju_ctx *ctx, const uint32_t *limit_ms, size_t n, buju_access *access) {
  BUJU_MSG(too_many, "--limits 最多 {0} 个时限", "--limits takes at most {0} limits");
  BUJU_MSG(zero, "--limits 中的时限须不小于 0.1 分钟", "--limits: a limit is at least 0.1 minutes");
  BUJU_MSG(twice, "--limits 中 {0} 分钟出现两次", "--limits: {0} minute{0?|s} {0?occurs|occur} twice");
  if (n > BUJU_ACCESS_LIMITS) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(too_many, buju_int(BUJU_ACCESS_LIMITS)));
  for (size_t i = 0; i < n; i++) {
    size_t at = i;
    if (limit_ms[i] < LEAST_LIMIT_MS || limit_ms[i] == BUJU_FAR) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(zero));
    for (; at > 0 && access->limit_ms[at - 1] >= limit_ms[i]; at--) {
      if (access->limit_ms[at - 1] == limit_ms[i])
        return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(twice, buju_real(limit_ms[i] / (double)MINUTE_MS)));
      access->limit_ms[at] = access->limit_ms[at - 1];
    }
    access->limit_ms[at] = limit_ms[i];
  }
  access->limits = (buju_ix)n;
  return BUJU_OK;
}

/* 15, 30 and 60 minutes, and the limit of the rule in force when the mode is the rule's too. */
static buju_status default_limits(buju_ctx *ctx, uint32_t rule_ms, buju_access *access) {
  uint32_t limit_ms[4] = {15 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS};
  size_t n = 3;
  bool there = rule_ms == limit_ms[0] || rule_ms == limit_ms[1] || rule_ms == limit_ms[2];
  if (rule_ms != BUJU_FAR && rule_ms != 0) access->limit_origin = BUJU_ACCESS_RULE;
  if (rule_ms != BUJU_FAR && rule_ms != 0 && !there) limit_ms[n++] = rule_ms;
  return set_limits(ctx, limit_ms, n, access);
}

static buju_status set_weights(buju_ctx *ctx, const buju_access_spec *spec, buju_access *access) {
  BUJU_MSG(count, "--weights 有 {0} 个，时限有 {1} 个；每个时限一个权重",
           "--weights has {0} weight{0?|s} for {1} limit{1?|s}; each limit takes one");
  BUJU_MSG(order, "--weights 应在 0.001 和 1 之间，并且由近到远不增大",
           "--weights: a weight is between 0.001 and 1 and none is above the one before it");
  if (spec->weights == 0) {
    memcpy(access->weight, default_weights[access->limits - 1], sizeof access->weight);
    return BUJU_OK;
  }
  if (spec->weights != access->limits)
    return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(count, buju_int((int64_t)spec->weights), buju_int(access->limits)));
  for (buju_ix l = 0; l < access->limits; l++) {
    bool good = spec->weight[l] >= 1 && spec->weight[l] <= 1000 && (l == 0 || spec->weight[l] <= spec->weight[l - 1]);
    if (!good) return buju_fail(ctx, BUJU_E_USAGE, BUJU_SAY(order));
    access->weight[l] = spec->weight[l];
  }
  access->weight_origin = BUJU_ACCESS_ASKED;
  return BUJU_OK;
}

/* The mode and limit of the rule in force, when a plan was made by one that has them: the one that lets villages share,
 * else the first that asks for a service within a limit. */
static void rule_reach(const buju_plan *plan, buju_mode *mode, uint32_t *limit_ms) {
  *limit_ms = BUJU_FAR;
  if (plan == NULL) return;
  for (int m = 0; m < BUJU_MODES && plan->coverage.limit_ms != BUJU_FAR; m++) {
    if (plan->coverage.mode != &buju_mode_names[m]) continue;
    *mode = (buju_mode)m;
    *limit_ms = plan->coverage.limit_ms;
  }
  if (*limit_ms != BUJU_FAR || plan->reacheds == 0) return;
  *mode = plan->reached[0].mode;
  *limit_ms = plan->reached[0].limit_ms;
}

static buju_status settle(buju_ctx *ctx, const buju_access_spec *spec, const buju_plan *plan, buju_access *access) {
  buju_mode rule_mode = BUJU_WALK;
  uint32_t rule_ms;
  rule_reach(plan, &rule_mode, &rule_ms);
  if (spec->mode != NULL) {
    access->mode = (buju_mode)word_index(buju_mode_words, spec->mode, strlen(spec->mode));
    access->mode_origin = BUJU_ACCESS_ASKED;
  } else {
    access->mode = rule_mode;
    access->mode_origin = rule_ms != BUJU_FAR ? BUJU_ACCESS_RULE : BUJU_ACCESS_DEFAULT;
  }
  buju_status status;
  if (spec->limits > 0) {
    access->limit_origin = BUJU_ACCESS_ASKED;
    status = set_limits(ctx, spec->limit_ms, spec->limits, access);
  } else {
    status = default_limits(ctx, access->mode == rule_mode ? rule_ms : BUJU_FAR, access);
  }
  return status == BUJU_OK ? set_weights(ctx, spec, access) : status;
}

/* What can be refused before anything is read or planned is. */
static buju_status check(buju_ctx *ctx, const buju_access_spec *spec, unsigned *asked) {
  if (spec->mode != NULL && word_index(buju_mode_words, spec->mode, strlen(spec->mode)) < 0)
    return no_word(ctx, "--mode", spec->mode, "walk, ebike, drive");
  if (spec->travel != NULL && word_index(buju_provider_words, spec->travel, strlen(spec->travel)) < 0)
    return no_word(ctx, "--travel", spec->travel, "straight, roads, terrain, auto");
  if (spec->direction != NULL && word_index(buju_direction_words, spec->direction, strlen(spec->direction)) < 0)
    return no_word(ctx, "--direction", spec->direction, "to_service, from_service");
  buju_access trial = {0};
  buju_status status = spec->limits > 0 ? set_limits(ctx, spec->limit_ms, spec->limits, &trial) : BUJU_OK;
  if (status == BUJU_OK && spec->limits > 0) status = set_weights(ctx, spec, &trial);
  return status == BUJU_OK ? parse_services(ctx, spec->service, asked) : status;
}

static buju_status choose_travel(buju_ctx *ctx, const buju_access_spec *spec, const buju_travels *travels,
                                 buju_access *access) {
  BUJU_MSG(missing, "{0}：没有可用于“{1}”的数据；请在 inputs 中给出道路或地形，或用 --travel straight",
           "{0}: nothing to measure {1} on; give roads or terrain in inputs, or ask for --travel straight");
  int asked = spec->travel != NULL ? word_index(buju_provider_words, spec->travel, strlen(spec->travel)) : -1;
  access->provider = asked < 0 || asked == BUJU_BY_AUTO ? travels->chosen : (buju_provider)asked;
  if (travels->by[access->provider] != NULL) return BUJU_OK;
  return buju_fail(
      ctx, BUJU_E_SCENARIO,
      BUJU_SAY(missing, buju_text(access->scenario->path), buju_word(&buju_provider_names[access->provider])));
}

static buju_status make(buju_ctx *ctx, const buju_access_spec *spec, unsigned asked, buju_access *access) {
  buju_travels travels;
  buju_plan *plan = NULL;
  buju_scenario undrawn = *access->scenario; /* nobody looks at the circles of the plan */
  undrawn.circles.off = true;
  buju_status status = buju_travels_make(ctx, access->scenario, access->region, &travels);
  if (status == BUJU_OK) status = choose_travel(ctx, spec, &travels, access);
  if (status == BUJU_OK && access->scenario->uses > 0)
    status = buju_plan_make_on(ctx, &undrawn, access->region, &travels, &plan);
  if (status == BUJU_OK) status = settle(ctx, spec, plan, access);
  if (status == BUJU_OK) status = buju_access_gather(ctx, plan, asked, access);
  if (status == BUJU_OK)
    status = buju_access_measure(ctx, buju_travel_heading(travels.by[access->provider], access->direction), access);
  buju_plan_free(plan);
  buju_travels_free(&travels);
  return status;
}

buju_status buju_access_make(buju_ctx *ctx, const buju_scenario *scenario, const buju_region *region,
                             const buju_access_spec *spec, buju_access **out) {
  unsigned asked = 0;
  buju_status status = check(ctx, spec, &asked);
  if (status != BUJU_OK) return status;
  buju_arena *arena = buju_arena_new();
  buju_access *access = arena != NULL ? BUJU_NEW(arena, buju_access, 1) : NULL;
  if (access == NULL) {
    buju_arena_free(arena);
    return buju_fail_memory(ctx);
  }
  *access = (buju_access){.arena = arena, .scenario = scenario, .region = region, .catchments = spec->catchments != 0};
  if (spec->direction != NULL)
    access->direction = (buju_direction)word_index(buju_direction_words, spec->direction, strlen(spec->direction));
  status = make(ctx, spec, asked, access);
  if (status == BUJU_OK)
    *out = access;
  else
    buju_access_free(access);
  return status;
}

void buju_access_free(buju_access *access) {
  if (access != NULL) buju_arena_free(access->arena);
}
