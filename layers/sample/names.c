/* Names of places and people. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sample/names.h"

#include <stdio.h>
#include <string.h>

/* Tables of single characters: index them three bytes at a time. */
#define GLYPHS(table) ((uint32_t)(sizeof(table) - 1) / 3)

static const char surnames[] = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋"
                               "蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万"
                               "段雷钱汤尹黎易常武乔贺赖龚文";
static const char men[] = "伟强磊军洋勇杰涛明超刚志建国华春生长海永福文武庆德树林金成立新山云贵学忠全喜良才广义正兴";
static const char women[] = "芳娜秀英敏静丽艳娟霞兰桂玉萍红梅荣凤云华春琴莲翠香菊珍燕玲巧爱";
static const char town_heads[] = "石白青黄龙凤大清长双高平安永太新金银柳云河湖松桃梅竹仙古三马铁沙红官";
static const char town_tails[] = "桥山河湖泉台集店湾口塘坪岭井阳兴渡埠堡溪庙岗关";

typedef struct style {
  const char *heads, *tails, *family_tails, *prefixes;
  uint32_t heads_n, tails_n, family_tails_n, prefixes_n;
  bool jia; /* 张家湾 rather than 张庄 */
} style;

static const char plain_prefixes[] = "大小前后东西南北";
static const char plain_heads[] = "石柳枣槐杏桃清白红高长双龙凤马黄沙莲梨榆";
static const char plain_tails[] = "桥林堂集河井庙台岗湖堤口园铺";
static const char plain_family[] = "庄楼集寨堂营铺屯桥口海坊庙园洼堤";
static const char hill_prefixes[] = "大小上下东西老新";
static const char hill_heads[] = "石白青黄龙凤水云松茶竹金银双高长仙鹿鹰枫";
static const char hill_tails[] = "桥岩沟泉坪岭溪潭峡塘坝峰湾洞田源";
static const char hill_family[] = "沟湾坪岭坡冲洞岩河院寨山塘坳";
/* Mongolian names in Chinese writing: two halves of two or three characters each. */
static const char *const steppe_heads[] = {"巴彦", "乌兰", "查干",   "白音", "哈日",   "呼和", "阿拉坦",
                                           "赛罕", "宝力", "额尔敦", "都荣", "萨如拉", "那仁", "敖伦",
                                           "伊和", "巴嘎", "吉仁",   "格日", "满都",   "胡勒"};
static const char *const steppe_tails[] = {"淖尔", "敖包", "高勒",   "塔拉",   "宝拉格", "花",   "图",   "希热",
                                           "锡力", "哈达", "温都尔", "陶勒盖", "布拉格", "察汗", "朝鲁", "乌拉"};
enum {
  STEPPE_HEADS = sizeof steppe_heads / sizeof *steppe_heads,
  STEPPE_TAILS = sizeof steppe_tails / sizeof *steppe_tails
};

static const char town_family[] = "堡寨庄滩窑坡渠道沟湾府宅";

#define STYLE(heads, tails, family, prefixes, jia)                                                                     \
  { heads, tails, family, prefixes, GLYPHS(heads), GLYPHS(tails), GLYPHS(family), GLYPHS(prefixes), jia }
static const style styles[] = {
    [BUJU_SAMPLE_PLAIN] = STYLE(plain_heads, plain_tails, plain_family, plain_prefixes, false),
    [BUJU_SAMPLE_MOUNTAIN] = STYLE(hill_heads, hill_tails, hill_family, hill_prefixes, true),
    [BUJU_SAMPLE_TOWN] = STYLE(plain_heads, plain_tails, town_family, plain_prefixes, true),
};

static const char *village_suffix(buju_sample_kind kind) { return kind == BUJU_SAMPLE_PASTORAL ? "嘎查" : "村"; }

static char *put(char *at, const char *text) {
  size_t n = strlen(text);
  memcpy(at, text, n + 1);
  return at + n;
}

static char *put_glyph(char *at, const char *table, uint32_t glyphs, buju_rng *rng) {
  memcpy(at, table + 3 * (size_t)buju_rng_below(rng, glyphs), 3);
  at[3] = '\0';
  return at + 3;
}

static char *put_steppe(char *at, buju_rng *rng) {
  at = put(at, steppe_heads[buju_rng_below(rng, STEPPE_HEADS)]);
  return put(at, steppe_tails[buju_rng_below(rng, STEPPE_TAILS)]);
}

void buju_name_place(buju_sample_kind kind, buju_rng *rng, char name[BUJU_SAMPLE_NAME]) {
  if (kind == BUJU_SAMPLE_PASTORAL) {
    put_steppe(name, rng);
    return;
  }
  const style *s = &styles[kind];
  char *at = name;
  if (buju_rng_chance(rng, 320)) {
    at = put_glyph(at, s->heads, s->heads_n, rng);
    put_glyph(at, s->tails, s->tails_n, rng);
    return;
  }
  if (buju_rng_chance(rng, s->jia ? 80 : 400)) at = put_glyph(at, s->prefixes, s->prefixes_n, rng);
  at = put_glyph(at, surnames, GLYPHS(surnames), rng);
  if (s->jia) at = put(at, "家");
  put_glyph(at, s->family_tails, s->family_tails_n, rng);
}

void buju_name_person(buju_rng *rng, bool woman, char name[BUJU_SAMPLE_NAME]) {
  const char *given = woman ? women : men;
  uint32_t n = woman ? GLYPHS(women) : GLYPHS(men);
  char *at = put_glyph(name, surnames, GLYPHS(surnames), rng);
  at = put_glyph(at, given, n, rng);
  if (buju_rng_chance(rng, 720)) put_glyph(at, given, n, rng);
}

static void name_community(buju_rng *rng, char name[BUJU_SAMPLE_NAME]) {
  static const char *const heads[] = {"府前", "文化", "人民", "阳光", "和平", "新华", "建设", "胜利", "东关", "西关",
                                      "南关", "北关", "学府", "幸福", "康泰", "锦绣", "滨河", "翠屏", "龙湖", "金桥",
                                      "文昌", "凤凰", "育才", "迎宾", "朝阳", "春晖", "紫薇", "梧桐", "永乐", "安康",
                                      "光明", "团结", "友谊", "站前", "花园", "广场", "清河", "玉泉", "书院", "钟楼"};
  char *at = name;
  if (buju_rng_chance(rng, 220)) at = put_glyph(at, "东西南北", 4, rng);
  at = put(at, heads[buju_rng_below(rng, sizeof heads / sizeof *heads)]);
  put(at, "社区居委会");
}

static void name_farm(buju_rng *rng, char name[BUJU_SAMPLE_NAME]) {
  static const char *const heads[] = {"红旗", "东风", "前进", "五一", "胜利", "青山", "柳林", "北大洼", "双峰", "卧龙"};
  static const char *const tails[] = {"林场", "农场", "园艺场", "良种场"};
  char *at = put(name, heads[buju_rng_below(rng, sizeof heads / sizeof *heads)]);
  at = put(at, tails[buju_rng_below(rng, sizeof tails / sizeof *tails)]);
  put(at, "生活区");
}

static void draw_village(const buju_county *county, buju_ix v, buju_rng *rng) {
  buju_sample_village *village = &county->village[v];
  if (village->kind == BUJU_AREA_COMMUNITY) {
    name_community(rng, village->name);
  } else if (village->kind == BUJU_AREA_QUASI_VILLAGE) {
    name_farm(rng, village->name);
  } else {
    buju_name_place(county->spec->kind, rng, village->name);
    put(village->name + strlen(village->name), village_suffix(county->spec->kind));
  }
}

static void name_villages(const buju_county *county, const buju_sample_township *t) {
  for (buju_ix v = t->first_village; v < t->first_village + t->villages; v++) {
    char *name = county->village[v].name;
    buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_VILLAGE_NAME, v);
    for (int attempt = 0; attempt < 100; attempt++) {
      draw_village(county, v, &rng);
      buju_ix same = t->first_village;
      while (strcmp(county->village[same].name, name) != 0) same++;
      if (same == v) break;
      name[0] = '\0';
    }
    if (name[0] == '\0') snprintf(name, BUJU_SAMPLE_NAME, "第%u村", (unsigned)county->village[v].number);
  }
}

static void draw_township(buju_sample_township *t, bool pastoral, buju_rng *rng) {
  const char *rural = pastoral ? "苏木" : "乡";
  const char *suffix = t->kind == BUJU_AREA_STREET ? "街道" : t->kind == BUJU_AREA_TOWN ? "镇" : rural;
  static const char *const streets[] = {"城关", "东城", "西城", "南城", "北城", "新城", "文昌", "开元", "滨河", "中山"};
  char *at = t->name;
  if (t->kind == BUJU_AREA_STREET && buju_rng_chance(rng, 800)) {
    at = put(at, streets[buju_rng_below(rng, sizeof streets / sizeof *streets)]);
  } else if (pastoral) {
    at = put_steppe(at, rng);
  } else {
    at = put_glyph(at, town_heads, GLYPHS(town_heads), rng);
    at = put_glyph(at, town_tails, GLYPHS(town_tails), rng);
  }
  put(at, suffix);
}

static void name_townships(buju_county *county, const buju_sample_county *c) {
  for (buju_ix t = c->first_township; t < c->first_township + c->townships; t++) {
    buju_sample_township *one = &county->township[t];
    buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_TOWNSHIP_NAME, t);
    for (int attempt = 0; one->name[0] == '\0' && attempt < 300; attempt++) {
      draw_township(one, county->spec->kind == BUJU_SAMPLE_PASTORAL, &rng);
      for (buju_ix u = c->first_township; u < c->first_township + c->townships; u++)
        if (u != t && strcmp(county->township[u].name, one->name) == 0) one->name[0] = '\0';
    }
    if (one->name[0] == '\0') snprintf(one->name, sizeof one->name, "第%u乡", (unsigned)one->number);
  }
}

buju_status buju_county_name(buju_ctx *ctx, buju_county *county) {
  (void)ctx;
  for (buju_ix c = 0; c < county->counties; c++) {
    buju_sample_county *one = &county->county[c];
    name_townships(county, one);
    if (one->name[0] != '\0') continue;
    buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_TOWNSHIP_NAME, c | UINT64_C(1) << 40);
    char *at = put_glyph(one->name, town_heads, GLYPHS(town_heads), &rng);
    at = put_glyph(at, "阳安平宁川城州源", 8, &rng);
    put(at, county->spec->kind == BUJU_SAMPLE_PASTORAL ? "旗" : "县");
  }
  for (buju_ix t = 0; t < county->townships; t++) name_villages(county, &county->township[t]);
  return BUJU_OK;
}

/* One of the other settlements of a village, which has at most twelve: their tails differ, so the names do. */
static void name_hamlet(const buju_county *county, buju_ix village, buju_ix i, buju_rng *rng,
                        char name[BUJU_SAMPLE_NAME]) {
  if (county->spec->kind == BUJU_SAMPLE_PASTORAL) {
    char *end = put(name, steppe_heads[buju_rng_below(rng, STEPPE_HEADS)]);
    put(put(end, steppe_tails[(i + (uint32_t)(village * 5)) % STEPPE_TAILS]), "浩特");
    return;
  }
  const style *style = &styles[county->spec->kind];
  char *at = put_glyph(name, surnames, GLYPHS(surnames), rng);
  if (style->jia) at = put(at, "家");
  uint32_t tail = (i + (uint32_t)(village * 5)) % style->family_tails_n;
  memcpy(at, style->family_tails + 3 * (size_t)tail, 3);
  at[3] = '\0';
}

void buju_name_settlement(const buju_county *county, buju_ix settlement, char name[BUJU_SAMPLE_NAME]) {
  const buju_sample_settlement *s = (const buju_sample_settlement *)county->settlement.data + settlement;
  const buju_sample_village *village = &county->village[s->village];
  buju_ix i = settlement - village->first_settlement;
  buju_rng rng = buju_rng_at(county->spec->seed, BUJU_RNG_SETTLEMENT_NAME, settlement);
  if (village->kind == BUJU_AREA_COMMUNITY) {
    static const char *const estates[] = {"花园", "小区", "家属院", "嘉园", "新村", "公寓"};
    char *at = put_glyph(name, town_heads, GLYPHS(town_heads), &rng);
    at = put_glyph(at, town_tails, GLYPHS(town_tails), &rng);
    put(at, estates[(i + buju_rng_below(&rng, 2)) % 6]);
    if (i >= 6) put(name + strlen(name), "二期");
  } else if (i == 0) {
    const char *suffix = village->kind == BUJU_AREA_VILLAGE ? village_suffix(county->spec->kind) : "";
    size_t n = strlen(village->name), m = strlen(suffix);
    bool ends = n > m && strcmp(village->name + n - m, suffix) == 0;
    snprintf(name, BUJU_SAMPLE_NAME, "%.*s", (int)(ends ? n - m : n), village->name);
  } else {
    name_hamlet(county, s->village, i, &rng, name);
  }
}

void buju_name_facility(const buju_county *county, const buju_sample_facility *facility,
                        char name[3 * BUJU_SAMPLE_NAME]) {
  const buju_sample_village *village = &county->village[facility->village];
  const buju_sample_township *township = &county->township[village->township];
  const char *where = township->name, *which = village->name, *what = "";
  switch (facility->kind) {
  case BUJU_VILLAGE_CLINIC: what = facility->second ? "第二卫生室" : "卫生室"; break;
  case BUJU_THC: which = "", what = township->central ? "中心卫生院" : "卫生院"; break;
  case BUJU_CHC: which = "", what = "社区卫生服务中心"; break;
  case BUJU_CHS: what = "社区卫生服务站"; break;
  case BUJU_HOSPITAL: where = county->county[township->county].name, which = "", what = "人民医院"; break;
  case BUJU_CHC_BRANCH: what = "社区卫生服务中心分中心"; break;
  case BUJU_INSURANCE_STATION: which = "", what = "医保服务站"; break;
  case BUJU_INSURANCE_POINT: what = "医保服务点"; break;
  case BUJU_CHILDCARE: which = "", what = "托育服务中心"; break;
  case BUJU_EMERGENCY_STATION: which = "", what = "急救站"; break;
  case BUJU_OTHER_FACILITY:
  case BUJU_FACILITY_KINDS: break;
  }
  char bare[BUJU_SAMPLE_NAME];
  snprintf(bare, sizeof bare, "%s", which);
  char *committee = strstr(bare, "社区居委会");
  if (committee != NULL && facility->kind == BUJU_CHS) *committee = '\0';
  snprintf(name, 3 * BUJU_SAMPLE_NAME, "%s%s%s", where, bare, what);
}
