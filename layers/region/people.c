/* People: a table joined onto the villages by code or by township and name. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/build.h"
#include "layers/region/codes.h"
#include "layers/region/finding_kind.h"
#include "layers/region/link.h"

static const buju_field people_fields[BUJU_POPULATIONS] = {BUJU_FIELD_PEOPLE_RESIDENT, BUJU_FIELD_PEOPLE_REGISTERED};

BUJU_MSG(people_clash, "{0}：第{1}行与第{2}行都是“{3}”，人口却不同；请更正其中一行",
         "{0}: rows {1} and {2} are both “{3}” but their people differ; correct one of them");
BUJU_KIND(people_row_unmatched, BUJU_SERIOUS, "“{0}”在行政村中找不到（{1}人）",
          "“{0}” is not among the villages ({1} {1?person|people})", "未计入任何村", "counted for no village");
BUJU_KIND(people_row_ambiguous, BUJU_SERIOUS, "“{0}”对应{1}个村（{2}人）",
          "“{0}” fits {1} villages ({2} {2?person|people})", "未计入任何村；请加代码或乡镇",
          "counted for no village; give codes or townships");
BUJU_KIND(people_row_repeated, BUJU_NOTE, "与第{0}行相同", "the same as row {0}", "只计一次", "counted once");
BUJU_KIND(people_row_absent, BUJU_WARNING, "人口表中没有该村", "the table of people has no row for the village",
          "采用村图层的人口", "took the number of the village layer");
BUJU_KIND(people_replaced, BUJU_NOTE, "村图层为{0}人，人口表为{1}人",
          "the village layer says {0} {0?person|people}, the table {1}", "采用人口表", "took the table");

typedef struct joined {
  buju_ix *row;                            /* of the table, by village; BUJU_NONE */
  bool *lost;                              /* by row of the table: no village takes it */
  buju_people_n *people[BUJU_POPULATIONS]; /* by row of the table; NULL where it has no such column */
} joined;

static buju_status read_table(buju_build *b, joined *j) {
  const buju_part *part = &b->part[BUJU_INPUT_POPULATION];
  buju_ix rows = part->layer->table.n;
  j->row = BUJU_NEW(b->scratch, buju_ix, b->region->village.n);
  j->lost = BUJU_NEW(b->scratch, bool, rows);
  if (j->row == NULL || j->lost == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix v = 0; v < b->region->village.n; v++) j->row[v] = BUJU_NONE;
  buju_status status = BUJU_OK;
  for (int p = 0; p < BUJU_POPULATIONS; p++) {
    if (!buju_part_has(part, people_fields[p])) continue;
    j->people[p] = BUJU_NEW(b->scratch, buju_people_n, rows);
    if (j->people[p] == NULL) return buju_fail_memory(b->ctx);
    for (buju_ix row = 0; row < rows && status == BUJU_OK; row++)
      status = buju_part_people(b, part, people_fields[p], row, &j->people[p][row]);
  }
  return status;
}

static buju_people_n people_of(const buju_build *b, const joined *j, buju_ix row) {
  int p = j->people[b->scenario->population] != NULL ? (int)b->scenario->population
                                                     : b->scenario->population == BUJU_RESIDENT;
  return j->people[p] == NULL || j->people[p][row] == BUJU_PEOPLE_MISSING ? 0 : j->people[p][row];
}

static bool same_people(const joined *j, buju_ix a, buju_ix b) {
  for (int p = 0; p < BUJU_POPULATIONS; p++)
    if (j->people[p] != NULL && j->people[p][a] != j->people[p][b]) return false;
  return true;
}

static buju_status join_row(buju_build *b, joined *j, buju_ix row) {
  const buju_part *part = &b->part[BUJU_INPUT_POPULATION];
  const char *how = part->input->join, *name = NULL;
  bool by_code = how == NULL || strcmp(how, "name") != 0, by_name = how == NULL || strcmp(how, "code") != 0;
  buju_link link;
  buju_status status = buju_link_row(b, part, row, by_code ? BUJU_FIELD_CODE : BUJU_FIELDS,
                                     by_name ? BUJU_FIELD_NAME : BUJU_FIELDS, NAN, NAN, 0, &link);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &name);
  if (status != BUJU_OK) return status;
  if (name == NULL) name = link.code;
  if (name == NULL) return BUJU_OK; /* an empty line */
  j->lost[row] = link.village == BUJU_NONE;
  if (link.village == BUJU_NONE && link.name_matches > 1)
    return buju_build_find(b, part, &people_row_ambiguous, row, BUJU_FIELD_NAME, link.code,
                           BUJU_ARGS(buju_text(name), buju_int(link.name_matches), buju_people(people_of(b, j, row))));
  if (link.village == BUJU_NONE)
    return buju_build_find(b, part, &people_row_unmatched, row, BUJU_FIELD_NAME, link.code,
                           BUJU_ARGS(buju_text(name), buju_people(people_of(b, j, row))));
  buju_ix before = j->row[link.village];
  if (before == BUJU_NONE) {
    j->row[link.village] = row;
    return BUJU_OK;
  }
  buju_arg earlier = buju_int(buju_part_row(part, before));
  if (same_people(j, before, row))
    return buju_build_find(b, part, &people_row_repeated, row, BUJU_FIELD_NAME, b->village_code[link.village],
                           BUJU_ARGS(earlier));
  return buju_fail(b->ctx, BUJU_E_DATA,
                   BUJU_SAY(people_clash, buju_text(part->layer->table.file), earlier,
                            buju_int(buju_part_row(part, row)), buju_text(name)));
}

/* The number of one village: the table's where it has one. */
static buju_status take_number(buju_build *b, const joined *j, int p, buju_ix v) {
  buju_region *r = b->region;
  const buju_part *part = &b->part[BUJU_INPUT_POPULATION];
  buju_people_n table = j->row[v] == BUJU_NONE ? BUJU_PEOPLE_MISSING : j->people[p][j->row[v]];
  buju_people_n own = r->village.people[p][v];
  if (table == BUJU_PEOPLE_MISSING) return BUJU_OK;
  r->village.people[p][v] = table;
  if (own == BUJU_PEOPLE_MISSING || llabs(own - table) <= table / 20) return BUJU_OK;
  return buju_build_find(b, part, &people_replaced, j->row[v], people_fields[p], b->village_code[v],
                         BUJU_ARGS(buju_people(own), buju_people(table)));
}

/* What the inputs say: each village once, and the rows no village takes. */
static void count_read(buju_build *b, const joined *j, int p) {
  buju_region *r = b->region;
  const buju_part *part = &b->part[BUJU_INPUT_POPULATION];
  buju_people_n sum = 0;
  for (buju_ix v = 0; v < r->village.n; v++)
    if (r->village.people[p][v] != BUJU_PEOPLE_MISSING) sum += r->village.people[p][v];
  for (buju_ix row = 0; row < part->layer->table.n; row++)
    if (j->lost[row] && j->people[p][row] != BUJU_PEOPLE_MISSING) sum += j->people[p][row];
  r->people_read[p] = sum;
}

static buju_status take_population(buju_build *b, const joined *j, int p) {
  buju_region *r = b->region;
  if (j->people[p] == NULL) return BUJU_OK;
  if (r->village.people[p] == NULL) {
    r->village.people[p] = BUJU_NEW(r->arena, buju_people_n, r->village.n);
    if (r->village.people[p] == NULL) return buju_fail_memory(b->ctx);
    for (buju_ix v = 0; v < r->village.n; v++) r->village.people[p][v] = BUJU_PEOPLE_MISSING;
  }
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < r->village.n && status == BUJU_OK; v++) status = take_number(b, j, p, v);
  count_read(b, j, p);
  return status;
}

/* Villages the table leaves out keep their own number. */
static buju_status tell_absent(buju_build *b, const joined *j) {
  buju_status status = BUJU_OK;
  for (buju_ix v = 0; v < b->region->village.n && status == BUJU_OK; v++)
    if (j->row[v] == BUJU_NONE)
      status = buju_build_find(b, &b->part[BUJU_INPUT_POPULATION], &people_row_absent, BUJU_NONE, BUJU_FIELDS,
                               b->village_code[v], BUJU_NO_ARGS);
  return status;
}

buju_status buju_people_join(buju_build *b) {
  const buju_part *part = &b->part[BUJU_INPUT_POPULATION];
  if (part->layer == NULL) return BUJU_OK;
  joined j = {0};
  buju_status status = read_table(b, &j);
  for (buju_ix row = 0; row < part->layer->table.n && status == BUJU_OK; row++) status = join_row(b, &j, row);
  for (int p = 0; p < BUJU_POPULATIONS && status == BUJU_OK; p++) status = take_population(b, &j, p);
  return status == BUJU_OK ? tell_absent(b, &j) : status;
}
