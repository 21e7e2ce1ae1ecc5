/* The knapsack of one host: which of those who could join are worth most within its room.
 * SPDX-License-Identifier: Apache-2.0 */
#include "planner/siting/joint_parts.h"

#include <stdlib.h>

enum { MOST_TURNS = 64 }; /* then the fractional bound has to do */

/* Dearest first, by worth per person; a total order, so that sorting is the same everywhere. */
static int dearest_first(const void *left, const void *right) {
  const buju_joint_item *a = left, *b = right;
  double x = (double)a->worth * (double)b->people, y = (double)b->worth * (double)a->people;
  if (x != y) return x > y ? -1 : 1;
  return (a->pair > b->pair) - (a->pair < b->pair);
}

/* What items from `from` on could add, at most: whole ones while they fit, then the part that fits, rounded up. */
static int64_t rest_worth(const buju_joint_item *item, buju_ix items, buju_ix from, buju_people_n room) {
  int64_t sum = 0;
  for (buju_ix i = from; i < items; i++) {
    if (item[i].people > room) {
      int64_t part = (item[i].worth / item[i].people + 1) * room;
      return sum + (part < item[i].worth ? part : item[i].worth);
    }
    room -= item[i].people;
    sum += item[i].worth;
  }
  return sum;
}

/* Depth first, dearest first: the best set, or -1 when that takes too long. */
static int64_t whole_items(buju_joint_item *item, buju_ix items, buju_people_n room) {
  int64_t best = -1, now = 0;
  buju_ix at = 0;
  for (int turns = 0;; turns++) {
    while (at < items && now + rest_worth(item, items, at, room) > best) {
      item[at].taken = item[at].people <= room;
      if (item[at].taken) room -= item[at].people, now += item[at].worth;
      at++;
    }
    if (at == items && now > best) {
      best = now;
      for (buju_ix i = 0; i < items; i++) item[i].share = item[i].taken ? 1 : 0;
    }
    while (at > 0 && !item[at - 1].taken) at--;
    if (at == 0) return best;
    if (turns == MOST_TURNS) return -1;
    item[at - 1].taken = false;
    room += item[at - 1].people;
    now -= item[at - 1].worth;
  }
}

/* With a price per person, that of the first item without a whole place: the room is paid for, and items add what they
 * are worth above it. Never less than the best set, whatever the price. */
static int64_t part_items(buju_joint_item *item, buju_ix items, buju_people_n room) {
  buju_people_n left = room;
  buju_ix k = 0;
  for (; item[k].people <= left; k++) {
    left -= item[k].people;
    item[k].share = 1;
  }
  for (buju_ix i = k; i < items; i++) item[i].share = 0;
  item[k].share = (double)left / (double)item[k].people;
  int64_t price = item[k].worth / item[k].people, sum = price * room;
  for (buju_ix i = 0; i < items; i++)
    if (price == 0 || item[i].people <= item[i].worth / price) sum += item[i].worth - price * item[i].people;
  return sum;
}

int64_t buju_joint_pack(buju_joint_item *item, buju_ix items, buju_people_n room) {
  qsort(item, items, sizeof *item, dearest_first);
  int64_t best = whole_items(item, items, room);
  return best >= 0 ? best : part_items(item, items, room);
}
