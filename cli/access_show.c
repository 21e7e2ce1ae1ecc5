/* Accessibility for people: the county by service, its parts, who is left out. SPDX-License-Identifier: Apache-2.0 */
#include "cli/access_show.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "core/text_width.h"

enum {
  STAGE = 8,
  SITES = 6,
  SHARE = 9,
  BOTH = 15,
  PEOPLE = 12,
  MINUTES = 10,
  PARTS_SHOWN = 30,
  NAMES_SHOWN = 5,
  INDENT = 2
};

static const buju_msg stage_words[] = {{"现状", "now"}, {"规划后", "planned"}};

static const char *service_word(const buju_ctx *ctx, const buju_access *access, buju_ix service) {
  return access_in(ctx, &buju_access_service_words[access->service[service]].word);
}

/* ---- cells ---- */

/* Only all is 100.0: what rounds up to it is shown as 99.9. */
static const char *percent_text(double percent, char buf[48]) {
  if (percent < 100 && percent > 99.9) percent = 99.9;
  snprintf(buf, 48, isnan(percent) ? "-" : "%.1f", percent);
  return buf;
}

/* Rounded up to a tenth, as sentences have it. */
static const char *minutes_text(uint32_t ms, char buf[48]) {
  if (ms == BUJU_FAR) return strcpy(buf, "-");
  uint64_t tenths = ((uint64_t)ms + 5999) / 6000;
  return show_number((double)tenths / 10.0, 1, buf);
}

/* "69.3 → 70.9", or one of them where they are the same. */
static void show_both(const char *now, const char *planned, size_t width) {
  char text[112];
  bool same = planned == NULL || strcmp(now, planned) == 0;
  snprintf(text, sizeof text, same ? "%s" : "%s → %s", now, planned);
  show_right(text, width);
}

static void show_people(buju_people_n people, size_t width) {
  char text[48];
  show_right(show_number((double)buju_whole_people(people), 0, text), width);
}

static void show_minutes(uint32_t ms, size_t width) {
  char text[48];
  show_right(minutes_text(ms, text), width);
}

static double share(const buju_access *access, const buju_service_reach *reached, buju_ix zone, buju_ix limit) {
  return buju_access_percent(reached->spread.within[(size_t)zone * access->limits + limit], access->zones.people[zone]);
}

static void show_limit_heads(const buju_ctx *ctx, const buju_access *access, size_t width) {
  BUJU_MSG(limit, "≤{0}分钟", "≤{0} min");
  for (buju_ix l = 0; l < access->limits; l++) {
    char text[64];
    buju_said said = BUJU_SAY(limit, buju_real(access->limit_ms[l] / 60000.0));
    buju_say(buju_ctx_lang(ctx), &said, text, sizeof text);
    show_right(text, width);
  }
}

/* ---- the county, by service ---- */

/* Nothing was measured anew where the plan changes neither sites nor doctors. */
static bool unchanged(const buju_access *access, buju_ix service) {
  return access->planned && access->reached[service][BUJU_NOW].ms == access->reached[service][BUJU_PLANNED].ms;
}

static void show_service_row(const buju_ctx *ctx, const buju_access *access, buju_ix service, int stage,
                             size_t label_width) {
  BUJU_MSG(same, "不变", "same");
  const buju_service_reach *reached = &access->reached[service][stage];
  char number[48];
  show_left(stage == 0 ? service_word(ctx, access, service) : "", label_width);
  if (access->planned) show_left(access_in(ctx, unchanged(access, service) ? &same : &stage_words[stage]), STAGE);
  show_right(show_number(reached->sites, 0, number), SITES);
  for (buju_ix l = 0; l < access->limits; l++) show_right(percent_text(share(access, reached, 0, l), number), SHARE);
  show_people(reached->spread.beyond[0], PEOPLE);
  show_people(reached->spread.unreachable[0], PEOPLE);
  show_minutes(reached->spread.person_mean_ms[0], MINUTES);
  show_minutes(reached->spread.person_median_ms[0], MINUTES);
  show_right(reached->supplied ? show_number(reached->supply.zone[0], 2, number) : "-", MINUTES);
  show_right(reached->supplied && !isnan(reached->supply.gini[0]) ? show_number(reached->supply.gini[0], 2, number)
                                                                  : "-",
             MINUTES);
  putchar('\n');
}

static void show_services(const buju_ctx *ctx, const buju_access *access) {
  BUJU_MSG(services, "时限内人口（%）", "people within (%)");
  BUJU_MSG(sites, "机构", "sites");
  BUJU_MSG(beyond, "更远(人)", "beyond");
  BUJU_MSG(none, "到不了", "unreachable");
  BUJU_MSG(mean, "人均分钟", "mean min");
  BUJU_MSG(median, "中位分钟", "median");
  BUJU_MSG(doctors, "医/千人", "dr/1,000");
  BUJU_MSG(gini, "基尼", "Gini");
  const buju_msg *rest[] = {&mean, &median, &doctors, &gini};
  size_t label_width = buju_text_width(access_in(ctx, &services)) + INDENT;
  for (buju_ix s = 0; s < access->services; s++) {
    size_t width = buju_text_width(service_word(ctx, access, s)) + INDENT;
    if (width > label_width) label_width = width;
  }
  show_left(access_in(ctx, &services), label_width);
  if (access->planned) show_left("", STAGE);
  show_right(access_in(ctx, &sites), SITES);
  show_limit_heads(ctx, access, SHARE);
  show_right(access_in(ctx, &beyond), PEOPLE);
  show_right(access_in(ctx, &none), PEOPLE);
  for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) show_right(access_in(ctx, rest[i]), MINUTES);
  putchar('\n');
  for (buju_ix s = 0; s < access->services; s++) {
    show_service_row(ctx, access, s, BUJU_NOW, label_width);
    if (access->planned && !unchanged(access, s)) show_service_row(ctx, access, s, BUJU_PLANNED, label_width);
  }
}

/* What the numbers of a row leave out, in words. */
static void show_notes(const buju_ctx *ctx, const buju_access *access) {
  BUJU_MSG(unknown, "{0}：{1} 处中 {2} 处的医生数不详，按没有医生计（{3}）",
           "{0}: the doctors of {2} of {1} site{1?|s} are unknown and count as none ({3})");
  BUJU_MSG(unlocated, "{0}：{1} 处中 {2} 处没有位置，无人能到（{3}）",
           "{0}: {2} of {1} site{1?|s} {2?has|have} no place, so nobody reaches them ({3})");
  BUJU_MSG(counted, "{0}：现有 {1} 处，政策计入 {2} 处（现状只算计入的）",
           "{0}: {1} stand, {2} of them count by the policy (only those are there now)");
  buju_ix clinics = 0;
  for (buju_ix f = 0; f < access->region->facility.n; f++)
    clinics += access->region->facility.kind[f] == BUJU_VILLAGE_CLINIC;
  if (access->service[0] == BUJU_VILLAGE_CLINIC && access->reached[0][BUJU_NOW].sites < clinics)
    say_line(ctx, BUJU_SAY(counted, buju_word(&buju_access_service_words[BUJU_VILLAGE_CLINIC].word), buju_int(clinics),
                           buju_int(access->reached[0][BUJU_NOW].sites)));
  for (buju_ix s = 0; s < access->services; s++)
    for (int stage = 0; stage <= (int)access->planned; stage++) {
      const buju_service_reach *reached = &access->reached[s][stage];
      if (stage == BUJU_PLANNED && unchanged(access, s)) continue;
      buju_arg service = buju_word(&buju_access_service_words[access->service[s]].word);
      buju_arg when = buju_word(&stage_words[stage]), sites = buju_int(reached->sites);
      if (reached->supplied && reached->doctors_unknown > 0)
        say_line(ctx, BUJU_SAY(unknown, service, sites, buju_int(reached->doctors_unknown), when));
      if (reached->sites_unlocated > 0)
        say_line(ctx, BUJU_SAY(unlocated, service, sites, buju_int(reached->sites_unlocated), when));
    }
}

/* ---- its parts ---- */

typedef struct part {
  buju_ix zone;
  double share; /* of its people within the first limit, at the last stage; NaN without people */
} part;

static int worst_first(const void *a, const void *b) {
  const part *p = a, *q = b;
  double x = isnan(p->share) ? 101 : p->share, y = isnan(q->share) ? 101 : q->share;
  if (x != y) return x < y ? -1 : 1;
  return (p->zone > q->zone) - (p->zone < q->zone);
}

static void show_part(const buju_access *access, buju_ix service, buju_ix zone, size_t label_width) {
  const char *name = buju_access_zone_name(access, zone), *code = buju_access_zone_code(access, zone);
  const buju_service_reach *now = &access->reached[service][BUJU_NOW],
                           *last = &access->reached[service][access->planned];
  char number[2][48];
  show_left(name != NULL && *name != '\0' ? name : code, label_width);
  show_people(access->zones.people[zone], PEOPLE);
  for (buju_ix l = 0; l < access->limits; l++)
    show_both(percent_text(share(access, now, zone, l), number[0]),
              percent_text(share(access, last, zone, l), number[1]), BOTH);
  show_both(show_number((double)buju_whole_people(now->spread.beyond[zone]), 0, number[0]),
            show_number((double)buju_whole_people(last->spread.beyond[zone]), 0, number[1]), BOTH);
  show_people(last->spread.unreachable[zone], PEOPLE);
  show_both(minutes_text(now->spread.person_mean_ms[zone], number[0]),
            minutes_text(last->spread.person_mean_ms[zone], number[1]), BOTH);
  putchar('\n');
}

static void show_parts_head(const buju_ctx *ctx, const buju_access *access, buju_ix service, size_t label_width) {
  BUJU_MSG(people, "人口", "people");
  BUJU_MSG(beyond, "更远(人)", "beyond");
  BUJU_MSG(none, "到不了", "unreachable");
  BUJU_MSG(mean, "人均分钟", "mean min");
  putchar('\n');
  show_left(service_word(ctx, access, service), label_width);
  show_right(access_in(ctx, &people), PEOPLE);
  show_limit_heads(ctx, access, BOTH);
  show_right(access_in(ctx, &beyond), BOTH);
  show_right(access_in(ctx, &none), PEOPLE);
  show_right(access_in(ctx, &mean), BOTH);
  putchar('\n');
}

static size_t parts_width(const buju_ctx *ctx, const buju_access *access, buju_ix service, const part *parts,
                          buju_ix n) {
  size_t widest = buju_text_width(service_word(ctx, access, service));
  for (buju_ix i = 0; i < n; i++) {
    const char *name = buju_access_zone_name(access, parts[i].zone);
    size_t width = name != NULL ? buju_text_width(name) : 0;
    if (width > widest) widest = width;
  }
  return widest + INDENT;
}

/* The zones of one level for the last service (any primary care, or the one asked for); when they are many, those in
 * which the smallest share of people is within the first limit. parts has room for every zone. */
static void show_level(const buju_ctx *ctx, const buju_access *access, buju_zone_level level, part *parts) {
  BUJU_MSG(rest, "（{3}共 {2} 个，只列出{0}个，按≤{1}分钟的比例由低到高；全部见 --json 或 -o）",
           "({3}: the {0} with the smallest share within {1} min, of {2}; --json and -o have all)");
  buju_ix n = 0, service = access->services - 1;
  const buju_service_reach *reached = &access->reached[service][access->planned ? BUJU_PLANNED : BUJU_NOW];
  for (buju_ix z = 0; z < access->zones.n; z++)
    if (access->zones.level[z] == level) parts[n++] = (part){z, share(access, reached, z, 0)};
  if (n == 0) return;
  if (n > PARTS_SHOWN) qsort(parts, n, sizeof *parts, worst_first);
  buju_ix shown = n < PARTS_SHOWN ? n : PARTS_SHOWN;
  size_t label_width = parts_width(ctx, access, service, parts, shown);
  show_parts_head(ctx, access, service, label_width);
  for (buju_ix i = 0; i < shown; i++) show_part(access, service, parts[i].zone, label_width);
  if (shown < n)
    say_line(ctx, BUJU_SAY(rest, buju_int(shown), buju_real(access->limit_ms[0] / 60000.0), buju_int(n),
                           buju_word(&buju_zone_level_words[level].word)));
}

static void show_parts(const buju_ctx *ctx, const access_report *report) {
  part *parts = calloc((size_t)report->access->zones.n + 1, sizeof *parts);
  for (int level = BUJU_ZONE_COUNTY; level < BUJU_ZONE_LEVELS && parts != NULL; level++)
    if (level != BUJU_ZONE_VILLAGE || report->villages) show_level(ctx, report->access, (buju_zone_level)level, parts);
  free(parts);
}

/* ---- who is left out ---- */

void access_settlement_id(const buju_access *access, buju_ix place, char out[ACCESS_ID_BYTES]) {
  const buju_region *r = access->region;
  buju_ix village = access->place.village[place], demand = access->place.demand[place], first = demand;
  const char *code = r->area.code[r->village.area[village]];
  if (code == NULL) code = "";
  while (demand != BUJU_NONE && first > 0 && r->demand.village[first - 1] == village) first--;
  if (demand != BUJU_NONE)
    snprintf(out, ACCESS_ID_BYTES, "%s/%" PRIu32, code, demand - first + 1);
  else
    snprintf(out, ACCESS_ID_BYTES, "%s", code);
}

/* Then the village's name says which place is meant. */
static bool alone_in_village(const buju_access *access, buju_ix place) {
  const buju_region *r = access->region;
  buju_ix village = access->place.village[place], demand = access->place.demand[place];
  if (demand == BUJU_NONE) return true;
  return (demand == 0 || r->demand.village[demand - 1] != village) &&
         (demand + 1 >= r->demand.n || r->demand.village[demand + 1] != village);
}

static void show_place_name(const buju_access *access, buju_ix place) {
  const buju_region *r = access->region;
  buju_ix area = r->village.area[access->place.village[place]], demand = access->place.demand[place];
  const char *village = r->area.name[area], *name = NULL;
  if (demand != BUJU_NONE && r->demand.name != NULL) name = r->demand.name[demand];
  fputs(village != NULL && *village != '\0' ? village : r->area.code[area], stdout);
  bool named = name != NULL && *name != '\0';
  char id[ACCESS_ID_BYTES];
  access_settlement_id(access, place, id);
  if (named && (village == NULL || strcmp(name, village) != 0)) printf("·%s", name);
  if (!named && !alone_in_village(access, place)) printf("·%s", id);
}

static bool same_unreachable(const buju_access *access, buju_ix a, buju_ix b, int stage) {
  for (buju_ix i = 0; i < access->place.n; i++)
    if ((access->reached[a][stage].ms[i] == BUJU_FAR) != (access->reached[b][stage].ms[i] == BUJU_FAR)) return false;
  return true;
}

static void show_left_out(const buju_ctx *ctx, const buju_access *access, buju_ix service, int stage, bool all) {
  BUJU_MSG(one, "到不了{0}（{1}）：{2} 处，{3} 人：",
           "{0} unreachable ({1}) from {2} place{2?|s}, {3} {3?person|people}: ");
  BUJU_MSG(every, "到不了任何机构（{1}）：{2} 处，{3} 人：",
           "every service unreachable ({1}) from {2} place{2?|s}, {3} {3?person|people}: ");
  BUJU_MSG(between, "、", ", ");
  BUJU_MSG(more, " …… 另有 {0} 处，见 --json", " … {0} more, see --json");
  const buju_service_reach *reached = &access->reached[service][stage];
  buju_ix n = reached->spread.places_unreachable[0], named = 0;
  char text[512];
  buju_said said = BUJU_SAY(one, buju_word(&buju_access_service_words[access->service[service]].word),
                            buju_word(&stage_words[stage]), buju_int(n), buju_people(reached->spread.unreachable[0]));
  if (all) said.msg = &every;
  buju_say(buju_ctx_lang(ctx), &said, text, sizeof text);
  fputs(text, stdout);
  for (buju_ix i = 0; i < access->place.n && named < NAMES_SHOWN; i++) {
    if (reached->ms[i] != BUJU_FAR) continue;
    if (named++ > 0) fputs(access_in(ctx, &between), stdout);
    show_place_name(access, i);
  }
  said = BUJU_SAY(more, buju_int(n - named));
  buju_say(buju_ctx_lang(ctx), &said, text, sizeof text);
  puts(n > named ? text : "");
}

/* There is nothing to go to: naming everyone would say less. */
static bool nowhere(const buju_access *access, buju_ix service, int stage) {
  const buju_service_reach *reached = &access->reached[service][stage];
  return reached->sites == reached->sites_unlocated;
}

static void show_unreachable_at(const buju_ctx *ctx, const buju_access *access, int stage) {
  BUJU_MSG(nothing, "{0}（{1}）：没有任何一处有位置的机构，谁也到不了",
           "{0} ({1}): no site has a known place, so nobody can reach one");
  buju_ix first = BUJU_NONE, others = 0;
  bool all = true; /* the same places for every service that is somewhere */
  for (buju_ix s = 0; s < access->services; s++) {
    if (nowhere(access, s, stage)) {
      say_line(ctx, BUJU_SAY(nothing, buju_word(&buju_access_service_words[access->service[s]].word),
                             buju_word(&stage_words[stage])));
      continue;
    }
    if (first == BUJU_NONE) first = s;
    others += s != first;
    all = all && same_unreachable(access, first, s, stage);
  }
  for (buju_ix s = first; s != BUJU_NONE && s < access->services && (s == first || !all); s++)
    if (!nowhere(access, s, stage) && access->reached[s][stage].spread.places_unreachable[0] > 0)
      show_left_out(ctx, access, s, stage, all && others > 0);
}

static void show_unreachable(const buju_ctx *ctx, const buju_access *access) {
  for (int stage = 0; stage <= (int)access->planned; stage++) show_unreachable_at(ctx, access, stage);
}

/* What is odd about the data, in a line, and those that are no mere notes in words: the table may stand on them. */
static void show_findings(const buju_ctx *ctx, const buju_findings *findings) {
  BUJU_MSG(counted, "\n数据问题：提示 {0} · 警告 {1} · 严重 {2}",
           "\nFindings in the data: {0} note{0?|s}, {1} warning{1?|s}, {2} serious");
  BUJU_MSG(more, "……另有 {0} 条", "… and {0} more");
  enum { SHOWN = 5 };
  int64_t count[BUJU_SERIOUS + 1] = {0};
  for (size_t i = 0; i < findings->rows.n; i++) count[buju_finding_at(findings, i)->kind->severity]++;
  if (findings->rows.n == 0) return;
  say_line(ctx,
           BUJU_SAY(counted, buju_int(count[BUJU_NOTE]), buju_int(count[BUJU_WARNING]), buju_int(count[BUJU_SERIOUS])));
  int64_t shown = 0;
  for (size_t i = 0; i < findings->rows.n; i++) {
    const buju_finding *f = buju_finding_at(findings, i);
    if (f->kind->severity == BUJU_NOTE || shown++ >= SHOWN) continue;
    buju_said said = {.msg = &f->kind->what};
    memcpy(said.arg, f->arg, sizeof said.arg);
    char line[1024];
    buju_say(buju_ctx_lang(ctx), &said, line, sizeof line);
    printf("  %s%s%s\n", f->file != NULL ? f->file : "", f->file != NULL ? ": " : "", line);
  }
  if (shown > SHOWN) say_line(ctx, BUJU_SAY(more, buju_int(shown - SHOWN)));
}

void access_show_text(const buju_ctx *ctx, const access_report *report) {
  BUJU_MSG(written, "\n已写入 {0}", "\nWritten: {0}");
  access_show_head(ctx, report->access);
  show_services(ctx, report->access);
  show_notes(ctx, report->access);
  show_parts(ctx, report);
  show_unreachable(ctx, report->access);
  show_findings(ctx, &report->access->region->findings);
  if (report->path != NULL) say_line(ctx, BUJU_SAY(written, buju_text(report->path)));
}
