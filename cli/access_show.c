/* Accessibility for people: the county by service, its parts, who is left out. SPDX-License-Identifier: Apache-2.0 */
#include "cli/access_show.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "core/road_class.h"
#include "core/scenario.h"
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

static const char *in(const buju_ctx *ctx, const buju_msg *msg) {
  return buju_ctx_lang(ctx) == BUJU_ZH ? msg->zh : msg->en;
}

static const char *service_word(const buju_ctx *ctx, const buju_access *access, buju_ix service) {
  return in(ctx, &buju_access_service_words[access->service[service]].word);
}

/* ---- the head: what was asked and how it was measured ---- */

static double speed_kmh(const buju_travel_spec *travel, buju_mode mode) {
  const double mps[BUJU_MODES] = {travel->walk_mps, travel->ebike_mps, travel->drive_mps};
  return mps[mode] * 3.6;
}

/* The speeds of the classes the road file has, for the mode asked: "路网（km/h）：国道 60、县道 40；走到路上 4.5"; one
 * number where they are the same. */
static void say_road_speeds(const buju_ctx *ctx, const buju_access *access) {
  BUJU_MSG(head, "路网（km/h）：", "roads (km/h): ");
  BUJU_MSG(between, "、", ", ");
  BUJU_MSG(off_road, "；走到路上 {0}", "; on foot to the road {0}");
  const buju_travel_spec *travel = &access->scenario->travel;
  const buju_road_lines *road = &access->region->road;
  double kmh[BUJU_CLASSES] = {0}, one = 0;
  bool same = true;
  const char *gap = "";
  for (buju_ix i = 0; i < road->n; i++) kmh[road->class[i]] = travel->road_mps[road->class[i]][access->mode] * 3.6;
  for (int c = 0; c < BUJU_CLASSES; c++) {
    same = same && (!(kmh[c] > 0) || one <= 0 || fabs(kmh[c] - one) < 1e-9);
    if (kmh[c] > 0) one = kmh[c];
  }
  fputs(in(ctx, &head), stdout);
  if (same) printf("%.6g", one);
  for (int c = 0; c < BUJU_CLASSES && !same; c++) {
    if (!(kmh[c] > 0)) continue;
    printf("%s%s %.6g", gap, in(ctx, &buju_road_class_names[c].text), kmh[c]);
    gap = in(ctx, &between);
  }
  say_line(ctx, BUJU_SAY(off_road, buju_real(travel->off_road_mps * 3.6)));
}

/* "路网 98.1 %、直线距离×绕行系数 1.9 %" */
static void say_bases(const buju_ctx *ctx, const buju_access *access) {
  BUJU_MSG(head, "{0}去机构 · 时限含端点 · 测算：", "{0} to the service · limits inclusive · measured on ");
  BUJU_MSG(between, "、", ", ");
  BUJU_MSG(straight, "直线距离的：绕行系数 {0}，{1} km/h", "where straight: detour factor {0}, {1} km/h");
  const buju_travel_spec *travel = &access->scenario->travel;
  uint64_t all = 0;
  const char *gap = "";
  char text[256];
  buju_said said = BUJU_SAY(head, buju_word(&buju_mode_names[access->mode]));
  for (int b = BUJU_BASIS_NONE + 1; b < BUJU_BASES; b++) all += access->trips_by_basis[b];
  buju_say(buju_ctx_lang(ctx), &said, text, sizeof text);
  fputs(text, stdout);
  if (all == 0) fputs(in(ctx, &buju_provider_names[access->provider]), stdout);
  for (int b = BUJU_BASIS_NONE + 1; b < BUJU_BASES; b++) {
    if (access->trips_by_basis[b] == 0) continue;
    printf("%s%s %.1f %%", gap, in(ctx, &buju_basis_words[b].word),
           100.0 * (double)access->trips_by_basis[b] / (double)all);
    gap = in(ctx, &between);
  }
  putchar('\n');
  if (access->trips_by_basis[BUJU_BASIS_ROAD] > 0) say_road_speeds(ctx, access);
  if (access->trips_by_basis[BUJU_BASIS_STRAIGHT] > 0)
    say_line(ctx, BUJU_SAY(straight, buju_real(travel->detour_factor), buju_real(speed_kmh(travel, access->mode))));
}

static void show_head(const buju_ctx *ctx, const buju_access *access) {
  BUJU_MSG(head, "{0}\n基准日期 {1} · {2} {3} 人 · 居民点 {4} 处 · {5}", "{0}\nas of {1} · {2} {3} · {4} places · {5}");
  BUJU_MSG(resident, "常住人口", "residents");
  BUJU_MSG(registered, "户籍人口", "registered people");
  BUJU_MSG(missing, "{0} 处居民点没有人口数：计入居民点，不计入人口",
           "{0} places have no number of people: they count as places, not as people");
  const buju_scenario *s = access->scenario;
  char day[40];
  snprintf(day, sizeof day, "%04d-%02u-%02u", s->as_of.year, s->as_of.month, s->as_of.day);
  const char *title = s->title != NULL && *s->title != '\0' ? s->title : s->path;
  say_line(ctx, BUJU_SAY(head, buju_text(title), buju_text(day),
                         buju_word(s->population == BUJU_RESIDENT ? &resident : &registered),
                         buju_people(access->zones.people[0]), buju_int(access->place.n),
                         buju_text(access->region->crs.name)));
  say_bases(ctx, access);
  if (access->places_missing > 0) say_line(ctx, BUJU_SAY(missing, buju_int(access->places_missing)));
  putchar('\n');
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
  return show_number((double)(((uint64_t)ms + 5999) / 6000) / 10.0, 1, buf);
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
  if (access->planned) show_left(in(ctx, unchanged(access, service) ? &same : &stage_words[stage]), STAGE);
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
  BUJU_MSG(none, "到不了", "no way");
  BUJU_MSG(mean, "人均分钟", "mean min");
  BUJU_MSG(median, "中位分钟", "median");
  BUJU_MSG(doctors, "医/千人", "dr/1,000");
  BUJU_MSG(gini, "基尼", "Gini");
  const buju_msg *rest[] = {&mean, &median, &doctors, &gini};
  size_t label_width = buju_text_width(in(ctx, &services)) + INDENT;
  for (buju_ix s = 0; s < access->services; s++) {
    size_t width = buju_text_width(service_word(ctx, access, s)) + INDENT;
    if (width > label_width) label_width = width;
  }
  show_left(in(ctx, &services), label_width);
  if (access->planned) show_left("", STAGE);
  show_right(in(ctx, &sites), SITES);
  show_limit_heads(ctx, access, SHARE);
  show_right(in(ctx, &beyond), PEOPLE);
  show_right(in(ctx, &none), PEOPLE);
  for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) show_right(in(ctx, rest[i]), MINUTES);
  putchar('\n');
  for (buju_ix s = 0; s < access->services; s++) {
    show_service_row(ctx, access, s, BUJU_NOW, label_width);
    if (access->planned && !unchanged(access, s)) show_service_row(ctx, access, s, BUJU_PLANNED, label_width);
  }
}

/* What the numbers of a row leave out, in words. */
static void show_notes(const buju_ctx *ctx, const buju_access *access) {
  BUJU_MSG(unknown, "{0}：{1} 处中 {2} 处的医生数不详，按没有医生计（{3}）",
           "{0}: the doctors of {2} of {1} sites are unknown and count as none ({3})");
  BUJU_MSG(unlocated, "{0}：{1} 处中 {2} 处没有位置，无人能到（{3}）",
           "{0}: {2} of {1} sites have no place, so nobody reaches them ({3})");
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
  BUJU_MSG(none, "到不了", "no way");
  BUJU_MSG(mean, "人均分钟", "mean min");
  putchar('\n');
  show_left(service_word(ctx, access, service), label_width);
  show_right(in(ctx, &people), PEOPLE);
  show_limit_heads(ctx, access, BOTH);
  show_right(in(ctx, &beyond), BOTH);
  show_right(in(ctx, &none), PEOPLE);
  show_right(in(ctx, &mean), BOTH);
  putchar('\n');
}

/* Counties and townships for the last service (any primary care, or the one asked for); when they are many, those in
 * which fewest people are within the first limit. */
static void show_parts(const buju_ctx *ctx, const access_report *report) {
  BUJU_MSG(rest, "（只列出{0}个，按≤{1}分钟的比例由低到高；共 {2} 个，全部见 --json 或 -o）",
           "(the {0} with the smallest share within {1} min, of {2}; --json and -o have all)");
  const buju_access *access = report->access;
  buju_ix n = access_zones_shown(report) - 1, service = access->services - 1, shown = n;
  part *parts = calloc((size_t)n + 1, sizeof *parts);
  if (n == 0 || parts == NULL) {
    free(parts);
    return;
  }
  const buju_service_reach *reached = &access->reached[service][access->planned ? BUJU_PLANNED : BUJU_NOW];
  for (buju_ix i = 0; i < n; i++)
    parts[i] = (part){i + 1, buju_access_percent(reached->spread.within[(size_t)(i + 1) * access->limits],
                                                 access->zones.people[i + 1])};
  if (n > PARTS_SHOWN) {
    qsort(parts, n, sizeof *parts, worst_first);
    shown = PARTS_SHOWN;
  }
  size_t label_width = buju_text_width(service_word(ctx, access, service)) + INDENT;
  for (buju_ix i = 0; i < shown; i++) {
    const char *name = buju_access_zone_name(access, parts[i].zone);
    size_t width = name != NULL ? buju_text_width(name) + INDENT : 0;
    if (width > label_width) label_width = width;
  }
  show_parts_head(ctx, access, service, label_width);
  for (buju_ix i = 0; i < shown; i++) show_part(access, service, parts[i].zone, label_width);
  if (shown < n) say_line(ctx, BUJU_SAY(rest, buju_int(shown), buju_real(access->limit_ms[0] / 60000.0), buju_int(n)));
  free(parts);
}

/* ---- who is left out ---- */

static void show_place_name(const buju_access *access, buju_ix place) {
  const buju_region *r = access->region;
  buju_ix area = r->village.area[access->place.village[place]], demand = access->place.demand[place];
  const char *village = r->area.name[area], *name = NULL;
  if (demand != BUJU_NONE && r->demand.name != NULL) name = r->demand.name[demand];
  fputs(village != NULL && *village != '\0' ? village : r->area.code[area], stdout);
  if (name != NULL && *name != '\0' && (village == NULL || strcmp(name, village) != 0)) printf("·%s", name);
}

static bool same_unreachable(const buju_access *access, buju_ix a, buju_ix b, int stage) {
  for (buju_ix i = 0; i < access->place.n; i++)
    if ((access->reached[a][stage].ms[i] == BUJU_FAR) != (access->reached[b][stage].ms[i] == BUJU_FAR)) return false;
  return true;
}

static void show_left_out(const buju_ctx *ctx, const buju_access *access, buju_ix service, int stage, bool all) {
  BUJU_MSG(one, "到不了{0}（{1}）：{2} 处，{3} 人：", "no way to {0} ({1}): {2} places, {3} people: ");
  BUJU_MSG(every, "到不了任何机构（{1}）：{2} 处，{3} 人：", "no way to any service ({1}): {2} places, {3} people: ");
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
    if (named++ > 0) fputs(in(ctx, &between), stdout);
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
           "{0} ({1}): no site with a place, nobody has a way");
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

void access_show_text(const buju_ctx *ctx, const access_report *report) {
  BUJU_MSG(written, "\n已写入 {0}", "\nWritten: {0}");
  show_head(ctx, report->access);
  show_services(ctx, report->access);
  show_notes(ctx, report->access);
  show_parts(ctx, report);
  show_unreachable(ctx, report->access);
  if (report->path != NULL) say_line(ctx, BUJU_SAY(written, buju_text(report->path)));
}
