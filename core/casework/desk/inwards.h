/* SPDX-License-Identifier: MIT
 *
 * What other regions hand over to this one: the list of it, its packages, and the words that go back.
 * One question in flight at a time, from the loop, never waited for. Nothing personal is kept of a
 * hand-over before it is taken in: the list and a package that was opened are in memory alone, the
 * exchange keeps them until they are answered.
 */
#ifndef ONETRIP_INWARDS_H
#define ONETRIP_INWARDS_H

#include "core/casework/inward.h"
#include "core/exchange/driver.h"
#include "core/form/item.h"
#include "core/store/store.h"

/* How often the list is asked for, and whether a case taken in has something to tell. */
enum { INWARD_FIRST_MS = 30 * 1000, /* after somebody logged in: the counter's questions go first */
	INWARD_POLL_MS = 60 * 1000, INWARD_LOOK_MS = 5 * 1000, INWARDS_MOST = 2000, INWARD_REASON = 240 };

struct inwards_parts {           /* all borrowed */
	struct store *store;
	const struct catalog *catalog;
	struct driver *driver;
	item_finder find;
	void *ctx;
	const char *hall, *window, *region; /* of this hall */
};

struct inward_case {
	struct uid op;
	char seal[HASH_HEX], region[8], number[CASE_NUMBER], item[ITEM_CODE];
	int64_t handed_ms;
	day_t due;                   /* what the applicant was told there; DAY_NONE */
	size_t whole, head;          /* bytes of its package, and of its text, which comes first */
	enum crossing_want want;     /* asked for by the region of receipt */
	int64_t want_ms;
	char want_reason[INWARD_REASON];
	enum inward_act act;         /* SEEN TAKEN RETURNED */
	bool listed;                 /* by the exchange, at the last look */
	bool told;                   /* that region has the last word of it */
	struct uid casefile;         /* TAKEN: the case here */
	char reason[INWARD_REASON];  /* RETURNED: why */
	enum crossing_want agreed;   /* RETURNED: as that region asked */
	int64_t at_ms;               /* of the act */
	int64_t look_ms;             /* wall; when its case is looked at next */
	int64_t of_ms;               /* change of the case that was told last */
};

struct inwards;
struct inwards *inwards_new(const struct inwards_parts *p);
void inwards_free(struct inwards *x);            /* before the driver */
/* When locking, and before another person logs in: cancels what is in flight, wipes the package. */
void inwards_forget(struct inwards *x);
/* Takes what is new and asks what is due; cheap, at every turn of the loop. True: something changed. */
bool inwards_tick(struct inwards *x);
void inwards_poll(struct inwards *x);            /* looks at everything anew at the next turn */
int64_t inwards_asked_ms(const struct inwards *x); /* when the list last came; 0 never */
bool inwards_silent(const struct inwards *x);    /* the last question for it was not answered */

/* Waiting to be taken in, oldest first; valid until the next tick. */
size_t inwards_waiting(const struct inwards *x, const struct inward_case **out, size_t max);
const struct inward_case *inwards_find(const struct inwards *x, const struct uid *op); /* NULL none */

/* Fetches the package of one; another one's is forgotten. Who looks is in the station's chain before
 * anything is shown. ERR_DENIED: not who opens people's data; ERR_NOTFOUND. */
enum err inwards_open(struct inwards *x, const struct uid *op) MUST_CHECK;
/* False while it is on its way: have counts its bytes; *e: ERR_TAMPER when it is not what was sealed,
 * ERR_NET while it does not come. Else text is its text and bytes all of it, checked against every hash;
 * borrowed until inwards_open or _forget. */
bool inwards_package(const struct inwards *x, const struct uid *op, size_t *have, enum err *e,
	const char **text, const struct buf **bytes);

/* A hand-over is answered for, in this transaction: for the journal (inward.h). */
void inward_put(struct record *body, const struct inward_case *c, enum inward_act act);
/* Sends it back with a reason of the list, or as the region of receipt asked. ERR_DENIED: not this role;
 * ERR_STATE: the days are over, or it wants something else; ERR_EXISTS: it is answered already. */
enum err inwards_send_back(struct inwards *x, const struct uid *op, int reason) MUST_CHECK;
enum err inwards_give_back(struct inwards *x, const struct uid *op) MUST_CHECK;

#endif
