/* The catalogue of the policies, row by row: each has a rule in its profile, told in both languages and at its edges,
 * and a test that tries them. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "libbuju/scenario.h"

static const struct {
  char letter;
  int rows;
  const char *profile;
} catalogue[] = {{'F', 9, "fuxin-2023"},
                 {'N', 7, "inner-mongolia-2023"},
                 {'K', 9, "kaifeng-2023"},
                 {'X', 10, "xixian-2021"},
                 {'Y', 13, "yanggu-2024"}};
enum { PROFILES = sizeof catalogue / sizeof *catalogue };

/* Where the edges of a row are tried: a test of a file in tests/unit. */
static const struct {
  const char *row, *file, *test;
} tried[] = {
    {"F1", "test_rules.c", "one_clinic_per_administrative_village"},
    {"F2", "test_rules_joint.c", "villages_of_any_size_may_share"},
    {"F3", "test_mobile.c", "everybody_is_served_once"},
    {"F4", "test_pick.c", "the_set_is_best_together"},
    {"F5", "test_upgrade.c", "whoever_matches"},
    {"F6", "test_phasing.c", "numbers_are_checked_and_said"},
    {"F7", "test_pick.c", "too_few_are_not_padded"},
    {"F8", "test_headcount.c", "what_is_required_rounds_up"},
    {"F9", "test_pair.c", "three_tiers"},
    {"N1", "test_services.c", "one_health_centre_in_every_township"},
    {"N2", "test_urban.c", "one_centre_in_each_sub_district"},
    {"N3", "test_mobile.c", "a_day_is_enough_to_the_minute"},
    {"N4", "test_pick.c", "thirty_minutes_are_within_and_not_beyond"},
    {"N5", "test_services.c", "insurance_points_in_villages_and_communities"},
    {"N6", "test_upgrade.c", "a_hall_and_a_physician"},
    {"N7", "test_headcount.c", "shares_are_inclusive"},
    {"K1", "test_urban.c", "communities_of_enough_people_get_a_station"},
    {"K2", "test_urban.c", "allowed_sites_are_built_where_they_reach_most"},
    {"K3", "test_urban.c", "the_circle_is_inclusive_and_urban"},
    {"K4", "test_urban.c", "estates_count_from_their_handover"},
    {"K5", "test_phasing.c", "quotas_at_the_edges"},
    {"K6", "test_premises.c", "existing_premises_first"},
    {"K7", "test_phasing.c", "shares_round_up"},
    {"K8", "test_phasing.c", "each_township_has_its_own_number"},
    {"K9", "test_phasing.c", "most_people_first_and_exactly_so_many"},
    {"X1", "test_rules.c", "one_clinic_per_administrative_village"},
    {"X2", "test_rules_joint.c", "eight_hundred_people_stay_out"},
    {"X3", "test_rules.c", "a_clinic_at_the_seat_is_reviewed"},
    {"X4", "test_rules.c", "a_blank_disqualifies_nobody"},
    {"X5", "test_rules.c", "converted_villages_get_a_station"},
    {"X6", "test_rules_means.c", "doctors_by_people_served"},
    {"X7", "test_rules_standard.c", "premises_are_public"},
    {"X8", "test_rules_means.c", "subsidies_and_their_split"},
    {"X9", "test_rules_means.c", "ages_of_engagement"},
    {"X10", "test_rules.c", "clinics_belong_to_a_health_centre"},
    {"Y1", "test_rules_joint.c", "the_first_rule_wins_and_the_others_are_named"},
    {"Y2", "test_upgrade.c", "central_clinics"},
    {"Y3", "test_upgrade.c", "six_haves_by_item"},
    {"Y4", "test_phasing.c", "the_unserved_go_first"},
    {"Y5", "test_upgrade.c", "a_named_one_is_locked_in_the_ranking"},
    {"Y6", "test_phasing.c", "shares_nobody_can_meet_say_so"},
    {"Y7", "test_upgrade.c", "the_first_group_decides"},
    {"Y8", "test_phasing.c", "shares_of_each_township"},
    {"Y9", "test_pick.c", "stations_shorten_the_longest_way"},
    {"Y10", "test_phasing.c", "what_is_done_and_under_way_counts"},
    {"Y11", "test_premises.c", "nothing_is_used_twice"},
    {"Y12", "test_services.c", "childcare_in_every_township"},
    {"Y13", "test_upgrade.c", "named_by_the_policy"},
};
enum { TRIED = sizeof tried / sizeof *tried };

/* Whether "K2, K3" names the row: whole, not as a part of another. */
static bool names_row(const char *ref, const char *row) {
  size_t n = strlen(row);
  for (const char *at = strstr(ref, row); at != NULL; at = strstr(at + 1, row))
    if ((at == ref || at[-1] == ' ') && (at[n] == '\0' || at[n] == ',')) return true;
  return false;
}

static bool filled(const buju_msg *msg) {
  return msg->zh != NULL && *msg->zh != '\0' && msg->en != NULL && *msg->en != '\0';
}

static void every_row_has_a_rule(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (int p = 0; p < PROFILES; p++) {
    buju_scenario *s = NULL;
    assert_int_equal(buju_scenario_of_profile(ctx, catalogue[p].profile, &s), BUJU_OK);
    for (int r = 1; r <= catalogue[p].rows; r++) {
      char row[16];
      buju_ix uses = 0;
      snprintf(row, sizeof row, "%c%d", catalogue[p].letter, r);
      for (buju_ix u = 0; u < s->uses; u++) uses += names_row(s->use[u].ref, row);
      if (uses == 0) fail_msg("row %s has no rule in %s", row, catalogue[p].profile);
    }
    buju_scenario_free(s);
  }
  buju_ctx_free(ctx);
}

static void every_rule_is_told_in_both_languages_and_at_its_edges(void **state) {
  (void)state;
  buju_ctx *ctx = buju_ctx_new();
  for (int p = 0; p < PROFILES; p++) {
    buju_scenario *s = NULL;
    assert_int_equal(buju_scenario_of_profile(ctx, catalogue[p].profile, &s), BUJU_OK);
    for (buju_ix u = 0; u < s->uses; u++) {
      const buju_use *use = &s->use[u];
      if (!filled(&use->text) || !filled(&use->edges)) fail_msg("%s: rule %s", catalogue[p].profile, use->id);
      assert_true(strncmp(use->clause, "§", 2) == 0);
      assert_true(use->ref[0] == catalogue[p].letter);
    }
    buju_scenario_free(s);
  }
  buju_ctx_free(ctx);
}

/* Whether the file defines the test and runs it. */
static bool has_test(const char *file, const char *test) {
  char path[512], definition[256], run[256];
  snprintf(path, sizeof path, "%s/tests/unit/%s", BUJU_SOURCE_DIR, file);
  snprintf(definition, sizeof definition, "static void %s(void **state)", test);
  snprintf(run, sizeof run, "%s)", test);
  FILE *f = fopen(path, "rb");
  if (f == NULL) return false;
  char *text = calloc(1, 1 << 20);
  assert_non_null(text);
  size_t n = fread(text, 1, (1 << 20) - 1, f);
  fclose(f);
  text[n] = '\0';
  bool found = strstr(text, definition) != NULL && strstr(text, run) != NULL;
  free(text);
  return found;
}

static void every_row_is_tried_at_its_edges(void **state) {
  (void)state;
  for (int p = 0; p < PROFILES; p++)
    for (int r = 1; r <= catalogue[p].rows; r++) {
      char row[16];
      int at = 0;
      snprintf(row, sizeof row, "%c%d", catalogue[p].letter, r);
      while (at < TRIED && strcmp(tried[at].row, row) != 0) at++;
      if (at == TRIED) fail_msg("row %s has no test", row);
      if (!has_test(tried[at].file, tried[at].test))
        fail_msg("row %s: no test %s in %s", row, tried[at].test, tried[at].file);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_row_has_a_rule),
      cmocka_unit_test(every_rule_is_told_in_both_languages_and_at_its_edges),
      cmocka_unit_test(every_row_is_tried_at_its_edges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
