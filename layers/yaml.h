/* YAML files as documents whose nodes know their places. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_YAML_H
#define BUJU_LAYERS_YAML_H

#include "core/doc.h"

enum {
  BUJU_YAML_BYTES = 256 * 1024, /* the largest file */
  BUJU_YAML_NODES = 50000,      /* and what one may hold */
  BUJU_YAML_DEPTH = 32
};

/** Parses text[0..bytes) as one YAML document. Refused, each with its place: text that is not UTF-8, keys given twice
 *  in a map, anchors, aliases, tags, directives, a second document, and what is beyond the limits above.
 *  @param file  how messages name the text; borrowed by every node.
 *  @param out   the root, in arena.
 *  @return BUJU_E_SCENARIO or BUJU_E_MEMORY. O(bytes log bytes). */
buju_status buju_yaml_parse(buju_ctx *ctx, const char *file, const char *text, size_t bytes, buju_arena *arena,
                            buju_doc **out);

/** Reads a whole file of at most BUJU_YAML_BYTES into arena, terminated. shown is how messages name it. */
buju_status buju_yaml_load(buju_ctx *ctx, const char *path, const char *shown, buju_arena *arena, const char **text,
                           size_t *bytes);

#endif
