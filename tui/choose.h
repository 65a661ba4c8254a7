/* SPDX-License-Identifier: MIT
 *
 * One overlay for every question with a list of answers: confirmations, reasons, code tables,
 * regions. Digits choose the first nine rows, typing filters (initials, text, code) when the list
 * is long, Enter takes the row, Esc cancels.
 */
#ifndef ONETRIP_CHOOSE_H
#define ONETRIP_CHOOSE_H

#include "tui/app.h"

enum { CHOOSE_ROWS = 5000 };

struct choose_row {
	const char *code, *label;    /* borrowed while the overlay is open */
};

struct choose_arg {
	const char *title;           /* names the object and the effect; translated */
	const struct choose_row *rows;
	size_t n;
	bool filter;                 /* typing filters; else digits only */
	bool confirm;                /* a confirmation: 300 ms without keys, first row is the safe one */
	/* index of the row taken, or -1 when cancelled; the overlay is gone already. */
	void (*done)(struct app *a, void *ctx, int index);
	void *ctx;
	void (*release)(void *ctx);  /* may be NULL */
};

/* Copies arg; rows and strings must outlive the overlay (release is called at its end). */
enum err choose_open(struct app *a, const struct choose_arg *arg);

#endif
