/* Why the system refused. SPDX-License-Identifier: Apache-2.0 */
#include "core/reason.h"

#include <errno.h>
#include <string.h>

buju_arg buju_reason(int error) {
  static const struct {
    int error;
    buju_msg word;
  } reasons[] = {{ENOENT, {"文件或文件夹不存在", "No such file or directory"}},
                 {EACCES, {"没有权限", "Permission denied"}},
                 {EPERM, {"系统不允许", "Operation not permitted"}},
                 {ENOSPC, {"磁盘空间不足", "No space left on device"}},
                 {EDQUOT, {"超过磁盘配额", "Disk quota exceeded"}},
                 {EFBIG, {"文件太大", "File too large"}},
                 {EROFS, {"磁盘是只读的", "Read-only file system"}},
                 {ENOTDIR, {"其中有一段不是文件夹", "Not a directory"}},
                 {EISDIR, {"是一个文件夹", "Is a directory"}},
                 {EEXIST, {"已经存在", "File exists"}},
                 {ENAMETOOLONG, {"名称太长", "File name too long"}},
                 {EIO, {"磁盘读写出错", "Input/output error"}},
                 {EMFILE, {"打开的文件太多", "Too many open files"}}};
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (reasons[i].error == error) return buju_word(&reasons[i].word);
  return buju_text(strerror(error));
}
