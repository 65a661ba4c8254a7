/* SPDX-License-Identifier: MIT
 *
 * One line of text being typed: UTF-8, the cursor only on borders of clusters (base plus
 * zero-width followers), a maximum in characters, wiped on release. Paste blanks for newlines.
 */
#ifndef ONETRIP_EDIT_H
#define ONETRIP_EDIT_H

#include "tui/action.h"
#include "tui/canvas.h"

enum { EDIT_BYTES = 6001 }; /* 2,000 Han, as the longest answers have */

struct edit {
	char text[EDIT_BYTES + 1];
	size_t len;                  /* bytes */
	size_t at;                   /* cursor, bytes, on a cluster border */
	int max;                     /* characters; 0: EDIT_BYTES only */
	bool secret;                 /* shown as * */
};

void edit_init(struct edit *e, int max, bool secret);
void edit_wipe(struct edit *e);                  /* empties; keeps max and secret */
void edit_set(struct edit *e, const char *text); /* cursor behind it */
bool edit_insert(struct edit *e, uint32_t cp);   /* false: full or not insertable */
void edit_paste(struct edit *e, const char *text);
/* Left, right, top (home), end, rubout, delete, clear; true when the text or the cursor changed. */
bool edit_act(struct edit *e, enum action a);
void edit_drop_last(struct edit *e, int characters); /* takes back what a card burst typed */
/* Draws "[text   ]" of width cells including the brackets and parks the cursor when focused. A
 * longer text moves by half a field, so that the cursor always has something on both sides. */
void edit_draw(const struct edit *e, struct canvas *c, int row, int col, int width, bool focused);

#endif
