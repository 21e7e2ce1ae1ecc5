/* Choosing encodings, decoding cells. SPDX-License-Identifier: Apache-2.0 */
#include "layers/source_text.h"

#include <string.h>

#include "core/utf8.h"
#include "layers/text_utf8.h"

static const buju_finding_kind cpg_unknown = {
    "cpg_unknown",
    BUJU_WARNING,
    {".cpg 写的编码“{0}”不认识", "the .cpg names an unknown encoding, \"{0}\""},
    {"按内容判断为 {1}", "taken as {1}, judging by the bytes"}};
static const buju_finding_kind cpg_wrong = {
    "cpg_contradicted",
    BUJU_WARNING,
    {".cpg 写的是 {0}，但文字不合该编码", "the .cpg says {0}, but the text is not"},
    {"按内容判断为 {1}", "taken as {1}, judging by the bytes"}};
static const buju_finding_kind bad_bytes = {
    "bad_text_bytes",
    BUJU_WARNING,
    {"文字中有{0}个字节不合编码 {1}", "{0} byte{0?|s} of the text {0?means|mean} nothing in {1}"},
    {"以“�”代替", "shown as \"�\""}};
static const buju_finding_kind cut_text = {
    "text_cut",
    BUJU_NOTE,
    {"文字“{0}”末尾的半个汉字被字段宽度截断", "the field width cut \"{0}\" within its last character"},
    {"去掉残缺的字节，保留该行", "the rest of that character is dropped, the row kept"}};

static const buju_finding_kind not_utf8 = {"text_not_utf8",
                                           BUJU_WARNING,
                                           {"{0}处文字不是 UTF-8", "{0} text{0?|s} {0?is|are} not UTF-8"},
                                           {"按 {1} 解码", "decoded as {1}"}};

static buju_status judge(buju_reading *reading, const buju_texts *texts, uint8_t ldid, const buju_encoding **out) {
  const buju_encoding *driver = buju_encoding_of_ldid(ldid);
  const buju_encoding *order[] = {&buju_utf8, &buju_gb18030, driver};
  for (size_t i = 0; i < 3; i++) {
    bool fit = false;
    if (order[i] == NULL) continue;
    buju_status status = buju_texts_fit(reading->ctx, texts, order[i], &fit);
    if (status != BUJU_OK) return status;
    if (fit) {
      *out = order[i];
      return BUJU_OK;
    }
  }
  *out = driver != NULL ? driver : &buju_gb18030;
  return BUJU_OK;
}

static buju_status choose(buju_reading *reading, const buju_texts *texts, const char *cpg, uint8_t ldid,
                          const buju_encoding **out) {
  BUJU_MSG(unknown, "{0}：不认识编码“{1}”；可写 {2}", "{0}: the encoding \"{1}\" is not known; known are {2}");
  const char *given = reading->input->encoding;
  if (given != NULL) {
    *out = buju_encoding_named(given);
    if (*out != NULL) return BUJU_OK;
    return buju_fail(reading->ctx, BUJU_E_SCENARIO,
                     BUJU_SAY(unknown, buju_text(reading->file), buju_text(given), buju_text(buju_encoding_names())));
  }
  const buju_encoding *named = cpg[0] != '\0' ? buju_encoding_named(cpg) : NULL;
  if (named != NULL) {
    bool fit = false;
    buju_status status = buju_texts_fit(reading->ctx, texts, named, &fit);
    if (status != BUJU_OK) return status;
    if (fit) {
      *out = named;
      return BUJU_OK;
    }
  }
  buju_status status = judge(reading, texts, ldid, out);
  if (status != BUJU_OK || cpg[0] == '\0') return status;
  return buju_reading_find(reading, named != NULL ? &cpg_wrong : &cpg_unknown, -1, NULL, buju_text(cpg),
                           buju_text((*out)->name));
}

buju_status buju_text_choose(buju_reading *reading, const buju_texts *texts, const char *cpg, uint8_t ldid,
                             buju_decoder *decoder) {
  const buju_encoding *encoding = NULL;
  buju_status status = choose(reading, texts, cpg, ldid, &encoding);
  return status == BUJU_OK ? buju_decoder_open(reading->ctx, decoder, encoding) : status;
}

void buju_text_begin(buju_text_column *column, const char *field) {
  column->field = field;
  column->bad = (buju_tally){&bad_bytes, field, 0};
  column->cut = (buju_tally){&cut_text, field, 0};
  column->not_utf8 = 0;
}

buju_status buju_text_take(buju_reading *reading, buju_text_column *column, int64_t row, buju_text_span cell,
                           const char **out) {
  *out = NULL;
  if (cell.n == 0) return BUJU_OK;
  buju_decoded decoded = {0};
  buju_decoder *decoder = &column->decoder;
  if (column->otherwise != NULL && buju_utf8_bad(cell.bytes, cell.n) < cell.n) {
    decoder = column->otherwise;
    column->not_utf8++;
  }
  buju_status status = buju_decode(reading->ctx, decoder, cell.bytes, cell.n, &decoded);
  if (status != BUJU_OK) return status;
  size_t n = buju_text_clean(decoded.text, decoded.n);
  if (n > 0) {
    *out = buju_intern_text(&reading->intern, decoded.text, n);
    if (*out == NULL) return buju_fail_memory(reading->ctx);
  }
  if (decoded.bad > 0)
    status = buju_tally_add(reading, &column->bad, row, buju_int(decoded.bad), buju_text(decoder->encoding->name));
  if (status == BUJU_OK && decoded.cut && row >= 0)
    status = buju_tally_add(reading, &column->cut, row, buju_text(*out), (buju_arg){0});
  return status;
}

buju_status buju_text_end(buju_reading *reading, buju_text_column *column) {
  buju_status status = BUJU_OK;
  if (column->not_utf8 > 0)
    status = buju_reading_find(reading, &not_utf8, -1, column->field, buju_int(column->not_utf8),
                               buju_text(column->otherwise->encoding->name));
  if (status == BUJU_OK) status = buju_tally_end(reading, &column->bad);
  return status == BUJU_OK ? buju_tally_end(reading, &column->cut) : status;
}
