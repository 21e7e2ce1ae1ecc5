/* buju init: look, cast, write. SPDX-License-Identifier: Apache-2.0 */
#include "libbuju/init.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/path.h"
#include "core/reason.h"
#include "libbuju/scenario.h"

static const char file_name[] = "/scenario.yaml";

static buju_status check_date(buju_ctx *ctx, const char *as_of) {
  const buju_doc node = {.kind = BUJU_DOC_SCALAR, .file = "--as-of", .text = as_of};
  buju_date date;
  return buju_doc_date(ctx, &node, &date);
}

static buju_status no_villages(buju_ctx *ctx, const buju_init_facts *facts) {
  BUJU_MSG(nothing, "{0}：没有可以读取的图层或表格", "{0}: holds no layer or table that can be read");
  BUJU_MSG(
      unrecognised, "{0}：看过 {1} 个图层和表格，没有认出行政村图层（要有面或点，以及代码或名称、人口等列，如 {2}）",
      "{0}: none of the {1} layers and tables looks like villages (polygons or points with code or name and people; "
      "{2} is one)");
  buju_arg from = buju_text(facts->spec->from);
  if (facts->found_n == 0) return buju_fail(ctx, BUJU_E_DATA, BUJU_SAY(nothing, from));
  return buju_fail(ctx, BUJU_E_DATA,
                   BUJU_SAY(unrecognised, from, buju_int(facts->found_n), buju_text(facts->found[0].shown)));
}

/* The folder written to, absolute; made when it is not there. */
static buju_status open_folder(buju_ctx *ctx, const char *out, buju_arena *arena, const char **absolute) {
  BUJU_MSG(no_folder, "{0}：无法建立文件夹（{1}）", "{0}: the folder cannot be made ({1})");
  if (mkdir(out, 0777) != 0 && errno != EEXIST)
    return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(no_folder, buju_text(out), buju_reason(errno)));
  *absolute = buju_path_absolute(arena, out);
  if (*absolute == NULL) return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(no_folder, buju_text(out), buju_reason(errno)));
  return BUJU_OK;
}

static buju_status cannot_write(buju_ctx *ctx, const char *path, int error) {
  BUJU_MSG(exists, "{0}：已经存在，不会覆盖；请换一个文件夹",
           "{0}: is there already and is not overwritten; take another folder");
  BUJU_MSG(failed, "{0}：无法写入（{1}）", "{0}: cannot be written ({1})");
  if (error == EEXIST) return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(exists, buju_text(path)));
  return buju_fail(ctx, BUJU_E_IO, BUJU_SAY(failed, buju_text(path), buju_reason(error)));
}

static void put_file(void *file, const char *bytes, size_t n) { fwrite(bytes, 1, n, file); }

/* Whole or not at all; "x": never over a file that is there. */
static buju_status write_file(buju_ctx *ctx, const buju_init_facts *facts, const char *path) {
  FILE *file = fopen(path, "wbx");
  if (file == NULL) return cannot_write(ctx, path, errno);
  const buju_out out = {put_file, file, buju_ctx_lang(ctx)};
  buju_status status = buju_init_write(ctx, facts, &out);
  bool written = fflush(file) == 0 && ferror(file) == 0;
  int error = errno;
  if (fclose(file) != 0 && written) {
    written = false;
    error = errno;
  }
  if (status == BUJU_OK && !written) status = cannot_write(ctx, path, error);
  if (status != BUJU_OK) remove(path);
  return status;
}

static buju_status look(buju_ctx *ctx, buju_init_facts *facts) {
  BUJU_MSG(no_folder, "{0}：不是可以读取的文件夹", "{0}: not a folder that can be read");
  facts->from = buju_path_absolute(facts->arena, facts->spec->from);
  if (facts->from == NULL) return buju_fail(ctx, BUJU_E_OPEN, BUJU_SAY(no_folder, buju_text(facts->spec->from)));
  buju_status status = buju_look(ctx, facts->from, facts->arena, &facts->found, &facts->found_n);
  if (status == BUJU_OK) status = buju_cast_roles(ctx, facts->found, facts->found_n, facts->cast);
  if (status == BUJU_OK && facts->cast[BUJU_INPUT_VILLAGES].found == BUJU_NONE) status = no_villages(ctx, facts);
  return status;
}

static buju_status look_and_write(buju_ctx *ctx, buju_init_facts *facts, const buju_out *report) {
  struct stat info;
  const char *out = facts->spec->out;
  char *path = buju_arena_alloc(facts->arena, strlen(out) + sizeof file_name, 1);
  if (path == NULL) return buju_fail_memory(ctx);
  strcat(strcpy(path, out), file_name);
  if (stat(path, &info) == 0) return cannot_write(ctx, path, EEXIST); /* said before the folder is looked through */
  buju_status status = look(ctx, facts);
  if (status == BUJU_OK) status = open_folder(ctx, out, facts->arena, &facts->out);
  if (status == BUJU_OK) status = write_file(ctx, facts, path);
  if (status == BUJU_OK) status = buju_init_report(ctx, facts, report);
  return status;
}

buju_status buju_init(buju_ctx *ctx, const buju_init_spec *spec, buju_put put, void *user) {
  const buju_out report = {put, user, buju_ctx_lang(ctx)};
  buju_scenario *profile = NULL;
  buju_init_facts facts = {.spec = spec, .arena = buju_arena_new()};
  buju_status status = facts.arena != NULL ? check_date(ctx, spec->as_of) : buju_fail_memory(ctx);
  if (status == BUJU_OK && spec->crs != NULL) status = buju_crs_usable(ctx, spec->crs);
  if (status == BUJU_OK) status = buju_scenario_of_profile(ctx, spec->profile, &profile);
  facts.profile = profile;
  if (status == BUJU_OK) status = look_and_write(ctx, &facts, &report);
  buju_scenario_free(profile);
  buju_arena_free(facts.arena);
  return status;
}
