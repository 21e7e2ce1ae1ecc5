/* The layer sites. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/output.h"

#define BUJU_COLUMN(name, ...) COL_##name,
enum {
#include "core/columns/sites.def"
};
#undef BUJU_COLUMN

static buju_ix rows(const buju_output *out) { return out->plan->sites; }

static void shape_place(buju_row *row, const buju_site *site) {
  buju_row_word(row, COL_kind, site->kind);
  buju_row_word(row, COL_status, site->status);
  buju_row_text(row, COL_village_code, buju_village_code(row->out, site->village));
  buju_row_text(row, COL_village, buju_village_name(row->out, site->village));
  buju_row_text(row, COL_township, buju_area_name(row->out, site->township));
  buju_row_site_name(row, COL_managing_thc, site->managing_thc);
  buju_row_text(row, COL_managing_thc_id, buju_site_id(row->out, site->managing_thc));
  buju_row_word(row, COL_location_source, site->location);
  buju_row_point(row, site->x_m, site->y_m);
}

static void shape_facility(buju_row *row, buju_ix f) {
  const buju_region *region = row->out->region;
  buju_row_text(row, COL_facility_code, region->facility.code[f]);
  buju_row_real(row, COL_floor_area_m2, region->facility.floor_m2[f]);
  buju_row_tri(row, COL_public_owned, region->facility.flag[BUJU_PUBLIC_OWNED][f]);
  buju_row_tri(row, COL_integrated, region->facility.flag[BUJU_INTEGRATED][f]);
  buju_row_tri(row, COL_public_health, region->facility.flag[BUJU_PUBLIC_HEALTH][f]);
  buju_row_tri(row, COL_essential_medicines, region->facility.flag[BUJU_ESSENTIAL_MEDICINES][f]);
  buju_row_tri(row, COL_insurance, region->facility.flag[BUJU_INSURANCE][f]);
  buju_row_text(row, COL_level, region->facility.level[f]);
  buju_row_count(row, COL_stars, region->facility.stars[f]);
}

static void shape_premises(buju_row *row, buju_ix p) {
  const buju_region *region = row->out->region;
  const char *name = region->premises.name[p];
  buju_row_text(row, COL_premises, name != NULL ? name : buju_premises_words[region->premises.kind[p]].word.zh);
}

/* Adds a word to a list under construction. */
static void list(buju_row *row, buju_lang lang, const buju_msg *word) {
  static const char *const comma[] = {"、", ", "};
  if (row->n > 0) buju_row_add(row, comma[lang]);
  buju_row_add(row, lang == BUJU_ZH ? word->zh : word->en);
}

static void shape_items(buju_row *row, int column, int english, uint64_t items) {
  for (int lang = BUJU_ZH; lang <= BUJU_EN; lang++) {
    row->n = 0;
    for (int item = 0; item < BUJU_ITEMS; item++)
      if ((items >> item & 1) != 0) list(row, (buju_lang)lang, &buju_item_words[item].word);
    if (row->n > 0) buju_row_text(row, lang == BUJU_ZH ? column : english, row->text);
  }
}

static void shape_marks(buju_row *row, const buju_site *site) {
  for (int lang = BUJU_ZH; lang <= BUJU_EN; lang++) {
    row->n = 0;
    for (int i = 0; site->marks[i] != NULL; i++) list(row, (buju_lang)lang, site->marks[i]);
    if (row->n > 0) buju_row_text(row, lang == BUJU_ZH ? COL_marks : COL_marks_en, row->text);
  }
  if (site->group == NULL) return;
  buju_row_text(row, COL_policy_group, site->group->zh);
  buju_row_text(row, COL_policy_group_en, site->group->en);
}

static void shape(buju_row *row, buju_ix i) {
  const buju_site *site = &row->out->plan->site[i];
  buju_row_text(row, COL_site_id, row->out->site_id[i]);
  buju_row_site_name(row, COL_name, i);
  shape_place(row, site);
  if (site->facility != BUJU_NONE) shape_facility(row, site->facility);
  buju_row_word(row, COL_action, site->action);
  if (site->build_mode != BUJU_BUILD_UNDECIDED) buju_row_word(row, COL_build_mode, site->build_mode);
  if (site->premises != BUJU_NONE) shape_premises(row, site->premises);
  buju_row_year(row, COL_year, site->year);
  buju_row_people(row, COL_people_served, site->people_served);
  buju_row_int(row, COL_villages_served, site->villages_served);
  buju_row_minutes(row, COL_max_travel_min, site->max_ms);
  buju_row_count(row, COL_doctors, site->doctors);
  buju_row_count(row, COL_doctors_required, site->doctors_required);
  buju_row_count(row, COL_doctors_short, site->doctors_short);
  buju_row_real(row, COL_floor_area_required_m2, site->floor_required_m2);
  shape_items(row, COL_items_missing, COL_items_missing_en, site->items_missing);
  shape_items(row, COL_items_unknown, COL_items_unknown_en, site->items_unknown);
  shape_marks(row, site);
  buju_row_money(row, COL_cost_yuan, site->cost_fen);
  if (site->rank != BUJU_NONE) buju_row_int(row, COL_rank, site->rank);
  buju_row_said(row, COL_alternative, COL_alternative_en, &site->alternative);
  buju_row_decision(row, COL_decision, site->decision);
  buju_row_reasons(row, COL_rule, BUJU_NONE, BUJU_TRACED_SITE, i);
}

const buju_shaper buju_shape_sites = {true, NULL, rows, shape};
