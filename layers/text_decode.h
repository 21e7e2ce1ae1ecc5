/* Text in any encoding to UTF-8. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_TEXT_DECODE_H
#define BUJU_LAYERS_TEXT_DECODE_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/say.h"

/** An encoding buju knows. name is what iconv and people call it. */
typedef struct buju_encoding {
  const char *name;
} buju_encoding;

extern const buju_encoding buju_utf8, buju_gb18030;

/** The encoding of a name as people, .cpg files and code page numbers write it ("gbk", "CP936", "ANSI 936", "65001"),
 *  or NULL. GBK and GB2312 are read as GB18030, which contains them. */
const buju_encoding *buju_encoding_named(const char *name);
/** The encoding of a DBF language driver id, or NULL. */
const buju_encoding *buju_encoding_of_ldid(uint8_t ldid);
/** The names an error message offers, comma-separated. */
const char *buju_encoding_names(void);

/** Decodes cell after cell, reusing one buffer. Zero-initialise; buju_decoder_close is fine on that too. */
typedef struct buju_decoder {
  const buju_encoding *encoding;
  iconv_t iconv;
  bool opened;
  char *buf;
  size_t cap;
} buju_decoder;

buju_status buju_decoder_open(buju_ctx *ctx, buju_decoder *decoder, const buju_encoding *encoding);
void buju_decoder_close(buju_decoder *decoder);

/** One decoded text: well-formed UTF-8, not terminated, valid until the next call. */
typedef struct buju_decoded {
  char *text;
  size_t n;
  uint32_t bad; /* bytes that mean nothing in the encoding, each now U+FFFD */
  bool cut;     /* a character cut off by the end was dropped */
} buju_decoded;

buju_status buju_decode(buju_ctx *ctx, buju_decoder *decoder, const char *bytes, size_t n, buju_decoded *out);

/** A piece of undecoded text. */
typedef struct buju_text_span {
  const char *bytes;
  size_t n;
} buju_text_span;

/** All texts of a source, names and cells, for choosing the encoding. */
typedef struct buju_texts {
  const void *of;
  uint64_t n;
  buju_text_span (*at)(const void *of, uint64_t i);
} buju_texts;

/** Whether every text is well-formed in the encoding, but for characters cut off by the end of a text. Stops at the
 *  first that is not. O(bytes). */
buju_status buju_texts_fit(buju_ctx *ctx, const buju_texts *texts, const buju_encoding *encoding, bool *fit);

#endif
