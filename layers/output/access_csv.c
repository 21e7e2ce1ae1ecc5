/* The table of zones for spreadsheets. SPDX-License-Identifier: Apache-2.0 */
#include "layers/output/access_csv.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/reason.h"
#include "layers/output/access_rows.h"

typedef struct table {
  FILE *file;
  buju_lang lang;
  bool begun; /* the row has a cell already */
} table;

static const char *in(const table *t, const buju_msg *msg) { return t->lang == BUJU_ZH ? msg->zh : msg->en; }

/* A cell in quotes where it must be; a text that a spreadsheet would take for a formula is kept a text. */
static void put_text(table *t, const char *text) {
  if (t->begun) fputc(',', t->file);
  t->begun = true;
  if (text == NULL) return;
  bool formula = strchr("=+-@\t", text[0]) != NULL && text[0] != '\0',
       quoted = formula || strpbrk(text, ",\"\r\n") != NULL;
  if (!quoted) {
    fputs(text, t->file);
    return;
  }
  fputc('"', t->file);
  if (formula) fputc('\'', t->file);
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '"') fputc('"', t->file);
    fputc(*c, t->file);
  }
  fputc('"', t->file);
}

static void put_number(table *t, double value, int decimals) {
  if (t->begun) fputc(',', t->file);
  t->begun = true;
  if (isfinite(value)) fprintf(t->file, "%.*f", decimals, value);
}

static void put_people(table *t, buju_people_n people) { put_number(t, (double)buju_whole_people(people), 0); }

/* Rounded up, as everywhere. */
static void put_minutes(table *t, uint32_t ms) {
  uint64_t hundredths = ((uint64_t)ms + 599) / 600;
  put_number(t, ms == BUJU_FAR ? NAN : (double)hundredths / 100, 2);
}

static void end_row(table *t) {
  fputs("\r\n", t->file);
  t->begun = false;
}

/* "现状 15 分钟内人口" */
static void put_head(table *t, buju_said said) {
  char text[256];
  buju_say(t->lang, &said, text, sizeof text);
  put_text(t, text);
}

static const buju_msg stages[] = {{"现状", "before"}, {"规划后", "after"}};

static void put_stage_heads(table *t, const buju_access *access, int stage) {
  BUJU_MSG(within, "{0}{1}分钟内人口", "{0}: people within {1} min");
  BUJU_MSG(share, "{0}{1}分钟内比例（%）", "{0}: % within {1} min");
  BUJU_MSG(rest, "{0}{1}", "{0}: {1}");
  static const buju_msg names[] = {
#define STAGED(name, type, unit, zh, en, ...) {zh, en},
#include "core/columns/access_stage.def"
#undef STAGED
  };
  for (buju_ix l = 0; l < access->limits; l++) {
    buju_arg minutes = buju_real(access->limit_ms[l] / 60000.0);
    put_head(t, BUJU_SAY(within, buju_word(&stages[stage]), minutes));
    put_head(t, BUJU_SAY(share, buju_word(&stages[stage]), minutes));
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    put_head(t, BUJU_SAY(rest, buju_word(&stages[stage]), buju_word(&names[i])));
}

static void put_heads(table *t, const buju_access *access) {
  static const char *const first[] = {"zone_level", "zone_code", "zone", "service", "people", "places"};
  const buju_layer_spec *layer = &buju_layer_specs[BUJU_LAYER_ACCESS_ZONES];
  for (size_t i = 0; i < sizeof first / sizeof *first; i++)
    put_text(t, in(t, &layer->column[buju_column_spec_find(layer, first[i])].alias));
  for (int stage = 0; stage <= (int)access->planned; stage++) put_stage_heads(t, access, stage);
  end_row(t);
}

/* In the order of access_stage.def. */
static void put_stage(table *t, const buju_access *access, const buju_service_reach *reached, buju_ix zone) {
  const buju_spread *spread = &reached->spread;
  for (buju_ix l = 0; l < access->limits; l++) {
    buju_people_n within = spread->within[(size_t)zone * access->limits + l];
    put_people(t, within);
    put_number(t, buju_access_percent(within, access->zones.people[zone]), 2);
  }
  put_people(t, spread->beyond[zone]);
  put_people(t, spread->unreachable[zone]);
  put_number(t, spread->places_unreachable[zone], 0);
  put_minutes(t, spread->mean_ms[zone]);
  put_minutes(t, spread->person_mean_ms[zone]);
  put_minutes(t, spread->person_median_ms[zone]);
  put_number(t, reached->supplied ? reached->supply.zone[zone] : NAN, 4);
  put_number(t, reached->supplied ? reached->supply.gini[zone] : NAN, 4);
}

static void put_row(table *t, const buju_access *access, buju_ix zone, buju_ix service) {
  put_text(t, in(t, &buju_zone_level_words[access->zones.level[zone]].word));
  put_text(t, buju_access_zone_code(access, zone));
  put_text(t, buju_access_zone_name(access, zone));
  put_text(t, in(t, &buju_access_service_words[access->service[service]].word));
  put_people(t, access->zones.people[zone]);
  put_number(t, access->zones.places[zone], 0);
  for (int stage = 0; stage <= (int)access->planned; stage++)
    put_stage(t, access, &access->reached[service][stage], zone);
  end_row(t);
}

static buju_status failed(const buju_output *out) {
  return buju_fail(out->ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(out->shown), buju_reason(errno)));
}

buju_status buju_access_csv(const buju_output *out, const char *path) {
  const buju_access *access = out->access;
  table t = {.file = fopen(path, "wb"), .lang = buju_ctx_lang(out->ctx)};
  if (t.file == NULL) return failed(out);
  fputs("\xEF\xBB\xBF", t.file);
  put_heads(&t, access);
  for (buju_ix z = 0; z < buju_access_zones_shown(out); z++)
    for (buju_ix s = 0; s < access->services; s++) put_row(&t, access, z, s);
  bool whole = ferror(t.file) == 0;
  if (fclose(t.file) != 0) whole = false;
  return whole ? BUJU_OK : failed(out);
}
