/* How far a siting search had come after 0.1, 1, 10 and 60 seconds of CPU, its time and its memory: the columns that
 * all tables of siting share. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_BENCH_TRACE_H
#define BUJU_BENCH_TRACE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "planner/siting/siting.h"

enum { BENCH_MARKS = 4 };
static const double bench_mark_s[BENCH_MARKS] = {0.1, 1, 10, 60};

/** One run. Between bench_start and bench_stop it is told of by `watch`. */
typedef struct bench_trace {
  buju_siting_watch watch;
  int64_t upper, lower;    /* known now */
  double gap[BENCH_MARKS]; /* in percent of upper, or of whole; below 0: no plan yet */
  int passed;              /* marks that are over */
  int64_t whole;           /* what the gap is measured in, as for maximal cover the weight of all; 0: upper */
  double wall_s, cpu_s;    /* when it began; after bench_stop: how long it took */
} bench_trace;

static inline double bench_seconds(clockid_t clock) {
  struct timespec at;
  clock_gettime(clock, &at);
  return (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
}

static inline double bench_gap(const bench_trace *trace) {
  if (trace->upper == INT64_MAX) return -1;
  int64_t whole = trace->whole > 0 ? trace->whole : trace->upper;
  return trace->lower < trace->upper ? 100 * (double)(trace->upper - trace->lower) / (double)whole : 0;
}

/* Marks that have gone by while nothing new was known. */
static inline void bench_pass(bench_trace *trace, double cpu_s) {
  for (; trace->passed < BENCH_MARKS && bench_mark_s[trace->passed] < cpu_s; trace->passed++)
    trace->gap[trace->passed] = bench_gap(trace);
}

static inline void bench_tell(void *user, int64_t upper, int64_t lower) {
  bench_trace *trace = user;
  bench_pass(trace, bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - trace->cpu_s);
  if (upper < trace->upper) trace->upper = upper;
  if (lower > trace->lower) trace->lower = lower;
}

/** Hand &trace->watch to the problem. */
static inline void bench_start(bench_trace *trace, int64_t whole) {
  *trace = (bench_trace){.watch = {bench_tell, trace}, .upper = INT64_MAX, .whole = whole};
  trace->wall_s = bench_seconds(CLOCK_MONOTONIC);
  trace->cpu_s = bench_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static inline void bench_stop(bench_trace *trace, int64_t upper, int64_t lower) {
  trace->wall_s = bench_seconds(CLOCK_MONOTONIC) - trace->wall_s;
  trace->cpu_s = bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - trace->cpu_s;
  bench_pass(trace, trace->cpu_s);
  trace->upper = upper;
  trace->lower = lower;
}

static inline double bench_peak_mb(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (double)use.ru_maxrss / 1024;
}

/* "gap %" at each mark, "gap %" in the end, "wall s", "CPU s", "peak MB": 9 columns and their heads. */
static inline void bench_print_heads(void) {
  for (int k = 0; k < BENCH_MARKS; k++) printf(" %5g s %%", bench_mark_s[k]);
  printf("    end %%   wall s    CPU s peak MB");
}

/** After bench_stop. A mark the run did not live to see is "=": the end is as far as it came. */
static inline void bench_print(const bench_trace *trace) {
  for (int k = 0; k < BENCH_MARKS; k++) {
    if (k >= trace->passed)
      printf(" %9s", "=");
    else if (trace->gap[k] < 0)
      printf(" %9s", "no plan");
    else
      printf(" %9.4f", trace->gap[k]);
  }
  printf(" %8.4f %8.2f %8.2f %7.0f", bench_gap(trace), trace->wall_s, trace->cpu_s, bench_peak_mb());
}

/** Runs a row in a process of its own, so that its memory is its own. Returns what it returned, or 1. */
static inline int bench_apart(int (*row)(void *user), void *user) {
  int state = 0;
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) exit(row(user));
  if (child < 0 || waitpid(child, &state, 0) < 0 || !WIFEXITED(state)) return 1;
  return WEXITSTATUS(state);
}

#endif
