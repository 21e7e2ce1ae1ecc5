/* Reading statistical codes. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/codes.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/text.h"

static size_t count_digits(const char *text) { return strspn(text, "0123456789"); }

bool buju_code_digits(const char *code, int n) {
  return code != NULL && strlen(code) == (size_t)n && count_digits(code) == (size_t)n;
}

char *buju_code_prefix(buju_arena *arena, const char *code, size_t n) {
  size_t length = strlen(code);
  return buju_arena_text_n(arena, code, length < n ? length : n);
}

/* What may follow twelve digits: zeros (the land survey's 19 digits) or an urban–rural class (111 … 220). */
static bool is_known_tail(const char *tail) {
  if (strspn(tail, "0") == strlen(tail)) return true;
  static const char *const classes[] = {"111", "112", "121", "122", "123", "210", "220"};
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (strcmp(tail, classes[i]) == 0) return true;
  return false;
}

static buju_code_state read_digits(const buju_column *column, buju_ix row, char digits[BUJU_CODE_BYTES]) {
  switch (column->type) {
  case BUJU_CELL_TEXT: return buju_cell_code(column->text[row], digits);
  case BUJU_CELL_INTEGER: snprintf(digits, BUJU_CODE_BYTES, "%" PRId64, column->integer[row]); return BUJU_CODE_READ;
  case BUJU_CELL_REAL: break;
  }
  double value = column->real[row];
  if (value >= 1e11 && fmod(value, 1e6) == 0) return BUJU_CODE_LOST;
  return buju_cell_code_of_real(value, digits);
}

buju_code_state buju_code_cell(buju_arena *arena, const buju_column *column, buju_ix row, char **out, bool *cut) {
  char digits[BUJU_CODE_BYTES];
  *out = NULL;
  *cut = false;
  if (buju_cell_blank(column, row)) return BUJU_CODE_BLANK;
  buju_code_state state = read_digits(column, row, digits);
  if (state == BUJU_CODE_NOT && column->type == BUJU_CELL_REAL) return BUJU_CODE_LOST;
  if (state == BUJU_CODE_NOT) *out = buju_text_squeeze(arena, column->text[row]);
  if (state != BUJU_CODE_READ) return state;
  *cut = strlen(digits) > BUJU_VILLAGE_DIGITS && is_known_tail(digits + BUJU_VILLAGE_DIGITS);
  if (*cut) digits[BUJU_VILLAGE_DIGITS] = '\0';
  *out = buju_arena_text(arena, digits);
  return state;
}

static int three_digits(const char *at) { return (at[0] - '0') * 100 + (at[1] - '0') * 10 + (at[2] - '0'); }

buju_area_kind buju_code_township_kind(const char *code) {
  if (count_digits(code) < BUJU_TOWNSHIP_DIGITS) return BUJU_AREA_KINDS;
  int part = three_digits(code + BUJU_COUNTY_DIGITS);
  return part == 0    ? BUJU_AREA_KINDS
         : part < 100 ? BUJU_AREA_STREET
         : part < 200 ? BUJU_AREA_TOWN
         : part < 400 ? BUJU_AREA_TOWNSHIP
         : part < 600 ? BUJU_AREA_QUASI_TOWN
                      : BUJU_AREA_KINDS;
}

buju_area_kind buju_code_village_kind(const char *code) {
  if (!buju_code_digits(code, BUJU_VILLAGE_DIGITS)) return BUJU_AREA_KINDS;
  int part = three_digits(code + BUJU_TOWNSHIP_DIGITS);
  return part == 0    ? BUJU_AREA_KINDS
         : part < 200 ? BUJU_AREA_COMMUNITY
         : part < 400 ? BUJU_AREA_VILLAGE
         : part < 600 ? BUJU_AREA_QUASI_VILLAGE
                      : BUJU_AREA_KINDS;
}

typedef struct ending {
  const char *text;
  buju_area_kind kind;
} ending;

static buju_area_kind by_ending(const char *name, const ending *endings) {
  for (; endings->text != NULL; endings++)
    if (buju_text_ends(name, endings->text)) return endings->kind;
  return BUJU_AREA_KINDS;
}

buju_area_kind buju_name_township_kind(const char *name) {
  static const ending endings[] = {
      {"街道", BUJU_AREA_STREET},       {"街道办事处", BUJU_AREA_STREET}, {"办事处", BUJU_AREA_STREET},
      {"镇", BUJU_AREA_TOWN},           {"民族乡", BUJU_AREA_TOWNSHIP},   {"乡", BUJU_AREA_TOWNSHIP},
      {"苏木", BUJU_AREA_TOWNSHIP},     {"林场", BUJU_AREA_QUASI_TOWN},   {"农场", BUJU_AREA_QUASI_TOWN},
      {"牧场", BUJU_AREA_QUASI_TOWN},   {"渔场", BUJU_AREA_QUASI_TOWN},   {"茶场", BUJU_AREA_QUASI_TOWN},
      {"开发区", BUJU_AREA_QUASI_TOWN}, {"管理区", BUJU_AREA_QUASI_TOWN}, {"园区", BUJU_AREA_QUASI_TOWN},
      {"管委会", BUJU_AREA_QUASI_TOWN}, {NULL, BUJU_AREA_KINDS}};
  return by_ending(name, endings);
}

buju_area_kind buju_name_village_kind(const char *name) {
  static const ending endings[] = {
      {"居委会", BUJU_AREA_COMMUNITY},     {"居民委员会", BUJU_AREA_COMMUNITY}, {"社区", BUJU_AREA_COMMUNITY},
      {"林场", BUJU_AREA_QUASI_VILLAGE},   {"农场", BUJU_AREA_QUASI_VILLAGE},   {"牧场", BUJU_AREA_QUASI_VILLAGE},
      {"渔场", BUJU_AREA_QUASI_VILLAGE},   {"茶场", BUJU_AREA_QUASI_VILLAGE},   {"分场", BUJU_AREA_QUASI_VILLAGE},
      {"管理区", BUJU_AREA_QUASI_VILLAGE}, {"村", BUJU_AREA_VILLAGE},           {"村委会", BUJU_AREA_VILLAGE},
      {"村民委员会", BUJU_AREA_VILLAGE},   {"嘎查", BUJU_AREA_VILLAGE},         {NULL, BUJU_AREA_KINDS}};
  return by_ending(name, endings);
}

buju_area_kind buju_word_village_kind(const char *word) {
  static const struct {
    const char *word;
    buju_area_kind kind;
  } known[] = {{"village", BUJU_AREA_VILLAGE},
               {"行政村", BUJU_AREA_VILLAGE},
               {"community", BUJU_AREA_COMMUNITY},
               {"居委会（社区）", BUJU_AREA_COMMUNITY},
               {"居委", BUJU_AREA_COMMUNITY},
               {"居", BUJU_AREA_COMMUNITY},
               {"quasi_village", BUJU_AREA_QUASI_VILLAGE},
               {"类似村级单位", BUJU_AREA_QUASI_VILLAGE},
               {"类似村委会", BUJU_AREA_QUASI_VILLAGE},
               {"类似居委会", BUJU_AREA_QUASI_VILLAGE}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(word, known[i].word) == 0) return known[i].kind;
  return buju_name_village_kind(word);
}
