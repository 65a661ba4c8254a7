/* SPDX-License-Identifier: MIT
 *
 * Grants 授权: whether the hall may ask for a resource that is shared on conditions (domain.md
 * section 8). Acts of the stations' own chain, kind GRANT, folded here:
 *
 *   grant (16 bytes in hex) to resource [items fields until number ground reason published]
 *
 * APPLIED -> CHECKED within 2 working days -> ANSWERED within 5, or PUBLISHED within 10 where the
 * interface had to be made first -> ACTIVE until a day. A grant whose day is over has expired; no
 * event says so. What the data office had granted before is recorded as ACTIVE at once, with the
 * number of its letter.
 */
#ifndef ONETRIP_GRANT_H
#define ONETRIP_GRANT_H

#include "core/exchange/driver.h"
#include "core/standards/workday.h"
#include "core/store/journal.h"

/* name, word in events and commands, msgid */
#define GRANT_TABLE(X)                                                                             \
	X(GRANT_NONE, "NONE", "Not applied for")                                                   \
	X(GRANT_APPLIED, "APPLIED", "Applied for")                                                 \
	X(GRANT_CHECKED, "CHECKED", "Checked, with the department")                                \
	X(GRANT_ANSWERED, "ANSWERED", "Granted, to be connected")                                  \
	X(GRANT_PUBLISHED, "PUBLISHED", "Interface made, to be connected")                         \
	X(GRANT_ACTIVE, "ACTIVE", "In force")                                                      \
	X(GRANT_REFUSED, "REFUSED", "Refused")                                                     \
	X(GRANT_DISPUTED, "DISPUTED", "Before the data office")                                    \
	X(GRANT_REVOKED, "REVOKED", "Grant taken back")                                            \
	X(GRANT_WITHDRAWN, "WITHDRAWN", "Application withdrawn")

enum grant_state {
#define X(name, word, text) name,
	GRANT_TABLE(X)
#undef X
	GRANT_STATES
};
const char *grant_word(enum grant_state s);
const char *grant_text(enum grant_state s); /* msgid */
bool grant_parse(const char *word, enum grant_state *out);
bool grant_may(enum grant_state from, enum grant_state to);

enum { GRANT_CHECK_DAYS = 2, GRANT_ANSWER_DAYS = 5, GRANT_PUBLISH_DAYS = 10, GRANT_ENDING_DAYS = 30,
	GRANT_WORDS = 1024, GRANT_TEXT = 160 };

struct grant {
	struct uid id;
	char resource[16];
	enum grant_state state;
	bool published;              /* the interface stood when it was applied for */
	int64_t applied_ms, checked_ms, changed_ms; /* wall; 0 never */
	day_t until;                 /* DAY_NONE: not granted yet */
	char *items, *fields;        /* blank separated; "*" all */
	char number[64];             /* of the office's letter */
	char ground[GRANT_TEXT], reason[GRANT_TEXT];
	char applied_by[16], changed_by[16];
};

/* Folds one event; refuses what the table does not allow and leaves g as it was. */
enum err grant_fold(struct grant *g, const struct event *e) MUST_CHECK;
void grant_release(struct grant *g);

/* What has to happen by when; a pure function of the grant and the calendar. */
struct grant_clock {
	bool running;
	struct due due;
	int left;                    /* working days; 0 today, negative late */
};
enum err grant_clock(const struct grant *g, day_t today, struct grant_clock *out) MUST_CHECK;

/* ---- all of them ---- */

struct grants;

/* store and catalog are borrowed. */
struct grants *grants_new(struct store *s, const struct catalog *c);
void grants_free(struct grants *g);
void grants_forget(struct grants *g);            /* reads everything anew next time */
void grants_turn(struct grants *g, const struct catalog *c); /* another catalog counts; forgets */
/* Takes what was recorded since, here or in another process. ERR_LOCKED: nobody is logged in, or
 * the operator holds no class A. */
enum err grants_refresh(struct grants *g) MUST_CHECK;

/* How the hall stands with a resource today: sign on lists, msgid */
#define PERMIT_TABLE(X)                                                                            \
	X(PERMIT_FREE, '=', "Needs no grant")                                                      \
	X(PERMIT_ACTIVE, '=', "In force")                                                           \
	X(PERMIT_ENDING, '~', "Ends soon")                                                         \
	X(PERMIT_PENDING, 'o', "Applied for")                                                      \
	X(PERMIT_NONE, '?', "Not applied for")                                                     \
	X(PERMIT_EXPIRED, '!', "Expired")                                                          \
	X(PERMIT_REFUSED, '!', "Refused")                                                          \
	X(PERMIT_CLOSED, 'x', "Not shared")

enum permit {
#define X(name, sign, text) name,
	PERMIT_TABLE(X)
#undef X
	PERMIT_COUNT
};
char permit_sign(enum permit p);
const char *permit_text(enum permit p); /* msgid */

/* Conditional, or with an attribute that is. */
bool resource_needs_grant(const struct resource *r);
enum permit grants_permit(const struct grants *g, const struct resource *r, day_t today);
/* The grant that counts: in force with the latest end, else the newest. NULL: none. */
const struct grant *grants_of(const struct grants *g, const char *resource, day_t today);
size_t grants_all(const struct grants *g, const struct grant *const **out); /* oldest first */

/* An ask_guard: refuses what is conditional and not granted for the item today, and leaves out
 * attributes the grant does not cover. ctx: struct grants. */
enum err grants_guard(void *ctx, const struct ask_request *r, char fields[ASK_FIELDS], char *why);

/* What the hall asks for, or what the office said. Strings may be NULL: as it was. */
struct grant_terms {
	const char *items, *fields, *number, *ground, *reason;
	day_t until;                 /* DAY_NONE: as it was */
};
/* By a clerk or steward. ERR_EXISTS: one is under way, or in force for more than
 * GRANT_ENDING_DAYS; ERR_STATE: needs no grant, or is not shared. */
enum err grants_apply(struct grants *g, const struct resource *r, const struct grant_terms *t)
	MUST_CHECK;
/* By the steward. ERR_STATE: not from where it stands; ERR_INCOMPLETE: ANSWERED, PUBLISHED and
 * ACTIVE need until, REFUSED and REVOKED a reason. */
enum err grants_move(struct grants *g, const struct uid *id, enum grant_state to,
	const struct grant_terms *t) MUST_CHECK;
/* Records a grant that was given before: ACTIVE at once. ERR_INCOMPLETE: needs until and number. */
enum err grants_record(struct grants *g, const struct resource *r, const struct grant_terms *t)
	MUST_CHECK;
/* Records what came with the catalog and is not in force yet: by the steward, or in the demo by
 * whoever logs in first. *n: how many. */
enum err grants_standing(struct grants *g, size_t *n) MUST_CHECK;

#endif
