/* Decoding through iconv. SPDX-License-Identifier: Apache-2.0 */
#include "layers/text_decode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "layers/text_utf8.h"

const buju_encoding buju_utf8 = {"UTF-8"};
const buju_encoding buju_gb18030 = {"GB18030"};
static const buju_encoding big5 = {"BIG5-HKSCS"}, cp932 = {"CP932"}, cp949 = {"CP949"}, cp874 = {"CP874"},
                           cp437 = {"CP437"}, cp850 = {"CP850"}, cp852 = {"CP852"}, cp866 = {"CP866"},
                           cp1250 = {"CP1250"}, cp1251 = {"CP1251"}, cp1252 = {"CP1252"}, cp1253 = {"CP1253"},
                           cp1254 = {"CP1254"}, cp1255 = {"CP1255"}, cp1256 = {"CP1256"}, cp1257 = {"CP1257"},
                           cp1258 = {"CP1258"}, utf16le = {"UTF-16LE"}, utf16be = {"UTF-16BE"};

/* Names as normalise() leaves them: upper-case letters and digits, without a vendor's prefix. */
static const struct {
  const char *name;
  const buju_encoding *encoding;
} aliases[] = {
    {"UTF8", &buju_utf8},
    {"65001", &buju_utf8},
    {"GBK", &buju_gb18030},
    {"GB18030", &buju_gb18030},
    {"936", &buju_gb18030},
    {"GB2312", &buju_gb18030},
    {"GB231280", &buju_gb18030},
    {"54936", &buju_gb18030},
    {"EUCCN", &buju_gb18030},
    {"BIG5", &big5},
    {"950", &big5},
    {"BIG5HKSCS", &big5},
    {"SHIFTJIS", &cp932},
    {"SJIS", &cp932},
    {"932", &cp932},
    {"949", &cp949},
    {"EUCKR", &cp949},
    {"874", &cp874},
    {"TIS620", &cp874},
    {"437", &cp437},
    {"850", &cp850},
    {"852", &cp852},
    {"866", &cp866},
    {"1250", &cp1250},
    {"1251", &cp1251},
    {"1252", &cp1252},
    {"ISO88591", &cp1252},
    {"88591", &cp1252},
    {"LATIN1", &cp1252},
    {"1253", &cp1253},
    {"1254", &cp1254},
    {"1255", &cp1255},
    {"1256", &cp1256},
    {"1257", &cp1257},
    {"1258", &cp1258},
    {"UTF16LE", &utf16le},
    {"UTF16", &utf16le},
    {"UTF16BE", &utf16be},
};

static const struct {
  uint8_t ldid;
  const buju_encoding *encoding;
} drivers[] = {
    {0x4d, &buju_gb18030}, {0x7a, &buju_gb18030}, {0x4f, &big5},   {0x78, &big5},   {0x13, &cp932},
    {0x7b, &cp932},        {0x4e, &cp949},        {0x79, &cp949},  {0x50, &cp874},  {0x7c, &cp874},
    {0x01, &cp437},        {0x02, &cp850},        {0x03, &cp1252}, {0x57, &cp1252}, {0x58, &cp1252},
    {0x59, &cp1252},       {0x64, &cp852},        {0x65, &cp866},  {0xc8, &cp1250}, {0xc9, &cp1251},
    {0xca, &cp1254},       {0xcb, &cp1253},       {0xcc, &cp1257}, {0x7d, &cp1255}, {0x7e, &cp1256},
};

const char *buju_encoding_names(void) { return "UTF-8, GB18030 (GBK, GB2312, CP936), BIG5, SHIFT_JIS, CP1252 …"; }

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }

static void normalise(const char *name, char out[32]) {
  size_t n = 0;
  memset(out, 0, 32);
  for (const char *p = name; *p != '\0' && n < 31; p++)
    if ((*p >= '0' && *p <= '9') || (upper(*p) >= 'A' && upper(*p) <= 'Z')) out[n++] = upper(*p);
  static const char *const prefixes[] = {"ANSI", "OEM", "WINDOWS", "CP", "MS", "X"};
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    size_t length = strlen(prefixes[i]);
    if (strncmp(out, prefixes[i], length) == 0 && out[length] >= '0' && out[length] <= '9')
      memmove(out, out + length, n - length + 1);
  }
}

const buju_encoding *buju_encoding_named(const char *name) {
  char plain[32];
  normalise(name, plain);
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (strcmp(plain, aliases[i].name) == 0) return aliases[i].encoding;
  return NULL;
}

const buju_encoding *buju_encoding_of_ldid(uint8_t ldid) {
  for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
    if (drivers[i].ldid == ldid) return drivers[i].encoding;
  return NULL;
}

buju_status buju_decoder_open(buju_ctx *ctx, buju_decoder *decoder, const buju_encoding *encoding) {
  BUJU_MSG(not_here, "本机的 iconv 不认识编码 {0}；请安装完整的 C 库字符集，或把文件另存为 UTF-8",
           "this machine's iconv does not know {0}; install the C library's character sets, or save the file as UTF-8");
  buju_decoder_close(decoder);
  decoder->encoding = encoding;
  if (encoding == &buju_utf8) return BUJU_OK; /* only checked, no need of iconv */
  decoder->iconv = iconv_open("UTF-8", encoding->name);
  if (decoder->iconv == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr): POSIX defines it so */
    return buju_fail(ctx, BUJU_E_OPEN, BUJU_SAY(not_here, buju_text(encoding->name)));
  decoder->opened = true;
  return BUJU_OK;
}

void buju_decoder_close(buju_decoder *decoder) {
  if (decoder->opened) iconv_close(decoder->iconv);
  free(decoder->buf);
  *decoder = (buju_decoder){0};
}

static size_t put_replacement(char *at) {
  memcpy(at, "\xef\xbf\xbd", 3);
  return 3;
}

static void take_utf8(buju_decoder *decoder, const char *bytes, size_t n, buju_decoded *out) {
  for (size_t i = 0; i < n;) {
    size_t length = buju_utf8_char(bytes + i, n - i);
    if (length > 0) {
      memcpy(decoder->buf + out->n, bytes + i, length);
      out->n += length;
      i += length;
      continue;
    }
    out->cut = buju_utf8_is_cut(bytes + i, n - i);
    if (out->cut) return;
    out->n += put_replacement(decoder->buf + out->n);
    out->bad++;
    i++;
  }
}

static void take_other(buju_decoder *decoder, const char *bytes, size_t n, buju_decoded *out) {
  char *in = (char *)bytes, *to = decoder->buf; /* iconv does not write through its input */
  size_t left = n, room = decoder->cap;
  iconv(decoder->iconv, NULL, NULL, NULL, NULL);
  while (left > 0 && iconv(decoder->iconv, &in, &left, &to, &room) == (size_t)-1) {
    if (errno == EINVAL) {
      out->cut = true;
      break;
    }
    if (errno != EILSEQ || room < 3) break; /* E2BIG cannot be: the buffer holds the longest expansion */
    size_t length = put_replacement(to);
    to += length;
    room -= length;
    in++;
    left--;
    out->bad++;
  }
  out->n = (size_t)(to - decoder->buf);
}

buju_status buju_decode(buju_ctx *ctx, buju_decoder *decoder, const char *bytes, size_t n, buju_decoded *out) {
  if (n > (SIZE_MAX - 16) / 4) return buju_fail_memory(ctx);
  if (decoder->buf == NULL || decoder->cap < n * 4 + 16) { /* no encoding makes more than four bytes of one */
    size_t cap = n * 4 + 16;
    char *grown = realloc(decoder->buf, cap);
    if (grown == NULL) return buju_fail_memory(ctx);
    decoder->buf = grown;
    decoder->cap = cap;
  }
  *out = (buju_decoded){.text = decoder->buf};
  if (decoder->encoding == &buju_utf8)
    take_utf8(decoder, bytes, n, out);
  else
    take_other(decoder, bytes, n, out);
  return BUJU_OK;
}

static bool ascii(const char *bytes, size_t n) {
  for (size_t i = 0; i < n; i++)
    if ((unsigned char)bytes[i] >= 0x80) return false;
  return true;
}

buju_status buju_texts_fit(buju_ctx *ctx, const buju_texts *texts, const buju_encoding *encoding, bool *fit) {
  buju_decoder decoder = {0};
  buju_status status = buju_decoder_open(ctx, &decoder, encoding);
  bool fits = true;
  for (uint64_t i = 0; status == BUJU_OK && fits && i < texts->n; i++) {
    buju_text_span span = texts->at(texts->of, i);
    if (ascii(span.bytes, span.n)) continue;
    buju_decoded decoded = {0};
    status = buju_decode(ctx, &decoder, span.bytes, span.n, &decoded);
    fits = decoded.bad == 0;
  }
  buju_decoder_close(&decoder);
  if (status == BUJU_OK) *fit = fits;
  return status;
}
