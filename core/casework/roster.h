/* SPDX-License-Identifier: MIT
 *
 * The hall as it is laid out (capability W1): its units, its windows, whose unit a window is of and what
 * it takes, and who sits where on which days. One row a thing; a later row of the same thing takes the
 * place of the earlier one, so that renaming and closing are rows too. What counts is told by the
 * journal (accord.h), in clear, and is known to every process of the file, also before a log-in.
 *
 *   HALL_PROPOSED HALL_CONFIRMED HALL_WITHDRAWN   units and windows, by two people
 *   HALL_DUTY                                     who sits where, by a supervisor alone: it gives no
 *                                                 right to anybody
 *   SEAT: window                                  somebody logged in and sits there
 *
 * Without any window every file is as before: the station's own window is the only one.
 */
#ifndef ONETRIP_ROSTER_H
#define ONETRIP_ROSTER_H

#include "core/base/clock.h"
#include "core/casework/accord.h"

enum {
	ROSTER_UNITS = 200, ROSTER_WINDOWS = 400, ROSTER_DUTIES = 5000, ROSTER_WAITING = 200,
	ROSTER_WINDOW = 8,           /* size of a window's name: 1 to 7 letters, digits, - */
	ROSTER_ID = 16, ROSTER_NAME = 64, ROSTER_TAKES = 400, ROSTER_TEXT = 1024
};

enum roster_kind { ROSTER_KIND_UNIT, ROSTER_KIND_WINDOW, ROSTER_KIND_DUTY };

struct roster_row {
	enum roster_kind kind;
	char id[ROSTER_ID];          /* of the unit or the window; of a duty: the window */
	char name[ROSTER_NAME];      /* "" of a duty */
	char unit[ROSTER_ID];        /* of a window; "" none in particular */
	char takes[ROSTER_TAKES];    /* of a window: base codes of items and departments, blanks between;
	                                "" everything */
	char operator[OPERATOR_ID], behalf[OPERATOR_ID]; /* of a duty; behalf: whose seat it is, "" own */
	day_t from, until;           /* both included; DAY_NONE open */
	unsigned weekdays;           /* of a duty: bits 1 << (0 Monday .. 6); 0: every working day */
};

struct roster_change {
	struct roster_row row;
	struct accord accord;
};

enum err roster_apply(struct store *s) MUST_CHECK; /* what counts, read anew */
void roster_forget(void);

/* Rows that count, also closed ones, in order of their first arrival; borrowed until the next apply. */
size_t roster_rows(enum roster_kind kind, const struct roster_row **out);
bool roster_open(const struct roster_row *r, day_t on);
const struct roster_row *roster_find(enum roster_kind kind, const char *id); /* unit, window; NULL */
/* Windows open on that day; at most max. */
size_t roster_windows(day_t on, const struct roster_row **out, size_t max);
size_t roster_units(day_t on, const struct roster_row **out, size_t max);
/* The duty at a window, or the window of somebody, that day: the row that was set last. NULL: none. */
const struct roster_row *roster_duty_at(const char *window, day_t on);
const struct roster_row *roster_duty_of(const char *operator, day_t on);
/* The window takes this item. Yes when nothing is said about it. */
bool roster_takes(const char *window, const char *item, const char *department, day_t on);
/* A window that is open and takes it; NULL: none. */
const struct roster_row *roster_taking(const char *item, const char *department, day_t on);
/* The unit's queue is called to this window: it is of that unit, or of none, or no window of the unit
 * is open. */
bool roster_calls(const char *window, const char *unit, day_t on);

/* By an administrator; why (may be NULL) is a msgid. ERR_DENIED; ERR_INPUT: the row does not fit;
 * ERR_NOTFOUND: no such unit; ERR_EXISTS: a change of the same thing waits; ERR_BUSY. */
enum err roster_propose(struct store *s, const struct roster_row *row, uint8_t hash[HASH_SIZE],
	const char **why) MUST_CHECK;
/* By another administrator or a supervisor. ERR_DENIED, ERR_STATE, ERR_BUSY. */
enum err roster_confirm(struct store *s, const uint8_t hash[HASH_SIZE]) MUST_CHECK;
enum err roster_withdraw(struct store *s, const uint8_t hash[HASH_SIZE]) MUST_CHECK;
/* What waits, oldest first; at most max. */
enum err roster_waiting(struct store *s, struct roster_change *out, size_t max, size_t *n) MUST_CHECK;
enum err roster_named(struct store *s, const char *word, struct accord *out) MUST_CHECK;
/* By a supervisor, at once. Earlier days of the same window stay; until before from: nobody is meant
 * any more from that first day on. ERR_DENIED; ERR_INPUT; ERR_NOTFOUND: no such window or person. */
enum err roster_set_duty(struct store *s, const struct roster_row *row, const char **why) MUST_CHECK;
/* Whoever is logged in sits at this window. */
enum err roster_sit(struct store *s, const char *window) MUST_CHECK;

/* "1234567" and back, Monday is 1; "" every working day. */
bool roster_weekdays(const char *text, unsigned *out);
void roster_weekdays_text(unsigned weekdays, char out[8]);

#endif
