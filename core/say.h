/* What buju says: a message in two languages with typed arguments, kept beside the code that says it (docs/adr/0002).
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_SAY_H
#define BUJU_CORE_SAY_H

#include <stddef.h>
#include <stdint.h>

#include "buju/ctx.h"

/** A sentence in both languages; {0} … {7} stand for the arguments. "{0} place{0?|s}" chooses by number: the first text
 *  where argument 0 shows as 1, the second where it does not. */
typedef struct buju_msg {
  const char *zh, *en;
} buju_msg;

/** Defines a message: BUJU_MSG(crs_missing, "{0}：没有坐标系", "{0}: no CRS"). A lint test checks both halves. */
#define BUJU_MSG(name, zh, en) static const buju_msg name = {zh, en}

typedef enum buju_arg_kind {
  BUJU_ARG_NONE = 0,
  BUJU_ARG_TEXT,    /* s: borrowed, UTF-8 */
  BUJU_ARG_WORD,    /* m: itself a message without arguments */
  BUJU_ARG_WORDS,   /* w: one after another, "甲、乙" and "a, b"; {0?one|many} chooses by how many they are */
  BUJU_ARG_INT,     /* i */
  BUJU_ARG_YEAR,    /* i, without thousands separators */
  BUJU_ARG_REAL,    /* f */
  BUJU_ARG_PEOPLE,  /* i: thousandths of a person */
  BUJU_ARG_MINUTES, /* i: milliseconds, shown as minutes with one decimal, rounded up as times are */
  BUJU_ARG_METRES,  /* f */
  BUJU_ARG_YUAN,    /* i: fen */
} buju_arg_kind;

/** Words one after another. */
typedef struct buju_word_list {
  size_t n;
  const buju_msg *const *word; /* [n] */
} buju_word_list;

typedef struct buju_arg {
  buju_arg_kind kind;
  union {
    int64_t i;
    double f;
    const char *s;
    const buju_msg *m;
    const buju_word_list *w;
  } u;
} buju_arg;

static inline buju_arg buju_text(const char *s) { return (buju_arg){BUJU_ARG_TEXT, {.s = s}}; }
static inline buju_arg buju_word(const buju_msg *m) { return (buju_arg){BUJU_ARG_WORD, {.m = m}}; }
static inline buju_arg buju_words(const buju_word_list *w) { return (buju_arg){BUJU_ARG_WORDS, {.w = w}}; }
static inline buju_arg buju_int(int64_t i) { return (buju_arg){BUJU_ARG_INT, {.i = i}}; }
static inline buju_arg buju_year(int64_t year) { return (buju_arg){BUJU_ARG_YEAR, {.i = year}}; }
static inline buju_arg buju_real(double f) { return (buju_arg){BUJU_ARG_REAL, {.f = f}}; }
static inline buju_arg buju_people(int64_t thousandths) { return (buju_arg){BUJU_ARG_PEOPLE, {.i = thousandths}}; }
static inline buju_arg buju_minutes(uint32_t ms) { return (buju_arg){BUJU_ARG_MINUTES, {.i = ms}}; }
static inline buju_arg buju_metres(double m) { return (buju_arg){BUJU_ARG_METRES, {.f = m}}; }
static inline buju_arg buju_yuan(int64_t fen) { return (buju_arg){BUJU_ARG_YUAN, {.i = fen}}; }

enum { BUJU_SAID_ARGS = 8 };

/** A message with its arguments: rendered when it is shown, never earlier, so that one row carries both languages.
 *  Text and word-list arguments are borrowed: whoever keeps a buju_said keeps them alive (arena). */
typedef struct buju_said {
  const buju_msg *msg;
  buju_arg arg[BUJU_SAID_ARGS];
} buju_said;

/** BUJU_SAY(msg, buju_text(path), buju_int(row)): a buju_said from a message and up to seven arguments. */
#define BUJU_SAY(...) BUJU_SAY_(__VA_ARGS__, {0})
#define BUJU_SAY_(message, ...) ((buju_said){&(message), {__VA_ARGS__}})

/** Renders into buf, always terminated, never cutting a UTF-8 character.
 *  @return the bytes the whole text needs without the terminator (as snprintf). */
size_t buju_say(buju_lang lang, const buju_said *said, char *buf, size_t size);

/** What the functions below do with a line. They return the status they are given, in the header, so that compilers
 *  and analysers see that a failure is a failure. */
void buju_note_failure(buju_ctx *ctx, buju_said said);
void buju_note_complaint(buju_ctx *ctx, buju_said said);
void buju_note_no_memory(buju_ctx *ctx);

/** The error line of another context becomes this one's: how a worker's failure reaches its caller. */
void buju_note_same(buju_ctx *ctx, const buju_ctx *as);

/** Records the one-line error of ctx and returns status, so that a failure is `return buju_fail(…)`. Callers pass a
 *  failure on and never overwrite it. A NULL ctx is allowed. */
static inline buju_status buju_fail(buju_ctx *ctx, buju_status status, buju_said said) {
  buju_note_failure(ctx, said);
  return status;
}

/** Adds one line to the diagnostics; the first also becomes the error line. Returns status. */
static inline buju_status buju_complain(buju_ctx *ctx, buju_status status, buju_said said) {
  buju_note_complaint(ctx, said);
  return status;
}

/** BUJU_E_MEMORY with its standard line. */
static inline buju_status buju_fail_memory(buju_ctx *ctx) {
  buju_note_no_memory(ctx);
  return BUJU_E_MEMORY;
}

/** Reports progress if the caller asked for it. */
void buju_ctx_step(buju_ctx *ctx, buju_said what, double fraction);

#endif
