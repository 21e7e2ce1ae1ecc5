/* Statuses: every fallible function returns one. The ranges say who must act. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_STATUS_H
#define BUJU_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

/** The one table of statuses: name, value, exit status of the command, Chinese, English.
 *  -1xxx the request is wrong; -2xxx the data are wrong; -3xxx the request contradicts itself; -4xxx the system
 *  failed.
 *
 *  Comments name the statuses a function gives beside BUJU_OK; BUJU_E_MEMORY, which every one of them may give, and
 *  BUJU_E_INTERNAL, a defect of the library itself, are not named again. Pointers a comment says nothing of must not be
 *  NULL. */
#define BUJU_STATUS_TABLE(X)                                                                                           \
  X(BUJU_OK, 0, 0, "完成", "done")                                                                                     \
  X(BUJU_E_USAGE, -1001, 2, "用法错误", "wrong usage")                                                                 \
  X(BUJU_E_SCENARIO, -1002, 3, "方案文件有误", "bad scenario")                                                         \
  X(BUJU_E_SELECTOR, -1003, 3, "筛选条件有误", "bad selector")                                                         \
  X(BUJU_E_DATA, -2001, 4, "数据有误", "bad data")                                                                     \
  X(BUJU_E_OPEN, -2002, 4, "无法打开输入", "cannot open an input")                                                     \
  X(BUJU_E_CRS, -2003, 4, "坐标系有误", "bad coordinate reference system")                                             \
  X(BUJU_E_CONTRADICTION, -3001, 5, "要求互相矛盾", "contradictory request")                                           \
  X(BUJU_E_MEMORY, -4001, 6, "内存不足", "out of memory")                                                              \
  X(BUJU_E_IO, -4002, 6, "读写失败", "input or output failed")                                                         \
  X(BUJU_E_BUSY, -4003, 6, "输出正被占用", "the output is in use")                                                     \
  X(BUJU_E_LIMIT, -4004, 6, "超出限度", "beyond a limit")                                                              \
  X(BUJU_E_INTERNAL, -4005, 6, "内部错误", "internal error")

typedef enum buju_status {
#define BUJU_STATUS_ENUM(name, value, exit, zh, en) name = value,
  BUJU_STATUS_TABLE(BUJU_STATUS_ENUM)
#undef BUJU_STATUS_ENUM
} buju_status;

/** The exit status (0–6) the command gives for a library status. Unknown values count as internal errors. O(1). */
int buju_status_exit(buju_status status);

#ifdef __cplusplus
}
#endif
#endif
