/* SPDX-License-Identifier: MIT
 *
 * Key scripts (*.keys): one command a line, checked as a whole before anything is played.
 *
 *   # comment, also behind a command          # tags: pty   plays on real terminals, too
 *   term 80x24 [TERM] [LANG]                  run onetrip demo [--seed N] [--now T] [--lang L]
 *   key F8 Esc C-k Enter ...                  type TEXT         paste TEXT      card NUMBER
 *   ime on|off                                resize 120x40     wait MS         clock +5m
 *   expect TEXT [within S]                    absent TEXT       row N TEXT      cursor R,C
 *   mark                                      keys <= N         bytes <= N
 *   fault DEPARTMENT STATE [MS]               golden NAME       print     figures NAME
 *   mouse R,C [twice|up|down]                idle
 *   with NAME                                 snapshot-hash N   snapshot-equal N
 *   note TEXT                                 retype
 *
 * tags: once plays on one real terminal instead of each kind; linear in plain mode as well.
 *
 * variants plays also with the input method on throughout, with TERM=linux, with NO_COLOR, with what
 * PuTTY sends for its keys, and with the input method on a terminal of eight colours. far plays on a
 * line with a round trip of 200 ms.
 *
 * mouse clicks there once or twice, or turns the wheel; a terminal reports it only when it was asked to.
 * idle lets a minute pass: nothing may change but the clock. Only the canvas can do that at once.
 *
 * with: what follows is done at another terminal, opened by its first run; all share one folder, so
 * they can meet in a class. snapshot-hash: a live installation is made in that folder, its bytes are
 * kept under the name; snapshot-equal: they are still the same.
 *
 * note: the word that stands behind the text on the screen is written down, as somebody does with a
 * code that is shown once; retype types it.
 *
 * Time stands still between commands. A key or typed character takes 120 ms, a card 5 ms a byte;
 * clock and wait move it further. card counts no key. figures tells what the open case cost since
 * the mark (figures.h).
 */
#ifndef ONETRIP_HARNESS_SCRIPT_H
#define ONETRIP_HARNESS_SCRIPT_H

#include "core/base/buf.h"
#include "core/base/pool.h"

/* id, word, how its arguments read (see script.c), may be played on a real terminal */
#define VERB_TABLE(X)                                                                              \
	X(VERB_TERM, "term", args_term, true)                                                      \
	X(VERB_RUN, "run", args_run, true)                                                         \
	X(VERB_KEY, "key", args_keys, true)                                                        \
	X(VERB_TYPE, "type", args_text, true)                                                      \
	X(VERB_PASTE, "paste", args_text, true)                                                    \
	X(VERB_CARD, "card", args_text, true)                                                      \
	X(VERB_IME, "ime", args_switch, true)                                                      \
	X(VERB_RESIZE, "resize", args_size, true)                                                  \
	X(VERB_WAIT, "wait", args_number, true)                                                    \
	X(VERB_CLOCK, "clock", args_span, false)                                                   \
	X(VERB_EXPECT, "expect", args_within, true)                                                \
	X(VERB_ABSENT, "absent", args_text, true)                                                  \
	X(VERB_ROW, "row", args_number_text, true)                                                 \
	X(VERB_CURSOR, "cursor", args_place, true)                                                 \
	X(VERB_NOTE, "note", args_text, true)                                                      \
	X(VERB_RETYPE, "retype", args_none, true)                                                  \
	X(VERB_MARK, "mark", args_none, true)                                                      \
	X(VERB_KEYS, "keys", args_limit, true)                                                     \
	X(VERB_BYTES, "bytes", args_limit, true)                                                   \
	X(VERB_MOUSE, "mouse", args_mouse, true)                                                   \
	X(VERB_IDLE, "idle", args_none, true)                                                      \
	X(VERB_FAULT, "fault", args_fault, false)                                                  \
	X(VERB_GOLDEN, "golden", args_name, true)                                                  \
	X(VERB_PRINT, "print", args_none, true)                                                    \
	X(VERB_FIGURES, "figures", args_name, true)                                                \
	X(VERB_WITH, "with", args_name, true)                                                      \
	X(VERB_HASH, "snapshot-hash", args_name, true)                                             \
	X(VERB_EQUAL, "snapshot-equal", args_name, true)

enum verb {
#define X(id, word, args, pty) id,
	VERB_TABLE(X)
#undef X
	VERB_COUNT
};
const char *verb_word(enum verb v);

enum { SCRIPT_BYTES = 1 << 18, SCRIPT_STEPS = 4000, EXPECT_MS = 2000 };

struct step {
	enum verb verb;
	int line;
	int a, b;         /* numbers: columns and rows, row and column, a limit */
	int64_t ms;       /* wait, clock, expect */
	const char *word; /* TERM, department */
	const char *text; /* the rest; "" none */
};

struct script {
	struct pool pool;
	const char *name; /* file name without folder and ending */
	struct step *steps;
	size_t n;
	bool pty;         /* tagged "pty": on each kind of terminal; "once": on one */
	bool variants;    /* also with the input method on throughout, and on odd terminals */
	bool once;
	bool far;         /* also on a long line */
	bool linear;
};

/* ERR_SYNTAX: every mistake is in messages as "file:line: text". */
enum err script_load(const char *path, struct script *out, struct buf *messages) MUST_CHECK;
bool script_has(const struct script *s, enum verb v);
enum err script_parse(const char *path, const char *text, struct script *out, struct buf *messages)
	MUST_CHECK;
void script_release(struct script *s);

#endif
