/* OR-Library p-median: "nodes edges p", then "node node length" an edge; distances are shortest ways. Every node is a
 * demand point and a candidate. SPDX-License-Identifier: Apache-2.0 */
#include "layers/instances/formats.h"
#include "layers/instances/paths.h"

enum { NODES_MOST = 10000 }; /* the table takes 8 × nodes² bytes */

static bool is_pmed(buju_scan scan) {
  int64_t n[6];
  for (int i = 0; i < 6; i++) {
    size_t word = buju_scan_word(&scan);
    if (word == 0 || !buju_scan_parse_whole(scan.at, word, &n[i])) return i == 3 && word == 0 && n[1] == 0;
    scan.at += word;
    if (buju_scan_line_ends(&scan) != (i % 3 == 2)) return false;
  }
  return n[0] > 0 && n[1] > 0 && n[2] >= 0 && n[3] >= 1 && n[3] <= n[0] && n[4] >= 1 && n[4] <= n[0];
}

static buju_status read_edges(buju_ctx *ctx, buju_scan *scan, buju_ix nodes, size_t edges, buju_paths_edge *edge) {
  BUJU_MSG(node, "节点号", "a node");
  BUJU_MSG(length, "边长", "a length");
  BUJU_MSG(nothing_more, "文件结束", "the end of the file");
  buju_status status = BUJU_OK;
  for (size_t e = 0; status == BUJU_OK && e < edges; e++) {
    int64_t from = 0, to = 0, far = 0;
    status = buju_scan_whole(ctx, scan, &node, 1, nodes, &from);
    if (status == BUJU_OK) status = buju_scan_whole(ctx, scan, &node, 1, nodes, &to);
    if (status == BUJU_OK) status = buju_scan_whole(ctx, scan, &length, 0, UINT32_MAX - 1, &far);
    edge[e] = (buju_paths_edge){(buju_ix)(from - 1), (buju_ix)(to - 1), (uint32_t)far};
  }
  if (status == BUJU_OK && !buju_scan_text_ends(scan)) return buju_scan_unexpected(ctx, scan, &nothing_more);
  return status;
}

static buju_status read_pmed(buju_ctx *ctx, buju_scan *scan, const buju_instance_spec *spec, buju_instance *instance) {
  BUJU_MSG(nodes, "节点数", "the number of nodes");
  BUJU_MSG(edges, "边数", "the number of edges");
  BUJU_MSG(sites, "选址数 p", "p");
  int64_t n = 0, m = 0;
  (void)spec;
  buju_status status = buju_scan_whole(ctx, scan, &nodes, 1, NODES_MOST, &n);
  if (status == BUJU_OK) /* an edge takes six bytes */
    status = buju_scan_whole(ctx, scan, &edges, 0, (int64_t)(buju_scan_left(scan) / 6 + 1), &m);
  if (status == BUJU_OK) status = buju_scan_whole(ctx, scan, &sites, 0, INT64_MAX, &instance->p);
  if (status != BUJU_OK) return status;
  buju_arena *scratch = buju_arena_new();
  buju_paths_edge *edge = scratch != NULL ? BUJU_NEW(scratch, buju_paths_edge, (size_t)m) : NULL;
  status = edge != NULL ? read_edges(ctx, scan, (buju_ix)n, (size_t)m, edge) : buju_fail_memory(ctx);
  instance->demands = instance->candidates = (buju_ix)n;
  instance->first = 1;
  if (status == BUJU_OK)
    status = buju_paths_between_all(ctx, scan->file, (buju_ix)n, (size_t)m, edge, instance->arena, &instance->table);
  buju_arena_free(scratch);
  return status;
}

const buju_instance_format_entry buju_instance_pmed = {
    "pmed", {"OR-Library p-中位（图）", "OR-Library p-median (a graph)"}, BUJU_INSTANCE_MEDIAN, is_pmed, read_pmed,
    true};
