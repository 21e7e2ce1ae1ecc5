/* Answers by model field: yes, no, and the words people write instead. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "layers/cell.h"
#include "layers/region/build.h"
#include "layers/region/finding_kind.h"
#include "layers/region/text.h"

BUJU_KIND(unclear_yes_no, BUJU_WARNING, "“{0}”既不是“是”也不是“否”", "“{0}” is neither yes nor no",
          "按空白处理（不详）", "taken as blank (unknown)");

typedef enum stance { NOT_SAID, SAID, DENIED, UNCLEAR } stance;

/* Takes one of the words off the end of the first *n bytes. */
static bool take_ending(const char *text, size_t *n, const char *const *words) {
  for (; *words != NULL; words++) {
    size_t m = strlen(*words);
    if (*n < m || memcmp(text + *n - m, *words, m) != 0) continue;
    *n -= m;
    return true;
  }
  return false;
}

/* What a text says of a word: 公有 says it; 非公有, 不属于公有 and 没有公有产权 deny it; 不能确定是否公有, where the
 * negation stands farther off in the same clause, leaves it unclear. */
static stance stance_on(const char *text, const char *word) {
  static const char *const links[] = {"属于", "归属", "取得", "实现", "完成", "任何", "是", "属",
                                      "为",   "归",   "有",   "系",   "由",   "被",   NULL};
  static const char *const negations[] = {"非", "未", "无", "不", "没", NULL};
  static const char *const harmless[] = {"无偿", "不动产", "非营利", "非盈利", "无锡", "无为", "无极", "未央", NULL};
  static const char *const clause_ends[] = {"，", "、", "；", "。", "：", ",",  ";",
                                            ":",  "/",  "(",  "（", ")",  "）", NULL};
  const char *at = strstr(text, word);
  if (at == NULL) return NOT_SAID;
  size_t n = (size_t)(at - text);
  while (take_ending(text, &n, links)) continue;
  for (bool near = true; n > 0; near = false) {
    if (take_ending(text, &n, clause_ends)) return SAID;
    if (take_ending(text, &n, harmless)) continue;
    if (take_ending(text, &n, negations)) return near ? DENIED : UNCLEAR;
    n--;
  }
  return SAID;
}

/* A column of ownership says whose, not yes. What is denied as common in general is not common, whoever else is named;
 * what is not the state's may still be the village's. */
static buju_tri read_ownership(const char *text, bool *understood) {
  static const char *const common[] = {"公有", "公办", "公产", "国有", "集体", "政府", "村委会", "卫生院"};
  static const char *const own[] = {"私有", "个人", "租", "自有", "私人", "自建", "村医"};
  enum { GENERAL = 3, COMMON = sizeof common / sizeof *common };
  stance of[COMMON];
  bool denied = false, said = false, unclear = false;
  *understood = true;
  for (size_t i = 0; i < COMMON; i++) {
    of[i] = stance_on(text, common[i]);
    if (of[i] == DENIED && i < GENERAL) return BUJU_NO;
    denied |= of[i] == DENIED;
    said |= of[i] == SAID;
    unclear |= of[i] == UNCLEAR;
  }
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
    stance is_own = stance_on(text, own[i]);
    if (is_own == SAID || is_own == UNCLEAR) return BUJU_NO;
  }
  if (said && !unclear) return BUJU_YES;
  if (denied && !unclear) return BUJU_NO;
  *understood = false;
  return BUJU_UNKNOWN;
}

/* Whether any of the words is said, and none of them left unclear. */
static buju_tri read_words(const char *text, const char *const *words, bool *understood) {
  bool said = false, denied = false, unclear = false;
  for (; *words != NULL; words++) {
    stance on = stance_on(text, *words);
    said |= on == SAID;
    denied |= on == DENIED;
    unclear |= on == UNCLEAR;
  }
  *understood = (said != denied) && !unclear;
  return !*understood ? BUJU_UNKNOWN : said ? BUJU_YES : BUJU_NO;
}

/* Who runs it: the government's own, or anybody else. */
static buju_tri read_government(const char *text, bool *understood) {
  static const char *const own[] = {"政府", "公办", "公立", "国有", "government", "public", NULL};
  static const char *const others[] = {"民",   "私",   "个人", "个体",    "集体", "村",
                                       "联合", "社会", "企业", "private", NULL};
  buju_tri is = read_words(text, own, understood);
  if (*understood) return is;
  is = read_words(text, others, understood);
  if (*understood && is == BUJU_YES) return BUJU_NO;
  *understood = false;
  return BUJU_UNKNOWN;
}

/* What there is: "2台", "配齐", "缺1张". */
static buju_tri read_have(const char *text, bool *understood) {
  static const char *const there[] = {"有", "配", "齐", "完好", NULL}, *const not_there[] = {"缺", "损坏", "报废",
                                                                                             NULL};
  size_t digits = strspn(text, "0123456789");
  if (digits > 0) {
    *understood = true;
    return strspn(text, "0") < digits ? BUJU_YES : BUJU_NO;
  }
  buju_tri lacks = read_words(text, not_there, understood);
  if (*understood) return lacks == BUJU_YES ? BUJU_NO : BUJU_YES;
  return read_words(text, there, understood);
}

static buju_tri read_weak(const char *text, bool *understood) {
  static const char *const weak[] = {"薄弱", "weak", NULL};
  return read_words(text, weak, understood);
}

static buju_tri read_idle(const char *text, bool *understood) {
  static const char *const idle[] = {"闲置", "空置", "废弃", "停用", "idle", "vacant", NULL}, *const used[] = {
                                                                                                  "在用", "使用",
                                                                                                  "占用", "出租", NULL};
  buju_tri is = read_words(text, idle, understood);
  if (*understood) return is;
  is = read_words(text, used, understood);
  return is == BUJU_UNKNOWN ? is : is == BUJU_YES ? BUJU_NO : BUJU_YES;
}

/* The words of the column that answers this question. */
static buju_tri read_own_words(buju_field field, const char *plain, bool *understood) {
  *understood = false;
  if (field == BUJU_FIELD_PUBLIC_OWNED) return read_ownership(plain, understood);
  if (field == BUJU_FIELD_GOVERNMENT_RUN) return read_government(plain, understood);
  if (field == BUJU_FIELD_IDLE) return read_idle(plain, understood);
  if (field == BUJU_FIELD_WEAK) return read_weak(plain, understood);
  bool have = field >= BUJU_FIELD_OBSERVATION_BED && field <= BUJU_FIELD_TCM_SERVICE;
  return have ? read_have(plain, understood) : BUJU_UNKNOWN;
}

buju_status buju_part_tri(buju_build *b, const buju_part *part, buju_field field, buju_ix row, const char *code,
                          buju_tri *out) {
  char scratch[32];
  const char *text = buju_part_cell(part, field, row, scratch);
  bool understood;
  *out = buju_cell_tri(text, &understood);
  if (understood) return BUJU_OK;
  char *plain = buju_text_squeeze(b->scratch, text);
  if (plain == NULL) return buju_fail_memory(b->ctx);
  *out = read_own_words(field, plain, &understood);
  if (understood) return BUJU_OK;
  return buju_build_find(b, part, &unclear_yes_no, row, field, code, BUJU_ARGS(buju_text(text)));
}
