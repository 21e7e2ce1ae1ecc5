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

#include "buju/plan.h"
#include "core/reason.h"
#include "core/report.h"
#include "layers/certificate.h"
#include "layers/output/output.h"
#include "layers/qgis/qgis.h"

const buju_msg buju_cannot_write = {"{0}：无法写出：{1}；请检查磁盘空间和权限，或用 -o 换一个位置",
                                    "{0}: cannot be written: {1}; check space and permissions, or choose another place "
                                    "with -o"};

const buju_msg buju_cannot_write_proof = {"{0}：无法写出：{1}；请检查磁盘空间和权限，或换一个位置",
                                          "{0}: cannot be written: {1}; check space and permissions, or choose "
                                          "another place"};

BUJU_MSG(in_use, "{0}：正被其他程序打开（{1}）；请在 QGIS 等程序中移除该图层或关闭程序后再运行，或用 -o 换一个文件名",
         "{0}: another program has it open ({1}); remove its layers in QGIS or close the program and run again, or "
         "choose another name with -o");

static buju_status fail_errno(buju_ctx *ctx, buju_draft_kind kind, const char *target) {
  buju_said said = BUJU_SAY(buju_cannot_write, buju_text(target), buju_reason(errno));
  if (kind == BUJU_DRAFT_CERTIFICATE) said.msg = &buju_cannot_write_proof;
  return buju_fail(ctx, BUJU_E_IO, said);
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

/* Whether the query finds the format in the SQLite database at path; opened so that nothing is touched. */
static bool has_format(const char *path, const char *sql, const char *format) {
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  bool found = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
               sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
               sqlite3_bind_text(statement, 1, format, -1, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_step(statement) == SQLITE_ROW;
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return found;
}

/* Whether the file begins as buju's table does: a byte order mark and the first column's name. */
static bool is_table(const char *path) {
  const buju_msg *first = &buju_layer_specs[BUJU_LAYER_ACCESS_ZONES].column[0].alias;
  char head[128] = "";
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  size_t n = fread(head, 1, sizeof head - 1, file);
  fclose(file);
  return n > 3 && strncmp(head, "\xEF\xBB\xBF", 3) == 0 &&
         (strncmp(head + 3, first->zh, strlen(first->zh)) == 0 || strncmp(head + 3, first->en, strlen(first->en)) == 0);
}

/* Whether the file begins with these bytes: what texts and pictures are told by. */
static bool begins(const char *path, const char *start) {
  char head[64] = "";
  size_t length = strlen(start);
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  size_t n = fread(head, 1, sizeof head - 1, file);
  fclose(file);
  return n >= length && memcmp(head, start, length) == 0;
}

/* How files of a kind begin that are no databases; NULL: they are. */
static const char *start_of(buju_draft_kind kind) {
  if (kind == BUJU_DRAFT_CERTIFICATE) return BUJU_CERTIFICATE_HEAD;
  if (kind == BUJU_DRAFT_REPORT) return BUJU_REPORT_MARK;
  if (kind == BUJU_DRAFT_BOOK) return "PK\x03\x04";
  return kind == BUJU_DRAFT_PICTURE ? "\x89PNG\r\n" : NULL;
}

static bool is_ours(buju_draft_kind kind, const char *path) {
  static const char run[] = "SELECT 1 FROM run_info WHERE key = 'format' AND value LIKE ?1 || '/%'";
  static const char settings[] = "SELECT 1 FROM compared_settings WHERE key = 'format' AND value_to LIKE ?1 || '/%'";
  if (kind == BUJU_DRAFT_COMPARE) return has_format(path, settings, "buju-compare");
  return has_format(path, run, kind == BUJU_DRAFT_PLAN ? "buju-plan" : "buju-access");
}

/* Whether someone holds a lock: taking the strongest one writes nothing. */
static bool is_locked(const char *path) {
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK) code = sqlite3_exec(db, "BEGIN EXCLUSIVE; ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(db);
  return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

static buju_status not_ours(buju_ctx *ctx, buju_draft_kind kind, const char *target) {
  BUJU_MSG(
      not_plan, "{0}：已存在，但不是 buju 的成果文件，不予覆盖；请用 -o 换一个文件名，或先移走该文件",
      "{0}: exists and is no plan made by buju, so it is not replaced; choose another name with -o or move it away");
  BUJU_MSG(not_access, "{0}：已存在，但不是 buju access 写出的文件，不予覆盖；请用 -o 换一个文件名，或先移走该文件",
           "{0}: exists and is not by buju access, so it is not replaced; choose another name with -o or move it away");
  BUJU_MSG(
      not_proof, "{0}：已存在，但不是 buju solve 写出的证明文件，不予覆盖；请换一个文件名，或先移走该文件",
      "{0}: exists and is no certificate by buju solve, so it is not replaced; choose another name or move it away");
  BUJU_MSG(
      not_compare, "{0}：已存在，但不是 buju compare 写出的文件，不予覆盖；请用 -o 换一个文件名，或先移走该文件",
      "{0}: exists and is not by buju compare, so it is not replaced; choose another name with -o or move it away");
  BUJU_MSG(
      not_report, "{0}：已存在，但不是 buju report 写出的文件，不予覆盖；请用 -o 换一个位置，或先移走该文件",
      "{0}: exists and is not by buju report, so it is not replaced; choose another place with -o or move it away");
  BUJU_MSG(not_picture, "{0}：已存在，但不是 PNG 图片，不予覆盖；请用 -o 换一个文件名，或先移走该文件",
           "{0}: exists and is no PNG, so it is not replaced; choose another name with -o or move it away");
  BUJU_MSG(not_book, "{0}：已存在，但不是 Excel 工作簿，不予覆盖；请用 -o 换一个位置，或先移走该文件",
           "{0}: exists and is no Excel workbook, so it is not replaced; choose another place with -o or move it away");
  buju_said said = BUJU_SAY(not_plan, buju_text(target));
  if (kind == BUJU_DRAFT_COMPARE) said.msg = &not_compare;
  if (kind == BUJU_DRAFT_ACCESS || kind == BUJU_DRAFT_ACCESS_CSV) said.msg = &not_access;
  if (kind == BUJU_DRAFT_CERTIFICATE) said.msg = &not_proof;
  if (kind == BUJU_DRAFT_REPORT) said.msg = &not_report;
  if (kind == BUJU_DRAFT_PICTURE) said.msg = &not_picture;
  if (kind == BUJU_DRAFT_BOOK) said.msg = &not_book;
  return buju_fail(ctx, BUJU_E_IO, said);
}

/* An existing target may be replaced only when it is of the kind and nobody has it open. */
static buju_status check_target(buju_ctx *ctx, buju_draft_kind kind, const char *target) {
  BUJU_MSG(folder, "{0}：是一个文件夹；请用 -o 给出文件名", "{0}: is a folder; give a file name with -o");
  BUJU_MSG(folder_proof, "{0}：是一个文件夹；请给出文件名", "{0}: is a folder; give a file name");
  BUJU_MSG(wal, "旁边有 -wal 文件", "a -wal file stands beside it");
  BUJU_MSG(lock, "已被锁定", "it is locked");
  struct stat info;
  if (stat(target, &info) != 0) return errno == ENOENT ? BUJU_OK : fail_errno(ctx, kind, target);
  if (S_ISDIR(info.st_mode)) {
    buju_said said = BUJU_SAY(folder, buju_text(target));
    if (kind == BUJU_DRAFT_CERTIFICATE) said.msg = &folder_proof;
    return buju_fail(ctx, BUJU_E_IO, said);
  }
  if (!S_ISREG(info.st_mode)) return not_ours(ctx, kind, target);
  if (start_of(kind) != NULL)
    return info.st_size == 0 || begins(target, start_of(kind)) ? BUJU_OK : not_ours(ctx, kind, target);
  if (kind == BUJU_DRAFT_ACCESS_CSV)
    return info.st_size == 0 || is_table(target) ? BUJU_OK : not_ours(ctx, kind, target);
  char *log = join(target, "-wal");
  if (log == NULL) return buju_fail_memory(ctx);
  bool logged = access(log, F_OK) == 0;
  free(log);
  if (logged) return buju_fail(ctx, BUJU_E_BUSY, BUJU_SAY(in_use, buju_text(target), buju_word(&wal)));
  if (is_locked(target)) return buju_fail(ctx, BUJU_E_BUSY, BUJU_SAY(in_use, buju_text(target), buju_word(&lock)));
  return info.st_size == 0 || is_ours(kind, target) ? BUJU_OK : not_ours(ctx, kind, target);
}

buju_status buju_draft_open(buju_ctx *ctx, buju_draft_kind kind, const char *target, buju_draft *draft) {
  *draft = (buju_draft){.kind = kind};
  buju_status status = check_target(ctx, kind, target);
  if (status != BUJU_OK) return status;
  char *folder = join(target, ".partial-XXXXXX");
  if (folder == NULL) return buju_fail_memory(ctx);
  if (mkdtemp(folder) == NULL) {
    status = fail_errno(ctx, kind, target);
    free(folder);
    return status;
  }
  draft->folder = folder;
  draft->file = join(folder, "/plan.gpkg");
  if (kind == BUJU_DRAFT_PLAN) draft->project = join(folder, "/plan.qgz");
  bool named = draft->file != NULL && (kind != BUJU_DRAFT_PLAN || draft->project != NULL);
  return named ? BUJU_OK : buju_fail_memory(ctx);
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

/* plan.gpkg has plan.qgz beside it; on the heap. */
static char *project_of(const char *target) {
  static const char end[] = ".gpkg";
  size_t n = strlen(target), m = sizeof end - 1;
  char *stem = join(target, "");
  if (stem != NULL && n > m && strcmp(target + n - m, end) == 0) stem[n - m] = '\0';
  char *project = stem != NULL ? join(stem, ".qgz") : NULL;
  free(stem);
  return project;
}

bool buju_plan_project_is_kept(const char *path) {
  char *project = project_of(path);
  bool kept = project != NULL && access(project, F_OK) == 0 && !buju_qgis_is_ours(project);
  free(project);
  return kept;
}

/* A project that somebody saved is theirs, whatever its name. */
static buju_status publish_project(buju_ctx *ctx, const buju_draft *draft, const char *target) {
  char *project = project_of(target);
  if (project == NULL) return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  struct stat info;
  bool free_place = stat(project, &info) != 0 && errno == ENOENT;
  if (access(draft->project, F_OK) == 0 && (free_place || buju_qgis_is_ours(project)) &&
      (!flush(draft->project, O_RDONLY) || rename(draft->project, project) != 0))
    status = fail_errno(ctx, draft->kind, project);
  free(project);
  return status;
}

buju_status buju_draft_publish(buju_ctx *ctx, const buju_draft *draft, const char *target) {
  char *folder = folder_of(target);
  if (folder == NULL) return buju_fail_memory(ctx);
  buju_status status = BUJU_OK;
  if (!flush(draft->file, O_RDONLY) || rename(draft->file, target) != 0) status = fail_errno(ctx, draft->kind, target);
  if (status == BUJU_OK && draft->project != NULL) status = publish_project(ctx, draft, target);
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
  if (draft->project != NULL) unlink(draft->project);
  rmdir(draft->folder);
  free(draft->project);
  free(draft->file);
  free(draft->folder);
  *draft = (buju_draft){0};
}
