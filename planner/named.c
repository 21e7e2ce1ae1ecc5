/* Institutions that a policy names. SPDX-License-Identifier: Apache-2.0 */
#include "planner/named.h"

#include <stdio.h>
#include <string.h>

/* ---- lists ---- */

/* Bytes of the one of `any` that stands at text, 0 when none does. */
static size_t one_of(const char *text, const char *const *any) {
  for (size_t i = 0; any[i] != NULL; i++)
    if (strncmp(text, any[i], strlen(any[i])) == 0) return strlen(any[i]);
  return 0;
}

static const char *const between[] = {",", "，", "、", ";", "；", "\n", NULL}, *const opening[] = {"(", "（", NULL},
                         *const closing[] = {")", "）", NULL}, *const same[] = {"=", "＝", NULL};

static void trim(const char **text, size_t *n) {
  while (*n > 0 && **text == ' ') (*text)++, (*n)--;
  while (*n > 0 && (*text)[*n - 1] == ' ') (*n)--;
}

/* "2024", "2024年": a year; 0 for anything else. */
static int16_t year_of(const char *text, size_t n) {
  if (n < 4 || strspn(text, "0123456789") != 4) return 0;
  if (n != 4 && !(n == 4 + strlen("年") && memcmp(text + 4, "年", n - 4) == 0)) return 0;
  int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
  return (int16_t)year;
}

/* Takes what stands in parentheses at the end of an entry off it. */
static void take_remark(buju_named *entry, const char *open, size_t width, const char *end) {
  if (open == NULL) return;
  const char *inside = open + width;
  size_t n = (size_t)(end - inside);
  for (size_t i = 0; i < n; i++)
    if (one_of(inside + i, closing) > 0) n = i;
  trim(&inside, &n);
  entry->length = (size_t)(open - entry->names);
  trim(&entry->names, &entry->length);
  entry->year = year_of(inside, n);
  if (entry->year != 0 || n == 0) return;
  entry->remark = inside;
  entry->remark_length = n;
}

bool buju_named_next(const char **at, buju_named *out) {
  const char *p = *at;
  for (size_t gap; *p != '\0' && ((gap = one_of(p, between)) > 0 || *p == ' ');) p += gap > 0 ? gap : 1;
  if (*p == '\0') return false;
  const char *open = NULL;
  size_t width = 0;
  bool inside = false;
  *out = (buju_named){.names = p};
  for (; *p != '\0' && (inside || one_of(p, between) == 0); p++) {
    size_t begins = one_of(p, opening);
    if (begins > 0 && !inside) open = p, width = begins, inside = true;
    if (one_of(p, closing) > 0) inside = false;
  }
  *at = p;
  out->length = (size_t)(p - out->names);
  trim(&out->names, &out->length);
  take_remark(out, open, width, p);
  return true;
}

/* ---- who it is ---- */

enum { NOT_IT, HOLDS_IT, IS_IT };

/* A name without the name of its county before it. */
static void leave_county(const buju_region *r, const char **name, size_t *n) {
  for (buju_ix a = 0; a < r->area.n && r->area.level[a] == BUJU_COUNTY; a++) {
    size_t m = strlen(r->area.name[a]);
    if (m == 0 || m >= *n || memcmp(*name, r->area.name[a], m) != 0) continue;
    *name += m;
    *n -= m;
    return;
  }
}

static bool equal(const char *a, size_t n, const char *b, size_t m) { return n == m && memcmp(a, b, n) == 0; }

static int match(const buju_region *r, buju_ix f, const char *name, size_t n) {
  const char *own = r->facility.name[f], *code = r->facility.code[f];
  size_t m = strlen(own);
  if (equal(code, strlen(code), name, n) || equal(own, m, name, n)) return IS_IT;
  leave_county(r, &name, &n);
  leave_county(r, &own, &m);
  if (equal(own, m, name, n)) return IS_IT;
  for (size_t at = 0; at + n <= m; at++)
    if (memcmp(own + at, name, n) == 0) return HOLDS_IT;
  return NOT_IT;
}

static bool speaks_of(const buju_job *job, buju_ix site, uint32_t services) {
  const buju_site *s = buju_job_site(job, site);
  return s->facility != BUJU_NONE && s->planned && (services >> s->kind & 1) != 0;
}

/* The one site of that name; the best match wins, and two as good are several. */
static buju_ix find(const buju_job *job, const char *name, size_t n, uint32_t services, bool *several) {
  buju_ix best = BUJU_NONE;
  int how = NOT_IT;
  *several = false;
  for (buju_ix s = 0; n > 0 && s < (buju_ix)job->sites.n; s++) {
    if (!speaks_of(job, s, services)) continue;
    int is = match(job->region, buju_job_site(job, s)->facility, name, n);
    if (is == NOT_IT || is < how) continue;
    *several = is == how;
    how = is;
    best = s;
  }
  return best;
}

/* The next alias; false at the end. */
static bool next_alias(const char **at, const char *end, const char **name, size_t *n) {
  if (*at >= end) return false;
  const char *p = *at;
  while (p < end && one_of(p, same) == 0) p++;
  *name = *at;
  *n = (size_t)(p - *at);
  trim(name, n);
  *at = p < end ? p + one_of(p, same) : end;
  return true;
}

buju_ix buju_named_find(const buju_job *job, const buju_named *entry, uint32_t services, bool *several) {
  const char *at = entry->names, *end = at + entry->length, *name;
  buju_ix found = BUJU_NONE;
  bool unclear = false;
  *several = false;
  for (size_t n; next_alias(&at, end, &name, &n);) {
    bool many;
    buju_ix site = find(job, name, n, services, &many);
    unclear |= many;
    if (site == BUJU_NONE || many) continue;
    if (found != BUJU_NONE && found != site) { /* two aliases of two institutions */
      *several = true;
      return BUJU_NONE;
    }
    found = site;
  }
  *several = found == BUJU_NONE && unclear;
  return found;
}

/* ---- who it may have meant ---- */

enum { LONGEST = 192, NEAREST = 3 };

/* Edits between two names, in bytes: Chinese characters are three each, which orders them just as well. */
static size_t distance(const char *a, size_t n, const char *b, size_t m) {
  size_t row[LONGEST + 1];
  if (n > LONGEST) n = LONGEST;
  if (m > LONGEST) m = LONGEST;
  for (size_t j = 0; j <= m; j++) row[j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t replace = diagonal + (a[i - 1] != b[j - 1]), gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
      diagonal = row[j];
      row[j] = replace < gap ? replace : gap;
    }
  }
  return row[m];
}

/* Of all aliases the least. */
static size_t unlikeness(const buju_named *entry, const char *own) {
  const char *at = entry->names, *end = at + entry->length, *name;
  size_t least = SIZE_MAX;
  for (size_t n; next_alias(&at, end, &name, &n);) {
    size_t d = distance(name, n, own, strlen(own));
    if (d < least) least = d;
  }
  return least;
}

buju_status buju_named_nearest(const buju_job *job, const buju_named *entry, uint32_t services, const char **out) {
  buju_ix best[NEAREST];
  size_t how[NEAREST], n = 0;
  for (buju_ix s = 0; s < (buju_ix)job->sites.n; s++) {
    if (!speaks_of(job, s, services)) continue;
    size_t d = unlikeness(entry, job->region->facility.name[buju_job_site(job, s)->facility]), k = n;
    if (n == NEAREST && d >= how[n - 1]) continue;
    if (n < NEAREST) n++;
    if (k == NEAREST) k--;
    for (; k > 0 && how[k - 1] > d; k--) how[k] = how[k - 1], best[k] = best[k - 1];
    how[k] = d;
    best[k] = s;
  }
  char text[1024] = "";
  size_t used = 0;
  for (size_t k = 0; k < n && used < sizeof text; k++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", k > 0 ? "、" : "",
                             job->region->facility.name[buju_job_site(job, best[k])->facility]);
  *out = buju_arena_text(job->arena, text);
  return *out != NULL ? BUJU_OK : buju_fail_memory(job->ctx);
}
