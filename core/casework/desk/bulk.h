/* SPDX-License-Identifier: MIT
 *
 * Acts on many cases at once, one case a step so that nothing blocks: each is one event of its own,
 * refused ones are named and the others go on. For UNDO_MS afterwards all of it can be taken back by
 * a compensating event on every case to which nothing else happened since.
 *
 * Also claiming one case: whose turn it is (casefile.h, struct queue_mark).
 */
#ifndef ONETRIP_BULK_H
#define ONETRIP_BULK_H

#include "core/casework/casefile.h"
#include "core/store/operator.h"

enum { BULK_MOST = 200 };

/* name, msgid, right it needs */
#define BULK_TABLE(X)                                                                              \
	X(BULK_URGE, N_("Urge"), RIGHT_TAKEOVER)                                                   \
	X(BULK_HAND, N_("Hand to a window"), RIGHT_TAKEOVER)                                       \
	X(BULK_EXTEND, N_("Extend the period"), RIGHT_DECIDE)                                      \
	X(BULK_ASSIGN, N_("Give to..."), RIGHT_TAKEOVER)

enum bulk_kind {
#define X(name, text, right) name,
	BULK_TABLE(X)
#undef X
	BULK_KINDS
};
const char *bulk_text(enum bulk_kind k); /* msgid */
bool bulk_may(enum bulk_kind k, enum role role);
/* What speaks against it in what the queue shows of a case: msgid, or NULL. The fold has the last
 * word. */
const char *bulk_against(enum bulk_kind k, const struct view_case *c, const char *me);

struct bulk_args {
	const char *to;              /* operator, of ASSIGN */
	const char *window;          /* of HAND */
	const char *reason;          /* NULL none; of EXTEND required */
	int days;                    /* of EXTEND */
};

struct bulk;
/* ids are copied. ERR_DENIED: the role may not; ERR_LIMIT: more than BULK_MOST. */
enum err bulk_new(struct store *s, item_finder find, void *ctx, enum bulk_kind k,
	const struct bulk_args *args, const struct uid *ids, size_t n, struct bulk **out) MUST_CHECK;
void bulk_free(struct bulk *b);

struct bulk_state {
	size_t total, done, refused; /* done: of the act, then of taking it back */
	bool undoing, running;
	enum err first;              /* why the first refused one was */
	struct uid first_id;
	int64_t until_ms;            /* wall: it can be taken back until then; 0 no longer */
};
/* Does the next case. ERR_BUSY: the gate is taken, the same one comes again. */
enum err bulk_step(struct bulk *b) MUST_CHECK;
struct bulk_state bulk_state(const struct bulk *b);
enum err bulk_undo(struct bulk *b) MUST_CHECK;   /* ERR_STATE: too late; then steps as before */

/* Takes a case: from whom the caller saw it ("" nobody). ERR_CONFLICT: somebody was quicker;
 * ERR_DENIED: it is somebody else's and the role may not take over. */
enum err turn_claim(struct store *s, const struct uid *id, const char *from) MUST_CHECK;
enum err turn_release(struct store *s, const struct uid *id) MUST_CHECK;
/* The answer a yellow or red light asks for. */
enum err turn_reply(struct store *s, const struct uid *id, const char *reason) MUST_CHECK;

/* Lights and their duty: a yellow or red one wants a reply within a working day; one unanswered
 * longer goes up. Pure, of what the queue shows. */
enum duty { DUTY_NONE, DUTY_OPEN, DUTY_ANSWERED, DUTY_ESCALATED };
enum duty duty_of(const struct view_case *c, day_t today);

#endif
