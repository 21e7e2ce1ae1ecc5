/* Progress, time and interrupts of commands that work for a while. SPDX-License-Identifier: Apache-2.0 */
#include "cli/long_run.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void show_progress(void *user, const char *what, double fraction) {
  (void)user;
  fprintf(stderr, "\r\033[K%s %3.0f %%", what, fraction * 100);
}

bool progress_begin(buju_ctx *ctx, bool quiet) {
  bool shown = !quiet && isatty(STDERR_FILENO) == 1;
  if (shown) buju_ctx_set_progress(ctx, show_progress, NULL);
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
