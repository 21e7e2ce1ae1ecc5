/* Folders of a test's own. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_SCRATCH_H
#define BUJU_TESTS_SCRATCH_H

/** Removes a folder with everything in it, whatever was written there: a plan has its project beside it. 0 when
 *  nothing is left. */
int scratch_remove(const char *folder);

#endif
