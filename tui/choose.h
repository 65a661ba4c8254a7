/* SPDX-License-Identifier: MIT
 *
 * One overlay for every question with a list of answers: confirmations, reasons, code tables,
 * regions. Digits choose the first nine rows, typing filters (initials, text, code) when the list
 * is long, Enter takes the row, Esc cancels. F3 lets digits search, for who knows the code.
 *
 * A list too long to hold answers each query itself (find). Where a person may also say it in
 * words of their own (own), what was typed is the answer as soon as there is some.
 */
#ifndef ONETRIP_CHOOSE_H
#define ONETRIP_CHOOSE_H

#include "tui/app.h"

enum { CHOOSE_ROWS = 5000, CHOOSE_FOUND = 300, CHOOSE_CODE = 64 };

struct choose_row {
	const char *code, *label;    /* borrowed while the overlay is open */
};

/* Rows that answer the query, best first, at most max; *total: how many there are. */
typedef size_t (*choose_find)(const void *ctx, const char *query, struct choose_row *out, size_t max,
	size_t *total);

struct choose_arg {
	const char *title;           /* names the object and the effect; translated */
	const struct choose_row *rows;
	size_t n;
	choose_find find;            /* instead of rows; typing filters */
	/* What stands above a row in its tree, "" nothing; may be NULL. */
	void (*path)(const void *ctx, const char *code, struct buf *out);
	bool filter;                 /* typing filters; else digits only */
	const char *query;           /* typed already; NULL nothing */
	const char *own;             /* prompt for an answer in own words, NULL: none; translated */
	bool confirm;                /* a confirmation: 300 ms without keys, first row is the safe one */
	/* The overlay is gone already. Exactly one of the two: */
	/* index of the row taken, or -1 when cancelled */
	void (*done)(struct app *a, void *ctx, int index);
	/* code of the row taken, or the own words; NULL when cancelled. Gone after the call. */
	void (*taken)(struct app *a, void *ctx, const char *code);
	void *ctx;
	void (*release)(void *ctx);  /* may be NULL */
};

/* Copies arg; rows and strings must outlive the overlay (release is called at its end). */
enum err choose_open(struct app *a, const struct choose_arg *arg);

#endif
