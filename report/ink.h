/* Inks: what colours mean, on a light and on a dark page, with a pattern where hue alone would not tell on a black-and-
 * white printer. Hues after Okabe and Ito (2008), which people with a colour deficiency tell apart.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_REPORT_INK_H
#define BUJU_REPORT_INK_H

#include <stdint.h>

typedef enum buju_pattern {
  BUJU_PLAIN,
  BUJU_DIAGONAL, /* / / / */
  BUJU_COUNTER,  /* \ \ \ */
  BUJU_ACROSS,   /* ― ― ― */
  BUJU_CROSSED,  /* x x x */
  BUJU_DOTTED,   /* . . . */
  BUJU_PATTERNS
} buju_pattern;

/** X(NAME, name, 0xlight, 0xdark, pattern) */
#define BUJU_INK_TABLE(X)                                                                                              \
  X(NONE, "none", 0xffffff, 0xffffff, PLAIN)                                                                           \
  X(PAPER, "paper", 0xffffff, 0x1d2126, PLAIN)                                                                         \
  X(TEXT, "text", 0x1c2733, 0xe8ebee, PLAIN)                                                                           \
  X(FAINT, "faint", 0x5d6875, 0xa3adb8, PLAIN)                                                                         \
  X(GRID, "grid", 0xdfe3e7, 0x39414a, PLAIN)                                                                           \
  X(EDGE, "edge", 0xa9aea4, 0x59616a, PLAIN)                                                                           \
  X(BOUNDARY, "boundary", 0x59616b, 0xaeb6bf, PLAIN)                                                                   \
  X(OUTSIDE, "outside", 0xf2f2ef, 0x272c32, PLAIN)                                                                     \
  X(OWN, "own", 0xdcebd2, 0x3b5a44, PLAIN)                                                                             \
  X(HOST, "host", 0xf2bd58, 0x9a6d16, PLAIN)                                                                           \
  X(MEMBER, "member", 0xfbe4b8, 0x6d552a, DIAGONAL)                                                                    \
  X(CENTRE, "centre", 0xc3dcf1, 0x2f5679, ACROSS)                                                                      \
  X(MOBILE, "mobile", 0xdccbe9, 0x5f4876, DOTTED)                                                                      \
  X(URBAN, "urban", 0xe9e7e1, 0x4a4d50, COUNTER)                                                                       \
  X(PAUSED, "paused", 0xd2c8bd, 0x5a5048, DOTTED)                                                                      \
  X(UNSERVED, "unserved", 0xe58a68, 0xa8492a, CROSSED)                                                                 \
  X(UNKNOWN, "unknown", 0xffffff, 0x1d2126, PLAIN)                                                                     \
  X(BEFORE, "before", 0xb9c1c9, 0x6d7781, COUNTER)                                                                     \
  X(BEFORE_LINE, "before-line", 0x6c7681, 0xa3adb8, PLAIN)                                                             \
  X(AFTER, "after", 0x0072b2, 0x56a9e0, PLAIN)                                                                         \
  X(SHORT, "short", 0xd55e00, 0xf08a4b, CROSSED)                                                                       \
  X(BUILD, "build", 0xd55e00, 0xf08a4b, PLAIN)                                                                         \
  X(CLINIC, "clinic", 0x1c2733, 0xe8ebee, PLAIN)                                                                       \
  X(HEALTH_CENTRE, "health-centre", 0x005f96, 0x6bb8ea, PLAIN)                                                         \
  X(ROUND, "round", 0x8a3f8f, 0xcf93d4, PLAIN)

#define BUJU_INK_ENUM(NAME, name, light, dark, pattern) BUJU_INK_##NAME,
typedef enum buju_ink { BUJU_INK_TABLE(BUJU_INK_ENUM) BUJU_INKS } buju_ink;

typedef struct buju_ink_spec {
  const char *name;
  uint32_t light, dark; /* 0xrrggbb */
  buju_pattern pattern;
} buju_ink_spec;

extern const buju_ink_spec buju_ink_specs[BUJU_INKS];

#endif
