/* SPDX-License-Identifier: MIT
 *
 * How the departments stand, for the status screen (ux.md S16): one row for each department of the
 * catalog and the gateway it is behind, or one for a gateway that is down with all of them. What
 * this process has seen; no I/O.
 */
#ifndef ONETRIP_STANDING_H
#define ONETRIP_STANDING_H

#include "core/exchange/health.h"

enum { STANDING_ROWS = HEALTH_UNITS, STANDING_SPAN_MS = 300000, STRIP_CELLS = 20,
	STRIP_CELL_MS = 30000 };

/* name, sign, msgid of the light, msgid of what people in the hall may be told, after the
 * department's name ("" nothing) */
#define STANDING_TABLE(X)                                                                          \
	X(STANDING_UNKNOWN, 'o', "not asked yet", "")                                              \
	X(STANDING_UP, '=', "up", "")                                                              \
	X(STANDING_SLOW, '~', "slow",                                                              \
		"answers late. We go on; what comes late is filled in")                            \
	X(STANDING_DOWN, '!', "down",                                                              \
		"no line. We take it today and check later: no second trip")                       \
	X(STANDING_TRYING, 'o', "trying",                                                          \
		"tried again now. We take it meanwhile: no second trip")                           \
	X(STANDING_QUOTA, '!', "quota",                                                            \
		"answers again tomorrow. We take it today and check later")                        \
	X(STANDING_CLOSED, 'x', "refused",                                                         \
		"gives us nothing now. Say what you know; your papers will do")                    \
	X(STANDING_BROKEN, '!', "unreadable",                                                      \
		"cannot be read now. Say what you know; we check later")

enum standing {
#define X(name, sign, word, say) name,
	STANDING_TABLE(X)
#undef X
	STANDING_COUNT
};
char standing_sign(enum standing s);
const char *standing_word(enum standing s);      /* msgid */
const char *standing_say(enum standing s);       /* msgid; "" nothing */

struct standing_row {
	const struct gateway *origin;
	const char *department, *department_en; /* NULL: the whole gateway */
	const struct resource *example; /* the first of it */
	size_t departments;          /* behind a gateway that is down; 1 otherwise */
	enum standing standing;
	const struct health_unit *unit; /* NULL: never asked; of a gateway the one that tries first */
	struct health_figures figures; /* of the last STANDING_SPAN_MS */
};

/* At most STANDING_ROWS rows, in the order of the catalog. units: of driver_health. */
size_t standing_read(const struct catalog *c, const struct health_unit *units, size_t n,
	struct standing_row *out);
/* Seconds until the next ask may try; 0: now, or nothing is held back. */
int standing_retry_s(const struct standing_row *r);
/* The last STRIP_CELLS * STRIP_CELL_MS, oldest first: ' ' nothing was asked, '.' answered, 'X' not. */
void standing_strip(const struct health_unit *u, char out[STRIP_CELLS + 1]);

#endif
