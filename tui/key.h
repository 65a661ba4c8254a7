/* SPDX-License-Identifier: MIT
 *
 * Keys as the decoder names them, before they mean anything.
 */
#ifndef ONETRIP_KEY_H
#define ONETRIP_KEY_H

#include "core/base/base.h"

enum key_kind {
	KEY_NONE,
	KEY_CHAR,                    /* cp: a printable code point */
	KEY_CTRL,                    /* cp: the letter, 'A'..'Z' */
	KEY_F,                       /* cp: 1..12 */
	KEY_ENTER, KEY_TAB, KEY_BACKTAB, KEY_ESC, KEY_BACKSPACE, KEY_DELETE, KEY_INSERT,
	KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_PGUP, KEY_PGDN,
	KEY_PASTE,                   /* text: newlines are blanks, controls gone */
	KEY_CARD,                    /* text: a card burst, 18 or 15 characters, checked */
	KEY_REPORT,                  /* row, col: answer to a cursor position probe */
	KEY_MOUSE                    /* cp: 0 left button down, 64 and 65 the wheel; row, col from 0 */
};

enum { KEY_TEXT = 2048 };

struct key {
	enum key_kind kind;
	uint32_t cp;
	int row, col;
	const char *text;            /* KEY_PASTE, KEY_CARD; valid until the next key */
};

/* "F8", "C-k", "Enter", "x": the names of key scripts, help and man page. */
void key_name(const struct key *k, char out[24]);
bool key_parse(const char *name, struct key *out);

#endif
