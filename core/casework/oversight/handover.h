/* SPDX-License-Identifier: MIT
 *
 * Handing a shift over 交接班: every open thing stands in exactly one line, every line has an owner,
 * the numbers balance, and the one who takes the shift signs line by line. Acts of the station's
 * own chain, folded; nothing here belongs to one case.
 *
 *   HANDOVER: act OFFER id to note total drafts open closed line.KIND (count) owner.KIND
 *             act SIGN id line            act OBJECT id line reason
 */
#ifndef ONETRIP_HANDOVER_H
#define ONETRIP_HANDOVER_H

#include "core/store/operator.h"
#include "core/store/queue.h"

/* An open case is in the first of these that fits: word, msgid, owner ("": a person must be named;
 * "*": stays with whose turn it is) */
#define SHIFT_TABLE(X)                                                                             \
	X(SHIFT_LATE, "late", N_("Overdue"), "")                                                   \
	X(SHIFT_DEFERRED, "deferred", N_("Papers due today or before"), "")                        \
	X(SHIFT_TODAY, "today", N_("Ends today"), "")                                              \
	X(SHIFT_DEMANDED, "demanded", N_("A second notice is asked for"), "")                      \
	X(SHIFT_UNVERIFIED, "unverified", N_("Keyed by hand, to be verified"), "*")                \
	X(SHIFT_NORMAL, "normal", N_("On their way with the departments"), "*")                    \
	X(SHIFT_DRAFTS, "drafts", N_("Drafts not sent"), "*")

enum shift_line {
#define X(name, word, text, owner) name,
	SHIFT_TABLE(X)
#undef X
	SHIFT_LINES
};
const char *shift_text(enum shift_line l); /* msgid */

struct shift {
	uint64_t count[SHIFT_LINES];
	char owner[SHIFT_LINES][OPERATOR_ID]; /* "" not yet, "*" whose turn it is */
	uint64_t total;              /* cases of the file */
	uint64_t drafts, open, closed; /* by department and from all cases: other ways than the lines */
	bool signed_off[SHIFT_LINES];
	char objection[SHIFT_LINES][200];
	/* once offered */
	char id[UID_HEX], from[OPERATOR_ID], to[OPERATOR_ID], note[200]; /* id "" not offered */
	int64_t at_ms;
};

/* The shift as it stands now, with the usual owners. */
enum err shift_count(struct store *s, day_t today, struct shift *out) MUST_CHECK;
/* The same on a loop, for about ms a call; c is {0} before the first. */
enum err shift_count_read(struct store *s, day_t today, struct queue_census *c, int ms, bool *ready,
	struct shift *out) MUST_CHECK;
/* total = drafts + open + closed, and the lines are the open ones and the drafts: nothing is lost. */
bool shift_balanced(const struct shift *f);
bool shift_needs_owner(const struct shift *f, enum shift_line l);  /* something is there, nobody named */
size_t shift_unsigned(const struct shift *f);                      /* lines with something in them */
/* The newest one offered that is not signed off nor objected to; ERR_NOTFOUND: none. */
enum err shift_offered(struct store *s, struct shift *out) MUST_CHECK;
/* The newest one, whatever became of it; ERR_NOTFOUND: none. */
enum err shift_newest(struct store *s, struct shift *out) MUST_CHECK;
/* now: counted in this turn. ERR_DENIED: the role; ERR_CONFLICT: it does not balance any more, or the
 * numbers are others now; ERR_INCOMPLETE: a line without an owner; ERR_INPUT: to nobody, or to oneself. */
enum err shift_offer(struct store *s, const struct shift *f, const struct shift *now) MUST_CHECK;
/* By whom it was offered to. ERR_DENIED: somebody else's; ERR_STATE: signed or objected to already. */
enum err shift_sign(struct store *s, const struct shift *f, enum shift_line l) MUST_CHECK;
enum err shift_object(struct store *s, const struct shift *f, enum shift_line l, const char *reason)
	MUST_CHECK;

#endif
