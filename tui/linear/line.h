/* SPDX-License-Identifier: MIT
 *
 * What a line means in plain mode. Words are taken after Enter, so letters are safe there: an input
 * method that is on, or a braille keyboard, cannot press a command by accident.
 *
 *   ""            Enter                       F8 Esc Up C-k Ctrl+K   that key
 *   b n s k h q   see LINEAR_WORDS            ?  the keys here       r  the whole screen again
 *   text          types it, then Enter        text\  types it only   'text  types it whatever it is
 *
 * One digit where digits choose needs no Enter. A whole number there is what a card reader typed.
 */
#ifndef ONETRIP_LINEAR_LINE_H
#define ONETRIP_LINEAR_LINE_H

#include "tui/key.h"

enum { LINEAR_BYTES = 4096 };        /* a longer line is refused whole */

enum line_kind { SAID_KEY, SAID_TEXT, SAID_KEYS, SAID_WHOLE };

struct line_said {
	enum line_kind kind;
	struct key key;              /* SAID_KEY */
	const char *text;            /* SAID_TEXT; within the typed line */
	size_t len;
	bool enter;                  /* SAID_TEXT: Enter follows */
};

/* word, key, msgid of what it does */
#define LINEAR_WORDS(X)                                                                            \
	X("b", "BTab", N_("one back"))                                                             \
	X("n", "Tab", N_("one on"))                                                                \
	X("s", "C-s", N_("save"))                                                                  \
	X("k", "C-k", N_("lock"))                                                                  \
	X("h", "F1", N_("help"))                                                                   \
	X("q", "Esc", N_("back"))

/* typed: without its newline; full-width forms of a word or key name are taken as well. */
void line_understand(const char *typed, struct line_said *out);

#endif
