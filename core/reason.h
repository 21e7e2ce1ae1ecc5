/* Why the system refused, in both languages. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CORE_REASON_H
#define BUJU_CORE_REASON_H

#include "core/say.h"

/** What an errno says, for a message; the C library's English where it is none of those users meet. */
buju_arg buju_reason(int error);

#endif
