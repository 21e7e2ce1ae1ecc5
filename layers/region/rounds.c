/* The rounds that exist today: which villages a health centre visits, how often, on which day of the week.
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/region/link.h"
#include "layers/region/text.h"

enum { WEEK_DAYS = 7, MOST_DAYS = 364 };

BUJU_KIND(rounds_without_village, BUJU_SERIOUS, "巡诊现状中的“{0}”对应不上任何村",
          "the rounds of today name “{0}”, which is no village", "未采用这一行", "left the row out");
BUJU_KIND(rounds_base_unknown, BUJU_WARNING, "巡诊卫生院“{0}”对应不上任何机构",
          "the base of the rounds “{0}” is no facility", "按所在乡镇的卫生院处理",
          "taken as the health centre of the township");
BUJU_KIND(rounds_interval, BUJU_WARNING, "看不懂巡诊间隔“{0}”；请写作“2周”“14天”，不超过364天",
          "the interval of rounds “{0}” is not understood; write 2 weeks or 14 days, 364 at most", "间隔按不明处理",
          "taken as not known");
BUJU_KIND(rounds_interval_unit, BUJU_WARNING, "巡诊间隔“{0}”没有写单位，也看不出是天还是周；请写作“{0}周”或“{0}天”",
          "the interval of rounds “{0}” has no unit; write {0} week{0?|s} or {0} day{0?|s}", "间隔按不明处理",
          "taken as not known");
BUJU_KIND(rounds_weekday, BUJU_NOTE, "看不懂巡诊日“{0}”；请写作“周三”",
          "the weekday “{0}” is not understood; write Wednesday", "巡诊日按不明处理", "taken as not known");
BUJU_KIND(rounds_twice, BUJU_NOTE, "{0}的巡诊现状有多行", "the rounds to {0} stand twice", "取间隔最短的一行",
          "took the row with the shortest interval");

typedef struct draft {
  buju_ix village, base;
  int16_t interval_days; /* 0: not known */
  uint8_t weekday;       /* 0: not known */
  buju_ix row;
} draft;

/* ---- words ---- */

/* A number at the beginning, in digits or in words; 0 where there is none, -1 where it is none. */
static int read_count(const char **text) {
  static const char *const words[] = {"",   "一", "二", "三", "四", "五", "六",  "七",  "八",
                                      "九", "十", "两", "半", "双", "隔", "one", "two", "four"};
  static const int values[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2, -2, 2, 2, 1, 2, 4}; /* -2: half of what follows */
  size_t digits = strspn(*text, "0123456789");
  if (digits > 3) return -1;
  if (digits > 0) {
    int value = 0;
    while (digits-- > 0) value = value * 10 + (*(*text)++ - '0');
    return value > 0 ? value : -1;
  }
  for (size_t w = 1; w < sizeof words / sizeof *words; w++) {
    if (strncmp(*text, words[w], strlen(words[w])) != 0) continue;
    *text += strlen(words[w]);
    return values[w];
  }
  return 0;
}

static bool skip(const char **text, const char *word) {
  size_t n = strlen(word);
  if (strncmp(*text, word, n) != 0) return false;
  *text += n;
  return true;
}

/* The days of the unit at the beginning; 0: there is none. */
static int read_unit(const char **text) {
  static const struct {
    const char *said;
    int days;
  } units[] = {{"个星期", 7}, {"星期", 7}, {"礼拜", 7}, {"周", 7},   {"weeks", 7}, {"weekly", 7},
               {"week", 7},   {"天", 1},   {"日", 1},   {"days", 1}, {"daily", 1}, {"day", 1},
               {"个月", 28},  {"月", 28},  {"d", 1},    {"w", 7}};
  for (size_t u = 0; u < sizeof units / sizeof *units; u++)
    if (skip(text, units[u].said)) return units[u].days;
  return 0;
}

/* The days in "2周", "每两周一次", "14", "every 2 weeks"; bare: those of a number without a unit, 0: not known.
 * -1: not understood; -2: a number without a unit. A month is four weeks. */
static int days_in(const char *folded, int bare) {
  (void)(skip(&folded, "每隔") || skip(&folded, "每") || skip(&folded, "every"));
  int count = read_count(&folded), unit = count >= -2 && count != -1 ? read_unit(&folded) : 0;
  if (count == -1 || (count <= 0 && unit == 0)) return -1;
  if (unit == 0 && *folded == '\0') return bare > 0 ? count * bare : -2;
  (void)(skip(&folded, "巡诊") || skip(&folded, "出诊"));
  (void)(skip(&folded, "一次") || skip(&folded, "1次") || skip(&folded, "once"));
  if (*folded != '\0' || unit == 0) return -1; /* twice a week is no interval of whole days */
  if (count == -2) return unit == 28 ? 14 : -1;
  return unit * (count > 0 ? count : 1);
}

/* What a number in a column of that name counts: days, weeks, or nobody knows. */
static int bare_unit(const char *folded_column) {
  const char *period = strstr(folded_column, "周期"); /* its 周 is no week */
  const char *week = strstr(folded_column, "周");
  if (week != NULL && week == period) week = strstr(week + strlen("周期"), "周");
  bool weeks = week != NULL || strstr(folded_column, "week") != NULL || strstr(folded_column, "星期") != NULL;
  bool days = strstr(folded_column, "天") != NULL || strstr(folded_column, "day") != NULL ||
              strstr(folded_column, "日数") != NULL;
  return weeks == days ? 0 : weeks ? WEEK_DAYS : 1;
}

static buju_status read_interval(buju_build *b, buju_ix row, draft *d) {
  const buju_part *part = &b->part[BUJU_INPUT_ROUNDS];
  const char *text;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_INTERVAL, row, &text);
  if (status != BUJU_OK || text == NULL) return status;
  char *plain = buju_text_squeeze(b->scratch, text), *folded = buju_text_fold(b->scratch, text);
  char *column = buju_text_fold(b->scratch, part->layer->table.column[part->fields.column[BUJU_FIELD_INTERVAL]].name);
  if (plain == NULL || folded == NULL || column == NULL) return buju_fail_memory(b->ctx);
  /* folding drops what would make another number of it */
  int days = strpbrk(plain, ".,-~/") == NULL ? days_in(folded, bare_unit(column)) : -1;
  if (days > 0 && days <= MOST_DAYS) {
    d->interval_days = (int16_t)days;
    return BUJU_OK;
  }
  return buju_build_find(b, part, days == -2 ? &rounds_interval_unit : &rounds_interval, row, BUJU_FIELD_INTERVAL, NULL,
                         BUJU_ARGS(buju_text(text)));
}

static buju_status read_weekday(buju_build *b, buju_ix row, draft *d) {
  static const char *const said[WEEK_DAYS][4] = {{"1", "一", "monday", "mon"},    {"2", "二", "tuesday", "tue"},
                                                 {"3", "三", "wednesday", "wed"}, {"4", "四", "thursday", "thu"},
                                                 {"5", "五", "friday", "fri"},    {"6", "六", "saturday", "sat"},
                                                 {"7", "日", "sunday", "sun"}};
  const buju_part *part = &b->part[BUJU_INPUT_ROUNDS];
  const char *text;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_WEEKDAY, row, &text);
  if (status != BUJU_OK || text == NULL) return status;
  const char *folded = buju_text_fold(b->scratch, text);
  if (folded == NULL) return buju_fail_memory(b->ctx);
  (void)(skip(&folded, "每周") || skip(&folded, "周") || skip(&folded, "星期") || skip(&folded, "礼拜"));
  if (strcmp(folded, "天") == 0) folded = "日";
  for (int day = 0; day < WEEK_DAYS; day++)
    for (int w = 0; w < 4; w++)
      if (strcmp(folded, said[day][w]) == 0) d->weekday = (uint8_t)(day + 1);
  if (d->weekday != 0) return BUJU_OK;
  return buju_build_find(b, part, &rounds_weekday, row, BUJU_FIELD_WEEKDAY, NULL, BUJU_ARGS(buju_text(text)));
}

/* ---- whose they are ---- */

/* The facility of that name: in the village's township, else the only one there is. */
static buju_status base_of_name(buju_build *b, const char *name, buju_ix village, buju_ix *base) {
  const buju_region *r = b->region;
  buju_ix township = r->area.parent[r->village.area[village]], near = BUJU_NONE, all = BUJU_NONE, nears = 0, alls = 0;
  char *key = buju_text_fold(b->scratch, name);
  if (key == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix f = 0; f < r->facility.n; f++) {
    char *own = buju_text_fold(b->scratch, r->facility.name[f]);
    if (own == NULL) return buju_fail_memory(b->ctx);
    if (strcmp(own, key) != 0) continue;
    all = f;
    alls++;
    if (r->facility.township[f] != township) continue;
    near = f;
    nears++;
  }
  *base = nears == 1 ? near : alls == 1 ? all : BUJU_NONE;
  return BUJU_OK;
}

static buju_status read_base(buju_build *b, buju_ix row, draft *d) {
  const buju_part *part = &b->part[BUJU_INPUT_ROUNDS];
  const char *code, *name;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_FACILITY_CODE, row, &code);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_FACILITY, row, &name);
  if (status != BUJU_OK || (code == NULL && name == NULL)) return status;
  if (code != NULL) d->base = buju_link_facility(b->region, code);
  if (d->base == BUJU_NONE && name != NULL) status = base_of_name(b, name, d->village, &d->base);
  if (status != BUJU_OK || d->base != BUJU_NONE) return status;
  return buju_build_find(b, part, &rounds_base_unknown, row,
                         code != NULL ? BUJU_FIELD_FACILITY_CODE : BUJU_FIELD_FACILITY, NULL,
                         BUJU_ARGS(buju_text(code != NULL ? code : name)));
}

static buju_status unlinked(buju_build *b, const buju_part *part, buju_ix row, const char *code) {
  const char *name = NULL;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_VILLAGE, row, &name);
  if (status != BUJU_OK) return status;
  const char *shown = code != NULL ? code : name != NULL ? name : "";
  return buju_build_find(b, part, &rounds_without_village, row,
                         code != NULL ? BUJU_FIELD_VILLAGE_CODE : BUJU_FIELD_VILLAGE, NULL,
                         BUJU_ARGS(buju_text(shown)));
}

static buju_status read_row(buju_build *b, buju_ix row, buju_vec *drafts) {
  const buju_part *part = &b->part[BUJU_INPUT_ROUNDS];
  buju_link link;
  buju_status status = buju_link_row(b, part, row, BUJU_FIELD_VILLAGE_CODE, BUJU_FIELD_VILLAGE, NAN, NAN, 0, &link);
  if (status == BUJU_OK && link.village == BUJU_NONE) return unlinked(b, part, row, link.code);
  draft d = {.village = link.village, .base = BUJU_NONE, .row = row};
  if (status == BUJU_OK) status = read_base(b, row, &d);
  if (status == BUJU_OK) status = read_interval(b, row, &d);
  if (status == BUJU_OK) status = read_weekday(b, row, &d);
  if (status != BUJU_OK) return status;
  draft *to = buju_vec_push(drafts, sizeof d);
  if (to == NULL) return buju_fail_memory(b->ctx);
  *to = d;
  return BUJU_OK;
}

/* ---- laying out ---- */

/* Of one village the shortest interval first, one not known last; then by what the row says, then the file's order. */
static int by_village(const void *a, const void *b) {
  const draft *x = a, *y = b;
  int m = x->interval_days > 0 ? x->interval_days : INT16_MAX, n = y->interval_days > 0 ? y->interval_days : INT16_MAX;
  if (x->village != y->village) return x->village < y->village ? -1 : 1;
  if (m != n) return m < n ? -1 : 1;
  if (x->base != y->base) return x->base < y->base ? -1 : 1;
  if (x->weekday != y->weekday) return x->weekday < y->weekday ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static buju_status lay(buju_build *b, const draft *d, size_t n) {
  buju_region *r = b->region;
  r->rounds.village = BUJU_NEW(r->arena, buju_ix, n);
  r->rounds.base = BUJU_NEW(r->arena, buju_ix, n);
  r->rounds.interval_days = BUJU_NEW(r->arena, int16_t, n);
  r->rounds.weekday = BUJU_NEW(r->arena, uint8_t, n);
  if (r->rounds.village == NULL || r->rounds.base == NULL || r->rounds.interval_days == NULL ||
      r->rounds.weekday == NULL)
    return buju_fail_memory(b->ctx);
  for (size_t i = 0; i < n; i++) {
    if (i > 0 && d[i].village == d[i - 1].village) {
      buju_status status =
          buju_build_find(b, &b->part[BUJU_INPUT_ROUNDS], &rounds_twice, d[i].row, BUJU_FIELDS,
                          b->village_code[d[i].village], BUJU_ARGS(buju_text(b->village_name[d[i].village])));
      if (status != BUJU_OK) return status;
      continue;
    }
    buju_ix k = r->rounds.n++;
    r->rounds.village[k] = d[i].village;
    r->rounds.base[k] = d[i].base;
    r->rounds.interval_days[k] = d[i].interval_days;
    r->rounds.weekday[k] = d[i].weekday;
  }
  return BUJU_OK;
}

buju_status buju_rounds_build(buju_build *b) {
  const buju_part *part = &b->part[BUJU_INPUT_ROUNDS];
  buju_vec drafts = {0};
  buju_status status = BUJU_OK;
  if (part->layer == NULL) return BUJU_OK;
  b->region->rounds.given = true;
  for (buju_ix row = 0; row < part->layer->table.n && status == BUJU_OK; row++) status = read_row(b, row, &drafts);
  if (drafts.n > 1) qsort(drafts.data, drafts.n, sizeof(draft), by_village);
  if (status == BUJU_OK) status = lay(b, drafts.data, drafts.n);
  buju_vec_free(&drafts);
  return status;
}
