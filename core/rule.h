/* Rules: the shapes policies are made of, their parameters, and one use of a shape by a profile.
 * A shape is one file in planner/rules and one line in rule_list.h. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_RULE_H
#define BUJU_CORE_RULE_H

#include "core/doc.h"
#include "core/say.h"
#include "core/units.h"

/** The stages of a plan, in order (docs/adr/0004). */
#define BUJU_STAGE_TABLE(X)                                                                                            \
  X(SCREEN, "screen", "筛查", "screen")                                                                                \
  X(ENTITLE, "entitle", "配置", "entitle")                                                                             \
  X(LAYOUT, "layout", "布点", "layout")                                                                                \
  X(MOBILE, "mobile", "流动服务", "mobile")                                                                            \
  X(MARK, "mark", "定级", "mark")                                                                                      \
  X(STANDARD, "standard", "达标", "standard")                                                                          \
  X(PREMISES, "premises", "用房", "premises")                                                                          \
  X(STAFFING, "staffing", "人员", "staffing")                                                                          \
  X(PRICE, "price", "经费", "price")                                                                                   \
  X(PHASE, "phase", "分年", "phase")                                                                                   \
  X(LEDGER, "ledger", "台账", "ledger")

#define BUJU_STAGE_ENUM(name, id, zh, en) BUJU_STAGE_##name,
typedef enum buju_stage { BUJU_STAGE_TABLE(BUJU_STAGE_ENUM) BUJU_STAGES } buju_stage;

typedef enum buju_param_type {
  BUJU_PARAM_INT,
  BUJU_PARAM_REAL,
  BUJU_PARAM_BOOL,
  BUJU_PARAM_WORD, /* one of `words`; value.i is the index */
  BUJU_PARAM_TEXT,
  BUJU_PARAM_DATE,     /* YYYY-MM-DD */
  BUJU_PARAM_SELECTOR, /* an SQLite expression; value.selector numbers its bitset */
  BUJU_PARAM_SHARES,   /* a map name → percent that adds to 100 */
  BUJU_PARAM_WORDS,    /* one or several of `words`, as a word or a list; value.i has bit k set for word k */
  BUJU_PARAM_YEARS,    /* a map year → number in the unit, or rest in the last; value.yearly */
} buju_param_type;

/** Which table a selector is evaluated on. */
typedef enum buju_select_from { BUJU_FROM_VILLAGES, BUJU_FROM_FACILITIES } buju_select_from;

typedef struct buju_param {
  const char *name;
  buju_param_type type;
  const char *unit; /* "people", "min", "m2", "yuan", "%", "" */
  double min, max;
  const char *fallback;     /* the default, written as in YAML; NULL: must be given; "" : off unless given */
  const char *const *words; /* NULL-terminated, for BUJU_PARAM_WORD and BUJU_PARAM_WORDS (62 at most) */
  uint32_t tried;           /* bits of words a rule tries beside its value, to tell how much hangs on it */
  buju_select_from from;    /* for BUJU_PARAM_SELECTOR */
  buju_msg text;            /* one sentence: what it means */
} buju_param;

typedef struct buju_share {
  const char *name;
  int64_t permyriad; /* hundredths of a percent: 3500 is 35 % */
} buju_share;

/** What is asked of one year. */
typedef struct buju_yearly {
  int16_t year;
  bool rest;      /* whatever is left by then; amount is 0 */
  bool ours;      /* the policy gives other years' numbers but not this one's */
  int64_t amount; /* in the smallest part of the unit: "%" hundredths of a percent, "yuan" fen, else whole ones */
} buju_yearly;

typedef struct buju_value {
  bool given;        /* false: off */
  bool our_default;  /* the policy does not give all of it and the bureau has not set it: the number is ours */
  bool ours_by_year; /* of which years it is ours, yearly says */
  buju_origin origin;
  int64_t i;
  double f;
  const char *s; /* text as written, for every type */
  buju_date date;
  buju_ix selector; /* index into buju_selection, or BUJU_NONE */
  buju_ix shares;
  const buju_share *share;
  buju_ix years;
  buju_yearly *yearly; /* by year, ascending, each once */
} buju_value;

/** "2025–2026": the years whose numbers are ours where others are the policy's; NULL when all are one's or the other's.
 */
const char *buju_our_years(const buju_value *value, char *buf, size_t size);

typedef struct buju_rule buju_rule;

/** One use of a shape by a profile: an id, a citation, values. */
typedef struct buju_use {
  const char *id;     /* "joint_clinic", unique in the scenario */
  const char *ref;    /* the catalogue row: "X2" */
  const char *clause; /* "§3(1)1" */
  buju_msg text;      /* the profile's own sentence */
  buju_msg edges;     /* what happens at the rule's edges, for the catalogue; NULL texts: not said */
  bool our_default;   /* the policy is silent about the whole use; for one parameter see its value */
  const buju_rule *rule;
  buju_ix params;
  const buju_param *param; /* the rule's own, so that output can name the values without knowing the rule */
  buju_value *value;       /* by param */
  const buju_doc *node;
} buju_use;

/** A selector to evaluate before planning. */
typedef struct buju_selector {
  const char *sql;
  buju_select_from from;
  const buju_doc *node; /* for the error's place */
} buju_selector;

/** Evaluated selectors: bitset i has bit r set when the expression is true for row r (NULL is not true). */
typedef struct buju_selection {
  buju_ix n;
  uint64_t **bits;
} buju_selection;

static inline bool buju_selected(const buju_selection *selection, buju_ix selector, buju_ix row) {
  return selector != BUJU_NONE && (selection->bits[selector][row / 64] >> (row % 64) & 1) != 0;
}

#endif
