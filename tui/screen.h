/* SPDX-License-Identifier: MIT
 *
 * A screen: what is shown and what actions do there. One screen a file in tui/screens. Draw is
 * pure: it reads its state and the app, and writes cells.
 */
#ifndef ONETRIP_SCREEN_H
#define ONETRIP_SCREEN_H

#include "tui/action.h"
#include "tui/canvas.h"

struct app;

struct screen {
	const char *name;            /* "form": title bar of the terminal, tests */
	const char *title;           /* msgid for row 0 */
	in_bits bit;                /* IN_* */
	bool modal;                  /* overlay: flushes type-ahead, ignores keys for 300 ms */
	size_t state_size;
	enum err (*enter)(struct app *a, void *state, const void *arg);
	void (*act)(struct app *a, void *state, enum action act);    /* never a raw key */
	void (*text)(struct app *a, void *state, uint32_t codepoint); /* printable, folded by the screen */
	void (*paste)(struct app *a, void *state, const char *text);  /* may be NULL: ignored */
	/* A card; taken: how many of its characters text() got just before. NULL: ignored. */
	void (*card)(struct app *a, void *state, const char *number, int taken);
	/* The self-test's: a key before it means anything, with the bytes it came as. true: taken. */
	bool (*raw)(struct app *a, void *state, const struct key *k, const char *bytes);
	bool (*digits)(const struct app *a, const void *state); /* digits command now; NULL: never */
	/* The F-key does something now: only those stand in the footer. NULL: all of the screen's. */
	bool (*offers)(const struct app *a, const void *state, enum action act);
	/* Writes cells and nothing else, but for scroll positions in its own state. */
	void (*draw)(const struct app *a, void *state, struct canvas *c);
	void (*tick)(struct app *a, void *state, int64_t now_ms);     /* may be NULL */
	void (*back)(struct app *a, void *state);   /* a screen above was popped; may be NULL */
	/* The keys are being wiped: what is personal goes too, back() comes later; may be NULL. */
	void (*forget)(struct app *a, void *state);
	void (*leave)(struct app *a, void *state);  /* may be NULL; state is wiped after */
};

/* Every screen; each has its page in the manual under its name. */
#define SCREENS(X)                                                                                 \
	X(login) X(home) X(person) X(items) X(form) X(material) X(check) X(receipt) X(parts)       \
	X(notice) X(told) X(papers) X(consult) X(case) X(review) X(queue) X(handover)              \
	X(exchange) X(misuse) X(watch) X(health) X(inward)                                         \
	X(appeals) X(appeal) X(past) X(pairs) X(branch)                                            \
	X(objection) X(objections) X(catalog) X(rating) X(customer) X(lock) X(help) X(palette)     \
	X(figures) X(figure_cases) X(figure_provider) X(figure_letter) X(figure_appeals)           \
	X(figure_ratings) X(scenarios) X(debrief) X(trainer) X(follow)                                    \
	X(access) X(messages) X(choose) X(settings) X(selftest)                                    \
	X(operators) X(fill) X(calendar) X(versions)

#define X(name) extern const struct screen screen_##name;
SCREENS(X)
#undef X

#endif
