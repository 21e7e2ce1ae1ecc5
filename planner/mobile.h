/* Being served without a clinic of one's own: by a neighbour's (extension), by staff the health centre posts, by its
 * rounds. Rules of MOBILE speak before the layout settles: a village they take gets no clinic, one they leave does.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_PLANNER_MOBILE_H
#define BUJU_PLANNER_MOBILE_H

#include "planner/job.h"

/** Who serves a village without a clinic, and whether any rule of MOBILE spoke of it. */
struct buju_mobile {
  buju_ix use;      /* the rule that took it, or BUJU_NONE */
  buju_ix village;  /* the neighbour whose clinic serves it, or BUJU_NONE */
  buju_ix facility; /* the health centre that serves it, or BUJU_NONE */
  buju_trip trip;   /* to that clinic; or from that centre */
  buju_mode mode;   /* how it was measured */
  buju_provider provider;
  uint32_t limit_ms; /* BUJU_FAR: none */
  bool sought;       /* a rule picked it as one that a clinic of its own does not suit */
  buju_ix left_use;  /* the last rule that could not serve it and leaves it without a clinic, or BUJU_NONE */
  buju_said left;    /* why */
};

/** What the parameters that all three shapes have in common say. */
typedef struct buju_mobile_ask {
  buju_ix use;
  buju_ix where; /* selector: villages a clinic of their own does not suit; BUJU_NONE: none */
  bool open;     /* also those that nobody serves yet: picked by an earlier rule, or barred by hand */
  bool keep;     /* a village with a clinic that counts keeps it */
  bool own_else; /* whom the rule cannot serve gets a clinic of its own, unless a later rule serves it */
  buju_people_n from_people, most_people; /* inclusive; BUJU_PEOPLE_MISSING: no matter how many */
} buju_mobile_ask;

/** Parameters of a shape of MOBILE begin with these. */
enum { BUJU_MOBILE_WHERE, BUJU_MOBILE_OPEN, BUJU_MOBILE_KEEP, BUJU_MOBILE_ELSE, BUJU_MOBILE_PARAMS };
#define BUJU_MOBILE_COMMON(otherwise)                                                                                  \
  [BUJU_MOBILE_WHERE] = {.name = "where",                                                                              \
                         .type = BUJU_PARAM_SELECTOR,                                                                  \
                         .unit = "",                                                                                   \
                         .fallback = "",                                                                               \
                         .from = BUJU_FROM_VILLAGES,                                                                   \
                         .text = {"哪些村不宜单独设固定村卫生室（不写：只接手尚无着落的村）",                          \
                                  "the villages a fixed clinic of their own does not suit (unless given, only those "  \
                                  "nobody serves yet)"}},                                                              \
  [BUJU_MOBILE_OPEN] = {.name = "open",                                                                                \
                        .type = BUJU_PARAM_BOOL,                                                                       \
                        .unit = "",                                                                                    \
                        .fallback = "true",                                                                            \
                        .text = {"前面的规则没有着落、或人工决定不设点的村也接手",                                     \
                                 "also serves villages an earlier such rule could not, or where no clinic may stand "  \
                                 "by decision"}},                                                                      \
  [BUJU_MOBILE_KEEP] = {.name = "keep_clinics",                                                                        \
                        .type = BUJU_PARAM_BOOL,                                                                       \
                        .unit = "",                                                                                    \
                        .fallback = "true",                                                                            \
                        .text = {"已有计入的村卫生室的村予以保留，不改由他处服务",                                     \
                                 "villages with a clinic that counts keep it"}},                                       \
  [BUJU_MOBILE_ELSE] = {.name = "otherwise",                                                                           \
                        .type = BUJU_PARAM_WORD,                                                                       \
                        .unit = "",                                                                                    \
                        .fallback = otherwise,                                                                         \
                        .words = buju_mobile_else_words,                                                               \
                        .text = {"服务不到的村怎么办（own_clinic：单独设村卫生室；nobody：列为未覆盖）",               \
                                 "what becomes of villages it cannot serve (own_clinic: a clinic of their own; "       \
                                 "nobody: named as not served)"}}
extern const char *const buju_mobile_else_words[];

/** The common values of a use. */
buju_mobile_ask buju_mobile_ask_of(const buju_job *job, buju_ix use);

/** The villages the rule is to serve, ascending; in job->scratch. Villages it picks that an earlier rule has decided
 *  are told so. O(villages). */
buju_status buju_mobile_seek(buju_job *job, const buju_mobile_ask *ask, buju_ix *n, buju_ix **village);

/** The rule takes a village: it is decided. who holds village, facility and trip. */
buju_status buju_mobile_take(buju_job *job, buju_ix village, buju_ix use, buju_verdict verdict, struct buju_mobile who,
                             buju_said said);

/** The rule cannot serve it: why. */
buju_status buju_mobile_leave(buju_job *job, const buju_mobile_ask *ask, buju_ix village, buju_said said);

/** Whether the village will have a clinic of its own that others could be served from. */
bool buju_mobile_hosts(const buju_job *job, buju_ix village);

/** Whether the village is served without a clinic of its own. */
static inline bool buju_mobile_served(const buju_need *need) {
  return need->verdict == BUJU_VERDICT_EXTENSION || need->verdict == BUJU_VERDICT_POSTING ||
         need->verdict == BUJU_VERDICT_ROUNDS;
}

/** The village whose clinic, or the health centre (facility) that serves it; the site once there are sites. */
buju_ix buju_mobile_site(const buju_job *job, buju_ix village);

/** The trips of settlements to the clinics that extend to them, as their rules measure them: trip and site are by
 *  settlement; those of others are left as they are. */
buju_status buju_mobile_trips(const buju_job *job, const buju_ix *site, buju_arena *scratch, buju_trip *trip);

/** Once there are sites: the projects of postings and of stops of rounds, and the lines of the rounds. */
buju_status buju_mobile_conclude(buju_job *job);

#endif
