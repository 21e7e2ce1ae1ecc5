/* Progress, time and interrupts of commands that work for a while. SPDX-License-Identifier: Apache-2.0 */
#include "cli/long_run.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/say.h"

double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What the line shows, and since when this step goes on. */
static struct {
  double began, from; /* seconds, and the fraction then */
  double last;        /* the fraction told last */
  double shown;       /* seconds */
} line;

static const double SHOW_EVERY_S = 0.1, ESTIMATE_AFTER_S = 3, ESTIMATE_AFTER = 0.03;

/* What is left of the step at the pace so far, in seconds; 0: too early to say. */
static double left_s(double now, double fraction) {
  double gone = now - line.began, done = fraction - line.from;
  return gone >= ESTIMATE_AFTER_S && done >= ESTIMATE_AFTER && fraction < 1 ? gone / done * (1 - fraction) : 0;
}

/* A step begins where the fraction falls, and where it stops or starts to be known. */
static bool begins(double fraction) {
  return line.began == 0 || (fraction < 0) != (line.last < 0) || (fraction >= 0 && fraction < line.last);
}

static void show_progress(void *user, const char *what, double fraction) {
  BUJU_MSG(minutes, "，约还需 {0} 分钟", ", about {0} min left");
  BUJU_MSG(some_seconds, "，约还需 {0} 秒", ", about {0} s left");
  BUJU_MSG(so_far, "，已 {0} 秒", ", {0} s so far");
  const buju_ctx *ctx = user;
  char rest[128] = "", percent[16] = "";
  double now = seconds();
  bool new_step = begins(fraction);
  if (new_step) line.began = now, line.from = fraction > 0 ? fraction : 0;
  line.last = fraction;
  if (!new_step && now - line.shown < SHOW_EVERY_S) return;
  line.shown = now;
  double left = fraction >= 0 ? left_s(now, fraction) : 0;
  buju_said said = BUJU_SAY(some_seconds, buju_int((int64_t)ceil(left)));
  if (left > 90) said = BUJU_SAY(minutes, buju_int((int64_t)ceil(left / 60)));
  if (fraction < 0) said = BUJU_SAY(so_far, buju_int((int64_t)(now - line.began)));
  if (left > 0 || (fraction < 0 && now - line.began >= ESTIMATE_AFTER_S))
    buju_say(buju_ctx_lang(ctx), &said, rest, sizeof rest);
  if (fraction >= 0) snprintf(percent, sizeof percent, " %3.0f %%", fraction * 100);
  fprintf(stderr, "\r\033[K%s%s%s", what, percent, rest);
}

bool progress_begin(buju_ctx *ctx, bool quiet) {
  bool shown = !quiet && isatty(STDERR_FILENO) == 1;
  if (shown) buju_ctx_set_progress(ctx, show_progress, ctx);
  return shown;
}

void progress_end(bool shown) {
  if (shown) fputs("\r\033[K", stderr);
}

void interrupts_hold(sigset_t *before) {
  sigset_t asked;
  sigemptyset(&asked);
  sigaddset(&asked, SIGINT);
  sigaddset(&asked, SIGTERM);
  sigaddset(&asked, SIGHUP);
  sigprocmask(SIG_BLOCK, &asked, before);
}

void interrupts_release(const sigset_t *before) { sigprocmask(SIG_SETMASK, before, NULL); }
