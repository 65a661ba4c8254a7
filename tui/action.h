/* SPDX-License-Identifier: MIT
 *
 * Actions: what a key means on a screen. Rows are in keys.def.
 */
#ifndef ONETRIP_ACTION_H
#define ONETRIP_ACTION_H

#include "tui/key.h"

/* Screens an action may work on. */
enum {
	IN_LOGIN = 1 << 0, IN_HOME = 1 << 1, IN_PERSON = 1 << 2, IN_ITEMS = 1 << 3,
	IN_FORM = 1 << 4, IN_MATERIAL = 1 << 5, IN_CHECK = 1 << 6, IN_RECEIPT = 1 << 7,
	IN_LOCK = 1 << 8, IN_HELP = 1 << 9, IN_PALETTE = 1 << 10, IN_LIST = 1 << 11,
	IN_NOTICE = 1 << 12, IN_PAPER = 1 << 13,
	IN_CATALOG = 1 << 14, IN_EXCHANGE = 1 << 15, IN_OBJECTION = 1 << 16,
	IN_QUEUE = 1 << 17, IN_HANDOVER = 1 << 18,
	IN_CASE = 1 << 19, IN_CUSTOMER = 1 << 20, IN_RATING = 1 << 21,
	IN_FIGURES = 1 << 22, IN_LESSON = 1 << 23, IN_TRAINER = 1 << 24, IN_MISUSE = 1 << 25,
	IN_SLIP = 1 << 26,
	IN_WATCH = 1 << 27, IN_HEALTH = 1 << 28,
	IN_APPEAL = 1 << 29, IN_PAIRS = 1 << 30
};
#define IN_ADMIN (1U << 31) /* the last one; no int, so no enumerator */
#define IN_ALL 0xFFFFFFFFU

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
	unsigned where;
};

const struct action_row *action_row(enum action a);
enum action action_of_key(const struct key *k, unsigned where); /* ACT_NONE: not a command */
const char *action_label(enum action a, unsigned where);        /* msgid for the footer there */
enum action action_of_f(int n, unsigned where);                 /* for the footer */
enum action action_find(const char *longname);                  /* ACT_NONE unknown */
void action_key_shown(enum action a, char out[24]);             /* "Ctrl+K", "F8" */

#endif
