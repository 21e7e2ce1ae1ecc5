/* Guessing fields from column names. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/fields.h"

#include <stdlib.h>
#include <string.h>

#include "layers/region/field_names.h"
#include "layers/region/text.h"

#define FIELD_ENTRY(name, model, zh, en) {model, {zh, en}},
const buju_field_entry buju_field_entries[BUJU_FIELDS] = {BUJU_FIELD_TABLE(FIELD_ENTRY)};

enum { KNOWN = sizeof field_names / sizeof *field_names, MATCHES_MAX = 1 << 20 };

bool buju_field_of_role(buju_input_role role, buju_field field) {
  for (size_t i = 0; i < KNOWN; i++)
    if (field_names[i].field == field && (field_names[i].roles & 1u << role) != 0) return true;
  return false;
}

/* ---- how well a column's name fits a known one ---- */

/* Better fits are larger; SURE and above need no question mark. */
enum fit { NO_FIT = 0, CONTAINS = 1, CONTINUES = 2, SHORTENED = 3, CUT = 4, EXACT = 5, SURE = CUT };

typedef struct name {
  const char *text;   /* folded */
  size_t bytes, wide; /* wide: characters that are not ASCII */
} name;

static bool make_name(buju_arena *arena, const char *text, name *out) {
  out->text = buju_text_fold(arena, text);
  if (out->text == NULL) return false;
  out->bytes = strlen(out->text);
  out->wide = 0;
  for (const char *p = out->text; buju_text_next(&p) != 0;)
    if ((unsigned char)p[-1] >= 0x80) out->wide++;
  return true;
}

static bool starts(const name *whole, const name *part) {
  return whole->bytes > part->bytes && memcmp(whole->text, part->text, part->bytes) == 0;
}

/* A name cut at 10 bytes keeps 4 or 5 Chinese characters in GBK, 3 in UTF-8, or 8 to 10 letters. Three characters are
 * only taken for a cut name in a file whose names are all that short. */
static enum fit fit_shortened(const name *column, size_t longest_wide) {
  if (column->wide >= 4 || column->bytes - column->wide * 3 >= 8) return CUT;
  if (column->wide == 3) return longest_wide <= 3 ? CUT : NO_FIT;
  if (column->wide == 0 && column->bytes >= 4) return SHORTENED;
  return NO_FIT;
}

/* Words that make another quantity of a number of people or an area. */
static bool is_derived(const name *column) {
  static const char *const words[] = {"密度", "density", "增长", "比例", "占比", "岁",   "老年", "儿童",
                                      "男",   "女",      "劳动", "流动", "外来", "低保", "贫困", NULL};
  for (const char *const *w = words; *w != NULL; w++)
    if (strstr(column->text, *w) != NULL) return true;
  return false;
}

static enum fit fit_names(const name *column, const name *known, size_t longest_wide) {
  if (column->bytes == known->bytes && memcmp(column->text, known->text, known->bytes) == 0) return EXACT;
  if (starts(known, column)) return fit_shortened(column, longest_wide);
  if (is_derived(column)) return NO_FIT;
  if (starts(column, known) && (known->wide >= 2 || (known->wide == 0 && known->bytes >= 4))) return CONTINUES;
  if (strstr(column->text, known->text) != NULL && (known->wide >= 3 || (known->wide == 0 && known->bytes >= 6)))
    return CONTAINS;
  return NO_FIT;
}

/* ---- all fits, best first ---- */

typedef struct match {
  uint32_t score; /* fit, then the bytes that agree, then how early the name is listed */
  buju_field field;
  buju_ix column;
  enum fit fit;
} match;

static int by_score(const void *a, const void *b) {
  const match *m = a, *n = b;
  if (m->score != n->score) return m->score < n->score ? 1 : -1;
  if (m->field != n->field) return m->field < n->field ? -1 : 1;
  return (m->column > n->column) - (m->column < n->column);
}

static uint32_t score_of(enum fit fit, const name *column, const name *known, uint32_t listed) {
  size_t agree = column->bytes < known->bytes ? column->bytes : known->bytes;
  if (agree > 255) agree = 255;
  /* Of two whole names the one listed first wins; of two partial ones the longer. */
  uint32_t order = 255 - (listed > 255 ? 255 : listed);
  uint32_t fine = fit == EXACT ? order << 8 | (uint32_t)agree : (uint32_t)agree << 8 | order;
  return (uint32_t)fit << 16 | fine;
}

typedef struct guess {
  buju_arena *scratch;
  const buju_table *table;
  const buju_fields *taken;
  name *column;
  size_t longest_wide;
  buju_vec matches;
} guess;

static bool is_taken(const buju_fields *fields, buju_ix column) {
  for (int f = 0; f < BUJU_FIELDS; f++)
    if (fields->column[f] == column) return true;
  return false;
}

static bool match_known(guess *g, buju_field field, const char *text, size_t length, uint32_t listed) {
  char *copy = buju_arena_text_n(g->scratch, text, length);
  name known;
  if (copy == NULL || !make_name(g->scratch, copy, &known)) return false;
  for (buju_ix c = 0; c < g->table->columns; c++) {
    if (g->column[c].bytes == 0 || g->matches.n >= MATCHES_MAX) continue;
    enum fit fit = fit_names(&g->column[c], &known, g->longest_wide);
    if (fit == NO_FIT || is_taken(g->taken, c)) continue;
    match *m = buju_vec_push(&g->matches, sizeof *m);
    if (m == NULL) return false;
    *m = (match){score_of(fit, &g->column[c], &known, listed), field, c, fit};
  }
  return true;
}

static bool match_all(guess *g, buju_input_role role) {
  g->column = BUJU_NEW(g->scratch, name, g->table->columns);
  if (g->column == NULL) return false;
  for (buju_ix c = 0; c < g->table->columns; c++) {
    if (!make_name(g->scratch, g->table->column[c].name, &g->column[c])) return false;
    if (g->column[c].wide > g->longest_wide) g->longest_wide = g->column[c].wide;
  }
  for (size_t i = 0; i < KNOWN; i++) {
    if ((field_names[i].roles & 1u << role) == 0) continue;
    if (g->taken->how[field_names[i].field] != BUJU_FIELD_ABSENT) continue;
    uint32_t listed = 0;
    for (const char *at = field_names[i].names; *at != '\0'; listed++) {
      size_t length = strcspn(at, "|");
      if (!match_known(g, field_names[i].field, at, length, listed)) return false;
      at += length + (at[length] == '|');
    }
  }
  return true;
}

/* Fills what `fields` leaves open; a field given as "-" has how GIVEN and no column. */
static buju_status guess_rest(buju_ctx *ctx, buju_input_role role, const buju_table *table, buju_fields *fields) {
  guess g = {.scratch = buju_arena_new(), .table = table, .taken = fields};
  bool done = g.scratch != NULL && match_all(&g, role);
  if (done && g.matches.n > 1) qsort(g.matches.data, g.matches.n, sizeof(match), by_score);
  const match *m = g.matches.data;
  for (size_t i = 0; done && i < g.matches.n; i++) {
    if (fields->how[m[i].field] != BUJU_FIELD_ABSENT || is_taken(fields, m[i].column)) continue;
    fields->column[m[i].field] = m[i].column;
    fields->how[m[i].field] = m[i].fit >= SURE ? BUJU_FIELD_SURE : BUJU_FIELD_UNSURE;
  }
  buju_vec_free(&g.matches);
  buju_arena_free(g.scratch);
  return done ? BUJU_OK : buju_fail_memory(ctx);
}

static void clear(buju_fields *fields) {
  for (int f = 0; f < BUJU_FIELDS; f++) {
    fields->column[f] = BUJU_NONE;
    fields->how[f] = BUJU_FIELD_ABSENT;
  }
}

buju_status buju_fields_guess(buju_ctx *ctx, buju_input_role role, const buju_table *table, buju_fields *out) {
  buju_fields fields;
  clear(&fields);
  buju_status status = guess_rest(ctx, role, table, &fields);
  if (status == BUJU_OK) *out = fields;
  return status;
}

/* ---- what the scenario gives ---- */

/* Levenshtein distance between folded names, capped: names are short. */
static size_t distance(const char *a, const char *b) {
  enum { LONGEST = 64 };
  size_t n = strlen(a), m = strlen(b), row[LONGEST + 1];
  if (n > LONGEST || m > LONGEST) return LONGEST;
  for (size_t j = 0; j <= m; j++) row[j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t replace = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      size_t gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
      row[j] = replace < gap ? replace : gap;
    }
  }
  return row[m];
}

/* The model's field of that name, or the nearest name's index in *nearest. */
static buju_field find_field(buju_input_role role, const char *model, buju_field *nearest) {
  size_t best = SIZE_MAX;
  *nearest = BUJU_FIELDS;
  for (int f = 0; f < BUJU_FIELDS; f++) {
    if (!buju_field_of_role(role, (buju_field)f)) continue;
    if (strcmp(buju_field_entries[f].model, model) == 0) return (buju_field)f;
    size_t d = distance(model, buju_field_entries[f].model);
    if (d < best) best = d, *nearest = (buju_field)f;
  }
  return BUJU_FIELDS;
}

/* A name as the file has it, else as it would be after the cut at 10 bytes, else the only one that folds alike. */
static buju_status find_column(buju_ctx *ctx, const buju_table *table, buju_arena *scratch, const char *source,
                               buju_ix *column, buju_ix *nearest) {
  *column = buju_table_find(table, source);
  *nearest = BUJU_NONE;
  size_t best = SIZE_MAX;
  char *wanted = buju_text_fold(scratch, source);
  if (wanted == NULL) return buju_fail_memory(ctx);
  for (buju_ix c = 0; c < table->columns && *column == BUJU_NONE; c++) {
    char *have = buju_text_fold(scratch, table->column[c].name);
    if (have == NULL) return buju_fail_memory(ctx);
    size_t length = strlen(have);
    if (strcmp(have, wanted) == 0 || (length >= 8 && strncmp(have, wanted, length) == 0)) *column = c;
    size_t d = distance(wanted, have);
    if (d < best) best = d, *nearest = c;
  }
  return BUJU_OK;
}

BUJU_MSG(no_such_field, "inputs.{0}.fields：没有名为“{1}”的字段；最接近的是“{2}”",
         "inputs.{0}.fields: there is no field “{1}”; the nearest is “{2}”");
BUJU_MSG(no_such_column, "{0}：没有“{1}”列（fields.{2}）；最接近的是“{3}”；现有列：{4}",
         "{0}: there is no column “{1}” (fields.{2}); the nearest is “{3}”; it has: {4}");
BUJU_MSG(column_twice, "{0}：“{1}”列同时对应 {2} 和 {3}；一列只能对应一个字段",
         "{0}: column “{1}” is given for both {2} and {3}; one column serves one field");

static const char *const role_names[] = {
#define ROLE_NAME(name, id, zh, en) id,
    BUJU_INPUT_TABLE(ROLE_NAME)};

static buju_status bind_given(buju_ctx *ctx, const buju_input *input, const buju_table *table, buju_arena *scratch,
                              const buju_field_map *given, buju_fields *fields) {
  buju_field nearest_field, field = find_field(input->role, given->model, &nearest_field);
  if (field == BUJU_FIELDS)
    return buju_fail(ctx, BUJU_E_SCENARIO,
                     BUJU_SAY(no_such_field, buju_text(role_names[input->role]), buju_text(given->model),
                              buju_text(nearest_field == BUJU_FIELDS ? "" : buju_field_entries[nearest_field].model)));
  fields->how[field] = BUJU_FIELD_GIVEN;
  if (given->source == NULL || *given->source == '\0' || strcmp(given->source, "-") == 0) return BUJU_OK;
  buju_ix column, nearest;
  buju_status status = find_column(ctx, table, scratch, given->source, &column, &nearest);
  if (status != BUJU_OK) return status;
  if (column == BUJU_NONE) {
    const char *have;
    status = buju_fields_columns(ctx, table, 30, scratch, &have);
    if (status != BUJU_OK) return status;
    return buju_fail(ctx, BUJU_E_SCENARIO,
                     BUJU_SAY(no_such_column, buju_text(table->file), buju_text(given->source), buju_text(given->model),
                              buju_text(nearest == BUJU_NONE ? "" : table->column[nearest].name), buju_text(have)));
  }
  for (int f = 0; f < BUJU_FIELDS; f++)
    if (fields->column[f] == column)
      return buju_fail(ctx, BUJU_E_SCENARIO,
                       BUJU_SAY(column_twice, buju_text(table->file), buju_text(given->source),
                                buju_text(buju_field_entries[f].model), buju_text(given->model)));
  fields->column[field] = column;
  return BUJU_OK;
}

buju_status buju_fields_bind(buju_ctx *ctx, const buju_input *input, const buju_table *table, buju_fields *out) {
  buju_fields fields;
  clear(&fields);
  buju_arena *scratch = buju_arena_new();
  if (scratch == NULL) return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  for (buju_ix i = 0; i < input->fields && status == BUJU_OK; i++)
    status = bind_given(ctx, input, table, scratch, &input->field[i], &fields);
  buju_arena_free(scratch);
  if (status == BUJU_OK) status = guess_rest(ctx, input->role, table, &fields);
  if (status == BUJU_OK) *out = fields;
  return status;
}
