/* What commands that work for a while have in common. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_LONG_RUN_H
#define BUJU_CLI_LONG_RUN_H

#include <signal.h>
#include <stdbool.h>

#include "buju/ctx.h"

/** Seconds on a clock that only goes forward. */
double seconds(void);

/** Shows progress on stderr when it is a terminal and nobody asked for quiet; true when it does. */
bool progress_begin(buju_ctx *ctx, bool quiet);
/** Wipes it, when shown. */
void progress_end(bool shown);

/** An interrupt waits until the file is whole: nothing half-written is left behind. */
void interrupts_hold(sigset_t *before);
void interrupts_release(const sigset_t *before);

#endif
