/* SPDX-License-Identifier: MIT
 *
 * Received here, decided there (异地通办). A case whose item names another region (item.h, [regions])
 * is handed over whole and once; from then on nobody here examines or decides it. What came of it is
 * folded here; core/casework/desk/crossings.h asks for it.
 *
 *   of the case:    CROSSING: op region to, and
 *     HANDED: package (package.h)    TAKEN: at trace    RETURNED: at trace reason
 *     DECIDED WITHDRAWN: at trace answer
 *   CROSSING: op region want reason       the applicant withdraws, or the clerk calls it back: asked of
 *   CROSSING: op region refused at trace  the region; all stands until it answers, by WITHDRAWN, RETURNED
 *                                         or refused. A decision made before outruns it.
 *   of the station: CROSSING: op region to case     nothing personal
 *
 * DECIDED and WITHDRAWN stand before the STATE events it brings, each with "from" (the region) and written in the
 * same moment: they are the other region's acts, by none of our people.
 */
#ifndef ONETRIP_CROSSING_H
#define ONETRIP_CROSSING_H

#include "core/casework/casefile.h"
#include "core/casework/package.h"
#include "core/exchange/ask.h"

/* name, word in events and answers, msgid */
#define CROSSING_TABLE(X)                                                                          \
	X(CROSSING_NONE, "NONE", "")                                                               \
	X(CROSSING_HANDED, "HANDED", "On its way to the other region")                             \
	X(CROSSING_TAKEN, "TAKEN", "Being examined in the other region")                           \
	X(CROSSING_RETURNED, "RETURNED", "Sent back by the other region")                          \
	X(CROSSING_DECIDED, "DECIDED", "Decided in the other region")                              \
	X(CROSSING_WITHDRAWN, "WITHDRAWN", "Ended in the other region, as the applicant asked")

/* name, word, msgid */
#define WANT_TABLE(X)                                                                              \
	X(WANT_NOTHING, "NOTHING", "")                                                             \
	X(WANT_WITHDRAW, "WITHDRAW", "The applicant withdraws")                                    \
	X(WANT_RECALL, "RECALL", "The region of receipt wants it back")

const char *want_word(enum crossing_want w);
const char *want_text(enum crossing_want w); /* msgid */
bool want_parse(const char *word, enum crossing_want *out);

const char *crossing_word(enum crossing_state s);
const char *crossing_text(enum crossing_state s); /* msgid */
bool crossing_parse(const char *word, enum crossing_state *out);
bool crossing_may(enum crossing_state from, enum crossing_state to);
/* The other region has it: no act of a person here. */
bool crossing_away(const struct casefile *c);

/* Where a case is decided by its item and its answers; false: here, as is what another region handed
 * over. own: the hall's division, "" not
 * known, then everything is decided here. */
bool crossing_region(const struct casefile *c, const char *own, char out[8]);
/* The catalog's resource that carries it to a region. */
void crossing_resource(const char *region, char out[16]);

/* What the other region answered. */
struct crossing_answer {
	enum crossing_state state;   /* HANDED: nobody took it in yet */
	int64_t at_ms;
	bool grant;
	size_t have;                 /* bytes of the package that have come there */
	int64_t want_ms;             /* which question was refused; 0 none */
	const char *refused;         /* why; "" not */
	const char *reason, *opinion, *number, *document; /* borrowed from the reply; "" none */
};
/* ERR_TAMPER: of another case, another package, or a document that is not what its hash says;
 * ERR_INPUT: words that are not of the table; ERR_CONFLICT: from before what is known, or to come. */
enum err crossing_read(const struct casefile *c, const struct reply *r, int64_t now_ms,
	struct crossing_answer *out) MUST_CHECK;
/* It says no to what was asked last, and that is news. */
bool crossing_refuses(const struct casefile *c, const struct crossing_answer *a);

#endif
