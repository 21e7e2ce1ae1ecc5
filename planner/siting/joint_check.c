/* The arrays of a joint clinic problem are hostile until checked. SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <string.h>

BUJU_MSG(bad_rows, "合建求解的{0}关系：第{1}行的起止位置不成序",
         "joint clinics: row {1} of {0} does not start where it should");
BUJU_MSG(bad_col, "合建求解的{0}关系：第{1}行指向不存在的节点或自身",
         "joint clinics: row {1} of {0} names itself or no node");
BUJU_MSG(twice, "合建求解的{0}关系：第{1}行有重复的节点", "joint clinics: row {1} of {0} names a node twice");
BUJU_MSG(one_way, "合建求解的相邻关系不对称", "joint clinics: the relation of neighbours is not symmetric");
BUJU_MSG(bad_people, "合建求解：{0}的人口缺失或为负", "joint clinics: {0} has missing or negative people");
BUJU_MSG(bad_cap, "合建求解：服务人口上限或计算限度为负", "joint clinics: the cap or the work limit is negative");
BUJU_MSG(missing, "合建求解：缺少输入数组", "joint clinics: an input array is missing");
BUJU_MSG(too_much, "合建求解：人口×时间之和超出64位整数，请检查{0}的人口",
         "joint clinics: the sum of people × time does not fit in 64 bits; check the people of {0}");
BUJU_MSG(word_trips, "出行", "trips");
BUJU_MSG(word_adjacent, "相邻", "neighbours");

buju_arg buju_joint_name(const buju_joint_problem *problem, buju_ix node) {
  if (problem->name != NULL && problem->name[node] != NULL) return buju_text(problem->name[node]);
  return buju_int(node);
}

static buju_status check_rows(buju_ctx *ctx, const buju_csr *csr, buju_ix n, const buju_msg *what) {
  if (csr == NULL || csr->n != n || csr->row == NULL) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(missing));
  if (csr->row[0] != 0) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_rows, buju_word(what), buju_int(0)));
  for (buju_ix i = 0; i < n; i++)
    if (csr->row[i + 1] < csr->row[i] || csr->row[i + 1] > UINT32_MAX - 1)
      return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_rows, buju_word(what), buju_int(i)));
  if (csr->row[n] > 0 && csr->col == NULL) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(missing));
  return BUJU_OK;
}

/* Every column is a node, no row names itself or a node twice. O(n + entries). */
static buju_status check_columns(buju_ctx *ctx, const buju_csr *csr, const buju_msg *what, buju_arena *arena) {
  buju_ix *seen = BUJU_NEW(arena, buju_ix, csr->n); /* the last row, plus one, that named the node */
  if (seen == NULL) return buju_fail_memory(ctx);
  for (buju_ix i = 0; i < csr->n; i++) {
    for (uint64_t k = csr->row[i]; k < csr->row[i + 1]; k++) {
      buju_ix col = csr->col[k];
      if (col >= csr->n || col == i)
        return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_col, buju_word(what), buju_int(i)));
      if (seen[col] == i + 1) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(twice, buju_word(what), buju_int(i)));
      seen[col] = i + 1;
    }
  }
  return BUJU_OK;
}

/* Rows become columns; the rows of the result are ascending. O(n + entries). */
static bool transpose(const buju_csr *csr, buju_arena *arena, buju_csr *out) {
  size_t entries = (size_t)csr->row[csr->n];
  *out = (buju_csr){csr->n, BUJU_NEW(arena, uint64_t, (size_t)csr->n + 2), BUJU_NEW(arena, buju_ix, entries), NULL};
  if (out->row == NULL || out->col == NULL) return false;
  if (csr->val != NULL && (out->val = BUJU_NEW(arena, uint32_t, entries)) == NULL) return false;
  uint64_t *next = out->row + 1; /* becomes the end of each row, which is the start of the next */
  for (size_t k = 0; k < entries; k++) next[csr->col[k] + 1]++;
  for (buju_ix i = 0; i < csr->n; i++) next[i + 1] += next[i];
  for (buju_ix i = 0; i < csr->n; i++) {
    for (uint64_t k = csr->row[i]; k < csr->row[i + 1]; k++) {
      uint64_t at = next[csr->col[k]]++;
      out->col[at] = i;
      if (csr->val != NULL) out->val[at] = csr->val[k];
    }
  }
  return true;
}

/* Sums of people, and of people × the longest trip, must leave room for the arithmetic of the search. */
static buju_status check_sums(buju_ctx *ctx, const buju_joint_problem *problem) {
  const int64_t room = INT64_MAX / 64;
  int64_t people = 0, time = 0;
  for (buju_ix i = 0; i < problem->n; i++) {
    buju_people_n p = problem->people[i];
    if (p < 0) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_people, buju_joint_name(problem, i)));
    uint32_t longest = 0;
    for (uint64_t k = problem->trips->row[i]; k < problem->trips->row[i + 1]; k++)
      if (problem->trips->val[k] > longest) longest = problem->trips->val[k];
    if (p > room - people || (longest > 0 && p > (room - time) / longest))
      return buju_fail(ctx, BUJU_E_LIMIT, BUJU_SAY(too_much, buju_joint_name(problem, i)));
    people += p;
    time += p * longest;
  }
  return BUJU_OK;
}

static bool same_columns(const buju_csr *a, const buju_csr *b) {
  return memcmp(a->row, b->row, ((size_t)a->n + 1) * sizeof *a->row) == 0 &&
         (a->row[a->n] == 0 || memcmp(a->col, b->col, (size_t)a->row[a->n] * sizeof *a->col) == 0);
}

buju_status buju_joint_check(buju_ctx *ctx, const buju_joint_problem *problem, buju_arena *arena, buju_csr *trips,
                             buju_csr *adjacent) {
  buju_ix n = problem->n;
  if (n == BUJU_NONE || problem->people == NULL || problem->flags == NULL)
    return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(missing));
  if (problem->cap_people < 0 || problem->work_limit < 0) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(bad_cap));
  buju_status status = check_rows(ctx, problem->trips, n, &word_trips);
  if (status == BUJU_OK) status = check_rows(ctx, problem->adjacent, n, &word_adjacent);
  if (status == BUJU_OK && problem->trips->row[n] > 0 && problem->trips->val == NULL)
    status = buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(missing));
  if (status == BUJU_OK) status = check_columns(ctx, problem->trips, &word_trips, arena);
  if (status == BUJU_OK) status = check_columns(ctx, problem->adjacent, &word_adjacent, arena);
  if (status == BUJU_OK) status = check_sums(ctx, problem);
  if (status != BUJU_OK) return status;
  buju_csr turned = {0}, touching = {0}, plain = *problem->adjacent;
  plain.val = NULL;
  if (!transpose(problem->trips, arena, &turned) || !transpose(&turned, arena, trips) ||
      !transpose(&plain, arena, &touching) || !transpose(&touching, arena, adjacent))
    return buju_fail_memory(ctx);
  if (!same_columns(&touching, adjacent)) return buju_fail(ctx, BUJU_E_INTERNAL, BUJU_SAY(one_way));
  return BUJU_OK;
}
