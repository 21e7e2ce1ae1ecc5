/* The closed vocabularies: what a plan may say, in both languages. Ids are what files hold; words are what people read.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_VOCAB_H
#define BUJU_CORE_VOCAB_H

#include "core/say.h"

#define BUJU_VERDICT_TABLE(X)                                                                                          \
  X(OWN_CLINIC, "own_clinic", "单独设置", "own clinic")                                                                \
  X(OWN_NO_PARTNER, "own_no_partner", "无合适邻村，单独设置", "own clinic, no suitable neighbour")                     \
  X(JOINT_HOST, "joint_host", "合建设点村", "hosts a joint clinic")                                                    \
  X(JOINT_MEMBER, "joint_member", "合建并入村", "member of a joint clinic")                                            \
  X(THC_SERVED, "thc_served", "由驻地卫生院服务", "served by its township health centre")                              \
  X(CONVERTED_CHS, "converted_chs", "撤村改居，设社区卫生服务站", "converted: community health station")               \
  X(URBAN_RULES, "urban_rules", "按城市社区配置", "under the urban rules")                                             \
  X(DEMOLITION_TRANSITION, "demolition_transition", "拆迁过渡，不新建", "demolition: nothing new")                     \
  X(EXTENSION, "extension", "邻村延伸", "extension from a neighbour")                                                  \
  X(POSTING, "posting", "卫生院派驻", "posting from the township health centre")                                       \
  X(ROUNDS, "rounds", "定期巡诊", "regular rounds")                                                                    \
  X(UNSERVED, "unserved", "未覆盖", "not served")                                                                      \
  X(NOT_EVALUATED, "not_evaluated", "资料不足，未判定", "not evaluated: data missing")

#define BUJU_ACTION_TABLE(X)                                                                                           \
  X(KEEP, "keep", "保留", "keep")                                                                                      \
  X(BUILD, "build", "新建", "build")                                                                                   \
  X(REBUILD, "rebuild", "重建", "rebuild")                                                                             \
  X(UPGRADE, "upgrade", "改造提升", "upgrade")                                                                         \
  X(EQUIP, "equip", "补齐设备", "equip")                                                                               \
  X(ACQUIRE, "acquire", "产权公有化", "bring into public ownership")                                                   \
  X(INTEGRATE, "integrate", "纳入一体化", "bring under integrated management")                                         \
  X(RECTIFY, "rectify", "限期整改", "put right by a date")                                                             \
  X(MERGE, "merge", "并入合建点", "merge into the joint clinic")                                                       \
  X(DEREGISTER, "deregister", "注销", "deregister")                                                                    \
  X(CONVERT_CHS, "convert_chs", "转社区卫生服务站", "turn into a community health station")                            \
  X(CONVERT_THC_POINT, "convert_thc_point", "转卫生院延伸服务点", "turn into a THC service point")                     \
  X(RAISE_CENTRAL, "raise_central", "提升为中心村卫生室", "raise to a central clinic")                                 \
  X(RAISE_SUBCENTRE, "raise_subcentre", "建成县域医疗次中心", "raise to a sub-centre")                                 \
  X(RAISE_LEVEL, "raise_level", "提升能力等级", "raise the capability level")                                          \
  X(POST, "post", "派驻人员", "post staff")                                                                            \
  X(ROUNDS_STOP, "rounds_stop", "设巡诊点", "make a rounds stop")                                                      \
  X(REVIEW, "review", "人工研判", "for review")

#define BUJU_SITE_STATUS_TABLE(X)                                                                                      \
  X(EXISTING, "existing", "现有", "existing")                                                                          \
  X(UNDER_CONSTRUCTION, "under_construction", "在建", "under construction")                                            \
  X(PROPOSED, "proposed", "拟建", "proposed")                                                                          \
  X(CLOSING, "closing", "拟注销", "closing")

#define BUJU_GAP_TABLE(X)                                                                                              \
  X(ENTITLEMENT, "entitlement", "配置", "entitlement")                                                                 \
  X(ACCESS, "access", "可及", "access")                                                                                \
  X(CAPACITY, "capacity", "承载", "capacity")                                                                          \
  X(STANDARD, "standard", "达标", "standard")                                                                          \
  X(STAFF, "staff", "人员", "staff")                                                                                   \
  X(OWNERSHIP, "ownership", "产权", "ownership")

/** What an area that is entitled to a service has. */
#define BUJU_ENTITLED_TABLE(X)                                                                                         \
  X(MET, "met", "已配置", "has it")                                                                                    \
  X(TO_BUILD, "to_build", "需新建", "to be built")                                                                     \
  X(BELOW, "below", "未达设置规模", "too few people for one")                                                          \
  X(NOT_EVALUATED, "not_evaluated", "资料不足，未判定", "not evaluated: data missing")

/** How people are served, in the order of buju_way; everybody once. */
#define BUJU_WAY_TABLE(X)                                                                                              \
  X(FIXED, "fixed", "固定机构", "a fixed site")                                                                        \
  X(JOINT, "joint", "合建村卫生室", "a joint clinic")                                                                  \
  X(EXTENSION, "extension", "邻村延伸", "extension from a neighbour")                                                  \
  X(POSTING, "posting", "卫生院派驻", "posting from the health centre")                                                \
  X(ROUNDS, "rounds", "定期巡诊", "regular rounds")                                                                    \
  X(NOBODY, "nobody", "无人服务", "nobody")

/** Tiers patients are referred to, in the order of buju_referral_tier. */
#define BUJU_TIER_TABLE(X)                                                                                             \
  X(THC, "thc", "乡镇卫生院（社区卫生服务中心）", "township or community health centre")                               \
  X(SUB_CENTRE, "sub_centre", "县域医疗次中心", "county medical sub-centre")                                           \
  X(HOSPITAL, "county_hospital", "县级医院", "county hospital")

/** Kinds of premises that may be used. */
#define BUJU_PREMISES_TABLE(X)                                                                                         \
  X(VILLAGE_CENTRE, "village_centre", "村级服务中心", "the village service centre")                                    \
  X(COMMITTEE, "committee", "撤并的村委会", "a former committee's building")                                           \
  X(CARE_HOME, "care_home", "敬老院", "a care home")                                                                   \
  X(SCHOOL, "school", "学校", "a school")                                                                              \
  X(BUILDING, "building", "其他房屋", "another building")                                                              \
  X(LAND, "land", "闲置土地", "idle land")

/** How premises come about. */
#define BUJU_BUILD_MODE_TABLE(X)                                                                                       \
  X(UNDECIDED, "undecided", "未定", "undecided")                                                                       \
  X(NEW, "new", "新建", "built new")                                                                                   \
  X(CONVERT, "convert", "改建", "converted")                                                                           \
  X(EXTEND, "extend", "改扩建", "extended")                                                                            \
  X(EXCHANGE, "exchange", "置换", "exchanged")                                                                         \
  X(ALLOCATE, "allocate", "划拨", "allocated")                                                                         \
  X(RELY_ON_CENTRE, "rely_on_centre", "依托村级服务中心", "in the village service centre")

/** Levels of areas, in the order of buju_level. */
#define BUJU_LEVEL_TABLE(X)                                                                                            \
  X(COUNTY, "county", "县（区）级", "county")                                                                          \
  X(TOWNSHIP, "township", "乡级", "township or sub-district")                                                          \
  X(VILLAGE, "village", "村级", "village or community")

/** What a candidate point is. */
#define BUJU_CANDIDATE_TABLE(X)                                                                                        \
  X(COMMUNITY, "community", "社区（村）驻地", "the point of a community or village")                                   \
  X(SETTLEMENT, "settlement", "居民点", "settlement")                                                                  \
  X(ESTATE, "estate", "新建小区", "new housing estate")                                                                \
  X(ROAD, "road", "路口", "road node")

/** Kinds of facilities, each a kind of service: one line a kind makes the enum, the ids in files, the words of
 *  parameters and what people read. */
#define BUJU_SERVICE_TABLE(X)                                                                                          \
  X(VILLAGE_CLINIC, "village_clinic", "村卫生室", "village clinic")                                                    \
  X(THC, "thc", "乡镇卫生院", "township health centre")                                                                \
  X(CHC, "chc", "社区卫生服务中心", "community health centre")                                                         \
  X(CHS, "chs", "社区卫生服务站", "community health station")                                                          \
  X(CHC_BRANCH, "chc_branch", "社区卫生服务中心分中心", "branch of a community health centre")                         \
  X(HOSPITAL, "hospital", "医院", "hospital")                                                                          \
  X(INSURANCE_STATION, "insurance_station", "医保服务站", "medical insurance station")                                 \
  X(INSURANCE_POINT, "insurance_point", "医保服务点", "medical insurance point")                                       \
  X(CHILDCARE, "childcare", "托育机构", "childcare centre")                                                            \
  X(EMERGENCY_STATION, "emergency_station", "急救站点", "emergency station")                                           \
  X(OTHER_FACILITY, "other", "其他机构", "other facility")

/** What a facility has or does, as yes/no attributes. The six of Yanggu 2024 §2(3) stand together. */
#define BUJU_HAVE_TABLE(X)                                                                                             \
  X(PUBLIC_OWNED, "public_owned", "产权公有", "public ownership")                                                      \
  X(INTEGRATED, "integrated", "一体化管理", "integrated management")                                                   \
  X(PUBLIC_HEALTH, "public_health", "基本公共卫生服务", "public-health work")                                          \
  X(ESSENTIAL_MEDICINES, "essential_medicines", "基本药物制度", "essential medicines")                                 \
  X(INSURANCE, "insurance", "医保定点", "medical insurance")                                                           \
  X(STANDARD_MET, "standard_met", "达标", "the standard")                                                              \
  X(GOVERNMENT_RUN, "government_run", "政府办", "being run by the government")                                         \
  X(OBSERVATION_BED, "observation_bed", "观察诊查床", "an observation and examination bed")                            \
  X(FOLLOW_UP_DEVICES, "follow_up_devices", "智慧随访设备", "smart follow-up devices")                                 \
  X(REHABILITATION_DEVICES, "rehabilitation_devices", "康复理疗设备", "rehabilitation devices")                        \
  X(EXAMINATION_DEVICES, "examination_devices", "必要的检查设备", "the necessary examination devices")                 \
  X(TOILET_AND_CLIMATE, "toilet_and_climate", "卫生厕所和冷暖空调", "a sanitary toilet, heating and cooling")          \
  X(HEALTH_EDUCATION, "health_education", "健康宣教设施", "health-education facilities")                               \
  X(TCM_HALL, "tcm_hall", "中医馆", "a hall of Chinese or Mongolian medicine")                                         \
  X(TCM_SERVICE, "tcm_service", "中医药（蒙医药）服务", "services of Chinese or Mongolian medicine")

/** The same, and what is no merit. */
#define BUJU_FLAG_TABLE(X)                                                                                             \
  BUJU_HAVE_TABLE(X)                                                                                                   \
  X(WEAK, "weak", "薄弱", "being weak")

/** What may be asked of a facility, item by item: what it has, doctors of special fields, then what is measured. The
 *  haves stand as in buju_flag. */
#define BUJU_ITEM_TABLE(X)                                                                                             \
  BUJU_HAVE_TABLE(X)                                                                                                   \
  X(GP, "gp", "全科医生", "a general practitioner")                                                                    \
  X(PUBLIC_HEALTH_DOCTOR, "public_health_doctor", "公共卫生医师", "a public-health physician")                         \
  X(TCM_DOCTOR, "tcm_doctor", "中医（蒙医）医师", "a physician of Chinese or Mongolian medicine")                      \
  X(FLOOR_AREA, "floor_area", "业务用房面积", "floor area")                                                            \
  X(LEVEL, "level", "服务能力等级", "capability level")                                                                \
  X(STARS, "stars", "星级", "stars")

/** How able a facility is, from low to high: what 优质服务基层行 and the grades of hospitals say. */
#define BUJU_CAPABILITY_TABLE(X)                                                                                       \
  X(BELOW, "below", "未达标", "below the basic standard")                                                              \
  X(BASIC, "basic", "基本标准", "basic standard")                                                                      \
  X(RECOMMENDED, "recommended", "推荐标准", "recommended standard")                                                    \
  X(LEVEL_2, "level_2", "二级医院水平", "level of a second-class hospital")                                            \
  X(LEVEL_3, "level_3", "三级医院水平", "level of a third-class hospital")

/** What accessibility is asked of: each kind of facility, and any of primary care. */
#define BUJU_ACCESS_SERVICE_TABLE(X)                                                                                   \
  BUJU_SERVICE_TABLE(X)                                                                                                \
  X(ANY_PRIMARY, "primary", "基层医疗卫生机构", "any primary care")

/** Zones of accessibility, in the order of buju_zone_level. */
#define BUJU_ZONE_LEVEL_TABLE(X)                                                                                       \
  X(ALL, "all", "全部", "all")                                                                                         \
  X(COUNTY, "county", "县（区）", "county")                                                                            \
  X(TOWNSHIP, "township", "乡镇（街道）", "township")                                                                  \
  X(VILLAGE, "village", "行政村（社区）", "village")

/** Area kinds, in the order of buju_area_kind. */
#define BUJU_AREA_KIND_TABLE(X)                                                                                        \
  X(COUNTY, "county", "县（区）", "county")                                                                            \
  X(STREET, "street", "街道", "sub-district")                                                                          \
  X(TOWN, "town", "镇", "town")                                                                                        \
  X(TOWNSHIP, "township", "乡", "township")                                                                            \
  X(QUASI_TOWN, "quasi_town", "类似乡级单位", "quasi-township")                                                        \
  X(VILLAGE, "village", "行政村", "administrative village")                                                            \
  X(COMMUNITY, "community", "居委会（社区）", "community")                                                             \
  X(QUASI_VILLAGE, "quasi_village", "类似村级单位", "quasi-village")

/** Ways a need is served, and how the time was measured. */
#define BUJU_BASIS_TABLE(X)                                                                                            \
  X(NONE, "none", "未测算", "not measured")                                                                            \
  X(STRAIGHT, "straight", "直线距离×绕行系数", "straight line × detour factor")                                        \
  X(ROAD, "road", "路网", "road network")                                                                              \
  X(TERRAIN, "terrain", "地形", "terrain")

/** How people travel, in the order of buju_mode. */
#define BUJU_MODE_TABLE(X)                                                                                             \
  X(WALK, "walk", "步行", "on foot")                                                                                   \
  X(EBIKE, "ebike", "电动自行车", "by e-bike")                                                                         \
  X(DRIVE, "drive", "驾车", "by car")

#define BUJU_GRADE_TABLE(X)                                                                                            \
  X(LICENSED, "licensed", "执业医师", "licensed physician")                                                            \
  X(ASSISTANT, "assistant", "执业助理医师", "assistant physician")                                                     \
  X(VILLAGE_DOCTOR, "village_doctor", "乡村医生", "village doctor")                                                    \
  X(OTHER_STAFF, "other_staff", "其他人员", "other staff")

/** Special fields of a doctor. */
#define BUJU_SPECIALTY_TABLE(X)                                                                                        \
  X(UNKNOWN, "unknown", "不详", "unknown")                                                                             \
  X(GENERAL_PRACTICE, "gp", "全科", "general practice")                                                                \
  X(PUBLIC_HEALTH, "public_health", "公共卫生", "public health")                                                       \
  X(TCM, "tcm", "中医（蒙医）", "Chinese or Mongolian medicine")                                                       \
  X(OTHER, "other", "其他专业", "another field")

/** What becomes of a doctor in a year (xixian-2021 §3(2)6). */
#define BUJU_ENGAGEMENT_TABLE(X)                                                                                       \
  X(ENGAGED, "engaged", "聘用", "engaged")                                                                             \
  X(REENGAGED, "reengaged", "返聘", "re-engaged")                                                                      \
  X(LEAVES, "leaves", "到龄退出", "leaves by age")                                                                     \
  X(AGE_UNKNOWN, "age_unknown", "年龄不详", "age unknown")                                                             \
  X(OUTSIDE, "outside", "未纳入一体化", "outside integrated management")

/** Whether a gap is there as things stand or still after the plan. */
#define BUJU_GAP_STAGE_TABLE(X)                                                                                        \
  X(BEFORE, "before", "现状", "as things stand")                                                                       \
  X(AFTER, "after", "规划后", "after the plan")

/** Units of the numbers of gaps, and of what run_info says. */
#define BUJU_UNIT_TABLE(X)                                                                                             \
  X(MINUTES, "min", "分钟", "min")                                                                                     \
  X(M2, "m2", "平方米", "m²")                                                                                          \
  X(DOCTORS, "doctors", "名医生", "doctors")                                                                           \
  X(PEOPLE, "people", "人", "people")                                                                                  \
  X(STARS, "stars", "星", "stars")                                                                                     \
  X(SITES, "sites", "所", "sites")                                                                                     \
  X(YUAN, "yuan", "元", "yuan")                                                                                        \
  X(PERCENT, "%", "%", "%")                                                                                            \
  X(METRES, "m", "米", "m")                                                                                            \
  X(KM2, "km2", "平方公里", "km²")                                                                                     \
  X(SPEED, "km/h", "公里/小时", "km/h")                                                                                \
  X(DAYS, "days", "天", "days")                                                                                        \
  X(YEAR, "year", "年", "year")                                                                                        \
  X(YEARS, "years", "年", "years")                                                                                     \
  X(STEPS, "steps", "步", "steps")

/** How a point came about, in the order of buju_location. */
#define BUJU_LOCATION_TABLE(X)                                                                                         \
  X(NONE, "none", "没有位置", "unlocated")                                                                             \
  X(POINT, "point", "来源数据的点位", "the source's own point")                                                        \
  X(POLYGON, "polygon", "村域面内的点", "a point inside the polygon")                                                  \
  X(SETTLEMENTS, "settlements", "居民点人口重心", "the population-weighted mean of its settlements")                   \
  X(VILLAGE, "village", "按所在村定位", "placed at its village")                                                       \
  X(CANDIDATE, "candidate", "新建候选点（居民点、小区或路口）",                                                        \
    "a candidate for a new site: a settlement, an estate, a road node")

/** How much a finding matters, in the order of buju_severity. */
#define BUJU_SEVERITY_TABLE(X)                                                                                         \
  X(NOTE, "note", "提示", "note")                                                                                      \
  X(WARNING, "warning", "警告", "warning")                                                                             \
  X(SERIOUS, "serious", "严重", "serious")

/** Where a value of run_info came from; the first four in the order of buju_origin. */
#define BUJU_CHANGE_TABLE(X)                                                                                           \
  X(ADDED, "added", "新增", "added")                                                                                   \
  X(REMOVED, "removed", "不再有", "gone")                                                                              \
  X(CHANGED, "changed", "变化", "changed")

#define BUJU_ORIGIN_TABLE(X)                                                                                           \
  X(DEFAULT, "default", "默认值", "default")                                                                           \
  X(PROFILE, "profile", "政策模板", "profile")                                                                         \
  X(SCENARIO, "scenario", "方案文件", "scenario")                                                                      \
  X(SET, "set", "命令行 --set", "--set")                                                                               \
  X(INPUT, "input", "输入数据", "input data")                                                                          \
  X(RESULT, "result", "计算结果", "result")                                                                            \
  X(PROGRAM, "program", "程序", "program")

/** How far a project is. */
#define BUJU_PROGRESS_TABLE(X)                                                                                         \
  X(PLANNED, "planned", "计划", "planned")                                                                             \
  X(UNDER_WAY, "under_way", "在建", "under way")                                                                       \
  X(DONE, "done", "已完成", "done")

/** What becomes of a round of today. */
#define BUJU_ROUND_CHANGE_TABLE(X)                                                                                     \
  X(KEPT, "kept", "保持不变", "kept")                                                                                  \
  X(CHANGED, "changed", "改卫生院或间隔", "another centre or interval")                                                \
  X(REPLACED, "replaced", "由其他服务接替", "replaced by another service")                                             \
  X(ENDED, "ended", "没有接替", "nothing in its place")

/** What an annual target counts. */
#define BUJU_MEASURE_TABLE(X)                                                                                          \
  X(COUNT, "count", "数量", "a number")                                                                                \
  X(SHARE, "share", "比例", "a share")

/** Whose number an annual target is. */
#define BUJU_TARGET_SOURCE_TABLE(X)                                                                                    \
  X(POLICY, "policy", "政策", "the policy's")                                                                          \
  X(APPORTIONED, "apportioned", "分解", "our apportioning of the policy's")                                            \
  X(BUREAU, "bureau", "本地设定", "the bureau's own")                                                                  \
  X(DEFAULT, "default", "默认", "our default")

/** How a bound was proved; the first: not at all. */
#define BUJU_METHOD_TABLE(X)                                                                                           \
  X(NOTHING, "", "", "")                                                                                               \
  X(ORDER, "order", "排序", "sorting")                                                                                 \
  X(DOMINANCE, "dominance", "占优约简", "dominance")                                                                   \
  X(SUBSETS, "subsets", "逐一比较", "comparing every choice")                                                          \
  X(SEARCH, "search", "分支搜索", "branching search")                                                                  \
  X(RADIUS, "radius", "半径搜索", "search over radii")                                                                 \
  X(PATHS, "shortest_paths", "逐次最短路", "successive shortest paths")                                                \
  X(PRICES, "prices", "线性规划的影子价格", "prices of a linear program")                                              \
  X(PRICING, "pricing", "列的定价", "pricing of columns")                                                              \
  X(LAGRANGIAN, "lagrangian", "拉格朗日松弛", "Lagrangian relaxation")                                                 \
  X(BENDERS, "benders", "Benders 分解", "Benders decomposition")                                                       \
  X(BRANCH, "branch_and_bound", "分支定界", "branch and bound")                                                        \
  X(MIP, "mip", "整数规划", "integer programming")                                                                     \
  X(MIP_SEARCH, "mip+search", "整数规划加分支搜索", "integer programming and branching search")

typedef struct buju_word_entry {
  const char *id;
  buju_msg word;
} buju_word_entry;

#define BUJU_ENUM_SERVICE(name, id, zh, en) BUJU_##name,
typedef enum buju_facility_kind { BUJU_SERVICE_TABLE(BUJU_ENUM_SERVICE) BUJU_FACILITY_KINDS } buju_facility_kind;
#define BUJU_ENUM_FLAG(name, id, zh, en) BUJU_##name,
/** Blank is BUJU_UNKNOWN, never "no". */
typedef enum buju_flag { BUJU_FLAG_TABLE(BUJU_ENUM_FLAG) BUJU_FLAGS } buju_flag;
#define BUJU_ENUM_PREMISES(name, id, zh, en) BUJU_PREMISES_##name,
typedef enum buju_premises_kind { BUJU_PREMISES_TABLE(BUJU_ENUM_PREMISES) BUJU_PREMISES } buju_premises_kind;
#define BUJU_ENUM_BUILD_MODE(name, id, zh, en) BUJU_BUILD_##name,
typedef enum buju_build_mode { BUJU_BUILD_MODE_TABLE(BUJU_ENUM_BUILD_MODE) BUJU_BUILD_MODES } buju_build_mode;
#define BUJU_ENUM_ITEM(name, id, zh, en) BUJU_ITEM_##name,
typedef enum buju_item { BUJU_ITEM_TABLE(BUJU_ENUM_ITEM) BUJU_ITEMS } buju_item;
#define BUJU_ENUM_CAPABILITY(name, id, zh, en) BUJU_CAPABLE_##name,
typedef enum buju_capability { BUJU_CAPABILITY_TABLE(BUJU_ENUM_CAPABILITY) BUJU_CAPABILITIES } buju_capability;
#define BUJU_ENUM_SPECIALTY(name, id, zh, en) BUJU_SPECIALTY_##name,
typedef enum buju_specialty { BUJU_SPECIALTY_TABLE(BUJU_ENUM_SPECIALTY) BUJU_SPECIALTIES } buju_specialty;
#define BUJU_ENUM_VERDICT(name, id, zh, en) BUJU_VERDICT_##name,
typedef enum buju_verdict { BUJU_VERDICT_TABLE(BUJU_ENUM_VERDICT) BUJU_VERDICTS } buju_verdict;
#define BUJU_ENUM_ACTION(name, id, zh, en) BUJU_ACTION_##name,
typedef enum buju_action { BUJU_ACTION_TABLE(BUJU_ENUM_ACTION) BUJU_ACTIONS } buju_action;
#define BUJU_ENUM_STATUS(name, id, zh, en) BUJU_SITE_##name,
typedef enum buju_site_status { BUJU_SITE_STATUS_TABLE(BUJU_ENUM_STATUS) BUJU_SITE_STATUSES } buju_site_status;
#define BUJU_ENUM_GAP(name, id, zh, en) BUJU_GAP_##name,
typedef enum buju_gap_kind { BUJU_GAP_TABLE(BUJU_ENUM_GAP) BUJU_GAPS } buju_gap_kind;
#define BUJU_ENUM_BASIS(name, id, zh, en) BUJU_BASIS_##name,
typedef enum buju_basis { BUJU_BASIS_TABLE(BUJU_ENUM_BASIS) BUJU_BASES } buju_basis;
#define BUJU_ENUM_ENGAGEMENT(name, id, zh, en) BUJU_ENGAGEMENT_##name,
typedef enum buju_engagement { BUJU_ENGAGEMENT_TABLE(BUJU_ENUM_ENGAGEMENT) BUJU_ENGAGEMENTS } buju_engagement;

#define BUJU_ENUM_ENTITLED(name, id, zh, en) BUJU_ENTITLED_##name,
typedef enum buju_entitled { BUJU_ENTITLED_TABLE(BUJU_ENUM_ENTITLED) BUJU_ENTITLEDS } buju_entitled;
#define BUJU_ENUM_WAY(name, id, zh, en) BUJU_WAY_##name,
typedef enum buju_way { BUJU_WAY_TABLE(BUJU_ENUM_WAY) BUJU_WAYS } buju_way;
#define BUJU_ENUM_TIER(name, id, zh, en) BUJU_TIER_##name,
typedef enum buju_referral_tier { BUJU_TIER_TABLE(BUJU_ENUM_TIER) BUJU_TIERS } buju_referral_tier;
#define BUJU_ENUM_CANDIDATE(name, id, zh, en) BUJU_CANDIDATE_##name,
typedef enum buju_candidate_source { BUJU_CANDIDATE_TABLE(BUJU_ENUM_CANDIDATE) BUJU_CANDIDATES } buju_candidate_source;

#define BUJU_ENUM_PROGRESS(name, id, zh, en) BUJU_PROJECT_##name,
typedef enum buju_project_state { BUJU_PROGRESS_TABLE(BUJU_ENUM_PROGRESS) BUJU_PROJECT_STATES } buju_project_state;
#define BUJU_ENUM_ROUND_CHANGE(name, id, zh, en) BUJU_ROUND_##name,
typedef enum buju_round_change { BUJU_ROUND_CHANGE_TABLE(BUJU_ENUM_ROUND_CHANGE) BUJU_ROUND_CHANGES } buju_round_change;
#define BUJU_ENUM_MEASURE(name, id, zh, en) BUJU_MEASURE_##name,
typedef enum buju_measure { BUJU_MEASURE_TABLE(BUJU_ENUM_MEASURE) BUJU_MEASURES } buju_measure;
#define BUJU_ENUM_TARGET(name, id, zh, en) BUJU_TARGET_##name,
typedef enum buju_target_source { BUJU_TARGET_SOURCE_TABLE(BUJU_ENUM_TARGET) BUJU_TARGET_SOURCES } buju_target_source;

#define BUJU_ENUM_METHOD(name, id, zh, en) BUJU_BY_##name,
typedef enum buju_proof_method { BUJU_METHOD_TABLE(BUJU_ENUM_METHOD) BUJU_PROOF_METHODS } buju_proof_method;
#define BUJU_ENUM_ORIGIN(name, id, zh, en) BUJU_ORIGIN_##name,
typedef enum buju_value_source { BUJU_ORIGIN_TABLE(BUJU_ENUM_ORIGIN) BUJU_VALUE_SOURCES } buju_value_source;

/** What became of a thing from one plan to another. */
#define BUJU_ENUM_CHANGE(name, id, zh, en) BUJU_CHANGE_##name,
typedef enum buju_change { BUJU_CHANGE_TABLE(BUJU_ENUM_CHANGE) BUJU_CHANGES } buju_change;

extern const buju_word_entry buju_verdict_words[], buju_action_words[], buju_site_status_words[], buju_gap_words[],
    buju_gap_stage_words[], buju_service_words[], buju_area_kind_words[], buju_basis_words[], buju_grade_words[],
    buju_engagement_words[], buju_location_words[], buju_severity_words[], buju_origin_words[], buju_unit_words[],
    buju_entitled_words[], buju_level_words[], buju_candidate_words[], buju_access_service_words[],
    buju_zone_level_words[], buju_mode_entries[], buju_flag_words[], buju_item_words[], buju_capability_words[],
    buju_specialty_words[], buju_premises_words[], buju_build_mode_words[];
extern const buju_word_entry buju_progress_words[], buju_measure_words[], buju_target_source_words[];
extern const buju_word_entry buju_change_words[], buju_way_words[], buju_tier_words[], buju_round_change_words[],
    buju_method_words[];

#endif
