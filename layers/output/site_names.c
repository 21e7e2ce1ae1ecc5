/* What sites are called: as their owners call them, or after their place, each by a name of its own.
 * SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layers/output/output.h"

typedef struct called {
  const char *text;
  bool made; /* by us; a name in the data is left as it is */
  buju_ix row;
} called;

typedef struct naming {
  buju_output *out;
  const char **village; /* every village's name, sorted */
  buju_ix villages;
  called *site; /* sorted by text, those of the data first, then by row */
  buju_ix sites;
} naming;

buju_ix buju_output_sites(const buju_output *out) { return out->plan != NULL ? out->plan->sites : out->access->sites; }

buju_site_parts buju_output_site_parts(const buju_output *out, buju_ix i) {
  if (out->plan != NULL) {
    const buju_site *site = &out->plan->site[i];
    return (buju_site_parts){site->facility, site->village, site->township, site->kind};
  }
  const buju_access_site *site = &out->access->site[i];
  return (buju_site_parts){site->facility, site->village, site->township, site->kind[BUJU_PLANNED]};
}

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static int by_text_then_row(const void *a, const void *b) {
  const called *p = a, *q = b;
  int order = strcmp(p->text, q->text);
  if (order != 0) return order;
  return p->made != q->made ? p->made - q->made : (p->row > q->row) - (p->row < q->row);
}

/* Whether another village is called the same. */
static bool ambiguous(const naming *n, const char *village) {
  const char *const *at = bsearch(&village, n->village, n->villages, sizeof *n->village, by_text);
  if (at == NULL) return false;
  size_t i = (size_t)(at - n->village);
  return (i > 0 && strcmp(n->village[i - 1], village) == 0) ||
         (i + 1 < n->villages && strcmp(n->village[i + 1], village) == 0);
}

static bool ends_in(const char *text, const char *end) {
  size_t n = strlen(text), m = strlen(end);
  return n >= m && strcmp(text + n - m, end) == 0;
}

/* 第二, 第十一, 第二十; figures from a hundred on. buf holds 32 bytes. */
static const char *ordinal(buju_ix number, char *buf) {
  static const char *const digit[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (number >= 100)
    snprintf(buf, 32, "第%" PRIu32, number);
  else
    snprintf(buf, 32, "第%s%s%s", number >= 20 ? digit[number / 10] : "", number >= 10 ? "十" : "", digit[number % 10]);
  return buf;
}

/* 白泉村 + 村卫生室 is 白泉村卫生室, 胜利乡 + 乡镇卫生院 is 胜利乡卫生院: what the place ends in is written once. The
 * second one there is 白泉村第二卫生室; of two villages of one name each says its township first. NULL when memory is
 * out. */
static const char *make(const naming *n, buju_ix i, buju_ix number) {
  static const char *const said[][2] = {{"村", "村"}, {"嘎查", "村"}, {"委会", "村"}, {"社区", "社区"}};
  const buju_site_parts of = buju_output_site_parts(n->out, i);
  const char *township = buju_area_name(n->out, of.township), *village = buju_village_name(n->out, of.village);
  const char *kind = buju_service_words[of.kind].word.zh, *place = village, *before = NULL;
  bool centre = (of.kind == BUJU_THC || of.kind == BUJU_CHC) && township != NULL;
  if (village == NULL || centre)
    place = township;
  else if (township != NULL && ambiguous(n, village))
    before = township;
  if (centre && strncmp(kind, "乡镇", strlen("乡镇")) == 0) kind += strlen("乡镇");
  for (size_t k = 0; place != NULL && k < sizeof said / sizeof *said; k++)
    if (ends_in(place, said[k][0]) && strncmp(kind, said[k][1], strlen(said[k][1])) == 0) kind += strlen(said[k][1]);
  char which[32] = "";
  if (number > 1) ordinal(number, which);
  const char *part[] = {before, place, which, kind};
  size_t length = 1;
  for (size_t k = 0; k < 4; k++) length += part[k] != NULL ? strlen(part[k]) : 0;
  char *text = buju_arena_alloc(n->out->arena, length, 1);
  if (text == NULL) return NULL;
  *text = '\0';
  for (size_t k = 0; k < 4; k++)
    if (part[k] != NULL) strcat(text, part[k]);
  return text;
}

static buju_status sort_villages(naming *n) {
  const buju_region *r = n->out->region;
  n->village = BUJU_NEW(n->out->arena, const char *, r->village.n);
  if (n->village == NULL) return buju_fail_memory(n->out->ctx);
  for (buju_ix v = 0; v < r->village.n; v++) {
    const char *name = buju_village_name(n->out, v);
    if (name != NULL) n->village[n->villages++] = name;
  }
  if (n->villages > 1) qsort(n->village, n->villages, sizeof *n->village, by_text);
  return BUJU_OK;
}

static buju_status name_each(naming *n) {
  for (buju_ix i = 0; i < n->sites; i++) {
    buju_ix f = buju_output_site_parts(n->out, i).facility;
    const char *name = f != BUJU_NONE ? n->out->region->facility.name[f] : NULL;
    bool made = name == NULL || *name == '\0';
    if (made) name = make(n, i, 1);
    if (name == NULL) return buju_fail_memory(n->out->ctx);
    n->out->site_name[i] = name;
    n->site[i] = (called){name, made, i};
  }
  if (n->sites > 1) qsort(n->site, n->sites, sizeof *n->site, by_text_then_row);
  return BUJU_OK;
}

static bool taken(const naming *n, const char *text) {
  buju_ix low = 0, high = n->sites;
  while (low < high) {
    buju_ix middle = low + (high - low) / 2;
    int order = strcmp(n->site[middle].text, text);
    if (order == 0) return true;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

/* Of sites that came to one name all but the first get a number, unless the data gave them that name. */
static buju_status tell_apart(naming *n) {
  for (buju_ix i = 1, number = 1; i < n->sites; i++) {
    if (strcmp(n->site[i].text, n->site[i - 1].text) != 0)
      number = 1;
    else if (!n->site[i].made)
      number++;
    else {
      const char *text;
      do {
        text = make(n, n->site[i].row, ++number);
        if (text == NULL) return buju_fail_memory(n->out->ctx);
      } while (taken(n, text));
      n->out->site_name[n->site[i].row] = text;
    }
  }
  return BUJU_OK;
}

buju_status buju_output_site_names(buju_output *out) {
  naming n = {.out = out, .sites = buju_output_sites(out)};
  out->site_name = BUJU_NEW(out->arena, const char *, n.sites);
  n.site = BUJU_NEW(out->arena, called, n.sites);
  if (out->site_name == NULL || n.site == NULL) return buju_fail_memory(out->ctx);
  buju_status status = sort_villages(&n);
  if (status == BUJU_OK) status = name_each(&n);
  return status == BUJU_OK ? tell_apart(&n) : status;
}

void buju_row_site_name(buju_row *row, int column, buju_ix site) {
  if (site != BUJU_NONE) buju_row_text(row, column, row->out->site_name[site]);
}
