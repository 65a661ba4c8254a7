/* SPDX-License-Identifier: MIT
 *
 * Tickets 叫号: taken, called, skipped, welcomed, finished. Each is an act of a station's own chain,
 * folded here for one day; every window of a file sees the same line. Needs no ticket machine.
 *
 *   TICKET: number act (TAKE CALL SKIP WELCOME FINISH) [window] [unit, whose windows call it]
 *
 * Two windows cannot call the same ticket, nor two people draw the same number: the second act has
 * the op_id of the first.
 */
#ifndef ONETRIP_TICKET_H
#define ONETRIP_TICKET_H

#include "core/casework/papers/slip.h"
#include "core/store/journal.h"

enum { TICKETS_MOST = 5000, TICKET_NUMBER = 8 };

enum ticket_state { TICKET_WAITING, TICKET_CALLED, TICKET_SERVED, TICKET_DONE, TICKET_MISSED };

struct ticket {
	char number[TICKET_NUMBER];  /* "B017" */
	enum ticket_state state;
	char window[8], clerk[16];   /* that called it */
	char unit[16];               /* of the hall (roster.h); "" any window's */
	int calls;
	int64_t taken_ms, called_ms, welcomed_ms, finished_ms; /* called: the first time; 0 not yet */
};

struct tickets;
void tickets_new(struct store *s, const char *zone, struct tickets **out); /* "B" */
void tickets_free(struct tickets *t);
void tickets_forget(struct tickets *t);          /* when locking: read anew afterwards */
/* What happened since the last time; a new day begins with an empty line. ERR_LOCKED. */
enum err tickets_read(struct tickets *t) MUST_CHECK;
const struct ticket *tickets_list(const struct tickets *t, size_t *n); /* in order of taking; borrowed */
const struct ticket *tickets_find(const struct tickets *t, const char *number);
/* The one called or served at a window, NULL none; the next one waiting for a window (NULL: for any),
 * NULL none. */
const struct ticket *tickets_current(const struct tickets *t, const char *window);
const struct ticket *tickets_next(const struct tickets *t, const char *window);
size_t tickets_waiting(const struct tickets *t, const char *window); /* for it; NULL: in all */

/* Acts; each reads first what others did. unit: "" or NULL none in particular. ERR_LIMIT: the day's
 * numbers are used up. */
enum err ticket_take(struct tickets *t, const char *unit, char number[TICKET_NUMBER]) MUST_CHECK;
/* ERR_NOTFOUND: nobody waits for this window; ERR_STATE: this window has somebody still. number (may be NULL): that
 * one, also a missed one or one's own again. */
enum err ticket_call(struct tickets *t, const char *window, const char *number) MUST_CHECK;
enum err ticket_skip(struct tickets *t, const char *number) MUST_CHECK;    /* did not come */
enum err ticket_welcome(struct tickets *t, const char *number) MUST_CHECK; /* is here */
enum err ticket_finish(struct tickets *t, const char *number) MUST_CHECK;  /* of a called one too */

/* Of the day. Waiting: from taking to the first call; serving: from welcome to finish. Seconds. */
struct ticket_figures {
	size_t waiting, called, done, missed;
	int longest_wait;            /* of those who wait now */
	int wait_average, wait_p90, serve_average, serve_p90; /* p90: nearest rank; 0 without any */
};
struct ticket_figures tickets_figures(const struct tickets *t, int64_t now_ms);

/* 叫号条: number, how many are ahead, where to wait. */
enum err ticket_slip(const struct tickets *t, const char *number, const struct slip_place *place,
	int columns, struct buf *out) MUST_CHECK;

#endif
