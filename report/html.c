/* The page: head, contents, sections. SPDX-License-Identifier: Apache-2.0 */
#include "report/html.h"

#include <string.h>

static const buju_html_section *const sections[] = {
    &buju_html_summary, &buju_html_before_after, &buju_html_layout,   &buju_html_coverage,
    &buju_html_targets, &buju_html_standards,    &buju_html_projects, &buju_html_joint,
    &buju_html_staff,   &buju_html_costs,        &buju_html_choice,   &buju_html_rounds,
    &buju_html_pairs,   &buju_html_gaps,         &buju_html_sheets,   &buju_html_method};
enum { SECTIONS = sizeof sections / sizeof *sections };

void buju_html_heading(buju_html *html, const char *id, const buju_msg *title) {
  buju_page_putf(html->page, "<h2 id=\"%s\">", id);
  buju_page_msg(html->page, title);
  buju_page_put(html->page, "</h2>\n");
}

void buju_html_say(buju_html *html, buju_said said) {
  buju_page_put(html->page, "<p>");
  buju_page_say(html->page, said);
  buju_page_put(html->page, "</p>\n");
}

void buju_html_small(buju_html *html, buju_said said) {
  buju_page_put(html->page, "<p class=\"small\">");
  buju_page_say(html->page, said);
  buju_page_put(html->page, "</p>\n");
}

void buju_html_map(buju_html *html, const buju_map_spec *spec, buju_said named) {
  double height = buju_map_height(html->facts, spec);
  char name[512];
  buju_canvas canvas;
  if (!(height > 0)) return;
  buju_say(html->page->lang, &named, name, sizeof name);
  buju_page_put(html->page, "<figure class=\"map\"><figcaption>");
  buju_page_text(html->page, name);
  buju_page_put(html->page, "</figcaption>\n");
  buju_canvas_svg_begin(&canvas, html->page, spec->width, height, name);
  buju_map_draw(&canvas, html->facts, spec, 0);
  buju_canvas_svg_end(&canvas);
  buju_page_put(html->page, "</figure>\n");
}

void buju_html_chart(buju_html *html, const buju_msg *title, double height,
                     void (*draw)(buju_html *html, buju_canvas *canvas, const void *user), const void *user) {
  buju_canvas canvas;
  buju_page_put(html->page, "<figure><figcaption>");
  buju_page_msg(html->page, title);
  buju_page_put(html->page, "</figcaption>\n");
  buju_canvas_svg_begin(&canvas, html->page, BUJU_CHART_WIDTH, height,
                        html->page->lang == BUJU_ZH ? title->zh : title->en);
  draw(html, &canvas, user);
  buju_canvas_svg_end(&canvas);
  buju_page_put(html->page, "</figure>\n");
}

/* Paper first: what prints is what counts. Nothing is fetched, nothing runs. */
static const char style[] =
    "*{box-sizing:border-box}\n"
    "html{color-scheme:light dark;-webkit-text-size-adjust:100%}\n"
    "body{margin:0 auto;padding:2.2rem 1.4rem 4rem;max-width:60rem;background:var(--paper);color:var(--text);"
    "font:15px/1.65 \"Noto Sans CJK SC\",\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans\","
    "\"Segoe UI\",Arial,sans-serif}\n"
    "h1{font-size:1.75rem;line-height:1.3;margin:0 0 .3rem}\n"
    "h2{font-size:1.3rem;margin:2.6rem 0 .8rem;padding-bottom:.3rem;border-bottom:2px solid var(--after)}\n"
    "h3{font-size:1.05rem;margin:1.6rem 0 .5rem}\n"
    "p{margin:.5rem 0}.meta,.small,figcaption,caption{color:var(--faint)}.small{font-size:.84rem}\n"
    ".lead{font-size:1.05rem}.notice{border-left:4px solid var(--short);padding:.3rem .8rem}\n"
    "nav{columns:2;margin:1.2rem 0;padding:.8rem 1rem;border:1px solid var(--grid);font-size:.92rem}\n"
    "nav a{display:block}a{color:var(--after);text-decoration:none}a:hover{text-decoration:underline}\n"
    "figure{margin:1rem 0}figcaption{font-size:.9rem;margin-bottom:.35rem;font-weight:600;color:var(--text)}\n"
    ".drawing{display:block;width:100%;height:auto;fill-rule:evenodd;stroke-linejoin:round}\n"
    ".drawing text{font-family:inherit}.b{font-weight:700}\n"
    ".halo{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-opacity:.85}\n"
    ".pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;align-items:start}.pair figure,.pair table{margin:.4rem "
    "0}\n"
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;margin:.7rem 0;font-size:.86rem;line-height:1.45}\n"
    "caption{text-align:left;font-weight:600;color:var(--text);padding:.2rem 0}\n"
    "th,td{padding:.26rem .45rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}\n"
    "thead th{border-bottom:1.5px solid var(--faint);vertical-align:bottom;background:var(--paper)}\n"
    ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}thead th.n{white-space:normal}"
    "thead th{text-wrap:balance}thead th.w{white-space:nowrap}\n"
    "tr.sum td{font-weight:700;border-top:1.5px solid "
    "var(--faint)}td.s{min-width:13em}td.w{white-space:nowrap}td.m{min-width:5.5em}.wide{font-"
    "size:.78rem}.wide "
    "th,.wide td{padding:.22rem .3rem}tr.group td{font-weight:600;padding-top:.6rem}tr.group "
    ".small{font-weight:400}td.in{padding-left:1.6em}.years{margin:.4rem 0;padding-left:1.3em}\n"
    ".comment{margin-top:.8rem;border:1px solid var(--faint);padding:.5rem .7rem 0;height:5.4rem;"
    "display:flex;flex-direction:column;justify-content:space-between}\n"
    ".comment div{display:flex;justify-content:flex-end;gap:5.5em;padding:0 7em .4rem 0}\n"
    ".info{table-layout:fixed}.info td{overflow-wrap:anywhere}.info th:nth-child(2){width:30%}\n"
    ".info th:nth-child(3){width:9%}.results th:nth-child(2){width:16%}.results th:nth-child(3){width:44%}\n"
    ".params{columns:2;column-gap:1.6rem}.params p{margin:.5rem 0 0;font-size:.86rem;line-height:1.45;"
    "break-after:avoid}.params table{margin:.1rem 0 .6rem}.params td:last-child{width:35%;overflow-wrap:anywhere}\n"
    "html[lang=en] h3::first-letter{text-transform:uppercase}\n"
    "@media(max-width:40rem){nav{columns:1}.pair{grid-template-columns:1fr}body{padding:1rem .7rem}"
    "table{display:block;overflow-x:auto}td:first-child{min-width:5.5em}figure{overflow-x:auto}"
    "figure>.drawing{min-width:34rem}.pair .drawing{min-width:0}.params{columns:1}}\n"
    "@page{size:A4;margin:16mm 14mm 17mm;@bottom-center{content:counter(page) \" / \" counter(pages);"
    "font:9px sans-serif;color:#5d6875}}\n"
    "@media print{html{color-scheme:light}body{max-width:none;padding:0;font-size:10.5pt;line-height:1.5}\n"
    "h1{font-size:19pt}h2{font-size:14pt;margin-top:16pt}h3{font-size:11.5pt}table,.small{font-size:8pt}\n"
    ".wide{font-size:7pt}th,td{padding:.16rem .4rem}.wide th,.wide td{padding:.14rem .28rem}\n"
    "thead{display:table-header-group;break-after:avoid}tr,h2,h3,figure,.comment,.keep{break-inside:avoid}\n"
    "h2,h3,caption,tr.group,h2+p,h3+p,h2+p+p.small{break-after:avoid}\n"
    ".comment{break-before:avoid}.screen{display:none}.params p,.params table{font-size:7.5pt}\n"
    ".page{break-before:page}.page>h2,.page>h3{margin-top:0}a{color:inherit}nav{break-inside:avoid}\n"
    ".f-own,.drawing,th,td{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

static void put_head(buju_html *html) {
  buju_page *page = html->page;
  buju_page_put(page, BUJU_REPORT_MARK);
  buju_page_putf(page, "<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                 page->lang == BUJU_ZH ? "zh-CN" : "en");
  buju_page_put(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                      "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                      "<title>");
  buju_page_text(page, buju_facts_title(html->facts));
  buju_page_put(page, "</title>\n<style>\n");
  buju_ink_css(page);
  buju_page_put(page, style);
  buju_page_put(page, "</style>\n</head>\n<body>\n");
  buju_ink_defs(page);
}

static void put_title(buju_html *html) {
  BUJU_MSG(meta, "基准日期 {0} · 政策依据：{1}", "as of {0} · policy: {1}");
  BUJU_MSG(draft, "依据的政策是征求意见稿，本报告不能作为正式依据。",
           "The policy is a draft for comment: this report is no formal basis.");
  const char *day = buju_report_setting(html->report, "as_of");
  const char *document = buju_report_note(html->report, "profile.document", html->page->lang);
  const char *status = buju_report_setting(html->report, "profile.status");
  if (document == NULL) document = buju_report_setting(html->report, "profile.document");
  buju_page_put(html->page, "<header>\n<h1>");
  buju_page_text(html->page, buju_facts_title(html->facts));
  buju_page_put(html->page, "</h1>\n<p class=\"meta\">");
  if (html->facts->title != NULL) {
    buju_page_msg(html->page, &buju_report_kind);
    buju_page_put(html->page, "<br>");
  }
  if (html->facts->county != NULL) {
    buju_page_text(html->page, html->facts->county);
    buju_page_put(html->page, " · ");
  }
  buju_page_say(html->page, BUJU_SAY(meta, buju_text(day), buju_text(document)));
  buju_page_put(html->page, "</p>\n");
  if (status != NULL && strcmp(status, "draft") == 0) {
    buju_page_put(html->page, "<p class=\"notice\">");
    buju_page_msg(html->page, &draft);
    buju_page_put(html->page, "</p>\n");
  }
  buju_page_put(html->page, "</header>\n");
}

static void put_contents(buju_html *html) {
  buju_page_put(html->page, "<nav>\n");
  for (size_t i = 0; i < SECTIONS; i++) {
    if (!sections[i]->there(html)) continue;
    buju_page_putf(html->page, "<a href=\"#%s\">", sections[i]->id);
    buju_page_msg(html->page, &sections[i]->title);
    buju_page_put(html->page, "</a>\n");
  }
  buju_page_put(html->page, "</nav>\n");
}

/* What the plan has nothing for is named, so that nobody looks for it. */
static void put_left_out(buju_html *html) {
  BUJU_MSG(none, "没有列出的部分：", "Left out: ");
  BUJU_MSG(why, "。方案中没有相应图层，因为所用政策没有这方面的规则，或输入没有这方面的数据。",
           ". The plan has no such layer: the policy has no rule of the kind, or the inputs no data for it.");
  bool any = false;
  for (size_t i = 0; i < SECTIONS; i++) {
    if (sections[i]->there(html)) continue;
    buju_page_put(html->page, any ? (html->page->lang == BUJU_ZH ? "、" : ", ") : "<p class=\"small\">");
    if (!any) buju_page_msg(html->page, &none);
    buju_page_msg(html->page, &sections[i]->title);
    any = true;
  }
  if (!any) return;
  buju_page_msg(html->page, &why);
  buju_page_put(html->page, "</p>\n");
}

buju_status buju_report_html(buju_ctx *ctx, const buju_report *report, buju_page *page) {
  buju_facts facts;
  buju_html html = {.ctx = ctx, .page = page, .report = report, .facts = &facts};
  buju_status status = buju_facts_make(ctx, report, &facts);
  for (int s = 0; s < 2 && status == BUJU_OK; s++) status = buju_times_make(ctx, &facts, s, &html.times[s]);
  if (status != BUJU_OK) return status;
  put_head(&html);
  put_title(&html);
  put_contents(&html);
  for (size_t i = 0; i < SECTIONS; i++) {
    if (!sections[i]->there(&html)) continue;
    bool own_page = sections[i] == &buju_html_before_after || sections[i] == &buju_html_layout ||
                    sections[i] == &buju_html_sheets || sections[i] == &buju_html_method;
    buju_page_put(page, own_page ? "<section class=\"page\">\n" : "<section>\n");
    buju_html_heading(&html, sections[i]->id, &sections[i]->title);
    sections[i]->write(&html);
    buju_page_put(page, "</section>\n");
  }
  put_left_out(&html);
  buju_page_put(page, "</body>\n</html>\n");
  return page->failed ? buju_fail_memory(ctx) : BUJU_OK;
}
