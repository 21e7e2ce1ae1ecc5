/* Binding rules to parameter tables, with shapes of the test's own. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layers/yaml.h"
#include "planner/bind.h"

enum { PEOPLE, LIMIT, KEEP, MODE, LABEL, DAY, WHERE, PAYERS, DONE, COUNTS, SHARE, MONEY, PARAMS };

static const char *const modes[] = {"walk", "drive", NULL};

static const buju_param params[PARAMS] = {
    [PEOPLE] = {.name = "max_people", .type = BUJU_PARAM_INT, .unit = "people", .min = 1, .max = 10000, .fallback = ""},
    [LIMIT] = {.name = "limit_min",
               .type = BUJU_PARAM_REAL,
               .unit = "min",
               .min = 0.1,
               .max = 1440,
               .text = {"时限", "the limit"}},
    [KEEP] = {.name = "keep", .type = BUJU_PARAM_BOOL, .unit = "", .fallback = "true"},
    [MODE] = {.name = "mode", .type = BUJU_PARAM_WORD, .unit = "", .fallback = "walk", .words = modes},
    [LABEL] = {.name = "label", .type = BUJU_PARAM_TEXT, .unit = "", .fallback = ""},
    [DAY] = {.name = "day", .type = BUJU_PARAM_DATE, .unit = "", .fallback = ""},
    [WHERE] = {.name = "where",
               .type = BUJU_PARAM_SELECTOR,
               .unit = "",
               .fallback = "thc_seat",
               .from = BUJU_FROM_FACILITIES},
    [PAYERS] = {.name = "payers", .type = BUJU_PARAM_SHARES, .unit = "%", .fallback = ""},
    [DONE] = {.name = "done", .type = BUJU_PARAM_WORDS, .unit = "", .fallback = "drive", .words = modes},
    [COUNTS] = {.name = "counts", .type = BUJU_PARAM_YEARS, .unit = "sites", .min = 0, .max = 1000, .fallback = ""},
    [SHARE] = {.name = "share", .type = BUJU_PARAM_YEARS, .unit = "%", .min = 0, .max = 100, .fallback = ""},
    [MONEY] = {.name = "money", .type = BUJU_PARAM_YEARS, .unit = "yuan", .min = 0, .max = 1e12, .fallback = ""},
};

static buju_status keep_needs_people(buju_ctx *ctx, const buju_scenario *scenario, const buju_use *use) {
  BUJU_MSG(nothing_kept, "{0}：keep 需要 max_people", "{0}: keep needs max_people");
  (void)scenario;
  if (use->value[KEEP].i == 0 || use->value[PEOPLE].given) return BUJU_OK;
  return buju_doc_complain(ctx, use->node, BUJU_SAY(nothing_kept));
}

static const buju_rule share = {.name = "share", .params = params, .params_n = PARAMS, .check = keep_needs_people};
static const buju_rule plain = {.name = "plain"};
static const buju_rule *const shapes[] = {&share, &plain, NULL};

typedef struct fixture {
  buju_ctx *ctx;
  buju_scenario scenario;
  buju_doc *profile, *merged;
} fixture;

static int begin(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->ctx = buju_ctx_new();
  f->scenario.arena = buju_arena_new();
  buju_ctx_set_lang(f->ctx, BUJU_EN);
  *state = f;
  return 0;
}

static int end(void **state) {
  fixture *f = *state;
  buju_arena_free(f->scenario.arena);
  buju_ctx_free(f->ctx);
  free(f);
  return 0;
}

static buju_doc *parse(fixture *f, const char *file, const char *text, buju_origin origin) {
  buju_doc *doc = NULL;
  if (buju_yaml_parse(f->ctx, file, text, strlen(text), f->scenario.arena, &doc) != BUJU_OK)
    fail_msg("%s", buju_ctx_error(f->ctx));
  buju_doc_mark(doc, origin);
  return doc;
}

static buju_status bind(fixture *f, const char *profile, const char *over) {
  buju_ctx_clear(f->ctx);
  f->profile = parse(f, "p", profile, BUJU_BY_PROFILE);
  f->merged = f->profile;
  if (over != NULL) f->merged = buju_doc_merge(f->scenario.arena, f->profile, parse(f, "s", over, BUJU_BY_SCENARIO), 2);
  return buju_bind_rules(f->ctx, shapes, f->merged, f->profile, &f->scenario);
}

#define CITED "use: share, clause: §1, text: {zh: 一, en: one}"

static void values_are_typed(void **state) {
  fixture *f = *state;
  if (bind(f,
           "r: {" CITED
           ", ref: X2, our_default: true, max_people: 800 人, limit_min: 15.5 min, keep: no, mode: drive,\n"
           "    label: 甲, day: 2026-06-30, where: people < 800, payers: {a: 35, b: 64.5 %, c: 0.5}}\n"
           "d: {" CITED ", limit_min: 1, max_people: 5}\n"
           "e: {use: plain, clause: §2, text: x}",
           NULL) != BUJU_OK)
    fail_msg("%s", buju_ctx_error(f->ctx));
  const buju_scenario *s = &f->scenario;
  assert_int_equal(s->uses, 3);
  const buju_use *r = &s->use[0], *d = &s->use[1];
  assert_string_equal(r->id, "r");
  assert_string_equal(r->ref, "X2");
  assert_string_equal(r->clause, "§1");
  assert_string_equal(r->text.en, "one");
  assert_true(r->our_default);
  assert_true(r->value[PEOPLE].our_default);
  assert_false(d->our_default);
  assert_false(d->value[PEOPLE].our_default);
  assert_true(d->value[MODE].our_default);
  assert_ptr_equal(r->rule, &share);
  assert_int_equal(r->value[PEOPLE].i, 800);
  assert_true(r->value[LIMIT].f == 15.5);
  assert_int_equal(r->value[KEEP].i, 0);
  assert_int_equal(r->value[MODE].i, 1);
  assert_string_equal(r->value[LABEL].s, "甲");
  assert_int_equal(r->value[DAY].date.day, 30);
  assert_string_equal(s->selector[r->value[WHERE].selector].sql, "people < 800");
  assert_int_equal(s->selector[r->value[WHERE].selector].from, BUJU_FROM_FACILITIES);
  assert_int_equal(r->value[PAYERS].shares, 3);
  assert_int_equal(r->value[PAYERS].share[1].permyriad, 6450);
  assert_string_equal(r->value[PAYERS].s, "a 35%, b 64.5%, c 0.5%");
  assert_int_equal(r->value[PEOPLE].origin, BUJU_BY_PROFILE);
  assert_int_equal(d->value[MODE].origin, BUJU_BY_DEFAULT);
  assert_int_equal(d->value[KEEP].i, 1);
  assert_string_equal(d->value[MODE].s, "walk");
  assert_false(d->value[DAY].given);
  assert_int_equal(d->value[DAY].selector, BUJU_NONE);
  assert_int_equal(s->selectors, 2);
  assert_string_equal(s->selector[d->value[WHERE].selector].sql, "thc_seat");
  assert_string_equal(s->use[2].text.zh, "x");
}

static void lists_of_words_and_years_are_read(void **state) {
  fixture *f = *state;
  if (bind(f,
           "r: {" CITED ", max_people: 1, limit_min: 1, done: [drive, walk], counts: {2024: 60, 2023: 0, 2025: rest},\n"
           "    share: {2023: 6 %, 2024: 12.5}, money: {2023: 10000.01}}\n"
           "d: {" CITED ", max_people: 1, limit_min: 1, done: walk}\n"
           "e: {" CITED ", max_people: 1, limit_min: 1}",
           NULL) != BUJU_OK)
    fail_msg("%s", buju_ctx_error(f->ctx));
  const buju_value *r = f->scenario.use[0].value, *d = f->scenario.use[1].value, *e = f->scenario.use[2].value;
  assert_int_equal(r[DONE].i, 3);
  assert_string_equal(r[DONE].s, "[walk, drive]");
  assert_int_equal(d[DONE].i, 1);
  assert_string_equal(d[DONE].s, "[walk]");
  assert_int_equal(e[DONE].i, 2);
  assert_int_equal(r[COUNTS].years, 3);
  assert_int_equal(r[COUNTS].yearly[0].year, 2023);
  assert_int_equal(r[COUNTS].yearly[0].amount, 0);
  assert_int_equal(r[COUNTS].yearly[1].amount, 60);
  assert_true(r[COUNTS].yearly[2].rest);
  assert_string_equal(r[COUNTS].s, "{2023: 0, 2024: 60, 2025: rest}");
  assert_int_equal(r[SHARE].yearly[1].amount, 1250);
  assert_string_equal(r[SHARE].s, "{2023: 6, 2024: 12.5}");
  assert_int_equal(r[MONEY].yearly[0].amount, 1000001);
  assert_string_equal(r[MONEY].s, "{2023: 10000.01}");
  assert_false(d[COUNTS].given);
  assert_int_equal(d[COUNTS].years, 0);
}

static void scenarios_change_values_only(void **state) {
  fixture *f = *state;
  static const char profile[] =
      "r: {" CITED ", max_people: 800, limit_min: 30}\nq: {" CITED ", max_people: 1, limit_min: 1}";
  assert_int_equal(bind(f, profile, "r: {max_people: 700, mode: drive}\nq: off"), BUJU_OK);
  assert_int_equal(f->scenario.uses, 1);
  assert_int_equal(f->scenario.use[0].value[PEOPLE].i, 700);
  assert_int_equal(f->scenario.use[0].value[PEOPLE].origin, BUJU_BY_SCENARIO);
  assert_int_equal(f->scenario.use[0].value[LIMIT].origin, BUJU_BY_PROFILE);
  assert_int_equal(bind(f, profile, "r: {max_people: off, keep: off}"), BUJU_OK);
  assert_false(f->scenario.use[0].value[PEOPLE].given);
  assert_true(f->scenario.use[0].value[KEEP].given); /* off is one of its values */
  assert_int_equal(f->scenario.use[0].value[KEEP].i, 0);
  assert_int_equal(bind(f, profile, "n: {use: plain, clause: §9, text: ours}"), BUJU_OK);
  assert_int_equal(f->scenario.uses, 3);
}

/* A value is ours when the policy does not give it; once the bureau sets it, it is the bureau's. */
static void a_list_says_which_values_are_ours(void **state) {
  fixture *f = *state;
  static const char profile[] =
      "r: {" CITED ", our_default: [limit_min, mode, day], max_people: 800, limit_min: 30, mode: walk}\n"
      "q: {" CITED ", our_default: true, max_people: 1, limit_min: 1}";
  if (bind(f, profile, "r: {mode: drive}\nq: {limit_min: 2}") != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  const buju_use *r = &f->scenario.use[0], *q = &f->scenario.use[1];
  assert_false(r->our_default);
  assert_false(r->value[PEOPLE].our_default); /* the policy's */
  assert_true(r->value[LIMIT].our_default);   /* listed */
  assert_false(r->value[MODE].our_default);   /* listed, but set by the bureau */
  assert_true(r->value[KEEP].our_default);    /* the shape's default */
  assert_true(r->value[DAY].our_default);     /* off by default */
  assert_true(q->our_default);
  assert_true(q->value[PEOPLE].our_default);
  assert_false(q->value[LIMIT].our_default);
}

/* The policy gives one year's number and we the others: each year says whose it is. */
static void a_list_says_which_years_are_ours(void **state) {
  fixture *f = *state;
  static const char profile[] = "r: {" CITED ", max_people: 1, limit_min: 1, our_default: [counts.2024, counts.2026, "
                                "counts.2027],\n    counts: {2023: 9, 2024: 8, 2025: 7, 2026: 6, 2027: rest}}";
  char years[64];
  if (bind(f, profile, NULL) != BUJU_OK) fail_msg("%s", buju_ctx_error(f->ctx));
  const buju_value *counts = &f->scenario.use[0].value[COUNTS];
  assert_true(counts->our_default);
  assert_false(counts->yearly[0].ours);
  assert_true(counts->yearly[1].ours);
  assert_false(counts->yearly[2].ours);
  assert_string_equal(buju_our_years(counts, years, sizeof years), "2024, 2026–2027");
  assert_null(buju_our_years(&f->scenario.use[0].value[LIMIT], years, sizeof years));
  /* Once the bureau sets them they are the bureau's, whatever its years. */
  assert_int_equal(bind(f, profile, "r: {counts: {2030: 5}}"), BUJU_OK);
  assert_false(f->scenario.use[0].value[COUNTS].our_default);
  assert_int_equal(
      bind(f, "r: {" CITED ", max_people: 1, limit_min: 1, our_default: [counts.2024], counts: {2023: 9}}", NULL),
      BUJU_E_SCENARIO);
  assert_non_null(strstr(buju_ctx_error(f->ctx), "our_default lists \"counts.2024\""));
}

static void complaints_say_what_is_wrong(void **state) {
  fixture *f = *state;
  static const struct {
    const char *over, *says;
  } cases[] = {
      {"r: {max_populaton: 7}", "s:1:20: unknown key \"max_populaton\""},
      {"r: {max_peopl: 7}", "did you mean \"max_people\"?"},
      {"r: {limit_min: 15 km}", "the unit of \"15 km\" is km; here it must be min"},
      {"r: {limit_min: 0}", "0.1–1440 min"},
      {"r: {max_people: 1.5}", "whole number"},
      {"r: {mode: fly}", "not one of walk, drive"},
      {"r: {keep: perhaps}", "true or false"},
      {"r: {day: 2026-02-30}", "not a day"},
      {"r: {where: [a]}", "must be text"},
      {"r: {payers: {a: 35, b: 64}}", "add to 99 %"},
      {"r: {payers: {a: 35.001, b: 64.999}}", "two decimals"},
      {"r: {payers: 100}", "names with percentages"},
      {"r: {done: [walk, fly]}", "not one of walk, drive"},
      {"r: {done: []}", "one word or a list"},
      {"r: {done: [walk, walk]}", "\"walk\" stands twice"},
      {"r: {done: {walk: 1}}", "one word or a list"},
      {"r: {counts: 5}", "years with numbers"},
      {"r: {counts: {}}", "years with numbers"},
      {"r: {counts: {20233: 5}}", "\"20233\" is no year"},
      {"r: {counts: {' 2023': 6}}", "is no year"},
      {"r: {counts: {1949: 6}}", "is no year"},
      {"r: {counts: {2023: 1.5}}", "whole number"},
      {"r: {counts: {2023: -1}}", "0–1000"},
      {"r: {counts: {2023: rest, 2024: 5}}", "only the last year"},
      {"r: {share: {2023: 12.345}}", "two decimals"},
      {"r: {share: {2023: 101}}", "0–100"},
      {"r: {limit_min: off}", "not a number"},
      {"r: {limit_min: }", "has no value"},
      {"r: {clause: §7}", "quotes the policy"},
      {"r: {text: changed}", "quotes the policy"},
      {"r: {use: plain}", "quotes the policy"},
      {"r: {our_default: [max_people]}", "quotes the policy"},
      {"x: {" CITED ", limit_min: 1, max_people: 1, our_default: [limit_mn]}", "did you mean \"limit_min\"?"},
      {"x: {" CITED ", limit_min: 1, max_people: 1, our_default: [clause]}", "no parameter of share; buju rules share"},
      {"x: {" CITED ", limit_min: 1, max_people: 1, our_default: [[keep]]}", "must be text"},
      {"x: {" CITED ", limit_min: 1, max_people: 1, our_default: {keep: 1}}", "true or false"},
      {"r: on", "takes parameters as keys and values"},
      {"r: [1]", "takes parameters as keys and values"},
      {"x: {max_people: 7}", "the profile has no rule \"x\""},
      {"rr: {max_people: 7}", "did you mean \"r\"?"},
      {"x: {use: shar, clause: a, text: b}", "did you mean \"share\"?"},
      {"x: {use: zzzzz, clause: a, text: b}", "no rule shape \"zzzzz\""},
      {"x: {use: plain, text: b}", "cites nothing"},
      {"x: {use: plain, clause: a}", "has no sentence"},
      {"x: {use: plain, clause: a, text: {zh: 一}}", "both zh and en"},
      {"x: {use: share, clause: a, text: b}", "the parameter limit_min is missing (the limit)"},
      {"'Bad id': {use: plain, clause: a, text: b}", "small letters"},
      {"r: {max_people: off, keep: true}", "keep needs max_people"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    f->scenario.uses = 0;
    buju_status status = bind(f, "r: {" CITED ", max_people: 800, limit_min: 30}", cases[i].over);
    if (status != BUJU_E_SCENARIO) fail_msg("%s: status %d", cases[i].over, status);
    bool said = false;
    for (size_t d = 0; d < buju_ctx_diagnostics(f->ctx); d++)
      said = said || strstr(buju_ctx_diagnostic(f->ctx, d), cases[i].says) != NULL;
    if (!said) fail_msg("%s: %s", cases[i].over, buju_ctx_error(f->ctx));
  }
}

static void all_complaints_are_collected(void **state) {
  fixture *f = *state;
  assert_int_equal(bind(f, "r: {" CITED ", max_people: 0, limit_min: 30 km, mode: fly}\nq: {use: nothing}", NULL),
                   BUJU_E_SCENARIO);
  assert_int_equal(buju_ctx_diagnostics(f->ctx), 4);
}

/* Every shape of the program has a table that can be bound. */
static void shapes_are_well_formed(void **state) {
  (void)state;
  for (size_t r = 0; buju_rules[r] != NULL; r++) {
    const buju_rule *rule = buju_rules[r];
    for (size_t other = 0; other < r; other++) assert_string_not_equal(rule->name, buju_rules[other]->name);
    for (buju_ix p = 0; p < rule->params_n; p++) {
      const buju_param *param = &rule->params[p];
      if (param->unit == NULL || param->text.zh == NULL || param->text.en == NULL)
        fail_msg("%s.%s has no unit or no text", rule->name, param->name);
      bool number = param->type == BUJU_PARAM_INT || param->type == BUJU_PARAM_REAL;
      if (number && !(param->min < param->max)) fail_msg("%s.%s has no range", rule->name, param->name);
      if (param->type == BUJU_PARAM_WORD && param->words == NULL)
        fail_msg("%s.%s has no words", rule->name, param->name);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(values_are_typed, begin, end),
      cmocka_unit_test_setup_teardown(lists_of_words_and_years_are_read, begin, end),
      cmocka_unit_test_setup_teardown(scenarios_change_values_only, begin, end),
      cmocka_unit_test_setup_teardown(a_list_says_which_values_are_ours, begin, end),
      cmocka_unit_test_setup_teardown(a_list_says_which_years_are_ours, begin, end),
      cmocka_unit_test_setup_teardown(complaints_say_what_is_wrong, begin, end),
      cmocka_unit_test_setup_teardown(all_complaints_are_collected, begin, end),
      cmocka_unit_test(shapes_are_well_formed),
  };
  return cmocka_run_group_tests_name("bind", tests, NULL, NULL);
}
