/* SPDX-License-Identifier: MIT
 *
 * The counter as the hall sees it: the ticket being served here, and the lease on the case that is
 * open here, so that two do not type into one case without knowing.
 */
#ifndef ONETRIP_COUNTER_H
#define ONETRIP_COUNTER_H

#include "core/casework/papers/ticket.h"
#include "core/store/lease.h"
#include "tui/app.h"

struct counter_place;

struct counter_place *counter_new(struct store *s);
void counter_free(struct counter_place *p);
void counter_forget(struct counter_place *p);    /* locking, logging out: lets go of everything held */

/* Tickets. The first finishes who is served here and calls the next; when somebody was called and
 * is not here yet it asks. */
void counter_call(struct app *a);
void counter_take(struct app *a);                /* a number for who comes in, printed */
void counter_arrived(struct app *a);             /* a card was read: who was called is here */
void counter_tell_figures(struct app *a);
void counter_refresh(struct app *a);             /* what other windows called meanwhile */
void counter_line(const struct app *a, char out[96]); /* "next B017, 7 wait"; "" nobody */

/* Lease. Before a case is opened: true, it may be; else the question, or why not, is on the screen
 * and the case is opened later by itself. */
bool counter_may_open(struct app *a, const struct uid *id);
void counter_tick(struct app *a, int64_t now_ms); /* heartbeat, and whether it was taken over */
int counter_wait_ms(const struct app *a, int64_t now_ms); /* -1: nothing planned */

#endif
