/* CSV files: encoding and separator judged from the bytes. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "layers/sheet.h"
#include "layers/source_text.h"
#include "layers/vsi_file.h"

/* The bytes, and where pieces of whole lines begin: what the encoding is judged by. */
typedef struct bytes {
  char *at;
  size_t n;
  buju_vec piece; /* of size_t, ends with n */
} bytes;

enum { PIECE_BYTES = 4096, SAMPLE_LINES = 20 };

static buju_text_span piece_at(const void *of, uint64_t i) {
  const bytes *b = of;
  const size_t *start = (const size_t *)b->piece.data + i;
  return (buju_text_span){b->at + start[0], start[1] - start[0]};
}

static bool push_start(bytes *b, size_t start) {
  size_t *at = buju_vec_push(&b->piece, sizeof *at);
  if (at != NULL) *at = start;
  return at != NULL;
}

/* No multi-byte character of these encodings contains a line feed. */
static bool cut_into_pieces(bytes *b) {
  size_t start = 0;
  while (start < b->n) {
    if (!push_start(b, start)) return false;
    size_t end = b->n - start > PIECE_BYTES ? start + PIECE_BYTES : b->n;
    const char *line = end < b->n ? memchr(b->at + end, '\n', b->n - end) : NULL;
    start = line != NULL ? (size_t)(line - b->at) + 1 : b->n;
  }
  return push_start(b, b->n);
}

static bool begins(const bytes *b, const char *mark, size_t n) { return b->n >= n && memcmp(b->at, mark, n) == 0; }

/* Excel's "Unicode text": turned into UTF-8 before anything looks for separators in it. */
static buju_status from_utf16(buju_reading *reading, bytes *b, const char *name) {
  buju_decoder decoder = {0};
  buju_decoded decoded = {0};
  buju_status status = buju_decoder_open(reading->ctx, &decoder, buju_encoding_named(name));
  if (status == BUJU_OK) status = buju_decode(reading->ctx, &decoder, b->at + 2, b->n - 2, &decoded);
  if (status == BUJU_OK) {
    char *copy = malloc(decoded.n + 1);
    if (copy != NULL) {
      memcpy(copy, decoded.text, decoded.n);
      copy[decoded.n] = '\0';
      free(b->at);
      b->at = copy;
      b->n = decoded.n;
    } else {
      status = buju_fail_memory(reading->ctx);
    }
  }
  buju_decoder_close(&decoder);
  return status;
}

static buju_status choose_encoding(buju_reading *reading, bytes *b, buju_decoder *decoder) {
  bool little = begins(b, "\xff\xfe", 2), big = begins(b, "\xfe\xff", 2);
  if (little || big) {
    buju_status status = from_utf16(reading, b, little ? "UTF-16LE" : "UTF-16BE");
    return status == BUJU_OK ? buju_decoder_open(reading->ctx, decoder, &buju_utf8) : status;
  }
  if (begins(b, "\xef\xbb\xbf", 3)) return buju_decoder_open(reading->ctx, decoder, &buju_utf8);
  if (!cut_into_pieces(b)) return buju_fail_memory(reading->ctx);
  buju_texts texts = {b, b->piece.n - 1, piece_at};
  return buju_text_choose(reading, &texts, "", 0, decoder);
}

/* The separator that occurs most in the first lines, outside quotes. */
static char find_separator(const bytes *b) {
  static const char candidates[] = {',', '\t', ';'};
  size_t count[3] = {0}, lines = 0;
  bool quoted = false;
  for (size_t i = 0; i < b->n && lines < SAMPLE_LINES; i++) {
    char c = b->at[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') lines++;
    for (size_t k = 0; k < 3; k++) count[k] += c == candidates[k];
  }
  size_t best = 0;
  for (size_t k = 1; k < 3; k++)
    if (count[k] > count[best]) best = k;
  return candidates[best];
}

typedef struct parser {
  buju_reading *reading;
  const bytes *b;
  size_t at;
  char separator;
  int64_t line;
  char *scratch; /* a quoted cell without its quotes; as long as the longest can be */
  buju_text_column texts;
  buju_sheet *sheet;
} parser;

static buju_status take_cell(parser *p, const char *bytes, size_t n) {
  const char *text = NULL;
  buju_status status = buju_text_take(p->reading, &p->texts, p->line, (buju_text_span){bytes, n}, &text);
  return status == BUJU_OK ? buju_sheet_cell(p->reading, p->sheet, text) : status;
}

static bool ends_cell(const parser *p, char c) { return c == p->separator || c == '\n' || c == '\r'; }

static buju_status bare_cell(parser *p) {
  size_t start = p->at;
  while (p->at < p->b->n && !ends_cell(p, p->b->at[p->at])) p->at++;
  return take_cell(p, p->b->at + start, p->at - start);
}

/* From behind the opening quote. "" is a quote; what follows the closing quote belongs to the cell as it stands. */
static buju_status quoted_cell(parser *p, int64_t opened) {
  BUJU_MSG(unclosed, "{0}：第{1}行的引号没有闭合；请补上引号", "{0}: the quote opened in line {1} is never closed");
  size_t n = 0;
  bool quoted = true;
  while (p->at < p->b->n) {
    char c = p->b->at[p->at];
    if (!quoted && ends_cell(p, c)) break;
    p->at++;
    if (c == '"' && quoted && p->at < p->b->n && p->b->at[p->at] == '"')
      p->at++;
    else if (c == '"') {
      quoted = !quoted;
      continue;
    }
    p->line += c == '\n';
    p->scratch[n++] = c;
  }
  if (quoted)
    return buju_fail(p->reading->ctx, BUJU_E_DATA, BUJU_SAY(unclosed, buju_text(p->reading->file), buju_year(opened)));
  return take_cell(p, p->scratch, n);
}

static buju_status record(parser *p) {
  int64_t first = p->line;
  for (;;) {
    buju_status status;
    if (p->at < p->b->n && p->b->at[p->at] == '"') {
      p->at++;
      status = quoted_cell(p, p->line);
    } else {
      status = bare_cell(p);
    }
    if (status != BUJU_OK) return status;
    if (p->at >= p->b->n || p->b->at[p->at] != p->separator) break;
    p->at++;
  }
  if (p->at < p->b->n && p->b->at[p->at] == '\r') p->at++;
  if (p->at < p->b->n && p->b->at[p->at] == '\n') p->at++;
  p->line++;
  return buju_sheet_row_end(p->reading, p->sheet, first);
}

static buju_status parse(buju_reading *reading, bytes *b, buju_sheet *sheet) {
  BUJU_MSG(binary, "{0}：不是文本文件（含有零字节）；请另存为 CSV 或 XLSX",
           "{0}: not a text file (it holds zero bytes); save it as CSV or XLSX");
  parser p = {.reading = reading, .b = b, .line = 1, .sheet = sheet};
  buju_status status = choose_encoding(reading, b, &p.texts.decoder);
  if (status == BUJU_OK && memchr(b->at, '\0', b->n) != NULL)
    status = buju_fail(reading->ctx, BUJU_E_DATA, BUJU_SAY(binary, buju_text(reading->file)));
  if (status == BUJU_OK && (p.scratch = malloc(b->n + 1)) == NULL) status = buju_fail_memory(reading->ctx);
  p.separator = find_separator(b);
  p.at = begins(b, "\xef\xbb\xbf", 3) ? 3 : 0;
  buju_text_begin(&p.texts, NULL);
  while (status == BUJU_OK && p.at < b->n) status = record(&p);
  if (status == BUJU_OK) status = buju_text_end(reading, &p.texts);
  free(p.scratch);
  buju_decoder_close(&p.texts.decoder);
  return status;
}

buju_status buju_read_csv(buju_reading *reading, const char *path, buju_raw *raw) {
  bytes b = {0};
  buju_sheet sheet = {0};
  unsigned char *loaded = NULL;
  buju_status status = buju_vsi_load(reading->ctx, path, reading->file, &loaded, &b.n);
  b.at = (char *)loaded;
  if (status == BUJU_OK) status = parse(reading, &b, &sheet);
  if (status == BUJU_OK && sheet.rows.n > 0) status = buju_sheet_take(reading, &sheet, &raw->table);
  buju_sheet_free(&sheet);
  buju_vec_free(&b.piece);
  free(b.at);
  return status;
}
