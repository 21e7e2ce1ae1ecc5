/* No number of a certificate can be changed into a lie. SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "buju/solve.h"
#include "layers/certificate.h"
#include "tests/support/siting_small.h"

enum { STEPS = 512 };

static buju_ctx *ctx;
static uint64_t state_of_chance = 88172645463325252u;

static uint32_t pick(uint32_t below) { return siting_pick(&state_of_chance, below); }

static int begin(void **state) {
  (void)state;
  ctx = buju_ctx_new();
  buju_ctx_set_lang(ctx, BUJU_EN);
  return 0;
}

static int end(void **state) {
  (void)state;
  buju_ctx_free(ctx);
  return 0;
}

typedef struct folder {
  char path[64], instance[96], certificate[96];
} folder;

static void write_text(const char *path, const char *text, size_t n) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
}

static char *read_text(const char *path, size_t *n) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *text = calloc(1, 1 << 16);
  *n = fread(text, 1, (1 << 16) - 1, file);
  fclose(file);
  return text;
}

static void folder_new(folder *f) {
  strcpy(f->path, "/tmp/buju-verify-XXXXXX");
  assert_non_null(mkdtemp(f->path));
  snprintf(f->instance, sizeof f->instance, "%s/i.csv", f->path);
  snprintf(f->certificate, sizeof f->certificate, "%s/c.txt", f->path);
}

static void folder_free(const folder *f) {
  unlink(f->instance);
  unlink(f->certificate);
  rmdir(f->path);
}

/* The town as a table of costs; names keep its order. */
static void write_instance(const folder *f, const siting_small *t) {
  char text[4096];
  int n = snprintf(text, sizeof text, "demand,weight,candidate,cost\n");
  for (buju_ix i = 0; i < t->n; i++) {
    n += snprintf(text + n, sizeof text - (size_t)n, "d%u,%" PRId64 ",,\n", i, t->weight[i]);
    for (buju_ix j = 0; j < t->m; j++)
      if (t->cost[i][j] != BUJU_COST_NONE)
        n += snprintf(text + n, sizeof text - (size_t)n, "d%u,,c%u,%u\n", i, j, t->cost[i][j]);
  }
  write_text(f->instance, text, (size_t)n);
}

/* A p-median whose candidates are all free and all serve somebody, solved with its proof, written as a certificate. */
static void write_certificate(const folder *f, siting_small *t, int64_t p) {
  buju_arena *arena = buju_arena_new();
  buju_costs *costs;
  buju_instance *instance;
  buju_siting_answer *answer;
  const buju_instance_spec spec = {0};
  assert_int_equal(buju_costs_table(ctx, &t->table, t->m, &costs), BUJU_OK);
  assert_int_equal(buju_instance_read(ctx, f->instance, &spec, &instance), BUJU_OK);
  t->problem = (buju_siting_problem){.model = BUJU_SITING_MEDIAN,
                                     .costs = costs,
                                     .weight = t->weight,
                                     .limit = BUJU_COST_NONE,
                                     .p = p,
                                     .budget = BUJU_SITING_NO_BUDGET,
                                     .unserved = BUJU_COST_NONE,
                                     .prove = true};
  assert_int_equal(buju_siting_solve_by(ctx, &t->problem, buju_siting_median, arena, &answer), BUJU_OK);
  buju_certificate_step step[STEPS];
  buju_siting_certificate c = {.format = "csv",
                               .model = BUJU_INSTANCE_MEDIAN,
                               .p = p,
                               .budget = -1,
                               .limit = UINT32_MAX,
                               .unserved = answer->unserved,
                               .scale = 1,
                               .rounding = BUJU_INSTANCE_UP,
                               .upper = answer->upper,
                               .lower = answer->lower,
                               .sites = answer->sites,
                               .site = answer->site,
                               .demands = t->n,
                               .vectors = answer->proof->vectors,
                               .proof_scale = answer->proof->scale,
                               .multiplier = answer->proof->multiplier,
                               .steps = answer->proof->steps,
                               .step = step};
  assert_true(c.steps <= STEPS);
  for (size_t s = 0; s < c.steps; s++)
    step[s] = (buju_certificate_step){answer->proof->step[s].kind, answer->proof->step[s].candidate, 0,
                                      answer->proof->step[s].vector};
  memcpy(c.digest, instance->digest, sizeof c.digest);
  assert_int_equal(buju_certificate_write(ctx, &c, f->certificate), BUJU_OK);
  buju_instance_free(instance);
  buju_costs_free(costs);
  buju_arena_free(arena);
}

static buju_status verify(const folder *f) {
  buju_solution *proved = NULL;
  buju_ctx_clear(ctx);
  buju_status status = buju_certificate_verify(ctx, f->certificate, f->instance, NULL, &proved);
  assert_true((status == BUJU_OK) == (proved != NULL));
  if (status != BUJU_OK) assert_true(buju_ctx_error(ctx)[0] != '\0');
  buju_solution_free(proved);
  return status;
}

/* What a certificate says now, taken at its word and held against every plan. */
static bool is_true(const folder *f, const siting_small *t) {
  buju_arena *arena = buju_arena_new();
  buju_siting_certificate c;
  siting_small asked = *t;
  unsigned plan = 0;
  assert_int_equal(buju_certificate_read(ctx, f->certificate, arena, &c), BUJU_OK);
  for (buju_ix i = 0; i < t->n; i++) /* costs are multiplied by the scale, and rounded up */
    for (buju_ix j = 0; j < t->m; j++)
      if (t->cost[i][j] != BUJU_COST_NONE) asked.cost[i][j] = (uint32_t)(t->cost[i][j] * c.scale + 0.999999);
  asked.problem.model = (buju_siting_model)c.model;
  asked.problem.p = c.p;
  asked.problem.limit = c.limit;
  asked.problem.budget = c.budget;
  asked.problem.unserved = c.unserved;
  for (buju_ix s = 0; s < c.sites; s++) plan |= 1u << c.site[s];
  bool held = siting_small_worth(&asked, plan) == c.upper && siting_small_optimum(&asked, NULL) >= c.lower &&
              c.lower <= c.upper;
  buju_arena_free(arena);
  return held;
}

/* Every number of the certificate becomes others; whatever is then still taken must be true. */
static void change_numbers(const folder *f, const siting_small *t, int *refused, int *harmless) {
  size_t n;
  char *text = read_text(f->certificate, &n);
  for (size_t at = 0; at < n;) {
    size_t digits = strspn(text + at, "0123456789");
    bool word = at > 0 && ((text[at - 1] >= 'a' && text[at - 1] <= 'z'));
    if (digits == 0 || digits > 15 || word) {
      at += digits > 0 ? digits : 1;
      continue;
    }
    int64_t value = strtoll(text + at, NULL, 10);
    const int64_t other[] = {value + 1, value > 0 ? value - 1 : 7, 2 * value + 3, value / 2, value > 0 ? 0 : 1};
    for (size_t k = 0; k < sizeof other / sizeof *other; k++) {
      char *changed = calloc(1, n + 32);
      if (other[k] == value) {
        free(changed);
        continue;
      }
      int m = sprintf(changed, "%.*s%" PRId64, (int)at, text, other[k]);
      memcpy(changed + m, text + at + digits, n - at - digits);
      write_text(f->certificate, changed, (size_t)m + n - at - digits);
      if (verify(f) != BUJU_OK)
        ++*refused;
      else if (is_true(f, t))
        ++*harmless;
      else
        fail_msg("a lie is taken:\n%s", changed);
      free(changed);
    }
    at += digits;
  }
  write_text(f->certificate, text, n);
  free(text);
}

static void no_number_can_lie(void **state) {
  int refused = 0, harmless = 0;
  (void)state;
  for (int round = 0; round < 12; round++) {
    folder f;
    siting_small t;
    do siting_small_make(BUJU_SITING_MEDIAN, &state_of_chance, &t);
    while (t.n < 4 || t.m < 4);
    memset(t.state, 0, sizeof t.state);
    for (buju_ix j = 0; j < t.m; j++) {
      t.open_cost[j] = 1;
      t.cost[j % t.n][j] = 1 + pick(5);
    }
    siting_small_fill(&t);
    folder_new(&f);
    write_instance(&f, &t);
    write_certificate(&f, &t, 1 + pick(3));
    assert_int_equal(verify(&f), BUJU_OK);
    assert_true(is_true(&f, &t));
    change_numbers(&f, &t, &refused, &harmless);
    write_text(f.instance, "demand,candidate,cost\na,x,1\n", 28);
    assert_int_equal(verify(&f), BUJU_E_CONTRADICTION);
    assert_non_null(strstr(buju_ctx_error(ctx), "SHA-256"));
    folder_free(&f);
  }
  print_message("%d changes refused, %d harmless\n", refused, harmless);
  assert_true(refused > 200);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_number_can_lie)};
  return cmocka_run_group_tests(tests, begin, end);
}
