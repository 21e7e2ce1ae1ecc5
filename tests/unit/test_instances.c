/* Siting instances: every format small by hand, what is refused and where, and every shared benchmark file.
 * SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layers/instances.h"

static buju_ctx *ctx;

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

static buju_status parse(const char *text, const char *candidates, const buju_instance_spec *spec,
                         buju_instance **out) {
  buju_ctx_clear(ctx);
  return buju_instance_parse(ctx, "f.txt", (const unsigned char *)text, strlen(text), (const unsigned char *)candidates,
                             candidates != NULL ? strlen(candidates) : 0, spec, out);
}

static buju_instance *take(const char *text, const char *format) {
  const buju_instance_spec spec = {.rounding = BUJU_INSTANCE_UP};
  buju_instance *instance = NULL;
  if (parse(text, NULL, &spec, &instance) != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
  assert_string_equal(instance->format, format);
  return instance;
}

/* The table as "0:0=0,1=5 1:…", to be compared whole. */
static const char *table_text(const buju_instance *instance) {
  static char text[1024];
  size_t n = 0;
  text[0] = '\0';
  for (buju_ix i = 0; i < instance->demands; i++) {
    n += (size_t)snprintf(text + n, sizeof text - n, "%s%u:", i > 0 ? " " : "", i);
    for (uint64_t k = instance->table.row[i]; k < instance->table.row[i + 1]; k++)
      n += (size_t)snprintf(text + n, sizeof text - n, "%s%u=%u", k > instance->table.row[i] ? "," : "",
                            instance->table.col[k], instance->table.val[k]);
  }
  return text;
}

static void graphs(void **state) {
  (void)state;
  /* 2-3 is first 1, then 9: the last counts; 5 hangs on nothing; a loop says nothing. */
  buju_instance *i = take("5 5 2\n1 2 5\n2 3 1\n3 2 9\n4 3 2\n1 1 7\n", "pmed");
  assert_string_equal(table_text(i),
                      "0:0=0,1=5,2=14,3=16 1:0=5,1=0,2=9,3=11 2:0=14,1=9,2=0,3=2 3:0=16,1=11,2=2,3=0 4:4=0");
  assert_int_equal(i->p, 2);
  assert_int_equal(i->first, 1);
  assert_int_equal(i->model, BUJU_INSTANCE_MEDIAN);
  buju_instance_free(i);
}

static void points(void **state) {
  (void)state;
  buju_instance *i = take("NAME : a\nTYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n"
                          "1 2.10461e+03 -4\n2 0.1 123456789.123456789\nEOF\n",
                          "tsplib");
  assert_int_equal(i->demands, 2);
  assert_true(i->demand_x[0] == 2104.61 && i->demand_y[0] == -4);
  assert_true(i->candidate_x[1] == 0.1 && i->candidate_y[1] == 123456789.123456789);
  buju_instance_free(i);
  i = take("2\t1\t\nF\t1\t3\t4\t9\nC\t0\t0.25\t1\t26\nF\t0\t1.5\t2\t8\n", "bds");
  assert_int_equal(i->candidates, 2);
  assert_int_equal(i->demands, 1);
  assert_true(i->candidate_x[0] == 1.5 && i->candidate_y[1] == 4 && i->demand_x[0] == 0.25);
  assert_int_equal(i->open_cost[0], 8);
  assert_int_equal(i->weight[0], 26);
  buju_instance_free(i);
}

/* Long texts are read on one thread while another has their digest: the same, and the same mistakes. */
static void long_texts(void **state) {
  (void)state;
  enum { CUSTOMERS = 60000, LINE = 32 };
  char *text = malloc((size_t)CUSTOMERS * LINE + LINE), digest[BUJU_SHA256_HEX];
  size_t n = (size_t)sprintf(text, "0 %d\n", CUSTOMERS);
  for (int k = 0; k < CUSTOMERS; k++) n += (size_t)sprintf(text + n, "C %d %d.25 %d.5 %d\n", k, k, 2 * k, k % 7);
  assert_true(n > (size_t)1 << 20);
  buju_sha256 hash;
  buju_sha256_begin(&hash);
  buju_sha256_add(&hash, text, n);
  buju_sha256_end(&hash, digest);
  buju_ctx_set_threads(ctx, 2);
  buju_instance *i = take(text, "bds");
  assert_string_equal(i->digest, digest);
  assert_true(i->demand_y[CUSTOMERS - 1] == 2 * (CUSTOMERS - 1) + 0.5);
  buju_instance_free(i);
  text[n - 2] = 'x';
  i = NULL;
  assert_int_equal(parse(text, NULL, &(buju_instance_spec){0}, &i), BUJU_E_DATA);
  assert_non_null(strstr(buju_ctx_error(ctx), "line 60001: expected a cost or a demand, found \"x\""));
  assert_null(i);
  free(text);
}

static void covers(void **state) {
  (void)state;
  buju_instance *i = take(" 2 2 1 3 \n 1 1 2\n 7 3 1 2 1\n", "rail"); /* row 1 is named twice */
  assert_string_equal(table_text(i), "0:0=0,2=0 1:1=0,2=0 2:0=0");
  assert_int_equal(i->open_cost[2], 7);
  buju_instance_free(i);
  i = take("4 2\n2 2 1 3\n1 1 2\n", "rail");
  assert_string_equal(table_text(i), "0:0=0 1:1=0 2:0=0 3:");
  buju_instance_free(i);
  i = take("2 3\n5 6\n7\n2 1 3\n1\n2\n", "scp");
  assert_string_equal(table_text(i), "0:0=0,2=0 1:1=0");
  assert_int_equal(i->open_cost[2], 7);
  buju_instance_free(i);
  i = take("2 3\n1 2 3 4\n2 1 3\n1 2\n\n---- by\nm : 2\n", "scp"); /* coordinates, and a remark */
  assert_string_equal(table_text(i), "0:0=0,2=0 1:1=0");
  assert_null(i->open_cost);
  buju_instance_free(i);
}

static void tables(void **state) {
  (void)state;
  buju_instance *i = take("weight,demand,candidate,cost\n5,b,y,1.5\n,b,x,2\n3,\"a, \"\"q\"\"\",y,0.1\n1,c,,\n", "csv");
  assert_string_equal(table_text(i), "0:1=1 1:1=2,0=2 2:");
  assert_string_equal(i->demand_name[0], "a, \"q\"");
  assert_string_equal(i->candidate_name[1], "y");
  assert_int_equal(i->weight[1], 5);
  assert_int_equal(i->weight[2], 1);
  buju_instance_free(i);
  buju_instance_spec spec = {.scale = 100, .rounding = BUJU_INSTANCE_UP, .candidates = "c.csv"};
  i = NULL;
  assert_int_equal(parse("\xef\xbb\xbf需求点,候选点,成本\r\n甲,丙,1.1\r\n甲,乙,1.101\r\n",
                         "candidate,state,open_cost\n丙,existing,70\n", &spec, &i),
                   BUJU_OK);
  assert_string_equal(table_text(i), "0:0=110,1=111"); /* 1.1 × 100 is not 111 */
  assert_int_equal(i->state[0], BUJU_INSTANCE_EXISTING);
  assert_int_equal(i->open_cost[0], 70);
  assert_int_equal(i->open_cost[1], 1);
  assert_string_not_equal(i->candidates_digest, "");
  assert_null(i->capacity);
  assert_null(i->backup);
  buju_instance_free(i);
}

/* What only some models ask for is there when its column is. */
static void sizes_and_groups(void **state) {
  (void)state;
  const buju_instance_spec spec = {.candidates = "c.csv"};
  buju_instance *i = NULL;
  assert_int_equal(parse("demand,备份次数,group,candidate,cost\nb,2,S,x,1\nb,,,y,1\na,,N,y,1\nc,,,x,1\n",
                         "candidate,容量,least\ny,5,2\n", &spec, &i),
                   BUJU_OK);
  assert_int_equal(i->backup[0], 1);
  assert_int_equal(i->backup[1], 2);
  assert_int_equal(i->groups, 3); /* c has none, which is one, too */
  assert_string_equal(i->group_name[i->group[0]], "N");
  assert_string_equal(i->group_name[i->group[1]], "S");
  assert_string_equal(i->group_name[i->group[2]], "");
  assert_true(i->capacity[0] == INT64_MAX && i->capacity[1] == 5);
  assert_true(i->least[0] == 0 && i->least[1] == 2);
  buju_instance_free(i);
}

typedef struct bad {
  const char *text, *format, *candidates;
  const char *words; /* of the error, "|" between */
} bad;

static void assert_words(const char *line, const char *words) {
  char copy[256], *rest = copy;
  snprintf(copy, sizeof copy, "%s", words);
  for (char *word = strtok_r(rest, "|", &rest); word != NULL; word = strtok_r(rest, "|", &rest))
    if (strstr(line, word) == NULL) fail_msg("\"%s\" lacks \"%s\"", line, word);
}

static void refusals(void **state) {
  static const bad cases[] = {
      {"", NULL, NULL, "f.txt|--format|rail"},
      {"what is this\n", NULL, NULL, "f.txt|--format"},
      {"1 1 1\n", "nonsense", NULL, "nonsense|pmed"},
      {"3 2 1\n1 2 3\n", "pmed", NULL, "line 3|node|ends"},
      {"3 1 1\n1 4 3\n", "pmed", NULL, "line 2|node|from 1 to 3|4"},
      {"3 1 1\n1 2 -3\n", "pmed", NULL, "line 2|length|-3"},
      {"3 1 1\n1 2 x\n", "pmed", NULL, "line 2|length|\"x\""},
      {"3 1 1\n1 2 3\n4\n", "pmed", NULL, "line 3|end of the file|4"},
      {"3 1000000000 1\n1 2 3\n", "pmed", NULL, "line 1|edges|1,000,000,000"},
      {"100000 1 1\n1 2 3\n", "pmed", NULL, "line 1|nodes|10,000"},
      {"3 2 1\n1 2 4294967294\n2 3 9\n", "pmed", NULL, "nodes|32 bits"},
      {"NAME : a\nDIMENSION : 99999\nNODE_COORD_SECTION\n", NULL, NULL, "line 2|DIMENSION|99,999"},
      {"NAME : a\nNODE_COORD_SECTION\n1 0 0\n", NULL, NULL, "line 3|DIMENSION"},
      {"NAME : a\nDIMENSION : 2\n1 0 0\n2 0 0\n", NULL, NULL, "NODE_COORD_SECTION|ends"},
      {"NAME : a\nDIMENSION : 2\nNODE_COORD_SECTION\n1 0 0\n3 0 0\n", NULL, NULL, "line 5|from 2 to 2|3"},
      {"NAME : a\nDIMENSION : 1\nNODE_COORD_SECTION\n1 0 nan\n", NULL, NULL, "line 4|coordinate|nan"},
      {"NAME : a\nEDGE_WEIGHT_TYPE : GEO\n", NULL, NULL, "line 2|EUC_2D|GEO"},
      {"1 1\nF 0 0 0 1\nF 0 0 0 1\n", NULL, NULL, "line 3|id 0"},
      {"1 1\nF 0 0 0 1\nC 0 0 0 -1\n", NULL, NULL, "line 3|demand|-1"},
      {"1 1\nF 0 0 0 1\n", NULL, NULL, "line 3|F or C|ends"},
      {"1 999999999\nF 0 0 0 1\n", NULL, NULL, "line 1|customers"},
      {"3 5\n2 2 1 3\n1 1 2\n", NULL, NULL, "5 columns|2"},
      {"3 2\n2 2 1 3\n1 1 4\n", NULL, NULL, "line 3|row|from 1 to 3|4"},
      {"2 3\n5 6 7\n2 1 4\n1 2\n", NULL, NULL, "line 3|column|from 1 to 3|4"},
      {"2 3\n5 6 7\n2 1 3\n", NULL, NULL, "line 4|columns|ends"},
      {"demand,cost\na,1\n", NULL, NULL, "line 1|candidate|missing"},
      {"demand,candidate,cost,colour\n", NULL, NULL, "line 1|colour|weight"},
      {"demand,candidate,cost,cost\n", NULL, NULL, "line 1|cost|twice"},
      {"demand,candidate,cost\na,x\n", NULL, NULL, "line 2|3 cells|2"},
      {"demand,candidate,cost\na,x,1\n\na,x,2\n", NULL, NULL, "line 4|\"a\"|\"x\"|before"},
      {"demand,candidate,cost\na,x,-1\n", NULL, NULL, "line 2|cost|-1"},
      {"demand,candidate,cost\na,x,4294967295\n", NULL, NULL, "line 2|cost|4,294,967,294"},
      {"demand,candidate,cost\na,x,\n", NULL, NULL, "line 2|cost|number"},
      {"demand,weight,candidate,cost\na,1.5,x,1\n", NULL, NULL, "line 2|weight|1.5"},
      {"demand,weight,candidate,cost\na,1,x,1\na,2,y,1\n", NULL, NULL, "line 3|weight|same"},
      {"demand,candidate,cost\n\"a,x,1\n", NULL, NULL, "line 2|quotes"},
      {"demand,candidate,cost\n\xd6\xd0,x,1\n", NULL, NULL, "line 2|UTF-8"},
      {"demand,candidate,cost\na,x,1\n", NULL, "candidate\ny\n", "c.csv|line 2|candidate|\"y\""},
      {"demand,candidate,cost\na,x,1\n", NULL, "candidate,colour\nx,3\n", "c.csv|line 1|colour|capacity"},
      {"demand,candidate,cost\na,x,1\n", NULL, "candidate,capacity\nx,-3\n", "c.csv|line 2|capacity|-3"},
      {"demand,candidate,cost\na,x,1\n", NULL, "candidate,least\nx,1.5\n", "c.csv|line 2|least|1.5"},
      {"demand,backup,candidate,cost\na,0,x,1\n", NULL, NULL, "line 2|backup|255|0"},
      {"demand,backup,candidate,cost\na,2,x,1\na,1,y,1\n", NULL, NULL, "line 3|backup|same"},
      {"demand,group,candidate,cost\na,N,x,1\na,S,y,1\n", NULL, NULL, "line 3|group|same"},
      {"demand,candidate,cost\na,x,1\n", NULL, "candidate,state\nx,open\n", "c.csv|line 2|state|existing|\"open\""},
      {"demand,candidate,cost\na,x,1\n", NULL, "candidate,state\nx,free\nx,free\n", "c.csv|line 3|candidate|one row"},
      {"demand,candidate,cost\na,x,1\n", NULL, "candidate,open_cost\nx,-3\n", "c.csv|line 2|open_cost|-3"},
      {"1 1 1\n1 1 1\n", "pmed", "candidate\nx\n", "csv"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const buju_instance_spec spec = {.format = cases[i].format, .candidates = "c.csv"};
    buju_instance *instance = NULL;
    buju_status status = parse(cases[i].text, cases[i].candidates, &spec, &instance);
    if (status == BUJU_OK) fail_msg("taken: %s", cases[i].text);
    assert_null(instance);
    assert_words(buju_ctx_error(ctx), cases[i].words);
  }
}

/* ---- shortest ways against Floyd ---- */

static uint64_t seed = 1;

static unsigned below(unsigned n) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)((seed >> 33) % n);
}

enum { NODES = 9 };

static void floyd(uint64_t far[NODES][NODES]) {
  for (int k = 0; k < NODES; k++)
    for (int i = 0; i < NODES; i++)
      for (int j = 0; j < NODES; j++)
        if (far[i][k] + far[k][j] < far[i][j]) far[i][j] = far[i][k] + far[k][j];
}

static void ways_are_shortest(void **state) {
  (void)state;
  for (int round = 0; round < 500; round++) {
    uint64_t far[NODES][NODES];
    char text[2048];
    unsigned edges = below(20);
    int n = snprintf(text, sizeof text, "%d %u 1\n", NODES, edges);
    for (int i = 0; i < NODES; i++)
      for (int j = 0; j < NODES; j++) far[i][j] = i == j ? 0 : UINT32_MAX;
    for (unsigned e = 0; e < edges; e++) {
      unsigned i = below(NODES), j = below(NODES), length = below(30);
      n += snprintf(text + n, sizeof text - (size_t)n, "%u %u %u\n", i + 1, j + 1, length);
      if (i != j) far[i][j] = far[j][i] = length;
    }
    floyd(far);
    buju_instance *instance = take(text, "pmed");
    for (buju_ix i = 0; i < NODES; i++) {
      uint64_t k = instance->table.row[i];
      for (buju_ix j = 0; j < NODES; j++) {
        if (far[i][j] >= UINT32_MAX) continue;
        assert_true(k < instance->table.row[i + 1]);
        assert_int_equal(instance->table.col[k], j);
        assert_int_equal(instance->table.val[k++], far[i][j]);
      }
      assert_int_equal(k, instance->table.row[i + 1]);
    }
    buju_instance_free(instance);
  }
}

/* ---- the shared benchmarks ---- */

typedef struct shared {
  const char *file, *format;
  buju_ix demands, candidates;
  uint64_t pairs; /* 0: points */
  int64_t p;
} shared;

static void benchmarks(void **state) {
  static const shared files[] = {
      {"orlib-pmed/pmed1.txt", "pmed", 100, 100, 10000, 5},
      {"orlib-pmed/pmed3.txt", "pmed", 100, 100, 10000, 10},
      {"orlib-pmed/pmed39.txt", "pmed", 900, 900, 810000, 10},
      {"tsplib/fl1400.tsp", "tsplib", 1400, 1400, 0, -1},
      {"tsplib/pcb3038.tsp", "tsplib", 3038, 3038, 0, -1},
      {"tsplib/rl1304.tsp", "tsplib", 1304, 1304, 0, -1},
      {"tsplib/u1060.tsp", "tsplib", 1060, 1060, 0, -1},
      {"tsplib/usa13509.tsp", "tsplib", 13509, 13509, 0, -1},
      {"mclp-bds/BDS1000_BDS10000A.txt", "bds", 10000, 1000, 0, -1},
      {"mclp-bds/BDS1000_BDS100000A.txt", "bds", 100000, 1000, 0, -1},
      {"set-cover/rail507.txt", "rail", 507, 63009, 409349, -1},
      {"set-cover/scpclr10.txt", "scp", 511, 210, 13230, -1},
      {"set-cover/scpclr11.txt", "scp", 1023, 330, 41910, -1},
      {"set-cover/scpclr12.txt", "scp", 2047, 495, 126225, -1},
      {"set-cover/scpclr13.txt", "scp", 4095, 715, 365365, -1},
      {"set-cover/scpcyc06.txt", "scp", 240, 192, 960, -1},
      {"set-cover/scpcyc07.txt", "scp", 672, 448, 2688, -1},
      {"set-cover/scpcyc08.txt", "scp", 1792, 1024, 7168, -1},
      {"set-cover/scpcyc09.txt", "scp", 4608, 2304, 18432, -1},
  };
  const buju_instance_spec spec = {0};
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char path[512];
    buju_instance *instance = NULL;
    snprintf(path, sizeof path, "%s/bench/%s", BUJU_DATA_DIR, files[i].file);
    buju_status status = buju_instance_read(ctx, path, &spec, &instance);
    if (status == BUJU_E_OPEN) {
      print_message("no %s\n", path);
      skip();
    }
    if (status != BUJU_OK) fail_msg("%s", buju_ctx_error(ctx));
    assert_string_equal(instance->format, files[i].format);
    assert_int_equal(instance->demands, files[i].demands);
    assert_int_equal(instance->candidates, files[i].candidates);
    assert_int_equal(instance->p, files[i].p);
    uint64_t pairs = instance->table.row != NULL ? instance->table.row[instance->demands] : 0;
    if (pairs != files[i].pairs) fail_msg("%s: %llu pairs", path, (unsigned long long)pairs);
    buju_instance_free(instance);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(graphs),     cmocka_unit_test(points),
                                     cmocka_unit_test(long_texts), cmocka_unit_test(covers),
                                     cmocka_unit_test(tables),     cmocka_unit_test(sizes_and_groups),
                                     cmocka_unit_test(refusals),   cmocka_unit_test(ways_are_shortest),
                                     cmocka_unit_test(benchmarks)};
  return cmocka_run_group_tests(tests, begin, end);
}
