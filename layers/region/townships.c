/* Townships: out of the township layer and out of what the villages' rows say. SPDX-License-Identifier: Apache-2.0 */
#include "layers/region/townships.h"

#include <stdlib.h>
#include <string.h>

#include "layers/region/codes.h"
#include "layers/region/finding_kind.h"
#include "layers/region/text.h"

BUJU_KIND(township_two_names, BUJU_WARNING, "乡镇代码{0}有不同名称：{1}、{2}",
          "township code {0} has two names: {1}, {2}", "采用“{1}”", "took “{1}”");
BUJU_KIND(township_two_codes, BUJU_NOTE, "乡镇“{0}”有两个代码：{1}、{2}", "township “{0}” has two codes: {1}, {2}",
          "视为两个乡镇", "kept as two townships");
BUJU_KIND(township_repeated, BUJU_WARNING, "乡镇代码{0}重复", "township code {0} is repeated", "保留前一行",
          "kept the first");
BUJU_KIND(township_code_made, BUJU_WARNING, "乡镇“{0}”没有代码", "township “{0}” has no code", "编为{1}",
          "numbered {1}");
BUJU_KIND(township_unknown, BUJU_WARNING, "{0}个村看不出所属乡镇",
          "{0} village{0?|s} {0?does|do} not say {0?its|their} township", "直属于县",
          "placed directly under the county");

static int by_area_code(const void *a, const void *b) {
  return strcmp(((const buju_draft_area *)a)->code, ((const buju_draft_area *)b)->code);
}

void buju_draft_areas_sort(buju_vec *areas) {
  if (areas->n > 1) qsort(areas->data, areas->n, sizeof(buju_draft_area), by_area_code);
}

buju_ix buju_draft_area_find(const buju_vec *areas, const char *code) {
  const buju_draft_area wanted = {.code = code};
  if (areas->n == 0) return BUJU_NONE;
  const buju_draft_area *found = bsearch(&wanted, areas->data, areas->n, sizeof wanted, by_area_code);
  return found == NULL ? BUJU_NONE : (buju_ix)(found - (const buju_draft_area *)areas->data);
}

static buju_area_kind kind_of(const char *code, const char *name) {
  buju_area_kind kind = buju_code_township_kind(code);
  if (kind == BUJU_AREA_KINDS && name != NULL) kind = buju_name_township_kind(name);
  return kind == BUJU_AREA_KINDS ? BUJU_AREA_TOWN : kind;
}

/* ---- what the villages say: one claim a village ---- */

typedef struct claim {
  const char *code, *name, *key; /* code NULL: unknown; key: the name for comparing, "" without a name */
  buju_ix village;
} claim;

static int by_claim(const void *a, const void *b) {
  const claim *c = a, *d = b;
  int order = (c->code != NULL) - (d->code != NULL);
  if (order == 0 && c->code != NULL) order = strcmp(c->code, d->code);
  if (order == 0) order = strcmp(c->key, d->key);
  if (order == 0) order = strcmp(c->name != NULL ? c->name : "", d->name != NULL ? d->name : "");
  return order != 0 ? order : (c->village > d->village) - (c->village < d->village);
}

static buju_status make_claims(buju_build *b, claim **out) {
  buju_ix n = b->region->village.n;
  claim *claims = BUJU_NEW(b->scratch, claim, n);
  if (claims == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix v = 0; v < n; v++) {
    const char *name = b->village_township[v];
    claims[v] = (claim){b->village_township_code[v], name, "", v};
    if (name != NULL) claims[v].key = buju_text_township_key(b->scratch, name);
    if (claims[v].key == NULL) return buju_fail_memory(b->ctx);
  }
  if (n > 1) qsort(claims, n, sizeof *claims, by_claim);
  *out = claims;
  return BUJU_OK;
}

/* The most frequent name of claims[0 … n): of equals the first by text. A second name is a finding. */
static buju_status settle_name(buju_build *b, const claim *claims, buju_ix n, const char **name) {
  const claim *best = NULL, *other = NULL;
  buju_ix best_n = 0;
  for (buju_ix i = 0, run; i < n; i += run) {
    for (run = 1; i + run < n && strcmp(claims[i].key, claims[i + run].key) == 0;) run++;
    if (claims[i].name == NULL) continue;
    if (best == NULL || run > best_n) {
      other = best != NULL ? best : other;
      best = &claims[i];
      best_n = run;
    } else if (other == NULL) {
      other = &claims[i];
    }
  }
  *name = best != NULL ? best->name : NULL;
  if (other == NULL) return BUJU_OK;
  return buju_build_find(b, &b->part[BUJU_INPUT_VILLAGES], &township_two_names, BUJU_NONE, BUJU_FIELD_TOWNSHIP,
                         claims->code,
                         BUJU_ARGS(buju_text(claims->code), buju_text(best->name), buju_text(other->name)));
}

/* Townships that only the villages name, by their codes. */
static buju_status add_claimed_codes(buju_build *b, const claim *claims, buju_vec *towns) {
  buju_ix n = b->region->village.n, from_layer = (buju_ix)towns->n;
  buju_status status = BUJU_OK;
  for (buju_ix i = 0, run; i < n && status == BUJU_OK; i += run) {
    for (run = 1; claims[i].code != NULL && i + run < n && strcmp(claims[i].code, claims[i + run].code) == 0;) run++;
    if (claims[i].code == NULL) continue;
    const char *name = NULL;
    status = settle_name(b, &claims[i], run, &name);
    buju_vec layer = {towns->data, from_layer, towns->cap}; /* the sorted beginning */
    if (status != BUJU_OK || buju_draft_area_find(&layer, claims[i].code) != BUJU_NONE) continue;
    buju_draft_area *town = buju_vec_push(towns, sizeof *town);
    if (town == NULL) return buju_fail_memory(b->ctx);
    *town = (buju_draft_area){
        claims[i].code, name != NULL ? name : claims[i].code, kind_of(claims[i].code, name), {NULL, 0}};
  }
  buju_draft_areas_sort(towns);
  return status;
}

/* ---- names without codes ---- */

typedef struct named {
  const char *key, *name, *code;
} named;

static int by_key(const void *a, const void *b) {
  const named *m = a, *n = b;
  int order = strcmp(m->key, n->key);
  return order != 0 ? order : strcmp(m->code, n->code);
}

static buju_status index_names(buju_build *b, const buju_vec *towns, named **out) {
  const buju_draft_area *t = towns->data;
  named *names = BUJU_NEW(b->scratch, named, towns->n);
  if (names == NULL) return buju_fail_memory(b->ctx);
  for (size_t i = 0; i < towns->n; i++) {
    names[i] = (named){buju_text_township_key(b->scratch, t[i].name), t[i].name, t[i].code};
    if (names[i].key == NULL) return buju_fail_memory(b->ctx);
  }
  if (towns->n > 1) qsort(names, towns->n, sizeof *names, by_key);
  buju_status status = BUJU_OK;
  for (size_t i = 1; i < towns->n && status == BUJU_OK; i++)
    if (strcmp(names[i - 1].name, names[i].name) == 0 &&
        strncmp(names[i - 1].code, names[i].code, BUJU_COUNTY_DIGITS) == 0) /* another county may well have one, too */
      status = buju_build_find(
          b, &b->part[BUJU_INPUT_VILLAGES], &township_two_codes, BUJU_NONE, BUJU_FIELD_TOWNSHIP, names[i].code,
          BUJU_ARGS(buju_text(names[i].name), buju_text(names[i - 1].code), buju_text(names[i].code)));
  *out = names;
  return status;
}

/* The code of the township of that key: the first by code when several share the name; NULL when there is none. */
static const char *code_of_key(const named *names, size_t n, const char *key) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(names[middle].key, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < n && strcmp(names[low].key, key) == 0 ? names[low].code : NULL;
}

/* "T001": a letter keeps a made code apart from a statistical one. */
static buju_status make_town(buju_build *b, const char *name, buju_ix number, buju_vec *towns, const char **code) {
  char *made = buju_arena_alloc(b->region->arena, 12, 1);
  buju_draft_area *town = made != NULL ? buju_vec_push(towns, sizeof *town) : NULL;
  if (town == NULL) return buju_fail_memory(b->ctx);
  made[0] = 'T';
  for (int at = number < 1000 ? 3 : 10; at > 0; at--, number /= 10) made[at] = (char)('0' + number % 10);
  *town = (buju_draft_area){made, name, kind_of(made, name), {NULL, 0}};
  *code = made;
  return buju_build_find(b, &b->part[BUJU_INPUT_VILLAGES], &township_code_made, BUJU_NONE, BUJU_FIELD_TOWNSHIP, made,
                         BUJU_ARGS(buju_text(name), buju_text(made)));
}

/* Villages that name a township but have no code that says it. Claims without codes come first. */
static buju_status resolve_names(buju_build *b, const claim *claims, buju_vec *towns) {
  named *names = NULL;
  size_t known = towns->n;
  buju_status status = index_names(b, towns, &names);
  buju_ix unknown = 0, made = 0;
  const char *key = NULL, *code = NULL;
  for (buju_ix i = 0; i < b->region->village.n && claims[i].code == NULL && status == BUJU_OK; i++) {
    if (claims[i].name == NULL) {
      unknown++;
      continue;
    }
    if (key == NULL || strcmp(key, claims[i].key) != 0) {
      key = claims[i].key;
      code = code_of_key(names, known, key);
      if (code == NULL) status = make_town(b, claims[i].name, ++made, towns, &code);
    }
    b->village_township_code[claims[i].village] = code;
  }
  if (unknown > 0 && status == BUJU_OK)
    status = buju_build_find(b, &b->part[BUJU_INPUT_VILLAGES], &township_unknown, BUJU_NONE, BUJU_FIELDS, NULL,
                             BUJU_ARGS(buju_int(unknown)));
  return status;
}

/* ---- the township layer ---- */

/* The codes villages give the townships they name, so that a layer without codes still joins. */
typedef struct claimed {
  named *names;
  size_t n;
} claimed;

static buju_status index_claims(buju_build *b, const claim *claims, claimed *out) {
  *out = (claimed){BUJU_NEW(b->scratch, named, b->region->village.n), 0};
  if (out->names == NULL) return buju_fail_memory(b->ctx);
  for (buju_ix i = 0; i < b->region->village.n; i++)
    if (claims[i].code != NULL && claims[i].name != NULL)
      out->names[out->n++] = (named){claims[i].key, claims[i].name, claims[i].code};
  if (out->n > 1) qsort(out->names, out->n, sizeof *out->names, by_key);
  return BUJU_OK;
}

static buju_status read_town(buju_build *b, buju_ix row, const claimed *claimed, buju_draft_area *town) {
  const buju_part *part = &b->part[BUJU_INPUT_TOWNSHIPS];
  const char *word;
  buju_status status = buju_part_text(b, part, BUJU_FIELD_NAME, row, &town->name);
  if (status == BUJU_OK) status = buju_part_text(b, part, BUJU_FIELD_AREA_TYPE, row, &word);
  if (status == BUJU_OK) status = buju_part_code(b, part, BUJU_FIELD_CODE, row, &town->code);
  if (status != BUJU_OK) return status;
  if (town->code != NULL && buju_code_digits(town->code, BUJU_VILLAGE_DIGITS)) {
    town->code = buju_code_prefix(b->region->arena, town->code, BUJU_TOWNSHIP_DIGITS);
    if (town->code == NULL) return buju_fail_memory(b->ctx);
  }
  if (town->code == NULL && town->name != NULL) {
    char *key = buju_text_township_key(b->scratch, town->name);
    if (key == NULL) return buju_fail_memory(b->ctx);
    town->code = code_of_key(claimed->names, claimed->n, key);
  }
  if (part->layer->geometry == BUJU_POLYGONS) town->shape = part->layer->shape[row];
  town->kind = word != NULL ? buju_name_township_kind(word) : BUJU_AREA_KINDS;
  if (town->kind == BUJU_AREA_KINDS && town->code != NULL) town->kind = kind_of(town->code, town->name);
  return BUJU_OK;
}

static int by_name(const void *a, const void *b) {
  const buju_draft_area *t = a, *u = b;
  return strcmp(t->name != NULL ? t->name : "", u->name != NULL ? u->name : "");
}

/* Codes for layer rows that have none and that no village names: by name. */
static buju_status code_rest(buju_build *b, buju_vec *rest, buju_vec *towns) {
  if (rest->n > 1) qsort(rest->data, rest->n, sizeof(buju_draft_area), by_name);
  buju_status status = BUJU_OK;
  for (size_t i = 0; i < rest->n && status == BUJU_OK; i++) {
    const buju_draft_area *row = (const buju_draft_area *)rest->data + i;
    const char *code, *name = row->name != NULL ? row->name : "";
    status = make_town(b, name, 500 + (buju_ix)i, towns, &code); /* apart from the townships only villages name */
    if (status == BUJU_OK) ((buju_draft_area *)towns->data)[towns->n - 1].shape = row->shape;
  }
  return status;
}

static buju_status drop_repeated(buju_build *b, buju_vec *towns) {
  buju_draft_area *t = towns->data;
  size_t kept = 0;
  buju_status status = BUJU_OK;
  buju_draft_areas_sort(towns);
  for (size_t i = 0; i < towns->n && status == BUJU_OK; i++) {
    if (kept == 0 || strcmp(t[kept - 1].code, t[i].code) != 0)
      t[kept++] = t[i];
    else
      status = buju_build_find(b, &b->part[BUJU_INPUT_TOWNSHIPS], &township_repeated, BUJU_NONE, BUJU_FIELD_CODE,
                               t[i].code, BUJU_ARGS(buju_text(t[i].code)));
  }
  towns->n = kept;
  return status;
}

static buju_status read_layer(buju_build *b, const claim *claims, buju_vec *towns) {
  const buju_part *part = &b->part[BUJU_INPUT_TOWNSHIPS];
  buju_vec rest = {0};
  claimed claimed;
  buju_status status = index_claims(b, claims, &claimed);
  for (buju_ix row = 0; part->layer != NULL && row < part->layer->table.n && status == BUJU_OK; row++) {
    buju_draft_area town = {0};
    status = read_town(b, row, &claimed, &town);
    if (status != BUJU_OK || (town.code == NULL && town.name == NULL)) continue;
    if (town.name == NULL) town.name = town.code;
    buju_draft_area *to = buju_vec_push(town.code != NULL ? towns : &rest, sizeof town);
    if (to == NULL)
      status = buju_fail_memory(b->ctx);
    else
      *to = town;
  }
  if (status == BUJU_OK) status = code_rest(b, &rest, towns);
  buju_vec_free(&rest);
  return status == BUJU_OK ? drop_repeated(b, towns) : status;
}

buju_status buju_townships_collect(buju_build *b, buju_vec *out) {
  claim *claims = NULL;
  buju_status status = make_claims(b, &claims);
  if (status == BUJU_OK) status = read_layer(b, claims, out);
  if (status == BUJU_OK) status = add_claimed_codes(b, claims, out);
  if (status == BUJU_OK) status = resolve_names(b, claims, out);
  buju_draft_areas_sort(out);
  return status;
}
