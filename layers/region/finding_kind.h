/* Kinds of findings beside the code that finds them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_REGION_FINDING_KIND_H
#define BUJU_LAYERS_REGION_FINDING_KIND_H

#include "core/finding.h"

/** Defines a kind: what is odd and what was done about it, each in both languages; {0} … are the arguments of what. */
#define BUJU_KIND(name, severity, what_zh, what_en, done_zh, done_en)                                                  \
  static const buju_finding_kind name = {#name, severity, {what_zh, what_en}, {done_zh, done_en}}

/** The arguments of a finding. */
#define BUJU_ARGS(...)                                                                                                 \
  (buju_said) {                                                                                                        \
    NULL, { __VA_ARGS__ }                                                                                              \
  }
#define BUJU_NO_ARGS ((buju_said){NULL, {{0}}})

#endif
