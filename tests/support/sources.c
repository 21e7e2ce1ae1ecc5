/* Writing and reading test files. SPDX-License-Identifier: Apache-2.0 */
#include "tests/support/sources.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dirent.h>
#include <sys/stat.h>

#include <cmocka.h>

int bench_begin(void **state) {
  bench *b = calloc(1, sizeof *b);
  if (b == NULL) return -1;
  strcpy(b->folder, "/tmp/buju-test-XXXXXX");
  if (mkdtemp(b->folder) == NULL) return -1;
  b->ctx = buju_ctx_new();
  buju_ctx_set_lang(b->ctx, BUJU_EN);
  b->node = (buju_doc){.kind = BUJU_DOC_MAP, .file = "scenario.yaml", .line = 1, .column = 1};
  *state = b;
  return 0;
}

static void forget(bench *b) {
  buju_vec_free(&b->findings.rows);
  buju_arena_free(b->arena);
  b->arena = NULL;
  b->layer = NULL;
  buju_crs_target_free(&b->target);
}

int bench_end(void **state) {
  bench *b = *state;
  DIR *dir = opendir(b->folder);
  char path[512];
  for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
    snprintf(path, sizeof path, "%s/%s", b->folder, entry->d_name);
    if (entry->d_name[0] != '.') remove(path);
  }
  if (dir != NULL) closedir(dir);
  rmdir(b->folder);
  forget(b);
  buju_ctx_free(b->ctx);
  free(b);
  return 0;
}

static void full_path(const bench *b, const char *name, char out[512]) { snprintf(out, 512, "%s/%s", b->folder, name); }

void bench_write(const bench *b, const char *name, const void *bytes, size_t n) {
  char path[512];
  full_path(b, name, path);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
}

void bench_text(const bench *b, const char *name, const char *text) { bench_write(b, name, text, strlen(text)); }

void bench_remove(const bench *b, const char *name) {
  char path[512];
  full_path(b, name, path);
  assert_int_equal(remove(path), 0);
}

unsigned char *bench_bytes(const bench *b, const char *name, size_t *n) {
  char path[512];
  struct stat info;
  full_path(b, name, path);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fstat(fileno(file), &info), 0);
  *n = (size_t)info.st_size;
  unsigned char *bytes = malloc(*n + 1);
  assert_non_null(bytes);
  assert_int_equal(fread(bytes, 1, *n, file), *n);
  fclose(file);
  return bytes;
}

buju_status bench_read(bench *b, const char *name) {
  forget(b);
  buju_ctx_clear(b->ctx);
  b->arena = buju_arena_new();
  b->findings = (buju_findings){.arena = b->arena};
  if (name[0] == '/')
    snprintf(b->path, sizeof b->path, "%s", name);
  else
    full_path(b, name, b->path);
  b->input.path = b->path;
  b->input.shown = name;
  b->input.node = &b->node;
  return buju_source_read(b->ctx, &b->scenario, &b->input, &b->target, &b->findings, b->arena, &b->layer);
}

const buju_layer *bench_layer(bench *b, const char *name) {
  if (bench_read(b, name) != BUJU_OK) fail_msg("%s", buju_ctx_error(b->ctx));
  assert_string_equal(buju_ctx_error(b->ctx), "");
  return b->layer;
}

void bench_refused(bench *b, const char *name, buju_status status, const char *words) {
  char all[512];
  buju_status got = bench_read(b, name);
  const char *line = buju_ctx_error(b->ctx);
  if (got != status) fail_msg("%s: status %d, not %d: %s", name, got, status, line);
  assert_null(b->layer);
  assert_null(strchr(line, '\n'));
  snprintf(all, sizeof all, "%s", words);
  for (char *rest = all, *word; (word = strtok_r(rest, "|", &rest)) != NULL;)
    if (strstr(line, word) == NULL) fail_msg("%s: \"%s\" is missing in: %s", name, word, line);
}

int bench_findings(const bench *b, const char *id) {
  int n = 0;
  for (size_t i = 0; i < b->findings.rows.n; i++) n += strcmp(buju_finding_at(&b->findings, i)->kind->id, id) == 0;
  return n;
}

const char *bench_finding(const bench *b, const char *id) {
  static char line[1024];
  line[0] = '\0';
  for (size_t i = 0; i < b->findings.rows.n; i++) {
    const buju_finding *f = buju_finding_at(&b->findings, i);
    if (strcmp(f->kind->id, id) != 0) continue;
    buju_said what = {&f->kind->what, {f->arg[0], f->arg[1]}}, done = {&f->kind->done, {f->arg[0], f->arg[1]}};
    size_t n = buju_say(BUJU_EN, &what, line, sizeof line);
    if (n + 2 < sizeof line) {
      strcpy(line + n, "; ");
      buju_say(BUJU_EN, &done, line + n + 2, sizeof line - n - 2);
    }
    break;
  }
  return line;
}

const char *bench_cell(const bench *b, const char *column, buju_ix row) {
  static char text[64];
  buju_ix c = buju_table_find(&b->layer->table, column);
  if (c == BUJU_NONE) fail_msg("no column %s", column);
  assert_true(row < b->layer->table.n);
  const buju_column *at = &b->layer->table.column[c];
  if (buju_cell_blank(at, row)) return "(blank)";
  if (at->type == BUJU_CELL_TEXT) return at->text[row];
  if (at->type == BUJU_CELL_INTEGER)
    snprintf(text, sizeof text, "%lld", (long long)at->integer[row]);
  else
    snprintf(text, sizeof text, "%.15g", at->real[row]);
  return text;
}

/* ---- bytes ---- */

typedef struct blob {
  unsigned char *at;
  size_t n, cap;
} blob;

static void put(blob *out, const void *bytes, size_t n) {
  if (out->n + n > out->cap) {
    out->cap = (out->n + n) * 2;
    out->at = realloc(out->at, out->cap);
    assert_non_null(out->at);
  }
  memcpy(out->at + out->n, bytes, n);
  out->n += n;
}

static void put_le(blob *out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; i++) put(out, &(unsigned char){(unsigned char)(value >> (8 * i))}, 1);
}

static void put_be32(blob *out, uint32_t value) {
  for (int i = 3; i >= 0; i--) put(out, &(unsigned char){(unsigned char)(value >> (8 * i))}, 1);
}

static void put_double(blob *out, double value) { put(out, &value, sizeof value); }

static void finish(const bench *b, const char *name, const char *ending, blob *out) {
  char file[256];
  snprintf(file, sizeof file, "%s%s", name, ending);
  bench_write(b, file, out->at, out->n);
  free(out->at);
}

void bench_dbf(const bench *b, const char *name, unsigned char ldid, const bench_field *fields, int columns,
               const char *const *cells, int rows) {
  blob out = {0};
  unsigned record = 1;
  for (int c = 0; c < columns; c++) record += fields[c].width;
  put(&out, "\x03\x7e\x01\x01", 4);
  put_le(&out, (uint32_t)rows, 4);
  put_le(&out, (uint32_t)(32 + 32 * columns + 1), 2);
  put_le(&out, record, 2);
  put(&out, (unsigned char[20]){[17] = ldid}, 20);
  for (int c = 0; c < columns; c++) {
    unsigned char field[32] = {[11] = (unsigned char)fields[c].type, [16] = fields[c].width, [17] = fields[c].decimals};
    memcpy(field, fields[c].name, strlen(fields[c].name));
    put(&out, field, 32);
  }
  put(&out, "\r", 1);
  for (int r = 0; r < rows; r++) {
    const char *const *row = cells + (size_t)r * (size_t)columns;
    bool deleted = row[0][0] == '*';
    put(&out, deleted ? "*" : " ", 1);
    for (int c = 0; c < columns; c++) {
      const char *text = c == 0 && deleted ? row[0] + 1 : row[c];
      char padded[256];
      size_t n = strlen(text), width = fields[c].width;
      if (n > width) n = width;
      memset(padded, ' ', sizeof padded);
      memcpy(fields[c].type == 'N' || fields[c].type == 'F' ? padded + width - n : padded, text, n);
      put(&out, padded, width);
    }
  }
  put(&out, "\x1a", 1);
  finish(b, name, ".dbf", &out);
}

static void put_shape_header(blob *out, uint32_t words, const double box[4]) {
  put_be32(out, 9994);
  put(out, (unsigned char[20]){0}, 20);
  put_be32(out, words);
  put_le(out, 1000, 4);
  put_le(out, 1, 4);
  for (int i = 0; i < 4; i++) put_double(out, box[i]);
  put(out, (unsigned char[32]){0}, 32);
}

void bench_points(const bench *b, const char *name, const double *xy, int rows) {
  blob shp = {0}, shx = {0};
  double box[4] = {1e9, 1e9, -1e9, -1e9};
  uint32_t words = 50;
  for (int r = 0; r < rows; r++) {
    words += isnan(xy[2 * r]) ? 6 : 14;
    for (int i = 0; i < 2; i++) {
      box[i] = fmin(box[i], xy[2 * r + i]);
      box[i + 2] = fmax(box[i + 2], xy[2 * r + i]);
    }
  }
  put_shape_header(&shp, words, box);
  put_shape_header(&shx, 50 + 4 * (uint32_t)rows, box);
  uint32_t at = 50;
  for (int r = 0; r < rows; r++) {
    uint32_t content = isnan(xy[2 * r]) ? 2 : 10;
    put_be32(&shx, at);
    put_be32(&shx, content);
    put_be32(&shp, (uint32_t)r + 1);
    put_be32(&shp, content);
    put_le(&shp, content == 2 ? 0 : 1, 4);
    for (int i = 0; i < 2 && content > 2; i++) put_double(&shp, xy[2 * r + i]);
    at += 4 + content;
  }
  finish(b, name, ".shp", &shp);
  finish(b, name, ".shx", &shx);
}

void bench_plain_points(const bench *b, const char *name, double x0, double y0, int rows) {
  static const bench_field id = {"id", 'N', 6, 0};
  double *xy = calloc((size_t)rows * 2 + 1, sizeof *xy);
  const char **cells = calloc((size_t)rows + 1, sizeof *cells);
  assert_non_null(xy);
  assert_non_null(cells);
  for (int r = 0; r < rows; r++) {
    xy[2 * r] = x0 + r;
    xy[2 * r + 1] = y0 + r;
    cells[r] = "1";
  }
  bench_points(b, name, xy, rows);
  bench_dbf(b, name, 0, &id, 1, cells, rows);
  free(xy);
  free(cells);
}

static uint32_t crc32_of(const unsigned char *bytes, size_t n) {
  uint32_t crc = UINT32_MAX;
  for (size_t i = 0; i < n; i++) {
    crc ^= bytes[i];
    for (int k = 0; k < 8; k++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
  }
  return ~crc;
}

/* What local and central headers share, from the version to the length of the name. */
static void put_zip_entry(blob *out, const bench_member *m, bool utf8) {
  put_le(out, 20, 2);
  put_le(out, utf8 ? 0x800 : 0, 2);
  put_le(out, 0, 4);
  put_le(out, 0x21, 2);
  put_le(out, crc32_of(m->bytes, m->n), 4);
  put_le(out, (uint32_t)m->n, 4);
  put_le(out, (uint32_t)m->n, 4);
  put_le(out, (uint32_t)strlen(m->name), 2);
  put_le(out, 0, 2);
}

void bench_zip(const bench *b, const char *name, const bench_member *members, int n, bool utf8) {
  blob out = {0}, directory = {0};
  for (int i = 0; i < n; i++) {
    const bench_member *m = &members[i];
    put(&directory, "PK\x01\x02\x14\x00", 6);
    put_zip_entry(&directory, m, utf8);
    put(&directory, (unsigned char[10]){0}, 10);
    put_le(&directory, (uint32_t)out.n, 4);
    put(&directory, m->name, strlen(m->name));
    put(&out, "PK\x03\x04", 4);
    put_zip_entry(&out, m, utf8);
    put(&out, m->name, strlen(m->name));
    put(&out, m->bytes, m->n);
  }
  uint32_t start = (uint32_t)out.n;
  put(&out, directory.at, directory.n);
  put(&out, "PK\x05\x06\0\0\0\0", 8);
  put_le(&out, (uint32_t)n, 2);
  put_le(&out, (uint32_t)n, 2);
  put_le(&out, (uint32_t)directory.n, 4);
  put_le(&out, start, 4);
  put_le(&out, 0, 2);
  free(directory.at);
  finish(b, name, "", &out);
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define OOXML "http://schemas.openxmlformats.org/"
enum { SHEETS_MAX = 4, PART_BYTES = 8192 };

void bench_xlsx(const bench *b, const char *name, const char *const *sheet_names, const char *const *rows, int sheets) {
  static char types[PART_BYTES], book[PART_BYTES], links[PART_BYTES], sheet[SHEETS_MAX][PART_BYTES],
      part[SHEETS_MAX][64];
  const char *root =
      XML "<Relationships xmlns=\"" OOXML "package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"" OOXML
          "officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
  const char *styles =
      XML "<styleSheet xmlns=\"" OOXML "spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf "
          "numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";
  int t = snprintf(types, PART_BYTES,
                   XML "<Types xmlns=\"" OOXML "package/2006/content-types\"><Default Extension=\"rels\" "
                       "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override "
                       "PartName=\"/xl/workbook.xml\" "
                       "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>");
  int k = snprintf(book, PART_BYTES,
                   XML "<workbook xmlns=\"" OOXML "spreadsheetml/2006/main\" xmlns:r=\"" OOXML
                       "officeDocument/2006/relationships\"><sheets>");
  int l = snprintf(links, PART_BYTES,
                   XML "<Relationships xmlns=\"" OOXML
                       "package/2006/relationships\"><Relationship Id=\"rId99\" Type=\"" OOXML
                       "officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>");
  bench_member members[5 + SHEETS_MAX];
  assert_true(sheets <= SHEETS_MAX);
  for (int i = 0; i < sheets; i++) {
    t += snprintf(types + t, (size_t)(PART_BYTES - t),
                  "<Override PartName=\"/xl/worksheets/sheet%d.xml\" "
                  "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>",
                  i + 1);
    k += snprintf(book + k, (size_t)(PART_BYTES - k), "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>",
                  sheet_names[i], i + 1, i + 1);
    l += snprintf(links + l, (size_t)(PART_BYTES - l),
                  "<Relationship Id=\"rId%d\" Type=\"" OOXML
                  "officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet%d.xml\"/>",
                  i + 1, i + 1);
    snprintf(sheet[i], PART_BYTES,
             XML "<worksheet xmlns=\"" OOXML "spreadsheetml/2006/main\"><sheetData>%s</sheetData></worksheet>",
             rows[i]);
    snprintf(part[i], sizeof part[i], "xl/worksheets/sheet%d.xml", i + 1);
    members[5 + i] = (bench_member){part[i], sheet[i], strlen(sheet[i])};
  }
  snprintf(types + t, (size_t)(PART_BYTES - t), "</Types>");
  snprintf(book + k, (size_t)(PART_BYTES - k), "</sheets></workbook>");
  snprintf(links + l, (size_t)(PART_BYTES - l), "</Relationships>");
  members[0] = (bench_member){"[Content_Types].xml", types, strlen(types)};
  members[1] = (bench_member){"_rels/.rels", root, strlen(root)};
  members[2] = (bench_member){"xl/workbook.xml", book, strlen(book)};
  members[3] = (bench_member){"xl/_rels/workbook.xml.rels", links, strlen(links)};
  members[4] = (bench_member){"xl/styles.xml", styles, strlen(styles)};
  bench_zip(b, name, members, 5 + sheets, false);
}

const char *bench_real(bench *b, const char *data_dir, const char *file) {
  static char path[512];
  (void)b;
  snprintf(path, sizeof path, "%s/real/%s", data_dir, file);
  if (access(path, R_OK) != 0) {
    print_message("skipped: %s is not here\n", path);
    skip();
  }
  return path;
}
