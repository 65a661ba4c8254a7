/* SPDX-License-Identifier: MIT
 *
 * Received here, decided there (异地通办). A case whose item names another region (item.h, [regions])
 * is handed over whole and once; from then on nobody here examines or decides it. What came of it is
 * folded here; core/casework/desk/crossings.h asks for it.
 *
 *   of the case:    CROSSING: op region to, and
 *     HANDED: package    TAKEN: at trace    RETURNED: at trace reason    DECIDED: at trace answer
 *   of the station: CROSSING: op region to case     nothing personal
 *
 * DECIDED stands before the STATE events it brings, each with "from" (the region) and written in the
 * same moment: they are the other region's acts, by none of our people.
 */
#ifndef ONETRIP_CROSSING_H
#define ONETRIP_CROSSING_H

#include "core/casework/casefile.h"
#include "core/exchange/ask.h"

/* name, word in events and answers, msgid */
#define CROSSING_TABLE(X)                                                                          \
	X(CROSSING_NONE, "NONE", "")                                                               \
	X(CROSSING_HANDED, "HANDED", "On its way to the other region")                             \
	X(CROSSING_TAKEN, "TAKEN", "Being examined in the other region")                           \
	X(CROSSING_RETURNED, "RETURNED", "Sent back by the other region")                          \
	X(CROSSING_DECIDED, "DECIDED", "Decided in the other region")

const char *crossing_word(enum crossing_state s);
const char *crossing_text(enum crossing_state s); /* msgid */
bool crossing_parse(const char *word, enum crossing_state *out);
bool crossing_may(enum crossing_state from, enum crossing_state to);
/* The other region has it: no act of a person here. */
bool crossing_away(const struct casefile *c);

/* Where a case is decided by its item and its answers; false: here. own: the hall's division, "" not
 * known, then everything is decided here. */
bool crossing_region(const struct casefile *c, const char *own, char out[8]);
/* The catalog's resource that carries it to a region. */
void crossing_resource(const char *region, char out[16]);
/* What goes along: the fields the item names and how each material was had, a line each. */
enum err crossing_package(const struct casefile *c, struct buf *out) MUST_CHECK;
void crossing_seal(const char *package, char out[HASH_HEX]); /* SHA-256 */

/* What the other region answered. */
struct crossing_answer {
	enum crossing_state state;   /* HANDED: nobody took it in yet */
	int64_t at_ms;
	bool grant;
	const char *reason, *opinion, *number, *document; /* borrowed from the reply; "" none */
};
/* ERR_TAMPER: of another case, another package, or a document that is not what its hash says;
 * ERR_INPUT: words that are not of the table; ERR_CONFLICT: from before what is known, or to come. */
enum err crossing_read(const struct casefile *c, const struct reply *r, int64_t now_ms,
	struct crossing_answer *out) MUST_CHECK;

#endif
