/* Samples as tables: people, codes, names, facilities, the ledger. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <cpl_conv.h>
#include <cpl_string.h>

#include "tests/support/sample_folder.h"

enum { SAMPLES = 5, VILLAGES = 400, SMALL = 800 };

static const buju_sample_spec specs[SAMPLES] = {
    {.villages = 360, .seed = 3, .kind = BUJU_SAMPLE_PLAIN, .weak_clinics = 123},
    {.villages = 300, .seed = 3, .kind = BUJU_SAMPLE_MOUNTAIN},
    {.villages = 300, .seed = 3, .kind = BUJU_SAMPLE_TOWN},
    {.villages = 50, .seed = 4, .kind = BUJU_SAMPLE_PLAIN},
    {.villages = 50, .seed = 5, .kind = BUJU_SAMPLE_MOUNTAIN, .townships = "云峰镇*,石溪乡"},
};

typedef struct village {
  char code[13], name[64], township[64], category[32];
  int resident, registered, demolition, settlements, people[2], clinics;
  bool seat, converted, has_thc;
} village;

typedef struct sample {
  sample_folder folder;
  village village[VILLAGES];
  size_t n;
} sample;

static void read_villages(sample *s) {
  OGRLayerH layer;
  GDALDatasetH dataset = sample_open(&s->folder, "行政村.shp", &layer);
  for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f)) {
    village *v = &s->village[s->n++];
    snprintf(v->code, sizeof v->code, "%s", sample_text(f, "行政村代"));
    snprintf(v->name, sizeof v->name, "%s", sample_text(f, "行政村名"));
    snprintf(v->township, sizeof v->township, "%s", sample_text(f, "所属乡镇"));
    snprintf(v->category, sizeof v->category, "%s", sample_text(f, "村庄分类"));
    v->resident = sample_number(f, "常住人口");
    v->registered = sample_number(f, "户籍人口");
    v->demolition = sample_number(f, "拆迁年份");
    v->seat = strcmp(sample_text(f, "卫生院驻"), "是") == 0;
    v->converted = strcmp(sample_text(f, "撤村改居"), "是") == 0;
    assert_in_range(sample_number(f, "户数"), v->registered / 5, v->registered / 2);
  }
  GDALClose(dataset);
}

static int make_samples(void **state) {
  sample *samples = calloc(SAMPLES, sizeof *samples);
  for (int i = 0; i < SAMPLES; i++) {
    samples[i].folder = sample_make(&specs[i]);
    read_villages(&samples[i]);
  }
  *state = samples;
  return 0;
}

static int remove_samples(void **state) {
  sample *samples = *state;
  for (int i = 0; i < SAMPLES; i++) sample_remove(&samples[i].folder);
  free(samples);
  return 0;
}

static village *find(sample *s, const char *code) {
  for (size_t i = 0; i < s->n; i++)
    if (strcmp(s->village[i].code, code) == 0) return &s->village[i];
  fail_msg("no village %s", code);
  return NULL;
}

static int part(const char *code, int from) {
  return (code[from] - '0') * 100 + (code[from + 1] - '0') * 10 + code[from + 2] - '0';
}

static bool is_village(const village *v) { return part(v->code, 9) >= 200 && part(v->code, 9) <= 399; }

/* A quarter to a third of villages are under 800, whatever the size and kind; and which ones depends on the count. */
static void a_quarter_to_a_third_is_small(void **state) {
  sample *samples = *state;
  for (int i = 0; i < SAMPLES; i++) {
    int villages = 0, small = 0, flip[2] = {0, 0};
    assert_int_equal(samples[i].n, specs[i].villages);
    for (size_t k = 0; k < samples[i].n; k++) {
      const village *v = &samples[i].village[k];
      assert_in_range(v->resident, 50, 12000);
      assert_in_range(v->registered, 30, 16000);
      if (!is_village(v)) continue;
      villages++;
      small += v->resident < SMALL;
      flip[0] += v->resident < SMALL && v->registered >= SMALL;
      flip[1] += v->resident >= SMALL && v->registered < SMALL;
    }
    assert_true(villages * 2 > (int)samples[i].n);
    assert_in_range(small * 1000 / villages, 250, 333);
    if (samples[i].n > 100) assert_true(flip[0] > 0 && flip[1] > 0);
  }
}

static void settlements_add_up(void **state) {
  sample *samples = *state;
  for (int i = 0; i < SAMPLES; i++) {
    OGRLayerH layer;
    GDALDatasetH dataset = sample_open(&samples[i].folder, "自然村.shp", &layer);
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f)) {
      village *v = find(&samples[i], sample_text(f, "行政村代"));
      v->settlements++;
      v->people[0] += sample_number(f, "常住人口");
      v->people[1] += sample_number(f, "户籍人口");
      assert_true(sample_number(f, "常住人口") > 0);
      assert_true(sample_text(f, "名称")[0] != '\0');
    }
    GDALClose(dataset);
    for (size_t k = 0; k < samples[i].n; k++) {
      const village *v = &samples[i].village[k];
      assert_in_range(v->settlements, 1, 12);
      assert_int_equal(v->people[0], v->resident);
      assert_int_equal(v->people[1], v->registered);
    }
  }
}

/* Codes are statistical codes: unique, in one county, their parts as the names say. */
static void codes_are_statistical_codes(void **state) {
  sample *samples = *state;
  for (int i = 0; i < SAMPLES; i++) {
    for (size_t k = 0; k < samples[i].n; k++) {
      const village *v = &samples[i].village[k];
      int township = part(v->code, 6), number = part(v->code, 9);
      assert_int_equal(strspn(v->code, "0123456789"), 12);
      assert_memory_equal(v->code, samples[i].village[0].code, 6);
      size_t n = strlen(v->township);
      bool street = strcmp(v->township + n - 6, "街道") == 0, town = strcmp(v->township + n - 3, "镇") == 0;
      assert_in_range(township, street ? 1 : town ? 100 : 200, street ? 99 : town ? 199 : 399);
      bool community = strstr(v->name, "社区居委会") != NULL, farm = strstr(v->name, "场生活区") != NULL;
      assert_in_range(number, community ? 1 : farm ? 400 : 200, community ? 199 : farm ? 599 : 399);
      for (size_t m = 0; m < k; m++) {
        const village *other = &samples[i].village[m];
        assert_string_not_equal(v->code, other->code);
        bool same_township = memcmp(v->code, other->code, 9) == 0;
        assert_int_equal(same_township, strcmp(v->township, other->township) == 0);
        assert_false(same_township && strcmp(v->name, other->name) == 0);
      }
    }
  }
}

static void what_policies_ask_for_occurs(void **state) {
  sample *samples = *state;
  static const char *const categories[] = {"集聚提升类", "城郊融合类", "特色保护类", "搬迁撤并类", "其他类", ""};
  for (int i = 0; i < 3; i++) {
    int seen[6] = {0}, seats = 0, demolition = 0, converted = 0, communities = 0, farms = 0;
    for (size_t k = 0; k < samples[i].n; k++) {
      const village *v = &samples[i].village[k];
      int category = 0;
      while (strcmp(v->category, categories[category]) != 0) assert_in_range(++category, 0, 5);
      seen[category]++;
      seats += v->seat;
      converted += v->converted;
      demolition += v->demolition != 0;
      communities += part(v->code, 9) < 200;
      farms += part(v->code, 9) >= 400;
      if (v->demolition != 0) assert_in_range(v->demolition, 2025, 2031);
      assert_true(is_village(v) || (!v->seat && !v->converted && v->demolition == 0));
    }
    for (int c = 0; c < 6; c++) assert_true(seen[c] > 0);
    assert_true(seats > 4 && demolition > 3 && converted > 0 && communities > 4 && farms > 0);
  }
}

static bool contains_once(char **seen, size_t n, const char *text) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(seen[i], text) == 0) return false;
  return true;
}

/* Kinds as they belong: a health centre in each town's seat, a centre in each street, one hospital. */
static void facilities_belong(void **state) {
  sample *samples = *state;
  for (int i = 0; i < SAMPLES; i++) {
    OGRLayerH layer;
    GDALDatasetH dataset = sample_open(&samples[i].folder, "医疗机构.shp", &layer);
    char **codes = NULL;
    int hospitals = 0, clinics = 0, weak = 0, answered_no = 0, blank = 0, second = 0, with_clinic = 0, villages = 0;
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f)) {
      const char *kind = sample_text(f, "机构类型");
      village *v = find(&samples[i], sample_text(f, "所在村码"));
      assert_true(contains_once(codes, (size_t)CSLCount(codes), sample_text(f, "机构代码")));
      codes = CSLAddString(codes, sample_text(f, "机构代码"));
      hospitals += strcmp(kind, "医院") == 0;
      if (strcmp(kind, "乡镇卫生院") == 0) v->has_thc = true;
      if (strcmp(kind, "村卫生室") != 0) continue;
      clinics++;
      second += v->clinics++ > 0;
      weak += strcmp(sample_text(f, "是否达标"), "否") == 0;
      static const char *const answers[] = {"公有产权", "一体化", "公卫服务", "基本药物", "医保定点"};
      for (int a = 0; a < 5; a++) {
        const char *answer = sample_text(f, answers[a]);
        answered_no += strcmp(answer, "否") == 0;
        blank += answer[0] == '\0';
        assert_true(answer[0] == '\0' || strcmp(answer, "否") == 0 || strcmp(answer, "是") == 0);
      }
    }
    for (size_t k = 0; k < samples[i].n; k++) {
      const village *v = &samples[i].village[k];
      assert_int_equal(v->seat, v->has_thc);
      villages += is_village(v);
      with_clinic += is_village(v) && v->clinics > 0;
    }
    assert_int_equal(hospitals, 1);
    assert_in_range(with_clinic * 100 / villages, 65, 90);
    if (specs[i].weak_clinics != 0) assert_int_equal(weak, specs[i].weak_clinics);
    if (specs[i].villages > 100) assert_true(second > 0 && answered_no > clinics / 5 && blank > 0);
    CSLDestroy(codes);
    GDALClose(dataset);
  }
}

/* The ledger has a title, a header, a total, and one row for each doctor the clinics count. */
static void the_ledger_agrees_with_the_clinics(void **state) {
  sample *samples = *state;
  for (int i = 0; i < SAMPLES; i++) {
    OGRLayerH layer;
    int doctors = 0, rows = 0, old = 0, birth_blank = 0;
    GDALDatasetH dataset = sample_open(&samples[i].folder, "医疗机构.shp", &layer);
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f))
      if (strcmp(sample_text(f, "机构类型"), "村卫生室") == 0)
        doctors += sample_number(f, "执业医师") + sample_number(f, "助理医师") + sample_number(f, "乡村医生");
    GDALClose(dataset);
    dataset = sample_open(&samples[i].folder, "乡村医生台账.xlsx", &layer);
    OGRFeatureH title = OGR_L_GetNextFeature(layer), header = OGR_L_GetNextFeature(layer), row;
    assert_non_null(strstr(OGR_F_GetFieldAsString(title, 0), "乡村医生台账"));
    assert_int_equal(OGR_F_IsFieldSetAndNotNull(title, 1), 0);
    assert_string_equal(OGR_F_GetFieldAsString(header, 1), "姓名");
    for (; (row = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(row)) {
      if (strcmp(OGR_F_GetFieldAsString(row, 0), "合计") == 0) break;
      rows++;
      int birth = OGR_F_GetFieldAsInteger(row, 3);
      birth_blank += birth == 0;
      old += birth != 0 && birth < 2026 - 60;
      assert_true(birth == 0 || (birth >= 1956 && birth <= 2002));
      assert_non_null(strstr(OGR_F_GetFieldAsString(row, 4), "医"));
      assert_memory_equal(OGR_F_GetFieldAsString(row, 5), "PDY", 3);
    }
    assert_non_null(row);
    char total[16];
    snprintf(total, sizeof total, "%d人", rows);
    assert_string_equal(OGR_F_GetFieldAsString(row, 1), total);
    assert_null(OGR_L_GetNextFeature(layer));
    OGR_F_Destroy(row);
    OGR_F_Destroy(title);
    OGR_F_Destroy(header);
    GDALClose(dataset);
    assert_int_equal(rows, doctors);
    assert_true(old > 0 && old < rows / 2 && (birth_blank > 0 || rows < 100));
  }
}

/* GBK files hold the same texts as UTF-8 ones: nothing was lost on the way into the encoding. */
static void names_survive_gbk(void **state) {
  (void)state;
  static const char *const names[] = {"行政村", "自然村", "医疗机构", "乡镇", "道路"};
  buju_sample_spec spec = {.villages = 120, .seed = 9, .kind = BUJU_SAMPLE_TOWN};
  sample_folder gbk = sample_make(&spec);
  spec.format = BUJU_SAMPLE_GPKG;
  sample_folder utf8 = sample_make(&spec);
  for (int i = 0; i < 5; i++) {
    char file[64];
    OGRLayerH a, b;
    snprintf(file, sizeof file, "%s.shp", names[i]);
    GDALDatasetH x = sample_open(&gbk, file, &a);
    snprintf(file, sizeof file, "%s.gpkg", names[i]);
    GDALDatasetH y = sample_open(&utf8, file, &b);
    OGRFeatureH f, g;
    while ((f = OGR_L_GetNextFeature(a)) != NULL) {
      g = OGR_L_GetNextFeature(b);
      assert_non_null(g);
      for (int c = 0; c < OGR_F_GetFieldCount(f); c++)
        assert_string_equal(OGR_F_GetFieldAsString(f, c), OGR_F_GetFieldAsString(g, c));
      OGR_F_Destroy(f);
      OGR_F_Destroy(g);
    }
    assert_null(OGR_L_GetNextFeature(b));
    GDALClose(x);
    GDALClose(y);
  }
  sample_remove(&gbk);
  sample_remove(&utf8);
}

static void townships_asked_for_are_there(void **state) {
  sample *samples = *state;
  int found = 0;
  OGRLayerH layer;
  GDALDatasetH dataset = sample_open(&samples[4].folder, "医疗机构.shp", &layer);
  for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f)) {
    found += strcmp(sample_text(f, "机构名称"), "云峰镇中心卫生院") == 0;
    found += strcmp(sample_text(f, "机构名称"), "石溪乡卫生院") == 0;
  }
  GDALClose(dataset);
  assert_int_equal(found, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_quarter_to_a_third_is_small),
      cmocka_unit_test(settlements_add_up),
      cmocka_unit_test(codes_are_statistical_codes),
      cmocka_unit_test(what_policies_ask_for_occurs),
      cmocka_unit_test(facilities_belong),
      cmocka_unit_test(the_ledger_agrees_with_the_clinics),
      cmocka_unit_test(names_survive_gbk),
      cmocka_unit_test(townships_asked_for_are_there),
  };
  return cmocka_run_group_tests(tests, make_samples, remove_samples);
}
