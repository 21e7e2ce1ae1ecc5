/* Cells of a workbook, by libxlsxwriter. SPDX-License-Identifier: Apache-2.0 */
#include "report/book_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text_width.h"
#include "core/utf8.h"
#include "report/book_file_own.h"
#include "report/ink.h"

/* What cells say that is neither a number format nor a colour. */
enum { WRAPS = 1, BOLD = 2, FRAMED = 4, RIGHT = 8, MIDDLE = 16 };

typedef struct look_spec {
  const char *zh, *en; /* number formats */
  int traits;
  double size;
} look_spec;

static const look_spec looks[BUJU_LOOKS] = {
    [BUJU_LOOK_TEXT] = {NULL, NULL, FRAMED | WRAPS, 10},
    [BUJU_LOOK_SENTENCE] = {NULL, NULL, FRAMED | WRAPS, 9},
    [BUJU_LOOK_PLAIN] = {"0", "0", FRAMED | RIGHT, 10},
    [BUJU_LOOK_COUNT] = {"#,##0", "#,##0", FRAMED | RIGHT, 10},
    [BUJU_LOOK_CHANGE] = {"+#,##0;-#,##0;0", "+#,##0;-#,##0;0", FRAMED | RIGHT, 10},
    [BUJU_LOOK_TENTHS] = {"#,##0.0", "#,##0.0", FRAMED | RIGHT, 10},
    [BUJU_LOOK_FINE] = {"0.000", "0.000", FRAMED | RIGHT, 10},
    [BUJU_LOOK_YUAN] = {"#,##0.00", "#,##0.00", FRAMED | RIGHT, 10},
    [BUJU_LOOK_WAN] = {"0\\.0000", "#,##0.00", FRAMED | RIGHT, 10},
    [BUJU_LOOK_SHARE] = {"0.0%", "0.0%", FRAMED | RIGHT, 10},
    [BUJU_LOOK_PERCENT] = {"0.0\"%\"", "0.0\"%\"", FRAMED | RIGHT, 10},
    [BUJU_LOOK_DAY] = {"yyyy-mm-dd", "yyyy-mm-dd", FRAMED | RIGHT, 10},
    [BUJU_LOOK_HEAD] = {NULL, NULL, FRAMED | WRAPS | BOLD | MIDDLE, 10},
    [BUJU_LOOK_TITLE] = {NULL, NULL, BOLD, 16},
    [BUJU_LOOK_CAPTION] = {NULL, NULL, BOLD, 11},
    [BUJU_LOOK_NOTE] = {NULL, NULL, WRAPS, 9},
    [BUJU_LOOK_PARAGRAPH] = {NULL, NULL, WRAPS, 11},
    [BUJU_LOOK_LINK] = {NULL, NULL, FRAMED, 10},
};

static lxw_format *make_format(const buju_book_file *file, int look) {
  const look_spec *spec = &looks[look % BUJU_LOOK_SUM];
  bool zh = file->about->lang == BUJU_ZH, sum = look >= BUJU_LOOK_SUM;
  lxw_format *format = workbook_add_format(file->book);
  if (format == NULL) return NULL;
  /* Both are on every office computer that opens the file. */
  format_set_font_name(format, zh ? "宋体" : "Calibri");
  format_set_font_size(format, spec->size);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  const char *number = zh ? spec->zh : spec->en;
  if (number != NULL) format_set_num_format(format, number);
  if ((spec->traits & WRAPS) != 0) format_set_text_wrap(format);
  if ((spec->traits & BOLD) != 0 || sum) format_set_bold(format);
  if ((spec->traits & RIGHT) != 0) format_set_align(format, LXW_ALIGN_RIGHT);
  if ((spec->traits & (FRAMED | RIGHT | MIDDLE)) == FRAMED) format_set_indent(format, 1); /* off the number before it */
  if ((spec->traits & FRAMED) != 0) {
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, buju_ink_specs[BUJU_INK_EDGE].light);
  }
  if ((spec->traits & MIDDLE) != 0) {
    format_set_align(format, LXW_ALIGN_CENTER);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bg_color(format, buju_ink_specs[BUJU_INK_CENTRE].light);
  }
  if (sum) format_set_bg_color(format, buju_ink_specs[BUJU_INK_OUTSIDE].light);
  if (look == BUJU_LOOK_LINK) format_set_font_color(format, buju_ink_specs[BUJU_INK_AFTER].light);
  if (look == BUJU_LOOK_NOTE) format_set_font_color(format, buju_ink_specs[BUJU_INK_FAINT].light);
  return format;
}

lxw_format *buju_book_format(buju_book_file *file, int look) {
  if (file->format[look] == NULL) file->format[look] = make_format(file, look);
  if (file->format[look] == NULL) buju_book_keep(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
  return file->format[look];
}

/* Whether a reader of the file would take these bytes for one escaped character: "_x0041_". */
static bool is_escape(const char *text) {
  return text[0] == '_' && text[1] == 'x' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4 && text[6] == '_';
}

const char *buju_book_clean(buju_book_file *file, const char *text) {
  static const char escaped[] = "_x005F_", cut[] = "…", replacement[] = "\xEF\xBF\xBD";
  size_t bytes = strlen(text), n = 0, units = 0, size = 7 * bytes + sizeof cut;
  if (bytes > (SIZE_MAX - sizeof cut) / 7) return NULL;
  if (size > (size_t)7 * 4 * BUJU_BOOK_TEXT_MOST) size = (size_t)7 * 4 * BUJU_BOOK_TEXT_MOST;
  if (size > file->text_size) {
    char *grown = realloc(file->text, size);
    if (grown == NULL) {
      buju_book_keep(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
      return NULL;
    }
    file->text = grown;
    file->text_size = size;
  }
  for (size_t at = 0; at < bytes;) {
    size_t length = buju_utf8_char(text + at, bytes - at), step = length > 0 ? length : 1;
    const char *from = length > 0 ? text + at : replacement;
    size_t put = length > 0 ? length : sizeof replacement - 1;
    bool control = (unsigned char)*from < 0x20 && *from != '\n' && *from != '\t';
    if (put == 3 && memcmp(from, "\xEF\xBF\xBE", 2) == 0 && (unsigned char)from[2] >= 0xBE) from = replacement;
    if (is_escape(text + at)) {
      from = escaped;
      put = sizeof escaped - 1;
    }
    size_t more = put == 4 ? 2 : from == escaped ? put : 1;
    if (!control && units + more > BUJU_BOOK_TEXT_MOST - 1) {
      memcpy(file->text + n, cut, sizeof cut);
      return file->text;
    }
    if (!control) {
      memcpy(file->text + n, from, put);
      n += put;
      units += more;
    }
    at += step;
  }
  file->text[n] = '\0';
  return file->text;
}

/* Rows are as high as the texts in them need: some programs do not fit them when they open the file. A little less
 * goes into a line than is counted, since lines break between words; fonts that stand in for 宋体 (Noto, Source Han)
 * have lines of 1.45 sizes. */
static void fit_row(buju_book_file *file, uint32_t row, uint16_t column, int look, const char *text) {
  static const double MOST = 400, LINE_OF_SIZE = 1.45, SIZE_AT_WIDTH = 10.5, MARGIN = 2;
  const look_spec *spec = &looks[look % BUJU_LOOK_SUM];
  if ((spec->traits & WRAPS) == 0 || column >= BUJU_BOOK_COLUMNS_MOST || file->width[column] <= MARGIN) return;
  if (row != file->row) file->lines = 1;
  file->row = row;
  double room = (file->width[column] - MARGIN) * SIZE_AT_WIDTH / spec->size, lines = 0;
  for (const char *at = text;; at++) {
    char line[1024];
    size_t length = strcspn(at, "\n");
    snprintf(line, sizeof line, "%.*s", (int)(length < sizeof line ? length : sizeof line - 1), at);
    lines += fmax(1, ceil((double)buju_text_width(line) / room));
    at += length;
    if (*at == '\0') break;
  }
  if (lines <= file->lines) return;
  file->lines = lines;
  buju_xlsx_height(file, row, fmin(MOST, lines * spec->size * LINE_OF_SIZE + 3));
}

void buju_xlsx_text(buju_book_file *file, uint32_t row, uint16_t column, int look, const char *text) {
  lxw_format *format = buju_book_format(file, look);
  const char *kept = text != NULL && *text != '\0' ? buju_book_clean(file, text) : NULL;
  if (kept != NULL && *kept != '\0') {
    buju_book_keep(file, worksheet_write_string(file->sheet, row, column, kept, format));
    fit_row(file, row, column, look, kept);
  } else {
    buju_book_keep(file, worksheet_write_blank(file->sheet, row, column, format));
  }
}

void buju_xlsx_msg(buju_book_file *file, uint32_t row, uint16_t column, int look, const buju_msg *msg) {
  buju_xlsx_text(file, row, column, look, file->about->lang == BUJU_ZH ? msg->zh : msg->en);
}

void buju_xlsx_number(buju_book_file *file, uint32_t row, uint16_t column, int look, double value) {
  lxw_format *format = buju_book_format(file, look);
  if (isfinite(value))
    buju_book_keep(file, worksheet_write_number(file->sheet, row, column, value, format));
  else
    buju_book_keep(file, worksheet_write_blank(file->sheet, row, column, format));
}

static bool read_day(const char *text, lxw_datetime *day) {
  static const char shape[] = "dddd-dd-dd";
  *day = (lxw_datetime){0};
  if (text == NULL || strlen(text) != sizeof shape - 1) return false;
  for (size_t i = 0; i + 1 < sizeof shape; i++)
    if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-') return false;
  day->year = atoi(text);
  day->month = atoi(text + 5);
  day->day = atoi(text + 8);
  return day->year >= 1900 && day->month >= 1 && day->month <= 12 && day->day >= 1 && day->day <= 31;
}

void buju_xlsx_day(buju_book_file *file, uint32_t row, uint16_t column, int look, const char *text) {
  lxw_datetime day;
  if (read_day(text, &day))
    buju_book_keep(file, worksheet_write_datetime(file->sheet, row, column, &day, buju_book_format(file, look)));
  else
    buju_xlsx_text(file, row, column, BUJU_LOOK_TEXT, text);
}

void buju_xlsx_formula(buju_book_file *file, uint32_t row, uint16_t column, int look, const char *formula,
                       double value) {
  lxw_format *format = buju_book_format(file, look);
  if (isfinite(value))
    buju_book_keep(file, worksheet_write_formula_num(file->sheet, row, column, formula, format, value));
  else
    buju_book_keep(file, worksheet_write_formula_str(file->sheet, row, column, formula, format, ""));
}

void buju_xlsx_link(buju_book_file *file, uint32_t row, uint16_t column, const char *sheet, const char *text) {
  char where[160];
  snprintf(where, sizeof where, "internal:'%.120s'!A1", sheet);
  const char *kept = buju_book_clean(file, text);
  if (kept == NULL) return;
  buju_book_keep(file, worksheet_write_url_opt(file->sheet, row, column, where, buju_book_format(file, BUJU_LOOK_LINK),
                                               kept, NULL));
}

/* Days since 1970 of a day of the proleptic Gregorian calendar. */
static time_t midnight(const lxw_datetime *day) {
  int year = day->month > 2 ? day->year : day->year - 1, month = day->month > 2 ? day->month - 3 : day->month + 9;
  long days = 365L * year + year / 4 - year / 100 + year / 400 + (153L * month + 2) / 5 + day->day - 719469;
  return (time_t)days * 86400;
}

buju_book_file *buju_book_file_new(const char *path, const char *folder, const buju_book_about *about) {
  /* Never the clock: without a date of its own the file says the day its archive's entries say. */
  static const lxw_datetime no_day = {.year = 1980, .month = 1, .day = 1};
  buju_book_file *file = calloc(1, sizeof *file);
  lxw_workbook_options options = {.constant_memory = LXW_FALSE, .tmpdir = (char *)folder, .use_zip64 = LXW_FALSE};
  if (file == NULL) return NULL;
  file->about = about;
  file->book = workbook_new_opt(path, &options);
  if (file->book == NULL) {
    free(file);
    return NULL;
  }
  lxw_datetime day;
  lxw_doc_properties properties = {.title = NULL};
  properties.created = midnight(read_day(about->as_of, &day) ? &day : &no_day);
  char title[256];
  properties.title = (char *)buju_utf8_short(about->title, title, sizeof title);
  properties.author = (char *)"buju";
  buju_book_keep(file, workbook_set_properties(file->book, &properties));
  return file;
}

buju_status buju_book_file_close(buju_book_file *file) {
  lxw_error error = workbook_close(file->book);
  buju_book_keep(file, error);
  buju_status status = BUJU_E_IO;
  if (file->error == LXW_NO_ERROR) status = BUJU_OK;
  if (file->error == LXW_ERROR_MEMORY_MALLOC_FAILED) status = BUJU_E_MEMORY;
  if (file->error > LXW_ERROR_ZIP_CLOSE) status = BUJU_E_LIMIT;
  free(file->text);
  free(file);
  return status;
}

const char *buju_book_library_version(void) { return lxw_version(); }
