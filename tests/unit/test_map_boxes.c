/* Boxes in a grid are those a walk over all of them finds, each once. SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/map_boxes.h"

enum { BOXES = 600, ASKED = 400, WIDTH = 300, HEIGHT = 170, LEFT = 20, TOP = 44 };

static uint32_t state = 2463534242u;

/* The same numbers on every machine. */
static double random_below(double most) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return most * (state >> 8) / 16777216.0;
}

/* Of any size down to none, inside the frame, over its edges and far off. */
static buju_map_box random_box(void) {
  double size = random_below(1) < 0.1 ? 400 : random_below(1) < 0.2 ? 0 : 40;
  return (buju_map_box){random_below(2 * WIDTH) - WIDTH / 2.0, random_below(2 * HEIGHT) - HEIGHT / 2.0,
                        random_below(size), random_below(size)};
}

static bool meet(const buju_map_box *a, const buju_map_box *b) {
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

typedef struct seen {
  const buju_map_boxes *boxes;
  int times[BOXES], all, enough;
} seen;

static bool see(void *user, const buju_map_box *box) {
  seen *s = user;
  s->times[box - (const buju_map_box *)s->boxes->box.data]++;
  return ++s->all == s->enough;
}

static void what_meets_is_shown_once(void **unused) {
  buju_map_boxes boxes;
  (void)unused;
  assert_true(buju_map_boxes_make(&boxes, LEFT, TOP, WIDTH, HEIGHT));
  for (int i = 0; i < BOXES; i++) assert_true(buju_map_boxes_add(&boxes, random_box()));
  const buju_map_box *box = boxes.box.data;
  int found = 0;
  for (int k = 0; k < ASKED; k++) {
    const buju_map_box area = random_box();
    seen s = {.boxes = &boxes};
    assert_false(buju_map_boxes_each(&boxes, &area, see, &s));
    for (int i = 0; i < BOXES; i++) assert_int_equal(s.times[i], meet(&area, &box[i]));
    found += s.all;
    if (s.all == 0) continue;
    seen first = {.boxes = &boxes, .enough = (s.all + 1) / 2};
    assert_true(buju_map_boxes_each(&boxes, &area, see, &first));
    assert_int_equal(first.all, first.enough);
  }
  assert_true(found > 10 * ASKED);
  buju_map_boxes_free(&boxes);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_meets_is_shown_once)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
