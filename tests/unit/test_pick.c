/* pick_best_n: sub-centres, central clinics, emergency stations, at the edges and against every set there is.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/plan_text.h"

#define TOWN "township 421223100 甲镇\n"
#define A "421223100201"
#define B "421223100202"
#define C "421223100203"
#define D "421223100204"

/* 1.25 m/s along a straight line 1.3 times as long: 30 minutes exactly, and a hair more. */
#define THIRTY "1730.769230769231"
#define OVER_THIRTY "1731"

/* One rule of the shape, on foot, added to a policy that has none; then more of it. */
#define RULE "rules: {sub: {use: pick_best_n, clause: ours, text: {zh: 次中心, en: sub-centres}, mode: walk, "
#define SUB RULE "among: thc, marks: sub_centre, limit_min: 30, "
/* The score is the people newly within and nothing else. */
#define BY_PEOPLE "weight_newly: 100, weight_served: 0, weight_apart: 0, weight_floor: 0, weight_doctors: 0"

/* Two health centres side by side for most of the people, a third for the rest. */
#define THREE                                                                                                          \
  TOWN "village " A " 甲村 pop=3000 at=0,0\nvillage " B " 乙村 pop=2900 at=500,0\nvillage " C                          \
       " 丙村 pop=1000 at=20000,0\n"                                                                                 \
       "facility T1 thc 甲卫生院 village=" A " floor=800\nfacility T2 thc 乙卫生院 village=" B " floor=700\n"          \
       "facility T3 thc 丙镇卫生院 village=" C " floor=300\n"

static const buju_contender *contender(const plan_case *c, const char *facility) {
  buju_ix site = (buju_ix)(plan_site_of(c, facility) - c->plan->site);
  for (buju_ix i = 0; i < c->plan->contenders; i++)
    if (c->plan->contender[i].site == site) return &c->plan->contender[i];
  fail_msg("%s is not among the contenders", facility);
  return NULL;
}

static const char *reasons(const plan_case *c, const buju_contender *row) {
  return plan_reasons(c, BUJU_TRACED_CONTENDER, (buju_ix)(row - c->plan->contender));
}

/* The chosen, by code: "T1 T3". */
static const char *chosen(const plan_case *c) {
  static char text[256];
  text[0] = '\0';
  for (buju_ix f = 0; f < c->region->facility.n; f++)
    for (buju_ix i = 0; i < c->plan->contenders; i++) {
      const buju_contender *row = &c->plan->contender[i];
      if (!row->chosen || c->plan->site[row->site].facility != f) continue;
      if (text[0] != '\0') strcat(text, " ");
      strcat(text, c->region->facility.code[f]);
    }
  return text;
}

/* What follows an assumption that begins so, in Chinese; "" when nothing does. */
static const char *sensed(const plan_case *c, const char *assumption) {
  static char text[512];
  for (buju_ix i = 0; i < c->plan->sensitivities; i++) {
    if (strcmp(c->scenario->use[c->plan->sensitivity[i].use].id, "sub") != 0) continue;
    buju_say(BUJU_ZH, &c->plan->sensitivity[i].assumption, text, sizeof text);
    if (strncmp(text, assumption, strlen(assumption)) != 0) continue;
    buju_say(BUJU_ZH, &c->plan->sensitivity[i].result, text, sizeof text);
    return text;
  }
  return "";
}

static const buju_certificate *certificate(const plan_case *c, int nth) {
  for (buju_ix i = 0; i < c->plan->certificates; i++)
    if (strcmp(c->plan->certificate[i].problem, "sub/chosen") == 0 && nth-- == 0) return &c->plan->certificate[i];
  return NULL;
}

/* Neighbours reach the same people: the best two are not the first two. */
static void the_set_is_best_together(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, THREE, SUB "n: 2, " BY_PEOPLE "}}");
  assert_string_equal(chosen(&c), "T1 T3");
  const buju_pick *p = &c.plan->pick[0];
  assert_int_equal(p->contenders, 3);
  assert_int_equal(p->chosen, 2);
  assert_true(p->people == 6900 * BUJU_PERSON && p->before == 0 && p->after == 6900 * BUJU_PERSON);
  const buju_contender *t1 = contender(&c, "T1"), *t2 = contender(&c, "T2"), *t3 = contender(&c, "T3");
  assert_true(t1->newly == 5900 * BUJU_PERSON && t2->newly == t1->newly && t3->newly == 1000 * BUJU_PERSON);
  assert_int_equal(t1->rank, 1); /* a tie goes by code */
  assert_int_equal(t2->rank, 2);
  assert_int_equal(t3->rank, 3);
  assert_int_equal(t1->score, BUJU_SCORE_FULL);
  assert_true(t1->alone == 5900 * BUJU_PERSON && t2->alone == 0 && t3->alone == 1000 * BUJU_PERSON);
  assert_true(t1->nearest == 5900 * BUJU_PERSON && t2->nearest == 0);
  assert_int_equal(t1->needed, BUJU_NO); /* T2 would do */
  assert_int_equal(t3->needed, BUJU_YES);
  assert_int_equal(t2->needed, BUJU_UNKNOWN);
  assert_non_null(strstr(reasons(&c, t3), "不选它，最好的选法少使1,000人进入时限"));
  assert_non_null(strstr(reasons(&c, t1), "另有一样好的选法"));
  assert_non_null(strstr(reasons(&c, t2), "乙卫生院未入选：可使5,900人新进入30"));
  assert_non_null(strstr(sensed(&c, "改取评分前2名"), "新进入时限5,900人，比本方案少1,000人；有1所不同"));
  const buju_certificate *proof = certificate(&c, 0);
  assert_true(proof->lower == 0 && proof->upper == 0 && proof->proof == BUJU_PROVED);
  assert_int_equal(proof->certifies, BUJU_CERTIFIES_LEFT);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_RAISE_SUBCENTRE), 2);
  assert_int_equal(plan_site_of(&c, "T3")->action, BUJU_ACTION_RAISE_SUBCENTRE);
  assert_int_equal(plan_site_of(&c, "T2")->action, BUJU_ACTION_KEEP);
  plan_case_free(&c);
}

/* What each has by itself; of two that reach the same people neither brings them in alone. */
static void parts_are_measured(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 THREE "township 421223101 乙镇\nvillage 421223101201 戊村 pop=70 at=90000,0\n"
                       "staff T1 assistant 1970 张三\nstaff T1 other_staff 1970 李四\nstaff T3 licensed 1980 王五\n",
                 SUB "n: 2, locked: T1、T2}}");
  assert_string_equal(chosen(&c), "T1 T2");
  const buju_contender *t1 = contender(&c, "T1"), *t2 = contender(&c, "T2"), *t3 = contender(&c, "T3");
  assert_true(t1->alone == 0 && t2->alone == 0 && t3->alone == 1000 * BUJU_PERSON);
  assert_true(t1->nearest == 3000 * BUJU_PERSON && t2->nearest == 2900 * BUJU_PERSON);
  assert_true(t1->served == 6900 * BUJU_PERSON && t3->served == t1->served); /* of the township, not of the other */
  assert_int_equal(t1->next_ms, 520000);
  assert_int_equal(t3->next_ms, 20280000);
  assert_true(t1->doctors == 1 && t2->doctors == 0 && t3->doctors == 1);
  assert_int_equal(t1->part[BUJU_SCORE_FLOOR], BUJU_SCORE_FULL);
  assert_int_equal(t2->part[BUJU_SCORE_FLOOR], BUJU_SCORE_FULL * 7 / 8);
  assert_int_equal(t1->part[BUJU_SCORE_APART], BUJU_SCORE_FULL * 520 / 20280);
  assert_int_equal(t3->part[BUJU_SCORE_APART], BUJU_SCORE_FULL);
  assert_int_equal(t3->part[BUJU_SCORE_NEWLY], BUJU_SCORE_FULL * 10 / 59);
  plan_case_free(&c);
}

/* With no other one anywhere it is as far apart as can be; one without a place is nowhere. */
static void alone_is_far_apart_and_nowhere_is_not(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=3000 at=0,0\nfacility T1 thc 甲卫生院 village=" A "\n"
                      "facility T2 thc 乙卫生院 township=421223100\n",
                 SUB "n: 1}}");
  assert_string_equal(chosen(&c), "T1");
  const buju_contender *t1 = contender(&c, "T1"), *t2 = contender(&c, "T2");
  assert_true(t1->next_ms == BUJU_FAR && t2->next_ms == BUJU_FAR);
  assert_int_equal(t1->part[BUJU_SCORE_APART], BUJU_SCORE_FULL);
  assert_int_equal(t2->part[BUJU_SCORE_APART], 0);
  assert_int_equal(t2->newly, 0);
  plan_case_free(&c);
}

/* Limits are inclusive; beyond is strict; what nobody can get to is beyond. */
static void thirty_minutes_are_within_and_not_beyond(void **state) {
  (void)state;
  static const struct {
    const char *at;
    bool beyond;
  } edge[] = {{THIRTY, false}, {OVER_THIRTY, true}};
  for (int i = 0; i < 2; i++) {
    char text[1024];
    plan_case c;
    snprintf(text, sizeof text,
             TOWN "village " A " 甲村 pop=1000 at=0,0\nvillage " B " 乙村 pop=2000 at=%s,0\n"
                  "facility H1 hospital 县医院 village=" A "\nfacility T1 thc 甲卫生院 village=" B "\n",
             edge[i].at);
    plan_case_make(&c, text, SUB "n: 1, beyond_min: 30, existing: kind = 'hospital'}}");
    assert_int_equal(c.plan->contenders, edge[i].beyond);
    assert_true(c.plan->pick[0].before == (edge[i].beyond ? 1000 : 3000) * BUJU_PERSON);
    assert_true(c.plan->pick[0].after == 3000 * BUJU_PERSON);
    assert_int_equal(c.plan->pick[0].standing, 1);
    plan_case_free(&c);
  }
}

/* Who is within the limit of what stands is not counted again. */
static void what_stands_counts_first(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, THREE "facility H1 hospital 县医院 village=" A "\n",
                 SUB "n: 1, existing: kind = 'hospital', " BY_PEOPLE "}}");
  assert_string_equal(chosen(&c), "T3");
  const buju_contender *t1 = contender(&c, "T1");
  assert_true(t1->within == 5900 * BUJU_PERSON && t1->newly == 0 && t1->alone == 0);
  assert_int_equal(c.plan->pick[0].before, 5900 * BUJU_PERSON);
  assert_int_equal(c.plan->pick[0].after, 6900 * BUJU_PERSON);
  plan_case_free(&c);
  plan_case_make(&c, THREE, SUB "n: 1, existing: code = 'T1', " BY_PEOPLE "}}"); /* it is none to choose from */
  assert_int_equal(c.plan->contenders, 2);
  assert_string_equal(chosen(&c), "T3");
  plan_case_free(&c);
  plan_case_make(&c, THREE "facility H1 hospital 县医院 village=" A "\n", SUB "n: 1, " BY_PEOPLE "}}");
  assert_string_equal(chosen(&c), "T1");
  plan_case_free(&c);
}

static void too_few_are_not_padded(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, THREE, SUB "n: 5, where: floor_m2 >= 700, " BY_PEOPLE "}}");
  assert_string_equal(chosen(&c), "T1 T2");
  assert_int_equal(c.plan->pick[0].asked, 5);
  assert_int_equal(c.plan->pick[0].contenders, 2);
  assert_null(certificate(&c, 0));
  assert_non_null(strstr(reasons(&c, contender(&c, "T1")), "符合条件的只有2所，少于所需的5所"));
  plan_case_free(&c);
}

static void none_asked_for_and_none_that_qualify(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, THREE, SUB "n: 0}}");
  assert_string_equal(chosen(&c), "");
  assert_int_equal(c.plan->contenders, 3);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_RAISE_SUBCENTRE), 0);
  assert_true(contender(&c, "T3")->alone == 1000 * BUJU_PERSON);
  assert_int_equal(c.plan->pick[0].after, 0);
  plan_case_free(&c);
  plan_case_make(&c, THREE, SUB "n: 2, where: floor_m2 > 9000}}");
  assert_int_equal(c.plan->picks, 1);
  assert_int_equal(c.plan->contenders, 0);
  assert_int_equal(c.plan->pick[0].chosen, 0);
  plan_case_free(&c);
  plan_case_make(&c, TOWN "village " A " 甲村 pop=10 at=0,0\n", SUB "n: 2}}");
  assert_int_equal(c.plan->pick[0].contenders, 0);
  plan_case_free(&c);
}

/* Three were asked for, and one reaches everybody already. */
static void the_rest_go_by_score(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=3000 at=0,0\n"
                      "facility T1 thc 甲卫生院 village=" A " at=10,0 floor=100\n"
                      "facility T2 thc 乙卫生院 village=" A " at=20,0 floor=900\n"
                      "facility T3 thc 丙卫生院 village=" A " at=30,0 floor=300\n",
                 SUB
                 "n: 2, weight_newly: 0, weight_served: 0, weight_apart: 0, weight_floor: 100, weight_doctors: 0}}");
  assert_int_equal(c.plan->pick[0].chosen, 2);
  const buju_contender *t2 = contender(&c, "T2");
  assert_int_equal(t2->rank, 1);
  assert_true(t2->chosen);
  bool filled = false;
  for (buju_ix i = 0; i < 3; i++) {
    const buju_contender *row = &c.plan->contender[i];
    if (!row->filled) continue;
    filled = true;
    assert_int_equal(row->needed, BUJU_NO);
    assert_non_null(strstr(reasons(&c, row), "按评分补足名额"));
  }
  assert_true(filled);
  plan_case_free(&c);
}

/* ---- locks ---- */

static void what_is_locked_is_chosen_and_priced(void **state) {
  (void)state;
  static const char *const same[] = {"T3", "丙镇卫生院", "丙镇", "丙卫生院=丙镇卫生院", "T3、丙镇"};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    char yaml[1024];
    plan_case c;
    snprintf(yaml, sizeof yaml, SUB "n: 1, locked: '%s', " BY_PEOPLE "}}", same[i]);
    plan_case_make(&c, THREE, yaml);
    assert_string_equal(chosen(&c), "T3");
    assert_true(contender(&c, "T3")->locked);
    assert_int_equal(contender(&c, "T3")->needed, BUJU_UNKNOWN);
    assert_string_equal(sensed(&c, "不锁定丙镇卫生院"), "最好的选法可多使4,900人进入时限（已证明）");
    assert_non_null(strstr(sensed(&c, "改取评分前1名"), "多4,900人；有1所不同"));
    assert_non_null(strstr(reasons(&c, contender(&c, "T3")), "已锁定"));
    plan_case_free(&c);
  }
}

static void locks_need_not_qualify_nor_cost(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, THREE, SUB "n: 2, locked: 丙镇卫生院, where: floor_m2 > 500, " BY_PEOPLE "}}");
  assert_string_equal(chosen(&c), "T1 T3");
  assert_false(contender(&c, "T3")->qualifies);
  assert_non_null(strstr(reasons(&c, contender(&c, "T3")), "不符合筛选条件"));
  assert_string_equal(sensed(&c, "不锁定丙镇卫生院"), "最好的选法一样好，锁定没有代价（已证明）");
  plan_case_free(&c);
}

static void locks_that_cannot_be_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *says;
    buju_status want;
  } bad[] = {
      {SUB "n: 1, locked: 'T1, T3'}}", "锁定 2 所", BUJU_E_CONTRADICTION},
      {SUB "n: 0, locked: T1}}", "锁定 1 所", BUJU_E_CONTRADICTION},
      {SUB "n: 1, locked: 丁卫生院}}", "丁卫生院", BUJU_E_SCENARIO},
      {SUB "n: 1, locked: 卫生院}}", "几所", BUJU_E_SCENARIO},
      {SUB "n: 1, locked: T3}}\ndecisions:\n  - {code: T3, decision: keep, reason: 群众意见, person: 王}\n", "保持原状",
       BUJU_E_CONTRADICTION},
      {RULE "among: thc, marks: sub_centre, n: 1}}", "limit_min", BUJU_E_SCENARIO},
      {SUB "n: 1, beyond_min: 30}}", "beyond_of", BUJU_E_SCENARIO},
      {SUB "n: 1, weight_newly: 0, weight_served: 0, weight_apart: 0, weight_floor: 0, weight_doctors: 0}}", "权重",
       BUJU_E_SCENARIO},
      {SUB "n: -1}}", "超出范围", BUJU_E_SCENARIO},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    plan_case c;
    plan_case_refused(&c, THREE, bad[i].yaml, bad[i].want);
    if (strstr(buju_ctx_error(c.ctx), bad[i].says) == NULL) fail_msg("%s: %s", bad[i].yaml, buju_ctx_error(c.ctx));
    plan_case_free(&c);
  }
}

/* What a person keeps as it is, is not raised. */
static void what_is_kept_by_hand_stays(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c, THREE,
                 SUB "n: 1, " BY_PEOPLE
                     "}}\ndecisions:\n  - {code: T1, decision: keep, reason: 群众意见, person: 王}\n");
  assert_string_equal(chosen(&c), "T2");
  assert_int_equal(c.plan->contenders, 2);
  assert_int_equal(plan_site_of(&c, "T1")->action, BUJU_ACTION_KEEP);
  plan_case_free(&c);
}

/* ---- other uses ---- */

/* Central clinics: from 2,000 people served, by the village's category, and as many as qualify. */
static void all_that_qualify_where_no_number_is_given(void **state) {
  (void)state;
  plan_case c;
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=2000 at=0,0 category=集聚提升类\n"
                      "village " B " 乙村 pop=1999 at=5000,0 category=集聚提升类\n"
                      "village " C " 丙村 pop=2500 at=9000,0 category=特色保护类\n"
                      "village " D " 丁村 pop=2500 at=15000,0 category=城郊融合类\n"
                      "facility C1 village_clinic 甲村卫生室 village=" A " public_owned integrated public_health "
                      "essential_medicines insurance floor=200\n",
                 RULE "among: village_clinic, marks: central_clinic, limit_min: 30, min_people_served: 2000, "
                      "where_village: \"category IN ('集聚提升类', '城郊融合类')\"}}");
  assert_int_equal(c.plan->pick[0].contenders, 2);
  assert_int_equal(c.plan->pick[0].chosen, 2);
  assert_int_equal(plan_count_actions(&c, BUJU_ACTION_RAISE_CENTRAL), 2);
  assert_true(contender(&c, "C1")->chosen);
  assert_int_equal(plan_serving(&c, D)->action, BUJU_ACTION_BUILD); /* built first of all, and so raised */
  plan_case_free(&c);
}

/* Emergency stations: the longest way first. The town would be nearer to most people. */
static void stations_shorten_the_longest_way(void **state) {
  (void)state;
  static const char line[] = TOWN "village " A " 甲村 pop=9000 at=0,0\nvillage " B " 乙村 pop=500 at=3000,0\n"
                                  "village " C " 丙村 pop=400 at=6000,0\n"
                                  "facility T1 thc 甲卫生院 village=" A "\nfacility T2 thc 乙卫生院 village=" B "\n";
  plan_case c;
  plan_case_make(&c, line, RULE "among: centres, marks: strengthened, n: 1, objective: longest_time}}");
  assert_string_equal(chosen(&c), "T2");
  assert_int_equal(c.plan->pick[0].longest_ms, 3120000);
  assert_true(c.plan->pick[0].before == BUJU_PEOPLE_MISSING && contender(&c, "T1")->newly == BUJU_PEOPLE_MISSING);
  assert_int_equal(certificate(&c, 0)->certifies, BUJU_CERTIFIES_LONGEST);
  assert_true(certificate(&c, 0)->upper == 3120 && certificate(&c, 0)->proof == BUJU_PROVED);
  assert_int_equal(certificate(&c, 1)->certifies, BUJU_CERTIFIES_TRAVEL);
  assert_int_equal(contender(&c, "T2")->needed, BUJU_YES);
  assert_non_null(strstr(reasons(&c, contender(&c, "T2")), "最远时间多52"));
  plan_case_free(&c);
  plan_case_make(&c, line, RULE "among: centres, marks: strengthened, n: 1, objective: least_time}}");
  assert_string_equal(chosen(&c), "T1");
  assert_int_equal(certificate(&c, 0)->certifies, BUJU_CERTIFIES_TRAVEL);
  plan_case_free(&c);
  /* within half an hour no one station gets to both ends: then the least time decides */
  plan_case_make(&c,
                 TOWN "village " A " 甲村 pop=9000 at=0,0\nvillage " C " 丙村 pop=400 at=6000,0\n"
                      "facility T1 thc 甲卫生院 village=" A "\nfacility T2 thc 丙卫生院 village=" C "\n",
                 RULE "among: centres, marks: strengthened, n: 1, objective: longest_time, limit_min: 30}}");
  assert_string_equal(chosen(&c), "T1");
  assert_string_equal(sensed(&c, "1所到不了"), "至少还需1所；本方案改按时间总量最少选择");
  plan_case_free(&c);
}

/* ---- every set there is ---- */

static uint64_t random_state;

static uint32_t roll(uint32_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)((random_state >> 16) % below);
}

enum { VILLAGES = 10, CENTRES = 6 };

typedef struct land {
  int x[VILLAGES], y[VILLAGES], people[VILLAGES], seat[CENTRES];
  char text[4096];
} land;

static void make_land(uint64_t seed, land *l) {
  random_state = 88172645463325252u + seed * 7919;
  for (int k = 0; k < 8; k++) roll(2);
  size_t n = (size_t)snprintf(l->text, sizeof l->text, TOWN);
  for (int v = 0; v < VILLAGES; v++) {
    l->x[v] = (int)roll(6000);
    l->y[v] = (int)roll(6000);
    l->people[v] = 100 + (int)roll(2000);
    n += (size_t)snprintf(l->text + n, sizeof l->text - n, "village 4212231002%02d 村%d pop=%d at=%d,%d\n", v + 1, v,
                          l->people[v], l->x[v], l->y[v]);
  }
  for (int t = 0; t < CENTRES; t++) {
    l->seat[t] = (int)roll(VILLAGES);
    n += (size_t)snprintf(l->text + n, sizeof l->text - n,
                          "facility T%d thc 卫生院%d village=4212231002%02d floor=%d\nstaff T%d assistant 1970 张三\n",
                          t, t, l->seat[t] + 1, 100 + (int)roll(900), (int)roll(CENTRES));
  }
}

static uint32_t walk_ms(const land *l, int village, int centre) {
  double dx = l->x[village] - l->x[l->seat[centre]], dy = l->y[village] - l->y[l->seat[centre]];
  return (uint32_t)ceil(hypot(dx, dy) * 1.3 / 1.25 * 1000 - 1e-6);
}

typedef struct worth {
  int64_t within, person_ms;
  uint32_t longest_ms;
} worth;

static worth worth_of(const land *l, unsigned set, uint32_t limit_ms) {
  worth w = {0};
  for (int v = 0; v < VILLAGES; v++) {
    uint32_t least = UINT32_MAX;
    for (int t = 0; t < CENTRES; t++)
      if ((set >> t & 1) != 0 && walk_ms(l, v, t) < least) least = walk_ms(l, v, t);
    if (least <= limit_ms) w.within += l->people[v];
    w.person_ms += (int64_t)l->people[v] * least;
    if (least > w.longest_ms) w.longest_ms = least;
  }
  return w;
}

static unsigned set_of(const plan_case *c) {
  unsigned set = 0;
  for (buju_ix i = 0; i < c->plan->contenders; i++)
    if (c->plan->contender[i].chosen) set |= 1u << c->plan->site[c->plan->contender[i].site].facility;
  return set;
}

static int count(unsigned set) {
  int n = 0;
  for (; set != 0; set &= set - 1) n++;
  return n;
}

/* Ranks stay within their bounds, and holds is true, at weights drawn between four and six fifths. */
static void check_ranks(const plan_case *c, buju_ix n) {
  static const double weight[BUJU_SCORE_PARTS] = {40, 20, 20, 10, 10};
  for (int draw = 0; draw < 20; draw++) {
    double w[BUJU_SCORE_PARTS];
    for (int k = 0; k < BUJU_SCORE_PARTS; k++) w[k] = weight[k] * (draw == 0 ? 1 : 0.8 + roll(401) / 1000.0);
    for (buju_ix i = 0; i < c->plan->contenders; i++) {
      const buju_contender *me = &c->plan->contender[i];
      buju_ix rank = 1;
      for (buju_ix j = 0; j < c->plan->contenders; j++) {
        double lead = 0;
        for (int k = 0; k < BUJU_SCORE_PARTS; k++) lead += w[k] * (c->plan->contender[j].part[k] - me->part[k]);
        rank += lead > 1e-9 || (fabs(lead) <= 1e-9 && c->plan->contender[j].site < me->site);
      }
      if (draw == 0) assert_int_equal(rank, me->rank);
      assert_true(rank >= me->rank_from && rank <= me->rank_to);
      if (me->holds) assert_int_equal(rank <= n, me->rank <= n);
    }
  }
}

static void every_set_agrees(void **state) {
  (void)state;
  static const char *const objectives[] = {"newly_within", "least_time", "longest_time"};
  const uint32_t limit_ms = 20 * 60000;
  for (uint64_t seed = 0; seed < 60; seed++) {
    static land l;
    char yaml[1024];
    plan_case c;
    make_land(seed, &l);
    int n = 1 + (int)roll(3), goal = (int)roll(3);
    snprintf(yaml, sizeof yaml, RULE "among: thc, marks: sub_centre, n: %d, objective: %s%s}}\n%s", n, objectives[goal],
             goal == 0 ? ", limit_min: 20" : "", "travel: {walk_kmh: 4.5, detour_factor: 1.3}");
    plan_case_make(&c, l.text, yaml);
    unsigned set = set_of(&c);
    assert_int_equal(count(set), n);
    worth mine = worth_of(&l, set, limit_ms);
    if (goal == 0) assert_true(c.plan->pick[0].after == mine.within * BUJU_PERSON);
    assert_int_equal(c.plan->pick[0].longest_ms, goal == 0 ? BUJU_FAR : mine.longest_ms);
    for (unsigned other = 0; other < 1u << CENTRES; other++) {
      if (count(other) != n) continue;
      worth w = worth_of(&l, other, limit_ms);
      if (goal == 0) assert_true(w.within <= mine.within);
      if (goal == 1) assert_true(w.person_ms >= mine.person_ms);
      if (goal == 2)
        assert_true(w.longest_ms > mine.longest_ms ||
                    (w.longest_ms == mine.longest_ms && w.person_ms >= mine.person_ms));
    }
    check_ranks(&c, (buju_ix)n);
    plan_case_free(&c);
  }
}

/* Fuxin §1(3): at least so many in all; what reaches it already counts. */
static void a_total_counts_what_stands(void **state) {
  (void)state;
  static const struct {
    const char *total;
    const char *chosen;
  } cases[] = {{"0", ""}, {"1", ""}, {"2", "T3"}, {"3", "T1 T3"}, {"5", "T1 T3"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char yaml[512];
    plan_case c;
    snprintf(yaml, sizeof yaml, "%sexisting: \"code = 'T2'\", limit_min: 15, total: %s, %s}}",
             RULE "among: thc, marks: higher_level, ", cases[i].total, "weight_served: 100, weight_newly: 0");
    plan_case_make(&c, THREE, yaml);
    if (strcmp(chosen(&c), cases[i].chosen) != 0) fail_msg("total %s: %s", cases[i].total, chosen(&c));
    plan_case_free(&c);
  }
  plan_case c;
  plan_case_refused(&c, THREE, SUB "n: 1, total: 2}}", BUJU_E_SCENARIO);
  plan_case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_set_is_best_together),
      cmocka_unit_test(a_total_counts_what_stands),
      cmocka_unit_test(parts_are_measured),
      cmocka_unit_test(alone_is_far_apart_and_nowhere_is_not),
      cmocka_unit_test(thirty_minutes_are_within_and_not_beyond),
      cmocka_unit_test(what_stands_counts_first),
      cmocka_unit_test(too_few_are_not_padded),
      cmocka_unit_test(none_asked_for_and_none_that_qualify),
      cmocka_unit_test(the_rest_go_by_score),
      cmocka_unit_test(what_is_locked_is_chosen_and_priced),
      cmocka_unit_test(locks_need_not_qualify_nor_cost),
      cmocka_unit_test(locks_that_cannot_be_are_refused),
      cmocka_unit_test(what_is_kept_by_hand_stays),
      cmocka_unit_test(all_that_qualify_where_no_number_is_given),
      cmocka_unit_test(stations_shorten_the_longest_way),
      cmocka_unit_test(every_set_agrees),
  };
  return cmocka_run_group_tests_name("pick", tests, NULL, NULL);
}
