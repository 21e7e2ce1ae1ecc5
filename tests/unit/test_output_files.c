/* The file of a plan: whole or not at all, and nothing of anybody's is lost. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/plan_folder.h"
#include "tests/support/scratch.h"

/* How many entries the folder has. */
static int entries(const plan_folder *f) {
  int n = 0;
  DIR *folder = opendir(f->folder);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) n += entry->d_name[0] != '.';
  closedir(folder);
  return n;
}

static char *read_bytes(const char *path, long *n) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *n = ftell(file);
  rewind(file);
  char *bytes = malloc((size_t)*n);
  assert_int_equal(fread(bytes, 1, (size_t)*n, file), *n);
  fclose(file);
  return bytes;
}

static void two_runs_give_the_same_bytes(void **state) {
  plan_folder *f = *state;
  long n = 0, again_n = 0;
  plan_folder_write_well(f);
  char *bytes = read_bytes(f->path, &n);
  sleep(1); /* clocks show seconds */
  setenv("TZ", "Asia/Shanghai", 1);
  plan_folder_write_well(f);
  unsetenv("TZ");
  char *again = read_bytes(f->path, &again_n);
  assert_int_equal(n, again_n);
  assert_memory_equal(bytes, again, (size_t)n);
  free(bytes);
  free(again);
}

static void a_plan_replaces_a_plan(void **state) {
  plan_folder *f = *state;
  plan_folder_write_well(f);
  f->hand.scenario->title = "second";
  plan_folder_write_well(f);
  plan_folder_is(f, "SELECT value FROM run_info WHERE key = 'title'", "second");
  assert_int_equal(entries(f), 2); /* and its project */
}

/* What somebody drew and saved beside the plan is theirs; what the program wrote is written anew. */
static void a_saved_project_is_kept(void **state) {
  plan_folder *f = *state;
  char project[128];
  long n = 0, anew = 0;
  snprintf(project, sizeof project, "%s/plan.qgz", f->folder);
  plan_folder_write_well(f);
  char *ours = read_bytes(project, &n);
  assert_false(buju_plan_project_is_kept(f->path));
  buju_ctx_set_lang(f->ctx, BUJU_ZH);
  plan_folder_write_well(f);
  char *again = read_bytes(project, &anew);
  assert_true(n != anew || memcmp(ours, again, (size_t)n) != 0);
  free(again);
  free(ours);
  FILE *file = fopen(project, "wb");
  assert_true(fputs("drawn by hand", file) >= 0);
  fclose(file);
  assert_true(buju_plan_project_is_kept(f->path));
  plan_folder_write_well(f);
  again = read_bytes(project, &anew);
  assert_int_equal(anew, 13);
  assert_memory_equal(again, "drawn by hand", 13);
  free(again);
}

static void refused(plan_folder *f, buju_status status, const char *part) {
  assert_int_equal(plan_folder_write(f), status);
  if (strstr(buju_ctx_error(f->ctx), part) == NULL) fail_msg("%s lacks %s", buju_ctx_error(f->ctx), part);
}

static void put_text(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

/* -o villages.shp by mistake must not cost the bureau its data. */
static void what_is_no_plan_is_not_replaced(void **state) {
  plan_folder *f = *state;
  long n = 0;
  put_text(f->path, "precious");
  refused(f, BUJU_E_IO, "no plan made by buju");
  char *bytes = read_bytes(f->path, &n);
  assert_int_equal(n, 8);
  assert_memory_equal(bytes, "precious", 8);
  free(bytes);
  remove(f->path);
  mkdir(f->path, 0700);
  refused(f, BUJU_E_IO, "is a folder");
  rmdir(f->path);
  assert_int_equal(entries(f), 0);
}

static void a_plan_in_use_is_left_alone(void **state) {
  plan_folder *f = *state;
  char log[128];
  sqlite3 *db = NULL;
  plan_folder_write_well(f);
  snprintf(log, sizeof log, "%s-wal", f->path);
  put_text(log, "");
  refused(f, BUJU_E_BUSY, "-wal");
  remove(log);
  assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "BEGIN; SELECT * FROM villages", NULL, NULL, NULL), SQLITE_OK);
  refused(f, BUJU_E_BUSY, "locked");
  sqlite3_close(db);
  plan_folder_write_well(f);
  assert_int_equal(entries(f), 2);
}

static void a_folder_that_is_not_there(void **state) {
  plan_folder *f = *state;
  snprintf(f->path, sizeof f->path, "%s/missing/plan.gpkg", f->folder);
  refused(f, BUJU_E_IO, "No such file or directory");
  strcpy(f->path, "/proc/plan.gpkg");
  refused(f, BUJU_E_IO, "/proc/plan.gpkg");
}

/* A limit on the size of files fails as a full disk does, wherever the writing stands. */
static void a_full_disk_leaves_nothing_behind(void **state) {
  plan_folder *f = *state;
  struct stat info;
  long n = 0, after_n = 0;
  plan_folder_write_well(f);
  assert_int_equal(stat(f->path, &info), 0);
  char *before = read_bytes(f->path, &n);
  for (rlim_t room = 0; room < (rlim_t)info.st_size; room += (rlim_t)info.st_size / 24) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
      signal(SIGXFSZ, SIG_IGN);
      setrlimit(RLIMIT_FSIZE, &(struct rlimit){room, room});
      buju_status status = plan_folder_write(f);
      _exit(status == BUJU_E_IO && strstr(buju_ctx_error(f->ctx), "cannot be written") != NULL ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) fail_msg("with room for %ld bytes: %d", (long)room, status);
    assert_int_equal(entries(f), 2);
  }
  char *after = read_bytes(f->path, &after_n);
  assert_int_equal(n, after_n);
  assert_memory_equal(before, after, (size_t)n);
  free(before);
  free(after);
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, plan_folder_set_up, plan_folder_tear_down)
  const struct CMUnitTest tests[] = {
      CASE(two_runs_give_the_same_bytes),      CASE(a_plan_replaces_a_plan),      CASE(a_saved_project_is_kept),
      CASE(what_is_no_plan_is_not_replaced),   CASE(a_plan_in_use_is_left_alone), CASE(a_folder_that_is_not_there),
      CASE(a_full_disk_leaves_nothing_behind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
