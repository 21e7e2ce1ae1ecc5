/* What may stand behind an option. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "buju/catalogue.h"
#include "cli/completion.h"
#include "core/profiles.h"

/* unit.completion looks for each of the words in the help of the command. NULL: of every command. */
static const struct {
  const char *command, *option, *words;
} known[] = {
    {NULL, "--lang", "zh en"},
    {"access", "--mode", "walk ebike drive"},
    {"access", "--travel", "straight roads terrain auto"},
    {"access", "--direction", "to_service from_service"},
    {"access", "--service", "village_clinic thc chc chs hospital other primary"},
    {"sample", "--kind", "plain mountain town pastoral"},
    {"sample", "--encoding", "gbk utf8"},
    {"sample", "--format", "shp gpkg geojson"},
    {"solve", "--model", "cover max-cover median centre"},
    {"solve", "--assign", "nearest sent shared"},
    {"solve", "--format", "tsplib bds csv rail pmed scp"},
    {"solve", "--rounding", "down nearest up"},
};

/* Adds a word that still fits whole. */
static void add_word(char *buf, size_t size, const char *word) {
  size_t used = strlen(buf);
  if (used + strlen(word) + 2 <= size) snprintf(buf + used, size - used, "%s%s", used > 0 ? " " : "", word);
}

static const char *profile_ids(char *buf, size_t size) {
  buf[0] = '\0';
  for (const buju_profile_text *p = buju_profile_texts; p->id != NULL; p++) add_word(buf, size, p->id);
  return buf;
}

static const char *rule_shapes(char *buf, size_t size) {
  const char *shape;
  buf[0] = '\0';
  for (size_t i = 0; (shape = buju_catalogue_shape(i)) != NULL; i++) add_word(buf, size, shape);
  return buf;
}

const char *completion_words(const char *command, const char *option, char *buf, size_t size) {
  if (strcmp(option, "--profile") == 0) return profile_ids(buf, size);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].option, option) == 0 && (known[i].command == NULL || strcmp(known[i].command, command) == 0))
      return known[i].words;
  return NULL;
}

const char *completion_operands(const char *command, char *buf, size_t size) {
  if (strcmp(command, "profiles") == 0) return profile_ids(buf, size);
  if (strcmp(command, "rules") == 0) return rule_shapes(buf, size);
  return strcmp(command, "completion") == 0 ? "bash zsh fish" : NULL;
}
