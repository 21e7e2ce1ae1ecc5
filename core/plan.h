/* The plan: what the rules decided, with every reason. Filled by planner/, written by layers/.
 * Rows refer to region rows by index; texts live in the plan's or the region's arena.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_PLAN_H
#define BUJU_CORE_PLAN_H

#include "core/arena.h"
#include "core/land.h"
#include "core/mode.h"
#include "core/region.h"
#include "core/rule.h"
#include "core/vocab.h"

/** Which table a trace row speaks about. */
typedef enum buju_traced {
  BUJU_TRACED_NEED,
  BUJU_TRACED_SITE,
  BUJU_TRACED_ACTION,
  BUJU_TRACED_GAP,
  BUJU_TRACED_DOCTOR,
  BUJU_TRACED_ENTITLEMENT,
  BUJU_TRACED_CONTENDER,
  BUJU_TRACED_COMPLIANCE,
  BUJU_TRACED_STAFF_RATIO,
  BUJU_TRACED_PAIR,
  BUJU_TRACED_KINDS
} buju_traced;

typedef enum buju_outcome {
  BUJU_DECIDED, /* this rule made the row what it is */
  BUJU_LOST,    /* this rule also applied, an earlier one had decided */
  BUJU_NOTED    /* worth saying beside the decision */
} buju_outcome;

/** One reason. The sentence is rendered when it is written, in both languages. */
typedef struct buju_trace {
  buju_traced table;
  buju_ix row;
  buju_ix use; /* into scenario.use, or BUJU_NONE for a human decision */
  buju_outcome outcome;
  buju_said said;
} buju_trace;

/** A need: one (area, service). For village clinics row v is village v, so the two can be walked together. */
typedef struct buju_need {
  buju_ix area;    /* area row */
  buju_ix village; /* village row, or BUJU_NONE */
  uint8_t service; /* buju_facility_kind */
  bool decided;
  uint8_t verdict, before; /* buju_verdict; before: as things stand */
  uint8_t way_before,
      way; /* buju_way; way: after the plan. Where no rule gives a service: that of most of its people */
  buju_people_n served_before, served_after; /* of people_used, whoever serves them; 0 where that is missing */
  buju_ix use;                               /* the rule that decided, or BUJU_NONE */
  buju_ix decision;                          /* the human decision honoured, or BUJU_NONE */
  buju_ix site;                              /* who serves it, or BUJU_NONE */
  uint32_t ms;                               /* from the village's point to the site; BUJU_FAR when unknown */
  uint32_t metres;                           /* along the way measured; UINT32_MAX when unknown */
  uint8_t basis;                             /* buju_basis */
  buju_people_n people_used;
  buju_people_n people_over_limit; /* BUJU_PEOPLE_MISSING where no rule shares a clinic within a limit */
  buju_ix clinics_existing, clinics_counted;
  buju_ix group;        /* joint group row, or BUJU_NONE */
  buju_ix best_partner; /* the nearest village a joint clinic could be shared with; village row or BUJU_NONE */
  uint32_t best_partner_ms;
  buju_said alternative;     /* msg NULL: none */
  int16_t year;              /* 0: not phased */
  buju_ix round_before;      /* 1 + row of region.rounds; 0: no rounds come today */
  buju_ix round_base_before; /* where they do: facility row, BUJU_NONE: nobody knows */
  uint8_t round_change;      /* buju_round_change, where they do */
} buju_need;

enum { BUJU_SITE_MARKS = 6 };

/** A place of service: an existing facility or a proposed one. */
typedef struct buju_site {
  buju_ix facility; /* facility row, or BUJU_NONE when new */
  buju_ix village;  /* village row, or BUJU_NONE */
  buju_ix township; /* area row, or BUJU_NONE */
  uint8_t kind;     /* buju_facility_kind */
  uint8_t status;   /* buju_site_status */
  uint8_t action;   /* main buju_action */
  bool counted;     /* counts as existing before the plan */
  bool planned;     /* part of the layout after the plan */
  double x_m, y_m;  /* NaN when unlocated */
  uint8_t location;
  buju_ix managing_thc;                       /* site row, existing or proposed; or BUJU_NONE */
  buju_people_n people_served, people_gained; /* gained: had no service of their own as things stand */
  buju_ix villages_served;
  uint32_t max_ms;                                  /* BUJU_FAR when nobody's time is known */
  int32_t doctors, doctors_required, doctors_short; /* -1: not asked */
  double floor_required_m2;                         /* NaN: not asked */
  buju_ix premises;                                 /* that it takes, a row of region.premises, or BUJU_NONE */
  uint8_t build_mode;                               /* buju_build_mode */
  uint64_t items_missing, items_unknown;            /* bit a buju_item: asked and not there; asked and blank */
  const buju_msg *group;                            /* what a rule that groups calls it, or NULL */
  const buju_msg *marks[BUJU_SITE_MARKS + 1];       /* what lists name it for; NULL-terminated */
  int64_t cost_fen;                                 /* BUJU_MONEY_MISSING: no price known */
  buju_ix decision, rank;                           /* BUJU_NONE */
  int16_t year;
  buju_said alternative;
} buju_site;

/** What is done to a site in a year. */
typedef struct buju_site_action {
  buju_ix site;
  uint8_t action, status;
  uint8_t progress; /* buju_project_state */
  buju_ix use;
  buju_ix stop;        /* 1 + the village row staff are posted to or rounds stop in; 0: done where the site stands */
  buju_ix phased_by;   /* the rule that gave it its year; BUJU_NONE: none did */
  int16_t year;        /* 0: not phased */
  int16_t year_before; /* in the plan before this one; 0: not in it, or without a year */
  buju_people_n people_gained;
  int64_t cost_fen;
  const buju_msg *responsible, *funding; /* NULL: the policy does not say */
  buju_date due;                         /* year 0: none */
  buju_ix rank;                          /* among the projects its year's rule ranked, from 1; 0: none did */
  int32_t cut;        /* by how many its year's count would have to fall for it to move on; 0: none would do it */
  uint8_t build_mode; /* buju_build_mode */
} buju_site_action;

/** What a rule asks of an area in a year, and what the ledger of actions comes to: one row a rule, area and year. */
typedef struct buju_target {
  buju_ix use;
  const char *id; /* of the use; borrowed from the scenario */
  buju_ix area;   /* area row; BUJU_NONE: all the counties of the plan */
  int16_t year;
  uint8_t service;     /* buju_facility_kind: what people call the services that count */
  uint8_t measure;     /* buju_measure */
  uint8_t source;      /* buju_target_source */
  uint32_t actions;    /* bit a buju_action: what counts */
  bool own;            /* of those the ones its own rule added, and whatever no rule of phasing did */
  bool bound;          /* money or crews limit the year */
  bool asked;          /* false: nothing is asked of this area itself: it is a part of one of which it is, or the sum
                        * of several of which it is */
  bool townless;       /* a part of area: its sites that belong to no township */
  int64_t base;        /* of a share: of how many sites; -1 */
  int32_t permyriad;   /* of a share: what is asked, in hundredths of a percent; -1 */
  int64_t target;      /* new ones asked for in the year; -1: as many as there are */
  int64_t done_before; /* before the year; of a share: met before it */
  int64_t actual, planned; /* done in the year; planned in it, under way included */
  int64_t planned_before;  /* planned in earlier years and not done, also in those the rule does not name */
  int64_t cumulative_target, cumulative_planned; /* by the end of the year, what was done before included; -1 */
  int64_t shortfall;                             /* of a share: by the end of the year */
  buju_said reason;                              /* why it falls short; msg NULL: it does not */
  int64_t candidates;                            /* left to be done when the year begins */
  buju_people_n people_gained;                   /* by what is planned in the year */
  int64_t cost_fen;                              /* of it; BUJU_MONEY_MISSING: no price is known */
  const buju_msg *responsible;
  buju_date due;
} buju_target;

/** How good the order of a rule's years is: people's years of waiting, from the first year of the plan until what they
 *  gain by is done (or the end), in the order that the plan carries and at the least. */
typedef struct buju_phasing {
  const char *id;                     /* of the use; borrowed from the scenario */
  buju_ix use, area;                  /* area row; BUJU_NONE: all the counties of the plan */
  buju_ix projects, scheduled;        /* to be done; with a year */
  buju_ix moved;                      /* projects that the best order has in another year */
  buju_people_n waiting, best, bound; /* person-years: of the plan's order; of the best one found; no order has less */
} buju_phasing;

/** How many of the people of a buju_reached are within its limit by the end of a year. */
typedef struct buju_reached_by {
  buju_ix reached; /* row of plan.reached */
  int16_t year;
  buju_people_n people;
} buju_reached_by;

/** Which settlement is served where: one row a demand row, in its order. */
typedef struct buju_served {
  buju_ix demand, need, site; /* site BUJU_NONE: nobody serves it */
  uint32_t ms, metres;        /* to that site */
  uint8_t basis;
  buju_ix before_site; /* the nearest service that counts as things stand, or BUJU_NONE */
  uint32_t before_ms;
  uint32_t after_ms; /* to the nearest service once the plan is carried out, whoever is responsible */
} buju_served;

/** A joint clinic: members[first .. first + n) are village rows by code, host included. */
typedef struct buju_joint_group {
  buju_ix host, n, first; /* host: village row; first: into plan.joint_member */
  buju_ix site;
  buju_people_n people;
  uint32_t longest_ms;
  bool chain;        /* a member does not touch the host */
  buju_ix component; /* the first certificate of its component; BUJU_NONE outside any */
} buju_joint_group;

/** A round of a health centre: a tour that comes again on some days of the cycle. */
typedef struct buju_round {
  buju_ix use, thc, site;      /* thc: facility row */
  uint32_t vehicle, weekday;   /* of the health centre; the day of the week it sets out on; from 1 */
  uint32_t days;               /* of a tour */
  buju_ix first_stop, stops;   /* into plan.round_stop */
  buju_ix first_day, runs;     /* into plan.round_day */
  uint32_t drive_ms, serve_ms; /* of a tour */
  uint32_t metres;             /* UINT32_MAX: not known */
  uint8_t basis;               /* buju_basis */
  buju_people_n people;        /* of its villages */
  buju_ix points;              /* of its line, plan.round_path */
} buju_round;

typedef struct buju_round_stop {
  buju_ix round, village;
  uint32_t order, day;       /* on the round; of the tour; from 1 */
  uint32_t arrive_ms;        /* work done that day before it is reached */
  uint32_t drive_ms, metres; /* from the place before */
  uint32_t serve_ms, every_days, visits_a_year;
} buju_round_stop;

/** A tour setting out. */
typedef struct buju_round_day {
  buju_ix round;
  uint32_t week, cycle_day; /* from 1; day 1 is the first weekday of the first week */
} buju_round_day;

/** People of an area by the way they are served; [0] as things stand, [1] after the plan. */
typedef struct buju_service_way {
  buju_ix area; /* area row; BUJU_NONE: everybody */
  uint8_t way;  /* buju_way */
  buju_ix villages[2];
  buju_people_n people[2];            /* in the population in force */
  int32_t permyriad[2];               /* of the area's people; −1: it has none */
  buju_people_n of[BUJU_POPULATIONS]; /* after the plan, in each population; MISSING where no village has it */
} buju_service_way;

/** The way from a village to the nearest site of a tier after the plan. */
typedef struct buju_referral {
  buju_ix use, village, site; /* site BUJU_NONE: none can be reached */
  uint8_t tier, mode, basis;  /* buju_referral_tier, buju_mode, buju_basis */
  uint32_t ms, step_ms;       /* from the village's point; from the site of the tier below */
  uint32_t limit_ms;          /* BUJU_FAR: none */
  buju_people_n people;
  buju_people_n over[2]; /* people of its settlements beyond the limit, as things stand and after the plan; MISSING */
} buju_referral;

/** What an area other than a village clinic's is entitled to: one row an area and service. */
typedef struct buju_entitlement {
  buju_ix area, village; /* area row; village row of a community, else BUJU_NONE */
  uint8_t service;       /* buju_facility_kind */
  uint8_t verdict;       /* buju_entitled */
  buju_ix use;
  buju_people_n people, from_people; /* of the area; the least that entitles, 0: none is asked */
  buju_ix required, existing, planned;
  buju_ix site; /* the one that meets it, standing or proposed, or BUJU_NONE */
} buju_entitlement;

/** What it may cost in truth to measure people from the points they were collapsed to: about a number of people within
 *  a limit. Of those whose extent is known the true number lies between the number less `in` and the number plus `out`;
 *  about the others nothing is known. */
typedef struct buju_doubt {
  buju_people_n in;      /* counted, and perhaps beyond the limit */
  buju_people_n out;     /* not counted, and perhaps within it */
  buju_people_n unknown; /* no input says how far from the point they live */
} buju_doubt;

/** How many of the sites a rule asks something of have it: one row a use and area. */
typedef struct buju_compliance {
  buju_ix use, area;             /* area row: a township, or the county; BUJU_NONE where that is not known */
  uint32_t services;             /* bit a buju_facility_kind */
  buju_ix base;                  /* existing sites the rule selects that stay */
  buju_ix met, lacking, unknown; /* of them; unknown: nothing asked is known to be missing, and something is blank */
  int32_t share;                 /* asked, in hundredths of a per cent; -1: everybody */
  buju_ix needed, planned;       /* more that must have it for the share; given a project */
} buju_compliance;

/** How much of the people a rule speaks of are within a limit of a service. */
typedef struct buju_reached {
  buju_ix use;
  const char *id; /* of the use; borrowed from the scenario */
  uint32_t limit_ms;
  buju_mode mode;
  buju_provider provider;
  buju_direction direction;
  uint32_t services;            /* bit a buju_facility_kind */
  buju_ix places;               /* settlements spoken of */
  buju_people_n people;         /* of those settlements */
  buju_people_n before, after;  /* of them within the limit */
  buju_doubt doubt[2];          /* about before, after */
  buju_people_n unreachable;    /* of them without any way there after the plan */
  buju_people_n unplaced;       /* people of villages without a place: not in the numbers above */
  bool sited;                   /* new sites were looked for, and these are said: */
  buju_ix built;                /* proposed by the rule; they count in `after` */
  buju_people_n reachable;      /* of the people beyond the limit without them, those whom some candidate reaches */
  buju_ix fewest, fewest_bound; /* new sites that bring all of the reachable within the limit; no fewer than this do */
  double goal_share;            /* of the people, in per cent: */
  buju_ix goal, goal_bound;     /* new sites that bring so many within; BUJU_NONE: more than the frontier has */
} buju_reached;

/** A point of the curve people decide from: the most people within a limit for so many new sites. */
typedef struct buju_frontier {
  buju_ix use;
  buju_ix sites;        /* new ones, from 0 */
  buju_people_n people; /* within the limit with them */
  buju_people_n bound;  /* no choice of as many brings more within; people == bound: proved */
  int64_t fen;          /* what they cost; BUJU_MONEY_MISSING: no price is given */
} buju_frontier;

/** A point where a service would bring people within the limit who are beyond it after the plan. */
typedef struct buju_candidate {
  buju_ix use;
  uint8_t source;  /* buju_candidate_source */
  buju_ix village; /* the village it lies in; for a road node the one whose point is nearest */
  buju_ix demand;  /* demand row of a settlement or estate, else BUJU_NONE */
  double x_m, y_m;
  buju_ix places;              /* settlements it would newly bring within the limit */
  buju_people_n people_gained; /* and their people */
  buju_ix rank;                /* among the candidates of its use, from 1 */
  bool fewest;                 /* one of the fewest new sites that bring everybody within the limit */
  buju_ix order;               /* on a nested frontier the place among the new sites, from 1; 0: none */
  buju_ix site;                /* the site proposed here, or BUJU_NONE */
} buju_candidate;

/** What the score of a contender is made of. */
typedef enum buju_score_part {
  BUJU_SCORE_NEWLY,   /* people newly within the limit */
  BUJU_SCORE_SERVED,  /* people it serves */
  BUJU_SCORE_APART,   /* time to the next of its kind */
  BUJU_SCORE_FLOOR,   /* floor area */
  BUJU_SCORE_DOCTORS, /* doctors */
  BUJU_SCORE_PARTS
} buju_score_part;

enum { BUJU_SCORE_FULL = 10000 };

/** What a rule that picks the best set came to. */
typedef struct buju_pick {
  buju_ix use;
  const char *id;            /* of the use; borrowed from the scenario */
  const buju_msg *objective; /* what it makes most or least */
  uint8_t action;            /* buju_action: what the chosen become */
  uint32_t limit_ms;         /* BUJU_FAR: none */
  buju_mode mode;
  buju_provider provider;
  buju_direction direction;
  buju_ix asked;                /* how many are to be chosen; BUJU_NONE: all that qualify */
  buju_ix contenders, chosen;   /* contenders: locked ones included */
  buju_ix standing;             /* sites that do already what the chosen are to do */
  buju_people_n people;         /* of the settlements spoken of */
  buju_people_n before, after;  /* within the limit of what stands; of that and the chosen. MISSING without limit */
  buju_doubt doubt[2];          /* about before, after; without a limit only `unknown` */
  uint32_t drift_ms;            /* without a limit: the mean times of all are true to so much; BUJU_FAR: not known */
  buju_people_n unreachable;    /* without any way to what stands and the chosen */
  uint32_t before_ms, after_ms; /* without a limit: the mean time of those who have a way; else BUJU_FAR */
  uint32_t longest_ms;          /* likewise: of the ways to the nearest of what stands and the chosen */
} buju_pick;

/** One of those a set is chosen from. */
typedef struct buju_contender {
  buju_ix use, site;
  bool qualifies; /* meets the filter; locked ones need not */
  bool locked, chosen;
  bool filled;                    /* chosen by rank, as nobody more is brought within the limit by any */
  buju_people_n within, newly;    /* within the limit of it; of them not of what stands. MISSING without limit */
  buju_people_n alone;            /* chosen: only it brings them within; else it would, beside the chosen. MISSING */
  buju_people_n nearest;          /* of what stands and the chosen it is their nearest; 0 for the others */
  buju_people_n served;           /* clinics and stations: in the plan; centres: the people of their township */
  uint32_t next_ms;               /* to the next contender or what stands; BUJU_FAR: none */
  double floor_m2;                /* NaN: not known */
  int32_t doctors;                /* -1: not known */
  int32_t part[BUJU_SCORE_PARTS]; /* 0 … BUJU_SCORE_FULL, which the best contender has */
  int32_t score;                  /* their weighted mean */
  buju_ix rank;                   /* by score, from 1; ties by code */
  buju_ix rank_from, rank_to;     /* between which it stays while each weight changes by up to 20 % */
  bool holds;                     /* it stays on its side of the number asked for, then */
  buju_tri needed;                /* in every plan within 1 % of the best; UNKNOWN: locked, not chosen, or not proved */
} buju_contender;

typedef struct buju_gap {
  uint8_t kind;                /* buju_gap_kind */
  uint8_t service;             /* buju_facility_kind */
  bool after;                  /* false: as things stand; true: after the plan */
  buju_ix area, village, site; /* BUJU_NONE where it does not apply */
  buju_ix use;
  buju_people_n people;
  double limit_value, actual_value, shortfall; /* NaN: none */
  const char *unit;                            /* "", "min", "m2", "doctors", "people" */
  buju_ix nearest_site;
  uint32_t nearest_ms;
  int remedy; /* buju_action, or -1 */
  int16_t year_closed;
  uint8_t severity; /* 1 slight, 2 middling, 3 serious */
} buju_gap;

/** A doctor in the ledger. */
typedef struct buju_doctor {
  buju_ix staff, site;                    /* region staff row; site row */
  uint8_t engagement;                     /* buju_engagement at as_of */
  int16_t age;                            /* -1 unknown */
  int16_t engaged_until, reengaged_until; /* year; 0: unknown, or no rule is about age */
  int64_t subsidy_fen_month;              /* 0 outside the subsidy */
  buju_ix use;
} buju_doctor;

/** Staff by township and year; plan sums over sites. */
typedef struct buju_staffing {
  buju_ix township; /* area row */
  int16_t year;
  int32_t required, in_post, reengaged, leaving, age_unknown, vacancies;
  buju_ix use;
} buju_staffing;

/** Staff against what is asked for so many people, or as a share of staff: one row a use, area and year. */
typedef struct buju_staff_ratio {
  buju_ix use, area; /* area row: a county or a township */
  int16_t year;
  const buju_msg *role;      /* who counts */
  buju_people_n people;      /* of the area; MISSING: blank, or a share is asked */
  int64_t base;              /* of a share: the staff it is taken of, those of unknown qualification among them; -1 */
  int64_t asked, per_people; /* thousandths of staff for so many people; per_people 0: hundredths of a per cent */
  bool due;                  /* the year by whose end it is asked has come */
  bool bound;                /* asked of areas of this level; else told only */
  int64_t required, in_post; /* in post: known to be */
  int64_t left, short_of;    /* left: would count, but for their age; short_of: required − in_post, or 0 */
  int64_t unknown;           /* people of whom it is not known whether they count */
  buju_ix sites_blank;       /* facilities that say nothing of their staff */
  buju_tri met;              /* UNKNOWN: what is not known decides */
} buju_staff_ratio;

/** Who helps whom: one row a use and receiver. */
typedef struct buju_pair {
  buju_ix use;
  uint8_t level;         /* buju_level of those who are helped */
  bool of_site;          /* a site is helped, not an area */
  buju_ix area, village; /* area row: the receiver, or where the site stands; village row of a village or site */
  buju_ix site;          /* the site that is helped: itself, the area's, or BUJU_NONE */
  buju_ix helper;        /* site, or BUJU_NONE */
  buju_ix load;          /* how many the helper helps */
  buju_ix nearest;       /* helper, or BUJU_NONE: none can be reached */
  buju_people_n people;
  uint32_t ms, nearest_ms, metres; /* from the helper; BUJU_FAR, UINT32_MAX */
  uint8_t basis;                   /* buju_basis */
  double x_m, y_m;                 /* of the receiver */
} buju_pair;

/** Money by item, township, year and payer. What is spent every year has a row as things stand (the plan's first year),
 * for each later year to the last that anything is planned in, and for a year once the layout is complete (year 0). */
typedef struct buju_cost {
  const buju_msg *item;
  bool capital;
  buju_ix use, township;
  int16_t year;
  const char *payer; /* as the profile writes it */
  int64_t quantity;  /* how many units were priced */
  int64_t fen;
} buju_cost;

/** What an optimisation proved. */
typedef enum buju_proof { BUJU_PROVED, BUJU_BOUNDED } buju_proof;

/** What an optimisation makes least. */
typedef enum buju_certifies {
  BUJU_CERTIFIES_CLINICS,      /* clinics */
  BUJU_CERTIFIES_BUILT,        /* of them, new ones */
  BUJU_CERTIFIES_TRAVEL,       /* person-minutes */
  BUJU_CERTIFIES_SITES,        /* new sites */
  BUJU_CERTIFIES_LEFT,         /* people left beyond a limit */
  BUJU_CERTIFIES_LONGEST,      /* seconds of the longest way */
  BUJU_CERTIFIES_VEHICLE_DAYS, /* of rounds in a cycle */
  BUJU_CERTIFIES_DRIVING,      /* minutes of rounds in a cycle */
  BUJU_CERTIFIES_WAITING,      /* person-years until projects are done */
  BUJU_CERTIFIES_UNPAIRED,     /* those who are to be helped, without a helper */
  BUJU_CERTIFIES_LOADS,        /* sum of the squares of helpers' loads */
  BUJU_CERTIFIES_PAIR_TRAVEL,  /* minutes, over pairs */
} buju_certifies;

/** A problem's certificates follow each other in the order of weight of their objectives. */
typedef struct buju_certificate {
  buju_ix use;
  uint8_t certifies;   /* buju_certifies */
  const char *problem; /* "joint_clinic/421223100/3": rule, township, component */
  const buju_msg *objective;
  int64_t lower, upper; /* in the objective's own unit, lower ≤ upper */
  buju_proof proof;
  buju_proof_method method;
  int64_t work; /* counted steps */
  buju_ix size; /* demand points: villages of the component, settlements */
} buju_certificate;

/** A service circle: everywhere from which a site is reached within a limit. Longer limits come first: drawn in the
 * order of rows, every ring is seen. */
typedef struct buju_circle {
  uint32_t limit_ms;
  buju_ix set, site;      /* set: into circle_set */
  bool after;             /* false: the site serves as things stand; true: after the plan */
  buju_ix land;           /* into the set's land; the same for both */
  buju_people_n people;   /* of the settlements from which the trip is within the limit */
  buju_provider provider; /* who measured: the set's, or the straight line where the site stands off that */
} buju_circle;

/** The land nearest to a site of a set, by time; those of one set and stage share out the region. */
typedef struct buju_nearest {
  buju_ix set, site;      /* site BUJU_NONE: from where no site can be reached */
  bool after;             /* among the sites that stand, or those after the plan */
  buju_ix land;           /* into the set's nearest[after] */
  buju_people_n people;   /* of the settlements to which it is the nearest */
  buju_provider provider; /* as a circle's */
} buju_nearest;

/** Circles drawn together, on the same places. */
typedef struct buju_circle_set {
  buju_ix use; /* the rule whose limit it is, or BUJU_NONE: the scenario's */
  buju_mode mode;
  buju_provider provider;
  buju_direction direction;
  uint32_t services; /* bit a buju_facility_kind */
  buju_ix limits;
  const uint32_t *limit_ms; /* ascending */
  double spacing_m;         /* of the lattice of places asked */
  buju_ix places;
  buju_land land;
  buju_land nearest[2]; /* as things stand, after the plan; cut to no outline yet */
} buju_circle_set;

/** How many people have a service, as things stand and after the plan. "Served": the village's own need is met by a
 *  site; places no rule gives a service of their own (urban rules, demolition, data missing) count where a service is
 *  within the limit. "Within": the settlement is within the limit of a service, whoever it belongs to. */
typedef struct buju_coverage {
  buju_people_n people, served_before, served_after, within_before, within_after, time_unknown;
  buju_doubt doubt[2]; /* about within_before, within_after */
  uint32_t limit_ms;   /* BUJU_FAR: no limit in force, `within` means nothing */
  const buju_msg *mode;
} buju_coverage;

/** A figure of the plan under another assumption: the sensitivity shown in run_info. */
typedef struct buju_sensitivity {
  buju_ix use;
  buju_said assumption; /* "15 minutes on foot" */
  buju_said result;     /* "41 of 81 small villages have a partner; 12 clinics fewer" */
} buju_sensitivity;

struct buju_plan {
  buju_arena *arena;
  const buju_region *region; /* borrowed; outlives the plan */
  buju_ix needs, sites, actions, served_n, groups, joint_members, gaps, doctors, staffings, costs, traces, certificates,
      sensitivities, entitlements, reacheds, candidates, frontiers, picks, contenders, compliances, circles,
      circle_sets, nearests, targets, phasings, reached_bys, rounds, round_stops, round_days, service_ways, referrals,
      staff_ratios, pairs;
  buju_need *need;
  buju_site *site;
  buju_site_action *action;
  buju_served *served;
  buju_paths path; /* of each served row's way to its site, where travel.paths asks for it; else n is 0 */
  buju_joint_group *group;
  buju_ix *joint_member;
  buju_gap *gap;
  buju_doctor *doctor;
  buju_staffing *staffing;
  buju_staff_ratio *staff_ratio; /* by use, year, area */
  buju_pair *pair;               /* by use, then code */
  buju_cost *cost;
  buju_trace *trace; /* by table, row, then the order they were made */
  buju_certificate *certificate;
  buju_sensitivity *sensitivity;
  buju_entitlement *entitlement; /* by use, then area */
  buju_reached *reached;         /* by use */
  buju_candidate *candidate;     /* by use, then people_gained descending, source, place */
  buju_frontier *frontier;       /* by use, then sites */
  buju_pick *pick;               /* by use */
  buju_contender *contender;     /* by use, then rank */
  buju_target *target;           /* by use, area (all first, then by row), year */
  buju_phasing *phasing;         /* by use, area */
  buju_reached_by *reached_by;   /* by reached, year */
  buju_round *round;             /* by use, health centre, then the day they first set out */
  buju_round_stop *round_stop;   /* by round, then order */
  buju_round_day *round_day;     /* by round, then day */
  buju_ix *calendar;             /* [round_days] rows of round_day by health centre, day, vehicle */
  buju_paths round_path;         /* a line a round */
  buju_service_way *service_way; /* by area, everybody first, then way */
  buju_referral *referral;       /* by use, tier, village */
  buju_compliance *compliance;   /* by use, then area */
  buju_findings findings;        /* what the rules found wrong with what they were given */
  buju_circle *circle;           /* by limit descending, set, site, stage */
  buju_circle_set *circle_set;
  buju_nearest *nearest; /* by set, stage, site; nobody's last */
  uint8_t population;    /* buju_population in force */
  int16_t year;          /* it starts in */
  buju_coverage coverage;
};

/** The traces of one row: plan->trace[*first .. *first + return). O(log traces). */
buju_ix buju_plan_traces(const buju_plan *plan, buju_traced table, buju_ix row, buju_ix *first);

#endif
