/* Reading files through VSI. SPDX-License-Identifier: Apache-2.0 */
#include "layers/vsi_file.h"

#include <cpl_vsi.h>
#include <stdlib.h>

static const uint64_t BYTES_MAX = (uint64_t)2 * 1024 * 1024 * 1024;

/* VSIStatL wants stat64, which strict C17 headers hide; the end of the file says the same. */
static bool size_of(VSILFILE *file, uint64_t *bytes) {
  if (VSIFSeekL(file, 0, SEEK_END) != 0) return false;
  *bytes = VSIFTellL(file);
  return VSIFSeekL(file, 0, SEEK_SET) == 0;
}

bool buju_vsi_is_folder(const char *path) {
  VSIDIR *dir = VSIOpenDir(path, 0, NULL);
  if (dir != NULL) VSICloseDir(dir);
  return dir != NULL;
}

bool buju_vsi_size(const char *path, uint64_t *bytes) {
  VSILFILE *file = buju_vsi_is_folder(path) ? NULL : VSIFOpenL(path, "rb"); /* Linux opens folders too */
  if (file == NULL) return false;
  bool known = size_of(file, bytes);
  VSIFCloseL(file);
  return known;
}

static buju_status read_all(buju_ctx *ctx, VSILFILE *file, const char *shown, unsigned char **out, size_t *bytes) {
  BUJU_MSG(too_big, "{0}：超过2 GiB；请拆分或改用 GeoPackage", "{0}: over 2 GiB; split it or use a GeoPackage");
  BUJU_MSG(unread, "{0}：读不到文件末尾；请检查磁盘或压缩包是否损坏",
           "{0}: cannot be read to its end; check the disk, or whether the archive is damaged");
  uint64_t size = 0;
  if (!size_of(file, &size)) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(unread, buju_text(shown)));
  if (size > BYTES_MAX) return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(too_big, buju_text(shown)));
  unsigned char *all = malloc((size_t)size + 1);
  if (all == NULL) return buju_fail_memory(ctx);
  if (VSIFReadL(all, 1, (size_t)size, file) != size) {
    free(all);
    return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(unread, buju_text(shown)));
  }
  all[size] = 0;
  *out = all;
  *bytes = (size_t)size;
  return BUJU_OK;
}

buju_status buju_vsi_load(buju_ctx *ctx, const char *path, const char *shown, unsigned char **out, size_t *bytes) {
  BUJU_MSG(missing, "{0}：打不开；请检查文件是否存在、是否有读取权限",
           "{0}: cannot be opened; check that it exists and may be read");
  VSILFILE *file = buju_vsi_is_folder(path) ? NULL : VSIFOpenL(path, "rb");
  if (file == NULL) return buju_fail(ctx, BUJU_E_OPEN, BUJU_SAY(missing, buju_text(shown)));
  buju_status status = read_all(ctx, file, shown, out, bytes);
  VSIFCloseL(file);
  return status;
}
