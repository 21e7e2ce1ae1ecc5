/* Counting staff by area and year. SPDX-License-Identifier: Apache-2.0 */
#include "planner/headcount.h"

#include <stdio.h>
#include <string.h>

#include "planner/doctors.h"

#define ID(name, id, zh, en) id,
const char *const buju_headcount_grade_words[] = {BUJU_GRADE_TABLE(ID) NULL};
const char *const buju_headcount_service_words[] = {BUJU_SERVICE_TABLE(ID) NULL};
const char *const buju_headcount_per_words[] = {"county", "township", NULL};

buju_headcount_ask buju_headcount_ask_of(buju_ix use, const buju_value *value) {
  const buju_value *year = &value[BUJU_HEADCOUNT_YEAR], *retire_age = &value[BUJU_HEADCOUNT_RETIRE_AGE];
  return (buju_headcount_ask){
      .use = use,
      .specialty = BUJU_SPECIALTY_UNKNOWN,
      .level = value[BUJU_HEADCOUNT_PER].i == 0 ? BUJU_COUNTY : BUJU_TOWNSHIP,
      .retire_age = retire_age->given ? (int)retire_age->i : 0,
      .year = year->given ? (int16_t)year->i : 0,
  };
}

/* What is known of one area in one year. */
typedef struct tally {
  int64_t met, left;   /* staff that count; of them, gone by age before the year */
  int64_t base;        /* of a share: all it is taken of, those of unknown grade among them */
  int64_t unknown;     /* people of whom it is not known */
  buju_ix sites_blank; /* facilities that say nothing of their staff */
  bool any;            /* a facility of the kinds asked is there */
} tally;

typedef struct counting {
  buju_job *job;
  const buju_headcount_ask *ask;
  const buju_msg *role;  /* who counts */
  buju_ix *area_of;      /* by facility: its township, or BUJU_NONE; its staff are counted there and in the county */
  buju_ix *listed;       /* by facility: staff rows */
  buju_people_n *people; /* by area; BUJU_PEOPLE_MISSING where no village has a number */
  tally *by_area;
  int16_t year;
} counting;

int64_t buju_headcount_for(buju_people_n people, int64_t ratio, int64_t per_people) {
  if (people <= 0 || ratio <= 0) return 0;
  if (people > INT64_MAX / 2 / ratio) return INT64_MAX / 2;
  int64_t unit = per_people * BUJU_PERSON * 1000; /* both are in thousandths */
  return people * ratio / unit + (people * ratio % unit > 0);
}

/* ---- where staff are counted ---- */

static bool asked_of(const counting *c, buju_ix f) {
  return (c->ask->services >> c->job->region->facility.kind[f] & 1u) != 0;
}

/* Clinics that end take their doctors out of the village's service, unless they merge into another. */
static bool stays(const counting *c, buju_ix f) { return buju_job_site(c->job, buju_doctors_site(c->job, f))->planned; }

/* The only county there is takes those whose township is not known. */
static buju_ix place_of(const counting *c, buju_ix f, buju_ix only_county) {
  buju_ix township = c->job->region->facility.township[f];
  return township != BUJU_NONE ? township : only_county;
}

static buju_status prepare(counting *c) {
  const buju_region *r = c->job->region;
  buju_arena *scratch = c->job->scratch;
  buju_ix counties = 0;
  c->area_of = BUJU_NEW(scratch, buju_ix, r->facility.n);
  c->listed = BUJU_NEW(scratch, buju_ix, r->facility.n);
  c->people = BUJU_NEW(scratch, buju_people_n, r->area.n);
  c->by_area = BUJU_NEW(scratch, tally, r->area.n);
  if (c->area_of == NULL || c->listed == NULL || c->people == NULL || c->by_area == NULL)
    return buju_fail_memory(c->job->ctx);
  while (counties < r->area.n && r->area.level[counties] == BUJU_COUNTY) counties++;
  for (buju_ix f = 0; f < r->facility.n; f++) {
    bool counts = asked_of(c, f) && stays(c, f);
    c->area_of[f] = counts ? place_of(c, f, counties == 1 ? 0 : BUJU_NONE) : BUJU_NONE;
  }
  for (buju_ix i = 0; i < r->staff.n; i++) c->listed[r->staff.facility[i]]++;
  for (buju_ix a = 0; a < r->area.n; a++) c->people[a] = BUJU_PEOPLE_MISSING;
  for (buju_ix v = 0; v < r->village.n; v++) {
    buju_people_n own = buju_job_people(c->job, v);
    for (buju_ix a = r->village.area[v]; a != BUJU_NONE && own != BUJU_PEOPLE_MISSING; a = r->area.parent[a])
      c->people[a] = c->people[a] == BUJU_PEOPLE_MISSING ? own : c->people[a] + own;
  }
  return BUJU_OK;
}

/* ---- who counts ---- */

typedef struct person {
  bool met, base, unknown;
} person;

static bool graded(const buju_region *r, buju_ix i, uint32_t grades) {
  return r->staff.grade_known[i] && (grades >> r->staff.grade[i] & 1u) != 0;
}

/* General practitioners, public-health physicians and physicians of Chinese medicine are physicians: who is none is
 * none of them, whatever the ledger leaves blank. */
static bool may_be_special(const buju_region *r, buju_ix i) {
  bool physician = r->staff.grade[i] == BUJU_LICENSED || r->staff.grade[i] == BUJU_ASSISTANT;
  return r->staff.specialty[i] == BUJU_SPECIALTY_UNKNOWN && (physician || !r->staff.grade_known[i]);
}

static person judge(const counting *c, buju_ix i) {
  const buju_region *r = c->job->region;
  const buju_headcount_ask *ask = c->ask;
  if (ask->specialty != BUJU_SPECIALTY_UNKNOWN)
    return (person){.met = r->staff.specialty[i] == ask->specialty,
                    .unknown =
                        r->facility.specialists[ask->specialty][r->staff.facility[i]] < 0 && may_be_special(r, i)};
  person p = {.met = graded(r, i, ask->grades), .unknown = !r->staff.grade_known[i]};
  p.base = ask->of != 0 && (p.unknown || graded(r, i, ask->of));
  p.met = p.met && (ask->of == 0 || p.base);
  return p;
}

static bool gone(const counting *c, buju_ix i) {
  int16_t birth_year = c->job->region->staff.birth_year[i];
  return c->ask->retire_age > 0 && birth_year != 0 && c->year > birth_year + c->ask->retire_age;
}

/* A row of a facility, or of its counts, into its township and the county around it. */
static void add(const counting *c, buju_ix f, const tally *more) {
  for (buju_ix a = c->area_of[f]; a != BUJU_NONE; a = c->job->region->area.parent[a]) {
    tally *t = &c->by_area[a];
    t->met += more->met;
    t->left += more->left;
    t->base += more->base;
    t->unknown += more->unknown;
    t->sites_blank += more->sites_blank;
    t->any = true;
  }
}

/* What a facility's own row counts beyond those its ledger marks; a clinic nobody is listed in has nobody. */
static void add_facility(const counting *c, buju_ix f, int32_t marked) {
  const buju_region *r = c->job->region;
  int special = c->ask->specialty;
  int32_t counted = special != BUJU_SPECIALTY_UNKNOWN ? r->facility.specialists[special][f] : marked;
  bool blank = c->listed[f] == 0 && r->facility.kind[f] != BUJU_VILLAGE_CLINIC &&
               (special == BUJU_SPECIALTY_UNKNOWN || counted < 0);
  add(c, f, &(tally){.met = counted > marked ? counted - marked : 0, .sites_blank = blank});
}

static buju_status count_year(const counting *c) {
  const buju_region *r = c->job->region;
  int32_t *marked = BUJU_NEW(c->job->scratch, int32_t, r->facility.n);
  if (marked == NULL) return buju_fail_memory(c->job->ctx);
  memset(c->by_area, 0, r->area.n * sizeof *c->by_area);
  for (buju_ix i = 0; i < r->staff.n; i++) {
    buju_ix f = r->staff.facility[i];
    person p = judge(c, i);
    bool out = gone(c, i);
    marked[f] += p.met;
    if (c->area_of[f] == BUJU_NONE) continue;
    add(c, f,
        &(tally){.met = p.met && !out, .left = p.met && out, .base = p.base && !out, .unknown = p.unknown && !out});
  }
  for (buju_ix f = 0; f < r->facility.n; f++)
    if (c->area_of[f] != BUJU_NONE) add_facility(c, f, marked[f]);
  return BUJU_OK;
}

/* ---- what it comes to ---- */

static buju_staff_ratio weigh(const counting *c, buju_ix a) {
  const buju_headcount_ask *ask = c->ask;
  const tally *t = &c->by_area[a];
  buju_staff_ratio row = {.use = ask->use,
                          .area = a,
                          .year = c->year,
                          .role = c->role,
                          .people = ask->of != 0 ? BUJU_PEOPLE_MISSING : c->people[a],
                          .base = ask->of != 0 ? t->base : -1,
                          .asked = ask->ratio,
                          .per_people = ask->of != 0 ? 0 : ask->per_people,
                          .due = c->year >= ask->year,
                          .bound = c->job->region->area.level[a] == ask->level,
                          .in_post = t->met,
                          .left = t->left,
                          .unknown = t->unknown,
                          .sites_blank = t->sites_blank};
  if (ask->of != 0)
    row.required = buju_headcount_share(t->base, ask->ratio);
  else
    row.required = row.people != BUJU_PEOPLE_MISSING ? buju_headcount_for(row.people, ask->ratio, ask->per_people) : 0;
  row.short_of = row.required > t->met ? row.required - t->met : 0;
  row.met = BUJU_UNKNOWN;
  if (row.short_of == 0)
    row.met = BUJU_YES;
  else if (row.sites_blank == 0 && row.in_post + row.unknown < row.required)
    row.met = BUJU_NO;
  return row;
}

static buju_said tell(const counting *c, const buju_staff_ratio *row) {
  BUJU_MSG(per_people, "{0}人，应有{1}{2}名；{3}年在岗{4}名，缺{5}名。",
           "For {0} {0?person|people}, {1} required: {2}; in post in {3}: {4}, short {5}.");
  BUJU_MSG(share, "{3}年{0}名人员中{1}{4}名，达到比例须{2}名，缺{5}名。",
           "Of {0} staff in {3}, {1}: {4}; the share asks for {2}, short {5}.");
  buju_said said = BUJU_SAY(per_people, buju_people(row->people), buju_word(row->role), buju_int(row->required),
                            buju_year(row->year), buju_int(row->in_post), buju_int(row->short_of));
  if (c->ask->of == 0) return said;
  said.msg = &share;
  said.arg[0] = buju_int(row->base);
  return said;
}

static buju_status trace(const counting *c, buju_ix i, const buju_staff_ratio *row) {
  BUJU_MSG(blank, "另有{0}名人员、{1}所机构资料不详，不计入也不算缺。",
           "Not known: {0} {0?person|people} and {1} facilit{1?y|ies}; these count neither as there nor as missing.");
  buju_status status = buju_job_trace(c->job, BUJU_TRACED_STAFF_RATIO, i, c->ask->use, BUJU_DECIDED, tell(c, row));
  if (status != BUJU_OK || (row->unknown == 0 && row->sites_blank == 0)) return status;
  return buju_job_trace(c->job, BUJU_TRACED_STAFF_RATIO, i, c->ask->use, BUJU_NOTED,
                        BUJU_SAY(blank, buju_int(row->unknown), buju_int(row->sites_blank)));
}

/* The kind a gap speaks of: the first of those asked. */
static buju_facility_kind kind_of(uint32_t services) {
  for (int kind = 0; kind < BUJU_FACILITY_KINDS; kind++)
    if ((services >> kind & 1u) != 0) return (buju_facility_kind)kind;
  return BUJU_OTHER_FACILITY;
}

static buju_status add_gap(const counting *c, const buju_staff_ratio *row, bool after) {
  buju_gap gap = buju_gap_blank(BUJU_GAP_STAFF, kind_of(c->ask->services), after);
  buju_ix i;
  gap.area = row->area;
  gap.use = c->ask->use;
  gap.people = c->people[row->area];
  gap.limit_value = (double)row->required;
  gap.actual_value = (double)row->in_post;
  gap.shortfall = (double)row->short_of;
  gap.unit = "doctors";
  gap.severity = row->in_post == 0 ? 3 : 2;
  buju_status status = buju_job_add_gap(c->job, gap, &i);
  return status == BUJU_OK ? buju_job_trace(c->job, BUJU_TRACED_GAP, i, c->ask->use, BUJU_DECIDED, tell(c, row))
                           : status;
}

static buju_status add_row(const counting *c, buju_ix a, bool last) {
  buju_job *job = c->job;
  buju_staff_ratio row = weigh(c, a);
  bool nothing = c->ask->of != 0 ? row.base == 0 : row.people == BUJU_PEOPLE_MISSING;
  if (nothing && (c->ask->of != 0 || !c->by_area[a].any)) return BUJU_OK;
  buju_staff_ratio *kept = buju_vec_push(&job->staff_ratios, sizeof *kept);
  if (kept == NULL) return buju_fail_memory(job->ctx);
  *kept = row;
  buju_status status = trace(c, (buju_ix)job->staff_ratios.n - 1, &row);
  if (!row.bound || row.met != BUJU_NO) return status;
  if (status == BUJU_OK && c->year == buju_job_year(job)) status = add_gap(c, &row, false);
  return status == BUJU_OK && last ? add_gap(c, &row, true) : status;
}

/* ---- who is spoken of ---- */

static buju_status name_grades(counting *c) {
  char zh[128] = "", en[128] = "";
  for (int g = 0; g < BUJU_GRADES; g++) {
    if ((c->ask->grades >> g & 1u) == 0) continue;
    size_t a = strlen(zh), b = strlen(en);
    snprintf(zh + a, sizeof zh - a, "%s%s", a > 0 ? "、" : "", buju_grade_words[g].word.zh);
    snprintf(en + b, sizeof en - b, "%s%s", b > 0 ? ", " : "", buju_grade_words[g].word.en);
  }
  buju_msg *msg = BUJU_NEW(c->job->arena, buju_msg, 1);
  if (msg == NULL) return buju_fail_memory(c->job->ctx);
  *msg = (buju_msg){buju_arena_text(c->job->arena, zh), buju_arena_text(c->job->arena, en)};
  c->role = msg;
  return msg->zh != NULL && msg->en != NULL ? BUJU_OK : buju_fail_memory(c->job->ctx);
}

static buju_status name_role(counting *c) {
  static const buju_msg special[BUJU_SPECIALTIES] = {
      [BUJU_SPECIALTY_GENERAL_PRACTICE] = {"全科医生", "general practitioners"},
      [BUJU_SPECIALTY_PUBLIC_HEALTH] = {"公共卫生医师", "public-health physicians"},
      [BUJU_SPECIALTY_TCM] = {"中医（蒙医）医师", "physicians of Chinese or Mongolian medicine"}};
  c->role = &special[c->ask->specialty];
  return c->ask->specialty != BUJU_SPECIALTY_UNKNOWN ? BUJU_OK : name_grades(c);
}

buju_status buju_headcount(buju_job *job, const buju_headcount_ask *ask) {
  const buju_region *r = job->region;
  counting c = {.job = job, .ask = ask};
  int16_t first = buju_job_year(job), last = ask->year > first ? ask->year : first;
  buju_status status = name_role(&c);
  if (status == BUJU_OK) status = prepare(&c);
  for (c.year = first; c.year <= last && status == BUJU_OK; c.year++) {
    status = count_year(&c);
    for (buju_ix a = 0; a < r->area.n && r->area.level[a] <= BUJU_TOWNSHIP && status == BUJU_OK; a++)
      status = add_row(&c, a, c.year == last);
  }
  return status;
}
