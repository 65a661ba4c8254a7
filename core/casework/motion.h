/* SPDX-License-Identifier: MIT
 *
 * What the hall works by, changed by two people (domain.md section 1, capabilities W1, W2): its catalog,
 * its items, and the halls whose packs of items it takes. One proposes; somebody else, in another role,
 * puts it in force or declines it. Each is an act of the station's chain:
 *
 *   CHANGE_PROPOSED  CHANGE_CONFIRMED  CHANGE_DECLINED     body: act name version [from source]
 *
 * Built on accord.h: a motion is a short text of its own, and the catalog or item it is about is kept
 * beside it. So nobody needs a key to know what counts, and a program knows it before anybody has
 * logged in. Of one subject (the catalog, an item, a hall) only the newest proposal waits.
 */
#ifndef ONETRIP_MOTION_H
#define ONETRIP_MOTION_H

#include "core/store/journal.h"
#include "core/store/operator.h"

enum { MOTION_NAME = 64 };

/* act, word, who proposes, who decides */
#define MOTION_TABLE(X)                                                                            \
	X(MOTION_CATALOG, "catalog", ROLE_STEWARD, ROLE_SUPERVISOR)                                \
	X(MOTION_PUBLISH, "publish", ROLE_ADMIN, ROLE_SUPERVISOR)                                  \
	X(MOTION_ROLLBACK, "rollback", ROLE_ADMIN, ROLE_SUPERVISOR)                                \
	X(MOTION_TRUST, "trust", ROLE_ADMIN, ROLE_SUPERVISOR)                                      \
	X(MOTION_DISTRUST, "distrust", ROLE_ADMIN, ROLE_SUPERVISOR)

enum motion_act {
#define X(name, word, proposes, decides) name,
	MOTION_TABLE(X)
#undef X
	MOTION_ACTS
};
const char *motion_word(enum motion_act act);
bool motion_may_propose(const struct operator_info *me, enum motion_act act);
bool motion_may_decide(const struct operator_info *me, enum motion_act act);

enum motion_state {
	MOTION_WAITING, MOTION_REPLACED, MOTION_DONE, MOTION_DECLINED,
	MOTION_TAKEN_BACK            /* published once, rolled back since */
};

struct motion {
	enum motion_act act;
	char name[MOTION_NAME];      /* "residence-permit", a hall; "catalog" */
	uint8_t text[HASH_SIZE];     /* of the catalog or item; the public key of a hall */
	uint8_t before[HASH_SIZE];   /* what counted when it was proposed; zero: nothing */
	day_t from;                  /* of PUBLISH: asked for; once DONE: counts since. Else DAY_NONE */
	char source[MOTION_NAME];    /* the hall whose pack it came with; "" */
	/* by the journal */
	uint8_t hash[HASH_SIZE];     /* its name */
	enum motion_state state;
	char by[OPERATOR_ID], decided_by[OPERATOR_ID];
	int64_t at_ms, decided_ms;   /* decided_ms 0: not yet */
	uint64_t order;              /* of deciding: what counts later is greater */
};

/* All there ever were, as they were proposed. Needs no key. ERR_TAMPER: one was confirmed by who proposed
 * it, or its text is another one. */
struct motions;
enum err motions_read(struct store *s, struct motions **out) MUST_CHECK;
void motions_free(struct motions *c);
size_t motions_all(const struct motions *c, const struct motion **out);
/* The one that waits of this subject; NULL none. */
const struct motion *motions_waiting(const struct motions *c, enum motion_act act, const char *name);
/* The one that waits whose hash begins so, at least 8 digits; NULL none. */
const struct motion *motions_find(const struct motions *c, const char *hex);
/* The newest of this act and name that is DONE; NULL none. */
const struct motion *motions_done(const struct motions *c, enum motion_act act, const char *name);
/* Whether anything was put in force since the last call; *after 0: ever. */
enum err motions_news(struct store *s, uint64_t *after, bool *any) MUST_CHECK;

/* Keeps text (NULL: kept already, or none) and proposes c: act, name, text, before, from, source.
 * ERR_DENIED; ERR_EXISTS: the same waits already; ERR_BUSY: nothing happened, try again. */
enum err motion_propose(struct store *s, const struct motion *c, const char *text, size_t len)
	MUST_CHECK;
/* What waits, if it still is this one, counts (confirm) or does not; declining is also for who proposed
 * it. before: what counts now; it must be what it was proposed against (NULL: not asked). ERR_DENIED:
 * confirming is not for who proposed it; ERR_CONFLICT: something else counts since; ERR_STATE: it does
 * not wait any more; ERR_BUSY: try again. */
enum err motion_decide(struct store *s, const uint8_t hash[HASH_SIZE], bool confirm,
	const uint8_t *before) MUST_CHECK;

#endif
