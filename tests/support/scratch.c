/* Folders of a test's own. SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700
#include "tests/support/scratch.h"

#include <ftw.h>
#include <stdio.h>

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *at) {
  (void)info;
  (void)kind;
  (void)at;
  return remove(path);
}

int scratch_remove(const char *folder) {
  enum { OPEN_MOST = 8 };
  return nftw(folder, remove_entry, OPEN_MOST, FTW_DEPTH | FTW_PHYS);
}
