/* `inputs:` — which file plays which part, and how to read it. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "libbuju/scenario.h"

static const char *const input_keys[] = {"path",  "layer",      "encoding", "crs",    "where", "unit",
                                         "sheet", "header_row", "join",     "fields", NULL};

static void first_of(buju_status *status, buju_status next) {
  if (*status == BUJU_OK) *status = next;
}

static buju_status bind_texts(buju_ctx *ctx, const buju_doc *node, buju_input *input) {
  const struct {
    const char *key, **out;
  } texts[] = {{"layer", &input->layer},
               {"encoding", &input->encoding},
               {"crs", &input->crs},
               {"where", &input->where},
               {"sheet", &input->sheet}};
  buju_status status = BUJU_OK;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const buju_doc *given = buju_doc_find(node, texts[i].key);
    if (given == NULL || given->kind == BUJU_DOC_NULL) continue;
    first_of(&status, buju_doc_text(ctx, given, texts[i].out));
  }
  return status;
}

static buju_status bind_unit(buju_ctx *ctx, const buju_doc *unit, buju_input *input) {
  static const char *const words[] = {"people", "人", "万人", NULL};
  int word;
  if (unit == NULL || unit->kind == BUJU_DOC_NULL) return BUJU_OK;
  buju_status status = buju_doc_word(ctx, unit, words, &word);
  if (status != BUJU_OK) return status;
  input->people_unit = word == 2 ? 10000 : 1;
  input->people_unit_given = true;
  return BUJU_OK;
}

static buju_status bind_table(buju_ctx *ctx, const buju_doc *node, buju_input *input) {
  static const char *const joins[] = {"code", "name", NULL};
  const buju_doc *header = buju_doc_find(node, "header_row"), *join = buju_doc_find(node, "join");
  buju_status status = BUJU_OK;
  int64_t row = 0;
  int word;
  if (header != NULL && header->kind != BUJU_DOC_NULL) {
    if (header->kind == BUJU_DOC_SCALAR && strcmp(header->text, "none") == 0)
      row = BUJU_NO_HEADER;
    else
      status = buju_doc_int(ctx, header, 1, 1000, &row);
  }
  input->header_row = (int)row;
  if (join != NULL && join->kind != BUJU_DOC_NULL) {
    buju_status one = buju_doc_word(ctx, join, joins, &word);
    if (one == BUJU_OK) input->join = joins[word];
    first_of(&status, one);
  }
  return status;
}

static buju_status bind_fields(buju_ctx *ctx, const buju_doc *fields, buju_arena *arena, buju_input *input) {
  BUJU_MSG(not_map, "{0}：fields 应为“模型字段: 文件字段”",
           "{0}: fields: must be pairs of the model's name and the file's");
  if (fields == NULL || fields->kind == BUJU_DOC_NULL) return BUJU_OK;
  if (fields->kind != BUJU_DOC_MAP) return buju_doc_complain(ctx, fields, BUJU_SAY(not_map));
  buju_field_map *map = BUJU_NEW(arena, buju_field_map, buju_doc_count(fields));
  if (map == NULL) return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  buju_ix n = 0;
  for (const buju_doc *field = fields->first; field != NULL; field = field->next) {
    if (field->kind == BUJU_DOC_NULL) continue; /* left for the guess */
    first_of(&status, buju_doc_text(ctx, field, &map[n].source));
    map[n].model = field->key;
    map[n++].node = field;
  }
  input->field = map;
  input->fields = n;
  return status;
}

static buju_status bind_path(buju_ctx *ctx, const buju_doc *node, const buju_scenario *s, buju_input *input) {
  BUJU_MSG(no_path, "{0}：输入 {2} 缺少 path:（文件路径）", "{0}: the input {2} has no path:");
  const buju_doc *path = node->kind == BUJU_DOC_MAP ? buju_doc_find(node, "path") : node;
  if (path == NULL)
    return buju_doc_complain(ctx, node, BUJU_SAY(no_path, {0}, {0}, buju_text(buju_input_names[input->role].id)));
  buju_status status = buju_doc_text(ctx, path, &input->shown);
  if (status != BUJU_OK) return status;
  input->path = buju_scenario_resolve(s, input->shown);
  return input->path != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

buju_status buju_bind_input(buju_ctx *ctx, const buju_doc *node, const buju_scenario *s, buju_input *input) {
  input->node = node;
  input->people_unit = 1;
  buju_status status = node->kind == BUJU_DOC_SCALAR ? BUJU_OK : buju_doc_known(ctx, node, input_keys);
  if (node->kind != BUJU_DOC_SCALAR && node->kind != BUJU_DOC_MAP) return status;
  first_of(&status, bind_path(ctx, node, s, input));
  first_of(&status, bind_texts(ctx, node, input));
  first_of(&status, bind_unit(ctx, buju_doc_find(node, "unit"), input));
  first_of(&status, bind_table(ctx, node, input));
  first_of(&status, bind_fields(ctx, buju_doc_find(node, "fields"), s->arena, input));
  return status;
}

/* Roads may come in several files, one a class: a list. */
static buju_status bind_role(buju_ctx *ctx, const buju_doc *node, buju_input_role role, buju_scenario *s) {
  bool several = role == BUJU_INPUT_ROADS && node->kind == BUJU_DOC_LIST;
  buju_status status = BUJU_OK;
  for (const buju_doc *one = several ? node->first : node; one != NULL; one = several ? one->next : NULL) {
    buju_input *input = &s->input[s->inputs++];
    input->role = role;
    first_of(&status, buju_bind_input(ctx, one, s, input));
  }
  return status;
}

buju_status buju_bind_inputs(buju_ctx *ctx, const buju_doc *inputs, buju_scenario *scenario) {
  BUJU_MSG(no_villages, "{0}：缺少 inputs.villages（行政村图层）；buju init 可以生成",
           "{0}: inputs.villages is missing: the layer of villages; buju init writes it");
  const char *names[BUJU_INPUT_ROLES + 1] = {NULL};
  for (int role = 0; role < BUJU_INPUT_ROLES; role++) names[role] = buju_input_names[role].id;
  if (inputs == NULL || inputs->kind == BUJU_DOC_NULL)
    return buju_doc_complain(ctx, inputs != NULL ? inputs : scenario->doc, BUJU_SAY(no_villages));
  buju_status status = buju_doc_known(ctx, inputs, names);
  if (inputs->kind != BUJU_DOC_MAP) return status;
  const buju_doc *roads = buju_doc_find(inputs, names[BUJU_INPUT_ROADS]);
  size_t most = (size_t)BUJU_INPUT_ROLES + (roads != NULL ? buju_doc_count(roads) : 0);
  scenario->input = BUJU_NEW(scenario->arena, buju_input, most);
  if (scenario->input == NULL) return buju_fail_memory(ctx);
  for (int role = 0; role < BUJU_INPUT_ROLES; role++) {
    const buju_doc *node = buju_doc_find(inputs, names[role]);
    if (node != NULL && node->kind != BUJU_DOC_NULL)
      first_of(&status, bind_role(ctx, node, (buju_input_role)role, scenario));
    else if (role == BUJU_INPUT_VILLAGES)
      first_of(&status, buju_doc_complain(ctx, inputs, BUJU_SAY(no_villages)));
  }
  return status;
}
