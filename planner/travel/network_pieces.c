/* What hangs together, and what the user should know of it. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "planner/travel/network_parts.h"
#include "planner/travel/sets.h"

enum { PIECES_NAMED = 10 };                /* one row each; the rest are one row */
static const double WHOLE_ENOUGH = 0.90;   /* share of the longest piece below which the network is broken */
static const double WORTH_NAMING_M = 1000; /* a piece shorter than this is not named */

typedef struct piece {
  double length_m;
  buju_ix node; /* its lowest */
} piece;

static int longest_first(const void *a, const void *b) {
  const piece *x = a, *y = b;
  if (x->length_m != y->length_m) return x->length_m > y->length_m ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

/* Lengths are summed in whole millimetres, so that the order of the lines does not show in the last digit. */
static double in_mm(double metres) { return round(metres * 1000); }

static void measure(buju_network *network, buju_ix *parent, piece *p) {
  for (buju_ix v = 0; v < network->nodes; v++) parent[v] = v;
  for (buju_ix e = 0; e < network->edges; e++) buju_set_join(parent, network->from[e], network->to[e]);
  for (buju_ix v = 0; v < network->nodes; v++) {
    parent[v] = parent[parent[v]]; /* to the root, as lower nodes are there already */
    if (parent[v] == v) network->piece[v] = network->pieces++;
    network->piece[v] = network->piece[parent[v]];
    p[network->piece[v]].node = parent[v];
  }
  for (buju_ix e = 0; e < network->edges; e++)
    p[network->piece[network->from[e]]].length_m += in_mm(network->length_m[e]);
}

buju_status buju_network_pieces(buju_ctx *ctx, buju_arena *arena, buju_network *network) {
  size_t nodes = network->nodes;
  buju_status status = BUJU_E_MEMORY;
  buju_ix *parent = malloc(nodes * sizeof *parent + 1), *rank = NULL;
  piece *p = calloc(nodes + 1, sizeof *p);
  network->piece = BUJU_NEW(arena, buju_ix, nodes);
  if (parent == NULL || p == NULL || network->piece == NULL) goto done;
  measure(network, parent, p);
  rank = calloc((size_t)network->pieces + 1, sizeof *rank);
  network->piece_m = BUJU_NEW(arena, double, network->pieces);
  if (rank == NULL || network->piece_m == NULL) goto done;
  qsort(p, network->pieces, sizeof *p, longest_first);
  for (buju_ix i = 0; i < network->pieces; i++) {
    rank[network->piece[p[i].node]] = i;
    network->piece_m[i] = p[i].length_m / 1000;
  }
  for (size_t v = 0; v < nodes; v++) network->piece[v] = rank[network->piece[v]];
  status = BUJU_OK;
done:
  free(parent);
  free(rank);
  free(p);
  return status == BUJU_OK ? status : buju_fail_memory(ctx);
}

/* ---- findings ---- */

static const buju_finding_kind ends_joined = {
    "road_ends_joined",
    BUJU_NOTE,
    {"道路中有 {0} 处断头离其他道路不超过 {1} 米",
     "{0} end{0?|s} of roads {0?misses|miss} another road by no more than {1} m"},
    {"已连上（容差见 travel.snap_m）", "joined; travel.snap_m sets the tolerance"}};
static const buju_finding_kind repeated = {
    "roads_repeated",
    BUJU_NOTE,
    {"道路有 {0} 段重复绘制，共 {1} 米", "{0} piece{0?|s} of road {0?is|are} drawn more than once, {1} m in all"},
    {"每段只计一次", "each counted once"}};
static const buju_finding_kind without_length = {"roads_without_length",
                                                 BUJU_NOTE,
                                                 {"{0} 条道路没有长度", "{0} road line{0?|s} {0?has|have} no length"},
                                                 {"未使用", "not used"}};
static const buju_finding_kind pieces = {
    "road_pieces",
    BUJU_NOTE,
    {"道路 {0} 米分为 {1} 片，最大一片占总长 {2}%", "{0} m of road in {1} pieces, the longest holding {2} % of it"},
    {"各片之间不能通行", "no way leads from one piece to another"}};
static const buju_finding_kind broken = {
    "road_network_broken",
    BUJU_WARNING,
    {"道路不连通：{0} 米分为 {1} 片，最大一片只占总长 {2}%",
     "the roads do not hang together: {0} m in {1} pieces, the longest holding only {2} % of it"},
    {"照此测算；断头可调大 travel.snap_m 连接，缺失的路段须补绘",
     "used as it is; a larger travel.snap_m joins ends that miss, roads that are missing must be drawn"}};
static const buju_finding_kind apart = {
    "road_piece_apart",
    BUJU_NOTE,
    {"一片道路与主网不连通：{0} 米，含“{1}”", "a piece of road is cut off from the main network: {0} m, with \"{1}\""},
    {"片内可通行，到不了片外", "travelled within, but no way leads out"}};
static const buju_finding_kind apart_unnamed = {
    "road_piece_apart",
    BUJU_NOTE,
    {"一片道路与主网不连通：{0} 米", "a piece of road is cut off from the main network: {0} m"},
    {"片内可通行，到不了片外", "travelled within, but no way leads out"}};

typedef struct reporting {
  buju_ctx *ctx;
  const buju_road_lines *lines;
  const buju_network *network;
  buju_findings *findings;
} reporting;

static buju_status find(const reporting *r, const buju_finding_kind *kind, int64_t row, buju_said args) {
  buju_finding finding = {.kind = kind, .file = r->lines->file, .row = row};
  for (int i = 0; i < BUJU_SAID_ARGS; i++) finding.arg[i] = args.arg[i];
  return buju_find(r->ctx, r->findings, finding);
}

/* One row each for the longest pieces apart, at their longest line. */
static buju_status name_pieces(const reporting *r) {
  const buju_network *w = r->network;
  buju_ix longest[PIECES_NAMED + 1];
  for (buju_ix i = 0; i <= PIECES_NAMED; i++) longest[i] = BUJU_NONE;
  for (buju_ix e = 0; e < w->edges; e++) {
    buju_ix p = w->piece[w->from[e]];
    if (p <= PIECES_NAMED && (longest[p] == BUJU_NONE || w->length_m[e] > w->length_m[longest[p]])) longest[p] = e;
  }
  for (buju_ix p = 1; p < w->pieces && p <= PIECES_NAMED && w->piece_m[p] >= WORTH_NAMING_M; p++) {
    buju_ix line = w->line[longest[p]];
    const char *name = r->lines->name[line];
    buju_status status =
        find(r, name != NULL ? &apart : &apart_unnamed, r->lines->source_row[line],
             (buju_said){NULL, {buju_metres(w->piece_m[p]), name != NULL ? buju_text(name) : (buju_arg){0}}});
    if (status != BUJU_OK) return status;
  }
  return BUJU_OK;
}

buju_status buju_network_report(buju_ctx *ctx, const buju_road_lines *lines, const buju_network_spec *spec,
                                const buju_network *network, buju_findings *findings) {
  reporting r = {ctx, lines, network, findings};
  buju_status status = BUJU_OK;
  double all_m = 0;
  for (buju_ix p = 0; p < network->pieces; p++) all_m += network->piece_m[p];
  if (network->count.without_length > 0)
    status = find(&r, &without_length, -1, (buju_said){NULL, {buju_int(network->count.without_length)}});
  if (status == BUJU_OK && network->count.repeated > 0)
    status = find(&r, &repeated, -1,
                  (buju_said){NULL, {buju_int(network->count.repeated), buju_metres(network->count.repeated_m)}});
  if (status == BUJU_OK && network->count.ends_joined > 0)
    status = find(&r, &ends_joined, -1,
                  (buju_said){NULL, {buju_int(network->count.ends_joined), buju_metres(spec->snap_m)}});
  if (status != BUJU_OK || network->pieces < 2) return status;
  double share = network->piece_m[0] / all_m;
  status =
      find(&r, share < WHOLE_ENOUGH ? &broken : &pieces, -1,
           (buju_said){NULL, {buju_metres(all_m), buju_int(network->pieces), buju_real(floor(share * 1000) / 10)}});
  return status == BUJU_OK ? name_pieces(&r) : status;
}
