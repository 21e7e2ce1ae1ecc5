/* Money: what is spent once and every year, by whom, where. SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/shares.h"
#include "core/words.h"
#include "report/costs.h"
#include "report/html.h"

static bool has_costs(const buju_html *html) { return html->report->table[BUJU_LAYER_COSTS].n > 0; }

#define COST(name) BUJU_LAYER_COSTS, COSTS_##name

static bool same_number(const buju_html *html, unsigned column, buju_ix a, buju_ix b) {
  double p = buju_report_number(html->report, BUJU_LAYER_COSTS, column, a),
         q = buju_report_number(html->report, BUJU_LAYER_COSTS, column, b);
  return p == q || (isnan(p) && isnan(q));
}

static bool same_cost(const buju_html *html, buju_ix a, buju_ix b) {
  return buju_costs_same(html->report, COSTS_item, a, b) && buju_costs_same(html->report, COSTS_payer, a, b) &&
         same_number(html, COSTS_year, a, b) && same_number(html, COSTS_capital, a, b);
}

static const char *in(const buju_html *html, const buju_msg *msg) {
  return html->page->lang == BUJU_ZH ? msg->zh : msg->en;
}

static void put_money(buju_html *html, const int64_t *fen, int from, int to) {
  for (int s = from; s < to; s++) buju_html_number(html, (double)fen[s] / (double)BUJU_YUAN / 10000, 2);
  buju_page_put(html->page, "</tr>\n");
}

/* A row an item, year and payer, summed over townships: in whole fen. */
static void put_costs(buju_html *html, bool capital, const buju_msg *caption) {
  static const buju_msg heads[] = {
      {"项目", "Item"}, {"年度", "Year"}, {"承担单位", "Payer"}, {"金额（万元）", "Money (10,000 yuan)"}};
  static const bool number[] = {false, false, false, true};
  BUJU_MSG(later, "规划完成后每年", "each year once the plan is carried out");
  BUJU_MSG(unphased, "未分年", "no year");
  BUJU_MSG(all, "合计", "All");
  int64_t sum = 0;
  buju_ix n = html->report->table[BUJU_LAYER_COSTS].n;
  bool any = false;
  for (buju_ix i = 0; i < n; i++) {
    bool once = buju_report_number(html->report, COST(capital), i) == 1, seen = once != capital;
    for (buju_ix k = 0; k < i && !seen; k++) seen = same_cost(html, k, i);
    if (seen) continue;
    int64_t fen = 0;
    for (buju_ix k = i; k < n; k++) {
      double yuan = buju_report_number(html->report, COST(cost_yuan), k);
      if (same_cost(html, k, i) && fabs(yuan) < 1e13) fen += llround(yuan * BUJU_YUAN);
    }
    if (!any) {
      buju_html_open(html, caption);
      buju_html_heads(html, heads, number, 4);
    }
    any = true;
    char year[32];
    double at = buju_report_number(html->report, COST(year), i);
    const buju_msg *no_year = capital ? &unphased : &later;
    snprintf(year, sizeof year, "%.0f", at);
    buju_page_put(html->page, "<tr>");
    const char *item = html->page->lang == BUJU_ZH ? NULL : buju_report_text(html->report, COST(item_en), i);
    buju_html_cell(html, item != NULL ? item : buju_report_text(html->report, COST(item), i));
    buju_html_cell(html, !isnan(at) ? year : in(html, no_year));
    buju_html_cell(html, buju_report_text(html->report, COST(payer), i));
    put_money(html, &fen, 0, 1);
    sum += fen;
  }
  if (!any) return;
  if (capital) { /* years of what is spent again and again do not add up */
    buju_page_put(html->page, "<tr class=\"sum\">");
    buju_html_cell(html, in(html, &all));
    buju_page_put(html->page, "<td></td><td></td>");
    put_money(html, &sum, 0, 1);
  }
  buju_html_close(html);
}

/* Fen of a row that counts: once, or in a year after the plan. */
static int64_t fen_of(const buju_html *html, buju_ix row, bool once) {
  double yuan = buju_report_number(html->report, COST(cost_yuan), row);
  bool capital = buju_report_number(html->report, COST(capital), row) == 1;
  bool counts = capital == once && (once || isnan(buju_report_number(html->report, COST(year), row)));
  return counts && fabs(yuan) < 1e13 ? llround(yuan * BUJU_YUAN) : 0;
}

/* What each payer bears, in the order in which payers come; rows are those that name a payer first. */
static buju_ix payers_of(const buju_html *html, bool once, buju_ix *first, int64_t *fen) {
  buju_ix n = html->report->table[BUJU_LAYER_COSTS].n, payers = 0;
  for (buju_ix i = 0; i < n; i++) {
    buju_ix p = 0;
    while (p < payers && !buju_costs_same(html->report, COSTS_payer, first[p], i)) p++;
    if (p == payers) {
      first[payers] = i;
      fen[payers++] = 0;
    }
    fen[p] += fen_of(html, i, once);
  }
  return payers;
}

/* Who pays how much of it: rounded so that the parts add up to the whole. */
static void say_split(buju_html *html, bool once) {
  BUJU_MSG(all_once, "一次性投入合计 {0} 万元：", "Spent once, {0} × 10,000 yuan in all: ");
  BUJU_MSG(all_yearly, "规划全部实施后每年 {0} 万元：", "Once the plan is carried out, {0} × 10,000 yuan each year: ");
  BUJU_MSG(part, "{0}承担 {1} 万元（{2}）", "{0} pays {1} ({2})");
  BUJU_MSG(nobody, "未写明的一方", "nobody named");
  static const int64_t HUNDREDTH_FEN = 10000; /* 0.01 × 10,000 yuan */
  buju_ix n = html->report->table[BUJU_LAYER_COSTS].n, *first = BUJU_NEW(html->report->arena, buju_ix, n);
  int64_t *fen = BUJU_NEW(html->report->arena, int64_t, n), *share = BUJU_NEW(html->report->arena, int64_t, n), all = 0;
  char number[48], percent[32];
  if (first == NULL || fen == NULL || share == NULL) {
    html->page->failed = true;
    return;
  }
  buju_ix payers = payers_of(html, once, first, fen);
  for (buju_ix p = 0; p < payers; p++) {
    if (fen[p] < 0) fen[p] = 0; /* nobody pays less than nothing */
    all += fen[p];
  }
  int64_t hundredths = (all + HUNDREDTH_FEN / 2) / HUNDREDTH_FEN;
  if (all == 0 || buju_share_out(html->ctx, hundredths, fen, payers, share) != BUJU_OK) return;
  buju_said said = BUJU_SAY(all_yearly, buju_text(buju_page_number((double)hundredths / 100, 2, number)));
  if (once) said.msg = &all_once;
  buju_page_put(html->page, "<p>");
  buju_page_say(html->page, said);
  for (buju_ix p = 0, said_already = 0; p < payers; p++) {
    const char *payer = buju_report_text(html->report, COST(payer), first[p]);
    if (fen[p] == 0) continue;
    if (said_already++ > 0) buju_page_put(html->page, html->page->lang == BUJU_ZH ? "，" : ", ");
    buju_page_say(html->page, BUJU_SAY(part, payer != NULL ? buju_text(payer) : buju_word(&nobody),
                                       buju_text(buju_page_number((double)share[p] / 100, 2, number)),
                                       buju_text(buju_html_percent((double)fen[p], (double)all, percent))));
  }
  buju_page_put(html->page, html->page->lang == BUJU_ZH ? "。</p>\n" : ".</p>\n");
}

/* By township: what is spent once, and each year after the plan; a column nothing stands in is left out. */
static void put_costs_by_township(buju_html *html) {
  BUJU_MSG(caption, "分乡镇（街道）经费（万元）", "Money by township (10,000 yuan)");
  BUJU_MSG(all, "合计", "All");
  static const buju_msg heads[] = {
      {"乡镇（街道）", "Township"}, {"一次性投入", "Once"}, {"规划完成后每年", "Each year after the plan"}};
  static const bool number[] = {false, true, true};
  BUJU_MSG(none, "未归乡镇", "Of no township");
  buju_ix townships, n = html->report->table[BUJU_LAYER_COSTS].n;
  const buju_ix *first = buju_costs_townships(html->report, &townships);
  int64_t sum[2] = {0, 0};
  if (first == NULL) {
    html->page->failed = true;
    return;
  }
  for (buju_ix i = 0; i < n; i++)
    for (int s = 0; s < 2; s++) sum[s] += fen_of(html, i, s == 0);
  if (sum[0] == 0 && sum[1] == 0) return;
  int from = sum[0] == 0, to = sum[1] == 0 ? 1 : 2;
  const buju_msg head[] = {heads[0], heads[1 + from], heads[to]};
  buju_html_open(html, &caption);
  buju_html_heads(html, head, number, (size_t)(1 + to - from));
  for (buju_ix t = 0; t < townships; t++) {
    int64_t fen[2] = {0, 0};
    for (buju_ix i = 0; i < n; i++)
      for (int s = 0; s < 2 && buju_costs_same_township(html->report, first[t], i); s++)
        fen[s] += fen_of(html, i, s == 0);
    const char *name = buju_report_text(html->report, COST(township), first[t]);
    char buf[96];
    buju_page_put(html->page, "<tr>");
    buju_html_cell(html, name != NULL ? buju_words_of_place(html->page->lang, name, buf, sizeof buf) : in(html, &none));
    put_money(html, fen, from, to);
  }
  buju_page_put(html->page, "<tr class=\"sum\" id=\"costs-all\">");
  buju_html_cell(html, in(html, &all));
  put_money(html, sum, from, to);
  buju_html_close(html);
}

static void write_costs(buju_html *html) {
  BUJU_MSG(once, "一次性投入，按承担单位", "Spent once, by payer");
  BUJU_MSG(yearly, "每年支出，按年度和承担单位", "Spent every year, by year and payer");
  say_split(html, true);
  say_split(html, false);
  put_costs(html, true, &once);
  put_costs(html, false, &yearly);
  put_costs_by_township(html);
}

const buju_html_section buju_html_costs = {"costs", {"经费测算", "Money"}, has_costs, write_costs};
