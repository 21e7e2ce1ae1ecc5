/* The context of a thread: language, the last error, the list of diagnostics. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CTX_H
#define BUJU_CTX_H

#include <stddef.h>

#include "buju/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One context belongs to one thread at a time. It is the only place an error text lives. */
typedef struct buju_ctx buju_ctx;

typedef enum buju_lang { BUJU_ZH = 0, BUJU_EN = 1 } buju_lang;

/** How far, where nobody can know: a search for a proof. */
#define BUJU_PROGRESS_UNKNOWN (-1.0)

/** Progress of long work: what is done (already in the context's language), and how far this step is: 0 to 1, or
 *  BUJU_PROGRESS_UNKNOWN. Called on the caller's thread, at times often; whoever shows it picks. */
typedef void (*buju_progress)(void *user, const char *what, double fraction);

/** A new context in Chinese, or NULL when memory is out. The caller frees it with buju_ctx_free (NULL is fine). */
buju_ctx *buju_ctx_new(void);
void buju_ctx_free(buju_ctx *ctx);

/** The language of what is said from now on; lines that are already there stay as they are. */
void buju_ctx_set_lang(buju_ctx *ctx, buju_lang lang);
/** NULL speaks Chinese. */
buju_lang buju_ctx_lang(const buju_ctx *ctx);

/** Whom to tell of progress, and what to hand on to it; NULL, the default, tells nobody. user is borrowed. */
void buju_ctx_set_progress(buju_ctx *ctx, buju_progress progress, void *user);

/** How many threads long work may use: 1 to 256 (more counts as 256), or 0, the default, for as many as the machine has
 *  processors online. The number changes how long work takes and never what comes out. */
void buju_ctx_set_threads(buju_ctx *ctx, unsigned threads);
/** How many that comes to: 1 to 256. NULL has one. */
unsigned buju_ctx_threads(const buju_ctx *ctx);

/** The last failure as one line (what is wrong, where, what to do), or "" when nothing failed. Belongs to ctx; valid
 *  until the next failure or buju_ctx_clear. */
const char *buju_ctx_error(const buju_ctx *ctx);

/** Validation collects more than one thing: the number of collected lines, at most 1,000, and each of them; "" beyond
 *  the last. Borrowed from ctx, valid until buju_ctx_clear. The first is the error too. */
size_t buju_ctx_diagnostics(const buju_ctx *ctx);
const char *buju_ctx_diagnostic(const buju_ctx *ctx, size_t i);

/** Forgets the error and the diagnostics; a call that succeeds need not. */
void buju_ctx_clear(buju_ctx *ctx);

#ifdef __cplusplus
}
#endif
#endif
