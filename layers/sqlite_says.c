/* Why SQLite refused. SPDX-License-Identifier: Apache-2.0 */
#include "layers/sqlite_says.h"

static const struct {
  int code;
  buju_msg word;
} words[] = {
    {SQLITE_NOTADB, {"不是数据库文件", "file is not a database"}},
    {SQLITE_CANTOPEN, {"打不开", "unable to open database file"}},
    {SQLITE_CORRUPT, {"文件已损坏", "database disk image is malformed"}},
    {SQLITE_IOERR, {"磁盘读写出错", "disk I/O error"}},
    {SQLITE_FULL, {"磁盘空间不足", "database or disk is full"}},
    {SQLITE_BUSY, {"正被其他程序占用", "database is locked"}},
    {SQLITE_READONLY, {"只读", "attempt to write a readonly database"}},
    {SQLITE_PERM, {"没有权限", "access permission denied"}},
    {SQLITE_NOMEM, {"内存不足", "out of memory"}},
};

buju_arg buju_sqlite_says(sqlite3 *db) {
  int code = sqlite3_errcode(db) & 0xff; /* without what extended codes add */
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (words[i].code == code) return buju_word(&words[i].word);
  return buju_text(sqlite3_errmsg(db));
}
