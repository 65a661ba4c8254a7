/* SPDX-License-Identifier: MIT
 *
 * Actions: what a key means on a screen. Rows are in keys.def.
 */
#ifndef ONETRIP_ACTION_H
#define ONETRIP_ACTION_H

#include <stdint.h>

#include "tui/key.h"

/* Screens an action may work on: one bit each, 64 at most. */
typedef uint64_t in_bits;
#define IN_LOGIN     (UINT64_C(1) << 0)
#define IN_HOME      (UINT64_C(1) << 1)
#define IN_PERSON    (UINT64_C(1) << 2)
#define IN_ITEMS     (UINT64_C(1) << 3)
#define IN_FORM      (UINT64_C(1) << 4)
#define IN_MATERIAL  (UINT64_C(1) << 5)
#define IN_CHECK     (UINT64_C(1) << 6)
#define IN_RECEIPT   (UINT64_C(1) << 7)
#define IN_LOCK      (UINT64_C(1) << 8)
#define IN_HELP      (UINT64_C(1) << 9)
#define IN_PALETTE   (UINT64_C(1) << 10)
#define IN_LIST      (UINT64_C(1) << 11)
#define IN_NOTICE    (UINT64_C(1) << 12)
#define IN_PAPER     (UINT64_C(1) << 13)
#define IN_CATALOG   (UINT64_C(1) << 14)
#define IN_EXCHANGE  (UINT64_C(1) << 15)
#define IN_OBJECTION (UINT64_C(1) << 16)
#define IN_QUEUE     (UINT64_C(1) << 17)
#define IN_HANDOVER  (UINT64_C(1) << 18)
#define IN_CASE      (UINT64_C(1) << 19)
#define IN_CUSTOMER  (UINT64_C(1) << 20)
#define IN_RATING    (UINT64_C(1) << 21)
#define IN_FIGURES   (UINT64_C(1) << 22)
#define IN_LESSON    (UINT64_C(1) << 23)
#define IN_TRAINER   (UINT64_C(1) << 24)
#define IN_MISUSE    (UINT64_C(1) << 25)
#define IN_SLIP      (UINT64_C(1) << 26)
#define IN_WATCH     (UINT64_C(1) << 27)
#define IN_HEALTH    (UINT64_C(1) << 28)
#define IN_APPEAL    (UINT64_C(1) << 29)
#define IN_PAIRS     (UINT64_C(1) << 30)
#define IN_ADMIN     (UINT64_C(1) << 31)
#define IN_DRILL     (UINT64_C(1) << 32)
#define IN_CHOOSE    (UINT64_C(1) << 33)
#define IN_VERSIONS  (UINT64_C(1) << 34)
#define IN_INWARD    (UINT64_C(1) << 35)
#define IN_ALL UINT64_MAX

enum action {
	ACT_NONE,
#define ACTION(id, longname, label, keys, where) id,
#define LABEL(where, id, label)
#include "tui/keys.def"
#undef ACTION
#undef LABEL
	ACT_COUNT
};

struct action_row {
	enum action id;
	const char *longname;        /* "session.lock": palette, tests, audit */
	const char *label;           /* msgid */
	const char *keys;
	in_bits where;
};

const struct action_row *action_row(enum action a);
enum action action_of_key(const struct key *k, in_bits where); /* ACT_NONE: not a command */
const char *action_label(enum action a, in_bits where);        /* msgid for the footer there */
enum action action_of_f(int n, in_bits where);                 /* for the footer */
enum action action_find(const char *longname);                  /* ACT_NONE unknown */
void action_key_shown(enum action a, char out[24]);             /* "Ctrl+K", "F8" */

#endif
