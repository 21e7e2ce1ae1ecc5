/* Contexts, errors and diagnostics. SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buju/ctx.h"
#include "core/say.h"

enum { LINE_BYTES = 1024, DIAGNOSTICS_MAX = 1000, THREADS_MAX = 256 };

struct buju_ctx {
  buju_lang lang;
  buju_progress progress;
  void *progress_user;
  unsigned threads; /* 0: as many as the machine has */
  char error[LINE_BYTES];
  char **diagnostic;
  size_t diagnostics;
};

buju_ctx *buju_ctx_new(void) { return calloc(1, sizeof(buju_ctx)); }

void buju_ctx_clear(buju_ctx *ctx) {
  for (size_t i = 0; i < ctx->diagnostics; i++) free(ctx->diagnostic[i]);
  free(ctx->diagnostic);
  ctx->diagnostic = NULL;
  ctx->diagnostics = 0;
  ctx->error[0] = '\0';
}

void buju_ctx_free(buju_ctx *ctx) {
  if (ctx == NULL) return;
  buju_ctx_clear(ctx);
  free(ctx);
}

void buju_ctx_set_lang(buju_ctx *ctx, buju_lang lang) { ctx->lang = lang; }

buju_lang buju_ctx_lang(const buju_ctx *ctx) { return ctx != NULL ? ctx->lang : BUJU_ZH; }

void buju_ctx_set_progress(buju_ctx *ctx, buju_progress progress, void *user) {
  ctx->progress = progress;
  ctx->progress_user = user;
}

void buju_ctx_set_threads(buju_ctx *ctx, unsigned threads) {
  ctx->threads = threads <= THREADS_MAX ? threads : THREADS_MAX;
}

unsigned buju_ctx_threads(const buju_ctx *ctx) {
  if (ctx == NULL) return 1;
  if (ctx->threads > 0) return ctx->threads;
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online < 1 ? 1 : online <= THREADS_MAX ? (unsigned)online : THREADS_MAX;
}

const char *buju_ctx_error(const buju_ctx *ctx) { return ctx->error; }

size_t buju_ctx_diagnostics(const buju_ctx *ctx) { return ctx->diagnostics; }

const char *buju_ctx_diagnostic(const buju_ctx *ctx, size_t i) {
  return i < ctx->diagnostics ? ctx->diagnostic[i] : "";
}

/* A line is a line: names from files may hold line breaks and control characters. */
static void flatten(char *line) {
  for (char *p = line; *p != '\0'; p++)
    if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = ' ';
}

void buju_note_failure(buju_ctx *ctx, buju_said said) {
  if (ctx == NULL) return;
  buju_say(ctx->lang, &said, ctx->error, sizeof ctx->error);
  flatten(ctx->error);
}

void buju_note_same(buju_ctx *ctx, const buju_ctx *as) {
  if (ctx != NULL) memcpy(ctx->error, as->error, sizeof ctx->error);
}

void buju_note_complaint(buju_ctx *ctx, buju_said said) {
  char line[LINE_BYTES];
  if (ctx == NULL || ctx->diagnostics >= DIAGNOSTICS_MAX) return;
  buju_say(ctx->lang, &said, line, sizeof line);
  flatten(line);
  if (ctx->diagnostics == 0) memcpy(ctx->error, line, sizeof line);
  size_t bytes = strlen(line) + 1;
  char *copy = malloc(bytes);
  char **grown = realloc(ctx->diagnostic, (ctx->diagnostics + 1) * sizeof *grown);
  if (grown != NULL) ctx->diagnostic = grown;
  if (copy == NULL || grown == NULL) {
    free(copy);
    return;
  }
  memcpy(copy, line, bytes);
  ctx->diagnostic[ctx->diagnostics++] = copy;
}

void buju_note_no_memory(buju_ctx *ctx) {
  BUJU_MSG(out_of_memory, "内存不足；请关闭其他程序或改用更小的输入",
           "out of memory; close other programs or use smaller inputs");
  buju_note_failure(ctx, BUJU_SAY(out_of_memory));
}

void buju_ctx_step(buju_ctx *ctx, buju_said what, double fraction) {
  char line[LINE_BYTES];
  if (ctx == NULL || ctx->progress == NULL) return;
  buju_say(ctx->lang, &what, line, sizeof line);
  ctx->progress(ctx->progress_user, line, fraction);
}
