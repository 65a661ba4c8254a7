/* SPDX-License-Identifier: MIT
 *
 * S16: what its files share. exchange.c tabs and keys, exchange_act.c probe, words and reset,
 * exchange_draw.c and exchange_lists.c the pictures.
 */
#ifndef ONETRIP_EXCHANGE_STATE_H
#define ONETRIP_EXCHANGE_STATE_H

#include "core/casework/desk/calls.h"
#include "core/casework/oversight/purpose.h"
#include "core/exchange/standing.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/list.h"

/* Tabs: msgid, for supervisors alone */
#define TAB_TABLE(X)                                                                               \
	X(TAB_DEPARTMENTS, N_("Lines"), false)                                               \
	X(TAB_REQUESTS, N_("Requests"), false)                                                     \
	X(TAB_PURPOSES, N_("Purposes"), true)                                                      \
	X(TAB_MISUSE, N_("Misuse"), true) /* a screen of its own */

enum tab {
#define X(name, text, watch) name,
	TAB_TABLE(X)
#undef X
	TABS
};

enum { PROBES = 8, DEPARTMENT_LINES = 8 };

/* A probe under way; goes with the screen. */
struct probing {
	struct app *app;
	struct exchange_view *view;
	struct ask *ask;             /* NULL: free */
	const struct resource *resource;
};

struct exchange_view {
	enum tab tab;
	bool watch;                  /* may see who asked for what */
	bool whole;                  /* one row fills the body */
	bool words;                  /* F8: what may be said */
	struct standing_row rows[STANDING_ROWS];
	size_t waiting[STANDING_ROWS]; /* cases, by row */
	size_t n;
	struct list list;            /* of rows */
	int64_t next_ms;             /* mono: when the figures are counted anew */
	struct calls *calls;
	bool calls_whole;
	const struct gateway *origin; /* requests of one department alone; NULL all */
	const char *department;
	uint16_t shown[CALLS_KEPT];  /* indexes of calls that pass */
	struct list requests;
	struct purposes *purposes;   /* NULL before its tab was opened */
	const struct purpose *used;  /* of purposes, most first */
	struct list uses;
	struct probing probes[PROBES];
	struct choose_row choices[STANDING_ROWS + 1];
	struct standing_row offered[STANDING_ROWS]; /* of choices */
	char reset[64];              /* department to be reset */
	int top;                     /* first line of a whole row */
};

/* exchange.c */
const struct standing_row *exchange_focus(const struct exchange_view *s); /* NULL none */
void exchange_refresh(struct app *a, struct exchange_view *s);
const char *exchange_name(const struct standing_row *r, char out[96]); /* department or gateway */

/* exchange_act.c */
void exchange_probe(struct app *a, struct exchange_view *s);
void exchange_reset(struct app *a, struct exchange_view *s);
void exchange_stop(struct app *a, struct exchange_view *s);    /* cancels what it asked */
bool exchange_sentence(const struct standing_row *r, char out[APP_MESSAGE]); /* false: nothing to say */

/* exchange_draw.c */
void exchange_paint(const struct app *a, struct exchange_view *s, struct canvas *c);

/* exchange_lists.c */
struct frame;
void exchange_paint_requests(const struct app *a, struct exchange_view *s, struct canvas *c,
	const struct frame *f);
void exchange_paint_purposes(const struct app *a, struct exchange_view *s, struct canvas *c,
	const struct frame *f);
void exchange_paint_whole(const struct app *a, struct exchange_view *s, struct canvas *c,
	const struct frame *f);

#endif
