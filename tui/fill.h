/* SPDX-License-Identifier: MIT
 *
 * An overlay with a few lines to fill in: words, secrets, one of a list. Enter goes on and sends in
 * the last line; what was refused says why and keeps everything but secrets. What takes a while (a
 * child that hashes, a gate that is taken) is asked again from the loop until it is settled.
 */
#ifndef ONETRIP_FILL_H
#define ONETRIP_FILL_H

#include "tui/choose.h"

enum { FILL_FIELDS = 7 };

enum fill_kind { FILL_WORDS, FILL_SECRET, FILL_ONE_OF };

struct fill_field {
	const char *label, *hint;    /* msgids; the hint stands in the message row */
	enum fill_kind kind;
	int max;                     /* characters; of FILL_ONE_OF not asked */
	bool optional;
	const char *value;           /* there already; a code of the rows; NULL: nothing */
	const struct choose_row *rows; /* borrowed while the overlay is open */
	size_t n_rows;
};

struct fill_said {
	size_t at;                   /* the field that is to be mended */
	char why[APP_MESSAGE];       /* translated; "": the error's own sentence */
};

struct fill_arg {
	const char *title;           /* names the object and the effect; translated, copied */
	const struct fill_field *fields; /* at most FILL_FIELDS, copied */
	size_t n;
	/* values: in the order of the fields, codes for FILL_ONE_OF, "" what was left out. OK: the
	 * overlay goes; ERR_BUSY: called again soon, with the same values, or when watch_fd of the app
	 * is readable; else it stays. */
	enum err (*send)(struct app *a, void *ctx, const char *const *values, struct fill_said *said);
	void (*done)(struct app *a, void *ctx); /* the overlay is gone; may be NULL */
	void (*stop)(struct app *a, void *ctx); /* given up while busy; may be NULL */
	void *ctx;
	void (*release)(void *ctx);  /* may be NULL */
};

enum err fill_ask(struct app *a, const struct fill_arg *arg);

#endif
