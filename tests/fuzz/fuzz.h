/* A fuzzer is one function; libFuzzer calls it, and replay.c on the corpus. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_TESTS_FUZZ_H
#define BUJU_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#endif
