/* Feeds every file of a folder to a fuzzer, as an ordinary test: replay FOLDER. SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

enum { BYTES_MAX = 1 << 20 };

static int replay(const char *path, uint8_t *bytes) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    return 1;
  }
  size_t n = fread(bytes, 1, BYTES_MAX, file);
  fclose(file);
  uint8_t *exact = malloc(n + (n == 0)); /* so that the sanitizer sees a byte too far */
  if (exact == NULL) return 1;
  memcpy(exact, bytes, n);
  LLVMFuzzerTestOneInput(exact, n);
  free(exact);
  return 0;
}

int main(int argc, char **argv) {
  DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
  uint8_t *bytes = malloc(BYTES_MAX);
  int files = 0, failed = folder == NULL || bytes == NULL;
  for (struct dirent *entry; !failed && (entry = readdir(folder)) != NULL;) {
    char path[4096];
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
    failed = replay(path, bytes);
    files++;
  }
  if (folder != NULL) closedir(folder);
  free(bytes);
  printf("%d inputs\n", files);
  return failed || files == 0;
}
