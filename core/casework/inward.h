/* SPDX-License-Identifier: MIT
 *
 * Received in another region, decided here (异地通办): a case that region handed over was taken in as
 * a case of this hall, with its own clocks from then on; here it is examined and decided like any other.
 * What comes of it, and every word between the two, is folded here; inwards.h carries it.
 *
 *   of the case:    INWARD: act op region, and
 *     TAKEN: number handed seal [due] package   ASKED: want reason at   the region of receipt asks
 *     ANSWERED: agree (1 0) [reason]            TOLD: state             it has what came of it
 *   of the station: INWARD: act op region       nothing personal
 *     SEEN: handed     TAKEN: case     RETURNED: reason at want     TOLD: state
 *     LOOKED           somebody saw its values before it was answered
 *
 * What a station's act answers a hand-over with (TAKEN, RETURNED) goes by an op of its own made from the
 * hand-over's: of two windows one is first, the other is told ERR_EXISTS.
 */
#ifndef ONETRIP_INWARD_H
#define ONETRIP_INWARD_H

#include "core/casework/crossing.h"

/* name, word */
#define INWARD_TABLE(X)                                                                            \
	X(INWARD_SEEN, "SEEN")                                                                     \
	X(INWARD_TAKEN, "TAKEN")                                                                   \
	X(INWARD_RETURNED, "RETURNED")                                                             \
	X(INWARD_ASKED, "ASKED")                                                                   \
	X(INWARD_ANSWERED, "ANSWERED")                                                             \
	X(INWARD_TOLD, "TOLD")                                                                     \
	X(INWARD_LOOKED, "LOOKED")

enum inward_act {
#define X(name, word) name,
	INWARD_TABLE(X)
#undef X
	INWARD_ACTS
};
const char *inward_word(enum inward_act a);
bool inward_parse(const char *word, enum inward_act *out);

/* Why a hand-over is sent back: msgids. Administrative Licensing Law, art. 32. */
enum { INWARD_REASONS = 5 };
extern const char *const inward_reasons[INWARD_REASONS];
/* Why what the region of receipt asks for cannot be. */
enum { INWARD_REFUSALS = 3 };
extern const char *const inward_refusals[INWARD_REFUSALS];

/* The last day to take it in or to send it back: five working days (the same article). */
day_t inward_last(int64_t handed_ms);
bool inward_from(const struct casefile *c); /* another region received it */
/* The op of the station's act that answers a hand-over. */
struct uid inward_op(const struct uid *hand_over, enum inward_act a);

/* How the case stands, in the words the region of receipt is answered with. */
struct inward_word {
	enum crossing_state state;   /* TAKEN DECIDED WITHDRAWN RETURNED */
	int64_t at_ms;
	bool grant;
	const char *reason, *opinion, *number, *refused; /* borrowed from the case; "" none */
	int64_t want_ms;             /* of what is refused */
	const struct slip_kept *document; /* NULL none */
};
void inward_report(const struct casefile *c, struct inward_word *out);

#endif
