/* The new file is made in a folder of its own beside the target and renamed over it when it is whole: a plan is old or
 * new, never half. SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layers/output/output.h"

const buju_msg buju_cannot_write = {"{0}：无法写出方案：{1}；请检查磁盘空间和权限，或用 -o 换一个位置",
                                    "{0}: the plan cannot be written: {1}; check space and permissions, or choose "
                                    "another place with -o"};

BUJU_MSG(in_use, "{0}：正被其他程序打开（{1}）；请在 QGIS 等程序中移除该图层或关闭程序后再运行，或用 -o 换一个文件名",
         "{0}: another program has it open ({1}); remove its layers in QGIS or close the program and run again, or "
         "choose another name with -o");

static buju_status fail_errno(buju_ctx *ctx, const char *target) {
  return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(buju_cannot_write, buju_text(target), buju_text(strerror(errno))));
}

/* text followed by suffix, on the heap; NULL when memory is out. */
static char *join(const char *text, const char *suffix) {
  size_t n = strlen(text), m = strlen(suffix);
  char *joined = malloc(n + m + 1);
  if (joined == NULL) return NULL;
  memcpy(joined, text, n);
  memcpy(joined + n, suffix, m + 1);
  return joined;
}

/* Whether the file at path is an SQLite database with buju's run_info; opened so that nothing is touched. */
static bool is_plan(const char *path) {
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  bool found = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
               sqlite3_prepare_v2(db, "SELECT 1 FROM run_info WHERE key = 'format' AND value LIKE 'buju-plan/%'", -1,
                                  &statement, NULL) == SQLITE_OK &&
               sqlite3_step(statement) == SQLITE_ROW;
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return found;
}

/* Whether someone holds a lock: taking the strongest one writes nothing. */
static bool is_locked(const char *path) {
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK) code = sqlite3_exec(db, "BEGIN EXCLUSIVE; ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(db);
  return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

/* An existing target may be replaced only when it is a plan that nobody has open. */
static buju_status check_target(buju_ctx *ctx, const char *target) {
  BUJU_MSG(folder, "{0}：是一个文件夹；请用 -o 给出文件名", "{0}: is a folder; give a file name with -o");
  BUJU_MSG(
      not_plan, "{0}：已存在，但不是 buju 的方案文件，不予覆盖；请用 -o 换一个文件名，或先移走该文件",
      "{0}: exists and is no plan made by buju, so it is not replaced; choose another name with -o or move it away");
  BUJU_MSG(wal, "旁边有 -wal 文件", "a -wal file stands beside it");
  BUJU_MSG(lock, "已被锁定", "it is locked");
  struct stat info;
  if (stat(target, &info) != 0) return errno == ENOENT ? BUJU_OK : fail_errno(ctx, target);
  if (S_ISDIR(info.st_mode)) return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(folder, buju_text(target)));
  if (!S_ISREG(info.st_mode)) return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(not_plan, buju_text(target)));
  char *log = join(target, "-wal");
  if (log == NULL) return buju_fail_memory(ctx);
  bool logged = access(log, F_OK) == 0;
  free(log);
  if (logged) return buju_fail(ctx, BUJU_E_BUSY, BUJU_SAY(in_use, buju_text(target), buju_word(&wal)));
  if (is_locked(target)) return buju_fail(ctx, BUJU_E_BUSY, BUJU_SAY(in_use, buju_text(target), buju_word(&lock)));
  if (info.st_size > 0 && !is_plan(target)) return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(not_plan, buju_text(target)));
  return BUJU_OK;
}

buju_status buju_draft_open(buju_ctx *ctx, const char *target, buju_draft *draft) {
  *draft = (buju_draft){NULL, NULL};
  buju_status status = check_target(ctx, target);
  if (status != BUJU_OK) return status;
  char *folder = join(target, ".partial-XXXXXX");
  if (folder == NULL) return buju_fail_memory(ctx);
  if (mkdtemp(folder) == NULL) {
    status = fail_errno(ctx, target);
    free(folder);
    return status;
  }
  draft->folder = folder;
  draft->file = join(folder, "/plan.gpkg");
  return draft->file != NULL ? BUJU_OK : buju_fail_memory(ctx);
}

/* Flushes a file or a folder to the disk. */
static bool flush(const char *path, int flags) {
  int fd = open(path, flags | O_CLOEXEC);
  if (fd < 0) return false;
  bool flushed = fsync(fd) == 0;
  return close(fd) == 0 && flushed;
}

/* The folder a path lies in, on the heap. */
static char *folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  if (slash == NULL) return join(".", "");
  char *folder = join(path, "");
  if (folder != NULL) folder[slash == path ? 1 : slash - path] = '\0';
  return folder;
}

buju_status buju_draft_publish(buju_ctx *ctx, const buju_draft *draft, const char *target) {
  char *folder = folder_of(target);
  if (folder == NULL) return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  if (!flush(draft->file, O_RDONLY) || rename(draft->file, target) != 0) status = fail_errno(ctx, target);
  /* The new name is there; a folder that cannot be flushed (some network disks) does not undo that. */
  if (status == BUJU_OK) (void)flush(folder, O_RDONLY | O_DIRECTORY);
  free(folder);
  return status;
}

/* The folder is ours alone: the file, and what SQLite may have left beside it. */
void buju_draft_close(buju_draft *draft) {
  static const char *const leftovers[] = {"", "-journal", "-wal", "-shm", "-tmp_rtree"};
  if (draft->folder == NULL) return;
  for (size_t i = 0; draft->file != NULL && i < sizeof leftovers / sizeof *leftovers; i++) {
    char *path = join(draft->file, leftovers[i]);
    if (path != NULL) unlink(path);
    free(path);
  }
  rmdir(draft->folder);
  free(draft->file);
  free(draft->folder);
  *draft = (buju_draft){NULL, NULL};
}
