/* The head of accessibility: what was asked and how it was measured. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "cli/access_show.h"
#include "cli/command.h"
#include "core/road_class.h"
#include "core/scenario.h"

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
  fputs(access_in(ctx, &head), stdout);
  if (same) printf("%.6g", one);
  for (int c = 0; c < BUJU_CLASSES && !same; c++) {
    if (!(kmh[c] > 0)) continue;
    printf("%s%s %.6g", gap, access_in(ctx, &buju_road_class_names[c].text), kmh[c]);
    gap = access_in(ctx, &between);
  }
  say_line(ctx, BUJU_SAY(off_road, buju_real(travel->off_road_mps * 3.6)));
}

/* "路网 98.1 %、直线距离×绕行系数 1.9 %" */
static void say_bases(const buju_ctx *ctx, const buju_access *access) {
  BUJU_MSG(to_service, "{0}去机构 · 时限含端点 · 测算：", "{0} to the service · limits inclusive · measured on ");
  BUJU_MSG(from_service, "{0}从机构到人 · 时限含端点 · 测算：",
           "{0} from the service to people · limits inclusive · measured on ");
  BUJU_MSG(between, "、", ", ");
  BUJU_MSG(straight, "直线距离的：绕行系数 {0}，{1} km/h", "where straight: detour factor {0}, {1} km/h");
  const buju_travel_spec *travel = &access->scenario->travel;
  uint64_t all = 0;
  const char *gap = "";
  char text[256];
  buju_said said = {access->direction == BUJU_FROM_SERVICE ? &from_service : &to_service,
                    {buju_word(&buju_mode_names[access->mode])}};
  for (int b = BUJU_BASIS_NONE + 1; b < BUJU_BASES; b++) all += access->trips_by_basis[b];
  buju_say(buju_ctx_lang(ctx), &said, text, sizeof text);
  fputs(text, stdout);
  if (all == 0) fputs(access_in(ctx, &buju_provider_names[access->provider]), stdout);
  for (int b = BUJU_BASIS_NONE + 1; b < BUJU_BASES; b++) {
    if (access->trips_by_basis[b] == 0) continue;
    printf("%s%s %.1f %%", gap, access_in(ctx, &buju_basis_words[b].word),
           100.0 * (double)access->trips_by_basis[b] / (double)all);
    gap = access_in(ctx, &between);
  }
  putchar('\n');
  if (access->trips_by_basis[BUJU_BASIS_ROAD] > 0) say_road_speeds(ctx, access);
  if (access->trips_by_basis[BUJU_BASIS_STRAIGHT] > 0)
    say_line(ctx, BUJU_SAY(straight, buju_real(travel->detour_factor), buju_real(speed_kmh(travel, access->mode))));
}

void access_show_head(const buju_ctx *ctx, const buju_access *access) {
  BUJU_MSG(head, "{0}\n基准日期 {1} · {2} {3} 人 · 居民点 {4} 处 · {5}",
           "{0}\nas of {1} · {2} {3} · {4} place{4?|s} · {5}");
  BUJU_MSG(resident, "常住人口", "residents");
  BUJU_MSG(registered, "户籍人口", "registered people");
  BUJU_MSG(
      missing, "{0} 处居民点没有人口数：计入居民点，不计入人口",
      "{0} place{0?|s} {0?has|have} no number of people: {0?it counts as a place|they count as places}, not as people");
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
