/* Folders and files of a report. SPDX-License-Identifier: Apache-2.0 */
#include "layers/report/publish.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/reason.h"

/* The folders it lies in; what cannot be made is told by the last. */
static void make_above(const char *folder) {
  char path[PATH_MAX];
  if (strlen(folder) >= sizeof path) return;
  strcpy(path, folder);
  for (char *slash = strchr(path + 1, '/'); slash != NULL && slash[1] != '\0'; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(path, 0777);
    *slash = '/';
  }
}

buju_status buju_publish_folder(buju_ctx *ctx, const char *folder) {
  BUJU_MSG(no_folder, "{0}：无法建立文件夹（{1}）；请检查权限，或用 -o 换一个位置",
           "{0}: the folder cannot be made ({1}); check permissions, or choose another place with -o");
  struct stat info;
  make_above(folder);
  if (mkdir(folder, 0777) == 0) return BUJU_OK;
  int why = errno;
  if (why == EEXIST && stat(folder, &info) == 0) {
    if (S_ISDIR(info.st_mode)) return BUJU_OK;
    why = ENOTDIR;
  }
  return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(no_folder, buju_text(folder), buju_reason(why)));
}

buju_status buju_publish_file(buju_ctx *ctx, buju_draft_kind kind, const char *path, const void *bytes, size_t n) {
  buju_draft draft;
  buju_status status = buju_draft_open(ctx, kind, path, &draft);
  FILE *file = status == BUJU_OK ? fopen(draft.file, "wb") : NULL;
  if (status == BUJU_OK) {
    bool whole = file != NULL && fwrite(bytes, 1, n, file) == n;
    int why = errno;
    if (file != NULL && fclose(file) != 0) {
      if (whole) why = errno;
      whole = false;
    }
    if (!whole) status = buju_fail(ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(path), buju_reason(why)));
  }
  if (status == BUJU_OK) status = buju_draft_publish(ctx, &draft, path);
  buju_draft_close(&draft);
  return status;
}
