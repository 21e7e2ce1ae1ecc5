/* A plain table of costs: a row a pair, "demand,weight,candidate,cost", and what else is known of a demand point. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "layers/instances/csv_rows.h"
#include "layers/instances/formats.h"
#include "layers/instances/numbering.h"
#include "layers/instances/total.h"

enum { DEMAND, WEIGHT, CANDIDATE, COST, BACKUP, GROUP, COLUMNS };
static const buju_csv_column columns[COLUMNS] = {{"demand", "需求点", true},    {"weight", "权重", false},
                                                 {"candidate", "候选点", true}, {"cost", "成本", true},
                                                 {"backup", "备份次数", false}, {"group", "分组", false}};

static bool is_csv(buju_scan scan) {
  if (buju_scan_text_ends(&scan)) return false;
  const char *from = scan.at;
  buju_scan_skip_line(&scan);
  return memchr(from, ',', (size_t)(scan.at - from)) != NULL;
}

typedef struct pair {
  buju_ix demand, candidate; /* candidate BUJU_NONE: the row only names the demand point */
  uint32_t cost;
  int64_t line;
} pair;

/* What the rows of a demand point say of it; -1: nothing yet. */
typedef struct asking {
  int64_t weight, backup, group;
  int64_t line; /* of the weight, or of the first row */
} asking;

typedef struct reading {
  buju_ctx *ctx;
  buju_csv csv;
  int place[COLUMNS];
  buju_numbering demand, candidate, group;
  buju_vec asking, pair; /* asking by demand; pair */
  const buju_instance_spec *spec;
  int64_t weighs;   /* all together */
  uint64_t rounded; /* costs that were no whole numbers */
  double finer_scale;
} reading;

static buju_status bad_cell(reading *r, int column, const buju_msg *wanted) {
  return buju_csv_bad_cell(r->ctx, &r->csv, &columns[column], r->place[column], wanted);
}

static bool is_whole(double cost) {
  double whole = floor(cost + 0.5);
  return fabs(cost - whole) <= 1e-12 * fabs(whole);
}

/* Decimals are lost: how fine a scale would keep them, to the thousandth. */
static void note_rounded(reading *r, double value) {
  double finer = 1;
  while (finer < 1000 && !is_whole(value * finer)) finer *= 10;
  if (finer > r->finer_scale) r->finer_scale = finer;
  r->rounded++;
}

/* × scale, rounded; digits that binary fractions cannot hold (1.1 × 100) do not count as a remainder. */
static buju_status round_cost(reading *r, double value, uint32_t *out) {
  BUJU_MSG(range, "介于 0 和 4,294,967,294 之间的数（乘以 --scale 之后）",
           "from 0 to 4,294,967,294 once multiplied by --scale");
  double cost = value * (r->spec->scale > 0 ? r->spec->scale : 1), whole = floor(cost + 0.5);
  bool exact = is_whole(cost);
  if (!exact) note_rounded(r, value);
  if (exact)
    cost = whole;
  else if (r->spec->rounding == BUJU_INSTANCE_DOWN)
    cost = floor(cost);
  else
    cost = r->spec->rounding == BUJU_INSTANCE_UP ? ceil(cost) : whole;
  if (!(cost >= 0 && cost < UINT32_MAX)) return bad_cell(r, COST, &range);
  *out = (uint32_t)cost;
  return BUJU_OK;
}

static const buju_csv_cell *cell_of(const reading *r, int column) {
  const buju_csv_cell *cell = r->place[column] >= 0 ? &r->csv.cell[r->place[column]] : NULL;
  return cell != NULL && cell->n > 0 ? cell : NULL;
}

static buju_status take_said(reading *r, int column, int64_t value, int64_t *to) {
  BUJU_MSG(same, "与该需求点其他行相同", "the same in all rows of that demand point");
  if (*to >= 0 && *to != value) return bad_cell(r, column, &same);
  *to = value;
  return BUJU_OK;
}

static buju_status take_asking(reading *r, asking *to) {
  BUJU_MSG(whole, "不小于 0 的整数", "a whole number, 0 or more");
  BUJU_MSG(times, "介于 1 和 255 之间的整数", "a whole number from 1 to 255");
  const buju_csv_cell *weight = cell_of(r, WEIGHT), *backup = cell_of(r, BACKUP), *group = cell_of(r, GROUP);
  buju_status status = BUJU_OK;
  int64_t value = 0;
  if (weight != NULL && (!buju_scan_parse_whole(weight->text, weight->n, &value) || value < 0))
    return bad_cell(r, WEIGHT, &whole);
  bool first = weight != NULL && to->weight < 0;
  if (weight != NULL) status = take_said(r, WEIGHT, value, &to->weight);
  if (first) to->line = r->csv.line;
  if (first)
    status = buju_total_add(r->ctx, r->csv.scan.file, to->line, buju_text(columns[WEIGHT].name), value, &r->weighs);
  if (status != BUJU_OK) return status;
  if (backup != NULL && (!buju_scan_parse_whole(backup->text, backup->n, &value) || value < 1 || value > 255))
    return bad_cell(r, BACKUP, &times);
  if (backup != NULL) status = take_said(r, BACKUP, value, &to->backup);
  if (status != BUJU_OK || group == NULL) return status;
  buju_ix g = buju_number_text(&r->group, group->text, group->n);
  return g != BUJU_NONE ? take_said(r, GROUP, g, &to->group) : buju_fail_memory(r->ctx);
}

static buju_status take_pair(reading *r, pair *to) {
  BUJU_MSG(number, "数字", "a number");
  BUJU_MSG(blank, "空白（没有候选点时）", "blank where there is no candidate");
  const buju_csv_cell *candidate = &r->csv.cell[r->place[CANDIDATE]], *cost = &r->csv.cell[r->place[COST]];
  double value = 0;
  to->candidate = BUJU_NONE;
  to->line = r->csv.line;
  if (candidate->n == 0) return cost->n == 0 ? BUJU_OK : bad_cell(r, COST, &blank);
  to->candidate = buju_number_text(&r->candidate, candidate->text, candidate->n);
  if (to->candidate == BUJU_NONE) return buju_fail_memory(r->ctx);
  if (!buju_scan_parse_real(cost->text, cost->n, &value)) return bad_cell(r, COST, &number);
  return round_cost(r, value, &to->cost);
}

static buju_status take_row(reading *r) {
  BUJU_MSG(name, "需求点的名称或代码", "the name or code of a demand point");
  const buju_csv_cell *demand = &r->csv.cell[r->place[DEMAND]];
  if (demand->n == 0) return bad_cell(r, DEMAND, &name);
  buju_ix i = buju_number_text(&r->demand, demand->text, demand->n);
  asking *known = i != BUJU_NONE && i == r->asking.n ? buju_vec_push(&r->asking, sizeof *known) : NULL;
  pair *to = i != BUJU_NONE ? buju_vec_push(&r->pair, sizeof *to) : NULL;
  if (to == NULL || i >= r->asking.n) return buju_fail_memory(r->ctx);
  if (known != NULL) *known = (asking){-1, -1, -1, r->csv.line};
  to->demand = i;
  buju_status status = take_asking(r, (asking *)r->asking.data + i);
  return status == BUJU_OK ? take_pair(r, to) : status;
}

/* Rows by demand point; the names have become places in their order. */
static buju_status make_table(reading *r, const buju_ix *demand, const buju_ix *candidate, buju_instance *to) {
  BUJU_MSG(twice, "{0} 第 {1} 行：“{2}”到“{3}”的成本已经出现过",
           "{0}, line {1}: the cost from \"{2}\" to \"{3}\" has been there before");
  pair *all = r->pair.data;
  buju_csr table = {to->demands, BUJU_NEW(to->arena, uint64_t, (size_t)to->demands + 1),
                    BUJU_NEW(to->arena, buju_ix, r->pair.n), BUJU_NEW(to->arena, uint32_t, r->pair.n)};
  uint64_t *fill = BUJU_NEW(r->csv.arena, uint64_t, to->demands);
  size_t *from = BUJU_NEW(r->csv.arena, size_t, r->pair.n);
  buju_ix *last = BUJU_NEW(r->csv.arena, buju_ix, to->candidates);
  if (table.row == NULL || table.col == NULL || table.val == NULL || fill == NULL || from == NULL || last == NULL)
    return buju_fail_memory(r->ctx);
  for (size_t k = 0; k < r->pair.n; k++) table.row[demand[all[k].demand] + 1] += all[k].candidate != BUJU_NONE;
  for (buju_ix i = 0; i < to->demands; i++) {
    table.row[i + 1] += table.row[i];
    fill[i] = table.row[i];
  }
  for (size_t k = 0; k < r->pair.n; k++)
    if (all[k].candidate != BUJU_NONE) from[fill[demand[all[k].demand]]++] = k;
  for (buju_ix i = 0; i < to->demands; i++)
    for (uint64_t k = table.row[i]; k < table.row[i + 1]; k++) {
      const pair *p = &all[from[k]];
      buju_ix j = candidate[p->candidate];
      if (last[j] == i + 1)
        return buju_fail(r->ctx, BUJU_E_DATA,
                         BUJU_SAY(twice, buju_text(r->csv.scan.file), buju_year(p->line), buju_text(to->demand_name[i]),
                                  buju_text(to->candidate_name[j])));
      last[j] = i + 1;
      table.col[k] = j;
      table.val[k] = p->cost;
    }
  to->table = table;
  return BUJU_OK;
}

/* Backup and groups are there when their columns are. */
static buju_status finish_asking(reading *r, const buju_ix *demand, buju_instance *to) {
  const asking *known = r->asking.data;
  bool backup = r->place[BACKUP] >= 0, group = r->place[GROUP] >= 0;
  buju_ix none = BUJU_NONE, *place = NULL;
  for (buju_ix i = 0; group && none == BUJU_NONE && i < to->demands; i++)
    if (known[i].group < 0 && (none = buju_number_text(&r->group, "", 0)) == BUJU_NONE) return buju_fail_memory(r->ctx);
  if (group && !buju_numbering_sort(&r->group, &to->group_name, &place)) return buju_fail_memory(r->ctx);
  to->groups = r->group.n;
  to->weight = BUJU_NEW(to->arena, int64_t, to->demands);
  to->weight_line = BUJU_NEW(to->arena, int64_t, to->demands);
  if (backup) to->backup = BUJU_NEW(to->arena, uint8_t, to->demands);
  if (group) to->group = BUJU_NEW(to->arena, buju_ix, to->demands);
  if (to->weight == NULL || to->weight_line == NULL || (backup && to->backup == NULL) || (group && to->group == NULL))
    return buju_fail_memory(r->ctx);
  for (buju_ix i = 0; i < to->demands; i++) {
    buju_ix at = demand[i];
    to->weight[at] = known[i].weight >= 0 ? known[i].weight : 1;
    to->weight_line[at] = known[i].line;
    if (backup) to->backup[at] = known[i].backup >= 0 ? (uint8_t)known[i].backup : 1;
    if (group) to->group[at] = place[known[i].group >= 0 ? (buju_ix)known[i].group : none];
  }
  return BUJU_OK;
}

static buju_status finish(reading *r, buju_instance *to) {
  BUJU_MSG(empty, "{0}：只有表头，没有数据行", "{0}: the table holds no rows below its head");
  if (r->pair.n == 0) return buju_fail(r->ctx, BUJU_E_DATA, BUJU_SAY(empty, buju_text(r->csv.scan.file)));
  buju_ix *demand, *candidate;
  if (!buju_numbering_sort(&r->demand, &to->demand_name, &demand) ||
      !buju_numbering_sort(&r->candidate, &to->candidate_name, &candidate))
    return buju_fail_memory(r->ctx);
  to->rounded = r->rounded;
  to->finer_scale = r->finer_scale;
  to->demands = r->demand.n;
  to->candidates = r->candidate.n;
  buju_status status = finish_asking(r, demand, to);
  return status == BUJU_OK ? make_table(r, demand, candidate, to) : status;
}

static buju_status read_csv(buju_ctx *ctx, buju_scan *scan, const buju_instance_spec *spec, buju_instance *instance) {
  reading r = {.ctx = ctx,
               .csv = {.scan = *scan, .arena = buju_arena_new()},
               .demand = {.arena = instance->arena},
               .candidate = {.arena = instance->arena},
               .group = {.arena = instance->arena},
               .spec = spec};
  bool more = true;
  if (r.csv.arena == NULL) return buju_fail_memory(ctx);
  buju_status status = buju_csv_head(ctx, &r.csv, columns, COLUMNS, r.place);
  while (status == BUJU_OK) {
    status = buju_csv_next(ctx, &r.csv, &more);
    if (status != BUJU_OK || !more) break;
    status = take_row(&r);
  }
  if (status == BUJU_OK) status = finish(&r, instance);
  buju_numbering_free(&r.demand);
  buju_numbering_free(&r.candidate);
  buju_numbering_free(&r.group);
  buju_vec_free(&r.asking);
  buju_vec_free(&r.pair);
  buju_arena_free(r.csv.arena);
  return status;
}

const buju_instance_format_entry buju_instance_csv = {
    "csv",
    {"成本表（CSV）：demand,weight,candidate,cost", "a table of costs (CSV): demand,weight,candidate,cost"},
    BUJU_INSTANCE_ANY,
    is_csv,
    read_csv,
    false};
